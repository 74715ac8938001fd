"""`api/v1/routes.json`: every callable id at every provider, in one list and in one for each provider.

Some questions are about routes and not about models: what does Azure serve in Frankfurt, which ids are free of charge.
Rows name their model and leave its evidence and past prices to the model's own file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Final

from generator.catalog import RouteEntry, floor_passed, period_on, route_status
from generator.publish.api import ROOT, Api, Json, as_written
from generator.publish.exact_json import Encoded, encode, encoded

LEFT_OUT: Final = frozenset({"evidence", "prices", "was"})
"""Fields of a route that its row leaves to the model's file and to the lists of prices and of lifecycles."""


def files(api: Api) -> Iterator[tuple[str, bytes]]:
    """Yield the list of all routes, and of each provider's."""
    yield from by_provider(api, "routes", lambda route: _row(api, route))


def by_provider(api: Api, name: str, row: Callable[[RouteEntry], Json | None]) -> Iterator[tuple[str, bytes]]:
    """Yield a list with a row for each route, as `<name>.json` and as `<name>/<provider>.json`.

    A route for which `row` returns None has none.
    """
    everywhere: list[Encoded] = []
    at_provider: dict[str, list[Encoded]] = defaultdict(list)
    for route in api.catalog.routes:
        made = row(route)
        if made is not None:
            text = encoded(made)
            everywhere.append(text)
            at_provider[route.provider_id].append(text)
    yield f"{ROOT}{name}.json", encode({"as_of": api.today, name: everywhere})
    for provider_id in api.catalog.providers:
        rows = at_provider[provider_id]
        yield f"{ROOT}{name}/{provider_id}.json", encode({"as_of": api.today, "provider": provider_id, name: rows})


def which(route: RouteEntry) -> Json:
    """Return what tells a route from every other: model, provider, id, and regions and variant where it has them."""
    named: Json = {"model": route.model_id, "provider": route.provider_id, "model_id": route.route.model_id}
    if route.route.regions:
        named["regions"] = route.route.regions
    if route.route.variant is not None:
        named["variant"] = route.route.variant
    return named


def current(api: Api, route: RouteEntry) -> int | None:
    """Return the place of the price period that holds today, or None when no price is known."""
    holding = period_on(route.route, api.today)
    return next((place for place, period in enumerate(route.route.prices) if period is holding), None)


def _row(api: Api, route: RouteEntry) -> Json:
    record = route.route
    holding = current(api, route)
    return {
        **which(route),
        **as_written(record, LEFT_OUT),
        "computed": {
            "status": route_status(record, api.today),
            "floor_passed": floor_passed(record, api.today),
            "current_prices": None if holding is None else api.periods(route)[holding],
        },
    }
