"""The theme's side of every page: security policy, colours, what link previews and crawlers read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.site import csp
from tests.shipped_site import PREFIX, ROOT
from tests.small_site import HOSTILE, SITE_URL, build_small_site

TOKENS = (ROOT / "docs/theme/assets/tokens.css").read_text()
AA = 4.5  # WCAG 2.2, 1.4.3: contrast of text
AA_PARTS = 3.0  # WCAG 2.2, 1.4.11: contrast of what is needed to see a control


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    build_small_site(folder, folder / "site")
    return folder / "site"


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, str]:
    return {path.relative_to(site).as_posix(): path.read_text() for path in site.rglob("*.html")}


def test_the_policy_names_the_inline_scripts_of_the_site_and_no_other(pages: dict[str, str]) -> None:
    found = set().union(*(csp.inline_scripts(html) for html in pages.values()))
    assert found == set(csp.INLINE_SCRIPTS), (
        "The inline scripts of the theme are not those in generator/site/csp.py. After an upgrade, read the "
        f"theme's partials/javascripts and write there: {sorted(found)}"
    )


def test_the_policy_is_the_first_thing_in_every_head(pages: dict[str, str]) -> None:
    for name, html in pages.items():
        first = html.partition("<head>")[2].lstrip()
        assert first.startswith(f'<meta http-equiv="Content-Security-Policy" content="{csp.policy()}">'), name


def test_browsers_still_find_the_encoding(pages: dict[str, str]) -> None:
    for name, html in pages.items():
        assert b'<meta charset="utf-8">' in html.encode()[:1024], name


def test_nothing_in_a_page_needs_what_the_policy_refuses(pages: dict[str, str]) -> None:
    for name, html in pages.items():
        tags = re.findall(r"<[a-z][^>]*>", html)
        refused = [tag for tag in tags if re.search(r"\s(style|on[a-z]+)=", re.sub(r'"[^"]*"', '""', tag))]
        assert refused == [], name
        assert "<style" not in html, name


def test_no_page_asks_another_host_for_anything(pages: dict[str, str]) -> None:
    loaded = re.compile(r'<(?:script|img|iframe|source)[^>]*\ssrc="([^"]*)"|<link(?![^>]*canonical)[^>]*href="([^"]*)"')
    for name, html in pages.items():
        addresses = ["".join(groups) for groups in loaded.findall(html)]
        assert addresses
        assert [address for address in addresses if "//" in address] == [], name


def test_link_previews_know_the_page(pages: dict[str, str]) -> None:
    html = pages["models/openai/gpt-4.1-nano/index.html"]
    assert '<meta property="og:title" content="GPT-4.1 nano">' in html
    assert '<meta property="og:description" content="All about GPT-4.1 nano">' in html
    assert f'<meta property="og:url" content="{SITE_URL}models/openai/gpt-4.1-nano/">' in html
    assert '<meta property="og:title" content="Glossary">' in pages["glossary/index.html"]
    assert '<meta property="og:title" content="Model Catalog">' in pages["index.html"]
    assert "<title>Model Catalog</title>" in pages["index.html"]


def test_a_hostile_title_is_text_wherever_the_theme_prints_it(pages: dict[str, str]) -> None:
    html = pages["models/mistral/hostile/index.html"]
    assert "onerror" in html
    assert HOSTILE not in html
    assert "<img src=x" not in html


def test_the_404_page_works_at_any_depth(site: Path, pages: dict[str, str]) -> None:
    links = re.findall(r'\s(?:href|src)="([^"]*)"', pages["404.html"])
    assert links
    assert [link for link in links if not link.startswith((PREFIX, "https://", "#"))] == []


def test_robots_are_led_to_the_sitemap(site: Path) -> None:
    assert f"Sitemap: {SITE_URL}sitemap.xml" in (site / "robots.txt").read_text()


def colours(scheme: str) -> dict[str, str]:
    block = TOKENS.partition(f'[data-md-color-scheme="{scheme}"] {{')[2].partition("}")[0]
    return dict(re.findall(r"--mc-([a-z-]+): (#[0-9a-f]{6});", block))


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's contrast ratio of two colours."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize(
    ("text", "backgrounds"),
    [
        *((text, ("bg", "surface", "raised")) for text in ("fg", "muted", "accent", "good", "warn", "bad")),
        *((text, (f"{text}-soft",)) for text in ("accent", "good", "warn", "bad")),
        ("fg", ("accent-soft", "good-soft", "warn-soft", "bad-soft")),
    ],
)
def test_text_can_be_read(scheme: str, text: str, backgrounds: tuple[str, ...]) -> None:
    palette = colours(scheme)
    for background in backgrounds:
        assert contrast(palette[text], palette[background]) >= AA, f"{text} on {background}"


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_the_edges_of_controls_can_be_seen(scheme: str) -> None:
    palette = colours(scheme)
    assert contrast(palette["line-strong"], palette["bg"]) >= AA_PARTS


def test_both_palettes_have_the_same_colours() -> None:
    assert set(colours("default")) == set(colours("slate"))
