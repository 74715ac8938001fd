"""How an address names a route: `developer/model@provider/API id`, with a mark where one id is served in several ways.

A mark, `;eu` or `;fp8`, is a region or the variant of the route. The same rule is read by docs/theme/assets/
compare-items.js, and told to people on the comparison page.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from generator.catalog import ModelEntry, RouteEntry
from generator.reading import RouteKey

_NOT_OF_A_MARK = re.compile(r"[^a-z0-9._-]+")


def marks(entry: RouteEntry) -> tuple[str, ...]:
    """Return what may tell a route from others with its id: its regions and its variant, as an address writes them."""
    variant = _NOT_OF_A_MARK.sub("-", (entry.route.variant or "").lower()).strip("-")
    return (*entry.route.regions, *([variant] if variant else []))


def needed_marks(entry: ModelEntry) -> Mapping[RouteKey, str]:
    """Return by route what an address adds to its id: nothing, or the marks that lead to it and to no other."""
    same: dict[tuple[str, str], list[RouteEntry]] = defaultdict(list)
    for route in entry.routes:
        same[route.provider_id, route.route.model_id].append(route)
    return {
        route.key: "".join(f";{mark}" for mark in (_shortest(route, others) if len(others) > 1 else ()))
        for others in same.values()
        for route in others
    }


def _shortest(route: RouteEntry, others: Sequence[RouteEntry]) -> tuple[str, ...]:
    """One mark where it suffices, else all; a route without any is the one that an address without any means."""
    own = marks(route)
    return next((wanted for wanted in ((mark,) for mark in own) if found(others, wanted) is route), own)


def found(routes: Sequence[RouteEntry], wanted: Sequence[str]) -> RouteEntry | None:
    """Return which of the routes with one id these marks mean: of those that have them all, the one with the fewest."""
    fitting = [route for route in routes if set(wanted) <= set(marks(route))]
    return min(fitting, key=lambda route: len(marks(route)), default=None)
