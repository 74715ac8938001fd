"""Charts as SVG text: no script, no inline style, the reader's palette.

Marks take their colour from the page (`currentColor` and classes), each carries a title, and the data stands in a table
below, so that nothing is told by the picture alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from markupsafe import Markup

from generator.site.environment import render

_WIDTH: Final = 640
_HEIGHT: Final = 180
_LEFT: Final = 64
_RIGHT: Final = 16
_TOP: Final = 16
_BOTTOM: Final = 32


class Step(NamedTuple):
    """A value that holds from a day on."""

    day: date
    value: Decimal


class _Mark(NamedTuple):
    x: float
    y: float
    title: str


class _Line(NamedTuple):
    name: str
    points: str
    marks: list[_Mark]
    label_y: float


def step_chart(title: str, lines: Mapping[str, Sequence[Step]], today: date, label: Callable[[Decimal], str]) -> Markup:
    """Return steps over time, one line a name, from the first day to `today`. The scale starts at zero."""
    first = min(step.day for steps in lines.values() for step in steps)
    top = max(step.value for steps in lines.values() for step in steps) or Decimal(1)
    span = max((today - first).days, 1)

    def x(day: date) -> float:
        return round(_LEFT + (day - first).days / span * (_WIDTH - _LEFT - _RIGHT), 1)

    def y(value: Decimal) -> float:
        return round(_HEIGHT - _BOTTOM - float(value / top) * (_HEIGHT - _TOP - _BOTTOM), 1)

    drawn = []
    for name, steps in lines.items():
        points = []
        for step, following in zip(steps, [*steps[1:], None], strict=True):
            end = following.day if following else today
            points += [f"{x(step.day)},{y(step.value)}", f"{x(end)},{y(step.value)}"]
        marks = [_Mark(x(step.day), y(step.value), f"{name}: {label(step.value)} from {step.day}") for step in steps]
        drawn.append(_Line(name, " ".join(points), marks, y(steps[-1].value)))
    return render(
        "step_chart.svg",
        title=title,
        width=_WIDTH,
        height=_HEIGHT,
        left=_LEFT,
        right=_WIDTH - _RIGHT,
        bottom=_HEIGHT - _BOTTOM,
        top=_TOP,
        lines=drawn,
        first=first,
        today=today,
        top_label=label(top),
        zero_label=label(Decimal(0)),
    )
