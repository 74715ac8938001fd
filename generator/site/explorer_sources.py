"""Who says what the explorer tells of its first hit: the end, the prices and the retention of each route.

The explorer's rows carry no marks, for there are thousands. The one model that somebody probably meant does, and at
once: so the sources of every such figure lie in one file, in which all figures with the same evidence share a note.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generator.catalog import RouteEntry, period_on
from generator.site.context import SiteContext
from generator.site.view.citations import Citations, Mark
from generator.site.view.routes import RouteFacts


def sources_of(context: SiteContext, routes: Iterable[RouteEntry]) -> dict[str, Any]:
    """Return the notes of the figures of `routes`, in their order, and of the data policies that they name.

    `ends`, `in` and `out` hold the number of a note for each route, or None where there is nothing to prove; `kept`
    holds one for each policy. A note is that of `Citations.notes`; `references` are publisher, title and address.
    """
    citations = Citations(context.catalog)
    found: dict[str, list[int | None]] = {"ends": [], "in": [], "out": []}
    kept: dict[str, int] = {}
    for entry in routes:
        facts = RouteFacts(context, citations, entry)
        found["ends"].append(_note(_end(facts)))
        found["in"].append(_note(_price(facts, "input")))
        found["out"].append(_note(_price(facts, "output")))
        policy = entry.route.data_policy or ""
        mark = facts.terms.mark("retention", "data_policies", policy, "retention_days")
        if mark:
            kept[f"{entry.provider_id}/{policy}"] = mark.note
    references = [(source.publisher, source.title, source.url) for source in citations.references]
    return {"references": references, "notes": citations.notes, "kept": kept, **found}


def _end(facts: RouteFacts) -> Mark | None:
    """The mark of the day that decides about a route's end, firm before floor."""
    return facts.facts.mark("retirement", "retires_on") or facts.facts.mark("floor", "retires_no_earlier_than")


def _price(facts: RouteFacts, rate: str) -> Mark | None:
    """The mark of a standard price of today."""
    period = period_on(facts.route, facts.today)
    if period is None:
        return None
    return facts.facts.mark(rate, "prices", facts.route.prices.index(period), "standard", rate)


def _note(mark: Mark | None) -> int | None:
    return mark.note if mark else None
