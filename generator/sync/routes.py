"""What sources say of routes: new ones, their windows, prices and ends.

An id becomes a route when a source carries it; a name that a source made up itself never does.
"""

from __future__ import annotations

from collections.abc import Callable

from generator.catalog import Catalog
from generator.reading.layout import model_path, routes_path
from generator.sync.definitions import differs_by_counting
from generator.sync.draft import Block, Draft
from generator.sync.endings import Endings
from generator.sync.found import Found, names_its_own
from generator.sync.identify import Identifier, Identity
from generator.sync.names import key, plain
from generator.sync.observation import Observation, Prices
from generator.sync.periods import Periods
from generator.sync.standing import last_word, let_go, put, replace, report, support, supporters


class Routes:
    """Brings the routes of a draft up to date."""

    def __init__(self, catalog: Catalog, draft: Draft, identifier: Identifier) -> None:
        self._catalog = catalog
        self._draft = draft
        self._identifier = identifier

    def take(self, item: Found) -> None:
        """Take what one source says of one id at one provider."""
        observation, identity = item.observation, item.identity
        path = routes_path(identity.model_id, identity.provider_id)
        file = self._draft.file(path)
        source, read_on = observation.source, observation.read_on.isoformat()
        route = self._find(file, identity) if file else None
        if route is None and names_its_own(observation):
            route = self._namesake(file, identity) if file else None
            if route is None:
                self._draft.leave("a route that only a source with names of its own has", f"{path}: {identity.api_id}")
                return
        if route is None:
            if observation.is_history:
                self._draft.leave("the history of a route that the catalog does not have", f"{path}: {identity.api_id}")
                return
            if not self._may_add(observation, identity):
                return
            route = self._add_route(file, path, identity, source, read_on)
        else:
            facts = ["model_id"] + (
                ["regions"] if identity.region and route.get("regions") == [identity.region] else []
            )
            if support(route, source, read_on, facts):
                self._draft.note(path, route["model_id"], "confirmed", "model_id", source)
            if identity.serves and "serves" not in route and self._is_listed(identity):
                route["serves"] = identity.serves
                self._draft.note(path, route["model_id"], "added", f"serves: {identity.serves}", source)
        own = {identity.model_id.split("/")[0], identity.provider_id}
        sources = self._catalog.sources
        self._window(path, route, observation, identity)
        Periods(self._draft, path, route, sources).take(
            self._charged(observation, identity), source, observation.read_on
        )
        is_firm = identity.provider_id in self._catalog.identities.firm_ends
        Endings(self._draft, path, route, own, sources, self._resolver(identity)).take(
            observation.lifecycle, source, read_on, is_firm=is_firm
        )

    def _charged(self, observation: Observation, identity: Identity) -> tuple[Prices, ...]:
        """The prices in the currency that the provider charges; others are converted or another site's."""
        charged = self._catalog.identities.currencies.get(identity.provider_id)
        prices = tuple(part for part in observation.prices if charged in (None, part.currency))
        if len(prices) < len(observation.prices):
            self._draft.leave("a price in a currency that the provider does not charge", observation.at)
        return prices

    def _find(self, file: Block, identity: Identity) -> Block | None:
        routes: list[Block] = file["routes"]
        known = identity.route
        if known is not None and known.key.position < len(routes):
            return routes[known.key.position]
        same = [route for route in routes if route["model_id"].lower() == identity.api_id.lower()]
        if identity.region:
            same = [route for route in same if identity.region in route.get("regions", [])]
        return same[0] if len(same) == 1 else None

    def _namesake(self, file: Block, identity: Identity) -> Block | None:
        """The one route that a name of a source's own can mean; a variant is never meant by a plain name."""
        wanted = key(plain(identity.api_id))
        same = [route for route in file["routes"] if key(plain(route["model_id"])) == wanted]
        return same[0] if len(same) == 1 and identity.variant is None and identity.region is None else None

    def _may_add(self, observation: Observation, identity: Identity) -> bool:
        """Whether an id may become a route: one that is there already may only be added for another region."""
        file = self._draft.file(routes_path(identity.model_id, identity.provider_id)) or {"routes": []}
        same = [route for route in file["routes"] if route["model_id"].lower() == identity.api_id.lower()]
        if same and (identity.region is None or any(identity.region in route.get("regions", []) for route in same)):
            self._draft.leave("an id of which the catalog has several routes", observation.at)
            return False
        return True

    def _add_route(self, file: Block | None, path: str, identity: Identity, source: str, read_on: str) -> Block:
        route: Block = {"model_id": identity.api_id}
        if identity.serves and self._is_listed(identity):
            route["serves"] = identity.serves
        if identity.region:
            route["regions"] = [identity.region]
        if identity.variant:
            route["variant"] = identity.variant
        facts = ["model_id", *(["regions"] if identity.region else [])]
        route["evidence"] = [{"source": source, "read_on": read_on, "supports": facts}]
        if file is None:
            file = self._draft.add_file(path, {"routes": []})
        file["routes"].append(route)
        self._draft.note(path, identity.api_id, "added", "the route", source)
        return route

    def _is_listed(self, identity: Identity) -> bool:
        """Whether the model lists the snapshot that an id names."""
        model = self._draft.file(model_path(identity.model_id)) or {}
        listed = [*model.get("snapshots", []), *model.get("aliases", [])]
        return any(item["id"] == identity.serves for item in listed)

    def _window(self, path: str, route: Block, observation: Observation, identity: Identity) -> None:
        """A host's smaller window, which a route restates; a larger one is not believed."""
        stated = observation.facts.context_window
        if stated is None or identity.provider_id == identity.model_id.split("/")[0]:
            return
        model = self._draft.file(model_path(identity.model_id)) or {}
        whole, ours = model.get("context_window"), route.get("context_window")
        source, read_on = observation.source, observation.read_on.isoformat()
        if ours is not None and ours == whole:
            # The model's own window was learned since, and a route says only what differs.
            let_go(route, "context_window")
            del route["context_window"]
            ours = None
        if differs_by_counting(ours or whole, stated):
            self._draft.leave("a limit counted in thousands or in 1,024s", f"{path}: {identity.api_id} {stated}")
            return
        if ours == stated:
            support(route, source, read_on, ["context_window"])
        elif ours is None and whole is not None and stated < whole:
            least = max(model.get(name, 0) if name in route else 0 for name in ("max_output_tokens",))
            if stated < max(least, route.get("max_output_tokens", 0), route.get("max_input_tokens", 0)):
                self._draft.leave("a window smaller than the route's other limits", f"{path}: {identity.api_id}")
                return
            put(route, "context_window", stated)
            support(route, source, read_on, ["context_window"])
            self._draft.note(path, route["model_id"], "added", f"context_window: {stated}", source)
        elif whole is not None and stated > whole:
            self._draft.leave("a window larger than the model's", f"{path}: {identity.api_id} {stated}")
        elif ours is not None and stated != whole:
            others = [entry for entry in supporters(route, "context_window") if entry["source"] != source]
            if others and report(route, source, read_on, "context_window", stated):
                self._draft.note(path, route["model_id"], "disputed", f"context_window: {ours}, not {stated}", source)
            elif not others and last_word(route, source, "context_window") < read_on:
                replace(route, "context_window", stated, source, read_on)
                self._draft.note(path, route["model_id"], "replaced", f"context_window: {ours} -> {stated}", source)

    def _resolver(self, identity: Identity) -> Callable[[str], str | None]:
        def resolve(text: str) -> str | None:
            found = self._identifier.model_of(text, identity.provider_id)
            entry = self._catalog.models.get(found) if found else None
            if entry is None or found == identity.model_id:
                return None
            # A replacement that ends itself would be advice to move twice.
            lives = any(route.route.retires_on is None for route in entry.routes)
            return found if lives else None

        return resolve
