"""What the library answers with: frozen, typed, and each with who says so.

Fields have the names that they have in YAML and in `api/v1/`, so that one glossary serves all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from generator.catalog import Catalog, Cost, Fact, Level, RouteEntry, Status, level
from generator.reading import dotted


@dataclass(frozen=True, slots=True)
class Reading:
    """A document that somebody read on a day."""

    source: str
    """Its id in the catalog, publisher and document."""
    title: str
    url: str
    publisher: str
    """The name of whoever publishes it."""
    read_on: date


@dataclass(frozen=True, slots=True)
class Dispute:
    """A document that says otherwise."""

    field: str
    """The path of the fact in its file, such as `prices[1].standard.input`."""
    value: Any
    """What the catalog says."""
    reported: Any
    """What the document says."""
    by: Reading


@dataclass(frozen=True, slots=True)
class Backing:
    """Who says so."""

    level: Level
    """That of the weakest of the facts behind a result."""
    readings: tuple[Reading, ...]
    """The documents that say the same, the one that was read last first."""
    disputes: tuple[Dispute, ...]
    """The documents that say otherwise."""

    @property
    def read_on(self) -> date:
        """The newest day on which somebody read a document that says so."""
        return self.readings[0].read_on


@dataclass(frozen=True, slots=True)
class RouteName:
    """What tells a route from every other."""

    model: str
    """The id of the model in the catalog, developer and model."""
    provider: str
    model_id: str
    """Exactly what the provider's API accepts."""
    regions: tuple[str, ...] = ()
    """Empty where nobody tells them."""
    variant: str | None = None

    @classmethod
    def of(cls, route: RouteEntry) -> RouteName:
        """Return the name of a route of the catalog."""
        told = route.route
        return cls(route.model_id, route.provider_id, told.model_id, told.regions, told.variant)


@dataclass(frozen=True, slots=True)
class Meant:
    """What an id names."""

    id: str
    """As it was asked for."""
    model: str
    """The id of the model in the catalog."""
    name: str
    """The model's name, for people."""
    points_to: str | None
    """What the id points to today, where it is an alias of the developer's."""
    routes: tuple[RouteName, ...]
    """The routes that accept the id or are written so elsewhere; all of the model's where it names the model."""
    backing: Backing | None
    """Who says that there is such a snapshot or alias; None for an id that is neither."""


@dataclass(frozen=True, slots=True)
class Price:
    """What one request costs at a route on a day."""

    route: RouteName
    day: date
    cost: Cost
    """The calculation, term by term."""
    backing: Backing
    """Who tells the prices that were used."""

    @property
    def total(self) -> Decimal | None:
        """The exact sum in `currency`; None when a price that is needed is not known."""
        return self.cost.total

    @property
    def currency(self) -> str:
        """The currency that the provider charges in; nothing is converted."""
        return self.cost.period.currency


@dataclass(frozen=True, slots=True)
class RouteStatus:
    """Whether a route answers on a day, and until when."""

    route: RouteName
    status: Status
    deprecated_on: date | None
    retires_on: date | None
    """The firm day from which requests fail."""
    retires_no_earlier_than: date | None
    """A floor: the promise to serve until then at least. When it passes, nothing is retired."""
    floor_passed: bool
    replacement: str | None
    """The model that the provider names instead."""
    backing: Backing
    """Who tells these days; where there are none, who tells of the route."""


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """Whether a model answers on a day: its routes, and their sum."""

    model: str
    day: date
    status: Status | None
    """`active` while one of `routes` is, `retired` when all are, None when there is none."""
    at_developer: Status | None
    """The same for those of `routes` that are the developer's own; None when none is."""
    routes: tuple[RouteStatus, ...]


def backing(catalog: Catalog, facts: Iterable[Fact], own: frozenset[str]) -> Backing:
    """Return who says so of `facts`, where `own` are the ids of the developer and provider that they are about."""
    facts = list(facts)
    order = list(Level)
    readings = {reading(catalog, entry.source, entry.read_on) for fact in facts for entry in fact.support}
    disputes = [
        Dispute(dotted(fact.loc), fact.value, report.value, reading(catalog, report.evidence.source, day))
        for fact in facts
        for report in fact.reports
        for day in (report.evidence.read_on,)
    ]
    weakest = max((level(fact, own, catalog.sources) for fact in facts), key=order.index)
    newest_first = sorted(readings, key=lambda read: (-read.read_on.toordinal(), read.source))
    return Backing(weakest, tuple(newest_first), tuple(disputes))


def reading(catalog: Catalog, source_id: str, read_on: date) -> Reading:
    """Return a reading of a source of the catalog."""
    source = catalog.sources[source_id]
    return Reading(source_id, source.title, source.url, catalog.publisher_name(source_id.split("/", 1)[0]), read_on)
