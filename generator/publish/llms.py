"""`llms.txt` and `llms-full.txt`: the catalog for language models that look something up.

The first is a map: what there is, and each model's page as Markdown. The second says of each model in a few lines what
a program needs to call it and not to call it wrongly; a model trained last year believes last year's ids and prices.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator.catalog import (
    ModelEntry,
    RouteEntry,
    Status,
    floor_passed,
    model_lifecycle,
    period_on,
    route_status,
    words,
)
from generator.catalog.markdown import link, plain
from generator.publish.api import Api

_ABOUT: Final = (
    "A catalog of large language models: limits, prices with their history, routes, data handling and lifecycle. "
    "Every number shows its source and the day on which somebody read it. What is not known is left out."
)


def files(api: Api) -> Iterator[tuple[str, bytes]]:
    """Yield both files."""
    yield "llms.txt", _text(_map(api))
    yield "llms-full.txt", _text(_everything(api))


def _text(lines: Iterator[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def _map(api: Api) -> Iterator[str]:
    root = api.site_url
    yield f"# Model Catalog\n\n> {_ABOUT}\n"
    yield f"Built for {api.today}. The address of a model's JSON is `{root}api/v1/models/<developer>/<model>.json`.\n"
    yield "## Data\n"
    for title, path, what in _DATA:
        yield f"- [{title}]({root}{path}): {what}"
    for developer_id, developer in api.catalog.developers.items():
        entries = api.catalog.models_of(developer_id)
        if entries:
            yield f"\n## {plain(developer.name)}\n"
        for entry in entries:
            status = model_lifecycle(entry, api.today).status
            about = entry.model.summary or (f"status {status}" if status else "no known route")
            yield f"- {link(entry.model.name, f'{root}models/{entry.id}/index.md')}: {plain(about)}"


_DATA: Final = (
    ("API", "api/", "every file, with examples"),
    ("OpenAPI description", "api/v1/openapi.json", "every file and its JSON Schema"),
    ("Ids", "api/v1/ids.json", "any id, snapshot, alias or name, with the models and routes that it names"),
    ("Models", "api/v1/models.json", "every model in a few fields"),
    ("Prices", "api/v1/prices.json", "what every route costs and has cost"),
    ("Lifecycle", "api/v1/lifecycle.json", "every route with a date in its life"),
    ("All models in short", "llms-full.txt", "ids, limits, prices and ends of every model as text"),
)


def _everything(api: Api) -> Iterator[str]:
    yield f"# Model Catalog: every model\n\n> {_ABOUT}\n"
    yield f"Built for {api.today}. Prices are standard prices per million tokens. Sources: see each model's page."
    for entry in api.catalog.models.values():
        yield ""
        yield from _model(api, entry)


def _model(api: Api, entry: ModelEntry) -> Iterator[str]:
    model = entry.model
    yield f"## {plain(model.name)} ({entry.id})\n"
    if model.summary:
        yield f"{plain(model.summary)}\n"
    yield f"- Page: {api.site_url}models/{entry.id}/index.md"
    for label, value in (("Released", model.released_on), ("Knowledge until", model.knowledge_cutoff)):
        if value:
            yield f"- {label}: {value}"
    for label, limit in (
        ("Context window", model.context_window),
        ("Longest input", model.max_input_tokens),
        ("Longest output", model.max_output_tokens),
    ):
        if limit:
            yield f"- {label}: {words.tokens(limit)} tokens"
    if model.modalities:
        yield f"- Input: {', '.join(model.modalities.input)}. Output: {', '.join(model.modalities.output)}."
    if model.capabilities:
        able = [words.CAPABILITY[name].lower() for name, can in model.capabilities if can]
        if able:
            yield f"- Can: {', '.join(able)}"
    for alias in model.aliases:
        yield f"- Alias `{alias.id}` points to `{alias.points_to}`"
    yield from (_route(api, route) for route in entry.routes)


def _route(api: Api, route: RouteEntry) -> str:
    record = route.route
    said = [f"{plain(api.catalog.providers[route.provider_id].name)} `{record.model_id}`: {_status(api, route)}"]
    period = period_on(record, api.today)
    card = period.standard if period else None
    if period and card:
        for label, amount in (("in", card.input), ("cached in", card.cached_input), ("out", card.output)):
            if amount is not None:
                said.append(f"{label} {words.money(amount, period.currency)}")
    return f"- {', '.join(said)}"


def _status(api: Api, route: RouteEntry) -> str:
    record = route.route
    status = route_status(record, api.today)
    if status is Status.RETIRED:
        told = f"retired {record.retires_on}"
    elif status is Status.DEPRECATED and record.retires_on:
        told = f"deprecated, retires {record.retires_on}"
    elif floor_passed(record, api.today):
        told = f"{status}, may retire any day since {record.retires_no_earlier_than}"
    else:
        told = str(status)
    if status is not Status.ACTIVE and record.replacement:
        told += f", use {record.replacement}"
    return told
