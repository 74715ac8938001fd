"""The pricing page says what the records say: prices of today, what changed, what of ours was wrong."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from generator.catalog import Catalog
from generator.publish import publication
from generator.publish.api import Api
from generator.reading import Reader
from generator.site import pricing_page
from generator.site.context import SiteContext
from generator.site.view.citations import Citations
from generator.site.view.price_changes import changes
from generator.site.view.pricing import priced_routes
from tests import small_catalog

ONE = "models/acme/one/routes/acme.yaml"


@pytest.fixture(scope="module")
def page(small: SiteContext) -> BeautifulSoup:
    (ref,) = pricing_page.pages(small)
    return BeautifulSoup(pricing_page.render(small, ref).content, "html.parser")


def edited(folder: Path, old: str, new: str) -> SiteContext:
    """The small catalog with one edit in the routes of Acme One."""
    small_catalog.write(folder)
    text = (folder / ONE).read_text()
    assert text.count(old) == 1
    (folder / ONE).write_text(text.replace(old, new))
    records, problems = Reader(folder, jobs=1).read()
    assert problems == []
    return SiteContext(Catalog.of(records), small_catalog.TODAY, small_catalog.SITE_URL, "https://github.com/a/b", {})


def cells(row: Tag) -> list[str]:
    for mark in row.select("sup"):
        mark.extract()
    return [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")]


def columns(context: SiteContext) -> dict[str, Any]:
    ((path, content),) = pricing_page.shared_files(context)
    assert path == "pricing/routes.json"
    found: dict[str, Any] = json.loads(content, parse_float=Decimal)
    return found


def rows_of(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows, decoded as the script decodes them."""
    filled = {
        name: column["is"] if "is" in column else [column["of"][place] for place in column["at"]]
        for name, column in data["columns"].items()
    }
    return [dict(zip(filled, values, strict=True)) for values in zip(*filled.values(), strict=True)]


# All prices


def test_a_row_says_what_a_route_charges_and_since_when(page: BeautifulSoup) -> None:
    rows = {tuple(row[:2]): row[2:] for row in map(cells, page.select("#prices-table tbody tr"))}
    assert rows["Acme One acme-one", "Acme API"] == [
        *("$0.10", "$0.025", "Unknown", "$0.40"),
        *("2026-01-01 observed", "primary"),
    ]
    assert rows["Acme Paint acme-paint", "Acme API"][3] == "$0.04 per image"
    assert rows["Acme One acme/one:fast fast", "Hosting & Co"][:1] == ["€0.0000001"]


def test_the_route_that_stands_for_a_model_comes_before_its_others(small: SiteContext) -> None:
    listed = [(found.entry.model_id, found.entry.provider_id) for found in priced_routes(small)]
    assert listed.index(("acme/one", "hosting")) == len(listed) - 1
    assert len({model_id for model_id, _ in listed[:-1]}) == len(listed) - 1


def test_retired_routes_and_those_without_a_price_are_left_out(tmp_path: Path) -> None:
    context = edited(tmp_path, "retires_on: 2027-04-22", "retires_on: 2026-11-21")
    listed = {found.entry.route.model_id for found in priced_routes(context)}
    assert "acme-one" not in listed
    assert {"acme/one:fast", "zen"} <= listed
    assert "acme.one-v1:0" not in listed


def test_the_columns_say_what_the_rows_say(small: SiteContext, page: BeautifulSoup) -> None:
    data = columns(small)
    rows = [row for row in rows_of(data) if row["since"] and not row["retired"]]
    assert len(rows) == len(page.select("#prices-table tbody tr"))
    (one,) = (row for row in rows if row["id"] == "acme-one")
    assert data["models"][one["model"]] == ["acme/one", "Acme One", "Acme"]
    assert data["providers"]["hosting"] == ["Hosting & Co", False]
    assert (one["in"], one["cached"], one["write"], one["out"]) == (
        Decimal("0.1"),
        Decimal("0.025"),
        None,
        Decimal("0.4"),
    )
    assert (one["since"], one["basis"], one["evidence"]) == ("2026-01-01", "observed", "primary")
    assert [row["unit"] for row in rows if row["unit"]] == ["$0.04 per image"]


def test_every_route_is_among_the_columns_priced_or_not(small: SiteContext) -> None:
    listed = [(row["provider"], row["id"]) for row in rows_of(columns(small))]
    assert sorted(listed) == sorted((route.provider_id, route.route.model_id) for route in small.catalog.routes)
    unpriced = next(row for row in rows_of(columns(small)) if row["id"] == "acme.one-v1:0")
    assert {unpriced[name] for name in ("in", "cached", "write", "out", "unit", "since", "retired")} == {None}


def test_a_retired_route_has_the_price_of_its_last_day(tmp_path: Path) -> None:
    context = edited(tmp_path, "retires_on: 2027-04-22", "retires_on: 2026-01-01")
    route = next(row for row in rows_of(columns(context)) if row["id"] == "acme-one")
    assert (route["retired"], route["since"]) == ("2026-01-01", "2025-04-14")
    assert (route["in"], route["out"]) == (Decimal("0.2"), Decimal("0.8"))


def test_amounts_are_written_digit_for_digit(small: SiteContext) -> None:
    ((_, content),) = pricing_page.shared_files(small)
    assert b"0.0000001" in content


def test_only_the_first_routes_stand_in_the_page(small: SiteContext, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pricing_page, "FIRST", 2)
    (ref,) = pricing_page.pages(small)
    soup = BeautifulSoup(pricing_page.render(small, ref).content, "html.parser")
    assert len(soup.select("#prices-table tbody tr")) == 2
    assert soup.select("[data-count]")[0].get_text() == f"2 of {len(small.catalog.routes)} routes"


def test_points_of_amounts_stand_below_each_other(page: BeautifulSoup) -> None:
    (row,) = (row for row in page.select("#prices-table tbody tr") if row.select("th code")[0].text == "acme-one")
    filled = {cell.get_text(): cell["class"] for cell in row.select("td.n")}
    assert filled == {
        "$0.10": ["n", "mc-pad-2"],
        "$0.025": ["n", "mc-pad-1"],
        "Unknown": ["n"],
        "$0.40": ["n", "mc-pad-2"],
    }


# The example


def test_the_example_adds_up_and_cites_its_prices(page: BeautifulSoup) -> None:
    form, table = page.select("[data-calculator]")[0], page.select(".mc-formula")[0]
    assert form["data-example"] == "acme/one"
    assert all(row.select(".mc-cite a") for row in table.select("tbody tr"))
    assert [cells(row) for row in table.select("tr")] == [
        ["A request", "Tokens", "Price per million", "Cost"],
        ["Input", "5,000", "$0.10", "$0.0005"],
        ["Cached input", "5,000", "$0.025", "$0.000125"],
        ["Output", "500", "$0.40", "$0.0002"],
        ["A request", "$0.000825"],
        ["A day: \N{MULTIPLICATION SIGN} 1,000 requests", "$0.825"],
        ["30 days: \N{MULTIPLICATION SIGN} 30", "$24.75"],
    ]


def test_a_catalog_whose_prices_are_not_known_has_no_example(tmp_path: Path) -> None:
    context = edited(tmp_path, "cached_input: 0.025, ", "")
    (ref,) = pricing_page.pages(context)
    soup = BeautifulSoup(pricing_page.render(context, ref).content, "html.parser")
    assert soup.select("[data-result]")[0].get_text(strip=True) == "No price is known."
    assert not soup.select("[data-example]")


# What changed


def test_a_change_tells_both_prices_the_day_and_how_it_is_known(page: BeautifulSoup) -> None:
    (row,) = page.select(".mc-changes tbody tr")
    assert len(row.select(".mc-cite")) == 5
    assert row.select_one("th a[href='../models/acme/one/#prices']")
    assert cells(row) == [
        "Acme One acme-one",
        "Acme API",
        "2026-01-01 observed",
        "from $0.20 to $0.10 down 50%",
        "$0.025",
        "from $0.80 to $0.40 down 50%",
    ]


def test_a_correction_is_no_change(tmp_path: Path) -> None:
    context = edited(tmp_path, "basis: observed\n", "basis: observed\n        corrects: true\n")
    assert changes(context, Citations(context.catalog), 9) == []
    (found,) = changes(context, Citations(context.catalog), 9, corrections=True)
    assert (found.model.text, found.day) == ("Acme One", date(2026, 1, 1))
    (ref,) = pricing_page.pages(context)
    soup = BeautifulSoup(pricing_page.render(context, ref).content, "html.parser")
    (table,) = soup.select(".mc-changes")
    heading = table.find_previous("h3")
    assert heading is not None
    assert heading["id"] == "corrections"


@pytest.mark.parametrize(
    ("day", "number"),
    [("2025-11-21", 0), ("2025-11-22", 1), ("2026-11-21", 1), ("2026-11-22", 0)],
)
def test_news_is_a_year_long_and_past(tmp_path: Path, day: str, number: int) -> None:
    context = edited(tmp_path, "from: 2026-01-01", f"from: {day}")
    assert len(changes(context, Citations(context.catalog), 9)) == number


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("input: 0.30, ", "up 50%"),
        ("input: 0, ", "now free"),
        ("input: 0.15, ", "down 25%"),
        ("input: 0.20, ", None),
        ("", None),
    ],
)
def test_a_change_says_by_how_much(tmp_path: Path, now: str, words: str | None) -> None:
    context = edited(tmp_path, "input: 0.10, cached_input: 0.025", f"{now}cached_input: 0")
    (found,) = changes(context, Citations(context.catalog), 9)
    assert found.rates[0].by == words


def test_prices_in_another_currency_are_no_change(tmp_path: Path) -> None:
    context = edited(tmp_path, "basis: observed\n", "basis: observed\n        currency: EUR\n")
    assert changes(context, Citations(context.catalog), 9) == []


def test_what_providers_do_themselves_and_say_comes_in_first_and_is_shown_by_day(build: small_catalog.Build) -> None:
    def changed(model_id: str, since: str, basis: str = "observed") -> str:
        before = "{from: 2026-01-01, basis: observed, standard: {input: 0.5}}"
        after = f"{{from: {since}, basis: {basis}, standard: {{input: 0.9}}}}"
        evidence = "[{source: datasets/models-dev, read_on: 2026-11-01}]"
        return f"  - {{model_id: {model_id}, prices: [{before}, {after}], evidence: {evidence}}}\n"

    own = changed("observed", "2026-11-03") + changed("announced", "2026-11-01", "announced")
    gateway = small_catalog.FILES["providers/hosting.yaml"].replace("inference_host", "gateway")
    context = build(
        {
            ONE: f"routes:\n{own}",
            "models/acme/one/routes/hosting.yaml": f"routes:\n{changed('passed-on', '2026-11-05')}",
            "providers/hosting.yaml": gateway,
        }
    )

    def told(most: int) -> list[str]:
        return [change.model_ids[0] for change in changes(context, Citations(context.catalog), most)]

    assert told(1) == ["announced"]
    assert told(2) == ["observed", "announced"]
    assert told(3) == ["passed-on", "observed", "announced"]


def test_ids_that_changed_alike_make_one_row(tmp_path: Path) -> None:
    again = small_catalog.FILES[ONE].split("routes:\n")[1].split("  - model_id: acme-one-2025")[0]
    twin = again.replace("model_id: acme-one\n", "model_id: acme-one-latest\n")
    context = edited(tmp_path, "  - model_id: acme-one-2025-04-14", f"{twin}  - model_id: acme-one-2025-04-14")
    (found,) = changes(context, Citations(context.catalog), 9)
    assert found.model_ids == ("acme-one", "acme-one-latest")


def test_the_page_leads_to_the_feed_and_to_all_prices_as_data(page: BeautifulSoup, small: SiteContext) -> None:
    led = {str(link["href"]).removeprefix("../") for link in page.select("h2#data + ul a")}
    published = {path for path, _ in publication.files(Api(small.catalog, small.today, small.site_url))}
    assert {"feeds/prices.xml", "api/v1/prices.json", "downloads/prices.csv"} <= led & published
    assert page.select("h2#changes + .mc-hint a[href='../feeds/prices.xml']")


def test_the_page_is_found_under_what_people_look_for(small: SiteContext) -> None:
    (entry,) = pricing_page.search_entries(small)
    assert {"pricing", "prices", "cost", "calculator"} <= set(entry.keys)


def test_the_same_catalog_gives_the_same_page(small: SiteContext, tmp_path: Path) -> None:
    again = small_catalog.context(tmp_path)
    (ref,) = pricing_page.pages(small)
    assert pricing_page.render(again, ref) == pricing_page.render(small, ref)
    assert list(pricing_page.shared_files(again)) == list(pricing_page.shared_files(small))
