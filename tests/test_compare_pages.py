"""Comparisons say what the records say: what differs, what is best, what nobody knows, and who says so."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from generator.schema.text import slug
from generator.site import compare_pages
from generator.site.context import SiteContext
from generator.site.pages import PageRef
from generator.site.view.citations import Citations, Shown, unknown
from generator.site.view.comparison import Cell, Column, GroupKind, Row, RowKind, comparison, row_kinds
from generator.site.view.comparison_column import column
from generator.site.view.directory_rows import Standing
from generator.site.view.lifecycle import Link
from tests import small_catalog


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> SiteContext:
    return small_catalog.context(tmp_path_factory.mktemp("catalog"))


def page(context: SiteContext, path: str) -> BeautifulSoup:
    ref = next(ref for ref in compare_pages.pages(context) if ref.path == path)
    return BeautifulSoup(compare_pages.render(context, ref).content, "html.parser")


def files(context: SiteContext) -> dict[str, bytes]:
    """Everything that the tool may fetch, by path."""
    columns = (compare_pages.model_file(context, model_id) for model_id in context.catalog.models)
    return dict([*columns, *compare_pages.shared_files(context)])


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


def test_there_is_an_index_and_a_page_for_each_curated_comparison_and_each_family(context: SiteContext) -> None:
    assert [(ref.layout, ref.path) for ref in compare_pages.pages(context)] == [
        ("compare", "compare/"),
        ("comparison", "compare/acme-or-zenith/"),
        ("family-comparison", "compare/acme/one/"),
    ]


def test_a_family_too_large_to_read_has_no_page(context: SiteContext, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare_pages, "MOST_SIBLINGS", 1)
    assert "compare/acme/one/" not in {ref.path for ref in compare_pages.pages(context)}


def test_no_page_can_take_the_place_of_the_tools_files(context: SiteContext) -> None:
    folders = {path.split("/")[1] for path in files(context)}
    assert folders == {"assets"}
    with pytest.raises(ValueError, match="reserved"):
        slug("assets")


def test_a_curated_comparison_is_edited_where_it_is_kept(context: SiteContext) -> None:
    made = compare_pages.render(context, PageRef("comparison", "compare/acme-or-zenith/", ""))
    assert made.edit_path == "catalog/comparisons/acme-or-zenith.yaml"


def test_the_index_lists_comparisons_with_their_questions(context: SiteContext) -> None:
    soup = page(context, "compare/")
    links = {link["href"]: link.get_text() for link in soup.select(".mc-compare-list a")}
    assert links == {"../compare/acme-or-zenith/": "Acme or Zenith", "../compare/acme/one/": "One"}
    assert "Which of the two small models costs less, and which knows more?" in soup.get_text()
    assert "Zen and Acme One mini" in soup.get_text()


def test_a_comparison_is_found_by_its_title_and_its_models(context: SiteContext) -> None:
    entries = {entry.location: entry for entry in compare_pages.search_entries(context)}
    assert entries["compare/acme-or-zenith/"].title == "Acme or Zenith"
    assert entries["compare/acme-or-zenith/"].text == "Comparison · Zen and Acme One mini"
    assert entries["compare/acme/one/"].title == "One models compared"


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
        ("Answers at", ["Acme API", "Acme API, Hosting & Co, Vault"]),
        ("Context window", ["400,000", "1,047,576 largest"]),
        ("Maximum output", ["Unknown", "32,768"]),
        ("Input", ["Text", "Text, Image"]),
        ("Reasoning", ["Unknown", "No"]),
        ("Prices at", ["Acme API acme-one-mini", "Acme API acme-one"]),
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
    columns = [
        Column(str(place), Link("", ""), "", Standing(None, None), {kind.id: cell} if cell else {})
        for place, cell in enumerate(cells)
    ]
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
    assert cells["price-at"].note == "acme-one, retired"
    assert cells["standard-input"].shown.text == "$0.10"
    assert cells["standard-input"].value is None


# What the tool fetches


@pytest.fixture(scope="module")
def data(context: SiteContext) -> dict[str, Any]:
    return {
        path.removeprefix("compare/assets/"): json.loads(content, parse_float=Decimal)
        for path, content in files(context).items()
    }


def test_the_tool_has_every_row_of_every_column(context: SiteContext, data: dict[str, Any]) -> None:
    rows = [found["id"] for group in data["rows.json"] for found in group["rows"]]
    assert len(rows) == len(set(rows))
    assert rows == [kind.id for group in row_kinds(context.catalog) for kind in group.rows]
    for model_id in context.catalog.models:
        assert set(data[f"models/{model_id}.json"]["cells"]) <= set(rows)


def test_the_tools_column_says_what_the_page_says(context: SiteContext, data: dict[str, Any]) -> None:
    labels = {found["id"]: found["label"] for group in data["rows.json"] for found in group["rows"]}
    cells = data["models/acme/one.json"]["cells"]
    soup = page(context, "compare/acme/one/")
    for row_id in ("context", "end", "can-reasoning", "standard-cached_input", "benchmark-mmlu"):
        told = f"{cells[row_id]['text']} {cells[row_id].get('note', '')}".strip()
        shown = texts(row(soup, labels[row_id]))[1]
        assert re.sub(r" (largest|highest)( known)?", "", shown) == told


def test_the_tools_column_cites_its_sources(data: dict[str, Any]) -> None:
    told = data["models/acme/one.json"]
    cutoff = told["cells"]["cutoff"]
    assert cutoff["disputed"] is True
    assert cutoff["label"].endswith("for Acme One: knowledge cutoff: disputed")
    reference = told["references"][cutoff["source"] - 1]
    assert reference == {
        "url": "https://acme.com/models",
        "title": "Acme's models",
        "about": "Acme · Model page · primary",
        "read_on": "2026-10-01",
    }


def test_the_tools_numbers_are_those_of_the_catalog(data: dict[str, Any]) -> None:
    cells = data["models/acme/one.json"]["cells"]
    assert (cells["standard-input"]["value"], cells["standard-input"]["unit"]) == (Decimal("0.1"), "USD")
    assert cells["context"]["value"] == 1047576


def test_the_tool_knows_every_model(context: SiteContext, data: dict[str, Any]) -> None:
    assert [model[0] for model in data["models.json"]] == list(context.catalog.models)
    assert ["zenith/zen", "Zen", "Zenith"] in data["models.json"]


def test_the_same_catalog_gives_the_same_pages(context: SiteContext, tmp_path: Path) -> None:
    again = small_catalog.context(tmp_path)
    for ref in compare_pages.pages(context):
        assert compare_pages.render(again, ref) == compare_pages.render(context, ref)
    assert files(again) == files(context)
