"""What `coverage` prints for people, and writes for tools."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from generator.reading.cache import write_atomically
from generator.sync.coverage import OUTCOMES, Holdings, Outcome, Reach, Unresolved

_MOST: Final = 15


def show(held: Holdings, found: Sequence[Reach], console: Console) -> None:
    """Print what the catalog holds and which ids lead to it."""
    facts = sum(held.levels.values())
    table = _table("Facts by evidence", "facts", "share")
    for level, number in held.levels.items():
        table.add_row(level.value, f"{number:,}", _share(number, facts))
    table.add_row("all", f"{facts:,}", "")
    console.print(table)
    table = _table("The catalog holds", "")
    for what, number in held.counts.items():
        table.add_row(what, f"{number:,}")
    console.print(table)
    if found:
        table = _table("Ids that lead to a route", "ids", *OUTCOMES, "share")
        for one in found:
            _add(table, one.source, one.total)
        console.print(table)
    for one in found:
        _show_missing(one, console)


def save(held: Holdings, found: Sequence[Reach], path: Path) -> None:
    """Write everything as JSON: the figures, and every id that leads to no route, with its reason."""
    data = {
        "levels": {level.value: number for level, number in held.levels.items()},
        "counts": dict(held.counts),
        "sources": {
            one.source: {
                "ids": _outcomes(one.total),
                "providers": {name: _outcomes(outcomes) for name, outcomes in sorted(one.by_provider.items())},
                "unresolved": [
                    {
                        "provider": missed.provider,
                        "id": missed.model_id,
                        "outcome": missed.outcome,
                        "reason": missed.reason,
                        "candidates": list(missed.candidates),
                    }
                    for missed in one.unresolved
                ],
                "not_understood": [gap._asdict() for gap in one.gaps],
            }
            for one in found
        },
    }
    write_atomically(path, (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode())


def _show_missing(one: Reach, console: Console) -> None:
    short = {name: outcomes for name, outcomes in one.by_provider.items() if outcomes.total() > outcomes["route"]}
    if not short:
        return
    table = _table(f"{one.source}: providers with ids that do not", "ids", *OUTCOMES, "share")
    ordered = sorted(short.items(), key=lambda item: (item[1]["route"] - item[1].total(), item[0]))
    for name, outcomes in ordered[:_MOST]:
        _add(table, name, outcomes)
    if len(ordered) > _MOST:
        _add(table, f"{len(ordered) - _MOST} more", sum((outcomes for _, outcomes in ordered[_MOST:]), Counter()))
    console.print(table)
    reasons = Counter(map(_kind, one.unresolved))
    first = {_kind(missed): missed for missed in reversed(one.unresolved)}
    table = _table(f"{one.source}: why", "ids", "outcome", "first")
    for (outcome, reason), number in reasons.most_common(_MOST):
        missed = first[outcome, reason]
        table.add_row(escape(reason), f"{number:,}", outcome, escape(f"{missed.provider}: {missed.model_id}"))
    if len(reasons) > _MOST:
        table.add_row("other reasons", f"{sum(number for _, number in reasons.most_common()[_MOST:]):,}", "", "")
    console.print(table)


def _kind(missed: Unresolved) -> tuple[Outcome, str]:
    """The outcome and the reason, alike for all providers."""
    return missed.outcome, missed.reason.replace(f" {missed.provider} ", " ")


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", box=None, padding=(0, 1))
    table.add_column(overflow="fold")
    for column in columns:
        is_text = column in ("outcome", "first")
        table.add_column(column, justify="left" if is_text else "right", no_wrap=column != "first", overflow="fold")
    return table


def _add(table: Table, name: str, outcomes: Counter[Outcome]) -> None:
    total = outcomes.total()
    cells = [f"{outcomes[outcome]:,}" for outcome in OUTCOMES]
    table.add_row(escape(name), f"{total:,}", *cells, _share(outcomes["route"], total))


def _outcomes(outcomes: Counter[Outcome]) -> dict[str, int]:
    return {"all": outcomes.total(), **{outcome: outcomes[outcome] for outcome in OUTCOMES}}


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else ""
