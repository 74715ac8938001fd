"""Which pages say anything of a model, so that an edit of its record makes those anew and no others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from generator.catalog import Catalog, Likeness, ModelEntry
from generator.site.comparisons import paths_about

Standings: TypeAlias = Mapping[str, Mapping[str, tuple[int, int]]]
"""Benchmark -> model -> its place, and of how many."""

_INDEXES = frozenset(
    {"models", "providers", "developers", "compare", "lifecycle", "evidence", "pricing", "data-handling"}
)


def pages_about(catalog: Catalog, model_id: str, provider_id: str | None = None) -> set[str]:
    """Return the keys of the pages that quote a model; `provider_id` is whose routes were edited, if any were.

    A page may quote its name, its status or its price: indexes, its developer, family, providers and comparisons, and
    the models that it succeeds, precedes, replaces or stands beside.
    """
    entry = catalog.models[model_id]
    pages = {model_id, *_INDEXES, f"developers/{entry.developer_id}"}
    pages |= {f"providers/{route.provider_id}" for route in entry.routes}
    pages |= set(paths_about(catalog, entry))
    if provider_id:
        pages.add(f"providers/{provider_id}")
    for relative in (entry, *_kin(catalog, entry)):
        if relative.model.family:
            pages.add(f"families/{relative.developer_id}/{relative.model.family}")
    return pages | _neighbours(catalog, entry, by_name=provider_id is None)


def reranked(before: Standings, now: Standings) -> set[str]:
    """Return the models whose place in some benchmark is another than before."""
    return {
        model_id
        for benchmark in before.keys() | now.keys()
        for model_id in before.get(benchmark, {}).keys() | now.get(benchmark, {}).keys()
        if before.get(benchmark, {}).get(model_id) != now.get(benchmark, {}).get(model_id)
    }


def weighed_anew(before: Likeness, now: Likeness, model_id: str) -> set[str]:
    """Return the models that may name this one among the nearest to them, or did before it was edited."""
    return {*before.alike(model_id), *now.alike(model_id)}


def _neighbours(catalog: Catalog, entry: ModelEntry, *, by_name: bool) -> set[str]:
    """The models whose pages quote this one, or lead to it by a name that may have changed."""
    family = catalog.models_in_family(entry.developer_id, entry.model.family) if entry.model.family else ()
    siblings = {other.id for other in (catalog.models_of(entry.developer_id) if by_name else family)}
    kin = {other.id for other in _kin(catalog, entry)}
    replaced = {route.model_id for route in catalog.routes if route.route.replacement == entry.id}
    replacing = {route.route.replacement for route in entry.routes if route.route.replacement}
    return siblings | kin | replaced | replacing


def _kin(catalog: Catalog, entry: ModelEntry) -> list[ModelEntry]:
    """The models that it took over from or was made from, and those that name it so."""
    origins = (catalog.models.get(origin) for origin in (entry.model.predecessor, entry.model.derived_from) if origin)
    return [*filter(None, origins), *catalog.successors(entry.id), *catalog.derived(entry.id)]
