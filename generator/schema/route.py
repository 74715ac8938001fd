"""Where a model can be called: one callable id at one provider.

The lifecycle lives here, because providers retire the same snapshot on different days.
"""

from __future__ import annotations

from typing import Annotated

from generator.schema.base import EDITORIAL, Cited, Distinct, Many, Past, Strict
from generator.schema.model import Capabilities, Mark, Modalities
from generator.schema.price import PricePeriod
from generator.schema.provider import Protocol
from generator.schema.text import ApiId, Day, LongText, PathId, Slug, Text, Tokens


class Route(Cited):
    """One callable id at one provider, with its regions, prices, lifecycle and data policy."""

    model_id: ApiId
    """The id exactly as the provider's API accepts it."""
    serves: Annotated[ApiId | None, EDITORIAL] = None
    """The snapshot or alias of the model that answers; left out when the provider does not tell."""
    regions: Distinct[Slug] = ()
    """Regions in the provider's file from which this id is served; left out when not known."""
    variant: Annotated[Text | None, EDITORIAL] = None
    """What sets this route apart from the plain one: free, fp8, long context, a deployment type."""
    speaks: Annotated[Distinct[Protocol], EDITORIAL] = ()
    """Protocols by which this route can be called, where they are fewer than the provider's."""
    data_policy: Annotated[Slug | None, EDITORIAL] = None
    """An id among the provider's `data_policies`."""
    marks: Distinct[Mark] = ()
    """Words that the provider puts on it."""
    available_from: Day | None = None
    """The first day on which it answered, where that differs from the model's release."""
    deprecated_on: Day | None = None
    """The day on which its end was announced."""
    retires_on: Day | None = None
    """The firm day from which requests fail. Never together with `retires_no_earlier_than`."""
    retires_no_earlier_than: Day | None = None
    """A floor: the provider promises to serve it until this day at least. Passing it retires nothing."""
    replacement: PathId | None = None
    """The model that the provider names as the replacement."""
    context_window: Tokens | None = None
    """Input and output tokens together, only where it differs from the model."""
    max_input_tokens: Tokens | None = None
    """Input tokens alone, only where it differs from the model."""
    max_output_tokens: Tokens | None = None
    """The most output tokens in one answer, only where it differs from the model."""
    modalities: Modalities | None = None
    """What goes in and what comes out, only where it differs from the model."""
    capabilities: Capabilities | None = None
    """What it can do, only where it differs from the model."""
    prices: Many[PricePeriod] = ()
    """What it costs, oldest period first."""
    was: Annotated[Many[Past], EDITORIAL] = ()
    """What facts of this route said before they changed."""
    note: Annotated[LongText | None, EDITORIAL] = None
    """What a reader must know besides, in our own words."""


class RouteFile(Strict):
    """The routes of one model at one provider. The file's name is the provider's id."""

    routes: Many[Route]
    """One entry a callable id, or two where the same id differs by region."""
