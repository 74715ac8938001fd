"""The short way from an edit to its page, in `mkdocs serve`.

A change of the catalog does not change the theme, the navigation or the hand-written text, so it needs no mkdocs build:
the changed files are read again, and each page that differs is spliced into the shells at hand when somebody asks for
it. So a catalog of thousands of models is as quick to preview as a small one. Whenever something else changed too, or
pages came or went, mkdocs builds as usual. The rules of the catalog are checked right after, while the reader reads.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock, Timer
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import get_plugin_logger

from generator.site import search
from generator.site.pages import PageRef, SiteError
from generator.site.watching import watch
from generator.site.writer import PageError, write_file

if TYPE_CHECKING:
    from generator.site.plugin import CatalogPlugin

log = get_plugin_logger("catalog")

CHECK_AFTER: Final = 1.0
"""Seconds from an edit to the check of all rules, which would slow down the page that the reader waits for."""

FOR_PROGRAMS: Final = ("api/v1/", "calendars/", "downloads/", "feeds/", "llms")
"""How the addresses begin of what programs read of the whole catalog."""

Stamps = dict[str, tuple[int, int]]
"""File -> when it was changed (ns) and its size."""


def attach(plugin: CatalogPlugin, server: LiveReloadServer, config: MkDocsConfig) -> Preview:
    """Make `server` take the short way where it can."""
    preview = Preview(plugin, server, config)
    server.builder = preview.build
    server.set_app(preview.answer)
    return preview


class Preview:
    """Knows what the last build was made of, and so what a change touches."""

    def __init__(self, plugin: CatalogPlugin, server: LiveReloadServer, config: MkDocsConfig) -> None:
        self.plugin = plugin
        self.full_build = server.builder
        self.answer_with_file: Any = server.get_app()
        self.mount_path: str = server.mount_path
        self.others = [config.docs_dir, *config.watch, config.config_file_path]
        self.catalog_stamps = stamps(map(str, plugin.site.folders))
        self.other_stamps = stamps(self.others)
        config_file = Path(config.config_file_path)
        self.observers = [watch(server, folder, beside=config_file) for folder in plugin.site.folders]
        self.lock = Lock()
        self.check_timer: Timer | None = None
        self.stale = {ref.path: ref for ref in plugin.site.pages()}
        """Address -> page that differs from its file, or has none yet."""
        self.shared_is_stale = True
        """Whether the search, the home page or what pages fetch may differ from their files."""
        self.publication_is_stale = True
        """Whether what programs read of the whole catalog may differ from its files."""

    def make_again(self) -> None:
        """After a full build, which leaves no page of the catalog: make those that somebody looked at."""
        refs = self.plugin.site.pages()
        seen = [ref for ref in refs if ref.path not in self.stale]
        self.plugin.writer(self.plugin.mkdocs).write(seen)
        self.stale = {ref.path: ref for ref in refs if ref not in seen}
        self.shared_is_stale = self.publication_is_stale = True

    def build(self) -> None:
        """What the server calls when a watched file changed."""
        catalog, others = stamps(map(str, self.plugin.site.folders)), stamps(self.others)
        changed = {Path(path) for path, _ in catalog.items() ^ self.catalog_stamps.items()}
        if not changed and others == self.other_stamps:
            return  # one edit may be told of twice
        with self.lock:
            if others == self.other_stamps:
                try:
                    done = self.take_over(changed)
                except SiteError as error:
                    # The pages stay as they were, and the same files are read again next time.
                    log.error("%s", error)
                    return
            else:
                done = False
            if not done:
                self.full_build()
                self.make_again()
        self.catalog_stamps, self.other_stamps = catalog, others

    def take_over(self, changed: set[Path]) -> bool:
        """Take the changed files over into the site at hand, or say that this takes a full build. Raises SiteError."""
        start = perf_counter()
        site = self.plugin.site
        places = {(ref.layout, ref.path) for ref in site.pages()}
        keys = site.reload(changed)
        self.check_soon()
        refs = self.all_pages()
        if {(ref.layout, ref.path) for ref in refs} != places:
            return False
        self.stale |= {ref.path: ref for ref in refs if keys is None or ref.key in keys}
        self.shared_is_stale = self.publication_is_stale = True
        log.info("%d changed files read in %.2f s", len(changed), perf_counter() - start)
        return True

    def all_pages(self) -> Sequence[PageRef]:
        """The pages of the catalog as it was read last. Raises SiteError."""
        try:
            return self.plugin.site.pages()
        except Exception:
            self.plugin.site.check()  # says better what is wrong
            raise

    def check_soon(self) -> None:
        """Check the rules once no edit has come for a while."""
        if self.check_timer:
            self.check_timer.cancel()
        self.check_timer = Timer(CHECK_AFTER, self.check)
        self.check_timer.daemon = True
        self.check_timer.start()

    def check(self) -> None:
        """Say which rules the catalog breaks."""
        try:
            self.plugin.site.check()
        except SiteError as error:
            log.error("%s", error)

    def answer(self, environ: dict[str, Any], start_response: Any) -> Any:
        """Answer a request, once what it asks for is up to date."""
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        with self.lock:
            try:
                self.freshen(path.removeprefix(self.mount_path).removesuffix("index.html"))
            except PageError as error:
                log.error("%s", error)
        return self.answer_with_file(environ, start_response)

    def freshen(self, path: str) -> None:
        """Make what lies at `path` anew if it is stale. Raises PageError."""
        address = path.removesuffix("index.md")
        if path.endswith((".json", ".svg")):
            # A model's files are written with its page: .../<developer>/<model>.json
            developer, _, model = path.rpartition(".")[0].rpartition("/")
            address = f"models/{developer.rpartition('/')[2]}/{model}/"
        if ref := self.stale.get(address):
            self.plugin.writer(self.plugin.mkdocs).write([ref])
            del self.stale[address]
        elif path.startswith(FOR_PROGRAMS):
            if self.publication_is_stale:
                self.write_publication()
                self.publication_is_stale = False
        elif self.shared_is_stale and (path == "" or path.endswith(".json")):
            self.write_shared()
            self.shared_is_stale = False

    def write_publication(self) -> None:
        """Write what programs read of the whole catalog. It takes longest, and no page waits for it."""
        for path, content in self.plugin.site.publication():
            write_file(Path(self.plugin.mkdocs.site_dir, path), content)

    def write_shared(self) -> None:
        """Write what belongs to no single page: the search, what pages fetch, the home page."""
        plugin, config = self.plugin, self.plugin.mkdocs
        for path, content in plugin.site.files():
            write_file(Path(config.site_dir, path), content)
        if search.find(config):
            plugin.write_search(config)
        self.render_templates()

    def render_templates(self) -> None:
        """Render the hand-written pages that have a template of their own, such as the home."""
        plugin = self.plugin
        plugin.env.globals.update(plugin.site.markdown_context())
        for file in plugin.files.documentation_pages():
            page = file.page
            if page is None or "template" not in page.meta:
                continue
            page.active = True
            context = get_context(plugin.nav, plugin.files, plugin.mkdocs, page)
            html = plugin.env.get_template(page.meta["template"]).render(context)
            page.active = False
            write_file(Path(file.abs_dest_path), html.encode())

    def close(self) -> None:
        """Stop what still waits to be done."""
        if self.check_timer:
            self.check_timer.cancel()
        for observer in filter(None, self.observers):
            observer.stop()


def stamps(places: Iterable[str]) -> Stamps:
    """The files in some folders (or files named one by one), with what shows that they changed."""
    found: Stamps = {}
    for place in places:
        if Path(place).is_file():
            status = Path(place).stat()
            found[place] = (status.st_mtime_ns, status.st_size)
        else:
            _stamp_folder(place, found)
    return found


def _stamp_folder(folder: str, found: Stamps) -> None:
    # Tens of thousands of files are looked at after each edit, so no Path is made of any.
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                _stamp_folder(entry.path, found)
                continue
            with suppress(FileNotFoundError):  # deleted since it was listed
                status = entry.stat()
                found[entry.path] = (status.st_mtime_ns, status.st_size)
