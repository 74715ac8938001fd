"""Clients of other catalogs compute from our exports what the catalog itself computes, for every route it ships.

The packages do the computing, as their users have them. Where one has another rule than ours, the export says so of the
route, and a cost may differ for no other reason.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from genai_prices import Usage as GenaiUsage
from genai_prices.data_snapshot import DataSnapshot, set_custom_snapshot
from genai_prices.update_prices import UpdatePrices

from generator.catalog import Catalog, RouteEntry, Usage, period_on, price
from generator.publish.api import Api
from generator.publish.exports import Export, files, litellm_rules, made
from generator.publish.exports.amounts import amounts, cards, unit_path, units
from generator.publish.exports.genai_prices_rates import MODES as CONTEXTS
from generator.reading import Reader, RouteKey
from generator.schema import MODES, PricePeriod
from tests import litellm_costs, models_dev_format
from tests.shipped_site import ROOT, SITE_URL, serve

TODAY = date(2026, 11, 22)

REQUESTS: Final = {
    "plain": Usage(input_tokens=1_000, output_tokens=500),
    "cached": Usage(input_tokens=1_000, cached_input_tokens=400, output_tokens=500),
    "written": Usage(input_tokens=1_000, cache_write_tokens=300, output_tokens=500),
    "written for 5 minutes": Usage(input_tokens=1_000, cache_write_5m_tokens=300, output_tokens=500),
    "written for an hour": Usage(input_tokens=1_000, cache_write_1h_tokens=300, output_tokens=500),
    "heard": Usage(input_tokens=1_000, input_audio_tokens=700, output_tokens=500),
    "spoken": Usage(input_tokens=1_000, output_audio_tokens=700, output_tokens=500),
    "seen": Usage(input_tokens=1_000, input_image_tokens=700, output_tokens=500),
    "painted": Usage(input_tokens=1_000, output_image_tokens=700, output_tokens=500),
    "watched": Usage(input_tokens=1_000, input_video_tokens=700, output_tokens=500),
    "long": Usage(input_tokens=1_500_000, output_tokens=500),
    "long and cached": Usage(input_tokens=300_000, cached_input_tokens=100_000, output_tokens=500),
    "long and written": Usage(
        input_tokens=300_000, cache_write_5m_tokens=100_000, cache_write_1h_tokens=20_000, output_tokens=500
    ),
}
"""A request of each kind of token that has a price of its own."""

NAMES: Final = ("models.dev", "LiteLLM", "genai-prices")
PAGE: Final = (ROOT / "docs/pages/exports.md").read_text(encoding="utf-8")
PUBLISHED: Final = "https://model-catalog.github.io/model-catalog/"
MORE: Final = {"plain": "cached", "long": "long and cached"}
"""Requests that another one holds, where there is a price for what that adds."""

MEDIA: Final = {"heard", "spoken", "seen", "painted", "watched"}


@pytest.fixture(scope="module")
def api() -> Api:
    records, problems = Reader(ROOT / "catalog", jobs=1).read()
    assert problems == []
    return Api(Catalog.of(records), TODAY, SITE_URL)


@pytest.fixture(scope="module")
def exports(api: Api) -> dict[str, Export]:
    return {export.name: export for export in made(api)}


@pytest.fixture(scope="module")
def site(api: Api, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the exports, as a site has them."""
    root = tmp_path_factory.mktemp("site")
    for path, content in files(api):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root


def held_routes(api: Api, export: Export) -> Iterator[tuple[RouteEntry, tuple[str, ...]]]:
    """Each route that an export holds, with its place there."""
    for route in api.catalog.routes:
        if route.key in export.keys:
            yield route, export.keys[route.key]


def priced(route: RouteEntry, day: date) -> Iterator[tuple[str, Usage, Decimal]]:
    """Each request that can be priced without one price standing in for another: its name, itself, its cost."""
    period = period_on(route.route, day)
    for mode in MODES if period else ():
        for name, request in REQUESTS.items() if getattr(period, mode) else ():
            usage = replace(request, mode=mode)
            cost = price(route.route, usage, day)
            if cost and cost.total is not None and all(term.priced_as == term.what for term in cost.terms):
                yield name, usage, cost.total


# Nothing is dropped in silence


@pytest.mark.parametrize("name", NAMES)
def test_every_route_is_in_an_export_or_counted_as_left_out(api: Api, exports: dict[str, Export], name: str) -> None:
    export = exports[name]
    held, left_out = export.keys.keys(), export.losses.left_out.keys()
    assert held | left_out == {route.key for route in api.catalog.routes}
    assert held & left_out == set()
    told = export.told()
    assert told["held"] == len(held)
    assert sum(row["routes"] for row in told["left_out"]) == len(left_out)


@pytest.mark.parametrize("name", NAMES)
def test_every_price_of_the_day_is_in_the_entry_or_counted_as_lost(
    api: Api, exports: dict[str, Export], name: str
) -> None:
    export = exports[name]
    entries, lost = entries_of(export), lost_parts(export)
    missing = []
    for route, place in held_routes(api, export):
        period = period_on(route.route, api.today)
        told = {float(number) for number in numbers(entries[place])}
        for path, amount in prices_of(period) if period else ():
            is_told = any(float(amount * factor) in told for factor in FACTORS)
            if not is_told and not lost[route.key] & {f"prices.{path}", f"past prices.{path.partition('.')[0]}"}:
                missing.append((route.key, path, amount))
    assert missing == []


FACTORS: Final = (Decimal(1), Decimal("1e-6"), Decimal("1e-3"), Decimal(1000), Decimal(60), Decimal(1) / 60)
"""By what a price may be told: for a single token, an hour of audio, a second."""


def prices_of(period: PricePeriod) -> Iterator[tuple[str, Decimal]]:
    for mode, card in cards(period):
        yield from ((amount.path, amount.price) for amount in amounts(mode, card))
    yield from ((unit_path(mode, unit), unit.price) for mode, unit in units(period))


def entries_of(export: Export) -> dict[tuple[str, ...], Any]:
    """What an export holds of each route, by its place."""
    if export.name == "LiteLLM":
        return {place: [export.content[key] for key in place] for place in export.keys.values()}
    if export.name == "models.dev":
        return {(name, at, model_id): export.content[name][at][model_id] for name, at, model_id in export.keys.values()}
    return {(provider["id"], model["id"]): model for provider in export.content for model in provider["models"]}


def lost_parts(export: Export) -> dict[RouteKey, set[str]]:
    """The paths of what each route lost."""
    lost: dict[RouteKey, set[str]] = defaultdict(set)
    for (path, _), keys in export.losses.parts.items():
        for key in keys:
            lost[key].add(path)
    return lost


def numbers(data: Any) -> Iterator[Decimal | int]:
    """Every number inside."""
    if isinstance(data, dict):
        data = list(data.values())
    if isinstance(data, list):
        for item in data:
            yield from numbers(item)
    elif isinstance(data, Decimal | int) and not isinstance(data, bool):
        yield data


# models.dev


def test_what_models_dev_demands_of_its_file_holds_of_ours(site: Path) -> None:
    file = models_dev_format.FILE.validate_json((site / "exports/models.dev/api.json").read_bytes())
    assert all(key == provider.id for key, provider in file.items())
    assert all(key == model.id for provider in file.values() for key, model in provider.models.items())
    assert {"openai", "anthropic", "google", "amazon-bedrock", "togetherai"} <= file.keys()


# LiteLLM


def test_litellm_computes_what_the_catalog_computes(api: Api, exports: dict[str, Export], site: Path) -> None:
    export = exports["LiteLLM"]
    stated = {key: {rule for rule, keys in export.losses.rules.items() if key in keys} for key in export.keys}
    asked: list[tuple[RouteEntry, str, litellm_costs.Request, Decimal]] = []
    for route, (key, *_) in held_routes(api, export):
        provider = export.content[key]["litellm_provider"]
        if provider not in litellm_rules.SIGNS_IN:
            for name, usage, cost in priced(route, api.today):
                asked.append((route, name, litellm_costs.Request(key, provider, usage), cost))
    answers = litellm_costs.costs(site / export.path, [request for _, _, request, _ in asked])
    wrong, seen = [], set[str]()
    for (route, name, request, cost), answer in zip(asked, answers, strict=True):
        if isinstance(answer, float) and answer == pytest.approx(float(cost), rel=1e-9, abs=1e-15):
            continue
        differs = isinstance(answer, float)
        reasons = set(reasons_to_differ(name, request)) & stated[route.key] if differs else set()
        seen |= reasons
        if not reasons:
            wrong.append((request.key, request.usage.mode, name, float(cost), answer))
    assert len(asked) > 25_000
    assert wrong == []
    # A rule that no cost needs is stated in vain.
    assert seen == {
        litellm_rules.PLAIN_IN_BATCHES,
        litellm_rules.LONG_IN_MODES,
        litellm_rules.HOUR_IN_MODES,
        litellm_rules.MEDIA_IN_MODES,
        *(rule for name in OWN if (rule := litellm_rules.own_rule(name))),
    }


OWN: Final = litellm_rules.OWN_RULES.keys() - litellm_rules.SIGNS_IN


def reasons_to_differ(name: str, request: litellm_costs.Request) -> Iterator[str]:
    """The rules of LiteLLM that can make the cost of a request another one, if the export states them of its route."""
    mode = request.usage.mode
    own = litellm_rules.own_rule(request.provider)
    if own is not None:
        yield own
    if mode == "batch" and name != "plain":
        yield litellm_rules.PLAIN_IN_BATCHES
    if mode in ("flex", "priority") and name.startswith("long"):
        yield litellm_rules.LONG_IN_MODES
    if mode in ("flex", "priority") and name in ("written for an hour", "long and written"):
        yield litellm_rules.HOUR_IN_MODES
    if mode in ("flex", "priority") and name in MEDIA:
        yield litellm_rules.MEDIA_IN_MODES


def test_litellm_fetches_the_map_from_the_address_that_the_page_tells(site: Path) -> None:
    (name, address) = re.findall(r"^export (LITELLM_\w+)=(\S+)$", PAGE, re.MULTILINE)[0]
    with serve(site) as served:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", "import litellm; print(len(litellm.model_cost))"],
            env={**os.environ, name: address.replace(PUBLISHED, served), "LITELLM_LOG": "CRITICAL"},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    assert int(done.stdout.splitlines()[-1]) == len(json.loads((site / address.removeprefix(PUBLISHED)).read_bytes()))


# genai-prices


def test_genai_prices_computes_what_the_catalog_computes_on_every_day(
    api: Api, exports: dict[str, Export], data: DataSnapshot
) -> None:
    export = exports["genai-prices"]
    lost = lost_parts(export)
    wrong, count = [], 0
    for route, (provider_id, model_id) in held_routes(api, export):
        for day in [period.from_ for period in route.route.prices if period.from_ <= api.today]:
            asked = {(usage.mode, name): (usage, cost) for name, usage, cost in priced(route, day)}
            for (mode, name), (usage, cost) in asked.items():
                if (mode, MORE.get(name)) in asked:
                    continue
                count += 1
                found = data.calc(
                    genai_usage(usage),
                    model_id,
                    provider_id,
                    None,
                    datetime.combine(day, time(12), UTC),
                    CONTEXTS.get(usage.mode),
                ).total_price
                told = {f"past prices.{usage.mode}"} | {
                    part for part in lost[route.key] if part.startswith(f"prices.{usage.mode}.tiers.")
                }
                if found != cost and not told & lost[route.key]:
                    wrong.append((provider_id, model_id, day, usage.mode, name, cost, found))
    assert count > 20_000
    assert wrong == []


@pytest.fixture(scope="module")
def data(site: Path) -> DataSnapshot:
    """The export as the package itself fetches and reads it."""
    with serve(site) as address:
        snapshot = UpdatePrices(url=f"{address}exports/genai-prices/data.json").fetch()
    assert snapshot is not None
    return snapshot


def test_the_example_of_the_page_prints_what_it_says(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    try:
        with serve(site) as served:
            exec(compile(example.replace(PUBLISHED, served), "exports.md", "exec"), {})
    finally:
        set_custom_snapshot(None)
    assert capsys.readouterr().out.split() == re.findall(r"# (\S+)$", example, re.MULTILINE)


def genai_usage(usage: Usage) -> GenaiUsage:
    """A usage as genai-prices counts it, where each kind of token holds the more special ones."""
    written = usage.cache_write_tokens + usage.cache_write_5m_tokens + usage.cache_write_1h_tokens
    counts = {
        "input_tokens": usage.request_input_tokens,
        "cache_read_tokens": usage.cached_input_tokens,
        "cache_write_tokens": written,
        "cache_write_5m_tokens": usage.cache_write_5m_tokens,
        "cache_write_1h_tokens": usage.cache_write_1h_tokens,
        "output_tokens": usage.output_tokens + usage.output_audio_tokens + usage.output_image_tokens,
        **{
            f"input_{medium}_tokens": getattr(usage, f"input_{medium}_tokens") for medium in ("audio", "image", "video")
        },
        **{f"output_{medium}_tokens": getattr(usage, f"output_{medium}_tokens") for medium in ("audio", "image")},
    }
    return GenaiUsage(**{name: count for name, count in counts.items() if count})


def test_an_address_of_an_api_leads_to_its_provider(api: Api, exports: dict[str, Export], data: DataSnapshot) -> None:
    by_name = {provider["name"]: provider["id"] for provider in exports["genai-prices"].content}
    asked = {
        f"{end.base_url.rstrip('/')}/chat/completions": by_name[provider.name]
        for provider in api.catalog.providers.values()
        for end in provider.api
        if provider.name in by_name
    }
    assert len(asked) > 100
    assert {address: data.find_provider(None, None, address).id for address in asked} == asked
