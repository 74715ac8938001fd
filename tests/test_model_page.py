"""The page of a model: its whole output for one model that has everything, and that text stays text.

When the golden page differs and should: `.venv/bin/python -m tests.test_model_page` writes it anew; read the
difference before committing it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from generator.catalog import Catalog
from generator.site import model_page
from generator.site.context import SiteContext
from generator.site.pages import Page, PageRef
from tests import small_catalog

GOLDEN = Path(__file__).parent / "golden" / "model-page.html"

ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "'><svg/onload=alert(1)>",
    "</script><script>alert(1)</script>",
    "{{ 7 * 7 }}{% include 'x' %}",
    "[x](javascript:alert(1))",
    "$(touch /tmp/x) `id` ; rm -rf /",
    "--><!-- </title></style>",
    "\u202eevil\u200b",
)
PROSE_FIELDS = frozenset(
    {
        "name", "summary", "intended_uses", "note", "setting", "title", "measures", "residency", "retention_purpose",
        "variant", "what", "plans", "surface", "license", "because", "tier", "format", "question", "licence",
    }
)  # fmt: skip
"""Fields that hold free text. Ids and addresses are refused by the schema and lead from record to record."""


Skeleton: TypeAlias = list[tuple[str, tuple[str, ...], str]]


def page(context: SiteContext, model_id: str) -> Page:
    return model_page.render(context, PageRef("model", f"models/{model_id}/", model_id))


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> SiteContext:
    return small_catalog.context(tmp_path_factory.mktemp("catalog"))


def soup(context: SiteContext, model_id: str) -> BeautifulSoup:
    return BeautifulSoup(page(context, model_id).content, "html.parser")


def words(tree: Any) -> str:
    return " ".join(tree.get_text(" ").split())


def test_the_whole_page_of_a_model_is_as_agreed(context: SiteContext) -> None:
    assert page(context, "acme/one").content + "\n" == GOLDEN.read_text(encoding="utf-8")


def test_every_section_of_the_table_of_contents_is_on_every_page(context: SiteContext) -> None:
    for model_id in context.catalog.models:
        ids = {tag["id"] for tag in soup(context, model_id).find_all(id=True)}
        assert {"top", *(anchor for anchor, _ in model_page.LAYOUT.toc)} <= ids, model_id


def test_ids_are_unique_and_every_mark_leads_to_a_reference_and_a_note(context: SiteContext) -> None:
    for model_id in context.catalog.models:
        tree = soup(context, model_id)
        ids = [tag["id"] for tag in tree.find_all(id=True)]
        assert len(ids) == len(set(ids)), model_id
        notes = json.loads(tree.find(id="mc-notes").get_text())  # type: ignore[union-attr]
        for mark in tree.select(".mc-cite a"):
            assert str(mark["href"]).removeprefix("#") in ids
            assert int(str(mark["data-note"])) < len(notes)


def test_every_price_and_limit_that_is_shown_has_a_mark(context: SiteContext) -> None:
    for model_id in context.catalog.models:
        for value in soup(context, model_id).select(".mc-tiles .mc-value, table .n .mc-value"):
            if "mc-unknown" not in value["class"] and value.find_parent(class_="mc-tile-wide") is None:
                assert value.find_next_sibling("sup"), (model_id, value)


def test_unknown_is_said_and_never_blank(context: SiteContext) -> None:
    tiles = soup(context, "acme/embed").select_one(".mc-tiles")
    assert words(tiles).count("Unknown") >= 5
    assert not [cell for cell in soup(context, "acme/one").select("td.n") if not words(cell)]


def test_a_disputed_fact_names_who_says_otherwise(context: SiteContext) -> None:
    said = words(soup(context, "acme/one").select_one(".mc-disputes"))
    assert "knowledge cutoff : here 2024-06-01" in said
    assert "says 2024-04 (read 2026-08-18 )" in said


def test_a_banner_leads_when_a_route_ends_and_names_the_ids_that_end(context: SiteContext) -> None:
    banner = soup(context, "acme/one").select_one(".mc-banner")
    said = words(banner)
    assert "retired since 2026-10-23" in said
    assert "acme-one-2025-04-14" in said
    assert "use Acme One mini instead" in said
    assert soup(context, "acme/paint").select_one(".mc-banner") is None


def test_a_floor_that_has_passed_retires_nothing(context: SiteContext) -> None:
    routes = words(soup(context, "acme/one-mini").select_one("table"))
    assert "active" in routes
    assert "may retire any day since 2026-06-01" in routes


def test_discounts_are_computed(context: SiteContext) -> None:
    assert "Cached input is 75% cheaper." in words(soup(context, "acme/one"))


def test_a_price_that_changed_is_drawn_and_listed(context: SiteContext) -> None:
    tree = soup(context, "acme/one")
    assert "Input: $0.20 from 2025-04-14" in words(tree.select_one("svg.mc-chart"))
    assert "2026-01-01" in words(tree.find(id="price-history").find_next("table"))  # type: ignore[union-attr]


def test_the_training_posture_names_what_each_provider_does(context: SiteContext) -> None:
    posture = words(soup(context, "acme/one").select_one(".mc-posture"))
    assert "no training by default at Acme API" in posture.replace("No training", "no training")
    assert "training unless refused at Hosting & Co" in posture
    assert "not known at Vault" in posture


def test_a_revision_is_shown_from_git_and_left_out_without(context: SiteContext) -> None:
    assert "Revision" not in words(soup(context, "acme/one").select_one(".mc-review"))
    counted = replace(context, revisions={"acme/one": 3})
    assert "Revision 3" in words(soup(counted, "acme/one").select_one(".mc-review"))


def test_the_search_finds_a_model_by_each_of_its_ids(context: SiteContext) -> None:
    entry = next(e for e in model_page.search_entries(context) if e.location == "models/acme/one/")
    assert {"acme-one", "acme-one-2025-04-14", "acme/one:fast", "acme.one-v1:0", "acme/one"} <= set(entry.keys)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(attacks=st.lists(st.sampled_from(ATTACKS) | st.text(min_size=1, max_size=30), min_size=1, max_size=5))
def test_no_text_of_the_catalog_becomes_markup(
    context: SiteContext, skeletons: dict[str, Skeleton], attacks: list[str]
) -> None:
    """The schema refuses all of this; the page must hold even if a rule there were lost."""
    hostile = replace(context, catalog=_poisoned(context.catalog, _endless(attacks)))
    for model_id, skeleton in skeletons.items():
        assert _skeleton(page(hostile, model_id)) == skeleton, model_id


@pytest.fixture(scope="module")
def skeletons(context: SiteContext) -> dict[str, Skeleton]:
    """What the pages are made of before anybody attacks them."""
    return {model_id: _skeleton(page(context, model_id)) for model_id in ("acme/one", "zenith/zen")}


def _endless(attacks: list[str]) -> Iterator[str]:
    while True:
        yield from attacks


def _poisoned(catalog: Catalog, attacks: Iterator[str]) -> Catalog:
    models = {
        key: replace(
            entry,
            model=_poison(entry.model, attacks),
            routes=tuple(replace(route, route=_poison(route.route, attacks)) for route in entry.routes),
        )
        for key, entry in catalog.models.items()
    }
    changed: dict[str, Any] = {
        name: {key: _poison(record, attacks) for key, record in getattr(catalog, name).items()}
        for name in ("developers", "providers", "publishers", "sources", "benchmarks", "comparisons")
    }
    return replace(catalog, models=models, **changed)


def _poison(value: Any, attacks: Iterator[str], field: str = "") -> Any:
    if isinstance(value, BaseModel):
        update = {name: _poison(getattr(value, name), attacks, name) for name in value.model_fields_set}
        return value.model_copy(update=update)
    if isinstance(value, tuple):
        return tuple(_poison(item, attacks, field) for item in value)
    if isinstance(value, dict):
        return {key: _poison(item, attacks, field) for key, item in value.items()}
    if isinstance(value, str) and field in PROSE_FIELDS:
        return next(attacks)
    return value


def _skeleton(made: Page) -> Skeleton:
    """Elements with the names of their attributes and where they lead: all that text must not change."""
    tree = BeautifulSoup(made.head + made.content, "html.parser")
    return [(tag.name, tuple(tag.attrs), re.sub(r"\?.*", "", str(tag.get("href", "")))) for tag in tree.find_all(True)]


def main() -> None:
    """Write the golden page anew."""
    with TemporaryDirectory() as folder:
        content = page(small_catalog.context(Path(folder)), "acme/one").content
    GOLDEN.write_text(content + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
