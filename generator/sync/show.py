"""What a run of `sync` did, for the maintainer at the terminal, and whole as a file for tools."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from generator.reading.cache import write_atomically
from generator.reading.writing import write
from generator.sync.run import Report

_MOST: Final = 12
_ROOM: Final = 140
"""From how many columns on an example stands beside each reason."""


def show(report: Report, console: Console, *, dry_run: bool) -> None:
    """Print what was done, what is not known, and what was left alone with the reason."""
    if dry_run:
        for change in report.changes:
            if change.kind != "confirmed":
                console.print(escape(str(change)), soft_wrap=True, highlight=False)
    kinds = Counter(change.kind for change in report.changes)
    _table(console, "Changes", [(kind, kinds[kind], "") for kind in ("added", "replaced", "disputed", "confirmed")])
    _table(console, "Left alone", [(why, n, report.examples[why][0]) for why, n in report.left_alone.most_common()])
    unknown: dict[str, list[str]] = defaultdict(list)
    for observation, reason in report.unidentified:
        unknown[reason.reason].append(f"{observation.provider}/{observation.model_id}")
    ordered = sorted(unknown.items(), key=lambda item: -len(item[1]))
    _table(console, "Not identified", [(why, len(ids), ids[0]) for why, ids in ordered])
    _table(console, "Left out by the table", [(why, n, "") for why, n in report.left_out.most_common()])
    _table(console, "Not understood in the file", [(gap.what, gap.times, gap.first_at) for gap in report.gaps])
    for problem in report.refused:
        console.print(f"left as it was: {escape(str(problem))}", soft_wrap=True, highlight=False)
    if report.proposals:
        console.print(f"{len(report.proposals):,} models could be added; --propose FILE writes entries for the table.")
    verb = "would change" if dry_run else "changed"
    console.print(
        f"{report.identified:,} of {report.observations:,} entries identified, {report.new_routes:,} of them new "
        f"routes; {len(report.written):,} files {verb}.",
        highlight=False,
    )


def save(report: Report, path: Path) -> None:
    """Write everything that was not identified, not understood or left alone, as JSON."""
    data = {
        "unidentified": [
            {
                "source": observation.source,
                "provider": observation.provider,
                "id": observation.model_id,
                "name": observation.name,
                "at": observation.at,
                "reason": reason.reason,
                "candidates": list(reason.candidates),
            }
            for observation, reason in report.unidentified
        ],
        "not_understood": [gap._asdict() for gap in report.gaps],
        "proposals": report.proposals,
        "left_out": dict(report.left_out),
        "left_alone": {why: {"times": n, "examples": report.examples[why]} for why, n in report.left_alone.items()},
        "refused": [str(problem) for problem in report.refused],
        "changes": [str(change) for change in report.changes],
    }
    write_atomically(path, (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode())


def save_proposals(report: Report, path: Path) -> None:
    """Write entries for models that nobody knows yet, in the form of the table, for a person to read and move there."""
    write_atomically(path, write(path.name, "identities", {"models": report.proposals}))


def _table(console: Console, title: str, rows: Iterable[tuple[str, int, str]]) -> None:
    shown = [row for row in rows if row[1]]
    if not shown:
        return
    table = Table(title=title, title_justify="left", box=None, show_header=False, padding=(0, 1))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(overflow="fold")
    has_room = console.width >= _ROOM
    if has_room:
        table.add_column(overflow="ellipsis", no_wrap=True, style="dim", max_width=console.width - _ROOM // 2)
    for what, count, example in shown[:_MOST]:
        table.add_row(f"{count:,}", escape(what), *([escape(example)] if has_room else []))
    if len(shown) > _MOST:
        table.add_row(f"{sum(row[1] for row in shown[_MOST:]):,}", "of other kinds")
    console.print(table)
