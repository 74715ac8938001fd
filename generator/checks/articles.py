"""Articles hold prose of our own with citations: no HTML, no links but https.

A small reader of lines is enough: it finds what may not be there, and pages render the rest without raw HTML anyway.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.catalog import prose_lines
from generator.checks.survey import Survey
from generator.reading import Place
from generator.reading.layout import article_path
from generator.schema.text import https_url

_HTML = re.compile(r"<(?!https:)[A-Za-z/!?][^>]*>?")
_LINK = re.compile(r"\]\(\s*<?([^\s)>]*)|^\s*\[[^\]@]+\]:\s*<?([^\s>]*)|<([a-z][a-z0-9+.-]*:[^>\s]*)>", re.IGNORECASE)


def articles_hold_no_html(survey: Survey) -> Iterator[Place]:
    """Refuse raw HTML: pages would show it as text, and a reader of the file would expect otherwise."""
    for path, number, line in _lines(survey):
        for found in _HTML.finditer(line):
            message = f"{found.group()[:40]!r} is HTML. Write plain Markdown."
            yield Place(path, (), message, mark=(number, found.start() + 1))


def articles_link_by_https(survey: Survey) -> Iterator[Place]:
    """Refuse a link that leads anywhere but to a plain https address or a heading of the page."""
    for path, number, line in _lines(survey):
        for found in _LINK.finditer(line):
            target = found.group(found.lastindex or 0)
            if target.startswith("#"):
                continue
            try:
                https_url(target)
            except ValueError as error:
                column = found.start(found.lastindex or 0) + 1
                yield Place(path, (), f"link {target!r}: {error}", mark=(number, column))


def _lines(survey: Survey) -> Iterator[tuple[str, int, str]]:
    for entry in survey.catalog.models.values():
        for number, line in prose_lines(entry.article or ""):
            yield article_path(entry.id), number, line
