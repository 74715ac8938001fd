"""What changed in the catalog lately, commit by commit, newest first.

A commit never changes, so what it did is worked out once and kept: a build pays only for the commits that it has not
seen. Everything follows from the commit that is checked out: the same one gives the same history on any day.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from generator.catalog import words
from generator.diff.change import Change, Kind, Topic
from generator.diff.comparison import compare
from generator.diff.git import Commit, GitError, Repository
from generator.diff.machine import change_data
from generator.diff.sides import read_sides
from generator.reading.cache import digest, write_atomically

DAYS: Final = timedelta(days=100)
"""How far the history reaches back from its newest commit."""

MOST_ENTRIES: Final = 300
"""How many entries it holds."""

MOST_OF_A_KIND: Final = 12
"""How many changes of one kind a commit may make before they are summed up in one entry."""

MOST_FILES: Final = 20_000
"""How many touched files are looked at: on two cores, reading them takes about ten seconds."""

_NAMED: Final = 5
_UNTOLD: Final = frozenset((Topic.WORDING, Topic.OTHER))
_NOUNS: Final = {
    Topic.MODEL: ("model", "models"),
    Topic.ROUTE: ("route", "routes"),
    Topic.PROVIDER: ("provider", "providers"),
    Topic.DEVELOPER: ("developer", "developers"),
    Topic.PRICE: ("price", "prices"),
    Topic.LIFECYCLE: ("date of a lifecycle", "dates of lifecycles"),
    Topic.ID: ("alias or snapshot", "aliases and snapshots"),
    Topic.FACT: ("fact", "facts"),
    Topic.TERMS: ("term for data", "terms for data"),
    Topic.SCORE: ("score", "scores"),
}
_VERBS: Final = {Kind.LEARNED: "now known", Kind.WITHDRAWN: "no longer stated"}


@dataclass(frozen=True, slots=True)
class Named:
    """Something that a summed-up entry names."""

    name: str
    model_id: str | None = None
    provider_id: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One change, or many of one kind in one commit."""

    topic: str
    kind: str
    subject: str
    """What it is about: "GPT-x at Azure"; how many where it sums up: "1,231 models added"."""
    what: str
    count: int = 1
    model_id: str | None = None
    provider_id: str | None = None
    data: dict[str, Any] | None = None
    """The change as programs read it; None where it sums up."""
    named: tuple[Named, ...] = ()
    """The first few, where it sums up."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit with what it did."""

    commit: str
    day: date
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class History:
    """What is told of the past."""

    known: bool = False
    """Whether there is a whole history here; a copy without git, or with a cut history, knows nothing."""
    head: str | None = None
    revisions: tuple[Revision, ...] = field(default=())
    """Newest first; a commit of which nothing is told is left out."""
    cut: bool = False
    """Whether older changes are left out."""

    @property
    def since(self) -> date | None:
        """The day of the oldest commit that is told."""
        return self.revisions[-1].day if self.revisions else None


def history(catalog: Path, cache_folder: Path | None = None) -> History:
    """Return what changed lately in the folder `catalog`; empty where git does not know its past."""
    repository = Repository(catalog)
    try:
        return _history(repository, _Kept(cache_folder)) if repository.is_whole() else History()
    except GitError:
        return History()


def _history(repository: Repository, kept: _Kept) -> History:
    newest = repository.newest()
    if newest is None:
        return History(known=True, head=repository.head())
    revisions: list[Revision] = []
    entries = files = 0
    cut = False
    for commit in repository.commits():
        files += commit.touched
        is_old = commit.seconds < newest - DAYS.total_seconds()
        if is_old or entries >= MOST_ENTRIES or (files > MOST_FILES and revisions):
            cut = True
            break
        told = kept.entries(commit.name)
        if told is None:
            kept.keep(commit.name, _entries(repository.catalog, commit))
            told = kept.entries(commit.name) or ()
        kept.used.add(commit.name)
        cut = cut or len(told) > MOST_ENTRIES - entries
        told = told[: MOST_ENTRIES - entries]
        entries += len(told)
        if told:
            revisions.append(Revision(commit.name, commit.day, told))
    kept.save()
    return History(True, repository.head(), tuple(revisions), cut)


def _entries(catalog: Path, commit: Commit) -> tuple[Entry, ...]:
    """What a commit did, in the order in which people read of it; many of a kind as one."""
    changes = [
        change
        for change in compare(read_sides(catalog, commit.parent, commit.name)).changes
        if change.topic not in _UNTOLD
    ]
    sizes = Counter((change.topic, change.kind) for change in changes)
    found: list[Entry] = []
    for key, size in sorted(sizes.items()):
        of_kind = [change for change in changes if (change.topic, change.kind) == key]
        found += [_summed(of_kind)] if size > MOST_OF_A_KIND else map(_entry, of_kind)
    topics = [topic.value for topic in Topic]
    return tuple(sorted(found, key=lambda entry: topics.index(entry.topic)))


def _entry(change: Change) -> Entry:
    data = change_data(change)
    return Entry(
        change.topic.value, change.kind.value, change.subject, change.what, 1, change.model_id, change.provider_id, data
    )


def _summed(changes: list[Change]) -> Entry:
    first = changes[0]
    count = sum(max(1, len(change.api_ids)) for change in changes) if first.topic is Topic.ROUTE else len(changes)
    named = {change.subject: Named(change.subject, change.model_id, change.provider_id) for change in changes}
    said = f"{words.count(count, *_NOUNS[first.topic])} {_VERBS.get(first.kind, first.kind.value)}"
    return Entry(first.topic.value, first.kind.value, said, "", count, named=tuple(named.values())[:_NAMED])


class _Kept:
    """What was worked out before, by commit, for as long as the code that tells it is the same."""

    def __init__(self, folder: Path | None) -> None:
        self._file = folder / "changes.json" if folder else None
        self._code = _code()
        self._known: dict[str, Any] = {}
        self._fresh = False
        self.used: set[str] = set()
        if self._file:
            try:
                found = json.loads(self._file.read_bytes(), parse_float=Decimal)
            except (OSError, ValueError, RecursionError):
                found = None
            match found:
                case {"code": code, "commits": dict(commits)} if code == self._code:
                    self._known = commits

    def entries(self, commit: str) -> tuple[Entry, ...] | None:
        """What a commit did, or None when that is to be worked out."""
        try:
            return tuple(_read(row) for row in self._known[commit])
        except (KeyError, TypeError):
            return None

    def keep(self, commit: str, entries: Iterable[Entry]) -> None:
        """Remember what a commit did."""
        # Through JSON, so that what is fresh and what was kept are the same to the last digit.
        written = json.dumps([asdict(entry) for entry in entries], default=float)
        self._known[commit] = json.loads(written, parse_float=Decimal)
        self._fresh = True

    def save(self) -> None:
        """Write what was used to disk, when some of it is new."""
        if self._file and self._fresh:
            commits = {name: rows for name, rows in self._known.items() if name in self.used}
            write_atomically(self._file, json.dumps({"code": self._code, "commits": commits}, default=float).encode())


def _read(row: dict[str, Any]) -> Entry:
    return Entry(**{**row, "named": tuple(Named(**each) for each in row["named"])})


def _code() -> str:
    """The digest of all code that has a part in what is told."""
    root = Path(__file__).parent.parent
    parts = (path for part in ("schema", "reading", "catalog", "diff") for path in sorted((root / part).rglob("*.py")))
    return digest(b"\0".join(path.read_bytes() for path in parts))
