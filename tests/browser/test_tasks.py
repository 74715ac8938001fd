"""What people come for, from the first page to the answer: each task with a mouse and with the keyboard alone.

Nobody types an address here: a task begins on the home page and goes on by what it finds there.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.hands import Keys, Mouse, Touch
from tests.browser.looks import PHONE
from tests.shipped_site import ROOT

NANO = "GPT-4.1 nano"


@pytest.fixture(params=[Mouse, Keys], ids=["mouse", "keys"])
def hand(request: pytest.FixtureRequest, page: Page, site_url: str) -> Mouse:
    """Somebody on the home page."""
    made: Mouse = request.param(page)
    begin(made, site_url)
    return made


@pytest.fixture
def finger(browser: Browser, site_url: str) -> Iterator[Touch]:
    """Somebody on the home page with a phone."""
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    made = Touch(context.new_page())
    begin(made, site_url)
    yield made
    context.close()


def begin(hand: Mouse, site_url: str) -> None:
    """Open the home page on the day of its build, and wait for the explorer."""
    hand.page.clock.set_fixed_time("2026-11-21T12:00:00")
    hand.page.goto(site_url)
    # The data comes with the first sign of life.
    hand.page.keyboard.press("Shift")
    expect(hand.page.locator("[data-explorer][data-has~=models]")).to_be_attached()


def explore(hand: Mouse, text: str) -> None:
    """Write into the field of the explorer."""
    hand.write(hand.page.get_by_label("Find a model"), text)
    expect(hand.page.locator("#explore-found")).to_contain_text(" of ")


def rows(page: Page) -> Locator:
    """The rows of the explorer."""
    return page.locator("#models-table tbody tr")


def names(page: Page) -> list[str]:
    """The models in the rows."""
    return rows(page).locator("th a").all_inner_texts()


def go(hand: Mouse, section: str) -> None:
    """Go to a section of the site by its tab."""
    hand.use(hand.page.get_by_role("navigation", name="Tabs").get_by_role("link", name=section, exact=True))
    expect(hand.page.get_by_role("heading", level=1)).to_contain_text(section)


def test_a_model_is_found_by_a_part_of_its_id(hand: Mouse) -> None:
    page = hand.page
    explore(hand, "4.1-nano")
    answer = page.get_by_role("region", name="Probably meant")
    expect(answer).to_contain_text(re.compile(r"retired on 2026-10-23.*\$0\.10 in.*\$0\.40 out.*kept 30 days"))
    expect(answer.get_by_role("link", name="Source 1 for")).to_be_visible()
    hand.use(answer.get_by_role("link", name=NANO, exact=True))
    expect(page.get_by_role("heading", level=1)).to_have_text(NANO)


def test_what_is_filtered_and_sorted_is_shared_by_its_link(hand: Mouse, browser: Browser) -> None:
    page = hand.page
    hand.use(page.get_by_role("button", name="Under $1, 128K and more"))
    hand.use(page.locator("summary", has_text="Developer"))
    hand.use(page.locator("[data-facet=developer]").get_by_label("OpenAI"))
    hand.use(page.get_by_role("columnheader", name="Context").get_by_role("button"))
    expect(page.get_by_role("columnheader", name="Context")).to_have_attribute("aria-sort", "descending")
    mine = names(page)
    context = browser.new_context()
    other = context.new_page()
    other.goto(page.url)
    expect(rows(other)).to_have_count(len(mine))
    expect(other.get_by_role("columnheader", name="Context")).to_have_attribute("aria-sort", "descending")
    assert names(other) == mine
    context.close()


def test_three_models_are_compared_and_copied(hand: Mouse, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = hand.page
    explore(hand, "gpt-4.1")
    for name in ("GPT-4.1", "GPT-4.1 mini", NANO):
        hand.use(page.get_by_role("checkbox", name=f"Compare {name}", exact=True))
    hand.use(page.get_by_role("link", name="Compare 3 models"))
    expect(page.locator("table.mc-compare thead th")).to_have_text(["GPT-4.1", "GPT-4.1 mini", NANO])

    def copied(button: str) -> str:
        page.evaluate("navigator.clipboard.writeText('')")
        hand.use(page.get_by_role("button", name=button))
        page.wait_for_function("async () => await navigator.clipboard.readText() !== ''")
        return str(page.evaluate("navigator.clipboard.readText()"))

    assert re.search(r"\| .*GPT-4\.1.*\| .*GPT-4\.1 mini.*\| .*GPT-4\.1 nano", copied("Copy as Markdown"))
    table = list(csv.reader(copied("Copy as CSV").splitlines()))
    assert any(NANO in cell for cell in table[0])
    assert copied("Copy link") == page.url


def test_a_workload_is_priced_on_a_past_day(hand: Mouse) -> None:
    page = hand.page
    go(hand, "Pricing")
    hand.write(page.get_by_label("Model", exact=True), "gpt-4.1 nano")
    page.keyboard.press("Enter")
    expect(page.get_by_role("list", name="Models and routes in the calculation")).to_contain_text(NANO)
    hand.write(page.get_by_label("Input tokens"), "1000000")
    hand.write(page.get_by_label("of which cached, %"), "25")
    hand.set_day(page.get_by_label("Prices on"), "2025-06-01")
    offer = page.locator(".mc-offers tbody tr", has=page.get_by_role("link", name="OpenAI", exact=True))
    expect(offer.first).to_contain_text("$2,443.50")
    assert "on=2025-06-01" in page.url


def test_what_retires_next_is_found_with_its_replacement(hand: Mouse) -> None:
    page = hand.page
    ending = page.get_by_role("region", name="Retires next").locator("tbody tr", has_text="claude-sonnet-4-5").first
    expect(ending).to_contain_text("2026-11-30")
    expect(ending).to_contain_text("in 9 days")
    replacement = ending.locator("td:last-child a")
    name = str(replacement.text_content())
    hand.use(replacement)
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_a_route_in_the_eu_with_zero_retention_is_found(hand: Mouse) -> None:
    page = hand.page
    hand.use(page.get_by_role("button", name="EU and zero retention"))
    hand.use(page.get_by_role("button", name="Routes", exact=True))
    expect(page.locator("#explore-found")).to_contain_text("routes")
    first = rows(page).first
    expect(first).to_contain_text(re.compile("By default|On request|By contract"))
    provider = first.locator("td").nth(1).get_by_role("link")
    name = str(provider.text_content())
    hand.use(provider)
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.get_by_role("main")).to_contain_text(re.compile("zero (data )?retention", re.IGNORECASE))


def test_who_disputes_a_fact_is_told_beside_it(hand: Mouse) -> None:
    page = hand.page
    hand.use(page.locator("summary", has_text="Evidence"))
    hand.use(page.locator("[data-facet=evidence]").get_by_label("Disputed"))
    page.keyboard.press("Escape")
    hand.use(rows(page).first.locator("th a"))
    mark = page.get_by_role("link", name=": disputed").first
    hand.look_at(mark)
    note = page.get_by_role("tooltip")
    expect(note).to_contain_text("Others differ:")
    expect(note).to_contain_text(re.compile(r"says .+, read 20\d\d-\d\d-\d\d"))


def test_the_form_that_edits_a_fact_opens_at_its_line(hand: Mouse, context: BrowserContext) -> None:
    page = hand.page
    context.route("https://github.com/**", lambda route: route.fulfill(body="the form", content_type="text/html"))
    hand.use(page.get_by_role("link", name="disputed", exact=True).first)
    expect(page.get_by_role("heading", level=1)).to_contain_text("About the data")
    hand.use(page.get_by_role("main").get_by_role("link", name=re.compile("Evidence", re.IGNORECASE)).first)
    row = page.locator("#disputes-table tbody tr").first
    fact = str(row.locator("td").first.text_content())
    edit = row.get_by_role("link", name="Edit")
    hand.use(edit)
    page.wait_for_url("https://github.com/**")
    address = urlsplit(page.url)
    file = ROOT / address.path.removeprefix("/example/model-catalog/edit/main/")
    line = file.read_text().splitlines()[int(address.fragment.removeprefix("L")) - 1]
    assert fact.rpartition(".")[2].rstrip("]").split("[")[0] in line


def test_everything_is_done_by_touch(finger: Touch) -> None:
    page = finger.page
    finger.use(page.locator("summary", has_text="Developer"))
    finger.use(page.locator("[data-facet=developer] label", has_text="OpenAI"))
    expect(page.get_by_label("Find a model")).to_have_value("developer:openai")
    finger.use(page.get_by_role("heading", level=1))
    expect(page.locator("[data-facet=developer] label", has_text="OpenAI")).to_be_hidden()
    for row in rows(page).all()[:2]:
        finger.use(row.locator(".mc-tick label"))
    expect(page.get_by_role("link", name="Compare 2 models")).to_be_visible()
    explore(finger, "4.1-nano")
    finger.look_at(page.get_by_role("link", name="Source 1 for").first)
    expect(page.get_by_role("tooltip")).to_contain_text("retirement: primary")
    finger.use(page.get_by_role("link", name="Compare 2 models"))
    expect(page.locator("table.mc-compare thead th")).to_have_count(2)


def test_nothing_on_the_home_page_holds_the_focus(page: Page, site_url: str) -> None:
    begin(Keys(page), site_url)
    explore(Keys(page), "gpt-4.1")
    for menu in ("Developer", "Ranges", "Columns"):
        Keys(page).use(page.locator("summary", has_text=menu))
    Keys(page).reach(page.get_by_role("link", name="More price changes"))
