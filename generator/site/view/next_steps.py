"""Where a reader goes from a model's page: to a first call, to a comparison, to its neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from generator.catalog import ModelEntry, Status, Succession
from generator.site.comparisons import beside_path, family_path, has_family_page, tool_path
from generator.site.context import SiteContext
from generator.site.snippets import Examples, examples
from generator.site.view.directory_rows import newest_first
from generator.site.view.links import Link, model_link
from generator.site.view.routes import RouteFacts, by_status

MAX_EXAMPLE_PROVIDERS: Final = 3
NEWEST_SIBLINGS: Final = 3
NEAREST_RULE: Final = (
    "Current models of other families with the same modalities, prices within a factor of two and a context window "
    "within a factor of four: first those with the closest scores on the same benchmarks, then those that differ in "
    "the fewest known capabilities, the nearest in day of release before others."
)
MAX_NEIGHBOURS: Final = 12


@dataclass(frozen=True, slots=True)
class Example:
    """How to get started at a provider."""

    provider: str
    model_id: str
    examples: Examples


@dataclass(frozen=True, slots=True)
class ComparisonLinks:
    """Comparisons that include the model, of one kind."""

    label: str
    links: tuple[Link, ...]
    rule: str = ""
    """How they were chosen, where the label does not say it."""


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


def comparisons(context: SiteContext, entry: ModelEntry) -> list[ComparisonLinks]:
    """Curated comparisons that include the model, then its family, what came before and after it, and what is near."""
    followed = context.successions.get(entry.id, ())
    groups = [
        ComparisonLinks("By question", tuple(_curated(context, entry))),
        ComparisonLinks("Family", tuple(_family(context, entry))),
        ComparisonLinks(
            "Before it", tuple(_succession(context, each, each.old) for each in followed if each.new == entry.id)
        ),
        ComparisonLinks(
            "After it", tuple(_succession(context, each, each.new) for each in followed if each.old == entry.id)
        ),
        _nearest(context, entry),
    ]
    return [group for group in groups if group.links]


def _curated(context: SiteContext, entry: ModelEntry) -> Iterator[Link]:
    for key, comparison in context.catalog.comparisons.items():
        if entry.id in comparison.models:
            yield Link(comparison.title, f"compare/{key}/")


def _family(context: SiteContext, entry: ModelEntry) -> Iterator[Link]:
    """The family's own comparison; of a family too large for one, the newest members beside the model."""
    family_id = entry.model.family
    family = context.catalog.family(entry.developer_id, family_id) if family_id else None
    if family_id is None or family is None:
        return
    members = context.catalog.models_in_family(entry.developer_id, family_id)
    if has_family_page(context.catalog, entry.developer_id, family_id):
        yield Link(f"All {len(members)} of {family.name}", family_path(entry.developer_id, family_id))
    elif len(members) > 1:
        newest = [other for other in newest_first(context, members) if other.id != entry.id][:NEWEST_SIBLINGS]
        yield Link(f"The newest of {family.name}", tool_path([entry.id, *(other.id for other in newest)]))


def _succession(context: SiteContext, each: Succession, other_id: str) -> Link:
    return Link(context.catalog.models[other_id].model.name, beside_path(context, each.old, each.new))


def _nearest(context: SiteContext, entry: ModelEntry) -> ComparisonLinks:
    models = context.catalog.models
    links = [
        Link(models[other].model.name, beside_path(context, entry.id, other))
        for other in context.likeness.nearest(entry.id)
    ]
    return ComparisonLinks("Nearest in price and ability", tuple(links), NEAREST_RULE)


def neighbours(context: SiteContext, entry: ModelEntry) -> list[Link]:
    """Other models of the developer, newest first."""
    others = [other for other in context.catalog.models_of(entry.developer_id) if other.id != entry.id]
    others.sort(key=lambda other: (other.model.released_on or "", other.id), reverse=True)
    links = [model_link(context, other.id) for other in others[:MAX_NEIGHBOURS]]
    return [link for link in links if link]
