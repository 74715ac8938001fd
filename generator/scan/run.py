"""A whole scan: files in, findings out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.reading import without_collector
from generator.scan.files import files, text_of
from generator.scan.finding import Finding, Use
from generator.scan.judge import Judge
from generator.scan.knowledge import Knowledge
from generator.scan.uses import Reader


@dataclass(frozen=True, slots=True)
class Report:
    """What a scan found."""

    findings: tuple[Finding, ...]
    """By file and place."""
    uses: tuple[Use, ...]
    """Every id in use, those included with which nothing is the matter."""
    files: int
    lines: int


def scan(paths: Sequence[Path], knowledge: Knowledge, today: date, but: frozenset[Path] = frozenset()) -> Report:
    """Scan files and folders, all but some files. Raises FileNotFoundError when a path does not exist."""
    apart = {path.resolve() for path in but}
    names = {path.name for path in apart}
    reader, judge = Reader(knowledge), Judge(knowledge, today)
    findings: list[Finding] = []
    uses: list[Use] = []
    read = lines = 0
    with without_collector():
        for path in files(paths):
            content = None if path.name in names and path.resolve() in apart else text_of(path)
            if content is None:
                continue
            read += 1
            lines += content.count(b"\n") + (not content.endswith(b"\n") and bool(content))
            for found in reader.read(path, content):
                uses.append(found.use)
                if finding := judge.judge(found):
                    findings.append(finding)
    return Report(tuple(sorted(findings, key=lambda finding: finding.use)), tuple(sorted(uses)), read, lines)
