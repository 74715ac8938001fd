"""The search in a browser: ids lead, typos are forgiven, and what is found stays text."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.site_search import search
from tests.small_site import HOSTILE


def titles(page: Page, url: str, query: str) -> list[str]:
    """The titles that are found, best first; empty when nothing is."""
    page.goto(url)
    return search(page, query).all_inner_texts()


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("gpt-4.1-nano", "GPT-4.1 nano"),
        ("openai/gpt-4.1-nano", "GPT-4.1 nano"),
        ("gpt-4.1-nano-2025-04-14", "GPT-4.1 nano"),
        ("4.1-nano", "GPT-4.1 nano"),
        ("gpt 4.1 nano", "GPT-4.1 nano"),
        ("nano gpt 4.1", "GPT-4.1 nano"),
        ("GPT4.1NANO", "GPT-4.1 nano"),
        ("gpt-4.1", "GPT-4.1"),
        ("gpt-4", "GPT-4.1"),
        ("gpt-5.4-na", "GPT-5.4 nano"),
        ("sonnet", "Claude Sonnet 5"),
        ("cluade", "Claude Sonnet 5"),
        ("claude sonet", "Claude Sonnet 5"),
        ("anthropc", "Claude Sonnet 5"),
        ("zero data retention", "Glossary"),
        ("évidence lévels", "About the data"),
    ],
)
def test_the_best_answer_leads(page: Page, small_site_url: str, query: str, first: str) -> None:
    assert titles(page, small_site_url, query)[0] == first


def test_a_number_is_never_taken_for_another(page: Page, small_site_url: str) -> None:
    assert titles(page, small_site_url, "claude sonnet 5") == ["Claude Sonnet 5"]
    assert titles(page, small_site_url, "claude sonnet 4") == []
    assert titles(page, small_site_url, "gpt 4.1")[:3] == ["GPT-4.1", "GPT-4.1 nano", "GPT-4.1 mini"]
    assert "Claude Sonnet 5" not in titles(page, small_site_url, "4.1")
    found = titles(page, small_site_url, "gpt-4.1-nano-2025-04-14")
    assert found[0] == "GPT-4.1 nano"
    assert not {"GPT-4.1", "GPT-4.1 mini"} & set(found)


def test_nothing_found_says_so(page: Page, small_site_url: str) -> None:
    assert titles(page, small_site_url, "zzzz") == []


def test_a_section_of_a_hand_written_page_is_led_to(page: Page, small_site_url: str) -> None:
    titles(page, small_site_url, "floor date")
    section = page.locator(".md-search-result__item a").filter(has_text="Retirement date and floor date")
    expect(section.locator("mark", has_text="floor").first).to_be_visible()
    section.click()
    page.wait_for_url("**/glossary/#retirement-date-and-floor-date")


def test_what_is_found_can_be_opened_with_the_keyboard(page: Page, small_site_url: str) -> None:
    titles(page, small_site_url, "4.1-nano")
    page.keyboard.press("Enter")
    page.wait_for_url("**/models/openai/gpt-4.1-nano/")


def test_hostile_text_stays_text(complaints: list[str], page: Page, small_site_url: str) -> None:
    found = titles(page, small_site_url, "onerror")
    assert found == [HOSTILE]
    assert page.locator(".md-search-result__item img").count() == 0
    assert complaints == []


def test_a_hostile_query_stays_text(complaints: list[str], page: Page, small_site_url: str) -> None:
    titles(page, small_site_url, "<img src=x onerror=alert(1)>")
    assert page.locator(".md-search-result img").count() == 0
    assert complaints == []
