"""The formatter: what is written reads as the same data, stays as its author wrote it, and never moves twice."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.reading.document import parse
from generator.reading.layout import walk
from generator.reading.writing import WIDTH, write
from tests.shipped_site import ROOT

ROUTES = """\
# Kept at the top.
routes:
  # The plain route.
  - model_id: acme-one  # as called
    prices:
      - from: 2025-04-14
        basis: announced
        standard: {input: 0.10, output: 0.40}  # per million
        evidence:
          - {source: acme/pricing, read_on: 2026-10-12}
    evidence:
      - {source: acme/docs, read_on: 2026-10-01}
# Kept at the end.
"""

_WORD = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=30)
TEXTS = st.lists(_WORD, min_size=1, max_size=30).map(" ".join) | st.sampled_from(
    [
        "",
        "no",
        "true",
        "null",
        "~",
        "1",
        "1.0",
        "-",
        "- a",
        "a: b",
        "a #b",
        "#",
        "[",
        "a, b",
        "{a}",
        "'",
        '"',
        "x:",
        "é",
        " a",
    ]
)
NUMBERS = st.integers(-(10**14), 10**14) | st.decimals(0, 999_999, places=8).map(
    lambda value: Decimal(format(value, "f"))
)
DATA = st.recursive(
    TEXTS | NUMBERS | st.booleans(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)
FILES = st.dictionaries(TEXTS, DATA, min_size=1, max_size=5)


@settings(max_examples=100, deadline=None)
@given(FILES)
def test_what_is_written_reads_the_same_and_stays(data: dict[str, Any]) -> None:
    once = write("a.yaml", "identities", data)
    assert parse("a.yaml", once) == data
    # Not everybody reads it with libyaml.
    yaml.load(once, yaml.BaseLoader)
    assert write("a.yaml", "identities", data, once) == once


@settings(max_examples=60, deadline=None)
@given(FILES, FILES)
def test_any_file_can_become_any_other(before: dict[str, Any], after: dict[str, Any]) -> None:
    old = write("a.yaml", "identities", before)
    new = write("a.yaml", "identities", after, old)
    assert parse("a.yaml", new) == after
    assert write("a.yaml", "identities", after, new) == new


def test_a_file_in_style_is_left_alone() -> None:
    content = ROUTES.encode()
    assert write("a.yaml", "routes", parse("a.yaml", content), content) == content


def test_comments_stay_with_what_they_are_about() -> None:
    content = ROUTES.encode()
    data = parse("a.yaml", content)
    data["routes"].insert(0, {"model_id": "acme-two", "evidence": [{"source": "acme/docs", "read_on": "2026-10-01"}]})
    lines = write("a.yaml", "routes", data, content).decode().splitlines()
    assert lines[:6] == [
        "# Kept at the top.",
        "routes:",
        "  - model_id: acme-two",
        "    evidence:",
        "      - {source: acme/docs, read_on: 2026-10-01}",
        "  # The plain route.",
    ]
    assert lines[6:] == ROUTES.splitlines()[3:]


def test_a_hash_inside_text_is_no_comment() -> None:
    content = b'name: "a # b"\nnote: >-\n  one # two\n  three\nurl: a#b # real\n'
    written = write("a.yaml", "identities", parse("a.yaml", content), content).decode()
    assert written == content.decode().replace("a#b #", "a#b  #")


def test_keys_follow_the_schema() -> None:
    data = {
        "reviewed_on": "2026-11-21",
        "evidence": [{"read_on": "2026-10-01", "source": "acme/docs"}],
        "context_window": 1000,
        "name": "One",
    }
    assert write("a.yaml", "model", data).decode().splitlines() == [
        "name: One",
        "context_window: 1000",
        "evidence:",
        "  - {source: acme/docs, read_on: 2026-10-01}",
        "reviewed_on: 2026-11-21",
    ]


def test_only_what_changed_moves() -> None:
    content = ROUTES.encode()
    data = parse("a.yaml", content)
    data["routes"][0]["prices"][0]["standard"]["input"] = Decimal("0.20")
    before, after = ROUTES.splitlines(), write("a.yaml", "routes", data, content).decode().splitlines()
    assert [line for line in after if line not in before] == [
        "        standard: {input: 0.20, output: 0.40}  # per million"
    ]


def test_long_text_is_folded_and_its_breaks_stay() -> None:
    words = " ".join(["word"] * 60)
    written = write("a.yaml", "model", {"name": "One", "summary": words}).decode()
    assert max(map(len, written.splitlines())) <= WIDTH
    assert "summary: >-\n  word" in written
    short = b"name: One\nsummary: >-\n  broken\n  early\n"
    assert write("a.yaml", "model", parse("a.yaml", short), short) == short


@pytest.mark.parametrize("text", ["no", "2024", "1.50", "null", "a: b", "- a", "[x]", "https://a.b/c?d=e#f", "a #b"])
def test_text_stays_text(text: str) -> None:
    written = write("a.yaml", "model", {"name": text})
    assert parse("a.yaml", written) == {"name": text}


def test_files_of_the_catalog_keep_their_data() -> None:
    root = ROOT / "catalog"
    files = [file for file in walk(root)[0] if file.kind != "article"]
    for file in files[::37]:
        content = Path(root, file.path).read_bytes()
        data = parse(file.path, content)
        written = write(file.path, file.kind, data, content)
        assert parse(file.path, written) == data
        assert write(file.path, file.kind, data, written) == written
