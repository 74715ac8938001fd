"""What the three indexes say: every model, every provider, every developer, a row each."""

from __future__ import annotations

from dataclasses import dataclass

from generator.catalog import Level, ModelEntry, Status, route_status, words
from generator.schema import Developer
from generator.site.context import SiteContext
from generator.site.view.citations import Citations, Shown, unknown
from generator.site.view.directory_rows import (
    ModelRow,
    Unmarked,
    find_text,
    find_words,
    model_row,
    newest_first,
    serving_providers,
)
from generator.site.view.facts import RecordFacts
from generator.site.view.links import Link
from generator.site.view.terms import by_use


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A model in a table that carries no marks."""

    row: ModelRow
    evidence: Level | None
    """The weakest level among the row's figures; None when none is known."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A model in the list of all."""

    model: Link
    status: Status | None
    released: str | None
    find: str
    """Everything under which somebody may look for it, in lower case."""


@dataclass(frozen=True, slots=True)
class ListedDeveloper:
    """A developer's models, newest first."""

    id: str
    developer: Link
    models: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class ProviderRow:
    """A provider as a row."""

    provider: Link
    kind: str
    country: str | None
    models: int
    """How many models answer there today."""
    routes: int
    policy: str | None
    """The policy that most of its routes name, which the next three are of."""
    training: Shown
    zero_retention: Shown
    retention: Shown
    find: str
    """Everything under which somebody may look for it, in lower case."""


@dataclass(frozen=True, slots=True)
class DeveloperRow:
    """A developer as a row."""

    developer: Link
    kind: str | None
    country: str | None
    models: int
    families: int
    providers: int
    """How many providers serve at least one of its models today."""
    newest: Link | None
    newest_on: Shown
    find: str
    """Everything under which somebody may look for it, in lower case."""


def index_row(context: SiteContext, entry: ModelEntry) -> IndexRow:
    """Return a model as a row without marks."""
    unmarked = Unmarked(context.catalog)
    row = model_row(context, unmarked, entry)
    return IndexRow(row, unmarked.weakest)


def all_models(context: SiteContext) -> list[ListedDeveloper]:
    """Return all models by developer, developers by name."""
    by_name = sorted(context.catalog.developers.items(), key=lambda item: item[1].name.lower())
    groups = [
        ListedDeveloper(
            id=f"of-{developer_id}",
            developer=Link(developer.name, f"developers/{developer_id}/"),
            models=tuple(
                _listed(context, entry) for entry in newest_first(context, context.catalog.models_of(developer_id))
            ),
        )
        for developer_id, developer in by_name
    ]
    return [group for group in groups if group.models]


def _listed(context: SiteContext, entry: ModelEntry) -> Listed:
    return Listed(
        model=Link(entry.model.name, f"models/{entry.id}/"),
        status=context.lifecycles[entry.id].status,
        released=entry.model.released_on,
        find=find_words(context, entry),
    )


def provider_rows(context: SiteContext, citations: Citations) -> list[ProviderRow]:
    """Return all providers by name."""
    catalog = context.catalog
    rows = []
    for provider_id, provider in sorted(catalog.providers.items(), key=lambda item: item[1].name.lower()):
        living = [
            entry
            for entry in catalog.routes_at(provider_id)
            if route_status(entry.route, context.today) is not Status.RETIRED
        ]
        main = next(iter(by_use(context, citations, provider_id)), None)
        rows.append(
            ProviderRow(
                provider=Link(provider.name, f"providers/{provider_id}/"),
                kind=words.PROVIDER_KIND[provider.kind],
                country=provider.country,
                models=len({entry.model_id for entry in living}),
                routes=len(living),
                policy=main.policy.name if main else None,
                training=main.training() if main else unknown(),
                zero_retention=main.zero_retention() if main else unknown(),
                retention=main.retention() if main else unknown(),
                find=find_text(provider_id, provider.name, words.PROVIDER_KIND[provider.kind], provider.country),
            )
        )
    return rows


def developer_rows(context: SiteContext, citations: Citations) -> list[DeveloperRow]:
    """Return all developers by name."""
    by_name = sorted(context.catalog.developers.items(), key=lambda item: item[1].name.lower())
    return [_developer(context, citations, developer_id, developer) for developer_id, developer in by_name]


def _developer(context: SiteContext, citations: Citations, developer_id: str, developer: Developer) -> DeveloperRow:
    catalog = context.catalog
    models = newest_first(context, catalog.models_of(developer_id))
    newest = models[0] if models and models[0].model.released_on else None
    return DeveloperRow(
        developer=Link(developer.name, f"developers/{developer_id}/"),
        kind=developer.kind.capitalize() if developer.kind else None,
        country=developer.country,
        models=len(models),
        families=len({entry.model.family for entry in models if entry.model.family}),
        providers=len(serving_providers(context, models)),
        newest=Link(newest.model.name, f"models/{newest.id}/") if newest else None,
        newest_on=_release(context, citations, newest) if newest else unknown(),
        find=find_text(developer_id, developer.name, developer.kind, developer.country),
    )


def _release(context: SiteContext, citations: Citations, entry: ModelEntry) -> Shown:
    own = frozenset({entry.developer_id})
    facts = RecordFacts(citations, context.facts(entry.id), own, f"{entry.model.name}: ")
    return facts.show("release", "released_on", as_text=str)
