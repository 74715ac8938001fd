"""What every rule looks at: the catalog, the day, and one walk over its blocks that all rules share.

Walking each record again for each rule would cost more than the rules themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, cached_property
from typing import NamedTuple

from pydantic import BaseModel

from generator.catalog import Catalog, Citation, ModelEntry, RouteEntry, citations
from generator.catalog.fields import children, plan
from generator.reading import Loc, Place
from generator.reading.layout import developer_path, model_path, provider_path, routes_path
from generator.schema import Cited, Evidence, Past
from generator.schema.base import records_in


class CitedBlock(NamedTuple):
    """A block of facts with its own evidence."""

    path: str
    loc: Loc
    record: Cited


class PastBlock(NamedTuple):
    """What a fact said before, and the block whose fact it is."""

    path: str
    loc: Loc
    past: Past
    owner: Cited


class EvidenceEntry(NamedTuple):
    """A piece of evidence, at its place in a file."""

    path: str
    loc: Loc
    evidence: Evidence


class Survey:
    """The catalog on a day."""

    def __init__(self, catalog: Catalog, today: date) -> None:
        self.catalog = catalog
        self.today = today

    def walk(self) -> None:
        """Make now what all rules share, and not when the first of them asks."""
        _ = self.evidence, self.citations

    @cached_property
    def records(self) -> tuple[CitedBlock, ...]:
        """Every record that may carry evidence."""
        return tuple(self._records())

    @cached_property
    def blocks(self) -> tuple[CitedBlock, ...]:
        """Every block that may carry evidence, however deep."""
        return tuple(block for record in self.records for block in _blocks(record))

    @cached_property
    def pasts(self) -> tuple[PastBlock, ...]:
        """Every earlier value that is kept."""
        return tuple(
            PastBlock(path, (*loc, "was", index), past, record)
            for path, loc, record in self.blocks
            for index, past in enumerate(getattr(record, "was", ()))
        )

    @cached_property
    def evidence(self) -> tuple[EvidenceEntry, ...]:
        """Every piece of evidence, that of earlier values included."""
        owners: Iterable[tuple[str, Loc, tuple[Evidence, ...]]] = [
            *((path, loc, block.evidence) for path, loc, block in self.blocks),
            *((path, loc, past.evidence) for path, loc, past, _ in self.pasts),
        ]
        return tuple(
            EvidenceEntry(path, (*loc, "evidence", index), entry)
            for path, loc, entries in owners
            for index, entry in enumerate(entries)
        )

    @cached_property
    def citations(self) -> dict[str, list[Citation]]:
        """What each article cites, by model."""
        return {
            entry.id: citations(entry.article) for entry in self.catalog.models.values() if entry.article is not None
        }

    def _records(self) -> Iterator[CitedBlock]:
        for developer_id, developer in self.catalog.developers.items():
            yield CitedBlock(developer_path(developer_id), (), developer)
        for provider_id, provider in self.catalog.providers.items():
            yield CitedBlock(provider_path(provider_id), (), provider)
        for entry in self.catalog.models.values():
            yield CitedBlock(model_path(entry.id), (), entry.model)
            for route in entry.routes:
                yield CitedBlock(*route_place(route), route.route)


def route_place(route: RouteEntry) -> tuple[str, Loc]:
    """Return the file that a route lies in and the way to it there."""
    return routes_path(route.model_id, route.provider_id), ("routes", route.key.position)


def at_model(entry: ModelEntry, message: str, *loc: str | int) -> Place:
    """Return the place of a value in a model's record."""
    return Place(model_path(entry.id), loc, message)


def at_route(route: RouteEntry, message: str, *loc: str | int) -> Place:
    """Return the place of a value in a route."""
    path, start = route_place(route)
    return Place(path, (*start, *loc), message)


def _blocks(block: CitedBlock) -> Iterator[CitedBlock]:
    yield block
    yield from _inside(block.path, block.loc, block.record)


def _inside(path: str, loc: Loc, record: BaseModel) -> Iterator[CitedBlock]:
    written = record.model_fields_set
    for name, key in _ways(type(record)):
        if name in written:
            for child, child_loc in children(getattr(record, name), (*loc, key)):
                if isinstance(child, Cited):
                    yield CitedBlock(path, child_loc, child)
                yield from _inside(path, child_loc, child)


@cache
def _ways(kind: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """The fields of a record class that lead to blocks with evidence, by their names in Python and in a file."""
    return tuple(
        (field.name, field.key)
        for field in plan(kind)
        if any(issubclass(part, Cited) or _ways(part) for part in records_in(kind.model_fields[field.name].annotation))
    )
