"""`fmt`: every file of the catalog in the one style, or the list of those that are not."""

from __future__ import annotations

from pathlib import Path

from generator.reading import Problem
from generator.reading.cache import write_atomically
from generator.reading.document import Refused, parse
from generator.reading.layout import walk
from generator.reading.writing import write


def form(root: Path, *, check: bool) -> tuple[list[str], list[Problem]]:
    """Bring the files under `root` into style; with `check` change none.

    Return the files that were not in style, and the problems of those that are no YAML of the catalog.
    """
    files, problems = walk(root)
    changed = []
    for file in files:
        if file.kind == "article":
            continue
        content = (root / file.path).read_bytes()
        try:
            formed = write(file.path, file.kind, parse(file.path, content), content)
        except Refused as refused:
            problems.extend(refused.problems)
            continue
        if formed != content:
            changed.append(file.path)
            if not check:
                write_atomically(root / file.path, formed)
    return changed, sorted(problems)
