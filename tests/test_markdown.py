"""Text inside Markdown stays text: in files for programs, in comments on GitHub, beside a contributor's article."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.catalog.markdown import in_comment, link, link_in_comment, plain
from generator.publish.rereading import Rereading
from generator.publish.rereading import markdown as rereadings
from generator.site.prose import within_document
from generator.sync.links import Fate, Link
from generator.sync.links import markdown as links
from tests.hostile import EVERYTHING, PLAIN, REFUSED, URLS_PLAIN
from tests.small_catalog import TODAY

MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
PLACES = {
    "paragraph": "{}",
    "heading": "# {}",
    "list": "- {}",
    "numbered list": "1. {}",
    "quotation": "> {}",
    "bold": "a **{}** b",
    "cell": "| a |\n|---|\n| {} |",
}

PIECES = st.sampled_from(EVERYTHING.split(" ") + list("\\`*_[]|~<>&#+-=!().:1$@{}'\""))
LINES = (
    st.lists(PIECES | st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=6), min_size=1)
    .map(" ".join)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
"""Lines of text without what cannot be seen."""


def inline(markdown: str) -> list[Token]:
    """What stands in the last block of a text."""
    found = [token for token in MARKDOWN.parse(markdown) if token.type == "inline"]
    return found[-1].children or []


def shown(tokens: list[Token]) -> str:
    """What a reader sees, when it is nothing but text."""
    assert {token.type for token in tokens} <= {"text", "text_special", "strong_open", "strong_close"}
    return "".join(token.content for token in tokens)


@pytest.mark.parametrize("place", PLACES)
@settings(max_examples=30)
@given(LINES)
@example(EVERYTHING)
@example("1. a")
@example("12345) a")
@example("a_b_ _c_ d__e")
def test_text_is_shown_as_it_is(place: str, line: str) -> None:
    assert shown(inline(PLACES[place].format(plain(line)))) == (f"a {line} b" if place == "bold" else line)


@settings(max_examples=30)
@given(LINES)
@example(EVERYTHING)
def test_text_in_a_comment_is_shown_as_it_is(line: str) -> None:
    assert shown(inline(f"a **{in_comment(line)}** b")).replace("\u200b", "") == f"a {line} b"


def test_most_text_is_left_as_it_is() -> None:
    for text in ("GPT-4.1 nano (2025)", "R&D, 50 % off", "snake_case_id", "a + b = c", "C# and F#", "$0.10 per 1M"):
        assert plain(text) == text


@pytest.mark.parametrize("write", [link, link_in_comment])
@settings(max_examples=30)
@given(LINES)
@example(EVERYTHING)
def test_a_link_is_one_link_with_its_text(write: Callable[[str, str], str], line: str) -> None:
    for url in URLS_PLAIN.values():
        first, *words, last = inline(write(line, url))
        assert (first.type, last.type) == ("link_open", "link_close")
        assert shown(words).replace("\u200b", "") == line
        assert str(first.attrs["href"]).replace("%5B", "[").replace("%5D", "]") == url


@settings(max_examples=30)
@given(LINES)
@example(EVERYTHING)
@example("@everyone #1 octocat/a#1 a@example.com https://evil.example www.evil.example HTTP://a.b")
def test_a_comment_calls_nobody_and_leads_nowhere(line: str) -> None:
    assert not re.search(r"@\w|#\w|://|(?i:www)\.", shown(inline(in_comment(line))))


# Whole documents


@pytest.mark.parametrize("name", [*REFUSED, *PLAIN])
def test_the_lists_of_the_upkeep_issue_hold_links_of_their_own_alone(name: str) -> None:
    value = " ".join({**PLAIN, **REFUSED}[name].split()) or "a"
    url = URLS_PLAIN["end of a Markdown link"]
    stale = rereadings([Rereading("acme/docs", value, url, False, TODAY, 1, 1, {"acme": 1})], 1)
    gone = links([Link("acme/docs", "https://example.com/", Fate.GONE, value)])
    for markdown, wanted in ((stale, url), (gone, "https://example.com/")):
        tokens = [each for token in MARKDOWN.parse(markdown) for each in token.children or [token]]
        hrefs = [str(each.attrs["href"]) for each in tokens if each.type == "link_open"]
        assert [href.replace("%5B", "[").replace("%5D", "]") for href in hrefs] == [wanted]
        assert not {"image", "html_inline", "html_block"} & {each.type for each in tokens}


@pytest.mark.parametrize(
    "definition", ["[1]: https://evil.example", "> [1]: https://evil.example", "- [12]:\n  https://e.com"]
)
def test_an_article_does_not_say_where_the_numbers_of_the_page_lead(definition: str) -> None:
    tokens = MARKDOWN.parse(f"{within_document(definition)}\n\nA fact [1] and another [12]")
    assert "link_open" not in {each.type for token in tokens for each in token.children or []}


@pytest.mark.parametrize(
    "article", ["```\na", "~~~~py\na", "- ```\n  a", "> ```\n> a", "a\n\n    b", "```\na\n```", "a"]
)
def test_what_follows_an_article_is_no_part_of_it(article: str) -> None:
    tokens = MARKDOWN.parse(f"{within_document(article)}\n\n## Sources")
    assert [token.type for token in tokens[-3:]] == ["heading_open", "inline", "heading_close"]
