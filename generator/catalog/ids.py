"""Any id that somebody has at hand -> the models it may mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from generator.catalog.catalog import Catalog


def id_index(catalog: Catalog) -> Mapping[str, tuple[str, ...]]:
    """Return every catalog id, slug, name, snapshot, alias and provider's id, in lower case, with its models' ids."""
    index: dict[str, set[str]] = defaultdict(set)
    for entry in catalog.models.values():
        for known in (entry.id, entry.slug, entry.model.name):
            index[known.lower()].add(entry.id)
        for snapshot in entry.model.snapshots:
            index[snapshot.id.lower()].add(entry.id)
        for alias in entry.model.aliases:
            index[alias.id.lower()].add(entry.id)
        for route in entry.routes:
            index[route.route.model_id.lower()].add(entry.id)
            index[f"{route.provider_id}/{route.route.model_id}".lower()].add(entry.id)
    return {known: tuple(sorted(models)) for known, models in sorted(index.items())}


def resolve(catalog: Catalog, wanted: str) -> tuple[str, ...]:
    """Return the ids of the models that `wanted` names exactly, or none."""
    return id_index(catalog).get(wanted.strip().lower(), ())
