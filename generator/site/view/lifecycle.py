"""How a model's life goes: its banner, its snapshots and aliases, and what was announced and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from generator.catalog import ModelEntry, Status, route_status, words
from generator.schema import Past
from generator.site.context import SiteContext
from generator.site.view.citations import Shown, unknown
from generator.site.view.facts import RecordFacts
from generator.site.view.routes import RouteFacts


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a page of the site."""

    text: str
    path: str


@dataclass(frozen=True, slots=True)
class BannerLine:
    """What one provider does with some ids on a day."""

    provider: str
    verb: str
    day: Shown | None
    ids: tuple[str, ...]
    """Named only where the provider treats its ids differently."""
    replacement: Link | None


@dataclass(frozen=True, slots=True)
class Banner:
    """What leads the page when any route is deprecated or retired."""

    tone: str
    title: str
    lines: tuple[BannerLine, ...]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A snapshot or an alias with its status at each provider."""

    id: Shown
    kind: str
    detail: Shown
    """The day of release of a snapshot, or where an alias points."""
    statuses: tuple[tuple[str, Status, Shown | None], ...]
    """Provider, status there, and the day that decides."""


@dataclass(frozen=True, slots=True)
class EventRow:
    """A dated end at a provider."""

    provider: str
    provider_path: str
    model_id: str
    variant: str | None
    status: Status
    deprecated: Shown
    retires: Shown
    replacement: Link | None
    past: tuple[str, ...]
    """What was said before, in words."""


def banner(context: SiteContext, entry: ModelEntry, routes: Sequence[RouteFacts]) -> Banner | None:
    """Return the banner, or None while every route is active."""
    ending = [route for route in routes if route.status is not Status.ACTIVE]
    if not ending:
        return None
    by_provider: dict[str, list[RouteFacts]] = defaultdict(list)
    for route in routes:
        by_provider[route.entry.provider_id].append(route)
    lines: list[BannerLine] = []
    for provider_routes in by_provider.values():
        lines.extend(_provider_lines(context, provider_routes))
    return Banner(_tone(context, entry), _title(context, entry, by_provider), tuple(lines))


def _tone(context: SiteContext, entry: ModelEntry) -> str:
    lifecycle = context.lifecycles[entry.id]
    if lifecycle.status is Status.RETIRED or lifecycle.at_developer is Status.RETIRED:
        return "bad"
    return "warn"


def _title(context: SiteContext, entry: ModelEntry, by_provider: dict[str, list[RouteFacts]]) -> str:
    lifecycle = context.lifecycles[entry.id]
    if lifecycle.status is Status.RETIRED:
        return "Retired: no known route answers any more"
    names: dict[Status, list[str]] = {status: [] for status in Status}
    for routes in by_provider.values():
        best = min((route.status for route in routes), key=list(Status).index)
        names[best].append(routes[0].provider.name)
    living = names[Status.ACTIVE] + names[Status.DEPRECATED]
    if names[Status.RETIRED]:
        return f"Retired at {words.listing(names[Status.RETIRED])}, still served at {words.listing(living)}"
    if names[Status.DEPRECATED]:
        return f"Deprecated at {words.listing(names[Status.DEPRECATED])}"
    return "Some ids are deprecated or retired"


def _provider_lines(context: SiteContext, routes: list[RouteFacts]) -> list[BannerLine]:
    """One line for ids that share their fate; a line names its ids only when others at the provider fare better."""
    fates: dict[tuple[object, ...], list[RouteFacts]] = defaultdict(list)
    for route in routes:
        if route.status is not Status.ACTIVE:
            end = route.route.retires_on or route.route.retires_no_earlier_than
            fates[(route.status, end, route.route.replacement)].append(route)
    lines = []
    for group in fates.values():
        first = group[0]
        if first.status is Status.RETIRED:
            verb = "retired"
        else:
            verb = "deprecated, answers" if first.route.retires_on else "deprecated"
        ids = () if len(group) == len(routes) else tuple(route.route.model_id for route in group)
        lines.append(
            BannerLine(first.provider.name, verb, first.when(), ids, model_link(context, first.route.replacement))
        )
    return lines


def model_link(context: SiteContext, model_id: str | None) -> Link | None:
    """Return a link to a model's page, or None when there is no such model."""
    if model_id is None or model_id not in context.catalog.models:
        return None
    return Link(context.catalog.models[model_id].model.name, f"models/{model_id}/")


def versions(model: RecordFacts, entry: ModelEntry, routes: Sequence[RouteFacts]) -> list[VersionRow]:
    """Return the snapshots and aliases, newest snapshot first, with their status where they can be called."""
    rows = []
    for position, alias in enumerate(entry.model.aliases):
        rows.append(
            VersionRow(
                model.show(f"alias {alias.id}", "aliases", position, "id"),
                "Alias",
                model.show(f"alias {alias.id}", "aliases", position, "points_to", as_text=lambda to: f"points to {to}"),
                _statuses(alias.id, routes),
            )
        )
    for position, snapshot in reversed(list(enumerate(entry.model.snapshots))):
        released = model.show(
            f"release of {snapshot.id}", "snapshots", position, "released_on", as_text=lambda day: f"released {day}"
        )
        rows.append(
            VersionRow(
                model.show(f"snapshot {snapshot.id}", "snapshots", position, "id"),
                "Snapshot",
                released,
                _statuses(snapshot.id, routes),
            )
        )
    return rows


def _statuses(version: str, routes: Sequence[RouteFacts]) -> tuple[tuple[str, Status, Shown | None], ...]:
    """Status by provider; a provider's deployments that share it are told once."""
    found: dict[tuple[str, Status, str], tuple[str, Status, Shown | None]] = {}
    for route in routes:
        if version in (route.route.model_id, route.route.serves):
            when = route.when()
            key = (route.provider.name, route.status, when.text if when else "")
            found.setdefault(key, (route.provider.name, route.status, when))
    return tuple(found.values())


def past_words(context: SiteContext, changes: Sequence[Past]) -> tuple[str, ...]:
    """Return what facts said before they changed, in words."""
    return tuple(
        f"{_FIELDS.get(past.field, past.field.replace('_', ' '))} was {_past_value(context, past)} until {past.until}"
        for past in changes
    )


_FIELDS: Final = {"retires_on": "Retirement day", "retires_no_earlier_than": "Floor", "replacement": "Replacement"}


def _past_value(context: SiteContext, past: Past) -> str:
    model = context.catalog.models.get(str(past.value))
    return model.model.name if model else words.plain(past.value)


def events(context: SiteContext, routes: Sequence[RouteFacts]) -> list[EventRow]:
    """Return every route whose end is announced, promised or past, next end first."""
    dated = [
        route
        for route in routes
        if route.route.deprecated_on or route.route.retires_on or route.route.retires_no_earlier_than or route.route.was
    ]
    dated.sort(
        key=lambda route: (
            str(route.route.retires_on or route.route.retires_no_earlier_than or "9"),
            route.entry.key,
        )
    )
    return [
        EventRow(
            provider=route.provider.name,
            provider_path=route.provider_path,
            model_id=route.route.model_id,
            variant=route.route.variant,
            status=route_status(route.route, context.today),
            deprecated=route.facts.show("deprecation", "deprecated_on", as_text=str, missing="Not announced"),
            retires=route.when() or unknown("No date"),
            replacement=model_link(context, route.route.replacement),
            past=past_words(context, route.route.was),
        )
        for route in dated
    ]
