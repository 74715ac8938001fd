"""Knowledge of a few made-up routes under ids that look like real ones, for tests of shape, place and context.

What a scan says follows from dates, so these are made up for the tests and say nothing about the models of these names.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from generator.scan import Finding, Knowledge, scan

TODAY = date(2026, 11, 21)

PROVIDERS = {
    "openai": {"name": "OpenAI", "hosts": ["api.openai.com"], "keys": ["OPENAI_API_KEY"]},
    "azure": {"name": "Azure", "names": ["azure_ai"]},
    "amazon-bedrock": {"name": "Amazon Bedrock", "names": ["bedrock"]},
    "google": {"name": "Gemini API", "names": ["gemini"], "hosts": ["generativelanguage.googleapis.com"]},
    "openrouter": {"name": "OpenRouter", "hosts": ["openrouter.ai"], "keys": ["OPENROUTER_API_KEY"]},
    "deepgram": {"name": "Deepgram", "hosts": ["api.deepgram.com"], "keys": ["DEEPGRAM_API_KEY"]},
}

OVER = "2026-01-31"
SOON = "2026-12-01"

ROUTES: list[dict[str, Any]] = [
    {"provider": "openai", "model": "openai/gpt-4", "id": "gpt-4", "retires_on": OVER, "replacement": "openai/gpt-5"},
    {"provider": "azure", "model": "openai/gpt-4", "id": "gpt-4", "retires_on": SOON, "source": "azure/ends"},
    {"provider": "openrouter", "model": "openai/gpt-4", "id": "openai/gpt-4"},
    {"provider": "openai", "model": "openai/gpt-5", "id": "gpt-5"},
    {"provider": "openai", "model": "openai/o1", "id": "o1", "retires_on": OVER},
    {"provider": "openai", "model": "openai/tts-1", "id": "tts-1", "retires_on": OVER},
    {
        "provider": "openai",
        "model": "openai/gpt-4o",
        "id": "gpt-4o-2024-08-06",
        "retires_on": OVER,
        "deprecated_on": "2025-01-01",
    },
    {
        "provider": "amazon-bedrock",
        "model": "anthropic/claude-3-opus",
        "id": "anthropic.claude-3-opus-20240229-v1:0",
        "retires_on": OVER,
    },
    {"provider": "google", "model": "google/gemini-1.5-pro", "id": "gemini-1.5-pro", "retires_on": OVER},
    {"provider": "deepgram", "model": "deepgram/nova", "id": "nova", "retires_on": OVER},
    {"provider": "openrouter", "model": "cohere/command", "id": "command", "retires_on": OVER},
    {"provider": "openrouter", "model": "meta/llama-3-70b", "id": "meta-llama/Llama-3-70B", "retires_on": OVER},
]

ALSO = {
    "azure/gpt-4": 1,
    "openai/gpt-4": 0,
    "gemini/gemini-1.5-pro": 8,
    "bedrock/anthropic.claude-3-opus-20240229-v1:0": 7,
}
"""Ids as other catalogs write them, and the route that each names."""


def knowledge(*routes: dict[str, Any], models: dict[str, Any] | None = None) -> Knowledge:
    """Knowledge of `routes`, or of those above."""
    every = list(routes) or ROUTES
    ids: dict[str, list[Any]] = {}
    pairs = [(route["id"], place) for place, route in enumerate(every)] + ([] if routes else list(ALSO.items()))
    for text, place in pairs:
        entry = ids.setdefault(text.lower(), [[]])
        entry[0] = sorted({*entry[0], every[place]["model"]})
        entry.append(place)
    return Knowledge(
        {
            "format": 1,
            "site": "https://example.org/",
            "sources": {"azure/ends": ["Ends", "https://azure.com/ends", "2026-11-01"]},
            "routes": [{name: value for name, value in route.items() if value is not None} for route in every],
            "models": models or {},
            "ids": ids,
            "providers": PROVIDERS,
        }
    )


def findings(folder: Path, text: str, name: str = "code.py", known: Knowledge | None = None) -> list[Finding]:
    """What a scan finds in one file with this text."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return list(scan([file], known or knowledge(), TODAY).findings)


def ids_in(folder: Path, text: str, name: str = "code.py") -> list[str]:
    """The ids that a scan finds in use in one file, whatever is the matter with them."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return [use.text for use in scan([file], knowledge(), TODAY).uses]
