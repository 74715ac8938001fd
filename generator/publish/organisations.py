"""`api/v1/developers.json` and `api/v1/providers.json`: who trains models and who serves them, in a few fields.

A developer's own file is made here too; a provider's, which holds its policies and routes, in `generator.publish.api`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator.catalog import model_lifecycle
from generator.publish.api import ROOT, Api, Json, as_written, provider_path
from generator.publish.exact_json import encode

DEVELOPER_LEFT_OUT: Final = frozenset({"evidence", "hosts", "families"})
"""Fields of a developer that the list leaves to the developer's own file."""

PROVIDER_LEFT_OUT: Final = frozenset({"evidence", "hosts", "api", "pages", "regions", "data_policies"})
"""Fields of a provider that the list leaves to the provider's own file."""


def files(api: Api) -> Iterator[tuple[str, bytes]]:
    """Yield the list of developers, each developer by itself, and the list of providers."""
    for developer_id in api.catalog.developers:
        yield f"{ROOT}developers/{developer_id}.json", encode(_developer(api, developer_id))
    yield f"{ROOT}developers.json", encode({"as_of": api.today, "developers": _developers(api)})
    yield f"{ROOT}providers.json", encode({"as_of": api.today, "providers": _providers(api)})


def _developer(api: Api, developer_id: str) -> Json:
    developer = api.catalog.developers[developer_id]
    models = [
        {
            "id": entry.id,
            "name": entry.model.name,
            **({"family": entry.model.family} if entry.model.family else {}),
            "status": model_lifecycle(entry, api.today).status,
        }
        for entry in api.catalog.models_of(developer_id)
    ]
    sources = {entry.source for entry in developer.evidence}
    computed = {
        "as_of": api.today,
        "url": f"{api.site_url}developers/{developer_id}/",
        "models": models,
        "sources": api.sources_by_id(sources),
    }
    return {"id": developer_id, **as_written(developer), "computed": computed}


def _developers(api: Api) -> list[Json]:
    return [
        {
            "id": developer_id,
            **as_written(developer, DEVELOPER_LEFT_OUT),
            "computed": {
                "url": f"{api.site_url}developers/{developer_id}/",
                "json": f"{api.site_url}{ROOT}developers/{developer_id}.json",
                "models": len(api.catalog.models_of(developer_id)),
            },
        }
        for developer_id, developer in api.catalog.developers.items()
    ]


def _providers(api: Api) -> list[Json]:
    listed = []
    for provider_id, provider in api.catalog.providers.items():
        routes = api.catalog.routes_at(provider_id)
        computed = {
            "url": f"{api.site_url}providers/{provider_id}/",
            "json": f"{api.site_url}{provider_path(provider_id)}",
            "models": len({route.model_id for route in routes}),
            "routes": len(routes),
        }
        listed.append({"id": provider_id, **as_written(provider, PROVIDER_LEFT_OUT), "computed": computed})
    return listed
