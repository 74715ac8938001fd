"""Articles: Markdown by contributors, made into HTML that cannot do anything but be read.

Articles arrive by pull request, so this is CommonMark with tables and less: no HTML, no images, and
links to https addresses or within the page; whatever is not allowed stays on the page as the text
that was typed. `[@publisher/source-id]` cites a source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup, escape

from generator.schema.text import https_url

Cite = Callable[[str], Markup]
"""Turns the id of a source into the mark that leads to its reference."""

FIRST_HEADING, LAST_HEADING = 3, 6
"""An article stands under a section (`<h2>`) of its page."""
ID_PREFIX = "article-"

_CITATION = re.compile(r"\[@([a-z0-9][a-z0-9._-]*/[a-z0-9][a-z0-9._-]*)\]")
_NUMBERS_DEFINED = re.compile(r"^([\s>*+-]*)(?=\[\d+\]:)", re.MULTILINE)
_FRAGMENT = re.compile(r"#[A-Za-z][A-Za-z0-9._-]*")
_ALIGNED = {"text-align:right": "mc-num", "text-align:center": "mc-center"}


def render_article(markdown: str, cite: Cite) -> Markup:
    """The HTML of an article.

    Its largest heading becomes an `<h3>` and no level is skipped. `cite` is called once for each
    citation, in order; what it raises goes through.
    """
    environment = {"cite": cite}
    tokens = _MARKDOWN.parse(markdown, environment)
    ids = _place_headings(tokens)
    _label_tables(tokens)
    for token in tokens:
        if token.type == "inline":
            _lead_links(token.children or [], ids)
        elif style := token.attrs.pop("style", None):
            # The page's security policy refuses style attributes.
            token.attrJoin("class", _ALIGNED.get(str(style), ""))
    return Markup(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, environment))


def within_document(markdown: str) -> str:
    """An article as Markdown that can stand inside of a longer text, whose numbers lead to its sources.

    It ends with its last line, an open block of code included, and does not say where numbers in brackets lead.
    """
    own = _NUMBERS_DEFINED.sub(r"\1\\", markdown).strip()
    *_, last = _MARKDOWN.parse(f"{own}\n\nWhat follows.")
    return f"{own}\n{last.markup}" if last.type == "fence" else own


def _place_headings(tokens: Sequence[Token]) -> set[str]:
    """Give headings the level and the id that they have on the page; returns the ids."""
    levels = sorted({token.tag for token in tokens if token.type == "heading_open"})
    ids: set[str] = set()
    level = FIRST_HEADING - 1
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            level = min(level + 1, FIRST_HEADING + levels.index(token.tag), LAST_HEADING)
            token.attrs["id"] = _new_id(_text(tokens[place + 1].children or []), ids)
            token.tag = f"h{level}"
        elif token.type == "heading_close":
            token.tag = f"h{level}"
    return ids


def _label_tables(tokens: Sequence[Token]) -> None:
    """Give each table a name of its own, by which a screen reader lists it."""
    section, number = "", 0
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            section = ": " + _text(tokens[place + 1].children or [])
        elif token.type == "table_open":
            number += 1
            token.meta["label"] = f"Table {number} of the article{section}"


def _new_id(title: str, taken: set[str]) -> str:
    slug = ID_PREFIX + (re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "section")
    number, found = 1, slug
    while found in taken:
        number += 1
        found = f"{slug}-{number}"
    taken.add(found)
    return found


def _text(tokens: Iterable[Token]) -> str:
    return "".join(token.content for token in tokens if token.type in ("text", "code_inline"))


def _lead_links(tokens: Iterable[Token], ids: set[str]) -> None:
    """A link to `#history` means the article's own heading, where it has one of that name."""
    for token in tokens:
        target = str(token.attrs.get("href", ""))
        if target.startswith("#") and ID_PREFIX + target[1:] in ids:
            token.attrs["href"] = f"#{ID_PREFIX}{target[1:]}"


def _allowed(url: str) -> bool:
    if _FRAGMENT.fullmatch(url):
        return True
    try:
        https_url(url)
    except ValueError:
        return False
    return True


def _parse_citation(state: StateInline, silent: bool) -> bool:
    match = _CITATION.match(state.src, state.pos, state.posMax)
    if not match or state.linkLevel:  # a link cannot hold another one
        return False
    if not silent:
        state.push("citation", "", 0).content = match.group(1)
    state.pos = match.end()
    return True


def _render_citation(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    place: int,
    options: OptionsDict,
    environment: Any,
) -> str:
    cite: Cite = environment["cite"]
    return str(escape(cite(tokens[place].content)))


def _render_table_open(renderer: RendererProtocol, tokens: Sequence[Token], place: int, *_: object) -> str:
    label = escape(tokens[place].meta["label"])
    return f'<div class="mc-scroll" tabindex="0" role="region" aria-label="{label}"><table class="mc-table">\n'


def _render_table_close(*_: object) -> str:
    return "</table></div>\n"


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    parser.validateLink = _allowed  # type: ignore[method-assign]  # how the library is told
    parser.inline.ruler.before("link", "citation", _parse_citation)
    parser.add_render_rule("citation", _render_citation)
    parser.add_render_rule("table_open", _render_table_open)
    parser.add_render_rule("table_close", _render_table_close)
    return parser


_MARKDOWN = _parser()
