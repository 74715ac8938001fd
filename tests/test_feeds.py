"""Feeds and calendars say what happened and what was announced, as the programs that people use read them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from icalendar import Calendar, Component

from generator.catalog import Catalog
from generator.publish import api, calendars, feeds
from generator.reading import Reader
from tests import small_catalog


def read(root: Path, **edits: tuple[str, str]) -> Catalog:
    """The small catalog with pieces of files replaced: file under models/acme, with underscores for slashes."""
    small_catalog.write(root)
    for name, (old, new) in edits.items():
        file = root / f"models/acme/{name.replace('__', '/')}.yaml"
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")
    records, problems = Reader(root, jobs=1).read()
    assert problems == []
    return Catalog.of(records)


def made(catalog: Catalog, today: date = small_catalog.TODAY) -> dict[str, bytes]:
    whole = api.Api(catalog, today, small_catalog.SITE_URL)
    return dict([*feeds.files(whole), *calendars.files(whole)])


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    return read(tmp_path)


def parsed(content: bytes) -> Any:
    feed = feedparser.parse(content)
    assert not feed.bozo
    assert feed.version == "atom10"
    return feed


def titles(content: bytes) -> list[str]:
    return [entry.title for entry in parsed(content).entries]


def events(content: bytes) -> list[Component]:
    calendar = Calendar.from_ical(content)
    assert calendar.errors == []
    return calendar.walk("VEVENT")


def summaries(content: bytes) -> list[str]:
    return [str(event["SUMMARY"]) for event in events(content)]


# Feeds


def test_a_price_change_is_told_with_both_prices_and_its_source(catalog: Catalog) -> None:
    feed = parsed(made(catalog)["feeds/prices.xml"])
    (entry,) = feed.entries
    assert entry.title == "Acme One at Acme API: price changed on 2026-01-01"
    assert entry.updated == "2026-01-01T00:00:00Z"
    assert entry.link == "https://example.org/catalog/models/acme/one/#prices"
    assert entry.content[0].value.splitlines() == [
        "acme-one: input $0.20 → $0.10, output $0.80 → $0.40 per million tokens.",
        "The day is the one on which a source was first seen with the new price.",
        "Source: Acme, Acme's prices, https://acme.com/pricing, read on 2026-10-12.",
    ]
    assert feed.feed.links[0].href == "https://example.org/catalog/feeds/prices.xml"


def test_a_correction_of_ours_is_no_price_change(tmp_path: Path) -> None:
    corrected = read(tmp_path, one__routes__acme=("basis: observed", "basis: observed\n        corrects: true"))
    assert titles(made(corrected)["feeds/prices.xml"]) == []


def test_a_price_to_come_is_news_since_it_was_announced(tmp_path: Path) -> None:
    announced = read(tmp_path, one__routes__acme=("from: 2026-01-01", "from: 2027-01-01"))
    (entry,) = parsed(made(announced)["feeds/prices.xml"]).entries
    assert entry.title == "Acme One at Acme API: price changes on 2027-01-01"
    assert entry.updated == "2026-10-12T00:00:00Z"
    (later,) = parsed(made(announced, date(2027, 1, 1))["feeds/prices.xml"]).entries
    assert later.title == "Acme One at Acme API: price changed on 2027-01-01"
    assert (later.id, later.updated) == (entry.id, "2027-01-01T00:00:00Z")


def test_the_lifecycle_feed_tells_what_is_past_and_what_was_announced(catalog: Catalog) -> None:
    assert titles(made(catalog)["feeds/lifecycle.xml"]) == [
        "Acme One retired at Acme API on 2026-10-23",
        "Acme One mini may retire any day at Acme API since 2026-06-01",
        "Acme One deprecated at Acme API on 2026-04-22",
    ]


def test_an_end_that_nobody_announced_before_is_news_when_it_was_read(tmp_path: Path) -> None:
    silent = read(
        tmp_path, one__routes__acme=("    deprecated_on: 2026-04-22\n    retires_on: 2027", "    retires_on: 2027")
    )
    entries = {entry.title: entry for entry in parsed(made(silent)["feeds/lifecycle.xml"]).entries}
    entry = entries["Acme One retires at Acme API on 2027-04-22"]
    assert entry.updated == "2026-10-12T00:00:00Z"
    assert "Requests for acme-one fail from 2027-04-22 on." in entry.content[0].value


def test_a_floor_to_come_is_no_news(catalog: Catalog) -> None:
    before = titles(made(catalog, date(2026, 5, 31))["feeds/lifecycle.xml"])
    assert [title for title in before if "mini" in title] == []


def test_a_day_that_was_moved_is_told(tmp_path: Path) -> None:
    past = "    was: [{field: retires_on, value: '2026-12-01', until: 2026-09-01}]\n    replacement: acme/one-mini"
    moved = read(tmp_path, one__routes__acme=("    replacement: acme/one-mini", past))
    entries = {entry.title: entry for entry in parsed(made(moved)["feeds/lifecycle.xml"]).entries}
    content = entries["Acme One at Acme API: the day of its end was moved"].content[0].value
    assert "acme-one: retirement was 2026-12-01." in content
    assert "requests fail from 2027-04-22" in content


def test_an_item_keeps_its_id_whatever_is_edited(tmp_path: Path) -> None:
    def ids(content: bytes) -> dict[str, str]:
        return {entry.link + entry.title.rpartition(" ")[2]: entry.id for entry in parsed(content).entries}

    first = ids(made(read(tmp_path / "a"))["feeds/lifecycle.xml"])
    edited = read(
        tmp_path / "b",
        one__model=("name: Acme One", "name: Acme Uno"),
        one__routes__acme=("read_on: 2026-10-01", "read_on: 2026-11-02"),
    )
    assert ids(made(edited, date(2026, 11, 30))["feeds/lifecycle.xml"]) == first
    assert len(set(first.values())) == 3


# Calendars


def test_a_firm_day_and_a_floor_are_told_apart(catalog: Catalog) -> None:
    files = made(catalog, date(2026, 5, 1))
    assert summaries(files["calendars/retirements.ics"]) == [
        "Acme One mini not retired at Acme API before 2026-06-01",
        "Acme One retires at Acme API on 2026-10-23",
        "Acme One retires at Acme API on 2027-04-22",
    ]
    floor = events(files["calendars/retirements.ics"])[0]
    assert str(floor["DESCRIPTION"]).startswith(
        "A floor, not a retirement: the provider promises to serve acme-one-mini"
    )
    assert floor.decoded("DTSTART") == date(2026, 6, 1)
    assert floor.decoded("DTEND") == date(2026, 6, 2)
    assert floor["CATEGORIES"].to_ical() == b"Floor"


def test_what_is_past_is_told_as_past_and_reminds_nobody(catalog: Catalog) -> None:
    passed, ended, coming = events(made(catalog)["calendars/retirements.ics"])
    assert str(passed["SUMMARY"]) == "Acme One mini may retire any day at Acme API since 2026-06-01"
    assert "Last checked on 2026-10-01." in str(passed["DESCRIPTION"])
    assert str(ended["SUMMARY"]) == "Acme One retired at Acme API on 2026-10-23"
    assert [len(each.walk("VALARM")) for each in (passed, ended, coming)] == [0, 0, 3]


def test_an_alarm_comes_ahead_of_the_day(catalog: Catalog) -> None:
    coming = events(made(catalog)["calendars/retirements.ics"])[-1]
    assert [alarm.decoded("TRIGGER") for alarm in coming.walk("VALARM")] == [
        timedelta(days=-90),
        timedelta(days=-30),
        timedelta(days=-7),
    ]


def test_an_event_keeps_its_uid_when_its_day_has_come(catalog: Catalog) -> None:
    before, after = (
        {str(event["UID"]) for event in events(made(catalog, day)["calendars/retirements.ics"])}
        for day in (date(2026, 1, 1), date(2028, 1, 1))
    )
    assert before == after
    assert len(before) == 3


def test_each_provider_and_each_developer_has_a_calendar_of_its_own(catalog: Catalog) -> None:
    files = made(catalog)
    whole = summaries(files["calendars/retirements.ics"])
    assert summaries(files["calendars/providers/acme.ics"]) == whole
    assert summaries(files["calendars/developers/acme.ics"]) == whole
    assert summaries(files["calendars/providers/vault.ics"]) == []
    assert summaries(files["calendars/developers/zenith.ics"]) == []
    assert Calendar.from_ical(files["calendars/providers/hosting.ics"])["NAME"] == "Model retirements at Hosting & Co"


def test_lines_of_a_calendar_end_and_fold_as_the_standard_says(tmp_path: Path) -> None:
    long = read(tmp_path, one__model=("name: Acme One", "name: Acmé One, le modèle; très long nom du modèle français"))
    content = made(long)["calendars/retirements.ics"]
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert "Acmé One, le modèle; très long nom du modèle français" in summaries(content)[1]


def test_the_same_catalog_gives_the_same_bytes(tmp_path: Path) -> None:
    assert made(read(tmp_path / "a")) == made(read(tmp_path / "b"))
