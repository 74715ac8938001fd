"""Every place of the catalog at which a contributor can write text, found in the schema.

A new field is covered once it stands in the example of CONTRIBUTING.md, which a test sees to.
"""

from __future__ import annotations

import dataclasses
import itertools
import json
import types
import typing
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, Final, NamedTuple

from pydantic import AfterValidator, BaseModel
from pydantic.fields import FieldInfo

from generator.reading import Records
from generator.schema.text import plain_text


class Spot(NamedTuple):
    """Where a text stands in a file of the catalog, and what it is."""

    loc: tuple[str | int, ...]
    sort: str
    """The rule that it is held to: `plain_text`, `https_url`, `api_id`, ..., or `word`, `day`, `pattern`."""


def spots(kind: type[BaseModel], data: Any) -> Iterator[Spot]:
    """Yield every text in the data of a file, keys left out, in the order in which it is written."""
    yield from _spots(kind, (), data, ())


def _spots(annotation: Any, rules: tuple[str, ...], value: Any, loc: tuple[str | int, ...]) -> Iterator[Spot]:
    if isinstance(value, str):
        yield Spot(loc, _rule(annotation, rules))
    elif isinstance(value, list):
        (items,) = {each for each in _arms(annotation) if typing.get_origin(each) is tuple}
        for place, item in enumerate(value):
            yield from _spots(typing.get_args(items)[0], (), item, (*loc, place))
    elif isinstance(value, dict):
        yield from _of_mapping(annotation, value, loc)


def _of_mapping(annotation: Any, value: dict[str, Any], loc: tuple[str | int, ...]) -> Iterator[Spot]:
    for arm in _arms(annotation):
        if typing.get_origin(arm) is dict:
            for key, item in value.items():
                yield from _spots(typing.get_args(arm)[1], (), item, (*loc, key))
        elif isinstance(arm, type) and issubclass(arm, BaseModel):
            fields = {field.alias or name: field for name, field in arm.model_fields.items()}
            for key, item in value.items():
                field = fields[key]
                yield from _spots(field.annotation, _rules(field.metadata), item, (*loc, key))


def _arms(annotation: Any) -> Iterator[Any]:
    """Yield the types that an annotation admits, without what is annotated to them."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        yield from _arms(typing.get_args(annotation)[0])
    elif origin in (typing.Union, types.UnionType):
        for arm in typing.get_args(annotation):
            yield from _arms(arm)
    else:
        yield annotation


def _rule(annotation: Any, rules: tuple[str, ...]) -> str:
    """Return the rule that a text at this place is held to."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        inner, *metadata = typing.get_args(annotation)
        return _rule(inner, (*rules, *_rules(metadata)))
    if origin in (typing.Union, types.UnionType):
        found = [_rule(arm, rules) for arm in typing.get_args(annotation)]
        return next((rule for rule in found if rule), "")
    if origin is typing.Literal:
        return "word"
    if annotation is date:
        return "day"
    return next(iter(rules), "anything") if annotation is str else ""


def _rules(metadata: Iterable[Any]) -> tuple[str, ...]:
    """Return the rules among what is annotated to a type; what `Field` says stands in an object of its own."""
    found: list[str] = []
    for each in metadata:
        if isinstance(each, FieldInfo):
            found += _rules(each.metadata)
        elif isinstance(each, AfterValidator):
            found.append(getattr(each.func, "__name__", ""))
        elif getattr(each, "pattern", None):
            found.append("pattern")
    return tuple(found)


class Spelled(NamedTuple):
    """A file of the catalog in which one value stands at every place that holds text."""

    path: str
    content: str
    places: dict[tuple[int, int], Spot]
    """Line and column of every such place."""


def spelled(path: str, kind: type[BaseModel], data: Any, value: str) -> Spelled:
    """Return a file with `value` at every place that holds text.

    It is written as JSON, which is YAML too: one value a line, and characters that nobody sees as escapes, which is how
    somebody would bring them past a look at the file.
    """
    content = json.dumps(_everywhere(data, _PLACE), indent=1, default=float)
    lines = enumerate(content.splitlines(), start=1)
    token = json.dumps(_PLACE)
    marks = [(number, line.rindex(token) + 1) for number, line in lines if line.rstrip(",").endswith(token)]
    return Spelled(path, content.replace(token, quoted(value)), dict(zip(marks, spots(kind, data), strict=True)))


_PLACE: Final = "here"


def quoted(value: str) -> str:
    """Return a value between the double quotes of YAML, with everything but ASCII as escapes."""
    return '"' + "".join(_escape(character) for character in value) + '"'


def _escape(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if " " <= character <= "~":
        return character
    number = ord(character)
    return f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}" if number < 65536 else f"\\U{number:08x}"


def _everywhere(data: Any, value: str) -> Any:
    if isinstance(data, dict):
        return {key: _everywhere(item, value) for key, item in data.items()}
    if isinstance(data, list):
        return [_everywhere(item, value) for item in data]
    return value if isinstance(data, str) else data


def dressed(records: Records, text: Callable[[int], str]) -> Records:
    """Return records in which every plain text is another: `text` of its number, counted in the order of the files."""
    counter = itertools.count(1)
    made = {}
    for group in dataclasses.fields(records):
        found = getattr(records, group.name)
        if isinstance(found, dict):
            found = {key: _dressed(item, counter, text) for key, item in found.items()}
        made[group.name] = found
    return Records(**made)


def _dressed(value: Any, counter: Iterator[int], text: Callable[[int], str]) -> Any:
    if not isinstance(value, BaseModel):
        return value
    return value.model_copy(
        update={
            name: _texts(field.annotation, _rules(field.metadata), getattr(value, name), counter, text)
            for name, field in type(value).model_fields.items()
            if name in value.model_fields_set
        }
    )


def _texts(
    annotation: Any, rules: tuple[str, ...], value: Any, counter: Iterator[int], text: Callable[[int], str]
) -> Any:
    match value:
        case str():
            return text(next(counter)) if _rule(annotation, rules) == plain_text.__name__ else value
        case tuple():
            (items,) = {each for each in _arms(annotation) if typing.get_origin(each) is tuple}
            return tuple(_texts(typing.get_args(items)[0], (), item, counter, text) for item in value)
        case dict():
            (items,) = {each for each in _arms(annotation) if typing.get_origin(each) is dict}
            return {key: _texts(typing.get_args(items)[1], (), item, counter, text) for key, item in value.items()}
        case _:
            return _dressed(value, counter, text)
