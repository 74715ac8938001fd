"""Which routes end, ended or may end: sorted by what a reader has to do about it, ids that share a fate together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final

from generator.catalog import Fact, RouteEntry, Status, floor_passed, route_status, words
from generator.reading import Loc
from generator.site.context import SiteContext
from generator.site.view.citations import Citations, Shown, unknown
from generator.site.view.links import Link, model_link
from generator.site.view.routes import RouteFacts

_END_FIELDS: Final = ("retires_on", "retires_no_earlier_than", "deprecated_on")
"""The fields that tell of an end, the one that says most first."""


@dataclass(frozen=True, slots=True)
class Ending:
    """Ids of one model at one provider that end, or may end, together."""

    model: Link
    provider: Link
    model_ids: tuple[str, ...]
    announced: Shown | None
    """The day of the announcement; None where the page does not show it."""
    day: Shown
    """The day of the end, firm or floor."""
    distance: str
    """How far that day is from today, in words."""
    replacement: Link | None
    checked: date | None
    """The newest day on which somebody read a source of the end."""


@dataclass(frozen=True, slots=True)
class EndingGroup:
    """Ends of one sort."""

    title: str
    rows: tuple[Ending, ...]
    firm: bool = False
    """Whether the days are ahead and firm."""
    past: bool = False
    """Whether requests fail already."""


def is_announced(entry: RouteEntry, today: date) -> bool:
    """Whether the route answers today and a firm day of its end is known."""
    return entry.route.retires_on is not None and entry.route.retires_on > today


def ending_groups(context: SiteContext, citations: Citations, routes: Iterable[RouteEntry]) -> list[EndingGroup]:
    """Return all ends among `routes`: the firm ones ahead first, then what may happen any day, then the past."""
    ahead, without_day, any_day, promised, past = [], [], [], [], []
    for entry in routes:
        if route_status(entry.route, context.today) is Status.RETIRED:
            past.append(entry)
        elif is_announced(entry, context.today):
            ahead.append(entry)
        elif floor_passed(entry.route, context.today):
            any_day.append(entry)
        elif entry.route.retires_no_earlier_than is not None:
            promised.append(entry)
        elif route_status(entry.route, context.today) is Status.DEPRECATED:
            without_day.append(entry)
    groups = (
        ("Retires next", ahead),
        ("Deprecated, no day told", without_day),
        ("May retire any day: the promised time is over", any_day),
        ("Served until this day at least", promised),
        ("Retired", past),
    )
    made = []
    for title, listed in groups:
        rows = endings(context, citations, listed)
        if rows:
            rows = rows[::-1] if listed is past else rows
            made.append(EndingGroup(title, tuple(rows), firm=listed is ahead, past=listed is past))
    return made


def endings(
    context: SiteContext,
    citations: Citations,
    routes: Iterable[RouteEntry],
    limit: int | None = None,
    *,
    announced: bool = True,
) -> list[Ending]:
    """Return the ends of `routes`, first end first; ids of a model that share a fate at a provider make one row.

    `announced` is false for a page that does not show when the end was announced, and so does not cite it either.
    """
    return [_ending(context, citations, group, announced) for group in islice(fates(routes), limit)]


def fates(routes: Iterable[RouteEntry]) -> list[list[RouteEntry]]:
    """Return `routes`, first end first, those of a model that share a fate at a provider together."""
    found: dict[tuple[object, ...], list[RouteEntry]] = {}
    for entry in sorted(routes, key=_order):
        route = entry.route
        fate = (
            entry.model_id,
            entry.provider_id,
            route.retires_on,
            end_of(entry),
            route.deprecated_on,
            route.replacement,
        )
        found.setdefault(fate, []).append(entry)
    return list(found.values())


def end_of(entry: RouteEntry) -> date | None:
    """The day of a route's end, firm or floor; None when none is told."""
    return entry.route.retires_on or entry.route.retires_no_earlier_than


def last_checked(facts: Mapping[Loc, Fact]) -> date | None:
    """The newest day on which somebody read a source of the end that `facts` of a route tell of."""
    deciding = next((fact for field in _END_FIELDS if (fact := facts.get((field,)))), None)
    return deciding.last_read_on if deciding else None


def distance(day: date, today: date) -> str:
    """How far a day is from today, in words."""
    days = (day - today).days
    if days == 0:
        return "today"
    return f"in {words.count(days, 'day')}" if days > 0 else f"{words.count(-days, 'day')} ago"


def _order(entry: RouteEntry) -> tuple[str, str, str, int]:
    return (str(end_of(entry) or "9"), entry.model_id, entry.provider_id, entry.key.position)


def _ending(context: SiteContext, citations: Citations, group: list[RouteEntry], announced: bool) -> Ending:
    entry = group[0]
    route = RouteFacts(context, citations, entry)
    end = end_of(entry)
    field = "retires_on" if entry.route.retires_on else "retires_no_earlier_than"
    return Ending(
        model=Link(context.catalog.models[entry.model_id].model.name, f"models/{entry.model_id}/"),
        provider=Link(route.provider.name, route.provider_path),
        model_ids=tuple(dict.fromkeys(member.route.model_id for member in group)),
        announced=route.facts.show("deprecation", "deprecated_on", as_text=str) if announced else None,
        day=route.facts.show("retirement" if entry.route.retires_on else "floor", field, as_text=str)
        if end
        else unknown("No day told"),
        distance=distance(end, context.today) if end else "",
        replacement=model_link(context, entry.route.replacement),
        checked=last_checked(context.facts(entry.key)),
    )
