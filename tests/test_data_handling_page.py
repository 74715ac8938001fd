"""The data handling page: what each row says, what counts as served from the Union, and who is listed as unread."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup, Tag

from generator.site import data_handling_page, explorer
from generator.site.context import SiteContext
from generator.site.view.data_handling import PolicyRow, data_handling_view
from generator.site.view.regions import InUnion, in_union
from tests import small_catalog
from tests.small_catalog import Build

HOST = "providers/hosting.yaml"
ROUTE = "models/acme/one/routes/hosting.yaml"
VAULT = "models/acme/one/routes/vault.yaml"
REGIONS = "regions: {eu: {name: Union, country: EU}, us: {name: Virginia, country: US}, all: {name: Global}}"


def rows(context: SiteContext) -> dict[str, PolicyRow]:
    return {row.key: row for row in data_handling_view(context).rows}


def page(context: SiteContext) -> BeautifulSoup:
    (ref,) = data_handling_page.pages(context)
    return BeautifulSoup(data_handling_page.render(context, ref).content, "html.parser")


def cells(row: Tag) -> list[str]:
    return [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")]


def served_from(build: Build, regions: str) -> SiteContext:
    """The small catalog with the one route of a host served from `regions`."""
    return build(
        {
            HOST: small_catalog.FILES[HOST].replace("regions:\n  eu: {name: Frankfurt, country: DE}", REGIONS),
            ROUTE: small_catalog.FILES[ROUTE].replace("regions: [eu]", regions),
        }
    )


def test_each_set_of_terms_is_a_row_with_its_sources_and_day(small: SiteContext) -> None:
    acme, host = page(small).select("#policies-table tbody tr")
    assert cells(acme) == [
        "Acme API API terms 2 routes; of 2 more the terms are unknown",
        "No 1",
        "30 days 1",
        "On request 1",
        "Part of the terms 1",
        "Unknown",
        "No region told",
        "Unknown",
        "Unknown",
        "2026-09-01",
    ]
    assert cells(host)[1:3] == ["Unless refused 2", "Unknown"]
    assert host.select_one("th a[href='../providers/hosting/#policy-default']")


def test_a_row_says_in_part_when_some_term_was_read_longer_ago(build: Build) -> None:
    usual = small_catalog.FILES["providers/acme.yaml"]
    later = "evidence:\n      - {source: acme/terms, read_on: 2026-09-01, supports: [dpa]}\n"
    later += "      - {source: acme/docs, read_on: 2025-01-01, supports: [trains_on_data, retention_days, "
    later += "zero_data_retention]}"
    context = build(
        {"providers/acme.yaml": usual.replace("evidence: [{source: acme/terms, read_on: 2026-09-01}]", later)}
    )
    row = rows(context)["acme/api"]
    assert (str(row.verified), str(row.oldest)) == ("2026-09-01", "2025-01-01")
    assert rows(build({}))["hosting/default"].oldest is None


@pytest.mark.parametrize(
    ("regions", "place", "words"),
    [
        ("regions: [eu]", InUnion.ONLY, ("1 only in the EU",)),
        ("regions: [us, eu]", InUnion.ALSO, ("1 in the EU if chosen",)),
        ("regions: [us]", InUnion.NO, ("1 elsewhere",)),
        ("regions: [all]", InUnion.NO, ("1 elsewhere",)),
        ("speaks: [openai]", None, ()),
    ],
)
def test_where_a_route_is_served_from(
    build: Build, regions: str, place: InUnion | None, words: tuple[str, ...]
) -> None:
    context = served_from(build, regions)
    (entry,) = (entry for entry in context.catalog.routes_at("hosting") if entry.model_id == "acme/one")
    assert in_union(context.catalog, entry) is place
    assert rows(context)["hosting/default"].places.best is place
    assert rows(context)["hosting/default"].places.counts == words


def test_what_is_retired_is_served_from_nowhere(build: Build) -> None:
    ended = small_catalog.FILES[ROUTE].replace("regions: [eu]", "regions: [eu]\n    retires_on: 2026-01-01")
    row = rows(build({ROUTE: ended}))["hosting/default"]
    assert (row.routes, row.places.best) == (0, None)


@pytest.mark.parametrize(
    ("training", "zero", "number"),
    [("no", "default", 1), ("opt_in", "contract", 1), ("opt_out", "default", 0), ("no", "unavailable", 0)],
)
def test_the_strictest_demand_counts_what_is_known_to_meet_it(
    build: Build, training: str, zero: str, number: int
) -> None:
    terms = f'trains_on_data: "{training}"\n    zero_data_retention: {zero}'
    context = build({HOST: small_catalog.FILES[HOST].replace("trains_on_data: opt_out", terms)})
    assert data_handling_view(context).strict == number


def test_what_nobody_told_never_counts_as_met(small: SiteContext) -> None:
    assert data_handling_view(small).strict == 0


def test_providers_of_which_nothing_is_known_are_one_folded_list_with_the_file_to_edit(small: SiteContext) -> None:
    (item,) = page(small).select("[data-unread] li")
    links = [link["href"] for link in item.select("a")]
    assert item["data-provider"] == "vault"
    assert links == ["../providers/vault/", "https://github.com/example/catalog/edit/main/catalog/providers/vault.yaml"]
    assert item.find_parent("details")
    assert "Vault" not in {row.provider.text for row in rows(small).values()}


def test_a_page_without_any_terms_says_so(build: Build) -> None:
    bare = {path: small_catalog.FILES[path].split("data_policies:")[0] for path in ("providers/acme.yaml", HOST)}
    unread = {
        path: small_catalog.FILES[path].replace("    data_policy: api\n", "").replace("    data_policy: default\n", "")
        for path in (ROUTE, "models/acme/one/routes/acme.yaml", "models/acme/one-mini/routes/acme.yaml")
    }
    soup = page(build({**bare, **unread}))
    assert "Nobody has read the terms of any provider yet." in soup.get_text()
    assert not soup.select("#policies-table")


def test_the_data_of_a_row_is_what_a_demand_asks(small: SiteContext) -> None:
    acme, host = page(small).select("#policies-table tbody tr")
    asked = ("data-policy", "data-training", "data-kept", "data-zdr", "data-dpa", "data-eu")
    assert [acme[name] for name in asked] == ["acme/api", "no", "30", "on_request", "standard", ""]
    assert [host[name] for name in asked] == ["hosting/default", "opt_out", "", "", "", "only"]


def test_days_of_zero_are_not_unknown_and_lists_are_asked_word_by_word(build: Build) -> None:
    terms = "trains_on_data: opt_out\n    retention_days: 0\n    transfer_mechanisms: [SCCs, none needed]"
    terms += "\n    certifications: [ISO 27001, SOC 2]"
    context = build({HOST: small_catalog.FILES[HOST].replace("trains_on_data: opt_out", terms)})
    row = page(context).select("#policies-table tbody tr")[1]
    asked = ("data-kept", "data-transfer", "data-certificate")
    assert [row[name] for name in asked] == ["0", "SCCs, none needed", "iso 27001, soc 2"]


def test_routes_of_the_explorer_name_their_terms_and_where_they_are_served_from(small: SiteContext) -> None:
    data = json.loads(dict(explorer.shared_files(small))["explorer/routes.json"])
    assert data["policies"]["acme/api"] == {
        "zdr": "on_request",
        "trains": "no",
        "dpa": "standard",
        "kept": 30,
        "why": None,
    }
    decoded = {
        name: column.get("is") or [column["of"][place] for place in column["at"]]
        for name, column in data["columns"].items()
    }
    known = dict(zip(decoded["api_id"], zip(decoded["policy"], decoded["eu"], strict=True), strict=True))
    assert known["acme-one"] == ("acme/api", None)
    assert known["acme/one:fast"] == ("hosting/default", "only")
    assert known["acme.one-v1:0"] == (None, None)


def test_names_stay_text(small: SiteContext) -> None:
    attack = '<script>alert(1)</script>" onmouseover="x'
    providers = {
        key: provider.model_copy(
            update={
                "name": attack,
                "data_policies": {
                    policy_id: policy.model_copy(update={"name": attack, "residency": attack, "note": attack})
                    for policy_id, policy in provider.data_policies.items()
                },
            }
        )
        for key, provider in small.catalog.providers.items()
    }
    soup = page(replace(small, catalog=replace(small.catalog, providers=providers)))
    assert soup.get_text().count(attack) >= 7
    assert {script.get("type") for script in soup.find_all("script")} == {"application/json"}
    assert not [tag for tag in soup.find_all(True) if any(name.startswith("on") for name in tag.attrs)]


def test_the_page_is_found_under_what_people_look_for(small: SiteContext) -> None:
    (entry,) = data_handling_page.search_entries(small)
    assert {"zdr", "dpa", "gdpr", "privacy"} <= set(entry.keys)
