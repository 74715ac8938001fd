"""Whatever a record names exists.

A file that could not be read is reported once, where it is broken; what it would have held is not missed again here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from generator.checks.survey import Survey, at_model, at_route, route_place
from generator.checks.words import suggestion
from generator.reading import Loc, Place
from generator.reading.layout import (
    BENCHMARKS_PATH,
    article_path,
    comparison_path,
    developer_path,
    model_path,
    provider_path,
    routes_path,
    sources_path,
)


def folders_belong_to_developers(survey: Survey) -> Iterator[Place]:
    """Refuse a model in a folder that is not a developer's."""
    catalog = survey.catalog
    for entry in catalog.models.values():
        known = catalog.developers
        if entry.developer_id not in known and developer_path(entry.developer_id) not in catalog.broken:
            yield at_model(entry, _missing("developer", entry.developer_id, known, developer_path(entry.developer_id)))


def route_files_belong_to_providers(survey: Survey) -> Iterator[Place]:
    """Refuse a file of routes that is not named after a provider."""
    catalog = survey.catalog
    for entry in catalog.models.values():
        for provider_id in dict.fromkeys(route.provider_id for route in entry.routes):
            path = provider_path(provider_id)
            if provider_id not in catalog.providers and path not in catalog.broken:
                message = _missing("provider", provider_id, catalog.providers, path)
                yield Place(routes_path(entry.id, provider_id), (), message)


def folders_hold_a_model(survey: Survey) -> Iterator[Place]:
    """Refuse routes and articles in a folder without a model."""
    for path in sorted(survey.catalog.strays):
        folder = "/".join(path.split("/")[1:3])
        if model_path(folder) not in survey.catalog.broken:
            message = f"lies in a folder without a model. {suggestion(folder, survey.catalog.models)}".rstrip()
            yield Place(path, (), f"{message} Write {model_path(folder)}, or move the file.")


def evidence_names_known_sources(survey: Survey) -> Iterator[Place]:
    """Refuse evidence from a source that `sources/` does not hold."""
    for path, loc, entry in survey.evidence:
        yield from _source(survey, entry.source, path, (*loc, "source"))


def records_name_known_sources(survey: Survey) -> Iterator[Place]:
    """Refuse weights, scores, named pages, benchmarks and sources that point to a source that does not exist."""
    catalog = survey.catalog
    for entry in catalog.models.values():
        for index, weights in enumerate(entry.model.weights):
            yield from _source(survey, weights.source, model_path(entry.id), ("weights", index, "source"))
        for index, score in enumerate(entry.model.benchmarks):
            if score.published_in is not None:
                loc = ("benchmarks", index, "published_in")
                yield from _source(survey, score.published_in, model_path(entry.id), loc)
    for provider_id, provider in catalog.providers.items():
        path = provider_path(provider_id)
        for name, source_id in provider.pages.items():
            yield from _source(survey, source_id, path, ("pages", name))
        for name, policy in provider.data_policies.items():
            if policy.subprocessors is not None:
                yield from _source(survey, policy.subprocessors, path, ("data_policies", name, "subprocessors"))
    for name, benchmark in catalog.benchmarks.items():
        yield from _source(survey, benchmark.source, BENCHMARKS_PATH, ("benchmarks", name, "source"))
    for source_id, source in catalog.sources.items():
        publisher, document = source_id.split("/", 1)
        for index, origin in enumerate(source.derives_from):
            yield from _source(survey, origin, sources_path(publisher), ("documents", document, "derives_from", index))


def articles_cite_known_sources(survey: Survey) -> Iterator[Place]:
    """Refuse a citation of a source that does not exist, at its line."""
    for model_id, cited in survey.citations.items():
        for citation in cited:
            if not _has_source(survey, citation.source):
                message = f"[@{citation.source}]: {_missing_source(survey, citation.source)}"
                yield Place(article_path(model_id), (), message, mark=(citation.line, citation.column))


def models_name_known_models(survey: Survey) -> Iterator[Place]:
    """Refuse a predecessor, an origin, a replacement or a compared model that does not exist."""
    catalog = survey.catalog
    for entry in catalog.models.values():
        path = model_path(entry.id)
        yield from _model(survey, entry.model.predecessor, path, ("predecessor",))
        yield from _model(survey, entry.model.derived_from, path, ("derived_from",))
        for route in entry.routes:
            routes, loc = route_place(route)
            yield from _model(survey, route.route.replacement, routes, (*loc, "replacement"))
    for comparison_id, comparison in catalog.comparisons.items():
        for index, model_id in enumerate(comparison.models):
            yield from _model(survey, model_id, comparison_path(comparison_id), ("models", index))


def models_name_known_families(survey: Survey) -> Iterator[Place]:
    """Refuse a family that the developer's file does not list."""
    for entry in survey.catalog.models.values():
        developer = survey.catalog.developers.get(entry.developer_id)
        family = entry.model.family
        if developer is not None and family is not None and family not in developer.families:
            path = developer_path(entry.developer_id)
            yield at_model(entry, _missing("family", family, developer.families, path), "family")


def scores_name_known_benchmarks(survey: Survey) -> Iterator[Place]:
    """Refuse a score on a benchmark that `benchmarks.yaml` does not hold."""
    if BENCHMARKS_PATH in survey.catalog.broken:
        return
    known = survey.catalog.benchmarks
    for entry in survey.catalog.models.values():
        for index, score in enumerate(entry.model.benchmarks):
            if score.benchmark not in known:
                message = _missing("benchmark", score.benchmark, known, BENCHMARKS_PATH)
                yield at_model(entry, message, "benchmarks", index, "benchmark")


def scores_name_known_reporters(survey: Survey) -> Iterator[Place]:
    """Refuse a score reported by nobody that the catalog knows."""
    catalog = survey.catalog
    known = {*catalog.developers, *catalog.providers, *catalog.publishers}
    for entry in catalog.models.values():
        for index, score in enumerate(entry.model.benchmarks):
            paths = {path(score.reported_by) for path in (developer_path, provider_path, sources_path)}
            if score.reported_by not in known and not paths & catalog.broken:
                message = f"no developer, provider or publisher {score.reported_by!r} is known."
                hint = suggestion(score.reported_by, known) or f"Describe it in {sources_path(score.reported_by)}."
                yield at_model(entry, f"{message} {hint}", "benchmarks", index, "reported_by")


def speeds_name_known_providers(survey: Survey) -> Iterator[Place]:
    """Refuse a speed measured at a provider that does not exist."""
    known = survey.catalog.providers
    for entry in survey.catalog.models.values():
        for index, speed in enumerate(entry.model.speed):
            path = provider_path(speed.provider or "")
            if speed.provider is not None and speed.provider not in known and path not in survey.catalog.broken:
                message = _missing("provider", speed.provider, known, path)
                yield at_model(entry, message, "speed", index, "provider")


def routes_name_known_terms(survey: Survey) -> Iterator[Place]:
    """Refuse a data policy, a region or a protocol that the provider's file does not list."""
    for route in survey.catalog.routes:
        provider = survey.catalog.providers.get(route.provider_id)
        if provider is None:
            continue
        path = provider_path(route.provider_id)
        policy = route.route.data_policy
        if policy is not None and policy not in provider.data_policies:
            yield at_route(route, _missing("data policy", policy, provider.data_policies, path), "data_policy")
        for index, region in enumerate(route.route.regions):
            if region not in provider.regions:
                yield at_route(route, _missing("region", region, provider.regions, path), "regions", index)
        protocols = {endpoint.speaks: endpoint for endpoint in provider.api}
        for index, protocol in enumerate(route.route.speaks):
            if protocol not in protocols:
                yield at_route(route, _missing("protocol", protocol, protocols, path), "speaks", index)


def policies_cover_known_developers(survey: Survey) -> Iterator[Place]:
    """Refuse a data policy that covers models of a developer that does not exist; a model may yet be added."""
    known = survey.catalog.developers
    for provider_id, provider in survey.catalog.providers.items():
        for name, policy in provider.data_policies.items():
            for index, covered in enumerate(policy.covers):
                developer = covered.split("/")[0]
                path = developer_path(developer)
                if (
                    covered not in ("all", "open_weights")
                    and developer not in known
                    and path not in survey.catalog.broken
                ):
                    loc = ("data_policies", name, "covers", index)
                    yield Place(provider_path(provider_id), loc, _missing("developer", developer, known, path))


def _source(survey: Survey, source_id: str, path: str, loc: Loc) -> Iterator[Place]:
    if not _has_source(survey, source_id):
        yield Place(path, loc, _missing_source(survey, source_id))


def _has_source(survey: Survey, source_id: str) -> bool:
    catalog = survey.catalog
    return source_id in catalog.sources or sources_path(source_id.split("/", 1)[0]) in catalog.broken


def _missing_source(survey: Survey, source_id: str) -> str:
    return _missing("source", source_id, survey.catalog.sources, sources_path(source_id.split("/", 1)[0]))


def _model(survey: Survey, model_id: str | None, path: str, loc: Loc) -> Iterator[Place]:
    catalog = survey.catalog
    if model_id is not None and model_id not in catalog.models and model_path(model_id) not in catalog.broken:
        yield Place(path, loc, _missing("model", model_id, catalog.models, model_path(model_id)))


def _missing(what: str, wanted: str, known: Collection[str], where: str) -> str:
    hint = suggestion(wanted, known)
    return f"no {what} {wanted!r} is known. {hint or f'Write it in {where}, or name another.'}"
