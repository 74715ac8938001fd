"""The evidence page and its file: levels, disputes with each side, and what nobody has read again for long."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from generator.catalog import Catalog
from generator.publish import api
from generator.reading import Reader
from generator.site import evidence_page
from generator.site.context import SiteContext, Walks
from generator.site.view import evidence
from generator.site.view.evidence import evidence_view
from tests import small_catalog

REPO = "https://github.com/example/catalog"
ONE = "models/acme/one/model.yaml"


@pytest.fixture
def context(tmp_path: Path) -> SiteContext:
    return small_catalog.context(tmp_path)


def changed(tmp_path: Path, path: str, old: str, new: str) -> SiteContext:
    """The small catalog with one file other than usual, and with the lines of its files."""
    usual = small_catalog.context(tmp_path)
    file = tmp_path / path
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))
    reader = Reader(tmp_path, jobs=1)
    records, problems = reader.read()
    assert problems == []
    return replace(usual, catalog=Catalog.of(records), walks=Walks(), locate=reader.locate)


def published(context: SiteContext) -> Any:
    files = dict(api.files(context.catalog, context.today, context.site_url))
    return json.loads(files["api/v1/evidence.json"])


def soup(context: SiteContext) -> BeautifulSoup:
    (ref,) = evidence_page.pages(context)
    return BeautifulSoup(evidence_page.render(context, ref).content, "html.parser")


def test_a_dispute_names_each_side(context: SiteContext) -> None:
    (row,) = evidence_view(context).disputes
    assert (row.about.record.path, row.field) == ("models/acme/one/", "knowledge_cutoff")
    assert [(side.value, side.name) for side in row.ours] == [("2024-06-01", "Acme")]
    assert [(side.value, side.name) for side in row.others] == [("2024-04", "models.dev")]


def test_a_row_leads_to_the_model_and_to_the_line_to_edit(tmp_path: Path) -> None:
    context = changed(tmp_path, ONE, "name: Acme One", "# a line more\nname: Acme One")
    lines = (tmp_path / ONE).read_text().splitlines()
    number = 1 + next(index for index, line in enumerate(lines) if line.startswith("knowledge_cutoff:"))
    links = {link.get_text(): link["href"] for link in soup(context).select("#disputes-table tbody a")}
    assert links["Acme One"] == "../models/acme/one/#sources"
    assert links[f"Edit line {number}"] == f"{REPO}/edit/main/catalog/{ONE}#L{number}"


def test_facts_that_nobody_read_for_long_are_stale_and_the_oldest_leads(tmp_path: Path) -> None:
    old = "evidence: [{source: acme/terms, read_on: 2026-09-01}]"
    context = changed(tmp_path, "providers/acme.yaml", old, old.replace("2026-09-01", "2025-01-01"))
    first = evidence_view(context).stale[0]
    assert (first.about.record.path, first.last_read_on.isoformat(), first.facts) == (
        "providers/acme/",
        "2025-01-01",
        4,
    )
    assert [source.text for source in first.sources] == ["Acme's terms"]


def test_a_stale_row_leads_to_the_line_of_the_fact_that_has_waited_longest(tmp_path: Path) -> None:
    old = "evidence: [{source: acme/terms, read_on: 2026-09-01}]"
    context = changed(tmp_path, "providers/acme.yaml", old, old.replace("2026-09-01", "2025-01-01"))
    edit = evidence_view(context).stale[0].about.edit
    line = int(edit.rpartition("#L")[2])
    named = (tmp_path / "providers/acme.yaml").read_text().splitlines()[line - 1]
    assert named.strip().startswith("trains_on_data:")


def test_a_side_of_a_dispute_names_each_source_once(tmp_path: Path) -> None:
    old = "reports: {knowledge_cutoff: 2024-04}"
    again = "  - {source: acme/docs, read_on: 2026-09-09, supports: [knowledge_cutoff]}"
    (row,) = evidence_view(changed(tmp_path, ONE, old, f"{old}\n{again}")).disputes
    assert [(side.name, side.read_on.isoformat()) for side in row.ours] == [("Acme", "2026-10-01")]


def test_every_fact_is_counted_under_one_sort_and_one_level(context: SiteContext) -> None:
    view = evidence_view(context)
    sorts = {sort.name: sort for sort in view.foundation.sorts}
    assert sum(sort.facts for sort in sorts.values()) == view.coverage.facts
    cutoffs = dict(zip(view.foundation.levels, sorts["Release days and cutoffs"].shares, strict=True))
    assert cutoffs == {"primary": "67%", "corroborated": "", "single source": "", "disputed": "33%"}


def test_facts_are_told_by_the_age_of_their_reading(tmp_path: Path) -> None:
    old = "evidence: [{source: acme/terms, read_on: 2026-09-01}]"
    usual = evidence_view(small_catalog.context(tmp_path / "usual")).foundation.ages
    context = changed(tmp_path / "aged", "providers/acme.yaml", old, old.replace("2026-09-01", "2025-01-01"))
    aged = evidence_view(context).foundation.ages
    assert [age.name for age in aged if age.is_stale] == ["181 to 365 days ago", "Longer ago"]
    assert [now.facts - before.facts for now, before in zip(aged, usual, strict=True)] == [0, -4, 0, 0, 4]


@pytest.mark.parametrize(("end", "is_listed"), [("", True), ("    retires_on: 2026-01-01\n", False)])
def test_nobody_has_to_read_of_a_retired_route_again(tmp_path: Path, end: str, is_listed: bool) -> None:
    old = "    evidence:\n      - {source: datasets/models-dev, read_on: 2026-08-18}"
    path = "models/acme/one/routes/vault.yaml"
    context = changed(tmp_path, path, old, end + old.replace("2026-08-18", "2025-12-01"))
    listed = [row.about.route for row in evidence_view(context).stale]
    assert listed == (["acme.one-v1:0"] if is_listed else [])


def test_the_page_shows_the_head_of_a_long_list_and_leads_to_the_whole(
    context: SiteContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = replace(context, today=date(2028, 1, 1))
    assert len(soup(later).select("#stale-table tbody tr")) == len(published(later)["stale"]) > 1
    assert not soup(later).select("a[href$='evidence.json']")
    monkeypatch.setattr(evidence, "MOST", 1)
    assert len(soup(later).select("#stale-table tbody tr")) == 1
    assert soup(later).select("a[href='../api/v1/evidence.json']")


def test_the_file_holds_levels_and_every_dispute(context: SiteContext) -> None:
    whole = published(context)
    assert whole["facts"] == sum(whole["levels"].values())
    assert whole["levels"]["disputed"] == len(whole["disputes"]) == 1
    assert whole["disputes"][0] == {
        "model": "acme/one",
        "file": f"catalog/{ONE}",
        "field": "knowledge_cutoff",
        "value": "2024-06-01",
        "sources": [{"source": "acme/docs", "read_on": "2026-10-01"}],
        "reports": [{"source": "datasets/models-dev", "read_on": "2026-08-18", "value": "2024-04"}],
    }
