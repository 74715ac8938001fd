"""What a build holds besides spliced pages: sitemap, search, files, and the same bytes each time."""

from __future__ import annotations

import gzip
import json
import subprocess
from pathlib import Path

import pytest

from generator.site.links import broken_links
from generator.site.search import prose_entry
from tests.shipped_site import ROOT
from tests.small_site import HOSTILE, NAMES, REPO_URL, SITE_URL, build_small_site


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The small site and what mkdocs said while building it."""
    folder = tmp_path_factory.mktemp("small")
    return folder / "site", build_small_site(folder, folder / "site")


@pytest.fixture(scope="module")
def site(built: tuple[Path, str]) -> Path:
    return built[0]


def test_the_build_says_nothing_of_shells(built: tuple[Path, str]) -> None:
    assert "zzslot" not in built[1]
    assert not list(built[0].rglob("*zzslot*"))


def test_every_internal_link_resolves(site: Path) -> None:
    assert broken_links(site, SITE_URL) == []


def test_the_sitemap_has_every_page_and_the_day_of_each_record(site: Path) -> None:
    sitemap = (site / "sitemap.xml").read_text()
    for path in NAMES:
        assert f"<url><loc>{SITE_URL}{path}</loc><lastmod>2026-11-02</lastmod></url>" in sitemap
    assert f"<url><loc>{SITE_URL}</loc></url>" in sitemap
    assert f"<url><loc>{SITE_URL}glossary/</loc></url>" in sitemap
    assert gzip.decompress((site / "sitemap.xml.gz").read_bytes()).decode() == sitemap


def test_the_search_index_holds_text_and_ids_as_they_are(site: Path) -> None:
    docs = json.loads((site / "search/pages.json").read_text())
    by_location = {doc["location"]: doc for doc in docs}
    hostile = by_location["models/mistral/hostile/"]
    assert hostile["title"] == HOSTILE
    assert hostile["keys"] == ["hostile", "mistral/hostile", "hostile-2025-04-14"]
    assert by_location["glossary/"]["title"] == "Glossary"


def test_markup_of_hand_written_pages_does_not_reach_the_search() -> None:
    entry = {"location": "a/#b", "title": "B &amp; c", "text": "<p>one <code>&lt;b&gt;</code></p>\n<p>two</p>"}
    assert prose_entry(entry) == {"location": "a/#b", "title": "B & c", "text": "one <b> two"}


def test_our_search_worker_stands_where_the_theme_loads_its_own(site: Path) -> None:
    (worker,) = (site / "assets/javascripts/workers").iterdir()
    assert worker.read_bytes() == (ROOT / "docs/theme/assets/search-worker.js").read_bytes()
    config = (site / "index.html").read_text().partition('<script id="__config"')[2]
    assert f"assets/javascripts/workers/{worker.name}" in config
    assert not (site / "assets/javascripts/lunr").exists()


def test_the_catalogs_files_lie_beside_the_pages(site: Path) -> None:
    assert (site / "api/v1/models/openai/gpt-4.1-nano.json").read_bytes() == b"{}\n"
    assert (site / "api/v1/models.json").read_bytes() == b"[]\n"


def test_pages_light_up_their_section_and_no_other(site: Path) -> None:
    html = (site / "models/openai/gpt-4.1/index.html").read_text()
    tabs = html.partition('<nav class="md-tabs"')[2].partition("</nav>")[0]
    assert tabs.count("md-tabs__item--active") == 1
    active = tabs.partition("md-tabs__item--active")[2].partition("</li>")[0]
    assert active.split(">")[-2].partition("<")[0].strip() == "Models"


def test_an_edit_link_leads_to_the_record(site: Path) -> None:
    link = f'href="{REPO_URL}/edit/main/catalog/models/openai/gpt-4.1/model.yaml"'
    assert link in (site / "models/openai/gpt-4.1/index.html").read_text()
    assert 'rel="edit"' not in (site / "models/index.html").read_text()


def test_hand_written_pages_link_into_the_repository_wherever_it_is(site: Path) -> None:
    html = (site / "contribute/index.html").read_text()
    assert f'href="{REPO_URL}/blob/main/CONTRIBUTING.md"' in html
    assert "repo:" not in html


def test_two_builds_are_the_same(site: Path, tmp_path: Path) -> None:
    build_small_site(tmp_path, tmp_path / "again")
    difference = ["diff", "--recursive", "--brief", str(site), str(tmp_path / "again")]
    done = subprocess.run(difference, capture_output=True, text=True)
    assert done.stdout == ""


def test_a_layout_may_not_replace_a_page_written_by_hand(tmp_path: Path) -> None:
    more = 'plugins: {catalog: {site: "tests.small_site:open_clashing_site"}}\n'
    with pytest.raises(AssertionError, match=r"glossary/index\.md or glossary\.md is written by hand"):
        build_small_site(tmp_path, tmp_path / "site", more)


def test_problems_of_the_catalog_are_shown_and_nothing_is_deleted(tmp_path: Path) -> None:
    old = tmp_path / "site" / "old.html"
    old.parent.mkdir()
    old.write_text("the previous site")
    more = 'plugins: {catalog: {site: "tests.small_site:refuse"}}\n'
    with pytest.raises(AssertionError, match=r"model\.yaml:3:1: name: is missing") as caught:
        build_small_site(tmp_path, tmp_path / "site", more)
    assert "Traceback" not in str(caught.value)
    assert old.read_text() == "the previous site"
