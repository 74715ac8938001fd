"""`api/v1/prices.json`: what every route costs and has cost, in one list and in one for each provider.

Prices are periods. The price on a day is that of the last period whose `from` is that day or earlier, unless its
`until` is that day or earlier too: then no price is known for the day. `generator.catalog.period_on` is this rule.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalog import RouteEntry
from generator.publish.api import Api, Json
from generator.publish.routes import by_provider, current, which


def files(api: Api) -> Iterator[tuple[str, bytes]]:
    """Yield the list of all prices, and of each provider's."""
    yield from by_provider(api, "prices", lambda route: _row(api, route))


def _row(api: Api, route: RouteEntry) -> Json | None:
    if not route.route.prices:
        return None
    return {**which(route), "periods": api.periods(route), "computed": {"current": current(api, route)}}
