"""The three indexes: all models, all providers, all developers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from generator.catalog import words
from generator.site.context import SiteContext
from generator.site.environment import render as render_template
from generator.site.pages import Layout, Page, PageRef, SearchEntry
from generator.site.view.citations import Citations
from generator.site.view.indexes import all_models, developer_rows, provider_rows

_NAMES: Final = ("models", "providers", "developers")
LAYOUTS: Final = tuple(Layout(name, (name,), editable=False) for name in _NAMES)

_BASE: Final = "../"


def pages(context: SiteContext) -> list[PageRef]:
    """One page for each index."""
    return [PageRef(name, f"{name}/", name) for name in _NAMES]


def render(context: SiteContext, ref: PageRef) -> Page:
    """The index that `ref` names."""
    match ref.layout:
        case "models":
            return _models(context)
        case "providers":
            return _providers(context)
        case _:
            return _developers(context)


def search_entries(context: SiteContext) -> Iterable[SearchEntry]:
    """The indexes by name."""
    for name in _NAMES:
        yield SearchEntry(f"{name}/", name.capitalize(), f"All {name} of the catalog", (name,))


def _models(context: SiteContext) -> Page:
    groups = all_models(context)
    total = sum(len(group.models) for group in groups)
    return Page(
        title="Models",
        description=f"{words.count(total, 'model')} by developer, each with limits, prices, routes and evidence.",
        content=render_template("models.html", base=_BASE, groups=groups, total=total),
    )


def _providers(context: SiteContext) -> Page:
    citations = Citations(context.catalog)
    rows = provider_rows(context, citations)
    return Page(
        title="Providers",
        description=f"{words.count(len(rows), 'provider')}, with what their terms say about prompts and outputs.",
        content=render_template("providers.html", base=_BASE, rows=rows, citations=citations),
    )


def _developers(context: SiteContext) -> Page:
    citations = Citations(context.catalog)
    rows = developer_rows(context, citations)
    return Page(
        title="Developers",
        description=f"{words.count(len(rows), 'developer')}, with their families and newest models.",
        content=render_template("developers.html", base=_BASE, rows=rows, citations=citations),
    )
