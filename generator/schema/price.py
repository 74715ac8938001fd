"""What a route costs: periods in time, modes of service, tiers of context, prices per unit."""

from __future__ import annotations

from typing import Annotated, Final, Literal, get_args

from pydantic import Field

from generator.schema.base import EDITORIAL, Cited, Many, Strict
from generator.schema.text import Amount, Day, Text, Tokens

Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
"""A currency by ISO 4217."""


Mode = Literal["standard", "batch", "flex", "priority"]
"""A mode of service that a price period tells apart."""

MODES: Final[tuple[Mode, ...]] = get_args(Mode)
"""All modes, in the order of a record."""


PriceUnit = Literal[
    "image",
    "audio_minute",
    "video_second",
    "million_characters",
    "thousand_pages",
    "request",
    "thousand_searches",
    "million_token_hours",
]
"""What is counted where it is not tokens."""


PriceBasis = Literal["announced", "observed"]
"""Where a period's first day comes from."""


class Rates(Strict):
    """Prices per million tokens, in the period's currency. 0 is free, left out is unknown."""

    input: Amount | None = None
    """Text input."""
    cached_input: Amount | None = None
    """Input read from a cache."""
    cache_write: Amount | None = None
    """Input written to a cache, where the lifetime is not told apart."""
    cache_write_5m: Amount | None = None
    """Input written to a cache that lives 5 minutes."""
    cache_write_1h: Amount | None = None
    """Input written to a cache that lives 1 hour."""
    output: Amount | None = None
    """Text output, reasoning included."""
    input_audio: Amount | None = None
    """Audio input."""
    cached_input_audio: Amount | None = None
    """Audio input read from a cache."""
    output_audio: Amount | None = None
    """Audio output."""
    input_image: Amount | None = None
    """Image input."""
    cached_input_image: Amount | None = None
    """Image input read from a cache."""
    output_image: Amount | None = None
    """Image output."""
    input_video: Amount | None = None
    """Video input."""


class Tier(Rates):
    """Prices of the whole request once its input is longer than a threshold."""

    above_input_tokens: Tokens
    """The tier counts when the request has more input tokens than this."""


class UnitPrice(Strict):
    """A price per something other than tokens."""

    unit: PriceUnit
    """What is counted."""
    price: Amount
    """The price of one unit, in the period's currency."""
    what: Text | None = None
    """Which thing, where the unit alone does not tell: a size, a quality, a tool."""


class RateCard(Rates):
    """All prices of one mode of service."""

    tiers: Many[Tier] = ()
    """Prices of long requests, lowest threshold first."""
    per_unit: Many[UnitPrice] = ()
    """Prices per something other than tokens."""


class PricePeriod(Cited):
    """The prices that held from a day until the next period began."""

    from_: Annotated[Day, Field(alias="from")]
    """The first day of these prices."""
    until: Day | None = None
    """The first day on which they no longer held; left out when the next period follows at once."""
    basis: Annotated[PriceBasis, EDITORIAL]
    """`announced` when a source names the first day; `observed` when it is the day a source was first seen."""
    currency: Currency = "USD"
    """The currency as charged."""
    standard: RateCard | None = None
    """The ordinary mode."""
    batch: RateCard | None = None
    """Answers within a day, at a discount."""
    flex: RateCard | None = None
    """Slower answers, at a discount."""
    priority: RateCard | None = None
    """Faster answers, at a premium."""
    corrects: Annotated[bool, EDITORIAL] = False
    """True when this period mends an error of ours in the one before, rather than a change of price."""
    because: Annotated[Text | None, EDITORIAL] = None
    """Why the price changed, required when it changed tenfold or more."""
