"""The tables and the database hold what the records hold, open everywhere, and answer what people ask."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from generator.publish import api, database, publication, tables
from tests import small_catalog
from tests.shipped_site import ROOT

DOCUMENTATION = (ROOT / "docs" / "pages" / "api.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    catalog = small_catalog.read(tmp_path_factory.mktemp("catalog"))
    return dict(publication.downloads(api.Api(catalog, small_catalog.TODAY, small_catalog.SITE_URL)))


@pytest.fixture
def connection(files: dict[str, bytes], tmp_path: Path) -> Iterator[sqlite3.Connection]:
    (tmp_path / "catalog.sqlite").write_bytes(files[database.PATH])
    with closing(sqlite3.connect(f"{(tmp_path / 'catalog.sqlite').as_uri()}?mode=ro", uri=True)) as opened:
        yield opened


def rows(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[f"downloads/{name}.csv"].decode(), newline="")))


def route(files: dict[str, bytes], model_id: str) -> dict[str, str]:
    return next(row for row in rows(files, "routes") if row["model_id"] == model_id)


# CSV


def test_a_model_is_one_row_with_what_people_filter_by(files: dict[str, bytes]) -> None:
    row = next(row for row in rows(files, "models") if row["id"] == "acme/one")
    told = {name: value for name, value in row.items() if value}
    assert told == {
        "id": "acme/one",
        "name": "Acme One",
        "developer": "acme",
        "family": "one",
        "status": "active",
        "status_at_developer": "deprecated",
        "released_on": "2025-04-14",
        "knowledge_cutoff": "2024-06-01",
        "context_window": "1047576",
        "max_output_tokens": "32768",
        "input_modalities": "text;image",
        "output_modalities": "text",
        "function_calling": "true",
        "reasoning": "false",
        "lead_provider": "acme",
        "lead_model_id": "acme-one",
        "currency": "USD",
        "input": "0.1",
        "cached_input": "0.025",
        "output": "0.4",
        "reviewed_on": "2026-11-20",
        "url": "https://example.org/catalog/models/acme/one/",
    }


def test_an_amount_keeps_its_digits_and_an_unknown_one_is_empty(files: dict[str, bytes]) -> None:
    fast = route(files, "acme/one:fast")
    assert (fast["currency"], fast["input"], fast["cached_input"], fast["output"]) == ("EUR", "0.0000001", "", "1")


def test_a_route_has_its_models_limits_where_it_has_none_of_its_own(files: dict[str, bytes]) -> None:
    assert route(files, "acme-one")["context_window"] == "1047576"
    assert route(files, "acme-one-mini")["max_output_tokens"] == "512"


def test_each_amount_is_a_row_with_its_period_and_mode(files: dict[str, bytes]) -> None:
    found = [
        (row["from_day"], row["until_day"], row["mode"], row["charged_for"], row["per"], row["what"], row["price"])
        for row in rows(files, "prices")
        if row["model_id"] in ("acme-one", "acme-paint")
    ]
    assert found == [
        ("2025-04-14", "2026-01-01", "standard", "input", "million_tokens", "", "0.2"),
        ("2025-04-14", "2026-01-01", "standard", "output", "million_tokens", "", "0.8"),
        ("2026-01-01", "", "standard", "input", "million_tokens", "", "0.1"),
        ("2026-01-01", "", "standard", "cached_input", "million_tokens", "", "0.025"),
        ("2026-01-01", "", "standard", "output", "million_tokens", "", "0.4"),
        ("2026-01-01", "", "batch", "input", "million_tokens", "", "0.05"),
        ("2026-01-01", "", "batch", "output", "million_tokens", "", "0.2"),
        ("2026-02-01", "", "standard", "unit", "image", "1024 x 1024", "0.04"),
    ]


def test_each_day_in_the_life_of_a_route_is_a_row(files: dict[str, bytes]) -> None:
    found = [(row["model_id"], row["event"], row["day"], row["past"]) for row in rows(files, "lifecycle")]
    assert found == [
        ("acme-one", "deprecated", "2026-04-22", "true"),
        ("acme-one", "retires", "2027-04-22", "false"),
        ("acme-one-2025-04-14", "deprecated", "2026-04-22", "true"),
        ("acme-one-2025-04-14", "retires", "2026-10-23", "true"),
        ("acme-one-mini", "not_retired_before", "2026-06-01", "true"),
    ]


# The database


def test_the_database_is_whole_and_tells_its_day(connection: sqlite3.Connection) -> None:
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("SELECT as_of, url FROM about").fetchall() == [("2026-11-21", small_catalog.SITE_URL)]


@pytest.mark.parametrize("table", tables.TABLES, ids=lambda table: table.name)
def test_the_database_has_the_rows_of_each_table(
    table: tables.Table, files: dict[str, bytes], connection: sqlite3.Connection
) -> None:
    cursor = connection.execute(f"SELECT * FROM {table.name}")
    assert [column[0] for column in cursor.description] == list(table.columns)
    told = rows(files, table.name)
    assert told
    for stored, written in zip(cursor.fetchall(), told, strict=True):
        assert [value is None for value in stored] == [value == "" for value in written.values()]
        assert str(stored[0]) == next(iter(written.values()))


def test_several_values_are_a_json_array(connection: sqlite3.Connection) -> None:
    found = connection.execute(
        "SELECT models.id FROM models, json_each(models.input_modalities) AS input WHERE input.value = 'image'"
    )
    assert found.fetchall() == [("acme/one",)]


@pytest.mark.parametrize(
    ("view", "columns", "answer"),
    [
        (
            "cheapest",
            "model, provider, currency, input, output",
            [
                ("acme/one", "hosting", "EUR", 1e-07, 1.0),
                ("zenith/zen", "hosting", "USD", 0.05, 0.3),
                ("acme/one-mini", "acme", "USD", 0.05, 0.4),
                ("acme/one", "acme", "USD", 0.1, 0.4),
            ],
        ),
        ("next_retirements", "retires_on, model_id", [("2027-04-22", "acme-one")]),
        ("may_retire_any_day", "since, model_id", [("2026-06-01", "acme-one-mini")]),
        (
            "price_history",
            "from_day, until_day, input, cached_input, output",
            [
                ("2025-04-14", "2026-01-01", 0.2, None, 0.8),
                ("2026-01-01", None, 0.1, 0.025, 0.4),
                ("2026-08-18", None, 1e-07, None, 1.0),
                ("2026-02-01", None, 0.05, None, 0.4),
                ("2026-08-18", None, 0.05, None, 0.3),
            ],
        ),
        (
            "data_handling",
            "model_id, terms, trains_on_data, retention_days",
            [
                ("acme-embed", None, None, None),
                ("acme/embed", None, None, None),
                ("acme-one", "API terms", "no", 30),
                ("acme/one:fast", "Terms of service", "opt_out", None),
                ("acme.one-v1:0", None, None, None),
                ("acme-one-mini", "API terms", "no", 30),
                ("acme-paint", None, None, None),
                ("zen", None, None, None),
            ],
        ),
        (
            "who_serves",
            "name, provider_name, status",
            [
                ("Acme Embed", "Acme API", "active"),
                ("Acme Embed", "Hosting & Co", "active"),
                ("Acme One", "Acme API", "deprecated"),
                ("Acme One", "Acme API", "retired"),
                ("Acme One", "Hosting & Co", "active"),
                ("Acme One", "Vault", "active"),
                ("Acme One mini", "Acme API", "active"),
                ("Acme Paint", "Acme API", "active"),
                ("Zen", "Hosting & Co", "active"),
            ],
        ),
    ],
)
def test_a_view_answers(connection: sqlite3.Connection, view: str, columns: str, answer: list[object]) -> None:
    assert connection.execute(f"SELECT {columns} FROM {view}").fetchall() == answer


def test_an_id_leads_to_its_model(connection: sqlite3.Connection) -> None:
    for wanted in ("acme one", "acme-one-2025-04-14", "acme.one-v1:0"):
        assert connection.execute("SELECT model FROM ids WHERE id = ?", (wanted,)).fetchall() == [("acme/one",)]


def test_the_same_catalog_gives_the_same_bytes(files: dict[str, bytes], tmp_path: Path) -> None:
    again = api.Api(small_catalog.read(tmp_path), small_catalog.TODAY, small_catalog.SITE_URL)
    assert dict(publication.downloads(again)) == files


def test_nothing_in_the_database_tells_which_release_wrote_it(files: dict[str, bytes]) -> None:
    content = files[database.PATH]
    version = sqlite3.sqlite_version_info
    assert (version[0] * 1_000_000 + version[1] * 1_000 + version[2]).to_bytes(4, "big") not in content[:100]


# The documentation


def test_the_documentation_names_every_table_and_view() -> None:
    for name in (*(table.name for table in database.ALL_TABLES), *database.VIEWS):
        assert f"`{name}`" in DOCUMENTATION, name
