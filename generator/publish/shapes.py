"""What each file under `api/v1/` holds, as types: the JSON Schemas and the OpenAPI description are made of these.

A published record is the record of the schema with its address and with what was computed, so these classes inherit
from those. A field that may be left out is never null; one that is always there may be.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, TypeAlias

from pydantic import ConfigDict, Field

from generator.catalog import Level, Status
from generator.schema import Capabilities, DataPolicy, Modalities, Model, Plain, PricePeriod, Route, Source, Strict
from generator.schema.price import Currency
from generator.schema.text import Amount, ApiId, Day, PartialDate, PathId, Slug, Text, Tokens


def without(*names: str) -> Callable[[dict[str, Any]], None]:
    """Return what takes inherited fields out of a class's JSON Schema."""

    def take_out(schema: dict[str, Any]) -> None:
        for name in names:
            del schema["properties"][name]
        schema["required"] = [name for name in schema["required"] if name not in names]

    return take_out


# What is computed of any record


class Report(Strict):
    """A source that says otherwise."""

    source: PathId
    """The source, by id."""
    read_on: Day
    """The day on which somebody read it."""
    value: Plain
    """What it says."""


Value: TypeAlias = Plain | Day
"""A value as the catalog has it."""


class Dispute(Strict):
    """A fact about which sources differ."""

    field: str
    """The path of the fact in the record: `prices[0].standard.input`."""
    value: Value
    """What the catalog says."""
    reports: tuple[Report, ...]
    """What the others say."""


class Reading(Strict):
    """A source, and when somebody last read it."""

    source: PathId
    """The source, by id."""
    read_on: Day
    """The day on which somebody read it."""


class Founded(Strict):
    """How well each fact of a record is founded."""

    evidence_levels: dict[str, Level]
    """For each fact, by its path in the record."""
    disputes: tuple[Dispute, ...]
    """Facts about which sources differ."""


class PublishedSource(Source):
    """A document that the evidence names."""

    publisher: Text
    """Who published it, as people know them."""


class Sourced(Strict):
    """What the file of one record says of itself."""

    as_of: Day
    """The day for which the file was built."""
    sources: dict[PathId, PublishedSource]
    """The documents that the evidence names, by id."""


class PeriodPrices(PricePeriod):
    """A price period without its evidence, the currency always written."""

    model_config = ConfigDict(json_schema_extra=without("evidence"))

    currency: Currency
    """The currency as charged, by ISO 4217."""


class Which(Strict):
    """What tells a route from every other."""

    model: PathId
    """The id of the model."""
    provider: Slug
    """The id of the provider."""
    model_id: ApiId
    """The id exactly as the provider's API accepts it."""
    regions: tuple[Slug, ...] = ()
    """Regions from which this id is served, where known."""
    variant: Text | None = None
    """What sets this route apart from the plain one."""


# Lists


class Listing(Strict):
    """A list of the whole catalog, or of one provider."""

    as_of: Day
    """The day for which the file was built."""


class OfProvider(Listing):
    """A list of one provider."""

    provider: Slug
    """The id of the provider."""


# A model and its routes


class PolicyInRoute(DataPolicy):
    """The data policy of a route."""

    computed: Founded
    """How well its facts are founded."""


class RouteComputed(Founded):
    """What nobody typed about a route."""

    status: Status
    """Whether requests are answered on that day."""
    floor_passed: bool
    """Whether the provider's promise to keep serving has run out, so that it may retire the route any day."""
    current_prices: PeriodPrices | None
    """The price period that holds on that day; null when no price is known."""
    data_policy: PolicyInRoute | None
    """The terms that `data_policy` names; null when it names none."""


class RouteInModel(Route):
    """A route of the model: one callable id at one provider."""

    provider: Slug
    """The id of the provider."""
    computed: RouteComputed
    """What nobody typed."""


class ModelComputed(Founded, Sourced):
    """What nobody typed about a model."""

    url: str
    """The page for people."""
    status: Status | None
    """`active` while any route is, `retired` when all are; null when no route is known."""
    status_at_developer: Status | None
    """The same for the developer's own routes; null when the developer serves none."""
    lead_route: int | None
    """The place in `routes` of the one whose price stands for the model; null when no price is known."""


class ModelFile(Model):
    """All that is known of one model, its routes included."""

    id: PathId
    """Developer and model, as in the address."""
    routes: tuple[RouteInModel, ...]
    """Where it can be called."""
    computed: ModelComputed
    """What nobody typed."""


class ModelPrice(Strict):
    """The ordinary prices of the route that stands for a model, per million tokens."""

    provider: Slug
    """The provider of that route."""
    model_id: ApiId
    """The id of that route."""
    currency: Currency
    """The currency as charged, by ISO 4217."""
    input: Amount | None = None
    """Text input."""
    cached_input: Amount | None = None
    """Input read from a cache."""
    output: Amount | None = None
    """Text output, reasoning included."""


class ModelInBrief(Strict):
    """What people filter models by."""

    id: PathId
    """Developer and model."""
    name: Text
    """The name as the developer writes it."""
    family: Slug | None = None
    """A family in the developer's file."""
    status: Status | None = None
    """As in the model's own file; left out when no route is known."""
    released_on: PartialDate | None = None
    """The day on which people could first use it."""
    knowledge_cutoff: PartialDate | None = None
    """Until when its training data reaches."""
    context_window: Tokens | None = None
    """Input and output tokens together."""
    max_output_tokens: Tokens | None = None
    """The most output tokens in one answer."""
    modalities: Modalities | None = None
    """What goes in and what comes out."""
    capabilities: Capabilities | None = None
    """What it can do through its API."""
    open_weights: bool | None = None
    """Whether the weights can be downloaded."""
    price: ModelPrice | None = None
    """What the route that stands for it costs on that day."""
    providers: tuple[Slug, ...]
    """Who serves it or served it."""
    url: str
    """The page for people."""
    json_: Annotated[str, Field(alias="json")]
    """The file that says more."""


class Models(Strict):
    """Every model in a few fields."""

    as_of: Day
    """The day for which the file was built."""
    models: tuple[ModelInBrief, ...]
    """By id."""
