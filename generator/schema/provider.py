"""Who serves models, how it is called, and what it does with prompts.

Data policies live here once and are named by routes, because terms are written per provider and tier, not per model.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.schema.base import EDITORIAL, Cited, Distinct, Many, Past, Strict
from generator.schema.developer import Country
from generator.schema.text import Host, LongText, PathId, Slug, Text, Url

ProviderKind = Literal["developer_api", "cloud", "inference_host", "gateway"]
"""What sort of service it is."""


Protocol = Literal["openai", "anthropic", "google"]
"""The shape of requests that an API accepts; it decides which SDK can call it."""


Training = Literal["no", "opt_in", "opt_out", "yes"]
"""Whether prompts and outputs train models unless the customer acts."""


ZeroRetention = Literal["default", "on_request", "contract", "unavailable"]
"""How a customer gets zero data retention."""


Agreement = Literal["standard", "on_request", "unavailable"]
"""How a customer gets a data processing agreement."""


ThirdPartyAccess = Literal["none_disclosed", "subprocessors", "model_developer", "routed_providers"]
"""Who besides the provider can see prompts and outputs."""


TransferMechanism = Literal["SCCs", "DPF", "UK addendum", "none needed"]
"""What makes a transfer out of the European Economic Area lawful."""


Covered = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,79}(?:/[a-z0-9][a-z0-9._-]{0,79})?$|^open_weights$")]
"""Models that terms cover: `all`, `open_weights`, a developer's id, or a model's."""


class DataPolicy(Cited):
    """A provider's terms for prompts and outputs. What is left out is unknown, never "no"."""

    name: Annotated[Text, EDITORIAL]
    """Which tier, product or contract these terms cover."""
    covers: Annotated[Distinct[Covered], EDITORIAL] = ()
    """Models whose new routes name these terms: `all`, `open_weights`, developers or single models."""
    trains_on_data: Training | None = None
    """Whether prompts and outputs train models: `opt_in` only with consent, `opt_out` unless refused."""
    retention_days: Annotated[int, Field(ge=0, le=36_500)] | None = None
    """How many days prompts and outputs are kept by default; 0 when nothing is kept."""
    retention_purpose: Annotated[Text | None, EDITORIAL] = None
    """What they are kept for, in our own words: abuse monitoring."""
    zero_data_retention: ZeroRetention | None = None
    """How a customer gets zero data retention."""
    third_party_access: ThirdPartyAccess | None = None
    """Who besides the provider can see prompts and outputs."""
    dpa: Agreement | None = None
    """How a customer gets a data processing agreement."""
    transfer_mechanisms: Distinct[TransferMechanism] = ()
    """What makes a transfer out of the European Economic Area lawful."""
    subprocessors: PathId | None = None
    """The source that lists the sub-processors."""
    certifications: Distinct[Text] = ()
    """Certificates and audits that the provider names: SOC 2 Type II, ISO 27001."""
    residency: Annotated[LongText | None, EDITORIAL] = None
    """What is promised about where data is stored and processed, in our own words."""
    note: Annotated[LongText | None, EDITORIAL] = None
    """What a reader must know besides, in our own words."""
    was: Annotated[Many[Past], EDITORIAL] = ()
    """What these terms said before."""


class Endpoint(Cited):
    """An address of the provider's API."""

    speaks: Protocol
    """The shape of requests that it accepts."""
    base_url: Url
    """The address to give to an SDK. Its host must be one of the provider's `hosts`."""
    key_variable: Annotated[Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]{1,60}$")] | None, EDITORIAL] = None
    """The environment variable that SDKs and examples read the key from."""


class Region(Strict):
    """A place where a provider serves or stores."""

    name: Text
    """The name that a person knows: `US East (N. Virginia)`."""
    country: Country | None = None
    """The country, or `EU` for a zone of the Union; left out when it spans more."""


class Provider(Cited):
    """A service that answers requests for models."""

    name: Annotated[Text, EDITORIAL]
    """The name as the provider writes it."""
    kind: Annotated[ProviderKind, EDITORIAL]
    """What sort of service it is."""
    country: Annotated[Country | None, EDITORIAL] = None
    """Where it is seated."""
    homepage: Annotated[Url, EDITORIAL]
    """Its public home page."""
    hosts: Annotated[Distinct[Host], EDITORIAL]
    """Host names of its documents and API; their subdomains count too."""
    summary: Annotated[LongText | None, EDITORIAL] = None
    """What it offers, in our own words."""
    api: Annotated[Many[Endpoint], EDITORIAL] = ()
    """How it is called, one entry a protocol."""
    pages: Annotated[dict[Slug, PathId], EDITORIAL] = Field(default_factory=dict)
    """Named documents that people look for: pricing, models, deprecations, data-use, status."""
    regions: Annotated[dict[Slug, Region], EDITORIAL] = Field(default_factory=dict)
    """The regions that its routes name, by the provider's own id."""
    data_policies: Annotated[dict[Slug, DataPolicy], EDITORIAL] = Field(default_factory=dict)
    """Its terms for prompts and outputs, by id."""
