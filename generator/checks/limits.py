"""Limits that fit each other, and routes that restate only what differs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.catalog import RouteEntry
from generator.checks.survey import Survey, at_model, at_route
from generator.reading import Loc, Place
from generator.schema import Modalities, Model


def parts_fit_the_context(survey: Survey) -> Iterator[Place]:
    """Refuse an input or output limit above the context window, which holds both together."""
    for entry in survey.catalog.models.values():
        for name, message in _above_context(entry.model.context_window, entry.model):
            yield at_model(entry, message, name)
        for route in entry.routes:
            context = route.route.context_window or entry.model.context_window
            for name, message in _above_context(context, route.route):
                yield at_route(route, message, name)


def routes_restate_only_differences(survey: Survey) -> Iterator[Place]:
    """Refuse a value on a route that the model, or the provider, says already."""
    for entry in survey.catalog.models.values():
        for route in entry.routes:
            for loc in _restated(route, entry.model):
                yield at_route(route, "is the same as the model's. Delete it: a route says only what differs.", *loc)
            provider = survey.catalog.providers.get(route.provider_id)
            if provider and route.route.speaks and {end.speaks for end in provider.api} == set(route.route.speaks):
                message = "names all of the provider's protocols. Delete it: a route says only what differs."
                yield at_route(route, message, "speaks")


def unpublished_fields_are_left_out(survey: Survey) -> Iterator[Place]:
    """Refuse `not_published` for what is no field of a model, or is written all the same."""
    for entry in survey.catalog.models.values():
        for index, name in enumerate(entry.model.not_published):
            if name not in Model.model_fields:
                message = f"{name} is no field of a model. Name the field that was looked for."
            elif name in entry.model.model_fields_set:
                message = f"{name} is written in this record. Delete one of the two."
            else:
                continue
            yield at_model(entry, message, "not_published", index)


def _above_context(context: int | None, limits: Any) -> Iterator[tuple[str, str]]:
    if context is None:
        return
    for name in ("max_input_tokens", "max_output_tokens"):
        limit = getattr(limits, name)
        if limit is not None and limit > context:
            yield name, f"{limit} is above the context window of {context}, which holds input and output together."


def _restated(route: RouteEntry, model: Model) -> Iterator[Loc]:
    for name in ("context_window", "max_input_tokens", "max_output_tokens"):
        value = getattr(route.route, name)
        if value is not None and value == getattr(model, name):
            yield (name,)
    ours, theirs = route.route.modalities, model.modalities
    if ours and theirs and _forms(ours) == _forms(theirs):
        yield ("modalities",)
    if route.route.capabilities and model.capabilities:
        for name in sorted(route.route.capabilities.model_fields_set):
            if getattr(route.route.capabilities, name) == getattr(model.capabilities, name):
                yield "capabilities", name


def _forms(modalities: Modalities) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(modalities.input), frozenset(modalities.output)
