"""Pages that lead to models: what each view says of the small catalog, and that its pages hold together."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from posixpath import normpath

import pytest
from bs4 import BeautifulSoup

from generator.catalog import Level
from generator.publish import publication
from generator.publish.api import Api
from generator.site import directory_pages
from generator.site.context import SiteContext
from generator.site.pages import Page, PageRef
from generator.site.view import developer, provider
from generator.site.view.citations import Citations
from generator.site.view.coverage import coverage
from generator.site.view.directory_rows import Unmarked, context_window, find_text, model_row, newest_first
from generator.site.view.endings import ending_groups
from generator.site.view.facts import RecordFacts
from generator.site.view.family import family_view
from generator.site.view.home import LINEUP, home_view, lineup
from generator.site.view.indexes import all_models, index_row, provider_rows
from generator.site.view.provider import provider_view
from generator.site.view.terms import by_use, policy_views
from generator.site.view.timeline import timeline
from tests import small_catalog
from tests.small_catalog import Build

EVIDENCE = "evidence: [{source: acme/docs, read_on: 2026-10-01}]"


def model(name: str, *lines: str) -> str:
    return "\n".join([f"name: {name}", *lines, "modalities: {input: [text], output: [text]}", EVIDENCE])


def routes(*entries: str) -> str:
    items = [f"  - {entry}\n    {EVIDENCE}" for entry in entries]
    return "\n".join(["routes:", *items])


def prices(amount: str, start: str = "2026-01-01") -> str:
    return f"{{from: {start}, basis: announced, standard: {{input: {amount}, output: {amount}}}}}"


def row_texts(context: SiteContext, model_id: str) -> dict[str, str]:
    row = index_row(context, context.catalog.models[model_id]).row
    fields = ("context", "max_output", "input", "output", "released")
    return {field: getattr(row, field).text for field in fields}


# Rows


def test_the_newest_model_leads_and_on_one_day_the_most_expensive(build: Build) -> None:
    context = build(
        {
            "models/acme/big/model.yaml": model("Big", "released_on: 2026-02"),
            "models/acme/big/routes/acme.yaml": routes(f"model_id: big\n    prices: [{prices('9')}]"),
        }
    )
    names = [entry.slug for entry in newest_first(context, context.catalog.models_of("acme"))]
    assert names == ["big", "one-mini", "one", "embed", "paint"]


def test_a_row_has_the_prices_of_the_lead_route_and_names_its_provider(small: SiteContext) -> None:
    row = index_row(small, small.catalog.models["zenith/zen"]).row
    assert (row.input.text, row.output.text) == ("$0.05", "$0.30")
    assert row.priced_at is not None
    assert row.priced_at.text == "Hosting & Co"


def test_what_nobody_told_is_unknown_and_not_zero(small: SiteContext) -> None:
    assert set(row_texts(small, "acme/embed").values()) == {"Unknown"}


def test_a_model_paid_by_the_image_shows_the_lowest_such_price(build: Build) -> None:
    assert row_texts(build(), "acme/paint")["output"] == "$0.04 per image"
    units = "[{unit: image, price: 0.19, what: large}, {unit: image, price: 0.02, what: small}]"
    period = f"{{from: 2026-02-01, basis: announced, standard: {{per_unit: {units}}}}}"
    dearer = routes(f"model_id: acme-paint\n    prices: [{period}]")
    assert row_texts(build({"models/acme/paint/routes/acme.yaml": dearer}), "acme/paint")["output"] == (
        "from $0.02 per image"
    )


def test_a_limit_of_the_input_is_never_shown_as_the_context_window(build: Build) -> None:
    context = build({"models/acme/long/model.yaml": model("Long", "max_input_tokens: 200000")})
    facts = RecordFacts(Unmarked(context.catalog), context.facts("acme/long"), frozenset({"acme"}))
    shown = context_window(facts)
    assert (shown.text, shown.exact) == ("200K input", "200,000 tokens")


def test_a_model_that_lives_elsewhere_says_what_its_developer_does(small: SiteContext) -> None:
    standing = index_row(small, small.catalog.models["acme/one"]).row.standing
    assert (standing.status, standing.remark) == ("active", "deprecated at Acme")


def test_a_row_without_marks_tells_the_weakest_level_of_what_it_shows(small: SiteContext) -> None:
    # Its knowledge cutoff is disputed, but the row does not show it; two data sets agree on the maximum output.
    assert index_row(small, small.catalog.models["acme/one"]).evidence is Level.CORROBORATED
    assert index_row(small, small.catalog.models["zenith/zen"]).evidence is Level.SINGLE_SOURCE
    assert index_row(small, small.catalog.models["acme/embed"]).evidence is None


def test_a_model_is_found_by_every_id_alias_snapshot_and_provider(small: SiteContext) -> None:
    find = index_row(small, small.catalog.models["acme/one"]).row.find
    for word in ("acme one", "acme/one", "acme-one-2025-04-14", "acme/one:fast", "hosting & co", "vault"):
        assert word in find, word
    assert find == find.lower()


def test_words_inside_other_words_are_not_repeated() -> None:
    assert find_text("GPT-4.1", "openai/gpt-4.1-nano", None, "gpt-4.1-nano", "OpenAI") == "openai/gpt-4.1-nano"


# Ends of routes


def test_a_passed_floor_retires_nothing(small: SiteContext) -> None:
    groups = ending_groups(small, Citations(small.catalog), small.catalog.routes_at("acme"))
    by_title = {group.title: [row.model.text for row in group.rows] for group in groups}
    assert by_title == {
        "Retires next": ["Acme One"],
        "May retire any day: the promised time is over": ["Acme One mini"],
        "Retired": ["Acme One"],
    }


def test_ids_that_share_a_fate_make_one_row_and_the_next_end_leads(build: Build) -> None:
    context = build(
        {
            "models/acme/one/routes/acme.yaml": routes(
                "model_id: late\n    retires_on: 2027-05-01",
                "model_id: soon\n    retires_on: 2026-12-01",
                "model_id: soon-2025\n    retires_on: 2026-12-01",
            )
        }
    )
    groups = ending_groups(context, Citations(context.catalog), context.catalog.models["acme/one"].routes)
    assert [(row.model_ids, row.distance) for row in groups[0].rows] == [
        (("soon", "soon-2025"), "in 10 days"),
        (("late",), "in 161 days"),
    ]


def test_the_latest_end_leads_among_the_past(build: Build) -> None:
    context = build(
        {
            "models/acme/one/routes/acme.yaml": routes(
                "model_id: older\n    retires_on: 2025-05-01", "model_id: newer\n    retires_on: 2026-11-21"
            )
        }
    )
    groups = ending_groups(context, Citations(context.catalog), context.catalog.models["acme/one"].routes)
    assert [(row.model_ids[0], row.distance) for row in groups[0].rows] == [
        ("newer", "today"),
        ("older", "569 days ago"),
    ]


def test_an_end_says_when_somebody_last_looked(small: SiteContext) -> None:
    groups = ending_groups(small, Citations(small.catalog), small.catalog.models["acme/one"].routes)
    assert [group.rows[0].checked for group in groups] == [date(2026, 10, 12), date(2026, 10, 1)]


# Terms


TWO_POLICIES = """
name: Acme API
kind: developer_api
homepage: https://acme.com/
hosts: [acme.com]
data_policies:
  rare:
    name: Rare
    retention_days: 0
    evidence: [{source: acme/terms, read_on: 2026-09-01}, {source: acme/docs, read_on: 2026-10-01}]
  api:
    name: Usual
    retention_days: 1
    evidence: [{source: acme/terms, read_on: 2026-09-01}]
"""


def test_the_policy_that_most_routes_name_is_the_main_one(build: Build) -> None:
    context = build({"providers/acme.yaml": TWO_POLICIES})
    assert [facts.policy.name for facts in by_use(context, Citations(context.catalog), "acme")] == ["Usual", "Rare"]
    row = next(row for row in provider_rows(context, Citations(context.catalog)) if row.provider.text == "Acme API")
    assert (row.policy, row.retention.text) == ("Usual", "1 day")


def test_a_policy_tells_nothing_kept_from_unknown_and_when_it_was_verified(build: Build) -> None:
    context = build({"providers/acme.yaml": TWO_POLICIES})
    rare = policy_views(context, Citations(context.catalog), "acme")[1]
    terms = {label: value.text for label, value in rare.terms}
    assert (terms["Retention"], terms["Training"]) == ("Nothing kept", "Unknown")
    assert rare.verified == date(2026, 10, 1)


def test_models_and_routes_of_a_provider_are_those_that_answer_today(small: SiteContext) -> None:
    row = next(row for row in provider_rows(small, Citations(small.catalog)) if row.provider.text == "Acme API")
    assert (row.models, row.routes) == (4, 4)


# Providers, families, timeline


def test_a_provider_lists_routes_that_answer_before_retired_ones(small: SiteContext) -> None:
    listed = [(route.model_id, str(route.status)) for route in provider_view(small, "acme").routes]
    assert listed == [
        ("acme-one-mini", "active"),
        ("acme-one", "deprecated"),
        ("acme-embed", "active"),
        ("acme-paint", "active"),
        ("acme-one-2025-04-14", "retired"),
    ]


def test_a_route_shows_the_window_that_it_restates_and_else_the_models(build: Build) -> None:
    context = build(
        {
            "models/zenith/zen/routes/vault.yaml": routes("model_id: zen-short\n    context_window: 8000"),
        }
    )
    windows = {
        route.model_id: route.context.text
        for provider in ("hosting", "vault")
        for route in provider_view(context, provider).routes
    }
    assert (windows["zen"], windows["zen-short"]) == ("400K", "8K")


def page_of(context: SiteContext, path: str) -> BeautifulSoup:
    (ref,) = (ref for ref in directory_pages.pages(context) if ref.path == path)
    return BeautifulSoup(directory_pages.render(context, ref).content, "html.parser")


def test_a_provider_with_very_many_routes_shows_the_first_and_leads_to_all(
    small: SiteContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = page_of(small, "providers/acme/")
    assert len(whole.select("#routes-table tbody tr")) == 5
    assert whole.select_one("[data-filter=routes-table]")
    monkeypatch.setattr(provider, "MOST_ROUTES", 2)
    first = page_of(small, "providers/acme/")
    assert [row.get_text() for row in first.select("#routes-table tbody th")] == ["Acme One mini", "Acme One"]
    assert first.select("a[href='../../?find=provider:acme&view=routes']")
    assert not first.select("[data-filter]"), "a field that searches a part would mislead"


def test_a_provider_names_its_own_pages_about_ends(build: Build) -> None:
    named = "pages: {lifecycle-policy: acme/docs, deprecations: acme/terms, pricing: acme/pricing}\n"
    context = build({"providers/acme.yaml": small_catalog.FILES["providers/acme.yaml"].lstrip() + named})
    pages = provider_view(context, "acme").lifecycle.pages
    assert [(label, page.url) for label, page in pages] == [
        ("Lifecycle policy", "https://acme.com/models"),
        ("Deprecations", "https://acme.com/terms"),
    ]
    assert provider_view(context, "vault").lifecycle.pages == ()


def test_the_notice_of_a_provider_counts_ids_that_share_a_fate_once(build: Build) -> None:
    def ending(model_id: str, announced: str, end: str) -> str:
        return f"model_id: {model_id}\n    deprecated_on: {announced}\n    retires_on: {end}"

    entries = [
        ending("a", "2026-01-01", "2026-01-31"),
        ending("a-twin", "2026-01-01", "2026-01-31"),
        ending("b", "2026-01-01", "2026-03-02"),
    ]
    files = {"models/acme/one/routes/vault.yaml": routes(*entries)}
    assert provider_view(build(files), "vault").lifecycle.notice is None, "two ends make no habit"
    files["models/acme/one/routes/vault.yaml"] = routes(*entries, ending("c", "2026-01-01", "2027-01-01"))
    assert provider_view(build(files), "vault").lifecycle.notice == provider.Notice(3, 30, 60, 365)


def test_past_ends_are_folded_and_the_next_firm_one_leads(small: SiteContext) -> None:
    soup = page_of(small, "providers/acme/")
    folded = soup.select("details tbody th code")
    assert [code.get_text() for code in folded] == ["acme-one-2025-04-14"]
    (tiles,) = soup.select(".mc-tiles")
    assert "Ends next2027-04-22" in tiles.get_text()
    assert soup.select_one(".mc-ends-chart")
    assert not page_of(small, "providers/vault/").select(".mc-ends-chart, .mc-fold")


def test_a_provider_without_known_terms_leads_to_the_file_to_edit(small: SiteContext) -> None:
    links = [link["href"] for link in page_of(small, "providers/vault/").select("#data-policies ~ p a")]
    assert links[0] == "https://github.com/example/catalog/edit/main/catalog/providers/vault.yaml"


def test_a_developer_with_very_many_models_leads_to_their_sources(
    small: SiteContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = page_of(small, "developers/acme/")
    assert few.select(".mc-of-developer .mc-cite")
    monkeypatch.setattr(developer, "MOST_MARKED", 3)
    many = page_of(small, "developers/acme/")
    assert not many.select(".mc-cite")
    (way,) = many.select("a[href='../../models/acme/one/#sources']")
    assert way.get_text() == "corroborated"
    assert [link["href"] for link in many.select("[aria-label=Families] a")] == ["#family-one", "#no-family"]


def test_a_family_shows_discounts_and_what_is_not_published(build: Build) -> None:
    context = build(
        {"models/acme/one-max/model.yaml": model("One max", "family: one", "not_published: [knowledge_cutoff]")}
    )
    view = family_view(context, "acme", "one")
    assert [member.model.text for member in view.members] == ["Acme One mini", "Acme One", "One max"]
    rows = {label: [cell.text for cell in cells] for label, cells in view.rows}
    assert rows["Cached input costs"] == ["Unknown", "75% less", "Unknown"]
    assert rows["Knowledge cutoff"] == ["Unknown", "2024-06-01", "Not published"]
    assert "Parameters" not in rows


def bar_titles(context: SiteContext) -> list[str]:
    drawn = str(timeline(context, newest_first(context, context.catalog.models_of("acme"))))
    return [tag.get_text() for tag in BeautifulSoup(drawn, "html.parser").select("g > title")]


def test_a_life_ends_on_the_timeline_only_when_every_id_at_the_developer_ends(build: Build) -> None:
    mini = "Acme One mini: released 2026-02"
    assert bar_titles(build()) == [mini, "Acme One: released 2025-04-14, retires 2027-04-22"]
    one_lives = routes("model_id: acme-one", "model_id: acme-one-2025-04-14\n    retires_on: 2026-10-23")
    context = build({"models/acme/one/routes/acme.yaml": one_lives})
    assert bar_titles(context) == [mini, "Acme One: released 2025-04-14"]


def test_one_release_makes_no_timeline(small: SiteContext) -> None:
    assert timeline(small, [small.catalog.models["acme/one"], small.catalog.models["zenith/zen"]]) is None


# Home


def test_the_line_up_holds_only_active_models_that_write(small: SiteContext) -> None:
    assert [entry.id for entry in lineup(small)] == ["acme/one-mini", "zenith/zen"]


def test_every_developers_newest_is_in_the_line_up_before_anybodys_second(build: Build) -> None:
    crowd = {
        f"models/acme/new-{number:02}/{name}": text
        for number in range(LINEUP + 5)
        for name, text in (
            ("model.yaml", model(f"New {number}", "released_on: 2026-10-01")),
            ("routes/acme.yaml", routes(f"model_id: new-{number:02}")),
        )
    }
    shown = [entry.id for entry in lineup(build(crowd))]
    assert len(shown) == LINEUP
    assert "zenith/zen" in shown


def test_the_home_page_tells_firm_ends_ahead_and_no_others(small: SiteContext) -> None:
    assert [(row.provider.text, row.day.text) for row in home_view(small).endings] == [("Acme API", "2027-04-22")]


def test_coverage_counts_every_fact_once_under_one_level(small: SiteContext) -> None:
    known = coverage(small)
    catalog = small.catalog
    facts = sum(len(small.facts(record)) for record in (*catalog.providers, *catalog.models))
    facts += sum(len(small.facts(route.key)) for route in catalog.routes)
    assert known.facts == facts == sum(level.facts for level in known.levels)
    assert {level.name: level.facts for level in known.levels}["disputed"] == 1


def test_a_small_share_is_never_told_as_none(build: Build) -> None:
    many = {f"models/acme/m{number}/model.yaml": model(f"M{number}", "released_on: 2026") for number in range(30)}
    assert {level.name: level.share for level in coverage(build(many)).levels}["disputed"] == "under 1%"


# Pages


def rendered(context: SiteContext) -> Iterator[tuple[PageRef, Page]]:
    for ref in directory_pages.pages(context):
        yield ref, directory_pages.render(context, ref)


def home_soup(context: SiteContext) -> BeautifulSoup:
    return BeautifulSoup("".join(map(str, directory_pages.home_context(context).values())), "html.parser")


def soups(context: SiteContext) -> list[tuple[str, BeautifulSoup]]:
    pages = [(ref.path, BeautifulSoup(page.content, "html.parser")) for ref, page in rendered(context)]
    return [("", home_soup(context)), *pages]


def test_a_family_without_models_has_no_page(build: Build) -> None:
    developer = small_catalog.FILES["developers/acme.yaml"].replace(
        "one: {name: One}", "one: {name: One}\n  empty: {name: Empty}"
    )
    paths = [ref.path for ref in directory_pages.pages(build({"developers/acme.yaml": developer}))]
    assert "families/acme/one/" in paths
    assert "families/acme/empty/" not in paths


@pytest.mark.parametrize(("path", "kind"), [("providers/acme/", "providers"), ("developers/acme/", "developers")])
def test_the_page_leads_to_its_calendar_its_data_and_the_feeds(small: SiteContext, path: str, kind: str) -> None:
    ways = {link["href"] for link in dict(soups(small))[path].select("a[href]")}
    feeds = {"../../feeds/lifecycle.xml", "../../feeds/prices.xml"}
    assert ways >= {f"../../api/v1/{kind}/acme.json", f"../../calendars/{kind}/acme.ics", *feeds}


def test_the_price_sheet_leads_to_the_calculator_and_to_every_mode(small: SiteContext) -> None:
    ways = {link["href"] for link in dict(soups(small))["providers/acme/"].select("a[href]")}
    assert ways >= {"../../pricing/?provider=acme", "../../api/v1/prices/acme.json"}


def test_a_family_tells_what_its_members_come_from_and_when_they_lived(small: SiteContext) -> None:
    page = dict(soups(small))["families/acme/one/"]
    rows = {
        row.select("th, td")[0].get_text(): [cell.get_text(" ", strip=True) for cell in row.select("td")]
        for row in page.select("tr")
    }
    assert [cell.get_text() for cell in page.select("#members ~ div thead th")] == ["Acme One mini", "Acme One"]
    assert rows["Comes after"] == ["Acme One", "None known"]
    assert rows["Followed by"] == ["None known", "Acme One mini"]
    assert len(page.select("svg.mc-timeline g")) == 2


def test_a_year_whose_number_would_be_cut_off_is_left_out(build: Build) -> None:
    path = "models/acme/one/routes/acme.yaml"
    late = (
        small_catalog.FILES[path]
        .replace("retires_on: 2027-04-22", "retires_on: 2027-01-10")
        .replace("retires_on: 2026-10-23", "retires_on: 2027-01-10")
    )
    made = build({path: late})
    drawn = timeline(made, newest_first(made, made.catalog.models_of("acme")))
    assert [text.get_text() for text in BeautifulSoup(drawn or "", "html.parser").select("svg > text")] == [
        "2025",
        "2026",
    ]


def test_every_section_of_the_table_of_contents_is_on_every_page(small: SiteContext) -> None:
    layouts = {layout.name: layout for layout in directory_pages.LAYOUTS}
    for ref, page in rendered(small):
        ids = {tag["id"] for tag in BeautifulSoup(page.content, "html.parser").find_all(id=True)}
        assert {"top", *(anchor for anchor, _ in layouts[ref.layout].toc)} <= ids, ref.path


def test_every_link_inside_the_site_leads_to_a_page(small: SiteContext) -> None:
    models = {f"models/{model_id}" for model_id in small.catalog.models}
    api = Api(small.catalog, small.today, small.site_url)
    known = (
        {ref.path.rstrip("/") for ref in directory_pages.pages(small)}
        | models
        | {path for path, _ in publication.documents(api)}
        | {".", "changes", "compare", "data-handling", "lifecycle", "pricing", "about-the-data"}
    )
    for path, soup in soups(small):
        ids = {tag["id"] for tag in soup.find_all(id=True)}
        for link in soup.find_all("a", href=True):
            target, _, fragment = str(link["href"]).partition("#")
            if target.startswith("https://"):
                continue
            if not target:
                assert fragment in ids, (path, link["href"])
            else:
                assert normpath(path + target.partition("?")[0]) in known, (path, link["href"])


def test_a_page_lists_the_sources_of_what_it_shows_and_no_others(small: SiteContext) -> None:
    for path, soup in soups(small):
        notes = soup.find(id="mc-notes")
        if notes is None:
            continue
        shown = {int(str(mark["data-note"])) for mark in soup.select("[data-note]")}
        assert shown == set(range(len(json.loads(notes.get_text())))), path


def test_the_list_of_all_models_leads_to_every_model_and_carries_no_marks(small: SiteContext) -> None:
    index = dict(soups(small))["models/"]
    assert index.select(".mc-cite") == []
    ways = [row.select("a")[0]["href"] for row in index.select("#models-list li")]
    assert ways == [f"../{item.model.path}" for group in all_models(small) for item in group.models]
    assert len(ways) == len(small.catalog.models)


def test_names_stay_text(small: SiteContext) -> None:
    attack = '<script>alert(1)</script>" onmouseover="x'
    catalog = small.catalog
    hostile = replace(
        catalog,
        developers={key: value.model_copy(update={"name": attack}) for key, value in catalog.developers.items()},
        providers={
            key: value.model_copy(update={"name": attack, "summary": attack})
            for key, value in catalog.providers.items()
        },
        models={
            key: replace(entry, model=entry.model.model_copy(update={"name": attack}))
            for key, entry in catalog.models.items()
        },
    )
    context = replace(small, catalog=hostile)
    for path, soup in soups(context):
        assert attack in soup.get_text(), path
        assert {script.get("type") for script in soup.find_all("script")} <= {"application/json"}, path
        assert not [tag for tag in soup.find_all(True) if any(name.startswith("on") for name in tag.attrs)], path


def test_every_provider_developer_and_family_is_found_by_name(small: SiteContext) -> None:
    found = {entry.location: entry for entry in directory_pages.search_entries(small)}
    assert found["providers/hosting/"].title == "Hosting & Co"
    assert found["developers/acme/"].keys == ("acme",)
    assert found["families/acme/one/"].title == "One family"
    assert set(found) == {ref.path for ref in directory_pages.pages(small)}


def test_rows_with_marks_cite_the_same_facts(small: SiteContext) -> None:
    citations = Citations(small.catalog)
    row = model_row(small, citations, small.catalog.models["acme/one"])
    assert row.context.mark is not None
    assert row.input.mark is not None
    assert {reference.title for reference in citations.references} >= {"Acme's models", "Acme's prices"}
