"""The Markdown twin of a page: what stock mkdocs-material and Hugo are given in the place of YAML.

The twin is made from the HTML that the site's own templates rendered, so that all three write the same words, links
and tables. What only the site's own page has is left out, to the advantage of the others: notes for the pop-overs,
structured data, charts, titles and classes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from html.parser import HTMLParser
from typing import Final

from generator.site.pages import Page

_HEADING: Final = re.compile("h[1-6]")
_BLOCKS: Final = frozenset(
    {"article", "dd", "details", "div", "dl", "dt", "figure", "header", "li", "ol", "p", "section", "summary", "ul"}
)
_DROPPED: Final = frozenset({"script", "svg"})
_MARKS: Final = {"strong": "**", "em": "*", "code": "`"}
_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>|#~$])")


def markdown_file(page: Page) -> str:
    """Return a page as a Markdown file with its title and description in front."""
    head = f"title: {json.dumps(page.title)}\ndescription: {json.dumps(page.description)}"
    return f"---\n{head}\n---\n\n{markdown(page.content)}"


def markdown(html: str) -> str:
    """Return HTML as Markdown, with tables in the form that GitHub made common."""
    writer = _Writer()
    writer.feed(html)
    writer.close()
    return writer.text()


class _Writer(HTMLParser):
    """Collects Markdown: the blocks that are done, and the one that is being written."""

    def __init__(self) -> None:
        super().__init__()
        self._done: list[str] = []
        self._block: list[str] = []
        self._prefix = ""
        self._rows: list[list[str]] = []
        self._links: list[str] = []
        self._dropping = 0
        self._in_cell = False
        self._in_code = False
        self._in_listing = False

    def text(self) -> str:
        """What was written."""
        self._end_block()
        lists_stay_tight = re.sub(r"^(- .*)\n\n(?=- )", r"\1\n", "\n\n".join(self._done), flags=re.MULTILINE)
        return lists_stay_tight + "\n"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if self._dropping or tag in _DROPPED or attributes.get("class") == "headerlink":
            self._dropping += 1
        elif tag == "pre":
            self._end_block()
            self._in_listing = True
        elif tag == "table":
            self._end_block()
            self._rows = []
        elif tag == "tr":
            self._rows.append([])
        elif tag in ("th", "td"):
            self._block, self._in_cell = [], True
        elif tag == "a":
            self._links.append(attributes.get("href") or "")
            self._block.append("[")
        elif tag in _MARKS and not self._in_listing:
            self._in_code = tag == "code"
            self._block.append(_MARKS[tag])
        elif self._starts_block(tag):
            self._end_block()
            self._prefix = "#" * int(tag[1]) + " " if _HEADING.fullmatch(tag) else "- " if tag in ("dd", "li") else ""
        elif tag in ("br", "small") or tag in _BLOCKS:
            self._block.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if self._dropping:
            self._dropping -= 1
        elif tag == "pre":
            self._done.append(f"```\n{''.join(self._block).strip()}\n```")
            self._block, self._in_listing = [], False
        elif tag == "table":
            self._done.append(_table(self._rows))
        elif tag in ("th", "td"):
            self._rows[-1].append(self._taken())
            self._in_cell = False
        elif tag == "a":
            self._block.append(f"]({self._links.pop()})")
        elif tag in _MARKS and not self._in_listing:
            self._in_code = False
            self._block.append(_MARKS[tag])
        elif self._starts_block(tag):
            self._end_block()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """`<path/>` inside a chart, and `<br/>`: neither holds anything."""

    def handle_data(self, data: str) -> None:
        if not self._dropping:
            as_typed = self._in_code or self._in_listing
            self._block.append(data if as_typed else _SPECIAL.sub(r"\\\1", data))

    def _starts_block(self, tag: str) -> bool:
        return not self._in_cell and (tag in _BLOCKS or _HEADING.fullmatch(tag) is not None)

    def _taken(self) -> str:
        line = " ".join("".join(self._block).split())
        self._block = []
        return line

    def _end_block(self) -> None:
        if line := self._taken():
            self._done.append(self._prefix + line)
        self._prefix = ""


def _table(rows: Sequence[Sequence[str]]) -> str:
    head, *body = rows
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *body))
