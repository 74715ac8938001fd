"""The search index, and the worker that searches it.

The theme's search box and result list stay; its index and its worker do not. Most searches here
are for an id, a snapshot or an alias, which an index of words does badly and slowly. The index
holds plain text, and `docs/theme/assets/search-worker.js` ranks ids first and forgives typos.

The theme's script fetches the theme's index on every page, and few readers search, so that one
stays empty and our worker fetches ours when somebody does.
"""

import json
import re
from collections.abc import Iterable, Mapping
from fnmatch import fnmatch
from html import unescape
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from generator.site.pages import SearchEntry

INDEX = "search/pages.json"
WORKER = "assets/search-worker.js"
THEME_WORKER = "assets/javascripts/workers/search.*.min.js"
UNUSED = ("assets/javascripts/workers/*.map", "assets/javascripts/lunr/*")


def find(config: MkDocsConfig) -> Any:
    """The theme's search plugin, or None when mkdocs.yml does not name it."""
    return config.plugins.get("material/search")


def replace_worker(files: Files) -> None:
    """Put our worker where the theme's pages load theirs, and drop what only theirs needs."""
    ours = files.get_file_from_path(WORKER)
    theirs = _matching(files, THEME_WORKER)
    if ours is None or len(theirs) != 1:
        raise PluginError(
            f"the theme has {len(theirs)} files like {THEME_WORKER} and the overrides "
            f"have {'a' if ours else 'no'} {WORKER}: one of each is needed. After an upgrade of "
            "the theme, see how it names its search worker now."
        )
    theirs[0].content_bytes = ours.content_bytes
    for file in (ours, *(file for pattern in UNUSED for file in _matching(files, pattern))):
        files.remove(file)


def prose_entry(entry: Mapping[str, str]) -> dict[str, object]:
    """An entry that the theme made from a hand-written page, as plain text."""
    return {
        "location": entry["location"],
        "title": _plain(entry["title"]),
        "text": _plain(entry["text"]),
    }


def catalog_entries(entries: Iterable[SearchEntry]) -> list[dict[str, object]]:
    """Entries of the catalog as the worker reads them."""
    return [
        {
            "location": entry.location,
            "title": entry.title,
            "text": entry.text,
            "keys": list(entry.keys),
        }
        for entry in entries
    ]


def index(prose: Iterable[Mapping[str, object]], entries: Iterable[SearchEntry]) -> bytes:
    """What the worker fetches: entries of hand-written pages, then those of the catalog."""
    return json.dumps([*prose, *catalog_entries(entries)], ensure_ascii=False, separators=(",", ":")).encode()


def _matching(files: Files, pattern: str) -> list[File]:
    return [file for file in files if fnmatch(file.src_uri, pattern)]


def _plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
