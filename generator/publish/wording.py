"""Events as people read them in a feed reader or a calendar: what happened, or will, and who says so."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalog import words
from generator.publish.api import Api
from generator.publish.events import Event, Kind


def title(api: Api, event: Event) -> str:
    """Return an event in one line, worded for the day: what is past is told as past."""
    model = api.catalog.models[event.model_id].model.name
    provider = api.catalog.providers[event.provider_id].name
    past = event.day <= api.today
    match event.kind:
        case Kind.DEPRECATED:
            return f"{model} deprecated at {provider} on {event.day}"
        case Kind.MOVED:
            return f"{model} at {provider}: the day of its end was moved"
        case Kind.FIRM:
            return f"{model} {'retired' if past else 'retires'} at {provider} on {event.day}"
        case Kind.FLOOR if past:
            return f"{model} may retire any day at {provider} since {event.day}"
        case Kind.FLOOR:
            return f"{model} not retired at {provider} before {event.day}"
        case Kind.PRICE:
            return f"{model} at {provider}: {'price changed' if past else 'price changes'} on {event.day}"


def details(api: Api, event: Event) -> Iterator[str]:
    """Yield an event's further sentences, then its sources, a line each."""
    if event.kind in (Kind.FIRM, Kind.FLOOR):
        yield _fate(api, event)
    yield from event.details
    names = [api.catalog.models[each].model.name for each in event.replacements if each in api.catalog.models]
    if names:
        yield f"Named as replacement: {words.listing(names)}."
    for entry in event.readings:
        source = api.catalog.sources[entry.source]
        publisher = api.catalog.publisher_name(entry.source.split("/", 1)[0])
        yield f"Source: {publisher}, {source.title}, {source.url}, read on {entry.read_on}."


def _fate(api: Api, event: Event) -> str:
    ids = words.listing(event.api_ids)
    if event.kind is Kind.FIRM:
        if event.day <= api.today:
            return f"Requests for {ids} fail since {event.day}."
        return f"Requests for {ids} fail from {event.day} on."
    if event.day <= api.today:
        checked = f" Last checked on {event.readings[0].read_on}." if event.readings else ""
        return (
            f"The promise to serve {ids} ended on {event.day}. That retires nothing: no day of retirement is known, "
            f"and it may come any day.{checked}"
        )
    return (
        f"A floor, not a retirement: the provider promises to serve {ids} until {event.day} at least. "
        "No day of retirement is known."
    )
