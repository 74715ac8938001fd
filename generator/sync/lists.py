"""Tiers and prices per unit of a source against ours: the same, the same and more, or something else.

Such a list has no evidence for each of its items, so it is taken whole or not at all. What differs by definition only
counts as the same: a threshold counted as its first or its last token, another word for the only thing with that price.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from generator.sync.draft import Block

_ROUNDING: Final = Decimal("0.0005")
_NAMES: Final = frozenset({"above_input_tokens", "unit", "what"})


def alike(one: Decimal, other: Decimal) -> bool:
    """Whether two prices are one, but for rounding in the fourth digit."""
    return abs(one - other) <= _ROUNDING * max(one, other)


def merged(ours: list[Block], theirs: list[Block]) -> list[Block] | None:
    """Our list with what theirs states besides; None when the two contradict or each has what the other lacks."""
    pairs = _pairs(ours, theirs)
    if pairs is None or any(not _agree(one, other) for one, other in pairs):
        return None
    matched = [other for _, other in pairs]
    further = [item for item in theirs if not any(item is other for other in matched)]
    adds = bool(further) or any(other.keys() - one.keys() - _NAMES for one, other in pairs)
    if len(pairs) < len(ours) or any(one.keys() - other.keys() - _NAMES for one, other in pairs):
        # They leave something out: with more besides, nobody would vouch for the whole.
        return None if adds else ours
    grown = [
        {**one, **{name: other[name] for name in other if name not in _NAMES and name not in one}}
        for one, other in pairs
    ]
    return sorted([*grown, *further], key=lambda item: item.get("above_input_tokens", 0))


def states_all(ours: list[Block], theirs: list[Block]) -> bool:
    """Whether their list, which does not contradict ours, states all that ours does."""
    pairs = _pairs(ours, theirs) or []
    return len(pairs) == len(ours) and not any(one.keys() - other.keys() - _NAMES for one, other in pairs)


def same_elsewhere(ours: list[Block], theirs: list[Block]) -> bool:
    """Whether two tiers have the same prices, each from another threshold."""
    if len(ours) != 1 or len(theirs) != 1 or "above_input_tokens" not in ours[0]:
        return False
    return ours[0].keys() == theirs[0].keys() and _agree(ours[0], theirs[0])


def _pairs(ours: list[Block], theirs: list[Block]) -> list[tuple[Block, Block]] | None:
    """Our items with theirs of the same name; None when a name alone does not tell which is which."""
    pairs = []
    for one in ours:
        others = [other for other in theirs if _is_same(one, other)]
        if not others and "unit" in one:
            # The only thing with that unit and price here and there is the same, whatever it is called.
            near = [other for other in theirs if other["unit"] == one["unit"] and _agree(one, other)]
            mine = [item for item in ours if item["unit"] == one["unit"]]
            others = near if len(mine) == 1 else []
        if len(others) > 1:
            return None
        pairs += [(one, other) for other in others]
    return pairs


def _is_same(one: Block, other: Block) -> bool:
    if "above_input_tokens" in one:
        return abs(int(one["above_input_tokens"]) - int(other["above_input_tokens"])) <= 1
    return (one["unit"], one.get("what")) == (other["unit"], other.get("what"))


def _agree(one: Block, other: Block) -> bool:
    return all(alike(Decimal(one[name]), Decimal(other[name])) for name in one.keys() & other.keys() - _NAMES)
