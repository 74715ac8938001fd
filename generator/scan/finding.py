"""What a scan finds: an id at a place in a file, and what somebody should know about it.

A finding is made of facts, and its sentences are made here alone, so that the terminal, SARIF and annotations of a pull
request all say the same words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple


class Kind(StrEnum):
    """Why an id needs attention, worst first."""

    RETIRED = "retired"
    """Requests with it fail."""
    DEPRECATED = "deprecated"
    """Its end is announced."""
    UNKNOWN = "unknown"
    """It looks like a model id, and the catalog has none like it."""
    SUPERSEDED = "superseded"
    """It is served, and its developer has a newer model in its place."""
    FLOATING = "floating"
    """What it points to may change without notice."""

    @property
    def rank(self) -> int:
        """The place in the order, 0 is worst."""
        return tuple(Kind).index(self)


MEANING: Final = {
    Kind.RETIRED: "A model id that the provider no longer answers",
    Kind.DEPRECATED: "A model id whose end is announced",
    Kind.UNKNOWN: "Looks like a model id, and no provider is known to accept it",
    Kind.SUPERSEDED: "A model id with a newer model in its place",
    Kind.FLOATING: "An alias that can change its model without notice",
}


@dataclass(frozen=True, order=True, slots=True)
class Use:
    """An id that stands in a file. Lines and columns count from 1, columns in characters."""

    path: str
    line: int
    column: int
    text: str

    @property
    def end_column(self) -> int:
        """The column after the last character."""
        return self.column + len(self.text)


class Price(NamedTuple):
    """What one million tokens cost here and at the replacement, in one currency."""

    what: str
    """input or output."""
    currency: str
    now: Decimal
    then: Decimal

    def __str__(self) -> str:
        if self.now == self.then:
            return f"{self.what} {_money(self.now, self.currency)}, the same"
        change = f" ({(self.then - self.now) / self.now * 100:+.0f}%)" if self.now else ""
        return f"{self.what} {_money(self.now, self.currency)} -> {_money(self.then, self.currency)}{change}"


@dataclass(frozen=True, slots=True)
class Finding:
    """A use of an id that needs attention, and all that is known to act on it."""

    use: Use
    kind: Kind
    model: str | None = None
    """The catalog id of the model, None when nobody knows it."""
    provider: str | None = None
    """The provider's id, None when the file does not tell which one is called."""
    provider_name: str | None = None
    inferred_from: str | None = None
    """What told the provider: `AzureOpenAI`, `the id`, `its developer`."""
    deprecated_on: date | None = None
    retires_on: date | None = None
    days_left: int | None = None
    """Days until requests fail, None when the day is not known or has passed."""
    no_earlier_than: date | None = None
    points_to: str | None = None
    """The snapshot behind a floating id."""
    replacement: str | None = None
    """What to write instead: an id at the same provider, or a likely spelling."""
    replacement_model: str | None = None
    prices: tuple[Price, ...] = ()
    source_title: str | None = None
    source_url: str | None = None
    page: str | None = None
    """The model's page in the catalog."""

    @property
    def says(self) -> str:
        """What is the matter, in one sentence."""
        where = f" at {self.provider_name}" if self.provider_name else ""
        name = f"{self.use.text}{where}"
        match self.kind:
            case Kind.RETIRED:
                since = f" since {self.retires_on}" if self.retires_on else ""
                return f"{name} is retired: requests fail{since}."
            case Kind.DEPRECATED if self.retires_on:
                days = "tomorrow" if self.days_left == 1 else f"in {self.days_left} days"
                return f"{name} is deprecated: requests fail from {self.retires_on}, {days}."
            case Kind.DEPRECATED if self.no_earlier_than:
                return f"{name} is deprecated: it ends no earlier than {self.no_earlier_than}."
            case Kind.DEPRECATED:
                return f"{name} is deprecated: no day is announced for its end."
            case Kind.UNKNOWN:
                return f"{name} looks like a model id, and none like it is known."
            case Kind.SUPERSEDED:
                return f"{name} is superseded by {self.replacement_model}."
            case Kind.FLOATING:
                to = f"points to {self.points_to} and " if self.points_to else ""
                return f"{name} is a floating alias: it {to}can change without notice."

    @property
    def advice(self) -> str | None:
        """What to do next, in one sentence; None when nothing is known to do."""
        if self.replacement is None:
            return None
        match self.kind:
            case Kind.UNKNOWN:
                return f"Did you mean {self.replacement}?"
            case Kind.FLOATING:
                return f"Write {self.replacement} to stay on it."
        cost = f" ({'; '.join(map(str, self.prices))}; per million tokens)" if self.prices else ""
        return f"Use {self.replacement}{cost}."

    @property
    def message(self) -> str:
        """All of it in a line or two."""
        source = f"Source: {self.source_title}, {self.source_url}" if self.source_url else None
        return " ".join(part for part in (self.says, self.advice, source) if part)


def _money(amount: Decimal, currency: str) -> str:
    figure = f"{amount.normalize():f}"
    whole, dot, cents = figure.partition(".")
    if len(cents) == 1:
        figure = f"{whole}{dot}{cents}0"
    return f"${figure}" if currency == "USD" else f"{figure} {currency}"
