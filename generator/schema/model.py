"""What people compare: one model, one page."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.schema.base import EDITORIAL, Cited, Distinct, Many, Past, Strict
from generator.schema.text import (
    ApiId,
    Day,
    LongText,
    PartialDate,
    PathId,
    Score,
    Slug,
    Text,
    Tokens,
)

Modality = Literal["text", "image", "audio", "video", "pdf", "embedding", "score"]
"""A form of input or output."""


class Modalities(Strict):
    """What goes in and what comes out."""

    input: Distinct[Modality]
    """Forms of input that the model accepts."""
    output: Distinct[Modality]
    """Forms of output that the model produces."""


class Capabilities(Strict):
    """What the model can do through its API. Left out means unknown."""

    function_calling: bool | None = None
    """Calls functions that the request describes."""
    structured_outputs: bool | None = None
    """Follows a JSON Schema without fail."""
    streaming: bool | None = None
    """Sends its answer as it is made."""
    reasoning: bool | None = None
    """Thinks in an explicit step before it answers."""
    fine_tuning: bool | None = None
    """Can be fine-tuned by customers."""
    distillation: bool | None = None
    """Stored answers can train a smaller model."""
    predicted_outputs: bool | None = None
    """Speeds up when most of the answer is known beforehand."""
    prompt_caching: bool | None = None
    """Bills repeated input at a lower price."""
    web_search: bool | None = None
    """Can use a web search that the provider runs."""
    code_execution: bool | None = None
    """Can use a code interpreter that the provider runs."""
    computer_use: bool | None = None
    """Is trained to operate a computer's screen."""


Mark = Literal["preview", "legacy"]
"""A word that the vendor puts on a model and that is not its lifecycle."""


class Snapshot(Cited):
    """An immutable dated version."""

    id: ApiId
    """The id exactly as the developer's API accepts it."""
    released_on: Day | None = None
    """The day of its release."""
    marks: Distinct[Mark] = ()
    """Words that the vendor puts on it."""


class Alias(Cited):
    """A floating id that points to a snapshot."""

    id: ApiId
    """The id exactly as the developer's API accepts it."""
    points_to: ApiId
    """A snapshot or another alias of this model, or the model's own id."""
    was: Annotated[Many[Past], EDITORIAL] = ()
    """Where it pointed before."""


class ModelBenchmark(Cited):
    """A score that somebody reported."""

    benchmark: Slug
    """An id in `benchmarks.yaml`."""
    score: Score
    """The score in the benchmark's unit."""
    reported_by: Annotated[Slug, EDITORIAL]
    """Who measured or published it: a developer, a provider or a publisher in `sources/`."""
    published_in: Annotated[PathId | None, EDITORIAL] = None
    """The document in which they published it, where the evidence only quotes that."""
    setting: Annotated[Text | None, EDITORIAL] = None
    """What a reader must know to compare it: effort, tools, subset."""


class Speed(Cited):
    """How fast answers came when somebody measured."""

    output_tokens_per_second: Annotated[Score, Field(gt=0)] | None = None
    """Output tokens per second after the first."""
    seconds_to_first_token: Annotated[Score, Field(gt=0)] | None = None
    """Seconds from request to the first token."""
    provider: Annotated[Slug | None, EDITORIAL] = None
    """Where it was measured, when the source tells."""


class Ranking(Cited):
    """A place in a list that somebody else keeps."""

    rank: Annotated[int, Field(gt=0)]
    """The place, 1 is best."""
    of: Annotated[int, Field(gt=0)]
    """How many models the list had."""
    tier: Text | None = None
    """The class into which the list puts it."""


class Availability(Cited):
    """Where the model is offered, or plainly not offered, beyond an API."""

    surface: Text
    """The product: ChatGPT, GitHub Models."""
    offered: bool = True
    """False to say plainly that it is not offered there."""
    plans: Distinct[Text] = ()
    """Plans that include it; left out when it is offered to all or when that is not known."""
    from_: Annotated[PartialDate | None, Field(alias="from")] = None
    """Since when."""
    until: PartialDate | None = None
    """Until when; left out while it is offered."""
    note: Annotated[Text | None, EDITORIAL] = None
    """What a reader must know besides, in our own words."""


class Weights(Strict):
    """Where open weights can be had."""

    source: PathId
    """The page with the files."""
    format: Text | None = None
    """The file format: safetensors, GGUF."""


class Model(Cited):
    """A model: what people compare. Its id is its place, models/<developer>/<model>/."""

    name: Annotated[Text, EDITORIAL]
    """The name as the developer writes it."""
    family: Annotated[Slug | None, EDITORIAL] = None
    """A family in the developer's file."""
    summary: Annotated[LongText | None, EDITORIAL] = None
    """Two sentences in our own words: what it is, and what it is for."""
    intended_uses: Annotated[Distinct[Text], EDITORIAL] = ()
    """Tasks it is meant for, a few words each."""
    released_on: PartialDate | None = None
    """The day on which people could first use it."""
    knowledge_cutoff: PartialDate | None = None
    """Until when its training data reaches, as exactly as the source tells."""
    context_window: Tokens | None = None
    """Input and output tokens together."""
    max_input_tokens: Tokens | None = None
    """Input tokens alone, where the vendor gives that limit."""
    max_output_tokens: Tokens | None = None
    """The most output tokens in one answer."""
    modalities: Modalities | None = None
    """What goes in and what comes out."""
    capabilities: Capabilities | None = None
    """What it can do through its API."""
    open_weights: bool | None = None
    """Whether the weights can be downloaded."""
    license: Text | None = None
    """The licence of the weights, by its SPDX id or its own name."""
    total_parameters_billion: Annotated[Score, Field(gt=0)] | None = None
    """All parameters, in billions."""
    active_parameters_billion: Annotated[Score, Field(gt=0)] | None = None
    """Parameters used for one token, in billions, where the model is a mixture of experts."""
    weights: Many[Weights] = ()
    """Where the weights can be had."""
    predecessor: Annotated[PathId | None, EDITORIAL] = None
    """The model that this one took over from."""
    derived_from: PathId | None = None
    """The model whose weights it was fine-tuned or distilled from."""
    marks: Distinct[Mark] = ()
    """Words that the vendor puts on it."""
    not_published: Annotated[Distinct[Slug], EDITORIAL] = ()
    """Fields that we looked for and the vendor does not tell."""
    snapshots: Many[Snapshot] = ()
    """Immutable dated versions, oldest first."""
    aliases: Many[Alias] = ()
    """Floating ids."""
    availability: Many[Availability] = ()
    """Where it is offered, or plainly not, beyond an API."""
    benchmarks: Many[ModelBenchmark] = ()
    """Scores, each with who reported it."""
    speed: Many[Speed] = ()
    """Measured speeds."""
    rankings: Many[Ranking] = ()
    """Places in lists that others keep."""
    was: Annotated[Many[Past], EDITORIAL] = ()
    """What facts said before they changed."""
    reviewed_on: Annotated[Day | None, EDITORIAL] = None
    """The day on which a person last read the whole record against its sources."""
