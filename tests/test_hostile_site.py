"""Behind the gate: with every hostile value in every text, each page and file says the same as its tame twin.

Same elements, attributes, fields, rows, lines; where the twin has tame words, the hostile values stand unchanged.
"""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from icalendar import Calendar
from markdown_it import MarkdownIt

from tests.twins import Twins, as_hostile

Read = Callable[[Path], Any]

LOOKED_UP = {"api/v1/ids.json", "downloads/catalog.sqlite"}
"""Files for programs in which names stand in lower case, because people look them up."""


def differing(twins: Twins, pattern: str, read: Read) -> list[str]:
    """The files that say something else than their twins. There must be some to compare."""
    paths = [path.relative_to(twins.tame).as_posix() for path in sorted(twins.tame.rglob(pattern))]
    assert paths
    return [
        path
        for path in paths
        if not same(
            read(twins.hostile / path),
            as_hostile(read(twins.tame / path)),
            path.startswith(("api/", "badges/", "calendars/", "downloads/", "feeds/")) and path not in LOOKED_UP,
        )
    ]


def same(found: Any, wanted: Any, exact: bool) -> bool:
    """Whether both hold the same texts in the same places."""
    if isinstance(found, str) and isinstance(wanted, str):
        return found == wanted or (not exact and is_form_of(found, wanted))
    if isinstance(found, dict) and isinstance(wanted, dict):
        return same(list(found.items()), list(wanted.items()), exact)
    if isinstance(found, list | tuple) and isinstance(wanted, list | tuple):
        return len(found) == len(wanted) and all(map(same, found, wanted, [exact] * len(found)))
    return bool(found == wanted)


def is_form_of(found: str, wanted: str) -> bool:
    """Whether a page or its data holds a text in lower case, cut short, or as a part of an address."""
    if slug := re.fullmatch(r"(v\d{4}-)tame", wanted):
        return re.fullmatch(rf"{slug[1]}[\w.-]+", found) is not None
    return found == wanted.lower() or (found.endswith("…") and wanted.startswith(found.rstrip(" …")))


def test_both_sites_have_the_same_files(twins: Twins) -> None:
    hostile, tame = ({path.relative_to(site) for path in site.rglob("*")} for site in twins)
    assert hostile == tame


# Pages


def nodes(html: str) -> Iterator[tuple[Any, ...]]:
    """Every element with its attributes, every text, every comment of a page, in order; data blocks as data."""
    for node in BeautifulSoup(html, "html.parser").descendants:
        if isinstance(node, Tag):
            yield node.name, {name: attribute(name, value) for name, value in node.attrs.items()}
        elif isinstance(node, NavigableString):
            parent = node.parent
            is_data = parent is not None and parent.name == "script" and str(parent.get("type", "")) in DATA
            yield type(node).__name__, json.loads(node) if is_data else str(node)


DATA = {"application/json", "application/ld+json"}


def attribute(name: str, value: Any) -> Any:
    text = " ".join(value) if isinstance(value, list) else value
    # What a row is found under has each word once, so it is not the same in both.
    return "" if name == "data-find" else text


def test_no_page_has_more_than_text(twins: Twins) -> None:
    assert differing(twins, "*.html", lambda path: list(nodes(path.read_text("utf-8")))) == []


# Files for programs


def test_json_holds_the_values_unchanged(twins: Twins) -> None:
    assert differing(twins, "*.json", lambda path: json.loads(path.read_bytes())) == []


def test_feeds_and_the_sitemap_have_the_same_elements(twins: Twins) -> None:
    def read(path: Path) -> Any:
        return [(each.tag, dict(each.attrib), each.text, each.tail) for each in ET.parse(path).iter()]

    assert differing(twins, "*.xml", read) == []


def test_a_feed_reader_sees_text(twins: Twins) -> None:
    def read(path: Path) -> Any:
        feed = feedparser.parse(path.read_bytes())
        assert not feed.bozo
        return [(entry.title_detail.type, entry.title, entry.link, entry.content[0].value) for entry in feed.entries]

    assert differing(twins, "feeds/[lp]*.xml", read) == []


def test_calendars_have_the_same_events_and_properties(twins: Twins) -> None:
    def read(path: Path) -> Any:
        content = path.read_bytes()
        # Every line break is the calendar's own.
        assert re.search(rb"(?<!\r)\n|\r(?!\n)", content) is None
        return [(name, shown(value)) for name, value in Calendar.from_ical(content).property_items()]

    assert differing(twins, "*.ics", read) == []


def shown(value: Any) -> str | bytes:
    """A property's value as text; the library leaves those that it does not know as they are written."""
    if isinstance(value, str | bytes):
        return re.sub(r"\\([\\;,])", r"\1", value) if isinstance(value, str) else value
    return bytes(value.to_ical())


def test_badges_are_images_with_text_alone(twins: Twins) -> None:
    def read(path: Path) -> Any:
        sizes = {"width", "x", "textLength"}
        return [
            (each.tag, {name: value for name, value in each.attrib.items() if name not in sizes}, each.text)
            for each in ET.parse(path).iter()
        ]

    assert differing(twins, "badges/**/*.svg", read) == []


def test_tables_have_the_same_rows(twins: Twins) -> None:
    def read(path: Path) -> Any:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file, strict=True))

    assert differing(twins, "*.csv", read) == []


def test_the_database_has_the_same_rows(twins: Twins) -> None:
    def read(path: Path) -> Any:
        with closing(sqlite3.connect(path)) as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            names = database.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
            return {name: database.execute(f"SELECT * FROM {name}").fetchall() for (name,) in names}

    assert differing(twins, "*.sqlite", read) == []


def test_markdown_has_the_same_blocks_links_and_emphasis(twins: Twins) -> None:
    renderer = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])

    def read(path: Path) -> Any:
        found: list[Any] = []
        for token in renderer.parse(path.read_text("utf-8")):
            for each in token.children or [token]:
                if each.type == "text" and found and found[-1][0] == "text":
                    found[-1] = ("text", {}, found[-1][2] + each.content)
                else:
                    found.append((each.type, dict(each.attrs), each.content))
        return found

    assert differing(twins, "*.md", read) == []
    assert differing(twins, "llms*.txt", read) == []
