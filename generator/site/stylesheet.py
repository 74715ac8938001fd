"""One stylesheet for every page: the theme's two and ours, without what no page here uses.

A browser draws nothing before it has every stylesheet of a page's head, so ten small files cost a phone more than a
second. And the theme styles much that this site has not: content tabs, blogs, twenty palettes, writing from right to
left. Some of those rules begin with an attribute that the theme's script changes on every page and end in "any
element", which makes a browser compute the style of the whole page again, five times while it loads.

Styles that one page alone needs stay files of their own.
"""

from __future__ import annotations

import re
from fnmatch import fnmatch
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

STYLESHEET: Final = "assets/site.css"

THEME: Final = ("assets/stylesheets/main.*.min.css", "assets/stylesheets/palette.*.min.css")
MAPS: Final = "assets/stylesheets/*.css.map"

UNUSED: Final = (
    r"arithmatex|critic|footnote|grid|highlighttable|keys|linenos|mermaid|tabbed|task-list"
    r"|md-(annotation|author|banner|consent|feedback|meta|pagination|path|post|progress|select|social|source-file"
    r"|source__fact|status|tag|top|version)"
)
"""Classes of the theme, or how several begin, that are on no page. A test holds every page against it."""

_UNUSED_SELECTOR: Final = re.compile(
    rf"\.({UNUSED})(?![a-z])"
    r"|\[dir=rtl\]"
    r"|\[data-md-color-(primary|accent)=(?!custom)"
    r"|\[data-md-color-switching\]"  # it holds back transitions while the palette changes: ours are of colour alone
)
_RULE: Final = re.compile(r"([^{}]+)(\{[^{}]*\})")
"""A rule that holds no others: its selectors, its declarations."""
_BRACKETS: Final = r"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)"
"""What stands in brackets, which may hold brackets twice more."""
_SELECTOR: Final = re.compile(rf"(?:[^,()]|{_BRACKETS})+")


def join(files: Files, config: MkDocsConfig) -> None:
    """Put the joined stylesheet in the place of the theme's and of those that mkdocs.yml names in `extra.styles`."""
    theme = [without_unused(_taken(files, pattern)) for pattern in THEME]
    ours = [_taken(files, path) for path in config.extra["styles"]]
    for file in _matching(files, MAPS):
        files.remove(file)
    files.append(File.generated(config, STYLESHEET, content="\n".join(map(packed, [*theme, *ours]))))


def packed(css: str) -> str:
    """A stylesheet without comments and without lines."""
    return re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)).strip()


def without_unused(css: str) -> str:
    """The theme's stylesheet without selectors for what no page has, and without rules that have no selector left."""

    def kept(rule: re.Match[str]) -> str:
        selectors = [
            selector
            for selector in _SELECTOR.findall(rule[1])
            # In brackets stands an alternative or an exception, so the rest may still be found.
            if not _UNUSED_SELECTOR.search(re.sub(_BRACKETS, "", selector))
        ]
        return ",".join(selectors) + rule[2] if selectors else ""

    return _RULE.sub(kept, css)


def _taken(files: Files, pattern: str) -> str:
    """Take the one file of that name out, and return what it holds. Raises PluginError when there is not one."""
    match _matching(files, pattern):
        case [file]:
            files.remove(file)
            return file.content_string
        case found:
            raise PluginError(
                f"there are {len(found)} files like {pattern}, and one is needed. After an upgrade of the theme, see "
                "how it names its stylesheets now; styles of ours are named under `extra.styles` in mkdocs.yml."
            )


def _matching(files: Files, pattern: str) -> list[File]:
    return [file for file in files if fnmatch(file.src_uri, pattern)]
