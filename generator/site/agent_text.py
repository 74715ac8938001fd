"""What a coding agent must know to call a route and not to call it wrongly, as plain text to paste.

An agent trained last year believes last year's ids, limits and prices. The text gives today's, says where the facts
are, and keeps keys out of code. What is not known is left out, because an agent takes a blank for a fact.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator.catalog import RouteEntry, Status, floor_passed, period_on, route_status, words
from generator.site.context import SiteContext

_PROTOCOL: Final = {"openai": "OpenAI", "anthropic": "Anthropic", "google": "Google Gemini"}


def agent_text(context: SiteContext, route: RouteEntry) -> str:
    """Return the text for `route`, ending in a line break."""
    catalog = context.catalog
    entry = catalog.models[route.model_id]
    lead = (
        f"Use the language model {entry.model.name} by {catalog.developers[entry.developer_id].name}, "
        f"served by {catalog.providers[route.provider_id].name}.\n"
    )
    facts = [
        *_call(context, route),
        *_limits(context, route),
        *_price(context, route),
        *_status(context, route),
        f"Facts with their sources: {context.site_url}models/{entry.id}/",
        f"The same as JSON: {context.site_url}api/v1/models/{entry.id}.json",
    ]
    return lead + "".join(f"- {fact}\n" for fact in facts)


def _call(context: SiteContext, route: RouteEntry) -> Iterator[str]:
    provider = context.catalog.providers[route.provider_id]
    yield f"Model id in requests: {route.route.model_id}"
    for endpoint in provider.api:
        if not route.route.speaks or endpoint.speaks in route.route.speaks:
            key = f", with the key in {endpoint.key_variable}" if endpoint.key_variable else ""
            yield f"Base URL for the {_PROTOCOL[endpoint.speaks]} API: {endpoint.base_url}{key}"
    yield "Read the key from the environment. Never write a key into code, tests or commits."


def _limits(context: SiteContext, route: RouteEntry) -> Iterator[str]:
    model = context.catalog.models[route.model_id].model
    for name, label in (
        ("context_window", "Context window, input and output together"),
        ("max_input_tokens", "Longest input"),
        ("max_output_tokens", "Longest output"),
    ):
        limit = getattr(route.route, name) or getattr(model, name)
        if limit:
            yield f"{label}: {words.tokens(limit)} tokens"
    modalities = route.route.modalities or model.modalities
    if modalities:
        yield f"Input: {', '.join(modalities.input)}. Output: {', '.join(modalities.output)}."


def _price(context: SiteContext, route: RouteEntry) -> Iterator[str]:
    period = period_on(route.route, context.today)
    if period is None or period.standard is None:
        return
    amounts = [
        f"{label.lower()} {words.money(amount, period.currency)}"
        for name, label in words.RATE.items()
        if (amount := getattr(period.standard, name)) is not None
    ]
    if amounts:
        yield f"Price per million tokens on {context.today}: {'; '.join(amounts)}"
    for unit in period.standard.per_unit:
        what = f" ({unit.what})" if unit.what else ""
        yield f"Price per {words.UNIT[unit.unit]}{what}: {words.money(unit.price, period.currency)}"


def _status(context: SiteContext, route: RouteEntry) -> Iterator[str]:
    record, today = route.route, context.today
    status = route_status(record, today)
    if status is Status.RETIRED:
        yield f"Status on {today}: retired on {record.retires_on}. Requests fail."
    elif status is Status.DEPRECATED:
        end = f", retires on {record.retires_on}" if record.retires_on else ""
        yield f"Status on {today}: deprecated{end}. It still answers; do not build new things on it."
    else:
        yield f"Status on {today}: active"
    if status is not Status.RETIRED and record.retires_no_earlier_than:
        if floor_passed(record, today):
            yield f"It may retire any day since {record.retires_no_earlier_than}."
        else:
            yield f"It will not retire before {record.retires_no_earlier_than}."
    replacement = context.catalog.models.get(record.replacement or "")
    if replacement and status is not Status.ACTIVE:
        yield f"Replacement: {replacement.model.name} ({replacement.id}), {context.site_url}models/{replacement.id}/"
