"""A draft -> the catalog on disk, whole and checked, or not at all.

The changed files are written into a copy of the catalog first and checked there by the real rules. A file whose change
breaks a rule is put back and reported; the rest goes on. Only what passes replaces the catalog's own files, one atomic
step a file, in an order in which everything that a file names is there before it.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from generator.checks.verdict import judge
from generator.reading import Problem
from generator.reading.cache import write_atomically
from generator.reading.document import Data
from generator.reading.layout import walk
from generator.reading.writing import header, write
from generator.sync.observation import SyncError

_ORDER: Final = ("sources", "benchmarks", "developer", "provider", "model", "routes", "comparison", "identities")
_ROUNDS: Final = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of writing."""

    written: tuple[str, ...]
    """Files that changed."""
    refused: tuple[Problem, ...]
    """Why other files were left as they were."""


def apply(root: Path, changed: Mapping[str, Data], today: date, *, dry_run: bool) -> Outcome:
    """Write the changed files of the catalog under `root`; with `dry_run` only find out what would be written.

    Raises SyncError when the catalog has problems that no change of ours explains; nothing is changed then.
    """
    with tempfile.TemporaryDirectory(prefix="catalog-") as folder:
        trial = Path(folder) / "catalog"
        shutil.copytree(root, trial)
        contents = _render(trial, changed)
        refused: list[Problem] = []
        for _ in range(_ROUNDS):
            problems = judge(trial, today).problems
            if not problems:
                break
            ours = [problem for problem in problems if problem.path in contents]
            refused.extend(ours)
            # Routes of a model that was put back have to go with it.
            broken = {problem.path for problem in ours} or _dependents(problems, contents)
            if not broken:
                raise SyncError(f"the catalog does not pass its checks: {problems[0]}. Mend it first.")
            for path in broken:
                _put_back(root, trial, path)
                del contents[path]
        else:
            raise SyncError("the changes do not pass the checks, however many files are left out. Nothing was changed.")
        if not dry_run:
            for path in sorted(contents, key=_rank):
                write_atomically(root / path, contents[path])
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


def _put_back(root: Path, trial: Path, path: str) -> None:
    if (root / path).exists():
        shutil.copy2(root / path, trial / path)
    else:
        (trial / path).unlink()


def _dependents(problems: tuple[Problem, ...], contents: Mapping[str, bytes]) -> set[str]:
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
