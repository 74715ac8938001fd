"""What a model comes from, and what came from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.catalog import ModelEntry
from generator.site.context import SiteContext
from generator.site.view.citations import Mark
from generator.site.view.facts import RecordFacts
from generator.site.view.links import Link, model_link


@dataclass(frozen=True, slots=True)
class Kin:
    """Models that stand to another in one way."""

    label: str
    models: tuple[Link, ...]
    mark: Mark | None
    """Of whose weights it was made, a source says; what takes over from what is the catalog's own order."""


def lineage(context: SiteContext, facts: RecordFacts, entry: ModelEntry) -> list[Kin]:
    """Return what `entry`, of which `facts` are, took over from and was made from, and the same from its side."""
    model = entry.model
    basis = [model.derived_from] if model.derived_from else []
    found = (
        ("Comes after", [model.predecessor] if model.predecessor else [], None),
        ("Followed by", [other.id for other in context.catalog.successors(entry.id)], None),
        ("Made from", basis, facts.mark("made from", "derived_from")),
        ("Basis of", [other.id for other in context.catalog.derived(entry.id)], None),
    )
    kin = [Kin(label, _links(context, models), mark) for label, models, mark in found]
    return [each for each in kin if each.models]


def _links(context: SiteContext, model_ids: Sequence[str]) -> tuple[Link, ...]:
    links = (model_link(context, model_id) for model_id in model_ids)
    return tuple(link for link in links if link)
