"""Finds internal links that lead nowhere, in a site as it was built.

mkdocs checks the links of the pages it renders; it never sees the catalog's. This reads what was
written: every `href` and `src` of every page, and every address in the sitemap, must lead to a
file of the site, and every `#fragment` to an id on that page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

# What stands in these is not markup, whatever it looks like.
_NOT_MARKUP = re.compile(r"<!--.*?-->|(<(script|style)\b[^>]*>).*?</\2>", re.DOTALL)
_TAG = re.compile(r"""<[a-zA-Z][^\s>/]*((?:[^>"']|"[^"]*"|'[^']*')*)>""")
_ATTRIBUTE = re.compile(r"""\s([^\s=>"'/]+)=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_LOC = re.compile(r"<loc>([^<]*)</loc>")


@dataclass(frozen=True, order=True, slots=True)
class BrokenLink:
    """A link and why it leads nowhere."""

    page: str
    """The file that holds it, from the site's root."""
    link: str
    reason: str

    def __str__(self) -> str:
        return f"{self.page}: {self.link}: {self.reason}"


@dataclass(frozen=True, slots=True)
class _PageText:
    ids: frozenset[str]
    links: frozenset[str]


def broken_links(site: Path, site_url: str) -> list[BrokenLink]:
    """Every internal link of the site in folder `site` that leads nowhere, sorted.

    `site_url` is the address that the site was built for and ends with a slash. Links that begin
    with it are internal; so are links from the host's root, which must lie under its path.
    """
    pages = {path.relative_to(site).as_posix(): _read(path) for path in site.rglob("*.html")}
    checker = _Checker(site, site_url, pages)
    found = [
        BrokenLink(name, link, reason)
        for name, page in pages.items()
        for link in page.links
        if (reason := checker.problem(name, link))
    ]
    sitemap = site / "sitemap.xml"
    if sitemap.exists():
        found += [
            BrokenLink("sitemap.xml", link, reason)
            for link in map(unescape, _LOC.findall(sitemap.read_text("utf-8")))
            if (reason := checker.problem("sitemap.xml", link))
        ]
    return sorted(found)


class _Checker:
    def __init__(self, site: Path, site_url: str, pages: dict[str, _PageText]) -> None:
        self.site = site
        self.site_url = site_url
        self.base = urlsplit(site_url).path
        self.pages = pages
        self.file = cache(self._file)

    def problem(self, page: str, link: str) -> str:
        """Why `link` on `page` leads nowhere; empty when it leads somewhere or outside."""
        if link.startswith(self.site_url):
            link = self.base + link.removeprefix(self.site_url)
        try:
            parts = urlsplit(link)
        except ValueError:
            return "is not an address"
        if parts.scheme or parts.netloc:
            return ""
        path = unquote(parts.path)
        if path.startswith("/"):
            if not path.startswith(self.base):
                return f"leaves the site, which lies under {self.base}"
            path = path.removeprefix(self.base)
        elif path:
            path = f"{page.rpartition('/')[0]}/{path}"
        target = self.file(path) if parts.path else page
        if target is None:
            return "no such file in the site"
        if target.startswith("!"):
            return target[1:]
        fragment = unquote(parts.fragment)
        if fragment and target in self.pages and fragment not in self.pages[target].ids:
            return f"{target} has no id {fragment!r}"
        return ""

    def _file(self, path: str) -> str | None:
        """The file that a host would answer with, `!` and a reason, or None."""
        name = normpath(path.lstrip("/")) if path.strip("/") else "."
        if name.startswith(".."):
            return "!climbs out of the site"
        if (self.site / name).is_file():
            return name
        index = "index.html" if name == "." else f"{name}/index.html"
        if not (self.site / index).is_file():
            return None
        if name != "." and not path.endswith(("/", "/..")):
            return "!lacks the slash at its end, which costs every visitor a redirect"
        return index


def _read(path: Path) -> _PageText:
    ids: set[str] = set()
    links: set[str] = set()
    markup = _NOT_MARKUP.sub(r"\1", path.read_text("utf-8"))
    for tag in _TAG.finditer(markup):
        for name, *quoted in _ATTRIBUTE.findall(tag[1]):
            if name == "id":
                ids.add(unescape("".join(quoted)))
            elif name in ("href", "src"):
                links.add(unescape("".join(quoted)))
    return _PageText(frozenset(ids), frozenset(links))
