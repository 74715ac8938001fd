"""What an article cites: `[@publisher/document]`, with the line, for checks and for counting sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_CITATION = re.compile(r"\[@([^\[\]\s]*)\]")
_CODE = re.compile(r"`+[^`]*`+")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")


class Citation(NamedTuple):
    """A source that an article cites. Lines and columns count from 1."""

    source: str
    line: int
    column: int


def citations(article: str) -> list[Citation]:
    """Return every citation of an article in its order."""
    return [
        Citation(found.group(1), number, found.start() + 1)
        for number, line in prose_lines(article)
        for found in _CITATION.finditer(line)
    ]


def prose_lines(article: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of an article with their numbers, code left out and columns as they were."""
    fenced = False
    for number, line in enumerate(article.splitlines(), start=1):
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced:
            yield number, _CODE.sub(lambda found: " " * len(found.group()), line)
