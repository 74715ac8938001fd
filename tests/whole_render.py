"""mkdocs hooks that render two pages of the small site the slow way: whole, by mkdocs and the theme.

tests/test_shell.py compares them with the same pages spliced into a shell.
"""

from __future__ import annotations

from typing import Any

from markupsafe import escape
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.toc import AnchorLink, TableOfContents

from generator.site import csp
from generator.site.pages import PageRef
from tests.small_site import NAMES, REPO_URL, SmallSite

PATHS = ("models/openai/gpt-4.1-nano/", "models/mistral/hostile/")
SITE = SmallSite(NAMES)


def on_files(files: Files, config: Any) -> None:
    for path in PATHS:
        inclusion = InclusionLevel.NOT_IN_NAV
        files.append(File.generated(config, f"{path}index.md", content="", inclusion=inclusion))


def on_env(env: Any, config: Any, files: Files) -> None:
    env.globals["csp"] = csp.policy()


def on_page_content(html: str, page: Any, config: Any, files: Files) -> str:
    if page.url not in PATHS:
        return html
    shown = SITE.render(PageRef("model", page.url, page.url))
    # mkdocs escapes nothing that a plugin hands to it.
    page.meta.update(
        title=str(escape(shown.title)),
        description=str(escape(shown.description)),
        extra_head=str(shown.head),
        hide=["navigation"],
        search={"exclude": True},
    )
    page.edit_url = f"{REPO_URL}/edit/main/{shown.edit_path}"
    top = AnchorLink(shown.title, "top", 1)
    top.children = [AnchorLink("Prices", "prices", 2), AnchorLink("Routes", "routes", 2)]
    page.toc = TableOfContents([top])
    return str(shown.content)
