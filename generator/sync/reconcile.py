"""Observations, each with what it speaks of -> changes to the draft of the catalog.

A new fact is added with its evidence. The same value is evidence. Another value is settled by who says it: the
developer's or provider's own page, then any document that somebody read, then a source's newest reading against its own
older ones, then the majority of sources; who loses stands under `reports`. A newer reading of one catalog does not beat
another catalog: most of them repeat what was true when a line was written. A record that a person reviewed is never
overwritten. What differs by definition only is no dispute.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from generator.catalog import Catalog
from generator.reading.layout import model_path, routes_path
from generator.sync.definitions import DATES, agrees, differs_by_counting, stated_facts
from generator.sync.draft import Block, Draft
from generator.sync.endings import Endings
from generator.sync.identify import Identifier, Identity
from generator.sync.names import key, plain
from generator.sync.observation import Observation
from generator.sync.periods import Periods
from generator.sync.standing import (
    is_dataset,
    is_primary,
    last_word,
    put,
    replace,
    report,
    support,
    supporters,
    value_at,
)

_NAMES_OF_ITS_OWN: Final = frozenset(
    {"datasets/genai-prices", "datasets/deprecations-rss", "datasets/modeldeprecations", "datasets/endoflife-date"}
)
"""Sources whose ids are names that they gave, so that an unknown one is no proof that an API accepts it."""


@dataclass(frozen=True, slots=True)
class Found:
    """An observation and what it speaks of."""

    observation: Observation
    identity: Identity


class Reconciler:
    """Brings a draft up to date with what sources say."""

    def __init__(self, catalog: Catalog, draft: Draft, identifier: Identifier) -> None:
        self._catalog = catalog
        self._draft = draft
        self._identifier = identifier

    def take(self, found: Sequence[Found]) -> None:
        """Take all observations of one source."""
        by_model: dict[tuple[str, str], list[Found]] = defaultdict(list)
        for item in found:
            by_model[item.identity.model_id, item.observation.source].append(item)
        for (model_id, source), items in by_model.items():
            if self._draft.file(model_path(model_id)) is None:
                if source in _NAMES_OF_ITS_OWN:
                    self._draft.leave("a model that only a source with names of its own has", model_id)
                    continue
                self._add_model(model_id, items[0].observation)
            self._facts(model_id, items)
        # What is sure comes first: a day of unknown kind is judged by the days that are known.
        for item in sorted(found, key=lambda item: item.observation.lifecycle.ends_on is not None):
            self._route(item)

    # Models

    def _add_model(self, model_id: str, observation: Observation) -> None:
        name = self._catalog.identities.models[model_id].name
        self._draft.add_file(model_path(model_id), {"name": name, "evidence": []})
        self._draft.note(model_path(model_id), model_id, "added", f"the model {name}", observation.source)

    def _facts(self, model_id: str, items: list[Found]) -> None:
        path = model_path(model_id)
        block = self._draft.file(path)
        if block is None:
            return
        developer = model_id.split("/")[0]
        # A floating id says today what it pointed to on another day, which may be another model.
        usual = [
            item for item in items if item.identity.variant is None and not item.observation.model_id.endswith("latest")
        ]
        home = [item for item in usual if item.identity.provider_id == developer]
        speakers = [item for item in home if self._is_model_itself(item.identity)] or ([] if home else usual)
        stated: dict[str, Counter[str]] = defaultdict(Counter)
        values: dict[tuple[str, str], Any] = {}
        for item in speakers:
            named = self._is_named(item.identity)
            for field, value in stated_facts(item.observation.facts, block, at_home=bool(home)).items():
                if field in DATES and not named:
                    continue
                stated[field][str(value)] += 1
                values[field, str(value)] = value
        days = [item.observation.read_on for item in speakers]
        for field, voices in stated.items():
            (best, count), *others = voices.most_common()
            if others and count <= sum(voices.values()) / 2:
                self._draft.leave("a fact on which the entries of one source disagree", f"{path}: {field}")
                continue
            source = speakers[0].observation.source
            self._fact(path, block, field, values[field, best], source, max(days).isoformat(), is_home=bool(home))

    def _is_model_itself(self, identity: Identity) -> bool:
        """Whether an id of the developer's own speaks of the model rather than of an older snapshot of it."""
        entry = self._catalog.models.get(identity.model_id)
        if entry is None:
            return True
        snapshots = entry.model.snapshots
        served = identity.route.route.serves if identity.route else identity.serves
        older = {snapshot.id for snapshot in snapshots[:-1]}
        return served not in older and identity.api_id not in older

    def _is_named(self, identity: Identity) -> bool:
        """Whether an id is the model's own name, so that its dates are the model's and not a later version's."""
        entry = self._catalog.models.get(identity.model_id)
        names = [identity.model_id.split("/")[1], *([entry.model.name] if entry else [])]
        return key(plain(identity.api_id)) in {key(name) for name in names}

    def _fact(
        self, path: str, block: Block, field: str, value: Any, source: str, read_on: str, *, is_home: bool
    ) -> None:
        ours = value_at(block, field)
        where = path.split("/model.yaml")[0].removeprefix("models/")
        own = {where.split("/")[0]}
        if ours is None:
            if field.split(".")[-1] in block.get("not_published", []) or block.get("reviewed_on"):
                self._draft.leave("a new fact of a reviewed record", f"{path}: {field} {value}")
                return
            if self._is_restated(where, field, value):
                self._draft.leave("a fact that a route of the model states already", f"{path}: {field} {value}")
                return
            put(block, field, value)
            support(block, source, read_on, [field])
            self._draft.note(path, where, "added", f"{field}: {value}", source)
        elif agrees(field, ours, value):
            if support(block, source, read_on, [field]):
                self._draft.note(path, where, "confirmed", f"{field}: {ours}", source)
        elif differs_by_counting(ours, value):
            self._draft.leave("a limit counted in thousands or in 1,024s", f"{path}: {field} {ours}, {value}")
        elif not is_home:
            self._draft.leave("a fact of the model that hosts state otherwise", f"{path}: {field} {ours}, {value}")
        elif self._is_better(block, field, value, source, read_on, own):
            replace(block, field, value, source, read_on)
            self._draft.note(path, where, "replaced", f"{field}: {ours} -> {value}", source)
        elif report(block, source, read_on, field, value):
            self._draft.note(path, where, "disputed", f"{field}: {ours}, reported as {value}", source)

    def _is_restated(self, model_id: str, field: str, value: Any) -> bool:
        entry = self._catalog.models.get(model_id)
        part, _, name = field.partition(".")
        for route in entry.routes if entry else ():
            restated = getattr(route.route, part, None)
            if (
                restated is not None
                and part != "modalities"
                and (getattr(restated, name, None) if name else restated) == value
            ):
                return True
        return False

    def _is_better(self, block: Block, field: str, value: Any, source: str, read_on: str, own: set[str]) -> bool:
        """Whether a source's value shall stand in place of ours."""
        if block.get("reviewed_on"):
            return False
        sources = self._catalog.sources
        entries = supporters(block, field)
        others = [entry for entry in entries if entry["source"] != source]
        if is_primary(source, own, sources):
            return not any(is_primary(entry["source"], own, sources) for entry in others)
        if not all(is_dataset(entry["source"], sources) for entry in entries):
            return False
        if not others:
            return last_word(block, source, field) < read_on
        seconds = [
            entry
            for entry in block.get("evidence", [])
            if entry["source"] != source and str(entry.get("reports", {}).get(field)) == str(value)
        ]
        return len(seconds) + 1 > len({entry["source"] for entry in others})

    # Routes

    def _route(self, item: Found) -> None:
        observation, identity = item.observation, item.identity
        path = routes_path(identity.model_id, identity.provider_id)
        file = self._draft.file(path)
        source, read_on = observation.source, observation.read_on.isoformat()
        route = self._find(file, identity) if file else None
        if route is None and source in _NAMES_OF_ITS_OWN:
            route = self._namesake(file, identity) if file else None
            if route is None:
                self._draft.leave("a route that only a source with names of its own has", f"{path}: {identity.api_id}")
                return
        if route is None:
            if all(part.read_on for part in observation.prices) and observation.prices:
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
        own = {identity.model_id.split("/")[0], identity.provider_id}
        sources = self._catalog.sources
        self._window(path, route, observation, identity)
        Periods(self._draft, path, route, sources).take(observation.prices, source, observation.read_on)
        is_firm = identity.provider_id in self._catalog.identities.firm_ends
        Endings(self._draft, path, route, own, sources, self._resolver(identity)).take(
            observation.lifecycle, source, read_on, is_firm=is_firm
        )

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
        if identity.serves:
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

    def _window(self, path: str, route: Block, observation: Observation, identity: Identity) -> None:
        """A host's smaller window, which a route restates; a larger one is not believed."""
        stated = observation.facts.context_window
        if stated is None or identity.provider_id == identity.model_id.split("/")[0]:
            return
        model = self._draft.file(model_path(identity.model_id)) or {}
        whole, ours = model.get("context_window"), route.get("context_window")
        source, read_on = observation.source, observation.read_on.isoformat()
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

    def _resolver(self, identity: Identity) -> Any:
        def resolve(text: str) -> str | None:
            found = self._identifier.model_of(text, identity.provider_id)
            entry = self._catalog.models.get(found) if found else None
            if entry is None or found == identity.model_id:
                return None
            # A replacement that ends itself would be advice to move twice.
            lives = any(route.route.retires_on is None for route in entry.routes)
            return found if lives else None

        return resolve
