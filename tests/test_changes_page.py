"""What changed lately, from the commits of a repository to the page, the list and the feed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import feedparser
import pytest
from bs4 import BeautifulSoup
from jsonschema import Draft202012Validator

from generator.diff import Entry, history
from generator.diff.past import MOST_OF_A_KIND
from generator.publish import changes
from generator.publish.api import Api
from generator.publish.schemas import KINDS, json_schema
from generator.site import changes_page
from generator.site.context import SiteContext
from tests import small_catalog
from tests.catalog_history import CatalogHistory

MINI_AT_ACME = "models/acme/one-mini/routes/acme.yaml"
ZEN = "models/zenith/zen/model.yaml"
NEW_PERIOD = "      - {from: 2026-12-01, basis: announced, standard: {input: 0.06, output: 0.4}}\n"


@pytest.fixture
def past(tmp_path: Path) -> CatalogHistory:
    """Two days of changes after the first: a price and a correction, then many models."""
    past = CatalogHistory(tmp_path)
    past.change(MINI_AT_ACME, "    evidence:", f"{NEW_PERIOD}    evidence:")
    past.change(ZEN, "context_window: 400000", "context_window: 200000")
    past.commit("2026-11-05")
    for number in range(MOST_OF_A_KIND + 1):
        past.write(f"models/zenith/new-{number:02}/model.yaml", f"name: New {number:02}\n")
    past.commit("2026-11-12")
    return past


def context(past: CatalogHistory, tmp_path_factory: pytest.TempPathFactory) -> SiteContext:
    small = small_catalog.context(tmp_path_factory.mktemp("catalog"))
    return replace(small, history_of=lambda: history(past.catalog))


def sentences(entries: tuple[Entry, ...]) -> list[str]:
    return [changes.sentence(entry) for entry in entries]


def test_each_commit_says_what_it_did_newest_first(past: CatalogHistory) -> None:
    found = history(past.catalog)
    assert [(revision.day, len(revision.entries)) for revision in found.revisions] == [
        (date(2026, 11, 12), 1),
        (date(2026, 11, 5), 2),
        (date(2026, 11, 1), len(found.revisions[2].entries)),
    ]
    assert sentences(found.revisions[1].entries) == [
        "Acme One mini at Acme API: input $0.05 -> $0.06 from 2026-12-01",
        "Zen: context window 400,000 -> 200,000 (corrected)",
    ]


def test_many_changes_of_a_kind_are_one_entry_that_names_the_first(past: CatalogHistory) -> None:
    (entry,) = history(past.catalog).revisions[0].entries
    assert changes.sentence(entry) == "13 models added: New 00, New 01, New 02, New 03, New 04 and 8 more"


def test_what_is_not_committed_is_not_told(past: CatalogHistory) -> None:
    before = history(past.catalog)
    past.change(ZEN, "context_window: 200000", "context_window: 100000")
    assert history(past.catalog) == before


def test_what_a_commit_did_is_worked_out_once(
    past: CatalogHistory, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path_factory.mktemp("cache")
    first = history(past.catalog, cache)

    def fail(*_: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr("generator.diff.past.read_sides", fail)
    assert history(past.catalog, cache) == first
    with pytest.raises(AssertionError, match="read again"):
        history(past.catalog)


def test_a_planted_cache_is_worked_out_anew(past: CatalogHistory, tmp_path_factory: pytest.TempPathFactory) -> None:
    cache = tmp_path_factory.mktemp("cache")
    first = history(past.catalog, cache)
    kept = json.loads((cache / "changes.json").read_text())
    for name in kept["commits"]:
        kept["commits"][name] = [{"topic": "no entry"}]
    (cache / "changes.json").write_text(json.dumps(kept))
    assert history(past.catalog, cache) == first


def test_what_is_older_than_a_hundred_days_is_left_out(past: CatalogHistory) -> None:
    past.change(ZEN, "name: Zen", "name: Zen One")
    past.commit("2027-02-12")
    found = history(past.catalog)
    assert found.cut
    assert found.since == date(2026, 11, 5)


def test_a_cut_history_and_a_folder_without_git_know_nothing(
    past: CatalogHistory, tmp_path_factory: pytest.TempPathFactory
) -> None:
    shallow = tmp_path_factory.mktemp("shallow") / "copy"
    past.git("clone", "--quiet", "--depth", "1", f"file://{past.folder}", str(shallow))
    assert not history(shallow / "catalog").known
    assert not history(tmp_path_factory.mktemp("plain")).known


# The page, the list and the feed


def page(context: SiteContext) -> BeautifulSoup:
    (ref,) = changes_page.pages(context)
    return BeautifulSoup(changes_page.render(context, ref).content, "html.parser")


def test_the_page_shows_days_with_changes_and_links_to_models(
    past: CatalogHistory, tmp_path_factory: pytest.TempPathFactory
) -> None:
    soup = page(context(past, tmp_path_factory))
    assert [heading.time.text for heading in soup.find_all("h2") if heading.time] == [
        "2026-11-12",
        "2026-11-05",
        "2026-11-01",
    ]
    rows = [" ".join(row.text.split()) for row in soup.find_all("li", class_="mc-change")]
    assert rows[:3] == [
        "New model 13 models added: New 00, New 01, New 02, New 03, New 04 and 8 more",
        "Price change Acme One mini at Acme API: input $0.05 → $0.06 from 2026-12-01",
        "Correction Zen: context window 400,000 → 200,000",
    ]
    links = {link.text: link["href"] for link in soup.select("li.mc-change a")}
    assert links["Zen"] == "../models/zenith/zen/"
    assert "New 00" not in links, "a model that the catalog does not have has no page"


def test_without_a_history_the_page_says_so(tmp_path: Path) -> None:
    soup = page(small_catalog.context(tmp_path))
    assert "built without the repository's whole history" in soup.text
    assert soup.find("li", class_="mc-change") is None


def api(past: CatalogHistory, tmp_path_factory: pytest.TempPathFactory) -> Api:
    catalog = small_catalog.read(tmp_path_factory.mktemp("catalog"))
    return Api(catalog, small_catalog.TODAY, small_catalog.SITE_URL, history_of=lambda: history(past.catalog))


def test_the_list_holds_the_changes_as_data_and_is_what_its_schema_says(
    past: CatalogHistory, tmp_path_factory: pytest.TempPathFactory
) -> None:
    files = dict(changes.files(api(past, tmp_path_factory)))
    found = json.loads(files["api/v1/changes.json"])
    kind = next(kind for kind in KINDS if kind.name == "changes")
    assert list(Draft202012Validator(json_schema(kind, small_catalog.SITE_URL)).iter_errors(found)) == []
    price = next(change for change in found["changes"] if change["topic"] == "price")
    assert (price["committed_on"], price["effective_on"], price["kind"]) == ("2026-11-05", "2026-12-01", "changed")
    assert price["fields"] == [{"field": "prices[2026-12-01].standard.input", "before": 0.05, "after": 0.06}]


def test_the_feed_has_an_item_for_each_commit_that_never_changes_its_id(
    past: CatalogHistory, tmp_path_factory: pytest.TempPathFactory
) -> None:
    def entries() -> dict[str, str]:
        feed = feedparser.parse(dict(changes.files(api(past, tmp_path_factory)))["feeds/changes.xml"])
        assert not feed.bozo
        return {entry.id: entry.title for entry in feed.entries}

    before = entries()
    assert list(before.values())[:2] == [
        "13 models added: New 00, New 01, New 02, New 03, New 04 and 8 more",
        "2 changes: Acme One mini at Acme API and more",
    ]
    past.change(ZEN, "name: Zen", "name: Zen One")
    past.commit("2026-11-13")
    assert before.items() <= entries().items()
