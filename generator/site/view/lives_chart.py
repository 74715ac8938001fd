"""Models that retire next, each as a bar from its release to its end. The days stand in the table of the same page.

A firm day and a floor end in different shapes, and the line before them differs too: nothing is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from markupsafe import Markup

from generator.catalog import words
from generator.site.context import SiteContext
from generator.site.environment import render
from generator.site.view.ends import End, Group, Kind

MOST: Final = {Kind.FIRM: 14, Kind.FLOOR: 14}
"""How many bars end on a firm day at most, and how many at a floor."""

_WIDTH: Final = 1120
_LEFT: Final = 300
_RIGHT: Final = 56
_TOP: Final = 26
_ROW: Final = 22
_BEYOND: Final = 36
"""How far the dashes go on behind a floor: nobody knows how long."""
_NAME: Final = 46
"""How many letters of a name have room."""


@dataclass(frozen=True, slots=True)
class _Life:
    end: End
    name: str
    released: date
    title: str


@dataclass(frozen=True, slots=True)
class _Bar:
    name: str
    style: str
    y: int
    start: float
    now: float
    """Where what is past ends."""
    end: float
    beyond: float
    """Where the dashes behind a floor end."""
    title: str


def lives_chart(context: SiteContext, listed: Iterable[End]) -> Markup | None:
    """Return a bar for each model and provider whose end is next, firm days first; None when there is none.

    Ends that lie behind, and models whose release is not known, are left out.
    """
    lives = list(_lives(context, listed))
    if not lives:
        return None
    today = context.today
    first = date(min(life.released for life in lives).year, 1, 1)
    last = max(today, *(life.end.day or today for life in lives))
    span = (last - first).days

    def x(day: date) -> float:
        return round(_LEFT + (day - first).days / span * (_WIDTH - _LEFT - _RIGHT), 1)

    bars = []
    for row, life in enumerate(lives):
        end = x(life.end.day or today)
        bars.append(
            _Bar(
                name=_short(life.name),
                style=_style(life.end, today),
                y=_TOP + row * _ROW + _ROW // 2,
                start=x(life.released),
                now=min(x(today), end),
                end=end,
                beyond=max(x(today), end) + _BEYOND,
                title=life.title,
            )
        )
    return render(
        "lives_chart.svg",
        label=f"From release to retirement: {words.count(len(bars), 'model')} at a provider",
        width=_WIDTH,
        height=_TOP + len(bars) * _ROW + 4,
        top=_TOP,
        label_end=_LEFT - 12,
        years=[(year, x(date(year, 1, 1))) for year in range(first.year, last.year + 1)],
        now=x(today),
        bars=bars,
    )


def _lives(context: SiteContext, listed: Iterable[End]) -> Iterator[_Life]:
    """Yield the next firm ends, then the floors that have passed or come next; one of each model at a provider."""
    found: dict[Kind, dict[tuple[str, str], _Life]] = {Kind.FIRM: {}, Kind.FLOOR: {}}
    for end in listed:
        life = _life(context, end)
        if life and end.kind in found and end.group(context.today) not in (Group.LATELY, Group.PAST):
            found[end.kind].setdefault((end.lead.model_id, end.lead.provider_id), life)
    for kind, lives in found.items():
        yield from list(lives.values())[: MOST[kind]]


def _life(context: SiteContext, end: End) -> _Life | None:
    model = context.catalog.models[end.lead.model_id].model
    told = model.released_on
    if told is None:
        return None
    name = f"{model.name}, {context.catalog.providers[end.lead.provider_id].name}"
    # A month or a year is drawn from its first day.
    released = date.fromisoformat(f"{told}-01-01"[:10])
    return _Life(end, name, released, f"{name}: released {told}, {end.told(context.today)}")


def _style(end: End, today: date) -> str:
    if end.kind is Kind.FIRM:
        return "firm"
    return "open" if end.group(today) is Group.ANY_DAY else "floor"


def _short(name: str) -> str:
    return name if len(name) <= _NAME else f"{name[: _NAME - 1]}…"
