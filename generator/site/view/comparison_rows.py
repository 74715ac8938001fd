"""The facts that models and routes are compared by: which rows there are, in which order, and how each is judged.

A column of a route takes what holds for every route of its model from the model. `of_route` marks the rows that do not:
of prices, terms and ends a route speaks for itself, and what it does not tell is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from generator.catalog import Catalog, words
from generator.schema import MODES


@dataclass(frozen=True, slots=True)
class RowKind:
    """A fact that columns are compared by."""

    id: str
    label: str
    best: str = ""
    """What the best value is called; empty where no value is better than another."""
    higher: bool = True
    """Whether the greatest value is the best one."""
    missing: str = words.UNKNOWN
    """What stands where a column does not state it. Other words than `Unknown` are an answer, not a gap."""
    always: bool = False
    """Whether the row stays when no column states it."""
    of_route: bool = False
    """Whether routes of one model may differ in it."""
    scale: str = ""
    """What a chart measures it on; rows of a group with the same scale share one. Empty: there is no chart of it."""

    @property
    def absence_tells(self) -> bool:
        """Whether a column that does not state it differs from one that does."""
        return self.missing != words.UNKNOWN


@dataclass(frozen=True, slots=True)
class GroupKind:
    """Rows that belong together."""

    title: str
    rows: tuple[RowKind, ...]
    folded: bool = False
    """Whether its charts wait until somebody unfolds them, because there may be many."""
    charted_as: str = ""
    """What its charts call it, where they stand among others of its kind; else its title."""


def _route_row(
    key: str, label: str, *, best: str = "", missing: str = words.UNKNOWN, always: bool = False, scale: str = ""
) -> RowKind:
    return RowKind(key, label, best, higher=False, missing=missing, always=always, of_route=True, scale=scale)


_BEFORE: Final = (
    GroupKind(
        "Identity and dates",
        (
            RowKind("developer", "Developer"),
            RowKind("released", "Released", always=True),
            RowKind("cutoff", "Knowledge cutoff", best="latest", always=True),
            RowKind("open-weights", "Open weights", always=True),
            RowKind("license", "Licence", missing="None known"),
            RowKind("total-parameters", "Parameters"),
            RowKind("active-parameters", "Active parameters"),
        ),
    ),
    GroupKind(
        "Hosting",
        (
            RowKind("offered", "Model answers at", missing="No known route"),
            _route_row("route", "Prices and terms at", missing="No known price", always=True),
            _route_row("regions", "Regions"),
            _route_row("eu", "EU hosting", always=True),
        ),
    ),
    GroupKind(
        "Lifecycle",
        (
            _route_row("status", "Status", missing="No known route"),
            _route_row("end", "End of service", missing="No date"),
            _route_row("replacement", "Named replacement", missing="None named"),
        ),
    ),
    GroupKind(
        "Limits",
        (
            RowKind("context", "Context window", best="largest", always=True, scale="tokens"),
            RowKind("max-input", "Maximum input", best="largest"),
            RowKind("max-output", "Maximum output", best="largest", always=True),
        ),
    ),
    GroupKind(
        "Modalities and capabilities",
        (
            RowKind("input", "Input", always=True),
            RowKind("output", "Output", always=True),
            *(RowKind(f"can-{name}", label) for name, label in words.CAPABILITY.items()),
        ),
    ),
    GroupKind(
        "Prices per million tokens",
        (
            *(
                _route_row(
                    f"standard-{name}",
                    label,
                    best="lowest",
                    always=name in ("input", "output"),
                    scale="price" if name in ("input", "output") else "",
                )
                for name, label in words.RATE.items()
            ),
            _route_row("long-requests", "Long requests", missing="No other price known"),
            *(
                _route_row(f"{mode}-{name}", f"{words.MODE[mode]} {words.RATE[name].lower()}", best="lowest")
                for mode in MODES[1:]
                for name in ("input", "cached_input", "output")
            ),
            _route_row("per-unit", "Other prices", missing="None known"),
        ),
    ),
    GroupKind(
        "Data handling",
        (
            _route_row("terms", "Terms", missing="No known terms", always=True),
            _route_row("training", "Training on prompts", always=True),
            _route_row("retention", "Retention", always=True),
            _route_row("zero-retention", "Zero data retention", always=True),
            _route_row("third-parties", "Third-party access"),
            _route_row("dpa", "Data processing agreement"),
            _route_row("transfer", "Transfer mechanism"),
            _route_row("certificates", "Certificates"),
        ),
    ),
)

_AFTER: Final = (
    GroupKind(
        "Speed as measured by others",
        (
            RowKind("output-speed", "Output speed", best="fastest", of_route=True),
            _route_row("first-token", "Time to first token", best="shortest"),
        ),
    ),
)


def row_kinds(catalog: Catalog) -> tuple[GroupKind, ...]:
    """Return every row that a comparison can have, in order: the fixed ones and one for each benchmark."""
    groups = []
    for group, title in words.BENCHMARK_GROUP.items():
        rows = [
            RowKind(
                f"benchmark-{key}",
                benchmark.name,
                best="highest" if benchmark.higher_is_better else "lowest",
                higher=benchmark.higher_is_better,
                # Scores of two benchmarks share a scale where both are shares of a hundred, and nowhere else.
                scale="percent" if benchmark.unit == "percent" else key,
            )
            for key, benchmark in catalog.benchmarks.items()
            if benchmark.group == group
        ]
        if rows:
            groups.append(GroupKind(f"Benchmarks: {title}", tuple(rows), folded=True, charted_as=title))
    return (*_BEFORE, *groups, *_AFTER)
