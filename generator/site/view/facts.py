"""The facts of one record within one page: look a value up, get it shown with its mark."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from generator.catalog import Fact, words
from generator.reading import Loc
from generator.site.view.citations import Citations, Mark, Shown, unknown


class RecordFacts:
    """A record's facts, by their place in it, ready to be shown on a page."""

    def __init__(self, citations: Citations, facts: Mapping[Loc, Fact], own: frozenset[str], about: str = "") -> None:
        self._citations = citations
        self._own = own
        self._about = about
        self._facts = facts

    def get(self, *loc: str | int) -> Fact | None:
        """The fact at `loc`, or None when the record does not state it."""
        return self._facts.get(loc)

    def mark(self, name: str, *loc: str | int) -> Mark | None:
        """The mark of the fact at `loc`, which readers know as `name`."""
        return self._citations.mark(self._facts.get(loc), name, self._own, about=self._about)

    def show(
        self,
        name: str,
        *loc: str | int,
        as_text: Callable[[Any], str] = words.plain,
        exact: Callable[[Any], str] | None = None,
        missing: str = words.UNKNOWN,
        tone: str = "",
    ) -> Shown:
        """The fact at `loc` as text with its mark, or `missing` when the record does not state it."""
        fact = self._facts.get(loc)
        if fact is None:
            return unknown(missing)
        full = exact(fact.value) if exact else None
        return self._citations.shown(fact, as_text(fact.value), name, self._own, full, tone, about=self._about)

    def show_text(self, name: str, text: str, *loc: str | int) -> Shown:
        """Words of the caller's own about the fact at `loc`, with its mark; unknown when it is not stated."""
        return self.show(name, *loc, as_text=lambda _: text)

    def all(self) -> list[Fact]:
        """Every fact of the record."""
        return list(self._facts.values())
