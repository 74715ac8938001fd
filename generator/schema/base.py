"""The ground that every record stands on: strict fields, evidence, and a past that is kept.

Facts stay plain scalars so that people can read and edit them; who said so is attached beside them by path. That keeps
a record short, and lets one source support ten facts in one line.
"""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Hashable
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, Final, TypeAlias, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Discriminator, Field, Tag, WithJsonSchema

from generator.schema.text import REMEMBERED, Day, PathId, Score, Text

_FIELD_PATH = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*")

T = TypeVar("T")
H = TypeVar("H", bound=Hashable)


class Strict(BaseModel):
    """A mapping whose keys are all known, whose values are never coerced, and which never changes."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        frozen=True,
        use_attribute_docstrings=True,
        populate_by_name=False,
    )


class Editorial:
    """Marks a field that is our own wording or structure and therefore needs no evidence."""


EDITORIAL: Final = Editorial()


def distinct(values: tuple[H, ...]) -> tuple[H, ...]:
    """Return `values` when none of them stands twice; raise ValueError otherwise."""
    if len(set(values)) < len(values):
        twice = next(value for index, value in enumerate(values) if value in values[:index])
        raise ValueError(f"names {str(twice)!r} twice. Keep one.")
    return values


@lru_cache(maxsize=REMEMBERED)
def _field_path(value: str) -> str:
    if not _FIELD_PATH.fullmatch(value):
        raise ValueError(f"{value!r} is not a path of fields. Write field or field.subfield.")
    return value


# Strictness would refuse YAML's lists where a tuple is meant; the items stay strict.
Many = Annotated[tuple[T, ...], Field(strict=False)]
"""Any number of values, in the order written."""

Distinct = Annotated[
    tuple[H, ...], Field(strict=False, json_schema_extra={"uniqueItems": True}), AfterValidator(distinct)
]
"""Any number of values, none of them twice."""

FieldPath = Annotated[
    str,
    AfterValidator(_field_path),
    WithJsonSchema({"type": "string", "pattern": f"^{_FIELD_PATH.pattern}$"}),
]
"""A path to a fact inside the block: `context_window`, `capabilities.reasoning`, `standard.input`."""


def _kind_of(value: Any) -> str:
    # A list of YAML is a tuple once it is validated.
    if isinstance(value, list | tuple):
        return "list"
    return type(value).__name__ if isinstance(value, bool | int | Decimal) else "str"


Plain: TypeAlias = Annotated[
    Annotated[Text, Tag("str")]
    | Annotated[bool, Tag("bool")]
    | Annotated[int, Tag("int")]
    | Annotated[Score, Tag("Decimal")]
    | Annotated[Many[Text], Tag("list")],
    Discriminator(_kind_of),
]
"""A value as a source reports it."""


class Evidence(Strict):
    """A source that somebody read on a day, and the facts of this block that it supports or contradicts.

    With neither `supports` nor `reports` it speaks of the whole block. With `reports` alone it only contradicts.
    """

    source: PathId
    """The document that was read, as publisher/document in `sources/`."""
    read_on: Day
    """The day on which somebody, or an import, read the document."""
    supports: Distinct[FieldPath] | None = None
    """Paths of the facts in this block that the document states as we do. Leave out when it states them all."""
    reports: dict[FieldPath, Plain] = Field(default_factory=dict)
    """Facts of this block for which the document states another value, with that value."""


class Past(Strict):
    """What a fact said before it changed in the world (not before we corrected it)."""

    field: FieldPath
    """The fact of this block that changed."""
    value: Plain
    """What it was before."""
    until: Day
    """The day on which it stopped being so, or on which a source was first seen with the new value."""
    because: Annotated[Text | None, EDITORIAL] = None
    """Why it changed, where that is known."""
    evidence: Many[Evidence] = ()
    """Who said the earlier value."""


class Cited(Strict):
    """A block of facts with the evidence for them."""

    evidence: Annotated[Many[Evidence], EDITORIAL] = ()
    """Who says so, and when somebody last looked."""


def records_in(annotation: Any) -> tuple[type[BaseModel], ...]:
    """Return the record classes inside an annotation such as `tuple[Snapshot, ...] | None`."""
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        return (annotation,) if issubclass(annotation, BaseModel) else ()
    return tuple(kind for argument in typing.get_args(annotation) for kind in records_in(argument))
