"""How another catalog names our providers and our routes.

The reviewed table of identities says what other catalogs' names mean here; read the other way round it says what to
call a provider there. A provider that the table does not know keeps its own id.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from generator.catalog import Catalog, RouteEntry, Status, route_status
from generator.schema import UpstreamProvider

ANYWHERE: Final = (("global",), ())
"""Regions of a route that can be asked from everywhere, as a route that names none."""


class Named(NamedTuple):
    """A provider in another catalog."""

    name: str
    way: UpstreamProvider


def names(catalog: Catalog, source: str) -> Mapping[str, Named]:
    """Return what a source calls each provider: by its own id where it does so, else by the first name in the table."""
    found: dict[str, Named] = {}
    for name, way in catalog.identities.providers.get(source, {}).items():
        if way.provider not in found or name == way.provider:
            found[way.provider] = Named(name, way)
    for provider_id in catalog.providers:
        found.setdefault(provider_id, Named(provider_id, UpstreamProvider(provider=provider_id)))
    return found


def by_id(routes: Iterable[RouteEntry]) -> Mapping[str, Sequence[RouteEntry]]:
    """Return the routes of one provider by the id that its API accepts; the case of letters does not matter."""
    grouped: dict[str, list[RouteEntry]] = defaultdict(list)
    for route in routes:
        grouped[route.route.model_id.lower()].append(route)
    return grouped


def plain(routes: Sequence[RouteEntry], today: date) -> RouteEntry | None:
    """Return the route that an id alone means when several have it, or None when that is open.

    That is the one that can be asked from everywhere; of several the one that still answers, then the one without a
    variant, then the one that names no region.
    """
    if len(routes) == 1:
        return routes[0]
    left = [route for route in routes if route.route.regions in ANYWHERE]
    for wanted in (
        lambda route: route_status(route.route, today) is not Status.RETIRED,
        lambda route: route.route.variant is None,
        lambda route: not route.route.regions,
    ):
        left = list(filter(wanted, left)) or left
    return left[0] if len(left) == 1 else None
