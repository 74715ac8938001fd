"""Comparisons: curated ones, one for each family, and the page on which people put together their own.

The pages are complete without a script. The tool takes ready-made columns from files beside them, so that every word
is decided in one place, `view/comparison_column.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from generator.catalog import ModelEntry, words
from generator.publish.exact_json import encode
from generator.reading.layout import comparison_path
from generator.site.context import SiteContext
from generator.site.environment import render as render_template
from generator.site.pages import Layout, Page, PageRef, SearchEntry
from generator.site.view.citations import Citations
from generator.site.view.comparison import Cell, comparison, row_kinds
from generator.site.view.comparison_column import column
from generator.site.view.directory_rows import newest_first
from generator.site.view.lifecycle import Link

# An id of the catalog is never `assets`, so no page can take the place of the tool's files.
_DATA: Final = "compare/assets/"
_INDEX: Final = Layout("compare", ("compare",), editable=False)
_CURATED: Final = Layout("comparison", ("compare", "*"))
_FAMILY: Final = Layout("family-comparison", ("compare", "*", "*"), editable=False)
LAYOUTS: Final = (_INDEX, _CURATED, _FAMILY)

MOST_SIBLINGS: Final = 8
"""More columns than this are a list, not a comparison: larger families have no page of their own here."""


@dataclass(frozen=True, slots=True)
class _Listed:
    """A comparison with a page."""

    title: str
    question: str
    path: str
    entries: Sequence[ModelEntry]
    family: str = ""
    """The name of the family, where its members are compared."""
    developer: Link | None = None

    @property
    def models(self) -> str:
        return words.listing(entry.model.name for entry in self.entries)

    @property
    def count(self) -> str:
        return words.count(len(self.entries), "model")


def tool_path(model_ids: Iterable[str]) -> str:
    """The address inside the site at which the tool shows these models."""
    return f"compare/?models={','.join(model_ids)}"


def pages(context: SiteContext) -> list[PageRef]:
    """The index, a page for each curated comparison, and one for each family of a readable size."""
    refs = [PageRef(_INDEX.name, "compare/", "compare")]
    for item in _curated(context).values():
        refs.append(PageRef(_CURATED.name, item.path, item.path, _lastmod(item.entries)))
    for developer_id, family_id in _readable_families(context):
        path = _family_path(developer_id, family_id)
        members = context.catalog.models_in_family(developer_id, family_id)
        refs.append(PageRef(_FAMILY.name, path, path, _lastmod(members)))
    return refs


def render(context: SiteContext, ref: PageRef) -> Page:
    """The page that `ref` names."""
    if ref.layout == _INDEX.name:
        return _index(context)
    item = _curated(context)[ref.path] if ref.layout == _CURATED.name else _family(context, *ref.path.split("/")[1:3])
    citations = Citations(context.catalog)
    columns = [column(context, citations, entry) for entry in item.entries]
    content = render_template(
        "comparison.html",
        base="../" * len(ref.path.rstrip("/").split("/")),
        title=item.title,
        question=item.question,
        developer=item.developer,
        comparison=comparison(row_kinds(context.catalog), columns),
        tool_path=tool_path(entry.id for entry in item.entries),
        citations=citations,
    )
    name = ref.path.split("/")[1]
    edit_path = f"catalog/{comparison_path(name)}" if ref.layout == _CURATED.name else None
    return Page(item.title, f"{item.models} side by side. {item.question}", content, edit_path=edit_path)


def search_entries(context: SiteContext) -> Iterator[SearchEntry]:
    """Every comparison under its title, with the models in it."""
    yield SearchEntry("compare/", "Compare models", "Any models side by side", ("compare",))
    for item in (*_curated(context).values(), *_families(context).values()):
        yield SearchEntry(item.path, item.title, f"Comparison · {item.models}")


def model_file(context: SiteContext, model_id: str) -> tuple[str, bytes]:
    """The column of one model, which the tool fetches when it is chosen."""
    return f"{_DATA}models/{model_id}.json", encode(_column_data(context, context.catalog.models[model_id]))


def shared_files(context: SiteContext) -> Iterator[tuple[str, bytes]]:
    """What the tool fetches besides: the rows and the list of models."""
    yield f"{_DATA}rows.json", encode(_rows_data(context))
    yield f"{_DATA}models.json", encode(_models_data(context))


def _index(context: SiteContext) -> Page:
    by_developer: dict[str, list[_Listed]] = {}
    for item in _families(context).values():
        by_developer.setdefault(item.developer.text if item.developer else "", []).append(item)
    content = render_template(
        "compare.html",
        base="../",
        curated=list(_curated(context).values()),
        by_developer=sorted(by_developer.items()),
    )
    return Page("Compare models", "Any models side by side: limits, prices, data handling, benchmarks.", content)


def _curated(context: SiteContext) -> dict[str, _Listed]:
    """Curated comparisons by path."""
    models = context.catalog.models
    return {
        f"compare/{key}/": _Listed(
            title=record.title,
            question=record.question,
            path=f"compare/{key}/",
            entries=[models[model_id] for model_id in record.models],
        )
        for key, record in context.catalog.comparisons.items()
    }


def _families(context: SiteContext) -> dict[str, _Listed]:
    """Families of a readable size by path."""
    return {_family_path(*family): _family(context, *family) for family in _readable_families(context)}


def _readable_families(context: SiteContext) -> Iterator[tuple[str, str]]:
    """Developer and family id of each family that fits on a page side by side."""
    for developer_id, developer in context.catalog.developers.items():
        for family_id in developer.families:
            if 2 <= len(context.catalog.models_in_family(developer_id, family_id)) <= MOST_SIBLINGS:
                yield developer_id, family_id


def _family_path(developer_id: str, family_id: str) -> str:
    """The address of a family's comparison: three parts, so that none is that of a curated comparison."""
    return f"compare/{developer_id}/{family_id}/"


def _family(context: SiteContext, developer_id: str, family_id: str) -> _Listed:
    """The members of a family side by side."""
    developer = context.catalog.developers[developer_id]
    family = developer.families[family_id]
    return _Listed(
        title=f"{family.name} models compared",
        question=family.summary or f"What sets the models of {developer.name}'s {family.name} family apart?",
        path=_family_path(developer_id, family_id),
        entries=newest_first(context, context.catalog.models_in_family(developer_id, family_id)),
        family=family.name,
        developer=Link(developer.name, f"developers/{developer_id}/"),
    )


def _lastmod(entries: Iterable[ModelEntry]) -> date | None:
    """The newest day on which somebody reviewed one of the models."""
    return max((entry.model.reviewed_on for entry in entries if entry.model.reviewed_on), default=None)


def _rows_data(context: SiteContext) -> list[dict[str, Any]]:
    return [
        {
            "title": group.title,
            "rows": [
                {
                    "id": row.id,
                    "label": row.label,
                    "best": row.best,
                    "higher": row.higher,
                    "missing": row.missing,
                    "absence_tells": row.absence_tells,
                    "always": row.always,
                }
                for row in group.rows
            ],
        }
        for group in row_kinds(context.catalog)
    ]


def _models_data(context: SiteContext) -> list[tuple[str, str, str]]:
    """Id, name and developer of every model, for the field that adds one."""
    developers = context.catalog.developers
    return [
        (entry.id, entry.model.name, developers[entry.developer_id].name) for entry in context.catalog.models.values()
    ]


def _column_data(context: SiteContext, entry: ModelEntry) -> dict[str, Any]:
    citations = Citations(context.catalog)
    made = column(context, citations, entry)
    return {
        "id": made.id,
        "name": made.model.text,
        "path": made.model.path,
        "cells": {row: _cell_data(cell) for row, cell in made.cells.items()},
        "references": [
            {
                "url": reference.url,
                "title": reference.title,
                "about": " · ".join([reference.publisher, reference.kind] + ["primary"] * reference.own),
                "read_on": reference.read_on,
            }
            for reference in citations.references
        ],
    }


def _cell_data(cell: Cell) -> dict[str, Any]:
    shown = cell.shown
    told: dict[str, Any] = {"text": shown.text}
    if not shown.known:
        told["known"] = False
    if shown.tone:
        told["tone"] = shown.tone
    if shown.mark:
        told["source"] = shown.mark.number
        told["label"] = shown.mark.label
        told["disputed"] = shown.mark.disputed
    if cell.note:
        told["note"] = cell.note
    if cell.value is not None:
        told["value"] = cell.value
        told["unit"] = cell.unit
    return told
