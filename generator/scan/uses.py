"""One pass over each file: its words, those among them that are ids, and where each stands.

A file's bytes are cut into words in two steps that run outside Python, and of the words only those that no file had
before are looked at. Lines, quotes and comments are asked about only in the few files that hold a word worth it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from generator.scan import places
from generator.scan.context import Signal, Signals, Weight, nearest
from generator.scan.finding import Use
from generator.scan.knowledge import Knowledge
from generator.scan.shapes import ID_CHARACTERS, Shape, Shapes, Strength

_INSIDE: Final = re.compile(f"[{ID_CHARACTERS}]".encode())
_BLANK_THE_REST: Final = bytes(code if _INSIDE.fullmatch(bytes([code])) else 32 for code in range(256))
_LONGEST: Final = 300
"""Bytes of a word; longer ones are encoded data."""

_NOTEBOOK_PART: Final = re.compile(
    r'"cell_type":\s{0,9}"(\w+)"|"source":\s{0,9}([\["])|"outputs":|^[ \t]{0,99}\]', re.M
)


class Found(NamedTuple):
    """An id in use, and what the file says about who is called."""

    use: Use
    known: bool
    sure: bool
    """False for a word that is an id only if a known one is spelled almost the same."""
    provider: str | None
    """The provider that the file names and that accepts this id."""
    told_by: str | None
    """The words that name it."""


class Reader:
    """Finds ids in files, for the ids of one catalog. Remembers every word, so one reader should read all files."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._shapes = Shapes(knowledge)
        self._signals = Signals(knowledge, self._shapes.prefixes)
        self._plain: set[bytes] = set()
        self._telling: dict[bytes, Shape] = {}
        self._serving = lru_cache(maxsize=None)(self._providers)

    def read(self, path: Path, content: bytes) -> list[Found]:
        """Return every use of an id in a file, in order."""
        words = set(content.translate(_BLANK_THE_REST).split())
        new = words - self._plain - self._telling.keys()
        for word in self._shapes.worth_a_look(new):
            if len(word) <= _LONGEST and (shape := self._shapes.of(word.decode())):
                self._telling[word] = shape
        self._plain |= new - self._telling.keys()
        telling = {word.decode(): self._telling[word] for word in words & self._telling.keys()}
        return list(self._uses(path.as_posix(), content.decode("utf-8", "replace"), telling)) if telling else []

    def _uses(self, path: str, text: str, telling: dict[str, Shape]) -> Iterator[Found]:
        signals: list[Signal] | None = None
        spans = _code_of_notebook(text) if path.endswith(".ipynb") else None
        longest = sorted(telling, key=lambda word: (-len(word), word))
        words = "|".join(map(re.escape, longest))
        line, seen = 1, 0
        begin, end, silent = 0, -1, False
        for found in re.finditer(f"(?<![{ID_CHARACTERS}])(?:{words})(?![{ID_CHARACTERS}])", text):
            line, seen = line + text.count("\n", seen, found.start()), found.start()
            if spans is not None and not any(start <= found.start() < end for start, end in spans):
                continue
            if not begin <= found.start() < end:
                begin = text.rfind("\n", 0, found.start()) + 1
                end = text.find("\n", found.end())
                end = end if end >= 0 else len(text)
                above = text[text.rfind("\n", 0, begin - 1) + 1 : begin] if begin else ""
                whole = text[begin:end]
                silent = places.ignores(whole) or places.ignores(above) or places.is_comment(whole)
            if silent:
                continue
            shape = telling[found.group()]
            place = places.Place.of(text, begin, found.start(), found.start() + shape.start, found.end(), end)
            if not place.fits(shape, provider_known=True):
                continue
            if signals is None:
                signals = self._signals.of(text)
            signal = self._signal(shape, signals, line)
            told = signal is not None if shape.known else bool(signals)
            if place.fits(shape, provider_known=told):
                use = Use(path, line, found.start() - begin + shape.start + 1, shape.id)
                sure = shape.known or shape.strength is not Strength.WORD
                whose = (signal.provider, signal.text) if signal else (None, None)
                yield Found(use, shape.known, sure, *whose)

    def _providers(self, text: str) -> tuple[frozenset[str], frozenset[str]]:
        """The providers that an id in lower case may mean, and those of them whose own id it is."""
        routes = self._knowledge.routes(text)
        own = frozenset(route.provider for route in routes if route.id.lower() == text)
        return frozenset(route.provider for route in routes), own

    def _signal(self, shape: Shape, signals: list[Signal], line: int) -> Signal | None:
        serving, whole = self._serving(shape.id.lower())
        if shape.prefix not in serving:
            return nearest(signals, line, serving)
        # A gateway's own ids begin with the names of others: where the file plainly calls one, it is meant.
        plain = [signal for signal in signals if signal.weight is Weight.PLAIN]
        return nearest(plain, line, whole - {shape.prefix}) or Signal(shape.prefix, Weight.PLAIN, line, "the id")


def _code_of_notebook(text: str) -> list[tuple[int, int]]:
    """Where the sources of a notebook's code cells begin and end; prose and outputs are no code."""
    spans = []
    kind, begin = "", -1
    for found in _NOTEBOOK_PART.finditer(text):
        if begin >= 0 and kind == "code":
            spans.append((begin, found.start()))
        kind = found[1] or kind
        begin = found.end() if found[2] else -1
    if begin >= 0 and kind == "code":
        spans.append((begin, len(text)))
    return spans
