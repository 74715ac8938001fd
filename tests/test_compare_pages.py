"""Comparisons say what the records say: what differs, what is best, what nobody knows, and who says so."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from generator.site import compare_pages, comparisons
from generator.site.context import SiteContext
from generator.site.pages import PageRef
from generator.site.view.citations import Citations, Shown, unknown
from generator.site.view.comparison import Cell, Column, Row, comparison
from generator.site.view.comparison_charts import WIDTH, Figure, charts
from generator.site.view.comparison_column import column
from generator.site.view.comparison_rows import GroupKind, RowKind
from generator.site.view.links import Link
from tests import small_catalog

SUCCESSION = "compare/acme/one/acme/one-mini/"


@pytest.fixture(scope="module")
def context(small: SiteContext) -> SiteContext:
    return small


def page(context: SiteContext, path: str) -> BeautifulSoup:
    ref = next(ref for ref in compare_pages.pages(context) if ref.path == path)
    return BeautifulSoup(compare_pages.render(context, ref).content, "html.parser")


def row(soup: BeautifulSoup, label: str) -> Tag:
    """The row of the table whose name is `label`."""
    for found in soup.select("tbody tr:not(.mc-group)"):
        head = found.select_one("th")
        if head and next(head.strings) == label:
            return found
    raise AssertionError(f"no row {label!r}")


def texts(found: Tag) -> list[str]:
    """What the cells of a row say, citations left out."""
    for mark in found.select("sup"):
        mark.extract()
    return [" ".join(cell.get_text(" ").split()) for cell in found.select("td")]


# Which pages there are


def test_there_is_an_index_and_a_page_for_each_comparison_of_its_own(context: SiteContext) -> None:
    assert [(ref.layout, ref.path) for ref in compare_pages.pages(context)] == [
        ("compare", "compare/"),
        ("comparison", "compare/acme-or-zenith/"),
        ("family-comparison", "compare/acme/one/"),
        ("succession-comparison", SUCCESSION),
    ]


def test_a_family_too_large_to_read_has_no_page(context: SiteContext, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparisons, "MOST_SIBLINGS", 1)
    assert "compare/acme/one/" not in {ref.path for ref in compare_pages.pages(context)}


def test_two_models_of_which_one_has_no_price_have_no_page(build: small_catalog.Build) -> None:
    routes = small_catalog.FILES["models/acme/one-mini/routes/acme.yaml"]
    unpriced = re.sub(r"    prices:.*?(?=    evidence)", "", routes, flags=re.DOTALL)
    context = build({"models/acme/one-mini/routes/acme.yaml": unpriced})
    assert context.successions["acme/one"]
    assert SUCCESSION not in {ref.path for ref in compare_pages.pages(context)}


def test_a_model_beside_its_successor_says_who_names_it(context: SiteContext, build: small_catalog.Build) -> None:
    soup = page(context, SUCCESSION)
    assert soup.select("h1")[0].get_text() == "From Acme One to Acme One mini"
    assert soup.select(".mc-lede")[0].get_text().startswith("Acme names Acme One mini as the replacement for Acme One.")
    assert [link.get_text() for link in soup.select("thead th a")] == ["Acme One", "Acme One mini"]
    routes = small_catalog.FILES["models/acme/one/routes/acme.yaml"].replace("    replacement: acme/one-mini\n", "")
    unnamed = build({"models/acme/one/routes/acme.yaml": routes})
    assert page(unnamed, SUCCESSION).select(".mc-lede")[0].get_text().startswith("Acme One mini follows Acme One.")


def test_a_curated_comparison_is_edited_where_it_is_kept(context: SiteContext) -> None:
    made = compare_pages.render(context, PageRef("comparison", "compare/acme-or-zenith/", ""))
    assert made.edit_path == "catalog/comparisons/acme-or-zenith.yaml"


def test_the_index_lists_comparisons_with_their_questions(context: SiteContext) -> None:
    soup = page(context, "compare/")
    links = {link["href"]: link.get_text() for link in soup.select(".mc-compare-list a")}
    assert links == {"../compare/acme-or-zenith/": "Acme or Zenith", "../compare/acme/one/": "One"}
    pairs = {link["href"]: link.get_text() for link in soup.select(".mc-compare-pairs a")}
    assert pairs == {f"../{SUCCESSION}": "Acme One to Acme One mini"}
    assert "Which of the two small models costs less, and which knows more?" in soup.get_text()
    assert "Zen and Acme One mini" in soup.get_text()


def test_a_comparison_is_found_by_its_title_and_its_models(context: SiteContext) -> None:
    entries = {entry.location: entry for entry in compare_pages.search_entries(context)}
    assert entries["compare/acme-or-zenith/"].title == "Acme or Zenith"
    assert entries["compare/acme-or-zenith/"].text == "Comparison · Zen and Acme One mini"
    assert entries["compare/acme/one/"].title == "One models compared"
    assert entries[SUCCESSION].title == "From Acme One to Acme One mini"


# What a page says


def test_columns_keep_the_order_that_was_curated(context: SiteContext) -> None:
    soup = page(context, "compare/acme-or-zenith/")
    heads = [(link["href"], link.get_text()) for link in soup.select("thead th a")]
    assert heads == [("../../models/zenith/zen/", "Zen"), ("../../models/acme/one-mini/", "Acme One mini")]


@pytest.mark.parametrize(
    ("label", "cells"),
    [
        ("Released", ["2026-02", "2025-04-14"]),
        ("Knowledge cutoff", ["Unknown", "2024-06-01"]),
        ("Status", ["Active", "Active deprecated at Acme"]),
        (
            "End of service",
            [
                "may retire any day since 2026-06-01; last checked 2026-10-01 at Acme API",
                "until 2027-04-22 at Acme API",
            ],
        ),
        ("Named replacement", ["None named", "Acme One mini by Acme API"]),
        ("Model answers at", ["Acme API", "Acme API, Hosting & Co, Vault"]),
        ("EU hosting", ["Unknown", "Only in the EU at Hosting & Co"]),
        ("Context window", ["400,000", "1,047,576 largest"]),
        ("Maximum output", ["Unknown", "32,768"]),
        ("Input", ["Text", "Text, Image"]),
        ("Reasoning", ["Unknown", "No"]),
        ("Prices and terms at", ["Acme API acme-one-mini", "Acme API acme-one"]),
        ("Cached input", ["Unknown", "$0.025 75% less than input"]),
        ("Output", ["Text", "Text"]),
        ("Batch input", ["Unknown", "$0.05"]),
        ("Terms", ["API terms of Acme API", "API terms of Acme API"]),
        ("Training on prompts", ["No", "No"]),
        ("Retention", ["30 days", "30 days"]),
        ("MMLU", ["75.5% by Acme", "80.1% highest by Acme"]),
        ("Made-up answers", ["Unknown", "12% without tools, by Acme"]),
    ],
)
def test_a_row_says_what_each_record_says(context: SiteContext, label: str, cells: list[str]) -> None:
    assert texts(row(page(context, "compare/acme/one/"), label)) == cells


def test_rows_of_which_nothing_is_known_are_left_out(context: SiteContext) -> None:
    labels = {next(head.strings) for head in page(context, "compare/acme/one/").select("tbody th[scope=row]")}
    assert "Context window" in labels
    assert "Computer use" not in labels
    assert "Audio input" not in labels


def test_every_figure_has_a_mark_that_leads_to_its_source(context: SiteContext) -> None:
    soup = page(context, "compare/acme/one/")
    without = []
    for found in soup.select("tbody tr:not(.mc-group) td"):
        for note in found.select("small"):
            note.extract()
        value = found.select_one(".mc-value")
        assert value is not None
        if re.search(r"\d", value.get_text()) and not found.select_one(".mc-cite a"):
            without.append(found.get_text())
    assert without == []
    targets = {link["href"] for link in soup.select(".mc-cite a")}
    assert targets
    assert {target for target in targets if not soup.select(str(target))} == set()


def test_every_source_at_the_foot_is_cited_in_the_table(context: SiteContext) -> None:
    soup = page(context, "compare/acme/one/")
    cited = {link["href"] for link in soup.select("table .mc-cite a")}
    noted = {f"#ref-{number}" for note in json.loads(soup.select("#mc-notes")[0].text) for number, _ in note["s"]}
    reported = {f"#ref-{r[0]}" for note in json.loads(soup.select("#mc-notes")[0].text) for r in note.get("r", [])}
    assert {f"#{item['id']}" for item in soup.select(".mc-references li")} == cited | noted | reported


def test_a_comparison_leads_to_the_tool_with_its_models(context: SiteContext) -> None:
    links = [link["href"] for link in page(context, "compare/acme-or-zenith/").select(".mc-compare-bar a")]
    assert links == ["../../compare/?models=zenith/zen,acme/one-mini"]


# What differs and what is best


def made(*cells: Cell | None, kind: RowKind) -> Row:
    columns = [Column(Link(f"Model {place}", ""), {kind.id: cell} if cell else {}) for place, cell in enumerate(cells)]
    ((_, (only,)),) = comparison([GroupKind("", (kind,))], columns).groups
    return only


def number(value: str, unit: str = "") -> Cell:
    return Cell(Shown(value), "", Decimal(value), unit)


LOWEST = RowKind("price", "Price", best="lowest", higher=False)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ([number("1"), number("2")], ["lowest", ""]),
        ([number("0"), number("2")], ["lowest", ""]),
        ([number("1"), number("1"), number("2")], ["lowest", "lowest", ""]),
        ([number("1"), number("1")], ["", ""]),
        ([number("1"), None], ["", ""]),
        ([number("1"), number("2"), None], ["lowest known", "", ""]),
        ([number("1", "USD"), number("2", "EUR")], ["", ""]),
        ([number("1"), Cell(Shown("0.5")), number("2")], ["lowest", "", ""]),
    ],
)
def test_the_best_of_comparable_numbers_is_named(cells: list[Cell | None], words: list[str]) -> None:
    assert [word for _, word in made(*cells, kind=LOWEST).cells] == words


def test_more_can_be_better() -> None:
    kind = RowKind("context", "Context window", best="largest")
    assert [word for _, word in made(number("1"), number("2"), kind=kind).cells] == ["", "largest"]


@pytest.mark.parametrize(
    ("cells", "missing", "differs"),
    [
        ([Cell(Shown("Yes")), Cell(Shown("No"))], "Unknown", True),
        ([Cell(Shown("Yes")), Cell(Shown("Yes"))], "Unknown", False),
        ([Cell(Shown("Yes")), Cell(Shown("Yes"), "a note")], "Unknown", True),
        ([Cell(Shown("Yes")), None], "Unknown", False),
        ([Cell(Shown("Yes")), Cell(unknown("Not published"))], "Unknown", False),
        ([Cell(Shown("GPT-5")), None], "None named", True),
    ],
)
def test_models_differ_where_two_known_values_do(cells: list[Cell | None], missing: str, differs: bool) -> None:
    assert made(*cells, kind=RowKind("row", "Row", missing=missing)).differs is differs


def test_differing_rows_say_so_in_words(context: SiteContext) -> None:
    soup = page(context, "compare/acme/one/")
    differing, same = row(soup, "Context window"), row(soup, "Output")
    assert "differs" in differing.select("th")[0].get_text()
    assert "differs" not in same.select("th")[0].get_text()
    assert [tag.has_attr("data-same") for tag in (differing, same)] == [False, True]


def test_a_price_at_which_nobody_can_buy_is_never_the_lowest(context: SiteContext) -> None:
    later = replace(context, today=context.today.replace(year=2028))
    hosted = later.catalog.models["acme/one"]
    own = replace(hosted, routes=tuple(route for route in hosted.routes if route.provider_id == "acme"))
    cells = column(later, Citations(later.catalog), own).cells
    assert cells["route"].note == "acme-one, retired"
    assert cells["standard-input"].shown.text == "$0.10"
    assert cells["standard-input"].value is None


# Charts


def drawn(*cells: Cell | None, scale: str = "price") -> list[Figure]:
    kind = RowKind("row", "Row", scale=scale)
    columns = [Column(Link(f"Model {place}", ""), {kind.id: cell} if cell else {}) for place, cell in enumerate(cells)]
    return list(charts([GroupKind("Group", (kind,))], columns).open)


def widths(*cells: Cell | None, scale: str = "price") -> list[int | None]:
    (figure,) = drawn(*cells, scale=scale)
    return [bar.width for bar in figure.bars]


@pytest.mark.parametrize(
    "cells",
    [
        [number("1"), None],
        [number("1", "USD"), number("2", "EUR")],
        [number("1"), Cell(Shown("0.5"))],
        [number("0"), number("0")],
    ],
)
def test_numbers_that_do_not_compare_are_not_drawn(cells: list[Cell | None]) -> None:
    assert drawn(*cells) == []


def test_bars_are_as_long_as_their_values() -> None:
    assert widths(number("1"), number("4"), None, number("0")) == [250, WIDTH, None, 0]


def test_values_more_than_a_hundredfold_apart_are_drawn_by_their_logarithms() -> None:
    (figure,) = drawn(number("0.1"), number("1"), number("100"))
    assert figure.is_logarithmic
    assert [bar.width for bar in figure.bars] == [250, 500, WIDTH]
    (near,) = drawn(number("1"), number("100"))
    assert not near.is_logarithmic


def test_a_share_is_drawn_as_a_share_of_a_hundred() -> None:
    assert widths(number("25"), number("50"), scale="percent") == [250, 500]


def test_input_and_output_share_one_scale(context: SiteContext) -> None:
    soup = page(context, "compare/acme/one/")
    bars = {
        next(figure.select_one("figcaption").strings).strip(): [bar["width"] for bar in figure.select("rect")]  # type: ignore[union-attr]
        for figure in soup.select(".mc-bars figure")
    }
    assert bars["Input"] == ["125", "250"]
    assert bars["Output"] == ["1000", "1000"]
    assert bars["Context window"] == ["381", "1000"]


def test_every_bar_says_what_it_shows_and_has_no_style_of_its_own(context: SiteContext) -> None:
    soup = page(context, "compare/acme/one/")
    titles = [title.get_text() for title in soup.select(".mc-bars svg title")]
    assert "Acme One mini: $0.05" in titles
    assert len(titles) == len(soup.select(".mc-bars svg"))
    assert soup.select("[style]") == []


def test_charts_of_benchmarks_are_folded_and_need_scores_of_two(context: SiteContext) -> None:
    folded = page(context, "compare/acme/one/").select(".mc-bars details figcaption")
    assert [next(caption.strings).strip() for caption in folded] == ["MMLU"]


def test_the_same_catalog_gives_the_same_pages(context: SiteContext, tmp_path: Path) -> None:
    again = small_catalog.context(tmp_path)
    for ref in compare_pages.pages(context):
        assert compare_pages.render(again, ref) == compare_pages.render(context, ref)
