"""Problems as people read them: where, what is wrong, what to do next.

All are collected and none stops the others, because a contributor who fixes one thing at a time gives up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

Loc: TypeAlias = tuple[str | int, ...]
"""The way from the top of a file to a value: keys and list positions."""


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """Something wrong at a place in a file. Lines and columns count from 1."""

    path: str
    line: int
    column: int
    field: str
    message: str

    def __str__(self) -> str:
        field = f"{self.field}: " if self.field else ""
        return visible(f"{self.path}:{self.line}:{self.column}: {field}{self.message}")

    def under(self, folder: str) -> Problem:
        """The same problem with its path seen from where somebody stands."""
        return replace(self, path=f"{folder}/{self.path}")

    def as_github_annotation(self, level: str = "error") -> str:
        """The problem as a workflow command, which a pull request shows on the changed line.

        `level` is `error`, `warning` or `notice`.
        """
        message = _escape_data(visible(f"{self.field}: {self.message}" if self.field else self.message))
        path = _escape_data(visible(self.path)).replace(":", "%3A").replace(",", "%2C")
        return f"::{level} file={path},line={self.line},col={self.column}::{message}"


@dataclass(frozen=True, slots=True)
class Place:
    """Something wrong with a value, before its line is looked up."""

    path: str
    loc: Loc
    message: str
    on_key: bool = False
    """True to point at the key rather than at its value."""
    mark: tuple[int, int] = (1, 1)
    """Line and column, for what is not YAML and has no keys."""


def dotted(loc: Sequence[str | int]) -> str:
    """The way to a value as people write it: `routes[0].prices[1].standard.input`."""
    out = ""
    for part in loc:
        if isinstance(part, int):
            out += f"[{part}]"
        else:
            out += f".{part}" if out else part
    return out


def summary(problems: Iterable[Problem], files: int) -> str:
    """The closing line of a check: how many problems in how many files."""
    found = list(problems)
    touched = len({problem.path for problem in found})
    problem_word = "problem" if len(found) == 1 else "problems"
    return f"{len(found)} {problem_word} in {touched} of {files:,} files."


def visible(text: str) -> str:
    """Return a text with everything written out that a terminal would obey rather than show.

    What contributors typed comes back in messages, and a log may run commands that stand on a line of their own.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _escape_data(text: str) -> str:
    return text.replace("%", "%25")
