"""Every file of the API is what its JSON Schema says, and what was published once stays."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from generator.publish import api, publication
from generator.publish.schemas import KINDS, Kind, json_schema
from tests import api_fields, small_catalog
from tests.test_api import shipped_catalog

ONE_IN = 25
"""Of the shipped catalog's many records of a kind, one in so many is looked at: a schema is slow."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of the small catalog's API by path."""
    catalog = small_catalog.read(tmp_path_factory.mktemp("catalog"))
    made = api.Api(catalog, small_catalog.TODAY, small_catalog.SITE_URL)
    models = (api.model_file(made, model_id) for model_id in catalog.models)
    return {path: content for path, content in (*models, *publication.documents(made)) if path.startswith(api.ROOT)}


@pytest.fixture(scope="module")
def shipped() -> dict[str, bytes]:
    """The files of the shipped catalog's API by path, but for most of the models'."""
    made = api.Api(shipped_catalog(), small_catalog.TODAY, small_catalog.SITE_URL)
    models = [api.model_file(made, model_id) for model_id in list(made.catalog.models)[::ONE_IN]]
    return {path: content for path, content in (*models, *publication.documents(made)) if path.startswith(api.ROOT)}


def of_kind(kind: Kind, files: dict[str, bytes]) -> Iterator[tuple[str, Any]]:
    pattern = re.compile(re.escape(api.ROOT) + re.sub(r"\\\{\w+\\\}", r"[^/]+", re.escape(kind.path)))
    for path, content in files.items():
        if pattern.fullmatch(path):
            yield path, json.loads(content)


def closed(schema: Any) -> Any:
    """A schema that refuses what it does not describe: readers must not, but the catalog must describe all it says."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    shut = {name: closed(each) for name, each in schema.items()}
    if schema.get("type") == "object" and "properties" in schema:
        shut["additionalProperties"] = False
    return shut


def problems(kind: Kind, files: Iterator[tuple[str, Any]]) -> list[str]:
    schema = closed(json_schema(kind, small_catalog.SITE_URL))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    return [
        f"{path}: {error.json_path}: {error.message}" for path, data in files for error in validator.iter_errors(data)
    ]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_each_file_of_the_small_catalog_is_what_its_schema_says(kind: Kind, files: dict[str, bytes]) -> None:
    found = list(of_kind(kind, files))
    assert found
    assert problems(kind, iter(found)) == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_files_of_the_shipped_catalog_are_what_their_schema_says(kind: Kind, shipped: dict[str, bytes]) -> None:
    found = list(of_kind(kind, shipped))
    sample = found if kind.name == "model" else found[::ONE_IN]
    assert sample
    for _, data in sample:
        for value in data.values():
            if isinstance(value, list):
                # Of a long list, rows from all over it.
                del value[200:]
    assert problems(kind, iter(sample)) == []


def test_a_schema_sees_a_wrong_type_and_an_unknown_field(files: dict[str, bytes]) -> None:
    kind = next(kind for kind in KINDS if kind.name == "model")
    path, data = next(of_kind(kind, files))
    data["context_window"] = "many"
    data["surprise"] = 1
    assert len(problems(kind, iter([(path, data)]))) == 2


def test_every_json_file_has_a_schema_beside_it(files: dict[str, bytes]) -> None:
    described = {path for kind in KINDS for path, _ in of_kind(kind, files)}
    schemas = {kind.schema_path for kind in KINDS}
    assert schemas <= set(files)
    assert set(files) - schemas - described == {f"{api.ROOT}openapi.json"}


def test_a_published_schema_lets_fields_be_added(files: dict[str, bytes]) -> None:
    for kind in KINDS:
        assert b'"additionalProperties": false' not in files[kind.schema_path]


def test_what_is_published_stays() -> None:
    """A field may be added (then run `python -m tests.api_fields`); none may disappear or change its type."""
    now = set(api_fields.fields())
    assert [line for line in api_fields.published() if line not in now] == []


@pytest.mark.parametrize(
    "line",
    [
        "model computed.evidence_levels: object, always",
        "model context_window: integer, where known",
        "model routes[].computed.current_prices: null|object, always",
        "model routes[].prices[].standard.input: number, where known",
        "models models[].status: string, where known",
    ],
)
def test_the_list_of_published_fields_reaches_what_readers_use(line: str) -> None:
    assert line in api_fields.published()


# OpenAPI


def test_the_openapi_description_names_every_file_and_nothing_else(files: dict[str, bytes]) -> None:
    description = json.loads(files[f"{api.ROOT}openapi.json"])
    assert description["openapi"].startswith("3.1.")
    assert set(description["paths"]) == {f"/{kind.path}" for kind in KINDS}
    for path, item in description["paths"].items():
        named = [parameter["name"] for parameter in item["get"].get("parameters", ())]
        assert named == re.findall(r"\{(\w+)\}", path)


def test_every_reference_of_the_openapi_description_resolves(files: dict[str, bytes]) -> None:
    text = files[f"{api.ROOT}openapi.json"].decode()
    schemas = json.loads(text)["components"]["schemas"]
    named = set(re.findall(r'"\$ref": "([^"]+)"', text))
    assert named
    assert {name.removeprefix("#/components/schemas/") for name in named} <= set(schemas)
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)


# What the lists say


def rows(files: dict[str, bytes], name: str) -> list[Any]:
    found: list[Any] = json.loads(files[f"{api.ROOT}{name}.json"], parse_float=Decimal)[name]
    return found


def test_the_list_of_a_provider_is_its_part_of_the_whole(files: dict[str, bytes]) -> None:
    for name in ("routes", "prices", "lifecycle"):
        whole = rows(files, name)
        for provider in ("acme", "hosting", "vault"):
            part = json.loads(files[f"{api.ROOT}{name}/{provider}.json"], parse_float=Decimal)
            assert part["provider"] == provider
            assert part[name] == [row for row in whole if row["provider"] == provider]


def test_prices_come_as_periods_and_name_the_one_that_holds(files: dict[str, bytes]) -> None:
    row = next(row for row in rows(files, "prices") if row["model_id"] == "acme-one")
    assert [(period["from"], period["standard"]["input"]) for period in row["periods"]] == [
        ("2025-04-14", Decimal("0.2")),
        ("2026-01-01", Decimal("0.1")),
    ]
    assert row["computed"] == {"current": 1}
    assert all(period["currency"] for each in rows(files, "prices") for period in each["periods"])


def test_a_floor_and_a_firm_day_are_told_apart(files: dict[str, bytes]) -> None:
    lives = {row["model_id"]: row for row in rows(files, "lifecycle")}
    assert set(lives) == {"acme-one", "acme-one-2025-04-14", "acme-one-mini"}
    assert lives["acme-one"]["computed"]["days_left"] == 152
    assert lives["acme-one-2025-04-14"]["computed"]["days_left"] == 0
    floor = lives["acme-one-mini"]
    assert (floor["retires_no_earlier_than"], "retires_on" in floor) == ("2026-06-01", False)
    computed = floor["computed"]
    assert (computed["status"], computed["floor_passed"], computed["days_left"]) == ("active", True, None)
    assert computed["sources"] == [{"source": "acme/docs", "read_on": "2026-10-01"}]


def test_a_policy_names_its_routes_and_a_benchmark_its_scores(files: dict[str, bytes]) -> None:
    policy = json.loads(files[f"{api.ROOT}policies/hosting/default.json"])
    assert [route["model_id"] for route in policy["computed"]["routes"]] == ["acme/one:fast"]
    assert policy["computed"]["evidence_levels"] == {"trains_on_data": "single source"}
    scores = json.loads(files[f"{api.ROOT}benchmarks/mmlu.json"])["scores"]
    assert [(row["model"], row["score"], row["evidence"][0]["source"]) for row in scores] == [
        ("acme/one", 80.1, "acme/evals"),
        ("acme/one-mini", 75.5, "acme/docs"),
    ]


def test_a_developer_lists_its_models_and_their_status(files: dict[str, bytes]) -> None:
    models = json.loads(files[f"{api.ROOT}developers/acme.json"])["computed"]["models"]
    assert [(model["id"], model["status"]) for model in models][:2] == [
        ("acme/embed", "active"),
        ("acme/one", "active"),
    ]
