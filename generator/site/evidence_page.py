"""The page that says how well the catalog is founded, and what there is to read again or to settle."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from generator.site.context import SiteContext
from generator.site.environment import render as render_template
from generator.site.pages import Layout, Page, PageRef, SearchEntry
from generator.site.view.evidence import evidence_view

LAYOUTS: Final = (
    Layout(
        "evidence",
        ("evidence",),
        toc=(("levels", "Facts by level"), ("disputes", "Where sources differ"), ("stale", "To be read again")),
        editable=False,
    ),
)

_BASE: Final = "../"


def pages(context: SiteContext) -> list[PageRef]:
    """The one page."""
    return [PageRef("evidence", "evidence/", "evidence")]


def render(context: SiteContext, ref: PageRef) -> Page:
    """Its content."""
    return Page(
        title="Evidence",
        description="How many facts rest on what, where sources differ, and which nobody has read again for long.",
        content=render_template("evidence.html", base=_BASE, evidence=evidence_view(context)),
    )


def search_entries(context: SiteContext) -> Iterable[SearchEntry]:
    """The page by name."""
    yield SearchEntry("evidence/", "Evidence", "Levels, disputes between sources, and stale facts", ("evidence",))
