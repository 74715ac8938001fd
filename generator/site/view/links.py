"""Links from one page of the site to another."""

from __future__ import annotations

from dataclasses import dataclass

from generator.site.context import SiteContext


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a page of the site."""

    text: str
    path: str


def model_link(context: SiteContext, model_id: str | None) -> Link | None:
    """Return a link to a model's page, or None when there is no such model."""
    if model_id is None or model_id not in context.catalog.models:
        return None
    return Link(context.catalog.models[model_id].model.name, f"models/{model_id}/")
