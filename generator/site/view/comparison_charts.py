"""Bars above a table of models side by side: a small chart a row, for prices, context and shared benchmarks.

A row is drawn where two or more of its numbers compare, by the rule for the best value: one unit, one way of measuring.
Rows of a group that share a scale are drawn on one. docs/theme/assets/compare-charts.js draws the same for the tool.
The bars are empty of meaning for who cannot see them; the words beside them and the table below say all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, log10
from typing import Final

from generator.site.view.citations import Shown, unknown
from generator.site.view.comparison import Cell, Column
from generator.site.view.comparison_rows import GroupKind, RowKind

WIDTH: Final = 1000
"""How long the longest bar can be, in units of its picture."""

_LEAST: Final = 4
"""A bar that is not zero can be seen."""

_WIDE_SPAN: Final = 100
"""Values more than this many times apart are drawn by their logarithms."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One column's value."""

    name: str
    shown: Shown
    width: int | None
    """In units of the picture; None where the value is not known, or does not compare."""

    @property
    def title(self) -> str:
        """What the mark says of itself."""
        return f"{self.name}: {self.shown.text}"


@dataclass(frozen=True, slots=True)
class Figure:
    """The values of one row."""

    label: str
    group: str
    is_logarithmic: bool
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Charts:
    """The figures above a table."""

    open: tuple[Figure, ...]
    folded: tuple[Figure, ...]
    """Those that wait until somebody unfolds them."""


@dataclass(frozen=True, slots=True)
class _Scale:
    """How long a bar is for a value."""

    least: float
    """The least value above zero."""
    top: float

    @property
    def is_logarithmic(self) -> bool:
        return self.top / self.least > _WIDE_SPAN

    def width(self, value: float) -> int:
        if value <= 0:
            return 0
        if not self.is_logarithmic:
            return max(floor(WIDTH * value / self.top), _LEAST)
        # The axis begins at the power of ten below the least value, which would have no length otherwise.
        start = ceil(log10(self.least)) - 1
        return max(floor(WIDTH * (log10(value) - start) / (log10(self.top) - start)), _LEAST)


def charts(kinds: Sequence[GroupKind], columns: Sequence[Column]) -> Charts:
    """Return the figures of these columns, in the order of the rows."""

    def figures(folded: bool) -> tuple[Figure, ...]:
        return tuple(figure for kind in kinds if kind.folded is folded for figure in _figures(kind, columns))

    return Charts(figures(folded=False), figures(folded=True))


def _figures(kind: GroupKind, columns: Sequence[Column]) -> Iterator[Figure]:
    drawn = [(row, cells) for row in kind.rows if (cells := _comparable(row, columns))]
    for row, cells in drawn:
        sharing = [found for other, found in drawn if other.scale == row.scale and _unit(found) == _unit(cells)]
        scale = _scale(row.scale, [value for found in sharing for value in _values(found)])
        if scale:
            bars = [
                Bar(column.model.text, cell.shown, None if cell.value is None else scale.width(float(cell.value)))
                for column, cell in zip(columns, cells, strict=True)
            ]
            yield Figure(row.label, kind.charted_as or kind.title, scale.is_logarithmic, tuple(bars))


def _comparable(row: RowKind, columns: Sequence[Column]) -> list[Cell]:
    """The cells of a row that can be drawn; none where fewer than two of its numbers compare."""
    if not row.scale:
        return []
    cells = [each.cells.get(row.id) or Cell(unknown(row.missing)) for each in columns]
    return cells if len(_values(cells)) > 1 and _unit(cells) is not None else []


def _unit(cells: Sequence[Cell]) -> str | None:
    """The unit of all numbers; None when there is more than one."""
    units = {cell.unit for cell in cells if cell.value is not None}
    return units.pop() if len(units) == 1 else None


def _values(cells: Sequence[Cell]) -> list[Decimal]:
    return [cell.value for cell in cells if cell.value is not None]


def _scale(name: str, values: Sequence[Decimal]) -> _Scale | None:
    """A scale from zero on for these values; None when all are zero."""
    if name == "percent":
        # A share is drawn as a share.
        return _Scale(100.0, 100.0)
    above = [float(value) for value in values if value > 0]
    return _Scale(min(above), max(above)) if above else None
