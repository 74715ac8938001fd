"""What a route costs on a day, in exact decimals.

Prices are periods: each holds from its first day until the next begins, or until its own last day. The rule for a price
on a date is this module's `period_on`, and nothing else decides it.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from generator.catalog.catalog import ModelEntry, RouteEntry
from generator.schema import PricePeriod, RateCard, Rates, Route


def period_on(route: Route, day: date) -> PricePeriod | None:
    """Return the period that holds on `day`, or None when no price is known for that day."""
    begun = None
    for period in route.prices:
        if period.from_ <= day:
            begun = period
    # One that has ended brings back none before it.
    return None if begun is None or (begun.until is not None and begun.until <= day) else begun


def price_changes(route: Route) -> list[PricePeriod]:
    """Return the first period and each later one in which a standard price differs from the one before.

    A period may begin because another mode, or a price nobody knew, was first seen; that is no change.
    """
    changes: list[PricePeriod] = []
    before: RateCard | None = None
    for period in route.prices:
        if not changes or _differs(before, period.standard):
            changes.append(period)
        before = period.standard or before
    return changes


def _differs(before: RateCard | None, now: RateCard | None) -> bool:
    if before is None or now is None:
        return False
    return any(
        old is not None and new is not None and old != new
        for old, new in ((getattr(before, name), getattr(now, name)) for name in Rates.model_fields)
    )


def standard_rates(route: Route, day: date) -> RateCard | None:
    """Return the ordinary prices on `day`, or None when they are not known."""
    period = period_on(route, day)
    return period.standard if period else None


def discount(full: Decimal | None, reduced: Decimal | None) -> int | None:
    """Return by how many whole per cent `reduced` lies below `full`, or None when that says nothing."""
    if full is None or reduced is None or full <= 0 or reduced > full:
        return None
    return round((full - reduced) / full * 100)


def lead_route(entry: ModelEntry, day: date) -> RouteEntry | None:
    """Return the route whose price stands for the model, or None when no price is known.

    A route that answers today before a retired one, the developer's own before others, direct ones before gateways,
    and plain routes before variants, so that a free or quantized variant never speaks for the model.
    """
    priced = [route for route in entry.routes if _has_token_price(route.route, day)]
    return min(priced, key=lambda route: _lead_order(entry, route, day), default=None)


def _has_token_price(route: Route, day: date) -> bool:
    rates = standard_rates(route, day)
    return rates is not None and (rates.input is not None or rates.output is not None or bool(rates.per_unit))


def _lead_order(entry: ModelEntry, route: RouteEntry, day: date) -> tuple[bool, bool, bool, bool, str, int]:
    retired = route.route.retires_on is not None and route.route.retires_on <= day
    own = route.provider_id == entry.developer_id
    return (
        retired,
        not own,
        not route.direct,
        route.route.variant is not None,
        route.provider_id,
        route.key.position,
    )
