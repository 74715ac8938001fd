"""Badges, the text for language models, and each page's Markdown say what the page says."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from markdown_it import MarkdownIt

from generator.catalog import Catalog
from generator.publish import api, badges, llms
from generator.reading import Reader
from generator.site import build, model_page
from generator.site.context import SiteContext
from generator.site.pages import Page
from tests import small_catalog

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> SiteContext:
    return small_catalog.context(tmp_path_factory.mktemp("catalog"))


@pytest.fixture(scope="module")
def made(context: SiteContext) -> api.Api:
    return api.Api(context.catalog, context.today, context.site_url, context.facts)


def page(context: SiteContext, model_id: str) -> Page:
    ref = next(ref for ref in model_page.pages(context) if ref.key == model_id)
    return model_page.render(context, ref)


def markdown(context: SiteContext, model_id: str) -> str:
    ((path, content),) = page(context, model_id).files
    assert path == f"models/{model_id}/index.md"
    return content.decode()


# Badges


@pytest.mark.parametrize(
    ("model_id", "message"),
    [
        ("acme/one", "deprecated at Acme, active elsewhere"),
        ("acme/one-mini", "active"),
        ("zenith/zen", "active"),
    ],
)
def test_a_badge_says_the_status_in_words(made: api.Api, model_id: str, message: str) -> None:
    files = dict(badges.files(made, model_id))
    shields = json.loads(files[f"badges/{model_id}.json"])
    name = made.catalog.models[model_id].model.name
    assert (shields["schemaVersion"], shields["label"], shields["message"]) == (1, name, message)
    image = ET.fromstring(files[f"badges/{model_id}.svg"])
    assert image.attrib["aria-label"] == image.findtext(f"{SVG}title") == f"{name}: {message}"
    assert [text.text for text in image.iter(f"{SVG}text")] == [name, message]
    assert shields["color"] in {rect.get("fill") for rect in image.iter(f"{SVG}rect")}


def test_a_badge_tells_the_day_of_the_end_once_every_route_has_one(tmp_path: Path) -> None:
    small_catalog.write(tmp_path)
    for provider in ("hosting", "vault"):
        (tmp_path / f"models/acme/one/routes/{provider}.yaml").unlink()
    catalog = Catalog.of(Reader(tmp_path, jobs=1).read()[0])
    whole = api.Api(catalog, small_catalog.TODAY, small_catalog.SITE_URL)
    assert badges.badge(whole, catalog.models["acme/one"]).message == "deprecated, retires 2027-04-22"
    later = api.Api(catalog, date(2027, 4, 22), small_catalog.SITE_URL)
    assert badges.badge(later, catalog.models["acme/one"]).message == "retired 2027-04-22"


def test_white_letters_stand_out_on_every_colour(made: api.Api) -> None:
    colours = {
        colour
        for model_id in made.catalog.models
        for colour in re.findall(
            r'fill="#(\w{6})"', dict(badges.files(made, model_id))[f"badges/{model_id}.svg"].decode()
        )
    }
    assert len(colours) >= 3

    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    assert min(1.05 / (luminance(colour) + 0.05) for colour in colours) >= 4.5


# Markdown


def test_the_markdown_of_a_page_numbers_its_sources(context: SiteContext) -> None:
    text = markdown(context, "acme/one")
    number = re.search(
        r"^(\d+)\. \[Acme's models\]\(https://acme\.com/models\), Acme, .*primary, read 2026-10-01$", text, re.M
    )
    assert number
    assert f"- Context window: 1M (1,047,576 tokens) [{number[1]}]" in text
    assert "Where sources differ" in text


def test_the_markdown_of_a_page_has_its_sections_and_figures(context: SiteContext) -> None:
    text = markdown(context, "acme/one")
    html = str(page(context, "acme/one").content)
    figures = set(re.findall(r"[$€]\d[\d.]*", html.partition('id="routes"')[2].partition("<figure")[0]))
    assert {figure for figure in figures if figure not in text} == set()
    assert len(figures) > 4
    for title in ("Key facts", "Routes", "Prices", "Data handling", "Lifecycle", "Benchmarks", "Sources"):
        assert f"\n## {title}\n" in text
    assert "acme-one-2025-04-14" in text


def test_the_tables_of_the_markdown_are_tables(context: SiteContext) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown(context, "acme/one"))
    rows = [token for token in tokens if token.type == "tr_open"]
    assert sum(token.type == "table_open" for token in tokens) >= 5
    assert len(rows) > 12
    assert not any("|" in token.content for token in tokens if token.type == "inline")


def test_a_page_leads_to_its_markdown_and_its_json(context: SiteContext) -> None:
    links = re.findall(r'<link rel="([^"]+)" type="([^"]+)" href="([^"]+)">', str(page(context, "acme/one").head))
    assert {(kind, href) for _, kind, href in links} == {
        ("application/json", "../../../api/v1/models/acme/one.json"),
        ("text/markdown", "index.md"),
    }
    # "alternate" alone is taken by the theme for another language of the site.
    assert {rel for rel, _, _ in links} == {"alternate describedby"}


def test_unknown_is_said_and_not_left_blank(context: SiteContext) -> None:
    text = markdown(context, "acme/embed")
    assert "No price is known." in text
    assert "No scores are known." in text


# llms.txt


def test_the_map_leads_to_the_markdown_of_every_model(made: api.Api) -> None:
    text = dict(llms.files(made))["llms.txt"].decode()
    assert text.startswith("# Model Catalog\n\n> ")
    links = re.findall(r"^- \[[^\]]+\]\(https://example\.org/catalog/models/([\w./-]+)/index\.md\): \S", text, re.M)
    assert sorted(links) == sorted(made.catalog.models)


def test_the_full_text_says_what_to_call_and_for_how_long(made: api.Api) -> None:
    text = dict(llms.files(made))["llms-full.txt"].decode()
    assert "- Acme API `acme-one`: deprecated, retires 2027-04-22, use acme/one-mini, in $0.10, cached in $0.02" in text
    assert "- Acme API `acme-one-2025-04-14`: retired 2026-10-23" in text
    assert "- Acme API `acme-one-mini`: active, may retire any day since 2026-06-01, in $0.05, out $0.40" in text
    assert "- Context window: 1,047,576 tokens" in text


def test_a_model_page_brings_all_files_of_the_model(tmp_path: Path) -> None:
    small_catalog.write(tmp_path / "catalog")
    site = build.CatalogSite(
        tmp_path, small_catalog.TODAY, site_url=small_catalog.SITE_URL, repo_url="https://github.com/example/catalog"
    )
    ref = next(ref for ref in site.pages() if ref.key == "acme/one" and ref.layout == "model")
    paths = {path for path, _ in site.render(ref).files}
    assert {
        "models/acme/one/index.md",
        "api/v1/models/acme/one.json",
        "badges/acme/one.json",
        "badges/acme/one.svg",
    } <= paths
