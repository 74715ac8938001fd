"""Hostile values in a real browser: in the catalog, and in the address that somebody was sent.

The hostile site and its tame twin (tests/twins.py) are read by the same parser and run by the same scripts, so whatever
element, attribute or scheme only one of them has was smuggled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.site_search import search
from tests.shipped_site import ROOT, serve
from tests.twins import Twins

OUTLINE: Final = """
(root) => [...root.querySelectorAll("*")].map((each) => {
  const schemes = ["href", "src", "action", "formaction", "data"].map((name) => each.getAttribute(name) ?? "");
  const names = each.getAttributeNames().filter((name) => name !== "hidden").sort().join(" ");
  return `${each.localName} ${names} ${schemes.map((url) => (/^[a-z][a-z0-9+.-]*:/i.exec(url) ?? [""])[0])}`;
})
"""
"""Every element with the names of its attributes and the schemes of its addresses."""

ADDRESSES: Final = {
    "a name that every object has": "constructor",
    "a list of markup and names": quote("<img src=x onerror=smuggled=1>,__proto__", safe="=<>,"),
    "a broken encoding": "%00%E0%A4%A({[*+?\\^$`${7}|",
}
"""Values in an address that somebody was sent."""


@pytest.fixture(scope="module")
def sites(twins: Twins) -> Iterator[tuple[str, str]]:
    """The addresses of the hostile site and of its twin."""
    with serve(twins.hostile) as hostile, serve(twins.tame) as tame:
        yield hostile, tame


def addresses(site: Path) -> list[str]:
    """The address of every page inside the site, which must have some."""
    found = [path.relative_to(site).as_posix().removesuffix("index.html") for path in sorted(site.rglob("*.html"))]
    assert found
    return found


def tools(site: Path) -> list[str]:
    """The addresses of the home page and of the pages right below it, but for those that are written by hand."""
    written = {f"{path.stem}/" for path in (ROOT / "docs" / "pages").glob("*.md")}
    return [address for address in addresses(site) if address.count("/") < 2 and address not in written | {"404.html"}]


def read(path: Path) -> str:
    return path.read_text("utf-8")


def parameters(site: Path) -> list[str]:
    """Every word of the site's own scripts that may be the name of a parameter of an address."""
    # Names stand in quotes, as keys, or as properties of a state.
    named = r"(?<=[\"'.])[a-z]{2,9}\b|\b[a-z]{2,9}(?=:| \})"
    words = (re.findall(named, read(path)) for path in sorted((site / "assets").glob("*.js")))
    return sorted({word for found in words for word in found})


def test_the_browser_parses_the_same_elements(page: Page, twins: Twins) -> None:
    parse = f"(html) => ({OUTLINE})(new DOMParser().parseFromString(html, 'text/html'))"
    for address in addresses(twins.tame):
        name = address if address.endswith(".html") else f"{address}index.html"
        hostile, tame = (page.evaluate(parse, read(site / name)) for site in twins)
        assert hostile == tame, address


def test_no_page_runs_a_value_or_makes_the_browser_complain(
    complaints: list[str], visit: Visit, sites: tuple[str, str], twins: Twins
) -> None:
    for address in addresses(twins.hostile):
        visit(sites[0] + address)
    assert complaints == []


def test_scripts_make_the_same_elements(
    complaints: list[str], visit: Visit, page: Page, sites: tuple[str, str], twins: Twins
) -> None:
    """Both models are asked for in every tool, with every column, every menu open, and every id in every field."""
    columns = ",".join(parameters(twins.tame))
    query = f"?models=acme/one,acme/one-nano&model=acme/one&view=routes&columns={columns}"
    ids = "acme-one-120b acme/one acme-one-nano one-nano acme-one-2024-11-01 acme-one-120"
    for address in tools(twins.tame):
        outlines = []
        for site in sites:
            visit(f"{site}{address}{query}")
            for area in page.locator("main textarea:visible").all():
                area.fill(ids)
            page.evaluate("document.querySelectorAll('main details').forEach((each) => (each.open = true))")
            for mark in page.locator("main .mc-cite a:visible").all()[:1]:
                mark.focus()
            page.wait_for_timeout(300)  # fields answer a moment after the last key
            outlines.append(page.locator(".md-content").evaluate(OUTLINE))
        assert outlines[0] == outlines[1], address
    assert complaints == []


def test_what_is_found_stays_text(
    complaints: list[str], visit: Visit, page: Page, sites: tuple[str, str], twins: Twins
) -> None:
    outlines = []
    for site in sites:
        visit(site)
        expect(search(page, "one-nano").first).to_be_visible()
        outlines.append(set(page.locator(".md-search-result").evaluate(OUTLINE)))
    # How many words are marked depends on the text, but not what they are marked with.
    assert outlines[0] == outlines[1]
    assert complaints == []


@pytest.mark.parametrize(
    ("name", "but"),
    [
        *((name, "nothing") for name in ADDRESSES),
        # What is searched for hides what is sorted and shown.
        ("a name that every object has", "find"),
    ],
)
def test_no_address_makes_a_page_do_anything(
    complaints: list[str], visit: Visit, sites: tuple[str, str], twins: Twins, name: str, but: str
) -> None:
    query = "&".join(f"{word}={ADDRESSES[name]}" for word in parameters(twins.tame) if word != but)
    for address in tools(twins.tame):
        visit(f"{sites[1]}{address}?{query}#{ADDRESSES[name]}")
    assert complaints == []
