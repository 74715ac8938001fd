"""How a model's life goes: its banner, its snapshots and aliases, and what was announced and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from generator.catalog import ModelEntry, Status, route_status, words
from generator.schema import Past
from generator.site.comparisons import beside_path
from generator.site.context import SiteContext
from generator.site.view.citations import Shown, unknown
from generator.site.view.facts import RecordFacts
from generator.site.view.links import Link, model_link
from generator.site.view.routes import RouteFacts


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
    successor: Link | None
    """The model that is named as replacement, by the developer itself where it names one."""
    named_by: str
    """Who names it."""
    compare_path: str
    """Where the two stand side by side."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a version has one status."""

    status: Status
    providers: str
    """Who serves it so, in words."""
    when: Shown | None
    """The day that decides; then there is one provider, since each has its own source."""


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A snapshot or an alias with its status where it can be called."""

    id: Shown
    kind: str
    detail: Shown
    """The day of release of a snapshot, or where an alias points."""
    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class EventRow:
    """A dated end at a provider, of ids that share it and what it stands on."""

    provider: str
    provider_path: str
    ids: tuple[tuple[str, str | None], ...]
    """Each with what sets it apart from the plain route."""
    status: Status
    deprecated: Shown
    retires: Shown
    replacement: Link | None
    past: tuple[str, ...]
    """What was said before, in words."""


_MOST_NAMED: Final = 4
"""How many providers a sentence names before it counts the rest; the table of routes has them all."""


def banner(context: SiteContext, entry: ModelEntry, routes: Sequence[RouteFacts]) -> Banner | None:
    """Return the banner, or None while every route is active. It tells of providers in the order of `routes`."""
    ending = [route for route in routes if route.status is not Status.ACTIVE]
    if not ending:
        return None
    at_each: dict[str, list[RouteFacts]] = defaultdict(list)
    for route in routes:
        at_each[route.entry.provider_id].append(route)
    lines: list[BannerLine] = []
    for provider_routes in at_each.values():
        lines.extend(_provider_lines(context, provider_routes))
    naming = next((route for route in ending if model_link(context, route.route.replacement)), None)
    successor = naming.route.replacement if naming else None
    return Banner(
        tone=_tone(context, entry),
        title=_title(context, entry, at_each),
        lines=tuple(lines),
        successor=model_link(context, successor),
        named_by=naming.provider.name if naming else "",
        compare_path=beside_path(context, entry.id, successor) if successor else "",
    )


def _tone(context: SiteContext, entry: ModelEntry) -> str:
    lifecycle = context.lifecycles[entry.id]
    if lifecycle.status is Status.RETIRED or lifecycle.at_developer is Status.RETIRED:
        return "bad"
    return "warn"


def _title(context: SiteContext, entry: ModelEntry, at_each: dict[str, list[RouteFacts]]) -> str:
    lifecycle = context.lifecycles[entry.id]
    if lifecycle.status is Status.RETIRED:
        return "Retired: no known route answers any more"
    best = {
        routes[0].provider.name: min((route.status for route in routes), key=list(Status).index)
        for routes in at_each.values()
    }
    retired, deprecated = (
        [name for name in best if best[name] is status] for status in (Status.RETIRED, Status.DEPRECATED)
    )
    living = [name for name in best if best[name] is not Status.RETIRED]
    if retired:
        return f"Retired at {words.listing(retired, _MOST_NAMED)}, still served at {words.listing(living, _MOST_NAMED)}"
    if deprecated:
        return f"Deprecated at {words.listing(deprecated, _MOST_NAMED)}"
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


def versions(model: RecordFacts, entry: ModelEntry, routes: Sequence[RouteFacts]) -> list[VersionRow]:
    """Return the snapshots and aliases, newest snapshot first, with their status where they can be called."""
    rows = []
    for position, alias in enumerate(entry.model.aliases):
        rows.append(
            VersionRow(
                model.show(f"alias {alias.id}", "aliases", position, "id"),
                "Alias",
                model.show(f"alias {alias.id}", "aliases", position, "points_to", as_text=lambda to: f"points to {to}"),
                standings=_standings(alias.id, routes),
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
                standings=_standings(snapshot.id, routes),
            )
        )
    return rows


def _standings(version: str, routes: Sequence[RouteFacts]) -> tuple[Standing, ...]:
    """Dated statuses provider by provider, then those without a day, providers that share one together."""
    dated: dict[tuple[str, Status, str], Standing] = {}
    open_ended: dict[Status, dict[str, None]] = defaultdict(dict)
    for route in routes:
        if version in (route.route.model_id, route.route.serves):
            when, name = route.when(), route.provider.name
            if when is None:
                open_ended[route.status][name] = None
            else:
                dated.setdefault((name, route.status, when.text), Standing(route.status, name, when))
    return (
        *dated.values(),
        *(Standing(status, words.listing(names, _MOST_NAMED), None) for status, names in open_ended.items()),
    )


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
    found: dict[tuple[object, ...], EventRow] = {}
    for route in dated:
        row = EventRow(
            provider=route.provider.name,
            provider_path=route.provider_path,
            ids=((route.route.model_id, route.route.variant),),
            status=route_status(route.route, context.today),
            deprecated=route.facts.show("deprecation", "deprecated_on", as_text=str, missing="Not announced"),
            retires=route.when() or unknown("No date"),
            replacement=model_link(context, route.route.replacement),
            past=past_words(context, route.route.was),
        )
        days = [(day.text, day.mark.note if day.mark else None) for day in (row.deprecated, row.retires)]
        fate = (row.provider, row.status, *days, row.replacement, row.past)
        shared = found.get(fate)
        found[fate] = replace(shared, ids=(*shared.ids, *row.ids)) if shared else row
    return list(found.values())
