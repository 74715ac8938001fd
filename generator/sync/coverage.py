"""How much the catalog knows, how well, and which ids of other catalogs lead to it.

An id counts only when `ids.json` leads from it, as it is written there, to a route at that provider. Every id that does
not is kept with the reason: without one, nobody could tell a gap from a decision.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

from generator.catalog import Catalog, Level, Meaning, id_index, levels, written_as
from generator.schema import UpstreamProvider
from generator.sync.identify import Identifier, LeftOut, Unidentified
from generator.sync.observation import Gap, Observation
from generator.sync.readers.fetch import content_of
from generator.sync.readers.formats import FORMATS

Outcome: TypeAlias = Literal["route", "model", "left out", "unknown"]
"""What becomes of an id: it leads to a route at its provider, to a model only, was left out on purpose, or nowhere."""

OUTCOMES: Final[tuple[Outcome, ...]] = ("route", "model", "left out", "unknown")
"""All outcomes, best first."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the catalog holds."""

    levels: Mapping[Level, int]
    """Sourced facts by level, best first."""
    counts: Mapping[str, int]
    """How many there are of each kind of record, and of routes that say more than their id."""


@dataclass(frozen=True, slots=True)
class Unresolved:
    """An id that leads to no route, and why."""

    provider: str
    """The provider, as the source names it."""
    model_id: str
    """The id, as the source writes it."""
    outcome: Outcome
    """Whether it leads to a model at least, or was left out on purpose."""
    reason: str
    """What is missing, in a few words."""
    candidates: tuple[str, ...] = ()
    """Models that it leads to, or may mean."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How many ids of one source lead to the catalog."""

    source: str
    """The name of its format."""
    by_provider: Mapping[str, Counter[Outcome]]
    """By provider, as the source names it."""
    unresolved: tuple[Unresolved, ...]
    """Every id that leads to no route, in the order of the file."""
    gaps: tuple[Gap, ...]
    """What the reader did not understand."""

    @property
    def total(self) -> Counter[Outcome]:
        """All providers together."""
        return sum(self.by_provider.values(), Counter())


def holdings(catalog: Catalog) -> Holdings:
    """Return what the catalog holds."""
    routes = [entry.route for entry in catalog.routes]
    counts = {
        "models": len(catalog.models),
        "developers": len(catalog.developers),
        "providers": len(catalog.providers),
        "routes": len(routes),
        "routes with a price": sum(bool(route.prices) for route in routes),
        "routes with several price periods": sum(len(route.prices) > 1 for route in routes),
        "routes with a data policy": sum(route.data_policy is not None for route in routes),
        "routes with a known end": sum(
            route.retires_on is not None or route.retires_no_earlier_than is not None for route in routes
        ),
        "benchmark scores": sum(len(entry.model.benchmarks) for entry in catalog.models.values()),
    }
    return Holdings(levels(catalog), counts)


def reach(catalog: Catalog, origins: Iterable[tuple[str, str]], today: date) -> list[Reach]:
    """Return how many ids of each source lead to the catalog; `origins` are names of formats, each with a file.

    Raises SyncError when a file cannot be read.
    """
    index, identifier = id_index(catalog), Identifier(catalog)
    found = []
    for name, origin in origins:
        reading = FORMATS[name].read(content_of(origin), today)
        by_provider: dict[str, Counter[Outcome]] = {}
        unresolved = []
        for observation in reading.observations:
            missed = _missed(observation, catalog, index, identifier)
            outcomes = by_provider.setdefault(observation.provider, Counter())
            outcomes[missed.outcome if missed else "route"] += 1
            if missed:
                unresolved.append(missed)
        found.append(Reach(name, by_provider, tuple(unresolved), reading.gaps))
    return found


def _missed(
    observation: Observation, catalog: Catalog, index: Mapping[str, Meaning], identifier: Identifier
) -> Unresolved | None:
    """What is wrong with an id, or None when it leads to a route at its provider."""
    provider, model_id = observation.provider, observation.entry_id or observation.model_id
    known = catalog.identities.providers.get(observation.source, {}).get(provider)
    upstream = known or UpstreamProvider.model_construct(provider=provider)
    texts = (written_as(provider, model_id, upstream), model_id)
    meanings = [index[text.lower()] for text in texts if text.lower() in index]
    if any(upstream.provider == at for meaning in meanings for at, _ in meaning.routes):
        return None
    identity = identifier.identify(observation)
    if isinstance(identity, LeftOut):
        return Unresolved(provider, model_id, "left out", identity.because)
    if isinstance(identity, Unidentified):
        reason, candidates = identity.reason, identity.candidates
    elif identity.route is not None:
        reason, candidates = "the catalog has the route by another id", (identity.model_id,)
    elif identity.model_id in catalog.models:
        reason, candidates = "the model is known, and this route of it is not", (identity.model_id,)
    else:
        reason, candidates = "the table names the model, and the catalog does not have it yet", (identity.model_id,)
    if meanings:
        return Unresolved(provider, model_id, "model", reason, meanings[0].models)
    return Unresolved(provider, model_id, "unknown", reason, candidates)
