"""What every page may ask: the catalog, the day, the site's addresses, and sums that are made once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Generic, TypeVar

from pydantic import BaseModel

from generator.catalog import (
    Catalog,
    Fact,
    Likeness,
    ModelLifecycle,
    Succession,
    facts,
    model_lifecycle,
    newest_reading,
    successions,
)
from generator.diff import History
from generator.reading import Loc, Place, Problem, RouteKey
from generator.schema import Route

T = TypeVar("T")


class ByRecord(Generic[T]):
    """What a walk through a record finds, remembered for as long as it is the same record."""

    def __init__(self, walk: Callable[[BaseModel], T]) -> None:
        self._walk = walk
        self._known: dict[str | RouteKey, tuple[BaseModel, T]] = {}

    def of(self, key: str | RouteKey, record: BaseModel) -> T:
        """What the walk finds in the record that is called `key`."""
        known = self._known.get(key)
        if known is None or known[0] is not record:
            known = self._known[key] = (record, self._walk(record))
        return known[1]


class Walks:
    """The walks through records that pages need."""

    def __init__(self) -> None:
        self.facts = ByRecord[Mapping[Loc, Fact]](lambda record: {fact.loc: fact for fact in facts(record)})
        self.newest_readings = ByRecord[date | None](newest_reading)


class _Lifecycles(dict[str, ModelLifecycle]):
    """Sums that are made when somebody asks: a preview shows one page at a time."""

    def __init__(self, catalog: Catalog, today: date) -> None:
        super().__init__()
        self._catalog = catalog
        self._today = today

    def __missing__(self, model_id: str) -> ModelLifecycle:
        made = self[model_id] = model_lifecycle(self._catalog.models[model_id], self._today)
        return made


@dataclass(frozen=True)
class SiteContext:
    """The catalog on a day, as one site shows it."""

    catalog: Catalog
    today: date
    site_url: str
    """The site's public address, ends with a slash."""
    repo_url: str
    """The repository's public address, without a slash at its end."""
    revisions: Mapping[str, int]
    """Number of commits by model id; empty when git does not know."""
    walks: Walks = field(default_factory=Walks, repr=False)
    """What was found in records, handed on from one reading of the catalog to the next."""
    locate: Callable[[list[Place]], list[Problem]] | None = field(default=None, repr=False)
    """What finds the lines of places in the catalog's files, where there are files."""

    history_of: Callable[[], History] | None = field(default=None, repr=False)
    """What knows the catalog's past, asked when a page wants it."""

    @cached_property
    def changes(self) -> History:
        """What changed in the catalog lately."""
        return self.history_of() if self.history_of else History()

    def facts(self, key: str | RouteKey) -> Mapping[Loc, Fact]:
        """The facts of a model (`openai/gpt-4.1`), a provider (`azure`) or a route, by their place in the record."""
        return self.walks.facts.of(key, self._record(key))

    def walk(self) -> None:
        """Find the facts of every record now, for all processes that come later."""
        for provider_id in self.catalog.providers:
            self.facts(provider_id)
        for entry in self.catalog.models.values():
            self.facts(entry.id)
            for route in entry.routes:
                self.facts(route.key)

    def newest_reading(self, keys: Iterable[str | RouteKey]) -> date | None:
        """The newest day on which somebody read a source of these records, or None when they have none."""
        days = (self.walks.newest_readings.of(key, self._record(key)) for key in keys)
        return max(filter(None, days), default=None)

    def _record(self, key: str | RouteKey) -> BaseModel:
        if isinstance(key, RouteKey):
            return self._routes[key]
        return self.catalog.models[key].model if "/" in key else self.catalog.providers[key]

    @cached_property
    def _routes(self) -> Mapping[RouteKey, Route]:
        return {entry.key: entry.route for entry in self.catalog.routes}

    @cached_property
    def lifecycles(self) -> Mapping[str, ModelLifecycle]:
        """The sum of each model's routes today."""
        return _Lifecycles(self.catalog, self.today)

    @cached_property
    def likeness(self) -> Likeness:
        """How near models are to each other today."""
        return Likeness(self.catalog, self.today)

    @cached_property
    def successions(self) -> Mapping[str, Sequence[Succession]]:
        """Model -> the successions that it is part of, as the earlier one or the later one."""
        found: dict[str, list[Succession]] = defaultdict(list)
        for each in successions(self.catalog):
            found[each.old].append(each)
            found[each.new].append(each)
        return found

    @cached_property
    def standings(self) -> Mapping[str, Mapping[str, tuple[int, int]]]:
        """Benchmark -> model -> (rank, of how many), among the models of the catalog with a score.

        A model's best score counts; equal scores share the better rank.
        """
        best: dict[str, dict[str, float]] = defaultdict(dict)
        for entry in self.catalog.models.values():
            for scored in entry.model.benchmarks:
                benchmark = self.catalog.benchmarks.get(scored.benchmark)
                if benchmark is None:
                    continue
                value = float(scored.score) if benchmark.higher_is_better else -float(scored.score)
                known = best[scored.benchmark].get(entry.id)
                best[scored.benchmark][entry.id] = value if known is None else max(known, value)
        found: dict[str, dict[str, tuple[int, int]]] = {}
        for benchmark_id, scores in best.items():
            ranks: dict[float, int] = {}
            for rank, value in enumerate(sorted(scores.values(), reverse=True), start=1):
                ranks.setdefault(value, rank)
            found[benchmark_id] = {model_id: (ranks[value], len(scores)) for model_id, value in scores.items()}
        return found
