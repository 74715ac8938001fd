"""One page of each layout of the shipped site, and each page that is written by hand, make the browser say nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.site.build import CatalogSite
from tests.browser.conftest import Visit
from tests.shipped_site import ROOT

LAYOUTS = {layout.name: layout for layout in CatalogSite(ROOT, date.min, site_url="", repo_url="").layouts}
WRITTEN = sorted(path.stem for path in (ROOT / "docs" / "pages").glob("*.md"))


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_largest_page_of_a_layout_is_silent(
    complaints: list[str], visit: Visit, site_dir: Path, site_url: str, name: str
) -> None:
    files = site_dir.glob("/".join((*LAYOUTS[name].path, "index.html")))
    largest = max(files, key=lambda file: (file.stat().st_size, file))
    visit(site_url + largest.relative_to(site_dir).as_posix().removesuffix("index.html"))
    assert complaints == []


@pytest.mark.parametrize("name", WRITTEN)
def test_a_page_written_by_hand_is_silent(complaints: list[str], visit: Visit, site_url: str, name: str) -> None:
    visit(site_url + ("" if name == "index" else f"{name}/"))
    assert complaints == []
