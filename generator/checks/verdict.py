"""The verdict on a catalog, remembered while nothing changes.

Most checks run on a catalog that was clean a moment ago. So a clean verdict is kept under a digest of all that it
depends on: the content of every file, the generator's own code, and the day. Problems are never kept: they are looked
for anew.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from generator.catalog import Catalog
from generator.checks import check
from generator.reading import Problem, Reader, without_collector
from generator.reading.cache import digest, write_atomically
from generator.reading.problems import summary

_CODE: Final = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found."""

    problems: tuple[Problem, ...]
    """Everything that is wrong, by file and line."""
    files: int
    """How many files were looked at."""

    @property
    def summary(self) -> str:
        """The closing line."""
        return summary(self.problems, self.files)


def judge(root: Path, today: date, cache_folder: Path | None = None) -> Verdict:
    """Return the verdict on the catalog under `root` on a day.

    `cache_folder` keeps parsed data and the last clean verdict between runs. Raises OSError when `root` cannot be read.
    """
    reader = Reader(root, cache_folder)
    remembered = cache_folder / "verdict.txt" if cache_folder else None
    if remembered and remembered.exists():
        digests, problems = reader.digests()
        if not problems and _is_known_clean(remembered, _key(digests, today)):
            return Verdict((), len(digests))
    with without_collector():
        records, problems = reader.read()
        places = check(Catalog.of(records), today, jobs=os.cpu_count() or 1)
    found = tuple(sorted({*problems, *reader.locate(places)}))
    if remembered and not found:
        write_atomically(remembered, _key(records.digests, today))
    return Verdict(found, len(records.digests))


def _key(digests: Mapping[str, str], today: date) -> bytes:
    """What a verdict depends on, in one word."""
    code = [digest(path.read_bytes()) for path in sorted(_CODE.rglob("*.py"))]
    return digest(json.dumps([sorted(digests.items()), code, today.isoformat()]).encode()).encode()


def _is_known_clean(remembered: Path, key: bytes) -> bool:
    try:
        return remembered.read_bytes() == key
    except OSError:
        return False
