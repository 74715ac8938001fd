"""Where a reader goes from a model's page: to a first call, to a comparison, to its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from generator.catalog import ModelEntry, Status
from generator.site.context import SiteContext
from generator.site.snippets import Examples, examples
from generator.site.view.lifecycle import Link, model_link
from generator.site.view.routes import RouteFacts, by_status

MAX_EXAMPLE_PROVIDERS: Final = 3
MAX_COMPARISONS: Final = 8
MAX_NEIGHBOURS: Final = 12


@dataclass(frozen=True, slots=True)
class Example:
    """How to get started at a provider."""

    provider: str
    model_id: str
    examples: Examples


def started_examples(context: SiteContext, entry: ModelEntry, routes: Sequence[RouteFacts]) -> list[Example]:
    """Examples for the best direct route that answers, and for gateways."""
    callable_routes = [
        route for route in by_status(entry, routes) if route.status is not Status.RETIRED and route.provider.api
    ]
    direct = [route for route in callable_routes if route.provider.kind != "gateway"]
    gateways = [route for route in callable_routes if route.provider.kind == "gateway"]
    chosen: dict[str, RouteFacts] = {}
    for route in (*direct[:1], *gateways):
        # One route a provider: its other ids are called in the same way.
        if len(chosen) < MAX_EXAMPLE_PROVIDERS:
            chosen.setdefault(route.entry.provider_id, route)
    return [
        Example(route.provider.name, route.route.model_id, examples(context, route.entry)) for route in chosen.values()
    ]


def comparisons(context: SiteContext, entry: ModelEntry) -> list[Link]:
    """Curated comparisons that include the model, then pairs with family, predecessor, successor and replacement."""
    catalog = context.catalog
    links = [
        Link(comparison.title, f"compare/{key}/")
        for key, comparison in catalog.comparisons.items()
        if entry.id in comparison.models
    ]
    others: dict[str, None] = {}
    for route in entry.routes:
        if route.route.replacement:
            others[route.route.replacement] = None
    for successor in catalog.successors(entry.id):
        others[successor.id] = None
    if entry.model.predecessor:
        others[entry.model.predecessor] = None
    if entry.model.family:
        others |= dict.fromkeys(
            member.id for member in catalog.models_in_family(entry.developer_id, entry.model.family)
        )
    others.pop(entry.id, None)
    for other in others:
        if other in catalog.models:
            links.append(Link(f"With {catalog.models[other].model.name}", f"compare/?models={entry.id},{other}"))
    return links[:MAX_COMPARISONS]


def neighbours(context: SiteContext, entry: ModelEntry) -> list[Link]:
    """Other models of the developer, newest first."""
    others = [other for other in context.catalog.models_of(entry.developer_id) if other.id != entry.id]
    others.sort(key=lambda other: (other.model.released_on or "", other.id), reverse=True)
    links = [model_link(context, other.id) for other in others[:MAX_NEIGHBOURS]]
    return [link for link in links if link]
