"""What the reviewed table does not believe of a source is taken out before anything is made of it.

A correction by hand would come back with the next run of the source that it corrects; a decision in the table does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from generator.schema import Identities
from generator.schema.identity import Claim
from generator.sync.observation import Observation


class Distrust:
    """The table's decisions on single statements."""

    def __init__(self, table: Identities) -> None:
        self._entries = [(entry, re.compile(entry.id)) for entry in table.distrusted]

    def without(self, observations: Sequence[Observation]) -> tuple[Observation, ...]:
        """Return the observations without what is not believed."""
        return tuple(self._cleared(item) for item in observations) if self._entries else tuple(observations)

    def _cleared(self, item: Observation) -> Observation:
        for entry, pattern in self._entries:
            is_meant = entry.source == item.source and entry.provider in (None, item.provider)
            if not (is_meant and pattern.fullmatch(item.model_id)):
                continue
            for claim in entry.fields:
                item = _without(item, claim)
        return item


def _without(item: Observation, claim: Claim) -> Observation:
    facts = item.facts
    match claim:
        case "prices" | "history":
            # What a source states for today has no day of its own.
            is_past = claim == "history"
            return replace(
                item, prices=tuple(part for part in item.prices if (part.read_on is not None) is not is_past)
            )
        case "context_window":
            facts = replace(facts, context_window=None, input_limit=None)
        case "max_output_tokens":
            facts = replace(facts, max_output_tokens=None)
        case "open_weights":
            facts = replace(facts, open_weights=None)
        case "released_on":
            facts = replace(facts, released_on=None)
    return replace(item, facts=facts)
