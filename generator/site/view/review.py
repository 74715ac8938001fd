"""How far a page can be trusted today, and what a reader could do to improve it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from generator.catalog import Fact, Level, words
from generator.publish.evidence import REREAD_AFTER
from generator.site.view.citations import Citations


@dataclass(frozen=True, slots=True)
class Task:
    """Something that would improve the page."""

    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class Review:
    """The line under a page's title."""

    status: str
    tone: str
    reviewed_on: date | None
    last_read_on: date | None
    sources: int
    revision: int | None
    words: int | None
    levels: tuple[tuple[str, int], ...]
    tasks: tuple[Task, ...]


def review(
    *,
    citations: Citations,
    facts: Iterable[Fact],
    today: date,
    reviewed_on: date | None,
    revision: int | None,
    prose: str,
    unknown: Iterable[str],
) -> Review:
    """Return the review of a page from its facts and from how long ago they were read.

    `unknown` names the key facts that nobody told us; `prose` is everything written in sentences.
    """
    days = [fact.last_read_on for fact in facts]
    known_days = [day for day in days if day]
    stale = sum(today - day > REREAD_AFTER for day in known_days)
    levels = citations.levels
    status, tone = _status(reviewed_on, today, stale, len(known_days))
    return Review(
        status=status,
        tone=tone,
        reviewed_on=reviewed_on,
        last_read_on=max(known_days, default=None),
        sources=len(citations.references),
        revision=revision,
        words=len(prose.split()) if revision is not None else None,
        levels=tuple((str(level), levels[level]) for level in Level if levels[level]),
        tasks=_tasks(levels, stale, list(unknown), bool(prose)),
    )


def _status(reviewed_on: date | None, today: date, stale: int, total: int) -> tuple[str, str]:
    if total and stale * 2 > total:
        return "Stale: most sources were read over 180 days ago", "warn"
    if reviewed_on and today - reviewed_on <= REREAD_AFTER:
        return "Reviewed and source-backed", "good"
    return "Source-backed", "good"


def _tasks(levels: Mapping[Level, int], stale: int, unknown: list[str], has_prose: bool) -> tuple[Task, ...]:
    tasks = []
    single = levels[Level.SINGLE_SOURCE]
    if single:
        text = f"{words.count(single, 'fact')} on this page rest on a single source that is not the vendor's own."
        tasks.append(Task("Missing citations", text))
    if stale:
        text = (
            f"{words.count(stale, 'fact')} were last checked over 180 days ago. Read the source again and note the day."
        )
        tasks.append(Task("Stale details", text))
    if levels[Level.DISPUTED]:
        text = f"Sources differ about {words.count(levels[Level.DISPUTED], 'fact')}. Find the page that settles it."
        tasks.append(Task("Disputes", text))
    if unknown:
        tasks.append(Task("Unknown facts", f"Nobody has told us yet: {', '.join(unknown)}."))
    if not has_prose:
        tasks.append(Task("An article", "This model has no prose yet. A few cited paragraphs would help."))
    tasks.append(Task("Clearer wording", "If a sentence made you read it twice, write it better."))
    return tuple(tasks)
