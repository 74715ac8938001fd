"""How to walk a record: its fields under the names that files use, and the records inside them.

Evidence, checks and pages all walk records. Each class is asked once what it holds, because asking pydantic for every
record costs more than the walk itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from pydantic import BaseModel

from generator.reading import Loc
from generator.schema import Editorial, Evidence
from generator.schema.base import records_in


class FieldPlan(NamedTuple):
    """One field of a record class that holds facts or records."""

    name: str
    """The name in Python."""
    key: str
    """The name in a file."""
    editorial: bool
    """Whether the field is our own wording or structure and needs no evidence."""
    holds_records: bool
    """Whether its value is made of records rather than of plain values."""


@cache
def plan(kind: type[BaseModel]) -> tuple[FieldPlan, ...]:
    """Return the fields of a record class, evidence left out."""
    return tuple(
        FieldPlan(
            name,
            field.alias or name,
            any(isinstance(mark, Editorial) for mark in field.metadata),
            bool(records_in(field.annotation)),
        )
        for name, field in kind.model_fields.items()
        if Evidence not in records_in(field.annotation)
    )


@cache
def names(kind: type[BaseModel]) -> Mapping[str, str]:
    """Return the name in Python of each field of a record class, by its name in a file; evidence left out."""
    return {field.key: field.name for field in plan(kind)}


def children(value: Any, loc: Loc) -> Iterator[tuple[BaseModel, Loc]]:
    """Yield the records that a field's value is made of, each with the way to it."""
    if isinstance(value, BaseModel):
        yield value, loc
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield item, (*loc, index)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield item, (*loc, name)
