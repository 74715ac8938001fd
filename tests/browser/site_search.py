"""The site's search: how it is asked a question, and what it has found when the question is answered."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

THEME_HAS_STARTED = "() => 'component$' in window"
"""The theme's script comes after the first paint, and names what it listens to."""


def search(page: Page, query: str) -> Locator:
    """Open the search with its key and ask it `query`; the titles that are found, best first."""
    page.wait_for_function(THEME_HAS_STARTED)
    page.keyboard.press("/")
    box = page.get_by_role("textbox", name="Search")
    # At once, so that no answer to half of the query can be taken for the answer; the theme asks at a key's end.
    box.fill(query)
    box.press("End")
    expect(page.locator(".md-search-result__meta")).to_contain_text("matching document")
    return page.locator(".md-search-result__item > a:first-child h1")
