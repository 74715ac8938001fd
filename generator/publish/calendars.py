"""Retirements as calendars that people subscribe to: all, by provider, and by developer.

A firm day and a floor are told apart in the first words that a calendar shows. What is past stays, told as past and
without an alarm. The form is RFC 5545; a library needs half a millisecond for an event that stands in three calendars.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Final

from generator.publish.api import Api
from generator.publish.events import Event, Kind, ends
from generator.publish.wording import details, title

FOLDER: Final = "calendars/"
"""Where the calendars lie in the site."""

ALARMS: Final[dict[Kind, tuple[int, ...]]] = {Kind.FIRM: (90, 30, 7), Kind.FLOOR: (30,)}
"""How many days before an event a calendar reminds."""

_LONGEST_LINE: Final = 75
"""Octets, by RFC 5545, section 3.1."""


def files(api: Api) -> Iterator[tuple[str, bytes]]:
    """Yield the calendar of all retirements, and one for each provider and each developer."""
    catalog = api.catalog
    everything: list[str] = []
    at_provider: dict[str, list[str]] = defaultdict(list)
    of_developer: dict[str, list[str]] = defaultdict(list)
    for event in ends(api):
        text = _vevent(api, event)
        everything.append(text)
        at_provider[event.provider_id].append(text)
        of_developer[event.model_id.split("/", 1)[0]].append(text)
    yield f"{FOLDER}retirements.ics", _calendar("Model retirements", everything)
    for provider_id, provider in catalog.providers.items():
        name = f"Model retirements at {provider.name}"
        yield f"{FOLDER}providers/{provider_id}.ics", _calendar(name, at_provider[provider_id])
    for developer_id, developer in catalog.developers.items():
        name = f"Retirements of models by {developer.name}"
        yield f"{FOLDER}developers/{developer_id}.ics", _calendar(name, of_developer[developer_id])


def _calendar(name: str, events: Iterable[str]) -> bytes:
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Model Catalog//Retirements//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{_escaped(name)}",
        f"X-WR-CALNAME:{_escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "X-PUBLISHED-TTL:P1D",
    ]
    return f"{_folded(head)}{''.join(events)}END:VCALENDAR\r\n".encode()


def _vevent(api: Api, event: Event) -> str:
    summary = title(api, event)
    lines = [
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{api.today:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(summary)}",
        f"DESCRIPTION:{_escaped(chr(10).join(details(api, event)))}",
        f"URL:{api.site_url}models/{event.model_id}/#lifecycle",
        f"CATEGORIES:{_CATEGORY[event.kind]}",
        "TRANSP:TRANSPARENT",
    ]
    if event.day > api.today:
        for days in ALARMS[event.kind]:
            reminder = f"DESCRIPTION:{_escaped(summary)}"
            lines += ["BEGIN:VALARM", "ACTION:DISPLAY", reminder, f"TRIGGER:-P{days}D", "END:VALARM"]
    return _folded([*lines, "END:VEVENT"])


_CATEGORY: Final = {Kind.FIRM: "Retirement", Kind.FLOOR: "Floor"}


def _escaped(text: str) -> str:
    r"""Return a text in which `\`, `;`, `,` and line breaks are written as RFC 5545 wants them."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(lines: Iterable[str]) -> str:
    """Return lines that end as RFC 5545 wants it, long ones cut between characters and continued after a space."""
    return "".join([f"{line}\r\n" if len(line) * 4 <= _LONGEST_LINE else _cut(line) for line in lines])


def _cut(line: str) -> str:
    pieces, octets = [""], 0
    for character in line:
        size = len(character.encode())
        if octets + size > _LONGEST_LINE:
            pieces.append(" ")
            octets = 1
        pieces[-1] += character
        octets += size
    return "".join([f"{piece}\r\n" for piece in pieces])
