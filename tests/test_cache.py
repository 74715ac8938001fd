"""A cache changes how long reading takes and nothing else, whatever state it is in."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.reading import Problem, Reader, Records, directory, document
from generator.reading.cache import Cache, decode, encode, write_atomically
from tests.factory import MINI, NANO, Draft

Read = tuple[Records, list[Problem]]


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of files that are parsed from now on."""
    paths: list[str] = []
    parse = document.parse

    def note(path: str, content: bytes) -> Any:
        paths.append(path)
        return parse(path, content)

    monkeypatch.setattr(document, "parse", note)
    return paths


def test_a_warm_cache_gives_the_same_records_without_parsing(draft: Draft, cache: Path, parsed: list[str]) -> None:
    cold = Reader(draft.root, cache).read()
    assert parsed
    parsed.clear()
    assert Reader(draft.root, cache).read() == cold == Reader(draft.root).read()
    # Only the reader without a cache parsed.
    assert len(parsed) == len(set(parsed))


def test_only_what_changed_is_parsed_again(draft: Draft, cache: Path, parsed: list[str]) -> None:
    Reader(draft.root, cache).read()
    parsed.clear()
    draft.change(MINI, "Acme mini", "Acme Mini")
    records, _ = Reader(draft.root, cache).read()
    assert parsed == [MINI]
    assert records.models["acme/mini"].name == "Acme Mini"


def test_one_reader_sees_what_changed_meanwhile(draft: Draft, cache: Path) -> None:
    reader = Reader(draft.root, cache)
    reader.read()
    draft.change(MINI, "Acme mini", "Acme Mini")
    draft.remove("models/acme/nano/article.md")
    records, _ = reader.read()
    assert records.models["acme/mini"].name == "Acme Mini"
    assert records.articles == {}


def test_a_file_that_is_broken_stays_broken_when_warm(draft: Draft, cache: Path) -> None:
    draft.change(NANO, "open_weights: false", "open_weights: ~")
    draft.change(MINI, "name: Acme mini", "name: 4")
    cold = Reader(draft.root, cache).read()
    assert [problem.path for problem in cold[1]] == [MINI, NANO]
    assert Reader(draft.root, cache).read() == cold


def test_a_file_that_is_gone_is_forgotten(draft: Draft, cache: Path) -> None:
    Reader(draft.root, cache).read()
    draft.remove(MINI)
    draft.change(NANO, "Acme nano", "Acme Nano")
    Reader(draft.root, cache).read()
    assert MINI not in json.loads((cache / "stamps.json").read_text())["files"]
    assert "Acme mini" not in (cache / "data.txt").read_text()


def test_a_touched_file_is_read_and_not_parsed(draft: Draft, cache: Path, parsed: list[str]) -> None:
    cold = Reader(draft.root, cache).read()
    parsed.clear()
    os.utime(draft.root / MINI, ns=(1, 1))
    assert Reader(draft.root, cache).read() == cold
    assert parsed == []


def put_a_folder_in_its_place(file: Path) -> None:
    file.unlink()
    file.mkdir()


SPOIL: dict[str, Callable[[Path], object]] = {
    "empty": lambda file: file.write_bytes(b""),
    "not text": lambda file: file.write_bytes(b"\xff\xfe\x00"),
    "cut off": lambda file: file.write_bytes(file.read_bytes()[: file.stat().st_size // 2]),
    "another shape": lambda file: file.write_text('{"reader": 1, "files": []}'),
    "deep": lambda file: file.write_text("[" * 100_000),
    "a folder": put_a_folder_in_its_place,
    "of another reader": lambda file: file.write_bytes(file.read_bytes().replace(b"2-", b"1-", 1)),
}


@pytest.mark.parametrize("name", ["stamps.json", "data.txt"])
@pytest.mark.parametrize("how", SPOIL)
def test_a_spoiled_cache_does_no_harm(draft: Draft, cache: Path, name: str, how: str) -> None:
    sound = Reader(draft.root, cache).read()
    SPOIL[how](cache / name)
    reader = Reader(draft.root, cache)
    if how == "a folder":
        # It cannot be written again, so nothing may need to be.
        (cache / name).rmdir()
    assert reader.read() == sound


def test_wrong_shapes_inside_a_cache_do_no_harm(draft: Draft, cache: Path) -> None:
    sound = Reader(draft.root, cache).read()
    stamps = json.loads((cache / "stamps.json").read_text())
    shapes: list[object] = [None, 1, "x", [], [1], [[], 5], {"a": 1}, [[1, 2], "x", 3]]
    stamps["files"] = {path: shapes[place % len(shapes)] for place, path in enumerate(stamps["files"])}
    (cache / "stamps.json").write_text(json.dumps(stamps))
    first, *lines = (cache / "data.txt").read_text().splitlines()
    texts = ["", "[", "NaN", "{}x", "[" * 5000, '{"a": 1e400}']
    spoiled = [f"{line.split(' ')[0]} {texts[place % 5]}" for place, line in enumerate(lines)]
    (cache / "data.txt").write_text("\n".join([first, *spoiled, "", "no-space"]))
    assert Reader(draft.root, cache).read() == sound


def test_a_cache_that_another_version_wrote_is_not_believed(
    draft: Draft, cache: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    Reader(draft.root, cache).read()
    parsed.clear()
    newer = tmp_path / "document.py"
    newer.write_bytes(Path(document.__file__).read_bytes() + b"# newer\n")
    monkeypatch.setattr(document, "__file__", str(newer))
    Reader(draft.root, cache).read()
    assert len(parsed) > 10


def test_nothing_is_written_when_nothing_changed(draft: Draft, cache: Path) -> None:
    Reader(draft.root, cache).read()
    before = {file.name: file.stat().st_mtime_ns for file in cache.iterdir()}
    Reader(draft.root, cache).read()
    assert {file.name: file.stat().st_mtime_ns for file in cache.iterdir()} == before


def test_no_cache_folder_means_no_file_anywhere(draft: Draft, tmp_path: Path) -> None:
    Reader(draft.root).read()
    assert [path.name for path in tmp_path.iterdir()] == ["catalog"]


# Many processes


# Newer Pythons warn of a fork beside threads; those of the test runner do nothing that matters here.
@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_many_processes_read_what_one_reads(draft: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    draft.change(NANO, "open_weights: false", "open_weights: ~")
    for number in range(200):
        draft.write(f"models/acme/m{number}/model.yaml", f"name: M {number}\ncontext_window: {number}.5\n")
    one = Reader(draft.root, jobs=1).read()
    monkeypatch.setattr(directory, "_FORK_FROM", 10)
    assert Reader(draft.root, jobs=2).read() == one
    assert len(one[1]) == 201


# Plain data as text

PLAIN: st.SearchStrategy[Any] = st.recursive(
    st.booleans() | st.integers(-(10**15), 10**15) | st.text(max_size=20) | st.decimals(-(10**7), 10**7, places=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
)


@given(PLAIN)
def test_plain_data_comes_back_as_it_was(data: Any) -> None:
    text = encode(data)
    assert "\n" not in text
    assert decode(text) == data


@given(st.integers(0, 10**7 - 1), st.text("0123456789", min_size=1, max_size=8))
def test_a_decimal_keeps_every_digit(whole: int, fraction: str) -> None:
    written = Decimal(f"{whole}.{fraction}")
    found = decode(encode(written))
    assert (type(found), found) == (Decimal, written)


# Writing


def test_a_write_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "data.txt"
    write_atomically(target, b"old")

    def fail(self: Path, to: Path) -> Path:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        write_atomically(target, b"new")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["data.txt"]


def test_a_cache_without_a_folder_keeps_nothing() -> None:
    cache = Cache(None)
    cache.keep("digest", "{}")
    cache.save()
    assert cache.data("digest") is None
