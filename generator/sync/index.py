"""Every id by which models are known, and which model, snapshot or variant each means.

A model's own ids and the reviewed table come first. What hosts call a model counts only where nobody else claims the
id: one host's nickname is no reason to doubt a developer's own name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from generator.catalog import Catalog
from generator.sync.names import key, plain

_CANDIDATES: Final = 3
_NEAR: Final = 0.4


@dataclass(frozen=True, slots=True)
class Known:
    """What an id means by itself."""

    model_id: str
    """The model."""
    serves: str | None = None
    """The snapshot, where the id is that of one."""
    variant: str | None = None
    """The mode or form of the model, where the table gives the id a word for it."""


class Index:
    """The ids of one catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self._own: dict[str, dict[str, Known]] = defaultdict(dict)
        self._at_hosts: dict[str, dict[str, Known]] = defaultdict(dict)
        for text, known in (*_decided(catalog), *_written(catalog)):
            self._own[key(text)].setdefault(known.model_id, known)
        for entry in catalog.models.values():
            for route in entry.routes:
                if route.route.variant is None or route.route.serves is not None:
                    self._at_hosts[key(plain(route.route.model_id))].setdefault(entry.id, Known(entry.id))
        self._words = {known: frozenset(known.split("-")) for known in {**self._at_hosts, **self._own}}
        self._near: dict[str, tuple[str, ...]] = {}

    def meanings(self, text: str) -> Mapping[str, Known]:
        """What an id means, by model; empty when nobody knows it."""
        wanted = key(text)
        return self._own.get(wanted) or self._at_hosts.get(wanted) or {}

    def nearest(self, text: str) -> tuple[str, ...]:
        """The models whose ids share most words with an id."""
        wanted = key(text)
        if wanted not in self._near:
            words = frozenset(wanted.split("-"))
            scored: dict[str, float] = {}
            for known, others in self._words.items():
                score = len(words & others) / len(words | others)
                if score >= _NEAR:
                    for model_id in self.meanings(known):
                        scored[model_id] = max(score, scored.get(model_id, 0))
            ranked = sorted(scored, key=lambda model_id: (-scored[model_id], model_id))
            self._near[wanted] = tuple(ranked[:_CANDIDATES])
        return self._near[wanted]


def _decided(catalog: Catalog) -> Iterator[tuple[str, Known]]:
    """The ids of the table; a model that the catalog lacks and that has no name is none."""
    for model_id, known in catalog.identities.models.items():
        if model_id in catalog.models or known.name is not None:
            for text, word in known.variants.items():
                yield text, Known(model_id, variant=word)
            for text in known.snapshots:
                yield text, Known(model_id, serves=text)
            for text in (*known.known_as, model_id.split("/")[1], known.name or ""):
                if text:
                    yield text, Known(model_id)


def _written(catalog: Catalog) -> Iterator[tuple[str, Known]]:
    """The ids and names that models' own records hold."""
    for entry in catalog.models.values():
        for snapshot in entry.model.snapshots:
            yield snapshot.id, Known(entry.id, serves=snapshot.id)
        for text in (entry.slug, entry.model.name, *(alias.id for alias in entry.model.aliases)):
            yield text, Known(entry.id)
