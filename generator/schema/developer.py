"""Who trained a model."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.schema.base import EDITORIAL, Cited, Distinct, Strict
from generator.schema.text import Host, LongText, Slug, Text, Url

Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
"""A country by ISO 3166-1 alpha-2 (`US`, `FR`), or `EU`."""


DeveloperKind = Literal["company", "community", "nonprofit", "university", "government"]
"""What sort of organisation trains the models."""


class Family(Strict):
    """Models released as one series."""

    name: Text
    """The family's name as people say it: `GPT-4.1`."""
    summary: LongText | None = None
    """What unites the family, in our own words."""


class Developer(Cited):
    """An organisation that trains models."""

    name: Annotated[Text, EDITORIAL]
    """The name as the organisation writes it."""
    kind: Annotated[DeveloperKind | None, EDITORIAL] = None
    """What sort of organisation it is."""
    country: Annotated[Country | None, EDITORIAL] = None
    """Where it is seated."""
    homepage: Annotated[Url, EDITORIAL]
    """Its public home page."""
    hosts: Annotated[Distinct[Host], EDITORIAL]
    """Host names under which its documents lie; their subdomains count too."""
    summary: Annotated[LongText | None, EDITORIAL] = None
    """Who they are, in our own words."""
    families: Annotated[dict[Slug, Family], EDITORIAL] = Field(default_factory=dict)
    """The families that its models name, by id."""
