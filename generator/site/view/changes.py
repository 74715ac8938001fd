"""What changed in the catalog lately, as the page of changes shows it: by day, then by commit, newest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from generator.catalog import Catalog
from generator.diff import Entry, Kind, Revision, Topic
from generator.diff.prices import ARROW
from generator.site.context import SiteContext

_TAGS: Final[Mapping[tuple[str, str], str]] = {
    (Topic.MODEL, Kind.ADDED): "New model",
    (Topic.ROUTE, Kind.ADDED): "New route",
    (Topic.PROVIDER, Kind.ADDED): "New provider",
    (Topic.DEVELOPER, Kind.ADDED): "New developer",
    (Topic.PRICE, Kind.CHANGED): "Price change",
    (Topic.PRICE, Kind.LEARNED): "Price known",
    (Topic.LIFECYCLE, Kind.CHANGED): "Lifecycle",
    (Topic.LIFECYCLE, Kind.LEARNED): "Lifecycle",
    (Topic.ID, Kind.ADDED): "New id",
    (Topic.ID, Kind.CHANGED): "Re-pointed",
    (Topic.TERMS, Kind.CHANGED): "Terms",
    (Topic.TERMS, Kind.ADDED): "Terms",
    (Topic.TERMS, Kind.LEARNED): "Terms known",
    (Topic.SCORE, Kind.ADDED): "New score",
}
"""What most changes are called; else their kind says it."""

_BY_KIND: Final[Mapping[str, str]] = {
    Kind.ADDED: "Added",
    Kind.REMOVED: "Removed",
    Kind.CHANGED: "Changed",
    Kind.CORRECTED: "Correction",
    Kind.LEARNED: "Now known",
    Kind.WITHDRAWN: "Withdrawn",
}


@dataclass(frozen=True, slots=True)
class Link:
    """A name, with the page of what it names where there is one."""

    text: str
    path: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """One change."""

    tag: str
    kind: str
    subject: Link
    what: str
    named: tuple[Link, ...]
    more: int
    """How many more there are than are named."""


@dataclass(frozen=True, slots=True)
class CommitView:
    """A commit with its changes."""

    name: str
    short: str
    url: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class DayView:
    """A day with its commits."""

    day: date
    commits: tuple[CommitView, ...]


@dataclass(frozen=True, slots=True)
class ChangesView:
    """The whole page."""

    known: bool
    days: tuple[DayView, ...]
    since: date | None
    cut: bool
    tiles: tuple[tuple[str, int], ...]
    """What people ask for, with how many there are."""


def changes_view(context: SiteContext) -> ChangesView:
    """Return what the page shows."""
    history = context.changes
    entries = [entry for revision in history.revisions for entry in revision.entries]
    return ChangesView(
        known=history.known,
        days=tuple(
            DayView(day, tuple(_commit(context, revision) for revision in revisions))
            for day, revisions in groupby(history.revisions, key=lambda revision: revision.day)
        ),
        since=history.since,
        cut=history.cut,
        tiles=tuple(_tiles(entries)),
    )


def _tiles(entries: list[Entry]) -> Iterator[tuple[str, int]]:
    def count(topic: Topic | None, *kinds: Kind) -> int:
        return sum(each.count for each in entries if topic in (None, each.topic) and each.kind in kinds)

    yield "New models", count(Topic.MODEL, Kind.ADDED)
    yield "Price changes", count(Topic.PRICE, Kind.CHANGED)
    yield "Lifecycle dates", count(Topic.LIFECYCLE, Kind.CHANGED, Kind.LEARNED)
    yield "Corrections", count(None, Kind.CORRECTED)


def _commit(context: SiteContext, revision: Revision) -> CommitView:
    short = revision.commit[:12]
    rows = tuple(_row(context.catalog, entry) for entry in revision.entries)
    return CommitView(revision.commit, short, f"{context.repo_url}/commit/{revision.commit}", rows)


def _row(catalog: Catalog, entry: Entry) -> Row:
    named = tuple(Link(each.name, _path(catalog, each.model_id, each.provider_id)) for each in entry.named)
    return Row(
        tag=_TAGS.get((entry.topic, entry.kind), _BY_KIND[entry.kind]),
        kind=entry.kind,
        subject=Link(entry.subject, None if named else _path(catalog, entry.model_id, entry.provider_id)),
        # The tag says that it is a correction.
        what=entry.what.removesuffix(" (corrected)").replace(f" {ARROW} ", " \N{RIGHTWARDS ARROW} "),
        named=named,
        more=entry.count - len(named) if named else 0,
    )


def _path(catalog: Catalog, model_id: str | None, provider_id: str | None) -> str | None:
    """The page of a model, else of a provider, where the catalog still has it."""
    if model_id is not None:
        return f"models/{model_id}/" if model_id in catalog.models else None
    return f"providers/{provider_id}/" if provider_id in catalog.providers else None
