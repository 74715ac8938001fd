"""`exports/genai-prices/data.json`: providers, models and what they cost and have cost, in the form of genai-prices.

Of all formats this one holds the most of our prices: past and coming ones, tiers and modes, and its rule for a request
is ours. It finds a provider by the address of its API and a model by its id.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final
from urllib.parse import urlsplit

from generator.catalog import Catalog, RouteEntry, Status
from generator.publish.api import Api, Json
from generator.publish.exports.facts import all_facts
from generator.publish.exports.genai_prices_rates import MODES, Held, computed_otherwise, held
from generator.publish.exports.losses import Export, Losses
from generator.publish.exports.names import by_id, names, plain
from generator.reading import RouteKey
from generator.schema import PricePeriod, Provider

SOURCE: Final = "datasets/genai-prices"
PATH: Final = "exports/genai-prices/data.json"

_HELD: Final = frozenset(
    {"model.name", "model.max_input_tokens", "route.max_input_tokens", "route.model_id", "route.deprecated_on"}
)


def export(api: Api) -> Export:
    """Return the export of the catalog, with prices of every day."""
    losses, keys = Losses(_HELD), dict[RouteKey, tuple[str, ...]]()
    content: list[tuple[bool, str, Json]] = []
    shared = _shared_hosts(api.catalog)
    for provider_id, named in names(api.catalog, SOURCE).items():
        provider = api.catalog.providers[provider_id]
        models: dict[str, Json] = {}
        own: list[str] = []
        for routes in by_id(api.catalog.routes_at(provider_id)).values():
            chosen = plain(routes, api.today)
            losses.keep_one(routes, chosen)
            made = _model(api, chosen, losses) if chosen else None
            if chosen and made:
                model_id = chosen.route.model_id
                models[model_id] = made
                keys[chosen.key] = (named.name, model_id)
                if chosen.model_id.startswith(f"{provider_id}/"):
                    own.append(model_id)
        if models:
            head: Json = {"api_pattern": _pattern(provider, shared), "id": named.name, "name": provider.name}
            if "pricing" in provider.pages:
                head["pricing_urls"] = [api.catalog.sources[provider.pages["pricing"]].url]
            if named.name != provider_id:
                head["provider_match"] = {"equals": provider_id}
            if own:
                head["model_match"] = {"or": [{"equals": model_id} for model_id in sorted(own)]}
            head["models"] = [models[model_id] for model_id in sorted(models)]
            content.append((not provider.api, named.name, dict(sorted(head.items()))))
    # The first pattern that fits decides, so those of known addresses come before those of mere hosts.
    providers = [made for _, _, made in sorted(content, key=lambda item: item[:2])]
    return Export("genai-prices", PATH, providers, keys, losses, len(api.catalog.routes))


def _shared_hosts(catalog: Catalog) -> frozenset[str]:
    """Hosts at which several providers have their API, so that the address alone does not tell which is meant."""
    hosts = Counter(
        host
        for provider in catalog.providers.values()
        for host in {urlsplit(end.base_url).netloc for end in provider.api}
    )
    return frozenset(host for host, count in hosts.items() if count > 1)


def _pattern(provider: Provider, shared: frozenset[str]) -> str:
    """The addresses of a provider's API as a regular expression that they begin with."""
    known = {
        end.base_url.rstrip("/")
        if urlsplit(end.base_url).netloc in shared
        else f"https://{urlsplit(end.base_url).netloc}"
        for end in provider.api
    }
    if known:
        return rf"(?:{'|'.join(map(re.escape, sorted(known)))})(?=[/:?]|$)"
    # Where the address is not known, it is still sure to lie at one of these.
    return rf"https://(?:[\w-]+\.)*(?:{'|'.join(map(re.escape, sorted(provider.hosts)))})(?=[/:?]|$)"


def _model(api: Api, route: RouteEntry, losses: Losses) -> Json | None:
    facts = api.once(all_facts)[route.key]
    periods = facts.record.prices
    if not periods:
        losses.leave_out([route], "no price is known")
        return None
    if any(period.currency != "USD" for period in periods):
        losses.leave_out([route], "the currency is not USD")
        return None
    made = [held(period, facts.modalities) for period in periods]
    for one in made:
        if one.refused:
            losses.leave_out([route], one.refused)
            return None
    for one in made:
        for path, reason in one.lost:
            losses.drop(route, f"prices.{path}", reason)
    entry: Json = {
        "id": route.route.model_id,
        "match": {"equals": route.route.model_id},
        "name": facts.model.name,
        "prices": [
            {"constraint": {"start_date": period.from_}, "prices": one.modes["standard"]}
            for period, one in zip(periods, made, strict=True)
        ],
    }
    variants = _variants(route, periods, made, api.today, losses)
    if variants:
        entry["price_variants"] = variants
    longest = facts.own_or_model("max_input_tokens")
    if longest is not None:
        entry["context_window"] = longest
    if facts.status is Status.DEPRECATED:
        entry["deprecated"] = True
    for rule in computed_otherwise(periods):
        losses.differ(route, rule)
    losses.count_fields(facts.model, facts.record)
    return dict(sorted(entry.items()))


def _variants(
    route: RouteEntry, periods: Sequence[PricePeriod], made: Sequence[Held], today: date, losses: Losses
) -> list[Json]:
    """The prices of other modes, the newest first: the first that holds on a day and states a price decides it.

    An older period's prices would stand where a newer one is silent, so only those are told that all newer ones state.
    """
    variants: list[Json] = []
    for mode, when in MODES.items():
        stated: frozenset[str] | None = None
        for period, one in reversed(list(zip(periods, made, strict=True))):
            prices: dict[str, Decimal | Json] = one.modes.get(mode, {})
            if not prices and period.from_ > today:
                # It silences nothing yet, and the export of its first day will say so.
                continue
            if stated is None or (prices and stated >= prices.keys()):
                stated = frozenset(prices)
                if prices:
                    variants.append({"constraint": {"start_date": period.from_}, "prices": prices, "when": when})
            elif prices:
                stated = frozenset()
                losses.drop(route, f"past prices.{mode}", "newer prices of the mode leave out what they state")
    return variants
