"""The page of all ends: floors are never told as ends, rows stand by urgency, and the files say what the page says."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from generator.publish import publication
from generator.publish.api import Api
from generator.site import lifecycle_data, lifecycle_page
from generator.site.context import SiteContext
from generator.site.view.ends import Group, details, ends
from generator.site.view.ends_chart import MOST_LANES, ends_chart
from generator.site.view.lifecycle_index import lifecycle_index
from generator.site.view.lives_chart import lives_chart
from tests.small_catalog import Build

EVIDENCE = "evidence: [{source: acme/docs, read_on: 2026-10-01}]"
MANY = 130
"""More ends than the page shows of any group."""


def routes(*entries: str) -> str:
    return "\n".join(["routes:", *(f"  - {entry}\n    {EVIDENCE}" for entry in entries)])


def page(context: SiteContext) -> BeautifulSoup:
    content = lifecycle_page.render(context, lifecycle_page.pages(context)[0]).content
    return BeautifulSoup(content, "html.parser")


def text(found: Tag | None) -> str:
    """What a part of the page says, citations left out."""
    assert found is not None
    for mark in found.select("sup"):
        mark.extract()
    return " ".join(found.get_text(" ").split())


def group(soup: BeautifulSoup, key: Group) -> list[list[str]]:
    """The rows of a group as the words of their cells."""
    return [[text(cell) for cell in row.select("th, td")] for row in soup.select(f"#{key} tr[data-row]")]


def files(context: SiteContext) -> dict[str, Any]:
    return {path: json.loads(content) for path, content in lifecycle_data.shared_files(context)}


def decoded(columns: dict[str, dict[str, list[Any]]]) -> list[dict[str, Any]]:
    """Rows of columns, as the script decodes them."""
    plain = {name: c["is"] if "is" in c else [c["of"][at] for at in c["at"]] for name, c in columns.items()}
    return [dict(zip(plain, values, strict=True)) for values in zip(*plain.values(), strict=True)]


# When


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("retires_on: 2026-12-21", Group.FIRM_30),
        ("retires_on: 2026-12-22", Group.FIRM_90),
        ("retires_on: 2027-02-19", Group.FIRM_90),
        ("retires_on: 2027-11-21", Group.FIRM_365),
        ("retires_on: 2027-11-22", Group.FIRM_LATER),
        ("retires_on: 2026-11-21", Group.LATELY),
        ("retires_on: 2026-08-22", Group.PAST),
        ("retires_no_earlier_than: 2026-11-21", Group.ANY_DAY),
        ("retires_no_earlier_than: 2020-01-01", Group.ANY_DAY),
        ("retires_no_earlier_than: 2026-11-22", Group.FLOOR_30),
        ("retires_no_earlier_than: 2028-01-01", Group.FLOOR_LATER),
        ("deprecated_on: 2026-01-01", Group.UNDATED),
    ],
)
def test_an_end_stands_where_its_day_and_its_firmness_put_it(build: Build, line: str, expected: Group) -> None:
    context = build({"models/acme/embed/routes/acme.yaml": routes(f"model_id: acme-embed\n    {line}")})
    found = next(end for end in ends(context) if end.lead.model_id == "acme/embed")
    assert found.group(context.today) is expected


def test_the_words_leave_no_doubt_whether_a_day_is_firm(small: SiteContext) -> None:
    soup = page(small)
    assert [row[2] for row in group(soup, Group.FIRM_365)] == ["retires 2027-04-22 in 152 days"]
    assert [row[2] for row in group(soup, Group.ANY_DAY)] == [
        "may retire any day since 2026-06-01; last checked 2026-10-01 173 days ago"
    ]
    assert [row[2] for row in group(soup, Group.LATELY)] == ["retired 2026-10-23 29 days ago"]


def test_a_floor_that_has_not_passed_is_told_as_one(small: SiteContext) -> None:
    soup = page(replace(small, today=date(2026, 5, 31)))
    assert [row[2] for row in group(soup, Group.FLOOR_30)] == ["no sooner than 2026-06-01 in 1 day"]
    assert group(soup, Group.ANY_DAY) == []
    assert group(soup, Group.FIRM_30) == []


def test_a_route_without_an_end_is_not_there(small: SiteContext) -> None:
    assert {end.lead.model_id for end in ends(small)} == {"acme/one", "acme/one-mini"}


def test_the_next_end_leads_and_the_latest_of_the_past(build: Build) -> None:
    days = ("2026-11-30", "2026-11-25", "2026-10-01", "2026-11-01")
    entries = [f"model_id: zen-{day}\n    retires_on: {day}" for day in days]
    context = build({"models/zenith/zen/routes/hosting.yaml": routes(*entries)})
    found = [str(end.day) for end in ends(context) if end.lead.model_id == "zenith/zen"]
    assert found == ["2026-11-25", "2026-11-30", "2026-11-01", "2026-10-01"]


def test_the_figures_count_ids_and_the_horizons_add_up(build: Build) -> None:
    entries = [f"model_id: zen-{day}\n    retires_on: {day}" for day in ("2026-11-25", "2026-12-31", "2027-05-01")]
    entries.append("model_id: zen-too\n    retires_on: 2026-11-25")
    soup = page(build({"models/zenith/zen/routes/hosting.yaml": routes(*entries)}))
    figures = {str(found["data-figure"]): text(found) for found in soup.select("[data-figure]")}
    assert figures == {
        "within-30": "2",
        "within-90": "3",
        "within-365": "5",
        "any-day": "1",
        "floor-365": "0",
        "lately": "1",
    }
    row = soup.select_one("tr[data-provider=hosting]")
    assert row is not None
    assert [text(cell) for cell in row.select("td.n")] == ["2", "3", "4", "0", "0", "0", "0"]
    assert text(row.select_one(".mc-day")) == "2026-11-25 in 4 days"


# What instead


def test_a_replacement_names_the_ids_at_the_same_provider(small: SiteContext) -> None:
    assert group(page(small), Group.FIRM_365)[0][3] == "Acme One mini acme-one-mini"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("model_id: acme-one-mini\n    retires_on: 2026-01-01", "Acme One mini itself retired at Acme API"),
        (
            "model_id: acme-one-mini\n    retires_on: 2027-01-01",
            "Acme One mini acme-one-mini itself retires 2027-01-01",
        ),
    ],
)
def test_a_replacement_that_ends_too_says_so(build: Build, line: str, expected: str) -> None:
    context = build({"models/acme/one-mini/routes/acme.yaml": routes(line)})
    assert group(page(context), Group.FIRM_365)[0][3] == expected


def test_a_replacement_that_the_provider_is_not_known_to_serve_says_so(build: Build) -> None:
    line = "model_id: zen\n    retires_on: 2027-01-01\n    replacement: acme/one-mini"
    context = build({"models/zenith/zen/routes/hosting.yaml": routes(line)})
    assert group(page(context), Group.FIRM_90)[0][3] == "Acme One mini no route known at Hosting & Co"


# Which


def test_ids_that_are_written_alike_are_told_apart_only_where_they_end_differently(build: Build) -> None:
    def told(*entries: str) -> list[str]:
        context = build({"models/zenith/zen/routes/hosting.yaml": routes(*entries)})
        found = details(context.catalog.routes)
        return [found.get(route.key, "") for route in context.catalog.models["zenith/zen"].routes]

    first = "model_id: zen\n    serves: zen-1\n    variant: global\n    retires_on: 2027-01-01"
    second = "model_id: zen\n    serves: zen-2\n    variant: local\n    retires_on: 2027-02-01"
    assert told(first, second) == ["zen-1", "zen-2"]
    assert told(first, second.replace("2027-02", "2027-01")) == ["", ""]
    assert told(first, second.replace("zen-2", "zen-1")) == ["zen-1 · global", "zen-1 · local"]


def test_every_row_has_its_source_on_the_page(small: SiteContext) -> None:
    soup = page(small)
    rows = soup.select("tr[data-row]")
    assert len(rows) == 3
    for row in rows:
        mark = row.select_one(".mc-cite a")
        assert mark is not None
        assert soup.select_one(f"li{mark['href']} a") is not None


# Many


@pytest.fixture
def many(build: Build) -> SiteContext:
    # No two share a fate, so each is a row of its own.
    near = [f"model_id: zen-{at}\n    deprecated_on: {date.fromordinal(738000 + at)}" for at in range(MANY)]
    entries = [f"{entry}\n    retires_on: 2026-12-01" for entry in near]
    return build({"models/zenith/zen/routes/hosting.yaml": routes(*entries)})


def test_a_page_of_many_ends_stays_light_and_says_what_it_leaves_out(many: SiteContext) -> None:
    found = next(group for group in lifecycle_index(many).groups if group.key is Group.FIRM_30)
    assert (len(found.rows), found.more, found.ids) == (100, MANY - 100, MANY)
    more = page(many).select_one("#firm-30 .mc-more")
    assert more is not None
    assert f"{MANY - 100} more on the pages of the providers" in text(more)


def test_the_data_has_every_end_in_the_order_of_the_page(many: SiteContext) -> None:
    rows = decoded(files(many)["lifecycle/ends.json"]["columns"])
    assert len(rows) == len(ends(many)) == MANY + 3
    for row in page(many).select("tr[data-row]"):
        known = rows[int(str(row["data-row"]))]
        assert known["ids"][0] in text(row.select_one("th"))


def test_the_timeline_draws_floors_unlike_firm_days_and_names_each_mark(small: SiteContext) -> None:
    chart = BeautifulSoup(ends_chart(small, ends(small)) or "", "html.parser")
    titles = {str(mark["class"][0]): text(mark.select_one("title")) for mark in chart.select("g")}
    assert titles == {
        "mc-end-firm": "acme-one: retires 2027-04-22",
        "mc-end-retired": "acme-one-2025-04-14: retired 2026-10-23",
    }
    earlier = replace(small, today=date(2026, 5, 1))
    chart = BeautifulSoup(ends_chart(earlier, ends(earlier)) or "", "html.parser")
    floor = chart.select_one(".mc-end-floor")
    assert text(floor.select_one("title") if floor else None) == "acme-one-mini: no sooner than 2026-06-01"


def test_the_timeline_says_how_many_providers_it_leaves_out(build: Build) -> None:
    files = {}
    for number in range(MOST_LANES + 2):
        head = f"name: P{number}\nkind: cloud\nhomepage: https://p{number}.com/\nhosts: [p{number}.com]\n"
        files[f"providers/p{number}.yaml"] = head
        route = routes(f"model_id: zen-{number}\n    retires_on: 2027-01-01")
        files[f"models/zenith/zen/routes/p{number}.yaml"] = route
    context = build(files)
    chart = BeautifulSoup(ends_chart(context, ends(context)) or "", "html.parser")
    assert len(chart.select(".mc-ends-name")) == MOST_LANES
    assert "3 more providers in the tables below" in chart.get_text()


def bars(context: SiteContext) -> dict[str, Tag]:
    """The bars of lives by their titles."""
    chart = BeautifulSoup(lives_chart(context, ends(context)) or "", "html.parser")
    return {text(bar.select_one("title")): bar for bar in chart.select("g")}


def test_a_life_ends_in_a_disc_on_a_firm_day_and_in_dashes_at_a_floor(build: Build) -> None:
    days = ("retires_on: 2027-01-01", "retires_no_earlier_than: 2027-01-01", "retires_no_earlier_than: 2026-01-01")
    model = "name: Zen\nreleased_on: 2025-03\nmodalities: {input: [text], output: [text]}\n"
    model += "evidence: [{source: acme/docs, read_on: 2026-10-01}]\n"
    files = {}
    for number, day in enumerate(days):
        files[f"models/zenith/zen-{number}/model.yaml"] = model.replace("Zen", f"Zen {number}")
        files[f"models/zenith/zen-{number}/routes/hosting.yaml"] = routes(f"model_id: zen-{number}\n    {day}")
    found = bars(build(files))
    firm = found["Zen 0, Hosting & Co: released 2025-03, retires 2027-01-01"]
    floor = found["Zen 1, Hosting & Co: released 2025-03, no sooner than 2027-01-01"]
    passed = found[
        "Zen 2, Hosting & Co: released 2025-03, may retire any day since 2026-01-01; last checked 2026-10-01"
    ]
    shapes = {
        name: [len(bar.select(mark)) for mark in ("circle", ".mc-life-floor", ".mc-life-beyond", ".mc-life-ahead")]
        for name, bar in (("firm", firm), ("floor", floor), ("passed", passed))
    }
    assert shapes == {"firm": [1, 0, 0, 1], "floor": [0, 1, 1, 1], "passed": [0, 1, 1, 0]}


def test_what_is_past_or_of_unknown_release_has_no_bar(build: Build) -> None:
    context = build({"models/acme/embed/routes/acme.yaml": routes("model_id: acme-embed\n    retires_on: 2027-01-01")})
    assert "acme/embed" in {end.lead.model_id for end in ends(context)}
    assert [title.split(":")[0] for title in bars(context)] == ["Acme One, Acme API", "Acme One mini, Acme API"]
    after = replace(context, today=date(2027, 5, 1))
    assert [title.split(":")[0] for title in bars(after)] == ["Acme One mini, Acme API"]


def test_there_is_no_timeline_without_an_end_near(small: SiteContext) -> None:
    assert ends_chart(small, []) is None


# To follow


def test_the_page_leads_to_every_calendar_of_what_it_lists_and_to_the_feed(small: SiteContext) -> None:
    led = {str(link["href"]).removeprefix("../") for link in page(small).select("a[href^='../']")}
    calendars = {
        "calendars/retirements.ics",
        *(f"calendars/providers/{end.lead.provider_id}.ics" for end in ends(small)),
        *(f"calendars/developers/{end.lead.model_id.split('/')[0]}.ics" for end in ends(small)),
    }
    published = {path for path, _ in publication.files(Api(small.catalog, small.today, small.site_url))}
    assert calendars | {"feeds/lifecycle.xml", "api/v1/lifecycle.json"} <= led & published
    subscribed = [text(code) for code in page(small).select(".mc-subscribe code")]
    assert subscribed[0] == f"{small.site_url}calendars/retirements.ics"


def test_a_figure_leads_to_the_rows_that_it_counts(small: SiteContext) -> None:
    soup = page(small)
    targets = [str(link["href"]) for link in soup.select(".mc-figures a")]
    assert len(targets) == len(soup.select("[data-figure]"))
    assert all(soup.select(f"tbody{target}") for target in targets)


# The list of ids


def test_an_id_in_any_form_leads_to_its_routes_and_their_ends(small: SiteContext) -> None:
    known = files(small)["lifecycle/ids.json"]
    ids = {row["id"]: row for row in decoded(known["ids"])}
    listed = decoded(known["routes"])
    (route,) = [listed[number] for number in ids["acme-one"]["routes"]]
    assert (route["provider"], route["kind"], route["day"]) == ("acme", "firm", "2027-04-22")
    assert (route["to"], route["to_ids"]) == ("acme/one-mini", ["acme-one-mini"])
    assert [known["models"][number] for number in ids["acme one"]["models"]] == ["acme/one"]
    assert ids["acme one"]["routes"] == []


def test_what_a_script_can_take_apart_is_not_listed_again(small: SiteContext) -> None:
    ids = {row["id"] for row in decoded(files(small)["lifecycle/ids.json"]["ids"])}
    assert "acme-one" in ids
    assert "acme/acme-one" not in ids


def test_a_snapshot_leads_to_the_deployments_that_serve_it(build: Build) -> None:
    entries = [f"model_id: zen\n    serves: zen-{at}\n    retires_on: 2027-0{at}-01" for at in (1, 2)]
    context = build({"models/zenith/zen/routes/hosting.yaml": routes(*entries)})
    known = files(context)["lifecycle/ids.json"]
    ids = {row["id"]: row["routes"] for row in decoded(known["ids"])}
    days = {text: [decoded(known["routes"])[number]["day"] for number in ids[text]] for text in ("zen", "zen-2")}
    assert days == {"zen": ["2027-01-01", "2027-02-01"], "zen-2": ["2027-02-01"]}
