"""A draft -> the catalog on disk, whole and checked, or not at all.

The changed files are written into a copy of the catalog first and checked there by the real rules. A file whose change
breaks a rule is put back and reported; where only new prices break one, only they are left out. What passes replaces
the catalog's own files, one atomic step a file, in an order in which everything that a file names is there before it.
"""

from __future__ import annotations

import copy
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from generator.catalog import Catalog
from generator.checks import check
from generator.reading import Problem, Reader, Records, without_collector
from generator.reading.cache import write_atomically
from generator.reading.document import Data, parse
from generator.reading.layout import walk
from generator.reading.writing import header, write
from generator.sync.observation import SyncError

_ORDER: Final = ("sources", "benchmarks", "developer", "provider", "model", "routes", "comparison", "identities")
_ROUNDS: Final = 10
_PERIOD: Final = re.compile(r"routes\[(\d+)\]\.prices\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of writing."""

    written: tuple[str, ...]
    """Files that changed."""
    refused: tuple[Problem, ...]
    """Why other files were left as they were."""


class Trial:
    """A copy of the catalog under `root` in which changes are tried; it is gone after the `with` block.

    One reader serves it, so that a file which no change touches is parsed once in a run, however often all is judged.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._folder = tempfile.TemporaryDirectory(prefix="catalog-")
        self.path = Path(self._folder.name) / "catalog"
        shutil.copytree(root, self.path)
        self._reader = Reader(self.path)

    def __enter__(self) -> Trial:
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    def read(self) -> tuple[Records, list[Problem]]:
        """Return the records as they are now, and all problems of form."""
        return self._reader.read()

    def judge(self, today: date) -> list[Problem]:
        """Return everything that is wrong with the copy on a day."""
        with without_collector():
            records, problems = self._reader.read()
            places = check(Catalog.of(records), today, jobs=os.cpu_count() or 1)
        return sorted({*problems, *self._reader.locate(places)})

    def put_back(self, path: str) -> None:
        """Take a change back."""
        if (self.root / path).exists():
            shutil.copy2(self.root / path, self.path / path)
        else:
            (self.path / path).unlink()


def apply(trial: Trial, changed: Mapping[str, Data], today: date, *, dry_run: bool) -> Outcome:
    """Write the changed files of a catalog; with `dry_run` only find out what would be written.

    Raises SyncError when the catalog has problems that no change of ours explains; nothing is changed then.
    """
    contents = _render(trial.path, changed)
    refused: list[Problem] = []
    shortened: set[str] = set()
    for _ in range(_ROUNDS):
        problems = trial.judge(today)
        if not problems:
            break
        ours = [problem for problem in problems if problem.path in contents]
        refused.extend(ours)
        # Routes of a model that was put back have to go with it.
        broken = {problem.path for problem in ours} or _dependents(problems, contents)
        if not broken:
            raise SyncError(f"the catalog does not pass its checks: {problems[0]} Mend it first.")
        for path in broken:
            wrong = [problem for problem in ours if problem.path == path]
            less = None if path in shortened else _without_prices(trial, path, changed[path], wrong)
            trial.put_back(path)
            del contents[path]
            if less is not None:
                shortened.add(path)
                contents |= _render(trial.path, {path: less})
    else:
        raise SyncError("the changes do not pass the checks, however many files are left out. Nothing was changed.")
    if not dry_run:
        for path in sorted(contents, key=_rank):
            write_atomically(trial.root / path, contents[path])
    return Outcome(tuple(sorted(contents)), tuple(sorted(set(refused))))


def _render(trial: Path, changed: Mapping[str, Data]) -> dict[str, bytes]:
    """Write the changed files into the trial copy and return their content."""
    known = {file.path: file.kind for file in walk(trial)[0]}
    before = {path: (trial / path).read_bytes() for path in changed if path in known}
    for path in changed:
        (trial / path).parent.mkdir(parents=True, exist_ok=True)
        (trial / path).touch()
    kinds = {file.path: file.kind for file in walk(trial)[0]}
    contents = {}
    for path, data in changed.items():
        kind = kinds[path]
        start = header(kind, path.count("/")).encode() if path not in before else b""
        contents[path] = start + write(path, kind, data, before.get(path))
        (trial / path).write_bytes(contents[path])
    return contents


def _without_prices(trial: Trial, path: str, data: Data, problems: list[Problem]) -> Data | None:
    """The routes of a file without the new periods that break a rule; None when that is not all that is wrong."""
    found = [_PERIOD.match(problem.field) for problem in problems]
    places = {(int(match[1]), int(match[2])) for match in found if match}
    if not places or not all(found):
        return None
    old = trial.root / path
    before = parse(path, old.read_bytes())["routes"] if old.exists() else []
    known = {(route["model_id"], period["from"]) for route in before for period in route.get("prices", [])}
    less = copy.deepcopy(data)
    for position, number in sorted(places, reverse=True):
        route = less["routes"][position]
        if (route["model_id"], route["prices"][number]["from"]) in known:
            return None
        del route["prices"][number]
        if not route["prices"]:
            del route["prices"]
    return None if less["routes"] == before else less


def _dependents(problems: list[Problem], contents: Mapping[str, bytes]) -> set[str]:
    """Our files in the folders of models that have problems."""
    folders = {"/".join(problem.path.split("/")[:3]) for problem in problems if problem.path.startswith("models/")}
    return {path for path in contents if "/".join(path.split("/")[:3]) in folders}


def _rank(path: str) -> tuple[int, str]:
    kind = path.split("/")[0]
    if kind == "models":
        kind = "routes" if "/routes/" in path else "model"
    names = {"developers": "developer", "providers": "provider", "benchmarks.yaml": "benchmarks", "sync": "identities"}
    name = names.get(kind, kind)
    return _ORDER.index(name) if name in _ORDER else len(_ORDER), path
