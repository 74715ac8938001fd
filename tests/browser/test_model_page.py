"""The page of GPT-4.1 nano as people use it: by mouse, keyboard and touch, on a phone, on paper, without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.looks import PHONE, assert_sound
from tests.browser.site_search import THEME_HAS_STARTED, search

MODEL = "models/openai/gpt-4.1-nano/"
DAY = re.compile(r"read \d{4}-\d{2}-\d{2}")

NewContext = Callable[..., BrowserContext]
"""pytest-playwright's `new_context`: it closes what it opened."""


def mark_of(page: Page, fact: str) -> Locator:
    """The mark of a fact where it stands among the capabilities and limits."""
    return page.locator(f".mc-columns .mc-cite a[aria-label*='for {fact}:']").first


def note(page: Page) -> Locator:
    return page.get_by_role("tooltip")


def press_tab_until_focused(page: Page, target: Locator) -> None:
    """Walk with the keyboard alone to an element that is near."""
    for _ in range(10):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError("ten presses of Tab did not lead there")


def open_all(page: Page) -> None:
    """Open every folded part, so that it is looked at as well."""
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")


# For everybody


def test_axe_finds_nothing(look: Page, site_url: str) -> None:
    look.goto(site_url + MODEL, wait_until="networkidle")
    open_all(look)
    mark_of(look, "knowledge cutoff").focus()
    expect(note(look)).to_be_visible()
    assert_sound(look)


def test_the_page_does_not_scroll_sideways_on_a_phone(new_context: NewContext, site_url: str) -> None:
    page = new_context(viewport=PHONE).new_page()
    page.goto(site_url + MODEL)
    open_all(page)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_the_browser_has_nothing_to_complain_about(complaints: list[str], page: Page, site_url: str) -> None:
    page.goto(site_url + MODEL, wait_until="networkidle")
    open_all(page)
    mark_of(page, "knowledge cutoff").hover()
    page.get_by_role("link", name="Improve this page").first.click()
    page.wait_for_url("**/#improve")
    assert complaints == []


# Citations


def test_a_mouse_over_a_mark_shows_level_source_and_day(page: Page, site_url: str) -> None:
    page.goto(site_url + MODEL)
    mark = mark_of(page, "context window")
    mark.hover()
    expect(note(page)).to_contain_text("context window: primary")
    reference = page.locator(mark.get_attribute("href") or "")
    title = reference.locator("a").inner_text()
    source = note(page).get_by_role("listitem").first
    expect(source).to_contain_text(title)
    expect(source).to_have_text(DAY)
    page.get_by_role("heading", level=1).hover()
    expect(note(page)).to_be_hidden()


def test_the_mouse_can_move_from_a_mark_into_its_note(page: Page, site_url: str) -> None:
    page.goto(site_url + MODEL)
    mark = mark_of(page, "context window")
    mark.hover()
    link = note(page).get_by_role("link").first
    target = link.get_attribute("href")
    link.hover()
    expect(note(page)).to_be_visible()
    link.click()
    page.wait_for_url(f"**/{target}")


def test_the_keyboard_reaches_a_mark_and_escape_closes_its_note(page: Page, site_url: str) -> None:
    page.goto(site_url + MODEL)
    mark = mark_of(page, "context window")
    page.locator("#capabilities .headerlink").focus()
    press_tab_until_focused(page, mark)
    expect(note(page)).to_contain_text("context window: primary")
    expect(mark).to_have_accessible_description(re.compile("context window: primary"))
    page.keyboard.press("Escape")
    expect(note(page)).to_be_hidden()
    expect(mark).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{mark.get_attribute('href')}")


def test_a_tap_shows_the_note_and_does_not_jump(new_context: NewContext, site_url: str) -> None:
    page = new_context(viewport=PHONE, has_touch=True, is_mobile=True).new_page()
    page.goto(site_url + MODEL)
    mark = mark_of(page, "context window")
    mark.scroll_into_view_if_needed()
    mark.tap()
    expect(note(page)).to_contain_text("context window: primary")
    expect(mark).to_be_in_viewport()
    assert "#" not in page.url
    box = note(page).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]
    link = note(page).get_by_role("link").first
    target = link.get_attribute("href")
    link.tap()
    page.wait_for_url(f"**/{target}")


def test_a_tap_elsewhere_closes_the_note(new_context: NewContext, site_url: str) -> None:
    page = new_context(viewport=PHONE, has_touch=True, is_mobile=True).new_page()
    page.goto(site_url + MODEL)
    mark_of(page, "context window").tap()
    expect(note(page)).to_be_visible()
    page.locator("#capabilities").tap(position={"x": 5, "y": 5})
    expect(note(page)).to_be_hidden()


def test_a_disputed_fact_says_who_differs(page: Page, site_url: str) -> None:
    page.goto(site_url + MODEL)
    mark = mark_of(page, "knowledge cutoff")
    expect(mark).to_have_text(re.compile("≠"))
    mark.hover()
    for said in ("2024-05-31", "2024-04"):
        expect(
            note(page).locator("li.mc-note-differs").filter(has_text=re.compile(rf"says {said}\b(?!-)"))
        ).to_have_count(1)
    listed = page.locator(".mc-disputes li").filter(has_text=re.compile("knowledge cutoff", re.IGNORECASE))
    expect(listed).to_contain_text("2024-05-31")
    expect(listed).to_contain_text("2024-04")


def test_without_javascript_every_mark_leads_to_a_reference(new_context: NewContext, site_url: str) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(site_url + MODEL)
    references = page.locator(".mc-references > li")
    numbers = {f"#ref-{place}": str(place) for place in range(1, references.count() + 1)}
    assert [item.get_attribute("id") for item in references.all()] == [href.lstrip("#") for href in numbers]
    marks = page.locator("a[href^='#ref-']").all()
    assert len(marks) > 100
    for mark in page.locator(".mc-cite a").all():
        assert (mark.text_content() or "").startswith(numbers[mark.get_attribute("href") or ""])
    mark = mark_of(page, "context window")
    mark.click()
    reference = page.locator(":target")
    expect(reference).to_be_in_viewport()
    expect(reference).to_contain_text(DAY)
    expect(reference.locator("a")).to_have_attribute("href", re.compile("^https://"))


def test_a_printed_page_names_its_sources(page: Page, site_url: str) -> None:
    page.goto(site_url + MODEL)
    mark_of(page, "context window").focus()
    page.emulate_media(media="print")
    expect(note(page)).to_be_hidden()
    first = page.locator(".mc-references > li").first
    expect(first).to_be_visible()
    address = first.locator("a").evaluate("link => getComputedStyle(link, '::after').content")
    assert first.locator("a").get_attribute("href") in address
    page.set_viewport_size({"width": 718, "height": 1000})  # a sheet of A4 within its margins
    for table in page.locator(".mc-scroll").all():
        assert table.evaluate("region => getComputedStyle(region).overflowX") == "visible"
        assert table.evaluate("region => region.scrollWidth <= region.clientWidth"), table.get_attribute("aria-label")


def test_a_printed_page_has_nothing_folded_and_nothing_to_press(page: Page, site_url: str) -> None:
    page.goto(site_url + MODEL)
    folded = page.locator("details.mc-snippet:not([open]) pre").first
    expect(folded).to_be_hidden()
    page.emulate_media(media="print")
    expect(folded).to_be_visible()
    for pressed in (
        ".md-header",
        ".md-tabs",
        ".md-sidebar",
        ".mc-review > a",
        ".mc-contents",
        ".headerlink",
        "[rel=edit]",
    ):
        expect(page.locator(pressed).first).to_be_hidden()


# Search


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("4.1-nano", "GPT-4.1 nano"),
        ("gtp-4.1-nano", "GPT-4.1 nano"),
        ("gpt-4.1-nano-2025-04-14", "GPT-4.1 nano"),
        ("anthropic.claude-sonnet-4-5-20250929-v1:0", "Claude Sonnet 4.5"),
        ("us.anthropic.claude-3-7-sonnet-20250219-v1:0", "Claude 3.7 Sonnet"),
        ("claude sonet 4.5", "Claude Sonnet 4.5"),
    ],
)
def test_the_search_finds_a_model_by_what_people_have(page: Page, site_url: str, query: str, first: str) -> None:
    page.goto(site_url)
    expect(search(page, query).first).to_have_text(first)


def test_a_model_is_found_and_opened_with_the_keyboard_alone(page: Page, site_url: str) -> None:
    page.goto(site_url)
    expect(search(page, "4.1-nano").first).to_have_text("GPT-4.1 nano")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".md-search-result__item > a").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{MODEL}")
    expect(page.get_by_role("heading", level=1)).to_have_text("GPT-4.1 nano")


# Keys


def test_a_letter_copies_compares_and_edits(new_context: NewContext, site_url: str) -> None:
    context = new_context(permissions=["clipboard-read", "clipboard-write"])
    context.route("https://github.com/**", lambda route: route.fulfill(body="the form", content_type="text/html"))
    page = context.new_page()
    page.goto(site_url + MODEL)
    expect(page.get_by_role("button", name="Copy the id gpt-4.1-nano")).to_be_visible()
    page.wait_for_function(THEME_HAS_STARTED)
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_focused()
    page.keyboard.press("y")
    expect(page.locator(".md-dialog")).to_contain_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "gpt-4.1-nano"
    page.keyboard.press("c")
    page.wait_for_url("**/compare/?models=openai/gpt-4.1-nano")
    page.go_back()
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("e")
    page.wait_for_url("https://github.com/**/openai/gpt-4.1-nano/**")


# Snippets


def test_a_snippet_can_be_copied(new_context: NewContext, site_url: str) -> None:
    page = new_context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    page.goto(site_url + MODEL)
    open_all(page)
    snippets = page.locator(".mc-snippet")
    assert snippets.count() >= 3
    for snippet in snippets.all():
        # A block gets its button when it is seen.
        snippet.locator("pre").scroll_into_view_if_needed()
        expect(snippet.locator(".md-clipboard, .md-code__button[data-md-type=copy]")).to_have_count(1)
    curl = snippets.filter(has_text="curl").filter(has=page.locator("pre")).last
    code = curl.locator("pre code")
    curl.locator("pre").hover()
    curl.get_by_role("button", name=re.compile("copy", re.IGNORECASE)).click()
    expect(page.locator(".md-dialog")).to_contain_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()").strip() == code.inner_text().strip()
