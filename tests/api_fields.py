"""Every published field of the API, and every column of a table, with its type: what readers may depend on.

`python -m tests.api_fields` adds new fields to the list that `test_api_schemas.py` holds the API to. Nothing removes a
line: a field that disappears or changes its type gets a new version in the address instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.publish.schemas import KINDS, json_schema
from generator.publish.tables import TABLES

PUBLISHED = Path(__file__).parent / "golden" / "api-fields.txt"
"""The list of what was published."""


def published() -> list[str]:
    """Return the lines of the list."""
    return PUBLISHED.read_text(encoding="utf-8").splitlines()


def fields() -> list[str]:
    """Return a line for each column, and for each field: kind of file, path, type, and whether it may be absent."""
    columns = {f"{table.name}.csv {name}: {kind}" for table in TABLES for name, kind in table.columns.items()}
    schemas = {kind.name: json_schema(kind, "https://example.org/") for kind in KINDS}
    return sorted(
        columns | {f"{name} {line}" for name, schema in schemas.items() for line in _lines(schema, schema["$defs"], "")}
    )


def _lines(schema: dict[str, Any], definitions: dict[str, Any], path: str) -> Iterator[str]:
    schema = _resolved(schema, definitions)
    for name, each in schema.get("properties", {}).items():
        here = f"{path}.{name}" if path else name
        presence = "always" if name in schema.get("required", ()) else "where known"
        yield f"{here}: {_type(each, definitions)}, {presence}"
        yield from _inside(each, definitions, here)


def _inside(schema: dict[str, Any], definitions: dict[str, Any], path: str) -> Iterator[str]:
    schema = _resolved(schema, definitions)
    yield from _lines(schema, definitions, path)
    for choice in schema.get("anyOf", ()):
        yield from _inside(choice, definitions, path)
    if "items" in schema:
        yield from _inside(schema["items"], definitions, f"{path}[]")
    for each in (schema.get("additionalProperties"), *schema.get("patternProperties", {}).values()):
        if isinstance(each, dict):
            yield from _inside(each, definitions, f"{path}.*")


def _type(schema: dict[str, Any], definitions: dict[str, Any]) -> str:
    schema = _resolved(schema, definitions)
    if "anyOf" in schema:
        return "|".join(sorted({_type(choice, definitions) for choice in schema["anyOf"]}))
    if "items" in schema:
        return f"array of {_type(schema['items'], definitions)}"
    return str(schema.get("type", "any"))


def _resolved(schema: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in schema:
        found: dict[str, Any] = definitions[schema["$ref"].removeprefix("#/$defs/")]
        return found
    return schema


if __name__ == "__main__":
    PUBLISHED.write_text("\n".join(sorted({*(published() if PUBLISHED.exists() else ()), *fields()})) + "\n", "utf-8")
