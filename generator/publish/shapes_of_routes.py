"""What the lists of routes, prices and lifecycles under `api/v1/` hold; see `generator.publish.shapes`."""

from __future__ import annotations

from pydantic import ConfigDict

from generator.catalog import Status
from generator.publish.routes import LEFT_OUT
from generator.publish.shapes import Listing, OfProvider, PeriodPrices, Reading, Which, without
from generator.schema import Past, Route, Strict
from generator.schema.text import Day, PathId

# Routes


class RouteRowComputed(Strict):
    """What nobody typed about a route."""

    status: Status
    """Whether requests are answered on that day."""
    floor_passed: bool
    """Whether the provider's promise to keep serving has run out, so that it may retire the route any day."""
    current_prices: PeriodPrices | None
    """The price period that holds on that day; null when no price is known."""


class RouteRow(Route, Which):
    """A route without its evidence and past prices, which its model's file has."""

    model_config = ConfigDict(json_schema_extra=without(*LEFT_OUT))

    computed: RouteRowComputed
    """What nobody typed."""


class Routes(Listing):
    """Every callable id at every provider."""

    routes: tuple[RouteRow, ...]
    """By model and provider."""


class RoutesOfProvider(Routes, OfProvider):
    """Every callable id at one provider."""


# Prices


class PriceRowComputed(Strict):
    """What nobody typed about the prices of a route."""

    current: int | None
    """The place in `periods` of the one that holds on that day; null when no price is known for it."""


class PriceRow(Which):
    """What a route costs and has cost."""

    periods: tuple[PeriodPrices, ...]
    """Oldest first. The last one whose `from` is not after a day holds on that day, unless its `until` is reached."""
    computed: PriceRowComputed
    """What nobody typed."""


class Prices(Listing):
    """What every route costs and has cost."""

    prices: tuple[PriceRow, ...]
    """Routes with a known price, by model and provider."""


class PricesOfProvider(Prices, OfProvider):
    """What every route of one provider costs and has cost."""


# Lifecycles


class LifecycleComputed(Strict):
    """What nobody typed about the life of a route."""

    status: Status
    """Whether requests are answered on that day."""
    floor_passed: bool
    """Whether the provider's promise to keep serving has run out, so that it may retire the route any day."""
    days_left: int | None
    """Days until the firm day, 0 once it has come; null when there is no firm day. A floor never counts."""
    sources: tuple[Reading, ...]
    """Who says so, last read first."""


class LifecycleRow(Which):
    """The days in the life of a route."""

    available_from: Day | None = None
    """The first day on which it answered, where that differs from the model's release."""
    deprecated_on: Day | None = None
    """The day on which its end was announced."""
    retires_on: Day | None = None
    """The firm day from which requests fail. Never together with `retires_no_earlier_than`."""
    retires_no_earlier_than: Day | None = None
    """A floor: the provider promises to serve it until this day at least. Passing it retires nothing."""
    replacement: PathId | None = None
    """The model that the provider names as the replacement."""
    was: tuple[Past, ...] = ()
    """What these facts said before they changed."""
    computed: LifecycleComputed
    """What nobody typed."""


class Lifecycles(Listing):
    """Every route with a date in its life."""

    lifecycle: tuple[LifecycleRow, ...]
    """By model and provider."""


class LifecyclesOfProvider(Lifecycles, OfProvider):
    """Every route of one provider with a date in its life."""
