"""What a scan must know of the catalog, small enough to load in a blink.

A scan starts in a hook as often as in CI, so it must not read thousands of files each time. Here the catalog is boiled
down to ids, lifecycles, today's prices and sources, as plain data that a cache keeps and a site publishes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Final, NamedTuple, TypeAlias
from urllib.parse import urlsplit

from generator.catalog import Catalog, ModelEntry, RouteEntry, facts, id_index
from generator.schema import Evidence, RateCard

FORMAT: Final = 1
Json: TypeAlias = dict[str, Any]


class KnownRoute(NamedTuple):
    """One callable id at one provider."""

    provider: str
    model: str
    id: str
    variant: str | None = None
    serves: str | None = None
    deprecated_on: date | None = None
    retires_on: date | None = None
    no_earlier_than: date | None = None
    replacement: str | None = None
    """The model that the provider names as the replacement."""
    currency: str = "USD"
    input: Decimal | None = None
    """Per million tokens, as is `output`; the last known price when the route is retired."""
    output: Decimal | None = None
    source: str | None = None
    """The document that tells of its end."""

    def retired(self, today: date) -> bool:
        """Whether requests fail on that day."""
        return self.retires_on is not None and self.retires_on <= today

    def deprecated(self, today: date) -> bool:
        """Whether its end is announced on that day and has not come."""
        announced = self.deprecated_on or (date.min if self.retires_on else None)
        return not self.retired(today) and announced is not None and announced <= today


class KnownModel(NamedTuple):
    """What a scan needs of a model."""

    successors: tuple[str, ...] = ()
    """Models that took over from it, newest first."""
    aliases: Mapping[str, str] = {}
    """Its floating ids, and what each points to."""
    source: str | None = None
    """The document that tells where the aliases point."""


class KnownProvider(NamedTuple):
    """A provider and what code that calls it mentions."""

    name: str
    names: tuple[str, ...] = ()
    """Other words for it, as they stand before ids."""
    hosts: tuple[str, ...] = ()
    """Host names of its API."""
    keys: tuple[str, ...] = ()
    """Environment variables that hold its key."""


class Knowledge:
    """What a scan knows, from the plain data of `knowledge_of`. Raises ValueError when that is something else."""

    def __init__(self, data: Any) -> None:
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise ValueError("is not what a scan reads")
        try:
            self.site: str = data["site"]
            self.sources: Mapping[str, Sequence[str]] = data["sources"]
            self._routes: list[Json] = data["routes"]
            self._models: Mapping[str, Json] = data["models"]
            self.ids: Mapping[str, Sequence[Any]] = data["ids"]
            self.providers = {key: KnownProvider(**_tuples(value)) for key, value in data["providers"].items()}
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"is not what a scan reads: {error!r}") from None

    def routes(self, text: str) -> list[KnownRoute]:
        """The routes that an id in lower case names."""
        return [self._route(self._routes[place]) for place in self.ids[text][1:]] if text in self.ids else []

    def cased_ids(self) -> list[str]:
        """The ids that providers accept, with their capitals."""
        return [route["id"] for route in self._routes]

    def model_ids(self, text: str) -> tuple[str, ...]:
        """The models that an id in lower case names."""
        return tuple(self.ids[text][0]) if text in self.ids else ()

    def model(self, model_id: str) -> KnownModel:
        """What is known of a model."""
        return KnownModel(**_tuples(self._models.get(model_id, {})))

    def routes_of(self, model_id: str) -> list[KnownRoute]:
        """All routes of a model, by provider."""
        return [self._route(self._routes[place]) for place in self._by_model.get(model_id, ())]

    @cached_property
    def _by_model(self) -> Mapping[str, Sequence[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for place, route in enumerate(self._routes):
            found[route["model"]].append(place)
        return found

    @staticmethod
    def _route(plain: Json) -> KnownRoute:
        days: Json = {name: date.fromisoformat(plain[name]) for name in _DAYS if name in plain}
        return KnownRoute(**{**plain, **days})


_DAYS: Final = ("deprecated_on", "retires_on", "no_earlier_than")


def knowledge_of(catalog: Catalog, today: date, site_url: str) -> Json:
    """Return what a scan needs of the catalog on a day, as plain data: text, lists, mappings, ints and Decimals."""
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    sources: dict[str, list[str]] = {}
    routes = []
    for place, entry in enumerate(catalog.routes):
        routes.append(_route(catalog, entry, today, sources))
        places[entry.provider_id, entry.route.model_id].append(place)
    models = {entry.id: _model(catalog, entry, sources) for entry in catalog.models.values()}
    written = {text.lower() for entry in catalog.models.values() for text in _own_ids(catalog, entry)}
    ids = {
        text: [list(meaning.models), *sorted(place for route in meaning.routes for place in places[route])]
        for text, meaning in id_index(catalog).items()
        # A name for people is no id: it has to be written as some API takes it.
        if (meaning.routes or text in written) and " " not in text
    }
    return {
        "format": FORMAT,
        "as_of": today.isoformat(),
        "site": site_url,
        "providers": {provider_id: _provider(catalog, provider_id) for provider_id in catalog.providers},
        "models": {model_id: model for model_id, model in models.items() if model},
        "routes": routes,
        "ids": ids,
        "sources": sources,
    }


def _own_ids(catalog: Catalog, entry: ModelEntry) -> list[str]:
    known = catalog.identities.models.get(entry.id)
    return [
        entry.id,
        *(snapshot.id for snapshot in entry.model.snapshots),
        *(alias.id for alias in entry.model.aliases),
        *((*known.snapshots, *known.known_as, *known.variants) if known else ()),
    ]


def _provider(catalog: Catalog, provider_id: str) -> Json:
    provider = catalog.providers[provider_id]
    names = {
        name.lower()
        for upstreams in catalog.identities.providers.values()
        for name, upstream in upstreams.items()
        if upstream.provider == provider_id
    }
    return {
        "name": provider.name,
        "names": sorted(names - {provider_id}),
        "hosts": sorted({host for endpoint in provider.api if (host := urlsplit(endpoint.base_url).hostname)}),
        "keys": sorted({endpoint.key_variable for endpoint in provider.api if endpoint.key_variable}),
    }


def _model(catalog: Catalog, entry: ModelEntry, sources: dict[str, list[str]]) -> Json:
    newest = sorted(catalog.successors(entry.id), key=lambda found: str(found.model.released_on or ""), reverse=True)
    model: Json = {}
    if newest:
        model["successors"] = [found.id for found in newest]
    if entry.model.aliases:
        model["aliases"] = {alias.id: alias.points_to for alias in entry.model.aliases}
        said = [
            evidence
            for alias in entry.model.aliases
            for evidence in (*alias.evidence, *_saying(entry.model.evidence, "aliases"))
        ]
        model["source"] = _cite(catalog, said, entry.developer_id, sources)
    return {name: value for name, value in model.items() if value}


def _route(catalog: Catalog, entry: RouteEntry, today: date, sources: dict[str, list[str]]) -> Json:
    route = entry.route
    currency, rates = _last_rates(entry, today)
    plain: Json = {
        "provider": entry.provider_id,
        "model": entry.model_id,
        "id": route.model_id,
        "variant": route.variant,
        "serves": route.serves,
        "deprecated_on": route.deprecated_on,
        "retires_on": route.retires_on,
        "no_earlier_than": route.retires_no_earlier_than,
        "replacement": route.replacement,
        "currency": None if currency == "USD" else currency,
        "input": rates.input if rates else None,
        "output": rates.output if rates else None,
        "source": _end_source(catalog, entry, sources),
    }
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in plain.items()
        if value is not None
    }


def _last_rates(entry: RouteEntry, today: date) -> tuple[str, RateCard | None]:
    """The ordinary prices that hold, or held last where the route is gone."""
    for period in reversed(entry.route.prices):
        if period.from_ <= today and period.standard:
            return period.currency, period.standard
    return "USD", None


def _end_source(catalog: Catalog, entry: RouteEntry, sources: dict[str, list[str]]) -> str | None:
    """The document that tells of a route's end, the nearest fact first."""
    wanted = ("retires_on", "deprecated_on", "replacement", "retires_no_earlier_than")
    if all(getattr(entry.route, name) is None for name in wanted):
        return None
    support = {fact.loc[0]: fact.support for fact in facts(entry.route) if fact.loc[0] in wanted and len(fact.loc) == 1}
    for name in wanted:
        if support.get(name):
            return _cite(catalog, support[name], entry.provider_id, sources)
    return None


def _saying(evidence: Sequence[Evidence], field: str) -> list[Evidence]:
    return [entry for entry in evidence if entry.supports is None or field in entry.supports]


def _cite(catalog: Catalog, evidence: Sequence[Evidence], publisher: str, sources: dict[str, list[str]]) -> str | None:
    """Note the best document: the publisher's own before others, then the one that was read last."""
    best = max(
        evidence,
        key=lambda entry: (entry.source.split("/", 1)[0] == publisher, entry.read_on, entry.source),
        default=None,
    )
    if best is None or best.source not in catalog.sources:
        return None
    source = catalog.sources[best.source]
    sources[best.source] = [source.title, str(source.url), best.read_on.isoformat()]
    return best.source


def _tuples(plain: Json) -> Json:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in plain.items()}
