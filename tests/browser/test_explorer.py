"""The explorer on the home page: find, narrow, sort, tick, share, and all of it by keyboard."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser.hold import hold
from tests.browser.looks import assert_sound

NANO = "GPT-4.1 nano"


def explore(page: Page, site_url: str, query: str = "") -> None:
    """Open the home page and wait until the explorer has all of its data."""
    page.goto(f"{site_url}{query}")
    page.get_by_label("Find a model").focus()
    expect(page.locator("[data-explorer][data-has~=routes]")).to_be_attached()


def names(page: Page) -> list[str]:
    """The models in the table, in order."""
    return page.locator("#models-table tbody th a").all_inner_texts()


def find(page: Page, text: str) -> None:
    page.get_by_label("Find a model").fill(text)


def status(page: Page) -> Any:
    return page.locator("#explore-found")


@pytest.mark.parametrize("text", ["4.1-nano", "gpt nano 4.1", "gpt-4.1-nano-2025-04-14", "gpt41nano", "gtp-4.1-nano"])
def test_a_model_is_found_by_any_of_its_names_and_by_a_misspelt_one(page: Page, site_url: str, text: str) -> None:
    explore(page, site_url)
    find(page, text)
    expect(page.locator("#models-table tbody th a").first).to_have_text(NANO)


def test_what_is_typed_before_the_script_is_there_is_found(page: Page, site_url: str) -> None:
    release = hold(page, "**/assets/explorer.js")
    page.goto(site_url, wait_until="commit")
    find(page, "gpt-4.1 nano")
    release()
    expect(page.locator("#models-table tbody th a").first).to_have_text(NANO)
    expect(page.get_by_label("Find a model")).to_have_value("gpt-4.1 nano")


def test_rows_that_stay_while_somebody_types_are_not_made_anew(page: Page, site_url: str) -> None:
    explore(page, site_url)
    find(page, "gpt-4.1")
    row = page.locator("#models-table tbody tr", has=page.get_by_role("link", name=NANO, exact=True))
    expect(row).to_be_visible()
    row.evaluate("row => (row.dataset.seen = 'yes')")
    find(page, "gpt-4.1 nano")
    expect(page.locator("#models-table tbody th a").first).to_have_text(NANO)
    expect(row).to_have_attribute("data-seen", "yes")
    assert names(page)[0] == NANO


def answer(page: Page) -> Locator:
    return page.get_by_role("region", name="Probably meant")


def test_the_answer_stands_there_while_somebody_types(page: Page, site_url: str) -> None:
    explore(page, site_url)
    find(page, "4.1-nano")
    own, azure = answer(page).get_by_role("listitem").filter(has_text=" in").all()[:2]
    expect(own).to_contain_text(
        re.compile(r"OpenAI ?retired on 2026-10-23.*\$0\.10 in.*\$0\.40 out.*prompts kept 30 days")
    )
    expect(azure).to_contain_text(re.compile(r"Azure ?deprecated, served until 2027-04-14.*\$0\.10 in.*\$0\.40 out"))


def test_every_figure_of_the_answer_leads_to_its_source(page: Page, site_url: str) -> None:
    explore(page, site_url)
    find(page, "4.1-nano")
    own = answer(page).get_by_role("listitem").filter(has_text="retired on").first
    marks = own.get_by_role("link", name="Source")
    expect(marks).to_have_count(4)
    marks.first.hover()
    note = page.get_by_role("tooltip")
    expect(note).to_contain_text("gpt-4.1-nano at openai, retirement: primary")
    expect(note).to_contain_text("1. Deprecations, read 2026-")
    for mark in marks.all():
        reference = page.locator(str(mark.get_attribute("href")))
        expect(reference.get_by_role("link")).to_have_attribute("href", re.compile("^https://"))
        expect(reference).to_contain_text(re.compile(r"read 20\d\d-\d\d-\d\d"))


def test_who_says_otherwise_stands_beside_a_figure_of_the_answer(page: Page, site_url: str) -> None:
    explore(page, site_url)
    find(page, "qwen3.7-plus")
    mark = answer(page).get_by_role("link", name="disputed").first
    mark.focus()
    expect(page.get_by_role("tooltip")).to_contain_text("Others differ:")


def test_what_means_many_models_has_no_answer(page: Page, site_url: str) -> None:
    explore(page, site_url)
    find(page, "mini")
    expect(status(page)).to_contain_text(" of ")
    expect(answer(page)).to_be_hidden()
    find(page, "gpt-5")
    expect(answer(page).get_by_role("heading")).to_have_text("GPT-5")


def test_conditions_narrow_and_say_what_they_cannot_mean(page: Page, site_url: str) -> None:
    explore(page, site_url)
    find(page, "developer:openai ctx>=1m in<1 status:active,deprecated")
    expect(status(page)).to_contain_text(" of ")
    assert NANO in names(page)
    assert all(cell == "OpenAI" for cell in page.locator("#models-table tbody td:nth-child(3)").all_inner_texts())
    find(page, "provder:openai ctx>=many")
    expect(status(page)).to_contain_text("There is no field provder; did you mean provider?")
    expect(status(page)).to_contain_text("ctx>=many says nothing: write a number, as in ctx>=128k.")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("provider:bedrock", "provider:amazon-bedrock"),
        ("provider:mistral-ai-studio", "provider:mistral"),
        ("provider:cerebas", "provider:cerebras"),
        ("license:apache", "license:apache-2.0"),
        ("context>=1m input<1", "ctx>=1m in<1"),
    ],
)
def test_values_are_understood_by_name_by_part_and_misspelt(page: Page, site_url: str, typed: str, meant: str) -> None:
    explore(page, site_url)
    find(page, meant)
    expect(status(page)).to_contain_text(" of ")
    wanted = names(page)
    find(page, "")
    find(page, typed)
    expect(page.locator("#models-table tbody th a").first).to_have_text(wanted[0])
    assert set(wanted) & set(names(page))
    if typed == "provider:cerebas":
        expect(status(page)).to_contain_text("Nothing is called “provider:cerebas”")


def test_conditions_on_routes_are_met_by_one_route(page: Page, site_url: str) -> None:
    explore(page, site_url, "?view=routes&find=eu:yes+zdr:yes+-status:retired")
    served = page.evaluate(
        """async () => {
            const { decode } = await import("./assets/explorer-data.js");
            const get = async (name) => (await fetch(`explorer/${name}.json`)).json();
            const [models, routes] = await Promise.all([get("models"), get("routes")]);
            const offered = ["default", "on_request", "contract"];
            const list = decode(models.columns);
            const isKept = (route) => !offered.includes(routes.policies[route.policy]?.zdr);
            const fit = (route) => ["only", "also"].includes(route.eu) && route.status !== "retired" && !isKept(route);
            return [...new Set(decode(routes.columns).filter(fit).map((route) => list[route.model].name))];
        }"""
    )
    find(page, "eu:yes zdr:yes")
    page.get_by_role("button", name="Models", exact=True).click()
    expect(status(page)).to_contain_text(f"{len(served)} of ")
    assert served


def test_counts_of_a_facet_ignore_the_facet_itself(page: Page, site_url: str) -> None:
    explore(page, site_url)
    menu = page.locator("[data-facet=developer]")
    menu.locator("summary").click()
    before = {label.inner_text() for label in menu.locator("label").all()}
    menu.get_by_label("OpenAI").check()
    expect(page.get_by_label("Find a model")).to_have_value("developer:openai")
    expect(menu.locator("summary")).to_have_text("Developer: 1")
    assert {label.inner_text() for label in menu.locator("label").all()} == before
    menu.get_by_label("Anthropic").check()
    expect(page.get_by_label("Find a model")).to_have_value("developer:openai,anthropic")
    menu.get_by_label("OpenAI").uncheck()
    expect(page.get_by_label("Find a model")).to_have_value("developer:anthropic")


def test_a_long_facet_is_narrowed_by_typing(page: Page, site_url: str) -> None:
    explore(page, site_url)
    menu = page.locator("[data-facet=provider]")
    menu.locator("summary").click()
    menu.get_by_label("Narrow Provider").fill("cereb")
    expect(menu.locator("label:visible")).to_have_count(1)
    menu.get_by_label("Cerebras").check()
    expect(page.get_by_label("Find a model")).to_have_value("provider:cerebras")
    page.keyboard.press("Escape")
    expect(menu.get_by_label("Cerebras")).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()


def test_a_preset_is_pressed_while_it_holds_and_pressed_again_lets_go(page: Page, site_url: str) -> None:
    explore(page, site_url)
    preset = page.get_by_role("button", name="Under $1, 128K and more")
    preset.click()
    expect(preset).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_label("Find a model")).to_have_value("in<1 ctx>=128k status:active")
    preset.click()
    expect(preset).to_have_attribute("aria-pressed", "false")
    expect(page.get_by_label("Find a model")).to_have_value("")


def test_ranges_read_what_is_typed(page: Page, site_url: str) -> None:
    explore(page, site_url)
    find(page, "context>=100k released>=-90d")
    page.locator("summary", has_text="Ranges").click()
    expect(page.get_by_label("Context, at least")).to_have_value("100k")
    expect(page.get_by_label("Released, at least")).to_have_value("-90d")
    page.get_by_label("Next end, at most").select_option(label="in 90 days")
    expect(page.get_by_label("Find a model")).to_have_value("context>=100k released>=-90d ends<=90d")


def test_ranges_write_conditions(page: Page, site_url: str) -> None:
    explore(page, site_url)
    page.locator("summary", has_text="Ranges").click()
    page.get_by_label("Context, at least").select_option("128k")
    page.get_by_label("Input, at most").select_option("1")
    expect(page.get_by_label("Find a model")).to_have_value("ctx>=128k in<=1")
    page.get_by_label("Context, at least").select_option("")
    expect(page.get_by_label("Find a model")).to_have_value("in<=1")


def test_a_column_sorts_both_ways_with_the_unknown_last(page: Page, site_url: str) -> None:
    explore(page, site_url, "?find=developer:openai")
    page.get_by_role("button", name="Input").click()
    head = page.locator("th[data-column=in]")
    expect(head).to_have_attribute("aria-sort", "ascending")

    def amounts() -> list[float]:
        cells = page.locator("#models-table tbody td:nth-child(7)").all_inner_texts()
        return [float(cell.strip("$").replace(",", "")) for cell in cells if cell.startswith("$")]

    assert amounts() == sorted(amounts())
    page.get_by_role("button", name="Input").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    assert amounts() == sorted(amounts(), reverse=True)
    assert "sort=-in" in page.url


def test_names_sort_from_a_and_evidence_from_the_best(page: Page, site_url: str) -> None:
    explore(page, site_url, "?find=developer:openai&columns=evidence")
    page.get_by_role("button", name="Model", exact=True).click()
    found = names(page)
    assert found == sorted(found, key=str.lower)
    page.get_by_role("button", name="Evidence").click()
    order = ["primary", "corroborated", "single source", "disputed", "unknown"]
    places = [order.index(text) for text in page.locator("#models-table tbody td:last-child").all_inner_texts()]
    assert places == sorted(places)


def test_columns_are_chosen_and_given_back(page: Page, site_url: str) -> None:
    explore(page, site_url)
    usual = page.locator("#models-table thead th").all_inner_texts()
    page.locator("summary", has_text="Columns").click()
    page.get_by_label("Licence").check()
    page.get_by_label("Evidence", exact=True).uncheck()
    page.wait_for_url("**/*columns=*license*")
    assert page.locator("#models-table thead th").all_inner_texts() == [*usual[:-1], "Licence"]
    page.get_by_role("button", name="The usual columns").click()
    expect(page.locator("#models-table thead th")).to_have_text(usual)


def test_a_link_opens_the_same_for_somebody_else(page: Page, browser: Browser, site_url: str) -> None:
    explore(page, site_url)
    find(page, "developer:openai ctx>=128k")
    page.get_by_role("button", name="Input").click()
    page.get_by_role("checkbox", name=f"Compare {NANO}").check()
    page.wait_for_url("**/*models=openai/gpt-4.1-nano*")
    mine = names(page)
    context = browser.new_context()
    other = context.new_page()
    other.goto(page.url)
    expect(other.locator("#models-table tbody th a").first).to_have_text(mine[0])
    assert names(other) == mine
    expect(other.get_by_role("checkbox", name=f"Compare {NANO}")).to_be_checked()
    context.close()


def test_the_back_button_takes_steps_back(page: Page, site_url: str) -> None:
    explore(page, site_url)
    page.get_by_role("button", name="Open weights").click()
    find(page, "llama")
    page.wait_for_url("**/*find=llama*")
    page.go_back()
    expect(page.get_by_label("Find a model")).to_have_value("open:yes status:active")
    page.go_back()
    expect(page.get_by_label("Find a model")).to_have_value("")


def test_routes_are_rows_on_demand(page: Page, site_url: str) -> None:
    explore(page, site_url)
    find(page, "4.1-nano")
    page.get_by_role("button", name="Routes", exact=True).click()
    expect(status(page)).to_contain_text("routes")
    providers = page.locator("#models-table tbody td:nth-child(3)").all_inner_texts()
    assert {"OpenAI", "Azure"} <= set(providers)
    assert "view=routes" in page.url


def test_two_ticked_models_are_compared(page: Page, site_url: str) -> None:
    explore(page, site_url, "?find=gpt-4.1")
    page.get_by_role("checkbox", name=f"Compare {NANO}").check()
    page.get_by_role("checkbox", name="Compare GPT-4.1 mini").check()
    page.get_by_role("link", name="Compare 2 models").click()
    page.wait_for_url("**/compare/?models=openai/gpt-4.1-nano,openai/gpt-4.1-mini")
    expect(page.locator(".mc-compare thead th")).to_have_text([NANO, "GPT-4.1 mini"])


def test_ticked_routes_are_compared_as_routes_and_let_go(page: Page, site_url: str) -> None:
    explore(page, site_url, "?find=4.1-nano+provider:openai,openrouter&view=routes")
    page.get_by_role("checkbox", name=f"Compare {NANO}: gpt-4.1-nano at OpenAI").check()
    page.get_by_role("checkbox", name=f"Compare {NANO}: openai/gpt-4.1-nano at OpenRouter").check()
    expect(page.get_by_role("link", name="Compare 2 routes")).to_have_attribute(
        "href", re.compile(r"compare/\?models=[^,]+@openai/gpt-4\.1-nano,[^,]+@openrouter/openai/gpt-4\.1-nano$")
    )
    page.get_by_role("button", name="Untick all").click()
    expect(page.get_by_role("link", name="Compare 2 routes")).to_be_hidden()
    expect(page.get_by_label("Find a model")).to_have_value("4.1-nano provider:openai,openrouter")


def test_the_view_is_had_as_csv_and_as_json(page: Page, site_url: str, tmp_path: Path) -> None:
    explore(page, site_url, "?find=4.1-nano&columns=developer,ctx,in")
    for kind in ("CSV", "JSON"):
        with page.expect_download() as download:
            page.get_by_role("button", name=kind).click()
        download.value.save_as(tmp_path / kind)
    (record,) = json.loads((tmp_path / "JSON").read_text())
    assert record == {
        "id": "openai/gpt-4.1-nano",
        "name": NANO,
        "developer": "OpenAI",
        "ctx": 1047576,
        "in": 0.1,
        "currency": "USD",
    }
    (line,) = csv.DictReader((tmp_path / "CSV").read_text().splitlines())
    assert line == {name: str(value) for name, value in record.items()}


def test_no_name_of_a_model_is_run_by_a_sheet(page: Page, site_url: str, tmp_path: Path) -> None:
    hostile = '=HYPERLINK("https://example.org";"x")\r\n+1'

    def spoil(route: Route) -> None:
        data = route.fetch().json()
        data["columns"]["name"] = {"is": [hostile] * len(data["columns"]["id"]["is"])}
        route.fulfill(json=data)

    page.route("**/explorer/models.json", spoil)
    explore(page, site_url, "?find=4.1-nano&columns=in")
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    download.value.save_as(tmp_path / "rows.csv")
    with (tmp_path / "rows.csv").open(newline="") as file:
        (line,) = csv.DictReader(file)
    assert line == {"id": "openai/gpt-4.1-nano", "name": f"'{hostile}", "in": "0.1", "currency": "USD"}


def test_everything_goes_by_keyboard(page: Page, site_url: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    explore(page, site_url)
    page.locator("body").press("Escape")
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(page.get_by_label("Find a model")).to_be_focused()
    page.keyboard.type("gpt-4.1")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("j")
    page.keyboard.press("k")
    first = names(page)[0]
    expect(page.locator("#models-table tbody th a").first).to_be_focused()
    page.keyboard.press("x")
    expect(page.get_by_role("checkbox", name=f"Compare {first}", exact=True)).to_be_checked()
    page.keyboard.press("y")
    expect(status(page)).to_contain_text("is copied")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys and conditions")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys and conditions")).to_be_hidden()
    page.keyboard.press("c")
    page.wait_for_url("**/compare/?models=openai/gpt-4.1")


def test_single_letters_can_be_switched_off(page: Page, site_url: str) -> None:
    explore(page, site_url, "?find=gpt-4.1")
    page.get_by_role("button", name="Keys and conditions").click()
    page.get_by_label("Switch single letters off").check()
    page.get_by_role("button", name="Close").click()
    link = page.locator("#models-table tbody th a").first
    link.focus()
    page.keyboard.press("x")
    expect(page.locator("#models-table tbody input").first).not_to_be_checked()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#models-table tbody th a").nth(1)).to_be_focused()


def test_what_is_switched_off_is_so_for_the_theme_and_on_every_page(page: Page, site_url: str) -> None:
    explore(page, site_url)
    page.get_by_role("button", name="Keys and conditions").click()
    page.get_by_label("Switch single letters off").check()
    page.get_by_role("button", name="Close").click()
    for address in (site_url, f"{site_url}glossary/"):
        page.goto(address)
        for key in ("/", "s", "j"):
            page.keyboard.press(key)
            assert page.evaluate("document.activeElement === document.body"), (address, key)


def test_the_row_that_has_the_focus_keeps_it_when_more_data_comes(page: Page, site_url: str) -> None:
    release = hold(page, "**/explorer/routes.json")
    page.goto(f"{site_url}?find=gpt-4.1")
    page.get_by_label("Find a model").focus()
    expect(status(page)).to_contain_text(" of ")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("j")
    second = page.locator("#models-table tbody th a").nth(1)
    expect(second).to_be_focused()
    release()
    expect(page.locator("[data-explorer][data-has~=routes]")).to_be_attached()
    expect(second).to_be_focused()


def test_without_a_script_the_first_rows_and_the_way_to_all_are_there(browser: Browser, site_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site_url)
    expect(page.get_by_label("Find a model")).to_be_hidden()
    expect(page.locator("#models-table tbody tr")).to_have_count(25)
    page.get_by_role("link", name=re.compile("All .* models in one list")).click()
    expect(page.get_by_role("link", name=NANO, exact=True)).to_be_attached()
    context.close()


def test_the_first_rows_of_the_data_are_those_in_the_page(browser: Browser, site_url: str, page: Page) -> None:
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(site_url)
    written = [cell.split() for cell in plain.locator("#models-table tbody tr").all_inner_texts()]
    context.close()
    explore(page, site_url)
    expect(status(page)).to_contain_text("models")
    scripted = [cell.split() for cell in page.locator("#models-table tbody tr").all_inner_texts()]
    assert scripted[: len(written)] == written


@pytest.mark.parametrize("query", ["?find=4.1-nano", "?view=routes&find=provider:azure"])
def test_axe_finds_nothing_in_what_the_explorer_makes(look: Page, site_url: str, query: str) -> None:
    explore(look, site_url, query)
    look.locator("[data-facet=status] summary").click()
    assert_sound(look)


def test_the_explorer_makes_the_browser_complain_of_nothing(complaints: list[str], page: Page, site_url: str) -> None:
    explore(page, site_url, "?find=open:yes&view=routes")
    find(page, "zzzz qqqq")
    expect(page.get_by_role("button", name="Clear the filter")).to_be_visible()
    assert complaints == []
