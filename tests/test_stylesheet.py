"""One stylesheet, from which nothing is missing that a page has; and what readers have to fetch stays small."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.site.stylesheet import UNUSED, packed, without_unused
from tests.shipped_site import compressed


@pytest.mark.parametrize(
    ("css", "left"),
    [
        (".md-tag{color:red}", ""),
        (".md-tags:hover>a{color:red}", ".md-tags:hover>a{color:red}"),
        (".md-tag,a{color:red}", "a{color:red}"),
        ("@media print{.md-tag-icon:before{color:red}p{margin:0}}", "@media print{p{margin:0}}"),
        ("a:not(.md-tag):is(.b,.c),.md-top{color:red}", "a:not(.md-tag):is(.b,.c){color:red}"),
        ("[dir=rtl] .a,[dir=ltr] .a{left:0}", "[dir=ltr] .a{left:0}"),
        (
            "[data-md-color-primary=teal]{--a:b}[data-md-color-primary=custom]{--a:c}",
            "[data-md-color-primary=custom]{--a:c}",
        ),
        ("@keyframes a{0%{left:0}to{left:1px}}", "@keyframes a{0%{left:0}to{left:1px}}"),
    ],
)
def test_selectors_for_what_no_page_has_are_left_out(css: str, left: str) -> None:
    assert without_unused(css) == left


def test_packing_leaves_out_comments_and_lines_and_keeps_what_parts_values() -> None:
    assert packed("/* one\n two */\n.a {\n  margin: 0\n    auto;\n}\n") == ".a { margin: 0 auto; }"


def test_no_page_has_what_the_stylesheet_leaves_out(site_dir: Path) -> None:
    unused = re.compile(rf"({UNUSED})(?![a-z])")
    found = {
        name
        for page in site_dir.rglob("*.html")
        for names in set(re.findall(r'class="?([^">]*)', page.read_text("utf-8")))
        for name in names.split()
        if unused.match(name)
    }
    assert found == set()


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("index.html", 60),
        ("models/openai/gpt-4.1-nano/index.html", 25),
        ("explorer/models.json", 100),
        ("explorer/routes.json", 100),
        ("assets/site.css", 25),
    ],
)
def test_what_readers_wait_for_stays_small(site_dir: Path, path: str, most: int) -> None:
    """In thousands of bytes, compressed; GPT-4.1 nano has one of the largest pages."""
    assert len(compressed(site_dir / path)) <= most * 1000
