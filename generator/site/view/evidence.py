"""What the evidence page says: shares by level, and the head of each list of what to settle or to read again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from generator.catalog import Subject, words
from generator.publish.evidence import REREAD_AFTER, Dispute, Stale, place, work_list
from generator.reading import Loc, Place, RouteKey, dotted
from generator.schema import Evidence
from generator.site.context import SiteContext
from generator.site.repository import edit_url
from generator.site.view.coverage import Coverage, coverage
from generator.site.view.directory_rows import find_text
from generator.site.view.foundation import Foundation, foundation
from generator.site.view.links import Link

MOST: Final = 200
"""How many rows of each list the page shows; the whole lists are in the JSON API."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one source says, and when somebody read it."""

    value: str
    name: str
    """Who publishes it, and of data sets which one."""
    title: str
    url: str
    read_on: date


@dataclass(frozen=True, slots=True)
class About:
    """The record of a row, and where to mend it."""

    record: Link
    route: str | None
    """The id of the route, where the row is about one."""
    at: str | None
    """The provider of the route."""
    edit: str
    """The form that edits the file, at the line of the fact where that is known."""
    line: int | None
    """None when the page is made of no files."""
    where: str
    """The file, with the line where that is known."""

    @property
    def names(self) -> tuple[str | None, ...]:
        """What the record is called, and where it lies."""
        return self.record.text, self.route, self.at, self.where


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """A fact about which sources differ."""

    about: About
    field: str
    ours: Sequence[Side]
    value: str
    others: Sequence[Side]

    @property
    def find(self) -> str:
        """Everything under which somebody may look for it, in lower case."""
        return find_text(*self.about.names, self.field, *(side.name for side in (*self.ours, *self.others)))


@dataclass(frozen=True, slots=True)
class StaleRow:
    """A record with facts that nobody has read again for long."""

    about: About
    last_read_on: date
    facts: int
    sources: Sequence[Link]
    """What to read, with whole addresses."""
    more: int
    """How many more sources there are."""

    @property
    def find(self) -> str:
        """Everything under which somebody may look for it, in lower case."""
        return find_text(*self.about.names, *(source.text for source in self.sources))


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """Everything that the template of the page places."""

    coverage: Coverage
    foundation: Foundation
    developers: int
    disputes: Sequence[DisputeRow]
    disputed: int
    """How many facts are disputed in all."""
    stale: Sequence[StaleRow]
    stale_records: int
    stale_facts: int
    days: int
    """After how many days a fact is stale."""


def evidence_view(context: SiteContext) -> EvidenceView:
    """Return the view of the page."""
    found = work_list(context.catalog, context.today, lambda key: context.facts(key).values())
    disputes, stale = found.disputes[:MOST], found.stale[:MOST]
    return EvidenceView(
        coverage=coverage(context),
        foundation=foundation(context),
        developers=len(context.catalog.developers),
        disputes=[
            _dispute(context, dispute, about)
            for dispute, about in zip(
                disputes, _abouts(context, [(each.subject, each.fact.loc) for each in disputes]), strict=True
            )
        ],
        disputed=len(found.disputes),
        stale=[
            _stale(context, record, about)
            for record, about in zip(
                stale, _abouts(context, [(each.subject, each.fact.loc) for each in stale]), strict=True
            )
        ],
        stale_records=len(found.stale),
        stale_facts=found.stale_facts,
        days=REREAD_AFTER.days,
    )


def _dispute(context: SiteContext, dispute: Dispute, about: About) -> DisputeRow:
    fact = dispute.fact
    value = words.plain(fact.value)
    return DisputeRow(
        about=about,
        field=dotted(fact.loc),
        value=value,
        ours=[_side(context, value, source, read_on) for source, read_on in _newest(fact.support).items()],
        others=[
            _side(context, words.plain(report.value), report.evidence.source, report.evidence.read_on)
            for report in fact.reports
        ],
    )


def _stale(context: SiteContext, record: Stale, about: About) -> StaleRow:
    shown = record.sources[:3]
    sources = [Link(_title(context, source_id), context.catalog.sources[source_id].url) for source_id in shown]
    return StaleRow(about, record.oldest, record.facts, sources, len(record.sources) - len(shown))


def _newest(support: Iterable[Evidence]) -> dict[str, date]:
    """Each source once, with the newest day on which somebody read it."""
    found: dict[str, date] = {}
    for entry in support:
        found[entry.source] = max(entry.read_on, found.get(entry.source, entry.read_on))
    return found


def _side(context: SiteContext, value: str, source_id: str, read_on: date) -> Side:
    source = context.catalog.sources[source_id]
    publisher = context.catalog.publisher_name(source_id.split("/", 1)[0])
    name = source.title if source.kind == "dataset" else publisher
    return Side(value, name, source.title, source.url, read_on)


def _title(context: SiteContext, source_id: str) -> str:
    return context.catalog.sources[source_id].title


def _abouts(context: SiteContext, listed: Sequence[tuple[Subject, Loc]]) -> list[About]:
    """The records of rows; the lines of facts are looked up together, each file once."""
    places = [Place(*place(subject, loc), "") for subject, loc in listed]
    lines: list[int | None] = [None] * len(places)
    if context.locate is not None:
        lines = [problem.line for problem in context.locate(places)]
    return [
        _about(context, subject, where.path, line)
        for (subject, _), where, line in zip(listed, places, lines, strict=True)
    ]


def _about(context: SiteContext, subject: Subject, path: str, line: int | None) -> About:
    catalog, key = context.catalog, subject.key
    file = f"catalog/{path}"
    route = at = None
    if isinstance(key, RouteKey):
        record = Link(catalog.models[key.model_id].model.name, f"models/{key.model_id}/")
        route = subject.route.route.model_id if subject.route else None
        at = catalog.providers[key.provider_id].name
    elif "/" in key:
        record = Link(catalog.models[key].model.name, f"models/{key}/")
    else:
        record = Link(catalog.providers[key].name, f"providers/{key}/")
    return About(
        record=record,
        route=route,
        at=at,
        edit=edit_url(context.repo_url, file, line),
        line=line,
        where=f"{path}:{line}" if line is not None else path,
    )
