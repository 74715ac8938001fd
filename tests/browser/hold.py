"""An answer that comes late: a test decides when."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, Route


def hold(page: Page, url: str) -> Callable[[], None]:
    """Keep back the answer to the first request for `url`; call what is returned to let it go, once it is asked for."""
    held: list[Route] = []
    page.route(url, lambda route: held.append(route))

    def release() -> None:
        while not held:
            page.wait_for_timeout(20)
        held[0].continue_()

    return release
