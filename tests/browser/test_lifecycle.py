"""The page of all ends as people use it: without a script, days after the build, filtered, with a list of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests import small_catalog
from tests.browser.looks import assert_sound
from tests.shipped_site import serve
from tests.small_site import build_small_site

NewContext = Callable[..., BrowserContext]

EVIDENCE = "evidence: [{source: acme/docs, read_on: 2026-10-01}]"
SOON = "{model_id: zen-soon, retires_on: 2026-11-23, replacement: acme/one"
LATER = "{model_id: zen-later, retires_on: 2026-12-01"
FLOOR = "{model_id: zen-floor, retires_no_earlier_than: 2026-11-24"
PAST = 20
"""More ends that lie behind than the page shows."""

LIST = """acme-one
hosting/zen-soon
Acme One mini
ACME-EMBED
acme-one-mnii
nobody-knows-this"""


@pytest.fixture(scope="module")
def lifecycle_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the page in a site of the small catalog, built for 2026-11-21, with a few more ends."""
    folder: Path = tmp_path_factory.mktemp("ends")
    small_catalog.write(folder / "catalog")
    past = [f"{{model_id: zen-{at}, deprecated_on: 2026-01-{at + 1:02}, retires_on: 2026-11-01" for at in range(PAST)]
    entries = [f"  - {entry}, {EVIDENCE}}}" for entry in (SOON, LATER, FLOOR, *past)]
    (folder / "catalog/models/zenith/zen/routes/hosting.yaml").write_text("\n".join(["routes:", *entries, ""]))
    (folder / "catalog/models/acme/one/routes/hosting.yaml").write_text(
        f"routes:\n  - {{model_id: 'acme/one:fast', data_policy: default, {EVIDENCE}}}\n"
    )
    build_small_site(folder, folder / "site", more="")
    with serve(folder / "site") as url:
        yield f"{url}lifecycle/"


def visit(page: Page, url: str, day: str = "2026-11-21") -> None:
    page.clock.set_fixed_time(f"{day}T12:00:00")
    page.goto(url)


def rows(page: Page, group: str) -> list[str]:
    """The rows of a group as people see them."""
    found = page.locator(f"#{group} tr[data-row]").filter(visible=True).all_inner_texts()
    return [" ".join(text.split()) for text in found]


def check(page: Page, text: str) -> list[str]:
    """Check a text; return a line for each row of the result."""
    page.get_by_label("Your models", exact=True).fill(text)
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator("[data-check-found]")).not_to_be_empty()
    return [" ".join(row.split()) for row in page.locator(".mc-checked tbody tr").all_inner_texts()]


# Days


def test_without_javascript_days_are_counted_from_the_day_of_the_build(
    new_context: NewContext, lifecycle_url: str
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(lifecycle_url)
    assert rows(page, "firm-30") == [
        "Zen zen-soon Hosting & Co retires 2026-11-231 in 2 days Acme One acme/one:fast 2026-10-01",
        "Zen zen-later Hosting & Co retires 2026-12-011 in 10 days None named 2026-10-01",
    ]
    assert rows(page, "floor-30")[0].startswith("Zen zen-floor Hosting & Co no sooner than 2026-11-24")
    expect(page.get_by_text("The check needs JavaScript.")).to_be_visible()
    expect(page.get_by_label("Your models", exact=True)).to_be_hidden()
    expect(page.get_by_label("Filter", exact=True)).to_be_hidden()
    expect(page.get_by_role("button", name="Show all")).to_have_count(0)


def test_days_are_counted_from_the_readers_clock(page: Page, lifecycle_url: str) -> None:
    visit(page, lifecycle_url, "2026-11-25")
    expect(page.get_by_text("from today, 2026-11-25")).to_be_visible()
    assert rows(page, "firm-30") == ["Zen zen-later Hosting & Co retires 2026-12-011 in 6 days None named 2026-10-01"]
    assert rows(page, "lately")[0].startswith("Zen zen-soon Hosting & Co retired 2026-11-231 2 days ago")
    any_day = [row for row in rows(page, "any-day") if "zen-floor" in row]
    assert any_day[0].startswith(
        "Zen zen-floor Hosting & Co may retire any day since 2026-11-24; last checked 2026-10-01"
    )
    assert page.locator("[data-figure=within-30]").inner_text() == "1"
    assert page.locator("[data-figure=any-day]").inner_text() == "2"
    hosting = page.locator("tr[data-provider=hosting]")
    hosting.scroll_into_view_if_needed()
    expect(hosting).to_be_in_viewport()
    assert " ".join(hosting.inner_text().split()).startswith("Hosting & Co 2026-12-01 in 6 days 1 1 1 0 1 0 21")


def test_a_clock_that_is_years_behind_is_not_believed(page: Page, lifecycle_url: str) -> None:
    visit(page, lifecycle_url, "2020-01-01")
    check(page, "zen-later")
    expect(page.locator(".mc-checked")).to_contain_text("in 10 days")


def test_the_script_says_what_the_generator_says(page: Page, lifecycle_url: str) -> None:
    visit(page, lifecycle_url)
    page.locator("#ends-table").scroll_into_view_if_needed()
    before = page.locator("#ends-table").inner_text()
    assert "zen-soon" in before
    page.get_by_label("Filter", exact=True).fill("embed")
    expect(page.get_by_text("Nothing that ends fits this.")).to_be_visible()
    page.get_by_label("Filter", exact=True).fill("")
    expect(page.get_by_text("Nothing that ends fits this.")).to_be_hidden()
    assert page.locator("#ends-table").inner_text() == before


# The table


def test_the_table_is_narrowed_and_the_address_follows(page: Page, lifecycle_url: str) -> None:
    visit(page, lifecycle_url)
    page.get_by_label("Filter", exact=True).fill("acme-one 04")
    expect(page.locator("[data-ends-filter] [role=status]")).to_have_text("1 of 26 ends")
    page.get_by_label("Filter", exact=True).fill("acme-one")
    page.get_by_label("Provider", exact=True).select_option("Acme API")
    expect(page.locator("[data-ends-filter] [role=status]")).to_have_text("3 of 26 ends")
    assert page.url == f"{lifecycle_url}?find=acme-one&provider=acme"
    page.reload()
    expect(page.locator("[data-ends-filter] [role=status]")).to_have_text("3 of 26 ends")


def test_rows_that_the_page_leaves_out_come_when_asked_for(page: Page, lifecycle_url: str) -> None:
    visit(page, lifecycle_url)
    shown = len(rows(page, "lately"))
    assert shown < PAST
    page.locator("#lately").get_by_role("button", name="Show all").click()
    expect(page.locator("#lately tr[data-row]")).to_have_count(PAST + 1)
    added = page.locator("#lately tr[data-row]").nth(PAST - 1)
    assert added.get_by_role("link", name="sources of Zen").get_attribute("href") == (
        f"{lifecycle_url.removesuffix('lifecycle/')}models/zenith/zen/#sources"
    )


def test_a_failed_fetch_is_told_and_the_page_stays(page: Page, lifecycle_url: str) -> None:
    page.route("**/lifecycle/*.json", lambda route: route.abort())
    visit(page, lifecycle_url)
    page.get_by_label("Filter", exact=True).fill("zen")
    expect(page.get_by_text("The rows could not be fetched.")).to_be_visible()
    assert len(rows(page, "firm-30")) == 2
    assert check(page, "zen") == []
    expect(page.get_by_text("The list of ids could not be fetched.")).to_be_visible()


# The check


def test_a_list_is_answered_id_by_id(page: Page, lifecycle_url: str) -> None:
    visit(page, lifecycle_url)
    assert check(page, LIST) == [
        "hosting/zen-soon Zen Hosting & Co retires 2026-11-23 in 2 days Acme One acme/one:fast",
        "Acme One mini Acme One mini a name of the model, not an id that a provider accepts "
        "Acme API may retire any day since 2026-06-01; last checked 2026-10-01 173 days ago None named",
        "acme-one Acme One Acme API retires 2027-04-22 in 152 days Acme One mini acme-one-mini",
        "acme-one-mnii Unknown to this catalog. Near to it: acme-one-mini, acme-one",
        "nobody-knows-this Unknown to this catalog",
        "ACME-EMBED Acme Embed Acme API active, no end known",
    ]
    expect(page.locator("[data-check-found]")).to_have_text(
        "6 ids: 1 retiring within 90 days, 1 retiring later, 1 that may retire any day, 2 unknown."
    )


CODE = """
# once: acme-one-2025-04-14
client = Client(base_url="https://api.hosting.com/v1")
answer = client.ask(model="zen-later", text="utf-8, hello-world and 3.11")
settings = {"default_model": "zen-9-unheard-of", "other": ["acme-one-2025-04-41"]}
answer.model = row.model or main
arn = "arn:cloud:eu:account/acme-one"
"""


def test_ids_are_found_in_code_and_other_words_are_not(page: Page, lifecycle_url: str) -> None:
    visit(page, lifecycle_url)
    found = [row.split(" ")[0] for row in check(page, CODE)]
    assert sorted(found) == [
        "acme-one-2025-04-14",
        "acme-one-2025-04-41",
        "arn:cloud:eu:account/acme-one",
        "zen-9-unheard-of",
        "zen-later",
    ]


def test_the_answer_can_be_for_one_provider(page: Page, lifecycle_url: str) -> None:
    visit(page, lifecycle_url)
    check(page, "acme/one\nzen-soon")
    page.get_by_label("Called at").select_option("Hosting & Co")
    expect(page.locator(".mc-checked")).not_to_contain_text("Acme API")
    page.get_by_label("Called at").select_option("Acme API")
    expect(page.locator(".mc-checked")).to_contain_text("Not known at Acme API")


def test_the_answer_can_be_copied(new_context: NewContext, lifecycle_url: str) -> None:
    page = new_context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    visit(page, lifecycle_url)
    check(page, "acme-one\n@zen")
    site = lifecycle_url.removesuffix("lifecycle/")
    page.get_by_role("button", name="Copy as Markdown").click()
    expect(page.locator("[data-check-found]")).to_have_text("Copied 2 lines.")
    assert page.evaluate("navigator.clipboard.readText()").splitlines() == [
        "| Id | Model | Provider | Status | Days left | Replacement |",
        "| --- | --- | --- | --- | --- | --- |",
        f"| `acme-one` | [Acme One]({site}models/acme/one/) | Acme API | retires 2027-04-22 | 152 | acme-one-mini |",
        "| `@zen` |  |  | unknown, near to zen |  |  |",
    ]
    page.get_by_role("button", name="Copy as CSV").click()
    assert page.evaluate("navigator.clipboard.readText()").splitlines()[1:] == [
        f"acme-one,Acme One,{site}models/acme/one/,Acme API,retires 2027-04-22,2027-04-22,152,acme-one-mini",
        '\'@zen,,,,"unknown, near to zen",,,',
    ]


def test_what_is_pasted_stays_in_the_page_and_stays_text(page: Page, lifecycle_url: str) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: pytest.fail("a script ran"))
    visit(page, lifecycle_url)
    page.wait_for_load_state("networkidle")
    page.on("request", lambda request: asked.append(f"{request.method} {request.url} {request.post_data}"))
    hostile = "<img/src=x-1/onerror=alert(1)>"
    result = check(page, f"my-secret-model-1\n{hostile}\nmodel: acme-one")
    assert result
    assert asked == [f"GET {lifecycle_url}ids.json None"]
    assert "secret" not in page.url
    assert page.evaluate("JSON.stringify([Object.keys(localStorage), document.cookie])").count("secret") == 0
    check(page, hostile)
    assert page.locator(".mc-check img").count() == 0


# For everybody


def test_calendars_and_the_feed_are_there_to_subscribe_to(page: Page, lifecycle_url: str) -> None:
    visit(page, lifecycle_url)
    page.get_by_role("link", name="Calendars and feed").click()
    page.get_by_text("Calendars of 2 developers").click()
    expect(page.get_by_role("link", name=".ics: calendar of Acme", exact=True)).to_be_visible()
    followed = page.locator("a[href$='.ics'], a[href$='.xml']").evaluate_all("links => links.map(link => link.href)")
    assert len(followed) == 6, "all ends, two providers, two developers, the feed"
    for address in followed:
        answer = page.request.get(address)
        assert answer.ok, address
        assert answer.text().startswith(("BEGIN:VCALENDAR", "<?xml")), address


def test_a_printed_page_has_the_answer_and_its_sources_and_nothing_to_press(page: Page, lifecycle_url: str) -> None:
    visit(page, lifecycle_url)
    page.emulate_media(media="print")
    expect(page.locator(".mc-check")).to_be_hidden()
    page.emulate_media(media="screen")
    check(page, LIST)
    page.emulate_media(media="print")
    for shown in (".mc-checked", ".mc-ends-chart", ".mc-lives", "#ends-table", ".mc-references li:last-child"):
        expect(page.locator(shown)).to_be_visible()
    mark = page.locator(".mc-ends .mc-when").first.evaluate("cell => getComputedStyle(cell, '::before').position")
    assert mark == "static", "marks of all rows would lie on the first words of the page"
    for pressed in (".mc-check-form", "[data-check-copy]", "[data-ends-filter]", ".mc-more", ".mc-fold"):
        expect(page.locator(pressed).first).to_be_hidden()


def test_axe_finds_nothing(look: Page, lifecycle_url: str) -> None:
    visit(look, lifecycle_url)
    check(look, LIST)
    assert_sound(look)


def test_the_browser_has_nothing_to_complain_about(complaints: list[str], page: Page, lifecycle_url: str) -> None:
    visit(page, f"{lifecycle_url}?provider=hosting", "2026-11-25")
    check(page, LIST)
    assert complaints == []
