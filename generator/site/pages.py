"""What the site asks of whoever fills it.

The catalog's pages, search entries and machine-readable files come from a `Site`; the plugin asks
for them through this interface and knows nothing of models, routes or prices. A `Site` in turn
knows nothing of mkdocs or of the theme.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

from markupsafe import Markup

TOP = "top"
"""The id of every page's `<h1>`: the skip link leads there."""


class SiteError(Exception):
    """The catalog cannot be shown. The message is printed whole and stops the build."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Pages that differ only in their own words: same depth, same sections."""

    name: str
    path: tuple[str, ...]
    """Folders of the page's URL, `*` for the parts that differ: `("models", "*", "*")`."""
    toc: tuple[tuple[str, str], ...] = ()
    """Sections for the table of contents: id of the heading, title. Every page has all of them."""
    editable: bool = True
    """Whether its pages carry an edit link (`Page.edit_path` is then required)."""

    def __post_init__(self) -> None:
        if "*" in self.path and self.path[0] == "*":
            raise ValueError(f"layout {self.name}: a path begins with a folder of its own, not *")


@dataclass(frozen=True, slots=True)
class PageRef:
    """A page that exists, before its content is made."""

    layout: str
    path: str
    """Address inside the site, ends with a slash: `models/openai/gpt-4.1-nano/`."""
    key: str
    """What `Site.reload` names when this page has to be made again."""
    lastmod: date | None = None
    """The day of the record, for the sitemap."""


@dataclass(frozen=True, slots=True)
class Page:
    """The content of one page. `str` is text and gets escaped; `Markup` is HTML and does not."""

    title: str
    description: str
    content: Markup
    """Opens with `<h1 id="top">` and has every id of the layout's table of contents."""
    head: Markup = field(default_factory=Markup)
    """Further elements of the page's head: structured data, alternate formats."""
    edit_path: str | None = None
    """The file behind the page, from the repository's root."""
    files: tuple[tuple[str, bytes], ...] = ()
    """Files that say the same to programs: path in the site, content."""


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """One hit of the site's search. Plain text throughout."""

    location: str
    title: str
    text: str
    keys: tuple[str, ...] = ()
    """Ids, snapshots and aliases under which it is found before anything else."""


class Site(Protocol):
    """Everything that is generated from the catalog, for one day."""

    @property
    def folders(self) -> Sequence[Path]:
        """Folders of which a change calls for `reload`."""

    @property
    def layouts(self) -> Sequence[Layout]:
        """Every layout that a page uses."""

    def pages(self) -> Sequence[PageRef]:
        """Every page, in the order of the sitemap."""

    def render(self, ref: PageRef) -> Page:
        """The content of a page. Called in forked processes: must not need anything shared."""

    def search_entries(self) -> Iterable[SearchEntry]:
        """What the search finds besides the hand-written pages."""

    def files(self) -> Iterable[tuple[str, bytes]]:
        """Files that belong to no single page and that pages fetch: path in the site, content."""

    def publication(self) -> Iterable[tuple[str, bytes]]:
        """Files of the whole catalog that programs read and no page fetches: path in the site, content."""

    def markdown_context(self) -> Mapping[str, object]:
        """Variables for the templates of hand-written pages, such as the home page's."""

    def reload(self, changed: Collection[Path]) -> set[str] | None:
        """Read changed files again; the keys of the pages that differ now.

        None means that everything may differ. Raises SiteError, and stays as it was, when a file
        cannot be read. Whether the catalog keeps its rules takes longer to say: see `check`.
        """

    def check(self) -> None:
        """Raise SiteError when the catalog as it was read last breaks a rule."""


class OpenSite(Protocol):
    """How the plugin gets its site: `generator.site.build:open_site`."""

    def __call__(self, root: Path, day: date, *, site_url: str, repo_url: str) -> Site:
        """Read the catalog under `root` as it stands on `day`.

        `site_url` ends with a slash, `repo_url` does not. Raises SiteError.
        """
