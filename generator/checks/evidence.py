"""Every fact has evidence, and all evidence speaks of facts that are written.

This is what the catalog promises: a number without a source has no place in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel

from generator.catalog import unsourced
from generator.catalog.fields import children, names, plan
from generator.checks.survey import Survey
from generator.checks.words import suggestion
from generator.reading import Place
from generator.schema.base import records_in


def every_fact_has_evidence(survey: Survey) -> Iterator[Place]:
    """Refuse a citable fact that no entry supports."""
    for path, loc, record in survey.records:
        for fact in unsourced(record):
            disputed = " Sources report other values only." if fact.reports else ""
            message = f"has no evidence.{disputed} Add it to an entry's `supports`."
            yield Place(path, (*loc, *fact.loc), message, on_key=True)


def every_past_has_evidence(survey: Survey) -> Iterator[Place]:
    """Refuse an earlier value that nobody vouches for."""
    for path, loc, past, _ in survey.pasts:
        if not past.evidence:
            yield Place(path, loc, "has no evidence. Say who stated the earlier value.")


def supports_name_written_facts(survey: Survey) -> Iterator[Place]:
    """Refuse a `supports` path that leads to nothing in its block."""
    for path, loc, record in survey.blocks:
        known, written = names(type(record)), record.model_fields_set
        for index, entry in enumerate(record.evidence):
            if entry.supports == () and not entry.reports:
                message = "names no fact. Name some, or leave `supports` out when it states them all."
                yield Place(path, (*loc, "evidence", index, "supports"), message)
            for position, wanted in enumerate(entry.supports or ()):
                if known.get(wanted) not in written and not _lead(record, wanted):
                    where = (*loc, "evidence", index, "supports", position)
                    yield Place(path, where, _dangling(record, wanted))


def reports_contradict_written_facts(survey: Survey) -> Iterator[Place]:
    """Refuse a `reports` path that leads to no single fact of its block, and a value that is the same as ours."""
    for path, loc, record in survey.blocks:
        for index, entry in enumerate(record.evidence):
            for wanted, reported in entry.reports.items():
                where = (*loc, "evidence", index, "reports", wanted)
                ours = _lead(record, wanted)
                if not ours:
                    yield Place(path, where, _dangling(record, wanted), on_key=True)
                elif any(_is_record(value) for value in ours):
                    yield Place(path, where, f"{wanted} holds several facts. Name one of them.", on_key=True)
                elif any(_same(value, reported) for value in ours):
                    message = "is what the record says too. Name the field in `supports` instead."
                    yield Place(path, where, message)


def pasts_name_known_fields(survey: Survey) -> Iterator[Place]:
    """Refuse an earlier value of a field that its block cannot have."""
    for path, loc, past, owner in survey.pasts:
        kind: type[BaseModel] | None = type(owner)
        for part in past.field.split("."):
            known = _keys(kind) if kind else {}
            if part not in known:
                message = f"{past.field} is no field of this block. {suggestion(part, known)}".rstrip()
                yield Place(path, (*loc, "field"), message)
                break
            kind = known[part]


def _lead(record: BaseModel, wanted: str) -> list[Any]:
    """Return the written values at a path of fields, in every item of the lists on the way."""
    here: list[Any] = [record]
    for part in wanted.split("."):
        here = [
            getattr(child, name)
            for parent in here
            for child, _ in children(parent, ())
            if (name := names(type(child)).get(part)) in child.model_fields_set
        ]
    return here


def _is_record(value: Any) -> bool:
    return any(isinstance(child, BaseModel) for child, _ in children(value, ()))


def _dangling(record: BaseModel, wanted: str) -> str:
    written = [key for key, name in names(type(record)).items() if name in record.model_fields_set]
    return f"{wanted} is not written in this block. {suggestion(wanted, written)}".rstrip()


def _same(ours: Any, reported: Any) -> bool:
    if isinstance(ours, tuple) and isinstance(reported, tuple):
        return sorted(map(str, ours)) == sorted(map(str, reported))
    return str(ours) == str(reported)


@cache
def _keys(kind: type[BaseModel]) -> dict[str, type[BaseModel] | None]:
    return {field.key: next(iter(records_in(kind.model_fields[field.name].annotation)), None) for field in plan(kind)}
