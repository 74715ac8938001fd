"""What the home page says: the current line-up, what retires next, which prices changed, and how much is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice, pairwise, zip_longest
from typing import Final

from generator.catalog import ModelEntry, RouteEntry, Status, words
from generator.schema import PricePeriod
from generator.site.context import SiteContext
from generator.site.repository import edit_url
from generator.site.view.citations import Citations, Shown
from generator.site.view.coverage import Coverage, coverage
from generator.site.view.directory_rows import newest_first
from generator.site.view.endings import Ending, endings, is_announced
from generator.site.view.indexes import IndexRow, index_row
from generator.site.view.lifecycle import Link
from generator.site.view.routes import RouteFacts

LINEUP: Final = 25
"""How many models the home page shows at most."""

NEXT: Final = 8
"""How many retirements and how many price changes it shows at most."""

RECENT: Final = timedelta(days=365)
"""For how long a price change is news."""

_RATES: Final = ("input", "output")


@dataclass(frozen=True, slots=True)
class PriceChange:
    """Prices of one model at one provider that changed on one day."""

    model: Link
    provider: Link
    day: date
    basis: str
    rates: tuple[tuple[Shown, Shown], ...]
    """Input and output: before, after."""


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
    changes: tuple[PriceChange, ...]
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
        changes=tuple(price_changes(context, citations)),
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


def price_changes(context: SiteContext, citations: Citations) -> list[PriceChange]:
    """Return the latest changes of ordinary prices, newest first; ids that changed alike make one row."""
    found: dict[tuple[object, ...], tuple[RouteEntry, int]] = {}
    for entry in context.catalog.routes:
        for position, (before, after) in enumerate(pairwise(entry.route.prices), start=1):
            if _is_recent_change(before, after, context.today):
                key = (after.from_, entry.model_id, entry.provider_id, before.standard, after.standard)
                found.setdefault(key, (entry, position))
    newest = sorted(found.values(), key=lambda item: item[0].route.prices[item[1]].from_, reverse=True)
    return [_change(context, citations, entry, position) for entry, position in newest[:NEXT]]


def _is_recent_change(before: PricePeriod, after: PricePeriod, today: date) -> bool:
    if after.corrects or not today - RECENT < after.from_ <= today or before.currency != after.currency:
        return False
    if before.standard is None or after.standard is None:
        return False
    pairs = [(getattr(before.standard, rate), getattr(after.standard, rate)) for rate in _RATES]
    return any(old is not None and new is not None and old != new for old, new in pairs)


def _change(context: SiteContext, citations: Citations, entry: RouteEntry, position: int) -> PriceChange:
    route = RouteFacts(context, citations, entry)
    after = entry.route.prices[position]
    return PriceChange(
        model=Link(context.catalog.models[entry.model_id].model.name, f"models/{entry.model_id}/"),
        provider=Link(route.provider.name, route.provider_path),
        day=after.from_,
        basis=after.basis,
        rates=tuple((_rate(route, position - 1, rate), _rate(route, position, rate)) for rate in _RATES),
    )


def _rate(route: RouteFacts, position: int, rate: str) -> Shown:
    period = route.route.prices[position]
    name = f"{words.RATE[rate].lower()} price from {period.from_}"
    return route.facts.show(
        name, "prices", position, "standard", rate, as_text=lambda amount: words.money(amount, period.currency)
    )
