"""The frame of every page in a browser: silent, accessible, and usable without a mouse."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looks import assert_sound
from tests.browser.site_search import THEME_HAS_STARTED, search

PAGES = ["", "about-the-data/", "glossary/", "api/", "contribute/", "models/", "models/openai/gpt-4.1-nano/"]
SCHEMES = ["light", "dark"]


@pytest.mark.parametrize("path", PAGES)
def test_no_page_makes_the_browser_complain(complaints: list[str], page: Page, small_site_url: str, path: str) -> None:
    page.goto(small_site_url + path, wait_until="networkidle")
    expect(search(page, "nano").first).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("label[for^=__palette]:visible").click()
    page.wait_for_load_state("networkidle")
    assert complaints == []


def test_an_inline_script_in_a_page_does_not_run(complaints: list[str], page: Page, small_site_url: str) -> None:
    page.goto(small_site_url)
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.smuggled = true";
            document.body.append(script);
            document.body.insertAdjacentHTML("beforeend", '<img src="data:," onerror="window.smuggled = true">');
        }"""
    )
    page.wait_for_timeout(200)
    assert page.evaluate("window.smuggled") is None
    assert any(complaint.startswith("error: policy: script-src") for complaint in complaints)


@pytest.mark.parametrize("path", [*PAGES, "no/such/page/"])
def test_axe_finds_nothing(look: Page, small_site_url: str, path: str) -> None:
    look.goto(small_site_url + path, wait_until="networkidle")
    assert_sound(look)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_palette_follows_the_system_and_can_be_changed(page: Page, small_site_url: str, scheme: Any) -> None:
    ours, other = {"light": ("default", "slate"), "dark": ("slate", "default")}[scheme]
    page.emulate_media(color_scheme=scheme)
    page.goto(small_site_url)
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", ours)
    page.locator("label[for^=__palette]:visible").click()
    expect(body).to_have_attribute("data-md-color-scheme", other)
    page.goto(f"{small_site_url}glossary/")
    expect(body).to_have_attribute("data-md-color-scheme", other)


def test_the_skip_link_leads_to_the_heading(page: Page, small_site_url: str) -> None:
    for path in ("glossary/", "models/openai/gpt-4.1-nano/"):
        page.goto(small_site_url + path)
        page.keyboard.press("Tab")
        skip = page.get_by_role("link", name="Skip to content")
        expect(skip).to_be_focused()
        fragment = (skip.get_attribute("href") or "").rpartition("#")[2]
        expect(page.locator(f"h1[id='{fragment}']")).to_have_count(1)


def test_catalog_pages_have_no_side_navigation_but_a_table_of_contents(page: Page, small_site_url: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{small_site_url}models/openai/gpt-4.1-nano/")
    expect(page.locator(".md-sidebar--primary")).to_be_hidden()
    contents = page.get_by_role("navigation", name="On this page")
    expect(contents.get_by_role("link", name="Prices")).to_be_visible()


def test_the_drawer_on_a_phone_has_the_navigation(page: Page, small_site_url: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{small_site_url}models/openai/gpt-4.1-nano/")
    page.locator("label.md-header__button[for=__drawer]").click()
    expect(page.locator(".md-sidebar--primary").get_by_role("link", name="Providers")).to_be_visible()


def test_a_page_fetches_only_what_it_has_a_use_for(page: Page, small_site_url: str) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url.removeprefix(small_site_url)))
    page.goto(f"{small_site_url}glossary/")
    page.wait_for_function(THEME_HAS_STARTED)
    ours = {path for path in fetched if path.endswith((".css", ".js")) and "javascripts" not in path}
    assert ours == {f"assets/{name}" for name in ("site.css", "start.js", "page.js", "palette.js", "single-keys.js")}
    assert "search/pages.json" not in fetched
    expect(search(page, "na").first).to_be_visible()
    assert fetched.count("search/pages.json") == 1
