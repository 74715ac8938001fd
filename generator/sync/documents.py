"""Addresses that sources quote -> documents in `sources/`, found by address or added under their publisher.

An address is added only where its host belongs to a publisher that the catalog describes: who publishes a page is for a
person to say.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from generator.catalog import Catalog
from generator.reading.layout import sources_path
from generator.schema import SourceKind
from generator.sync.draft import Block, Draft

_NOT_ID: Final = re.compile(r"[^a-z0-9.]+")
_KINDS: Final[tuple[tuple[str, SourceKind], ...]] = (
    ("https://huggingface.co/", "weights"),
    ("https://arxiv.org/", "paper"),
    ("/news/", "announcement"),
)
"""What sort of document an address leads to, by a part of it; any other that a score quotes is a benchmark's page."""


class Documents:
    """Finds the document of an address in a draft."""

    def __init__(self, catalog: Catalog, draft: Draft) -> None:
        self._draft = draft
        self._known = {_plain(source.url): source_id for source_id, source in catalog.sources.items()}
        self._publishers: dict[str, set[str]] = {}
        everybody = sorted({*catalog.developers, *catalog.providers, *catalog.publishers})
        self._names = {publisher: catalog.publisher_name(publisher) for publisher in everybody}
        for publisher in everybody:
            for host in catalog.hosts(publisher):
                self._publishers.setdefault(host, set()).add(publisher)

    def known(self, url: str) -> str | None:
        """The id of the document at an address, or None when there is none yet."""
        return self._known.get(_plain(url))

    def publisher(self, url: str) -> str | None:
        """Who publishes what lies at an address, or None when that is nobody or several."""
        host = urlsplit(url).hostname or ""
        while host:
            found = self._publishers.get(host, set())
            if found:
                return next(iter(found)) if len(found) == 1 else None
            host = host.partition(".")[2]
        return None

    def add(self, url: str) -> str | None:
        """The id of the document at an address, which is added where it is missing; None without a publisher."""
        known = self.known(url)
        publisher = self.publisher(url)
        if known is not None or publisher is None:
            return known
        path = sources_path(publisher)
        file = self._draft.file(path) or self._draft.add_file(path, {"documents": {}})
        documents: Block = file["documents"]
        parts = [part for part in urlsplit(url).path.split("/") if part]
        kind = next((kind for part, kind in _KINDS if part in url), "benchmark")
        # The last part of an address names a document; more of it where that is taken or the same for many.
        shortest = 2 if kind == "benchmark" and len(parts) > 1 else 1
        names = ["-".join(parts[-length:]) for length in range(shortest, len(parts) + 1)] or ["home"]
        ids = [_NOT_ID.sub("-", name.lower()).strip("-.") for name in names]
        document = next((name for name in ids if name and name not in documents), None)
        if document is None:
            return None
        title = "/".join(parts) if kind == "weights" else f"{self._names[publisher]}: {' '.join(parts)}"
        documents[document] = {"title": title, "url": url, "kind": kind}
        source_id = f"{publisher}/{document}"
        self._known[_plain(url)] = source_id
        self._draft.note(path, source_id, "added", f"the document {url}", source_id)
        return source_id


def _plain(url: str) -> str:
    """An address without what leads to the same page."""
    return url.removesuffix("/").lower()
