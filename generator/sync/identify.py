"""Which developer, model, snapshot, provider and route an observation speaks of.

Ids that the catalog knows come first, then rules on how ids are built, then the reviewed table. What none of them
settles is reported with its nearest candidates and never guessed: a price on the wrong model is worse than none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from generator.catalog import Catalog, RouteEntry
from generator.schema import UpstreamProvider
from generator.schema.text import api_id as checked_api_id
from generator.sync.identity import Identity, LeftOut, Unidentified, best
from generator.sync.index import Index, Known
from generator.sync.names import Name, day_of, forms, key, parts, plain, undated
from generator.sync.observation import Observation

__all__ = ["Identifier", "Identity", "LeftOut", "Unidentified"]


class Identifier:
    """Identifies observations against one catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._table = catalog.identities
        self._routes: dict[tuple[str, str], list[RouteEntry]] = defaultdict(list)
        for route in catalog.routes:
            self._routes[route.provider_id, route.route.model_id.lower()].append(route)
        self._index = Index(catalog)
        self._dressed = {
            provider_id: [(re.compile(dress.id), dress.variant) for dress in dresses]
            for provider_id, dresses in self._table.dressed.items()
        }
        self._ignored: dict[tuple[str, str], list[tuple[re.Pattern[str], LeftOut]]] = {}
        self._thinking = {
            entry.id
            for entry in catalog.models.values()
            if entry.model.capabilities and entry.model.capabilities.reasoning
        }
        self._open = {entry.id for entry in catalog.models.values() if entry.model.open_weights}
        self._snapshots: dict[str, dict[str, str]] = {
            entry.id: {key(snapshot.id): snapshot.id for snapshot in entry.model.snapshots}
            for entry in catalog.models.values()
        }

    def learn(self, observations: Iterable[Observation]) -> None:
        """Learn from a source's plain ids what its other ids need: models to be added, and snapshots by their dates.

        Without it, whether `:thinking` means a new model or a dated id a new snapshot would be known in the next run.
        """
        for observation in observations:
            upstream = self._provider(observation)
            if upstream is None or self._left_out(observation):
                continue
            found = self._model(_api_id(observation.model_id, upstream)[0], upstream.provider)
            if isinstance(found, Unidentified):
                continue
            known, form = found
            if known.model_id not in self._catalog.models and form.variant is None and known.variant is None:
                facts = observation.facts
                if facts.open_weights:
                    self._open.add(known.model_id)
                if facts.capabilities and facts.capabilities.reasoning:
                    self._thinking.add(known.model_id)
            dated = self._dated(known, form, upstream.provider, observation.read_on)
            if dated is not None:
                self._snapshots.setdefault(known.model_id, {}).setdefault(key(dated), dated)

    def identify(self, observation: Observation) -> Identity | Unidentified | LeftOut:
        """Return what an observation speaks of, or why that is not known."""
        left_out = self._left_out(observation)
        if left_out is not None:
            return left_out
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
        found = self._by_name(upstream.provider, api_id, name, region, observation.read_on)
        if isinstance(found, Unidentified):
            # The table may know the id as the source writes it: deepgram/base, where `base` alone says nothing.
            whole = list(self._index.meanings(observation.model_id).values())
            if len(whole) == 1:
                (known,) = whole
                return Identity(
                    known.model_id, upstream.provider, api_id, None, known.serves, region, known.variant, by_rule=True
                )
        return found

    def model_of(self, api_id: str, provider_id: str) -> str | None:
        """The model that an id means at a provider, or None when that is not known."""
        at_provider = {route.model_id for route in self._routes.get((provider_id, api_id.lower()), ())}
        if len(at_provider) == 1:
            return at_provider.pop()
        found = self._model(api_id, provider_id)
        return found[0].model_id if isinstance(found, tuple) else None

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
        known = any(model_id.split("/")[0] == developer for model_id in self._index.meanings(shortest.text))
        return None if known else developer, shortest.text

    def _left_out(self, observation: Observation) -> LeftOut | None:
        stands_for = self._table.stands_for.get(observation.source, {}).get(observation.model_id)
        if stands_for is not None:
            return LeftOut(f"An id of the source's own making, which leads to {stands_for}.")
        place = observation.source, observation.provider
        if place not in self._ignored:
            self._ignored[place] = [
                (re.compile(entry.id), LeftOut(entry.because))
                for entry in self._table.ignore
                if entry.source in (None, place[0]) and entry.provider in (None, place[1])
            ]
        return next((why for pattern, why in self._ignored[place] if pattern.fullmatch(observation.model_id)), None)

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
        route = best(routes, region, self._newest(routes))
        if route is None and region is not None and not any(region in known.route.regions for known in routes):
            # The id is known, and this region of it is not.
            serves = {known.route.serves for known in routes}
            only = serves.pop() if len(serves) == 1 else None
            return Identity(models.pop(), provider_id, routes[0].route.model_id, None, only, region)
        if route is None:
            return Unidentified("the catalog has several routes of this id", tuple(sorted(models)))
        written = route.route
        only = written.serves or self._snapshots[route.model_id].get(key(plain(api_id)))
        return Identity(route.model_id, provider_id, written.model_id, route, only, region, written.variant)

    def _by_name(
        self, provider_id: str, api_id: str, name: Name, region: str | None, read_on: date
    ) -> Identity | Unidentified:
        found = self._model(api_id, provider_id)
        if isinstance(found, Unidentified):
            return found
        known, form = found
        model_id = known.model_id
        serves = known.serves or self._serves(model_id, form, name)
        serves = serves or self._dated(known, form, provider_id, read_on)
        entry = self._catalog.models.get(model_id)
        variant = ", ".join(word for word in (known.variant, form.variant) if word) or None
        if serves is not None and name.text == api_id and variant is None and entry:
            # Where deployments have names of their own (Azure, Bedrock), a dated id means the route that serves it.
            here = [route for route in entry.routes if route.provider_id == provider_id]
            same = [route for route in here if route.route.serves == serves and route.route.model_id != serves]
            route = best(same, region, self._newest(same))
            if route is not None:
                return Identity(model_id, provider_id, route.route.model_id, route, serves, region, by_rule=True)
            bare = [route for route in same if not route.route.regions and route.route.variant is None]
            if len(bare) == 1 and region is not None:
                return Identity(model_id, provider_id, bare[0].route.model_id, None, serves, region, by_rule=True)
            if same:
                return Unidentified("the catalog has several routes that serve this snapshot", (model_id,))
        return Identity(model_id, provider_id, api_id, None, serves, region, variant, by_rule=True)

    def _serves(self, model_id: str, form: Name, name: Name) -> str | None:
        """The snapshot that a dated id names, where it is known."""
        for whole, snapshot in self._snapshots.get(model_id, {}).items():
            if whole in (key(name.text), key(form.text)) or key(name.text).startswith(f"{whole}-"):
                return snapshot
        return None

    def _dated(self, known: Known, form: Name, provider_id: str, read_on: date) -> str | None:
        """The snapshot that a date at the end of an id makes of the rest, as the developer's own API calls it.

        Only the developer tells of its snapshots, and the clouds that sell its models under its names; elsewhere a
        date may be the host's. The rest has to be the model's plain id.
        """
        if form.dated is None or known.serves or known.variant or form.text != undated(form.dated):
            return None
        developer = known.model_id.split("/")[0]
        if not (self._is_home(developer, provider_id) or self._catalog.providers[provider_id].kind == "cloud"):
            return None
        day = day_of(form.dated)
        return form.dated.replace("@", "-") if day is not None and day <= read_on else None

    def _is_home(self, developer_id: str, provider_id: str) -> bool:
        """Whether a provider is a service of the developer's own."""
        if developer_id == provider_id:
            return True
        developer = self._catalog.developers.get(developer_id)
        provider = self._catalog.providers[provider_id]
        return developer is not None and not {*developer.hosts}.isdisjoint(provider.hosts)

    def _newest(self, routes: list[RouteEntry]) -> str | None:
        """The newest snapshot of the model that routes serve."""
        snapshots = self._catalog.models[routes[0].model_id].model.snapshots if routes else ()
        return snapshots[-1].id if snapshots else None

    def _model(self, api_id: str, provider_id: str) -> tuple[Known, Name] | Unidentified:
        """The model that an id means at a provider, with the form in which its name is known."""
        plain_name = parts(api_id)
        found = self._named(plain_name, provider_id)
        if isinstance(found, tuple):
            return found
        for name in (*self._undressed(api_id, plain_name, provider_id), *_joined(plain_name)):
            other = self._named(name, provider_id)
            if isinstance(other, tuple):
                return other
        return found

    def _undressed(self, api_id: str, name: Name, provider_id: str) -> Iterator[Name]:
        """The name in an id whose dress the table knows, and without an organisation that a dash sets apart."""
        for pattern, word in self._dressed.get(provider_id, ()):
            dressed = pattern.fullmatch(api_id)
            if dressed:
                yield replace(parts(dressed[1]), variant=word)
        if api_id.rpartition("/")[2] != name.text:
            # What looks like a vendor before a dot may be the model's own name: deepseek.v3.1.
            yield replace(name, text=api_id.rpartition("/")[2], region=None)
        for dash in re.finditer(r"-+", name.text):
            organisation, rest = name.text[: dash.start()], name.text[dash.end() :]
            if rest and (organisation in self._catalog.providers or self._developer(organisation)):
                yield replace(name, text=rest, organisations=(*name.organisations, organisation))

    def _named(self, name: Name, provider_id: str) -> tuple[Known, Name] | Unidentified:
        """The model that a name means, with the form in which the name is known."""
        ambiguous: tuple[str, ...] = ()
        for form in forms(name):
            meanings = [
                known
                for known in self._index.meanings(form.text).values()
                if self._fits(known.model_id, form, provider_id)
            ]
            if len(meanings) == 1:
                return meanings[0], form
            if meanings:
                ambiguous = ambiguous or tuple(sorted(known.model_id for known in meanings))
        if ambiguous:
            return Unidentified("several models are called so", ambiguous)
        return Unidentified("no model is known by this id", self._index.nearest(name.text))

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
        if form.variant and "thinking" in form.variant and model_id not in self._thinking:
            return False
        if form.is_mode and model_id in self._open:
            return False
        return not form.is_quantized or model_id in self._open

    def _developer(self, organisation: str) -> str | None:
        lower = organisation.lower()
        known = self._table.organisations.get(organisation) or self._table.organisations.get(lower)
        return known or (lower if lower in self._catalog.developers else None)


def _joined(name: Name) -> Iterator[Name]:
    """The name with the parts of its path before it, one after the other: flux/dev, fal-ai/flux/dev."""
    for place in reversed(range(len(name.organisations))):
        text = "/".join((*name.organisations[place:], name.text))
        yield replace(name, text=text, organisations=name.organisations[:place])


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
