"""Plain data -> a record, with pydantic's complaints reworded for people."""

from __future__ import annotations

import difflib
from contextlib import suppress
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.reading.document import Data
from generator.reading.problems import Loc, Place
from generator.schema.base import records_in

R = TypeVar("R", bound=BaseModel)


def validate(kind: type[R], path: str, data: Data) -> R | list[Place]:
    """Return the record that `data` makes, or every place at which it does not fit its schema."""
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        places: dict[tuple[Loc, str], Place] = {}
        for detail in error.errors(include_url=False):
            where = _place(kind, path, data, detail)
            places.setdefault((where.loc, where.message), where)
        return list(places.values())


def _place(kind: type[BaseModel], path: str, data: Data, detail: ErrorDetails) -> Place:
    loc = _loc_in_data(data, detail["loc"])
    match detail["type"]:
        case "extra_forbidden":
            return Place(path, loc, _unknown(kind, loc), on_key=True)
        case "missing":
            # pydantic names the missing field as the last part; the place is the block that lacks it.
            return Place(path, loc, f"{detail['loc'][-1]} is missing. Add it.", on_key=True)
        case _:
            on_key = bool(detail["loc"]) and detail["loc"][-1] == "[key]"
            return Place(path, loc, _message(detail), on_key=on_key)


def _loc_in_data(data: Data, loc: tuple[int | str, ...]) -> Loc:
    """Keep the parts of pydantic's `loc` that are steps in the data; unions and validators add others."""
    steps: list[str | int] = []
    here = data
    for part in loc:
        if isinstance(here, dict | list):
            with suppress(KeyError, IndexError, TypeError):
                here = here[part]  # type: ignore[index]
                steps.append(part)
    return tuple(steps)


def _unknown(kind: type[BaseModel], loc: Loc) -> str:
    known = _fields_at(kind, loc[:-1])
    close = difflib.get_close_matches(str(loc[-1]), known, n=1, cutoff=0.6)
    if close:
        return f"unknown; did you mean {close[0]}?"
    return f"unknown. Known here: {', '.join(known)}." if known else "unknown. Delete it."


def _fields_at(kind: type[BaseModel], loc: Loc) -> list[str]:
    here: Any = kind
    for part in loc:
        here = _step(here, part)
    models = records_in(here)
    return sorted({field.alias or name for model in models for name, field in model.model_fields.items()})


def _step(annotation: Any, part: str | int) -> Any:
    if isinstance(part, int):
        return annotation
    for model in records_in(annotation):
        for name, field in model.model_fields.items():
            if part in (field.alias, name):
                return field.annotation
    return annotation


def _message(detail: ErrorDetails) -> str:
    value = detail["input"]
    context = detail.get("ctx", {})
    match detail["type"]:
        case "value_error":
            return str(context["error"])
        case "literal_error":
            return _not_one_of(value, str(context["expected"]))
        case "int_type" | "int_from_float" | "int_parsing":
            return f"{_show(value)} is not a whole number. Write digits only and no quotes, as in 128000."
        case "bool_type":
            return f"{_show(value)} is not true or false. Write true or false, without quotes."
        case "string_type":
            if isinstance(value, dict | list):
                return "is not text. Write one line of text."
            return f"{_show(value)} reads as a number or a boolean here. Put it in quotes if it is text."
        case "tuple_type" | "list_type":
            return f"{_show(value)} is not a list. Write [a, b], or one `- item` a line."
        case "dict_type" | "model_type" | "model_attributes_type":
            return f"{_show(value)} is not a mapping. Write keys with values."
        case "greater_than":
            return f"{_show(value)} is not above {context['gt']}. Leave the field out when the value is not known."
        case "greater_than_equal":
            return f"{_show(value)} is below {context['ge']}, the least possible."
        case "less_than_equal":
            return f"{_show(value)} is above {context['le']}, the most possible. Check the unit."
        case "string_too_long":
            return f"is {len(value)} characters long; {context['max_length']} is the limit. Shorten it."
        case "string_pattern_mismatch":
            return f"{_show(value)} does not have the form {context['pattern']}."
        case "too_short":
            return f"needs at least {context['min_length']} entries."
        case _:
            return f"{detail['msg']}."


def _not_one_of(value: Any, expected: str) -> str:
    choices = [choice.strip("'") for choice in expected.replace(" or ", ", ").split(", ")]
    close = difflib.get_close_matches(str(value), choices, n=1, cutoff=0.6)
    hint = f"did you mean {close[0]}?" if close else f"Use one of: {', '.join(choices)}."
    return f"{_show(value)} is not known here; {hint}" if close else f"{_show(value)} is not known here. {hint}"


def _show(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "..."
