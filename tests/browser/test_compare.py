"""Comparisons as people use them: prerendered without a script, put together by hand, shared by address."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.looks import PHONE, assert_sound

FAMILY = "compare/openai/gpt-4.1/"
NANO, HAIKU = "openai/gpt-4.1-nano", "anthropic/claude-haiku-4-5"
TOOL = f"compare/?models={NANO},{HAIKU}"

NewContext = Callable[..., BrowserContext]
"""pytest-playwright's `new_context`: it closes what it opened."""

WHAT_IS_SHOWN = """table => [...table.rows].map(row => [...row.cells].map(cell => {
  const copy = cell.cloneNode(true);
  for (const mark of copy.querySelectorAll("sup")) mark.textContent = mark.querySelector(".mc-disputed") ? "≠" : "*";
  const styles = [...copy.querySelectorAll("[class]")].map(part => part.className);
  const scope = cell.getAttribute("scope");
  const hidden = cell.getAttribute("aria-hidden");
  return [cell.tagName, scope, hidden, copy.textContent.replace(/\\s+/g, " ").trim(), styles, "same" in row.dataset];
}))"""


def table(page: Page) -> Locator:
    return page.locator("table.mc-compare")


def heads(page: Page) -> list[str]:
    return page.locator("table.mc-compare thead th").all_text_contents()


def message(page: Page) -> Locator:
    return page.locator(".mc-compare-message")


def add(page: Page, text: str) -> None:
    page.get_by_label("Add a model").fill(text)
    page.keyboard.press("Enter")


# Prerendered


def test_a_comparison_is_complete_without_javascript(new_context: NewContext, site_url: str) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(site_url + FAMILY)
    assert heads(page) == ["GPT-4.1", "GPT-4.1 mini", "GPT-4.1 nano"]
    expect(page.get_by_text("Show differences only")).to_be_hidden()
    mark = page.get_by_role("row", name="Context window").locator(".mc-cite a").first
    mark.click()
    expect(page.locator(".mc-references li:target")).to_be_visible()


def test_the_index_says_what_needs_javascript(new_context: NewContext, site_url: str) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(site_url + "compare/")
    expect(page.get_by_text("With JavaScript you can put any models side by side here.")).to_be_visible()
    expect(page.get_by_label("Add a model")).to_be_hidden()
    page.get_by_role("link", name="GPT-4.1", exact=True).click()
    expect(table(page)).to_be_visible()


def test_rows_that_do_not_differ_can_be_hidden(page: Page, site_url: str) -> None:
    page.goto(site_url + FAMILY)
    same = table(page).locator("tr[data-same]")
    differing = table(page).locator("tbody tr:not([data-same]):not(.mc-group)")
    shown = differing.count()
    expect(same.first).to_be_visible()
    page.get_by_label("Show differences only").check()
    assert same.filter(visible=True).count() == 0
    assert differing.filter(visible=True).count() == shown > 0
    for group in table(page).locator("tbody:not([hidden])").all():
        assert group.locator("tr:not(.mc-group)").filter(visible=True).count() > 0
    page.get_by_label("Show differences only").uncheck()
    expect(same.first).to_be_visible()


def test_a_comparison_leads_to_the_tool_with_the_same_models(page: Page, site_url: str) -> None:
    page.goto(site_url + FAMILY)
    models = heads(page)
    page.get_by_role("link", name="Add or change models").click()
    expect(table(page)).to_be_visible()
    assert heads(page) == models


# The tool


def test_the_tool_shows_what_a_prerendered_page_shows(page: Page, site_url: str) -> None:
    page.goto(site_url + FAMILY)
    prerendered = table(page).evaluate(WHAT_IS_SHOWN)
    page.get_by_role("link", name="Add or change models").click()
    expect(table(page)).to_be_visible()
    assert table(page).evaluate(WHAT_IS_SHOWN) == prerendered
    assert len(prerendered) > 40


def test_an_address_shows_its_models(complaints: list[str], page: Page, site_url: str) -> None:
    page.goto(site_url + TOOL)
    expect(table(page)).to_be_visible()
    assert heads(page) == ["GPT-4.1 nano", "Claude Haiku 4.5"]
    assert complaints == []


def test_every_mark_of_the_tool_leads_to_a_source(page: Page, site_url: str) -> None:
    page.goto(site_url + TOOL)
    expect(table(page)).to_be_visible()
    marks = table(page).locator(".mc-cite a")
    assert marks.count() > 20
    for mark in marks.all():
        target, label = mark.get_attribute("href") or "", mark.get_attribute("aria-label") or ""
        assert page.locator(f"li{target} a[href^='https://']").count() == 1
        assert label.startswith(f"Source {target.removeprefix('#ref-')} for ")
    marks.first.click()
    expect(page.locator(".mc-references li:target")).to_be_in_viewport()


def test_models_are_added_and_removed_and_the_address_follows(page: Page, site_url: str) -> None:
    page.goto(site_url + "compare/")
    add(page, "gpt-4.1 nano")
    expect(message(page)).to_have_text("Add a second model to compare it with.")
    add(page, HAIKU)
    expect(table(page).locator("thead th")).to_have_count(2)
    assert page.url == site_url + TOOL
    page.get_by_role("button", name="Remove GPT-4.1 nano").click()
    expect(table(page).locator("thead th")).to_have_count(1)
    assert page.url == f"{site_url}compare/?models={HAIKU}"
    page.go_back()
    expect(table(page).locator("thead th")).to_have_count(2)


def test_a_model_is_found_by_part_of_its_name(page: Page, site_url: str) -> None:
    page.goto(site_url + "compare/")
    field = page.get_by_label("Add a model")
    field.fill("haiku 4.5")
    expect(page.locator("#compare-models option")).to_have_count(1)
    field.press("Enter")
    expect(table(page).locator("thead th")).to_have_text("Claude Haiku 4.5")


def test_a_choice_of_rows_is_part_of_the_address(page: Page, site_url: str) -> None:
    page.goto(site_url + TOOL)
    page.get_by_label("Show differences only").check()
    assert page.url == f"{site_url}{TOOL}&show=differences"
    page.reload()
    expect(table(page)).to_be_visible()
    expect(page.get_by_label("Show differences only")).to_be_checked()
    assert table(page).locator("tr[data-same]").filter(visible=True).count() == 0


def test_the_link_can_be_copied(new_context: NewContext, site_url: str) -> None:
    context = new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(site_url + TOOL)
    page.get_by_role("button", name="Copy link").click()
    expect(message(page)).to_have_text("The link is copied.")
    assert page.evaluate("navigator.clipboard.readText()") == site_url + TOOL


@pytest.mark.parametrize("unknown", ["openai/gpt-99", "gpt-4.1-nano", "a/../../x", "<img src=x onerror=alert(1)>"])
def test_an_unknown_model_is_named_and_the_others_are_shown(page: Page, site_url: str, unknown: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: pytest.fail("a script ran"))
    page.goto(site_url + "compare/")
    page.evaluate("models => location.assign('?models=' + encodeURIComponent(models))", f"{NANO},{unknown}")
    expect(message(page)).to_have_text(f"There is no model “{unknown}” in the catalog.")
    assert heads(page) == ["GPT-4.1 nano"]
    page.get_by_role("button", name=f"Remove {unknown}").click()
    expect(message(page)).to_have_text("Add a second model to compare it with.")
    fetched = [url.removeprefix(site_url) for url in asked if url.endswith(".json") and "/search/" not in url]
    assert [url for url in fetched if not url.startswith("compare/assets/")] == []


def test_a_name_that_is_no_models_is_answered(page: Page, site_url: str) -> None:
    page.goto(site_url + "compare/")
    add(page, "no such thing")
    expect(message(page)).to_have_text("No model is called “no such thing”. Choose one from the list.")
    expect(page.get_by_label("Add a model")).to_have_value("no such thing")


def test_a_failed_fetch_is_told(page: Page, site_url: str) -> None:
    page.route("**/compare/assets/models/**", lambda route: route.abort())
    page.goto(site_url + f"compare/?models={NANO}")
    expect(message(page)).to_have_text(f"{NANO} could not be fetched. Reload the page to try again.")


# For everybody


@pytest.mark.parametrize("path", [FAMILY, TOOL, "compare/"], ids=["family", "tool", "index"])
def test_axe_finds_nothing(look: Page, site_url: str, path: str) -> None:
    look.goto(site_url + path, wait_until="networkidle")
    assert_sound(look)


@pytest.mark.parametrize("path", [FAMILY, "compare/"])
def test_the_browser_has_nothing_to_complain_about(complaints: list[str], page: Page, site_url: str, path: str) -> None:
    page.goto(site_url + path, wait_until="networkidle")
    assert complaints == []


@pytest.mark.parametrize("path", [FAMILY, TOOL, "compare/"])
def test_a_phone_scrolls_the_table_and_not_the_page(new_context: NewContext, site_url: str, path: str) -> None:
    page = new_context(viewport=PHONE).new_page()
    page.goto(site_url + path, wait_until="networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_the_names_of_the_rows_stay_while_the_columns_move(new_context: NewContext, site_url: str) -> None:
    page = new_context(viewport=PHONE).new_page()
    page.goto(site_url + FAMILY)
    region = page.get_by_role("region", name="Models side by side")
    name = page.get_by_role("rowheader", name="Context window")
    before = name.bounding_box()
    region.evaluate("region => { region.scrollLeft = 200 }")
    assert region.evaluate("region => region.scrollLeft") > 100
    assert name.bounding_box() == before


def test_the_table_can_be_scrolled_by_keyboard(new_context: NewContext, site_url: str) -> None:
    page = new_context(viewport=PHONE, reduced_motion="reduce").new_page()
    page.goto(site_url + FAMILY)
    region = page.get_by_role("region", name="Models side by side")
    region.focus()
    for _ in range(20):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(50)
        if region.evaluate("region => region.scrollLeft") > 50:
            return
    raise AssertionError("twenty presses of the arrow key did not move the table")


def test_paper_shows_the_table_and_not_the_tools(page: Page, site_url: str) -> None:
    page.goto(site_url + TOOL)
    expect(table(page)).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_label("Add a model")).to_be_hidden()
    expect(page.get_by_role("button", name="Copy link")).to_be_hidden()
    expect(table(page)).to_be_visible()
