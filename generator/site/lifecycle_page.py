"""The page of all ends: what retires next, what was retired lately, and a check of somebody's own list of ids."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from markupsafe import Markup

from generator.site.context import SiteContext
from generator.site.environment import render as render_template
from generator.site.pages import Layout, Page, PageRef, SearchEntry
from generator.site.view.lifecycle_index import lifecycle_index

LAYOUT: Final = Layout("lifecycle", ("lifecycle",), editable=False)
LAYOUTS: Final = (LAYOUT,)

_BASE: Final = "../"
_TITLE: Final = "Lifecycle"
_SUMMARY: Final = "What retires in the next 30, 90 and 365 days, what replaces it, and a check of your own list of ids."
_HEAD: Final = Markup(
    '<link rel="stylesheet" href="../assets/ends.css"><link rel="stylesheet" href="../assets/lifecycle.css">'
    '<script type="module" src="../assets/lifecycle.js"></script>'
)
"""Styles and script of this page alone."""


def pages(context: SiteContext) -> list[PageRef]:
    """The one page."""
    return [PageRef(LAYOUT.name, "lifecycle/", "lifecycle")]


def render(context: SiteContext, ref: PageRef) -> Page:
    """The page."""
    view = lifecycle_index(context)
    content = render_template("lifecycle.html", base=_BASE, view=view, today=context.today, site_url=context.site_url)
    return Page(_TITLE, _SUMMARY, content, head=_HEAD)


def search_entries(context: SiteContext) -> Iterable[SearchEntry]:
    """The page by what people look for."""
    yield SearchEntry("lifecycle/", _TITLE, _SUMMARY, ("lifecycle", "deprecations", "retirements"))
