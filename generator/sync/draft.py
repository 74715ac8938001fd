"""The catalog's files as plain data while a run changes them, with a note of every change and of all left alone.

Nothing touches the disk here. A run that fails leaves a draft behind and no file.
"""

from __future__ import annotations

import copy
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

from generator.reading.document import Data, parse

ChangeKind: TypeAlias = Literal["added", "confirmed", "disputed", "replaced"]
"""A new fact, evidence for one that is known, evidence against one, another value in its place."""

Block: TypeAlias = dict[str, Data]
"""A mapping of a file, as plain data."""

_EXAMPLES: Final = 5


@dataclass(frozen=True, slots=True)
class Change:
    """One change of meaning, for people."""

    path: str
    """The file."""
    where: str
    """What in the file: an id, a field."""
    kind: ChangeKind
    """What happened."""
    what: str
    """The field, with its values."""
    source: str
    """Who says so."""

    def __str__(self) -> str:
        return f"{self.path}: {self.where}: {self.kind} {self.what} ({self.source})"


class Draft:
    """The files under `root`, read when they are asked for."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._before: dict[str, Data] = {}
        self._now: dict[str, Data] = {}
        self.changes: list[Change] = []
        """Every change of meaning, in order."""
        self.left_alone: Counter[str] = Counter()
        """Statements that changed nothing, by the reason."""
        self.examples: dict[str, list[str]] = defaultdict(list)
        """The first few of each reason."""

    def file(self, path: str) -> Block | None:
        """The data of a file, to be changed in place; None when there is no such file.

        Raises `Refused` when the file is no YAML of the catalog.
        """
        if path not in self._now:
            target = self._root / path
            if not target.exists():
                return None
            self._before[path] = parse(path, target.read_bytes())
            self._now[path] = copy.deepcopy(self._before[path])
        found: Block = self._now[path]
        return found

    def add_file(self, path: str, data: Block) -> Block:
        """Add a file that is not there yet, and return its data."""
        self._now[path] = data
        return data

    def changed(self) -> dict[str, Data]:
        """The files that say something else than before, with their data."""
        return {path: data for path, data in sorted(self._now.items()) if data != self._before.get(path)}

    def note(self, path: str, where: str, kind: ChangeKind, what: str, source: str) -> None:
        """Note a change of meaning."""
        self.changes.append(Change(path, where, kind, what, source))

    def leave(self, reason: str, example: str) -> None:
        """Note a statement that changed nothing."""
        self.left_alone[reason] += 1
        if len(self.examples[reason]) < _EXAMPLES:
            self.examples[reason].append(example)
