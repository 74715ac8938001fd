"""Which comparisons have a page of their own: curated ones, families of a readable size, models with their successors.

Everything else is put together by the reader on the comparison page, at an address that names the models.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from generator.catalog import Catalog, ModelEntry, Succession, successions, words
from generator.site.context import SiteContext
from generator.site.view.directory_rows import newest_first
from generator.site.view.links import Link

MOST_SIBLINGS: Final = 8
"""More columns than this are a list, not a comparison: larger families have no page of their own here."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A comparison with a page."""

    title: str
    question: str
    path: str
    entries: Sequence[ModelEntry]
    short: str = ""
    """What a list under its developer calls it."""
    developer: Link | None = None

    @property
    def models(self) -> str:
        """The models' names in one line."""
        return words.listing(entry.model.name for entry in self.entries)

    @property
    def count(self) -> str:
        """How many models it compares, in words."""
        return words.count(len(self.entries), "model")


def tool_path(model_ids: Iterable[str]) -> str:
    """Return the address inside the site at which the tool shows these models."""
    return f"compare/?models={','.join(model_ids)}"


def family_path(developer_id: str, family_id: str) -> str:
    """Return the address of a family's comparison: three parts, so that none is that of a curated comparison."""
    return f"compare/{developer_id}/{family_id}/"


def succession_path(each: Succession) -> str:
    """Return the address of a model beside its successor: five parts, so that none is that of a family."""
    return f"compare/{each.old}/{each.new}/"


def beside_path(context: SiteContext, one: str, other: str) -> str:
    """Return the address at which two models stand side by side: that of their own page, else the tool's."""
    for each in context.successions.get(one, ()):
        if other in (each.old, each.new) and has_succession_page(context.catalog, each):
            return succession_path(each)
    return tool_path([one, other])


def has_succession_page(catalog: Catalog, each: Succession) -> bool:
    """Whether two models have a page side by side: of many old ones no price is known, and there is little to weigh."""
    return all(
        any(route.route.prices for route in catalog.models[model_id].routes) for model_id in (each.old, each.new)
    )


def has_family_page(catalog: Catalog, developer_id: str, family_id: str) -> bool:
    """Whether a family fits on a page side by side."""
    return 2 <= len(catalog.models_in_family(developer_id, family_id)) <= MOST_SIBLINGS


def curated(context: SiteContext) -> Mapping[str, Listed]:
    """Return the curated comparisons by path."""
    models = context.catalog.models
    return {
        f"compare/{key}/": Listed(
            title=record.title,
            question=record.question,
            path=f"compare/{key}/",
            entries=[models[model_id] for model_id in record.models],
        )
        for key, record in context.catalog.comparisons.items()
    }


def families(context: SiteContext) -> Iterator[Listed]:
    """Yield the families of a readable size."""
    for developer_id, developer in context.catalog.developers.items():
        for family_id in developer.families:
            if has_family_page(context.catalog, developer_id, family_id):
                yield family(context, developer_id, family_id)


def family(context: SiteContext, developer_id: str, family_id: str) -> Listed:
    """Return the members of a family side by side. Raises KeyError when there is no such family."""
    developer = context.catalog.developers[developer_id]
    record = developer.families[family_id]
    return Listed(
        title=f"{record.name} models compared",
        question=record.summary or f"What sets the models of {developer.name}'s {record.name} family apart?",
        path=family_path(developer_id, family_id),
        entries=newest_first(context, context.catalog.models_in_family(developer_id, family_id)),
        short=record.name,
        developer=Link(developer.name, f"developers/{developer_id}/"),
    )


def followed(context: SiteContext) -> Iterator[Listed]:
    """Yield the models with their successors, where the two have a page."""
    for each in successions(context.catalog):
        if has_succession_page(context.catalog, each):
            yield succession(context, each)


def succession(context: SiteContext, each: Succession) -> Listed:
    """Return a model beside the one that follows it."""
    old, new = (context.catalog.models[model_id] for model_id in (each.old, each.new))
    developer_id = old.developer_id
    developer = context.catalog.developers[developer_id].name
    follows = (
        f"{developer} names {new.model.name} as the replacement for {old.model.name}."
        if each.is_replacement
        else f"{new.model.name} follows {old.model.name}."
    )
    return Listed(
        title=f"From {old.model.name} to {new.model.name}",
        question=f"{follows} What changes with a move: limits, prices, data handling, scores and dates.",
        path=succession_path(each),
        entries=(old, new),
        short=f"{old.model.name} to {new.model.name}",
        developer=Link(developer, f"developers/{developer_id}/"),
    )


def paths_about(catalog: Catalog, entry: ModelEntry) -> Iterator[str]:
    """Yield the addresses of the comparisons that a model is part of."""
    for key, record in catalog.comparisons.items():
        if entry.id in record.models:
            yield f"compare/{key}/"
    if entry.model.family:
        yield family_path(entry.developer_id, entry.model.family)
    for each in successions(catalog):
        if entry.id in (each.old, each.new) and has_succession_page(catalog, each):
            yield succession_path(each)
