"""What scores are measured on."""

from __future__ import annotations

from typing import Literal

from generator.schema.base import Strict
from generator.schema.text import LongText, PathId, Score, Slug, Text

BenchmarkGroup = Literal[
    "composite",
    "reasoning_and_knowledge",
    "coding",
    "agentic",
    "math_and_instruction_following",
    "long_context",
    "multimodal",
]
"""The ability under which a page lists a benchmark."""


Unit = Literal["percent", "index", "elo", "usd"]
"""What a score counts."""


class Benchmark(Strict):
    """A test that models are scored on."""

    name: Text
    """The name as its authors write it."""
    measures: LongText
    """What it measures, in our own words."""
    group: BenchmarkGroup
    """The ability under which pages list it."""
    unit: Unit
    """What a score counts."""
    higher_is_better: bool = True
    """Whether more is better."""
    minimum: Score | None = None
    """The least score possible."""
    maximum: Score | None = None
    """The greatest score possible."""
    source: PathId
    """The paper or page that defines it."""


class BenchmarkFile(Strict):
    """All benchmarks of the catalog, by id."""

    benchmarks: dict[Slug, Benchmark]
    """The benchmarks, by an id that scores name."""
