"""Which data policy a new route names: the one of the model's other routes there, else the one that covers the model.

Terms are written for a product and say whom they cover, so most routes need no decision. Where the model's other routes
at a provider name none, somebody has left that open, and a new route leaves it open too.
"""

from __future__ import annotations

from collections.abc import Collection

from generator.catalog import Catalog
from generator.reading.layout import model_path, routes_path
from generator.schema import Provider
from generator.sync.draft import Draft


class Terms:
    """Gives new routes of a draft the data policies that cover them."""

    def __init__(self, catalog: Catalog, draft: Draft) -> None:
        self._catalog = catalog
        self._draft = draft

    def take(self, model_id: str, provider_id: str) -> None:
        """Look at a model's routes at a provider; those that the catalog had before stay as they are."""
        file = self._draft.file(routes_path(model_id, provider_id))
        if file is None:
            return
        entry = self._catalog.models.get(model_id)
        before = [route.route for route in entry.routes if route.provider_id == provider_id] if entry else []
        model = self._draft.file(model_path(model_id)) or {}
        policy = policy_of_new_route(
            self._catalog.providers[provider_id],
            model_id,
            [route.data_policy for route in before],
            is_open=bool(model.get("open_weights")),
        )
        if policy is not None:
            for route in file["routes"][len(before) :]:
                route.setdefault("data_policy", policy)


def policy_of_new_route(
    provider: Provider, model_id: str, siblings: Collection[str | None], *, is_open: bool
) -> str | None:
    """Return the id of the data policy for a new route of a model at a provider, or None when a person must decide.

    `siblings` are the policies that the model's other routes there name; `is_open` whether its weights can be had.
    """
    named = set(siblings)
    if named:
        return named.pop() if len(named) == 1 else None
    narrowest_first = [model_id, model_id.split("/")[0], *(["open_weights"] if is_open else []), "all"]
    for covered in narrowest_first:
        found = [policy_id for policy_id, policy in provider.data_policies.items() if covered in policy.covers]
        if found:
            return found[0] if len(found) == 1 else None
    return None
