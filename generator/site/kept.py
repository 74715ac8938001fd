"""A site that remembers what the last build made of it.

It stands between the plugin and the site that makes pages of records, and asks that one only for what was not kept.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import astuple
from datetime import date
from pathlib import Path
from typing import Any

from markupsafe import Markup

from generator.site.fragments import Fragments
from generator.site.pages import Layout, Page, PageRef, SearchEntry, Site


class KeptSite:
    """A site of which `kept` holds what was made before; implements `generator.site.pages.Site`.

    Once the catalog changes under it, what was kept is of no use: from then on everything comes from `site`.
    """

    def __init__(self, site: Site, kept: Fragments) -> None:
        self._site = site
        self._kept: Fragments | None = kept

    @property
    def folders(self) -> Sequence[Path]:
        """What changes there calls for `reload`."""
        return self._site.folders

    @property
    def layouts(self) -> Sequence[Layout]:
        """Every layout that a page uses."""
        return self._site.layouts

    def pages(self) -> Sequence[PageRef]:
        """Every page, in the order of the sitemap."""
        if self._kept is None:
            return self._site.pages()
        rows = self._kept.value("pages", lambda: [_page_row(ref) for ref in self._site.pages()])
        return [PageRef(layout, path, key, date.fromisoformat(day) if day else None) for layout, path, key, day in rows]

    def render(self, ref: PageRef) -> Page:
        """The content of a page."""
        if self._kept is None:
            return self._site.render(ref)
        page = self._kept.page(ref)
        if page is None:
            page = self._site.render(ref)
            self._kept.keep(ref, page)
        return page

    def search_entries(self) -> Iterable[SearchEntry]:
        """What the search finds besides the hand-written pages."""
        if self._kept is None:
            return self._site.search_entries()
        rows = self._kept.value("search", lambda: [astuple(entry) for entry in self._site.search_entries()])
        return [SearchEntry(location, title, text, tuple(keys)) for location, title, text, keys in rows]

    def files(self) -> Iterable[tuple[str, bytes]]:
        """Files that belong to no single page and that pages fetch."""
        return self._site.files() if self._kept is None else self._kept.files("files", self._site.files)

    def publication(self) -> Iterable[tuple[str, bytes]]:
        """Files of the whole catalog that programs read and no page fetches."""
        if self._kept is None:
            return self._site.publication()
        return self._kept.files("publication", self._site.publication)

    def markdown_context(self) -> Mapping[str, object]:
        """Variables for the templates of hand-written pages."""
        if self._kept is None:
            return self._site.markdown_context()
        rows = self._kept.value("context", lambda: [_variable(*item) for item in self._site.markdown_context().items()])
        return {name: Markup(value) if is_markup else value for name, value, is_markup in rows}

    def reload(self, changed: Collection[Path]) -> set[str] | None:
        """Read changed files again; the keys of the pages that differ now. Raises SiteError."""
        stale = self._site.reload(changed)
        self._kept = None
        return stale

    def check(self) -> None:
        """Raise SiteError when the catalog as it was read last breaks a rule."""
        self._site.check()


def _page_row(ref: PageRef) -> list[str | None]:
    return [ref.layout, ref.path, ref.key, ref.lastmod.isoformat() if ref.lastmod else None]


def _variable(name: str, value: object) -> tuple[str, Any, bool]:
    return name, value, isinstance(value, Markup)
