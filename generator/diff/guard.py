"""What a pull request may not do to the catalog, because nobody would miss it until it is needed.

The checks judge the catalog as it is; they cannot see what is no longer there. Here two states are held against each
other: ids that people have in their code stay, evidence is added and not taken away, a fact changes only when somebody
read a source again, and the past of a price is not rewritten. A maintainer can set the label that overrides all this.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from pydantic import BaseModel

from generator.catalog import Fact, facts, words
from generator.catalog.fields import names
from generator.diff.prices import paired as paired_periods
from generator.diff.prices import rates
from generator.diff.routes import paired as paired_routes
from generator.diff.routes import route_files
from generator.diff.sides import Sides
from generator.diff.walk import named, readings
from generator.reading import Loc, Place, Problem, Records
from generator.reading.layout import model_path, provider_path, routes_path
from generator.schema import Model, PricePeriod, Route

_ASK: Final = "If it must be so, say why in the pull request and ask for the label `catalog-override`."


def findings(sides: Sides, today: date) -> list[Problem]:
    """Return what the later side does to the earlier one that it may not, by file and line."""
    before, after = sides.before.records, sides.after.records
    places = [*_ids(before, after)]
    for path, start, old, new in _kept(sides):
        places += _facts(path, start, old, new, today)
    return sorted({*_records(before, after, sides.skipped), *_routes(sides), *sides.after.reader.locate(places)})


def _records(before: Records, after: Records, skipped: frozenset[str]) -> Iterator[Problem]:
    for model_id in sorted(before.models.keys() - after.models.keys()):
        if model_path(model_id) not in skipped:
            message = (
                f"the model {model_id} is removed. People have its ids in their code: restore its folder, and where it "
                f"is retired give its routes `retires_on`. {_ASK}"
            )
            yield Problem(model_path(model_id), 1, 1, "", message)
    for provider_id in sorted(before.providers.keys() - after.providers.keys()):
        if provider_path(provider_id) not in skipped:
            message = (
                f"the provider {provider_id} is removed. Shut doors stay on the map: restore its file, and give its "
                f"routes `retires_on`. {_ASK}"
            )
            yield Problem(provider_path(provider_id), 1, 1, "", message)


def _ids(before: Records, after: Records) -> Iterator[Place]:
    """Aliases and snapshots that no model has any more."""
    known = {each for model in after.models.values() for each in _ids_of(model)}
    for model_id, old in sorted(before.models.items()):
        new = after.models.get(model_id)
        if new is None or old == new:
            continue
        for each, field in _ids_of(old).items():
            if each not in known:
                message = (
                    f"the id {each} is removed. People have it in their code: restore it, and give the routes that "
                    f"answer to it `retires_on`. {_ASK}"
                )
                yield Place(model_path(model_id), (field,), message)


def _routes(sides: Sides) -> Iterator[Problem]:
    """Routes that are listed nowhere any more, of models that are still there."""
    before, after = (route_files(side.records) for side in (sides.before, sides.after))
    listed = {(provider, route.model_id) for (_, provider), routes in after.items() for route in routes}
    for (model_id, provider_id), routes in sorted(before.items()):
        path = routes_path(model_id, provider_id)
        if model_id not in sides.after.records.models or path in sides.skipped:
            continue
        for old, new in paired_routes(routes, after.get((model_id, provider_id), [])):
            if old is None or new is not None or (provider_id, old.model_id) in listed:
                continue
            message = (
                f"the route {old.model_id} is removed with its prices and their evidence. Retired routes stay: restore "
                f"it and give it `retires_on`. {_ASK}"
            )
            if (model_id, provider_id) in after:
                yield from sides.after.reader.locate([Place(path, ("routes",), message)])
            else:
                yield Problem(path, 1, 1, "", message)


def _kept(sides: Sides) -> Iterator[tuple[str, Loc, BaseModel, BaseModel]]:
    """Yield each record that is on both sides and differs, with its file and the way to it there."""
    before, after = sides.before.records, sides.after.records
    for model_id in sorted(before.models.keys() & after.models.keys()):
        yield from _if_changed(model_path(model_id), (), before.models[model_id], after.models[model_id])
    for provider_id in sorted(before.providers.keys() & after.providers.keys()):
        path = provider_path(provider_id)
        yield from _if_changed(path, (), before.providers[provider_id], after.providers[provider_id])
    old_files, new_files = route_files(before), route_files(after)
    for key in sorted(old_files.keys() & new_files.keys()):
        for old, new in paired_routes(old_files[key], new_files[key]):
            if old is not None and new is not None:
                place = next(index for index, each in enumerate(new_files[key]) if each is new)
                yield from _if_changed(routes_path(*key), ("routes", place), old, new)


def _if_changed(
    path: str, start: Loc, old: BaseModel, new: BaseModel
) -> Iterator[tuple[str, Loc, BaseModel, BaseModel]]:
    if old != new:
        yield path, start, old, new


def _facts(path: str, start: Loc, old: BaseModel, new: BaseModel, today: date) -> Iterator[Place]:
    """What a record says otherwise than before without the right to."""
    rewritten: set[str] = set()
    if isinstance(old, Route) and isinstance(new, Route):
        for place, loc, message in _periods(old, new, today):
            rewritten.add(place)
            yield Place(path, (*start, *loc), message)
    was, now = _by_name(old), _by_name(new)
    was = {name: fact for name, fact in was.items() if not name.startswith(tuple(rewritten))} if rewritten else was
    yield from _stripped(path, start, was, now)
    yield from _changed(path, start, was, now)
    yield from _gone(path, start, old, new, was, now)


def _stripped(path: str, start: Loc, was: Mapping[str, Fact], now: Mapping[str, Fact]) -> Iterator[Place]:
    """Sources that spoke of a fact that still says the same, and are not named any more or were read earlier."""
    lost: dict[str, list[str]] = defaultdict(list)
    older: dict[tuple[str, date, date], list[str]] = defaultdict(list)
    for name, fact in was.items():
        kept = now.get(name)
        if kept is None or kept.value != fact.value:
            continue
        before, after = _sources(fact), _sources(kept)
        for source, day in before.items():
            if source not in after:
                lost[source].append(name)
            elif after[source] < day:
                older[source, day, after[source]].append(name)
    for source, fields in lost.items():
        message = (
            f"the evidence of {source} is taken away from {_few(fields)}. Evidence is added, not removed: restore the "
            f"entry and write what was read since beside it. {_ASK}"
        )
        yield Place(path, (*start, *now[fields[0]].loc), message)
    for (source, day, earlier), fields in older.items():
        message = (
            f"{source} was read for {_few(fields)} on {day}, and now on {earlier}. Write the day of the newest reading."
        )
        yield Place(path, (*start, *now[fields[0]].loc), message)


def _changed(path: str, start: Loc, was: Mapping[str, Fact], now: Mapping[str, Fact]) -> Iterator[Place]:
    """Facts that say something else although nobody read a source since."""
    for name, fact in was.items():
        new = now.get(name)
        if new is None or new.value == fact.value:
            continue
        read = max((entry.read_on for entry in fact.support), default=date.min)
        # A source that was read on the same day, and did not say the old value, is a reading of its own.
        others = {entry.source for entry in new.support} - {entry.source for entry in fact.support}
        if any(entry.read_on > read or (entry.read_on == read and entry.source in others) for entry in new.support):
            continue
        message = (
            f"changed from {words.plain(fact.value)} to {words.plain(new.value)}, but no source of it was read after "
            f"{read}. Read one again and write its `read_on`; what was true before goes into `was`."
        )
        yield Place(path, (*start, *new.loc), message)


def _gone(
    path: str, start: Loc, old: BaseModel, new: BaseModel, was: Mapping[str, Fact], now: Mapping[str, Fact]
) -> Iterator[Place]:
    """Facts that the record does not state any more, although nobody read a source since; a block once."""
    known = readings(old)
    newest = max((day for entry, day in readings(new).items() if known.get(entry) != day), default=date.min)
    ids = _ids_of(old) if isinstance(old, Model) else {}
    new_pasts = {past.field for past in getattr(new, "was", ()) if past not in getattr(old, "was", ())}
    gone: dict[str, list[str]] = defaultdict(list)
    for name, fact in was.items():
        if name in now or name in new_pasts or name.startswith("prices["):
            continue
        if fact.last_read_on is None or newest > fact.last_read_on:
            continue
        block = name.partition("]")[0] + "]" if "[" in name else name
        # An id that went is told as that.
        if not (block.startswith(("aliases[", "snapshots[")) and any(f"[{each}]" in block for each in ids)):
            gone[block].append(name)
    for block, fields in gone.items():
        last = max(day for field in fields if (day := was[field].last_read_on))
        message = (
            f"{block} is gone with its evidence, but nothing was read after {last}. Restore it; or read its sources "
            f"again, write their `read_on`, and keep what was true before in `was`. {_ASK}"
        )
        yield Place(path, (*start, *was[fields[0]].loc[:1]), message)


def _periods(old: Route, new: Route, today: date) -> Iterator[tuple[str, Loc, str]]:
    """Price periods that have begun and say something else now: what they are called, where they stand, and why not."""
    how = (
        "A price that changed is a new period with its own `from`; a price that we had wrong says `corrects: true`, "
        "with the day on which somebody read the right one."
    )
    for before, after in paired_periods(old.prices, new.prices):
        if before is None or before.from_ > today:
            continue
        name = f"prices[{before.from_}]"
        if after is None:
            yield name, ("prices",), f"the prices from {before.from_} are gone. The past of a price stays. {how} {_ASK}"
            continue
        told = list(_rewritten(before, after))
        if told and not after.corrects:
            loc = ("prices", next(index for index, each in enumerate(new.prices) if each is after))
            yield name, loc, f"the prices from {before.from_} are rewritten: {_few(told)}. {how} {_ASK}"


def _rewritten(before: PricePeriod, after: PricePeriod) -> Iterator[str]:
    """What a period says otherwise; what nobody knew before is no rewriting."""
    found_earlier = before.basis == "observed" and after.from_ < before.from_
    if before.from_ != after.from_ and not found_earlier:
        yield f"from {before.from_} to {after.from_}"
    if before.until is not None and before.until != after.until:
        yield f"until {before.until} to {after.until or 'open'}"
    if before.currency != after.currency:
        yield f"{before.currency} to {after.currency}"
    was, now = rates(before), rates(after)
    for name, price in was.items():
        if now.get(name) != price:
            new = now.get(name)
            yield f"{name.words} {words.decimals(price)} to {'nothing' if new is None else words.decimals(new)}"


def _by_name(record: BaseModel) -> dict[str, Fact]:
    """The facts of a record by a name that stays when items before it come and go."""
    return {_name(record, fact.loc): fact for fact in facts(record)}


def _name(record: BaseModel, loc: Loc) -> str:
    out = ""
    here: Any = record
    for part in loc:
        if isinstance(here, BaseModel):
            here = getattr(here, names(type(here))[str(part)])
            out += f".{part}" if out else str(part)
        elif isinstance(part, int):
            out += f"[{list(named(here))[part]}]"
            here = here[part]
        else:
            out += f"[{part}]"
            here = here[part]
    return out


def _ids_of(model: Model) -> dict[str, str]:
    """The snapshots and aliases of a model, with the field that holds each."""
    return {**{each.id: "snapshots" for each in model.snapshots}, **{each.id: "aliases" for each in model.aliases}}


def _sources(fact: Fact) -> dict[str, date]:
    """The sources that speak of a fact, for or against, with the newest day of reading."""
    found: dict[str, date] = {}
    for entry in (*fact.support, *(report.evidence for report in fact.reports)):
        found[entry.source] = max(entry.read_on, found.get(entry.source, entry.read_on))
    return found


def _few(fields: Iterable[str]) -> str:
    found = list(fields)
    return words.listing(found) if len(found) <= 4 else f"{', '.join(found[:3])} and {len(found) - 3} more"
