"""The page of a provider."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from markupsafe import Markup

from generator.catalog import words
from generator.reading.layout import provider_path
from generator.site.context import SiteContext
from generator.site.environment import render as render_template
from generator.site.pages import Layout, Page, PageRef, SearchEntry
from generator.site.view.provider import provider_view

LAYOUT: Final = Layout(
    "provider",
    ("providers", "*"),
    toc=(
        ("api", "API"),
        ("data-policies", "Data policies"),
        ("lifecycle", "Lifecycle"),
        ("routes", "Routes and prices"),
        ("sources", "Sources"),
    ),
)
LAYOUTS: Final = (LAYOUT,)

_BASE: Final = "../../"
_HEAD: Final = Markup('<link rel="stylesheet" href="../../assets/ends.css">')
"""The shapes of ends, for those that have a timeline."""


def pages(context: SiteContext) -> list[PageRef]:
    """A page for each provider."""
    return [
        PageRef(LAYOUT.name, f"providers/{provider_id}/", f"providers/{provider_id}", _lastmod(context, provider_id))
        for provider_id in context.catalog.providers
    ]


def render(context: SiteContext, ref: PageRef) -> Page:
    """The page of the provider that `ref` names."""
    provider_id = ref.key.removeprefix("providers/")
    view = provider_view(context, provider_id)
    return Page(
        title=view.name,
        description=view.summary or f"{view.name}: API, data policies, lifecycle and routes, with sources.",
        content=render_template("provider.html", base=_BASE, provider=view),
        head=_HEAD if view.lifecycle.chart else Markup(),
        edit_path=f"catalog/{provider_path(provider_id)}",
    )


def search_entries(context: SiteContext) -> Iterable[SearchEntry]:
    """Each provider by name and id."""
    for provider_id, provider in context.catalog.providers.items():
        served = len({entry.model_id for entry in context.catalog.routes_at(provider_id)})
        text = f"Provider · {words.PROVIDER_KIND[provider.kind]} · {words.count(served, 'model')}"
        yield SearchEntry(f"providers/{provider_id}/", provider.name, text, (provider_id,))


def _lastmod(context: SiteContext, provider_id: str) -> date | None:
    """The newest day on which somebody read a source of the provider's record or of its routes."""
    return context.newest_reading([provider_id, *(entry.key for entry in context.catalog.routes_at(provider_id))])
