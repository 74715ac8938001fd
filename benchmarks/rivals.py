"""Stock mkdocs-material and Hugo, each set up to make the same site from Markdown."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.process import Run, run
from benchmarks.workspace import ENVIRONMENT, SITE_URL

_HOME: Final = "---\ntitle: Model Catalog\n---\n\nLanguage models, with the evidence.\n"
_STOCK_CONFIG: Final = f"""
site_name: Model Catalog
site_url: {SITE_URL}
nav: [Home: index.md, Glossary: glossary.md, About the data: about-the-data.md, API: api.md]
# In the nav, the time of a build grows with the square of the pages.
not_in_nav: /*
theme:
  name: material
  font: false
  features: [content.action.edit, content.code.copy, navigation.tabs, toc.follow]
plugins: [search]
markdown_extensions:
  - tables
  - toc: {{permalink: true}}
  - admonition
  - attr_list
  - def_list
  - pymdownx.highlight
  - pymdownx.superfences
"""
_HUGO_CONFIG: Final = f"""
baseURL = "{SITE_URL}"
title = "Model Catalog"
disableKinds = ["taxonomy", "term", "section", "RSS"]
[[menu.main]]
name = "Home"
url = "/"
[[menu.main]]
name = "Glossary"
url = "/glossary/"
"""
_HUGO_PAGE: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{{ .Title }} - {{ .Site.Title }}</title>
<meta name="viewport" content="width=device-width">
<meta name="description" content="{{ .Description }}">
<link rel="canonical" href="{{ .Permalink }}">
<meta property="og:title" content="{{ .Title }}">
<meta property="og:description" content="{{ .Description }}">
</head>
<body>
<header><nav>{{ range .Site.Menus.main }}<a href="{{ .URL | relURL }}">{{ .Name }}</a>{{ end }}</nav></header>
<aside>{{ .TableOfContents }}</aside>
<main><h1>{{ .Title }}</h1>{{ .Content }}</main>
</body>
</html>
"""


class NoHugo(Exception):
    """Hugo is not there and could not be installed; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Stock:
    """mkdocs-material as it comes, with the pages out of the nav."""

    root: Path

    @property
    def pages(self) -> Path:
        """Where its pages lie."""
        return self.root / "docs"

    @property
    def files(self) -> Path:
        """Where the files lie that it copies."""
        return self.root / "docs"

    def set_up(self) -> None:
        """Write its configuration."""
        self.pages.mkdir(parents=True)
        (self.pages / "index.md").write_text(_HOME)
        (self.root / "mkdocs.yml").write_text(_STOCK_CONFIG)

    def build(self) -> Run:
        """Build the site from nothing. Raises CommandFailed."""
        return run([sys.executable, "-m", "mkdocs", "build", "--quiet"], self.root, ENVIRONMENT)


@dataclass(frozen=True, slots=True)
class Hugo:
    """Hugo with the simplest theme that gives a page a head, a menu and a table of contents."""

    root: Path

    @property
    def pages(self) -> Path:
        """Where its pages lie."""
        return self.root / "content"

    @property
    def files(self) -> Path:
        """Where the files lie that it copies."""
        return self.root / "static"

    def set_up(self) -> None:
        """Write its configuration and its theme."""
        layouts = self.root / "layouts"
        for folder in (self.pages, self.files, layouts / "_default"):
            folder.mkdir(parents=True)
        (self.pages / "_index.md").write_text(_HOME)
        (self.root / "config.toml").write_text(_HUGO_CONFIG)
        for layout in ("index.html", "_default/single.html"):
            (layouts / layout).write_text(_HUGO_PAGE)

    def build(self) -> Run:
        """Build the site from nothing. Raises CommandFailed."""
        return run(["hugo", "--quiet", "--cleanDestinationDir"], self.root, {})


def require_hugo() -> str:
    """Return Hugo's version, after installing it where that takes no password. Raises NoHugo."""
    if not shutil.which("hugo"):
        _install_hugo()
    if not shutil.which("hugo"):
        raise NoHugo(
            "Hugo is needed to compare with and was not found. On Debian and Ubuntu: apt install hugo. "
            "To measure without it: --without-hugo"
        )
    said = subprocess.run(["hugo", "version"], capture_output=True, text=True, check=True).stdout
    return said.split()[1]


def _install_hugo() -> None:
    """Try Debian's package, when we are root and there is apt-get."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print("Installing Hugo to compare with: apt-get install hugo", file=sys.stderr)
    apt = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    for command in ([*apt, "update"], [*apt, "install", "--yes", "hugo"]):
        if subprocess.run(command, stdout=sys.stderr, stdin=subprocess.DEVNULL).returncode:
            return
