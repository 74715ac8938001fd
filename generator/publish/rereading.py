"""What to read again next: documents, by how long their facts have waited and how much hangs on them.

One reading of a price list renews hundreds of facts, so the list names documents and not facts. What changes often
(prices, ends, terms) waits harder than what does not, and what many can call harder than what one host serves. Routes
that were retired ask for nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from generator.catalog import Catalog, Fact, Status, Subject, route_status, subjects, words
from generator.catalog.markdown import link_in_comment

OFTEN: Final = frozenset(
    ("prices", "deprecated_on", "retires_on", "retires_no_earlier_than", "replacement", "data_policies", "aliases")
)
"""Facts that providers change without telling anybody."""

SELDOM: Final = frozenset(("benchmarks", "speed", "rankings", "released_on", "snapshots", "availability"))
"""Facts that stay what they are once they are written."""

_WEIGHT_OFTEN: Final = 5
_MOST_ROUTES: Final = 10
_NAMED: Final = 3


@dataclass(slots=True)
class Rereading:
    """A document that somebody should read again."""

    source: str
    title: str
    url: str
    is_dataset: bool
    """Whether `sync` reads it, and no person has to."""
    oldest: date
    """The day on which the fact that waited longest was last read."""
    facts: int = 0
    """How many facts a reading renews."""
    urgency: int = 0
    """Days of waiting, times what hangs on each fact. Only its order means anything."""
    about: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """How many of the facts are of which model or provider."""


def rereadings(catalog: Catalog, today: date, older_than: int = 30) -> list[Rereading]:
    """Return the documents whose facts nobody read for more than `older_than` days, the most urgent first."""
    found: dict[str, Rereading] = {}
    routes = {entry.id: len(entry.routes) for entry in catalog.models.values()}
    for subject in subjects(catalog):
        if subject.route is not None and route_status(subject.route.route, today) is Status.RETIRED:
            continue
        name = subject.route.model_id if subject.route is not None else str(subject.key)
        reach = 1 + min(_MOST_ROUTES, routes.get(name, len(catalog.routes_at(name))))
        for fact in subject.facts:
            day = fact.last_read_on
            if day is None or (today - day).days <= older_than or fact.loc[0] in SELDOM or not fact.support:
                continue
            source_id = _best(fact, subject, catalog)
            source = catalog.sources[source_id]
            row = found.setdefault(
                source_id, Rereading(source_id, source.title, source.url, source.kind == "dataset", day)
            )
            row.facts += 1
            row.oldest = min(row.oldest, day)
            row.urgency += (today - day).days * reach * (_WEIGHT_OFTEN if fact.loc[0] in OFTEN else 1)
            row.about[name] += 1
    return sorted(found.values(), key=lambda row: (-row.urgency, row.source))


def text(found: list[Rereading], most: int) -> str:
    """Return the head of the list for a terminal."""
    lines = [_headline(found)]
    for place, row in enumerate(found[:most], start=1):
        how = "  (with `sync`)" if row.is_dataset else ""
        lines += [
            "",
            f"{place}. {row.title}{how}",
            f"   {row.url}",
            f"   last read {row.oldest}; {_facts(row)}: {_about(row)}",
        ]
    return "\n".join(lines) + "\n"


def markdown(found: list[Rereading], most: int) -> str:
    """Return the head of the list as a table."""
    lines = [_headline(found), "", "| Document | Last read | Facts | About |", "|---|---|---:|---|"]
    for row in found[:most]:
        how = ", with `sync`" if row.is_dataset else ""
        lines.append(f"| {link_in_comment(row.title, row.url)}{how} | {row.oldest} | {row.facts:,} | {_about(row)} |")
    return "\n".join(lines) + "\n"


def as_data(found: list[Rereading]) -> list[dict[str, Any]]:
    """Return the whole list as JSON has it."""
    return [
        {
            "source": row.source,
            "title": row.title,
            "url": row.url,
            "last_read_on": row.oldest.isoformat(),
            "facts": row.facts,
            "urgency": row.urgency,
            "read_by_sync": row.is_dataset,
            "about": dict(sorted(row.about.items())),
        }
        for row in found
    ]


def _best(fact: Fact, subject: Subject, catalog: Catalog) -> str:
    """The document that says most about a fact: a page of whoever it is about, else any page, else a data set."""

    def order(source_id: str) -> tuple[bool, bool, str]:
        is_dataset = catalog.sources[source_id].kind == "dataset"
        return is_dataset, source_id.split("/")[0] not in subject.own, source_id

    return min((entry.source for entry in fact.support), key=order)


def _headline(found: list[Rereading]) -> str:
    facts = sum(row.facts for row in found)
    documents = words.count(len(found), "document")
    return f"{documents} to read again, for {words.count(facts, 'fact')}. The most urgent first."


def _facts(row: Rereading) -> str:
    return words.count(row.facts, "fact")


def _about(row: Rereading) -> str:
    first = sorted(row.about, key=lambda name: (-row.about[name], name))
    more = len(first) - _NAMED
    return ", ".join(first[:_NAMED]) + (f" and {more:,} more" if more > 0 else "")
