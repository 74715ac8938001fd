"""Every announced, promised or past end in the catalog, in groups by how soon a reader has to act.

A floor is never put among the firm days: it says how long a route answers at least, and once it has passed the route
may retire any day. docs/theme/assets/lifecycle-days.js sorts by the same rules for the day on the reader's clock.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from generator.catalog import RouteEntry, Status, route_status
from generator.reading import RouteKey
from generator.site.context import SiteContext
from generator.site.view.endings import distance, end_of, fates, last_checked
from generator.site.view.links import Link, model_link

SOON: Final = (30, 90, 365)
"""The horizons, in days."""

LATELY: Final = 90
"""For how many days after it an end is news."""


class Kind(StrEnum):
    """What is known of an end."""

    FIRM = "firm"
    FLOOR = "floor"
    UNDATED = "undated"


class Group(StrEnum):
    """How soon a reader has to act, most urgent first; on the page in this order."""

    FIRM_30 = "firm-30"
    FIRM_90 = "firm-90"
    FIRM_365 = "firm-365"
    FIRM_LATER = "firm-later"
    ANY_DAY = "any-day"
    UNDATED = "undated"
    FLOOR_30 = "floor-30"
    FLOOR_90 = "floor-90"
    FLOOR_365 = "floor-365"
    FLOOR_LATER = "floor-later"
    LATELY = "lately"
    PAST = "past"


TITLES: Final = {
    Group.FIRM_30: "Retires within 30 days",
    Group.FIRM_90: "Retires in 31 to 90 days",
    Group.FIRM_365: "Retires in 91 to 365 days",
    Group.FIRM_LATER: "Retires later than that",
    Group.ANY_DAY: "May retire any day: the promised time is over",
    Group.UNDATED: "Deprecated, no day told",
    Group.FLOOR_30: "Retires no sooner than a day within 30 days",
    Group.FLOOR_90: "Retires no sooner than a day in 31 to 90 days",
    Group.FLOOR_365: "Retires no sooner than a day in 91 to 365 days",
    Group.FLOOR_LATER: "Retires no sooner than a later day",
    Group.LATELY: f"Retired in the last {LATELY} days",
    Group.PAST: "Retired before that",
}


@dataclass(frozen=True, slots=True)
class Replacement:
    """What a provider names in the place of what ends."""

    model: Link
    ids: tuple[str, ...]
    """Under which ids the same provider serves it today; none when it is not known to."""
    remark: str
    """What a reader must know before moving there; empty when nothing."""


@dataclass(frozen=True, slots=True)
class End:
    """What awaits ids of one model at one provider that share a fate."""

    routes: tuple[RouteEntry, ...]
    kind: Kind
    day: date | None
    ids: tuple[str, ...]
    details: tuple[str, ...]
    """What tells each of `ids` from others that are written alike and end differently; empty where there are none."""
    replacement: Replacement | None
    checked: date | None
    """The newest day on which somebody read a source of the end."""

    @property
    def lead(self) -> RouteEntry:
        """The route that stands for all."""
        return self.routes[0]

    def group(self, today: date) -> Group:
        """Where it stands on a day."""
        if self.day is None:
            return Group.UNDATED
        days = (self.day - today).days
        if days <= 0 and self.kind is Kind.FLOOR:
            return Group.ANY_DAY
        if days <= 0:
            return Group.LATELY if days >= -LATELY else Group.PAST
        horizon = next((str(most) for most in SOON if days <= most), "later")
        return Group(f"{self.kind}-{horizon}")

    def told(self, today: date) -> str:
        """The day in words that leave no doubt whether it is firm."""
        match self.group(today):
            case Group.UNDATED:
                return "no day told"
            case Group.ANY_DAY:
                checked = f"; last checked {self.checked}" if self.checked else ""
                return f"may retire any day since {self.day}{checked}"
            case Group.LATELY | Group.PAST:
                return f"retired {self.day}"
            case _:
                return f"{'no sooner than' if self.kind is Kind.FLOOR else 'retires'} {self.day}"

    def distance(self, today: date) -> str:
        """How far the day is, in words; empty when none is told."""
        return distance(self.day, today) if self.day else ""


def ends(context: SiteContext) -> list[End]:
    """Return every end in the catalog, by group; in it the next day first, of those past the latest."""
    ending = [entry for entry in context.catalog.routes if _has_end(entry, context.today)]
    told = details(context.catalog.routes)
    found = [_end(context, group, told) for group in fates(ending)]
    order = {group: place for place, group in enumerate(Group)}
    past = {Group.LATELY, Group.PAST}

    def urgency(end: End) -> tuple[int, int]:
        group = end.group(context.today)
        days = end.day.toordinal() if end.day else 0
        return order[group], -days if group in past else days

    return sorted(found, key=urgency)


def kind_of(entry: RouteEntry) -> Kind:
    """What is known of the end of a route."""
    if entry.route.retires_on:
        return Kind.FIRM
    return Kind.FLOOR if entry.route.retires_no_earlier_than else Kind.UNDATED


def replacement(context: SiteContext, entry: RouteEntry) -> Replacement | None:
    """Return what the provider names in the place of a route, or None when it names nothing that is catalogued."""
    link = model_link(context, entry.route.replacement)
    if link is None or entry.route.replacement is None:
        return None
    provider = context.catalog.providers[entry.provider_id].name
    there = [
        route
        for route in context.catalog.models[entry.route.replacement].routes
        if route.provider_id == entry.provider_id
    ]
    living = [route for route in there if route_status(route.route, context.today) is not Status.RETIRED]
    if not living:
        remark = f"itself retired at {provider}" if there else f"no route known at {provider}"
        return Replacement(link, (), remark)
    days = [route.route.retires_on for route in living]
    firm = [day for day in days if day]
    remark = f"itself retires {max(firm)}" if len(firm) == len(days) else ""
    return Replacement(link, tuple(dict.fromkeys(route.route.model_id for route in living)), remark)


def details(routes: Iterable[RouteEntry]) -> Mapping[RouteKey, str]:
    """Return what tells routes apart that a provider calls alike and that end differently: the snapshot that answers.

    Where that does not suffice, the variant stands beside it. Routes that need no such words are left out.
    """
    called_alike: dict[tuple[str, str], list[RouteEntry]] = defaultdict(list)
    for entry in routes:
        called_alike[entry.provider_id, entry.route.model_id].append(entry)
    found: dict[RouteKey, str] = {}
    for group in called_alike.values():
        if len(set(map(_fate, group))) == 1:
            continue
        by_snapshot = len({(entry.route.serves, _fate(entry)) for entry in group}) == len(
            {entry.route.serves for entry in group}
        )
        for entry in group:
            parts = (entry.route.serves, None if by_snapshot else entry.route.variant)
            found[entry.key] = " · ".join(filter(None, parts))
    return found


def ids_in(listed: Iterable[End]) -> int:
    """How many ids end."""
    return sum(len(end.ids) for end in listed)


def by_group(listed: Iterable[End], today: date) -> Iterator[tuple[Group, list[End]]]:
    """Yield every group with its ends, empty ones too."""
    found: dict[Group, list[End]] = {group: [] for group in Group}
    for end in listed:
        found[end.group(today)].append(end)
    yield from found.items()


def _has_end(entry: RouteEntry, today: date) -> bool:
    return end_of(entry) is not None or route_status(entry.route, today) is not Status.ACTIVE


def _fate(entry: RouteEntry) -> tuple[object, ...]:
    return (kind_of(entry), end_of(entry), entry.route.deprecated_on, entry.route.replacement)


def _end(context: SiteContext, group: list[RouteEntry], told: Mapping[RouteKey, str]) -> End:
    entry = group[0]
    named = list(dict.fromkeys((member.route.model_id, told.get(member.key, "")) for member in group))
    return End(
        routes=tuple(group),
        kind=kind_of(entry),
        day=end_of(entry),
        ids=tuple(model_id for model_id, _ in named),
        details=tuple(words for _, words in named),
        replacement=replacement(context, entry),
        checked=last_checked(context.facts(entry.key)),
    )
