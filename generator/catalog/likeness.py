"""Which models somebody would weigh against one: the same kind of work for about the same money, done about as well.

Alike are models with the same modalities whose prices lie within a factor of two and whose context windows within a
factor of four. The nearest of them come first by scores, where both were scored on the same tests; then by what both
are known to be able to do, and by the day of release. Nothing is guessed: a model without a price is like no other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import log2
from typing import Final

from generator.catalog.catalog import Catalog, ModelEntry
from generator.catalog.lifecycle import Status, model_lifecycle
from generator.catalog.pricing import lead_route, period_on

FEWEST_SCORES: Final = 2
"""On so many benchmarks both must have been scored before their scores say which is nearer."""

MOST_NEAREST: Final = 3
"""How many models are named as the nearest."""

_NEAR_PRICE: Final = log2(2)
_NEAR_CONTEXT: Final = log2(4)
"""How far logarithms may lie apart."""

_ROUNDING: Final = 1e-9
"""What floats may add to that."""

_LONG_AGO: Final = 100 * 366
"""Further apart than any two days of release; stands where a day is not known."""


@dataclass(frozen=True, slots=True)
class _Traits:
    """What a model is compared by."""

    kind: tuple[tuple[str, ...], tuple[str, ...], str]
    """What goes in, what comes out, and the currency of its price."""
    family: tuple[str, str | None]
    is_current: bool
    input: float
    """Binary logarithm of the price, so that a factor is a difference."""
    output: float
    context: float
    """Binary logarithm of the context window."""
    can: Mapping[str, bool]
    """Capabilities that are known."""
    released: int | None
    """The number of the day of release, as far as it is known."""
    scores: Mapping[tuple[str, str], float]
    """By benchmark and setting: another setting is another test."""


class Likeness:
    """How near models are to each other on a day."""

    def __init__(self, catalog: Catalog, today: date) -> None:
        self._catalog = catalog
        self._today = today

    def nearest(self, model_id: str) -> tuple[str, ...]:
        """Return the current models of other families that are nearest to this one, nearest first."""
        ours = self._traits.get(model_id)
        if ours is None:
            return ()
        alike = {other: self._traits[other] for other in self.alike(model_id)}
        eligible = [other for other, traits in alike.items() if traits.is_current and not _are_siblings(traits, ours)]
        return tuple(sorted(eligible, key=lambda other: (*_apart(ours, alike[other]), other))[:MOST_NEAREST])

    def alike(self, model_id: str) -> list[str]:
        """Return the models with the same modalities for about the same money, this one left out."""
        ours = self._traits.get(model_id)
        if ours is None:
            return []
        return [
            other for other in self._by_kind[ours.kind] if other != model_id and _are_alike(self._traits[other], ours)
        ]

    @cached_property
    def _traits(self) -> Mapping[str, _Traits]:
        made = ((entry.id, self._traits_of(entry)) for entry in self._catalog.models.values())
        return {model_id: traits for model_id, traits in made if traits}

    @cached_property
    def _by_kind(self) -> Mapping[object, list[str]]:
        groups: dict[object, list[str]] = defaultdict(list)
        for model_id, traits in self._traits.items():
            groups[traits.kind].append(model_id)
        return groups

    def _traits_of(self, entry: ModelEntry) -> _Traits | None:
        model = entry.model
        lead = lead_route(entry, self._today)
        period = period_on(lead.route, self._today) if lead else None
        rates = period.standard if period else None
        # What is free, or not paid by the token, has no ratio to a price.
        if model.modalities is None or period is None or rates is None or not (rates.input and rates.output):
            return None
        if model.context_window is None:
            return None
        lifecycle = model_lifecycle(entry, self._today)
        scores: dict[tuple[str, str], float] = {}
        for scored in model.benchmarks:
            scores.setdefault((scored.benchmark, scored.setting or ""), float(scored.score))
        return _Traits(
            kind=(tuple(sorted(model.modalities.input)), tuple(sorted(model.modalities.output)), period.currency),
            family=(entry.developer_id, model.family),
            is_current=lifecycle.status is Status.ACTIVE and lifecycle.at_developer in (None, Status.ACTIVE),
            input=log2(rates.input),
            output=log2(rates.output),
            context=log2(model.context_window),
            can=model.capabilities.model_dump(exclude_none=True) if model.capabilities else {},
            released=_day(model.released_on),
            scores=scores,
        )


def _are_siblings(one: _Traits, other: _Traits) -> bool:
    return one.family == other.family and one.family[1] is not None


def _are_alike(one: _Traits, other: _Traits) -> bool:
    return (
        abs(one.input - other.input) <= _NEAR_PRICE + _ROUNDING
        and abs(one.output - other.output) <= _NEAR_PRICE + _ROUNDING
        and abs(one.context - other.context) <= _NEAR_CONTEXT + _ROUNDING
    )


def _apart(one: _Traits, other: _Traits) -> tuple[bool, float, int, int, float]:
    """How far two models are apart, what matters most first."""
    scores = _scores_apart(one, other)
    differing = sum(one.can[name] != other.can[name] for name in one.can.keys() & other.can.keys())
    known = one.released is not None and other.released is not None
    days = abs((one.released or 0) - (other.released or 0)) if known else _LONG_AGO
    prices = abs(one.input - other.input) + abs(one.output - other.output)
    return (scores is None, scores or 0.0, differing, days, prices)


def _scores_apart(one: _Traits, other: _Traits) -> float | None:
    """The mean share by which scores on the same tests differ; None where too few tests are shared."""
    shared = sorted(one.scores.keys() & other.scores.keys())
    if len(shared) < FEWEST_SCORES:
        return None
    return sum(_share(one.scores[test], other.scores[test]) for test in shared) / len(shared)


def _share(one: float, other: float) -> float:
    greatest = max(abs(one), abs(other))
    return abs(one - other) / greatest if greatest else 0.0


def _day(released_on: str | None) -> int | None:
    """The number of a day; of a month or a year that of its first."""
    if released_on is None:
        return None
    return date.fromisoformat(f"{released_on}-01-01"[:10]).toordinal()
