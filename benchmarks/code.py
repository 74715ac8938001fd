"""A code base to scan: what is installed here, copied until it has as many lines as asked for.

Real code has as many different words as code has, which is what a scan's time depends on; code that repeats itself
would flatter it.
"""

from __future__ import annotations

import sysconfig
from pathlib import Path
from typing import Final

READ: Final = """
import os, sys
lines = 0
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        with open(os.path.join(folder, name), "rb") as file:
            lines += file.read().count(b"\\n")
print(lines)
"""
"""The least that any scan must do: walk, read, and look at every byte once."""


def write_code(folder: Path, lines: int) -> int:
    """Write at least `lines` lines of Python into `folder`, or all there are; return how many."""
    written = 0
    roots = [Path(sysconfig.get_path(name)) for name in ("stdlib", "purelib")]
    for root in roots:
        for place, source in enumerate(sorted(root.rglob("*.py"))):
            if written >= lines:
                return written
            content = source.read_bytes()
            target = folder / root.name / str(place // 100) / f"{place}_{source.name}"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            written += content.count(b"\n")
    return written
