"""What the page of all ends fetches: every end as columns, and every id with the routes that it names.

The list of ids is what the check of a pasted list looks into. It is a file of its own because it is large and most
readers never need it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from generator.catalog import Meaning, RouteEntry, id_index
from generator.publish.exact_json import encode
from generator.site.context import SiteContext
from generator.site.explorer import Row, columns
from generator.site.view.endings import end_of, last_checked
from generator.site.view.ends import Replacement, details, ends, kind_of, replacement

FOLDER: Final = "lifecycle/"
"""Where the files lie in the site."""


def shared_files(context: SiteContext) -> Iterator[tuple[str, bytes]]:
    """Yield the ends and the ids."""
    yield f"{FOLDER}ends.json", encode(_ends(context))
    yield f"{FOLDER}ids.json", encode(_ids(context))


def _ends(context: SiteContext) -> dict[str, Any]:
    """Every end, in the order of the page."""
    listed = ends(context)
    rows: list[Row] = [
        {
            "model": end.lead.model_id,
            "provider": end.lead.provider_id,
            "ids": end.ids,
            "details": end.details,
            "kind": end.kind,
            "day": end.day,
            "checked": end.checked,
            **_replacement(end.replacement),
        }
        for end in listed
    ]
    return {"as_of": context.today, "names": _labels(context), "columns": columns(rows)}


def _ids(context: SiteContext) -> dict[str, Any]:
    """Every id in lower case, with the numbers of the routes and the models that it names."""
    routes = context.catalog.routes
    models = list(context.catalog.models)
    numbers: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, entry in enumerate(routes):
        numbers[entry.provider_id, entry.route.model_id].append(number)
    place = {model_id: number for number, model_id in enumerate(models)}
    index = id_index(context.catalog)
    told = details(routes)
    ids: list[Row] = [
        {
            "id": text,
            "routes": tuple(number for key in meaning.routes for number in _served(text, key[1], numbers[key], routes)),
            "models": tuple(place[model_id] for model_id in meaning.models),
        }
        for text, meaning in index.items()
        if not _is_plain(text, meaning, index)
    ]
    return {
        "as_of": context.today,
        "names": _labels(context),
        "models": models,
        "routes": columns(_route(context, entry, place[entry.model_id], told.get(entry.key)) for entry in routes),
        "ids": columns(ids),
    }


def _served(text: str, api_id: str, numbers: list[int], routes: Sequence[RouteEntry]) -> list[int]:
    """Of the routes that are called `api_id` those that `text` means: all, or those of the snapshot that it names."""
    if text.endswith(api_id.lower()):
        return numbers
    return [number for number in numbers if _names(text, routes[number].route.serves)] or numbers


def _names(text: str, served: str | None) -> bool:
    return served is not None and text.rpartition("/")[2] == served.lower()


def _is_plain(text: str, meaning: Meaning, index: Mapping[str, Meaning]) -> bool:
    """Whether an id is only a provider's name before an id that is listed too: a script can take that apart."""
    provider_id, slash, rest = text.partition("/")
    known = index.get(rest) if slash else None
    return known is not None and meaning.routes == tuple(key for key in known.routes if key[0] == provider_id) != ()


def _route(context: SiteContext, entry: RouteEntry, model: int, detail: str | None) -> Row:
    kind, day = kind_of(entry), end_of(entry)
    return {
        "model": model,
        "provider": entry.provider_id,
        "detail": detail or None,
        "kind": kind if day or entry.route.deprecated_on else None,
        "day": day,
        "deprecated": entry.route.deprecated_on,
        "checked": last_checked(context.facts(entry.key)) if day else None,
        **_replacement(replacement(context, entry)),
    }


def _replacement(named: Replacement | None) -> Row:
    return {
        "to": named.model.path.removeprefix("models/").rstrip("/") if named else None,
        "to_ids": named.ids if named else (),
        "to_remark": named.remark or None if named else None,
    }


def _labels(context: SiteContext) -> dict[str, dict[str, str]]:
    return {
        "models": {entry.id: entry.model.name for entry in context.catalog.models.values()},
        "providers": {key: provider.name for key, provider in context.catalog.providers.items()},
    }
