"""The pricing page in a browser: the same sums as in Python, and each thing that people come to it for."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from generator.catalog import Cost, Counted, Usage, price
from generator.publish.api import Api
from generator.publish.exact_json import encode
from generator.schema import Route
from tests.browser.looks import assert_sound
from tests.factory import NANO_AT_HOST, NANO_ROUTES, TODAY, Draft

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


# All prices


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
    page.locator(".mc-changes .mc-cite a").first.click()
    expect(page.locator(".mc-references li:target")).to_be_visible()


def test_axe_finds_nothing(look: Page, site_url: str) -> None:
    calculate(look, site_url, f"?models={NANO},openai/gpt-4.1&in=300000&written=10")
    assert_sound(look)


def test_the_browser_has_nothing_to_complain_about(complaints: list[str], page: Page, site_url: str) -> None:
    calculate(page, site_url, f"?models={NANO}")
    assert complaints == []
