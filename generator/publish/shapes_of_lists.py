"""What the files under `api/v1/` hold that are about neither a model nor routes; see `generator.publish.shapes`."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field

from generator.catalog import Level, Status
from generator.publish.organisations import DEVELOPER_LEFT_OUT, PROVIDER_LEFT_OUT
from generator.publish.shapes import Founded, Listing, Reading, Report, Sourced, Value, Which, without
from generator.schema import Benchmark, DataPolicy, Developer, ModelBenchmark, Provider, Strict
from generator.schema.text import ApiId, Day, PathId, Slug, Text

# Data policies


class PolicyRowComputed(Founded):
    """What nobody typed about a data policy."""

    routes: int
    """How many routes name it."""


class PolicyRow(DataPolicy):
    """A provider's terms for prompts and outputs."""

    provider: Slug
    """The id of the provider."""
    policy: Slug
    """The id of the policy at its provider."""
    computed: PolicyRowComputed
    """What nobody typed."""


class Policies(Listing):
    """All data policies."""

    policies: tuple[PolicyRow, ...]
    """By provider."""


class PolicyFileComputed(Founded, Sourced):
    """What nobody typed about a data policy."""

    routes: tuple[Which, ...]
    """The routes that name it."""


class PolicyFile(DataPolicy):
    """A provider's terms for prompts and outputs, with the routes that they hold for."""

    provider: Slug
    """The id of the provider."""
    policy: Slug
    """The id of the policy at its provider."""
    computed: PolicyFileComputed
    """What nobody typed."""


# Benchmarks


class BenchmarkRecord(Benchmark):
    """A test that models are scored on."""

    id: Slug
    """The id that scores name."""
    higher_is_better: bool
    """Whether more is better."""


class BenchmarkRowComputed(Strict):
    """What nobody typed about a benchmark."""

    scores: int
    """How many scores there are."""
    models: int
    """Of how many models."""


class BenchmarkRow(BenchmarkRecord):
    """A test that models are scored on."""

    computed: BenchmarkRowComputed
    """What nobody typed."""


class Benchmarks(Listing):
    """All benchmarks."""

    benchmarks: tuple[BenchmarkRow, ...]
    """By id."""


class ScoreRow(ModelBenchmark):
    """A score that somebody reported."""

    model_config = ConfigDict(json_schema_extra=without("benchmark"))

    model: PathId
    """The id of the model."""


class BenchmarkFile(BenchmarkRecord):
    """A test with all scores on it."""

    scores: tuple[ScoreRow, ...]
    """By model. Not a ranking: settings differ, and who reported a score matters."""
    computed: Sourced
    """What nobody typed."""


# Developers and providers


class DeveloperRowComputed(Strict):
    """What nobody typed about a developer."""

    url: str
    """The page for people."""
    json_: Annotated[str, Field(alias="json")]
    """The file that says more."""
    models: int
    """How many models of it are known."""


class DeveloperRow(Developer):
    """An organisation that trains models."""

    model_config = ConfigDict(json_schema_extra=without(*DEVELOPER_LEFT_OUT))

    id: Slug
    """The id of the developer."""
    computed: DeveloperRowComputed
    """What nobody typed."""


class Developers(Listing):
    """All developers."""

    developers: tuple[DeveloperRow, ...]
    """By id."""


class ModelOfDeveloper(Strict):
    """A model of the developer."""

    id: PathId
    """Developer and model."""
    name: Text
    """The name as the developer writes it."""
    family: Slug | None = None
    """A family in the developer's file."""
    status: Status | None
    """`active` while any route is, `retired` when all are; null when no route is known."""


class DeveloperComputed(Sourced):
    """What nobody typed about a developer."""

    url: str
    """The page for people."""
    models: tuple[ModelOfDeveloper, ...]
    """Its models, by id."""


class DeveloperFile(Developer):
    """An organisation that trains models, with its families and models."""

    id: Slug
    """The id of the developer."""
    computed: DeveloperComputed
    """What nobody typed."""


class ProviderRowComputed(DeveloperRowComputed):
    """What nobody typed about a provider."""

    models: int
    """How many models it serves or served."""
    routes: int
    """How many ids it accepts or accepted."""


class ProviderRow(Provider):
    """A service that answers requests for models."""

    model_config = ConfigDict(json_schema_extra=without(*PROVIDER_LEFT_OUT))

    id: Slug
    """The id of the provider."""
    computed: ProviderRowComputed
    """What nobody typed."""


class Providers(Listing):
    """All providers."""

    providers: tuple[ProviderRow, ...]
    """By id."""


class RouteOfProvider(Strict):
    """A route at the provider."""

    model: PathId
    """The id of the model."""
    model_id: ApiId
    """The id exactly as the provider's API accepts it."""
    status: Status
    """Whether requests are answered on that day."""


class ProviderComputed(Founded, Sourced):
    """What nobody typed about a provider."""

    url: str
    """The page for people."""
    routes: tuple[RouteOfProvider, ...]
    """Its routes, by model."""


class ProviderFile(Provider):
    """A service that answers requests for models, with its data policies and routes."""

    id: Slug
    """The id of the provider."""
    computed: ProviderComputed
    """What nobody typed."""


# The whole


class Ids(Listing):
    """What every id means, in lower case."""

    ids: dict[str, tuple[PathId, ...]]
    """For each id, the models that it names."""
    routes: dict[str, tuple[tuple[Slug, ApiId], ...]]
    """For each id that names routes, the provider of each and the id that its API accepts."""


class About(Strict):
    """A record, and the file to edit."""

    model: PathId | None = None
    """The id of the model, where the record is one or a route."""
    provider: Slug | None = None
    """The id of the provider, where the record is one or a route."""
    route: ApiId | None = None
    """The id that the provider's API accepts, where the record is a route."""
    file: str
    """The file, from the repository's root."""


class DisputedFact(About):
    """A fact about which sources differ."""

    field: str
    """The path of the fact in the record."""
    value: Value
    """What the catalog says."""
    sources: tuple[Reading, ...]
    """Who says the same."""
    reports: tuple[Report, ...]
    """Who says otherwise."""


class StaleRecord(About):
    """A record with facts whose sources nobody has read for long."""

    last_read_on: Day
    """The day on which the fact that has waited longest was last read."""
    facts: int
    """How many of its facts are stale."""
    sources: tuple[PathId, ...]
    """What to read again."""


class EvidenceFile(Listing):
    """How well the whole catalog is founded."""

    facts: int
    """How many facts have a source."""
    levels: dict[Level, int]
    """How many there are of each level, best first."""
    stale_after_days: int
    """After how many days without a reading a fact is stale."""
    stale_facts: int
    """How many facts are stale."""
    disputes: tuple[DisputedFact, ...]
    """Facts about which sources differ."""
    stale: tuple[StaleRecord, ...]
    """Records to read again, the oldest first."""
