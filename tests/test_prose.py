"""Articles come out as readable HTML, and nothing a contributor types becomes anything more."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import Markup

from generator.site.prose import render_article

TAGS = {
    *("p", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong"),
    *("a", "br", "hr", "div", "table", "thead", "tbody", "tr", "th", "td", "sup"),
}
ATTRIBUTES = {
    "a": {"href", "title"},
    "code": {"class"},
    "div": {"class", "tabindex", "role", "aria-label"},
    "ol": {"start"},
    "table": {"class"},
    "th": {"class"},
    "td": {"class"},
    **{f"h{level}": {"id"} for level in range(3, 7)},
}


def mark(source_id: str) -> Markup:
    return Markup('<sup><a href="#ref">{}</a></sup>').format(source_id)


def render(markdown: str) -> str:
    return str(render_article(markdown, mark))


class Inventory(HTMLParser):
    """The tags and attributes of some HTML, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data!r}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration: {decl!r}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"a processing instruction: {data!r}")


PIECES = st.sampled_from(
    [
        *("<script>", "</script>", "<img src=x onerror=alert(1)>", "<!--", "-->", "<svg/onload=x>"),
        *("[a](javascript:alert(1))", "[a](JaVaScRiPt:x)", "[a](data:text/html,x)", "<http://x.y>"),
        *("[a](https://openai.com/x)", "[a](//x.com)", "[a](http://x.com)", "[a](https://u:p@x.com)"),
        *("![a](https://x.com/p.png)", "[a]: https://x.com 'onclick=x'", "[a][a]", "[@openai/x]"),
        *("[a](#top)", '[a](#" onclick=x)', "[a [@b/c] d](https://x.com)", "&lt;b&gt;", "&#60;b>"),
        *("# h", "###### h", "```html\n<b>\n```", "`<b>`", "| a |\n|--:|\n| <b> |", "{{ 7 * 7 }}"),
        *("{: onclick=x }", "--8<-- 'x'", "\n\n", "\n", " ", "    ", "> ", "- ", "1. ", "**", "_"),
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=12).map("".join))
@example("[x](https://openai.com/%22onmouseover=alert(1))")
@example('```js" onclick="alert(1)\n```')
def test_nothing_typed_becomes_more_than_text(markdown: str) -> None:
    for tag, attributes in Inventory(render(markdown)).tags:
        assert tag in TAGS
        assert set(attributes) <= ATTRIBUTES.get(tag, set())
        if tag == "a":
            assert (attributes["href"] or "").startswith(("https://", "#"))


@pytest.mark.parametrize(
    "refused",
    [
        "[a](javascript:alert(1))",
        "[a](http://openai.com)",
        "[a](//openai.com)",
        "[a](../models/)",
        "[a](https://127.0.0.1/)",
        "[a](https://user:word@openai.com/)",
        "<b>bold</b>",
        "<script>alert(1)</script>",
        "<!-- hidden -->",
    ],
)
def test_what_is_refused_stays_readable(refused: str) -> None:
    found = Inventory(render(refused))
    assert found.text.strip() == refused
    assert [tag for tag, _ in found.tags] == ["p"]


def test_links_to_https_and_within_the_page() -> None:
    html = render("[site](https://openai.com/api) and [prices](#prices)")
    assert '<a href="https://openai.com/api">site</a>' in html
    assert '<a href="#prices">prices</a>' in html


def test_a_link_to_a_heading_of_the_article_finds_it() -> None:
    html = render("[see](#price-history)\n\n# Price history\n\n# Price history\n")
    assert '<a href="#article-price-history">see</a>' in html
    assert 'id="article-price-history"' in html
    assert 'id="article-price-history-2"' in html


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("# a\n## b\n# c", ["h3", "h4", "h3"]),
        ("## a\n### b", ["h3", "h4"]),
        ("# a\n### b\n## c", ["h3", "h4", "h4"]),
        ("### a\n# b", ["h3", "h3"]),
        ("# a\n## b\n### c\n#### d\n##### e", ["h3", "h4", "h5", "h6", "h6"]),
        ("a\n=\nb\n-", ["h3", "h4"]),
    ],
)
def test_headings_stand_below_the_section_and_skip_no_level(typed: str, shown: list[str]) -> None:
    assert [tag for tag, _ in Inventory(render(typed)).tags if tag.startswith("h")] == shown


def test_citations_are_asked_for_in_order_and_not_inside_code() -> None:
    asked: list[str] = []

    def cite(source_id: str) -> Markup:
        asked.append(source_id)
        return Markup("<sup>{}</sup>").format(len(asked))

    html = render_article("One [@openai/a], two [@datasets/b.c], `[@not/this]`, [@nor this].", cite)
    assert asked == ["openai/a", "datasets/b.c"]
    assert "One <sup>1</sup>, two <sup>2</sup>, <code>[@not/this]</code>, [@nor this]." in html


def test_the_mark_of_a_citation_is_escaped_unless_it_is_markup() -> None:
    def careless(source_id: str) -> Markup:
        return "<b>"  # type: ignore[return-value]  # the mistake that is tested

    assert "&lt;b&gt;" in render_article("[@openai/a]", careless)


def test_tables_scroll_and_align_without_style_attributes() -> None:
    html = render("| a | b |\n|---|--:|\n| 1 | 2 |")
    assert '<div class="mc-scroll" tabindex="0" role="region" aria-label="Table 1 of the article">' in html
    assert '<td class="mc-num">2</td>' in html
    assert "style=" not in html


def test_each_table_has_a_name_of_its_own() -> None:
    table = "| a |\n|---|\n| 1 |\n\n"
    html = render(f"{table}## Scores & *more*\n\n{table}text\n\n{table}")
    assert re.findall('aria-label="([^"]*)"', html) == [
        "Table 1 of the article",
        "Table 2 of the article: Scores &amp; more",
        "Table 3 of the article: Scores &amp; more",
    ]
