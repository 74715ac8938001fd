"""What changed in the routes: those that came, went, or are listed under another model, and the facts of the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from pydantic import BaseModel

from generator.catalog import words
from generator.diff.change import Change, Kind, Topic
from generator.diff.prices import price_changes, rates
from generator.diff.sentences import Names, of_record
from generator.reading import Records
from generator.reading.layout import routes_path
from generator.schema import Route

Count: TypeAlias = Callable[[BaseModel, BaseModel, list[Change]], None]
"""Counts what is not listed of a record."""


@dataclass(frozen=True, slots=True)
class Lone:
    """A route that is on one side only."""

    model_id: str
    provider_id: str
    route: Route


def route_files(records: Records) -> dict[tuple[str, str], list[Route]]:
    """Return the routes by model and provider, in the order of their files."""
    found: dict[tuple[str, str], list[Route]] = defaultdict(list)
    for key in sorted(records.routes):
        found[key.model_id, key.provider_id].append(records.routes[key])
    return found


def paired(before: list[Route], after: list[Route]) -> list[tuple[Route | None, Route | None]]:
    """Return the routes of both sides by id, and where an id stands twice by its regions, variant and place."""
    pairs: list[tuple[Route | None, Route | None]] = []
    left = list(before)
    for same in (_is_exact, _is_same_id):
        for new in after:
            if any(new is known for _, known in pairs):
                continue
            old = next((each for each in left if same(each, new)), None)
            if old is not None:
                left = [each for each in left if each is not old]
                pairs.append((old, new))
    known = {id(new) for _, new in pairs}
    return [*pairs, *((None, new) for new in after if id(new) not in known), *((old, None) for old in left)]


def compare_routes(
    before: Records, after: Records, skipped: frozenset[str], names: Names, count: Count
) -> tuple[list[Change], list[Lone], list[Lone]]:
    """Return what changed in routes that are on both sides, then the routes that went and those that are new."""
    old_files, new_files = route_files(before), route_files(after)
    found: list[Change] = []
    gone: list[Lone] = []
    new: list[Lone] = []
    for key in sorted({*old_files, *new_files}):
        old, now = old_files.get(key, []), new_files.get(key, [])
        if old == now or routes_path(*key) in skipped:
            continue
        changes = []
        for was, is_ in paired(old, now):
            if was is None and is_ is not None:
                new.append(Lone(*key, is_))
            elif is_ is None and was is not None:
                gone.append(Lone(*key, was))
            elif was is not None and is_ is not None and was != is_:
                told = list(_changes(was, is_, *key, names))
                count(was, is_, told)
                changes += told
        found += _together(changes, {route.model_id for route in now})
    return found, gone, new


def moved(gone: list[Lone], new: list[Lone], before: Records, after: Records, names: Names) -> Iterator[Change]:
    """Yield routes that came, went, or are listed under another model now.

    A model that is itself new or removed is told with the places where it is called, and its routes are not told again.
    """
    left = {(each.provider_id, each.route.model_id): each for each in gone}
    lists: dict[tuple[Kind, str, str, str], list[Route]] = defaultdict(list)
    for each in new:
        old = left.pop((each.provider_id, each.route.model_id), None)
        if old is not None and old.model_id != each.model_id:
            subject = f"{each.route.model_id} at {names.provider(each.provider_id)}"
            said = f"listed under {names.model(each.model_id)} now, before under {names.model(old.model_id)}"
            its_id = (each.route.model_id,)
            yield Change(Topic.ROUTE, Kind.CORRECTED, subject, said, each.model_id, each.provider_id, its_id)
        elif each.model_id in before.models:
            lists[Kind.ADDED, each.model_id, each.provider_id, _prices(each.route)].append(each.route)
    for each in left.values():
        if each.model_id in after.models:
            lists[Kind.REMOVED, each.model_id, each.provider_id, ""].append(each.route)
    for (kind, model_id, provider_id, prices), routes in sorted(lists.items()):
        ids = tuple(dict.fromkeys(route.model_id for route in routes))
        said = (
            f"{'new' if kind is Kind.ADDED else 'removed'} {'route' if len(ids) == 1 else 'routes'} {_few(ids)}{prices}"
        )
        subject = f"{names.model(model_id)} at {names.provider(provider_id)}"
        yield Change(Topic.ROUTE, kind, subject, said, model_id, provider_id, ids)


def _changes(before: Route, after: Route, model_id: str, provider_id: str, names: Names) -> Iterator[Change]:
    subject = f"{names.model(model_id)} at {names.provider(provider_id)}"
    ids = (after.model_id,)
    for price in price_changes(before.prices, after.prices):
        yield Change(Topic.PRICE, price.kind, subject, price.what, model_id, provider_id, ids, price.steps, price.day)
    yield from of_record(before, after, names, subject, model_id=model_id, provider_id=provider_id, api_ids=ids)


def _together(changes: Iterable[Change], all_ids: set[str]) -> Iterator[Change]:
    """Yield each change of a file once, with the ids that share it; they are named where others do not."""
    groups: dict[tuple[Topic, Kind, str], list[Change]] = defaultdict(list)
    for change in changes:
        groups[change.topic, change.kind, change.what].append(change)
    for group in groups.values():
        ids = tuple(dict.fromkeys(each for change in group for each in change.api_ids))
        subject = group[0].subject if all_ids <= set(ids) else f"{group[0].subject} ({_few(ids)})"
        yield replace(group[0], subject=subject, api_ids=ids)


def _few(ids: tuple[str, ...]) -> str:
    return ", ".join(ids[:4]) + (f" and {len(ids) - 4} more" if len(ids) > 4 else "")


def _prices(route: Route) -> str:
    """The ordinary prices of a new route, as the end of a sentence."""
    if not route.prices:
        return ""
    period = route.prices[-1]
    ordinary = [
        f"{name.words} {words.money(price, period.currency)}"
        for name, price in rates(period).items()
        if name.field in ("standard.input", "standard.output")
    ]
    return f": {', '.join(ordinary)}" if ordinary else ""


def _is_exact(old: Route, new: Route) -> bool:
    return (old.model_id, old.regions, old.variant) == (new.model_id, new.regions, new.variant)


def _is_same_id(old: Route, new: Route) -> bool:
    return old.model_id == new.model_id
