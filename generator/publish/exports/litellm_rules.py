"""Where LiteLLM computes another cost from the same prices than the catalog's own rule does.

Its calculation asks for rates that a price list need not have, and takes another one or none where it finds none. For
some providers it has a calculation of its own that knows less. What is said here was found with LiteLLM 1.97, and the
tests hold it against the installed one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from generator.publish.exports.amounts import MEDIA, TEXT, WRITES, cards, units, whole
from generator.schema import PricePeriod

UNKNOWN_IS_FREE: Final = "cached input and cache writes whose price is not known are free of charge"
HALF_IN_BATCHES: Final = "where no price of batches is known, they cost half of the ordinary price"
PLAIN_IN_BATCHES: Final = "all input and output of a batch costs what plain text in short requests costs"
ORDINARY_IN_MODES: Final = "a price that a mode does not tell is the ordinary one"
LONG_IN_MODES: Final = "long requests in flex or priority cost the ordinary price, but at thresholds that LiteLLM names"
HOUR_IN_MODES: Final = "a cache write of an hour costs the same in every mode"
MEDIA_IN_MODES: Final = "audio, images and video cost the same in every mode and in long requests"
CACHED_MEDIA: Final = "the prices of cached audio and images are not used"
NOT_BY_REQUEST: Final = "a price of each request is not counted"

SIGNS_IN: Final = frozenset({"chatgpt", "github_copilot"})
"""Providers of which LiteLLM tells no cost before somebody has signed in."""

_PLAIN: Final = "it counts plain input and output alone"
OWN_RULES: Final[Mapping[str, str]] = {
    "dashscope": "it knows no tiers, modes, cache writes and media",
    "databricks": _PLAIN,
    "fireworks_ai": "it knows no tiers, modes, cache writes and media",
    "huggingface": "it counts everything as free of charge",
    "perplexity": _PLAIN,
    "vertex_ai": "it knows flex and priority of some models only",
    "xai": "it knows no modes",
    **dict.fromkeys(SIGNS_IN, "it asks to sign in first"),
}
"""Providers for which LiteLLM has a calculation of its own, and what that leaves out."""


def own_rule(provider: str) -> str | None:
    """Return what LiteLLM leaves out for a provider, by its name there; None where its general rule holds."""
    return f"for {provider} {OWN_RULES[provider]}" if provider in OWN_RULES else None


def computed_otherwise(period: PricePeriod, provider: str) -> Iterator[str]:
    """Yield the rules that make a cost of these prices another one in LiteLLM."""
    modes = {mode: (card, whole(card, None).keys()) for mode, card in cards(period)}
    ordinary = modes["standard"][1] if "standard" in modes else frozenset()
    rule = own_rule(provider)
    if rule is not None:
        yield rule
    if "input" in ordinary and not ("cached_input" in ordinary and any(name in ordinary for name in WRITES)):
        yield UNKNOWN_IS_FREE
    if "batch" not in modes:
        yield HALF_IN_BATCHES
    elif modes["batch"][1] - {"input", "output"} or modes["batch"][0].tiers:
        yield PLAIN_IN_BATCHES
    others = [modes[mode] for mode in ("flex", "priority") if mode in modes]
    if any(ordinary - known for _, known in others):
        yield ORDINARY_IN_MODES
    if others and any(card.tiers for card, _ in modes.values()):
        yield LONG_IN_MODES
    if any("cache_write_1h" in known for _, known in others):
        yield HOUR_IN_MODES
    tiers = [tier for card, _ in modes.values() for tier in card.tiers]
    if any(known & set(MEDIA) for _, known in others) or any(
        getattr(tier, name) is not None for tier in tiers for name in MEDIA
    ):
        yield MEDIA_IN_MODES
    if any(name.startswith("cached") and name not in TEXT for _, known in modes.values() for name in known):
        yield CACHED_MEDIA
    if any(unit.unit == "request" and unit.what is None for _, unit in units(period)):
        yield NOT_BY_REQUEST
