"""Prices under the names of genai-prices, and what it makes of them that the catalog does not.

There a price covers all tokens of its kind but for those that a more special price covers, so a special one is refused
without each more general one, and so are two that overlap without the one of both: cached input and audio input need
cached audio. Where one of these is not known the model cannot be told at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from generator.publish.exports.amounts import amounts, cards, unit_path, units, whole
from generator.publish.exports.losses import NO_FIELD
from generator.schema import Modalities, Mode, PricePeriod, RateCard
from generator.schema.price import UnitPrice

MODES: Final[Mapping[Mode, dict[str, str]]] = {
    "batch": {"processing": "batch"},
    "flex": {"service_tier": "flex"},
    "priority": {"service_tier": "priority"},
}
"""What a request says of itself in each mode but the ordinary one."""

_NAMES: Final = {
    "input": "input_mtok",
    "cached_input": "cache_read_mtok",
    "cache_write": "cache_write_mtok",
    "cache_write_5m": "cache_write_5m_mtok",
    "cache_write_1h": "cache_write_1h_mtok",
    "output": "output_mtok",
    "input_audio": "input_audio_mtok",
    "cached_input_audio": "cache_audio_read_mtok",
    "output_audio": "output_audio_mtok",
    "input_image": "input_image_mtok",
    "cached_input_image": "cache_image_read_mtok",
    "output_image": "output_image_mtok",
    "input_video": "input_video_mtok",
}
_MEDIA: Final = ("audio", "image", "video")
_NEEDS: Final[Mapping[str, tuple[str, ...]]] = {
    **{f"cache_{kind}_mtok": ("input_mtok",) for kind in ("read", "write")},
    **{f"cache_write_{life}_mtok": ("cache_write_mtok", "input_mtok") for life in ("5m", "1h")},
    **{f"input_{medium}_mtok": ("input_mtok",) for medium in _MEDIA},
    **{f"output_{medium}_mtok": ("output_mtok",) for medium in _MEDIA},
    **{f"cache_{medium}_read_mtok": ("cache_read_mtok", f"input_{medium}_mtok", "input_mtok") for medium in _MEDIA},
    "input_annotated_document_kpages": ("input_document_kpages",),
}
"""The more general prices that a price needs."""


ALREADY: Final = "a price holds before its first known day already"
HOLDS_ON: Final = "a price whose last day has come holds on until the next"
ORDINARY_MODE: Final = "a mode without a price costs what the ordinary one costs"
ORDINARY_PRICE: Final = "a price that a mode does not tell is the ordinary one"
ONE_LIFETIME: Final = "a cache write of another lifetime costs what one of 5 minutes costs"


@dataclass(frozen=True)
class Held:
    """What of a period the format holds."""

    modes: dict[Mode, dict[str, Any]]
    """By mode, prices by their names there; one of several tiers is an object. The ordinary mode is always there."""
    lost: tuple[tuple[str, str], ...]
    """The path of each price that it does not hold, and why."""
    refused: str | None
    """Why the format cannot tell these prices at all."""


def held(period: PricePeriod, modalities: Modalities | None) -> Held:
    """Return what the format holds of a period's prices; the modalities tell what a minute of audio is of."""
    modes: dict[Mode, dict[str, Any]] = {"standard": {}}
    lost: list[tuple[str, str]] = []
    for mode, card in cards(period):
        modes[mode] = _per_token(card)
        for amount in amounts(mode, card):
            if getattr(card, amount.name) is None:
                lost.append((amount.path, "the format has no tier of a price whose ordinary one is not known"))
    hears_only = modalities is not None and modalities.input == ("audio",)
    for mode, unit in units(period):
        found = _per_unit(unit, hears_only=hears_only)
        if found and not found.keys() & modes[mode].keys():
            modes[mode] |= found
        else:
            lost.append((unit_path(mode, unit), NO_FIELD))
    ordinary = {mode: dict(sorted(prices.items())) for mode, prices in modes.items()}
    if not ordinary["standard"]:
        return Held(ordinary, tuple(lost), "no ordinary price is known that the format has a field for")
    for prices in ordinary.values():
        missing = _missing({**ordinary["standard"], **prices})
        if missing:
            return Held(
                ordinary, tuple(lost), f"the format asks for {missing} beside other prices, and it is not known"
            )
    return Held(ordinary, tuple(lost), None)


def _name(card: RateCard, rate: str) -> str:
    """The format's name of a price: its cache write is of 5 minutes where it is not told apart."""
    return _NAMES["cache_write" if rate == "cache_write_5m" and card.cache_write is None else rate]


def _per_token(card: RateCard) -> dict[str, Any]:
    thresholds = sorted(tier.above_input_tokens for tier in card.tiers)
    prices: dict[str, Any] = {}
    for rate, base in whole(card, None).items():
        tiers = [{"price": whole(card, above)[rate], "start": above} for above in thresholds]
        is_tiered = any(tier["price"] != base for tier in tiers)
        prices[_name(card, rate)] = {"base": base, "tiers": tiers} if is_tiered else base
    return prices


def _per_unit(unit: UnitPrice, *, hears_only: bool) -> dict[str, Decimal]:
    match (unit.unit, unit.what):
        case ("thousand_searches", "web search"):
            return {"web_searches_kcount": unit.price}
        case ("thousand_searches", "file search"):
            return {"storage_searches_kcount": unit.price}
        case ("request", None):
            return {"requests_kcount": unit.price * 1000}
        case ("million_characters", None):
            return {"input_mchars": unit.price}
        case ("audio_minute", None) if hears_only:
            # An hour that is heard is an hour of audio too, and the format asks for both.
            return {"audio_hours": unit.price * 60, "input_audio_hours": unit.price * 60}
        case ("thousand_pages", None):
            return {"input_document_kpages": unit.price}
        case ("thousand_pages", "annotations"):
            return {"input_annotated_document_kpages": unit.price}
    return {}


def _missing(prices: Mapping[str, Any]) -> str | None:
    """The first price that the format asks for beside these, or None when they are whole."""
    for name in prices:
        for needed in _NEEDS.get(name, ()):
            if needed not in prices:
                return needed
    for medium in _MEDIA:
        if f"input_{medium}_mtok" in prices:
            for cache in ("read", "write", "write_5m", "write_1h"):
                if f"cache_{cache}_mtok" in prices and f"cache_{medium}_{cache}_mtok" not in prices:
                    return f"cache_{medium}_{cache}_mtok"
    return None


def computed_otherwise(periods: Sequence[PricePeriod]) -> Iterator[str]:
    """Yield where genai-prices computes another cost from these prices than the catalog's own rule does."""
    yield ALREADY
    if any(
        period.until is not None and (later is None or period.until < later.from_)
        for period, later in zip(periods, [*periods[1:], None], strict=True)
    ):
        yield HOLDS_ON
    for period in periods:
        modes = dict(cards(period))
        ordinary = modes.get("standard")
        if ordinary is None:
            continue
        others = [card for mode, card in modes.items() if mode != "standard"]
        if any(whole(ordinary, None).keys() - whole(card, None).keys() for card in others):
            yield ORDINARY_PRICE
        if len(others) < len(MODES):
            yield ORDINARY_MODE
        if ordinary.cache_write is None and ordinary.cache_write_5m is not None:
            yield ONE_LIFETIME
