"""What ids of other catalogs mean here: decisions that people review, where rules alone would guess.

Other catalogs call one provider by many names and one model by many ids. Rules take the regular ones apart; every other
decision is written in one table, so that a pull request shows it and nobody has to trust a program's guess.
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from generator.schema.base import Distinct, Many, Strict
from generator.schema.text import ApiId, PathId, Slug, Text


def _pattern(value: str) -> str:
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
    """Other ids of a model, and its name when it is to be added."""

    name: Text | None = None
    """The model's name. With it, `sync` may add the model when it is not in the catalog yet."""
    known_as: Distinct[ApiId] = ()
    """Ids that mean this model at any provider; case, dots and dashes do not matter."""


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


class Identities(Strict):
    """The reviewed decisions of `sync`."""

    providers: dict[PathId, dict[Key, UpstreamProvider]] = Field(default_factory=dict)
    """By source: the source's name of a provider, and which one of ours it is. The same id needs no entry."""
    organisations: dict[Key, Slug] = Field(default_factory=dict)
    """Names that stand before the slash or dot in ids, and the developer that each means."""
    carriers: Distinct[Key] = ()
    """Names that stand before the slash in ids and say only which way the request goes."""
    firm_ends: Distinct[Slug] = ()
    """Providers whose pages announce firm days only, so that a day of unknown kind is firm."""
    models: dict[PathId, KnownModel] = Field(default_factory=dict)
    """By model: what else it is called."""
    ignore: Many[Ignored] = ()
    """What is left out on purpose."""
