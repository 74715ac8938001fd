"""Which model follows which: what a developer names as the replacement, and what a model names as its predecessor.

Told once for each two models, whoever tells it: two pages that compare the same two would say the same twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.catalog.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Succession:
    """A model and the one that follows it."""

    old: str
    """The catalog id of the earlier model."""
    new: str
    """The catalog id of the one that follows."""
    is_replacement: bool
    """Whether the developer names `new` as the replacement; else `new` names `old` as its predecessor."""


def successions(catalog: Catalog) -> tuple[Succession, ...]:
    """Return every succession by the id of the earlier model. Other providers' replacements are their own advice."""
    found: dict[frozenset[str], Succession] = {}
    for each in (*_replacements(catalog), *_followers(catalog)):
        if each.old != each.new and {each.old, each.new} <= catalog.models.keys():
            found.setdefault(frozenset((each.old, each.new)), each)
    return tuple(sorted(found.values(), key=lambda each: (each.old, each.new)))


def _replacements(catalog: Catalog) -> Iterator[Succession]:
    for entry in catalog.models.values():
        for route in entry.routes:
            if route.provider_id == entry.developer_id and route.route.replacement:
                yield Succession(entry.id, route.route.replacement, is_replacement=True)


def _followers(catalog: Catalog) -> Iterator[Succession]:
    for entry in catalog.models.values():
        if entry.model.predecessor:
            yield Succession(entry.model.predecessor, entry.id, is_replacement=False)
