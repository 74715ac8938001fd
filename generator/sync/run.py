"""One run of `sync`: read, identify, reconcile, write; and the report of all that it did and did not do."""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from generator.catalog import Catalog
from generator.reading import Problem
from generator.reading.document import Data
from generator.sync.distrust import Distrust
from generator.sync.draft import Change, Draft
from generator.sync.found import Found
from generator.sync.identify import Identifier, Identity, LeftOut, Unidentified
from generator.sync.observation import Gap, Observation, Reading, SyncError
from generator.sync.propose import propose
from generator.sync.readers.fetch import content_of
from generator.sync.readers.formats import FORMATS
from generator.sync.reconcile import Reconciler
from generator.sync.write import Trial, apply

_ROUNDS: Final = 5
_DAY = re.compile(r"(?<!\d)20\d{2}-\d{2}-\d{2}(?!\d)")

Progress = Callable[[str], None]
"""Told what a run is doing."""


@dataclass(slots=True)
class Report:
    """What a run found and did."""

    observations: int = 0
    identified: int = 0
    new_routes: int = 0
    gaps: tuple[Gap, ...] = ()
    proposals: dict[str, Data] = field(default_factory=dict)
    unidentified: list[tuple[Observation, Unidentified]] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    changes: list[Change] = field(default_factory=list)
    left_alone: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)
    written: tuple[str, ...] = ()
    refused: tuple[Problem, ...] = ()


def sync(
    root: Path,
    name: str,
    origin: str | None,
    read_on: date | None,
    today: date,
    *,
    provider: str | None = None,
    dry_run: bool = False,
    progress: Progress = lambda _: None,
) -> Report:
    """Bring the catalog under `root` up to date with one source.

    `origin` is a file or an https address, None for where the format is published; `read_on` is the day it was read,
    None for the day in the file's name or today. With `provider` only ids at that provider of ours count. Raises
    SyncError, and changes nothing, when the source or the catalog cannot be read.
    """
    form = FORMATS[name]
    where = origin or form.url
    if where is None:
        raise SyncError(f"{name} is not published for everybody. Give a file with --from.")
    day = read_on or _day_in(where) or today
    if day > today:
        raise SyncError(f"{day} lies in the future; today is {today}. Give the day it was read with --read-on.")
    progress(f"Reading {where}")
    reading = form.read(content_of(where), day)
    progress("Reading the catalog")
    with Trial(root) as trial:
        return _sync(trial, reading, provider, today, dry_run=dry_run, progress=progress)


def _sync(
    trial: Trial, reading: Reading, provider: str | None, today: date, *, dry_run: bool, progress: Progress
) -> Report:
    records, problems = trial.read()
    if problems:
        raise SyncError(f"the catalog cannot be read: {problems[0]} Run `check` and mend it first.")
    catalog = Catalog.of(records)
    identifier = Identifier(catalog)
    report = Report(observations=len(reading.observations), gaps=reading.gaps)
    progress(f"Identifying {len(reading.observations):,} entries")
    observations = Distrust(catalog.identities).without(reading.observations)
    found = _identify(observations, identifier, provider, report)
    missing = {item.observation.source for item in found} - catalog.sources.keys()
    if missing:
        raise SyncError(f"the catalog has no source {min(missing)}. Describe it in sources/ first.")
    report.proposals = propose(report.unidentified, identifier)
    progress(f"Reconciling {len(found):,} of them")
    draft = Draft(trial.root)
    changed = _settle(Reconciler(catalog, draft, identifier), draft, found)
    progress(f"Checking {len(changed):,} changed files")
    outcome = apply(trial, changed, today, dry_run=dry_run)
    refused = {problem.path for problem in outcome.refused}
    report.changes = [change for change in draft.changes if change.path not in refused]
    report.left_alone, report.examples = draft.left_alone, draft.examples
    report.written, report.refused = outcome.written, outcome.refused
    return report


def _settle(reconciler: Reconciler, draft: Draft, found: list[Found]) -> dict[str, Data]:
    """Let every entry speak until none has news: several can speak of one route, in any order."""
    before: dict[str, Data] = {}
    for _ in range(_ROUNDS):
        draft.left_alone.clear()
        draft.examples.clear()
        reconciler.take(found)
        changed = draft.changed()
        if changed == before:
            break
        before = copy.deepcopy(changed)
    return before


def _identify(
    observations: tuple[Observation, ...], identifier: Identifier, provider: str | None, report: Report
) -> list[Found]:
    found = []
    identifier.learn(observations)
    for observation in observations:
        identity = identifier.identify(observation)
        if isinstance(identity, Identity):
            if provider is None or identity.provider_id == provider:
                found.append(Found(observation, identity))
                report.new_routes += identity.route is None
        elif isinstance(identity, LeftOut):
            report.left_out[identity.because] += 1
        else:
            report.unidentified.append((observation, identity))
    report.identified = len(found)
    return found


def _day_in(where: str) -> date | None:
    found = _DAY.search(where.rsplit("/", 1)[-1])
    try:
        return date.fromisoformat(found.group()) if found else None
    except ValueError:
        return None
