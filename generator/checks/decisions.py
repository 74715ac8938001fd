"""The table of `sync` names only what exists, and gives each id to one model.

A decision about nothing is a slip that would go unnoticed; an id that two models claim would be no decision.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from generator.checks.survey import Survey
from generator.checks.words import suggestion
from generator.reading import Loc, Place
from generator.reading.layout import IDENTITIES_PATH, developer_path, model_path, provider_path, sources_path
from generator.schema import KnownModel
from generator.schema.identity import key


def decisions_name_known_records(survey: Survey) -> Iterator[Place]:
    """Refuse a decision about a source, provider, developer, region or model that does not exist.

    A model may be missing when the decision gives its name: then `sync` may add it.
    """
    catalog = survey.catalog
    table = catalog.identities
    broken = catalog.broken
    for source_id, providers in table.providers.items():
        if source_id not in catalog.sources and sources_path(source_id.split("/")[0]) not in broken:
            yield _unknown(("providers", source_id), "source", source_id, catalog.sources)
        for name, upstream in providers.items():
            where: Loc = ("providers", source_id, name)
            known = catalog.providers.get(upstream.provider)
            if known is not None:
                for prefix, region in upstream.regions.items():
                    if region not in known.regions:
                        yield _unknown((*where, "regions", prefix), "region", region, known.regions)
            elif provider_path(upstream.provider) not in broken:
                yield _unknown((*where, "provider"), "provider", upstream.provider, catalog.providers)
    for name, developer in table.organisations.items():
        if developer not in catalog.developers and developer_path(developer) not in broken:
            yield _unknown(("organisations", name), "developer", developer, catalog.developers)
    for index, provider in enumerate(table.firm_ends):
        if provider not in catalog.providers and provider_path(provider) not in broken:
            yield _unknown(("firm_ends", index), "provider", provider, catalog.providers)
    for provider in table.currencies:
        if provider not in catalog.providers and provider_path(provider) not in broken:
            yield _unknown(("currencies", provider), "provider", provider, catalog.providers)
    for index, developer in enumerate(table.untold_cutoffs):
        if developer not in catalog.developers and developer_path(developer) not in broken:
            yield _unknown(("untold_cutoffs", index), "developer", developer, catalog.developers)
    for model_id, known_model in table.models.items():
        developer = model_id.split("/")[0]
        if known_model.name is None:
            if model_id not in catalog.models and model_path(model_id) not in broken:
                yield _unknown(("models", model_id), "model", model_id, catalog.models)
        elif developer not in catalog.developers and developer_path(developer) not in broken:
            yield _unknown(("models", model_id), "developer", developer, catalog.developers)
        yield from _lineage(survey, model_id, known_model)
    for provider in table.dressed:
        if provider not in catalog.providers and provider_path(provider) not in broken:
            yield _unknown(("dressed", provider), "provider", provider, catalog.providers)


def decisions_give_each_id_to_one_model(survey: Survey) -> Iterator[Place]:
    """Refuse an id that the table gives to a model while it is another one's own, or given to another one too.

    Case, dots, dashes and underscores do not set ids apart here, as they do not where ids are looked up.
    """
    catalog = survey.catalog
    owners: dict[str, str] = {}
    for entry in catalog.models.values():
        dated, floating = entry.model.snapshots, entry.model.aliases
        for text in (entry.slug, entry.model.name, *(item.id for item in dated), *(item.id for item in floating)):
            owners.setdefault(key(text), entry.id)
    models = catalog.identities.models
    for model_id, known in models.items():
        if known.name is not None:
            for text in (model_id.split("/")[1], known.name):
                owners.setdefault(key(text), model_id)
    for model_id, known in models.items():
        for text, loc in _ids(known):
            owner = owners.setdefault(key(text), model_id)
            if owner != model_id:
                message = f"{text} is an id of {owner} too. Keep it at one of the two."
                yield Place(IDENTITIES_PATH, ("models", model_id, *loc), message)


def _ids(known: KnownModel) -> Iterator[tuple[str, Loc]]:
    for index, text in enumerate(known.snapshots):
        yield text, ("snapshots", index)
    for index, text in enumerate(known.known_as):
        yield text, ("known_as", index)
    for text in known.variants:
        yield text, ("variants", text)


def _lineage(survey: Survey, model_id: str, known: KnownModel) -> Iterator[Place]:
    """A family that the developer lists, and an origin that the catalog has or the table adds."""
    catalog = survey.catalog
    developer = catalog.developers.get(model_id.split("/")[0])
    if known.family is not None and developer is not None and known.family not in developer.families:
        yield _unknown(("models", model_id, "family"), "family", known.family, developer.families)
    base = known.derived_from
    if base is not None and base not in catalog.models and model_path(base) not in catalog.broken:
        added = catalog.identities.models.get(base)
        if added is None or added.name is None:
            yield _unknown(("models", model_id, "derived_from"), "model", base, catalog.models)


def _unknown(loc: Loc, what: str, wanted: str, known: Collection[str]) -> Place:
    hint = suggestion(wanted, known) or "Describe it first, or delete this decision."
    return Place(IDENTITIES_PATH, loc, f"no {what} {wanted!r} is known. {hint}")
