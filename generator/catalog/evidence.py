"""Who says so: every citable fact of a record with the evidence for and against it.

Evidence is written by block and path; here it meets the facts. Levels are computed and never typed, so that nobody can
promote a fact by editing a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from pydantic import BaseModel

from generator.catalog.fields import children, plan
from generator.reading import Loc
from generator.schema import Cited, Evidence, Plain, Source


class Level(StrEnum):
    """How well a fact is founded, best first."""

    PRIMARY = "primary"
    """The developer's or provider's own page says so."""
    CORROBORATED = "corroborated"
    """Two or more independent sources agree."""
    SINGLE_SOURCE = "single source"
    """One source says so, and it is not the developer's or provider's own."""
    DISPUTED = "disputed"
    """Some source says otherwise."""
    UNSOURCED = "unsourced"
    """Nobody says so: an error."""


class Report(NamedTuple):
    """A source that says otherwise, and what it says."""

    evidence: Evidence
    value: Plain


class Fact(NamedTuple):
    """A value that a reader may ask the source of, with the evidence for and against it."""

    loc: Loc
    """The way to the value in its file."""
    value: Any
    support: tuple[Evidence, ...]
    """Evidence that states the same."""
    reports: tuple[Report, ...]
    """Evidence that states another value."""

    @property
    def last_read_on(self) -> date | None:
        """The newest day on which somebody read a source of this fact, or None when it has none."""
        days = [entry.read_on for entry in self.support] + [report.evidence.read_on for report in self.reports]
        return max(days, default=None)


def facts(record: BaseModel) -> list[Fact]:
    """Return every citable fact of a record, in the order of its fields.

    A fact is a field that is written and not editorial, down to its leaves: `modalities.input` is one fact,
    `prices[0].standard.input` another. Evidence of a block speaks for everything inside it.
    """
    found: list[Fact] = []
    _collect(record, (), (), found, unsourced_only=False)
    return found


def unsourced(record: BaseModel) -> list[Fact]:
    """Return the facts of a record that no evidence states as we do: those of `facts` without support, but sooner."""
    found: list[Fact] = []
    _collect(record, (), (), found, unsourced_only=True)
    return found


def newest_reading(record: BaseModel) -> date | None:
    """Return the newest day on which somebody read a source of a record, or None when it has none."""
    return max(_readings(record), default=None)


def level(fact: Fact, own: frozenset[str], sources: Mapping[str, Source]) -> Level:
    """Return how well `fact` is founded, where `own` are the ids of the developer and provider it is about."""
    return Level.DISPUTED if fact.reports else strength(fact, own, sources)


def strength(fact: Fact, own: frozenset[str], sources: Mapping[str, Source]) -> Level:
    """Return how well `fact` is founded by those who agree with it, whoever disagrees."""
    if not fact.support:
        return Level.UNSOURCED
    ids = {entry.source for entry in fact.support}
    if any(_publisher(source_id) in own and _is_own_page(sources.get(source_id)) for source_id in ids):
        return Level.PRIMARY
    return Level.CORROBORATED if len(_independent(ids, sources)) >= 2 else Level.SINGLE_SOURCE


def _is_own_page(source: Source | None) -> bool:
    return source is not None and source.kind != "dataset"


def _publisher(source_id: str) -> str:
    return source_id.split("/", 1)[0]


def _independent(ids: set[str], sources: Mapping[str, Source]) -> set[str]:
    """One name for each voice: a publisher speaks once, each dataset for itself, and a copy not at all."""
    voices = set()
    for source_id in ids:
        source = sources.get(source_id)
        if source and any(origin in ids for origin in source.derives_from):
            continue
        voices.add(source_id if source and source.kind == "dataset" else _publisher(source_id))
    return voices


def _readings(record: BaseModel) -> Iterator[date]:
    if isinstance(record, Cited):
        for entry in record.evidence:
            yield entry.read_on
    written = record.model_fields_set
    for name, _, _, holds_records in plan(type(record)):
        if holds_records and name in written:
            for child, _ in children(getattr(record, name), ()):
                yield from _readings(child)


class _Block(NamedTuple):
    """Evidence, and the path from its block to the record at hand, with a dot at the end where it is not empty."""

    evidence: tuple[Evidence, ...]
    path: str
    supported: frozenset[str]
    """What entries name that contradict nothing."""


def _collect(
    record: BaseModel, loc: Loc, blocks: tuple[_Block, ...], found: list[Fact], *, unsourced_only: bool
) -> None:
    if isinstance(record, Cited) and record.evidence:
        sound = [entry.supports for entry in record.evidence if not entry.reports]
        if unsourced_only and None in sound:
            return
        supported = frozenset(path for supports in sound for path in supports or ())
        blocks = (*blocks, _Block(record.evidence, "", supported))
    written = record.model_fields_set
    for name, key, editorial, holds_records in plan(type(record)):
        if name not in written:
            continue
        # What is vouched for is so with all that lies inside, so nobody needs to look there.
        if unsourced_only and any(block.path + key in block.supported for block in blocks):
            continue
        value = getattr(record, name)
        if holds_records:
            inside = tuple(_Block(evidence, f"{path}{key}.", supported) for evidence, path, supported in blocks)
            for child, child_loc in children(value, (*loc, key)):
                # Editorial fields need no evidence, but what lies inside may be a block of facts of its own.
                if not editorial or isinstance(child, Cited):
                    _collect(child, child_loc, inside, found, unsourced_only=unsourced_only)
        elif not editorial and value is not None and value != ():
            fact = _fact((*loc, key), value, key, blocks)
            if not (unsourced_only and fact.support):
                found.append(fact)


def _fact(loc: Loc, value: Any, key: str, blocks: tuple[_Block, ...]) -> Fact:
    support: list[Evidence] = []
    reports: list[Report] = []
    for evidence, inside, _ in blocks:
        path = inside + key
        for entry in evidence:
            if path in entry.reports:
                reports.append(Report(entry, entry.reports[path]))
            elif speaks_for(entry, path):
                support.append(entry)
    return Fact(loc, value, tuple(support), tuple(reports))


def speaks_for(entry: Evidence, path: str) -> bool:
    """Whether an entry supports the fact at `path` of its block, by naming it, a parent, or the whole block."""
    if entry.supports is None:
        return not entry.reports
    if path in entry.supports:
        return True
    parent = path.rpartition(".")[0]
    return bool(parent) and speaks_for(entry, parent)
