"""The pages that lead to models: indexes, providers, developers, families, and what the home page shows."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType
from typing import Final

from generator.site import developer_page, evidence_page, family_page, index_pages, provider_page
from generator.site.context import SiteContext
from generator.site.environment import render as render_template
from generator.site.pages import Layout, Page, PageRef, SearchEntry
from generator.site.view.home import home_view

_MAKERS: Final[tuple[ModuleType, ...]] = (index_pages, provider_page, developer_page, family_page, evidence_page)
"""Modules that make pages. Each offers LAYOUTS, pages(context), render(context, ref), search_entries(context)."""

LAYOUTS: Final[tuple[Layout, ...]] = tuple(layout for maker in _MAKERS for layout in maker.LAYOUTS)
_MAKER_OF: Final = {layout.name: maker for maker in _MAKERS for layout in maker.LAYOUTS}


def pages(context: SiteContext) -> list[PageRef]:
    """Every page of every kind."""
    return [ref for maker in _MAKERS for ref in maker.pages(context)]


def render(context: SiteContext, ref: PageRef) -> Page:
    """The content of one page."""
    page: Page = _MAKER_OF[ref.layout].render(context, ref)
    return page


def search_entries(context: SiteContext) -> Iterable[SearchEntry]:
    """What the search finds of these pages."""
    for maker in _MAKERS:
        yield from maker.search_entries(context)


def home_context(context: SiteContext) -> dict[str, object]:
    """Variables for the home page's template, HTML both: `home_known` for its head, `home_content` below."""
    view = home_view(context)
    return {
        "home_known": render_template("home_known.html", coverage=view.coverage),
        "home_content": render_template("home.html", home=view),
    }
