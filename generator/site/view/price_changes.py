"""Which prices changed of late, and which of ours were wrong.

A correction of an error is not a change of price: the two are told apart everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Final, TypeAlias

from generator.catalog import Level, RouteEntry, discount, level, price_changes, words
from generator.schema import PricePeriod
from generator.site.context import SiteContext
from generator.site.view.citations import Citations, Shown
from generator.site.view.links import Link
from generator.site.view.routes import RouteFacts

RECENT: Final = timedelta(days=365)
"""For how long a price change is news."""

RATES: Final = ("input", "cached_input", "output")
"""The prices whose changes are told."""

_WELL_FOUNDED: Final = {Level.PRIMARY, Level.CORROBORATED}

_Step: TypeAlias = tuple[RouteEntry, PricePeriod, PricePeriod]
"""A route, the period before a change of its prices, and the one since."""


@dataclass(frozen=True, slots=True)
class RateChange:
    """One price before and after."""

    name: str
    before: Shown
    after: Shown
    by: str | None
    """How much it rose or fell, in words; None when it stayed or cannot be told."""


@dataclass(frozen=True, slots=True)
class Change:
    """Prices of one model at one provider that changed on one day."""

    model: Link
    provider: Link
    model_ids: tuple[str, ...]
    """The ids that changed alike."""
    day: date
    basis: str
    because: str | None
    rates: tuple[RateChange, ...]
    """As many as `RATES`."""


def changes(context: SiteContext, citations: Citations, most: int, *, corrections: bool = False) -> list[Change]:
    """Return the changes of standard prices that matter most, newest first, or corrections of our own errors.

    What a provider does itself comes in before what a gateway passes on, what it announced before what was observed,
    and a price that is well founded before one that a single source tells or that is disputed; then the newest.
    Ids of one model at one provider that changed alike make one row.
    """
    alike: dict[tuple[object, ...], list[_Step]] = {}
    for entry in context.catalog.routes:
        for before, after in _steps(entry):
            is_recent = context.today - RECENT < after.from_ <= context.today
            if is_recent and after.corrects is corrections and before.currency == after.currency:
                key = (after.from_, entry.model_id, entry.provider_id, *_told(before), *_told(after))
                alike.setdefault(key, []).append((entry, before, after))
    newest = sorted(alike.values(), key=lambda group: group[0][2].from_, reverse=True)
    chosen = sorted(newest, key=lambda group: _weakness(context, group[0]))[:most]
    return [_change(context, citations, group) for group in newest if group in chosen]


def _weakness(context: SiteContext, step: _Step) -> tuple[bool, bool, bool]:
    """How little a change matters: whether it is a gateway's, merely observed, and not well founded."""
    entry, _, after = step
    own = frozenset({entry.provider_id, entry.model_id.split("/", 1)[0]})
    facts = context.facts(entry.key)
    position = entry.route.prices.index(after)
    found = [facts.get(("prices", position, "standard", name)) for name in RATES]
    levels = {level(fact, own, context.catalog.sources) for fact in found if fact}
    return (not entry.direct, after.basis != "announced", not levels <= _WELL_FOUNDED)


def _steps(entry: RouteEntry) -> Iterator[tuple[PricePeriod, PricePeriod]]:
    """Yield each change of a route's standard prices that this page can tell: the period before, and the one since."""
    for before, after in pairwise(price_changes(entry.route)):
        told = zip(_told(before), _told(after), strict=True)
        if any(old is not None and new is not None and old != new for old, new in told):
            yield before, after


def _told(period: PricePeriod) -> tuple[Decimal | None, ...]:
    return tuple(getattr(period.standard, name) if period.standard else None for name in RATES)


def _change(context: SiteContext, citations: Citations, group: Sequence[_Step]) -> Change:
    entry, before, after = group[0]
    route = RouteFacts(context, citations, entry)
    return Change(
        model=Link(context.catalog.models[entry.model_id].model.name, f"models/{entry.model_id}/"),
        provider=Link(route.provider.name, route.provider_path),
        model_ids=tuple(dict.fromkeys(each.route.model_id for each, _, _ in group)),
        day=after.from_,
        basis=after.basis,
        because=after.because,
        rates=tuple(
            RateChange(words.RATE[name], _rate(route, before, name), _rate(route, after, name), _by(old, new))
            for name, old, new in zip(RATES, _told(before), _told(after), strict=True)
        ),
    )


def _by(before: Decimal | None, after: Decimal | None) -> str | None:
    if before is None or after is None or before == after:
        return None
    if after > before:
        return f"up {round((after - before) / before * 100)}%" if before else "no longer free"
    fallen = discount(before, after)
    return "now free" if after == 0 else f"down {fallen}%"


def _rate(route: RouteFacts, period: PricePeriod, name: str) -> Shown:
    position = route.route.prices.index(period)
    return route.facts.show(
        f"{words.RATE[name].lower()} price from {period.from_}",
        *("prices", position, "standard", name),
        as_text=lambda amount: words.money(amount, period.currency),
    )
