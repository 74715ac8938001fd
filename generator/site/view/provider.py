"""What a provider's page says: how it is called, its terms, what ends there, and every route."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from generator.catalog import Level, ModelEntry, RouteEntry, Status, route_status
from generator.site.context import SiteContext
from generator.site.view import words
from generator.site.view.citations import Citations, Shown
from generator.site.view.directory_rows import (
    Unmarked,
    context_window,
    find_words,
    host_name,
    newest_first,
    output_price,
)
from generator.site.view.endings import EndingGroup, ending_groups
from generator.site.view.facts import RecordFacts
from generator.site.view.lifecycle import Link
from generator.site.view.routes import RouteFacts
from generator.site.view.terms import Document, PolicyView, policy_views

_PROTOCOL: Final[Mapping[str, str]] = {"openai": "OpenAI", "anthropic": "Anthropic", "google": "Google"}
_ACRONYMS: Final = frozenset({"api", "dpa", "zdr"})


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
    output: Shown
    evidence: Level | None
    """The weakest level among the row's values; None when none is known."""
    find: str
    """Everything under which somebody may look for it, in lower case."""


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
    endings: tuple[EndingGroup, ...]
    routes: tuple[ProviderRoute, ...]
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
        pages=tuple(
            (_page_name(label), Document(source.title, source.url))
            for label, source_id in provider.pages.items()
            if (source := catalog.sources.get(source_id))
        ),
        api=api,
        regions=tuple(
            RegionRow(region_id, region.name, region.country, served[region_id])
            for region_id, region in provider.regions.items()
        ),
        policies=tuple(policy_views(context, citations, provider_id)),
        endings=tuple(ending_groups(context, citations, routes)),
        routes=tuple(_routes(context, provider_id)),
        citations=citations,
    )


def _page_name(label: str) -> str:
    return label.upper() if label in _ACRONYMS else label.replace("-", " ").capitalize()


def _routes(context: SiteContext, provider_id: str) -> list[ProviderRoute]:
    """Routes that answer first, newest model first."""
    catalog = context.catalog
    by_model: dict[str, list[RouteEntry]] = {}
    for entry in catalog.routes_at(provider_id):
        by_model.setdefault(entry.model_id, []).append(entry)
    models = newest_first(context, (catalog.models[model_id] for model_id in by_model))
    rows = [_route(context, model, entry) for model in models for entry in by_model[model.id]]
    return sorted(rows, key=lambda row: row.status is Status.RETIRED)


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
        output=output_price(context, route),
        evidence=unmarked.weakest,
        find=find_words(context, model, [entry]),
    )
