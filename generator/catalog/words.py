"""Values as people read them: tokens, money, days, and the words for each term of the schema.

Every page and every export that is meant for people goes through here, so that a figure looks the same everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from generator.schema.price import UnitPrice

UNKNOWN: Final = "Unknown"
"""What stands where nobody told us. Never an empty cell, never a zero."""

TRAINING: Final[Mapping[str, str]] = {
    "no": "No",
    "opt_in": "Only with consent",
    "opt_out": "Unless refused",
    "yes": "Yes",
}
ZERO_RETENTION: Final[Mapping[str, str]] = {
    "default": "By default",
    "on_request": "On request",
    "contract": "By contract",
    "unavailable": "Not offered",
}
AGREEMENT: Final[Mapping[str, str]] = {
    "standard": "Part of the terms",
    "on_request": "On request",
    "unavailable": "Not offered",
}
THIRD_PARTIES: Final[Mapping[str, str]] = {
    "none_disclosed": "None disclosed",
    "subprocessors": "Sub-processors",
    "model_developer": "The model's developer",
    "routed_providers": "The providers routed to",
}
PROVIDER_KIND: Final[Mapping[str, str]] = {
    "developer_api": "Developer's own API",
    "cloud": "Cloud",
    "inference_host": "Inference host",
    "gateway": "Gateway",
}
CAPABILITY: Final[Mapping[str, str]] = {
    "function_calling": "Function calling",
    "structured_outputs": "Structured outputs",
    "streaming": "Streaming",
    "reasoning": "Reasoning",
    "fine_tuning": "Fine-tuning",
    "distillation": "Distillation",
    "predicted_outputs": "Predicted outputs",
    "prompt_caching": "Prompt caching",
    "web_search": "Web search",
    "code_execution": "Code execution",
    "computer_use": "Computer use",
}
MODALITY: Final[Mapping[str, str]] = {
    "text": "Text",
    "image": "Image",
    "audio": "Audio",
    "video": "Video",
    "pdf": "PDF",
    "embedding": "Embedding",
    "score": "Score",
}
BENCHMARK_GROUP: Final[Mapping[str, str]] = {
    "composite": "Composite indices",
    "reasoning_and_knowledge": "Reasoning and knowledge",
    "coding": "Coding",
    "agentic": "Agentic and tool use",
    "math_and_instruction_following": "Math and instruction following",
    "long_context": "Long context",
    "multimodal": "Multimodal",
}
RATE: Final[Mapping[str, str]] = {
    "input": "Input",
    "cached_input": "Cached input",
    "cache_write": "Cache write",
    "cache_write_5m": "Cache write, 5 minutes",
    "cache_write_1h": "Cache write, 1 hour",
    "output": "Output",
    "input_audio": "Audio input",
    "cached_input_audio": "Cached audio input",
    "output_audio": "Audio output",
    "input_image": "Image input",
    "cached_input_image": "Cached image input",
    "output_image": "Image output",
    "input_video": "Video input",
}
MODE: Final[Mapping[str, str]] = {
    "standard": "Standard",
    "batch": "Batch",
    "flex": "Flex",
    "priority": "Priority",
}
UNIT: Final[Mapping[str, str]] = {
    "image": "image",
    "audio_minute": "minute of audio",
    "video_second": "second of video",
    "million_characters": "million characters",
    "thousand_pages": "thousand pages",
    "request": "request",
    "thousand_searches": "thousand searches",
    "million_token_hours": "million tokens an hour",
}
SOURCE_KIND: Final[Mapping[str, str]] = {
    "announcement": "Announcement",
    "api_listing": "Model list API",
    "benchmark": "Benchmark",
    "changelog": "Changelog",
    "dataset": "Data set",
    "deprecations": "Deprecations",
    "documentation": "Documentation",
    "model_card": "Model card",
    "model_page": "Model page",
    "news": "News",
    "paper": "Paper",
    "pricing": "Pricing",
    "terms": "Terms",
    "trust": "Trust centre",
    "weights": "Weights",
}
_CURRENCY: Final[Mapping[str, str]] = {"USD": "$", "EUR": "€", "CNY": "¥", "GBP": "£"}


def tokens(count: int) -> str:
    """A number of tokens in full: 1,047,576."""
    return f"{count:,}"


def tokens_short(count: int) -> str:
    """A number of tokens in two or three signs: 1M, 33K, 512."""
    if count >= 1_000_000:
        return f"{Decimal(count) / 1_000_000:.1f}".removesuffix(".0") + "M"
    if count >= 1_000:
        return f"{Decimal(count) / 1_000:.0f}K"
    return str(count)


def money(amount: Decimal, currency: str) -> str:
    """An exact amount with its currency: $0.10, $0.025, €1.50."""
    return f"{_CURRENCY.get(currency, currency + ' ')}{decimals(amount)}"


def lowest_unit_price(prices: Sequence[UnitPrice], currency: str) -> tuple[str, int]:
    """What is paid that is not paid by the token: the lowest price of the unit named first, and where it stands."""
    same = [(price, place) for place, price in enumerate(prices) if price.unit == prices[0].unit]
    lowest, place = min(same, key=lambda item: item[0].price)
    start = "from " if len(same) > 1 else ""
    return f"{start}{money(lowest.price, currency)} per {UNIT[lowest.unit]}", place


def decimals(amount: Decimal) -> str:
    """An exact amount with at least two decimals and no more than it has."""
    digits = f"{amount:,f}"
    whole, _, fraction = digits.partition(".")
    return f"{whole}.{fraction.ljust(2, '0')}"


def score(value: Decimal, unit: str) -> str:
    """A benchmark score in its unit: 80.1%, 1250, $3.20."""
    plain = f"{value:f}"
    match unit:
        case "percent":
            return f"{plain}%"
        case "usd":
            return money(value, "USD")
        case _:
            return plain


def listing(words: Iterable[str], at_most: int | None = None) -> str:
    """Words in a row as a sentence has them: a, b and c; or, where there are too many, a, b and 7 more."""
    found = list(words) or [""]
    if at_most is not None and len(found) > at_most + 1:
        found[at_most:] = [f"{len(found) - at_most:,} more"]
    *most, last = found
    return f"{', '.join(most)} and {last}" if most else last


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: 1 route, 3 routes."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def plain(value: object) -> str:
    """A value as a source reports it, in words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, tuple | list):
        return ", ".join(map(plain, value)) or "none"
    return str(value)
