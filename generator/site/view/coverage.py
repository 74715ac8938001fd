"""How much the catalog holds, and how well its facts are founded, as figures and as a bar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from generator.catalog import levels
from generator.site.context import SiteContext
from generator.site.environment import render

_WIDTH: Final = 1000


@dataclass(frozen=True, slots=True)
class LevelShare:
    """How many facts are founded like that."""

    key: str
    """Part of a class name."""
    name: str
    facts: int
    share: str
    """In per cent, as people read it."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The figures of the whole catalog."""

    models: int
    providers: int
    routes: int
    facts: int
    """How many facts have at least one source."""
    levels: tuple[LevelShare, ...]
    """Best first."""
    bar: Markup


@dataclass(frozen=True, slots=True)
class _Segment:
    key: str
    x: float
    width: float
    title: str


def coverage(context: SiteContext) -> Coverage:
    """Return how many records and sourced facts there are, and how the facts divide by level."""
    catalog = context.catalog
    counts = levels(catalog, lambda key: context.facts(key).values())
    total = sum(counts.values())
    shares = tuple(
        LevelShare(found.name.lower(), found.value, number, per_cent(number, total)) for found, number in counts.items()
    )
    return Coverage(
        models=len(catalog.models),
        providers=len(catalog.providers),
        routes=len(catalog.routes),
        facts=total,
        levels=shares,
        bar=_bar(shares, total),
    )


def per_cent(part: int, whole: int) -> str:
    """A share in whole per cent: never 0% of something, never 100% of not quite all."""
    share = part / whole * 100
    if share < 1:
        return "under 1%"
    return "over 99%" if 99 < share < 100 else f"{share:.0f}%"


def _bar(shares: tuple[LevelShare, ...], total: int) -> Markup:
    segments = []
    x = 0.0
    for share in shares:
        width = share.facts / total * _WIDTH
        segments.append(_Segment(share.key, round(x, 1), round(width, 1), f"{share.name}: {share.share}"))
        x += width
    label = ", ".join(segment.title for segment in segments)
    return render("coverage.svg", label=f"Facts by evidence: {label}", width=_WIDTH, segments=segments)
