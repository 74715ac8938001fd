"""A diff for programs: plain data that goes into JSON, with every change, however many."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from generator.diff.change import Change, Diff, Step, Value


def as_data(diff: Diff) -> dict[str, Any]:
    """Return the whole diff as JSON has it."""
    counts = diff.counts
    return {
        "before": diff.before,
        "after": diff.after,
        "files": diff.files,
        "changes": [change_data(change) for change in diff.changes],
        "counts": {name: getattr(counts, name) for name in counts.__dataclass_fields__},
        "unread": [{"at": name, "problem": str(problem)} for name, problem in diff.unread],
    }


def change_data(change: Change) -> dict[str, Any]:
    """Return one change; what is not known is left out."""
    found: dict[str, Any] = {
        "topic": change.topic.value,
        "kind": change.kind.value,
        "text": change.sentence,
        "model": change.model_id,
        "provider": change.provider_id,
        "model_ids": list(change.api_ids),
        "effective_on": change.day.isoformat() if change.day else None,
        "fields": [_step(step) for step in change.steps],
    }
    return {name: value for name, value in found.items() if value not in (None, [])}


def encode(diff: Diff) -> str:
    """Return the whole diff as JSON."""
    return json.dumps(as_data(diff), ensure_ascii=False, indent=1) + "\n"


def _step(step: Step) -> dict[str, Any]:
    values = {"before": plain(step.before), "after": plain(step.after)}
    return {"field": step.field, **{name: value for name, value in values.items() if value is not None}}


def plain(value: Value) -> Any:
    """Return a value as JSON has it; an amount has at most 15 digits, so a float's shortest form is exact."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value
