"""The page of a developer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from generator.catalog import words
from generator.reading.layout import developer_path
from generator.site.context import SiteContext
from generator.site.environment import render as render_template
from generator.site.pages import Layout, Page, PageRef, SearchEntry
from generator.site.view.developer import developer_view

LAYOUT: Final = Layout(
    "developer",
    ("developers", "*"),
    toc=(("models", "Models by family"), ("timeline", "Timeline"), ("sources", "Sources")),
)
LAYOUTS: Final = (LAYOUT,)

_BASE: Final = "../../"


def pages(context: SiteContext) -> list[PageRef]:
    """A page for each developer."""
    return [
        PageRef(LAYOUT.name, f"developers/{developer_id}/", f"developers/{developer_id}")
        for developer_id in context.catalog.developers
    ]


def render(context: SiteContext, ref: PageRef) -> Page:
    """The page of the developer that `ref` names."""
    developer_id = ref.key.removeprefix("developers/")
    view = developer_view(context, developer_id)
    return Page(
        title=view.name,
        description=view.summary or f"Models of {view.name} by family, with status, limits and prices.",
        content=render_template("developer.html", base=_BASE, developer=view),
        edit_path=f"catalog/{developer_path(developer_id)}",
    )


def search_entries(context: SiteContext) -> Iterable[SearchEntry]:
    """Each developer by name and id."""
    for developer_id, developer in context.catalog.developers.items():
        text = f"Developer · {words.count(len(context.catalog.models_of(developer_id)), 'model')}"
        yield SearchEntry(f"developers/{developer_id}/", developer.name, text, (developer_id,))
