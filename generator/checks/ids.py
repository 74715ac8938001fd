"""An id that somebody pastes from their code leads to one model and no other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from generator.catalog import ModelEntry
from generator.checks.survey import Survey, at_model, at_route
from generator.checks.words import suggestion
from generator.reading import Loc, Place
from generator.reading.layout import model_path, routes_path


def ids_belong_to_one_model(survey: Survey) -> Iterator[Place]:
    """Refuse an id that two models claim at one provider; ids that differ by case only count as the same."""
    claims: dict[tuple[str, str], dict[str, tuple[str, Loc]]] = defaultdict(dict)
    for entry in survey.catalog.models.values():
        for api_id, loc in _own_ids(entry):
            claims[entry.developer_id, api_id.lower()].setdefault(entry.id, (model_path(entry.id), loc))
        for route in entry.routes:
            place = (routes_path(entry.id, route.provider_id), ("routes", route.key.position, "model_id"))
            claims[route.provider_id, route.route.model_id.lower()].setdefault(entry.id, place)
    for (provider_id, api_id), models in claims.items():
        if len(models) > 1:
            for model_id, (path, loc) in models.items():
                rival = next(other for other in models if other != model_id)
                yield Place(
                    path, loc, f"{api_id} at {provider_id} is claimed by {rival} too. Keep it at one of the two."
                )


def ids_are_written_once(survey: Survey) -> Iterator[Place]:
    """Refuse a snapshot or alias that its model lists twice."""
    for entry in survey.catalog.models.values():
        seen: set[str] = set()
        for api_id, loc in _own_ids(entry):
            if api_id in seen:
                yield Place(model_path(entry.id), loc, f"{api_id} is listed twice. Keep one.")
            seen.add(api_id)


def routes_are_written_once(survey: Survey) -> Iterator[Place]:
    """Refuse the same id with the same regions and variant twice at one provider."""
    for entry in survey.catalog.models.values():
        seen: set[tuple[str, str, frozenset[str], str | None]] = set()
        for route in entry.routes:
            written = route.route
            key = (route.provider_id, written.model_id, frozenset(written.regions), written.variant)
            if key in seen:
                message = (
                    f"{written.model_id} is written twice for the same regions and variant. "
                    "Merge the two, or say in `variant` what sets them apart."
                )
                yield at_route(route, message, "model_id")
            seen.add(key)


def routes_serve_their_model(survey: Survey) -> Iterator[Place]:
    """Refuse a route that serves neither a snapshot nor an alias of its model."""
    for entry in survey.catalog.models.values():
        known = [api_id for api_id, _ in _own_ids(entry)]
        for route in entry.routes:
            wanted = route.route.serves
            if wanted is not None and wanted not in known:
                hint = suggestion(wanted, known) or f"List it in {model_path(entry.id)}, or leave `serves` out."
                yield at_route(route, f"{wanted} is no snapshot or alias of {entry.id}. {hint}", "serves")


def aliases_lead_to_snapshots(survey: Survey) -> Iterator[Place]:
    """Refuse an alias whose chain ends nowhere or turns in a circle."""
    for entry in survey.catalog.models.values():
        ends = {entry.slug, *(snapshot.id for snapshot in entry.model.snapshots)}
        targets = {alias.id: alias.points_to for alias in entry.model.aliases}
        for index, alias in enumerate(entry.model.aliases):
            seen = {alias.id}
            here = alias.points_to
            while here not in ends and here in targets and here not in seen:
                seen.add(here)
                here = targets[here]
            if here in ends:
                continue
            if here in seen:
                message = f"leads back to {here}. Point it to a snapshot."
            elif here == alias.points_to:
                hint = suggestion(here, [*ends, *targets]) or "List the snapshot, or point to the model's own id."
                message = f"{here} is no snapshot or alias of this model. {hint}"
            else:
                continue  # The alias on the way that points nowhere is reported itself.
            yield at_model(entry, message, "aliases", index, "points_to")


def _own_ids(entry: ModelEntry) -> Iterator[tuple[str, Loc]]:
    for index, snapshot in enumerate(entry.model.snapshots):
        yield snapshot.id, ("snapshots", index, "id")
    for index, alias in enumerate(entry.model.aliases):
        yield alias.id, ("aliases", index, "id")
