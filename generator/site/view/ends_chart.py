"""When ids end at each provider, as a lane of marks over the months around today. The days stand in the table below.

Ends of one sort that lie so near that their marks would touch make one mark, as long as from the first day to the last,
with the number of ids in it. Firm days stand above a lane's line and floors below it, each in a shape of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from markupsafe import Markup

from generator.catalog import words
from generator.site.context import SiteContext
from generator.site.environment import render
from generator.site.view.ends import LATELY, SOON, End, Group, Kind, ids_in

MOST_LANES: Final = 14
"""How many providers have a lane at most."""

_WIDTH: Final = 1120
_LEFT: Final = 248
_RIGHT: Final = 24
_TOP: Final = 34
_LANE: Final = 36
_HALF: Final = 8
"""Half of the least length of a mark, and its distance from the line of its lane."""
_MONTHS: Final = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class _Mark:
    style: str
    x: float
    width: float
    y: float
    number: int
    title: str

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, slots=True)
class _Lane:
    name: str
    y: int
    marks: tuple[_Mark, ...]


class _Scale:
    """Days as places on the chart."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.first = today - timedelta(days=LATELY)
        self.last = today + timedelta(days=SOON[-1])

    def x(self, day: date) -> float:
        share = (day - self.first).days / (self.last - self.first).days
        return round(_LEFT + _HALF + share * (_WIDTH - _LEFT - _HALF - _RIGHT), 1)

    def shows(self, end: End) -> bool:
        return end.day is not None and self.first <= end.day <= self.last

    def months(self) -> list[tuple[float, str]]:
        """The first day of each month, with its name where it fits; a January names its year too."""
        found = []
        for number in range(self.first.year * 12 + self.first.month, self.last.year * 12 + self.last.month):
            day = date(number // 12, number % 12 + 1, 1)
            found.append(
                (self.x(day), f"{_MONTHS[day.month - 1]} {day.year}" if day.month == 1 else _MONTHS[day.month - 1])
            )
        return found


def ends_chart(context: SiteContext, listed: Iterable[End]) -> Markup | None:
    """Return a lane for each provider with an end in the last 90 or the next 365 days; None when there is none.

    Those that retire most ids come first; beyond `MOST_LANES` the chart says how many providers it leaves out.
    """
    scale = _Scale(context.today)
    by_provider: dict[str, list[End]] = {}
    for end in listed:
        if scale.shows(end):
            by_provider.setdefault(end.lead.provider_id, []).append(end)
    if not by_provider:
        return None
    names = {key: context.catalog.providers[key].name for key in by_provider}
    ordered = sorted(by_provider, key=lambda key: (-ids_in(_ahead(by_provider[key], scale)), names[key].lower()))
    lanes = [
        _Lane(names[key], y := _TOP + row * _LANE + _LANE // 2, tuple(_marks(by_provider[key], scale, y)))
        for row, key in enumerate(ordered[:MOST_LANES])
    ]
    left_out = len(ordered) - len(lanes)
    height = _TOP + len(lanes) * _LANE + 6
    return render(
        "ends_chart.svg",
        label=f"Ends of ids at {words.count(len(lanes), 'provider')}, {scale.first} to {scale.last}",
        left_out=f"{words.count(left_out, 'more provider')} in the tables below" if left_out else "",
        width=_WIDTH,
        height=height + (18 if left_out else 0),
        bottom=height,
        top=_TOP,
        left=_LEFT,
        right=_WIDTH - _RIGHT,
        months=scale.months(),
        now=scale.x(context.today),
        today=context.today,
        lanes=lanes,
    )


def _ahead(found: Iterable[End], scale: _Scale) -> list[End]:
    return [end for end in found if end.day is not None and end.day > scale.today]


def _marks(found: Iterable[End], scale: _Scale, line: int) -> Iterable[_Mark]:
    """Yield the marks of one lane."""
    by_style: dict[str, list[End]] = {}
    for end in found:
        by_style.setdefault(_style(end, scale.today), []).append(end)
    for style, ends in by_style.items():
        y = line + _HALF + 1 if style in ("floor", "open") else line - _HALF - 1
        for cluster in _clusters(sorted(ends, key=lambda end: end.day or scale.first), scale):
            days = [end.day for end in cluster if end.day]
            # A floor begins on its day and is open from there on.
            before = 0 if style == "floor" else _HALF
            start, stop = scale.x(days[0]) - before, scale.x(days[-1]) + 2 * _HALF - before
            yield _Mark(
                style, round(start, 1), round(stop - start, 1), y, ids_in(cluster), _title(cluster, scale.today)
            )


def _style(end: End, today: date) -> str:
    match end.group(today):
        case Group.LATELY | Group.PAST:
            return "retired"
        case Group.ANY_DAY:
            return "open"
        case _:
            return "floor" if end.kind is Kind.FLOOR else "firm"


def _clusters(ordered: Sequence[End], scale: _Scale) -> list[list[End]]:
    """Ends whose marks would touch, together."""
    clusters: list[list[End]] = []
    for end in ordered:
        before = clusters[-1][-1] if clusters else None
        if before and before.day and end.day and scale.x(end.day) - scale.x(before.day) <= 2 * _HALF:
            clusters[-1].append(end)
        else:
            clusters.append([end])
    return clusters


def _title(cluster: Sequence[End], today: date) -> str:
    """Each end in words; of very many the first."""
    lines = [f"{words.listing(end.ids[:3])}{' and more' if end.ids[3:] else ''}: {end.told(today)}" for end in cluster]
    return "\n".join([*lines[:8], f"and {len(lines) - 8} more"] if len(lines) > 8 else lines)
