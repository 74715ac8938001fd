"""Models side by side: a column a model, a row a fact.

Which rows there are, which of them differ, and where a value is the best one. The tool on the comparison page puts any
columns together by the same two rules (docs/theme/assets/compare.js); it takes every word from here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from generator.catalog import Catalog, words
from generator.site.view.citations import Shown, unknown
from generator.site.view.directory_rows import Standing
from generator.site.view.lifecycle import Link


@dataclass(frozen=True, slots=True)
class RowKind:
    """A fact that models are compared by."""

    id: str
    label: str
    best: str = ""
    """What the best value is called; empty where no value is better than another."""
    higher: bool = True
    """Whether the greatest value is the best one."""
    missing: str = words.UNKNOWN
    """What stands where a model does not state it. Other words than `Unknown` are an answer, not a gap."""
    always: bool = False
    """Whether the row stays when no model states it."""

    @property
    def absence_tells(self) -> bool:
        """Whether a model that does not state it differs from one that does."""
        return self.missing != words.UNKNOWN


@dataclass(frozen=True, slots=True)
class GroupKind:
    """Rows that belong together."""

    title: str
    rows: tuple[RowKind, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one model says in one row."""

    shown: Shown
    note: str = ""
    value: Decimal | None = None
    """The number that compares with others of the same unit; None when it must not be compared."""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One model."""

    id: str
    model: Link
    developer: str
    standing: Standing
    cells: Mapping[str, Cell]
    """By the id of the row; what is missing is not known."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a comparison: a cell a column, each with the word for the best value or none."""

    label: str
    cells: tuple[tuple[Cell, str], ...]
    differs: bool
    """Whether two models are known to differ. Where nothing is known of one, nobody can say."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that a table of models side by side places."""

    columns: tuple[Column, ...]
    groups: tuple[tuple[str, tuple[Row, ...]], ...]
    """Title and rows."""


_GROUPS: Final = (
    GroupKind(
        "Identity and dates",
        (
            RowKind("developer", "Developer"),
            RowKind("released", "Released", always=True),
            RowKind("cutoff", "Knowledge cutoff", best="latest", always=True),
            RowKind("open-weights", "Open weights", always=True),
            RowKind("license", "Licence", missing="None known"),
            RowKind("total-parameters", "Parameters"),
            RowKind("active-parameters", "Active parameters"),
        ),
    ),
    GroupKind(
        "Lifecycle",
        (
            RowKind("status", "Status", missing="No known route"),
            RowKind("end", "End of service", missing="No date"),
            RowKind("replacement", "Named replacement", missing="None named"),
            RowKind("offered", "Answers at", missing="No known route"),
        ),
    ),
    GroupKind(
        "Limits",
        (
            RowKind("context", "Context window", best="largest", always=True),
            RowKind("max-input", "Maximum input", best="largest"),
            RowKind("max-output", "Maximum output", best="largest", always=True),
        ),
    ),
    GroupKind(
        "Modalities and capabilities",
        (
            RowKind("input", "Input", always=True),
            RowKind("output", "Output", always=True),
            *(RowKind(f"can-{name}", label) for name, label in words.CAPABILITY.items()),
        ),
    ),
    GroupKind(
        "Prices per million tokens",
        (
            RowKind("price-at", "Prices at", missing="No known price", always=True),
            *(
                RowKind(f"standard-{name}", label, best="lowest", higher=False, always=name in ("input", "output"))
                for name, label in words.RATE.items()
            ),
            RowKind("batch-input", "Batch input", best="lowest", higher=False),
            RowKind("batch-output", "Batch output", best="lowest", higher=False),
            RowKind("long-requests", "Long requests", missing="No other price known"),
            RowKind("per-unit", "Other prices", missing="None known"),
        ),
    ),
    GroupKind(
        "Data handling",
        (
            RowKind("terms", "Terms", missing="No known terms", always=True),
            RowKind("training", "Training on prompts", always=True),
            RowKind("retention", "Retention", always=True),
            RowKind("zero-retention", "Zero data retention", always=True),
            RowKind("third-parties", "Third-party access"),
            RowKind("dpa", "Data processing agreement"),
            RowKind("transfer", "Transfer mechanism"),
        ),
    ),
    GroupKind(
        "Speed as measured by others",
        (
            RowKind("output-speed", "Output speed", best="fastest"),
            RowKind("first-token", "Time to first token", best="shortest", higher=False),
        ),
    ),
)


def row_kinds(catalog: Catalog) -> tuple[GroupKind, ...]:
    """Return every row that a comparison can have, in order: the fixed ones and one for each benchmark."""
    groups = []
    for group, title in words.BENCHMARK_GROUP.items():
        rows = [
            RowKind(
                f"benchmark-{key}",
                benchmark.name,
                best="highest" if benchmark.higher_is_better else "lowest",
                higher=benchmark.higher_is_better,
            )
            for key, benchmark in catalog.benchmarks.items()
            if benchmark.group == group
        ]
        if rows:
            groups.append(GroupKind(f"Benchmarks: {title}", tuple(rows)))
    return (*_GROUPS[:-1], *groups, _GROUPS[-1])


def comparison(kinds: Sequence[GroupKind], columns: Sequence[Column]) -> Comparison:
    """Put columns side by side; rows about which nothing is known are left out, but for those that matter always."""
    groups = []
    for kind in kinds:
        rows = tuple(
            _row(row, columns) for row in kind.rows if row.always or any(row.id in each.cells for each in columns)
        )
        if any(cell.shown.known for row in rows for cell, _ in row.cells):
            groups.append((kind.title, rows))
    return Comparison(tuple(columns), tuple(groups))


def _row(kind: RowKind, columns: Sequence[Column]) -> Row:
    cells = [each.cells.get(kind.id) or Cell(unknown(kind.missing)) for each in columns]
    best = _best(kind, cells)
    word = kind.best if all(cell.shown.known for cell in cells) else f"{kind.best} known"
    marked = tuple((cell, word if best is not None and cell.value == best else "") for cell in cells)
    told = {(cell.shown.text, cell.note) for cell in cells if cell.shown.known or kind.absence_tells}
    return Row(kind.label, marked, len(told) > 1)


def _best(kind: RowKind, cells: Sequence[Cell]) -> Decimal | None:
    """The best of two or more numbers in one unit that are not all the same."""
    values = {cell.value for cell in cells if cell.value is not None}
    units = {cell.unit for cell in cells if cell.value is not None}
    if not kind.best or len(values) < 2 or len(units) != 1:
        return None
    return max(values) if kind.higher else min(values)
