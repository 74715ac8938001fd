"""What the page of all ends says: how many are near, which come next, which are lately past, and by provider.

The page holds the rows that most readers come for, each with its sources; `lifecycle_data` has them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from generator.site.context import SiteContext
from generator.site.view.citations import Citations, Shown, unknown
from generator.site.view.ends import LATELY, SOON, TITLES, End, Group, Kind, by_group, ends, ids_in
from generator.site.view.ends_chart import ends_chart
from generator.site.view.links import Link
from generator.site.view.lives_chart import lives_chart
from generator.site.view.routes import RouteFacts

MOST_IDS: Final = 4
"""How many ids a row names at most."""

_MOST: Final = {
    Group.FIRM_30: 100,
    Group.FIRM_90: 50,
    Group.FIRM_365: 50,
    Group.FIRM_LATER: 10,
    Group.ANY_DAY: 25,
    Group.UNDATED: 10,
    Group.FLOOR_30: 25,
    Group.FLOOR_90: 10,
    Group.FLOOR_365: 10,
    Group.FLOOR_LATER: 0,
    Group.LATELY: 15,
    Group.PAST: 0,
}
"""How many rows of each group stand on the page; a script brings the others when somebody asks for them."""

_FIELD: Final = {Kind.FIRM: "retires_on", Kind.FLOOR: "retires_no_earlier_than", Kind.UNDATED: "deprecated_on"}


@dataclass(frozen=True, slots=True)
class EndRow:
    """An end as a row with its source."""

    place: int
    """Its place among all ends, which names it in the data."""
    end: End
    group: Group
    model: Link
    provider: Link
    told: Shown
    distance: str
    ids: tuple[tuple[str, str], ...]
    """The first few ids with what tells each from others."""
    more_ids: int


@dataclass(frozen=True, slots=True)
class EndGroup:
    """Ends that are equally urgent."""

    key: Group
    title: str
    rows: tuple[EndRow, ...]
    ids: int
    """How many ids end, on the page or not."""
    more: int
    """How many rows are not on the page."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that leads."""

    key: str
    number: int
    label: str
    group: Group
    """Where the rows begin that it counts."""


@dataclass(frozen=True, slots=True)
class ProviderEnds:
    """What ends at one provider, in ids."""

    id: str
    provider: Link
    deprecations: str | None
    """The address of its own list."""
    numbers: tuple[int, ...]
    """Retiring within 30, 90 and 365 days; promised; free to retire; without a day; retired."""
    next: End | None
    next_distance: str


@dataclass(frozen=True, slots=True)
class DeveloperEnds:
    """What ends of one developer's models, at any provider."""

    id: str
    developer: Link
    ids: int
    """How many ids end, past or ahead."""


@dataclass(frozen=True, slots=True)
class LifecycleIndex:
    """Everything that the template of the page places."""

    figures: tuple[Figure, ...]
    groups: tuple[EndGroup, ...]
    total: int
    chart: Markup | None
    lives: Markup | None
    providers: tuple[ProviderEnds, ...]
    developers: tuple[DeveloperEnds, ...]
    citations: Citations


def lifecycle_index(context: SiteContext) -> LifecycleIndex:
    """Return the view of the page. The order of the calls is the order of the references."""
    citations = Citations(context.catalog)
    listed = ends(context)
    place = {id(end): number for number, end in enumerate(listed)}
    groups = []
    for key, found in by_group(listed, context.today):
        rows = [_row(context, citations, end, place[id(end)]) for end in found[: _MOST[key]]]
        groups.append(EndGroup(key, TITLES[key], tuple(rows), ids_in(found), len(found) - len(rows)))
    return LifecycleIndex(
        figures=_figures(groups),
        groups=tuple(groups),
        total=len(listed),
        chart=ends_chart(context, listed),
        lives=lives_chart(context, listed),
        providers=tuple(_providers(context, listed)),
        developers=tuple(_developers(context, listed)),
        citations=citations,
    )


def _row(context: SiteContext, citations: Citations, end: End, place: int) -> EndRow:
    route = RouteFacts(context, citations, end.lead)
    model_id = end.lead.model_id
    told = end.told(context.today)
    field = _FIELD[end.kind]
    name = {Kind.FIRM: "retirement", Kind.FLOOR: "floor", Kind.UNDATED: "deprecation"}[end.kind]
    return EndRow(
        place=place,
        end=end,
        group=end.group(context.today),
        model=Link(context.catalog.models[model_id].model.name, f"models/{model_id}/"),
        provider=Link(route.provider.name, route.provider_path),
        told=route.facts.show_text(name, told, field) if route.facts.get(field) else unknown(told),
        distance=end.distance(context.today),
        ids=tuple(zip(end.ids, end.details, strict=True))[:MOST_IDS],
        more_ids=max(len(end.ids) - MOST_IDS, 0),
    )


def _figures(groups: Sequence[EndGroup]) -> tuple[Figure, ...]:
    ids = {group.key: group.ids for group in groups}
    firm = [ids[Group.FIRM_30], ids[Group.FIRM_90], ids[Group.FIRM_365]]
    floors = ids[Group.FLOOR_30] + ids[Group.FLOOR_90] + ids[Group.FLOOR_365]
    return (
        *(
            Figure(f"within-{most}", sum(firm[: place + 1]), f"ids retire within {most} days", Group.FIRM_30)
            for place, most in enumerate(SOON)
        ),
        Figure("any-day", ids[Group.ANY_DAY], "ids may retire any day: the promised time is over", Group.ANY_DAY),
        Figure("floor-365", floors, "ids retire no sooner than a day within 365 days", Group.FLOOR_30),
        Figure("lately", ids[Group.LATELY], f"ids were retired in the last {LATELY} days", Group.LATELY),
    )


def _providers(context: SiteContext, listed: Iterable[End]) -> list[ProviderEnds]:
    """Return the providers with any end, those that retire most within a year first."""
    by_provider: dict[str, list[End]] = {}
    for end in listed:
        by_provider.setdefault(end.lead.provider_id, []).append(end)
    rows = [_provider(context, provider_id, found) for provider_id, found in by_provider.items()]
    return sorted(rows, key=lambda row: (*(-number for number in row.numbers[2::-1]), row.provider.text.lower()))


def _developers(context: SiteContext, listed: Iterable[End]) -> list[DeveloperEnds]:
    """Return the developers of models with any end, by name."""
    by_developer: dict[str, list[End]] = {}
    for end in listed:
        by_developer.setdefault(end.lead.model_id.split("/", 1)[0], []).append(end)
    named = {key: Link(context.catalog.developers[key].name, f"developers/{key}/") for key in by_developer}
    rows = [DeveloperEnds(key, named[key], ids_in(found)) for key, found in by_developer.items()]
    return sorted(rows, key=lambda row: row.developer.text.lower())


def _provider(context: SiteContext, provider_id: str, found: list[End]) -> ProviderEnds:
    provider = context.catalog.providers[provider_id]
    ids = {key: ids_in(of_group) for key, of_group in by_group(found, context.today)}
    within_30 = ids[Group.FIRM_30]
    within_90 = within_30 + ids[Group.FIRM_90]
    soonest = next((end for end in found if end.group(context.today) in _FIRM_AHEAD), None)
    source = context.catalog.sources.get(provider.pages.get("deprecations", ""))
    return ProviderEnds(
        id=provider_id,
        provider=Link(provider.name, f"providers/{provider_id}/"),
        deprecations=source.url if source else None,
        numbers=(
            within_30,
            within_90,
            within_90 + ids[Group.FIRM_365],
            sum(ids[key] for key in (Group.FLOOR_30, Group.FLOOR_90, Group.FLOOR_365, Group.FLOOR_LATER)),
            ids[Group.ANY_DAY],
            ids[Group.UNDATED],
            ids[Group.LATELY] + ids[Group.PAST],
        ),
        next=soonest,
        next_distance=soonest.distance(context.today) if soonest else "",
    )


_FIRM_AHEAD: Final = {Group.FIRM_30, Group.FIRM_90, Group.FIRM_365, Group.FIRM_LATER}
