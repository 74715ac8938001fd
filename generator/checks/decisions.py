"""The table of `sync` names only what exists: a decision about nothing is a slip that would go unnoticed."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from generator.checks.survey import Survey
from generator.checks.words import suggestion
from generator.reading import Loc, Place
from generator.reading.layout import IDENTITIES_PATH, developer_path, model_path, provider_path, sources_path


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
    for model_id, known_model in table.models.items():
        developer = model_id.split("/")[0]
        if known_model.name is None:
            if model_id not in catalog.models and model_path(model_id) not in broken:
                yield _unknown(("models", model_id), "model", model_id, catalog.models)
        elif developer not in catalog.developers and developer_path(developer) not in broken:
            yield _unknown(("models", model_id), "developer", developer, catalog.developers)


def _unknown(loc: Loc, what: str, wanted: str, known: Collection[str]) -> Place:
    hint = suggestion(wanted, known) or "Describe it first, or delete this decision."
    return Place(IDENTITIES_PATH, loc, f"no {what} {wanted!r} is known. {hint}")
