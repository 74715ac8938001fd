"""The page of a model: its whole output for one model that has everything, and that text stays text.

When the golden page differs and should: `.venv/bin/python -m tests.test_model_page` writes it anew; read the
difference before committing it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from generator.catalog import Catalog
from generator.site import model_page
from generator.site.context import SiteContext
from generator.site.pages import Page, PageRef
from tests import small_catalog
from tests.small_catalog import Build

GOLDEN = Path(__file__).parent / "golden" / "model-page.html"

ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "'><svg/onload=alert(1)>",
    "</script><script>alert(1)</script>",
    "{{ 7 * 7 }}{% include 'x' %}",
    "[x](javascript:alert(1))",
    "$(touch /tmp/x) `id` ; rm -rf /",
    "--><!-- </title></style>",
    "\u202eevil\u200b",
)
PROSE_FIELDS = frozenset(
    {
        "name", "summary", "intended_uses", "note", "setting", "title", "measures", "residency", "retention_purpose",
        "variant", "what", "plans", "surface", "license", "because", "tier", "format", "question", "licence",
    }
)  # fmt: skip
"""Fields that hold free text. Ids and addresses are refused by the schema and lead from record to record."""


Skeleton: TypeAlias = list[tuple[str, tuple[str, ...], str]]


def page(context: SiteContext, model_id: str) -> Page:
    return model_page.render(context, PageRef("model", f"models/{model_id}/", model_id))


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> SiteContext:
    return small_catalog.context(tmp_path_factory.mktemp("catalog"))


def soup(context: SiteContext, model_id: str) -> BeautifulSoup:
    return BeautifulSoup(page(context, model_id).content, "html.parser")


def words(tree: Any) -> str:
    return " ".join(tree.get_text(" ").split())


def test_the_whole_page_of_a_model_is_as_agreed(context: SiteContext) -> None:
    assert page(context, "acme/one").content + "\n" == GOLDEN.read_text(encoding="utf-8")


def test_every_section_of_the_table_of_contents_is_on_every_page(context: SiteContext) -> None:
    for model_id in context.catalog.models:
        ids = {tag["id"] for tag in soup(context, model_id).find_all(id=True)}
        assert {"top", *(anchor for anchor, _ in model_page.LAYOUT.toc)} <= ids, model_id


def test_ids_are_unique_and_every_mark_leads_to_a_reference_and_a_note(context: SiteContext) -> None:
    for model_id in context.catalog.models:
        tree = soup(context, model_id)
        ids = [tag["id"] for tag in tree.find_all(id=True)]
        assert len(ids) == len(set(ids)), model_id
        notes = json.loads(tree.find(id="mc-notes").get_text())  # type: ignore[union-attr]
        for mark in tree.select(".mc-cite a"):
            assert str(mark["href"]).removeprefix("#") in ids
            assert int(str(mark["data-note"])) < len(notes)


def test_every_price_and_limit_that_is_shown_has_a_mark(context: SiteContext) -> None:
    for model_id in context.catalog.models:
        for value in soup(context, model_id).select(".mc-tiles .mc-value, table .n .mc-value"):
            if "mc-unknown" not in value["class"] and value.find_parent(class_="mc-tile-wide") is None:
                assert value.find_next_sibling("sup"), (model_id, value)


def test_unknown_is_said_and_never_blank(context: SiteContext) -> None:
    tiles = soup(context, "acme/embed").select_one(".mc-tiles")
    assert words(tiles).count("Unknown") >= 5
    assert not [cell for cell in soup(context, "acme/one").select("td.n") if not words(cell)]


def test_a_disputed_fact_names_who_says_otherwise(context: SiteContext) -> None:
    said = words(soup(context, "acme/one").select_one(".mc-disputes"))
    assert "knowledge cutoff : here 2024-06-01" in said
    assert "says 2024-04 (read 2026-08-18 )" in said


def test_a_banner_leads_when_a_route_ends_and_names_the_ids_that_end(context: SiteContext) -> None:
    banner = soup(context, "acme/one").select_one(".mc-banner")
    said = words(banner)
    assert "retired since 2026-10-23" in said
    assert "acme-one-2025-04-14" in said
    assert "use Acme One mini instead" in said
    assert soup(context, "acme/paint").select_one(".mc-banner") is None


def test_the_banner_leads_to_the_successor_and_to_a_comparison_with_it(context: SiteContext) -> None:
    following = soup(context, "acme/one").select_one(".mc-banner-next")
    assert words(following) == "Acme API names Acme One mini as the replacement. Compare the two"
    ways = [link["href"] for link in following.select("a")]  # type: ignore[union-attr]
    assert ways == ["../../../models/acme/one-mini/", "../../../compare/acme/one/acme/one-mini/"]


def test_a_title_names_the_first_of_many_providers_and_counts_the_rest(build: Build) -> None:
    hosts = {f"host{number}": f"Host {number}" for number in range(6)}
    routes = "routes:\n  - model_id: x\n    evidence: [{source: acme/docs, read_on: 2026-10-01}]\n"
    files: dict[str, str] = {}
    for host, name in hosts.items():
        about = f"name: {name}\nkind: gateway\nhomepage: https://{host}.com/\nhosts: [{host}.com]\n"
        files |= {f"providers/{host}.yaml": about, f"models/acme/one/routes/{host}.yaml": routes}
    ended = small_catalog.FILES["models/acme/one/routes/acme.yaml"].replace("2027-04-22", "2026-11-01")
    made = build({**files, "models/acme/one/routes/acme.yaml": ended})
    title = words(soup(made, "acme/one").select_one(".mc-banner-title"))
    assert title == "Retired at Acme API, still served at Vault, Hosting & Co, Host 0, Host 1 and 4 more"


def test_routes_stand_under_the_kind_of_their_provider_and_the_retired_ones_last(context: SiteContext) -> None:
    table = soup(context, "acme/one").select_one("table.mc-callable")
    assert table is not None
    groups = [[words(row.select_one("th a") or row) for row in body.select("tr")] for body in table.select("tbody")]
    assert groups == [
        ["APIs of developers", "Acme API"],
        ["Clouds", "Vault"],
        ["Inference hosts", "Hosting & Co"],
        ["Retired", "Acme API"],
    ]


def test_terms_that_nobody_has_read_are_told_once(context: SiteContext) -> None:
    section = soup(context, "acme/one")
    assert words(section.select_one(".mc-unread")) == "Nobody has read the terms for these routes yet: Vault."
    assert [words(head) for head in section.select(".mc-terms h3")] == [
        "Acme API API terms",
        "Hosting & Co Terms of service",
    ]
    unknown = "zero data retention, logging, third-party access, data processing agreement, transfer mechanism, "
    assert words(section.select(".mc-untold")[1]) == f"Unknown {unknown}certificates"


def test_ids_whose_end_stands_on_the_same_evidence_are_told_together(build: Build) -> None:
    path = "models/acme/one/routes/acme.yaml"
    second = """
  - model_id: acme-one-2025-04-14-eu
    deprecated_on: 2026-04-22
    retires_on: 2026-10-23
    evidence:
      - {source: SOURCE, read_on: 2026-10-01}
"""
    for source, ids in (("acme/docs", [2, 1]), ("acme/pricing", [1, 1, 1])):
        made = build({path: small_catalog.FILES[path].rstrip() + second.replace("SOURCE", source)})
        ends = soup(made, "acme/one").find(id="ends")
        rows = ends.find_next("table").select("tbody tr")  # type: ignore[union-attr]
        assert [len(row.select("th code")) for row in rows] == ids


def test_a_long_price_history_is_folded_and_all_there(build: Build) -> None:
    path = "models/acme/one/routes/acme.yaml"
    period = (
        "      - from: 2025-0{0}-01\n        basis: observed\n        standard: {{input: 0.{0}1, output: 0.8{0}}}\n"
    )
    begin = "    prices:\n"
    many = "".join(period.format(number) for number in range(1, 10))
    routes = small_catalog.FILES[path].replace("from: 2025-04-14", "from: 2025-12-01")
    once = soup(build({path: routes.replace(begin, begin + many)}), "acme/one")
    assert once.select_one("#price-history ~ details table") is None
    twice = routes.replace(begin, begin + many) + small_catalog.FILES["models/acme/one/routes/hosting.yaml"].replace(
        "routes:\n", ""
    ).replace(begin, begin + many)
    folded = soup(
        build({path: twice.replace("data_policy: default", "data_policy: api").replace("[eu]", "[]")}), "acme/one"
    )
    assert len(folded.select("#price-history ~ details table tbody tr")) > 12


def test_what_a_model_comes_from_and_what_came_from_it_is_told(build: Build) -> None:
    mini = small_catalog.FILES["models/acme/one-mini/model.yaml"]
    made = build(
        {"models/acme/one-mini/model.yaml": mini.replace("predecessor:", "derived_from: acme/one\npredecessor:")}
    )
    assert words(soup(made, "acme/one").select_one(".mc-pairs")) == "Followed by Acme One mini Basis of Acme One mini"
    kin = soup(made, "acme/one-mini").select_one(".mc-pairs")
    assert [words(row.dt) for row in kin.select("div")] == ["Comes after", "Made from"]  # type: ignore[union-attr]
    assert kin.select("div")[1].select(".mc-cite")  # type: ignore[union-attr]


def test_the_page_leads_to_the_same_model_everywhere_else(context: SiteContext) -> None:
    ways = {link["href"] for link in soup(context, "acme/one").select("a[href]")}
    assert ways >= {
        "../../../data-handling/?model=acme/one",
        "../../../pricing/?models=acme/one",
        "../../../calendars/developers/acme.ics",
        "../../../calendars/providers/acme.ics",
        "../../../feeds/lifecycle.xml",
        "../../../api/v1/models/acme/one.json",
        "index.md",
    }


def test_a_reference_counts_what_it_supports(context: SiteContext) -> None:
    page_of_prices = soup(context, "acme/one").find(string="Acme's prices").find_parent("li")  # type: ignore[union-attr]
    said = words(page_of_prices.select_one(".mc-supports"))  # type: ignore[union-attr]
    assert "input price, output price" in said
    page_of_models = soup(context, "acme/one").find(string="Acme's models").find_parent("li")  # type: ignore[union-attr]
    assert "context window (3)" in words(page_of_models.select_one(".mc-supports"))  # type: ignore[union-attr]


def test_facts_with_the_same_evidence_share_a_note_and_keep_their_names(context: SiteContext) -> None:
    marks = soup(context, "acme/one").select(".mc-columns .mc-cite a")
    by_note: dict[str, set[str]] = {}
    for mark in marks:
        by_note.setdefault(str(mark["data-note"]), set()).add(str(mark["aria-label"]))
    assert {"Source 2 for function calling: primary", "Source 2 for reasoning: primary"} in [
        {label for label in labels if "calling" in label or "reasoning" in label} for labels in by_note.values()
    ]


def test_a_mark_does_not_repeat_what_its_row_is_about_and_a_dispute_does(build: Build) -> None:
    path = "models/acme/one/routes/vault.yaml"
    prices = """
    prices:
      - from: 2026-01-01
        basis: observed
        standard: {input: 1, output: 2}
        evidence:
          - {source: datasets/models-dev, read_on: 2026-08-18}
          - {source: datasets/litellm, read_on: 2026-08-19, reports: {standard.input: 3}}
"""
    routes = small_catalog.FILES[path].rstrip() + prices
    tree = soup(build({path: routes}), "acme/one")
    row = tree.find(string="Vault").find_parent("tr")  # type: ignore[union-attr]
    assert row.select(".mc-disputed")[0]["aria-label"] == "Source 3 for input price: disputed"  # type: ignore[union-attr]
    assert "Vault acme.one-v1:0: input price : here $1.00" in words(tree.select_one(".mc-disputes"))


def test_routes_of_many_providers_are_edited_from_their_folder(
    context: SiteContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = "https://github.com/example/catalog/tree/main/catalog/models/acme/one/routes"
    file = folder.replace("/tree/", "/edit/") + "/acme.yaml"

    def ways() -> set[object]:
        return {link["href"] for link in soup(context, "acme/one").select("a[href]")}

    assert file in ways()
    assert folder not in ways()
    monkeypatch.setattr(model_page, "_MOST_FILES", 2)
    assert folder in ways()
    assert file not in ways()


def test_what_is_paid_by_the_image_says_so_where_prices_lead(context: SiteContext) -> None:
    tiles = {words(tile.dt): words(tile.dd) for tile in soup(context, "acme/paint").select(".mc-tiles div")}
    assert re.fullmatch(
        r"from \$[\d.]+ per image \d+ at Acme API|\$[\d.]+ per image \d+ at Acme API", tiles["Output price"]
    )


def test_a_floor_that_has_passed_retires_nothing(context: SiteContext) -> None:
    routes = words(soup(context, "acme/one-mini").select_one("table.mc-callable"))
    assert "active" in routes
    assert "may retire any day since 2026-06-01" in routes


def test_discounts_are_computed(context: SiteContext) -> None:
    assert "Cached input is 75% cheaper." in words(soup(context, "acme/one"))


def test_a_price_that_changed_is_drawn_and_listed(context: SiteContext) -> None:
    tree = soup(context, "acme/one")
    assert "Input: $0.20 from 2025-04-14" in words(tree.select_one("svg.mc-chart"))
    assert "2026-01-01" in words(tree.find(id="price-history").find_next("table"))  # type: ignore[union-attr]


def test_the_training_posture_names_what_each_provider_does(context: SiteContext) -> None:
    posture = words(soup(context, "acme/one").select_one(".mc-posture"))
    assert "no training by default at Acme API" in posture.replace("No training", "no training")
    assert "training unless refused at Hosting & Co" in posture
    assert "not known at Vault" in posture


def test_a_revision_is_shown_from_git_and_left_out_without(context: SiteContext) -> None:
    assert "Revision" not in words(soup(context, "acme/one").select_one(".mc-review"))
    counted = replace(context, revisions={"acme/one": 3})
    assert "Revision 3" in words(soup(counted, "acme/one").select_one(".mc-review"))


def test_the_search_finds_a_model_by_each_of_its_ids(context: SiteContext) -> None:
    entry = next(e for e in model_page.search_entries(context) if e.location == "models/acme/one/")
    assert {"acme-one", "acme-one-2025-04-14", "acme/one:fast", "acme.one-v1:0", "acme/one"} <= set(entry.keys)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(attacks=st.lists(st.sampled_from(ATTACKS) | st.text(min_size=1, max_size=30), min_size=1, max_size=5))
def test_no_text_of_the_catalog_becomes_markup(
    context: SiteContext, skeletons: dict[str, Skeleton], attacks: list[str]
) -> None:
    """The schema refuses all of this; the page must hold even if a rule there were lost."""
    hostile = replace(context, catalog=_poisoned(context.catalog, _endless(attacks)))
    for model_id, skeleton in skeletons.items():
        assert _skeleton(page(hostile, model_id)) == skeleton, model_id


@pytest.fixture(scope="module")
def skeletons(context: SiteContext) -> dict[str, Skeleton]:
    """What the pages are made of before anybody attacks them."""
    return {model_id: _skeleton(page(context, model_id)) for model_id in ("acme/one", "zenith/zen")}


def _endless(attacks: list[str]) -> Iterator[str]:
    while True:
        yield from attacks


def _poisoned(catalog: Catalog, attacks: Iterator[str]) -> Catalog:
    models = {
        key: replace(
            entry,
            model=_poison(entry.model, attacks),
            routes=tuple(replace(route, route=_poison(route.route, attacks)) for route in entry.routes),
        )
        for key, entry in catalog.models.items()
    }
    changed: dict[str, Any] = {
        name: {key: _poison(record, attacks) for key, record in getattr(catalog, name).items()}
        for name in ("developers", "providers", "publishers", "sources", "benchmarks", "comparisons")
    }
    return replace(catalog, models=models, **changed)


def _poison(value: Any, attacks: Iterator[str], field: str = "") -> Any:
    if isinstance(value, BaseModel):
        update = {name: _poison(getattr(value, name), attacks, name) for name in value.model_fields_set}
        return value.model_copy(update=update)
    if isinstance(value, tuple):
        return tuple(_poison(item, attacks, field) for item in value)
    if isinstance(value, dict):
        return {key: _poison(item, attacks, field) for key, item in value.items()}
    if isinstance(value, str) and field in PROSE_FIELDS:
        return next(attacks)
    return value


def _skeleton(made: Page) -> Skeleton:
    """Elements with the names of their attributes and where they lead: all that text must not change."""
    tree = BeautifulSoup(made.head + made.content, "html.parser")
    return [(tag.name, tuple(tag.attrs), re.sub(r"\?.*", "", str(tag.get("href", "")))) for tag in tree.find_all(True)]


def main() -> None:
    """Write the golden page anew."""
    with TemporaryDirectory() as folder:
        content = page(small_catalog.context(Path(folder)), "acme/one").content
    GOLDEN.write_text(content + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
