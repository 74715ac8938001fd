"""Two states of the catalog, read side by side: only what differs, and what is needed to name it.

A change of one price in ten thousand files costs the reading of one file, not of ten thousand. What does not read, as
after a change of the schema, is told and left out on both sides, so that it counts neither as new nor as removed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.diff.git import Repository, Touched
from generator.reading import ContentReader, Problem, Reader, Records, without_collector
from generator.reading.layout import model_path, provider_path

WORKING_TREE = "the working tree"


@dataclass(frozen=True)
class Side:
    """The catalog at one state, as far as it matters."""

    name: str
    records: Records
    problems: tuple[Problem, ...]
    """What did not read, among the files that differ."""
    reader: Reader
    """Finds lines in this side's files."""


@dataclass(frozen=True)
class Sides:
    """Both states."""

    before: Side
    after: Side
    paths: frozenset[str]
    """The files that differ."""
    skipped: frozenset[str]
    """Files that do not read on one side."""


def read_sides(catalog: Path, before: str | None, after: str | None = None) -> Sides:
    """Read what differs between two revisions: `before` None is an empty catalog, `after` None what lies on disk.

    Raises GitError when git does not know a revision.
    """
    repository = Repository(catalog)
    first = repository.commit(before) if before else None
    second = repository.commit(after) if after else None
    touched = repository.touched(first, second)
    paths = frozenset(file.path for file in touched)
    around = _around(touched) - paths
    with without_collector():
        old = _read(before or "nothing", paths, _contents(repository, first, touched, around))
        contents = _contents(repository, second, touched, around, on_disk=second is None)
        new = _read(after or WORKING_TREE, paths, contents)
        skipped = {problem.path for side in (old, new) for problem in side.problems}
    return Sides(old, new, paths, frozenset(skipped))


def _around(touched: Iterable[Touched]) -> set[str]:
    """The files that name what the touched ones are about."""
    found = set()
    for file in touched:
        match file.path.split("/"):
            case ["models", developer, model, "routes", route]:
                found |= {model_path(f"{developer}/{model}"), provider_path(route.removesuffix(".yaml"))}
            case ["models", developer, model, _]:
                found.add(model_path(f"{developer}/{model}"))
    return found


def _contents(
    repository: Repository, commit: str | None, touched: list[Touched], around: set[str], *, on_disk: bool = False
) -> Mapping[str, bytes]:
    """The content of every file that one side needs, by path."""
    if on_disk:
        paths = [file.path for file in touched if file.after is not None] + sorted(around)
        files = (repository.catalog / path for path in paths)
        return {
            path: file.read_bytes()
            for path, file in zip(paths, files, strict=True)
            if file.is_file() and not file.is_symlink()
        }
    if commit is None:
        return {}
    known = repository.files(commit)
    wanted = {path: known[path] for path in {file.path for file in touched} | around if path in known}
    contents = repository.contents(wanted.values())
    return {path: contents[name] for path, name in wanted.items()}


def _read(name: str, paths: frozenset[str], contents: Mapping[str, bytes]) -> Side:
    reader = ContentReader(contents)
    records, problems = reader.read()
    return Side(name, records, tuple(problem for problem in problems if problem.path in paths), reader)
