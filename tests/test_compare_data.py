"""What the tool on the comparison page fetches says what pages say, and an address names each route and no other."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from generator.catalog import ModelEntry, RouteEntry
from generator.reading import RouteKey
from generator.schema import Model, Route
from generator.schema.text import slug
from generator.site import compare_data, compare_pages
from generator.site.context import SiteContext
from generator.site.pages import PageRef
from generator.site.route_items import found, marks, needed_marks
from generator.site.view.comparison_rows import row_kinds
from tests import small_catalog

HOSTED = """
routes:
  - model_id: acme/one
    regions: [eu]
    context_window: 8000
    capabilities: {reasoning: true}
    data_policy: default
    prices:
      - from: 2026-08-18
        basis: observed
        currency: EUR
        standard:
          input: 1
          output: 2
          cache_write_5m: 1.25
          tiers:
            - {above_input_tokens: 200000, input: 2, output: 4}
            - {above_input_tokens: 500000, input: 3, output: 6}
        flex: {input: 0.5, output: 1}
        priority: {input: 2, output: 4}
    evidence:
      - {source: datasets/models-dev, read_on: 2026-08-18}
      - {source: datasets/litellm, read_on: 2026-11-01, supports: [], reports: {context_window: 9000}}
  - model_id: acme/one
    regions: [eu, us]
    variant: FP8 (fast)
    evidence:
      - {source: datasets/models-dev, read_on: 2026-08-18}
  - model_id: acme/one
    evidence:
      - {source: datasets/models-dev, read_on: 2026-08-18}
"""


def files(context: SiteContext) -> dict[str, bytes]:
    """Everything that the tool may fetch, by path."""
    columns = (item for model_id in context.catalog.models for item in compare_data.model_files(context, model_id))
    return dict([*columns, *compare_data.shared_files(context)])


def read(context: SiteContext) -> dict[str, Any]:
    return {
        path.removeprefix(compare_data.FOLDER): json.loads(content, parse_float=Decimal)
        for path, content in files(context).items()
    }


@pytest.fixture(scope="module")
def data(small: SiteContext) -> dict[str, Any]:
    return read(small)


@pytest.fixture
def hosted(build: small_catalog.Build) -> dict[str, Any]:
    """The routes of a model with one id that is served in three ways, by the id of their item."""
    provider = small_catalog.FILES["providers/hosting.yaml"].replace(
        "regions:", "regions:\n  us: {name: Ohio, country: US}"
    )
    made = read(build({"models/acme/one/routes/hosting.yaml": HOSTED, "providers/hosting.yaml": provider}))
    routes: dict[str, Any] = made["routes/acme/one.json"]
    return routes | {route["id"]: route for route in routes["routes"]}


def test_no_page_can_take_the_place_of_the_tools_files(small: SiteContext) -> None:
    assert {path.split("/")[1] for path in files(small)} == {"assets"}
    with pytest.raises(ValueError, match="reserved"):
        slug("assets")


def test_the_tool_has_every_row_of_every_column(small: SiteContext, data: dict[str, Any]) -> None:
    rows = [row["id"] for group in data["rows.json"] for row in group["rows"]]
    assert len(rows) == len(set(rows))
    assert rows == [kind.id for group in row_kinds(small.catalog) for kind in group.rows]
    for model_id in small.catalog.models:
        assert set(data[f"models/{model_id}.json"]["cells"]) <= set(rows)
    for path, made in data.items():
        for route in made["routes"] if path.startswith("routes/") else ():
            assert set(route["cells"]) <= set(rows)


def test_the_tools_column_says_what_the_page_says(small: SiteContext, data: dict[str, Any]) -> None:
    labels = {row["id"]: row["label"] for group in data["rows.json"] for row in group["rows"]}
    cells = data["models/acme/one.json"]["cells"]
    ref = PageRef("family-comparison", "compare/acme/one/", "")
    soup = BeautifulSoup(compare_pages.render(small, ref).content, "html.parser")
    for mark in soup.select("sup"):
        mark.extract()
    shown = {
        next(row.select("th")[0].strings): " ".join(row.select("td")[1].get_text(" ").split())
        for row in soup.select("tbody tr:not(.mc-group)")
    }
    for row_id in ("context", "end", "eu", "can-reasoning", "standard-cached_input", "benchmark-mmlu"):
        told = f"{cells[row_id]['text']} {cells[row_id].get('note', '')}".strip()
        assert re.sub(r" (largest|highest)( known)?", "", shown[labels[row_id]]) == told


def test_a_cell_has_its_sources_and_what_others_say(data: dict[str, Any]) -> None:
    told = data["models/acme/one.json"]
    cutoff = told["cells"]["cutoff"]
    assert cutoff["about"] == "Acme One: knowledge cutoff"
    note = told["notes"][cutoff["cite"]]
    reference = {number: told["references"][number - 1] for number in (note["s"][0][0], note["r"][0][0])}
    assert note == {
        "l": "primary",
        "s": [[note["s"][0][0], "2026-10-01"]],
        "r": [[note["r"][0][0], "2026-08-18", "2024-04"]],
    }
    assert reference[note["s"][0][0]] == {
        "url": "https://acme.com/models",
        "title": "Acme's models",
        "about": "Acme · Model page · primary",
        "read_on": "2026-10-01",
    }
    assert reference[note["r"][0][0]]["title"] == "models.dev"


def test_the_tools_numbers_are_those_of_the_catalog(data: dict[str, Any]) -> None:
    cells = data["models/acme/one.json"]["cells"]
    assert (cells["standard-input"]["value"], cells["standard-input"]["unit"]) == (Decimal("0.1"), "USD")
    assert cells["context"]["value"] == 1047576


def test_the_tool_knows_every_model(small: SiteContext, data: dict[str, Any]) -> None:
    assert [model[0] for model in data["models.json"]] == list(small.catalog.models)
    assert ["zenith/zen", "Zen", "Zenith"] in data["models.json"]


def test_the_same_catalog_gives_the_same_files(small: SiteContext, tmp_path: Path) -> None:
    assert files(small_catalog.context(tmp_path)) == files(small)


# Routes


def test_a_models_routes_are_offered_with_those_that_answer_first(data: dict[str, Any]) -> None:
    assert [route["label"] for route in data["routes/acme/one.json"]["routes"]] == [
        "Acme API: acme-one, deprecated",
        "Hosting & Co: acme/one:fast, fast, eu",
        "Vault: acme.one-v1:0",
        "Acme API: acme-one-2025-04-14, retired",
    ]


@pytest.mark.parametrize(
    ("row", "text", "note"),
    [
        ("route", "Hosting & Co", "acme/one"),
        ("regions", "Frankfurt", None),
        ("eu", "Only in the EU", None),
        ("status", "Active", None),
        ("context", "8,000", None),
        ("can-reasoning", "Yes", None),
        ("standard-input", "€1.00", None),
        ("standard-cache_write_5m", "€1.25", None),
        (
            "long-requests",
            "Above 200K input: input €2.00, output €4.00; above 500K input: input €3.00, output €6.00",
            None,
        ),
        ("flex-input", "€0.50", None),
        ("priority-output", "€4.00", None),
        ("terms", "Terms of service", "of Hosting & Co"),
        ("training", "Unless refused", None),
    ],
)
def test_a_route_says_what_holds_for_it(hosted: dict[str, Any], row: str, text: str, note: str | None) -> None:
    cell = hosted["acme/one@hosting/acme/one;eu"]["cells"][row]
    assert (cell["text"], cell.get("note")) == (text, note)


def test_a_routes_figures_are_cited_and_its_disputes_told(hosted: dict[str, Any]) -> None:
    cells = hosted["acme/one@hosting/acme/one;eu"]["cells"]
    uncited = [row for row, cell in cells.items() if re.search(r"\d", cell["text"]) and "cite" not in cell]
    assert uncited == []
    (report,) = hosted["notes"][cells["context"]["cite"]]["r"]
    assert report[2] == "9,000"


def test_a_retired_routes_price_is_never_the_lowest(build: small_catalog.Build) -> None:
    routes = small_catalog.FILES["models/acme/one/routes/acme.yaml"].replace("2027-04-22", "2026-05-22")
    made = read(build({"models/acme/one/routes/acme.yaml": routes}))["routes/acme/one.json"]["routes"]
    cells = next(route["cells"] for route in made if route["id"] == "acme/one@acme/acme-one")
    assert cells["status"]["text"] == "Retired"
    assert cells["standard-input"]["text"] == "$0.10"
    assert "value" not in cells["standard-input"]


def test_what_a_route_does_not_say_of_itself_is_left_to_its_model(data: dict[str, Any]) -> None:
    own = {row["id"] for group in data["rows.json"] for row in group["rows"] if row["of_route"]}
    (vault,) = [route for route in data["routes/acme/one.json"]["routes"] if route["provider"] == "Vault"]
    assert set(vault["cells"]) == {"route", "status"}
    assert {"standard-input", "training", "eu", "end"} <= own
    assert not {"released", "context", "benchmark-mmlu", "can-reasoning"} & own


# How an address names a route


def test_one_id_that_is_served_in_several_ways_is_told_apart(hosted: dict[str, Any]) -> None:
    ids = [key for key in hosted if "@hosting/" in key]
    assert ids == [
        "acme/one@hosting/acme/one;eu",
        "acme/one@hosting/acme/one;us",
        "acme/one@hosting/acme/one",
    ]
    assert hosted[ids[1]]["marks"] == ["eu", "us", "fp8-fast"]


def test_an_id_of_one_route_needs_no_mark(small: SiteContext) -> None:
    assert set(needed_marks(small.catalog.models["acme/one"]).values()) == {""}


def route(place: int, regions: tuple[str, ...] = (), variant: str | None = None) -> RouteEntry:
    return RouteEntry(
        RouteKey("acme/one", "hosting", place), Route.model_construct(model_id="one", regions=regions, variant=variant)
    )


def test_marks_mean_the_plainest_route_that_has_them() -> None:
    eu, both, plain = route(0, ("eu",)), route(1, ("eu", "us")), route(2)
    assert found([both, eu, plain], ["eu"]) is eu
    assert found([both, eu, plain], ["us"]) is both
    assert found([both, eu, plain], []) is plain
    assert found([both, eu, plain], ["ap"]) is None


def test_a_variant_is_written_as_an_address_can_hold_it() -> None:
    assert marks(route(0, ("eu",), "Data Zone, 25% off")) == ("eu", "data-zone-25-off")


WAYS = st.tuples(st.lists(st.sampled_from(["eu", "us", "ap"]), unique=True), st.sampled_from([None, "fp8", "long"]))


@given(st.lists(WAYS, min_size=1, max_size=6, unique_by=lambda way: (frozenset(way[0]), way[1])))
def test_an_address_leads_to_its_route_and_to_no_other(ways: list[tuple[list[str], str | None]]) -> None:
    routes = [route(place, tuple(regions), variant) for place, (regions, variant) in enumerate(ways)]
    needed = needed_marks(ModelEntry("acme/one", Model.model_construct(name="One"), routes, None))
    assert len(set(needed.values())) == len(routes)
    for each in routes:
        assert found(routes, [mark for mark in needed[each.key].split(";") if mark]) is each
