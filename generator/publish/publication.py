"""All that machines read of the whole catalog: the API, feeds, calendars, downloads, exports, and a map of it all.

The files of one model are made with its page; see `generator.site.build`.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.publish import (
    benchmarks,
    calendars,
    changes,
    database,
    exports,
    feeds,
    lifecycle,
    llms,
    organisations,
    policies,
    prices,
    routes,
    schemas,
    tables,
)
from generator.publish.api import Api, shared_files


def files(api: Api) -> Iterator[tuple[str, bytes]]:
    """Yield every file that is not of one model alone as (path in the site, content)."""
    yield from documents(api)
    yield from downloads(api)


def documents(api: Api) -> Iterator[tuple[str, bytes]]:
    """Yield the API, the feeds, the calendars, and the map of all."""
    yield from shared_files(api)
    for noun in (organisations, routes, prices, lifecycle, policies, benchmarks, changes, feeds, calendars, llms):
        yield from noun.files(api)
    yield from schemas.files(api.site_url)


def downloads(api: Api) -> Iterator[tuple[str, bytes]]:
    """Yield the tables, the database, and the catalog in other catalogs' formats."""
    rows = tables.all_rows(api, database.ALL_TABLES)
    yield from tables.files(rows)
    yield from database.files(api, rows)
    yield from exports.files(api)
