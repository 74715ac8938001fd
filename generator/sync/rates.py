"""What a source charges against what the catalog says a route costs, rate by rate.

Differences of definition are told apart from differences of price: a regional uplift of a tenth, a rounding in the
fourth digit, a cache write whose lifetime one of the two does not tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from generator.reading.document import Data
from generator.schema import RateCard, Rates
from generator.sync.draft import Block
from generator.sync.observation import MODES, Mode

_UPLIFT: Final = Decimal("1.1")
_ROUNDING: Final = Decimal("0.0005")
_SLIP: Final = 10
_CENTS: Final = Decimal("0.01")


@dataclass(slots=True)
class Comparison:
    """A period of the catalog held against the cards of a source."""

    same: list[str] = field(default_factory=list)
    """Paths that both state alike."""
    different: dict[str, tuple[Decimal, Decimal]] = field(default_factory=dict)
    """Paths with another price: ours, theirs."""
    further: dict[str, Data] = field(default_factory=dict)
    """Paths that only the source states, with their values."""
    structures: list[str] = field(default_factory=list)
    """Tiers and prices per unit that differ, which cannot be reported as one value."""

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
        for name, price in _renamed(ours, card):
            path = f"{mode}.{name}"
            if name not in ours:
                found.further[path] = price
            elif name in Rates.model_fields:
                known, stated = Decimal(ours[name]), Decimal(price)
                if _alike(known, stated):
                    found.same.append(path)
                else:
                    found.different[path] = (known, stated)
            elif _same_list(ours[name], price):
                found.same.append(path)
            else:
                found.structures.append(path)
    return found


def shown(amount: Decimal) -> Decimal | int:
    """An amount as the catalog writes it: whole, or with at least two places."""
    if amount == amount.to_integral_value():
        return int(amount)
    places = amount.normalize().as_tuple().exponent
    return amount.quantize(_CENTS) if isinstance(places, int) and places >= -2 else amount.normalize()


def _card(card: RateCard) -> dict[str, Any]:
    data: dict[str, Any] = {name: shown(price) for name, price in _amounts(card)}
    if card.tiers:
        data["tiers"] = [
            {"above_input_tokens": tier.above_input_tokens, **{name: shown(price) for name, price in _amounts(tier)}}
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


def _renamed(ours: Block, card: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The source's prices under our names; a cache write of untold lifetime is the one of five minutes."""
    for name, price in card.items():
        if name == "cache_write" and "cache_write_5m" in ours:
            yield "cache_write_5m", price
        elif name == "cache_write_5m" and "cache_write" in ours and "cache_write_5m" not in ours:
            yield "cache_write", price
        else:
            yield name, price


def _alike(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= _ROUNDING * max(one, other)


def _same_list(ours: list[Block], theirs: list[Block]) -> bool:
    """Whether two lists of tiers or units say the same, as far as both speak."""
    if {_name(item) for item in ours} != {_name(item) for item in theirs}:
        return False
    others = {_name(item): item for item in theirs}
    pairs = [(item, others[_name(item)]) for item in ours]
    return all(
        _alike(Decimal(one[key]), Decimal(other[key]))
        for one, other in pairs
        for key in one.keys() & other.keys()
        if isinstance(one[key], int | Decimal) and isinstance(other[key], int | Decimal)
    )


def _name(item: Block) -> tuple[str, ...]:
    return tuple(str(item.get(key, "")) for key in ("above_input_tokens", "unit", "what"))
