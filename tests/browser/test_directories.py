"""The home page, the indexes and the pages of providers, developers and families, on the shipped site in a browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looks import assert_sound

PAGES = [
    "",
    "models/",
    "evidence/",
    "changes/",
    "providers/",
    "developers/",
    "providers/openai/",
    "developers/openai/",
    "families/openai/gpt-4.1/",
]
NANO = "GPT-4.1 nano"


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_no_page_scrolls_sideways(look: Page, site_url: str, path: str) -> None:
    look.goto(site_url + path, wait_until="networkidle")
    assert_sound(look)


@pytest.mark.parametrize("path", PAGES)
def test_no_page_makes_the_browser_complain(complaints: list[str], page: Page, site_url: str, path: str) -> None:
    page.goto(site_url + path, wait_until="networkidle")
    assert complaints == []


def rows(page: Page) -> list[str]:
    """The models in sight, by name."""
    return page.locator("#models-list li:visible a").all_inner_texts()


@pytest.mark.parametrize("query", ["4.1-nano", "GPT nano 4.1", "gpt-4.1-nano-2025-04-14", "openai/gpt-4.1-nano"])
def test_the_index_narrows_to_what_was_typed(page: Page, site_url: str, query: str) -> None:
    page.goto(f"{site_url}models/")
    page.get_by_label("Filter").fill(query)
    assert NANO in rows(page)
    assert len(rows(page)) < 10


def test_the_filter_tells_how_many_are_left_and_escape_brings_all_back(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}models/")
    count = page.get_by_role("status")
    before, everything = count.inner_text(), rows(page)
    field = page.get_by_label("Filter")
    field.fill("4.1-nano")
    expect(count).to_have_text(f"1 of {before}")
    field.fill("no such model")
    expect(count).to_have_text(f"0 of {before}")
    assert rows(page) == []
    field.press("Escape")
    expect(count).to_have_text(before)
    assert rows(page) == everything


def test_nothing_moves_while_somebody_types(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}providers/")
    places = (
        "() => [...document.querySelectorAll('#providers-table th[scope=col]')]"
        ".map((th) => th.getBoundingClientRect().x)"
    )
    table = page.locator("#providers-table")
    before, box = page.evaluate(places), table.bounding_box()
    page.get_by_label("Filter").fill("bedrock")
    after = table.bounding_box()
    assert box is not None
    assert after is not None
    assert page.evaluate(places) == before
    assert (after["x"], after["y"], after["width"]) == (box["x"], box["y"], box["width"])


def test_what_was_typed_still_holds_after_coming_back(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}models/")
    page.get_by_label("Filter").fill("4.1-nano")
    page.get_by_role("link", name=NANO, exact=True).click()
    page.wait_for_url("**/models/openai/gpt-4.1-nano/")
    page.go_back()
    expect(page.get_by_label("Filter")).to_have_value("4.1-nano")
    assert rows(page) == [NANO]


def test_a_row_leads_to_the_sources_of_its_figures(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}?find=4.1-nano")
    page.get_by_role("link", name=f"sources of {NANO}").click()
    page.wait_for_url("**/models/openai/gpt-4.1-nano/#sources")
    expect(page.locator("#sources")).to_be_in_viewport()


def test_without_scripts_the_tables_are_whole_and_no_field_pretends(browser: Browser, site_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}models/")
    expect(page.get_by_role("link", name=NANO, exact=True)).to_be_visible()
    expect(page.get_by_label("Filter")).to_be_hidden()
    page.goto(site_url)
    expect(page.locator("#models-table tbody tr").first).to_be_visible()
    expect(page.get_by_label("Find a model")).to_be_hidden()
    context.close()


def test_a_wide_table_scrolls_by_keyboard_in_a_box_of_its_own(page: Page, site_url: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(site_url)
    page.get_by_label("Find a model").focus()
    # The explorer has its data and leaves the rows alone.
    expect(page.locator("[data-explorer][data-has~=routes]")).to_be_attached()
    region = page.locator(".mc-scroll:has(#models-table)")
    region.focus()
    expect(region).to_be_focused()
    name, second = region.locator("tbody th").first, region.locator("thead th").nth(2)
    before = name.bounding_box()
    for _ in range(20):
        page.keyboard.press("ArrowRight")
    expect(second).not_to_be_in_viewport()
    after = name.bounding_box()
    assert before is not None
    assert after is not None
    assert 0 <= after["x"] <= before["x"], "the name stays in sight while the figures pass"
