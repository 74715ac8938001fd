"""models.dev's `api.json`: providers, each with the models that it serves.

Traps that are handled by definition: `last_updated` mostly repeats the release date and is not read; a limit or price
of 0 means that nobody filled it in, and so does a release on 1 January; text and media share one price field.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from generator.schema import Capabilities, Modalities, Modality
from generator.sync.observation import Gaps, ModelFacts, Observation, Prices, Reading
from generator.sync.readers.entry import Entry, load_json, mapping, sane
from generator.sync.readers.rates import Cards

SOURCE: Final = "datasets/models-dev"
"""The source's id in the catalog."""

FIELDS: Final = {
    "input": "input",
    "output": "output",
    "cache_read": "cached_input",
    "cache_write": "cache_write",
    "input_audio": "input_audio",
    "output_audio": "output_audio",
}
"""Price fields that the catalog knows, by their names there."""

_CAPABILITIES: Final = {
    "tool_call": "function_calling",
    "structured_output": "structured_outputs",
    "reasoning": "reasoning",
}
_MODALITIES: Final[dict[str, Modality]] = {
    "text": "text",
    "image": "image",
    "audio": "audio",
    "video": "video",
    "pdf": "pdf",
}


def read(content: bytes, read_on: date) -> Reading:
    """Return what `api.json` says. Raises SyncError when `content` is something else."""
    gaps = Gaps()
    providers = mapping(load_json(content), "models.dev's providers")
    observations = []
    for key, data in providers.items():
        provider = Entry(data, key, gaps)
        provider.skip("id", "name", "api", "doc", "env", "npm")
        models = provider.entry("models")
        if models is None:
            gaps.note("a provider without models", key)
            continue
        provider.close()
        for model_id in models.keys():  # noqa: SIM118 - an Entry is no dict
            if not model_id:
                gaps.note("a model without an id", f"{key}/models")
                continue
            entry = Entry(models.raw(model_id), f"{key}/models/{model_id}", gaps)
            observations.append(_observation(entry, key, model_id, read_on))
    return Reading(tuple(observations), gaps.listed())


def read_facts(entry: Entry, **more: Any) -> ModelFacts:
    """Return the facts that an entry states of its model, with `more` that only some entries have."""
    entry.skip("id", "attachment", "temperature", "family", "last_updated", "status")
    limit = entry.entry("limit")
    facts = ModelFacts(
        context_window=limit.tokens("context") if limit else None,
        max_input_tokens=limit.tokens("input") if limit else None,
        max_output_tokens=limit.tokens("output") if limit else None,
        modalities=_modalities(entry),
        capabilities=_capabilities(entry),
        knowledge_cutoff=entry.partial("knowledge"),
        released_on=_release(entry),
        open_weights=entry.flag("open_weights"),
        **more,
    )
    if limit:
        limit.close()
    return facts


def _release(entry: Entry) -> str | None:
    stated = entry.partial("release_date")
    if stated is not None and stated.endswith("-01-01"):
        entry.gaps.note("a release on 1 January, which is written where nobody knows the day, not taken", entry.at)
        return None
    return stated


def _observation(entry: Entry, provider: str, model_id: str, read_on: date) -> Observation:
    entry.skip("reasoning_options", "interleaved", "provider")
    facts = read_facts(entry)
    name = entry.text("name")
    cost = entry.entry("cost")
    prices = read_cost(cost, is_free=":free" in model_id) if cost else None
    entry.close()
    mixes = facts.modalities is None or set(facts.modalities.output) != {"text"}
    return Observation(
        source=SOURCE,
        read_on=read_on,
        provider=provider,
        model_id=model_id,
        at=entry.at,
        name=name,
        facts=facts,
        prices=(Prices(prices.cards, mixes_media=mixes),) if prices else (),
    )


def read_cost(cost: Entry, *, is_free: bool) -> Prices | None:
    """Return the prices in one `cost` object, or None when it holds none that says something."""
    cards = Cards(cost.at, cost.gaps)
    plain = {field: amount for key, field in FIELDS.items() if (amount := cost.amount(key)) is not None}
    cost.skip("reasoning")
    if not is_free and not any(plain.values()):
        if plain:
            cost.gaps.note("prices of 0 that may mean unknown or a plan, not taken as free", cost.at)
        return None
    for field, amount in plain.items():
        # A cache that costs nothing beside input that does is a field that nobody filled in.
        if amount or is_free or field in ("input", "output"):
            cards.rate("standard", field, sane(amount))
    tiers = [(tier, tier.entry("tier")) for tier in cost.entries("tiers")]
    for tier, bound in tiers:
        above = bound.tokens("size") if bound else None
        if above is None or (bound and bound.text("type") not in (None, "context")):
            cost.gaps.note("a price tier that is no context tier", tier.at)
            continue
        _tier(cards, tier, above)
    older = cost.entry("context_over_200k")
    if older and not tiers:
        _tier(cards, older, 200_000)
    cost.close()
    done = cards.done()
    return Prices(done) if done else None


def _tier(cards: Cards, tier: Entry, above: int) -> None:
    for key, field in FIELDS.items():
        amount = tier.amount(key)
        if amount:
            cards.rate("standard", field, sane(amount), above)
    tier.skip("reasoning", "tier")
    tier.close()


def _capabilities(entry: Entry) -> Capabilities | None:
    known = {field: value for key, field in _CAPABILITIES.items() if (value := entry.flag(key)) is not None}
    return Capabilities(**known) if known else None


def _modalities(entry: Entry) -> Modalities | None:
    lists = entry.entry("modalities")
    if lists is None:
        return None
    found: dict[str, tuple[Modality, ...]] = {}
    for side in ("input", "output"):
        words = lists.texts(side)
        for word in words:
            if word not in _MODALITIES:
                lists.gaps.note(f"unknown modality {word[:20]!r}", lists.at)
        found[side] = tuple(_MODALITIES[word] for word in words if word in _MODALITIES)
    lists.close()
    return Modalities(**found) if found["input"] and found["output"] else None
