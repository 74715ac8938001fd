"""Two versions of one record -> the values and blocks that differ, whatever kind of record it is.

Items of a list are paired by what names them and not by their place, so that a snapshot put first is no change of all
that follow.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping
from datetime import date
from typing import Any, Final, NamedTuple, TypeAlias

from pydantic import BaseModel

from generator.catalog.fields import plan
from generator.diff.change import Value
from generator.schema import (
    Alias,
    Availability,
    Cited,
    Endpoint,
    ModelBenchmark,
    Past,
    PricePeriod,
    Ranking,
    Snapshot,
    Speed,
    Weights,
)

Readings: TypeAlias = Mapping[tuple[str, str], date]
"""Newest day of reading by block and source."""

_NAMES: Final[Mapping[type[BaseModel], Callable[[Any], tuple[Hashable, ...]]]] = {
    Alias: lambda item: (item.id,),
    Snapshot: lambda item: (item.id,),
    ModelBenchmark: lambda item: tuple(filter(None, (item.benchmark, item.reported_by, item.setting))),
    Speed: lambda item: tuple(filter(None, (item.provider,))),
    Ranking: lambda item: tuple(filter(None, (item.tier,))),
    Availability: lambda item: (item.surface,),
    Weights: lambda item: (item.source,),
    Endpoint: lambda item: (item.speaks, item.base_url),
    PricePeriod: lambda item: (item.from_,),
}
"""What tells an item of a list from the others."""


class Leaf(NamedTuple):
    """A value that differs."""

    path: str
    """The way to it: `aliases[gpt-4.1].points_to`."""
    name: str
    """The last field of the way."""
    editorial: bool
    before: Value
    after: Value
    past: Past | None
    """The earlier value as the record keeps it, when it is new there: then the world changed."""


class Block(NamedTuple):
    """A record inside the record that is on one side only."""

    path: str
    name: str
    """The field that holds it."""
    before: BaseModel | None
    after: BaseModel | None


def differences(
    before: BaseModel, after: BaseModel, leave_out: frozenset[str] = frozenset(("was",))
) -> Iterator[Leaf | Block]:
    """Yield every value and block that differs; fields of `leave_out` are left out at every depth, evidence always."""
    yield from _inside(before, after, "", leave_out, ())


def _inside(
    before: BaseModel | None, after: BaseModel | None, path: str, leave_out: frozenset[str], pasts: tuple[Any, ...]
) -> Iterator[Leaf | Block]:
    known = after if after is not None else before
    if known is None or before == after:
        return
    new_pasts = [past for past in getattr(after, "was", ()) if past not in getattr(before, "was", ())]
    pasts = (*pasts, (path, new_pasts))
    for field in plan(type(known)):
        if field.key in leave_out:
            continue
        old, new = getattr(before, field.name, None), getattr(after, field.name, None)
        here = f"{path}.{field.key}" if path else field.key
        if isinstance(old, dict) and isinstance(new, dict) and not field.holds_records:
            for key in [*new, *(key for key in old if key not in new)]:
                if old.get(key) != new.get(key):
                    place = f"{here}[{key}]"
                    yield Leaf(place, field.key, field.editorial, old.get(key), new.get(key), _past(place, pasts))
        elif not field.holds_records:
            if not _same(old, new):
                yield Leaf(here, field.key, field.editorial, old, new, _past(here, pasts))
        elif isinstance(old, BaseModel) or isinstance(new, BaseModel):
            yield from _inside(old, new, here, leave_out, pasts)
        else:
            yield from _items(old, new, here, field.key, leave_out, pasts)


def _items(
    before: Any, after: Any, path: str, name: str, leave_out: frozenset[str], pasts: tuple[Any, ...]
) -> Iterator[Leaf | Block]:
    old, new = named(before), named(after)
    for key in [*new, *(key for key in old if key not in new)]:
        here = f"{path}[{key}]"
        if key in old and key in new:
            yield from _inside(old[key], new[key], here, leave_out, pasts)
        else:
            yield Block(here, name, old.get(key), new.get(key))


def named(value: Any) -> dict[str, BaseModel]:
    """Return the records of a list or a mapping by what names each."""
    if isinstance(value, dict):
        return {str(key): item for key, item in value.items()}
    found: dict[str, BaseModel] = {}
    seen: Counter[str] = Counter()
    for item in value or ():
        name = _NAMES.get(type(item), lambda _: ())(item)
        key = " ".join(map(str, name))
        seen[key] += 1
        found[key if seen[key] == 1 and key else f"{key} {seen[key]}".strip()] = item
    return found


def readings(record: BaseModel, path: str = "") -> Readings:
    """Return when each source of each block was last read."""
    found: dict[tuple[str, str], date] = {}
    if isinstance(record, Cited):
        for entry in record.evidence:
            key = (path, entry.source)
            found[key] = max(entry.read_on, found.get(key, entry.read_on))
    for field in plan(type(record)):
        value = getattr(record, field.name)
        if not field.holds_records or not value:
            continue
        here = f"{path}.{field.key}" if path else field.key
        inside = {here: value} if isinstance(value, BaseModel) else {f"{here}[{k}]": v for k, v in named(value).items()}
        for place, item in inside.items():
            found |= readings(item, place)
    return found


def _same(before: Value, after: Value) -> bool:
    return before == after or (not _is_known(before) and not _is_known(after))


def _is_known(value: Value) -> bool:
    return value is not None and value != ()


def _past(path: str, pasts: tuple[Any, ...]) -> Past | None:
    """The newest past that a block around the value keeps of it since this change."""
    for place, kept in reversed(pasts):
        field = path[len(place) :].lstrip(".")
        found = [past for past in kept if past.field == field]
        if found:
            newest: Past = max(found, key=lambda past: past.until)
            return newest
    return None
