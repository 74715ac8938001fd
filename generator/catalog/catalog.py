"""The whole catalog, frozen: every record by id, and the ways from one to another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from generator.reading import Records, RouteKey
from generator.reading.layout import article_path, routes_path
from generator.schema import (
    Benchmark,
    Comparison,
    DataPolicy,
    Developer,
    Family,
    Identities,
    Model,
    Provider,
    Publisher,
    Route,
    Source,
)

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RouteEntry:
    """A route with the model that it calls and the provider that serves it."""

    key: RouteKey
    route: Route
    direct: bool = True
    """False when a gateway relays the request to whoever serves the model."""

    @property
    def model_id(self) -> str:
        """The catalog id of the model, developer/model."""
        return self.key.model_id

    @property
    def provider_id(self) -> str:
        """The id of the provider."""
        return self.key.provider_id


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """A model with all that lies in its folder."""

    id: str
    model: Model
    routes: Sequence[RouteEntry]
    article: str | None

    @property
    def developer_id(self) -> str:
        """The id of the developer."""
        return self.id.split("/", 1)[0]

    @property
    def slug(self) -> str:
        """The id inside the developer's folder."""
        return self.id.split("/", 1)[1]


@dataclass(frozen=True)
class Catalog:
    """Every record by id. Nothing here knows the day or the disk."""

    developers: Mapping[str, Developer]
    providers: Mapping[str, Provider]
    publishers: Mapping[str, Publisher]
    sources: Mapping[str, Source]
    benchmarks: Mapping[str, Benchmark]
    comparisons: Mapping[str, Comparison]
    models: Mapping[str, ModelEntry]
    identities: Identities = field(default_factory=Identities)
    """What ids of other catalogs mean."""
    broken: frozenset[str] = field(default_factory=frozenset)
    """Paths of files that could not be read: what they hold exists, though nobody knows what it says."""
    strays: frozenset[str] = field(default_factory=frozenset)
    """Paths of routes and articles that lie in a folder without a model."""

    @classmethod
    def of(cls, records: Records) -> Catalog:
        """Return the catalog that `records` make."""
        routes: dict[str, list[RouteEntry]] = defaultdict(list)
        for key, route in sorted(records.routes.items(), key=lambda item: item[0]):
            provider = records.providers.get(key.provider_id)
            direct = provider is None or provider.kind != "gateway"
            routes[key.model_id].append(RouteEntry(key, route, direct))
        models = {
            model_id: ModelEntry(model_id, model, tuple(routes.get(model_id, ())), records.articles.get(model_id))
            for model_id, model in sorted(records.models.items())
        }
        return cls(
            developers=_frozen(records.developers),
            providers=_frozen(records.providers),
            publishers=_frozen(records.publishers),
            sources=_frozen(records.sources),
            benchmarks=MappingProxyType(records.benchmarks),
            comparisons=_frozen(records.comparisons),
            models=MappingProxyType(models),
            identities=records.identities,
            broken=frozenset(records.broken),
            strays=frozenset(
                [routes_path(key.model_id, key.provider_id) for key in records.routes if key.model_id not in models]
                + [article_path(model_id) for model_id in records.articles if model_id not in models]
            ),
        )

    @cached_property
    def routes(self) -> tuple[RouteEntry, ...]:
        """All routes, by model and provider."""
        return tuple(route for entry in self.models.values() for route in entry.routes)

    @cached_property
    def _models_by_developer(self) -> dict[str, tuple[ModelEntry, ...]]:
        return _grouped((entry.developer_id, entry) for entry in self.models.values())

    @cached_property
    def _routes_by_provider(self) -> dict[str, tuple[RouteEntry, ...]]:
        return _grouped((route.provider_id, route) for route in self.routes)

    @cached_property
    def _models_by_family(self) -> dict[tuple[str, str], tuple[ModelEntry, ...]]:
        return _grouped(
            ((entry.developer_id, entry.model.family), entry) for entry in self.models.values() if entry.model.family
        )

    @cached_property
    def _successors(self) -> dict[str, tuple[ModelEntry, ...]]:
        return _grouped((entry.model.predecessor, entry) for entry in self.models.values() if entry.model.predecessor)

    @cached_property
    def _derived(self) -> dict[str, tuple[ModelEntry, ...]]:
        return _grouped((entry.model.derived_from, entry) for entry in self.models.values() if entry.model.derived_from)

    def models_of(self, developer_id: str) -> tuple[ModelEntry, ...]:
        """All models of a developer, by id."""
        return self._models_by_developer.get(developer_id, ())

    def routes_at(self, provider_id: str) -> tuple[RouteEntry, ...]:
        """All routes at a provider, by model."""
        return self._routes_by_provider.get(provider_id, ())

    def family(self, developer_id: str, family_id: str) -> Family | None:
        """The family's own record, or None when the developer does not list it."""
        developer = self.developers.get(developer_id)
        return developer.families.get(family_id) if developer else None

    def models_in_family(self, developer_id: str, family_id: str) -> tuple[ModelEntry, ...]:
        """All models of a family, by id."""
        return self._models_by_family.get((developer_id, family_id), ())

    def successors(self, model_id: str) -> tuple[ModelEntry, ...]:
        """The models that name this one as their predecessor."""
        return self._successors.get(model_id, ())

    def derived(self, model_id: str) -> tuple[ModelEntry, ...]:
        """The models that were made from the weights of this one."""
        return self._derived.get(model_id, ())

    def policy(self, route: RouteEntry) -> DataPolicy | None:
        """The data policy that a route names, or None when it names none."""
        provider = self.providers.get(route.provider_id)
        if provider is None or route.route.data_policy is None:
            return None
        return provider.data_policies.get(route.route.data_policy)

    def own_publishers(self, entry: ModelEntry) -> frozenset[str]:
        """Whose pages are primary for what a model is: its developer's, and those of hosts that serve it directly."""
        hosts = {route.provider_id for route in entry.routes if self.providers[route.provider_id].kind != "gateway"}
        return frozenset({entry.developer_id, *hosts})

    def publisher_name(self, publisher_id: str) -> str:
        """How people know the publisher of a source: a developer, a provider, or a publisher of its own."""
        for known in (self.developers, self.providers, self.publishers):
            if publisher_id in known:
                return known[publisher_id].name
        return publisher_id

    def hosts(self, publisher_id: str) -> frozenset[str]:
        """The hosts under which a publisher's documents may lie."""
        found: set[str] = set()
        for known in (self.developers, self.providers, self.publishers):
            if publisher_id in known:
                found.update(known[publisher_id].hosts)
        return frozenset(found)


def _frozen(records: dict[str, T]) -> Mapping[str, T]:
    return MappingProxyType(dict(sorted(records.items())))


def _grouped(pairs: Iterable[tuple[K, T]]) -> dict[K, tuple[T, ...]]:
    groups: dict[K, list[T]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}
