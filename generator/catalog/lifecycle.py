"""What happens to a route and to a model as days pass: pure functions of (record, today).

A status is computed from dates and never typed. A floor ("not before") that has passed retires nothing: only a firm day
does. Providers retire the same snapshot on different days, so status belongs to routes and a model sums its routes up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from generator.catalog.catalog import ModelEntry, RouteEntry
from generator.schema import Route


class Status(StrEnum):
    """Whether requests are answered."""

    ACTIVE = "active"
    DEPRECATED = "deprecated"
    RETIRED = "retired"


def route_status(route: Route, today: date) -> Status:
    """Return `retired` from the firm day on, `deprecated` from the announcement on, else `active`."""
    if route.retires_on is not None and route.retires_on <= today:
        return Status.RETIRED
    if route.deprecated_on is not None:
        return Status.DEPRECATED if route.deprecated_on <= today else Status.ACTIVE
    return Status.DEPRECATED if route.retires_on is not None else Status.ACTIVE


def floor_passed(route: Route, today: date) -> bool:
    """Whether the provider's promise has run out, so that it may retire the route any day."""
    floor = route.retires_no_earlier_than
    return floor is not None and floor <= today


@dataclass(frozen=True, slots=True)
class ModelLifecycle:
    """A model's routes summed up, for the banner and the tables."""

    status: Status | None
    """`active` while any route is; `retired` when all are; None when no route is known."""
    at_developer: Status | None
    """The status of the developer's own routes; None when the developer serves none."""
    retired: tuple[RouteEntry, ...]
    """Routes whose requests fail, latest end first."""
    ending: tuple[RouteEntry, ...]
    """Routes whose end is announced, next end first."""
    living: tuple[RouteEntry, ...]
    """Routes that answer today."""


def model_lifecycle(entry: ModelEntry, today: date) -> ModelLifecycle:
    """Return the sum of a model's routes on a day."""
    by_status: dict[Status, list[RouteEntry]] = {status: [] for status in Status}
    for route in entry.routes:
        by_status[route_status(route.route, today)].append(route)
    own = [route for route in entry.routes if route.provider_id == entry.developer_id]
    far = date.max
    return ModelLifecycle(
        status=_sum(entry.routes, today),
        at_developer=_sum(own, today),
        retired=tuple(sorted(by_status[Status.RETIRED], key=lambda r: r.route.retires_on or date.min, reverse=True)),
        ending=tuple(sorted(by_status[Status.DEPRECATED], key=lambda r: r.route.retires_on or far)),
        living=tuple(r for r in entry.routes if route_status(r.route, today) is not Status.RETIRED),
    )


def _sum(routes: Sequence[RouteEntry], today: date) -> Status | None:
    statuses = {route_status(route.route, today) for route in routes}
    for status in (Status.ACTIVE, Status.DEPRECATED, Status.RETIRED):
        if status in statuses:
            return status
    return None
