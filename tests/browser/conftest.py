"""The small site in a browser, and every complaint that the browser makes about a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.looks import LOOKS
from tests.shipped_site import serve
from tests.small_site import build_small_site

# A busy machine is slow and not wrong: what has to come may take its time.
expect.set_options(timeout=20_000)

REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
"""


@pytest.fixture(scope="session")
def small_site_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the small site (tests/small_site.py); it ends in a slash."""
    folder: Path = tmp_path_factory.mktemp("small")
    build_small_site(folder, folder / "site")
    with serve(folder / "site") as url:
        yield url


@pytest.fixture(params=LOOKS)
def look(request: pytest.FixtureRequest, new_context: Callable[..., BrowserContext]) -> Page:
    """An empty page for axe, once for each look (tests/browser/looks.py)."""
    # axe is injected as a script, which our policy would refuse. What fades in has no colour of its own yet.
    return new_context(**LOOKS[request.param], bypass_csp=True, reduced_motion="reduce").new_page()


@pytest.fixture
def complaints(context: BrowserContext) -> list[str]:
    """What pages write to the console, throw, or do against their security policy. Ask for it before `page`."""
    found: list[str] = []
    context.add_init_script(REPORT_VIOLATIONS)
    context.on("console", lambda message: found.append(f"{message.type}: {message.text}"))
    context.on("weberror", lambda error: found.append(f"thrown: {error.error}"))
    return found
