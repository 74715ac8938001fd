"""What is kept of a build comes back as it was, or is made again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from markupsafe import Markup

from generator.site.fragments import Fragments
from generator.site.pages import Page, PageRef

FILES = [("downloads/a.sqlite", b"\x00\xff\n\x80"), ("llms.txt", "Modèle\n".encode()), ("empty.json", b"")]


def refuse() -> Iterator[tuple[str, bytes]]:
    raise AssertionError("what was kept is not made again")


def test_files_come_back_byte_for_byte(tmp_path: Path) -> None:
    assert Fragments(tmp_path, "state").files("publication", lambda: iter(FILES)) == FILES
    assert Fragments(tmp_path, "state").files("publication", refuse) == FILES


def test_files_that_are_torn_are_made_again(tmp_path: Path) -> None:
    kept = Fragments(tmp_path, "state")
    kept.files("publication", lambda: FILES)
    file = tmp_path / "state" / "publication"
    file.write_bytes(file.read_bytes()[:-1])
    assert kept.files("publication", lambda: FILES[:1]) == FILES[:1]
    file.write_bytes(b"no json\n")
    assert kept.files("publication", lambda: FILES) == FILES


def test_another_state_of_the_catalog_keeps_nothing(tmp_path: Path) -> None:
    Fragments(tmp_path, "state").files("publication", lambda: FILES)
    assert Fragments(tmp_path, "next").files("publication", lambda: FILES[:1]) == FILES[:1]
    assert not (tmp_path / "state").exists()


def test_a_build_goes_on_when_another_drops_what_it_keeps(tmp_path: Path) -> None:
    ref, page = PageRef("page", "pricing/", "pricing"), Page("Pricing", "", Markup("<p>Pages</p>"))
    first = Fragments(tmp_path, "state")
    Fragments(tmp_path, "next")
    first.keep(ref, page)
    assert first.value("pages", lambda: ["pricing/"]) == ["pricing/"]
    assert first.files("publication", lambda: FILES) == FILES
    assert first.page(ref) == page
