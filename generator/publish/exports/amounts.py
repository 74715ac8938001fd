"""The prices of a period one by one, each with its place, so that an exporter can account for every one of them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from generator.schema import MODES, Mode, PricePeriod, RateCard, Rates
from generator.schema.price import UnitPrice

RATES: Final = tuple(Rates.model_fields)
"""The names of all prices per million tokens."""

WRITES: Final = ("cache_write", "cache_write_5m", "cache_write_1h")
TEXT: Final = ("input", "cached_input", *WRITES, "output")
MEDIA: Final = tuple(name for name in RATES if name not in TEXT)


class Amount(NamedTuple):
    """One price per million tokens."""

    mode: Mode
    above: int | None
    """The tier's threshold; None in the ordinary one."""
    name: str
    """One of `Rates`."""
    price: Decimal

    @property
    def path(self) -> str:
        """Its place in a period, tiers without their threshold: `standard.tiers.input`."""
        return f"{self.mode}.{'tiers.' if self.above is not None else ''}{self.name}"


def cards(period: PricePeriod) -> Iterator[tuple[Mode, RateCard]]:
    """Yield the modes of a period that have prices."""
    for mode in MODES:
        card: RateCard | None = vars(period)[mode]
        if card is not None:
            yield mode, card


def amounts(mode: Mode, card: RateCard) -> Iterator[Amount]:
    """Yield the prices per token of one mode, those of its tiers included."""
    for above, rates in ((None, card), *((tier.above_input_tokens, tier) for tier in card.tiers)):
        known = vars(rates)
        for name in RATES:
            price: Decimal | None = known[name]
            if price is not None:
                yield Amount(mode, above, name, price)


def units(period: PricePeriod) -> Iterator[tuple[Mode, UnitPrice]]:
    """Yield the prices per something else of every mode."""
    for mode, card in cards(period):
        for unit in card.per_unit:
            yield mode, unit


def unit_path(mode: Mode, unit: UnitPrice) -> str:
    """Return the place of a price per something else in a period."""
    return f"{mode}.per_unit.{unit.unit}"


def whole(card: RateCard, above: int | None) -> dict[str, Decimal]:
    """Return the prices per token of requests with more input than `above`: what a tier leaves out is the ordinary one.

    None asks for the ordinary ones.
    """
    reached = [tier for tier in card.tiers if above is not None and tier.above_input_tokens <= above]
    tier = max(reached, key=lambda tier: tier.above_input_tokens, default=None)
    known: dict[str, Decimal] = {}
    for rates in (card, tier):
        if rates is not None:
            told = vars(rates)
            known |= {name: told[name] for name in RATES if told[name] is not None}
    return known
