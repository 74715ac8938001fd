"""Prices of a plausible size: a slipped unit is the commonest error in lists of this kind.

Each rate is held against the other rates of its period, the period before, the model's other routes, and what any model
costs. The bounds were set on the 10,800 entries of models.dev (August 2026) and LiteLLM 1.109.1: no sound entry breaks
one, and the few that do are errors there, such as a price per thousand tokens taken for one per million.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from statistics import median_low
from typing import Final, NamedTuple

from generator.catalog import RouteEntry
from generator.checks.survey import Survey, at_route
from generator.checks.words import amount
from generator.reading import Loc, Place
from generator.schema import MODES, PricePeriod, RateCard, Rates

NOTABLE_CHANGE: Final = 10
"""A price that changed by this factor is an error or news, and the record says which."""

MOST_PER_MILLION: Final = 1_000
"""Dollars per million tokens. The dearest sound price is o1-pro's output at 600."""

ABOUT_A_DOLLAR: Final = frozenset({"USD", "EUR", "GBP", "CHF"})
"""Currencies whose unit is worth about a dollar, so that `MOST_PER_MILLION` says something."""

OF_INPUT: Final = {
    # Output costs at most 120 times the input (images) and at least a 17th of it (a safety classifier).
    "output": (Decimal("0.05"), Decimal(500)),
    # Cache reads cost at least 0.65 per cent of the input; that they cost no more than it is a rule of its own.
    "cached_input": (Decimal("0.002"), Decimal("Infinity")),
}

OF_STANDARD: Final = {
    # LiteLLM's 1,063 batch rates cost 0.43 to 1 times the standard one, 517 flex 0.15 to 1, 772 priority 1 to 2.5.
    "batch": (Decimal("0.05"), Decimal(1)),
    "flex": (Decimal("0.05"), Decimal(1)),
    "priority": (Decimal(1), Decimal(20)),
}

FAR_FROM_OTHERS: Final = 100
"""Of the 9,838 prices in models.dev for a model that several providers serve, 3 lie this far off, all by error."""

_TOKEN_RATES: Final = frozenset(Rates.model_fields)

_CHECK_UNIT: Final = "Check the unit; if both are right, widen the bound in generator/checks/rates.py."


class Rate(NamedTuple):
    """One price of a period: what names it in every period, where it stands, how much."""

    what: tuple[str | int | None, ...]
    loc: Loc
    price: Decimal


def prices_change_for_a_reason(survey: Survey) -> Iterator[Place]:
    """Refuse a rate ten times, or a tenth of, the same rate in the period before, unless the record says why."""
    for route in survey.catalog.routes:
        for index, (before, after) in enumerate(pairwise(route.route.prices), start=1):
            if after.corrects or after.because is not None or before.currency != after.currency:
                continue
            earlier = {rate.what: rate.price for rate in _rates(before)}
            for rate in _rates(after):
                was = earlier.get(rate.what)
                if was is not None and _is_notable(was, rate.price):
                    message = (
                        f"{amount(rate.price)} follows {amount(was)}, a change of tenfold or more. Check the unit; "
                        "if it is right, say why in `because`, or mark our own error with `corrects: true`."
                    )
                    yield at_route(route, message, "prices", index, *rate.loc)


def prices_are_payable(survey: Survey) -> Iterator[Place]:
    """Refuse a rate per million tokens above what any model has cost."""
    for route, index, period in periods(survey):
        if period.currency in ABOUT_A_DOLLAR:
            for _, loc, card in cards(period):
                for name, price in _token_rates(card):
                    if price > MOST_PER_MILLION:
                        unit = f"{period.currency} per million tokens"
                        message = f"{amount(price)} {unit} is more than any model has cost. {_CHECK_UNIT}"
                        yield at_route(route, message, "prices", index, *loc, name)


def rates_fit_the_input(survey: Survey) -> Iterator[Place]:
    """Refuse an input price that is so far from the output or cached price beside it that one has another unit."""
    for route, index, period in periods(survey):
        for _, loc, card in cards(period):
            for name, (least, most) in OF_INPUT.items():
                price = getattr(card, name)
                if price and card.input and not card.input * least <= price <= card.input * most:
                    message = f"{amount(card.input)} does not fit {name}, {amount(price)}. {_CHECK_UNIT}"
                    yield at_route(route, message, "prices", index, *loc, "input")


def modes_fit_the_standard(survey: Survey) -> Iterator[Place]:
    """Refuse batch or flex rates above the standard ones, priority rates below, and any far away from them."""
    for route, index, period in periods(survey):
        for mode, (least, most) in OF_STANDARD.items():
            card = getattr(period, mode)
            for name, price in _token_rates(card) if card and period.standard else ():
                standard = getattr(period.standard, name)
                if price and standard and not standard * least <= price <= standard * most:
                    message = (
                        f"{amount(price)} does not fit the standard price, {amount(standard)}: "
                        f"{mode} costs between {least} and {most} times as much. {_CHECK_UNIT}"
                    )
                    yield at_route(route, message, "prices", index, mode, name)


def routes_charge_alike(survey: Survey) -> Iterator[Place]:
    """Refuse an input or output price a hundred times above or below the median of the model's routes."""
    for entry in survey.catalog.models.values():
        for name in ("input", "output"):
            latest = [(route, price) for route in entry.routes if (price := _latest(route, name))]
            usual = median_low([price for _, price in latest] or [Decimal(0)])
            for route, price in latest:
                if not usual / FAR_FROM_OTHERS < price < usual * FAR_FROM_OTHERS:
                    message = (
                        f"{amount(price)} is far from the usual price of this model, {amount(usual)}. {_CHECK_UNIT}"
                    )
                    yield at_route(route, message, "prices", len(route.route.prices) - 1, "standard", name)


def _latest(route: RouteEntry, name: str) -> Decimal | None:
    """What a route charges now, in about dollars; None when that is not known."""
    period = route.route.prices[-1] if route.route.prices else None
    if period is None or period.standard is None or period.currency not in ABOUT_A_DOLLAR:
        return None
    price: Decimal | None = getattr(period.standard, name)
    return price


def periods(survey: Survey) -> Iterator[tuple[RouteEntry, int, PricePeriod]]:
    """Yield every price period with its route and its place there."""
    for route in survey.catalog.routes:
        for index, period in enumerate(route.route.prices):
            yield route, index, period


def cards(period: PricePeriod) -> Iterator[tuple[tuple[str | int | None, ...], Loc, Rates]]:
    """Yield the rates of a period by mode and tier: what names them in every period, where they stand, the rates."""
    for mode in MODES:
        card: RateCard | None = getattr(period, mode)
        if card is not None:
            yield (mode, None), (mode,), card
            for position, tier in enumerate(card.tiers):
                yield (mode, tier.above_input_tokens), (mode, "tiers", position), tier


def _rates(period: PricePeriod) -> Iterator[Rate]:
    for what, loc, card in cards(period):
        for name, price in _token_rates(card):
            yield Rate((*what, name), (*loc, name), price)
        for position, item in enumerate(card.per_unit if isinstance(card, RateCard) else ()):
            yield Rate((*what, item.unit, item.what), (*loc, "per_unit", position, "price"), item.price)


def _token_rates(card: Rates) -> Iterator[tuple[str, Decimal]]:
    for name in _TOKEN_RATES & card.model_fields_set:
        yield name, getattr(card, name)


def _is_notable(before: Decimal, after: Decimal) -> bool:
    low, high = sorted((before, after))
    return high >= low * NOTABLE_CHANGE and high > 0
