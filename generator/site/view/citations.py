"""Numbered references of one page, and the mark that leads from each fact to its source.

A mark shows one number, the best source; its note tells level, all sources with the day each was read, and who says
otherwise. The references at the foot carry the same without a script. Facts that stand on the same evidence share a
note: a page has hundreds of marks, and only so many ways in which a fact is founded.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from markupsafe import Markup, escape

from generator.catalog import Catalog, Fact, Level, strength, words
from generator.schema import Evidence


class Mark(NamedTuple):
    """Where a fact's sources stand: the best one's number, and the note that tells of all."""

    number: int
    note: int
    name: str
    """The fact, with what it is about."""
    called: str
    """The fact as its mark and note call it."""
    level: Level

    @property
    def label(self) -> str:
        """What a screen reader says: `Source 3 for knowledge cutoff: primary`. The note takes the name from it."""
        return f"Source {self.number} for {self.called}: {self.level}"

    @property
    def disputed(self) -> bool:
        """Whether a source says otherwise."""
        return self.level is Level.DISPUTED

    def __html__(self) -> str:
        """The link to the reference. A page has hundreds of these, so they are made here and not in a template."""
        style, sign = (' class="mc-disputed"', "&thinsp;≠") if self.disputed else ("", "")
        return (
            f'<sup class="mc-cite"><a href="#ref-{self.number}" data-note="{self.note}" '
            f'aria-label="{escape(self.label)}"{style}>{self.number}{sign}</a></sup>'
        )


class Shown(NamedTuple):
    """A value ready to be placed, with its mark: a template writes it as it is."""

    text: str
    mark: Mark | None = None
    exact: str | None = None
    """The figure in full, where `text` is a short form."""
    known: bool = True
    tone: str = ""
    """`good`, `warn` or `bad` where a word deserves it."""

    def __html__(self) -> str:
        """The value and the link to its reference."""
        style = "mc-value" if self.known else "mc-value mc-unknown"
        if " " not in self.text:
            # A date or an id would break at its hyphens.
            style = f"{style} mc-one"
        if self.tone:
            style = f"{style} mc-{self.tone}"
        title = f' title="{escape(self.exact)}"' if self.exact else ""
        mark = self.mark.__html__() if self.mark else ""
        return f'<span class="{style}"{title}>{escape(self.text)}</span>{mark}'


def unknown(text: str = words.UNKNOWN) -> Shown:
    """A value that nobody told us."""
    return Shown(text, known=False)


@dataclass(slots=True)
class Reference:
    """A source at the foot of the page."""

    number: int
    title: str
    publisher: str
    url: str
    kind: str
    own: bool
    read_on: date | None
    """The newest day on which it was read for a fact of the page; None when only prose cites it."""
    facts: dict[str, set[str]] = field(default_factory=dict)
    """What it supports, in the order in which a reader meets it: `input price` -> of which routes."""

    @property
    def supports(self) -> list[tuple[str, int]]:
        """What it supports, and how often: `("input price", 12)`."""
        return [(name, len(abouts)) for name, abouts in self.facts.items()]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A fact about which sources differ."""

    name: str
    ours: str
    mark: Mark
    others: tuple[tuple[str, int, date], ...]
    """What another source says, its reference number, the day it was read."""


class _Footing(NamedTuple):
    """What facts with the same evidence stand on."""

    level: Level
    references: list[Reference]
    """Best first."""
    sources: tuple[tuple[int, date], ...]
    """The number of each, and the day it was read."""


_Note: TypeAlias = tuple[Level, tuple[tuple[int, date], ...], tuple[tuple[str, int, date], ...]]
"""Level, sources (number, day read), and what others report (value, number, day read)."""


class Citations:
    """Collects the sources of one page in the order in which a reader meets them."""

    def __init__(self, catalog: Catalog, *, brief: bool = False) -> None:
        """`brief` is for a page where each fact stands beside what it is about, so that no mark has to repeat it."""
        self._catalog = catalog
        self._brief = brief
        self._references: dict[str, Reference] = {}
        self._notes: dict[_Note, int] = {}
        self._footings: dict[tuple[object, ...], _Footing] = {}
        self._marks: dict[tuple[str, _Note], Mark] = {}
        self.disputes: list[Dispute] = []

    def mark(
        self, fact: Fact | None, name: str, own: frozenset[str], ours: str = "", *, about: str = ""
    ) -> Mark | None:
        """Return the mark of `fact`, which readers know as `name`; None when it has no source.

        `about` goes before the name where the page has the same fact of several things.
        """
        if fact is None or not fact.support:
            return None
        founded, references, sources = self._footing(fact, own)
        for reference in references:
            reference.facts.setdefault(name, set()).add(about)
        reports = tuple(
            [
                (words.plain(report.value), self._reference(report.evidence, own).number, report.evidence.read_on)
                for report in fact.reports
            ]
        )
        note = (founded, sources, reports)
        full_name = f"{about}{name}"
        known = self._marks.get((full_name, note))
        if known is None:
            known = self._marks[full_name, note] = Mark(
                number=sources[0][0],
                note=self._notes.setdefault(note, len(self._notes)),
                name=full_name,
                called=name if self._brief else full_name,
                level=Level.DISPUTED if reports else founded,
            )
            if reports:
                self.disputes.append(Dispute(full_name, ours or words.plain(fact.value), known, reports))
        return known

    @property
    def levels(self) -> Mapping[Level, int]:
        """How many facts of the page are founded how well."""
        return Counter(mark.level for mark in self._marks.values())

    def shown(
        self,
        fact: Fact | None,
        text: str,
        name: str,
        own: frozenset[str],
        exact: str | None = None,
        tone: str = "",
        *,
        about: str = "",
    ) -> Shown:
        """Return `text` with the mark of `fact`."""
        return Shown(text, self.mark(fact, name, own, exact or text, about=about), exact, tone=tone)

    def cite(self, source_id: str) -> int | None:
        """Return the number of a source that prose cites, or None when there is no such source."""
        if source_id not in self._catalog.sources:
            return None
        if source_id not in self._references:
            self._add(source_id, frozenset())
        return self._references[source_id].number

    @property
    def references(self) -> list[Reference]:
        """The sources by number."""
        return list(self._references.values())

    @property
    def notes(self) -> list[dict[str, Any]]:
        """The notes of all marks in the order of their numbers, as data.

        Each note has its level `l`, its sources `s` and, where others differ, their reports `r`.
        """
        notes = []
        for founded, sources, reports in self._notes:
            note: dict[str, Any] = {"l": founded, "s": [(number, str(day)) for number, day in sources]}
            if reports:
                note["r"] = [(number, str(day), value) for value, number, day in reports]
            notes.append(note)
        return notes

    def notes_json(self) -> Markup:
        """The notes of all marks as a JSON data block that no parser of HTML can leave early."""
        return json_block(self.notes)

    def _footing(self, fact: Fact, own: frozenset[str]) -> _Footing:
        """What a fact stands on, worked out once for all facts of a record that rest on the same evidence."""
        key = (own, *map(id, fact.support))
        known = self._footings.get(key)
        if known is None:
            support = sorted(fact.support, key=lambda entry: self._order(entry, own))
            references = [self._reference(entry, own) for entry in support]
            sources = tuple(
                [(reference.number, entry.read_on) for reference, entry in zip(references, support, strict=True)]
            )
            known = _Footing(strength(fact, own, self._catalog.sources), references, sources)
            self._footings[key] = known
        return known

    def _order(self, entry: Evidence, own: frozenset[str]) -> tuple[bool, bool, int, str]:
        """Own pages before data sets, newer before older."""
        source = self._catalog.sources.get(entry.source)
        is_dataset = source is not None and source.kind == "dataset"
        return (entry.source.split("/", 1)[0] not in own, is_dataset, -entry.read_on.toordinal(), entry.source)

    def _reference(self, entry: Evidence, own: frozenset[str]) -> Reference:
        reference = self._references.get(entry.source) or self._add(entry.source, own)
        reference.read_on = max(reference.read_on or entry.read_on, entry.read_on)
        return reference

    def _add(self, source_id: str, own: frozenset[str]) -> Reference:
        source = self._catalog.sources[source_id]
        publisher = source_id.split("/", 1)[0]
        made = Reference(
            number=len(self._references) + 1,
            title=source.title,
            publisher=self._catalog.publisher_name(publisher),
            url=source.url,
            kind=words.SOURCE_KIND[source.kind],
            own=publisher in own and source.kind != "dataset",
            read_on=None,
        )
        self._references[source_id] = made
        return made


def json_block(value: Any) -> Markup:
    """Return `value` as JSON that can stand inside a `<script>` element: no text in it can end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))
