"""What a source's words mean in the catalog's: limits, dates and forms that are defined differently are matched here.

Most disagreements between catalogs are none: one gives the whole window where another gives the input, one counts
documents as a form of input, one gives a day where another gives a month.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from generator.schema import Model
from generator.sync.draft import Block
from generator.sync.names import day_of, key
from generator.sync.observation import ModelFacts
from generator.sync.standing import value_at

DATES: Final = frozenset({"knowledge_cutoff", "released_on"})
"""Facts that are dates, as exactly as a source tells them."""

_MONTH: Final = len("2024-06")
_SHORT_DAY: Final = re.compile(r"-(2\d[01]\d[0-3]\d)$")
_LATE: Final = timedelta(days=21)
"""How long after the day in its oldest snapshot's id a model is released at the latest."""

_WEAK_NO: Final = frozenset({"capabilities.structured_outputs"})
_OF_THE_MODEL: Final = ("capabilities.", "open_weights")
_OF_TEXT: Final = ("context_window", "max_", "capabilities.")
_MADE: Final = (
    (re.compile(r"(^|-)rerank"), "score"),
    (re.compile(r"(^|-)(\w*embed|(bge|gte|e5|minilm|mpnet|uae|voyage)(-|$))"), "embedding"),
    (re.compile(r"tts(-|$)"), "audio"),
)
"""What a model puts out by a word of its name; sources that know text alone say text."""

_ANIMATES: Final = re.compile(r"(^|-)[ir]2v(-|$)")
"""A word in the name of a model that makes videos of images; sources that list it among others say text alone."""

_FILLED_IN: Final[dict[str, Collection[tuple[int | None, int]]]] = {
    "cloudflare-ai-gateway": {(128000, 16384)},
    "nano-gpt": {(16384, 8192)},
    "nvidia": {(128000, 8192), (128000, 4096), (None, 4096)},
    "vercel": {(8192, 1536)},
}
"""Windows with output limits that a list gives to dozens of models, detectors of cars and embeddings among them."""


def differs_by_counting(one: Any, other: Any) -> bool:
    """Whether two limits are one, counted in thousands by one source and in 1,024s by another: 128000 and 131072."""
    if isinstance(one, bool) or isinstance(other, bool) or not (isinstance(one, int) and isinstance(other, int)):
        return False
    low, high = sorted((one, other))
    return any(low % 1000**power == 0 and low // 1000**power * 1024**power == high for power in (1, 2))


def is_weak(field: str, value: Any, outputs: Collection[str]) -> bool:
    """Whether a fact says nothing when a host states it of a model that puts out these forms.

    What it lacks there, the model may have elsewhere. What it knows is for its developer to tell: of the cutoffs that
    hosts give, half are not those of the developers' pages. Hosts that list images and speech beside chat fill in for
    those the limits and abilities of chat.
    """
    if field == "knowledge_cutoff" or (value is False and field.startswith(_OF_THE_MODEL)):
        return True
    return bool(outputs) and not {"text", "embedding", "score"} & {*outputs} and field.startswith(_OF_TEXT)


def without_filled_in(provider_id: str, facts: ModelFacts) -> ModelFacts:
    """Return what a list says of a model, without the limits that it gives to all of which it knows none."""
    if (facts.context_window, facts.max_output_tokens) in _FILLED_IN.get(provider_id, ()):
        return replace(facts, context_window=None, max_output_tokens=None)
    return facts


def stated_facts(facts: ModelFacts, block: Block) -> dict[str, Any]:
    """Return what an observation states of the model whose record is `block`, by the path of each fact."""
    found: dict[str, Any] = {}
    for field in ("context_window", "max_output_tokens", "knowledge_cutoff", "released_on", "open_weights", "license"):
        value = getattr(facts, field)
        if value is not None:
            found[field] = value
    window = facts.context_window
    if window is not None and facts.max_output_tokens == window != block.get("max_output_tokens"):
        # What a host writes who does not know the limit, which is no limit of the model's wherever its window is wider.
        found.pop("max_output_tokens", None)
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
            # No model makes documents: who says so means that they can be handed on as files.
            forms = [form for form in getattr(facts.modalities, side) if side == "input" or form != "pdf"]
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
    name = key(str(block.get("name", "")))
    if _ANIMATES.search(name) and found.get("modalities.input") == ["text"]:
        del found["modalities.input"]
    made = next((form for words, form in _MADE if words.search(name)), None)
    if made is not None and found.get("modalities.output") == ["text"]:
        found["modalities.output"] = [made]
    return fitting(found, block)


def fitting(found: dict[str, Any], block: Block) -> dict[str, Any]:
    """Return facts that fit each other and a model's record.

    Limits above the window are left out, and a cutoff after the release: one of the two is misread. A cutoff in the
    month of the release is the release under another name. One side of the modalities needs the other.
    """
    found = dict(found)
    known = max(block.get(field, 0) for field in ("max_input_tokens", "max_output_tokens"))
    if found.get("context_window", known) < known:
        del found["context_window"]
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
        same_month = shared >= _MONTH and str(cutoff)[:_MONTH] == str(released)[:_MONTH]
        if same_month or str(cutoff)[:shared] > str(released)[:shared]:
            found.pop("knowledge_cutoff", None)
    oldest = min(filter(None, (_day_in(item["id"]) for item in block.get("snapshots", []))), default=None)
    if oldest and str(found.get("released_on", "")) > (oldest + _LATE).isoformat():
        # The day on which a list first carried the model, or a later snapshot of it.
        del found["released_on"]
    for side, other in (("input", "output"), ("output", "input")):
        # Both sides are needed to write either.
        path, rest = f"modalities.{side}", f"modalities.{other}"
        if path in found and rest not in found and value_at(block, rest) is None:
            del found[path]
    return {field: value for field, value in found.items() if field.split(".")[0] in Model.model_fields}


def _day_in(text: str) -> date | None:
    """The day in a snapshot's id, with or without its century: qwen-plus-2025-07-28, doubao-seed-2-0-lite-260215."""
    if (found := _SHORT_DAY.search(text)) is None:
        return day_of(text)
    try:
        return date.fromisoformat(f"20{found[1]}")
    except ValueError:
        return None


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
