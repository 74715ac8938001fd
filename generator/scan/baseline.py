"""Findings that a team knows of already, so that CI speaks of new ones only.

A finding is remembered by file, id, provider and kind and not by line, so that moving code brings nothing back, while
an id that was deprecated and is now retired speaks again.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias

from generator.reading.cache import write_atomically
from generator.scan.finding import Finding

_Key: TypeAlias = tuple[str, str, str, str]


class BaselineError(Exception):
    """A baseline that cannot be used; the message says why and what to do."""


def known(path: Path) -> Counter[_Key]:
    """Return the findings in a baseline. Raises BaselineError when it cannot be read."""
    try:
        entries = json.loads(path.read_bytes())["findings"]
        return Counter({(e["file"], e["id"], e["provider"], e["kind"]): int(e["times"]) for e in entries})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BaselineError(f"{path} is no baseline ({error!r}). Write one with --write-baseline {path}.") from None


def without(findings: Iterable[Finding], baseline: Counter[_Key]) -> list[Finding]:
    """Return the findings that are not in the baseline; of one that stands there n times, those after the nth."""
    left = baseline.copy()
    new = []
    for finding in findings:
        key = _key(finding)
        if left[key] > 0:
            left[key] -= 1
        else:
            new.append(finding)
    return new


def write(path: Path, findings: Iterable[Finding]) -> None:
    """Write a baseline of all findings, one a line and sorted, so that its changes read well in a review."""
    counted = Counter(map(_key, findings))
    names = ("file", "id", "provider", "kind")
    lines = [
        json.dumps({**dict(zip(names, key, strict=True)), "times": times}, ensure_ascii=False)
        for key, times in sorted(counted.items())
    ]
    body = ",\n".join(f"    {line}" for line in lines)
    write_atomically(path, f'{{\n  "findings": [\n{body}\n  ]\n}}\n'.encode())


def _key(finding: Finding) -> _Key:
    return finding.use.path, finding.use.text, finding.provider or "", str(finding.kind)
