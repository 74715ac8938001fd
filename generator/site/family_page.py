"""The page of a family."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from generator.catalog import words
from generator.reading.layout import developer_path
from generator.schema import Family
from generator.site.context import SiteContext
from generator.site.environment import render as render_template
from generator.site.pages import Layout, Page, PageRef, SearchEntry
from generator.site.view.family import family_view

LAYOUT: Final = Layout("family", ("families", "*", "*"))
LAYOUTS: Final = (LAYOUT,)

_BASE: Final = "../../../"


def pages(context: SiteContext) -> list[PageRef]:
    """A page for each family that has a model."""
    return [PageRef(LAYOUT.name, f"families/{key}/", f"families/{key}") for key, _ in _families(context)]


def render(context: SiteContext, ref: PageRef) -> Page:
    """The page of the family that `ref` names."""
    _, developer_id, family_id = ref.key.split("/")
    view = family_view(context, developer_id, family_id)
    members = words.listing([member.model.text for member in view.members])
    return Page(
        title=f"{view.name} family",
        description=f"{members} by {view.developer.text} side by side: limits, modalities, prices, status.",
        content=render_template("family.html", base=_BASE, family=view),
        edit_path=f"catalog/{developer_path(developer_id)}",
    )


def search_entries(context: SiteContext) -> Iterable[SearchEntry]:
    """Each family by name."""
    for key, family in _families(context):
        developer_id, family_id = key.split("/")
        members = len(context.catalog.models_in_family(developer_id, family_id))
        developer = context.catalog.developers[developer_id].name
        text = f"Family · {developer} · {words.count(members, 'model')}"
        yield SearchEntry(f"families/{key}/", f"{family.name} family", text)


def _families(context: SiteContext) -> Iterator[tuple[str, Family]]:
    """developer/family -> its record, of those that have a model."""
    for developer_id, developer in context.catalog.developers.items():
        for family_id, family in developer.families.items():
            if context.catalog.models_in_family(developer_id, family_id):
                yield f"{developer_id}/{family_id}", family
