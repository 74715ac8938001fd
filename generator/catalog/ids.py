"""Any id that somebody has at hand -> the models and routes it may mean.

People meet ids in code, in invoices and in other catalogs, which put the provider, the region or an account before what
the API accepts. The reviewed table of identities says how those are taken apart; here each route is put together again
in every such form, so that an id can be looked up as it is written.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from generator.catalog.catalog import Catalog, RouteEntry
from generator.schema import UpstreamProvider

_IMAGE: Final = re.compile(r"(?:(\w+) quality)?(?:, )?(?:(\w+) x (\w+))?(?:, (\w+) steps)?")
"""Which image a price is for, in the words of `sync`: low quality, 1024 x 1024, 50 steps."""


class Meaning(NamedTuple):
    """What an id names."""

    models: tuple[str, ...]
    """Ids of models, sorted."""
    routes: tuple[tuple[str, str], ...]
    """Provider and id as its API accepts it, sorted; none when the id names only a model."""


def id_index(catalog: Catalog) -> Mapping[str, Meaning]:
    """Return every id in lower case with what it names.

    These are catalog ids, slugs, names, snapshots, aliases, the ids that the table of identities gives to a model, and
    each route's own id: alone, after its provider's id, and in the forms in which other catalogs write it.
    """
    models: dict[str, set[str]] = defaultdict(set)
    routes: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for entry in catalog.models.values():
        known = [entry.id, entry.slug, entry.model.name]
        known += [snapshot.id for snapshot in entry.model.snapshots]
        known += [alias.id for alias in entry.model.aliases]
        decided = catalog.identities.models.get(entry.id)
        if decided is not None:
            known += [*decided.snapshots, *decided.known_as, *decided.variants]
        for text in known:
            models[text.lower()].add(entry.id)
    upstreams = _upstreams(catalog)
    for provider_id in catalog.providers:
        at_provider = catalog.routes_at(provider_id)
        own_ids = {route.route.model_id.lower() for route in at_provider}
        for route in at_provider:
            for text in _forms(route, own_ids, upstreams[provider_id]):
                models[text.lower()].add(route.model_id)
                routes[text.lower()].add((provider_id, route.route.model_id))
    for others in catalog.identities.stands_for.values():
        for text, plain in others.items():
            models[text.lower()] |= models.get(plain.lower(), set())
            routes[text.lower()] |= routes.get(plain.lower(), set())
    return {text: Meaning(tuple(sorted(models[text])), tuple(sorted(routes.get(text, ())))) for text in sorted(models)}


def resolve(catalog: Catalog, wanted: str) -> tuple[str, ...]:
    """Return the ids of the models that `wanted` names exactly, or none."""
    found = id_index(catalog).get(wanted.strip().lower())
    return found.models if found else ()


def written_as(provider: str, model_id: str, upstream: UpstreamProvider) -> str:
    """Return an id with the provider before it, as a catalog would write it that names both.

    `provider` is that catalog's name of the provider. Where its ids name the provider already, they stay as they are.
    """
    return model_id if model_id.startswith(tuple(upstream.strip)) else f"{provider}/{model_id}"


def image_form(what: str) -> str | None:
    """Return what LiteLLM writes before the id of an image of a quality and size, or None when `what` tells neither.

    `low quality, 1024 x 1024` is `low/1024-x-1024/`.
    """
    found = _IMAGE.fullmatch(what)
    if found is None:
        return None
    quality, width, height, steps = found.groups()
    parts = (quality, f"{width}-x-{height}" if width else None, f"{steps}-steps" if steps else None)
    return "".join(f"{part}/" for part in parts if part)


def _upstreams(catalog: Catalog) -> Mapping[str, list[tuple[str, UpstreamProvider]]]:
    """By provider of ours: how other catalogs call it, and how their ids there are taken apart; each way once."""
    found: dict[str, list[tuple[str, UpstreamProvider]]] = defaultdict(list)
    for providers in catalog.identities.providers.values():
        for name, upstream in providers.items():
            # Where ids carry the provider, the name says nothing more: many names can then share one way.
            way = ("" if upstream.strip else name, upstream)
            if way not in found[upstream.provider]:
                found[upstream.provider].append(way)
    return found


def _forms(route: RouteEntry, own_ids: set[str], upstreams: list[tuple[str, UpstreamProvider]]) -> Iterator[str]:
    """Yield a route's id in every form in which it is written."""
    ids = [route.route.model_id]
    served = (route.route.serves or "").lower()
    if served not in own_ids and served not in route.route.model_id.lower():
        # Where deployments have names of their own, other catalogs write the snapshot instead.
        ids.append(served)
    images = list(_images(route))
    for api_id in ids:
        yield api_id
        yield f"{route.provider_id}/{api_id}"
        for name, upstream in upstreams:
            for text in _upstream_ids(api_id, route.route.regions, upstream):
                for prefix in upstream.strip:
                    yield f"{prefix}{text}"
                    yield from (
                        form for image in images for form in (f"{prefix}{image}{text}", f"{image}{prefix}{text}")
                    )
                if upstream.strip and name == "":
                    yield from (f"{image}{text}" for image in images)
                if name:
                    yield text
                    yield written_as(name, text, upstream)


def _upstream_ids(api_id: str, regions: tuple[str, ...], upstream: UpstreamProvider) -> Iterator[str]:
    """Yield what a catalog may write for an id that the API accepts, without the provider before it."""
    for text in (api_id, *(prefix + api_id for prefix, region in upstream.regions.items() if region in regions)):
        if upstream.prepend is None or "/" in text:
            yield text
        if upstream.prepend is not None and text.startswith(upstream.prepend):
            short = text.removeprefix(upstream.prepend)
            if "/" not in short:
                yield short


def _images(route: RouteEntry) -> Iterator[str]:
    """Yield what LiteLLM writes before an id for each quality and size of image that has a price of its own."""
    if not route.route.prices:
        return
    card = route.route.prices[-1].standard
    for price in card.per_unit if card else ():
        form = image_form(price.what) if price.unit == "image" and price.what else None
        if form:
            yield form
