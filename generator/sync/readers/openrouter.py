"""OpenRouter's model list: one entry an id, prices in dollars per token, written as text."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from generator.schema import Capabilities, Modalities, Modality
from generator.sync.observation import Gaps, ModelFacts, Observation, Prices, Reading
from generator.sync.readers.entry import Entry, listing, load_json, mapping, per_million, sane
from generator.sync.readers.rates import Cards

SOURCE: Final = "openrouter/models-api"
"""The source's id in the catalog."""

_RATES: Final = {
    "prompt": "input",
    "completion": "output",
    "input_cache_read": "cached_input",
    "input_cache_write": "cache_write",
    "audio": "input_audio",
}
_MODALITIES: Final[dict[str, Modality]] = {
    "text": "text",
    "image": "image",
    "audio": "audio",
    "video": "video",
    "file": "pdf",
    "embeddings": "embedding",
}
_PARAMETERS: Final = {
    "tools": "function_calling",
    "structured_outputs": "structured_outputs",
    "reasoning": "reasoning",
}


def read(content: bytes, read_on: date) -> Reading:
    """Return what the list says. Raises SyncError when `content` is something else."""
    gaps = Gaps()
    data = mapping(load_json(content), "OpenRouter's models").get("data")
    entries = listing(data, "OpenRouter's models")
    found = [_observation(Entry(item, f"data/{index}", gaps), read_on) for index, item in enumerate(entries)]
    return Reading(tuple(item for item in found if item), gaps.listed())


def _observation(entry: Entry, read_on: date) -> Observation | None:
    model_id = entry.text("id")
    if model_id is None:
        entry.gaps.note("a model without an id", entry.at)
        return None
    entry.skip("created", "description", "per_request_limits", "default_parameters", "hugging_face_id")
    serving, architecture, pricing = entry.entry("top_provider"), entry.entry("architecture"), entry.entry("pricing")
    modalities = _modalities(architecture) if architecture else None
    parameters = entry.texts("supported_parameters")
    known = {field: True for word, field in _PARAMETERS.items() if word in parameters}
    facts = ModelFacts(
        context_window=entry.tokens("context_length"),
        max_output_tokens=serving.tokens("max_completion_tokens") if serving else None,
        modalities=modalities,
        capabilities=Capabilities(**known) if known else None,
    )
    cards = _cards(pricing, is_free=model_id.endswith(":free")).done() if pricing else {}
    slug = entry.text("canonical_slug")
    name = entry.text("name")
    entry.close()
    mixes = modalities is None or set(modalities.output) != {"text"}
    return Observation(
        source=SOURCE,
        read_on=read_on,
        provider="openrouter",
        model_id=model_id,
        at=f"{entry.at} {model_id}",
        name=name,
        developer=model_id.partition("/")[0],
        facts=facts,
        prices=(Prices(cards, mixes_media=mixes),) if cards else (),
        aliases=(slug,) if slug and slug != model_id else (),
    )


def _cards(pricing: Entry, *, is_free: bool) -> Cards:
    cards = Cards(pricing.at, pricing.gaps)
    pricing.skip("image", "internal_reasoning", "discount", "image_output", "image_token")
    for key, field in _RATES.items():
        amount = _amount(pricing, key)
        # -1 stands for a price that depends on where the request ends.
        if amount is not None and amount >= 0 and (amount or is_free):
            cards.rate("standard", field, per_million(amount))
    for key, unit, factor in (("request", "request", 1), ("web_search", "thousand_searches", 1000)):
        amount = _amount(pricing, key)
        if amount and amount > 0:
            cards.unit("standard", unit, "web search" if key == "web_search" else None, sane(amount * factor))
    pricing.close()
    return cards


def _amount(pricing: Entry, key: str) -> Decimal | None:
    text = pricing.text(key)
    try:
        amount = Decimal(text) if text else None
    except InvalidOperation:
        amount = Decimal("NaN")
    if amount is not None and not (amount.is_finite() and abs(amount.adjusted()) < 20):
        pricing.gaps.note(f"{key} that is no amount", pricing.at)
        return None
    return amount


def _modalities(architecture: Entry) -> Modalities | None:
    architecture.skip("modality", "tokenizer", "instruct_type")
    sides: list[tuple[Modality, ...]] = []
    for key in ("input_modalities", "output_modalities"):
        words = architecture.texts(key)
        for word in words:
            if word not in _MODALITIES:
                architecture.gaps.note(f"unknown modality {word[:20]!r}", architecture.at)
        sides.append(tuple(_MODALITIES[word] for word in words if word in _MODALITIES))
    architecture.close()
    return Modalities(input=sides[0], output=sides[1]) if all(sides) else None
