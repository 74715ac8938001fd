"""The model lists that the APIs of OpenAI, Anthropic, Google and xAI return: what a developer says of its own ids.

Each is a provider's own document, so what it states is primary evidence. `created` is when an id was made, which is not
when people could first use the model, and is not read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from generator.schema import Capabilities
from generator.sync.observation import Gaps, ModelFacts, Observation, Prices, Reading
from generator.sync.readers.entry import Entry, listing, load_json, mapping, sane
from generator.sync.readers.rates import Cards

# xAI counts in hundred-millionths of a cent per token: 12500 is 1.25 dollars per million.
_XAI_UNITS_A_DOLLAR: Final = 10_000


def read_openai(content: bytes, read_on: date) -> Reading:
    """Return the ids that OpenAI's list names. Raises SyncError when `content` is something else."""
    return _read(content, "data", lambda entry: _openai(entry, read_on))


def read_anthropic(content: bytes, read_on: date) -> Reading:
    """Return what Anthropic's list says. Raises SyncError when `content` is something else."""
    return _read(content, "data", lambda entry: _anthropic(entry, read_on))


def read_google(content: bytes, read_on: date) -> Reading:
    """Return what Google's list says. Raises SyncError when `content` is something else."""
    return _read(content, "models", lambda entry: _google(entry, read_on))


def read_xai(content: bytes, read_on: date) -> Reading:
    """Return what xAI's list says. Raises SyncError when `content` is something else."""
    return _read(content, "data", lambda entry: _xai(entry, read_on))


def _read(content: bytes, key: str, read: Callable[[Entry], Observation | None]) -> Reading:
    gaps = Gaps()
    entries = listing(mapping(load_json(content), "a list of models").get(key), "a list of models")
    found: list[Observation] = []
    for index, item in enumerate(entries):
        entry = Entry(item, f"{key}/{index}", gaps)
        observation = read(entry)
        if observation is None:
            gaps.note("a model without an id", entry.at)
        else:
            found.append(observation)
        entry.close()
    return Reading(tuple(found), gaps.listed())


def _openai(entry: Entry, read_on: date) -> Observation | None:
    entry.skip("object", "created", "owned_by")
    model_id = entry.text("id")
    return Observation("openai/models-api", read_on, "openai", model_id, entry.at) if model_id else None


def _anthropic(entry: Entry, read_on: date) -> Observation | None:
    entry.skip("type", "created_at")
    model_id = entry.text("id")
    can = entry.entry("capabilities")
    supported = set(_supported(can)) if can else set()
    known = {"reasoning": "thinking", "structured_outputs": "structured_outputs", "code_execution": "code_execution"}
    flags = {field: True for field, word in known.items() if word in supported}
    facts = ModelFacts(
        input_limit=entry.tokens("max_input_tokens"),
        max_output_tokens=entry.tokens("max_tokens"),
        accepts=frozenset(form for form in ("image", "pdf") if f"{form}_input" in supported),
        capabilities=Capabilities(**flags) if flags else None,
    )
    name = entry.text("display_name")
    if model_id is None:
        return None
    return Observation("anthropic/models-api", read_on, "anthropic", model_id, entry.at, name, "anthropic", facts)


def _supported(can: Entry) -> Iterator[str]:
    for key in can.keys():  # noqa: SIM118 - an Entry is no dict
        inside = can.entry(key)
        if inside and inside.flag("supported"):
            yield key


def _google(entry: Entry, read_on: date) -> Observation | None:
    entry.skip("description", "version", "supportedGenerationMethods", "temperature", "maxTemperature", "topK", "topP")
    full_name = entry.text("name")
    thinks = entry.flag("thinking")
    facts = ModelFacts(
        input_limit=entry.tokens("inputTokenLimit"),
        max_output_tokens=entry.tokens("outputTokenLimit"),
        capabilities=Capabilities(reasoning=True) if thinks else None,
    )
    name = entry.text("displayName")
    model_id = (full_name or "").removeprefix("models/")
    if not model_id:
        return None
    return Observation("google/models-api", read_on, "google", model_id, entry.at, name, "google", facts)


def _xai(entry: Entry, read_on: date) -> Observation | None:
    entry.skip("object", "created", "owned_by", "image_price")
    model_id = entry.text("id")
    cards = Cards(entry.at, entry.gaps)
    above = entry.tokens("long_context_threshold")
    for key, field in (
        ("prompt_text_token_price", "input"),
        ("cached_prompt_text_token_price", "cached_input"),
        ("completion_text_token_price", "output"),
        ("prompt_image_token_price", "input_image"),
    ):
        amount, long_amount = entry.amount(key), entry.amount(f"{key}_long_context")
        if amount:
            cards.rate("standard", field, sane(amount / Decimal(_XAI_UNITS_A_DOLLAR)))
        if long_amount and above:
            cards.rate("standard", field, sane(long_amount / Decimal(_XAI_UNITS_A_DOLLAR)), above)
    facts = ModelFacts(context_window=entry.tokens("context_length"))
    aliases = entry.texts("aliases")
    done = cards.done()
    if model_id is None:
        return None
    return Observation(
        source="xai/models-api",
        read_on=read_on,
        provider="xai",
        model_id=model_id,
        at=entry.at,
        facts=facts,
        prices=(Prices(done),) if done else (),
        aliases=aliases,
    )
