"""What a developer's page says: its families, and every model by family, newest first.

Of a developer with very many models, rows carry no marks but lead to where each figure has its own, and the timeline
shows the newest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from generator.catalog import ModelEntry, Status
from generator.site.context import SiteContext
from generator.site.view.citations import Citations
from generator.site.view.directory_rows import host_name, model_row, newest_first, serving_providers
from generator.site.view.indexes import IndexRow, index_row
from generator.site.view.links import Link
from generator.site.view.timeline import timeline

MOST_MARKED: Final = 40
"""Of how many models the page cites each figure."""

MOST_LIVES: Final = 40
"""How many models the timeline shows."""


@dataclass(frozen=True, slots=True)
class FamilyGroup:
    """The models of one family."""

    id: str
    """The anchor of the group on the page."""
    family: Link | None
    """None for models outside any family."""
    summary: str | None
    rows: tuple[IndexRow, ...]


@dataclass(frozen=True, slots=True)
class DeveloperView:
    """Everything that the template of a developer's page places."""

    id: str
    name: str
    kind: str | None
    country: str | None
    homepage: str
    host: str
    """The home page's host, which names the link to it."""
    summary: str | None
    provider: Link | None
    """The page of the same organisation as a provider."""
    models: int
    living: int
    """How many of its models answer somewhere today."""
    families: int
    providers: int
    """How many providers serve at least one of its models today."""
    marked: bool
    """Whether each figure carries its mark."""
    groups: tuple[FamilyGroup, ...]
    timeline: Markup | None
    drawn: int
    """How many models the timeline was made of, the newest."""
    citations: Citations


def developer_view(context: SiteContext, developer_id: str) -> DeveloperView:
    """Return the view of a developer's page. The order of the calls is the order of the references."""
    catalog = context.catalog
    developer = catalog.developers[developer_id]
    citations = Citations(catalog)
    models = newest_first(context, catalog.models_of(developer_id))
    own = catalog.providers.get(developer_id)
    return DeveloperView(
        id=developer_id,
        name=developer.name,
        kind=developer.kind.capitalize() if developer.kind else None,
        country=developer.country,
        homepage=developer.homepage,
        host=host_name(developer.homepage),
        summary=developer.summary,
        provider=Link(own.name, f"providers/{developer_id}/") if own else None,
        models=len(models),
        living=sum(context.lifecycles[entry.id].status in (Status.ACTIVE, Status.DEPRECATED) for entry in models),
        families=len({entry.model.family for entry in models if entry.model.family}),
        providers=len(serving_providers(context, models)),
        marked=len(models) <= MOST_MARKED,
        groups=tuple(_groups(context, citations, developer_id, models)),
        timeline=timeline(context, models[:MOST_LIVES]),
        drawn=min(len(models), MOST_LIVES),
        citations=citations,
    )


def _groups(
    context: SiteContext, citations: Citations, developer_id: str, models: list[ModelEntry]
) -> list[FamilyGroup]:
    """The family with the newest model first; models without a family at the end."""
    by_family: dict[str | None, list[ModelEntry]] = {}
    for entry in models:
        by_family.setdefault(entry.model.family, []).append(entry)
    single = by_family.pop(None, [])
    marked = len(models) <= MOST_MARKED
    groups = []
    for family_id, members in [*by_family.items(), *([(None, single)] if single else [])]:
        family = context.catalog.family(developer_id, family_id) if family_id else None
        groups.append(
            FamilyGroup(
                id=f"family-{family_id}" if family_id else "no-family",
                family=Link(family.name, f"families/{developer_id}/{family_id}/") if family else None,
                summary=family.summary if family else None,
                rows=tuple(
                    IndexRow(model_row(context, citations, entry), None) if marked else index_row(context, entry)
                    for entry in members
                ),
            )
        )
    return groups
