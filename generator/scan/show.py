"""A report for people in a terminal, and as annotations on the lines of a pull request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from rich.console import Console
from rich.text import Text

from generator.reading.problems import visible
from generator.scan.finding import Finding, Kind
from generator.scan.run import Report

_COLOURS: Final = {
    Kind.RETIRED: "bold red",
    Kind.DEPRECATED: "yellow",
    Kind.UNKNOWN: "magenta",
    Kind.SUPERSEDED: "blue",
    Kind.FLOATING: "cyan",
}
_LEVELS: Final = {
    Kind.RETIRED: "error",
    Kind.DEPRECATED: "warning",
    Kind.UNKNOWN: "warning",
    Kind.SUPERSEDED: "notice",
    Kind.FLOATING: "notice",
}


def show(findings: Sequence[Finding], console: Console) -> None:
    """Print each finding: where and what, then what to do and who says so."""
    for finding in findings:
        use = finding.use
        line = Text(visible(f"{use.path}:{use.line}:{use.column}: "), "cyan")
        line.append(f"{finding.kind}: ", _COLOURS[finding.kind])
        line.append(visible(finding.says), "default")
        console.print(line, soft_wrap=True)
        for more in (finding.advice, finding.source_url or finding.page):
            if more:
                console.print(Text(visible(f"    {more}"), "dim" if "://" in more else ""), soft_wrap=True)


def annotation(finding: Finding) -> str:
    """The finding as a workflow command of GitHub."""
    use = finding.use
    path = _escaped(visible(use.path)).replace(":", "%3A").replace(",", "%2C")
    place = f"file={path},line={use.line},col={use.column},endColumn={use.end_column}"
    return f"::{_LEVELS[finding.kind]} {place},title=Model id {finding.kind}::{_escaped(visible(finding.message))}"


def summary(report: Report, findings: Sequence[Finding], known: int) -> str:
    """The closing line: what was read, what was found, what is known already."""
    counted = Counter(finding.kind for finding in findings)
    found = ", ".join(f"{counted[kind]} {kind}" for kind in Kind if counted[kind]) or "nothing to do"
    already = f"; {known} in the baseline" if known else ""
    read = f"{_counted(len(report.uses), 'model id')} in {_counted(report.files, 'file')}"
    return f"{read} ({_counted(report.lines, 'line')}): {found}{already}."


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25")
