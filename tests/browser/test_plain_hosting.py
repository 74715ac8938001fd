"""The site needs nothing of its host but files: any base path, no rewrites, no redirects, no other host.

The host here is the poorest there is: it answers with the file that the address names, with a folder's index.html
where the address ends in a slash, and with nothing else.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect

from tests.browser.conftest import Visit
from tests.shipped_site import serve
from tests.twins import Twins

BASES: Final = ["/", "/a/b/"]


class PoorHost(SimpleHTTPRequestHandler):
    """Files below a base path, and an empty 404 for everything else, folders without a slash included."""

    base = "/"

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a test's output is the test's own."""

    def do_GET(self) -> None:
        """Send the file, if there is one."""
        path = urlsplit(self.path).path
        file = Path(self.translate_path("/" + path.removeprefix(self.base)))
        if not path.startswith(self.base) or not (file / "index.html" if path.endswith("/") else file).is_file():
            self.send_response(HTTPStatus.NOT_FOUND)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self.path = "/" + path.removeprefix(self.base)
        super().do_GET()


@contextmanager
def hosted(site: Path, base: str) -> Iterator[str]:
    """Serve a site below `base`; the value is its address."""
    handler = type("Host", (PoorHost,), {"base": base})
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{base}"
        finally:
            server.shutdown()


@pytest.fixture
def requests(context: BrowserContext) -> list[Request]:
    """Everything that pages ask for."""
    found: list[Request] = []
    context.on("request", lambda request: found.append(request))
    return found


@pytest.mark.parametrize("base", BASES)
def test_every_link_leads_somewhere_and_nothing_comes_from_elsewhere(
    complaints: list[str], requests: list[Request], visit: Visit, page: Page, twins: Twins, base: str
) -> None:
    with hosted(twins.tame, base) as home:
        waiting, seen = [home], {home}
        while waiting:
            visit(waiting.pop())
            links = page.evaluate(
                "[...document.querySelectorAll('a[href], link[href]')].map((each) => each.href.split(/[?#]/)[0])"
            )
            new = {link for link in links if link.startswith(home)} - seen
            waiting += sorted(link for link in new if link.endswith("/"))
            seen |= new
            assert [link for link in links if urlsplit(link).netloc == urlsplit(home).netloc and link not in seen] == []
        assert [each.url for each in requests if not each.url.startswith((home, "data:"))] == []
    assert complaints == []
    led_to = {link.removeprefix(home) + ("index.html" if link.endswith("/") else "") for link in seen}
    files = {path.relative_to(twins.tame).as_posix() for path in twins.tame.rglob("*") if path.is_file()}
    assert led_to - files == set()
    assert {path for path in files if path.endswith(".html")} - led_to == {"404.html"}


def test_the_page_for_lost_visitors_works_at_any_depth(
    complaints: list[str], requests: list[Request], visit: Visit, page: Page, twins: Twins
) -> None:
    with serve(twins.tame) as home:
        visit(f"{home}no/such/deep/page/")
        expect(page.get_by_role("heading", level=1)).to_have_text("There is no page at this address")
        assert page.evaluate("[...document.styleSheets].every((sheet) => sheet.cssRules.length > 0)")
        page.get_by_role("link", name="All models").click()
        expect(page).to_have_url(f"{home}models/")
        assert [each.url for each in requests if not each.url.startswith((home, "data:"))] == []
    # The address itself, and nothing that the page asked for.
    assert len(complaints) == 1
    assert "404" in complaints[0]
