"""Shells: cut where the slots are, filled safely, and no different from a page that mkdocs renders whole."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from generator.site.shell import Shell, SlotError, token
from tests import whole_render
from tests.shipped_site import ROOT
from tests.small_site import PLUGINS, build_small_site

SLOTS = {name: token(name) for name in ("title", "content")}
HTML = f'<title>{token("title")}</title><h1 title="{token("title")}">{token("content")}</h1>'


def test_a_spliced_page_is_the_page_that_mkdocs_would_have_rendered(tmp_path: Path) -> None:
    nav = "nav: [index.md]\nvalidation: {omitted_files: info, links: {not_found: info}}\n"
    spliced, whole = tmp_path / "spliced", tmp_path / "whole"
    build_small_site(tmp_path, spliced, PLUGINS + nav)
    hooks = f"hooks: ['{ROOT}/tests/whole_render.py']\nplugins: {{catalog: {{enabled: false}}}}\n"
    build_small_site(tmp_path, whole, hooks + nav)
    for path in whole_render.PATHS:
        page = Path(path, "index.html")
        assert (spliced / page).read_text() == (whole / page).read_text()


def test_each_place_of_a_slot_is_filled() -> None:
    shell = Shell.cut(HTML, SLOTS)
    page = shell.fill({"title": "A & B", "content": Markup("<b>c</b>"), "unused": "x"})
    assert page == '<title>A &amp; B</title><h1 title="A &amp; B"><b>c</b></h1>'


@given(st.text())
def test_text_stays_text_between_tags_and_in_attributes(text: str) -> None:
    html = Shell.cut(HTML, SLOTS).fill({"title": text, "content": text})
    seen: list[tuple[str, list[tuple[str, str | None]]]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            seen.append((tag, attrs))

    reader = Reader()
    reader.feed(html)
    reader.close()
    assert seen == [("title", []), ("h1", [("title", text)])]


def test_a_missing_slot_is_named() -> None:
    with pytest.raises(SlotError, match="printed no content"):
        Shell.cut(f"<title>{token('title')}</title>", SLOTS)


def test_a_slot_that_the_theme_changed_is_reported_with_its_surroundings() -> None:
    with pytest.raises(SlotError, match=r"zzslottit\.\.\."):
        Shell.cut(f'{HTML}<p title="{token("title")[:9]}...">', SLOTS)


def test_the_longer_of_two_slots_wins() -> None:
    long = f"models/{token('a')}/"
    shell = Shell.cut(f"{long} {token('a')}", {"path": long, "part": token("a")})
    assert shell.fill({"path": "models/x/", "part": "x"}) == "models/x/ x"


def test_content_that_looks_like_a_slot_is_left_alone() -> None:
    shell = Shell.cut(HTML, SLOTS)
    assert token("content") in shell.fill({"title": token("content"), "content": "c"})


@pytest.mark.parametrize("name", ["", "edit_url", "a-b", "A", "a1"])
def test_a_token_is_named_with_letters(name: str) -> None:
    with pytest.raises(ValueError, match="lower-case letters"):
        token(name)
