"""What a source charges against what the catalog says a route costs, rate by rate.

Differences of definition are told apart from differences of price: a regional uplift of a tenth, a rounding in the
fourth digit, a cache write whose lifetime one of the two does not tell. Lists of tiers and of prices per unit are held
against each other in lists.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from generator.reading.document import Data
from generator.schema import MODES, Mode, RateCard, Rates
from generator.sync.draft import Block
from generator.sync.lists import alike, merged, same_elsewhere, states_all

_UPLIFT: Final = Decimal("1.1")
_SLIP: Final = 10
_CENTS: Final = Decimal("0.01")
ORDINARY: Final = frozenset({"standard.input", "standard.output"})
"""The prices by which two sources are known to speak of the same thing."""

_INPUTS: Final = frozenset({"input", "cached_input", "cache_write", "cache_write_5m", "cache_write_1h"})
_MEDIA: Final = ("_audio", "_image", "_video")
_WRITE: Final = "cache_write"
_CHARACTERS: Final = "million_characters"


@dataclass(slots=True)
class Comparison:
    """A period of the catalog held against the cards of a source."""

    same: list[str] = field(default_factory=list)
    """Paths that both state alike."""
    different: dict[str, tuple[Decimal, Decimal]] = field(default_factory=dict)
    """Paths with another price: ours, theirs."""
    further: dict[str, Data] = field(default_factory=dict)
    """Paths that only the source states, with their values."""
    longer: dict[str, list[Block]] = field(default_factory=dict)
    """Lists of which the source states all that we do and more, with the longer list."""
    lifetimes: list[str] = field(default_factory=list)
    """Modes in which the source tells that our cache write of untold lifetime is the one of five minutes."""
    moved: dict[str, list[Block]] = field(default_factory=dict)
    """Tiers with our prices from another threshold, as the source states them."""
    structures: list[str] = field(default_factory=list)
    """Tiers and prices per unit that differ, which cannot be reported as one value."""

    @property
    def is_sound(self) -> bool:
        """Whether the source's ordinary prices are ours, so that what it states besides speaks of the same thing."""
        return not ORDINARY & self.different.keys()

    @property
    def is_uplift(self) -> bool:
        """Whether all that differs is the tenth that regional endpoints cost more."""
        ratios = {max(pair) / min(pair) for pair in self.different.values() if min(pair) > 0}
        return bool(self.different) and ratios == {_UPLIFT}

    @property
    def is_slip(self) -> bool:
        """Whether some price is so far off that one of the two has another unit."""
        return any(max(pair) >= _SLIP * min(pair) for pair in self.different.values())


def plain(cards: Mapping[Mode, RateCard]) -> dict[str, Any]:
    """Rate cards as the plain data of a period."""
    return {mode: _card(cards[mode]) for mode in MODES if mode in cards}


def compare(period: Block, theirs: Mapping[str, Any]) -> Comparison:
    """Hold the plain data of a source's cards against a period."""
    found = Comparison()
    for mode, card in theirs.items():
        ours = period.get(mode, {})
        if _tells_lifetime(ours, card):
            found.lifetimes.append(mode)
        for name, price in _renamed(ours, card):
            path = f"{mode}.{name}"
            if name not in ours:
                found.further[path] = price
            elif name in Rates.model_fields:
                known, stated = Decimal(ours[name]), Decimal(price)
                if alike(known, stated):
                    found.same.append(path)
                else:
                    found.different[path] = (known, stated)
            else:
                _lists(found, path, ours[name], price)
    return found


def unmixed(cards: Mapping[str, Any]) -> dict[str, Any]:
    """The plain data of cards without the prices that may be of text or of media.

    A price beside one of media of the same side is that of text; prices per unit say themselves what they count.
    """
    kept: dict[str, Any] = {}
    for mode, card in cards.items():
        units = card.get("per_unit", [])
        whats = [(item["unit"], item.get("what")) for item in units]
        sure = {
            side
            for side in ("input", "output")
            if (("image", "input") in whats and side == "input")
            or any(name.startswith(f"{side}_") for name in card if name in Rates.model_fields)
        }
        text = {*(_INPUTS if "input" in sure else ()), *(("output",) if "output" in sure else ())}
        rest = {
            name: price
            for name, price in card.items()
            if name in text or (name in Rates.model_fields and name.endswith(_MEDIA))
        }
        tiers = [
            {name: price for name, price in tier.items() if name in (*rest, "above_input_tokens")}
            for tier in card.get("tiers", [])
        ]
        if any(len(tier) > 1 for tier in tiers):
            rest["tiers"] = [tier for tier in tiers if len(tier) > 1]
        # One price of an image alone may be that of one which is made, whatever the field is called.
        if units and whats != [("image", "input")]:
            rest["per_unit"] = units
        if rest:
            kept[mode] = rest
    return kept


def _lists(found: Comparison, path: str, ours: list[Block], theirs: list[Block]) -> None:
    longer = merged(ours, theirs)
    if longer is None:
        moved = same_elsewhere(ours, theirs)
        if moved:
            found.moved[path] = theirs
        else:
            found.structures.append(path)
    elif longer != ours:
        found.longer[path] = longer
    elif states_all(ours, theirs):
        found.same.append(path)


def shown(amount: Decimal) -> Decimal | int:
    """An amount as the catalog writes it: whole, or with at least two places."""
    if amount == amount.to_integral_value():
        return int(amount)
    places = amount.normalize().as_tuple().exponent
    return amount.quantize(_CENTS) if isinstance(places, int) and places >= -2 else amount.normalize()


def _card(card: RateCard) -> dict[str, Any]:
    data: dict[str, Any] = {name: shown(price) for name, price in _amounts(card)}
    if any(item.unit == _CHARACTERS for item in card.per_unit):
        # What is charged by the character is not charged by the token too: one of the two was converted.
        data.pop("input", None)
    if card.tiers:
        writes = any(name.startswith(_WRITE) for name in data)
        data["tiers"] = [
            {
                "above_input_tokens": tier.above_input_tokens,
                # Who does not charge for writing to a cache does not begin to with long requests.
                **{name: shown(price) for name, price in _amounts(tier) if writes or not name.startswith(_WRITE)},
            }
            for tier in card.tiers
        ]
    if card.per_unit:
        data["per_unit"] = [
            {"unit": item.unit, "price": shown(item.price), **({"what": item.what} if item.what else {})}
            for item in card.per_unit
        ]
    return data


def _amounts(rates: Rates) -> Iterator[tuple[str, Decimal]]:
    for name in Rates.model_fields:
        price = getattr(rates, name)
        if price is not None:
            yield name, price


def _tells_lifetime(ours: Block, card: Mapping[str, Any]) -> bool:
    return (
        "cache_write" in ours
        and "cache_write_5m" not in ours
        and {"cache_write_5m", "cache_write_1h"} <= card.keys()
        and alike(Decimal(ours["cache_write"]), Decimal(card["cache_write_5m"]))
    )


def _renamed(ours: Block, card: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The source's prices under our names; a cache write of untold lifetime is the one of five minutes."""
    for name, price in card.items():
        if name == "cache_write" and "cache_write_5m" in ours:
            yield "cache_write_5m", price
        elif name == "cache_write_5m" and "cache_write" in ours and "cache_write_5m" not in ours:
            yield "cache_write", price
        else:
            yield name, price
