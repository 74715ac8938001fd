"""What the explorer on the home page searches: every model, and every route, as columns.

Columns hold most values once and point to them by number, which makes them a third smaller than rows once they are
compressed. The script decodes them; it computes nothing that is not here, except what depends on the reader's clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeAlias

from generator.catalog import ModelEntry, RouteEntry, lead_route, period_on, route_status, words
from generator.publish.exact_json import encode
from generator.schema import PricePeriod
from generator.site.context import SiteContext
from generator.site.explorer_sources import sources_of
from generator.site.route_items import needed_marks
from generator.site.view.directory_rows import newest_first
from generator.site.view.home import lineup
from generator.site.view.indexes import index_row
from generator.site.view.regions import in_union

FOLDER: Final = "explorer/"
"""Where the files lie in the site."""

Value: TypeAlias = str | int | bool | Decimal | date | tuple[str, ...] | tuple[int, ...] | None
Row: TypeAlias = Mapping[str, Value]


def shared_files(context: SiteContext) -> Iterator[tuple[str, bytes]]:
    """Yield the models and the routes, each as one file of columns, and the sources of what the first hit tells."""
    entries = listed(context)
    position = {entry.id: place for place, entry in enumerate(entries)}
    listed_routes = [route for entry in entries for route in _in_order(context, entry)]
    models = columns(_model(context, entry) for entry in entries)
    marks = {key: mark for entry in entries for key, mark in needed_marks(entry).items()}
    routes = columns(_route(context, route, position, marks[route.key]) for route in listed_routes)
    names = {
        "families": {
            f"{key}/{family_id}": family.name
            for key, developer in context.catalog.developers.items()
            for family_id, family in developer.families.items()
        },
        "developers": {key: developer.name for key, developer in context.catalog.developers.items()},
        "providers": {key: provider.name for key, provider in context.catalog.providers.items()},
    }
    yield f"{FOLDER}models.json", encode({"as_of": context.today, "names": names, "columns": models})
    yield f"{FOLDER}routes.json", encode({"policies": _policies(context), "columns": routes})
    yield f"{FOLDER}sources.json", encode(sources_of(context, listed_routes))


def listed(context: SiteContext) -> list[ModelEntry]:
    """Return all models in the order in which the explorer shows them: the line-up of the home page, then the rest."""
    first = lineup(context)
    shown = {entry.id for entry in first}
    rest = (entry for entry in context.catalog.models.values() if entry.id not in shown)
    return [*first, *newest_first(context, rest)]


def _in_order(context: SiteContext, entry: ModelEntry) -> list[RouteEntry]:
    """The routes of a model: the developer's own, then those of clouds, of hosts and of gateways, each by name."""
    kinds = list(words.PROVIDER_KIND)

    def place(route: RouteEntry) -> tuple[bool, int, str, int]:
        provider = context.catalog.providers[route.provider_id]
        is_own = route.provider_id == entry.developer_id
        return (not is_own, kinds.index(provider.kind), provider.name.lower(), route.key.position)

    return sorted(entry.routes, key=place)


def columns(rows: Iterable[Row]) -> dict[str, dict[str, Any]]:
    """Return rows as columns: `is` holds a value for each row; `of` holds distinct values and `at` their numbers."""
    listed = list(rows)
    return {name: _column([row[name] for row in listed]) for name in (listed[0] if listed else ())}


def _column(values: Sequence[Value]) -> dict[str, Any]:
    number = {value: place for place, value in enumerate(dict.fromkeys(values))}
    if len(number) * 2 > len(values):
        return {"is": values}
    return {"of": list(number), "at": [number[value] for value in values]}


def _model(context: SiteContext, entry: ModelEntry) -> Row:
    model = entry.model
    lifecycle = context.lifecycles[entry.id]
    lead = lead_route(entry, context.today)
    ends = [route.route.retires_on for route in lifecycle.living if route.route.retires_on]
    capabilities = model.capabilities.model_dump(exclude_none=True) if model.capabilities else {}
    return {
        "id": entry.id,
        "name": model.name,
        "developer": entry.developer_id,
        "family": model.family,
        "status": lifecycle.status,
        "home": lifecycle.at_developer,
        "takes": model.modalities.input if model.modalities else (),
        "gives": model.modalities.output if model.modalities else (),
        "can": tuple(sorted(name for name, able in capabilities.items() if able)),
        "open": model.open_weights,
        "license": model.license,
        "ctx": model.context_window or model.max_input_tokens,
        "only_input": model.context_window is None and model.max_input_tokens is not None,
        "max": model.max_output_tokens,
        **_prices(context, lead),
        "at": lead.provider_id if lead else None,
        "released": model.released_on,
        "cutoff": model.knowledge_cutoff,
        "ends": min(ends, default=None),
        "evidence": index_row(context, entry).evidence,
        "ids": _ids(entry),
    }


def _route(context: SiteContext, entry: RouteEntry, position: Mapping[str, int], mark: str) -> Row:
    route = entry.route
    return {
        "model": position[entry.model_id],
        "provider": entry.provider_id,
        "api_id": route.model_id,
        "mark": mark,
        "variant": route.variant,
        "status": route_status(route, context.today),
        "ctx": route.context_window or route.max_input_tokens,
        "max": route.max_output_tokens,
        **_prices(context, entry),
        "regions": route.regions,
        "eu": in_union(context.catalog, entry),
        "policy": f"{entry.provider_id}/{route.data_policy}" if context.catalog.policy(entry) else None,
        "ends": route.retires_on,
        "floor": route.retires_no_earlier_than,
        "instead": position.get(route.replacement) if route.replacement else None,
    }


def _policies(context: SiteContext) -> dict[str, Row]:
    """The terms of each data policy, which routes name by provider and id."""
    return {
        f"{provider_id}/{policy_id}": {
            "zdr": policy.zero_data_retention,
            "trains": policy.trains_on_data,
            "dpa": policy.dpa,
            "kept": policy.retention_days,
            "why": policy.retention_purpose,
        }
        for provider_id, provider in context.catalog.providers.items()
        for policy_id, policy in provider.data_policies.items()
    }


def _prices(context: SiteContext, route: RouteEntry | None) -> Row:
    period = period_on(route.route, context.today) if route else None
    rates = period.standard if period else None
    return {
        "in": rates.input if rates else None,
        "cached": rates.cached_input if rates else None,
        "out": rates.output if rates else None,
        "unit": _unit_price(period) if period else None,
        "currency": period.currency if period else None,
    }


def _unit_price(period: PricePeriod) -> str | None:
    """What a model costs that is not paid by the token, in words."""
    rates = period.standard
    if rates is None or rates.output is not None or not rates.per_unit:
        return None
    return words.lowest_unit_price(rates.per_unit, period.currency)[0]


def _ids(entry: ModelEntry) -> tuple[str, ...]:
    """What else the model is called, without ids that the page's own id, or a longer one, contains already."""
    model = entry.model
    known = {snapshot.id for snapshot in model.snapshots} | {alias.id for alias in model.aliases}
    known |= {route.route.model_id for route in entry.routes}
    found = [entry.id, model.name.lower()]
    for text in sorted({text.lower() for text in known}, key=lambda text: (-len(text), text)):
        if not any(text in longer for longer in found):
            found.append(text)
    return tuple(found[2:])
