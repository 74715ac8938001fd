"""A report for programs: our own JSON, and SARIF 2.1.0, which code scanning and editors read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from generator.scan.finding import MEANING, Finding, Kind
from generator.scan.run import Report

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final = {
    Kind.RETIRED: "error",
    Kind.DEPRECATED: "warning",
    Kind.UNKNOWN: "warning",
    Kind.SUPERSEDED: "note",
    Kind.FLOATING: "note",
}


def as_json(report: Report, findings: Sequence[Finding], today: date) -> dict[str, Any]:
    """Everything that is known of each finding. What is not known is left out; prices are per million tokens."""
    return {
        "as_of": today.isoformat(),
        "files": report.files,
        "lines": report.lines,
        "ids": len(report.uses),
        "findings": [_plain(finding) for finding in findings],
    }


def as_sarif(findings: Sequence[Finding], version: str, site: str) -> dict[str, Any]:
    """One run with a rule for each kind. Columns count Unicode characters."""
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "model-catalog",
                        "version": version,
                        "informationUri": site,
                        "rules": [_rule(kind, site) for kind in Kind],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": _results(findings),
            }
        ],
    }


def _plain(finding: Finding) -> dict[str, Any]:
    use = finding.use
    facts = asdict(finding)
    del facts["use"]
    facts["prices"] = [{**price._asdict()} for price in finding.prices]
    place = {"file": use.path, "line": use.line, "column": use.column, "end_column": use.end_column, "id": use.text}
    known = {name: _value(value) for name, value in facts.items() if value is not None and value != []}
    return {**place, **known, "message": finding.message}


def _value(value: Any) -> Any:
    if isinstance(value, list):
        return [{name: _value(item) for name, item in entry.items()} for entry in value]
    if isinstance(value, Decimal):
        # At most 15 digits, which a float's shortest form gives back exactly.
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value


def _rule(kind: Kind, site: str) -> dict[str, Any]:
    return {
        "id": kind.value,
        "name": f"ModelId{kind.value.capitalize()}",
        "shortDescription": {"text": f"{MEANING[kind]}."},
        "helpUri": f"{site}scan/#what-it-finds",
        "defaultConfiguration": {"level": _LEVELS[kind]},
    }


def _results(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    results = []
    times: dict[str, int] = {}
    for finding in findings:
        # Which finding this is stays the same when lines move, so that a dismissed one stays dismissed.
        same = "\n".join([finding.use.path, finding.use.text, finding.provider or "", finding.kind])
        times[same] = times.get(same, 0) + 1
        results.append(
            {
                "ruleId": finding.kind.value,
                "ruleIndex": finding.kind.rank,
                "level": _LEVELS[finding.kind],
                "message": {"text": finding.message},
                "locations": [_location(finding)],
                "partialFingerprints": {
                    "modelId/v1": sha256(f"{same}\n{times[same]}".encode()).hexdigest()[:32],
                },
            }
        )
    return results


def _location(finding: Finding) -> dict[str, Any]:
    use, path = finding.use, Path(finding.use.path)
    uri = path.as_uri() if path.is_absolute() else quote(use.path)
    region = {"startLine": use.line, "startColumn": use.column, "endColumn": use.end_column}
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}
