"""Plain data -> one YAML file in the catalog's style: same data, same bytes; comments stay, diffs are small.

Keys follow the schema, two spaces indent, lines end at 120 columns. What fits on a line and was written on one stays on
one; new blocks go on a line when they fit and hold no list of blocks. Text that does not fit is folded.
"""

from __future__ import annotations

import json
import re
import typing
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any, Final

from pydantic import BaseModel

from generator.reading.document import Data, parse, reads_as_text
from generator.reading.layout import FileKind
from generator.reading.styled import Styled, read_styled
from generator.schema import (
    BenchmarkFile,
    Cited,
    Comparison,
    Developer,
    Identities,
    Model,
    Provider,
    RouteFile,
    SourceFile,
)
from generator.schema.base import records_in

WIDTH: Final = 120

RECORDS: Final[dict[FileKind, type[BaseModel]]] = {
    "developer": Developer,
    "provider": Provider,
    "sources": SourceFile,
    "benchmarks": BenchmarkFile,
    "comparison": Comparison,
    "model": Model,
    "routes": RouteFile,
    "identities": Identities,
}
"""What each kind of file holds."""

_FIRST: Final = ("above_input_tokens",)
_LAST: Final = ("evidence", "reviewed_on")
_NAMES: Final = (
    "id",
    "model_id",
    "serves",
    "regions",
    "variant",
    "source",
    "read_on",
    "from",
    "benchmark",
    "reported_by",
)
_NOT_FIRST: Final = "-?:,[]{}#&*!|>'\"%@` "
_UNSAFE: Final = re.compile(r":\s|:$|\s#|\s$|[\x00-\x1f\x7f\ufeff]")
# YAML 1.2 lets a question mark stand inside brackets; PyYAML's own scanner does not.
_FLOW_MARKS: Final = re.compile(r"[,\[\]{}?]")
_NONE: Final = Styled(None)


def write(path: str, kind: FileKind, data: Data, before: bytes | None = None) -> bytes:
    """Return the file that holds `data`, in the style of the file before it where there is one.

    Raises `Refused` when `before` is no YAML of the catalog, and ValueError when `data` cannot be written as YAML that
    reads as the same data.
    """
    old = read_styled(path, before) if before is not None else _NONE
    ordered = _ordered(data, RECORDS[kind])
    lines = [*_block(ordered, old, ""), *old.below]
    content = ("\n".join(lines) + "\n").encode()
    if parse(path, content) != data:
        raise ValueError(f"{path} cannot be written so that it reads as the same data.")
    return content


def header(kind: FileKind, depth: int) -> str:
    """Return the first line of a new file, which tells editors its schema; `depth` counts folders below the catalog."""
    name = "routes" if kind == "routes" else kind
    return f"# yaml-language-server: $schema={'../' * (depth + 1)}schemas/{name}.schema.json\n"


# The order of keys


def _ordered(data: Data, annotation: Any) -> Data:
    records = records_in(annotation)
    if isinstance(data, list):
        return [_ordered(item, annotation) for item in data]
    if not isinstance(data, dict) or not records:
        return data
    if _is_map(annotation):
        inner = typing.get_args(_bare(annotation))[1]
        return {key: _ordered(value, inner) for key, value in data.items()}
    fields = {key: inner for kind in records for key, inner in _fields(kind).items()}
    known = [key for key in fields if key in data]
    rest = [key for key in data if key not in fields]
    return {key: _ordered(data[key], fields.get(key)) for key in [*known, *rest]}


@cache
def _fields(kind: type[BaseModel]) -> dict[str, Any]:
    """The fields of a record class by their names in a file, in the order of a file."""
    found = {field.alias or name: field.annotation for name, field in kind.model_fields.items()}
    first = [name for name in _FIRST if name in found]
    last = [name for name in _LAST if name in found] if issubclass(kind, Cited) else []
    middle = [name for name in found if name not in (*first, *last)]
    return {name: found[name] for name in (*first, *middle, *last)}


def _is_map(annotation: Any) -> bool:
    return typing.get_origin(_bare(annotation)) is dict


def _bare(annotation: Any) -> Any:
    while typing.get_origin(annotation) is typing.Annotated:
        annotation = typing.get_args(annotation)[0]
    return annotation


# Lines


def _block(data: Data, old: Styled, indent: str) -> Iterator[str]:
    """Yield the lines of a collection that is written over many lines."""
    if isinstance(data, dict):
        for key, value in data.items():
            child = old.children.get(key, _NONE)
            name = _scalar(key, old.keys.get(key, _NONE), in_flow=False)
            yield from (f"{indent}{comment}" for comment in child.above)
            yield from _entry(f"{indent}{name}:", value, child, indent + "  ")
    else:
        for item, child in _paired(data, old):
            yield from (f"{indent}{comment}" for comment in child.above)
            yield from _item(item, child, indent)


def _item(item: Data, old: Styled, indent: str) -> Iterator[str]:
    line = _one_line(item, old, len(indent) + 2)
    if line is not None:
        yield f"{indent}- {line}{_beside(old)}"
    elif isinstance(item, dict | list):
        first, *others = _block(item, old, indent + "  ")
        if first.lstrip().startswith("#"):
            # A comment above an item's first key goes above the item, where it reads the same.
            keep = next(index for index, text in enumerate([first, *others]) if not text.lstrip().startswith("#"))
            lines = [first, *others]
            yield from (f"{indent}{text.lstrip()}" for text in lines[:keep])
            first, others = lines[keep], lines[keep + 1 :]
        yield f"{indent}- {first[len(indent) + 2 :]}"
        yield from others
    else:
        yield from _long_text(f"{indent}-", item, old, indent + "  ")


def _entry(start: str, value: Data, old: Styled, indent: str) -> Iterator[str]:
    line = _one_line(value, old, len(start) + 1)
    if line is not None:
        yield f"{start} {line}{_beside(old)}"
    elif isinstance(value, dict | list):
        yield f"{start}{_beside(old)}"
        is_wrapped = isinstance(value, list) and _may_wrap(value, old)
        yield from _wrapped(value, old, indent) if is_wrapped else _block(value, old, indent)
    else:
        yield from _long_text(start, value, old, indent)


def _may_wrap(value: list[Data], old: Styled) -> bool:
    """Whether a list of words was written in brackets, so that it stays there although it needs several lines."""
    is_words = not any(isinstance(item, dict | list) for item in value)
    return is_words and old.is_flow and not any(child.has_comments for child in old.children.values())


def _wrapped(value: Data, old: Styled, indent: str) -> Iterator[str]:
    line = f"{indent}["
    for index, (item, child) in enumerate(_paired(value, old)):
        word = _scalar(item, child, in_flow=True) + ("]" if index == len(value) - 1 else ",")
        is_first = line.endswith("[")
        if not is_first and len(line) + 1 + len(word) > WIDTH:
            yield line
            line = f"{indent} {word}"
        else:
            line += word if is_first else f" {word}"
    yield line


def _beside(old: Styled) -> str:
    return f"  {old.beside}" if old.beside else ""


def _one_line(value: Data, old: Styled, column: int) -> str | None:
    """The value on one line, or None when it has to go on several."""
    if isinstance(value, dict | list):
        if not value:
            return "{}" if isinstance(value, dict) else "[]"
        if any(child.has_comments for child in old.children.values()) or not _may_flow(value, old):
            return None
        line = _flow(value, old)
        return line if column + len(line) <= WIDTH else None
    if old.style in (">", "|") and old.data == value:
        return None
    line = _scalar(value, old, in_flow=False)
    return None if column + len(line) > WIDTH and _can_fold(value) else line


def _may_flow(value: Data, old: Styled) -> bool:
    if old is not _NONE and isinstance(old.data, dict | list):
        return old.is_flow
    values = list(value.values()) if isinstance(value, dict) else value
    if isinstance(value, list) and any(isinstance(item, dict) for item in values):
        return False
    if all(isinstance(inner, dict) for inner in values):
        return False
    return not any(isinstance(inner, list) and any(isinstance(item, dict) for item in inner) for inner in values)


def _flow(value: Data, old: Styled) -> str:
    if isinstance(value, dict):
        parts = (
            f"{_scalar(key, old.keys.get(key, _NONE), in_flow=True)}: {_flow(inner, old.children.get(key, _NONE))}"
            for key, inner in value.items()
        )
        return "{" + ", ".join(parts) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item, child) for item, child in _paired(value, old)) + "]"
    return _scalar(value, old, in_flow=True)


def _paired(items: list[Data], old: Styled) -> Iterator[tuple[Data, Styled]]:
    """Yield each item with what it was before: its equal, else the one of the same name."""
    left = [old.children[index] for index in sorted(key for key in old.children if isinstance(key, int))]
    pairs: dict[int, Styled] = {}
    for same in (
        lambda one, other: one == other,
        lambda one, other: _name(one) is not None and _name(one) == _name(other),
    ):
        for index, item in enumerate(items):
            if index not in pairs:
                found = next((place for place, child in enumerate(left) if same(item, child.data)), None)
                if found is not None:
                    pairs[index] = left.pop(found)
    for index, item in enumerate(items):
        yield item, pairs.get(index, _NONE)


def _name(item: Data) -> tuple[str, ...] | None:
    if not isinstance(item, dict):
        return None
    return tuple(f"{key}={item[key]}" for key in _NAMES if key in item) or None


# Scalars


def _scalar(value: Data, old: Styled, *, in_flow: bool) -> str:
    is_same = old.data == value and type(old.data) is type(value) and not isinstance(value, dict | list)
    if is_same and old.raw and "\n" not in old.raw and old.style not in (">", "|"):
        is_quoted = old.style in ("'", '"')
        if is_quoted or not isinstance(value, str) or _is_plain(value, in_flow=in_flow):
            return old.raw
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, int):
        return str(value)
    text = str(value)
    return text if _is_plain(text, in_flow=in_flow) else json.dumps(text, ensure_ascii=False)


def _is_plain(text: str, *, in_flow: bool) -> bool:
    if not text or text[0] in _NOT_FIRST or _UNSAFE.search(text) or not reads_as_text(text):
        return False
    return not (in_flow and _FLOW_MARKS.search(text))


def _can_fold(value: Data) -> bool:
    return isinstance(value, str) and " " in value and value == value.strip() and value.isprintable()


def _long_text(start: str, value: Data, old: Styled, indent: str) -> Iterator[str]:
    if old.style in (">", "|") and old.data == value and (kept := _kept_lines(old, indent)) is not None:
        first, *lines = kept
        yield f"{start} {first}{_beside(old)}"
        yield from lines
        return
    text = str(value)
    if not _can_fold(text):
        yield f"{start} {_scalar(value, _NONE, in_flow=False)}{_beside(old)}"
        return
    yield f"{start} >-{_beside(old)}"
    line = indent
    for word in re.findall(r"\S+\s*?(?= \S|$)", text):
        if line.strip() and len(line) + 1 + len(word) > WIDTH:
            yield line
            line = indent
        line += f" {word}" if line.strip() else word
    yield line


def _kept_lines(old: Styled, indent: str) -> list[str] | None:
    """Folded text with the line breaks that its author chose, or None when they no longer fit."""
    mark, *lines = old.raw.rstrip("\n").split("\n")
    if not lines or not re.fullmatch(r"[>|]-", mark):
        return None
    width = len(lines[0]) - len(lines[0].lstrip())
    if any(line and line[:width].strip() for line in lines):
        return None
    moved = [f"{indent}{line[width:]}".rstrip() for line in lines]
    return [mark, *moved] if all(len(line) <= WIDTH for line in moved) else None
