"""The schema as editors read it: `schemas/<noun>.schema.json`, from which they complete and explain fields.

A file of the catalog names its schema in its first line. What an editor cannot know, such as whether an id exists, is
left to the checks.
"""

from __future__ import annotations

import json
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from generator.schema.benchmark import BenchmarkFile
from generator.schema.comparison import Comparison
from generator.schema.developer import Developer
from generator.schema.identity import Identities
from generator.schema.model import Model
from generator.schema.provider import Provider
from generator.schema.route import RouteFile
from generator.schema.source import SourceFile

FILES: Final[dict[str, type[BaseModel]]] = {
    "benchmarks": BenchmarkFile,
    "comparison": Comparison,
    "developer": Developer,
    "identities": Identities,
    "model": Model,
    "provider": Provider,
    "routes": RouteFile,
    "sources": SourceFile,
}
"""What a file of each kind holds."""


def json_schema(kind: type[BaseModel]) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a kind of file."""
    schema = kind.model_json_schema(schema_generator=_ForEditors)
    return {"$schema": _ForEditors.schema_dialect, **schema}


def schema_files() -> dict[str, bytes]:
    """Return the content of every file in `schemas/`, by name; always the same bytes for the same code."""
    return {
        f"{name}.schema.json": (json.dumps(json_schema(kind), indent=2, ensure_ascii=False) + "\n").encode()
        for name, kind in FILES.items()
    }


class _ForEditors(GenerateJsonSchema):
    """Left out means unknown in the catalog, so null is no value and no default there."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        found = super().default_schema(schema)
        if "default" in found and found["default"] in (None, []):
            del found["default"]
        return found

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        found = super().dict_schema(schema)
        if "patternProperties" in found:
            found["additionalProperties"] = False
        return found

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> JsonSchemaValue:
        found = super().tagged_union_schema(schema)
        # A whole number is a number too, so `oneOf` would refuse it.
        found["anyOf"] = found.pop("oneOf")
        return found
