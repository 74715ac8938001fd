"""Models side by side: a column a model, a row a fact.

Which rows differ, and where a value is the best one. The tool on the comparison page puts any columns together by the
same two rules (docs/theme/assets/compare-table.js); it takes every word from here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.site.view.citations import Shown, unknown
from generator.site.view.comparison_rows import GroupKind, RowKind
from generator.site.view.links import Link


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

    model: Link
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
