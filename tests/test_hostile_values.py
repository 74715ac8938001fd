"""Hostile values at the gate: refused at their line, or plain text; and what is said of them obeys nobody.

Every value is written into every place of every file that holds text (tests/places_of_text.py), as a key into every
mapping, and into the name of every file.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.reading import ContentReader, Problem
from generator.reading.document import parse
from generator.reading.layout import arrange
from generator.scan.finding import Finding, Kind, Use
from generator.scan.machine import as_sarif
from generator.scan.show import annotation
from generator.schema.json_schema import FILES as KINDS
from tests import example_catalog
from tests.hostile import IDS_REFUSED, PLAIN, REFUSED, URLS_PLAIN, URLS_REFUSED
from tests.places_of_text import Spot, quoted, spelled, spots

TEXTS = {"plain_text"}
ADDRESSES = {"https_url"}
PATTERNS = {"_pattern", "_dress"}
"""Regular expressions, which only `sync` reads."""
IDS = {"api_id", "slug", "path_id", "host", "_field_path", "pattern"}
CLOSED = {"word", "day", "partial_date"}

EVERY = {
    f"{sort}: {name}": value
    for sort, values in {
        "text": REFUSED,
        "plain text": PLAIN,
        "address": URLS_REFUSED,
        "plain address": URLS_PLAIN,
        "id": IDS_REFUSED,
    }.items()
    for name, value in values.items()
}
HARMLESS = re.compile(r"[A-Za-z0-9 ._:/@~+-]+")
"""What an id may be made of: nothing that a shell, a page, a string or an address takes for more."""

FILES = [
    (file.path, KINDS[file.kind], parse(file.path, example_catalog.FILES[file.path].encode()))
    for file in arrange([(path, False) for path in example_catalog.FILES])[0]
]
"""Each file of the example: its path, what it holds, its data."""


def problems_with(contents: dict[str, str]) -> list[Problem]:
    return ContentReader({path: text.encode() for path, text in contents.items()}, jobs=1).read()[1]


@cache
def judged(value: str) -> tuple[list[Problem], list[tuple[str, Spot, bool]]]:
    """What is said when `value` stands everywhere, and of each place whether it is refused at its line and column."""
    written = [spelled(*file, value) for file in FILES]
    found = problems_with({file.path: file.content for file in written})
    at = {(problem.path, problem.line, problem.column) for problem in found}
    places = [(file.path, spot, (file.path, *mark) in at) for file in written for mark, spot in file.places.items()]
    return found, places


def accepted(value: str, sorts: set[str]) -> list[tuple[str, Spot]]:
    """The places of these sorts that take `value`."""
    return [(path, spot) for path, spot, refused in judged(value)[1] if spot.sort in sorts and not refused]


def test_every_place_is_held_to_a_rule() -> None:
    assert {spot.sort for _, kind, data in FILES for spot in spots(kind, data)} == (
        TEXTS | ADDRESSES | PATTERNS | IDS | CLOSED
    )


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_plain_text_is_refused_at_its_line_in_every_field(name: str) -> None:
    assert accepted(REFUSED[name], TEXTS | ADDRESSES) == []


@pytest.mark.parametrize("name", PLAIN)
def test_what_only_looks_hostile_is_taken_as_text(name: str) -> None:
    assert [(path, spot) for path, spot, refused in judged(PLAIN[name])[1] if spot.sort in TEXTS and refused] == []


@pytest.mark.parametrize("name", URLS_REFUSED)
def test_an_address_that_is_not_plain_is_refused_at_its_line(name: str) -> None:
    assert accepted(URLS_REFUSED[name], ADDRESSES) == []


@pytest.mark.parametrize("name", URLS_PLAIN)
def test_an_address_that_only_looks_hostile_is_taken(name: str) -> None:
    assert [spot for _, spot, refused in judged(URLS_PLAIN[name])[1] if spot.sort in ADDRESSES and refused] == []


@pytest.mark.parametrize("name", IDS_REFUSED)
def test_what_is_no_id_is_refused_at_its_line(name: str) -> None:
    assert accepted(IDS_REFUSED[name], IDS - {"pattern"}) == []


@pytest.mark.parametrize("name", EVERY)
def test_no_id_day_or_word_takes_more_than_letters_digits_and_a_few_signs(name: str) -> None:
    assert accepted(EVERY[name], IDS | CLOSED) == [] or HARMLESS.fullmatch(EVERY[name])


@settings(max_examples=40)
@given(
    st.characters(categories=["Cc", "Cf", "Co", "Cn", "Zl", "Zp"]),
    st.sampled_from(["a{}b", "{}ab", "ab{}"]),
)
def test_a_character_that_nobody_sees_is_refused_everywhere(character: str, shape: str) -> None:
    assert accepted(shape.format(character), TEXTS | ADDRESSES | PATTERNS | IDS | CLOSED) == []


def test_half_a_character_is_refused_at_its_line() -> None:
    (problem,) = problems_with({"comparisons/a.yaml": 'title: Both\nquestion: "a\\ud800b"\n'})
    assert problem.line == 2
    assert str(problem).isprintable()


# Keys and names of files


def with_key(data: Any, key: str) -> Any:
    """The data with a further key in every mapping."""
    if isinstance(data, dict):
        return {**{name: with_key(item, key) for name, item in data.items()}, key: 1}
    return [with_key(item, key) for item in data] if isinstance(data, list) else data


@pytest.mark.parametrize("name", [name for name, value in EVERY.items() if not HARMLESS.fullmatch(value)])
def test_a_hostile_key_is_refused_at_its_line_in_every_mapping(name: str) -> None:
    for path, _, data in FILES:
        content = json.dumps(with_key(data, "here"), indent=1, default=float)
        lines = enumerate(content.splitlines(), start=1)
        marks = {(number, line.index('"') + 1) for number, line in lines if '"here": 1' in line}
        found = problems_with({path: content.replace('"here": 1', f"{quoted(EVERY[name])}: 1")})
        assert marks - {(problem.line, problem.column) for problem in found} == set()


@pytest.mark.parametrize("name", [name for name in EVERY if name.startswith(("text", "id"))])
@pytest.mark.parametrize("path", ["developers/{}.yaml", "models/acme/{}/model.yaml", "models/a/b/routes/{}.yaml"])
def test_no_file_may_have_a_hostile_name(name: str, path: str) -> None:
    files, problems = arrange([(path.format(EVERY[name]), False)])
    assert files == []
    assert all(str(problem).isprintable() for problem in problems)


# What is said of them


@pytest.mark.parametrize("name", EVERY)
def test_what_is_said_of_a_value_stays_on_its_line(name: str) -> None:
    problems, _ = judged(EVERY[name])
    for problem in problems:
        assert str(problem).isprintable()
        command = problem.as_github_annotation()
        assert command.isprintable()
        assert command.startswith(f"::error file={problem.path},line={problem.line},col={problem.column}::")
        # What GitHub decodes is the text that a terminal shows.
        said = command.split("::", 2)[2]
        assert said.replace("%25", "%") == str(problem).split(f":{problem.line}:{problem.column}: ", 1)[1]
        assert "%0" not in said.replace("%25", "")


@pytest.mark.parametrize("name", EVERY)
def test_what_a_scan_says_of_a_value_stays_where_it_belongs(name: str) -> None:
    """In a code base, whose files may be called anything, and of a catalog whose schema let everything pass."""
    value = EVERY[name]
    found = Finding(Use(value, 1, 1, value), Kind.RETIRED, provider_name=value, replacement=value, source_title=value)
    said = annotation(found)
    assert said.isprintable()
    properties, message = re.fullmatch(r"::error (.*?),title=Model id retired::(.*)", said).groups()  # type: ignore[union-attr]
    assert [each.partition("=")[0] for each in properties.split(",")] == ["file", "line", "col", "endColumn"]
    assert ":" not in properties
    assert not re.search(r"%(?!25|3A|2C)", properties + message)
    (result,) = json.loads(json.dumps(as_sarif([found], "1", "https://example.org/")))["runs"][0]["results"]
    assert value in result["message"]["text"]
    assert re.fullmatch(
        r"(?:file:)?[\w.~/%-]*", result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], re.A
    )
