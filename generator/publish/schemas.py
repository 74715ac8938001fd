"""How the files under `api/v1/` are described to programs: a JSON Schema for each kind, and one OpenAPI description.

Both are made of the same types, so they cannot disagree. They allow fields that they do not know, because adding a
field breaks nobody; what is there never disappears and never changes its type, and a test holds that.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, models_json_schema
from pydantic_core import core_schema

from generator.publish import shapes
from generator.publish import shapes_of_lists as lists
from generator.publish import shapes_of_routes as routes
from generator.publish.api import ROOT
from generator.publish.shapes_of_changes import Changes


class Kind(NamedTuple):
    """A kind of file."""

    name: str
    """The name of its JSON Schema."""
    path: str
    """Where its files lie below `api/v1/`, with `{parameters}` where there are several."""
    shape: type[BaseModel]
    """What each holds; its docstring says what it is."""

    @property
    def schema_path(self) -> str:
        """Where its JSON Schema lies in the site."""
        return f"{ROOT}{self.name}.schema.json"


KINDS: Final = (
    Kind("models", "models.json", shapes.Models),
    Kind("model", "models/{developer}/{model}.json", shapes.ModelFile),
    Kind("developers", "developers.json", lists.Developers),
    Kind("developer", "developers/{developer}.json", lists.DeveloperFile),
    Kind("providers", "providers.json", lists.Providers),
    Kind("provider", "providers/{provider}.json", lists.ProviderFile),
    Kind("routes", "routes.json", routes.Routes),
    Kind("routes-of-provider", "routes/{provider}.json", routes.RoutesOfProvider),
    Kind("prices", "prices.json", routes.Prices),
    Kind("prices-of-provider", "prices/{provider}.json", routes.PricesOfProvider),
    Kind("lifecycle", "lifecycle.json", routes.Lifecycles),
    Kind("lifecycle-of-provider", "lifecycle/{provider}.json", routes.LifecyclesOfProvider),
    Kind("policies", "policies.json", lists.Policies),
    Kind("policy", "policies/{provider}/{policy}.json", lists.PolicyFile),
    Kind("benchmarks", "benchmarks.json", lists.Benchmarks),
    Kind("benchmark", "benchmarks/{benchmark}.json", lists.BenchmarkFile),
    Kind("ids", "ids.json", lists.Ids),
    Kind("evidence", "evidence.json", lists.EvidenceFile),
    Kind("changes", "changes.json", Changes),
)
"""Every kind of file, a list before its records."""

_PARAMETERS: Final = {
    "developer": "The id of a developer.",
    "model": "The id of a model, without its developer.",
    "provider": "The id of a provider.",
    "policy": "The id of a data policy at its provider.",
    "benchmark": "The id of a benchmark.",
}


def files(site_url: str) -> Iterator[tuple[str, bytes]]:
    """Yield a JSON Schema for each kind of file, and the OpenAPI description, each as (path in the site, content)."""
    definitions = _definitions()
    for kind in KINDS:
        yield kind.schema_path, _pretty(_json_schema(kind, definitions, site_url))
    yield f"{ROOT}openapi.json", _pretty(_openapi(definitions, site_url))


def json_schema(kind: Kind, site_url: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a kind of file."""
    return _json_schema(kind, _definitions(), site_url)


def _definitions() -> dict[str, Any]:
    """Every type that any file holds, by name, so that each is described once."""
    _, schema = models_json_schema([(kind.shape, "validation") for kind in KINDS], schema_generator=_ForReaders)
    definitions: dict[str, Any] = _opened(schema["$defs"])
    return definitions


def _json_schema(kind: Kind, definitions: Mapping[str, Any], site_url: str) -> dict[str, Any]:
    name = kind.shape.__name__
    needed = {name}
    waiting = [name]
    while waiting:
        new = set(_refs(definitions[waiting.pop()])) - needed
        needed |= new
        waiting += new
    return {
        "$schema": _ForReaders.schema_dialect,
        "$id": f"{site_url}{kind.schema_path}",
        **definitions[name],
        "$defs": {each: schema for each, schema in definitions.items() if each in needed - {name}},
    }


def _refs(schema: Any) -> Iterator[str]:
    """Yield the names of the types that a schema refers to."""
    if isinstance(schema, list):
        for each in schema:
            yield from _refs(each)
    elif isinstance(schema, dict):
        for name, each in schema.items():
            yield from [each.removeprefix(_REF)] if name == "$ref" else _refs(each)


def _openapi(definitions: Mapping[str, Any], site_url: str) -> dict[str, Any]:
    """Return the OpenAPI 3.1 description of all files."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Model Catalog",
            "version": "1",
            "summary": "A catalog of large language models in which every number shows its evidence.",
            "description": "Files made with the site: no key, no limits of their own, GET only.",
            "license": {"name": "CC0 1.0", "identifier": "CC0-1.0"},
        },
        "servers": [{"url": f"{site_url}{ROOT}".removesuffix("/")}],
        "paths": {f"/{kind.path}": {"get": _operation(kind)} for kind in KINDS},
        "components": {"schemas": _moved(definitions)},
    }


def _moved(schema: Any) -> Any:
    """Return a schema whose references lead to where OpenAPI keeps types."""
    if isinstance(schema, list):
        return [_moved(each) for each in schema]
    if not isinstance(schema, Mapping):
        return schema
    return {
        name: f"{_COMPONENTS}{each.removeprefix(_REF)}" if name == "$ref" else _moved(each)
        for name, each in schema.items()
    }


_REF: Final = "#/$defs/"
_COMPONENTS: Final = "#/components/schemas/"


def _operation(kind: Kind) -> dict[str, Any]:
    named = [part[1:-1] for part in kind.path.removesuffix(".json").split("/") if part.startswith("{")]
    operation: dict[str, Any] = {
        "operationId": f"get{kind.shape.__name__}",
        "summary": (kind.shape.__doc__ or "").strip(),
        "responses": {
            "200": {
                "description": "The file.",
                "content": {"application/json": {"schema": {"$ref": f"{_COMPONENTS}{kind.shape.__name__}"}}},
            },
        },
    }
    if named:
        operation["parameters"] = [
            {
                "name": name,
                "in": "path",
                "required": True,
                "description": _PARAMETERS[name],
                "schema": {"type": "string"},
            }
            for name in named
        ]
        operation["responses"]["404"] = {"description": "There is no such record."}
    return operation


class _ForReaders(GenerateJsonSchema):
    """What is left out is never null, so null is a value only where a field is always there."""

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        inner = schema["schema"]
        if schema.get("default") is None and inner["type"] == "nullable":
            return self.generate_inner(inner["schema"])
        found = super().default_schema(schema)
        if found.get("default") in ([], {}):
            del found["default"]
        return found

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> JsonSchemaValue:
        found = super().tagged_union_schema(schema)
        # A whole number is a number too, so `oneOf` would refuse it.
        found["anyOf"] = found.pop("oneOf")
        return found


def _opened(schema: Any) -> Any:
    """Return a schema that allows fields it does not know, and dates that are text only, as JSON has them."""
    if isinstance(schema, list):
        return [_opened(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {name: _opened(each) for name, each in schema.items() if (name, each) != ("additionalProperties", False)}
    if kept.get("anyOf") == _YEAR_AS_NUMBER:
        kept |= kept.pop("anyOf")[0]
    return kept


_YEAR_AS_NUMBER: Final = [{"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}, {"type": "integer"}]
"""How an editor of YAML may write a partial date."""


def _pretty(schema: dict[str, Any]) -> bytes:
    return (json.dumps(schema, indent=1, ensure_ascii=False) + "\n").encode()
