"""Tables that the database has besides those that are published as CSV: who is who, terms, scores, ids."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator.catalog import ModelEntry
from generator.publish.api import Api
from generator.publish.tables import Row, Table, texts


def _developers(api: Api) -> Iterator[Row]:
    for key, developer in api.catalog.developers.items():
        yield key, developer.name, developer.kind, developer.country, developer.homepage


def _providers(api: Api) -> Iterator[Row]:
    for key, provider in api.catalog.providers.items():
        yield key, provider.name, provider.kind, provider.country, provider.homepage


def _policies(api: Api) -> Iterator[Row]:
    for provider_id, provider in api.catalog.providers.items():
        for policy_id, policy in provider.data_policies.items():
            yield (
                provider_id,
                policy_id,
                policy.name,
                policy.trains_on_data,
                policy.retention_days,
                policy.zero_data_retention,
                policy.third_party_access,
                policy.dpa,
                policy.transfer_mechanisms or None,
            )


def _scores(api: Api) -> Iterator[Row]:
    for entry in api.catalog.models.values():
        for scored in entry.model.benchmarks:
            name = api.catalog.benchmarks[scored.benchmark].name
            yield entry.id, scored.benchmark, name, scored.score, scored.reported_by, scored.setting


def _ids(api: Api) -> Iterator[Row]:
    """Yield every id and name that stands for a model, in lower case, once for each model."""
    for entry in api.catalog.models.values():
        yield from ((text, entry.id) for text in dict.fromkeys(_names(entry)))


def _names(entry: ModelEntry) -> Iterator[str]:
    yield from (entry.id, entry.slug, entry.model.name.lower())
    yield from (snapshot.id.lower() for snapshot in entry.model.snapshots)
    yield from (alias.id.lower() for alias in entry.model.aliases)
    yield from (route.route.model_id.lower() for route in entry.routes)


MORE_TABLES: Final = (
    Table("developers", texts("id", "name", "kind", "country", "homepage"), _developers),
    Table("providers", texts("id", "name", "kind", "country", "homepage"), _providers),
    Table(
        "policies",
        {
            **texts("provider", "policy", "name", "trains_on_data"),
            "retention_days": "INTEGER",
            **texts("zero_data_retention", "third_party_access", "dpa", "transfer_mechanisms"),
        },
        _policies,
    ),
    Table(
        "scores",
        {**texts("model", "benchmark", "benchmark_name"), "score": "REAL", **texts("reported_by", "setting")},
        _scores,
    ),
    Table("ids", texts("id", "model"), _ids),
)
"""Further tables of the database."""
