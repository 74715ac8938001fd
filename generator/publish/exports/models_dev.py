"""`exports/models.dev/api.json`: the providers and the models that each serves, in the form of models.dev's `api.json`.

That form asks for more than is known of every model. Where it has a word for unknown, a limit of 0, that is written;
where it has none and a required fact is not known, the model is left out, and never given a made-up fact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple

from generator.catalog import Catalog, RouteEntry, Status
from generator.publish.api import Api, Json
from generator.publish.exports.amounts import Amount, amounts, cards, unit_path, units, whole
from generator.publish.exports.facts import Facts, all_facts
from generator.publish.exports.losses import NO_FIELD, Export, Losses
from generator.publish.exports.names import by_id, names, plain
from generator.reading import RouteKey
from generator.schema import Modality, PricePeriod, Provider, RateCard

SOURCE: Final = "datasets/models-dev"
PATH: Final = "exports/models.dev/api.json"

_RATES: Final = {
    "input": "input",
    "output": "output",
    "cache_read": "cached_input",
    "cache_write": "cache_write",
    "input_audio": "input_audio",
    "output_audio": "output_audio",
}
"""Its prices, which are in US dollars per million tokens, and ours."""

_MODALITIES: Final[tuple[Modality, ...]] = ("text", "audio", "image", "video", "pdf")
_LONG: Final = 200_000
"""The one threshold of `context_over_200k`; `tiers` holds every threshold."""

_HELD: Final = frozenset(
    {
        *(f"model.{name}" for name in ("name", "released_on", "knowledge_cutoff", "open_weights")),
        *("route.model_id", "route.deprecated_on"),
        *(f"{kind}.{name}" for kind in ("model", "route") for name in ("modalities", "marks")),
        *(
            f"{kind}.{name}"
            for kind in ("model", "route")
            for name in ("context_window", "max_input_tokens", "max_output_tokens")
        ),
        *("capabilities.function_calling", "capabilities.structured_outputs", "capabilities.reasoning"),
        "route.variant",
    }
)


class _Sdk(NamedTuple):
    """How clients of models.dev call a provider: a package of the AI SDK, and the variables that it reads."""

    npm: str
    env: tuple[str, ...] = ()


_SDKS: Final[Mapping[str, _Sdk]] = {
    "amazon-bedrock": _Sdk("@ai-sdk/amazon-bedrock", ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION")),
    "anthropic": _Sdk("@ai-sdk/anthropic"),
    "azure": _Sdk("@ai-sdk/azure", ("AZURE_RESOURCE_NAME", "AZURE_API_KEY")),
    "google": _Sdk("@ai-sdk/google"),
    "google-vertex": _Sdk(
        "@ai-sdk/google-vertex",
        ("GOOGLE_VERTEX_PROJECT", "GOOGLE_VERTEX_LOCATION", "GOOGLE_APPLICATION_CREDENTIALS"),
    ),
    "openai": _Sdk("@ai-sdk/openai"),
}
"""Providers with a package of their own, which knows their address. All others are called by their protocol."""

_COMPATIBLE: Final = "@ai-sdk/openai-compatible"


def export(api: Api) -> Export:
    """Return the export of the catalog as it stands today."""
    losses, keys = Losses(_HELD), dict[RouteKey, tuple[str, ...]]()
    content: dict[str, Json] = {}
    for provider_id, named in names(api.catalog, SOURCE).items():
        at_provider = api.catalog.routes_at(provider_id)
        head = _provider(api.catalog, provider_id, named.name)
        if head is None:
            losses.leave_out(at_provider, "no variable for the provider's key is known, which the format asks for")
            continue
        models: dict[str, Json] = {}
        for routes in by_id(at_provider).values():
            chosen = _chosen(api, routes, losses)
            made = chosen and _model(api, chosen, losses)
            if chosen and made:
                models[chosen.route.model_id] = made
                keys[chosen.key] = (named.name, "models", chosen.route.model_id)
        if models:
            content[named.name] = dict(sorted({**head, "models": dict(sorted(models.items()))}.items()))
    return Export("models.dev", PATH, dict(sorted(content.items())), keys, losses, len(api.catalog.routes))


def _chosen(api: Api, routes: Sequence[RouteEntry], losses: Losses) -> RouteEntry | None:
    alive = [route for route in routes if api.once(all_facts)[route.key].status is not Status.RETIRED]
    losses.leave_out(
        [route for route in routes if route not in alive], "it is retired, and the format lists what answers"
    )
    if not alive:
        return None
    chosen = plain(alive, api.today)
    losses.keep_one(alive, chosen)
    return chosen


def _provider(catalog: Catalog, provider_id: str, name: str) -> Json | None:
    provider = catalog.providers[provider_id]
    sdk = _SDKS.get(provider_id)
    address: str | None = None
    env = list(sdk.env) if sdk else []
    if not env:
        env = list(dict.fromkeys(end.key_variable for end in provider.api if end.key_variable))
    if sdk is None:
        spoken = {end.speaks: end for end in reversed(provider.api)}
        if "openai" in spoken:
            sdk, address = _Sdk(_COMPATIBLE), spoken["openai"].base_url
        elif "anthropic" in spoken:
            # The AI SDK wants the version that Anthropic's own SDK adds.
            base = spoken["anthropic"].base_url.removesuffix("/").removesuffix("/v1")
            sdk, address = _Sdk("@ai-sdk/anthropic"), f"{base}/v1"
    if sdk is None or not env:
        return None
    head: Json = {"doc": _doc(catalog, provider), "env": env, "id": name, "name": provider.name, "npm": sdk.npm}
    return {**head, "api": address} if address else head


def _doc(catalog: Catalog, provider: Provider) -> str:
    """The page that lists its models, or the next best one."""
    for page in ("models", "docs", "pricing"):
        if page in provider.pages:
            return catalog.sources[provider.pages[page]].url
    return provider.homepage


def _model(api: Api, route: RouteEntry, losses: Losses) -> Json | None:
    facts = api.once(all_facts)[route.key]
    known, released, abilities = facts.modalities, _partial(facts.model.released_on), facts.capabilities
    asked_for = {
        "its modalities": known,
        "the month of its release": released,
        "whether it reasons": abilities.get("reasoning"),
        "whether it calls functions": abilities.get("function_calling"),
        "whether its weights are open": facts.model.open_weights,
    }
    unknown = next((name for name, value in asked_for.items() if value is None), None)
    if known is None or unknown is not None:
        losses.leave_out([route], f"the format asks for {unknown}, and nobody tells")
        return None
    accepted, output = ([form for form in _MODALITIES if form in forms] for forms in (known.input, known.output))
    if not (output and accepted):
        losses.leave_out([route], "the format has no word for what it produces, embeddings or scores")
        return None
    entry: Json = {
        "attachment": accepted != ["text"],
        "id": route.route.model_id,
        "last_updated": max(str(released), _partial(_newest(facts)) or ""),
        "limit": _limit(facts, losses),
        "modalities": {"input": accepted, "output": output},
        "name": facts.model.name + (f" ({route.route.variant})" if route.route.variant else ""),
        "open_weights": facts.model.open_weights,
        "reasoning": abilities["reasoning"],
        "release_date": released,
        "tool_call": abilities["function_calling"],
    }
    for form in (*known.input, *known.output):
        if form not in _MODALITIES:
            losses.drop(route, f"modalities: {form}")
    if "structured_outputs" in abilities:
        entry["structured_output"] = abilities["structured_outputs"]
    if facts.model.knowledge_cutoff is not None:
        cutoff = _partial(facts.model.knowledge_cutoff)
        if cutoff is None:
            losses.drop(route, "model.knowledge_cutoff", "the format wants a month, and only the year is known")
        else:
            entry["knowledge"] = cutoff
    if facts.status is Status.DEPRECATED:
        entry["status"] = "deprecated"
    elif "preview" in (*facts.model.marks, *route.route.marks):
        entry["status"] = "beta"
    cost = _cost(facts, losses)
    if cost:
        entry["cost"] = cost
    losses.count_fields(facts.model, facts.record)
    return dict(sorted(entry.items()))


def _partial(date: Any) -> str | None:
    """A day or a month as the format writes it; None for a year alone, which it does not hold."""
    text = str(date) if date is not None else ""
    return text if len(text) > len("2026") else None


def _newest(facts: Facts) -> Any:
    """When the snapshot that answers was released."""
    targets = {alias.id: alias.points_to for alias in facts.model.aliases}
    serves = facts.record.serves
    for _ in targets:
        serves = targets.get(serves or "", serves)
    return next((snapshot.released_on for snapshot in facts.model.snapshots if snapshot.id == serves), None)


def _limit(facts: Facts, losses: Losses) -> Json:
    limit: Json = {}
    for name, field in (("context", "context_window"), ("input", "max_input_tokens"), ("output", "max_output_tokens")):
        value = facts.own_or_model(field)
        if value is not None:
            limit[name] = value
        elif name != "input":
            limit[name] = 0
            losses.drop(facts.route, field, "nobody tells, and it is written as 0, the format's word for that")
    return limit


def _cost(facts: Facts, losses: Losses) -> Json | None:
    period, route = facts.period, facts.route
    if len(facts.record.prices) > (period is not None):
        losses.drop(route, "past and coming prices", "the format holds the prices of one day")
    if period is None:
        return None
    reason = None
    card = period.standard
    if period.currency != "USD":
        reason = "the currency is not USD"
    elif card is None or card.input is None or card.output is None:
        reason = "the format wants the prices of input and output both"
    for path, amount in _lost(period):
        if reason is not None or amount is None or _held(card, amount) is None:
            losses.drop(route, f"prices.{path}", reason or NO_FIELD)
    if reason is not None or card is None:
        return None
    cost = _rates(whole(card, None))
    if card.tiers:
        tiers = {tier.above_input_tokens: _rates(whole(card, tier.above_input_tokens)) for tier in card.tiers}
        cost["tiers"] = [
            {**rates, "tier": {"size": above, "type": "context"}} for above, rates in sorted(tiers.items())
        ]
        if _LONG in tiers:
            cost["context_over_200k"] = tiers[_LONG]
    return dict(sorted(cost.items()))


def _lost(period: PricePeriod) -> Iterator[tuple[str, Amount | None]]:
    """Every price of a period with its path; None in the place of one that is not per token."""
    for mode, card in cards(period):
        yield from ((amount.path, amount) for amount in amounts(mode, card))
    yield from ((unit_path(mode, unit), None) for mode, unit in units(period))


def _held(card: RateCard | None, amount: Amount) -> str | None:
    """The format's name of a price, or None when it has none."""
    if amount.mode != "standard":
        return None
    if amount.name == "cache_write_5m" and (card is None or card.cache_write is None):
        return "cache_write"
    return next((name for name, field in _RATES.items() if field == amount.name), None)


def _rates(known: Mapping[str, Decimal]) -> dict[str, Any]:
    rates = {name: known[field] for name, field in _RATES.items() if field in known}
    if "cache_write" not in rates and "cache_write_5m" in known:
        rates["cache_write"] = known["cache_write_5m"]
    return dict(sorted(rates.items()))
