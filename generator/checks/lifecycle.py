"""Days come in the order in which things happen, and nothing that happened lies ahead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from generator.catalog import Status, model_lifecycle
from generator.checks.survey import Survey, at_model, at_route, route_place
from generator.reading import Loc, Place
from generator.reading.layout import model_path, sources_path
from generator.schema import Availability


def routes_live_in_order(survey: Survey) -> Iterator[Place]:
    """Refuse a route whose days break released <= available <= deprecated <= retired."""
    for entry in survey.catalog.models.values():
        for route in entry.routes:
            steps: list[tuple[str, str | date | None]] = [
                ("the model's released_on", entry.model.released_on),
                ("available_from", route.route.available_from),
                ("deprecated_on", route.route.deprecated_on),
                ("retires_on", route.route.retires_on),
            ]
            known = [(name, day) for name, day in steps if day is not None]
            for (earlier, first), (name, day) in pairwise(known):
                if _is_after(first, day):
                    message = f"{day} lies before {earlier}, {first}. Check both."
                    yield at_route(route, message, name)


def floors_stand_alone(survey: Survey) -> Iterator[Place]:
    """Refuse a firm retirement together with a floor: one of them is no longer true."""
    for route in survey.catalog.routes:
        if route.route.retires_on is not None and route.route.retires_no_earlier_than is not None:
            message = "stands beside a firm `retires_on`. Keep the firm day, and move the floor to `was`."
            yield at_route(route, message, "retires_no_earlier_than")


def cutoffs_precede_release(survey: Survey) -> Iterator[Place]:
    """Refuse training data that is younger than the model; each date counts as exactly as it is told."""
    for entry in survey.catalog.models.values():
        cutoff, released = entry.model.knowledge_cutoff, entry.model.released_on
        if cutoff is not None and released is not None and _is_after(cutoff, released):
            message = f"{cutoff} lies after the release on {released}. Check both."
            yield at_model(entry, message, "knowledge_cutoff")


def nothing_happened_tomorrow(survey: Survey) -> Iterator[Place]:
    """Refuse a day in the future for what is written as done: released, read, reviewed, published, changed."""
    for path, loc, day in _days_of_done(survey):
        if day is not None and _is_after(day, survey.today):
            yield Place(path, loc, f"{day} lies in the future; today is {survey.today}. Check the year.")


def offers_end_after_they_begin(survey: Survey) -> Iterator[Place]:
    """Refuse an offer beyond the API that ends before it begins."""
    for entry in survey.catalog.models.values():
        for index, offer in enumerate(entry.model.availability):
            if _ends_early(offer):
                message = f"{offer.until} lies before {offer.from_}, its first day. Check both."
                yield at_model(entry, message, "availability", index, "until")


def replacements_live(survey: Survey) -> Iterator[Place]:
    """Refuse a replacement that is the model itself, that leads in a circle, or that ends at a retired model."""
    successors = _successors(survey)
    for entry in survey.catalog.models.values():
        for route in entry.routes:
            wanted = route.route.replacement
            if wanted is None:
                continue
            message = _replacement_problem(survey, successors, entry.id, wanted)
            if message:
                yield at_route(route, message, "replacement")


def _replacement_problem(survey: Survey, successors: dict[str, str], model_id: str, wanted: str) -> str | None:
    if wanted == model_id:
        return "is the model itself. Name the model that takes over."
    seen = [model_id]
    here: str | None = wanted
    while here is not None:
        if here in seen:
            return f"leads back to {here}. Name a model that stays."
        seen.append(here)
        if not _is_retired(survey, here):
            return None
        here = successors.get(here)
    return f"ends at {seen[-1]}, which is retired and has no replacement. Name one there, or a living model here."


def _successors(survey: Survey) -> dict[str, str]:
    """The replacement that each model's routes name, the developer's own first."""
    successors: dict[str, str] = {}
    for entry in survey.catalog.models.values():
        for route in sorted(entry.routes, key=lambda r: r.provider_id != entry.developer_id):
            if route.route.replacement is not None:
                successors.setdefault(entry.id, route.route.replacement)
    return successors


def _is_retired(survey: Survey, model_id: str) -> bool:
    entry = survey.catalog.models.get(model_id)
    return entry is not None and model_lifecycle(entry, survey.today).status is Status.RETIRED


def _is_after(first: str | date, second: str | date) -> bool:
    """Whether `first` lies after `second`, as far as the less exact of the two tells."""
    if isinstance(first, date) and isinstance(second, date):
        return first > second
    one, other = str(first), str(second)
    shared = min(len(one), len(other))
    return one[:shared] > other[:shared]


def _ends_early(offer: Availability) -> bool:
    return offer.from_ is not None and offer.until is not None and _is_after(offer.from_, offer.until)


def _days_of_done(survey: Survey) -> Iterator[tuple[str, Loc, str | date | None]]:
    for entry in survey.catalog.models.values():
        path = model_path(entry.id)
        yield path, ("released_on",), entry.model.released_on
        yield path, ("reviewed_on",), entry.model.reviewed_on
        for index, snapshot in enumerate(entry.model.snapshots):
            yield path, ("snapshots", index, "released_on"), snapshot.released_on
    for route in survey.catalog.routes:
        path, loc = route_place(route)
        yield path, (*loc, "available_from"), route.route.available_from
        for index, period in enumerate(route.route.prices):
            if period.basis == "observed":
                yield path, (*loc, "prices", index, "from"), period.from_
    for source_id, source in survey.catalog.sources.items():
        publisher, document = source_id.split("/", 1)
        yield sources_path(publisher), ("documents", document, "published_on"), source.published_on
    for path, loc, evidence in survey.evidence:
        yield path, (*loc, "read_on"), evidence.read_on
    for path, loc, past, _ in survey.pasts:
        yield path, (*loc, "until"), past.until
