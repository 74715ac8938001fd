"""What `api/v1/changes.json` holds; see `generator.publish.shapes`."""

from __future__ import annotations

from generator.diff import Kind, Topic
from generator.publish.shapes import Listing, Value
from generator.schema import Strict
from generator.schema.text import ApiId, Day, PathId, Slug


class ChangedField(Strict):
    """One value before and after."""

    field: str
    """The path of the value in its record; items of a list are named and not numbered."""
    before: Value | None = None
    """What the catalog said before; left out when it said nothing."""
    after: Value | None = None
    """What it says now; left out when it says nothing."""


class NamedRecord(Strict):
    """One of the records that a summary counts."""

    name: str
    """What people call it."""
    model: PathId | None = None
    """The model, where it is about one."""
    provider: Slug | None = None
    """The provider, where it is about one."""


class CatalogChange(Strict):
    """One change, or many of one kind in one commit."""

    committed_on: Day
    """The day on which the catalog changed."""
    commit: str
    """The commit that did it."""
    count: int
    """How many changes it stands for: 1, or more where it sums up."""
    topic: Topic
    """What it is about."""
    kind: Kind
    """What sort of news: a change of the world is `changed`, a mended error of the catalog `corrected`."""
    text: str
    """The change in words."""
    model: PathId | None = None
    """The model, where it is about one."""
    provider: Slug | None = None
    """The provider, where it is about one."""
    model_ids: tuple[ApiId, ...] = ()
    """The ids at the provider that share it."""
    effective_on: Day | None = None
    """Since or from when it is so in the world, where that is known."""
    fields: tuple[ChangedField, ...] = ()
    """The values that changed."""
    first: tuple[NamedRecord, ...] = ()
    """Where it sums up: the first few."""


class Changes(Listing):
    """What changed in the catalog lately, newest first."""

    history_known: bool
    """Whether the site was built where the whole history is; else nothing is told."""
    head: str | None
    """The commit that the history ends with; null when it is not known."""
    since: Day | None
    """The day of the oldest commit that is told; null when none is."""
    older_left_out: bool
    """Whether there are older changes that are not told."""
    changes: tuple[CatalogChange, ...]
    """The changes."""
