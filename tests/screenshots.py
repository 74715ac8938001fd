"""Pictures of the site, to look at and for the README.

    python -m tests.screenshots               every kind of page: light, dark and on a phone
    python -m tests.screenshots --readme      docs/screenshot.png anew

Without `--site` the shipped catalog is built first. The same day is pinned as in the tests, so a picture that differs
shows a change of ours.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, NamedTuple

import click
from playwright.sync_api import Browser, sync_playwright

from tests import browser
from tests.shipped_site import ROOT, build_site, serve

INTO = ROOT / "test-results" / "screenshots"
README_PICTURE = ROOT / "docs" / "screenshot.png"
MODEL = "models/openai/gpt-4.1-nano/"

PAGES = {
    "home": "",
    "models": "models/",
    "model": MODEL,
    "provider": "providers/openai/",
    "developer": "developers/openai/",
    "family": "families/openai/gpt-4.1/",
    "pricing": "pricing/",
    "lifecycle": "lifecycle/",
    "data-handling": "data-handling/",
    "changes": "changes/",
    "compare": "compare/?models=openai/gpt-4.1-nano,openai/gpt-4o-mini",
    "evidence": "evidence/",
    "glossary": "glossary/",
}
"""Addresses inside the site, by the name of their pictures."""


class Look(NamedTuple):
    """How a page is looked at."""

    scheme: Literal["light", "dark"]
    width: int
    height: int


LOOKS = {"light": Look("light", 1280, 800), "dark": Look("dark", 1280, 800), "phone": Look("light", 390, 844)}


@click.command()
@click.option("--into", type=click.Path(file_okay=False, path_type=Path), default=INTO, help="Folder of the pictures.")
@click.option("--site", "address", help="Address of a site that is served already.")
@click.option("--readme", is_flag=True, help="Take docs/screenshot.png anew, and nothing else.")
def main(into: Path, address: str | None, readme: bool) -> None:
    """Take pictures of the site."""
    with _site(address) as url, _chromium() as chromium:
        if readme:
            _take(chromium, url + MODEL, LOOKS["light"], README_PICTURE, whole=False)
            return
        for name, path in PAGES.items():
            for look_name, look in LOOKS.items():
                _take(chromium, url + path, look, into / f"{name}-{look_name}.png", whole=True)


@contextmanager
def _site(address: str | None) -> Iterator[str]:
    """The address of the site, with a slash at its end; built and served when none is given."""
    if address:
        yield f"{address.rstrip('/')}/"
        return
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        build_site(site)
        with serve(site) as url:
            yield url


@contextmanager
def _chromium() -> Iterator[Browser]:
    path = browser.executable()
    if path is None:
        raise click.ClickException("No Chromium was found. Run `python -m tests.browser`, which installs one.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=browser.LAUNCH_ARGS)
        yield chromium
        chromium.close()


def _take(chromium: Browser, url: str, look: Look, picture: Path, *, whole: bool) -> None:
    """Take one picture: of the whole page, or of what a window shows first."""
    picture.parent.mkdir(parents=True, exist_ok=True)
    page = chromium.new_page(
        viewport={"width": look.width, "height": look.height},
        color_scheme=look.scheme,
        reduced_motion="reduce",
        # For a style of ours, which the policy of the pages would refuse.
        bypass_csp=True,
    )
    answer = page.goto(url, wait_until="networkidle")
    if answer is None or not answer.ok:
        raise click.ClickException(f"{url} could not be opened.")
    # A picture of the whole page has no place that is off screen.
    page.add_style_tag(content="* { content-visibility: visible !important; }")
    page.screenshot(path=picture, full_page=whole, animations="disabled")
    page.close()
    click.echo(f"{picture} ({picture.stat().st_size // 1024} KB)")


if __name__ == "__main__":
    main()
