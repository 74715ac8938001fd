"""genai-prices' data: providers with models, prices per million tokens, tiers, dated prices and service tiers.

The project's own JSON and the form that its package ships (`_type` names the clause) are read alike. A price that holds
only at some hours of the day is not one that the catalog can hold, and is counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Final

from generator.schema import Mode
from generator.sync.observation import Gaps, ModelFacts, Observation, Prices, Reading
from generator.sync.readers.entry import Entry, listing, load_json, sane
from generator.sync.readers.rates import Cards

SOURCE: Final = "datasets/genai-prices"
"""The source's id in the catalog."""

_RATES: Final = {
    "input_mtok": "input",
    "output_mtok": "output",
    "cache_read_mtok": "cached_input",
    "cache_write_mtok": "cache_write",
    "cache_write_1h_mtok": "cache_write_1h",
    "input_audio_mtok": "input_audio",
    "output_audio_mtok": "output_audio",
    "cache_audio_read_mtok": "cached_input_audio",
    "input_image_mtok": "input_image",
    "output_image_mtok": "output_image",
    "cache_image_read_mtok": "cached_input_image",
    "input_video_mtok": "input_video",
}
_UNITS: Final[dict[str, tuple[str, str | None, int]]] = {
    "web_searches_kcount": ("thousand_searches", "web search", 1),
    "storage_searches_kcount": ("thousand_searches", "file search", 1),
    "requests_kcount": ("request", None, 1000),
    "input_mchars": ("million_characters", None, 1),
    "input_audio_hours": ("audio_minute", None, 60),
    "input_document_kpages": ("thousand_pages", None, 1),
    "input_annotated_document_kpages": ("thousand_pages", "annotations", 1),
}
_MODES: Final[dict[tuple[str, str], Mode]] = {
    ("processing", "batch"): "batch",
    ("service_tier", "flex"): "flex",
    ("service_tier", "priority"): "priority",
}
_DEEPEST: Final = 20


def read(content: bytes, read_on: date) -> Reading:
    """Return what the file says. Raises SyncError when `content` is something else."""
    gaps = Gaps()
    observations: list[Observation] = []
    for position, data in enumerate(listing(load_json(content), "genai-prices' providers")):
        provider = Entry(data, str(position), gaps)
        key = provider.text("id")
        if key is None:
            gaps.note("a provider without an id", provider.at)
            continue
        provider.skip("name", "pricing_urls", "api_pattern", "model_match", "provider_match", "extractors")
        provider.skip("price_comments", "description", "fallback_model_providers")
        for model in provider.entries("models"):
            found = _observation(model, key, read_on)
            if found:
                observations.append(found)
        provider.close()
    return Reading(tuple(observations), gaps.listed())


def _observation(model: Entry, provider: str, read_on: date) -> Observation | None:
    model_id = model.text("id")
    if model_id is None:
        model.gaps.note("a model without an id", model.at)
        return None
    model.skip("description", "price_comments", "deprecated")
    at = f"{provider}/{model_id}"
    aliases = tuple(dict.fromkeys(word for word in _equals(model.raw("match"), 0) if word != model_id))
    observation = Observation(
        source=SOURCE,
        read_on=read_on,
        provider=provider,
        model_id=model_id,
        at=at,
        name=model.text("name"),
        facts=ModelFacts(input_limit=model.tokens("context_window")),
        prices=tuple(_periods(model, read_on, is_free=":free" in model_id)),
        aliases=aliases,
    )
    model.close()
    return observation


def _equals(clause: Any, depth: int) -> Iterator[str]:
    """Ids that a match clause names in full; patterns name none."""
    if isinstance(clause, dict) and depth < _DEEPEST:
        if isinstance(clause.get("equals"), str):
            yield clause["equals"]
        either = clause.get("or") or clause.get("or_")
        for part in either if isinstance(either, list) else ():
            yield from _equals(part, depth + 1)


def _periods(model: Entry, read_on: date, *, is_free: bool) -> Iterator[Prices]:
    """One period from each day on which some price began, with all prices that held then."""
    dated = list(_dated(model, read_on))
    starts = sorted({start for start, _, _ in dated if start is not None})
    for start in [None, *starts]:
        cards = Cards(model.at, model.gaps)
        held: dict[Mode, Entry] = {}
        for begins, mode, prices in dated:
            if begins is None or (start is not None and begins <= start):
                held[mode] = prices
        for mode, prices in held.items():
            _add(cards, mode, prices, is_free=is_free)
        later = [day for day in starts if start is None or day > start]
        done = cards.done()
        if done:
            yield Prices(done, from_=start, until=later[0] if later else None)
    for _, _, prices in dated:
        prices.skip("output_reasoning_mtok", "audio_hours")
        prices.close()


def _dated(model: Entry, read_on: date) -> Iterator[tuple[date | None, Mode, Entry]]:
    plain = model.raw("prices")
    parts = [(part, "standard") for part in model.entries("prices")] if isinstance(plain, list) else []
    if not isinstance(plain, list):
        prices = model.entry("prices")
        if prices:
            yield None, "standard", prices
    variants = [(part, None) for part in model.entries("price_variants")] if model.raw("price_variants") else []
    for part, mode in [*parts, *variants]:
        named: Mode | None = "standard" if mode else _mode(part)
        start, is_held = _start(part)
        prices = part.entry("prices")
        part.close()
        if not is_held:
            model.gaps.note("a price that holds at some hours only", model.at)
        elif start is not None and start > read_on:
            model.gaps.note("a price that lies ahead", model.at)
        elif named and prices:
            yield start, named, prices


def _mode(variant: Entry) -> Mode | None:
    when = variant.raw("when")
    if isinstance(when, dict) and len(when) == 1:
        ((key, value),) = when.items()
        if isinstance(value, str) and (key, value) in _MODES:
            return _MODES[key, value]
    variant.gaps.note("prices of a mode that the catalog does not tell apart", variant.at)
    return None


def _start(part: Entry) -> tuple[date | None, bool]:
    """The first day of a price, and whether the catalog can hold such a constraint."""
    if part.raw("constraint") is None:
        return None, True
    constraint = part.entry("constraint")
    if constraint is None or any(key not in ("_type", "start_date") for key in constraint.keys()):  # noqa: SIM118
        return None, False
    start = constraint.day("start_date")
    return start, start is not None


def _add(cards: Cards, mode: Mode, prices: Entry, *, is_free: bool) -> None:
    amounts: list[tuple[str, Decimal, int | None]] = []
    writes_by_hour = prices.raw("cache_write_1h_mtok") is not None
    for key, field in _RATES.items():
        name = "cache_write_5m" if field == "cache_write" and writes_by_hour else field
        if isinstance(prices.raw(key), dict):
            tiered = prices.entry(key)
            base = tiered.amount("base") if tiered else None
            if tiered and base is not None:
                amounts.append((name, base, None))
                for tier in tiered.entries("tiers"):
                    above, amount = tier.tokens("start"), tier.amount("price")
                    if above and amount:
                        amounts.append((name, amount, above))
        elif (amount := prices.amount(key)) is not None:
            amounts.append((name, amount, None))
    if is_free or any(amount for _, amount, _ in amounts):
        for name, amount, above in amounts:
            if amount or is_free or name in ("input", "output"):
                cards.rate(mode, name, sane(amount), above)
    for key, (unit, what, count) in _UNITS.items():
        amount = prices.amount(key) if not isinstance(prices.raw(key), dict) else None
        if amount:
            cards.unit(mode, unit, what, sane(amount / count))
