"""Every format that `sync` reads, with where it is published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from generator.sync.observation import Reading
from generator.sync.readers import (
    genai_prices,
    lifecycle_rows,
    litellm,
    models_dev,
    models_dev_records,
    openrouter,
    price_history,
    vendor_lists,
)

ReadFunction: TypeAlias = Callable[[bytes, date], Reading]
"""Content and the day it was read -> what it says. Raises SyncError when the content is not the format at all."""


@dataclass(frozen=True, slots=True)
class Format:
    """A public format that `sync` reads."""

    read: ReadFunction
    """The reader."""
    url: str | None = None
    """Where the file is published for everybody; None when it must be given."""


FORMATS: Final[dict[str, Format]] = {
    "models-dev": Format(models_dev.read, "https://models.dev/api.json"),
    "models-dev-records": Format(models_dev_records.read, "https://models.dev/models.json"),
    "litellm": Format(
        litellm.read,
        "https://raw.githubusercontent.com/BerriAI/litellm/main/model_prices_and_context_window.json",
    ),
    "genai-prices": Format(
        genai_prices.read, "https://raw.githubusercontent.com/pydantic/genai-prices/main/prices/data.json"
    ),
    "openrouter": Format(openrouter.read, "https://openrouter.ai/api/v1/models"),
    "openai": Format(vendor_lists.read_openai),
    "anthropic": Format(vendor_lists.read_anthropic),
    "google": Format(vendor_lists.read_google),
    "xai": Format(vendor_lists.read_xai),
    "lifecycle": Format(lifecycle_rows.read),
    "price-history": Format(price_history.read),
}
"""Every format by the name that the command line takes."""
