"""The status badge of each model: JSON that shields.io draws, and SVG drawn here.

A README that names a model can show whether it still answers. The words say it and the colour only repeats it. A badge
of a single route needs no file: shields.io can read it out of the model's JSON.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from generator.catalog import ModelEntry, RouteEntry, Status, model_lifecycle, route_status
from generator.publish.api import Api
from generator.publish.exact_json import encode

FOLDER: Final = "badges/"
"""Where the badges lie in the site."""


class Badge(NamedTuple):
    """What a badge says."""

    label: str
    message: str
    status: Status | None


def files(api: Api, model_id: str) -> Iterator[tuple[str, bytes]]:
    """Yield the badge of a model in both forms. Raises KeyError when there is no such model."""
    made = badge(api, api.catalog.models[model_id])
    shields = {"schemaVersion": 1, "label": made.label, "message": made.message, "color": _COLOUR[made.status]}
    yield f"{FOLDER}{model_id}.json", encode(shields)
    yield f"{FOLDER}{model_id}.svg", svg(made)


def badge(api: Api, entry: ModelEntry) -> Badge:
    """Return the badge of a model: its status at its developer, and elsewhere where that differs."""
    name = entry.model.name
    lifecycle = model_lifecycle(entry, api.today)
    if lifecycle.status is None:
        return Badge(name, "status unknown", None)
    own = [route for route in entry.routes if route.provider_id == entry.developer_id]
    if not own or lifecycle.at_developer is lifecycle.status:
        return _sum(name, own or entry.routes, api.today)
    developer = api.catalog.developers[entry.developer_id].name
    message = f"{lifecycle.at_developer} at {developer}, {lifecycle.status} elsewhere"
    return Badge(name, message, lifecycle.at_developer)


def _sum(label: str, routes: Sequence[RouteEntry], today: date) -> Badge:
    """Return what holds for the route that fares best, with the day of its end."""
    statuses = [route_status(route.route, today) for route in routes]
    best = min(statuses, key=list(Status).index)
    days = [route.route.retires_on for route, status in zip(routes, statuses, strict=True) if status is best]
    # While one of them has no day, the last day is not known.
    end = max(filter(None, days), default=None) if all(days) else None
    if best is Status.RETIRED:
        return Badge(label, f"retired {end}", best)
    if best is Status.DEPRECATED and end:
        return Badge(label, f"deprecated, retires {end}", best)
    return Badge(label, str(best), best)


_COLOUR: Final = {
    Status.ACTIVE: "#1f6f3d",
    Status.DEPRECATED: "#8a5300",
    Status.RETIRED: "#a1262b",
    None: "#5c5c5c",
}
"""Dark enough for white letters."""


def svg(made: Badge) -> bytes:
    """Return a badge as an image of 20 pixels' height; its words are its title."""
    left, right = _width(made.label) + 10, _width(made.message) + 10
    whole = left + right
    title = f"{made.label}: {made.message}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole}" height="20" role="img" aria-label={quoteattr(title)}>'
        f"<title>{escape(title)}</title>"
        f'<clipPath id="r"><rect width="{whole}" height="20" rx="3"/></clipPath>'
        f'<g clip-path="url(#r)"><rect width="{left}" height="20" fill="#404040"/>'
        f'<rect x="{left}" width="{right}" height="20" fill="{_COLOUR[made.status]}"/></g>'
        f'<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">'
        f'<text x="5" y="14" textLength="{left - 10}">{escape(made.label)}</text>'
        f'<text x="{left + 5}" y="14" textLength="{right - 10}">{escape(made.message)}</text></g></svg>\n'
    ).encode()


def _width(text: str) -> int:
    """Return about how many pixels a text is wide in the badge's letters; `textLength` makes it so."""
    return round(sum(_WIDTHS.get(character, 8.0 if character.isupper() else 6.6) for character in text))


_WIDTHS: Final = {
    **dict.fromkeys("ijlI.,:;'|! ", 3.8),
    **dict.fromkeys("ft()/-r", 4.7),
    **dict.fromkeys("mwMW@%", 10.2),
    **dict.fromkeys("0123456789", 7.0),
}
