"""`api/v1/policies.json`: what providers do with prompts and outputs, and which routes each policy holds for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from generator.catalog import RouteEntry
from generator.publish.api import ROOT, Api, Json, as_written
from generator.publish.exact_json import encode
from generator.publish.routes import which


def files(api: Api) -> Iterator[tuple[str, bytes]]:
    """Yield the list of all policies, and each by itself with its routes and sources."""
    under: dict[tuple[str, str | None], list[RouteEntry]] = defaultdict(list)
    for route in api.catalog.routes:
        under[route.provider_id, route.route.data_policy].append(route)
    listed: list[Json] = []
    for provider_id, provider in api.catalog.providers.items():
        found = api.found(provider_id)
        for policy_id, policy in provider.data_policies.items():
            routes = under[provider_id, policy_id]
            inside = {loc[2:]: fact for loc, fact in found.items() if loc[:2] == ("data_policies", policy_id)}
            written = {"provider": provider_id, "policy": policy_id, **as_written(policy)}
            founding = api.founding(inside, frozenset({provider_id}))
            listed.append({**written, "computed": {"routes": len(routes), **founding}})
            whole = {"as_of": api.today, "routes": [which(route) for route in routes], **founding}
            content = {**written, "computed": {**whole, "sources": api.sources([inside])}}
            yield f"{ROOT}policies/{provider_id}/{policy_id}.json", encode(content)
    yield f"{ROOT}policies.json", encode({"as_of": api.today, "policies": listed})
