"""What the tool on the comparison page fetches: its rows, the models, and the columns of a model and its routes.

Every word and every citation is made here, by the functions that make the prerendered pages. A route's column holds
what the route says for itself; the tool lays it over its model's. A cell says what its mark is about and which note of
the file it shows; notes have the form of those in a page (`Citations.notes`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from generator.catalog import ModelEntry, RouteEntry, Status, route_status
from generator.publish.exact_json import encode
from generator.site.context import SiteContext
from generator.site.route_items import marks, needed_marks
from generator.site.view.citations import Citations
from generator.site.view.comparison import Cell
from generator.site.view.comparison_column import column
from generator.site.view.comparison_route import route_cells
from generator.site.view.comparison_rows import row_kinds

# An id of the catalog is never `assets`, so no page can take the place of the tool's files.
FOLDER: Final = "compare/assets/"
"""Where the files lie in the site."""


def shared_files(context: SiteContext) -> Iterator[tuple[str, bytes]]:
    """Yield what every comparison needs: the rows, and the list of models."""
    yield f"{FOLDER}rows.json", encode(_rows(context))
    yield f"{FOLDER}models.json", encode(_models(context))


def model_files(context: SiteContext, model_id: str) -> Iterator[tuple[str, bytes]]:
    """Yield the column of a model, and those of its routes."""
    entry = context.catalog.models[model_id]
    yield f"{FOLDER}models/{model_id}.json", encode(_model(context, entry))
    if entry.routes:
        yield f"{FOLDER}routes/{model_id}.json", encode(_routes(context, entry))


def _rows(context: SiteContext) -> list[dict[str, Any]]:
    return [
        {
            "title": group.title,
            "folded": group.folded,
            "charted_as": group.charted_as or group.title,
            "rows": [
                {
                    "id": row.id,
                    "label": row.label,
                    "best": row.best,
                    "higher": row.higher,
                    "missing": row.missing,
                    "absence_tells": row.absence_tells,
                    "always": row.always,
                    "of_route": row.of_route,
                    "scale": row.scale,
                }
                for row in group.rows
            ],
        }
        for group in row_kinds(context.catalog)
    ]


def _models(context: SiteContext) -> list[tuple[str, str, str]]:
    """Id, name and developer of every model, for the field that adds one."""
    developers = context.catalog.developers
    return [
        (entry.id, entry.model.name, developers[entry.developer_id].name) for entry in context.catalog.models.values()
    ]


def _model(context: SiteContext, entry: ModelEntry) -> dict[str, Any]:
    citations = Citations(context.catalog)
    made = column(context, citations, entry)
    return {
        "id": entry.id,
        "name": made.model.text,
        "path": made.model.path,
        "routes": len(entry.routes),
        "cells": _cells(made.cells.items()),
        **_sources(citations),
    }


def _routes(context: SiteContext, entry: ModelEntry) -> dict[str, Any]:
    """The routes as the tool offers them: those that answer first, the developer's own before others."""
    citations = Citations(context.catalog)
    needed = needed_marks(entry)
    ordered = sorted(entry.routes, key=lambda route: _order(context, entry, route))
    return {
        "routes": [_route(context, citations, route, needed[route.key]) for route in ordered],
        **_sources(citations),
    }


def _order(context: SiteContext, entry: ModelEntry, route: RouteEntry) -> tuple[bool, bool, bool, str, int]:
    return (
        route_status(route.route, context.today) is Status.RETIRED,
        route.provider_id != entry.developer_id,
        not route.direct,
        context.catalog.providers[route.provider_id].name,
        route.key.position,
    )


def _route(context: SiteContext, citations: Citations, entry: RouteEntry, needed: str) -> dict[str, Any]:
    route = entry.route
    status = route_status(route, context.today)
    provider = context.catalog.providers[entry.provider_id].name
    told = [route.model_id, route.variant, *route.regions[:1], status if status is not Status.ACTIVE else None]
    if len(route.regions) > 1:
        told[2] = f"{route.regions[0]} and {len(route.regions) - 1} more"
    return {
        "id": f"{entry.model_id}@{entry.provider_id}/{route.model_id}{needed}",
        "marks": marks(entry),
        "provider": provider,
        "api_id": f"{route.model_id}{needed}",
        "label": f"{provider}: {', '.join(filter(None, told))}",
        "cells": _cells(route_cells(context, citations, entry)),
    }


def _cells(cells: Iterable[tuple[str, Cell]]) -> dict[str, Mapping[str, Any]]:
    return {row: _cell(cell) for row, cell in cells}


def _cell(cell: Cell) -> dict[str, Any]:
    shown = cell.shown
    told: dict[str, Any] = {"text": shown.text}
    if not shown.known:
        told["known"] = False
    if shown.tone:
        told["tone"] = shown.tone
    if shown.mark:
        told["about"] = shown.mark.name
        told["cite"] = shown.mark.note
    if cell.note:
        told["note"] = cell.note
    if cell.value is not None:
        told["value"] = cell.value
        told["unit"] = cell.unit
    return told


def _sources(citations: Citations) -> dict[str, Any]:
    """The sources in the order of their numbers, and the notes that point to them."""
    references = [
        {
            "url": reference.url,
            "title": reference.title,
            "about": " · ".join([reference.publisher, reference.kind] + ["primary"] * reference.own),
            "read_on": reference.read_on,
        }
        for reference in citations.references
    ]
    return {"references": references, "notes": citations.notes}
