"""What the catalog's facts rest on, sort by sort, and how long ago somebody read their sources.

The share of a level in the whole says little: prices outnumber all else. A maintainer wants to know where reading a
vendor's page would help most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from generator.catalog import Level, Status, Subject, Weighing, route_status, subjects
from generator.publish.evidence import REREAD_AFTER
from generator.site.context import SiteContext
from generator.site.view.coverage import per_cent

_SORTS: Final[Mapping[str, tuple[str, ...]]] = {
    "Prices": ("prices",),
    "Ends of service": ("deprecated_on", "retires_on", "retires_no_earlier_than", "replacement"),
    "Data handling and regions": ("data_policies", "regions"),
    "Ids, snapshots and aliases": ("model_id", "snapshots", "aliases"),
    "Windows and limits": ("context_window", "max_input_tokens", "max_output_tokens"),
    "Modalities and capabilities": ("modalities", "capabilities"),
    "Release days and cutoffs": ("released_on", "available_from", "knowledge_cutoff"),
    "Weights and licences": (
        "open_weights", "license", "total_parameters_billion", "active_parameters_billion", "weights", "derived_from",
    ),
    "Scores and speeds": ("benchmarks", "rankings", "speed"),
}  # fmt: skip
"""Sorts of facts as people ask for them: the fields of records that tell them. All others make one sort more."""

_OTHERS: Final = "All else"
_SORT_OF: Final = {field: sort for sort, fields in _SORTS.items() for field in fields}
_LEVELS: Final = tuple(level for level in Level if level is not Level.UNSOURCED)
_AGES: Final = (30, 90, REREAD_AFTER.days, 365)
"""Days at which one age ends and the next begins."""


@dataclass(frozen=True, slots=True)
class Sort:
    """Facts of one sort."""

    name: str
    facts: int
    shares: tuple[str, ...]
    """Of each level of `Foundation.levels`, in per cent; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Age:
    """Facts whose newest source was read within a span of time."""

    name: str
    facts: int
    share: str
    is_stale: bool


@dataclass(frozen=True, slots=True)
class Foundation:
    """Every sourced fact by what it tells, and by when it was last read."""

    levels: tuple[str, ...]
    sorts: tuple[Sort, ...]
    ages: tuple[Age, ...]
    """Retired routes are left out: nobody has to read of them again."""


def foundation(context: SiteContext) -> Foundation:
    """Walk every fact once."""
    levels: dict[str, Counter[Level]] = {sort: Counter() for sort in (*_SORTS, _OTHERS)}
    ages: Counter[int] = Counter()
    weighing = Weighing(context.catalog.sources)
    for subject in subjects(context.catalog, lambda key: context.facts(key).values()):
        for fact in subject.facts:
            levels[_SORT_OF.get(str(fact.loc[0]), _OTHERS)][weighing.level(fact, subject.own)] += 1
        ages.update(_ages(context.today, subject))
    return Foundation(
        levels=tuple(level.value for level in _LEVELS),
        sorts=tuple(_sort(name, counts) for name, counts in levels.items() if counts),
        ages=tuple(_age(number, ages) for number in range(len(_AGES) + 1)),
    )


def _ages(today: date, subject: Subject) -> Iterable[int]:
    """The number of the age of each fact that somebody may have to read again."""
    if subject.route is not None and route_status(subject.route.route, today) is Status.RETIRED:
        return
    for fact in subject.facts:
        if fact.last_read_on is not None:
            days = (today - fact.last_read_on).days
            yield sum(days > limit for limit in _AGES)


def _sort(name: str, counts: Counter[Level]) -> Sort:
    facts = sum(counts[level] for level in _LEVELS)
    shares = tuple(per_cent(counts[level], facts) if counts[level] else "" for level in _LEVELS)
    return Sort(name, facts, shares)


def _age(number: int, ages: Counter[int]) -> Age:
    least = (0, *_AGES)[number]
    if number == 0:
        name = f"Within {_AGES[0]} days"
    elif number < len(_AGES):
        name = f"{least + 1} to {_AGES[number]} days ago"
    else:
        name = "Longer ago"
    total = sum(ages.values())
    return Age(name, ages[number], per_cent(ages[number], total) if total else "", least >= REREAD_AFTER.days)
