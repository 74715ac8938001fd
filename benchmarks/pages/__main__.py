"""`python -m benchmarks.pages`: builds the shipped site and a grown one, and prints one table of what readers wait for.

Milliseconds and performance scores depend on the machine and the hour: measure when it is quiet. Weights do not.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import click
from playwright.sync_api import Browser, sync_playwright

from benchmarks.pages import lighthouse
from benchmarks.pages.keystrokes import keystrokes, search
from benchmarks.pages.measure import Figure
from benchmarks.pages.weight import data_weights, weights
from benchmarks.workspace import Workspace
from tests.browser import LAUNCH_ARGS, executable
from tests.shipped_site import build_site, serve

PARTS: Final = ("weight", "keystrokes", "search", "lighthouse")
ROWS: Final = 3000
FOLDER: Final = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.option("--only", default=",".join(PARTS), show_default=True, help="What to measure, with commas.")
@click.option(
    "--runs", default=3, show_default=True, type=click.IntRange(min=1), help="Runs of Lighthouse for a median."
)
@click.option("--site", type=FOLDER, help="The shipped catalog's site, where it is built already.")
@click.option("--grown", type=FOLDER, help=f"A site of {ROWS:,} models, where one is built already.")
def main(only: str, runs: int, site: Path | None, grown: Path | None) -> None:
    """Measure the pages: weight, keystroke to paint, search, Lighthouse's scores."""
    wanted = set(only.split(","))
    if unknown := sorted(wanted - set(PARTS)):
        raise click.BadParameter(f"{', '.join(unknown)} is not measured. Choose from {', '.join(PARTS)}.")
    try:
        if "lighthouse" in wanted:
            lighthouse.install()
        with tempfile.TemporaryDirectory(prefix="benchmark-") as folder, sync_playwright() as playwright:
            chrome = playwright.chromium.launch(executable_path=executable(), args=LAUNCH_ARGS)
            if wanted - {"keystrokes"}:
                _shipped(site or _built(Path(folder, "site")), chrome, wanted, runs)
            if "keystrokes" in wanted:
                _grown(grown or _built_grown(Path(folder, "grown")), chrome)
            chrome.close()
    except lighthouse.CannotMeasure as error:
        raise click.ClickException(str(error)) from error


def _built(site: Path) -> Path:
    build_site(site)
    return site


def _built_grown(root: Path) -> Path:
    root.mkdir()
    workspace = Workspace.make(root, ROWS)
    workspace.generator("build")
    return workspace.site


def _shipped(site: Path, chrome: Browser, wanted: set[str], runs: int) -> None:
    parts: dict[str, Callable[[str], Iterable[Figure]]] = {
        "weight": lambda url: weights(site, url, chrome),
        "search": lambda url: search(url, chrome),
        "lighthouse": lambda url: lighthouse.scores(url, runs),
    }
    with serve(site) as url:
        for name, measure in parts.items():
            if name in wanted:
                _show(f"the shipped catalog, {name}", measure(url))


def _grown(site: Path, chrome: Browser) -> None:
    with serve(site) as url:
        _show(f"{ROWS:,} models", [*data_weights(site), *keystrokes(url, chrome)])


def _show(title: str, figures: Iterable[Figure]) -> None:
    click.echo(f"\n{title}")
    for figure in figures:
        click.echo(figure.line())


if __name__ == "__main__":
    main()
