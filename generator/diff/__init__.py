"""What changed in the catalog between two states of it, told by meaning and not by lines."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from generator.diff.change import Change, Counts, Diff, Kind, Step, Topic
from generator.diff.comparison import compare
from generator.diff.git import GitError, Repository
from generator.diff.guard import findings
from generator.diff.past import Entry, History, Named, Revision, history
from generator.diff.sides import read_sides
from generator.reading import Problem

__all__ = [
    "Change",
    "Counts",
    "Diff",
    "Entry",
    "GitError",
    "History",
    "Kind",
    "Named",
    "Revision",
    "Step",
    "Topic",
    "diff",
    "guarded",
    "history",
]


def diff(catalog: Path, before: str | None, after: str | None = None) -> Diff:
    """Return what changed in the folder `catalog` between two revisions; `after` None is what lies on disk.

    `before` None is an empty catalog. Raises GitError when git does not know a revision.
    """
    return compare(read_sides(catalog, before, after))


def guarded(catalog: Path, base: str, today: date) -> list[Problem]:
    """Return what the files in the folder `catalog` do to the catalog at the commit where they left `base` that no
    pull request may do. Raises GitError when git does not know `base`.
    """
    return findings(read_sides(catalog, Repository(catalog).merge_base(base)), today)
