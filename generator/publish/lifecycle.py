"""`api/v1/lifecycle.json`: every route with a date in its life, in one list and in one for each provider.

A firm day and a floor are different fields and are never mixed: passing a floor retires nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator.catalog import RouteEntry, floor_passed, route_status
from generator.publish.api import Api, Json, as_written
from generator.publish.routes import by_provider, which
from generator.reading import Loc
from generator.schema import Evidence

DATED: Final = ("available_from", "deprecated_on", "retires_on", "retires_no_earlier_than")
"""The days in the life of a route."""

TOLD: Final = (*DATED, "replacement")
"""What a row tells of a route's life."""


def files(api: Api) -> Iterator[tuple[str, bytes]]:
    """Yield the list of all lifecycles, and of each provider's."""
    yield from by_provider(api, "lifecycle", lambda route: _row(api, route))


def readings(api: Api, route: RouteEntry) -> list[Evidence]:
    """Return who says when a route ends: one entry a source, last read first."""
    facts = api.found(route.key)
    newest: dict[str, Evidence] = {}
    for name in TOLD:
        loc: Loc = (name,)
        for entry in facts[loc].support if loc in facts else ():
            if entry.source not in newest or newest[entry.source].read_on < entry.read_on:
                newest[entry.source] = entry
    return sorted(newest.values(), key=lambda entry: (-entry.read_on.toordinal(), entry.source))


def _row(api: Api, route: RouteEntry) -> Json | None:
    record = route.route
    past = [change for change in record.was if change.field in TOLD]
    if not past and not any(getattr(record, name) for name in DATED):
        return None
    row = which(route)
    row |= {name: value for name in TOLD if (value := getattr(record, name)) is not None}
    if past:
        row["was"] = [as_written(change) for change in past]
    end = record.retires_on
    row["computed"] = {
        "status": route_status(record, api.today),
        "floor_passed": floor_passed(record, api.today),
        "days_left": max(0, (end - api.today).days) if end else None,
        "sources": [{"source": entry.source, "read_on": entry.read_on} for entry in readings(api, route)],
    }
    return row
