"""LiteLLM's `model_prices_and_context_window.json`: a flat map of ids with prices per token.

Prices become exact prices per million. A price key is a name, then perhaps a lifetime of a cache, a context tier and a
mode of service, each told by its words: `input_cost_per_token_above_200k_tokens_batches`. `max_input_tokens` is kept
as a limit of unknown kind, because some entries hold the whole window there; `deprecation_date` as a day of unknown
kind, because floors and firm days share it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from generator.schema import Capabilities, Mode, RateCard
from generator.sync.observation import Gaps, Lifecycle, ModelFacts, Observation, Prices, Reading
from generator.sync.readers.entry import Entry, load_json, mapping, per_million, sane
from generator.sync.readers.rates import Cards

SOURCE: Final = "datasets/litellm"
"""The source's id in the catalog."""

_TOKENS: Final = {
    "input_cost_per_token": "input",
    "output_cost_per_token": "output",
    "cache_read_input_token_cost": "cached_input",
    "cache_creation_input_token_cost": "cache_write",
    "input_cost_per_audio_token": "input_audio",
    "output_cost_per_audio_token": "output_audio",
    "cache_read_input_audio_token_cost": "cached_input_audio",
    "input_cost_per_image_token": "input_image",
    "output_cost_per_image_token": "output_image",
    "cache_read_input_image_token_cost": "cached_input_image",
    "input_cost_per_video_token": "input_video",
}
_MODES: Final[dict[str, Mode]] = {"batches": "batch", "flex": "flex", "priority": "priority"}
_RATE = re.compile(
    rf"(?P<name>{'|'.join(_TOKENS)})(?P<hour>_above_1hr)?(?:_above_(?P<above>\d{{1,4}})k_tokens)?"
    rf"(?:_(?P<mode>{'|'.join(_MODES)}))?"
)
_NO_ENTRIES: Final = frozenset({"sample_spec", "rules"})
_TEXT_MODES: Final = frozenset({"chat", "responses", "completion"})
_NO_OUTPUT: Final = frozenset({"embedding", "rerank", "moderation"})
_IMAGE_MODES: Final = frozenset({"image_generation", "image_edit"})
_MEDIA_MODES: Final = frozenset(
    {"image_generation", "image_edit", "audio_speech", "audio_transcription", "video_generation", "realtime"}
)
_CAPABILITIES: Final = {
    "supports_function_calling": "function_calling",
    "supports_response_schema": "structured_outputs",
    "supports_reasoning": "reasoning",
    "supports_prompt_caching": "prompt_caching",
    "supports_web_search": "web_search",
    "supports_computer_use": "computer_use",
    "supports_native_streaming": "streaming",
}
_ACCEPTS: Final = {
    "supports_vision": "image",
    "supports_pdf_input": "pdf",
    "supports_audio_input": "audio",
    "supports_video_input": "video",
}
# What LiteLLM needs to send requests, and what repeats another key.
_OF_NO_USE = re.compile(
    r"supports_\w+|max_tokens|source|metadata|comment|rpm|tpm|rules|supported_\w+|output_vector_size|token_count_\w+|"
    r"prompt_cache_min_tokens|reasoning_\w+|default_reasoning_effort|bedrock_\w+|thinking_always_on|use_\w+|uses_\w+|"
    r"gemini_\w+|vertex_ai_\w+|input_cost_per_token_cache_hit|\w+_dbu_cost_per_token|search_free_requests|"
    r"web_search_billing_unit|provider_specific_entry"
)
_RESOLUTION = re.compile(r"output_cost_per_second_(\d{3,4}p|\dk)")
# An image's quality and size stand before the id: azure/low/1024-x-1024/gpt-image-1, 512-x-512/50-steps/bedrock/...
_SIZED = re.compile(
    r"(?P<before>(?:azure|fal_ai|openai)/)?(?:(?P<quality>low|medium|high|xhigh|max|standard|hd)/)?"
    r"(?:(?P<width>\d+|max)-x-(?P<height>\d+|max)/)?(?:(?P<steps>max|\d+)-steps/)?(?P<rest>.+)"
)


def read(content: bytes, read_on: date) -> Reading:
    """Return what the map says. Raises SyncError when `content` is something else."""
    gaps = Gaps()
    entries = mapping(load_json(content), "LiteLLM's models")
    observations = [
        _observation(Entry(data, key, gaps), key, read_on) for key, data in entries.items() if key not in _NO_ENTRIES
    ]
    return Reading(tuple(_gathered([item for item in observations if item])), gaps.listed())


def _gathered(observations: list[Observation]) -> list[Observation]:
    """Move the prices of all qualities and sizes of an image to the first entry of their id: they are one list."""
    first: dict[tuple[str, str], int] = {}
    gathered = list(observations)
    for place, item in enumerate(observations):
        at = first.setdefault((item.provider, item.model_id), place)
        if at == place or item.entry_id is None:
            continue
        gathered[at] = replace(gathered[at], prices=_together(gathered[at].prices, item.prices))
        gathered[place] = replace(item, prices=())
    return gathered


def _together(ours: tuple[Prices, ...], theirs: tuple[Prices, ...]) -> tuple[Prices, ...]:
    if not (ours and theirs):
        return ours or theirs
    card, other = (prices[0].cards.get("standard", RateCard()) for prices in (ours, theirs))
    whole = card.model_copy(update={"per_unit": (*card.per_unit, *other.per_unit)})
    return (replace(ours[0], cards={**ours[0].cards, "standard": whole}),)


def _observation(entry: Entry, key: str, read_on: date) -> Observation | None:
    provider = entry.text("litellm_provider")
    if provider is None or not key:
        entry.gaps.note("an entry without an id or without litellm_provider", entry.at)
        return None
    mode = entry.text("mode") or ""
    model_id, what, pixels = _image(key) if mode in _IMAGE_MODES else (key, None, None)
    cards = _cards(entry, mode, is_free=":free" in key)
    _images(entry, cards, mode, what, pixels)
    output = entry.tokens("max_output_tokens")
    facts = ModelFacts(
        input_limit=entry.tokens("max_input_tokens"),
        max_output_tokens=output if mode in _TEXT_MODES else None,
        accepts=frozenset(form for name, form in _ACCEPTS.items() if entry.flag(name)),
        capabilities=_capabilities(entry),
    )
    ends_on = entry.day("deprecation_date")
    for name in entry.keys():  # noqa: SIM118 - an Entry is no dict
        if _OF_NO_USE.fullmatch(name):
            entry.skip(name)
    entry.close()
    done = cards.done()
    return Observation(
        source=SOURCE,
        read_on=read_on,
        provider=provider,
        model_id=model_id,
        entry_id=key if key != model_id else None,
        at=entry.at,
        facts=facts,
        prices=(Prices(done, mixes_media=mode in _MEDIA_MODES),) if done else (),
        lifecycle=Lifecycle(ends_on=ends_on),
    )


def _image(key: str) -> tuple[str, str | None, int | None]:
    """The id without what stands before it of an image, that in words, and the image's pixels."""
    found = _SIZED.fullmatch(key)
    if found is None or not (found["quality"] or found["width"]):
        return key, None, None
    sizes = [found["width"], found["height"]]
    is_exact = all(size and size.isdigit() for size in sizes)
    words = (
        f"{found['quality']} quality" if found["quality"] else "",
        f"{sizes[0]} x {sizes[1]}" if sizes[0] else "",
        f"{found['steps']} steps" if found["steps"] else "",
    )
    pixels = int(sizes[0]) * int(sizes[1]) if is_exact else None
    return (found["before"] or "") + found["rest"], ", ".join(word for word in words if word), pixels


def _images(entry: Entry, cards: Cards, mode: str, what: str | None, pixels: int | None) -> None:
    """Prices per image made, also those that are told by the pixel; an image that is put in is told apart."""
    made = entry.amount("output_cost_per_image")
    taken = entry.amount("input_cost_per_image")
    by_pixel = [entry.amount(f"{side}_cost_per_pixel") for side in ("input", "output")]
    if mode == "image_generation" and not made:
        # Where images are made, a price of images put in alone is what older entries call one that is made.
        made, taken = taken, None
    if mode in _IMAGE_MODES and not made and pixels and any(by_pixel):
        made = max(price for price in by_pixel if price) * pixels
    if made:
        cards.unit("standard", "image", what, sane(made))
    if taken:
        cards.unit("standard", "image", "input", sane(taken))


def _capabilities(entry: Entry) -> Capabilities | None:
    # Only `true` says something: `false` is also what nobody looked up.
    known = {field: True for name, field in _CAPABILITIES.items() if entry.flag(name)}
    return Capabilities(**known) if known else None


def _cards(entry: Entry, mode: str, *, is_free: bool) -> Cards:
    cards = Cards(entry.at, entry.gaps)
    has_hours = any("above_1hr" in key for key in entry.keys())  # noqa: SIM118 - an Entry is no dict
    rates = [(found, amount) for found in _rate_keys(entry) if (amount := entry.amount(found.string)) is not None]
    if is_free or any(amount for _, amount in rates):
        charged = any(amount for found, amount in rates if found["name"] == "input_cost_per_token")
        for found, amount in rates:
            field = _TOKENS[found["name"]]
            empty = not amount and not is_free and (field not in ("input", "output") or not charged)
            if empty or (field == "output" and mode in _NO_OUTPUT):
                continue
            if field == "cache_write" and has_hours:
                field = "cache_write_1h" if found["hour"] else "cache_write_5m"
            above = int(found["above"]) * 1000 if found["above"] else None
            cards.rate(_MODES.get(found["mode"] or "", "standard"), field, per_million(amount), above)
    elif rates:
        entry.gaps.note("prices of 0 that may mean unknown, not taken as free", entry.at)
    _ranges(entry, cards)
    _units(entry, cards, mode)
    return cards


def _rate_keys(entry: Entry) -> list[re.Match[str]]:
    return [found for key in entry.keys() if (found := _RATE.fullmatch(key))]  # noqa: SIM118


def _ranges(entry: Entry, cards: Cards) -> None:
    """Prices by ranges of input, where the first range is the plain price."""
    for part in entry.entries("tiered_pricing"):
        bounds = part.raw("range")
        start = bounds[0] if isinstance(bounds, list) and bounds else None
        if not isinstance(start, int | Decimal) or isinstance(start, bool) or not 0 <= start < 1_000_000_000:
            entry.gaps.note("a price range without a start", part.at)
            continue
        for found in _rate_keys(part):
            amount = part.amount(found.string)
            if amount and not found["above"] and not found["mode"]:
                cards.rate("standard", _TOKENS[found["name"]], per_million(amount), int(start) or None)
        part.close()


def _units(entry: Entry, cards: Cards, mode: str) -> None:
    is_audio, is_video = mode == "audio_transcription", mode == "video_generation"
    for key in ("input_cost_per_second", "output_cost_per_second"):
        if is_audio or is_video:
            amount = entry.amount(key)
            if amount:
                unit = "audio_minute" if is_audio else "video_second"
                cards.unit("standard", unit, None, sane(amount * 60 if is_audio else amount))
    plain = {
        "input_cost_per_character": ("million_characters", None, 1_000_000),
        "ocr_cost_per_page": ("thousand_pages", None, 1000),
        "annotation_cost_per_page": ("thousand_pages", "annotations", 1000),
        "input_cost_per_query": ("thousand_searches", None, 1000),
        "input_cost_per_request": ("request", None, 1),
        "output_cost_per_video_per_second": ("video_second", None, 1),
    }
    for key, (unit, what, factor) in plain.items():
        amount = entry.amount(key)
        if amount:
            cards.unit("standard", unit, what, sane(amount * factor))
    for key in entry.keys():  # noqa: SIM118 - an Entry is no dict
        found = _RESOLUTION.fullmatch(key)
        amount = entry.amount(key) if found else None
        if found and amount:
            cards.unit("standard", "video_second", found[1], sane(amount))
    searches = entry.entry("search_context_cost_per_query")
    if searches:
        amounts = {size: searches.amount(f"search_context_size_{size}") for size in ("low", "medium", "high")}
        different = len({amount for amount in amounts.values() if amount}) > 1
        for size, amount in amounts.items():
            if amount and (different or size == "medium"):
                what = f"web search, {size} context" if different else "web search"
                cards.unit("standard", "thousand_searches", what, sane(amount * 1000))
        searches.close()
