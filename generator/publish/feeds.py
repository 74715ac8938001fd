"""Atom feeds of price changes and of lifecycle events: what is past, and what was newly announced.

An item keeps its id for ever; when its day comes, its words and its day change and readers show it again. What is
merely expected is no item: the end of a promise to serve is told when it has come, and as that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from generator.publish.api import Api
from generator.publish.atom import FOLDER, FeedEntry, atom
from generator.publish.events import Event, Kind, announcements, ends, price_events
from generator.publish.wording import details, title

MOST_ITEMS: Final = 200
"""How many items a feed holds, newest first."""


@dataclass(frozen=True, slots=True)
class Item:
    """An event as a feed tells it."""

    event: Event
    day: date
    """The day of the news."""


def files(api: Api) -> Iterator[tuple[str, bytes]]:
    """Yield both feeds."""
    yield f"{FOLDER}prices.xml", _feed(api, "prices", "Model Catalog: price changes", price_items(api), "pricing/")
    yield (
        f"{FOLDER}lifecycle.xml",
        _feed(api, "lifecycle", "Model Catalog: deprecations and retirements", lifecycle_items(api), "lifecycle/"),
    )


def price_items(api: Api) -> list[Item]:
    """Return the price changes that are news, newest first."""
    found = ((event, _news_day(event, api.today)) for event in price_events(api))
    return _newest(Item(event, day) for event, day in found if day)


def lifecycle_items(api: Api) -> list[Item]:
    """Return the lifecycle events that are news, newest first."""
    items = [Item(event, event.day) for event in announcements(api) if event.day <= api.today]
    announced = {
        (event.model_id, event.provider_id, each)
        for event in announcements(api)
        if event.kind is Kind.DEPRECATED
        for each in event.api_ids
    }
    for event in ends(api):
        known = all((event.model_id, event.provider_id, each) in announced for each in event.api_ids)
        if event.day <= api.today or (event.kind is Kind.FIRM and not known):
            day = _news_day(event, api.today)
            items += [Item(event, day)] if day else []
    return _newest(items)


def _news_day(event: Event, today: date) -> date | None:
    """Return the day of an event once it has come, until then the day on which it became known."""
    return event.day if event.day <= today else event.told_on


def _newest(items: Iterable[Item]) -> list[Item]:
    listed = sorted(items, key=lambda item: (item.event.model_id, item.event.provider_id, item.event.kind))
    return sorted(listed, key=lambda item: item.day, reverse=True)[:MOST_ITEMS]


def _feed(api: Api, name: str, heading: str, items: list[Item], page: str) -> bytes:
    return atom(api, name, heading, [_entry(api, item) for item in items], page)


def _entry(api: Api, item: Item) -> FeedEntry:
    event = item.event
    anchor = "prices" if event.kind is Kind.PRICE else "lifecycle"
    return FeedEntry(
        uid=event.uid,
        title=title(api, event),
        day=item.day,
        address=f"{api.site_url}models/{event.model_id}/#{anchor}",
        content="\n".join(details(api, event)),
        categories=(
            (event.kind, _LABEL[event.kind]),
            (event.provider_id, api.catalog.providers[event.provider_id].name),
        ),
    )


_LABEL: Final = {
    Kind.DEPRECATED: "Deprecation",
    Kind.MOVED: "Moved day",
    Kind.FIRM: "Retirement",
    Kind.FLOOR: "Floor passed",
    Kind.PRICE: "Price change",
}
