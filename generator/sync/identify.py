"""Which developer, model, snapshot, provider and route an observation speaks of.

Ids that the catalog knows come first, then rules on how ids are built, then the reviewed table. What none of them
settles is reported with its nearest candidates and never guessed: a price on the wrong model is worse than none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from generator.catalog import Catalog, RouteEntry
from generator.schema import Model, UpstreamProvider
from generator.schema.text import api_id as checked_api_id
from generator.sync.names import Name, forms, key, parts, plain
from generator.sync.observation import Observation

_CANDIDATES: Final = 3
_NEAR: Final = 0.4


@dataclass(frozen=True, slots=True)
class Identity:
    """What an observation speaks of."""

    model_id: str
    """The model, developer/model. It may be missing from the catalog when the table says how to add it."""
    provider_id: str
    """The provider."""
    api_id: str
    """The id that the provider's API accepts."""
    route: RouteEntry | None
    """The route, where the catalog has it."""
    serves: str | None = None
    """The snapshot or alias that answers, where the id tells."""
    region: str | None = None
    """The provider's region, where the id tells."""
    variant: str | None = None
    """What sets the route apart, where the id tells."""
    by_rule: bool = False
    """Whether a rule on how ids are built was needed."""


@dataclass(frozen=True, slots=True)
class Unidentified:
    """Why nobody knows what an observation speaks of."""

    reason: str
    """What is missing, in a few words."""
    candidates: tuple[str, ...] = ()
    """Models that it may be, nearest first."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A decision of the table to leave an observation out."""

    because: str


class Identifier:
    """Identifies observations against one catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._table = catalog.identities
        self._routes: dict[tuple[str, str], list[RouteEntry]] = defaultdict(list)
        for route in catalog.routes:
            self._routes[route.provider_id, route.route.model_id.lower()].append(route)
        self._models: dict[str, set[str]] = defaultdict(set)
        for model_id, text in self._known_ids():
            self._models[key(text)].add(model_id)
        self._words = {known: frozenset(known.split("-")) for known in self._models}
        self._near: dict[str, tuple[str, ...]] = {}
        self._ignored = [(entry, re.compile(entry.id)) for entry in self._table.ignore]

    def identify(self, observation: Observation) -> Identity | Unidentified | LeftOut:
        """Return what an observation speaks of, or why that is not known."""
        for entry, pattern in self._ignored:
            elsewhere = entry.source not in (None, observation.source)
            if elsewhere or entry.provider not in (None, observation.provider):
                continue
            if pattern.fullmatch(observation.model_id):
                return LeftOut(entry.because)
        upstream = self._provider(observation)
        if upstream is None:
            return Unidentified(f"the provider {observation.provider} is not known")
        api_id, region = _api_id(observation.model_id, upstream)
        try:
            checked_api_id(api_id)
        except ValueError:
            return Unidentified("the id is none that an API accepts")
        name = parts(api_id)
        region = region or self._region(name, upstream.provider)
        found = self._known_route(upstream.provider, api_id, region)
        if found is not None:
            return found
        return self._by_name(upstream.provider, api_id, name, region)

    def model_of(self, api_id: str, provider_id: str) -> str | None:
        """The model that an id means at a provider, or None when that is not known."""
        at_provider = {route.model_id for route in self._routes.get((provider_id, api_id.lower()), ())}
        if len(at_provider) == 1:
            return at_provider.pop()
        found = self._model(parts(api_id), provider_id)
        return found[0] if isinstance(found, tuple) else None

    def unknown_name(self, observation: Observation) -> tuple[str | None, str]:
        """The developer of a model that is not known, where the id or the provider tells, and the name in its id.

        There is no developer either when the name is that of a model that is known.
        """
        upstream = self._provider(observation)
        api_id = _api_id(observation.model_id, upstream)[0] if upstream else observation.model_id
        name = parts(api_id)
        developers = [self._developer(organisation) for organisation in name.organisations]
        own = upstream.provider if upstream and upstream.provider in self._catalog.developers else None
        developer = next((named for named in reversed(developers) if named), None if name.organisations else own)
        *_, shortest = (form for form in forms(name) if not (form.is_faster or form.is_mode))
        known = any(model_id.split("/")[0] == developer for model_id in self._models.get(key(shortest.text), ()))
        return None if known else developer, shortest.text

    def _provider(self, observation: Observation) -> UpstreamProvider | None:
        known = self._table.providers.get(observation.source, {}).get(observation.provider)
        if known is not None:
            return known if known.provider in self._catalog.providers else None
        if observation.provider in self._catalog.providers:
            return UpstreamProvider(provider=observation.provider)
        return None

    def _region(self, name: Name, provider_id: str) -> str | None:
        return name.region if name.region in self._catalog.providers[provider_id].regions else None

    def _known_route(self, provider_id: str, api_id: str, region: str | None) -> Identity | Unidentified | None:
        routes = self._routes.get((provider_id, api_id.lower()), [])
        if not routes:
            return None
        models = {route.model_id for route in routes}
        if len(models) > 1:
            return Unidentified("the id belongs to several models here", tuple(sorted(models)))
        route = _only(routes, region)
        if route is None and region is not None and not any(region in known.route.regions for known in routes):
            # The id is known, and this region of it is not.
            serves = {known.route.serves for known in routes}
            only = serves.pop() if len(serves) == 1 else None
            return Identity(models.pop(), provider_id, routes[0].route.model_id, None, only, region)
        if route is None:
            return Unidentified("the catalog has several routes of this id", tuple(sorted(models)))
        written = route.route
        return Identity(route.model_id, provider_id, written.model_id, route, region=region, variant=written.variant)

    def _by_name(self, provider_id: str, api_id: str, name: Name, region: str | None) -> Identity | Unidentified:
        found = self._model(name, provider_id)
        if isinstance(found, Unidentified):
            return found
        model_id, form = found
        if key(form.text).endswith("latest") and provider_id != model_id.split("/")[0]:
            return Unidentified("the id floats, and where it points here is not told", (model_id,))
        entry = self._catalog.models.get(model_id)
        serves = _snapshot(entry.model, form, name) if entry else None
        routes = [route for route in entry.routes if route.provider_id == provider_id] if entry else []
        if serves is not None and name.text == api_id:
            # Where deployments have names of their own (Azure), a dated id means the route that serves it.
            same = [route for route in routes if route.route.serves == serves and route.route.model_id != serves]
            route = _only(same, region)
            if route is not None:
                return Identity(model_id, provider_id, route.route.model_id, route, serves, region, by_rule=True)
            if same:
                return Unidentified("the catalog has several routes that serve this snapshot", (model_id,))
        if form.is_dated and serves is None and any(key(r.route.model_id) == key(form.text) for r in routes):
            return Unidentified("a dated id of a snapshot that the catalog does not have", (model_id,))
        return Identity(model_id, provider_id, api_id, None, serves, region, form.variant, by_rule=True)

    def _model(self, name: Name, provider_id: str) -> tuple[str, Name] | Unidentified:
        """The model that a name means, with the form in which the name is known."""
        ambiguous: tuple[str, ...] = ()
        for form in forms(name):
            models = {
                model_id for model_id in self._models.get(key(form.text), ()) if self._fits(model_id, form, provider_id)
            }
            if len(models) == 1:
                return models.pop(), form
            if models:
                ambiguous = ambiguous or tuple(sorted(models))
        if ambiguous:
            return Unidentified("several models are called so", ambiguous)
        return Unidentified("no model is known by this id", self._nearest(key(name.text)))

    def _fits(self, model_id: str, form: Name, provider_id: str) -> bool:
        """Whether what was taken off an id can be said of a model."""
        developer = model_id.split("/")[0]
        for organisation in form.organisations:
            if organisation in self._table.carriers or organisation in self._catalog.providers:
                continue
            if self._developer(organisation) != developer:
                return False
        provider = self._catalog.providers.get(provider_id)
        if form.is_faster and (provider is None or provider.kind != "inference_host"):
            return False
        entry = self._catalog.models.get(model_id)
        if entry is None:
            return form.variant is None
        thinks = entry.model.capabilities.reasoning if entry.model.capabilities else None
        if form.variant and "thinking" in form.variant and not thinks:
            return False
        if form.is_mode and entry.model.open_weights:
            return False
        return not form.is_quantized or bool(entry.model.open_weights)

    def _developer(self, organisation: str) -> str | None:
        lower = organisation.lower()
        known = self._table.organisations.get(organisation) or self._table.organisations.get(lower)
        return known or (lower if lower in self._catalog.developers else None)

    def _known_ids(self) -> Iterator[tuple[str, str]]:
        for entry in self._catalog.models.values():
            yield entry.id, entry.slug
            yield entry.id, entry.model.name
            for snapshot in entry.model.snapshots:
                yield entry.id, snapshot.id
            for alias in entry.model.aliases:
                yield entry.id, alias.id
            for route in entry.routes:
                if route.route.variant is None or route.route.serves is not None:
                    yield entry.id, plain(route.route.model_id)
        for model_id, known in self._table.models.items():
            if model_id in self._catalog.models or known.name is not None:
                yield model_id, model_id.split("/")[1]
                for text in known.known_as:
                    yield model_id, text

    def _nearest(self, wanted: str) -> tuple[str, ...]:
        if wanted not in self._near:
            words = frozenset(wanted.split("-"))
            scored: dict[str, float] = {}
            for known, others in self._words.items():
                score = len(words & others) / len(words | others)
                if score >= _NEAR:
                    for model_id in self._models[known]:
                        scored[model_id] = max(score, scored.get(model_id, 0))
            ranked = sorted(scored, key=lambda model_id: (-scored[model_id], model_id))
            self._near[wanted] = tuple(ranked[:_CANDIDATES])
        return self._near[wanted]


def _api_id(model_id: str, upstream: UpstreamProvider) -> tuple[str, str | None]:
    """The id that the API accepts, and the region that the source wrote before it."""
    for prefix in upstream.strip:
        if model_id.startswith(prefix):
            model_id = model_id.removeprefix(prefix)
            break
    if upstream.prepend and "/" not in model_id:
        model_id = upstream.prepend + model_id
    for prefix, region in upstream.regions.items():
        if model_id.startswith(prefix):
            return model_id.removeprefix(prefix), region
    return model_id, None


def _only(routes: list[RouteEntry], region: str | None) -> RouteEntry | None:
    """The one route among those of an id that serves a region; without a region the plain or global one."""
    if region is not None:
        fitting = [route for route in routes if region in route.route.regions]
    else:
        fitting = [route for route in routes if not route.route.regions or "global" in route.route.regions]
    fitting = fitting or (routes if len(routes) == 1 and region is None else [])
    return fitting[0] if len(fitting) == 1 else None


def _snapshot(model: Model, form: Name, name: Name) -> str | None:
    """The snapshot that a dated id names, where the model lists it."""
    for snapshot in model.snapshots:
        whole = key(snapshot.id)
        if whole in (key(name.text), key(form.text)) or key(name.text).startswith(f"{whole}-"):
            return snapshot.id
    return None
