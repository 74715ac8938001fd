"""How pages are held against axe: the looks in which they are opened, and what must not be found in any.

A palette breaks contrast at every width, a width breaks layout in both palettes: two looks of four find either.
"""

from __future__ import annotations

from typing import Any, Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

DESKTOP: Final[Any] = {"width": 1280, "height": 900}
PHONE: Final[Any] = {"width": 390, "height": 844}

LOOKS: Final[dict[str, Any]] = {
    "light": {"color_scheme": "light", "viewport": DESKTOP},
    "dark": {"color_scheme": "dark", "viewport": PHONE},
}


def assert_sound(page: Page) -> None:
    """Fail where axe finds anything on a page as it stands, or the page is wider than its window."""
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), "the page scrolls sideways"
