"""What ids of other catalogs mean here: decisions that people review, where rules alone would guess.

Other catalogs call one provider by many names and one model by many ids. Rules take the regular ones apart; every other
decision is written in one table, so that a pull request shows it and nobody has to trust a program's guess.
"""

from __future__ import annotations

import re
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field

from generator.schema.base import Distinct, Many, Strict
from generator.schema.price import Currency
from generator.schema.text import ApiId, PathId, Slug, Text

_NOT_KEY: Final = re.compile(r"[^a-z0-9]+")


def _pattern(value: str) -> str:
    if not (value.isascii() and value.isprintable()):
        raise ValueError("holds a character that nobody sees or that no id has. Write it in ASCII.")
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"{value!r} is not a pattern: {error}. Write a Python regular expression.") from None
    return value


Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._/ -]{0,79}$")]
"""A name that another catalog gives to a provider or an organisation."""

Prefix = Annotated[str, Field(pattern=r"^[A-Za-z0-9@][A-Za-z0-9._:/@-]{0,79}$")]
"""How ids begin."""

Pattern = Annotated[str, Field(max_length=200), AfterValidator(_pattern)]
"""A Python regular expression that a whole id must match."""


def key(text: str) -> str:
    """Return a form of an id in which case, dots, dashes and underscores do not matter; a plus is the word."""
    return _NOT_KEY.sub("-", text.lower().replace("+", "-plus")).strip("-")


def _dress(value: str) -> str:
    if re.compile(_pattern(value)).groups != 1:
        raise ValueError(f"{value!r} has not one group. Put the part that is the model's name in parentheses.")
    return value


Dress = Annotated[str, Field(max_length=200), AfterValidator(_dress)]
"""A Python regular expression that a whole id must match, with the model's name as its only group."""


class UpstreamProvider(Strict):
    """Which provider of ours another catalog means, and how its ids there are taken apart."""

    provider: Slug
    """The provider's id here."""
    strip: Distinct[Prefix] = ()
    """Beginnings of ids that only repeat the provider and are no part of what its API accepts."""
    prepend: Prefix | None = None
    """How ids begin for the API where the source leaves that out, which it does in ids without a slash."""
    regions: dict[Prefix, Slug] = Field(default_factory=dict)
    """Beginnings of ids that name a region and are no part of what the API accepts, with our region."""


class KnownModel(Strict):
    """Other ids of a model, and what `sync` writes of it when it is to be added."""

    name: Text | None = None
    """The model's name as its developer writes it. With it, `sync` may add the model when it is not there yet."""
    family: Slug | None = None
    """A family in the developer's file."""
    derived_from: PathId | None = None
    """The model whose weights it was fine-tuned or distilled from. `sync` writes it where a source names it."""
    snapshots: Distinct[ApiId] = ()
    """Ids of immutable dated versions of this model, oldest first. `sync` adds one when a source carries its id."""
    known_as: Distinct[ApiId] = ()
    """Ids that mean exactly this model at any provider; case, dots, dashes and underscores do not matter."""
    variants: dict[ApiId, Text] = Field(default_factory=dict)
    """Ids that mean this model in a mode or form (an effort, a quantization, a host's edition), and the word for it."""


class Dressed(Strict):
    """How a provider dresses models' names in its ids."""

    id: Dress
    """A pattern that the whole id matches, with the model's name as its group."""
    variant: Text | None = None
    """What the dress says of the route; left out when it says nothing."""


class Ignored(Strict):
    """Ids that `sync` leaves out, and why."""

    id: Pattern
    """A pattern that the whole id matches, as the source writes it."""
    source: PathId | None = None
    """Only in this source."""
    provider: Key | None = None
    """Only at this provider, as the source names it."""
    because: Text
    """Why these are no routes of the catalog."""


Claim = Literal["context_window", "max_output_tokens", "open_weights", "released_on", "prices", "history"]
"""What an entry of a source states."""


class Distrusted(Strict):
    """What a source says of ids that its developer's or provider's page, or reason, contradicts."""

    id: Pattern
    """A pattern that the whole id matches, as the source writes it."""
    source: PathId
    """The source."""
    provider: Key | None = None
    """Only at this provider, as the source names it."""
    fields: Distinct[Claim]
    """What is not read; `prices` of today, `history` of the past."""
    because: Text
    """Why it is not believed."""


class Identities(Strict):
    """The reviewed decisions of `sync`."""

    providers: dict[PathId, dict[Key, UpstreamProvider]] = Field(default_factory=dict)
    """By source: the source's name of a provider, and which one of ours it is. The same id needs no entry."""
    dressed: dict[Slug, Many[Dressed]] = Field(default_factory=dict)
    """By provider of ours: how its ids dress models' names."""
    organisations: dict[Key, Slug] = Field(default_factory=dict)
    """Names that stand before the slash or dot in ids, and the developer that each means."""
    carriers: Distinct[Key] = ()
    """Names that stand before the slash in ids and say only which way the request goes."""
    firm_ends: Distinct[Slug] = ()
    """Providers whose pages announce firm days only, so that a day of unknown kind is firm."""
    currencies: dict[Slug, Currency] = Field(default_factory=dict)
    """By provider: the one currency it charges. Prices that a source states in another are converted or another
    site's, and left out."""
    untold_cutoffs: Distinct[Slug] = ()
    """Developers whose pages tell no knowledge cutoffs, so that those of other catalogs are guesses and left out."""
    models: dict[PathId, KnownModel] = Field(default_factory=dict)
    """By model: what else it is called."""
    stands_for: dict[PathId, dict[ApiId, ApiId]] = Field(default_factory=dict)
    """By source: ids of its own making, whose figures are not read, and the API's or model's id that each leads to."""
    distrusted: Many[Distrusted] = ()
    """Single statements that are not read, so that what was found wrong once does not come back."""
    ignore: Many[Ignored] = ()
    """What is left out on purpose."""
