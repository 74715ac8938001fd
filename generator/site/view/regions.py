"""Whether a route is served from the European Union, as far as the regions that it names tell."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from generator.catalog import Catalog, RouteEntry

EU: Final = frozenset(
    "EU AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE".split()  # noqa: SIM905
)
"""The member states of the European Union by ISO 3166-1 alpha-2, and the Union itself."""


class InUnion(StrEnum):
    """How far a route is served from the European Union, what is safest first."""

    ONLY = "only"
    """Every region that it names lies there."""
    ALSO = "also"
    """Some do: who calls has to choose one."""
    NO = "no"
    """None does. A region that spans more than one country, such as a global one, does not either."""


def in_union(catalog: Catalog, entry: RouteEntry) -> InUnion | None:
    """Return how far a route is served from the Union; None where it names no region."""
    if not entry.route.regions:
        return None
    regions = catalog.providers[entry.provider_id].regions
    inside = [region in regions and regions[region].country in EU for region in entry.route.regions]
    if all(inside):
        return InUnion.ONLY
    return InUnion.ALSO if any(inside) else InUnion.NO
