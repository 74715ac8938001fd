"""Questions to the catalog, each answered by its one rule in `generator.catalog`."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final

from generator.catalog import (
    Catalog,
    Cost,
    Fact,
    Meaning,
    ModelEntry,
    RouteEntry,
    Usage,
    facts,
    floor_passed,
    id_index,
    lead_route,
    model_lifecycle,
    price,
    route_status,
)
from generator.clock import build_day
from generator.library.results import Backing, Meant, ModelStatus, Price, RouteName, RouteStatus, backing
from generator.reading import Reader
from generator.reading.cache import cache_folder, digest

_DAYS: Final = ("deprecated_on", "retires_on", "retires_no_earlier_than", "replacement")
_NEAREST: Final = 5


class LibraryError(Exception):
    """A question without an answer; the message says why and what to do."""


class Unreadable(LibraryError):
    """The folder is no catalog, or a file of it does not read."""


class UnknownId(LibraryError):
    """An id or a provider that the catalog does not know. `nearest` has those that are spelled most like it."""

    def __init__(self, message: str, nearest: Sequence[str]) -> None:
        super().__init__(message)
        self.nearest = tuple(nearest)


class NotServed(LibraryError):
    """A model that the provider does not serve, as far as the catalog knows."""


class NoPrice(LibraryError):
    """A route without a known price on that day and in that mode."""


def load(folder: str | Path) -> Library:
    """Return the catalog that lies as YAML in `folder`. What was parsed is kept in the user's own cache.

    Raises Unreadable. It reads files and does not judge them: `model-catalog check` does.
    """
    root = Path(folder)
    if not (root / "benchmarks.yaml").is_file():
        raise Unreadable(f"{folder} is no catalog. Name the folder that holds benchmarks.yaml and models/.")
    records, problems = Reader(root, cache_folder() / digest(str(root.resolve()).encode())).read()
    if problems:
        first = problems[0].under(str(folder))
        raise Unreadable(f"{first}\n{len(problems)} in all. Run `model-catalog check --catalog {folder}` to see each.")
    return Library(Catalog.of(records))


@dataclass(frozen=True)
class Library:
    """A loaded catalog. Days are those of UTC, and today where none is given; amounts are exact Decimals.

    An id is a model's id in the catalog (`openai/gpt-4.1-nano`), a name, a snapshot, an alias, what a provider's API
    accepts, or how other catalogs write that (`azure/eu/gpt-4o`). Capitals do not matter.
    """

    records: Catalog
    """Every record, for what the questions below leave open."""

    def resolve(self, id: str) -> Meant:
        """Return the model and the routes that an id names. Raises UnknownId."""
        entry, routes = self._routes(id, None)
        wanted = id.strip().lower()
        alias = next((alias for alias in entry.model.aliases if alias.id.lower() == wanted), None)
        told = [fact for fact in facts(entry.model) if _names(entry, fact, wanted)]
        return Meant(
            id=id,
            model=entry.id,
            name=entry.model.name,
            points_to=alias.points_to if alias else None,
            routes=tuple(RouteName.of(route) for route in routes),
            backing=backing(self.records, told, self.records.own_publishers(entry)) if told else None,
        )

    def price(
        self, id: str | RouteName, usage: Usage, *, provider: str | None = None, day: date | None = None
    ) -> Price:
        """Return what one request costs on a day.

        Of several routes it is the one whose price stands for the model: one that answers before a retired one, the
        developer's own before others, direct ones before gateways, plain ones before variants. `provider` limits them
        to one provider's; a route from `resolve` in the place of an id names exactly one. Raises UnknownId, NotServed,
        NoPrice, and ValueError when `usage` counts nothing.
        """
        on = day or build_day()
        entry, routes = self._routes(id, provider)
        route = routes[0] if len(routes) == 1 else lead_route(replace(entry, routes=routes), on)
        cost = price(route.route, usage, on) if route else None
        if route is None or cost is None:
            raise NoPrice(_no_price(entry, routes, usage, on))
        if not cost.terms:
            raise ValueError("The usage counts nothing. Give it input_tokens, output_tokens or what else is used.")
        return Price(RouteName.of(route), on, cost, self._backing(route, _used(route, cost)))

    def status(self, id: str | RouteName, *, provider: str | None = None, day: date | None = None) -> ModelStatus:
        """Return whether the routes that an id names answer on a day, `provider`'s alone where one is given.

        Raises UnknownId and NotServed.
        """
        on = day or build_day()
        entry, routes = self._routes(id, provider)
        found = model_lifecycle(replace(entry, routes=routes), on)
        of_routes = tuple(self._route_status(route, on) for route in routes)
        return ModelStatus(entry.id, on, found.status, found.at_developer, of_routes)

    @cached_property
    def _index(self) -> Mapping[str, Meaning]:
        return id_index(self.records)

    def _routes(self, id: str | RouteName, provider: str | None) -> tuple[ModelEntry, tuple[RouteEntry, ...]]:
        """The model that an id names, and its routes at a provider: those that accept the id, else all."""
        if isinstance(id, RouteName):
            entry = self._entry(id.model)
            exact = tuple(route for route in entry.routes if RouteName.of(route) == id)
            if not exact:
                raise UnknownId(f"{id} is no route of the catalog. Take one from `resolve`.", ())
            return entry, exact
        entry = self._entry(id)
        if provider is not None and provider not in self.records.providers:
            nearest = difflib.get_close_matches(provider, self.records.providers, _NEAREST)
            raise UnknownId(f"{provider} is no provider of the catalog. {_instead(nearest)}", nearest)
        at_hand = tuple(route for route in entry.routes if provider in (None, route.provider_id))
        if provider is not None and not at_hand:
            others = sorted({route.provider_id for route in entry.routes})
            where = f"It is at {', '.join(others)}." if others else "No route to it is known."
            raise NotServed(f"{entry.id} is not known at {provider}. {where}")
        wanted = id.strip().lower()
        named = set(self._index[wanted].routes) if wanted != entry.id else set()
        narrow = tuple(route for route in at_hand if (route.provider_id, route.route.model_id) in named)
        return entry, narrow or at_hand

    def _entry(self, id: str) -> ModelEntry:
        wanted = id.strip().lower()
        if wanted in self.records.models:
            return self.records.models[wanted]
        models = self._index[wanted].models if wanted in self._index else ()
        if len(models) > 1:
            raise UnknownId(f"{id} may be any of several models. {_instead(models)}", models)
        if not models:
            nearest = difflib.get_close_matches(wanted, self._index, _NEAREST)
            raise UnknownId(f"{id} is not in the catalog. {_instead(nearest)}", nearest)
        return self.records.models[models[0]]

    def _route_status(self, route: RouteEntry, day: date) -> RouteStatus:
        told = route.route
        return RouteStatus(
            route=RouteName.of(route),
            status=route_status(told, day),
            deprecated_on=told.deprecated_on,
            retires_on=told.retires_on,
            retires_no_earlier_than=told.retires_no_earlier_than,
            floor_passed=floor_passed(told, day),
            replacement=told.replacement,
            backing=self._backing(route, lambda fact: fact.loc[0] in _DAYS),
        )

    def _backing(self, route: RouteEntry, is_used: Callable[[Fact], bool]) -> Backing:
        """Who tells the facts of a route that a result used; where it used none, who tells of the route."""
        found = facts(route.route)
        used = [fact for fact in found if is_used(fact)] or [fact for fact in found if fact.loc == ("model_id",)]
        own = frozenset({route.model_id.split("/", 1)[0], route.provider_id})
        return backing(self.records, used, own)


def _names(entry: ModelEntry, fact: Fact, wanted: str) -> bool:
    """Whether a fact of a model is that it has the snapshot or alias of this id."""
    match fact.loc:
        case ("aliases", int(place), *_):
            return entry.model.aliases[place].id.lower() == wanted
        case ("snapshots", int(place), *_):
            return entry.model.snapshots[place].id.lower() == wanted
    return False


def _used(route: RouteEntry, cost: Cost) -> Callable[[Fact], bool]:
    """What tells whether a fact is one of the prices that a cost was made from."""
    period = route.route.prices.index(cost.period)
    card = getattr(cost.period, cost.mode)

    def places() -> Iterator[tuple[str | int, ...]]:
        for term in cost.terms:
            for number, unit in enumerate(card.per_unit):
                if unit.unit == term.what and term.detail in (None, unit.what):
                    yield "per_unit", number
            for number, tier in enumerate(card.tiers):
                if tier.above_input_tokens == cost.above_input_tokens and not term.ordinary:
                    yield "tiers", number, term.priced_as
            if term.ordinary or cost.above_input_tokens is None:
                yield (term.priced_as,)

    used = {("prices", period, cost.mode, *place) for place in places()}
    return lambda fact: any(fact.loc[: len(place)] == place for place in used)


def _no_price(entry: ModelEntry, routes: Sequence[RouteEntry], usage: Usage, day: date) -> str:
    known = [period for route in routes for period in route.route.prices]
    where = routes[0].provider_id if len(routes) == 1 else "any of its routes"
    begin = min((period.from_ for period in known), default=None)
    advice = (
        f"Prices are known from {begin} on; ask for that, or for another mode." if begin else "None is known at all."
    )
    return f"No {usage.mode} price of {entry.id} at {where} is known for {day}. {advice}"


def _instead(ids: Sequence[str]) -> str:
    return f"Did you mean {', '.join(ids)}?" if ids else "Nothing is spelled like it."
