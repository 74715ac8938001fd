"""What holds for a route: its own limits, modalities and capabilities, and its model's where it has none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.catalog import Catalog, ModelEntry, RouteEntry, Status, period_on, route_status
from generator.publish.api import Api
from generator.reading import RouteKey
from generator.schema import Modalities, Model, PricePeriod, Route


@dataclass(frozen=True)
class Facts:
    """A route with its model, on a day."""

    entry: ModelEntry
    route: RouteEntry
    status: Status
    period: PricePeriod | None
    """The prices that hold on the day."""
    capabilities: dict[str, bool]
    """What is known of each ability."""
    modalities: Modalities | None

    @classmethod
    def of(cls, catalog: Catalog, route: RouteEntry, today: date) -> Facts:
        """Return what holds for a route on a day."""
        entry, record = catalog.models[route.model_id], route.route
        known: dict[str, bool] = {}
        for capabilities in (entry.model.capabilities, record.capabilities):
            if capabilities is not None:
                told = vars(capabilities)
                known |= {name: told[name] for name in capabilities.model_fields_set}
        return cls(
            entry=entry,
            route=route,
            status=route_status(record, today),
            period=period_on(record, today),
            capabilities=known,
            modalities=record.modalities or entry.model.modalities,
        )

    @property
    def model(self) -> Model:
        """The model's record."""
        return self.entry.model

    @property
    def record(self) -> Route:
        """The route's record."""
        return self.route.route

    def own_or_model(self, name: str) -> Any:
        """Return a field that routes restate only where it differs from the model's."""
        value = getattr(self.record, name)
        return getattr(self.model, name) if value is None else value


def all_facts(api: Api) -> Mapping[RouteKey, Facts]:
    """Return what holds for every route on the day of the build."""
    return {route.key: Facts.of(api.catalog, route, api.today) for route in api.catalog.routes}
