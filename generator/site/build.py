"""The catalog as a site: which pages there are, and who makes each."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from types import ModuleType
from typing import Final

from generator.catalog import Catalog
from generator.checks import check
from generator.diff import history
from generator.publish import api, badges
from generator.reading import Problem, Reader, without_collector
from generator.scan.load import knowledge_file
from generator.site import (
    changes_page,
    compare_data,
    compare_pages,
    data_handling_page,
    directory_pages,
    explorer,
    exports_page,
    lifecycle_data,
    lifecycle_page,
    model_page,
    pricing_page,
)
from generator.site.context import SiteContext, Walks
from generator.site.dependents import pages_about, reranked, weighed_anew
from generator.site.fragments import Fragments, key
from generator.site.history import head, revisions
from generator.site.kept import KeptSite
from generator.site.pages import Layout, Page, PageRef, SearchEntry, Site, SiteError
from generator.site.processes import Beside, usable_processes

CATALOG: Final = "catalog"
"""The folder of the catalog, from the repository's root."""

CACHE: Final = ".cache"
"""The folder of what is kept between builds, from the repository's root."""

_MAKERS: Final[tuple[ModuleType, ...]] = (
    model_page,
    directory_pages,
    compare_pages,
    lifecycle_page,
    pricing_page,
    data_handling_page,
    changes_page,
)
"""Modules that make pages. Each offers LAYOUTS, pages(context), render(context, ref), search_entries(context)."""


def open_site(root: Path, day: date, *, site_url: str, repo_url: str) -> Site:
    """Open the catalog under `root` as it stands on `day`. Raises SiteError with every problem when it has any.

    Nothing is read when the last build was of the same catalog, by the same code, for the same day and addresses.
    """
    site = CatalogSite(root, day, site_url=site_url, repo_url=repo_url)
    digests, strays = site.digests()
    state = key(sorted(digests.items()), str(day), site_url, repo_url, head(root / CATALOG))
    kept = Fragments(root / CACHE / "site", state)
    if strays or not kept.has("pages"):
        site.open()
    return KeptSite(site, kept)


class _Open:
    """A catalog that was read, and what is made of it once."""

    def __init__(self, context: SiteContext) -> None:
        self.context = context
        self.api = api.Api(context.catalog, context.today, context.site_url, context.facts, lambda: context.changes)

    @cached_property
    def pages(self) -> list[PageRef]:
        return [ref for maker in _MAKERS for ref in maker.pages(self.context)]

    @cached_property
    def home(self) -> Mapping[str, object]:
        return directory_pages.home_context(self.context)


class CatalogSite:
    """All pages and files that come from the catalog; what `generator.site.pages.Site` asks for."""

    def __init__(self, root: Path, day: date, *, site_url: str, repo_url: str) -> None:
        self._root = root / CATALOG
        self._reader = Reader(self._root, root / CACHE)
        self._day = day
        self._site_url = site_url
        self._repo_url = repo_url
        self._makers = {layout.name: maker for maker in _MAKERS for layout in maker.LAYOUTS}
        self._open: _Open | None = None
        self._losses: Mapping[str, object] | None = None

    def digests(self) -> tuple[dict[str, str], list[Problem]]:
        """The digest of every file's content by path, and what has no place in the catalog."""
        return self._reader.digests()

    @property
    def folders(self) -> Sequence[Path]:
        """The catalog's folder: what changes there calls for `reload`."""
        return (self._root,)

    @property
    def layouts(self) -> Sequence[Layout]:
        """Every layout that a page uses."""
        return [layout for maker in _MAKERS for layout in maker.LAYOUTS]

    def pages(self) -> Sequence[PageRef]:
        """Every page of the catalog, in the order of the sitemap."""
        return self._now.pages

    def render(self, ref: PageRef) -> Page:
        """The content of a page; a model's page brings the model's files."""
        now = self._now
        page: Page = self._makers[ref.layout].render(now.context, ref)
        if ref.layout != model_page.LAYOUT.name:
            return page
        of_model = (api.model_file(now.api, ref.key), *compare_data.model_files(now.context, ref.key))
        return replace(page, files=(*page.files, *of_model, *badges.files(now.api, ref.key)))

    def search_entries(self) -> Iterable[SearchEntry]:
        """What the search finds in the catalog."""
        for maker in _MAKERS:
            yield from maker.search_entries(self._now.context)

    def files(self) -> Iterable[tuple[str, bytes]]:
        """What the pages fetch, but for the files of single models."""
        yield knowledge_file(self._now.context.catalog, self._day, self._site_url)
        yield from compare_data.shared_files(self._now.context)
        yield from explorer.shared_files(self._now.context)
        yield from lifecycle_data.shared_files(self._now.context)
        yield from pricing_page.shared_files(self._now.context)

    def publication(self) -> Iterable[tuple[str, bytes]]:
        """What programs read of the whole catalog. The downloads are made beside the rest: each is half of the work."""
        # Its types take a while to make, and a build of an unchanged catalog needs none of them.
        from generator.publish import publication

        made = self._now.api
        if usable_processes() == 1:
            yield from publication.files(made)
        else:
            downloads = Beside(lambda: list(publication.downloads(made)))
            yield from publication.documents(made)
            yield from downloads.result()

    def markdown_context(self) -> Mapping[str, object]:
        """Variables for the templates of hand-written pages."""
        if self._losses is None:
            # Counting them takes seconds, so a preview shows those of its first build.
            self._losses = exports_page.context(self._now.api)
        return {**self._now.home, **self._losses}

    def reload(self, changed: Collection[Path]) -> set[str] | None:
        """Read changed files again and return the keys of the pages to make again; None when any may differ.

        Raises SiteError, and stays as it was, when a file cannot be read.
        """
        before = self._now.context
        self._open = self._read()
        catalog = self._open.context.catalog
        touched = reranked(before.standings, self._open.context.standings)
        for path in changed:
            match path.relative_to(self._root).parts:
                case ("models", developer, model, *rest) if f"{developer}/{model}" in catalog.models:
                    provider_id = Path(rest[-1]).stem if rest[:1] == ["routes"] else None
                    model_id = f"{developer}/{model}"
                    for then in (before.catalog, catalog):
                        if model_id in then.models:
                            touched |= pages_about(then, model_id, provider_id)
                    touched |= weighed_anew(before.likeness, self._open.context.likeness, model_id)
                case _:
                    return None
        return touched

    def check(self) -> None:
        """Raise SiteError when the catalog as it was read last breaks a rule."""
        context = self._now.context
        _refuse(self._reader.locate(check(context.catalog, context.today)))

    def open(self) -> None:
        """Read and check the catalog. Raises SiteError with every problem when it has any."""
        with without_collector():
            self._open = self._read()
            if usable_processes() == 1:
                self.check()
            else:
                # The rules and the facts take about as long, and neither needs the other.
                verdict = Beside(lambda: check(self._now.context.catalog, self._day))
                self._now.context.walk()
                _refuse(self._reader.locate(verdict.result()))
        # A catalog holds no cycles, and to look through its millions of objects for some takes seconds.
        gc.freeze()

    def _read(self) -> _Open:
        records, problems = self._reader.read()
        _refuse(problems)
        walks = self._open.context.walks if self._open else Walks()
        revised = revisions(self._root)
        catalog, locate = Catalog.of(records), self._reader.locate
        recorded = partial(history, self._root, self._root.parent / CACHE)
        return _Open(SiteContext(catalog, self._day, self._site_url, self._repo_url, revised, walks, locate, recorded))

    @property
    def _now(self) -> _Open:
        if self._open is None:
            self._open = self._read()
        return self._open


def _refuse(problems: Iterable[Problem]) -> None:
    """Raise SiteError when there are problems."""
    lines = "\n".join(f"{CATALOG}/{problem}" for problem in sorted(problems))
    if lines:
        raise SiteError(f"the catalog has problems, so nothing was built:\n{lines}")
