"""How well the whole catalog is founded: every fact of every record with its level, walked once.

Whose pages are primary depends on what a record is about: a developer's for its model, and a provider's for its routes
and terms. A page, the figures of the whole and the maintainer's work list must agree on that, so it is decided here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from generator.catalog.catalog import Catalog, RouteEntry
from generator.catalog.evidence import Fact, Level, facts, level
from generator.reading import RouteKey
from generator.schema import Source


class Subject(NamedTuple):
    """A record with its facts."""

    key: str | RouteKey
    """A model (`openai/gpt-4.1`), a provider (`azure`) or a route."""
    own: frozenset[str]
    """Whose pages are primary here: ids of a developer and providers."""
    facts: Iterable[Fact]
    route: RouteEntry | None = None
    """The route, where the record is one."""


FactsOf: TypeAlias = Callable[[str | RouteKey], Iterable[Fact]]
"""What knows the facts of a record already."""


def subjects(catalog: Catalog, facts_of: FactsOf | None = None) -> Iterator[Subject]:
    """Yield every record that holds facts: providers, then each model with its routes."""
    for provider_id, provider in catalog.providers.items():
        yield Subject(provider_id, frozenset({provider_id}), facts_of(provider_id) if facts_of else facts(provider))
    for entry in catalog.models.values():
        found = facts_of(entry.id) if facts_of else facts(entry.model)
        yield Subject(entry.id, catalog.own_publishers(entry), found)
        for route in entry.routes:
            own = frozenset({entry.developer_id, route.provider_id})
            yield Subject(route.key, own, facts_of(route.key) if facts_of else facts(route.route), route)


class Weighing:
    """Tells levels, and remembers them: facts by the ten thousand rest on few sets of sources."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources
        self._known: dict[tuple[frozenset[str], bool, tuple[str, ...]], Level] = {}

    def level(self, fact: Fact, own: frozenset[str]) -> Level:
        """Return how well `fact` is founded."""
        key = (own, bool(fact.reports), tuple([entry.source for entry in fact.support]))
        if key not in self._known:
            self._known[key] = level(fact, own, self._sources)
        return self._known[key]


def levels(catalog: Catalog, facts_of: FactsOf | None = None) -> Mapping[Level, int]:
    """Return how many sourced facts there are of each level, best first; a level without facts is left out."""
    weighing = Weighing(catalog.sources)
    counts = dict.fromkeys(Level, 0)
    for subject in subjects(catalog, facts_of):
        for fact in subject.facts:
            counts[weighing.level(fact, subject.own)] += 1
    return {found: number for found, number in counts.items() if number and found is not Level.UNSOURCED}
