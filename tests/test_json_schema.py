"""The JSON Schemas for editors: fresh, documented, and of one mind with the schema that decides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from generator.__main__ import main
from generator.reading import document
from generator.reading.layout import walk
from generator.schema.json_schema import FILES, json_schema, schema_files
from tests.factory import MINI, NANO, NANO_AT_HOST, NANO_ROUTES, Draft
from tests.shipped_site import ROOT


@pytest.fixture(scope="module")
def validators() -> dict[str, Draft202012Validator]:
    return {name: Draft202012Validator(json_schema(kind)) for name, kind in FILES.items()}


def fields(schema: object, where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every field of every block in a schema."""
    if isinstance(schema, dict):
        for name, field in schema.get("properties", {}).items():
            yield f"{where}.{name}", field
        for name, inner in schema.get("$defs", {}).items():
            yield from fields(inner, name)


def test_the_committed_schemas_are_fresh() -> None:
    committed = {path.name: path.read_bytes() for path in (ROOT / "schemas").iterdir()}
    assert committed == schema_files(), "run `python -m generator schemas`"


def test_the_command_writes_them(tmp_path: Any) -> None:
    done = CliRunner().invoke(main, ["schemas", "--into", str(tmp_path)])
    assert done.exit_code == 0
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == schema_files()


@pytest.mark.parametrize("name", FILES)
def test_schema_is_valid_and_explains_every_field(name: str) -> None:
    schema = json_schema(FILES[name])
    Draft202012Validator.check_schema(schema)
    found = dict(fields(schema, name))
    assert found
    # A field that says the same as the block it refers to leaves it to the block.
    assert [where for where, field in found.items() if not {"description", "$ref"} & field.keys()] == []


def test_the_files_of_the_catalog_fit_their_schemas(validators: dict[str, Draft202012Validator]) -> None:
    root = ROOT / "catalog"
    files, _ = walk(root)
    # Ten thousand files of routes are alike: one in ten says what all would. The other kinds are few.
    routes = [file for file in files if file.kind == "routes"][::10]
    models = [file for file in files if file.kind == "model"][::4]
    for file in (*routes, *models, *(file for file in files if file.kind not in ("routes", "model"))):
        if file.kind != "article":
            data = document.parse(file.path, (root / file.path).read_bytes())
            error = next(validators[file.kind].iter_errors(data), None)
            assert error is None, f"{file.path}: {error.message if error else ''}"


@pytest.mark.parametrize(
    ("name", "path", "old", "new"),
    [
        ("model", NANO, "context_window: 1047576", "contex_window: 1047576"),
        ("model", NANO, "context_window: 1047576", "context_window: 0"),
        ("model", NANO, "context_window: 1047576", 'context_window: "1047576"'),
        ("model", NANO, "[text, image]", "[text, imagery]"),
        ("model", NANO, "[text, image]", "[text, text]"),
        ("model", NANO, "read_on: 2026-10-02", "read_on: soon"),
        ("model", NANO, "{knowledge_cutoff: 2024-04}", "{'knowledge cutoff': 2024-04}"),
        ("model", MINI, "name: Acme mini\n", ""),
        ("routes", NANO_ROUTES, "replacement: acme/mini", "replacement: mini"),
        ("routes", NANO_AT_HOST, "input: 0.12", "input: -0.12"),
        ("routes", NANO_AT_HOST, "basis: observed", "basis: guessed"),
        ("comparison", "comparisons/nano-or-zen.yaml", ", zenith/zen]", "]"),
        ("sources", "sources/acme.yaml", "https://acme.com/terms", "http://acme.com/terms"),
        ("developer", "developers/acme.yaml", "four:", "Four:"),
    ],
)
def test_an_editor_sees_the_error(
    validators: dict[str, Draft202012Validator], draft: Draft, name: str, path: str, old: str, new: str
) -> None:
    def is_valid() -> bool:
        return validators[name].is_valid(document.parse(path, (draft.root / path).read_bytes()))

    assert is_valid()
    draft.change(path, old, new)
    assert not is_valid()


def test_a_value_left_empty_is_no_value(validators: dict[str, Draft202012Validator]) -> None:
    assert validators["model"].is_valid({"name": "Acme"})
    assert not validators["model"].is_valid({"name": "Acme", "family": None})
