"""What two versions of a route's prices say differently: a new period is a change, an edited one a correction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from generator.catalog import words
from generator.diff.change import Kind, Step
from generator.schema import MODES, PricePeriod, RateCard, Rates

ARROW: Final = "->"


class RateName(NamedTuple):
    """What names a rate in every period."""

    field: str
    """`standard.input`, `batch.tiers[200000].output`, `standard.per_unit[image].price`."""
    words: str
    """`input`, `batch output above 200,000 tokens`, `per image`."""


@dataclass(frozen=True, slots=True)
class PriceChange:
    """What is new about a route's prices."""

    kind: Kind
    what: str
    steps: tuple[Step, ...]
    day: date | None
    """The first day of the period."""


def rates(period: PricePeriod) -> Mapping[RateName, Decimal]:
    """Return every rate of a period."""
    found: dict[RateName, Decimal] = {}
    for mode in MODES:
        card: RateCard | None = getattr(period, mode)
        if card is None:
            continue
        start = "" if mode == "standard" else f"{mode} "
        for name, price in _token_rates(card):
            found[RateName(f"{mode}.{name}", start + words.RATE[name].lower())] = price
        for tier in card.tiers:
            above = f" above {words.tokens(tier.above_input_tokens)} tokens"
            for name, price in _token_rates(tier):
                place = f"{mode}.tiers[{tier.above_input_tokens}].{name}"
                found[RateName(place, start + words.RATE[name].lower() + above)] = price
        for unit in card.per_unit:
            what = f" ({unit.what})" if unit.what else ""
            place = f"{mode}.per_unit[{unit.unit}{' ' + unit.what if unit.what else ''}].price"
            found[RateName(place, f"{start}per {words.UNIT[unit.unit]}{what}")] = unit.price
    return found


def price_changes(before: tuple[PricePeriod, ...], after: tuple[PricePeriod, ...]) -> Iterator[PriceChange]:
    """Yield what is new, in the order of the periods."""
    last = max((period.from_ for period in before), default=None)
    previous: PricePeriod | None = None
    for old, new in paired(before, after):
        if new is None:
            if old is not None:
                yield _gone(old)
            continue
        if old is not None:
            yield from _edited(old, new)
        elif last is not None and new.from_ > last and previous is not None:
            yield _begun(previous, new)
        else:
            yield _first(new, earlier=last is not None)
        previous = new


def paired(
    before: tuple[PricePeriod, ...], after: tuple[PricePeriod, ...]
) -> list[tuple[PricePeriod | None, PricePeriod | None]]:
    """Return the periods of both sides, in order: those of one day together, and a moved one with what it was."""
    by_day = {period.from_: period for period in before}
    days = {period.from_ for period in after}
    left = [period for period in before if period.from_ not in days]
    pairs: list[tuple[PricePeriod | None, PricePeriod | None]] = []
    for new in after:
        old = by_day.get(new.from_)
        if old is None:
            old = next((each for each in left if rates(each) == rates(new)), None)
            left = [each for each in left if each is not old]
        pairs.append((old, new))
    return sorted([*pairs, *((old, None) for old in left)], key=_first_day)


def _first_day(pair: tuple[PricePeriod | None, PricePeriod | None]) -> date:
    old, new = pair
    return new.from_ if new else old.from_ if old else date.max


def _begun(before: PricePeriod, now: PricePeriod) -> PriceChange:
    """The news of a period that follows another."""
    was, is_ = rates(before), rates(now)
    told, steps = [], []
    for name in [*is_, *(name for name in was if name not in is_)]:
        old, new = was.get(name), is_.get(name)
        if old == new and before.currency == now.currency:
            continue
        if old is None and new is not None:
            told.append(f"{name.words} {words.money(new, now.currency)}")
        elif old is not None and new is not None:
            told.append(_step(name, old, before.currency, new, now.currency))
        elif old is not None:
            told.append(f"{name.words} {words.money(old, before.currency)} {ARROW} not known")
        steps.append(Step(_place(now, name), old, new))
    said = ", ".join(told) or "the same prices"
    start = f"from {now.from_}" if now.basis == "announced" else f"since {now.from_}, when a source first had it"
    kind = Kind.CORRECTED if now.corrects else Kind.CHANGED
    said = f"{said} {start}"
    if now.corrects:
        said += " (corrects an error)"
    elif now.because:
        said += f" ({now.because})"
    return PriceChange(kind, said, tuple(steps), now.from_)


def _first(now: PricePeriod, *, earlier: bool) -> PriceChange:
    """The news of a period that follows none that was known."""
    steps = tuple(Step(_place(now, name), None, price) for name, price in rates(now).items())
    said = f"{'earlier price' if earlier else 'price'} now known: {_listed(now)} from {now.from_}"
    return PriceChange(Kind.LEARNED, said, steps, now.from_)


def _gone(period: PricePeriod) -> PriceChange:
    steps = tuple(Step(_place(period, name), price, None) for name, price in rates(period).items())
    return PriceChange(Kind.WITHDRAWN, f"price from {period.from_} is gone: {_listed(period)}", steps, period.from_)


def _edited(before: PricePeriod, now: PricePeriod) -> Iterator[PriceChange]:
    """What was edited in a period in place."""
    was, is_ = rates(before), rates(now)
    steps = {Kind.CORRECTED: list[Step](), Kind.LEARNED: list[Step](), Kind.WITHDRAWN: list[Step]()}
    told = {kind: list[str]() for kind in steps}
    for name in [*is_, *(name for name in was if name not in is_)]:
        old, new = was.get(name), is_.get(name)
        if old == new and before.currency == now.currency:
            continue
        if old is None and new is not None:
            kind, said = Kind.LEARNED, f"{name.words} {words.money(new, now.currency)}"
        elif old is not None and new is not None:
            kind, said = Kind.CORRECTED, _step(name, old, before.currency, new, now.currency)
        elif old is not None:
            kind, said = Kind.WITHDRAWN, f"{name.words} {words.money(old, before.currency)}"
        steps[kind].append(Step(_place(now, name), old, new))
        told[kind].append(said)
    for field, label in (("from_", "first day"), ("until", "end")):
        old_day, new_day = getattr(before, field), getattr(now, field)
        if old_day != new_day:
            kind = Kind.LEARNED if old_day is None else Kind.WITHDRAWN if new_day is None else Kind.CORRECTED
            steps[kind].append(Step(f"prices[{now.from_}].{field.rstrip('_')}", old_day, new_day))
            told[kind].append(f"{label} {f' {ARROW} '.join(str(day) for day in (old_day, new_day) if day)}")
    endings = {
        Kind.CORRECTED: f"price from {now.from_} corrected: {{}}",
        Kind.LEARNED: f"now known of the price from {now.from_}: {{}}",
        Kind.WITHDRAWN: f"gone from the price from {now.from_}: {{}}",
    }
    for kind, said_of in told.items():
        if said_of:
            yield PriceChange(kind, endings[kind].format(", ".join(said_of)), tuple(steps[kind]), now.from_)


def _step(name: RateName, old: Decimal, old_currency: str, new: Decimal, new_currency: str) -> str:
    return f"{name.words} {words.money(old, old_currency)} {ARROW} {words.money(new, new_currency)}"


def _listed(period: PricePeriod) -> str:
    found = [f"{name.words} {words.money(price, period.currency)}" for name, price in rates(period).items()]
    return ", ".join(found[:6]) + (f" and {len(found) - 6} more" if len(found) > 6 else "")


def _place(period: PricePeriod, name: RateName) -> str:
    return f"prices[{period.from_}].{name.field}"


def _token_rates(card: Rates) -> Iterator[tuple[str, Decimal]]:
    for name in Rates.model_fields:
        price = getattr(card, name)
        if price is not None:
            yield name, price
