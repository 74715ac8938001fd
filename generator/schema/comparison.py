"""Comparisons that somebody chose because people ask for them."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from generator.schema.base import Strict, distinct
from generator.schema.text import LongText, PathId, Text


class Comparison(Strict):
    """Models set side by side to answer a question."""

    title: Text
    """What the page is called."""
    question: LongText
    """The question that it answers, in our own words."""
    models: Annotated[
        tuple[PathId, ...],
        Field(strict=False, min_length=2, json_schema_extra={"uniqueItems": True}),
        AfterValidator(distinct),
    ]
    """The models, in the order of the columns."""
