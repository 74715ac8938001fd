"""Joins the catalog to mkdocs.

mkdocs renders the theme, the hand-written pages and one page full of slots for each layout. This
plugin takes those pages away before they are written, cuts them into shells, and after the build
splices the catalog's pages into them: mkdocs never hears of thousands of pages, which is why the
build is fast. It also hands the catalog's words to the search and the sitemap.
"""

import logging
import os
from datetime import UTC, date, datetime, time
from itertools import chain
from pathlib import Path
from pkgutil import resolve_name
from typing import Any, Literal

import jinja2
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from generator.clock import build_day
from generator.site import csp, preview, search, stylesheet
from generator.site.pages import TOP, Layout, Site, SiteError
from generator.site.processes import usable_processes
from generator.site.shell import Shell, SlotError, token
from generator.site.sitemap import sitemap
from generator.site.writer import PageError, Writer, write_file

CONTENT = f"<h1>{token('content')}</h1>"
"""The theme gives a page without a heading one of its own; this slot has a heading."""


class CatalogConfig(Config):  # type: ignore[no-untyped-call]  # mkdocs annotates in part
    """The plugin's options in mkdocs.yml."""

    site = config_options.Type(str, default="generator.site.build:open_site")
    """What opens the catalog's site, as `module:function`; see pages.OpenSite."""
    edit_uri = config_options.Type(str, default="edit/main/")
    """What leads from the repository's address to the edit page of a file at its root."""


class CatalogPlugin(BasePlugin[CatalogConfig]):  # type: ignore[no-untyped-call]
    """The mkdocs plugin `catalog`."""

    def __init__(self) -> None:
        self.serving = False
        self.preview: preview.Preview | None = None
        self.site: Site
        self.layouts: dict[str, Layout] = {}
        """Source file of a layout's page in mkdocs -> layout."""
        self.shells: dict[str, Shell]
        self.mkdocs: MkDocsConfig
        """The configuration of the last build; serve makes a new one for each."""
        self.files: Files
        self.nav: Navigation
        self.env: jinja2.Environment
        self.prose_entries: list[dict[str, object]] = []
        self._own_day = "SOURCE_DATE_EPOCH" not in os.environ

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Being asked this, the plugin stays alive between the builds of `mkdocs serve`."""
        self.serving = command == "serve"

    def on_shutdown(self) -> None:
        """Leave the environment as it was found."""
        logging.getLogger("mkdocs.commands.build").removeFilter(self._no_skipped_shells)
        if self.preview:
            self.preview.close()
        if self._own_day:
            os.environ.pop("SOURCE_DATE_EPOCH", None)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Open the catalog, for the day that the build is for. Nothing was deleted yet."""
        logging.getLogger("mkdocs.commands.build").addFilter(self._no_skipped_shells)
        day = self._pin_day()
        root = Path(config.config_file_path).parent
        try:
            self.site = resolve_name(self.config.site)(
                root, day, site_url=_site_url(config), repo_url=_repo_url(config)
            )
        except SiteError as error:
            raise PluginError(str(error)) from error
        self.layouts, self.shells, self.mkdocs = {}, {}, config
        return config

    def _pin_day(self) -> date:
        """The day of this build, made known to mkdocs, whose next build in `serve` may be on another."""
        if self._own_day:
            os.environ.pop("SOURCE_DATE_EPOCH", None)
        day = build_day()
        if self._own_day:
            os.environ["SOURCE_DATE_EPOCH"] = str(int(datetime.combine(day, time(), UTC).timestamp()))
        return day

    def _no_skipped_shells(self, record: logging.LogRecord) -> bool:
        """mkdocs tells of each page that it does not write; of shells nobody needs to know."""
        return record.levelno != logging.INFO or not any(source in record.getMessage() for source in self.layouts)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add a page full of slots for each layout; put our search worker and the joined styles in their places."""
        for layout in self.site.layouts:
            source = "/".join((*_slot_folders(layout), "index.md"))
            by_hand = (source, source.removesuffix("/index.md") + ".md")
            if any(map(files.get_file_from_path, by_hand)):
                raise PluginError(f"{' or '.join(by_hand)} is written by hand and also generated: remove the file")
            files.append(File.generated(config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV))
            self.layouts[source] = layout
        if search.find(config):
            search.replace_worker(files)
        stylesheet.join(files, config)
        self.files = files
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Keep the navigation: pages of the catalog light up their section in it."""
        self.nav = nav
        return nav

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Put the slots of the page's head in."""
        if layout := self.layouts.get(page.file.src_uri):
            page.meta.update(
                title=token("title"),
                description=token("description"),
                extra_head=token("head"),
                hide=["navigation"] if layout.toc else ["navigation", "toc"],
                search={"exclude": True},
            )
            if layout.editable:
                page.edit_url = token("edit")
        return markdown

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Put the slot of the content in, and the layout's table of contents.

        A hand-written page links into the repository, wherever it is kept, as `repo:blob/...`.
        """
        layout = self.layouts.get(page.file.src_uri)
        if layout is None:
            return html.replace('href="repo:', f'href="{_repo_url(config)}/')
        top = AnchorLink(token("title"), TOP, 1)
        top.children = [AnchorLink(title, anchor, 2) for anchor, title in layout.toc]
        page.toc = TableOfContents([top])
        return CONTENT

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Give every template, the 404 page included, what the catalog has for them."""
        self.env = env
        env.globals["csp"] = csp.policy(live_reload=self.serving)
        env.globals.update(self.site.markdown_context())
        return env

    def on_page_context(self, context: Any, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation) -> Any:
        """Light up the section of a layout in the navigation."""
        if layout := self.layouts.get(page.file.src_uri):
            self._light_section(layout, True)
        return context

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Keep the shell; an empty answer makes mkdocs write nothing."""
        layout = self.layouts.get(page.file.src_uri)
        if layout is None:
            return output
        self._light_section(layout, False)
        slots = {name: token(name) for name in ("title", "description", "head")}
        slots["content"] = CONTENT
        if layout.editable:
            slots["edit"] = token("edit")
        if "*" in layout.path:
            slots["path"] = "/".join(_slot_folders(layout)) + "/"
        try:
            self.shells[layout.name] = Shell.cut(output, slots)
        except SlotError as error:
            raise PluginError(f"layout {layout.name}: {error}") from error
        return ""

    def _light_section(self, layout: Layout, lit: bool) -> None:
        section = "/".join(layout.path[:1]) + "/"
        for page in self.nav.pages:
            if page.url == section:
                page.active = lit

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Our sitemap in the place of the one that knows hand-written pages only."""
        if template_name != "sitemap.xml":
            return output
        prose = [
            "" if file.url == "./" else file.url
            for file in self.files.documentation_pages()
            if file.src_uri not in self.layouts
        ]
        return sitemap(_site_url(config), prose, self.site.pages())

    @event_priority(100)  # before the theme writes its search index
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Splice and write the catalog's pages and files. In `serve` they are made when somebody asks for them."""
        if plugin := search.find(config):
            self.prose_entries = [search.prose_entry(e) for e in plugin.search_index.entries]
            plugin.search_index.entries = []
            self.write_search(config)
        if self.serving:
            return
        writer = self.writer(config)
        try:
            writer.write(self.site.pages(), usable_processes())
        except PageError as error:
            raise PluginError(str(error)) from error
        for path, content in chain(self.site.files(), self.site.publication()):
            write_file(writer.folder / path, content)

    def write_search(self, config: MkDocsConfig) -> None:
        """Write what the search finds."""
        index = search.index(self.prose_entries, self.site.search_entries())
        write_file(Path(config.site_dir, search.INDEX), index)

    def writer(self, config: MkDocsConfig) -> Writer:
        """A writer for the shells of the last build."""
        edit_base = f"{_repo_url(config)}/{self.config.edit_uri}"
        return Writer(self.site, self.shells, Path(config.site_dir), edit_base)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """From now on, edits of the catalog do not go through mkdocs."""
        self.preview = preview.attach(self, server, config)
        return server


def _slot_folders(layout: Layout) -> list[str]:
    """The layout's path with a token for each `*`: real parts stay, as links depend on them."""
    return [token("path" + chr(ord("a") + place)) if part == "*" else part for place, part in enumerate(layout.path)]


def _site_url(config: MkDocsConfig) -> str:
    return (config.site_url or "/").rstrip("/") + "/"


def _repo_url(config: MkDocsConfig) -> str:
    return (config.repo_url or "").rstrip("/")
