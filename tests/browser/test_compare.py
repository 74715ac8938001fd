"""Comparisons as people use them: prerendered without a script, put together by hand, shared by address."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.looks import PHONE, assert_sound

FAMILY = "compare/openai/gpt-4.1/"
WIDE = "compare/openai/o1-pro/openai/gpt-5.6-sol/"
"""Two models whose prices are more than a hundredfold apart, input beside output."""
NANO, HAIKU = "openai/gpt-4.1-nano", "anthropic/claude-haiku-4-5"
TOOL = f"compare/?models={NANO},{HAIKU}"
AZURE = f"{NANO}@azure/gpt-4.1-nano;datazone-eu"
GATEWAY = f"{NANO}@openrouter/openai/gpt-4.1-nano"
ROUTES = f"compare/?models={NANO},{AZURE},{HAIKU}"

NewContext = Callable[..., BrowserContext]
"""pytest-playwright's `new_context`: it closes what it opened."""

WHAT_IS_SHOWN = """table => [...table.rows].map(row => [...row.cells].map(cell => {
  const copy = cell.cloneNode(true);
  for (const mark of copy.querySelectorAll("sup")) mark.textContent = mark.querySelector(".mc-disputed") ? "≠" : "*";
  const styles = [...copy.querySelectorAll("[class]")].map(part => part.className);
  const scope = cell.getAttribute("scope");
  const hidden = cell.getAttribute("aria-hidden");
  return [cell.tagName, scope, hidden, copy.textContent.replace(/\\s+/g, " ").trim(), styles, "same" in row.dataset];
}))"""


def table(page: Page) -> Locator:
    return page.locator("table.mc-compare")


def heads(page: Page) -> list[str]:
    return page.locator("table.mc-compare thead th").all_text_contents()


def message(page: Page) -> Locator:
    return page.locator(".mc-compare-message")


def add(page: Page, text: str) -> None:
    page.get_by_label("Add a model").fill(text)
    page.keyboard.press("Enter")


WHAT_IS_DRAWN = """section => [...section.querySelectorAll("figure")].map(figure => [
  figure.querySelector("figcaption").textContent.trim(),
  [...figure.querySelectorAll("li")].map(bar => [
    ...[...bar.querySelectorAll("span, title")].map(part => part.textContent),
    bar.querySelector("rect")?.getAttribute("width") ?? null,
  ]),
])"""

WHAT_IS_CITED = """() => [...document.querySelectorAll(".mc-references li, .mc-disputes li")]
  .map(item => item.textContent.replace(/\\s+/g, " ").trim())"""


def cells(page: Page, name: str) -> list[str]:
    """What a row says, without its marks."""
    row = table(page).locator("tr", has=page.locator("th", has_text=re.compile(rf"^{name}(≠|$)")))
    return [text.strip() for text in row.locator("td .mc-value").all_inner_texts()]


def copied(page: Page, button: str) -> str:
    """What a button puts on the clipboard."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name=button).click()
    expect(message(page)).to_contain_text("copied")
    return str(page.evaluate("navigator.clipboard.readText()"))


# Prerendered


def test_a_comparison_is_complete_without_javascript(new_context: NewContext, site_url: str) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(site_url + FAMILY)
    assert heads(page) == ["GPT-4.1", "GPT-4.1 mini", "GPT-4.1 nano"]
    expect(page.get_by_text("Show differences only")).to_be_hidden()
    mark = page.get_by_role("row", name="Context window").locator(".mc-cite a").first
    mark.click()
    expect(page.locator(".mc-references li:target")).to_be_visible()


def test_the_index_says_what_needs_javascript(new_context: NewContext, site_url: str) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(site_url + "compare/")
    expect(page.get_by_text("With JavaScript you can put any models and routes side by side here.")).to_be_visible()
    expect(page.get_by_label("Add a model")).to_be_hidden()
    page.get_by_role("link", name="GPT-4.1", exact=True).click()
    expect(table(page)).to_be_visible()


def test_rows_that_do_not_differ_can_be_hidden(page: Page, site_url: str) -> None:
    page.goto(site_url + FAMILY)
    same = table(page).locator("tr[data-same]")
    differing = table(page).locator("tbody tr:not([data-same]):not(.mc-group)")
    shown = differing.count()
    expect(same.first).to_be_visible()
    page.get_by_label("Show differences only").check()
    assert same.filter(visible=True).count() == 0
    assert differing.filter(visible=True).count() == shown > 0
    for group in table(page).locator("tbody:not([hidden])").all():
        assert group.locator("tr:not(.mc-group)").filter(visible=True).count() > 0
    page.get_by_label("Show differences only").uncheck()
    expect(same.first).to_be_visible()


def test_a_comparison_leads_to_the_tool_with_the_same_models(page: Page, site_url: str) -> None:
    page.goto(site_url + FAMILY)
    models = heads(page)
    page.get_by_role("link", name="Add or change models").click()
    expect(table(page)).to_be_visible()
    assert heads(page) == models


# The tool


@pytest.mark.parametrize("path", [FAMILY, WIDE])
def test_the_tool_shows_what_a_prerendered_page_shows(page: Page, site_url: str, path: str) -> None:
    page.goto(site_url + path)
    prerendered = table(page).evaluate(WHAT_IS_SHOWN)
    figures = page.locator(".mc-bars").evaluate(WHAT_IS_DRAWN)
    cited = page.evaluate(WHAT_IS_CITED)
    page.get_by_role("link", name="Add or change models").click()
    expect(table(page)).to_be_visible()
    assert table(page).evaluate(WHAT_IS_SHOWN) == prerendered
    assert page.locator(".mc-bars").evaluate(WHAT_IS_DRAWN) == figures
    assert page.evaluate(WHAT_IS_CITED) == cited
    assert len(prerendered) > 40
    assert len(figures) >= 3
    assert ("logarithmic scale" in str(figures)) is (path == WIDE)
    assert len(cited) > 5


def test_an_address_shows_its_models(complaints: list[str], page: Page, site_url: str) -> None:
    page.goto(site_url + TOOL)
    expect(table(page)).to_be_visible()
    assert heads(page) == ["GPT-4.1 nano", "Claude Haiku 4.5"]
    assert complaints == []


def test_every_mark_of_the_tool_leads_to_a_source(page: Page, site_url: str) -> None:
    page.goto(site_url + TOOL)
    expect(table(page)).to_be_visible()
    marks = table(page).locator(".mc-cite a")
    assert marks.count() > 20
    for mark in marks.all():
        target, label = mark.get_attribute("href") or "", mark.get_attribute("aria-label") or ""
        assert page.locator(f"li{target} a[href^='https://']").count() == 1
        assert label.startswith(f"Source {target.removeprefix('#ref-')} for ")
    marks.first.click()
    expect(page.locator(".mc-references li:target")).to_be_in_viewport()


def test_models_are_added_and_removed_and_the_address_follows(page: Page, site_url: str) -> None:
    page.goto(site_url + "compare/")
    add(page, "gpt-4.1 nano")
    expect(message(page)).to_have_text("Add a second model, or a route, to compare it with.")
    add(page, HAIKU)
    expect(table(page).locator("thead th")).to_have_count(2)
    assert page.url == site_url + TOOL
    page.get_by_role("button", name="Remove GPT-4.1 nano").click()
    expect(table(page).locator("thead th")).to_have_count(1)
    assert page.url == f"{site_url}compare/?models={HAIKU}"
    page.go_back()
    expect(table(page).locator("thead th")).to_have_count(2)


def test_a_model_is_found_by_part_of_its_name(page: Page, site_url: str) -> None:
    page.goto(site_url + "compare/")
    field = page.get_by_label("Add a model")
    field.fill("haiku 4.5")
    expect(page.locator("#compare-models option")).to_have_count(1)
    field.press("Enter")
    expect(table(page).locator("thead th")).to_have_text("Claude Haiku 4.5")


def test_a_choice_of_rows_is_part_of_the_address(page: Page, site_url: str) -> None:
    page.goto(site_url + TOOL)
    page.get_by_label("Show differences only").check()
    assert page.url == f"{site_url}{TOOL}&show=differences"
    page.reload()
    expect(table(page)).to_be_visible()
    expect(page.get_by_label("Show differences only")).to_be_checked()
    assert table(page).locator("tr[data-same]").filter(visible=True).count() == 0


def test_the_link_can_be_copied(new_context: NewContext, site_url: str) -> None:
    context = new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(site_url + TOOL)
    page.get_by_role("button", name="Copy link").click()
    expect(message(page)).to_have_text("The link is copied.")
    assert page.evaluate("navigator.clipboard.readText()") == site_url + TOOL


def test_a_mark_of_the_tool_tells_who_says_otherwise(page: Page, site_url: str) -> None:
    page.goto(site_url + TOOL)
    mark = table(page).locator(".mc-disputed").first
    mark.hover()
    expect(page.get_by_role("tooltip")).to_contain_text("Others differ:")
    expect(page.locator(".mc-disputes li").first).to_contain_text(" says ")
    page.locator(".mc-disputes .mc-disputed").first.hover()
    expect(page.get_by_role("tooltip")).to_contain_text("Others differ:")


@pytest.mark.parametrize("unknown", ["openai/gpt-99", "gpt-4.1-nano", "a/../../x", "<img src=x onerror=alert(1)>"])
def test_an_unknown_model_is_named_and_the_others_are_shown(page: Page, site_url: str, unknown: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: pytest.fail("a script ran"))
    page.goto(site_url + "compare/")
    page.evaluate("models => location.assign('?models=' + encodeURIComponent(models))", f"{NANO},{unknown}")
    expect(message(page)).to_have_text(f"There is no model “{unknown}” in the catalog.")
    assert heads(page) == ["GPT-4.1 nano"]
    page.get_by_role("button", name=f"Remove {unknown}").click()
    expect(message(page)).to_have_text("Add a second model, or a route, to compare it with.")
    fetched = [url.removeprefix(site_url) for url in asked if url.endswith(".json") and "/search/" not in url]
    assert [url for url in fetched if not url.startswith("compare/assets/")] == []


def test_a_name_that_is_no_models_is_answered(page: Page, site_url: str) -> None:
    page.goto(site_url + "compare/")
    add(page, "no such thing")
    expect(message(page)).to_have_text("No model is called “no such thing”. Choose one from the list.")
    expect(page.get_by_label("Add a model")).to_have_value("no such thing")


def test_a_failed_fetch_is_told(page: Page, site_url: str) -> None:
    page.route("**/compare/assets/models/**", lambda route: route.abort())
    page.goto(site_url + f"compare/?models={NANO}")
    expect(message(page)).to_have_text(f"{NANO} could not be fetched. Reload the page to try again.")


# Routes


def test_a_route_stands_beside_models(complaints: list[str], page: Page, site_url: str) -> None:
    page.goto(site_url + ROUTES)
    expect(table(page)).to_be_visible()
    assert heads(page) == ["GPT-4.1 nano", "GPT-4.1 nanoat Azuregpt-4.1-nano;datazone-eu", "Claude Haiku 4.5"]
    assert cells(page, "EU hosting")[1] == "Only in the EU"
    assert cells(page, "Prices and terms at")[1] == "Azure"
    assert "Azure" in page.get_by_role("row", name="End of service").locator("td").nth(1).inner_text()
    # What holds for every route is the model's.
    ours, route, _ = cells(page, "Released")
    assert ours == route
    assert complaints == []


def test_what_a_route_does_not_tell_is_unknown_whatever_its_model_says(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}compare/?models={NANO},{NANO}@replicate/openai/gpt-4.1-nano")
    expect(table(page)).to_be_visible()
    ours, route = cells(page, "Cached input")
    assert ours.startswith("$")
    assert route == "Unknown"


def test_a_route_is_chosen_by_keyboard_from_those_of_its_model(page: Page, site_url: str) -> None:
    page.goto(site_url + TOOL)
    page.get_by_role("button", name="routes of GPT-4.1 nano").press("Enter")
    routes = page.get_by_label("Add a route of GPT-4.1 nano")
    expect(routes).to_be_focused()
    page.keyboard.press("Escape")
    expect(routes).to_be_hidden()
    expect(page.get_by_role("button", name="routes of GPT-4.1 nano")).to_be_focused()
    page.keyboard.press("Enter")
    expect(routes).to_be_focused()
    page.keyboard.type("Azure: gpt-4.1-nano, Data Zone Standard, Eu")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(table(page).locator("thead th")).to_have_count(3)
    assert page.url == site_url + ROUTES
    page.go_back()
    expect(table(page).locator("thead th")).to_have_count(2)


def test_a_shared_link_shows_the_same(page: Page, new_context: NewContext, site_url: str) -> None:
    page.goto(site_url + TOOL)
    expect(table(page)).to_be_visible()
    add(page, GATEWAY)
    expect(table(page).locator("thead th")).to_have_count(3)
    page.get_by_label("Show differences only").check()
    other = new_context().new_page()
    other.goto(page.url)
    expect(table(other)).to_be_visible()
    assert table(other).evaluate(WHAT_IS_SHOWN) == table(page).evaluate(WHAT_IS_SHOWN)
    expect(other.get_by_label("Show differences only")).to_be_checked()


def test_what_routes_have_from_one_model_is_not_drawn_twice(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}compare/?models={AZURE},{GATEWAY}")
    drawn = page.locator(".mc-bars figcaption")
    expect(drawn).to_have_text([re.compile("^Input "), re.compile("^Output ")])


def test_an_id_without_a_mark_means_one_of_its_routes(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}compare/?models={NANO}@azure/gpt-4.1-nano")
    expect(table(page).locator("thead th")).to_contain_text(["gpt-4.1-nano;"])


@pytest.mark.parametrize(
    "unknown",
    [
        f"{NANO}@azure/nothing",
        f"{NANO}@azure/gpt-4.1-nano;mars",
        f"{NANO}@azure/<img src=x onerror=alert(1)>",
        f"{NANO}@azure/../../../evil",
        f"{NANO}@../x",
    ],
)
def test_an_unknown_route_is_named_as_text(page: Page, site_url: str, unknown: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: pytest.fail("a script ran"))
    page.goto(site_url + "compare/")
    page.evaluate("models => location.assign('?models=' + encodeURIComponent(models))", f"{unknown},{HAIKU}")
    expect(message(page)).to_have_text(f"There is no route “{unknown}” in the catalog.")
    assert heads(page) == ["Claude Haiku 4.5"]
    assert not [url for url in asked if "evil" in url.partition("?")[0]]


def test_routes_ticked_in_the_explorer_are_compared(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}?find=gpt-4.1-nano+provider:azure&view=routes")
    boxes = page.locator("#models-table tbody .mc-tick input")
    expect(boxes.first).to_be_visible()
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.get_by_role("link", name="Compare 2 routes").click()
    expect(table(page).locator("thead th small")).to_have_text(["at Azure", "at Azure"])


# Copying


@pytest.mark.parametrize("path", [FAMILY, ROUTES], ids=["family", "tool"])
def test_a_comparison_is_copied_as_markdown_with_its_sources(page: Page, site_url: str, path: str) -> None:
    page.goto(site_url + path)
    expect(table(page)).to_be_visible()
    lines = copied(page, "Copy as Markdown").splitlines()
    assert f"Source: <{site_url}{path}>" in lines
    context = next(line for line in lines if line.startswith("| Context window"))
    used = re.findall(r"\[\^(\d+)\]", context)
    assert "1,047,576" in context
    assert used
    for number in used:
        assert any(re.match(rf"\[\^{number}\]: \[.+\]\(<https://\S+>\), .+ read ", line) for line in lines)
    rows = [line for line in lines if line.startswith("|")]
    assert {line.count(" | ") for line in rows} == {len(heads(page))}
    expect(message(page)).to_have_text(re.compile(r"^\d+ rows copied as Markdown, with sources\.$"))


@pytest.mark.parametrize("path", [FAMILY, ROUTES], ids=["family", "tool"])
def test_a_comparison_is_copied_as_csv_with_its_sources(page: Page, site_url: str, path: str) -> None:
    page.goto(site_url + path)
    expect(table(page)).to_be_visible()
    head, *rows = csv.reader(copied(page, "Copy as CSV").splitlines())
    assert head[:5] == [
        "Group",
        "Fact",
        "Differs",
        "GPT-4.1 nano" if path == ROUTES else "GPT-4.1",
        f"{head[3]}: source",
    ]
    assert {len(row) for row in rows} == {len(head)}
    (context,) = [row for row in rows if row[1] == "Context window"]
    assert context[3].startswith("1,047,576")
    assert context[4].startswith("https://")


def test_what_is_hidden_is_not_copied(page: Page, site_url: str) -> None:
    page.goto(site_url + FAMILY)
    page.get_by_label("Show differences only").check()
    rows = list(csv.reader(copied(page, "Copy as CSV").splitlines()))[1:]
    assert {row[2] for row in rows} == {"yes"}
    assert len(rows) > 5


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("=1+1", "'=1+1"),
        ("@cmd", "'@cmd"),
        ("+HYPERLINK(x)", "'+HYPERLINK(x)"),
        ("-2+3", "'-2+3"),
        ("-2.5", "-2.5"),
        ("-12%", "-12%"),
        ('=a,"b"', '"\'=a,""b"""'),
        ("1,047,576", '"1,047,576"'),
    ],
)
def test_a_sheet_runs_nothing_that_was_copied(page: Page, site_url: str, text: str, field: str) -> None:
    page.goto(site_url + "compare/")
    module = f"{site_url}assets/compare-copy.js"
    assert page.evaluate("([path, text]) => import(path).then(({ field }) => field(text))", [module, text]) == field


def test_markdown_reads_nothing_as_its_own(page: Page, site_url: str) -> None:
    page.goto(site_url + FAMILY)
    page.evaluate("document.querySelector('.mc-compare .mc-value').textContent = '<b>*a*</b> | [x](javascript:y)'")
    assert r"\<b\>\*a\*\</b\> \| \[x\](javascript:y)" in copied(page, "Copy as Markdown")


def test_a_refused_clipboard_is_told(page: Page, site_url: str) -> None:
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))")
    page.goto(site_url + FAMILY)
    page.get_by_role("button", name="Copy as CSV").click()
    expect(message(page)).to_contain_text("The browser did not allow copying.")


# For everybody


@pytest.mark.parametrize("path", [FAMILY, ROUTES, "compare/"], ids=["family", "tool", "index"])
def test_axe_finds_nothing(look: Page, site_url: str, path: str) -> None:
    look.goto(site_url + path, wait_until="networkidle")
    for summary in look.locator(".mc-comparison summary").all():
        summary.click()
    assert_sound(look)


@pytest.mark.parametrize("path", [FAMILY, "compare/"])
def test_the_browser_has_nothing_to_complain_about(complaints: list[str], page: Page, site_url: str, path: str) -> None:
    page.goto(site_url + path, wait_until="networkidle")
    assert complaints == []


@pytest.mark.parametrize("path", [FAMILY, ROUTES, "compare/"])
def test_a_phone_scrolls_the_table_and_not_the_page(new_context: NewContext, site_url: str, path: str) -> None:
    page = new_context(viewport=PHONE).new_page()
    page.goto(site_url + path, wait_until="networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_the_names_of_the_rows_stay_while_the_columns_move(new_context: NewContext, site_url: str) -> None:
    page = new_context(viewport=PHONE).new_page()
    page.goto(site_url + FAMILY)
    region = page.get_by_role("region", name="Models side by side")
    name = page.get_by_role("rowheader", name="Context window")
    before = name.bounding_box()
    region.evaluate("region => { region.scrollLeft = 200 }")
    assert region.evaluate("region => region.scrollLeft") > 100
    assert name.bounding_box() == before


def test_the_table_can_be_scrolled_by_keyboard(new_context: NewContext, site_url: str) -> None:
    page = new_context(viewport=PHONE, reduced_motion="reduce").new_page()
    page.goto(site_url + FAMILY)
    region = page.get_by_role("region", name="Models side by side")
    region.focus()
    for _ in range(20):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(50)
        if region.evaluate("region => region.scrollLeft") > 50:
            return
    raise AssertionError("twenty presses of the arrow key did not move the table")


def test_paper_shows_the_table_and_not_the_tools(page: Page, site_url: str) -> None:
    page.goto(site_url + TOOL)
    expect(table(page)).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_label("Add a model")).to_be_hidden()
    expect(page.get_by_role("button", name="Copy link")).to_be_hidden()
    expect(table(page)).to_be_visible()
