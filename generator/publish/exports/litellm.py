"""`exports/litellm/model_prices_and_context_window.json`: the catalog as LiteLLM's cost map.

It is a flat map, in which an id, with the provider before it where several share it, leads to prices, limits and
abilities. LiteLLM counts a price that is missing as free of charge, so a route without any price has no entry: asking
for its cost then fails, and does not come to zero.
"""

from __future__ import annotations

from typing import Final

from generator.catalog import Catalog, RouteEntry
from generator.publish.api import Api, Json
from generator.publish.exports.facts import Facts, all_facts
from generator.publish.exports.litellm_prices import Prices
from generator.publish.exports.litellm_rules import computed_otherwise
from generator.publish.exports.losses import ONE_ENTRY, Export, Losses
from generator.publish.exports.names import Named, by_id, names, plain
from generator.reading import RouteKey
from generator.schema import UpstreamProvider

SOURCE: Final = "datasets/litellm"
PATH: Final = "exports/litellm/model_prices_and_context_window.json"

_BARE: Final = frozenset({"ai21", "anthropic", "bedrock", "cohere", "openai"})
"""Providers whose ids LiteLLM writes without the provider."""

_OTHERS_AT_AZURE: Final = "azure_ai"
"""What LiteLLM calls Azure for models that are not OpenAI's."""

_ABILITIES: Final = {
    "function_calling": "supports_function_calling",
    "structured_outputs": "supports_response_schema",
    "reasoning": "supports_reasoning",
    "prompt_caching": "supports_prompt_caching",
    "web_search": "supports_web_search",
    "computer_use": "supports_computer_use",
    "streaming": "supports_native_streaming",
}
_ACCEPTS: Final = {
    "image": "supports_vision",
    "pdf": "supports_pdf_input",
    "audio": "supports_audio_input",
    "video": "supports_video_input",
}
_HELD: Final = frozenset(
    {
        *(f"{kind}.{name}" for kind in ("model", "route") for name in ("max_input_tokens", "max_output_tokens")),
        *("model.modalities", "route.modalities", "route.model_id", "route.retires_on"),
        *(f"capabilities.{name}" for name in _ABILITIES),
    }
)


def export(api: Api) -> Export:
    """Return the export of the catalog as it stands today."""
    losses, keys = Losses(_HELD), dict[RouteKey, tuple[str, ...]]()
    content: dict[str, Json] = {}
    for provider_id, named in names(api.catalog, SOURCE).items():
        for routes in by_id(api.catalog.routes_at(provider_id)).values():
            here = _named(api.catalog, named, routes[0])
            alone = [route for route in routes if _region(here.way, route) is None]
            chosen = plain(alone, api.today) if alone else None
            for route in routes:
                if route in alone and route is not chosen:
                    losses.leave_out([route], "the format has one entry for an id, and the id does not tell this route")
                    continue
                if _key(here, route) in content:
                    losses.leave_out([route], ONE_ENTRY)
                    continue
                made = _entries(api, route, here, losses)
                if made:
                    content |= made
                    keys[route.key] = tuple(made)
    return Export("LiteLLM", PATH, dict(sorted(content.items())), keys, losses, len(api.catalog.routes))


def _named(catalog: Catalog, named: Named, route: RouteEntry) -> Named:
    others = catalog.identities.providers.get(SOURCE, {}).get(_OTHERS_AT_AZURE)
    if named.name != "azure" or others is None or route.model_id.startswith("openai/"):
        return named
    return Named(_OTHERS_AT_AZURE, others)


def _region(way: UpstreamProvider, route: RouteEntry) -> str | None:
    """What stands before the ids of a region, for a route of that region alone; None for one of everywhere or many."""
    regions = route.route.regions
    if len(regions) != 1 or regions == ("global",):
        return None
    return next((prefix for prefix, region in way.regions.items() if region == regions[0]), None)


def _key(named: Named, route: RouteEntry, image: str = "") -> str:
    region = _region(named.way, route) or ""
    model_id = route.route.model_id
    prefix = min(named.way.strip, key=len, default=f"{named.name}/")
    if model_id.startswith(prefix) or (named.name in _BARE and not region):
        prefix = ""
    return f"{prefix}{image}{region}{model_id}"


def _entries(api: Api, route: RouteEntry, named: Named, losses: Losses) -> dict[str, Json] | None:
    """The entries of a route, by key, its own first; those of images of several sizes have a price each."""
    facts = api.once(all_facts)[route.key]
    if facts.period is None:
        losses.leave_out([route], "no price of the day is known, and LiteLLM would count it as free of charge")
        return None
    if facts.period.currency != "USD":
        losses.leave_out([route], "the currency is not USD")
        return None
    mode = _mode(facts)
    prices = Prices.of(facts.period, mode)
    if not prices.rates and not prices.images:
        losses.leave_out([route], "the format has no field for any of its prices")
        return None
    for path, reason in prices.lost:
        losses.drop(route, f"prices.{path}", reason)
    for rule in computed_otherwise(facts.period, named.name):
        losses.differ(route, rule)
    head: Json = {"litellm_provider": named.name}
    if mode is not None:
        head["mode"] = mode
    else:
        losses.drop(route, "what it is called for", "nobody tells, or the format has no one word for it")
    entry = {**head, **_limits(facts), **_abilities(facts), **prices.rates}
    if len(facts.record.prices) > 1:
        losses.drop(route, "past and coming prices", "the format holds the prices of one day")
    losses.count_fields(facts.model, facts.record)
    made = {_key(named, route): entry}
    made |= {
        _key(named, route, image): {**head, "output_cost_per_image": price} for image, price in prices.images.items()
    }
    return {key: dict(sorted(content.items())) for key, content in made.items()}


def _mode(facts: Facts) -> str | None:
    """What LiteLLM calls a model by its use, where its modalities leave no doubt."""
    if facts.modalities is None:
        return None
    accepted, output = set(facts.modalities.input), set(facts.modalities.output)
    if "text" in output:
        return "audio_transcription" if accepted == {"audio"} else "chat"
    by_output = {"embedding": "embedding", "image": "image_generation", "video": "video_generation"}
    if output == {"audio"}:
        return "audio_speech" if accepted == {"text"} else None
    return by_output.get(output.pop()) if len(output) == 1 else None


def _limits(facts: Facts) -> Json:
    limits: Json = {}
    for name in ("max_input_tokens", "max_output_tokens"):
        value = facts.own_or_model(name)
        if value is not None:
            limits[name] = value
    if facts.record.retires_on is not None:
        limits["deprecation_date"] = facts.record.retires_on
    return limits


def _abilities(facts: Facts) -> Json:
    known: Json = {_ABILITIES[name]: can for name, can in facts.capabilities.items() if name in _ABILITIES}
    if facts.modalities is not None:
        known |= {name: form in facts.modalities.input for form, name in _ACCEPTS.items()}
        known["supports_audio_output"] = "audio" in facts.modalities.output
    return known
