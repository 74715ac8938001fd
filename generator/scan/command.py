"""`scan` as people and CI call it: what is read, what is left out, how it is printed, and whether it fails."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from rich.console import Console

from generator import __version__
from generator.reading.cache import cache_folder
from generator.scan import baseline
from generator.scan.finding import Finding, Kind
from generator.scan.load import LoadError, default_origin, load
from generator.scan.machine import as_json, as_sarif
from generator.scan.run import Report, scan
from generator.scan.show import annotation, show, summary

Style = Literal["text", "json", "sarif", "github"]


class Unusable(Exception):
    """What somebody named cannot be used; the message says why and what to do."""


@dataclass(frozen=True)
class Options:
    """What somebody asked for."""

    paths: Sequence[Path]
    style: Style = "text"
    output: Path | None = None
    """Where the report goes; to the terminal when it is None."""
    origin: str | None = None
    """A catalog's folder, a built site or its address."""
    fail_on: Kind | None = Kind.DEPRECATED
    """The mildest kind that fails; None never fails."""
    skip: frozenset[Kind] = frozenset()
    baseline: Path | None = None
    write_baseline: Path | None = None


def run(options: Options, today: date, say: Callable[[str], None]) -> bool:
    """Scan, print, and return whether anything fails. `say` prints a closing line for people.

    Raises Unusable when the catalog or the baseline cannot be read.
    """
    try:
        known = baseline.known(options.baseline) if options.baseline else None
        knowledge = load(options.origin or default_origin(), today, cache_folder())
    except (baseline.BaselineError, LoadError) as error:
        raise Unusable(str(error)) from None
    # A baseline and an earlier report are full of ids, and none of them is in use.
    ours = frozenset(path for path in (options.baseline, options.write_baseline, options.output) if path)
    report = scan([_seen_from_here(path) for path in options.paths], knowledge, today, but=ours)
    wanted = [finding for finding in report.findings if finding.kind not in options.skip]
    if options.write_baseline:
        baseline.write(options.write_baseline, wanted)
        say(f"{len(wanted):,} findings written to {options.write_baseline}. Pass it with --baseline.")
        return False
    new = baseline.without(wanted, known) if known is not None else wanted
    _print(options, report, new, today, knowledge.site)
    if options.style in ("text", "github") or options.output:
        say(summary(report, new, len(wanted) - len(new)))
    return options.fail_on is not None and any(finding.kind.rank <= options.fail_on.rank for finding in new)


def _print(options: Options, report: Report, findings: Sequence[Finding], today: date, site: str) -> None:
    if options.output:
        options.output.parent.mkdir(parents=True, exist_ok=True)
        with options.output.open("w", encoding="utf-8") as file:
            _write(options, report, findings, today, site, Console(file=file, soft_wrap=True, width=10_000))
    else:
        _write(options, report, findings, today, site, Console(soft_wrap=True, highlight=False, emoji=False))


def _write(
    options: Options, report: Report, findings: Sequence[Finding], today: date, site: str, console: Console
) -> None:
    match options.style:
        case "text":
            show(findings, console)
        case "github":
            for finding in findings:
                console.out(annotation(finding), highlight=False)
        case "json":
            console.out(json.dumps(as_json(report, findings, today), ensure_ascii=False, indent=2), highlight=False)
        case "sarif":
            sarif = as_sarif(findings, __version__, site)
            console.out(json.dumps(sarif, ensure_ascii=False, indent=2), highlight=False)


def _seen_from_here(path: Path) -> Path:
    """A path as it is written from the working folder, which is how baselines and annotations name it."""
    try:
        return Path(os.path.relpath(path)) if path.resolve().is_relative_to(Path.cwd().resolve()) else path
    except ValueError:  # another drive
        return path
