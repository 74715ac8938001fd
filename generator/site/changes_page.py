"""The page of what changed in the catalog lately: prices, dates, new models, corrections."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from markupsafe import Markup

from generator.site.context import SiteContext
from generator.site.environment import render as render_template
from generator.site.pages import Layout, Page, PageRef, SearchEntry
from generator.site.view.changes import changes_view

_LAYOUT: Final = Layout("changes", ("changes",), editable=False)
LAYOUTS: Final = (_LAYOUT,)

_BASE: Final = "../"
_SUMMARY: Final = "What changed in the catalog lately: new models, prices, lifecycle dates, and our own corrections."


def pages(context: SiteContext) -> list[PageRef]:
    """The one page. Its day is the newest change's, so the past is looked up before pages are shared out."""
    revisions = context.changes.revisions
    return [PageRef(_LAYOUT.name, "changes/", "changes", revisions[0].day if revisions else None)]


def render(context: SiteContext, ref: PageRef) -> Page:
    """Its content."""
    feed = Markup(
        '<link rel="alternate feed" type="application/atom+xml" title="What changed" href="{}feeds/changes.xml">'
    )
    style = Markup('<link rel="stylesheet" href="{}assets/changes.css">')
    return Page(
        title="Changes",
        description=_SUMMARY,
        content=render_template("changes.html", base=_BASE, view=changes_view(context)),
        head=style.format(_BASE) + feed.format(_BASE),
    )


def search_entries(context: SiteContext) -> Iterable[SearchEntry]:
    """The page by what people look for."""
    yield SearchEntry("changes/", "Changes", _SUMMARY, ("changes", "changelog", "what is new", "corrections"))
