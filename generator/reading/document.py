"""One YAML file -> plain data, or problems with their places.

YAML surprises people: `no` is a boolean, `4.10` a float that forgets its zero, `12:30` a number, a repeated key wins
silently, an anchor can blow a file up. Here a plain scalar is a boolean only as `true` or `false`, a whole number or an
exact decimal only when it is written as one, and text otherwise; everything that hides what a reader sees is refused.
libyaml composes nodes as fast as it loads values, so positions cost nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final, TypeAlias

import yaml
from yaml.cyaml import CBaseLoader

from generator.reading.problems import Loc, Place, Problem, dotted

Node: TypeAlias = Any  # yaml.Node: its classes share no attributes that a type checker could follow.
"""A value with the place where it stands."""

Data: TypeAlias = Any
"""What a file holds: dict, list, str, int, Decimal, bool, nested."""

MAX_BYTES: Final = 256 * 1024
MAX_DEPTH: Final = 24

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
# At most 15 digits, so that no reader of JSON loses one.
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,6})\.[0-9]{1,8}")
_DEEP_INDENT = re.compile(rb"\n[ \-?:]{100}")
_NUMBER_STARTS = frozenset("-0123456789")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_WORDS = _NULLS | {"true", "false"}
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])
_FORBIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})


class Refused(Exception):
    """Raised when a file cannot be read as data at all; `problems` say why and where."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(*map(str, problems))
        self.problems = problems


class _Loader(CBaseLoader):
    """Composes nodes without their tags: nobody asks for them here, and working them out doubles the time."""

    def resolve(self, kind: object, value: object, implicit: object) -> None:
        return None

    def descend_resolver(self, current_node: object, current_index: object) -> None:
        return None

    def ascend_resolver(self) -> None:
        return None


class _Surprise(Exception):
    """Something in a file that a reader could misread."""


def parse(path: str, content: bytes) -> Data:
    """Return the plain data of a YAML file, or raise `Refused` with every problem of its form.

    `path` is used in the problems only. Strings, whole numbers, exact decimals, booleans, lists and dicts come out;
    nothing else.
    """
    node = compose(path, content)
    try:
        return _plain(node)
    except _Surprise:
        raise Refused(list(_surprises(path, node, ()))) from None


def compose(path: str, content: bytes) -> Node:
    """Return the root node of a YAML file, or raise `Refused`."""
    problems = form_problems(path, content)
    if problems:
        raise Refused(problems)
    try:
        if _needs_events(content):
            problems = _event_problems(path, content)
            if problems:
                raise Refused(problems)
        node = _Loader(content).get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        what = error.problem or "cannot be read"
        message = f"is not YAML: {what}. Check indentation, quotes and brackets here."
        raise Refused([Problem(path, line, column, "", message)]) from None
    except yaml.YAMLError as error:
        message = f"is not YAML: {error}. Check the characters of the file."
        raise Refused([Problem(path, 1, 1, "", message)]) from None
    if node is None:
        raise Refused([Problem(path, 1, 1, "", "is empty. Write the record, or delete the file.")])
    if not isinstance(node, yaml.MappingNode):
        raise Refused([Problem(path, 1, 1, "", "is not a mapping. Start with a key, as in `name: GPT-4.1`.")])
    return node


def place(root: Node, where: Place) -> Problem:
    """Return the problem for `where` with the line and column of the value, or of its nearest parent that exists."""
    node, found = root, root
    for part in where.loc:
        child, key = _child(node, part)
        if child is None:
            break
        found = key if where.on_key and key is not None else child
        node = child
    mark = found.start_mark
    return Problem(where.path, mark.line + 1, mark.column + 1, dotted(where.loc), where.message)


def plain_data(node: Node) -> Data:
    """Return the plain data of a node of `compose`, or raise `Refused` with every problem of its form."""
    try:
        return _plain(node)
    except _Surprise:
        raise Refused(list(_surprises("", node, ()))) from None


def reads_as_text(text: str) -> bool:
    """Whether a plain scalar reads as text, and not as a number, a boolean or nothing."""
    return text not in _WORDS and not _INTEGER.fullmatch(text) and not _DECIMAL.fullmatch(text)


def _child(node: Node, part: str | int) -> tuple[Node | None, Node | None]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(part):
                return value, key
    elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part], None
    return None, None


def _plain(node: Node) -> Data:
    """Turn a node into plain data, or raise `_Surprise`; its place is looked up only then, as few files need one."""
    kind = node.__class__
    if kind is yaml.MappingNode:
        data: dict[str, Data] = {}
        for key, value in node.value:
            if key.__class__ is not yaml.ScalarNode:
                raise _Surprise
            data[key.value] = _plain(value)
        if len(data) != len(node.value):
            raise _Surprise
        return data
    if kind is yaml.SequenceNode:
        return [_plain(item) for item in node.value]
    text: str = node.value
    if node.style:
        return text
    first = text[:1]
    if first in _NUMBER_STARTS:
        if _INTEGER.fullmatch(text):
            return int(text)
        return Decimal(text) if _DECIMAL.fullmatch(text) else text
    if text in _WORDS:
        if text in _NULLS:
            raise _Surprise
        return text == "true"
    return text


def _surprises(path: str, node: Node, loc: Loc) -> Iterator[Problem]:
    """Yield a problem for each thing that made `_plain` give up."""
    if isinstance(node, yaml.MappingNode):
        lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                yield _note(path, key_node, loc, "has a key that is not a word. Use a plain key.")
                continue
            key: str = key_node.value
            if key in lines:
                message = f"written twice (first on line {lines[key]}). Keep one."
                yield _note(path, key_node, (*loc, key), message)
            lines.setdefault(key, key_node.start_mark.line + 1)
            yield from _surprises(path, value_node, (*loc, key))
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _surprises(path, item, (*loc, index))
    elif not node.style and node.value in _NULLS:
        yield _note(path, node, loc, "has no value. Write one, or delete the line: left out means unknown.")


def _note(path: str, node: Node, loc: Loc, message: str) -> Problem:
    mark = node.start_mark
    return Problem(path, mark.line + 1, mark.column + 1, dotted(loc), message)


def form_problems(path: str, content: bytes) -> list[Problem]:
    """Return what is wrong with the bytes of a file before anybody asks what they mean."""
    if len(content) > MAX_BYTES:
        size = f"{len(content) // 1024:,} KB"
        return [
            Problem(
                path,
                1,
                1,
                "",
                f"is {size} long; {MAX_BYTES // 1024} KB is the limit. Split it or shorten it.",
            )
        ]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        return [Problem(path, line, column, "", "is not UTF-8 here. Save the file as UTF-8.")]
    problems = []
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        problems.append(Problem(path, line, 1, "", "has Windows line ends (CRLF). Save it with LF line ends."))
    if "\t" in text:
        problems.append(_at(path, text, text.index("\t"), "holds a tab. Indent with spaces."))
    if not text.isascii() or len(content.translate(None, _CONTROLS)) < len(content):
        for index, character in enumerate(text):
            if character not in "\n\r\t" and unicodedata.category(character) in _FORBIDDEN_CATEGORIES:
                message = f"holds the invisible or control character U+{ord(character):04X}. Delete it."
                problems.append(_at(path, text, index, message))
                break
    return problems


def _at(path: str, text: str, index: int, message: str) -> Problem:
    return Problem(path, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index), "", message)


def _needs_events(content: bytes) -> bool:
    """Whether only the parser's events can judge: there may be anchors, aliases, tags, directives, or deep nesting."""
    if b"&" in content or b"*" in content or b"!" in content or b"%" in content:
        return True
    return content.count(b"[") + content.count(b"{") > 200 or bool(_DEEP_INDENT.search(b"\n" + content))


def _event_problems(path: str, content: bytes) -> list[Problem]:
    problems = []
    depth = 0
    for event in yaml.parse(content, Loader=_Loader):
        what = None
        if isinstance(event, yaml.AliasEvent):
            what = "is an alias (*name). Write the value again, so that each line says what it means."
        elif isinstance(event, yaml.NodeEvent):
            if event.anchor is not None:
                what = "has an anchor (&name). Write the value where it is needed."
            elif getattr(event, "tag", None) is not None:
                what = "has a tag (!name). Write the plain value."
        elif isinstance(event, yaml.DocumentStartEvent) and (event.version or event.tags):
            what = "has a YAML directive (%). Delete that line."
        if what and event.start_mark:
            problems.append(Problem(path, event.start_mark.line + 1, event.start_mark.column + 1, "", what))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                message = f"is nested more than {MAX_DEPTH} deep. No record needs that."
                line = event.start_mark.line + 1 if event.start_mark else 1
                return [*problems, Problem(path, line, 1, "", message)]
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return problems
