"""How many bytes a reader waits for, compressed as a static host sends them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser

from benchmarks.pages.measure import Figure
from tests.shipped_site import compressed

MODEL: Final = "models/openai/gpt-4.1-nano/"
"""A model of many sources and routes: its page is among the heavy ones."""

LOADED: Final = """() => [
  ...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource"),
].map((entry) => [new URL(entry.name).pathname, entry.encodedBodySize])"""

KB: Final = 1000


def weights(site: Path, url: str, browser: Browser) -> Iterator[Figure]:
    """Figures of the built site in `site`, which is served at `url`."""
    yield Figure("home, HTML", _weight(site / "index.html"), "KB", 60)
    page = browser.new_page()
    # Nobody touches the page, so it asks for no data.
    page.goto(url, wait_until="networkidle")
    loaded: list[tuple[str, int]] = page.evaluate(LOADED)
    page.close()
    before_data = [size for path, size in loaded if not path.endswith(".json")]
    remark = f"{len(before_data)} requests"
    yield Figure("home, all that it loads before data", sum(before_data) / KB, "KB", remark=remark)
    yield from data_weights(site)
    yield Figure("model page (GPT-4.1 nano), HTML", _weight(site / MODEL / "index.html"), "KB", 25)
    yield Figure("styles of every page", _weight(site / "assets/site.css"), "KB")


def data_weights(site: Path, of: str = "") -> Iterator[Figure]:
    """What the explorer fetches: the models at once, the rest when it is asked for."""
    for name in ("models", "routes"):
        yield Figure(f"explorer data{of}, {name}", _weight(site / f"explorer/{name}.json"), "KB", 100)


def _weight(file: Path) -> float:
    return len(compressed(file)) / KB
