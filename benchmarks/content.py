"""What the rivals are given: the Markdown twin of every page, and the files for programs ready-made."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from benchmarks.twin import markdown_file
from benchmarks.workspace import BUILD_DAY, REPO_URL, ROOT, SITE_URL, Workspace
from generator.site.build import open_site
from generator.site.pages import PageRef, Site

FILES: Final = ("api", "compare/assets")
"""Folders of a built site that hold no pages. The rivals copy them; only ours has to make them."""


def write_content(workspace: Workspace, pages: Path, files: Path) -> None:
    """Write a twin of each page into `pages`, and the files for programs into `files`.

    The site of `workspace` must have been built.
    """
    day = datetime.fromtimestamp(int(BUILD_DAY), UTC).date()
    site = open_site(workspace.root, day, site_url=SITE_URL, repo_url=REPO_URL)
    refs = site.pages()
    processes = os.cpu_count() or 1
    with get_context("fork").Pool(processes, _share_site, (site, pages)) as pool:
        pool.map(_write_twin, refs, chunksize=16)
    for prose in (ROOT / "docs/pages").glob("*.md"):
        if prose.name != "index.md":  # it is nothing without its template
            shutil.copy(prose, pages)
    for folder in FILES:
        shutil.copytree(workspace.site / folder, files / folder)


_shared: tuple[Site, Path]


def _share_site(site: Site, pages: Path) -> None:
    global _shared  # handed over by the fork, as a catalog is too large to be sent
    _shared = (site, pages)


def _write_twin(ref: PageRef) -> None:
    site, pages = _shared
    file = pages / f"{ref.path.rstrip('/')}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(markdown_file(site.render(ref)), "utf-8")
