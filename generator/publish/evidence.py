"""How well the whole catalog is founded, as a work list: which facts sources dispute, and which nobody has read lately.

The page for people shows the head of each list; `api/v1/evidence.json` holds them whole, so that a tool can take on
what a page has no room for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from generator.catalog import Catalog, Fact, FactsOf, Level, Status, Subject, Weighing, route_status, subjects
from generator.reading import Loc, RouteKey, dotted
from generator.reading.layout import model_path, provider_path, routes_path

REREAD_AFTER: Final = timedelta(days=180)
"""A fact whose sources nobody has read for longer is stale: providers change pages that often."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """A fact about which sources differ."""

    subject: Subject
    fact: Fact

    @property
    def newest(self) -> date:
        """The newest day on which somebody read a source that says otherwise."""
        return max(report.evidence.read_on for report in self.fact.reports)


@dataclass(frozen=True, slots=True)
class Stale:
    """A record with facts whose sources nobody has read for long."""

    subject: Subject
    oldest: date
    """The day on which the fact that has waited longest was last read."""
    fact: Fact
    """That fact."""
    facts: int
    """How many of its facts are stale."""
    sources: tuple[str, ...]
    """What to read again: the sources of those facts."""


@dataclass(frozen=True, slots=True)
class WorkList:
    """The foundation of a catalog on a day."""

    levels: Mapping[Level, int]
    """Sourced facts by level, best first."""
    stale_facts: int
    """How many facts are stale."""
    disputes: tuple[Dispute, ...]
    """Those of which somebody read another side last come first."""
    stale: tuple[Stale, ...]
    """The oldest come first. A route that was retired is left out: nobody has to read of it again."""


def work_list(catalog: Catalog, today: date, facts_of: FactsOf | None = None) -> WorkList:
    """Walk every fact of a catalog and return what there is to do."""
    weighing = Weighing(catalog.sources)
    levels = dict.fromkeys(Level, 0)
    disputes: list[Dispute] = []
    stale: list[Stale] = []
    for subject in subjects(catalog, facts_of):
        is_over = subject.route is not None and route_status(subject.route.route, today) is Status.RETIRED
        waiting: list[tuple[date, Fact]] = []
        for fact in subject.facts:
            levels[weighing.level(fact, subject.own)] += 1
            if fact.reports:
                disputes.append(Dispute(subject, fact))
            day = fact.last_read_on
            if day is not None and today - day > REREAD_AFTER and not is_over:
                waiting.append((day, fact))
        if waiting:
            sources = {entry.source for _, fact in waiting for entry in fact.support}
            day, fact = min(waiting, key=lambda found: found[0])
            stale.append(Stale(subject, day, fact, len(waiting), tuple(sorted(sources))))
    return WorkList(
        levels={level: number for level, number in levels.items() if number and level is not Level.UNSOURCED},
        stale_facts=sum(record.facts for record in stale),
        disputes=tuple(sorted(disputes, key=lambda found: found.newest, reverse=True)),
        stale=tuple(sorted(stale, key=lambda found: (found.oldest, -found.facts))),
    )


def place(subject: Subject, loc: Loc = ()) -> tuple[str, Loc]:
    """Return the file of a record, counted from the catalog's folder, and the way to one of its facts there."""
    key = subject.key
    if isinstance(key, RouteKey):
        return routes_path(key.model_id, key.provider_id), ("routes", key.position, *loc)
    return (model_path(key) if "/" in key else provider_path(key)), loc


def as_json(found: WorkList, today: date) -> dict[str, Any]:
    """Return the whole list, ready to be encoded."""
    return {
        "as_of": today,
        "facts": sum(found.levels.values()),
        "levels": {level.value: number for level, number in found.levels.items()},
        "stale_after_days": REREAD_AFTER.days,
        "stale_facts": found.stale_facts,
        "disputes": [
            {
                **_about(dispute.subject),
                "field": dotted(dispute.fact.loc),
                "value": dispute.fact.value,
                "sources": [{"source": entry.source, "read_on": entry.read_on} for entry in dispute.fact.support],
                "reports": [
                    {"source": report.evidence.source, "read_on": report.evidence.read_on, "value": report.value}
                    for report in dispute.fact.reports
                ],
            }
            for dispute in found.disputes
        ],
        "stale": [
            {
                **_about(record.subject),
                "last_read_on": record.oldest,
                "facts": record.facts,
                "sources": record.sources,
            }
            for record in found.stale
        ],
    }


def _about(subject: Subject) -> dict[str, Any]:
    """What a row is about, and the file to edit."""
    file = f"catalog/{place(subject)[0]}"
    if subject.route is not None:
        route = subject.route
        return {"model": route.model_id, "provider": route.provider_id, "route": route.route.model_id, "file": file}
    return {"model" if "/" in str(subject.key) else "provider": subject.key, "file": file}
