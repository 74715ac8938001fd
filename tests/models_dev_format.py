"""The form of models.dev's `api.json`, as its own schema demands it of every provider and model.

A rendition of `packages/core/src/schema.ts` of that project. What it calls strict forbids further keys here too.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

PartialDate = Annotated[str, Field(pattern=r"^\d{4}-\d{2}(-\d{2})?$")]
Price = Annotated[float, Field(ge=0)]
Tokens = Annotated[int, Field(ge=0)]
Form = Literal["text", "audio", "image", "video", "pdf"]
Filled = Annotated[str, Field(min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Rates(_Strict):
    """What a million tokens cost, in US dollars."""

    input: Price
    output: Price
    reasoning: Price | None = None
    cache_read: Price | None = None
    cache_write: Price | None = None
    input_audio: Price | None = None
    output_audio: Price | None = None


class Threshold(_Strict):
    """From where a tier holds."""

    type: Literal["context"]
    size: Tokens


class TierRates(Rates):
    """What long requests cost."""

    tier: Threshold


class Cost(Rates):
    """What requests cost."""

    tiers: list[TierRates] | None = None
    context_over_200k: Rates | None = None


class Modalities(_Strict):
    """What goes in and what comes out."""

    input: Annotated[list[Form], Field(min_length=1)]
    output: Annotated[list[Form], Field(min_length=1)]


class Limit(_Strict):
    """Limits in tokens; 0 where nobody tells."""

    context: Tokens
    input: Tokens | None = None
    output: Tokens


class Model(_Strict):
    """A model at a provider."""

    id: Filled
    name: Filled
    attachment: bool
    reasoning: bool
    tool_call: bool
    structured_output: bool | None = None
    temperature: bool | None = None
    knowledge: PartialDate | None = None
    release_date: PartialDate
    last_updated: PartialDate
    modalities: Modalities
    open_weights: bool
    cost: Cost | None = None
    limit: Limit
    status: Literal["alpha", "beta", "deprecated"] | None = None

    @model_validator(mode="after")
    def _is_updated_after_its_release(self) -> Model:
        assert self.last_updated >= self.release_date
        return self


class Provider(_Strict):
    """A provider with its models."""

    id: Filled
    env: Annotated[list[Filled], Field(min_length=1)]
    npm: Filled
    api: Filled | None = None
    name: Filled
    doc: Filled
    models: dict[str, Model]

    @model_validator(mode="after")
    def _has_an_address_where_the_package_knows_none(self) -> Provider:
        if self.npm == "@ai-sdk/openai-compatible":
            assert self.api
        elif self.npm not in ("@ai-sdk/anthropic", "@ai-sdk/openai"):
            assert self.api is None
        return self


FILE: TypeAdapter[dict[str, Provider]] = TypeAdapter(dict[str, Provider])
"""The whole file."""
