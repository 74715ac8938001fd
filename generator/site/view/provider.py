"""What a provider's page says: how it is called, its terms, what ends there, and what its routes cost.

A gateway has hundreds of routes. The first stand in the page; the explorer has them all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from statistics import median_low
from typing import Final

from markupsafe import Markup

from generator.catalog import Level, ModelEntry, RouteEntry, Status, route_status, words
from generator.reading.layout import provider_path
from generator.site.context import SiteContext
from generator.site.repository import edit_url
from generator.site.view.citations import Citations, Shown
from generator.site.view.directory_rows import (
    Unmarked,
    context_window,
    find_words,
    host_name,
    newest_first,
)
from generator.site.view.endings import Ending, EndingGroup, end_of, ending_groups, fates, last_checked
from generator.site.view.ends import End, kind_of
from generator.site.view.ends_chart import ends_chart
from generator.site.view.facts import RecordFacts
from generator.site.view.links import Link
from generator.site.view.routes import RouteFacts
from generator.site.view.terms import Document, PolicyView, policy_views

_PROTOCOL: Final[Mapping[str, str]] = {"openai": "OpenAI", "anthropic": "Anthropic", "google": "Google"}
_ACRONYMS: Final = frozenset({"api", "dpa", "zdr"})
_OF_LIFECYCLE: Final = ("lifecycle-policy", "deprecations", "changelog", "status")
"""The provider's own pages that tell how long its models answer."""

MOST_ROUTES: Final = 100
"""How many routes the page shows."""

_LEAST_NOTICES: Final = 3
"""How many ends it takes to say how much notice a provider gives."""


@dataclass(frozen=True, slots=True)
class EndpointRow:
    """An address of the API."""

    protocol: str
    base_url: Shown
    key_variable: str | None


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A place where the provider serves."""

    id: str
    name: str
    country: str | None
    routes: int
    """How many routes that answer today name it."""


@dataclass(frozen=True, slots=True)
class ProviderRoute:
    """One route as a row of its provider's table, which carries no marks: a gateway has thousands of rows."""

    model: Link
    model_id: str
    variant: str | None
    note: str | None
    regions: Shown
    status: Status
    when: Shown | None
    context: Shown
    input: Shown
    cached: Shown
    output: Shown
    evidence: Level | None
    """The weakest level among the row's values; None when none is known."""
    find: str
    """Everything under which somebody may look for it, in lower case."""


@dataclass(frozen=True, slots=True)
class Notice:
    """How many days lay between the announcement of an end and the end."""

    ends: int
    """How many ends tell both days; ids of a model that share a fate count once."""
    least: int
    middle: int
    most: int


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """What ends at a provider, and what its record says of how it ends things."""

    pages: tuple[tuple[str, Document], ...]
    """Its own pages that tell of it."""
    notice: Notice | None
    """None where too few ends tell both days."""
    chart: Markup | None
    ahead: tuple[EndingGroup, ...]
    past: tuple[Ending, ...]


@dataclass(frozen=True, slots=True)
class ProviderView:
    """Everything that the template of a provider's page places."""

    id: str
    name: str
    kind: str
    country: str | None
    homepage: str
    host: str
    """The home page's host, which names the link to it."""
    summary: str | None
    developer: Link | None
    """The page of the same organisation as a developer."""
    models: int
    living: int
    """How many routes answer today."""
    pages: tuple[tuple[str, Document], ...]
    api: tuple[EndpointRow, ...]
    regions: tuple[RegionRow, ...]
    policies: tuple[PolicyView, ...]
    edit: str
    """Where to edit its record."""
    next_end: Shown | None
    """The next firm day on which a route ends."""
    lifecycle: Lifecycle
    routes: tuple[ProviderRoute, ...]
    """The first `MOST_ROUTES`, those that answer before those that are retired."""
    total: int
    """How many routes there are."""
    citations: Citations


def provider_view(context: SiteContext, provider_id: str) -> ProviderView:
    """Return the view of a provider's page. The order of the calls is the order of the references."""
    catalog = context.catalog
    provider = catalog.providers[provider_id]
    routes = catalog.routes_at(provider_id)
    living = [entry for entry in routes if route_status(entry.route, context.today) is not Status.RETIRED]
    citations = Citations(catalog)
    facts = RecordFacts(citations, context.facts(provider_id), frozenset({provider_id}), f"{provider.name}: ")
    api = tuple(
        EndpointRow(
            _PROTOCOL[endpoint.speaks],
            facts.show(f"{_PROTOCOL[endpoint.speaks]} base URL", "api", position, "base_url"),
            endpoint.key_variable,
        )
        for position, endpoint in enumerate(provider.api)
    )
    served = Counter(region for entry in living for region in entry.route.regions)
    own = catalog.developers.get(provider_id)
    policies = tuple(policy_views(context, citations, provider_id))
    lifecycle = _lifecycle(context, citations, provider_id)
    return ProviderView(
        id=provider_id,
        name=provider.name,
        kind=words.PROVIDER_KIND[provider.kind],
        country=provider.country,
        homepage=provider.homepage,
        host=host_name(provider.homepage),
        summary=provider.summary,
        developer=Link(own.name, f"developers/{provider_id}/") if own else None,
        models=len({entry.model_id for entry in living}),
        living=len(living),
        pages=_pages(context, provider_id, tuple(provider.pages)),
        api=api,
        regions=tuple(
            RegionRow(region_id, region.name, region.country, served[region_id])
            for region_id, region in provider.regions.items()
        ),
        policies=policies,
        edit=edit_url(context.repo_url, f"catalog/{provider_path(provider_id)}"),
        next_end=next((row.day for group in lifecycle.ahead if group.firm for row in group.rows), None),
        lifecycle=lifecycle,
        routes=tuple(_routes(context, provider_id)),
        total=len(routes),
        citations=citations,
    )


def _pages(context: SiteContext, provider_id: str, labels: Sequence[str]) -> tuple[tuple[str, Document], ...]:
    """Its named pages among `labels`, by the name that people read."""
    named = context.catalog.providers[provider_id].pages
    found = ((label, context.catalog.sources.get(named.get(label, ""))) for label in labels)
    return tuple((_page_name(label), Document(source.title, source.url)) for label, source in found if source)


def _page_name(label: str) -> str:
    return label.upper() if label in _ACRONYMS else label.replace("-", " ").capitalize()


def _lifecycle(context: SiteContext, citations: Citations, provider_id: str) -> Lifecycle:
    routes = context.catalog.routes_at(provider_id)
    groups = ending_groups(context, citations, routes)
    shared = fates(entry for entry in routes if end_of(entry))
    notices = [
        (first.route.retires_on - first.route.deprecated_on).days
        for first, *_ in shared
        if first.route.retires_on and first.route.deprecated_on
    ]
    return Lifecycle(
        pages=_pages(context, provider_id, _OF_LIFECYCLE),
        notice=Notice(len(notices), min(notices), median_low(notices), max(notices))
        if len(notices) >= _LEAST_NOTICES
        else None,
        chart=ends_chart(context, (_end(context, group) for group in shared)),
        ahead=tuple(group for group in groups if not group.past),
        past=tuple(row for group in groups if group.past for row in group.rows),
    )


def _end(context: SiteContext, group: Sequence[RouteEntry]) -> End:
    """Ids that share a fate as the chart takes them."""
    ids = tuple(dict.fromkeys(entry.route.model_id for entry in group))
    checked = last_checked(context.facts(group[0].key))
    return End(tuple(group), kind_of(group[0]), end_of(group[0]), ids, tuple("" for _ in ids), None, checked)


def _routes(context: SiteContext, provider_id: str) -> list[ProviderRoute]:
    """The first routes: those that answer before the retired ones, newest model first."""
    catalog = context.catalog
    by_model: dict[str, list[RouteEntry]] = {}
    for entry in catalog.routes_at(provider_id):
        by_model.setdefault(entry.model_id, []).append(entry)
    models = newest_first(context, (catalog.models[model_id] for model_id in by_model))
    listed = [(model, entry) for model in models for entry in by_model[model.id]]
    listed.sort(key=lambda found: route_status(found[1].route, context.today) is Status.RETIRED)
    return [_route(context, model, entry) for model, entry in islice(listed, MOST_ROUTES)]


def _route(context: SiteContext, model: ModelEntry, entry: RouteEntry) -> ProviderRoute:
    unmarked = Unmarked(context.catalog)
    route = RouteFacts(context, unmarked, entry)
    restated = entry.route.context_window is not None or entry.route.max_input_tokens is not None
    limits = (
        route.facts if restated else RecordFacts(unmarked, context.facts(model.id), frozenset({model.developer_id}))
    )
    return ProviderRoute(
        model=Link(model.model.name, f"models/{model.id}/"),
        model_id=route.facts.show("model id", "model_id").text,
        variant=entry.route.variant,
        note=entry.route.note,
        regions=route.regions(),
        status=route.status,
        when=route.when(),
        context=context_window(limits),
        input=route.rate("input"),
        cached=route.rate("cached_input"),
        output=route.output(),
        evidence=unmarked.weakest,
        find=find_words(context, model, [entry]),
    )
