"""What happens to models and prices on which day, one event for all ids of a model at a provider that share it.

Feeds and calendars tell of the same events. An event is known by what it is, of which model, where and when, and by
nothing that a later edit may change: its words, its ids and its sources may grow, and readers still see one event.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Final
from uuid import UUID, uuid5

from generator.catalog import RouteEntry, price_changes, words
from generator.publish.api import Api
from generator.publish.lifecycle import readings
from generator.schema import Evidence, PricePeriod, Rates

_NAMESPACE: Final = UUID("6a3b3f0e-5a5c-5d0c-9d5b-8d6a2a0f1c77")
"""A constant, so that a catalog that moves to another address keeps the ids of its events."""


class Kind(StrEnum):
    """What happens."""

    DEPRECATED = "deprecated"
    """The end was announced."""
    MOVED = "moved"
    """The day of the end is another than was said before."""
    FIRM = "retires"
    """The firm day from which requests fail."""
    FLOOR = "floor"
    """The end of a promise to serve. It retires nothing."""
    PRICE = "price"
    """A price changed."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens to a model at a provider on a day."""

    kind: Kind
    model_id: str
    provider_id: str
    day: date
    api_ids: tuple[str, ...]
    """The ids that share it, as the provider's API accepts them."""
    details: tuple[str, ...] = ()
    """What else is to be said, a sentence each."""
    replacements: tuple[str, ...] = ()
    """Ids of models that the provider names instead."""
    readings: tuple[Evidence, ...] = ()
    """Who says so, last read first."""
    told_on: date | None = None
    """The day on which it became known, where that is another one."""

    @property
    def uid(self) -> UUID:
        """The same for ever."""
        return named("/".join((self.kind, self.provider_id, self.model_id, self.day.isoformat())))


def named(name: str) -> UUID:
    """Return the id of what is called `name`; the same for ever."""
    return uuid5(_NAMESPACE, name)


def ends(api: Api) -> list[Event]:
    """Return every firm day and every floor, past and future, in order of days."""
    groups: dict[tuple[Kind, str, str, date], list[RouteEntry]] = defaultdict(list)
    for route in api.catalog.routes:
        for kind, day in (
            (Kind.FIRM, route.route.retires_on),
            (Kind.FLOOR, route.route.retires_no_earlier_than),
        ):
            if day is not None:
                groups[kind, route.model_id, route.provider_id, day].append(route)
    return _in_order(_event(api, *key, routes) for key, routes in groups.items())


def announcements(api: Api) -> list[Event]:
    """Return every announcement of an end, and every day of an end that was moved, in order of days."""
    groups: dict[tuple[Kind, str, str, date], list[RouteEntry]] = defaultdict(list)
    moves: dict[tuple[Kind, str, str, date], list[str]] = defaultdict(list)
    for route in api.catalog.routes:
        record = route.route
        if record.deprecated_on:
            groups[Kind.DEPRECATED, route.model_id, route.provider_id, record.deprecated_on].append(route)
        for past in record.was:
            if past.field in _MOVABLE:
                key = (Kind.MOVED, route.model_id, route.provider_id, past.until)
                groups[key].append(route)
                moves[key].append(f"{record.model_id}: {_MOVABLE[past.field]} was {past.value}.")
    return _in_order(
        _event(api, *key, routes, details=(*dict.fromkeys(moves[key]), *_firm_days(routes)))
        for key, routes in groups.items()
    )


def price_events(api: Api) -> list[Event]:
    """Return every change of ordinary prices, in order of days. A correction of ours is none."""
    groups: dict[tuple[str, str, date], list[tuple[RouteEntry, PricePeriod, PricePeriod]]] = defaultdict(list)
    for route in api.catalog.routes:
        for before, now in pairwise(price_changes(route.route)):
            if not now.corrects and before.currency == now.currency:
                groups[route.model_id, route.provider_id, now.from_].append((route, before, now))
    return _in_order(_price_event(api, *key, changes) for key, changes in groups.items())


_MOVABLE: Final = {"retires_on": "retirement", "retires_no_earlier_than": "not before"}
"""Days that may be moved, and what was said of them."""


def _in_order(events: Iterable[Event]) -> list[Event]:
    return sorted(events, key=lambda event: (event.day, event.model_id, event.provider_id, event.kind))


def _event(
    api: Api,
    kind: Kind,
    model_id: str,
    provider_id: str,
    day: date,
    routes: list[RouteEntry],
    details: tuple[str, ...] = (),
) -> Event:
    said = {entry.source: entry for route in routes for entry in reversed(readings(api, route))}
    return Event(
        kind,
        model_id,
        provider_id,
        day,
        tuple(dict.fromkeys(route.route.model_id for route in routes)),
        details,
        tuple(dict.fromkeys(route.route.replacement for route in routes if route.route.replacement)),
        tuple(sorted(said.values(), key=lambda entry: (-entry.read_on.toordinal(), entry.source))),
        min((entry.read_on for entry in said.values()), default=None),
    )


def _firm_days(routes: list[RouteEntry]) -> Iterator[str]:
    """Yield since when or until when each id answers, ids with the same day together."""
    until: dict[str, list[str]] = defaultdict(list)
    for route in routes:
        record = route.route
        if record.retires_on:
            until[f"requests fail from {record.retires_on}"].append(record.model_id)
        elif record.retires_no_earlier_than:
            until[f"not retired before {record.retires_no_earlier_than}"].append(record.model_id)
    for fate, ids in until.items():
        yield f"{words.listing(dict.fromkeys(ids))}: {fate}."


def _price_event(
    api: Api,
    model_id: str,
    provider_id: str,
    day: date,
    changes: list[tuple[RouteEntry, PricePeriod, PricePeriod]],
) -> Event:
    by_change: dict[str, list[str]] = defaultdict(list)
    readings: dict[str, Evidence] = {}
    for route, before, now in changes:
        by_change[_change(before, now)].append(route.route.model_id)
        place = route.route.prices.index(now)
        for loc, fact in api.found(route.key).items():
            if loc[:2] == ("prices", place):
                readings |= {entry.source: entry for entry in fact.support}
    details = [f"{words.listing(dict.fromkeys(ids))}: {change}." for change, ids in by_change.items()]
    if any(now.basis == "observed" for _, _, now in changes):
        details.append("The day is the one on which a source was first seen with the new price.")
    details += dict.fromkeys(now.because for _, _, now in changes if now.because)
    return Event(
        Kind.PRICE,
        model_id,
        provider_id,
        day,
        tuple(dict.fromkeys(route.route.model_id for route, _, _ in changes)),
        tuple(details),
        readings=tuple(sorted(readings.values(), key=lambda entry: (-entry.read_on.toordinal(), entry.source))),
        told_on=min((entry.read_on for entry in readings.values()), default=None),
    )


def _change(before: PricePeriod, now: PricePeriod) -> str:
    """Return which ordinary prices changed, in words, per million tokens."""
    told = []
    for name in Rates.model_fields:
        old, new = getattr(before.standard, name, None), getattr(now.standard, name, None)
        if old is not None and new is not None and old != new:
            change = f"{words.money(old, now.currency)} \N{RIGHTWARDS ARROW} {words.money(new, now.currency)}"
            told.append(f"{words.RATE[name].lower()} {change}")
    return f"{', '.join(told)} per million tokens"
