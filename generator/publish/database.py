"""`downloads/catalog.sqlite`: the catalog as a database, with views that answer what people ask most.

Amounts are floating-point numbers here, as SQLite has no others; the JSON files keep every digit. The same catalog on
the same day gives the same bytes, whichever release of SQLite wrote them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from decimal import Decimal
from typing import Final

from generator.publish.api import Api
from generator.publish.more_tables import MORE_TABLES
from generator.publish.tables import FOLDER, TABLES, Cell, Row, Table

PATH: Final = f"{FOLDER}catalog.sqlite"
"""Where the database lies in the site."""

VIEWS: Final = {
    "cheapest": """
        SELECT model, provider, model_id, variant, currency, input, cached_input, output, context_window
        FROM routes WHERE status <> 'retired' AND input IS NOT NULL AND output IS NOT NULL
        ORDER BY currency, input + output, model, provider""",
    "next_retirements": """
        SELECT retires_on, model, provider, model_id, replacement
        FROM routes, about WHERE retires_on > about.as_of
        ORDER BY retires_on, model, provider""",
    "may_retire_any_day": """
        SELECT retires_no_earlier_than AS since, model, provider, model_id, replacement
        FROM routes WHERE floor_passed AND status <> 'retired'
        ORDER BY since, model, provider""",
    "price_history": """
        SELECT model, provider, model_id, from_day, until_day, currency,
            max(price) FILTER (WHERE charged_for = 'input') AS input,
            max(price) FILTER (WHERE charged_for = 'cached_input') AS cached_input,
            max(price) FILTER (WHERE charged_for = 'output') AS output
        FROM prices WHERE mode = 'standard' AND above_input_tokens IS NULL AND charged_for <> 'unit'
        GROUP BY route, from_day ORDER BY model, provider, model_id, from_day""",
    "data_handling": """
        SELECT routes.model, routes.provider, routes.model_id, routes.regions, policies.name AS terms,
            policies.trains_on_data, policies.retention_days, policies.zero_data_retention, policies.dpa
        FROM routes LEFT JOIN policies
            ON policies.provider = routes.provider AND policies.policy = routes.data_policy
        WHERE routes.status <> 'retired' ORDER BY routes.model, routes.provider, routes.model_id""",
    "who_serves": """
        SELECT models.name, routes.model, providers.name AS provider_name, routes.provider, routes.model_id,
            routes.status, routes.currency, routes.input, routes.output
        FROM routes JOIN models ON models.id = routes.model JOIN providers ON providers.id = routes.provider
        ORDER BY routes.model, routes.provider, routes.model_id""",
}
"""Each view's name and what it selects."""

ALL_TABLES: Final = (*TABLES, *MORE_TABLES)
"""The tables of the database."""

_INDEXES: Final = ("models (id)", "routes (model)", "routes (provider)", "prices (route)", "ids (id)")

_CHANGE_COUNTERS: Final = ((24, 4), (92, 8))
"""Places in a database's header that tell how often and by which release of SQLite it was written: offset, length."""


def files(api: Api, rows: Mapping[str, Sequence[Row]]) -> Iterator[tuple[str, bytes]]:
    """Yield the database, from what `tables.all_rows` made."""
    yield PATH, database(api, rows)


def database(api: Api, rows: Mapping[str, Sequence[Row]]) -> bytes:
    """Return the content of the database."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("PRAGMA page_size = 4096")
        connection.execute("BEGIN")
        connection.execute("CREATE TABLE about (as_of TEXT NOT NULL, url TEXT NOT NULL)")
        connection.execute("INSERT INTO about VALUES (?, ?)", (api.today.isoformat(), api.site_url))
        for table in ALL_TABLES:
            _fill(connection, table, rows[table.name])
        for number, indexed in enumerate(_INDEXES):
            connection.execute(f"CREATE INDEX index_{number} ON {indexed}")
        for name, select in VIEWS.items():
            connection.execute(f"CREATE VIEW {name} AS {' '.join(select.split())}")
        connection.execute("COMMIT")
        content = bytearray(connection.serialize())
    for offset, length in _CHANGE_COUNTERS:
        # Both counters must agree, or SQLite takes the size in the header for stale.
        content[offset : offset + length] = bytes(length)
    return bytes(content)


def _fill(connection: sqlite3.Connection, table: Table, rows: Iterable[Row]) -> None:
    columns = ", ".join(f'"{name}" {kind}' for name, kind in table.columns.items())
    connection.execute(f"CREATE TABLE {table.name} ({columns})")
    places = ", ".join("?" * len(table.columns))
    cells = ([_cell(value) for value in row] for row in rows)
    connection.executemany(f"INSERT INTO {table.name} VALUES ({places})", cells)


def _cell(value: Cell) -> str | int | float | None:
    """Return a value as SQLite holds it: days as text, several values as a JSON array, yes and no as 1 and 0."""
    kind = type(value)
    if value is None or kind is str or kind is int or kind is bool:
        return value  # type: ignore[return-value]
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value) if isinstance(value, tuple) else str(value)
