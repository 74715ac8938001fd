"""Prices under the names by which LiteLLM looks them up.

A name is put together: what is charged, the lifetime of a cache, a tier, a mode of service. In a long request LiteLLM
takes the ordinary rate of a mode for one that the tier leaves out, unless another mode has a tier there. So all rates
of text are written for each threshold, as the catalog's own rule for long requests decides them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Any, Final

from generator.catalog.ids import image_form
from generator.publish.exports.amounts import TEXT, Amount, amounts, cards, unit_path, units, whole
from generator.publish.exports.losses import NO_FIELD
from generator.schema import Mode, PricePeriod
from generator.schema.price import UnitPrice

_NAMES: Final[Mapping[str, str]] = {
    "input": "input_cost_per_token",
    "cached_input": "cache_read_input_token_cost",
    "cache_write": "cache_creation_input_token_cost",
    "cache_write_5m": "cache_creation_input_token_cost",
    "cache_write_1h": "cache_creation_input_token_cost_above_1hr",
    "output": "output_cost_per_token",
    "input_audio": "input_cost_per_audio_token",
    "cached_input_audio": "cache_read_input_audio_token_cost",
    "output_audio": "output_cost_per_audio_token",
    "input_image": "input_cost_per_image_token",
    "cached_input_image": "cache_read_input_image_token_cost",
    "output_image": "output_cost_per_image_token",
    "input_video": "input_cost_per_video_token",
}
_MODES: Final[Mapping[Mode, str]] = {"standard": "", "batch": "_batches", "flex": "_flex", "priority": "_priority"}
_MILLIONTH: Final = -6
_FLOAT: Final = Context(prec=17)
"""LiteLLM reads numbers as binary floats, and 17 digits tell any two of them apart."""

_SECONDS: Final = 60
_SEARCHES: Final = {
    "web search": ("low", "medium", "high"),
    **{f"web search, {size} context": (size,) for size in ("low", "medium", "high")},
}
_SEARCH: Final = "search_context_cost_per_query"


@dataclass(frozen=True)
class Prices:
    """What a price period comes to in LiteLLM's map."""

    rates: dict[str, Any]
    """By the names of LiteLLM, in dollars for each single thing."""
    images: dict[str, Decimal]
    """The price of an image by what stands before the id: its quality and size."""
    lost: tuple[tuple[str, str], ...]
    """The path of each price that has no name there, and why."""

    @classmethod
    def of(cls, period: PricePeriod, use: str | None) -> Prices:
        """Return the prices of a period, for a model that LiteLLM puts to a use such as `chat`."""
        rates: dict[str, Any] = _per_token(period)
        lost = [
            (amount.path, "LiteLLM has one rate for a cache write of 5 minutes and for one of untold lifetime")
            for mode, card in cards(period)
            for amount in amounts(mode, card)
            if rates[_name(amount)] != _single(amount.price)
        ]
        images: dict[str, Decimal] = {}
        for mode, unit in units(period):
            image = image_form(unit.what) if unit.unit == "image" and unit.what else None
            if mode == "standard" and image is not None:
                images[image] = unit.price
            elif mode == "standard" and (named := _per_unit(unit, use)) is not None and named[0] not in rates:
                rates[named[0]] = named[1]
            elif mode == "standard" and unit.what in _SEARCHES:
                for size in _SEARCHES[unit.what]:
                    rates.setdefault(_SEARCH, {})[f"search_context_size_{size}"] = unit.price.scaleb(-3)
            else:
                lost.append((unit_path(mode, unit), NO_FIELD))
        if _SEARCH in rates:
            rates[_SEARCH] = dict(sorted(rates[_SEARCH].items()))
        return cls(rates, images, tuple(lost))


def _single(price: Decimal) -> Decimal:
    """The price of one token, from that of a million."""
    return price.scaleb(_MILLIONTH)


def _name(amount: Amount) -> str:
    above = amount.above
    tier = "" if above is None else f"_above_{above // 1000}k_tokens" if above % 1000 == 0 else f"_above_{above}_tokens"
    return f"{_NAMES[amount.name]}{tier}{_MODES[amount.mode]}"


def _per_token(period: PricePeriod) -> dict[str, Decimal]:
    modes = dict(cards(period))
    # A tier is found by its ordinary rate for input alone, so each mode needs the tiers of all; a batch has its own.
    shared = {tier.above_input_tokens for mode, card in modes.items() if mode != "batch" for tier in card.tiers}
    made: dict[str, Decimal] = {}
    for mode, card in modes.items():
        own = {tier.above_input_tokens for tier in card.tiers} if mode == "batch" else shared
        for above in (None, *sorted(own)):
            for name, price in whole(card, above).items():
                if above is None or name in TEXT or price != getattr(card, name):
                    made.setdefault(_name(Amount(mode, above, name, price)), _single(price))
    return made


def _per_unit(unit: UnitPrice, use: str | None) -> tuple[str, Decimal] | None:
    """LiteLLM's name of a price that is not per token, and the price of a single thing."""
    match (unit.unit, unit.what):
        case ("image", None):
            return "output_cost_per_image", unit.price
        case ("image", "input"):
            return "input_cost_per_image", unit.price
        case ("audio_minute", None) if use == "audio_transcription":
            return "input_cost_per_second", _FLOAT.divide(unit.price, Decimal(_SECONDS))
        case ("video_second", None) if use == "video_generation":
            return "output_cost_per_second", unit.price
        case ("video_second", str(size)) if use == "video_generation" and size.rstrip("pk").isdigit():
            return f"output_cost_per_second_{size}", unit.price
        case ("million_characters", None):
            return "input_cost_per_character", _single(unit.price)
        case ("thousand_pages", None):
            return "ocr_cost_per_page", unit.price.scaleb(-3)
        case ("thousand_pages", "annotations"):
            return "annotation_cost_per_page", unit.price.scaleb(-3)
        case ("request", None):
            return "input_cost_per_request", unit.price
        case ("thousand_searches", None):
            return "input_cost_per_query", unit.price.scaleb(-3)
        case ("thousand_searches", "file search"):
            return "file_search_cost_per_1k_calls", unit.price
    return None
