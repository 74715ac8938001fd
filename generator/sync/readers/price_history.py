"""Price events from models.dev's history, one JSON object a line -> periods by observed days.

Most of what changed in that history are corrections. By definition here: the renamed cache keys of June 2025 are not
read at all; a price that went from A to B and back to A was never B; a jump of input or output by tenfold or more is a
slipped unit, and what lies before it is dropped; a first price beside ones already known changes nothing. All of that
is counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Final, NamedTuple

from generator.schema import Mode, RateCard, Rates
from generator.sync.observation import Gaps, Observation, Prices, Reading, SyncError
from generator.sync.readers.entry import Entry, load_lines
from generator.sync.readers.models_dev import SOURCE, read_cost

_RENAMED: Final = (
    "inputCached",
    "outputCached",
    "cached_input",
    "cache_input",
    "cached_write",
    "cached_read",
    "cached",
)
_SETS: Final = frozenset({"add", "change", "cost_added"})
_ENDS: Final = frozenset({"remove", "cost_removed"})
_SLIP: Final = 10


class _Seen(NamedTuple):
    """Prices as they were first seen on a day."""

    day: date
    cards: Mapping[Mode, RateCard]


def read(content: bytes, read_on: date) -> Reading:
    """Return the periods of each id. Raises SyncError when `content` is something else."""
    gaps = Gaps()
    seen: dict[tuple[str, str], list[_Seen]] = defaultdict(list)
    for at, data in load_lines(content):
        _event(Entry(data, at, gaps), seen, read_on)
    if not seen:
        raise SyncError("holds no price event. Check that this is the right file; nothing was changed.")
    observations = []
    for (provider, model_id), events in seen.items():
        at = f"{provider}/{model_id}"
        kept = _changes(events, gaps, at)
        if kept:
            ends: list[date | None] = [later.day for _, later in pairwise(kept)]
            prices = tuple(
                Prices(one.cards, one.day, end, one.day) for one, end in zip(kept, [*ends, None], strict=True)
            )
            observations.append(Observation(SOURCE, kept[-1].day, provider, model_id, at, prices=prices))
    return Reading(tuple(observations), gaps.listed())


def _event(entry: Entry, seen: dict[tuple[str, str], list[_Seen]], read_on: date) -> None:
    entry.skip("commit", "previous")
    provider, model_id, day = entry.text("provider"), entry.text("model"), entry.day("date")
    kind, cost = entry.text("event"), entry.entry("cost")
    entry.close()
    if provider is None or model_id is None or day is None or kind not in _SETS | _ENDS or day > read_on:
        entry.gaps.note("an event without provider, model, day or known kind", entry.at)
        return
    if kind in _ENDS or cost is None:
        return
    for key in _RENAMED:
        if cost.raw(key) is not None:
            entry.gaps.note("a cache price under a key of before June 2025, not taken", entry.at)
            cost.skip(key)
    prices = read_cost(cost, is_free=":free" in model_id)
    if prices:
        seen[provider, model_id].append(_Seen(day, prices.cards))


def _changes(events: list[_Seen], gaps: Gaps, at: str) -> list[_Seen]:
    """The prices that really changed, oldest first."""
    days = {event.day: event for event in sorted(events, key=lambda event: event.day)}
    kept: list[_Seen] = []
    for event in days.values():
        if kept and _same(kept[-1], event):
            continue
        back = next((index for index, earlier in enumerate(kept) if _same(earlier, event)), None)
        if back is not None:
            gaps.note("a price that came back, so that what lay between is a correction", at)
            del kept[back + 1 :]
            continue
        if kept and _slipped(kept[-1], event):
            gaps.note("a price that jumped tenfold or more, so that what lay before is a slipped unit", at)
            kept.clear()
        kept.append(event)
    return kept


def _pairs(one: _Seen, other: _Seen, names: Iterable[str]) -> list[tuple[Decimal, Decimal]]:
    found = []
    for mode in one.cards.keys() & other.cards.keys():
        for name in names:
            before, after = getattr(one.cards[mode], name), getattr(other.cards[mode], name)
            if before is not None and after is not None:
                found.append((before, after))
    return found


def _same(one: _Seen, other: _Seen) -> bool:
    pairs = _pairs(one, other, Rates.model_fields)
    return bool(pairs) and all(before == after for before, after in pairs)


def _slipped(one: _Seen, other: _Seen) -> bool:
    pairs = _pairs(one, other, ("input", "output"))
    return any(max(pair) >= _SLIP * min(pair) and max(pair) > 0 for pair in pairs)
