"""The columns that the explorer fetches say what the catalog says."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from generator.site import explorer
from generator.site.context import SiteContext


def rows(context: SiteContext, name: str) -> list[dict[str, Any]]:
    """The rows of one file, decoded as the script decodes them."""
    columns = json.loads(dict(explorer.shared_files(context))[f"explorer/{name}.json"])["columns"]
    filled = {
        key: column["is"] if "is" in column else [column["of"][place] for place in column["at"]]
        for key, column in columns.items()
    }
    return [dict(zip(filled, values, strict=True)) for values in zip(*filled.values(), strict=True)]


def test_every_model_and_every_route_is_a_row(small: SiteContext) -> None:
    assert {row["id"] for row in rows(small, "models")} == set(small.catalog.models)
    assert len(rows(small, "routes")) == sum(1 for _ in small.catalog.routes)


def test_a_route_names_its_model_by_place(small: SiteContext) -> None:
    models = rows(small, "models")
    named = {(models[row["model"]]["id"], row["provider"], row["api_id"]) for row in rows(small, "routes")}
    assert named == {(entry.model_id, entry.provider_id, entry.route.model_id) for entry in small.catalog.routes}


def test_values_that_repeat_are_written_once() -> None:
    column = explorer.columns([{"a": "x"}, {"a": "x"}, {"a": "y"}, {"a": "x"}])["a"]
    assert column == {"of": ["x", "y"], "at": [0, 0, 1, 0]}
    assert explorer.columns([{"a": Decimal(1)}, {"a": Decimal(2)}])["a"] == {"is": [1, 2]}


def test_an_id_that_another_one_contains_is_not_repeated(small: SiteContext) -> None:
    for row in rows(small, "models"):
        known = [row["id"], row["name"].lower(), *row["ids"]]
        assert not [a for a in known for b in known if a != b and a in b and a not in (row["id"], row["name"].lower())]


def test_every_figure_of_the_first_hit_has_its_sources(small: SiteContext) -> None:
    sources = json.loads(dict(explorer.shared_files(small))["explorer/sources.json"])
    routes = rows(small, "routes")
    for field, is_told in (
        ("in", lambda row: row["in"] is not None),
        ("out", lambda row: row["out"] is not None),
        ("ends", lambda row: row["ends"] or row["floor"]),
    ):
        assert [note is not None for note in sources[field]] == [bool(is_told(row)) for row in routes], field
        assert any(note is not None for note in sources[field]), field
    kept = {f"{key}/{name}" for key, found in small.catalog.providers.items() for name in found.data_policies}
    assert set(sources["kept"]) <= kept
    numbers = {number for note in sources["notes"] for number, *_ in (*note["s"], *note.get("r", ()))}
    assert numbers == set(range(1, len(sources["references"]) + 1))


def test_the_routes_of_a_model_begin_with_its_developers_own(small: SiteContext) -> None:
    models = rows(small, "models")
    own = {row["id"]: row["developer"] for row in models}
    of_one = [row["provider"] for row in rows(small, "routes") if models[row["model"]]["id"] == "acme/one"]
    assert len(set(of_one)) > 1
    assert of_one[0] == own["acme/one"]
    assert of_one == sorted(of_one, key=lambda provider: provider != own["acme/one"])
