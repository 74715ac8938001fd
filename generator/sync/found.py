"""An observation with what it speaks of: what identifying hands on to reconciling."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from generator.sync.identify import Identity
from generator.sync.observation import Observation

_OWN_NAMES: Final = frozenset({"datasets/genai-prices"})
_OWN_NAMES_AT: Final = frozenset({("datasets/modeldeprecations", "bedrock"), ("datasets/modeldeprecations", "vertex")})


def names_its_own(observation: Observation) -> bool:
    """Whether the source gave the id itself, so that an unknown one is no proof that an API accepts it.

    genai-prices names what its patterns match; modeldeprecations.dev leaves out what clouds put before and after ids.
    """
    return observation.source in _OWN_NAMES or (observation.source, observation.provider) in _OWN_NAMES_AT


@dataclass(frozen=True, slots=True)
class Found:
    """An observation and what it speaks of."""

    observation: Observation
    identity: Identity
