"""Nothing lies around unused: what no record names is forgotten, misspelled, or left over.

A file that could not be read may have named anything, so nothing counts as unused until all files can be read.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.survey import Survey
from generator.reading import Place
from generator.reading.layout import BENCHMARKS_PATH, comparison_path, provider_path, sources_path


def sources_are_used(survey: Survey) -> Iterator[Place]:
    """Refuse a document that nothing refers to."""
    catalog = survey.catalog
    if catalog.broken:
        return
    used = {entry.evidence.source for entry in survey.evidence}
    used.update(citation.source for cited in survey.citations.values() for citation in cited)
    used.update(weights.source for entry in catalog.models.values() for weights in entry.model.weights)
    scores = [score for entry in catalog.models.values() for score in entry.model.benchmarks]
    used.update(score.published_in for score in scores if score.published_in)
    used.update(benchmark.source for benchmark in catalog.benchmarks.values())
    used.update(origin for source in catalog.sources.values() for origin in source.derives_from)
    for provider in catalog.providers.values():
        used.update(provider.pages.values())
        used.update(policy.subprocessors for policy in provider.data_policies.values() if policy.subprocessors)
    for source_id in catalog.sources:
        if source_id not in used:
            publisher, document = source_id.split("/", 1)
            yield _orphan(sources_path(publisher), "documents", document, "Nothing refers to it")


def policies_are_used(survey: Survey) -> Iterator[Place]:
    """Refuse a data policy that no route names."""
    catalog = survey.catalog
    if catalog.broken:
        return
    for provider_id, provider in catalog.providers.items():
        used = {route.route.data_policy for route in catalog.routes_at(provider_id)}
        for policy_id in provider.data_policies:
            if policy_id not in used:
                yield _orphan(provider_path(provider_id), "data_policies", policy_id, "No route names it")


def benchmarks_are_used(survey: Survey) -> Iterator[Place]:
    """Refuse a benchmark that no model has a score on."""
    catalog = survey.catalog
    if catalog.broken:
        return
    used = {score.benchmark for entry in catalog.models.values() for score in entry.model.benchmarks}
    for benchmark_id in catalog.benchmarks:
        if benchmark_id not in used:
            yield _orphan(BENCHMARKS_PATH, "benchmarks", benchmark_id, "No model has a score on it")


def comparisons_have_something_to_compare(survey: Survey) -> Iterator[Place]:
    """Refuse a comparison of fewer than two models that anything is known of, and one that another makes already."""
    catalog = survey.catalog
    if catalog.broken:
        return
    first_of: dict[frozenset[str], str] = {}
    for comparison_id, comparison in catalog.comparisons.items():
        where = comparison_path(comparison_id)
        found = [catalog.models[model_id] for model_id in comparison.models if model_id in catalog.models]
        if sum(bool(entry.routes or entry.model.benchmarks) for entry in found) < 2:
            message = "compares fewer than two models that have routes or scores. Add some, or delete the comparison."
            yield Place(where, ("models",), message)
        twin = first_of.setdefault(frozenset(comparison.models), comparison_id)
        if twin != comparison_id:
            message = f"compares the same models as {comparison_path(twin)}. Keep one of them."
            yield Place(where, ("models",), message)


def _orphan(path: str, group: str, name: str, why: str) -> Place:
    return Place(path, (group, name), f"is not used. {why}: do so, or delete it.", on_key=True)
