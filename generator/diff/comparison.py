"""Two sides of the catalog -> everything that changed, in the words of the catalog."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias, TypeVar

from pydantic import BaseModel

from generator.diff.change import Change, Counts, Diff, Kind, Topic
from generator.diff.routes import compare_routes, moved
from generator.diff.sentences import Names, of_record, places
from generator.diff.sides import Sides
from generator.diff.walk import readings
from generator.reading.layout import (
    BENCHMARKS_PATH,
    IDENTITIES_PATH,
    article_path,
    comparison_path,
    developer_path,
    model_path,
    provider_path,
    sources_path,
)

R = TypeVar("R")


def compare(sides: Sides) -> Diff:
    """Return what changed from one side to the other."""
    comparison = _Comparison(sides)
    changes = [
        *comparison.models(),
        *comparison.routes(),
        *comparison.providers(),
        *comparison.developers(),
        *comparison.rest(),
    ]
    topics = list(Topic)
    return Diff(
        before=sides.before.name,
        after=sides.after.name,
        changes=tuple(sorted(changes, key=lambda change: (topics.index(change.topic), change.subject))),
        counts=comparison.counts,
        unread=tuple((side.name, problem) for side in (sides.before, sides.after) for problem in side.problems),
        files=len(sides.paths),
    )


_Table: TypeAlias = tuple[str, Mapping[str, BaseModel], Mapping[str, BaseModel], Callable[[str], str], str]
"""A word for one record, both sides, where it lies, and the field with its name."""


class _Comparison:
    def __init__(self, sides: Sides) -> None:
        self.before = sides.before.records
        self.after = sides.after.records
        self.skipped = sides.skipped
        self.counts = Counts()
        self.names = Names(sides.before.records, sides.after.records)

    def models(self) -> Iterator[Change]:
        for model_id, old, new in self._pairs(self.before.models, self.after.models, model_path):
            subject = self.names.model(model_id)
            if old is None or new is None:
                at = places(self.after if old is None else self.before, model_id, self.names)
                kind = Kind.ADDED if old is None else Kind.REMOVED
                said = f"{'new model' if old is None else 'model removed'} {model_id}{at}"
                yield Change(Topic.MODEL, kind, subject, said, model_id=model_id)
                continue
            found = list(of_record(old, new, self.names, subject, model_id=model_id))
            self._count(old, new, found)
            yield from found
        for model_id, was, now in self._pairs(self.before.articles, self.after.articles, article_path):
            if model_id in self.before.models and model_id in self.after.models:
                said = "article added" if was is None else "article removed" if now is None else "article rewritten"
                yield Change(Topic.WORDING, Kind.CHANGED, self.names.model(model_id), said, model_id=model_id)

    def routes(self) -> Iterator[Change]:
        found, gone, new = compare_routes(self.before, self.after, self.skipped, self.names, self._count)
        yield from found
        yield from moved(gone, new, self.before, self.after, self.names)

    def providers(self) -> Iterator[Change]:
        for provider_id, old, new in self._pairs(self.before.providers, self.after.providers, provider_path):
            subject = self.names.provider(provider_id)
            if old is None or new is None:
                kind, said = (Kind.ADDED, "new provider") if old is None else (Kind.REMOVED, "provider removed")
                yield Change(Topic.PROVIDER, kind, subject, said, provider_id=provider_id)
                continue
            found = list(of_record(old, new, self.names, subject, provider_id=provider_id))
            self._count(old, new, found)
            yield from found

    def developers(self) -> Iterator[Change]:
        for developer_id, old, new in self._pairs(self.before.developers, self.after.developers, developer_path):
            subject = self.names.developer(developer_id)
            if old is None or new is None:
                kind, said = (Kind.ADDED, "new developer") if old is None else (Kind.REMOVED, "developer removed")
                yield Change(Topic.DEVELOPER, kind, subject, said)
                continue
            found = list(of_record(old, new, self.names, subject))
            self._count(old, new, found)
            yield from found

    def rest(self) -> Iterator[Change]:
        """What stands around the records: benchmarks, comparisons, sources and reviewed decisions."""
        tables: tuple[_Table, ...] = (
            ("benchmark", self.before.benchmarks, self.after.benchmarks, lambda _: BENCHMARKS_PATH, "name"),
            ("comparison", self.before.comparisons, self.after.comparisons, comparison_path, "title"),
        )
        for word, before, after, path, name in tables:
            for _, old, new in self._pairs(before, after, path):
                subject = str(getattr(new or old, name))
                if old is None or new is None:
                    kind, said = (Kind.ADDED, f"new {word}") if old is None else (Kind.REMOVED, f"{word} removed")
                    yield Change(Topic.OTHER, kind, subject, said)
                else:
                    yield from of_record(old, new, self.names, subject)
        self.counts.sources += len(list(self._pairs(self.before.sources, self.after.sources, _sources_path)))
        if IDENTITIES_PATH not in self.skipped and self.before.identities != self.after.identities:
            self.counts.decisions += 1

    def _pairs(
        self, before: Mapping[str, R], after: Mapping[str, R], path_of: Callable[[str], str]
    ) -> Iterator[tuple[str, R | None, R | None]]:
        """Yield the records that differ, those on one side only with None."""
        for key in sorted({*before, *after}):
            old, new = before.get(key), after.get(key)
            if old != new and path_of(key) not in self.skipped:
                yield key, old, new

    def _count(self, old: BaseModel, new: BaseModel, changes: Iterable[Change]) -> None:
        was, now = readings(old), readings(new)
        again = sum(1 for key, day in now.items() if key in was and was[key] < day)
        added = sum(1 for key in now if key not in was)
        removed = sum(1 for key in was if key not in now)
        self.counts.read_again += again
        self.counts.evidence_added += added
        self.counts.evidence_removed += removed
        if not any(changes):
            self.counts.records += 1


def _sources_path(source_id: str) -> str:
    return sources_path(source_id.split("/")[0])
