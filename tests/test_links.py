"""The link checker finds every kind of link that leads nowhere, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.site.links import broken_links

SITE_URL = "https://example.org/catalog/"


def site(folder: Path, body: str) -> Path:
    """A site of two pages: `body` stands on `models/x/`; `models/` has the id `prices`."""
    for name, html in {
        "index.html": "<h1 id=top>Home</h1>",
        "models/index.html": '<h2 id="prices">Prices</h2>',
        "models/x/index.html": f'<html><body id="body">{body}</body></html>',
        "assets/base.css": "",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html)
    return folder


@pytest.mark.parametrize(
    "body",
    [
        '<a href="../">up</a>',
        '<a href="..">up</a>',
        '<a href="../#prices">section</a>',
        "<a href='#body'>here</a>",
        '<a href="#">nowhere in particular</a>',
        '<a href="../../#top">unquoted id</a>',
        '<a href="/catalog/models/">from the root</a>',
        '<a href="/catalog/.">home</a>',
        '<link href="../../assets/base.css?v=1">',
        '<link rel="canonical" href="https://example.org/catalog/models/x/">',
        '<a href="https://other.example/missing/">outside</a>',
        '<a href="mailto:a@example.org">mail</a>',
        '<!-- <a href="missing/"> -->',
        '<script>const html = `<a href="missing/">`;</script>',
        '<meta content="an attribute that says <img src=missing>">',
        '<code>&lt;a href="missing/"&gt;</code>',
    ],
)
def test_sound_links_pass(tmp_path: Path, body: str) -> None:
    assert broken_links(site(tmp_path, body), SITE_URL) == []


@pytest.mark.parametrize(
    ("body", "link", "reason"),
    [
        ('<a href="missing/">', "missing/", "no such file"),
        ('<img src="missing.svg">', "missing.svg", "no such file"),
        ("<a class=x href=missing/>", "missing/", "no such file"),
        ('<a href="../#price">', "../#price", "models/index.html has no id 'price'"),
        ('<a href="#gone">', "#gone", "models/x/index.html has no id 'gone'"),
        ('<a href="/models/">', "/models/", "leaves the site"),
        ('<a href="../../models">', "../../models", "lacks the slash"),
        ('<a href="../../../../etc/">', "../../../../etc/", "climbs out"),
        ('<a href="https://example.org/catalog/y/">', f"{SITE_URL}y/", "no such file"),
        ('<a href="a&amp;b/">', "a&b/", "no such file"),
    ],
)
def test_broken_links_are_found(tmp_path: Path, body: str, link: str, reason: str) -> None:
    found = broken_links(site(tmp_path, body), SITE_URL)
    assert [(problem.page, problem.link) for problem in found] == [("models/x/index.html", link)]
    assert reason in found[0].reason


def test_the_sitemap_lists_pages_that_exist(tmp_path: Path) -> None:
    locations = [f"<url><loc>{SITE_URL}{path}</loc></url>" for path in ("", "models/", "gone/")]
    site(tmp_path, "").joinpath("sitemap.xml").write_text("\n".join(locations))
    assert [str(problem) for problem in broken_links(tmp_path, SITE_URL)] == [
        f"sitemap.xml: {SITE_URL}gone/: no such file in the site"
    ]
