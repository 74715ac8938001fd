"""The data handling page in a browser: demands that combine, the address that holds them, and the routes of a model."""

from __future__ import annotations

import csv

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.looks import assert_sound

STRICT = "?eu=only&training=consent&zdr=offered"


def keys(page: Page) -> list[str]:
    """The terms in sight."""
    return [str(row.get_attribute("data-policy")) for row in page.locator("#policies-table tbody tr:visible").all()]


def demand(page: Page, name: str) -> Locator:
    """A field of the filter; the marks of figures bear the same words."""
    return page.get_by_role("combobox", name=name)


def found(page: Page) -> Locator:
    return page.locator("[data-found]")


def routes(page: Page) -> Locator:
    return page.get_by_role("region", name="Routes", exact=True).locator("tbody tr")


def test_demands_combine_and_say_what_is_unknown(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}data-handling/")
    everything = keys(page)
    demand(page, "Training").select_option(label="None")
    no_training = keys(page)
    demand(page, "Zero data retention").select_option(label="By default")
    both = keys(page)
    assert set(both) < set(no_training) < set(everything)
    assert "amazon-bedrock/default" in both
    assert "openai/api" in everything
    assert "openai/api" not in no_training, "its terms train with consent"
    assert "cerebras/inference" not in both, "nobody told whether it trains"
    expect(found(page)).to_contain_text(f"{len(both)} of {len(everything)} sets of terms")
    expect(found(page)).to_contain_text("more it is unknown")
    page.get_by_label("Show what may or may not").check()
    assert "cerebras/inference" in keys(page)
    page.locator("[data-clear]").click()
    assert keys(page) == everything


def test_an_eu_route_without_training_and_with_zero_retention_is_one_press_away(
    complaints: list[str], page: Page, site_url: str
) -> None:
    page.goto(f"{site_url}data-handling/")
    page.get_by_role("button", name="EU only, no training, zero retention").click()
    assert page.url.endswith(STRICT)
    assert "scaleway/serverless" in keys(page)
    assert "opper/openai-us" not in keys(page)
    number = page.locator(".mc-tiles div").last.locator("a").inner_text()
    page.get_by_role("link", name="All routes that meet this").click()
    expect(page.locator("#explore-found")).to_contain_text(f"{number} of ")
    assert complaints == []


def test_the_address_holds_the_demands_and_back_takes_one_away(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}data-handling/?zdr=default&find=iso+27001")
    expect(page.get_by_label("Find")).to_have_value("iso 27001")
    assert keys(page) == ["ionos/serverless"]
    page.get_by_label("Find").fill("")
    demand(page, "Served from").select_option("only")
    page.go_back()
    expect(demand(page, "Served from")).to_have_value("")
    expect(demand(page, "Zero data retention")).to_have_value("default")
    page.goto(f"{site_url}data-handling/?zdr=nonsense&eu=constructor")
    expect(demand(page, "Zero data retention")).to_have_value("")
    expect(demand(page, "Served from")).to_have_value("")


def test_routes_of_a_model_meet_the_same_demands_and_cite_the_terms(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}data-handling/")
    page.get_by_label("Routes to a model").fill("openai/gpt-4.1-nano")
    page.get_by_label("Routes to a model").press("Tab")
    expect(page.get_by_role("heading", name="Routes to GPT-4.1 nano")).to_be_visible()
    expect(routes(page).first).to_be_visible()
    hosts = routes(page).locator("th a").all_inner_texts()
    assert "Azure" in hosts
    assert "OpenAI" not in hosts, "its routes are retired"
    demand(page, "Served from").select_option("only")
    demand(page, "Zero data retention").select_option("offered")
    (route,) = routes(page).filter(has_text="Azure").all()
    assert routes(page).count() < len(hosts)
    expect(route).to_contain_text("Only in the EU")
    expect(route).to_contain_text("datazone-eu")
    route.locator(".mc-cite a").first.hover()
    expect(page.locator(".mc-note")).to_be_visible()
    page.reload()
    expect(routes(page).filter(has_text="datazone-eu")).to_be_visible()


def test_a_model_that_does_not_exist_is_said_so(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}data-handling/?model=%3Cimg+src=x%3E")
    expect(page.locator("[data-routes-found]")).to_have_text(
        "No model is called “<img src=x>”. Choose one from the list."
    )
    expect(page.get_by_role("region", name="Routes", exact=True)).to_be_hidden()


def test_a_provider_with_nothing_known_is_found_in_the_folded_list(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}data-handling/")
    folded = page.locator("[data-unread]")
    expect(folded.get_by_role("link", name="Novita AI", exact=True)).to_be_hidden()
    page.get_by_label("Find").fill("novita")
    expect(found(page)).to_contain_text("1 provider with nothing known fits too")
    expect(folded.get_by_role("link", name="Add the terms of Novita AI")).to_be_visible()


def test_one_provider_has_its_terms_and_its_routes(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}data-handling/?provider=azure&model=openai/gpt-4.1-nano")
    expect(page.get_by_role("heading", name="Routes to GPT-4.1 nano at Azure")).to_be_visible()
    assert {key.split("/")[0] for key in keys(page)} == {"azure"}
    expect(routes(page).filter(has_text="datazone-eu")).to_be_visible()
    page.get_by_label("Routes to a model").fill("")
    page.get_by_label("Routes to a model").press("Tab")
    expect(page.get_by_role("heading", name="Routes at Azure")).to_be_visible()
    assert page.url.endswith("?provider=azure")
    expect(routes(page)).to_have_count(40)
    page.get_by_role("button", name="Show more").click()
    expect(routes(page)).to_have_count(80)


def test_a_provider_whose_terms_nobody_read_is_named_as_unread(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}data-handling/?provider=novita")
    assert keys(page) == []
    expect(page.get_by_role("link", name="Add the terms of Novita AI")).to_be_visible()
    expect(page.locator("[data-blank]")).to_contain_text("Neither terms nor regions are known of ")


def test_each_demand_that_is_often_made_is_met_by_some(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}data-handling/")
    every = len(keys(page))
    for preset in page.locator("[data-preset]").all():
        preset.click()
        assert 0 < len(keys(page)) < every, preset.inner_text()
        assert page.url.endswith(str(preset.get_attribute("data-preset")))
    page.locator("[name=kept]").select_option("Nothing kept")
    assert "kept=0" in page.url
    # The explorer knows no certificates.
    expect(page.locator("[data-explore]")).to_be_hidden()


def test_what_is_in_sight_is_saved_with_its_sources(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}data-handling/?provider=ionos")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save these terms as CSV").click()
    head, *rows = csv.reader(download.value.path().read_text(encoding="utf-8").splitlines())
    assert head[:3] == ["Provider and terms", "Training", "Retention"]
    (row,) = (dict(zip(head, row, strict=True)) for row in rows)
    assert row["Zero retention"] == "By default"
    assert row["Certificates"] == "ISO 27001"
    assert row["Sources"].startswith("https://")


def test_a_printed_page_has_the_terms_that_were_asked_for_and_their_sources(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}data-handling/?provider=ionos")
    expect(routes(page).first).to_be_visible()
    page.emulate_media(media="print")
    assert keys(page) == ["ionos/serverless"]
    expect(page.locator(".mc-references li").last).to_be_visible()
    for pressed in ("[data-demands]", "[data-save]"):
        expect(page.locator(pressed).first).to_be_hidden()


def test_without_scripts_all_terms_stand_there_and_no_field_pretends(browser: Browser, site_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}data-handling/")
    assert "openai/api" in keys(page)
    expect(demand(page, "Served from")).to_be_hidden()
    page.locator("[data-unread] summary").click()
    expect(page.locator("[data-unread] li").first).to_be_visible()
    context.close()


def test_axe_finds_nothing_and_the_page_does_not_scroll_sideways(look: Page, site_url: str) -> None:
    look.goto(f"{site_url}data-handling/{STRICT}&unknown=show&model=openai/gpt-4.1-nano", wait_until="networkidle")
    expect(routes(look).first).to_be_visible()
    look.locator("[data-unread] summary").click()
    assert_sound(look)
