"""What a source's words mean in the catalog's: limits, dates and forms that are defined differently are matched here.

Most disagreements between catalogs are none: one gives the whole window where another gives the input, one counts
documents as a form of input, one gives a day where another gives a month.
"""

from __future__ import annotations

from typing import Any, Final

from generator.schema import Model
from generator.sync.draft import Block
from generator.sync.names import key
from generator.sync.observation import ModelFacts
from generator.sync.standing import value_at

DATES: Final = frozenset({"knowledge_cutoff", "released_on"})
"""Facts that are dates, as exactly as a source tells them."""

_WEAK_NO: Final = frozenset({"capabilities.structured_outputs"})


def differs_by_counting(one: Any, other: Any) -> bool:
    """Whether two limits are one, counted in thousands by one source and in 1,024s by another: 128000 and 131072."""
    if isinstance(one, bool) or isinstance(other, bool) or not (isinstance(one, int) and isinstance(other, int)):
        return False
    low, high = sorted((one, other))
    return any(low % 1000**power == 0 and low // 1000**power * 1024**power == high for power in (1, 2))


def stated_facts(facts: ModelFacts, block: Block, *, at_home: bool) -> dict[str, Any]:
    """Return what an observation states of the model whose record is `block`, by the path of each fact.

    `at_home` when the developer itself serves it, so that a missing capability is the model's and not the host's.
    """
    found: dict[str, Any] = {}
    for field in ("context_window", "max_output_tokens", "knowledge_cutoff", "released_on", "open_weights", "license"):
        value = getattr(facts, field)
        if value is not None:
            found[field] = value
    window = facts.context_window
    if facts.max_input_tokens is not None and facts.max_input_tokens != window:
        found["max_input_tokens"] = facts.max_input_tokens
    limit = facts.input_limit
    if limit is not None:
        # Whichever limit of ours it equals is the one that was meant; any other number says nothing certain.
        for field in ("context_window", "max_input_tokens"):
            if block.get(field) == limit:
                found.setdefault(field, limit)
                break
    if facts.modalities:
        for side in ("input", "output"):
            forms = list(getattr(facts.modalities, side))
            ours = value_at(block, f"modalities.{side}")
            # Whether documents count as a form of their own, and vectors as text, is a matter of definition.
            if ours is not None and (set(ours) ^ set(forms) == {"pdf"} or {"embedding", "score"} & set(ours)):
                continue
            found[f"modalities.{side}"] = ours if ours is not None and set(ours) == set(forms) else forms
    elif facts.accepts and set(value_at(block, "modalities.input") or ()) == {"text", *facts.accepts}:
        found["modalities.input"] = value_at(block, "modalities.input")
    if facts.capabilities:
        for name in sorted(facts.capabilities.model_fields_set):
            value, path = getattr(facts.capabilities, name), f"capabilities.{name}"
            if value is None or (value is False and path in _WEAK_NO and value_at(block, path) is not False):
                continue
            found[path] = value
    if not at_home:
        # A host tells what it serves; what the model is like is for its developer to say.
        for field in [field for field in found if field.startswith("capabilities.") and found[field] is False]:
            del found[field]
    return _fitting(found, block)


def _fitting(found: dict[str, Any], block: Block) -> dict[str, Any]:
    """Leave out limits above the window, and a cutoff after the release: one of the two is misread."""
    window = block.get("context_window", found.get("context_window"))
    for field in ("max_input_tokens", "max_output_tokens"):
        limit = found.get(field, 0)
        # The whole window as a limit of its part is what people write who do not know.
        if window is not None and (limit > window or (limit == window and block.get(field) != limit)):
            found.pop(field, None)
    outputs = {*(value_at(block, "modalities.output") or ()), *found.get("modalities.output", ())}
    if outputs & {"embedding", "score"}:
        # The length of a vector is no number of tokens.
        found.pop("max_output_tokens", None)
    cutoff = found.get("knowledge_cutoff", block.get("knowledge_cutoff"))
    released = block.get("released_on", found.get("released_on"))
    if cutoff and released:
        shared = min(len(str(cutoff)), len(str(released)))
        if str(cutoff)[:shared] > str(released)[:shared]:
            found.pop("knowledge_cutoff", None)
    for side, other in (("input", "output"), ("output", "input")):
        # Both sides are needed to write either.
        path, rest = f"modalities.{side}", f"modalities.{other}"
        if path in found and rest not in found and value_at(block, rest) is None:
            del found[path]
    return {field: value for field, value in found.items() if field.split(".")[0] in Model.model_fields}


def agrees(field: str, ours: Any, theirs: Any) -> bool:
    """Return whether two values of a fact say the same, as far as the less exact of the two tells."""
    if field in DATES:
        shared = min(len(str(ours)), len(str(theirs)))
        return str(ours)[:shared] == str(theirs)[:shared]
    if isinstance(ours, list):
        return sorted(map(str, ours)) == sorted(map(str, theirs))
    if field == "license":
        return key(str(ours)) == key(str(theirs))
    return bool(ours == theirs)
