"""The pricing page: what a workload costs, what every route charges, and which prices changed.

The first rows, the changes and a worked example stand in the page. All routes come as columns, those without a price
and the retired ones too, and the calculator reads the prices of the models that somebody chose, and their history, from
the API's own files: what a person is told is what a program can work out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from markupsafe import Markup

from generator.catalog import ModelEntry, RouteEntry, Status, route_status, words
from generator.publish.exact_json import encode
from generator.site.context import SiteContext
from generator.site.environment import render as render_template
from generator.site.explorer import Row, columns, listed
from generator.site.pages import Layout, Page, PageRef, SearchEntry
from generator.site.view.citations import Citations
from generator.site.view.price_changes import RATES, changes
from generator.site.view.pricing import (
    DAYS,
    EXAMPLE,
    REQUESTS,
    PricedRoute,
    example,
    other_routes,
    price_row,
    priced_routes,
    vocabulary,
)

FIRST: Final = 40
"""How many routes stand in the page itself."""

MOST_CHANGES: Final = 40
"""How many changes, and how many corrections, it tells at most."""

_BASE: Final = "../"
_LAYOUT: Final = Layout("pricing", ("pricing",), editable=False)
LAYOUTS: Final = (_LAYOUT,)
_HEAD: Final = Markup(
    '<link rel="stylesheet" href="../assets/pricing.css"><link rel="stylesheet" href="../assets/calculator.css">'
    '<script type="module" src="../assets/pricing.js"></script>'
)


def pages(context: SiteContext) -> list[PageRef]:
    """The one page."""
    return [PageRef(_LAYOUT.name, "pricing/", "pricing")]


def render(context: SiteContext, ref: PageRef) -> Page:
    """The page. The order of the calls is the order of the references."""
    citations = Citations(context.catalog)
    priced = priced_routes(context)
    models = len({found.entry.model_id for found in priced})
    content = render_template(
        "pricing.html",
        base=_BASE,
        today=context.today,
        routes=len(priced),
        all_routes=len(context.catalog.routes),
        models=models,
        providers=len({found.entry.provider_id for found in priced}),
        unpriced=len(context.catalog.models) - models,
        example=example(context, citations, priced),
        usage=EXAMPLE,
        cached_share=EXAMPLE.cached_input_tokens * 100 // EXAMPLE.input_tokens,
        requests=REQUESTS,
        days=DAYS,
        modes=words.MODE,
        rows=[price_row(context, found) for found in priced[:FIRST]],
        rate_names=[words.RATE[name] for name in RATES],
        changes=changes(context, citations, MOST_CHANGES),
        corrections=changes(context, citations, MOST_CHANGES, corrections=True),
        citations=citations,
    )
    description = (
        f"What {words.count(models, 'model')} cost at each provider, on any day: calculator with its formula, "
        "all routes, recent price changes."
    )
    return Page("Pricing", description, content, head=_HEAD)


def search_entries(context: SiteContext) -> Iterable[SearchEntry]:
    """The page under the words that people look for."""
    keys = ("pricing", "prices", "price", "cost", "calculator")
    yield SearchEntry("pricing/", "Pricing", "What a workload costs, all prices, recent changes", keys)


def shared_files(context: SiteContext) -> Iterator[tuple[str, bytes]]:
    """Yield all routes as columns, with the names of models and providers and the calculator's words."""
    entries = listed(context)
    place = {entry.id: number for number, entry in enumerate(entries)}
    priced = priced_routes(context)
    routes = [*((found.entry, found) for found in priced), *other_routes(context, priced)]
    data = {
        "as_of": context.today,
        "words": vocabulary(),
        "models": [[entry.id, *_names(context, entry)] for entry in entries],
        "providers": {
            key: [provider.name, provider.kind == "gateway"] for key, provider in context.catalog.providers.items()
        },
        "columns": columns(_row(context, entry, found, place[entry.model_id]) for entry, found in routes),
    }
    yield "pricing/routes.json", encode(data)


def _names(context: SiteContext, entry: ModelEntry) -> list[str]:
    return [entry.model.name, context.catalog.developers[entry.developer_id].name]


def _row(context: SiteContext, entry: RouteEntry, found: PricedRoute | None, model: int) -> Row:
    route = entry.route
    return {
        "model": model,
        "provider": entry.provider_id,
        "id": route.model_id,
        "variant": route.variant,
        "retired": route.retires_on if route_status(route, context.today) is Status.RETIRED else None,
        "in": found.rates.input if found else None,
        "cached": found.rates.cached_input if found else None,
        "write": found.cache_write if found else None,
        "out": found.rates.output if found else None,
        "unit": found.by_unit if found else None,
        "currency": found.period.currency if found else None,
        "since": found.since.from_ if found else None,
        "basis": found.since.basis if found else None,
        "evidence": found.evidence if found else None,
    }
