"""The data handling page: what each provider says it does with prompts and outputs, and which routes meet a demand.

All terms stand in the page, each with its source. A script narrows them, and for a model that somebody chooses it takes
the explorer's routes and shows each with the terms that cover it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from markupsafe import Markup

from generator.catalog import words
from generator.site.context import SiteContext
from generator.site.environment import render as render_template
from generator.site.pages import Layout, Page, PageRef, SearchEntry
from generator.site.view.data_handling import data_handling_view

_LAYOUT: Final = Layout("data-handling", ("data-handling",), editable=False)
LAYOUTS: Final = (_LAYOUT,)

_BASE: Final = "../"
PRESETS: Final = (
    ("EU only, no training, zero retention", "eu=only&training=consent&zdr=offered"),
    ("In the EU if chosen, agreement offered", "eu=yes&dpa=offered"),
    ("No training, nothing kept", "training=consent&kept=0"),
    ("ISO 27001, no training", "training=consent&certificate=iso"),
)
"""Demands that people often have, as the address says them."""

_HEAD: Final = Markup(
    '<link rel="stylesheet" href="../assets/data-handling.css">'
    '<script type="module" src="../assets/data-handling.js"></script>'
)


def pages(context: SiteContext) -> list[PageRef]:
    """The one page."""
    return [PageRef(_LAYOUT.name, "data-handling/", "data-handling")]


def render(context: SiteContext, ref: PageRef) -> Page:
    """Its content."""
    view = data_handling_view(context)
    return Page(
        title="Data handling",
        description=(
            f"What {words.count(view.read, 'provider')} of language models say about training, retention, zero data "
            "retention, regions and transfers, with sources."
        ),
        content=render_template("data_handling.html", base=_BASE, view=view, presets=PRESETS),
        head=_HEAD,
    )


def search_entries(context: SiteContext) -> Iterable[SearchEntry]:
    """The page under the words that people look for."""
    keys = ("data-handling", "data policies", "privacy", "zdr", "zero data retention", "dpa", "gdpr", "residency")
    text = "Training, retention, zero data retention, agreements, regions and transfers, by provider and by model"
    yield SearchEntry("data-handling/", "Data handling", text, keys)
