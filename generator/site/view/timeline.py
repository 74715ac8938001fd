"""When a developer's models came and went, as bars over the years. The days stand in the tables of the same page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from markupsafe import Markup

from generator.catalog import ModelEntry, Status
from generator.site.context import SiteContext
from generator.site.environment import render

_WIDTH: Final = 960
_LEFT: Final = 224
_RIGHT: Final = 16
_TOP: Final = 24
_ROW: Final = 22
_YEAR: Final = 40
"""How wide the number of a year is: one that would not fit is left out."""


@dataclass(frozen=True, slots=True)
class _Life:
    """A model's time at its developer, or anywhere where the developer serves none itself."""

    name: str
    status: Status | None
    released: date
    released_as_told: str
    ended: date | None
    """The day of the end, past or announced."""


@dataclass(frozen=True, slots=True)
class _Bar:
    name: str
    status: str
    y: int
    start: float
    end: float
    announced_end: float | None
    title: str


def timeline(context: SiteContext, entries: Sequence[ModelEntry]) -> Markup | None:
    """Return a bar for each model whose release is known, in the order given; None when there are fewer than two."""
    lives = [life for entry in entries if (life := _life(context, entry))]
    if len(lives) < 2:
        return None
    today = context.today
    first = date(min(life.released for life in lives).year, 1, 1)
    last = max([today, *(life.ended for life in lives if life.ended)])
    span = (last - first).days or 1

    def x(day: date) -> float:
        return round(_LEFT + (day - first).days / span * (_WIDTH - _LEFT - _RIGHT), 1)

    bars = [
        _Bar(
            name=life.name,
            status=str(life.status or "unknown"),
            y=_TOP + row * _ROW + _ROW // 2,
            start=x(life.released),
            end=x(min(life.ended or today, today)),
            announced_end=x(life.ended) if life.ended and life.ended > today else None,
            title=_title(life, today),
        )
        for row, life in enumerate(lives)
    ]
    return render(
        "timeline.svg",
        label=f"Releases of {len(lives)} models, {lives[-1].released.year} to {lives[0].released.year}",
        width=_WIDTH,
        height=_TOP + len(lives) * _ROW + 4,
        label_end=_LEFT - 12,
        top=_TOP,
        years=[
            (year, x(begin))
            for year in range(first.year, last.year + 1)
            if x(begin := date(year, 1, 1)) + _YEAR <= _WIDTH
        ],
        now=x(today),
        bars=bars,
    )


def _life(context: SiteContext, entry: ModelEntry) -> _Life | None:
    told = entry.model.released_on
    if told is None:
        return None
    lifecycle = context.lifecycles[entry.id]
    own = [route for route in entry.routes if route.provider_id == entry.developer_id]
    status = lifecycle.at_developer if own else lifecycle.status
    ends = [route.route.retires_on for route in own or entry.routes]
    known = [end for end in ends if end]
    # While one id lives without an end, the model does.
    ended = max(known) if known and len(known) == len(ends) else None
    return _Life(entry.model.name, status, date.fromisoformat(told + "-01-01"[len(told) - 4 :]), told, ended)


def _title(life: _Life, today: date) -> str:
    if life.ended is None:
        return f"{life.name}: released {life.released_as_told}"
    verb = "retired" if life.ended <= today else "retires"
    return f"{life.name}: released {life.released_as_told}, {verb} {life.ended}"
