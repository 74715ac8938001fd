"""Every page of the shipped site leads somewhere and can be found.

mkdocs checks what it renders itself; the pages of the catalog are spliced in after it, so the site is read here as it
was written to disk, the hand-written pages and the 404 page included.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.site import csp
from generator.site.links import broken_links
from generator.site.shell import MARK
from tests.shipped_site import SITE_URL

NOT_FOUND = "404.html"
"""The host serves it at every address that does not exist, so it has none of its own."""


@pytest.fixture(scope="module")
def pages(site_dir: Path) -> dict[str, str]:
    """Every page, by its address inside the site; the home page is the empty address."""
    return {
        path.relative_to(site_dir).as_posix().removesuffix("index.html"): path.read_text(encoding="utf-8")
        for path in sorted(site_dir.rglob("*.html"))
    }


@pytest.fixture(scope="module")
def heads(pages: dict[str, str]) -> dict[str, str]:
    """The head of every page."""
    return {
        address: html[html.index("<head>") + len("<head>") : html.index("</head>")] for address, html in pages.items()
    }


def without_one(texts: dict[str, str], pattern: str) -> list[str]:
    """The addresses of pages on which a pattern is not found exactly once."""
    return [address for address, text in texts.items() if len(re.findall(pattern, text)) != 1]


def test_the_site_has_the_pages_that_visitors_come_for(pages: dict[str, str]) -> None:
    wanted = {"", "models/", "providers/", "developers/", "compare/", "glossary/", NOT_FOUND}
    assert wanted | {"models/openai/gpt-4.1-nano/", "families/openai/gpt-4.1/", "providers/azure/"} <= pages.keys()


def test_every_internal_link_and_anchor_leads_somewhere(site_dir: Path) -> None:
    assert list(map(str, broken_links(site_dir, SITE_URL))) == []


def test_every_page_has_one_title_and_one_description(heads: dict[str, str]) -> None:
    assert without_one(heads, r"<title>[^<]*\S[^<]*</title>") == []
    assert without_one(heads, r'<meta name="description" content="[^"]{20,}">') == []


def test_every_page_says_its_own_address(heads: dict[str, str]) -> None:
    said = {address: re.findall(r'<link rel="canonical" href="([^"]*)">', head) for address, head in heads.items()}
    assert said.pop(NOT_FOUND) == []
    assert {address: links for address, links in said.items() if links != [SITE_URL + address]} == {}


def test_every_page_has_one_heading_and_a_link_that_skips_to_it(pages: dict[str, str]) -> None:
    for address, html in pages.items():
        (heading,) = re.findall(r'<h1\b(?: id="([^"]*)")?', html)
        assert re.findall(r'<a href="#([^"]*)" class="md-skip">', html) == [heading], address


def test_the_pages_of_the_catalog_have_their_heading_at_the_top(pages: dict[str, str]) -> None:
    folders = ("models/", "providers/", "developers/", "families/", "compare/")
    assert without_one({a: html for a, html in pages.items() if a.startswith(folders)}, '<h1 id="top">') == []


def test_the_policy_comes_first_on_every_page(heads: dict[str, str]) -> None:
    first = f'<meta http-equiv="Content-Security-Policy" content="{csp.policy()}">'
    assert [address for address, head in heads.items() if not head.lstrip().startswith(first)] == []


def test_no_inline_script_runs_but_the_themes(pages: dict[str, str]) -> None:
    found = {address: csp.inline_scripts(html) - set(csp.INLINE_SCRIPTS) for address, html in pages.items()}
    assert {address: scripts for address, scripts in found.items() if scripts} == {}


def test_the_sitemap_lists_every_page_once(site_dir: Path, pages: dict[str, str]) -> None:
    listed = re.findall("<loc>([^<]*)</loc>", (site_dir / "sitemap.xml").read_text(encoding="utf-8"))
    assert sorted(listed) == sorted(SITE_URL + address for address in pages if address != NOT_FOUND)


def test_no_slot_of_a_shell_is_left(site_dir: Path) -> None:
    files = [path for path in site_dir.rglob("*") if path.is_file()]
    assert [path.name for path in files if MARK.encode() in path.read_bytes() or MARK in path.as_posix()] == []
