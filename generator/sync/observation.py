"""What an upstream says of one id at one provider, in one shape whatever format it came from.

Readers translate formats and decide nothing; what an entry means is worked out later, from this shape alone. So a new
format is a new reader and nothing else. Left out is unknown here too: no reader ever fills a gap.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from generator.schema import Capabilities, Modalities, Mode, RateCard


class SyncError(Exception):
    """Raised when an upstream cannot be read at all; the message is for the maintainer and says what to do."""


@dataclass(frozen=True, slots=True)
class StatedScore:
    """A score on a benchmark as an upstream quotes it."""

    benchmark: str
    """The benchmark's name, with its version and subset."""
    score: Decimal
    """The score in the benchmark's unit."""
    page: str
    """The address where it was published."""
    setting: str | None = None
    """What a reader must know to compare it: harness, effort, subset."""


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """Facts of a model as an upstream states them."""

    context_window: int | None = None
    """Input and output tokens together."""
    max_input_tokens: int | None = None
    """Input tokens alone, from a source that tells the two apart."""
    input_limit: int | None = None
    """A limit of which the source does not tell whether it is the total window or the input alone."""
    max_output_tokens: int | None = None
    """The most output tokens in one answer."""
    modalities: Modalities | None = None
    """What goes in and what comes out, where the source lists both."""
    accepts: frozenset[str] = frozenset()
    """Forms of input that the source vouches for, without saying that there are no others."""
    capabilities: Capabilities | None = None
    """What it can do."""
    knowledge_cutoff: str | None = None
    """A year, a month or a day, as exactly as stated."""
    released_on: str | None = None
    """A year, a month or a day, as exactly as stated."""
    open_weights: bool | None = None
    """Whether the weights can be downloaded."""
    license: str | None = None
    """The licence of the weights."""
    weights: tuple[str, ...] = ()
    """Addresses of pages with the weights."""
    scores: tuple[StatedScore, ...] = ()
    """Scores on benchmarks."""


@dataclass(frozen=True, slots=True)
class Prices:
    """The prices of one stretch of time."""

    cards: Mapping[Mode, RateCard]
    """Exact prices by mode of service."""
    from_: date | None = None
    """The first day that the source tells or was seen with them; None when it only states them today."""
    until: date | None = None
    """The first day on which they no longer held, where the source tells it."""
    read_on: date | None = None
    """The day on which the source was seen with them, where that is not the day of the whole observation."""
    currency: str = "USD"
    """The currency as charged."""
    mixes_media: bool = False
    """Whether one field may hold the price of text or of media, so that a difference says nothing."""


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """The end of a route. A firm day, a floor and a day of unknown kind are never mixed."""

    deprecated_on: date | None = None
    """The day on which the end was announced."""
    retires_on: date | None = None
    """The firm day from which requests fail."""
    retires_no_earlier_than: date | None = None
    """A floor."""
    ends_on: date | None = None
    """A day of which the source does not tell whether it is firm or a floor."""
    replacements: tuple[str, ...] = ()
    """Ids of replacements as the source writes them."""


@dataclass(frozen=True, slots=True)
class Observation:
    """What one source says of one id at one provider."""

    source: str
    """The source's id in `sources/`: datasets/models-dev."""
    read_on: date
    """The day on which the source was read."""
    provider: str
    """The provider, as the source names it."""
    model_id: str
    """The id as called, as the source writes it."""
    at: str
    """Where in the file it stands."""
    name: str | None = None
    """The model's name for people."""
    developer: str | None = None
    """A hint at who trained it, as the source names them."""
    facts: ModelFacts = ModelFacts()
    """Facts of the model."""
    prices: tuple[Prices, ...] = ()
    """Prices, oldest first."""
    lifecycle: Lifecycle = Lifecycle()
    """When it ends, and what takes over."""
    regions: tuple[str, ...] = ()
    """Regions, as the source names them."""
    entry_id: str | None = None
    """The entry's own id, where it says more than which id is called: an image's size."""
    aliases: tuple[str, ...] = ()
    """Other ids that call the same."""

    is_record: bool = False
    """Whether it speaks of a model wherever that is served, and of no route."""

    @property
    def is_history(self) -> bool:
        """Whether it tells only what was seen on earlier days."""
        return bool(self.prices) and all(part.read_on for part in self.prices)


class Gap(NamedTuple):
    """Something in a file that a reader did not understand, how often, and where first."""

    what: str
    times: int
    first_at: str


@dataclass(slots=True)
class Gaps:
    """Counts what a reader did not understand, so that nothing is dropped silently."""

    _counts: Counter[str] = field(default_factory=Counter)
    _first: dict[str, str] = field(default_factory=dict)

    def note(self, what: str, at: str) -> None:
        """Count one more of a kind, at a place in the file."""
        self._counts[what] += 1
        self._first.setdefault(what, at)

    def listed(self) -> tuple[Gap, ...]:
        """Return every kind with its number, most frequent first."""
        ordered = sorted(self._counts.items(), key=lambda item: (-item[1], item[0]))
        return tuple(Gap(what, count, self._first[what]) for what, count in ordered)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of a file."""

    observations: tuple[Observation, ...]
    """Everything understood, in the order of the file."""
    gaps: tuple[Gap, ...]
    """Everything not understood, counted."""
