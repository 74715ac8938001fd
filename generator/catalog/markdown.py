"""Text and links inside Markdown, so that whatever they hold is read and nothing else.

Names and notes arrive by pull request and end in files and comments that others render. Files are mostly read as they
are, by programs, so `plain` escapes only what would be taken for markup; in a comment on GitHub more has a meaning.
"""

from __future__ import annotations

import re
from typing import Final

from generator.reading.problems import visible

_SIGNS: Final = re.compile(
    r"[\\`*\[\]|~<>]"  # code, emphasis, links, cells of tables, struck text, HTML
    r"|&(?=#?\w+;)"  # entities
    r"|(?<![^\W_])_|_(?![^\W_])"  # emphasis, which an underscore inside a word is not
    r"|^[#+\-=](?=[#+\-=\s]|$)"  # headings, lists, rules
)
_NUMBERED: Final = re.compile(r"^(\d{1,9})(?=[.)](?:\s|$))")
_COMMENT: Final = re.compile(r"[\\`*_{}\[\]<>()#+!|~&$]")
_CALLS: Final = re.compile(r"(?<=@)(?=\w)|(?<=\\#)(?=\w)|(?<=:)(?=//)|(?<=www)(?=\.)", re.IGNORECASE)


def plain(value: str) -> str:
    """Return one line of text that Markdown shows as it is: in a paragraph, a heading, a list, a table."""
    return _NUMBERED.sub(r"\1\\", _SIGNS.sub(r"\\\g<0>", value))


def link(words: str, url: str) -> str:
    """Return a link with `words` as its text. The address must hold no space and no angle bracket, as ours do."""
    return f"[{plain(words)}]({_target(url)})"


def in_comment(value: str) -> str:
    """Return text for the inside of a line of a comment on GitHub, which shows it as it is.

    It calls nobody, refers to no issue and leads nowhere.
    """
    # A zero-width space keeps a mention, a number or an address from becoming a link.
    return _CALLS.sub("&#8203;", _COMMENT.sub(r"\\\g<0>", visible(value)))


def link_in_comment(words: str, url: str) -> str:
    """Return a link for a comment on GitHub; see `link` and `in_comment`."""
    return f"[{in_comment(words)}]({_target(url)})"


def _target(url: str) -> str:
    # A parenthesis would end the link, and what follows could be another one.
    return f"<{url}>" if "(" in url or ")" in url else url
