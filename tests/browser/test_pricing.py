"""The pricing page in a browser: the same sums as in Python, and each thing that people come to it for."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import BrowserContext, Locator, Page, expect

from generator.catalog import Cost, Counted, Usage, price
from generator.publish.api import Api
from generator.publish.exact_json import encode
from generator.schema import Route
from generator.site.context import SiteContext
from generator.site.view.citations import Citations
from generator.site.view.prices import price_chart
from generator.site.view.routes import RouteFacts
from tests import small_catalog
from tests.browser.hold import hold
from tests.browser.looks import assert_sound
from tests.factory import NANO_AT_HOST, NANO_ROUTES, TODAY, Draft
from tests.shipped_site import serve
from tests.small_site import build_small_site

NANO = "openai/gpt-4.1-nano"
MODELS = 50
"""How many models of the shipped catalog are held to the rule in both languages."""


NewContext = Callable[..., BrowserContext]
"""pytest-playwright's `new_context`: it closes what it opened."""

MANY_PRICES = """\
standard:
          input: 0.12
          cache_write_5m: 0.0000001
          output: 0.48
          input_audio: 999.123456
          output_image: 40
          tiers:
            - {above_input_tokens: 100, output: 0.5}
          per_unit:
            - {unit: request, price: 0.005}
            - {unit: thousand_searches, price: 10, what: web search}
            - {unit: image, price: 0.04, what: small}
            - {unit: image, price: 0.08, what: large}
        flex: {output: 0.24}"""

TIERED = """
routes:
  - model_id: acme-one-mini
    data_policy: api
    prices:
      - from: 2026-02-01
        basis: announced
        standard: {input: 0.05, output: 0.4, tiers: [{above_input_tokens: 200000, input: 0.1}]}
    evidence:
      - {source: acme/docs, read_on: 2026-10-01}
"""

IN_EUROS = """
routes:
  - model_id: acme/one:fast
    data_policy: default
    prices:
      - from: 2026-02-01
        basis: announced
        currency: EUR
        standard: {input: 0.12, output: 0.5}
    evidence:
      - {source: acme/docs, read_on: 2026-10-01}
"""

DAYS = [date(2025, 4, 13), date(2025, 12, 31), date(2026, 1, 1), date(2026, 9, 1), date(2030, 1, 1)]

USAGES = [
    Usage(),
    Usage(input_tokens=10_000, output_tokens=500),
    Usage(input_tokens=100, cached_input_tokens=99, output_tokens=1),
    Usage(input_tokens=200_001, cached_input_tokens=7, cache_write_tokens=11, output_tokens=3),
    Usage(input_tokens=400_001, cache_write_5m_tokens=12_345, cache_write_1h_tokens=2, output_tokens=999_999_999),
    Usage(input_tokens=5, input_audio_tokens=100, cached_input_audio_tokens=40, output_image_tokens=7),
    Usage(input_image_tokens=3, input_video_tokens=2),
    Usage(counted=(Counted("image", 3), Counted("thousand_searches", 5))),
    Usage(counted=(Counted("image", 3, "large"), Counted("request", 2), Counted("audio_minute", 1))),
]

COSTS = """async ([text, cases]) => {
  const { price, text: write } = await import("./assets/pricing-rule.js");
  const exact = (amount) => amount && write(amount);
  const { routes } = JSON.parse(text);
  return cases.map(([place, usage, day]) => {
    const found = price(routes[place], usage, day);
    return found && [
      found.period.from,
      found.currency,
      found.above_input_tokens,
      exact(found.total),
      found.terms.map((t) => [
        t.what, t.count, t.per, exact(t.price), t.priced_as, t.ordinary, t.detail, exact(t.amount),
      ]),
      found.not_counted.map((unit) => [unit.unit, unit.what ?? null]),
    ];
  });
}"""


def told(found: Cost | None) -> list[Any] | None:
    """A cost as `COSTS` tells it."""
    if found is None:
        return None
    terms = [
        [t.what, t.count, t.per, plain(t.price), t.priced_as, t.ordinary, t.detail, plain(t.amount)]
        for t in found.terms
    ]
    others = [[unit.unit, unit.what] for unit in found.not_counted]
    period = found.period
    return [str(period.from_), period.currency, found.above_input_tokens, plain(found.total), terms, others]


def plain(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount.normalize():f}"


def test_the_browser_and_python_come_to_the_same(page: Page, small_site_url: str, draft: Draft) -> None:
    draft.change(NANO_AT_HOST, "standard: {input: 0.12, output: 0.48}", MANY_PRICES)
    draft.change(NANO_ROUTES, "        batch: {input: 0.05", "        currency: EUR\n        batch: {input: 0.05")
    catalog = draft.catalog()
    routes = [entry.route for entry in catalog.models["acme/nano"].routes]
    modes = ("standard", "batch", "flex", "priority")
    cases = [
        (place, Usage(**{**{name: getattr(usage, name) for name in usage.__slots__}, "mode": mode}), day)
        for place, usage, mode, day in product(range(len(routes)), USAGES, modes, DAYS)
    ]
    expected = [told(price(routes[place], usage, day)) for place, usage, day in cases]
    text = encode(Api(catalog, TODAY, small_site_url).model("acme/nano")).decode()
    page.goto(small_site_url)
    found = page.evaluate(COSTS, [text, [[place, asdict(usage), str(day)] for place, usage, day in cases]])
    assert len([each for each in expected if each and each[3]]) > 50
    for case, ours, theirs in zip(cases, expected, found, strict=True):
        assert theirs == ours, case


def test_they_come_to_the_same_on_prices_of_the_shipped_catalog(page: Page, site_url: str, site_dir: Path) -> None:
    files = sorted((site_dir / "api/v1/models").glob("*/*.json"))
    usages = [Usage(input_tokens=300_000, cached_input_tokens=100_000, output_tokens=500), Usage(input_tokens=7)]
    page.goto(f"{site_url}pricing/")
    compared = 0
    for file in files[:: len(files) // MODELS + 1]:
        text = file.read_text(encoding="utf-8")
        routes = [as_route(record) for record in json.loads(text, parse_float=Decimal)["routes"]]
        cases = list(product(range(len(routes)), usages, [date(2025, 6, 1), TODAY]))
        found = page.evaluate(
            COSTS.replace("./assets", "../assets"), [text, [[n, asdict(usage), str(day)] for n, usage, day in cases]]
        )
        assert found == [told(price(routes[n], usage, day)) for n, usage, day in cases], file
        compared += sum(each is not None for each in found)
    assert compared > MODELS


def as_route(record: dict[str, Any]) -> Route:
    """A route of the API as the record that it was made of."""
    return Route.model_validate({name: record[name] for name in ("model_id", "prices") if name in record})


# What a workload costs


@pytest.fixture(scope="module")
def small_prices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of the small catalog, one of whose models has a tier of prices."""
    folder: Path = tmp_path_factory.mktemp("prices")
    routes = {"models/acme/one-mini/routes/acme.yaml": TIERED, "models/acme/one/routes/hosting.yaml": IN_EUROS}
    small_catalog.write(folder / "catalog", routes)
    build_small_site(folder, folder / "site", more="")
    with serve(folder / "site") as url:
        yield url


def calculate(page: Page, site_url: str, query: str = "") -> None:
    """Open the page and wait for the result of the calculator."""
    page.goto(f"{site_url}pricing/{query}")
    expect(page.locator("[data-message]")).not_to_be_empty()


def offers(page: Page) -> Locator:
    return page.locator(".mc-offers tbody tr:has([data-formula])")


def formula(page: Page) -> list[list[str]]:
    """The rows of the formula, cell by cell."""
    table = page.locator(".mc-formula")
    rows: list[list[str]] = table.evaluate("t => [...t.rows].slice(1).map(r => [...r.cells].map(c => c.innerText))")
    return rows


def test_a_workload_is_priced_on_a_past_day_and_the_link_says_it_all(page: Page, site_url: str) -> None:
    calculate(page, site_url, f"?models={NANO}@openai:gpt-4.1-nano")
    expect(page.locator(".mc-aside")).to_contain_text("Retired by that day: OpenAI.")
    page.get_by_label("Prices on").fill("2025-06-01")
    page.get_by_label("Input tokens").fill("1000000")
    page.get_by_label("of which cached, %").fill("25")
    page.get_by_label("Requests a day").fill("3")
    expect(page.locator(".mc-formula")).to_be_visible()
    rows = [
        ["Input", "750,000", "$0.10", "$0.075"],
        ["Cached input", "250,000", "$0.025", "$0.00625"],
        ["Output", "500", "$0.40", "$0.0002"],
        ["A request", "$0.08145"],
        ["A day: \N{MULTIPLICATION SIGN} 3 requests", "$0.24435"],
        ["30 days: \N{MULTIPLICATION SIGN} 30", "$7.3305"],
    ]
    expect(page.locator(".mc-formula tfoot tr").last).to_contain_text("$7.3305")
    assert formula(page) == rows
    assert page.url.endswith(f"?models={NANO}@openai:gpt-4.1-nano&in=1000000&cached=25&calls=3&on=2025-06-01")
    page.reload()
    expect(page.locator(".mc-formula tfoot tr").last).to_contain_text("$7.3305")
    assert formula(page) == rows


def test_routes_stand_by_cost_and_the_cheapest_of_each_kind_is_named(page: Page, site_url: str) -> None:
    calculate(page, site_url, "?models=openai/gpt-4.1")
    sums = [
        Decimal(cell.strip("$").replace(",", "")) for cell in offers(page).locator("td:nth-child(2)").all_inner_texts()
    ]
    assert sums == sorted(sums)
    expect(offers(page).filter(has_text="cheapest direct").first).not_to_contain_text("gateway")
    expect(offers(page).filter(has_text="cheapest gateway").first).to_contain_text("gateway")
    page.get_by_role("checkbox", name="Gateways").uncheck()
    expect(offers(page).filter(has_text="cheapest gateway")).to_have_count(0)
    assert page.url.endswith("hosts=direct,variant")
    page.go_back()
    expect(page.get_by_role("checkbox", name="Gateways")).to_be_checked()


def test_prices_that_come_late_take_the_focus_from_nobody(page: Page, site_url: str) -> None:
    release = hold(page, "**/pricing/routes.json")
    page.goto(f"{site_url}pricing/")
    page.get_by_label("Model", exact=True).fill("gpt-4.1 nano")
    page.keyboard.press("Enter")
    field = page.get_by_label("Input tokens")
    field.focus()
    release()
    expect(page.locator(".mc-offers tbody tr").first).to_be_visible()
    expect(field).to_be_focused()


def test_a_name_that_is_sent_before_the_script_is_there_is_added_all_the_same(page: Page, site_url: str) -> None:
    page.route("**/assets/pricing.js", lambda route: route.abort())
    page.goto(f"{site_url}pricing/")
    page.get_by_label("Model", exact=True).fill("gpt-4.1 nano")
    gateways = page.get_by_role("checkbox", name="Gateways")
    gateways.uncheck()
    page.get_by_role("button", name="Add", exact=True).click()
    page.wait_for_url("**/pricing/?add=**")
    page.unroute("**/assets/pricing.js")
    page.reload()
    expect(page.get_by_role("list", name="Models and routes in the calculation")).to_contain_text("GPT-4.1 nano")
    expect(gateways).not_to_be_checked()
    assert "add=" not in page.url


def test_models_are_added_by_part_of_their_name_and_removed(page: Page, site_url: str) -> None:
    calculate(page, site_url, "?models=")
    field = page.get_by_label("Model", exact=True)
    field.fill("gpt-4.1 nano")
    field.press("Enter")
    expect(page.locator(".mc-offers .mc-group")).to_have_text(["GPT-4.1 nano"])
    field.fill("openai/gpt-4.1")
    field.press("Enter")
    expect(page.locator(".mc-offers .mc-group")).to_have_text(["GPT-4.1 nano", "GPT-4.1"])
    page.get_by_role("button", name="Remove GPT-4.1 nano").click()
    expect(page.locator(".mc-offers .mc-group")).to_have_text(["GPT-4.1"])
    field.fill("no such model")
    field.press("Enter")
    expect(page.locator("[data-message]")).to_have_text("No model is called “no such model”. Choose one from the list.")


def test_what_is_not_known_is_said(page: Page, site_url: str) -> None:
    calculate(page, site_url, f"?models={NANO}&mode=flex")
    expect(page.locator(".mc-aside")).to_contain_text("No flex price known on that day: ")
    calculate(page, site_url, f"?models={NANO}&on=2020-01-01")
    expect(page.locator(".mc-aside")).to_contain_text("No route has a known cost.")


@pytest.mark.parametrize("unknown", ["openai/gpt-99", "a/../../x", "<img src=x onerror=alert(1)>"])
def test_an_address_with_nonsense_is_answered_in_words(page: Page, site_url: str, unknown: str) -> None:
    page.on("dialog", lambda dialog: pytest.fail("a script ran"))
    page.goto(f"{site_url}pricing/")
    page.evaluate("m => location.assign('?in=1e99&cached=200&on=soon&sort=x&models=' + encodeURIComponent(m))", unknown)
    expect(page.locator("[data-message]")).to_contain_text(f"There is no model “{unknown}” in the catalog.")
    expect(page.get_by_label("Input tokens")).to_have_value("10000")


def test_shares_above_the_whole_are_refused_in_words(page: Page, site_url: str) -> None:
    calculate(page, site_url, f"?models={NANO}&cached=60&written=60&on=2025-06-01")
    message = page.locator("[data-message]")
    expect(message).to_contain_text("More than 100% of the input cannot be cached and written.")
    page.get_by_label("Written to a cache, % of the input").fill("40")
    expect(page.locator(".mc-formula tbody")).to_contain_text("at the price of input: none of its own is known")


def test_a_failed_fetch_is_told(page: Page, site_url: str) -> None:
    page.route("**/pricing/routes.json", lambda request: request.abort())
    page.goto(f"{site_url}pricing/?models={NANO}")
    expect(page.locator("[data-message]")).to_contain_text("The prices could not be fetched.")


def test_a_tier_a_mode_and_a_currency_are_named(page: Page, small_prices: str) -> None:
    calculate(page, small_prices, "?models=acme/one-mini,acme/one&in=300000")
    labels = page.locator("[data-result] .mc-labels div")
    expect(labels.nth(0)).to_have_text("ModeStandard")
    expect(labels.nth(1)).to_have_text("Tierabove 200,000 input tokens")
    expect(labels.nth(2)).to_have_text("CurrencyUSD")
    expect(offers(page).filter(has_text="acme-one-mini")).to_contain_text("tier above 200,000 input tokens")
    expect(offers(page).filter(has_text="acme/one:fast")).to_contain_text("charged in EUR")
    expect(page.locator(".mc-offers")).to_contain_text("Sums in different currencies are not compared")


def test_the_history_of_a_price_is_drawn_as_on_the_page_of_the_model(
    page: Page, small: SiteContext, small_prices: str
) -> None:
    calculate(page, small_prices, "?models=acme/one@acme:acme-one")
    drawn = page.locator("[data-result] > .mc-chart")
    entry = next(route for route in small.catalog.routes if route.route.model_id == "acme-one")
    expected = BeautifulSoup(
        price_chart(small, RouteFacts(small, Citations(small.catalog), entry)) or "", "html.parser"
    )
    lines = drawn.locator("polyline").evaluate_all("lines => lines.map(line => line.getAttribute('points'))")
    assert len(lines) == 2
    for line, theirs in zip(lines, expected.select("polyline"), strict=True):
        assert numbers(line) == pytest.approx(numbers(str(theirs["points"])), abs=0.11)
    assert drawn.locator("title").all_text_contents() == [title.get_text() for title in expected.select("title")]
    rows = page.locator(".mc-history tbody tr").all_inner_texts()
    assert [row.split() for row in rows] == [
        ["2026-01-01", "observed", "$0.10", "$0.025", "$0.40"],
        ["2025-04-14", "announced", "$0.20", "Unknown", "$0.80"],
    ]


def numbers(points: str) -> list[float]:
    return [float(number) for number in re.split("[ ,]", points)]


def test_a_price_that_never_changed_is_said_so(page: Page, small_prices: str) -> None:
    calculate(page, small_prices, "?models=acme/one-mini")
    expect(page.locator("[data-result]")).to_contain_text("One price is known, from 2026-02-01 (announced): no change.")
    expect(page.locator("[data-result] > .mc-chart")).to_have_count(0)


# All prices


def test_every_route_can_be_reached_the_retired_and_the_unpriced_too(page: Page, site_url: str) -> None:
    calculate(page, site_url)
    count = page.locator("[data-count]")
    standings = {}
    for standing in ("With a price today", "Price unknown", "Retired, last price"):
        page.locator("[name=routes]").select_option(standing)
        expect(count).to_have_text(re.compile(r"^[\d,]+ of [\d,]+ routes$"))
        standings[standing] = int(count.inner_text().split()[0].replace(",", ""))
    page.locator("[name=routes]").select_option("All")
    expect(count).to_have_text(f"{sum(standings.values()):,} routes")
    assert page.url.endswith("?routes=all")
    page.get_by_label("Model or id").fill("gpt-4.1-nano openai")
    page.locator("[name=routes]").select_option("Retired, last price")
    row = page.locator("#prices-table tbody tr").filter(has=page.get_by_role("link", name="OpenAI", exact=True)).first
    expect(row).to_contain_text("$0.10")
    expect(row).to_contain_text("retired 2026-10-23")


def test_the_rows_that_are_found_are_saved_as_csv(page: Page, small_prices: str) -> None:
    calculate(page, small_prices, "?find=acme-one&provider=acme")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as CSV").click()
    head, *rows = download.value.path().read_text(encoding="utf-8").splitlines()
    assert head.startswith("model,provider,id,variant,retired,currency,input,cached_input,")
    assert sorted(rows) == [
        "acme/one,acme,acme-one,,,USD,0.1,0.025,,0.4,,2026-01-01,observed,primary",
        "acme/one-mini,acme,acme-one-mini,,,USD,0.05,,,0.4,,2026-02-01,announced,primary",
    ]


def test_prices_are_narrowed_sorted_and_shared(page: Page, site_url: str) -> None:
    calculate(page, site_url)
    page.get_by_label("Model or id").fill("gpt-4.1")
    count = page.locator("[data-count]")
    expect(count).to_have_text(re.compile(r"^\d+ of [\d,]+ routes$"))
    page.get_by_role("button", name="Output").click()
    head = page.locator("#prices-table th[data-column=out]")
    expect(head).to_have_attribute("aria-sort", "ascending")
    cells = page.locator("#prices-table tbody td:nth-child(6)").all_inner_texts()
    amounts = [float(cell.strip("$").replace(",", "")) for cell in cells if cell.startswith("$")]
    assert amounts == sorted(amounts)
    assert page.url.endswith("?find=gpt-4.1&sort=out")
    page.reload()
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(page.get_by_label("Model or id")).to_have_value("gpt-4.1")


def test_a_route_of_the_table_goes_into_the_calculator(page: Page, site_url: str) -> None:
    calculate(page, site_url, "?models=&find=azure+gpt-4.1-nano")
    row = page.locator("#prices-table tbody tr").first
    row.get_by_role("button").click()
    expect(offers(page)).to_have_count(1)
    expect(page.locator("[data-items] li")).to_contain_text("GPT-4.1 nano at Azure")
    chosen = page.url
    page.reload()
    expect(offers(page)).to_have_count(1)
    assert page.url == chosen


# For everybody


def test_prices_changes_and_an_example_need_no_javascript(new_context: NewContext, site_url: str) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{site_url}pricing/")
    expect(page.get_by_text("With JavaScript you can work out any workload here")).to_be_visible()
    expect(page.get_by_label("Input tokens")).to_be_hidden()
    expect(page.locator(".mc-formula")).to_be_visible()
    assert page.locator("#prices-table tbody tr").count() == 40
    expect(page.get_by_role("link", name="feeds/prices.xml")).to_be_visible()
    page.locator(".mc-changes .mc-cite a").first.click()
    expect(page.locator(".mc-references li:target")).to_be_visible()


def test_a_printed_page_has_what_was_worked_out_and_its_sources(page: Page, site_url: str) -> None:
    calculate(page, site_url, f"?models={NANO}&on=2025-06-01")
    page.emulate_media(media="print")
    for shown in (".mc-offers", ".mc-formula", "#prices-table", ".mc-references li:last-child", "[data-result] h3"):
        expect(page.locator(shown).first).to_be_visible()
    for head in page.locator("#prices-table thead th button").all():
        expect(head).to_be_visible()
    for pressed in ("[data-calculator]", "[data-filters]", "[data-more]", "[data-add]", ".mc-offers [data-formula]"):
        expect(page.locator(pressed).first).to_be_hidden()


def test_axe_finds_nothing(look: Page, site_url: str) -> None:
    calculate(look, site_url, f"?models={NANO},openai/gpt-4.1&in=300000&written=10")
    assert_sound(look)


def test_the_browser_has_nothing_to_complain_about(complaints: list[str], page: Page, site_url: str) -> None:
    calculate(page, site_url, f"?models={NANO}")
    assert complaints == []
