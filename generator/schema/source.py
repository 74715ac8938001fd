"""Documents that evidence points to, kept by publisher so that an address is mended in one place."""

from __future__ import annotations

from typing import Literal

from generator.schema.base import Distinct, Strict
from generator.schema.text import Day, Host, PathId, Slug, Text, Url

SourceKind = Literal[
    "announcement",
    "api_listing",
    "benchmark",
    "changelog",
    "dataset",
    "deprecations",
    "documentation",
    "model_card",
    "model_page",
    "news",
    "paper",
    "pricing",
    "terms",
    "trust",
    "weights",
]
"""What sort of document a source is."""


class Source(Strict):
    """One document that people can open and read."""

    title: Text
    """The document's own title, or a short name for it."""
    url: Url
    """Where it is. The host must be one of its publisher's `hosts`."""
    kind: SourceKind
    """What sort of document it is."""
    licence: Text | None = None
    """The licence of a dataset, as its publisher names it."""
    published_on: Day | None = None
    """The day on the document, where it has one."""
    derives_from: Distinct[PathId] = ()
    """Sources that this one copies from; the two never count as independent."""


class Publisher(Strict):
    """Who publishes the documents of a file in `sources/`, where that is neither a developer nor a provider."""

    name: Text
    """The publisher's name."""
    hosts: Distinct[Host]
    """Host names under which its documents lie; their subdomains count too."""


class SourceFile(Strict):
    """The documents of one publisher. The file's name is the id of the developer, provider or publisher."""

    publisher: Publisher | None = None
    """Only for publishers that are neither a developer nor a provider of the catalog."""
    documents: dict[Slug, Source]
    """The documents, by an id that stays when the address moves."""
