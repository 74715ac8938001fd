"""YAML without surprises: what comes out is what a reader sees, and everything else is refused at its place."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.reading import Place, Problem, document
from generator.reading.document import MAX_BYTES, MAX_DEPTH, Refused


def data_of(text: str) -> Any:
    return document.parse("file.yaml", text.encode())


def refusals(content: str | bytes) -> list[str]:
    """The problems of a file as `line:column: field: message`."""
    with pytest.raises(Refused) as caught:
        document.parse("file.yaml", content if isinstance(content, bytes) else content.encode())
    return [str(problem).removeprefix("file.yaml:") for problem in caught.value.problems]


# What a scalar is


@pytest.mark.parametrize("text", ["no", "yes", "on", "off", "y", "True", "FALSE", "NO"])
def test_only_true_and_false_are_booleans(text: str) -> None:
    assert data_of(f"a: {text}") == {"a": text}
    assert data_of("a: true\nb: false") == {"a": True, "b": False}


@pytest.mark.parametrize(
    "text",
    ["12:30", "0x1F", "010", "1_000", "1e3", ".5", "5.", "+1", "2025-04-14", "1.2.3", "1,000", "--", ".inf", ".nan"],
)
def test_what_only_looks_like_a_number_is_text(text: str) -> None:
    assert data_of(f"a: {text}") == {"a": text}


def test_numbers_are_exact() -> None:
    data = data_of("a: 4.10\nb: 0.1\nc: 1047576\nd: -3\ne: -0.25")
    assert data == {"a": Decimal("4.1"), "b": Decimal("0.1"), "c": 1047576, "d": -3, "e": Decimal("-0.25")}
    assert [type(value) for value in data.values()] == [Decimal, Decimal, int, int, Decimal]


def test_numbers_that_a_reader_of_json_would_lose_are_text() -> None:
    assert data_of("a: 1234567890123456\nb: 12345678.5\nc: 0.123456789") == {
        "a": "1234567890123456",
        "b": "12345678.5",
        "c": "0.123456789",
    }


@pytest.mark.parametrize("quoted", ['"4.10"', "'4.10'", ">-\n  4.10", "|-\n  4.10"])
def test_what_is_quoted_is_text(quoted: str) -> None:
    assert data_of(f"a: {quoted}") == {"a": "4.10"}


def test_keys_are_text() -> None:
    assert data_of("1: a\ntrue: b\nnull: c") == {"1": "a", "true": "b", "null": "c"}


# What is refused


def test_a_key_written_twice_is_refused_where_it_stands_again() -> None:
    assert refusals("a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n") == ["5:3: b.c: written twice (first on line 3). Keep one."]


@pytest.mark.parametrize("text", ["", " ~", " null", " Null", " NULL"])
def test_a_key_without_a_value_is_refused(text: str) -> None:
    (problem,) = refusals(f"a: 1\nb:\n  - x\n  - c:{text}\n")
    assert re.fullmatch(r"4:\d+: b\[1\]\.c: has no value\. Write one, or delete the line: .*", problem)


def test_all_surprises_of_a_file_are_told_at_once() -> None:
    assert len(refusals("a: ~\na: 1\nb: ~\n? [x]\n: 1\n")) == 4


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a: &x 1\nb: *x\n", "1:4: has an anchor"),
        ("b: 1\na: !!python/object:os.system x\n", "2:4: has a tag"),
        ("a: !x {b: 1}\n", "1:4: has a tag"),
        ("%YAML 1.1\n---\na: 1\n", "1:1: has a YAML directive"),
        ("a: [1\nb: 2\n", "2:2: is not YAML"),
        ("a: 1\n---\nb: 1\n", "2:1: is not YAML"),
        ("- a\n", "1:1: is not a mapping"),
        ("word\n", "1:1: is not a mapping"),
        ("", "1:1: is empty"),
        ("# only a comment\n", "1:1: is empty"),
        ("a: 1\n\tb: 2\n", "2:1: holds a tab"),
        ("a: 1\r\nb: 2\r\n", "1:1: has Windows line ends"),
        ("a: 1\nb: x\u202ey\n", "2:5: holds the invisible or control character U+202E"),
        ("\ufeffa: 1\n", "1:1: holds the invisible or control character U+FEFF"),
        ("a: 1\nb: x\x1by\n", "2:5: holds the invisible or control character U+001B"),
        ("a: x\x00\n", "1:5: holds the invisible or control character U+0000"),
        ("a: x\u200by\n", "1:5: holds the invisible or control character U+200B"),
        ("? {a: 1}\n: 2\n", "1:3: has a key that is not a word"),
        ("? [a]\n: 2\n", "1:3: has a key that is not a word"),
    ],
)
def test_refused(text: str, what: str) -> None:
    assert refusals(text)[0].startswith(what)


def test_an_alias_is_refused_before_it_grows() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"b{i}: &b{i} [*{'a' if i == 0 else f'b{i - 1}'}]\n" for i in range(40))
    assert any("is an alias" in problem for problem in refusals(bomb))


@pytest.mark.parametrize("deep", ["a: " + "[" * 300 + "]" * 300, "a: " + "{b: " * 300 + "1" + "}" * 300])
def test_deep_nesting_is_refused(deep: str) -> None:
    assert refusals(deep) == [f"1:1: is nested more than {MAX_DEPTH} deep. No record needs that."]


@pytest.mark.parametrize("deep", ["- " * 5000 + "a", "".join(f"{' ' * i}a:\n" for i in range(400)), "? " * 5000 + "a"])
def test_deep_indentation_is_refused(deep: str) -> None:
    assert refusals(deep)


def test_a_large_file_is_refused_unread() -> None:
    assert refusals(b"\xff" * (MAX_BYTES + 1)) == ["1:1: is 256 KB long; 256 KB is the limit. Split it or shorten it."]


def test_bytes_that_are_not_utf_8_are_refused_at_their_line() -> None:
    assert refusals(b"a: 1\nb: caf\xe9\n") == ["2:7: is not UTF-8 here. Save the file as UTF-8."]


# Where things are


def test_a_place_has_the_line_of_its_value_or_key_or_nearest_parent() -> None:
    text = "a:\n  - b: 1\n    c:\n      d: 2\n"
    root = document.compose("file.yaml", text.encode())

    def at(*loc: str | int, on_key: bool = False) -> tuple[int, int]:
        problem = document.place(root, Place("file.yaml", loc, "", on_key=on_key))
        return problem.line, problem.column

    assert at("a", 0, "c", "d") == (4, 10)
    assert at("a", 0, "c", "d", on_key=True) == (4, 7)
    assert at("a", 0, "c", "missing") == (4, 7)
    assert at("a", 7) == (2, 3)
    assert at() == (1, 1)


# Whatever the bytes, nothing but plain data or a problem with its place comes out

SCALARS = st.one_of(
    st.booleans(),
    st.integers(-(10**14), 10**14),
    st.decimals(-(10**6), 10**6, places=4),
    st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=20),
)
KEYS = st.text("abcdefg_", min_size=1, max_size=8)
TREES = st.dictionaries(
    KEYS,
    st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4)),
    max_size=5,
)
# Text made of YAML's own signs finds more than random bytes do.
SIGNS = "a b:_ \n \n_ -_ ?_ :_ [ ] { } ,_ ' \" | >- &a_ *a !t_ % --- ... # ~ null true 1.5 12 \t \r é \u202e \\x1b \x00"
YAMLISH = st.lists(st.sampled_from([sign.replace("_", " ") for sign in SIGNS.split(" ")]), max_size=60).map("".join)


def is_plain(data: object) -> bool:
    if isinstance(data, dict):
        return all(type(key) is str and is_plain(value) for key, value in data.items())
    if isinstance(data, list):
        return all(map(is_plain, data))
    return type(data) in (str, int, Decimal, bool)


def read(content: bytes) -> tuple[Any, list[Problem]]:
    try:
        return document.parse("file.yaml", content), []
    except Refused as refused:
        return None, refused.problems


@given(
    st.binary(max_size=200) | YAMLISH.map(str.encode) | st.text(max_size=100).map(lambda s: s.encode(errors="replace"))
)
def test_any_bytes_give_plain_data_or_problems_inside_the_file(content: bytes) -> None:
    data, problems = read(content)
    if problems:
        # A parser may find the fault at the end, on the line after the last.
        last = len(re.split(rb"\r\n|\r|\n", content)) + 1
        assert all(1 <= problem.line <= last and problem.column >= 1 and problem.message for problem in problems)
    else:
        assert type(data) is dict
        assert is_plain(data)


@given(TREES.filter(bool))
def test_what_is_written_comes_out_again(tree: dict[str, Any]) -> None:
    class Writer(yaml.SafeDumper):
        """Writes text in quotes, so that it stays text."""

    Writer.add_representer(
        Decimal, lambda dumper, value: dumper.represent_scalar("tag:yaml.org,2002:float", f"{value:f}")
    )
    Writer.add_representer(
        str, lambda dumper, value: dumper.represent_scalar("tag:yaml.org,2002:str", value, style='"')
    )
    Writer.ignore_aliases = lambda self, data: True  # type: ignore[method-assign]
    text = yaml.dump(tree, Dumper=Writer, allow_unicode=True, width=10**6)
    assert data_of(text) == tree
