"""What a request costs on a day, in exact decimals: the rule for every page, file and export.

A price on a date is that of the period of `period_on`. Its terms are added up: tokens times their price per million,
things times their price per unit. Where a price is not known the rule never guesses in silence: it takes the one that
stands in for it (`INSTEAD`) and says so in the term, or leaves the term, and with it the sum, unknown.
docs/theme/assets/pricing-rule.js says the same in the reader's browser; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal, Inexact, InvalidOperation
from typing import Final

from generator.catalog.pricing import period_on
from generator.schema import Mode, PricePeriod, RateCard, Rates, Route
from generator.schema.price import PriceUnit, Tier, UnitPrice

A_MILLION: Final = 1_000_000

THINGS_IN_A_UNIT: Final[Mapping[PriceUnit, int]] = {
    "image": 1,
    "audio_minute": 1,
    "video_second": 1,
    "million_characters": A_MILLION,
    "thousand_pages": 1_000,
    "request": 1,
    "thousand_searches": 1_000,
    "million_token_hours": A_MILLION,
}
"""How many of the things that people count one unit of a price holds."""

INSTEAD: Final[Mapping[str, tuple[str, ...]]] = {
    "cached_input": ("input",),
    "cache_write": ("cache_write_5m", "input"),
    "cache_write_5m": ("cache_write", "input"),
    "cache_write_1h": ("cache_write", "input"),
    "cached_input_audio": ("input_audio",),
    "cached_input_image": ("input_image",),
}
"""Whose price a kind of token takes while its own is not known, first one first."""

# Products of a count and a price have few digits; to round one would be an error of ours, so it is refused.
_EXACT: Final = Context(prec=80, traps=[Inexact, InvalidOperation])


@dataclass(frozen=True, slots=True)
class Counted:
    """Things other than tokens that a request uses: two images, five searches."""

    unit: PriceUnit
    count: int
    """Single things: 5 searches, though the price is per thousand."""
    what: str | None = None
    """Which of several prices per the same unit, in the words of the price's own `what`."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What one request uses. Raises ValueError when a part is larger than its whole or a count is below zero."""

    input_tokens: int = 0
    """All input at the price of text, what was read from or written to a cache included."""
    cached_input_tokens: int = 0
    """The part of the input that was read from a cache."""
    cache_write_tokens: int = 0
    """The part that was written to a cache, where nobody says for how long."""
    cache_write_5m_tokens: int = 0
    """The part that was written to a cache that lives 5 minutes."""
    cache_write_1h_tokens: int = 0
    """The part that was written to a cache that lives 1 hour."""
    output_tokens: int = 0
    """Output at the price of text, reasoning included."""
    input_audio_tokens: int = 0
    """Audio input, cached audio included."""
    cached_input_audio_tokens: int = 0
    output_audio_tokens: int = 0
    input_image_tokens: int = 0
    """Image input at the price of images, cached images included."""
    cached_input_image_tokens: int = 0
    output_image_tokens: int = 0
    input_video_tokens: int = 0
    counted: tuple[Counted, ...] = ()
    """What is paid by the unit."""
    mode: Mode = "standard"

    def __post_init__(self) -> None:
        below = [name for name, count in self.tokens() if count < 0]
        if below or any(item.count < 0 for item in self.counted):
            raise ValueError(f"{', '.join(below) or 'counted'}: more cached or written than there is, or below zero.")

    def tokens(self) -> Iterator[tuple[str, int]]:
        """Yield each kind of token under the name of its price, each token once."""
        written = self.cache_write_tokens + self.cache_write_5m_tokens + self.cache_write_1h_tokens
        yield "input", self.input_tokens - self.cached_input_tokens - written
        yield "cached_input", self.cached_input_tokens
        yield "cache_write", self.cache_write_tokens
        yield "cache_write_5m", self.cache_write_5m_tokens
        yield "cache_write_1h", self.cache_write_1h_tokens
        yield "output", self.output_tokens
        yield "input_audio", self.input_audio_tokens - self.cached_input_audio_tokens
        yield "cached_input_audio", self.cached_input_audio_tokens
        yield "output_audio", self.output_audio_tokens
        yield "input_image", self.input_image_tokens - self.cached_input_image_tokens
        yield "cached_input_image", self.cached_input_image_tokens
        yield "output_image", self.output_image_tokens
        yield "input_video", self.input_video_tokens

    @property
    def request_input_tokens(self) -> int:
        """The length of the input, which decides the tier: every kind of it, cached or not."""
        return self.input_tokens + self.input_audio_tokens + self.input_image_tokens + self.input_video_tokens


@dataclass(frozen=True, slots=True)
class Term:
    """One line of the sum: `count` times `price`, divided by `per`."""

    what: str
    """The name of the price that belongs here: one of `Rates`, or the unit that is counted."""
    count: int
    per: int
    """How many tokens or things the price is for."""
    price: Decimal | None
    """None when no price is known, or when several are and the usage does not say which."""
    priced_as: str
    """The name of the price that was taken: `what`, or the one that stands in for it."""
    ordinary: bool = False
    """Whether the tier does not tell this price, so that the one of shorter requests was taken."""
    detail: str | None = None
    """Which of several prices per the same unit."""

    @property
    def amount(self) -> Decimal | None:
        """What it comes to, in the period's currency; None when it is not known."""
        if self.price is None:
            return None
        return _EXACT.divide(_EXACT.multiply(Decimal(self.count), self.price), Decimal(self.per))


@dataclass(frozen=True, slots=True)
class Cost:
    """What one request costs."""

    period: PricePeriod
    """The prices that held, with their currency and first day."""
    mode: Mode
    above_input_tokens: int | None
    """The threshold of the tier that the whole request is in; None in the ordinary one."""
    terms: tuple[Term, ...]
    not_counted: tuple[UnitPrice, ...]
    """What can be charged besides: prices per unit of which the usage says nothing."""

    @property
    def total(self) -> Decimal | None:
        """The sum of the terms; None when one of them is not known."""
        total = Decimal(0)
        for term in self.terms:
            if term.amount is None:
                return None
            total = _EXACT.add(total, term.amount)
        return total


def price(route: Route, usage: Usage, day: date) -> Cost | None:
    """Return what one request costs on `day`, or None when no price is known for that day and mode."""
    period = period_on(route, day)
    card: RateCard | None = getattr(period, usage.mode) if period else None
    if period is None or card is None:
        return None
    tier = _tier(card, usage.request_input_tokens)
    terms = [_token_term(card, tier, name, count) for name, count in usage.tokens() if count]
    counted = (*_each_request(card, usage), *(item for item in usage.counted if item.count))
    return Cost(
        period=period,
        mode=usage.mode,
        above_input_tokens=tier.above_input_tokens if tier else None,
        terms=(*terms, *(_unit_term(card, item) for item in counted)),
        not_counted=tuple(unit for unit in card.per_unit if not any(_names(item, unit) for item in counted)),
    )


def _tier(card: RateCard, input_tokens: int) -> Tier | None:
    """Return the tier with the highest threshold that the input is longer than."""
    reached = [tier for tier in card.tiers if input_tokens > tier.above_input_tokens]
    return max(reached, key=lambda tier: tier.above_input_tokens, default=None)


def _token_term(card: RateCard, tier: Tier | None, name: str, count: int) -> Term:
    for rate in (name, *INSTEAD.get(name, ())):
        cards: tuple[Rates, ...] = (tier, card) if tier else (card,)
        for place, rates in enumerate(cards):
            known: Decimal | None = getattr(rates, rate)
            if known is not None:
                return Term(name, count, A_MILLION, known, rate, ordinary=place > 0)
    return Term(name, count, A_MILLION, None, name)


def _each_request(card: RateCard, usage: Usage) -> Iterator[Counted]:
    """Yield what every request pays, unless the usage counts it: a price per request that names no choice."""
    is_told = any(item.unit == "request" and item.what is None for item in usage.counted)
    if not is_told and any(unit.unit == "request" and unit.what is None for unit in card.per_unit):
        yield Counted("request", 1)


def _names(item: Counted, unit: UnitPrice) -> bool:
    return item.unit == unit.unit and item.what in (None, unit.what)


def _unit_term(card: RateCard, item: Counted) -> Term:
    prices = {unit.price for unit in card.per_unit if _names(item, unit)}
    known = prices.pop() if len(prices) == 1 else None
    return Term(item.unit, item.count, THINGS_IN_A_UNIT[item.unit], known, item.unit, detail=item.what)
