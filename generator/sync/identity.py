"""What identifying can end in: what an observation speaks of, why that is not known, or a decision to leave it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.catalog import RouteEntry


@dataclass(frozen=True, slots=True)
class Identity:
    """What an observation speaks of."""

    model_id: str
    """The model, developer/model. It may be missing from the catalog when the table says how to add it."""
    provider_id: str
    """The provider."""
    api_id: str
    """The id that the provider's API accepts."""
    route: RouteEntry | None
    """The route, where the catalog has it."""
    serves: str | None = None
    """The snapshot or alias that answers, where the id tells."""
    region: str | None = None
    """The provider's region, where the id tells."""
    variant: str | None = None
    """What sets the route apart, where the id tells."""
    by_rule: bool = False
    """Whether a rule on how ids are built was needed."""


@dataclass(frozen=True, slots=True)
class Unidentified:
    """Why nobody knows what an observation speaks of."""

    reason: str
    """What is missing, in a few words."""
    candidates: tuple[str, ...] = ()
    """Models that it may be, nearest first."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A decision of the table to leave an observation out."""

    because: str


def best(routes: Sequence[RouteEntry], region: str | None, newest: str | None) -> RouteEntry | None:
    """The one route among those of an id that serves a region; without a region the plain or global one.

    Of several the one without a variant is meant, then the one that serves the newest snapshot, then the one of no
    region. None when that leaves none or several.
    """
    if region is not None:
        fitting = [route for route in routes if region in route.route.regions]
    else:
        fitting = [route for route in routes if not route.route.regions or "global" in route.route.regions]
        fitting = fitting or [*routes][: len(routes) == 1]
    plain = [route for route in fitting if route.route.variant is None] or fitting
    current = [route for route in plain if newest is not None and route.route.serves == newest] or plain
    anywhere = [route for route in current if not route.route.regions] or current
    return anywhere[0] if len(anywhere) == 1 else None
