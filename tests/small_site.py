"""A site of a few made-up pages, for tests of the rendering that the catalog has no part in.

It goes through the real mkdocs.yml, theme and plugin. Some titles are hostile on purpose: text that
the catalog's rules would refuse must still come out as text.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from markupsafe import Markup

from generator.site.pages import Layout, Page, PageRef, SearchEntry, SiteError
from tests.shipped_site import BUILD_DAY, PREFIX, ROOT

HOSTILE = "<img src=x onerror=alert(1)> & \"quoted\" 'title'"
NAMES = {
    "models/openai/gpt-4.1/": "GPT-4.1",
    "models/openai/gpt-4.1-nano/": "GPT-4.1 nano",
    "models/openai/gpt-4.1-mini/": "GPT-4.1 mini",
    "models/openai/gpt-5.4-nano/": "GPT-5.4 nano",
    "models/anthropic/claude-sonnet-5/": "Claude Sonnet 5",
    "models/mistral/hostile/": HOSTILE,
}
SITE_URL = f"https://example.org{PREFIX}"
REPO_URL = "https://github.com/example/model-catalog"
INDEXES = (
    "models",
    "providers",
    "developers",
    "compare",
    "lifecycle",
    "evidence",
    "pricing",
    "data-handling",
    "changes",
)


class SmallSite:
    """Implements `generator.site.pages.Site`."""

    def __init__(self, names: Mapping[str, str], folders: Sequence[Path] = ()) -> None:
        self.names = names
        self.folders = folders
        self.layouts = [
            Layout("model", ("models", "*", "*"), (("prices", "Prices"), ("routes", "Routes"))),
            *(Layout(name, (name,), editable=False) for name in INDEXES),
        ]

    def pages(self) -> list[PageRef]:
        day = date(2026, 11, 2)
        models = [PageRef("model", path, path, day) for path in self.names]
        return [*(PageRef(name, f"{name}/", name) for name in INDEXES), *models]

    def render(self, ref: PageRef) -> Page:
        if ref.layout != "model":
            links = Markup("\n").join(
                Markup('<li><a href="../{}">{}</a></li>').format(path, name) for path, name in self.names.items()
            )
            heading = Markup('<h1 id="top">{}</h1>').format(ref.path.rstrip("/").title())
            body = heading + Markup("<ul>{}</ul>").format(links)
            return Page(ref.layout.title(), f"All {ref.layout}", body)
        name = self.names[ref.path]
        body = Markup(
            '<h1 id="top">{}</h1><h2 id="prices">Prices</h2><div class="mc-scroll"><table '
            'class="mc-table"><tr><th scope="row">Input</th><td class="mc-num">0.10</td></tr>'
            '</table></div><h2 id="routes">Routes</h2><p><a href="../../">All</a></p>'
        ).format(name)
        files = ((f"api/v1/{ref.path.rstrip('/')}.json", b"{}\n"), (f"{ref.path}index.md", f"# {name}\n".encode()))
        return Page(name, f"All about {name}", body, edit_path=f"catalog/{ref.path}model.yaml", files=files)

    def search_entries(self) -> Iterable[SearchEntry]:
        for path, name in self.names.items():
            _, developer, slug = path.rstrip("/").split("/")
            keys = (slug, f"{developer}/{slug}", f"{slug}-2025-04-14")
            yield SearchEntry(path, name, f"{developer} · {slug}", keys)

    def files(self) -> Iterable[tuple[str, bytes]]:
        return ()

    def publication(self) -> Iterable[tuple[str, bytes]]:
        yield "api/v1/models.json", b"[]\n"

    def markdown_context(self) -> Mapping[str, object]:
        return {}

    def check(self) -> None:
        """It has no rules."""

    def reload(self, changed: Collection[Path]) -> set[str] | None:
        raise AssertionError("a build never reloads")


def open_site(root: Path, day: date, *, site_url: str, repo_url: str) -> SmallSite:
    """What mkdocs.yml names in the place of `generator.site.build:open_site`."""
    return SmallSite(NAMES)


def open_clashing_site(root: Path, day: date, *, site_url: str, repo_url: str) -> SmallSite:
    """A site with a layout where a hand-written page is."""
    site = SmallSite(NAMES)
    site.layouts.append(Layout("glossary", ("glossary",)))
    return site


def refuse(root: Path, day: date, *, site_url: str, repo_url: str) -> SmallSite:
    """A catalog with a problem."""
    raise SiteError("catalog/models/x/y/model.yaml:3:1: name: is missing. Add it.")


CONFIG = """
INHERIT: {root}/mkdocs.yml
docs_dir: {root}/docs/pages
watch: []
site_dir: {site}
theme: {{custom_dir: {root}/docs/theme}}
"""
PLUGINS = """
plugins: {catalog: {site: "tests.small_site:open_site"}}
"""


def build_small_site(config_dir: Path, site: Path, more: str = PLUGINS) -> str:
    """Build it with mkdocs --strict and return what mkdocs said.

    `more` is added to the configuration. Raises AssertionError with the output when it fails.
    """
    config = config_dir / "mkdocs.yml"
    config.write_text(CONFIG.format(root=ROOT, site=site) + more)
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(config)],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "NO_MKDOCS_2_WARNING": "1",
            "SOURCE_DATE_EPOCH": BUILD_DAY,
            "CATALOG_SITE_URL": SITE_URL,
            "CATALOG_REPO_URL": REPO_URL,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0, f"the small site could not be built:\n{done.stdout}"
    return done.stdout
