"""The catalog as tables: `downloads/<table>.csv`, and the rows of the database.

A spreadsheet wants one row a thing and one column a fact. So prices stand here as one row for each amount, whatever its
mode, tier or unit, and the days in the life of routes as one row for each day.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import Final, NamedTuple, TypeAlias

from generator.catalog import RouteEntry, floor_passed, lead_route, model_lifecycle, period_on, route_status
from generator.publish.api import Api
from generator.schema import MODES, Capabilities, PricePeriod, RateCard, Rates

FOLDER: Final = "downloads/"
"""Where the tables and the database lie in the site."""

Cell: TypeAlias = str | int | bool | Decimal | date | tuple[str, ...] | None
Row: TypeAlias = Sequence[Cell]


class Table(NamedTuple):
    """A table: its columns, each with its type in SQLite, and what makes its rows."""

    name: str
    columns: dict[str, str]
    rows: Callable[[Api], Iterable[Row]]


def files(rows: Mapping[str, Sequence[Row]]) -> Iterator[tuple[str, bytes]]:
    """Yield each table as CSV, from what `all_rows` made."""
    for table in TABLES:
        yield f"{FOLDER}{table.name}.csv", as_csv(table, rows[table.name])


def all_rows(api: Api, made: Iterable[Table]) -> dict[str, list[Row]]:
    """Return the rows of each table by its name."""
    return {table.name: list(table.rows(api)) for table in made}


def as_csv(table: Table, rows: Iterable[Row]) -> bytes:
    """Return a table as CSV by RFC 4180, in UTF-8.

    Unknown is empty, several values are parted by semicolons, yes and no are `true` and `false`. Nothing is done about
    formulas of spreadsheets: the schema takes no text that begins as one, and in ids it takes no sign that would let
    one call anything.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(table.columns)
    writer.writerows([[_cell(value) for value in row] for row in rows])
    return text.getvalue().encode()


def _cell(value: Cell) -> str | int | None:
    # The writer writes None as nothing and numbers as they are.
    kind = type(value)
    if value is None or kind is str or kind is int:
        return value  # type: ignore[return-value]
    if kind is bool:
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, tuple):
        return ";".join(value)
    return str(value)


# Models and routes

_PRICES: Final = dict.fromkeys(("currency", "input", "cached_input", "output"), "REAL") | {"currency": "TEXT"}
_RATES: Final = ("input", "cached_input", "output")
_ABILITIES: Final = tuple(Capabilities.model_fields)


def _models(api: Api) -> Iterator[Row]:
    for entry in api.catalog.models.values():
        model, lifecycle = entry.model, model_lifecycle(entry, api.today)
        lead = lead_route(entry, api.today)
        modalities, abilities = model.modalities, model.capabilities
        yield (
            entry.id,
            model.name,
            entry.developer_id,
            model.family,
            lifecycle.status,
            lifecycle.at_developer,
            model.released_on,
            model.knowledge_cutoff,
            model.context_window,
            model.max_input_tokens,
            model.max_output_tokens,
            modalities.input if modalities else None,
            modalities.output if modalities else None,
            *(getattr(abilities, name) if abilities else None for name in _ABILITIES),
            model.open_weights,
            model.license,
            model.total_parameters_billion,
            model.active_parameters_billion,
            lead.provider_id if lead else None,
            lead.route.model_id if lead else None,
            *_ordinary(period_on(lead.route, api.today) if lead else None),
            model.reviewed_on,
            f"{api.site_url}models/{entry.id}/",
        )


def _routes(api: Api) -> Iterator[Row]:
    for number, route in enumerate(api.catalog.routes, start=1):
        record, model = route.route, api.catalog.models[route.model_id].model
        yield (
            number,
            *_which(route),
            record.serves,
            record.variant,
            record.regions or None,
            route_status(record, api.today),
            floor_passed(record, api.today),
            record.available_from,
            record.deprecated_on,
            record.retires_on,
            record.retires_no_earlier_than,
            record.replacement,
            record.context_window or model.context_window,
            record.max_input_tokens or model.max_input_tokens,
            record.max_output_tokens or model.max_output_tokens,
            record.data_policy,
            *_ordinary(period_on(record, api.today)),
        )


def _which(route: RouteEntry) -> tuple[str, str, str]:
    return route.model_id, route.provider_id, route.route.model_id


def _ordinary(period: PricePeriod | None) -> Iterator[Cell]:
    """Yield the currency and the prices of the ordinary mode, per million tokens."""
    card = period.standard if period else None
    yield period.currency if period and card else None
    for name in _RATES:
        yield getattr(card, name) if card else None


# Prices


def _prices(api: Api) -> Iterator[Row]:
    for number, route in enumerate(api.catalog.routes, start=1):
        periods = route.route.prices
        for period, following in zip_longest(periods, periods[1:]):
            until = period.until or (following.from_ if following else None)
            of_period = (number, *_which(route), period.from_, until, period.basis, period.currency)
            for mode in MODES:
                card: RateCard | None = getattr(period, mode)
                if card is not None:
                    for amount in _amounts(card):
                        yield (*of_period, mode, *amount)


def _amounts(card: RateCard) -> Iterator[Row]:
    """Yield tier, what is charged, unit, detail and price of each amount of a mode."""
    yield from ((None, name, "million_tokens", None, price) for name, price in _rates(card))
    for tier in card.tiers:
        yield from ((tier.above_input_tokens, name, "million_tokens", None, price) for name, price in _rates(tier))
    for unit in card.per_unit:
        yield None, "unit", unit.unit, unit.what, unit.price


def _rates(rates: Rates) -> Iterator[tuple[str, Decimal]]:
    for name in _RATE_NAMES:
        if name in rates.model_fields_set:
            yield name, getattr(rates, name)


_RATE_NAMES: Final = tuple(Rates.model_fields)


# Lifecycles


def _lifecycle(api: Api) -> Iterator[Row]:
    for number, route in enumerate(api.catalog.routes, start=1):
        for event, name in _DAYS.items():
            day = getattr(route.route, name)
            if day is not None:
                yield number, *_which(route), event, day, day <= api.today, route.route.replacement


_DAYS: Final = {
    "available": "available_from",
    "deprecated": "deprecated_on",
    "retires": "retires_on",
    "not_retired_before": "retires_no_earlier_than",
}


_WHICH: Final = {"route": "INTEGER", "model": "TEXT", "provider": "TEXT", "model_id": "TEXT"}


def texts(*names: str) -> dict[str, str]:
    """Return columns of text."""
    return dict.fromkeys(names, "TEXT")


def _numbers(*names: str) -> dict[str, str]:
    return dict.fromkeys(names, "INTEGER")


TABLES: Final = (
    Table(
        "models",
        {
            **texts("id", "name", "developer", "family", "status", "status_at_developer"),
            **texts("released_on", "knowledge_cutoff"),
            **_numbers("context_window", "max_input_tokens", "max_output_tokens"),
            **texts("input_modalities", "output_modalities"),
            **_numbers(*_ABILITIES, "open_weights"),
            "license": "TEXT",
            "total_parameters_billion": "REAL",
            "active_parameters_billion": "REAL",
            **texts("lead_provider", "lead_model_id"),
            **_PRICES,
            **texts("reviewed_on", "url"),
        },
        _models,
    ),
    Table(
        "routes",
        {
            **_WHICH,
            **texts("serves", "variant", "regions", "status"),
            "floor_passed": "INTEGER",
            **texts("available_from", "deprecated_on", "retires_on", "retires_no_earlier_than", "replacement"),
            **_numbers("context_window", "max_input_tokens", "max_output_tokens"),
            "data_policy": "TEXT",
            **_PRICES,
        },
        _routes,
    ),
    Table(
        "prices",
        {
            **_WHICH,
            **texts("from_day", "until_day", "basis", "currency", "mode"),
            "above_input_tokens": "INTEGER",
            **texts("charged_for", "per", "what"),
            "price": "REAL",
        },
        _prices,
    ),
    Table(
        "lifecycle",
        {**_WHICH, **texts("event", "day"), "past": "INTEGER", "replacement": "TEXT"},
        _lifecycle,
    ),
)
"""The tables that are published as CSV; the database has them too."""
