"""Scores that their benchmark can give."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.survey import Survey, at_model
from generator.checks.words import amount
from generator.reading import Place


def scores_lie_in_range(survey: Survey) -> Iterator[Place]:
    """Refuse a score below the least or above the greatest that its benchmark can give."""
    for entry in survey.catalog.models.values():
        for index, score in enumerate(entry.model.benchmarks):
            benchmark = survey.catalog.benchmarks.get(score.benchmark)
            if benchmark is None:
                continue
            if benchmark.minimum is not None and score.score < benchmark.minimum:
                bound = f"below {amount(benchmark.minimum)}, the least"
            elif benchmark.maximum is not None and score.score > benchmark.maximum:
                bound = f"above {amount(benchmark.maximum)}, the greatest"
            else:
                continue
            message = f"{amount(score.score)} is {bound} score of {benchmark.name}. Check the unit: {benchmark.unit}."
            yield at_model(entry, message, "benchmarks", index, "score")
