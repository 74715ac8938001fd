"""An Atom feed: the one writer of all feeds. What is news, and in which words, the feeds decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID
from xml.etree import ElementTree as ET

from generator.publish.api import Api
from generator.publish.events import named

FOLDER: Final = "feeds/"
"""Where the feeds lie in the site."""

_ATOM: Final = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An item of a feed."""

    uid: UUID
    """The same for ever."""
    title: str
    day: date
    """The day of the news."""
    address: str
    """The page that says more."""
    content: str
    categories: tuple[tuple[str, str], ...] = ()
    """Terms, each with its label."""


def atom(api: Api, name: str, heading: str, entries: Sequence[FeedEntry], page: str) -> bytes:
    """Return the feed that is called `name`, for the page of the site at `page`."""
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    _add(feed, "title", heading)
    _add(feed, "id", named(f"feed/{name}").urn)
    _add(feed, "updated", _moment(max((entry.day for entry in entries), default=api.today)))
    _add(feed, "link", rel="self", type="application/atom+xml", href=f"{api.site_url}{FOLDER}{name}.xml")
    _add(feed, "link", rel="alternate", type="text/html", href=f"{api.site_url}{page}")
    _add(_add(feed, "author"), "name", "Model Catalog")
    for entry in entries:
        item = _add(feed, "entry")
        _add(item, "title", entry.title)
        _add(item, "id", entry.uid.urn)
        _add(item, "updated", _moment(entry.day))
        _add(item, "link", rel="alternate", type="text/html", href=entry.address)
        for term, label in entry.categories:
            _add(item, "category", term=term, label=label)
        _add(item, "content", entry.content, type="text")
    ET.indent(feed, " ")
    text: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _add(parent: ET.Element, tag: str, text: str | None = None, /, **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, tag, attributes)
    child.text = text
    return child


def _moment(day: date) -> str:
    return f"{day}T00:00:00Z"
