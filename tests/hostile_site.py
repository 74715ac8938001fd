"""What mkdocs.yml names in the place of the catalog's site, for the twins (tests/twins.py)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from generator.reading import Problem, Reader, Records
from generator.site.build import CatalogSite
from tests import example_catalog, twins
from tests.places_of_text import dressed


class DressedReader(Reader):
    """Reads a catalog and puts other texts into it."""

    def __init__(self, root: Path, text: Callable[[int], str]) -> None:
        super().__init__(root, jobs=1)
        self._text = text

    def read(self) -> tuple[Records, list[Problem]]:
        """Return what is read, with the other texts."""
        records, problems = super().read()
        return dressed(records, self._text), problems


class DressedSite(CatalogSite):
    """The site of the example with other texts."""

    def __init__(self, root: Path, day: date, text: Callable[[int], str], *, site_url: str, repo_url: str) -> None:
        super().__init__(root, day, site_url=site_url, repo_url=repo_url)
        self._reader = DressedReader(root / "catalog", text)


def open_hostile(root: Path, day: date, *, site_url: str, repo_url: str) -> CatalogSite:
    """Open the site with hostile texts."""
    example_catalog.write(root / "catalog")
    return DressedSite(root, day, twins.hostile, site_url=site_url, repo_url=repo_url)


def open_tame(root: Path, day: date, *, site_url: str, repo_url: str) -> CatalogSite:
    """Open the same site with tame words."""
    example_catalog.write(root / "catalog")
    return DressedSite(root, day, twins.tame, site_url=site_url, repo_url=repo_url)
