"""A YAML file as its author wrote it: values with their style and comments, so that it can be written again alike.

PyYAML forgets comments, so they are found here, by their place outside of every scalar, and tied to the line they stand
on or above. What an author chose (one line or many, quotes, where text is folded) is kept while the value stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from generator.reading.document import Data, Node, compose
from generator.reading.document import plain_data as data_of


@dataclass(slots=True)
class Styled:
    """A value of a file, with how it was written."""

    data: Data
    """What it says."""
    raw: str = ""
    """A scalar as it stands in the file."""
    is_flow: bool = False
    """Whether a collection stands in brackets."""
    style: str | None = None
    """A scalar's quotes or folding mark."""
    keys: dict[str, Styled] = field(default_factory=dict)
    """A mapping's keys, as they are written."""
    children: dict[str | int, Styled] = field(default_factory=dict)
    """What a collection holds, by key or position."""
    above: tuple[str, ...] = ()
    """Comments on the lines before it."""
    beside: str = ""
    """A comment at the end of its first line."""
    below: tuple[str, ...] = ()
    """Comments after all else; only of a whole file."""

    @property
    def has_comments(self) -> bool:
        """Whether a comment stands at it or anywhere inside."""
        inside = any(child.has_comments for child in self.children.values())
        return inside or bool(self.above or self.beside or self.below)


def read_styled(path: str, content: bytes) -> Styled:
    """Return the file with its style. Raises `Refused` when it is no YAML of the catalog."""
    root = compose(path, content)
    text = content.decode("utf-8")
    starts: dict[int, list[Styled]] = {}
    styled = _styled(root, text, starts, in_flow=False)
    _attach_comments(styled, root, text, starts)
    return styled


def _styled(node: Node, text: str, starts: dict[int, list[Styled]], *, in_flow: bool) -> Styled:
    raw = text[node.start_mark.index : node.end_mark.index]
    if isinstance(node, yaml.ScalarNode):
        return Styled(data_of(node), raw=raw, style=node.style)
    styled = Styled(data_of(node), is_flow=bool(node.flow_style))
    inside = in_flow or styled.is_flow
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            child = _styled(value_node, text, starts, in_flow=inside)
            styled.keys[key_node.value] = _styled(key_node, text, {}, in_flow=True)
            styled.children[key_node.value] = child
            if not inside:
                starts.setdefault(key_node.start_mark.line, []).append(child)
    else:
        for position, item in enumerate(node.value):
            child = _styled(item, text, starts, in_flow=inside)
            styled.children[position] = child
            if not inside:
                # An item starts before the first key that stands on its line, so it comes first.
                starts.setdefault(item.start_mark.line, []).insert(0, child)
    return styled


def _attach_comments(root: Styled, node: Node, text: str, starts: dict[int, list[Styled]]) -> None:
    spans = sorted((scalar.start_mark.index, scalar.end_mark.index) for scalar in _scalars(node))
    below: list[str] = []
    offset = span = 0
    for number, line in enumerate(text.split("\n")):
        while span < len(spans) and spans[span][1] <= offset:
            span += 1
        here = line.find("#")
        while here >= 0:
            before = line[here - 1 : here]
            inside = any(start <= offset + here < end for start, end in spans[span : span + 40])
            if not inside and (here == 0 or before.isspace()):
                break
            here = line.find("#", here + 1)
        if here >= 0:
            comment = line[here:].rstrip()
            owners = starts.get(number, [])
            if line[:here].strip() and owners:
                owners[-1].beside = comment
            else:
                below.append(comment)
        if below and (owner := next(iter(starts.get(number, [])), None)) is not None:
            owner.above = (*owner.above, *below)
            below.clear()
        offset += len(line) + 1
    root.below = tuple(below)


def _scalars(node: Node) -> Iterator[Node]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key
            yield from _scalars(value)
    else:
        for item in node.value:
            yield from _scalars(item)
