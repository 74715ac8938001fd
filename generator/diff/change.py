"""What changed, as data: one change is one thing that a reader of the catalog would want to know.

A change of the world and a correction of ours are different news, and the catalog tells them apart: a price that
changed is a new period, a fact that changed keeps its past under `was`, and whatever is edited in place was wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias

from generator.reading import Problem

Value: TypeAlias = Any
"""A value of the catalog: text, a number, a day, yes or no, or several of them; None when nothing is known."""


class Kind(StrEnum):
    """What sort of news it is."""

    ADDED = "added"
    """A record or an id that was not there."""
    REMOVED = "removed"
    """A record or an id that is not there any more."""
    CHANGED = "changed"
    """It changed in the world."""
    CORRECTED = "corrected"
    """The catalog said it wrong before."""
    LEARNED = "learned"
    """Nothing was known of it before."""
    WITHDRAWN = "withdrawn"
    """The catalog does not say it any more."""


class Topic(StrEnum):
    """What it is about, in the order in which people read of it."""

    MODEL = "model"
    ROUTE = "route"
    PROVIDER = "provider"
    DEVELOPER = "developer"
    PRICE = "price"
    LIFECYCLE = "lifecycle"
    ID = "id"
    FACT = "fact"
    TERMS = "terms"
    SCORE = "score"
    WORDING = "wording"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Step:
    """One value before and after."""

    field: str
    """The way to it inside its record: `prices[2026-12-01].standard.input`."""
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `subject` and `what` together are the sentence: "GPT-x at Azure: input $2.00 -> $2.50"."""

    topic: Topic
    kind: Kind
    subject: str
    what: str
    model_id: str | None = None
    provider_id: str | None = None
    api_ids: tuple[str, ...] = ()
    """The ids at the provider that share it."""
    steps: tuple[Step, ...] = ()
    """Each value that changed."""
    day: date | None = None
    """Since or from when it is so in the world, where that is known."""

    @property
    def sentence(self) -> str:
        """The whole change in words."""
        return f"{self.subject}: {self.what}" if self.what else self.subject


@dataclass(slots=True)
class Counts:
    """What is counted and not listed."""

    read_again: int = 0
    """Sources of a record that somebody read anew."""
    evidence_added: int = 0
    """Sources that a record did not name before."""
    evidence_removed: int = 0
    """Sources that a record does not name any more."""
    records: int = 0
    """Records of which only the evidence changed."""
    sources: int = 0
    """Documents in `sources/` that were added, mended or removed."""
    decisions: int = 0
    """Files of reviewed decisions for `sync` that changed."""


@dataclass(frozen=True, slots=True)
class Diff:
    """Everything that changed between two states of the catalog."""

    before: str
    after: str
    changes: tuple[Change, ...] = ()
    counts: Counts = field(default_factory=Counts)
    unread: tuple[tuple[str, Problem], ...] = ()
    """Files that do not read, with the state in which they do not; nothing is told of these."""
    files: int = 0
    """How many files differ."""
