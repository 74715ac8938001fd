"""After an edit, every page that differs is made anew: held against making all of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.site.build import CatalogSite
from tests import small_catalog

EDITS = [
    ("models/acme/one/model.yaml", "name: Acme One", "name: Acme Uno"),
    ("models/acme/one/model.yaml", "context_window: 1047576", "context_window: 1047575"),
    ("models/acme/one/model.yaml", "released_on: 2025-04-14\nknowledge", "released_on: 2025-04-13\nknowledge"),
    ("models/acme/one-mini/model.yaml", "score: 75.5", "score: 79.5"),
    ("models/acme/one/routes/acme.yaml", "input: 0.10, cached_input", "input: 0.11, cached_input"),
    ("models/acme/one/routes/acme.yaml", "retires_on: 2027-04-22", "retires_on: 2026-11-01"),
    ("models/acme/one/routes/acme.yaml", "replacement: acme/one-mini", "replacement: acme/paint"),
    ("models/acme/one/routes/hosting.yaml", "regions: [eu]", "regions: []"),
    ("models/zenith/zen/routes/hosting.yaml", "output: 0.3", "output: 0.4"),
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    small_catalog.write(tmp_path / "catalog")
    # A price for the tests of figures that no check would let pass.
    routes = tmp_path / "catalog/models/acme/one/routes/hosting.yaml"
    routes.write_text(routes.read_text().replace("0.0000001", "0.1"))
    # Somebody else's model in the same benchmark.
    zen = tmp_path / "catalog/models/zenith/zen/model.yaml"
    zen.write_text(zen.read_text() + "benchmarks:\n  - {benchmark: mmlu, score: 78, reported_by: acme}\n")
    return tmp_path


@pytest.mark.parametrize(("path", "old", "new"), EDITS, ids=[new.split("\n")[0] for _, _, new in EDITS])
def test_every_page_that_differs_is_made_anew(root: Path, path: str, old: str, new: str) -> None:
    site = CatalogSite(
        root,
        date(2026, 11, 21),
        site_url="https://example.org/catalog/",
        repo_url="https://github.com/example/catalog",
    )
    before = {ref.key: site.render(ref) for ref in site.pages()}
    file = root / "catalog" / path
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))
    touched = site.reload([file])
    assert touched is not None
    differing = {ref.key for ref in site.pages() if site.render(ref) != before.get(ref.key)}
    assert differing
    assert differing <= touched


def test_an_edit_of_what_all_pages_share_makes_all_anew(root: Path) -> None:
    site = CatalogSite(root, date(2026, 11, 21), site_url="https://example.org/", repo_url="https://github.com/e/c")
    assert site.reload([root / "catalog" / "providers" / "acme.yaml"]) is None
