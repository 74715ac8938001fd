"""The small site in a browser, and every complaint that the browser makes about a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Dialog, Page, Request, expect

from tests.browser.looks import LOOKS
from tests.shipped_site import serve
from tests.small_site import build_small_site

# A busy machine is slow and not wrong: what has to come may take its time.
expect.set_options(timeout=20_000)

Visit = Callable[[str], None]

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
    """What pages write to the console, throw, ask in a dialog, or do against their policy. Ask for it before `page`."""
    found: list[str] = []

    def note(dialog: Dialog) -> None:
        found.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    context.add_init_script(REPORT_VIOLATIONS)
    context.on("console", lambda message: found.append(f"{message.type}: {message.text}"))
    context.on("dialog", note)
    context.on("weberror", lambda error: found.append(f"thrown: {error.error}"))
    return found


@pytest.fixture
def visit(complaints: list[str], page: Page) -> Visit:
    """Opens an address in `page` and waits until its scripts have fetched what they need, and rest."""
    pending: set[Request] = set()
    page.on("request", lambda request: pending.add(request))
    page.on("requestfinished", lambda request: pending.discard(request))
    page.on("requestfailed", lambda request: pending.discard(request))

    def visited(url: str) -> None:
        before = len(complaints)
        page.goto(url)
        rests = 0
        while rests < 2:
            page.evaluate("new Promise((done) => requestIdleCallback(() => setTimeout(done, 20)))")
            rests = 0 if pending else rests + 1
        # One list for many pages says where.
        complaints[before:] = [f"{url.partition('?')[0]}: {found}" for found in complaints[before:]]
        assert page.evaluate("globalThis.smuggled") is None, f"a value ran as a script on {url}"

    return visited
