"""What the home page says: the current line-up, what retires next, which prices changed, and how much is known."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import Final

from generator.catalog import ModelEntry, Status
from generator.site.context import SiteContext
from generator.site.repository import edit_url
from generator.site.view.citations import Citations
from generator.site.view.coverage import Coverage, coverage
from generator.site.view.directory_rows import newest_first
from generator.site.view.endings import Ending, endings, is_announced
from generator.site.view.indexes import IndexRow, index_row
from generator.site.view.price_changes import Change, changes

LINEUP: Final = 25
"""How many models the home page shows at most."""

NEXT: Final = 8
"""How many retirements and how many price changes it shows at most."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A question that many people ask, as the explorer's own words."""

    name: str
    find: str


PRESETS: Final = (
    Preset("EU and zero retention", "eu:yes zdr:yes"),
    Preset("Under $1, 128K and more", "in<1 ctx>=128k status:active"),
    Preset("Open weights", "open:yes status:active"),
    Preset("Retires in 90 days", "ends<=90d status:deprecated,active"),
    Preset("Takes images", "takes:image gives:text status:active"),
)
"""What the explorer offers to begin with."""


@dataclass(frozen=True, slots=True)
class HomeView:
    """Everything that the template of the home page places."""

    edit: str
    """Where the folder of the models is edited; the path of a file there follows."""
    presets: tuple[Preset, ...]

    lineup: tuple[IndexRow, ...]
    endings: tuple[Ending, ...]
    changes: tuple[Change, ...]
    coverage: Coverage
    citations: Citations


def home_view(context: SiteContext) -> HomeView:
    """Return the view of the home page. The order of the calls is the order of the references."""
    citations = Citations(context.catalog)
    ahead = (entry for entry in context.catalog.routes if is_announced(entry, context.today))
    return HomeView(
        edit=edit_url(context.repo_url, "catalog/models/"),
        presets=PRESETS,
        lineup=tuple(index_row(context, entry) for entry in lineup(context)),
        endings=tuple(endings(context, citations, ahead, NEXT, announced=False)),
        changes=tuple(changes(context, citations, NEXT)),
        coverage=coverage(context),
        citations=citations,
    )


def lineup(context: SiteContext) -> list[ModelEntry]:
    """Return the newest active models that write text, newest first.

    Each developer's newest comes in before anybody's second, those whose models have most routes first.
    """
    catalog = context.catalog
    current: list[list[ModelEntry]] = []
    for developer_id in sorted(catalog.developers, key=lambda developer_id: -_routes_of(context, developer_id)):
        active = [entry for entry in catalog.models_of(developer_id) if _is_current(context, entry)]
        current.append(newest_first(context, active))
    in_turn = (entry for turn in zip_longest(*current) for entry in turn if entry)
    return newest_first(context, islice(in_turn, LINEUP))


def _routes_of(context: SiteContext, developer_id: str) -> int:
    return sum(len(context.lifecycles[entry.id].living) for entry in context.catalog.models_of(developer_id))


def _is_current(context: SiteContext, entry: ModelEntry) -> bool:
    lifecycle = context.lifecycles[entry.id]
    modalities = entry.model.modalities
    writes = modalities is None or "text" in modalities.output
    return writes and (lifecycle.at_developer or lifecycle.status) is Status.ACTIVE
