"""Each export says what the catalog says, in its own words, and counts what it has no words for."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from genai_prices import Usage as GenaiUsage
from genai_prices.update_prices import UpdatePrices

from generator.catalog import Usage
from generator.publish import exports
from generator.publish.api import Api
from generator.publish.exports import genai_prices_rates as rates
from generator.publish.exports import litellm_rules
from generator.schema import Mode
from generator.site import exports_page
from generator.sync.observation import Reading
from generator.sync.readers import genai_prices, litellm, models_dev
from tests import litellm_costs, small_catalog
from tests.shipped_site import ROOT, serve

MODELS_DEV = "exports/models.dev/api.json"
LITELLM = "exports/litellm/model_prices_and_context_window.json"
GENAI_PRICES = "exports/genai-prices/data.json"

NOVA = """
name: Nova
released_on: 2026-01-15
knowledge_cutoff: 2025-06
context_window: 1000000
max_input_tokens: 900000
max_output_tokens: 64000
modalities: {input: [text, image], output: [text]}
capabilities: {function_calling: true, reasoning: true, structured_outputs: false, code_execution: true}
open_weights: false
license: proprietary
snapshots: [{id: nova-2026-03-01, released_on: 2026-03-01}]
aliases: [{id: nova, points_to: nova-2026-03-01}]
evidence: [{source: acme/docs, read_on: 2026-10-01}]
"""
ROUTE = """
  - model_id: nova
    serves: nova
    data_policy: api
    deprecated_on: 2026-11-01
    retires_on: 2027-11-01
    prices:
      - from: 2026-01-15
        basis: announced
        standard: {input: 4, output: 16}
        batch: {input: 2, output: 8}
      - from: 2026-06-01
        basis: announced
        standard:
          input: 2.50
          cached_input: 0.25
          cache_write_5m: 3
          cache_write_1h: 4
          output: 10
          tiers: [{above_input_tokens: 200000, input: 5, cached_input: 0.5, output: 15}]
          per_unit: [{unit: thousand_searches, price: 10, what: web search}, {unit: image, price: 1, what: a poster}]
        batch: {input: 1.25, output: 5}
        priority: {input: 5, cached_input: 0.5, output: 20}
    evidence: [{source: acme/pricing, read_on: 2026-10-01}]
"""
FILES = {"models/acme/nova/model.yaml": NOVA, "models/acme/nova/routes/acme.yaml": f"routes:{ROUTE}"}

Publish = Callable[..., dict[str, Any]]


@pytest.fixture
def publish(tmp_path: Path) -> Publish:
    """Makes the exports of the small catalog with further files: what each file of the site holds, by its path."""

    def made(files: Mapping[str, str] | None = None) -> dict[str, Any]:
        return {path: json.loads(content, parse_float=Decimal) for path, content in written(tmp_path, files).items()}

    return made


def api_of(folder: Path, files: Mapping[str, str] | None = None) -> Api:
    return Api(small_catalog.read(folder, {**FILES, **(files or {})}), small_catalog.TODAY, small_catalog.SITE_URL)


def written(folder: Path, files: Mapping[str, str] | None = None) -> dict[str, bytes]:
    return dict(exports.files(api_of(folder, files)))


def route(prices: str, model_id: str = "nova", more: str = "") -> dict[str, str]:
    """Nova's only route, with the prices of its last period written as `prices`."""
    text = f"""
routes:
  - model_id: {model_id}
    {more}
    prices:
      - from: 2026-01-01
        basis: announced
        {prices}
    evidence: [{{source: acme/pricing, read_on: 2026-10-01}}]
"""
    return {"models/acme/nova/routes/acme.yaml": text}


def counts(losses: Mapping[str, Any], what: str) -> dict[str, int]:
    """How many routes each line of a list of losses counts."""
    return {row.get("rule") or row.get("what") or row["reason"]: row["routes"] for row in losses[what]}


# What every export does


def test_a_list_of_losses_lies_beside_each_export(publish: Publish) -> None:
    folders = ("models.dev", "litellm", "genai-prices")
    assert publish().keys() == {MODELS_DEV, LITELLM, GENAI_PRICES} | {f"exports/{name}/losses.json" for name in folders}


def test_the_same_catalog_gives_the_same_bytes(tmp_path: Path) -> None:
    assert written(tmp_path / "one") == written(tmp_path / "two")


def test_objects_have_their_names_in_order(publish: Publish) -> None:
    def unordered(data: Any) -> list[list[str]]:
        inside = list(data.values()) if isinstance(data, dict) else data if isinstance(data, list) else []
        here = [list(data)] if isinstance(data, dict) and list(data) != sorted(data) else []
        return here + [names for item in inside for names in unordered(item)]

    made = publish()
    assert [unordered(made[path]) for path in (MODELS_DEV, LITELLM, GENAI_PRICES)] == [[], [], []]


def test_an_amount_keeps_every_digit(tmp_path: Path) -> None:
    made = written(tmp_path, route("standard: {input: 0.0375, output: 0.15}"))
    assert b'"input":0.0375' in made[MODELS_DEV]
    assert b'"input_cost_per_token":0.0000000375' in made[LITELLM]


def test_a_field_that_a_format_lacks_is_counted_for_every_route_that_has_it(publish: Publish) -> None:
    made = publish()
    for name in ("models.dev", "litellm", "genai-prices"):
        lost = counts(made[f"exports/{name}/losses.json"], "dropped")
        assert lost["route.evidence"] == made[f"exports/{name}/losses.json"]["held"]
        assert lost["route.data_policy"] >= 1
        assert lost["model.license"] == 1
        assert lost["capabilities.code_execution"] == 1


def test_what_is_left_out_is_named_by_its_reason(publish: Publish) -> None:
    left_out = {row["reason"]: row for row in publish()["exports/litellm/losses.json"]["left_out"]}
    assert left_out["the currency is not USD"] == {
        "reason": "the currency is not USD",
        "routes": 1,
        "model_ids": {"hosting": ["acme/one:fast"]},
    }


def test_a_provider_has_the_name_of_the_other_catalog(publish: Publish) -> None:
    table = """
providers:
  datasets/models-dev: {acme-ai: {provider: acme}, hosting-cn: {provider: hosting}, hosting: {provider: hosting}}
  datasets/litellm: {acme_ai: {provider: acme, strip: [acme_ai/]}}
"""
    made = publish({"sync/identities.yaml": table})
    assert "nova" in made[MODELS_DEV]["acme-ai"]["models"]
    # One that has several names there keeps its own, if that is among them.
    assert "hosting-cn" not in made[MODELS_DEV]
    assert made[LITELLM]["acme_ai/nova"]["litellm_provider"] == "acme_ai"
    assert "hosting/zen" in made[LITELLM]


def test_of_several_routes_with_one_id_that_of_everywhere_is_meant(publish: Publish) -> None:
    other = ROUTE.replace("    serves: nova\n", "    variant: multi-region\n    regions: [eu, us]\n").replace(
        "2.50", "2.75"
    )
    provider = small_catalog.FILES["providers/acme.yaml"] + "regions: {eu: {name: EU}, us: {name: US}}\n"
    made = publish({"models/acme/nova/routes/acme.yaml": f"routes:{other}{ROUTE}", "providers/acme.yaml": provider})
    assert made[MODELS_DEV]["acme"]["models"]["nova"]["cost"]["input"] == Decimal("2.50")
    reason = "the format has one entry for an id, and another route stands for it"
    assert counts(made["exports/models.dev/losses.json"], "left_out")[reason] == 1


def test_routes_that_an_id_cannot_tell_apart_are_all_left_out(publish: Publish) -> None:
    regional = "".join(ROUTE.replace("    serves: nova\n", f"    regions: [{name}]\n") for name in ("eu", "us"))
    provider = small_catalog.FILES["providers/acme.yaml"] + "regions: {eu: {name: EU}, us: {name: US}}\n"
    made = publish({"models/acme/nova/routes/acme.yaml": f"routes:{regional}", "providers/acme.yaml": provider})
    assert "nova" not in made[MODELS_DEV].get("acme", {"models": {}})["models"]
    reason = "several routes share the id, and the format cannot tell them apart"
    assert counts(made["exports/genai-prices/losses.json"], "left_out")[reason] == 2


def test_the_page_names_every_file(publish: Publish) -> None:
    page = (ROOT / "docs" / "pages" / "exports.md").read_text(encoding="utf-8")
    named = re.findall(r"`([\w.-]+/[\w.-]+\.json)`", page.partition("\n## ")[0])
    assert {f"exports/{name}" for name in named} == publish().keys()


def test_the_page_shows_what_was_counted(tmp_path: Path) -> None:
    html = str(exports_page.context(api_of(tmp_path))["exports_losses"])
    assert "the currency is not USD" in html
    assert litellm_rules.HALF_IN_BATCHES in html
    assert 'href="litellm/losses.json"' in html


# models.dev


def test_a_model_in_the_words_of_models_dev(publish: Publish) -> None:
    provider = publish()[MODELS_DEV]["acme"]
    assert {name: value for name, value in provider.items() if name != "models"} == {
        "api": "https://api.openai.com/v1",
        "doc": "https://acme.com/",
        "env": ["OPENAI_API_KEY", "ANTHROPIC_API_KEY", "GEMINI_API_KEY"],
        "id": "acme",
        "name": "Acme API",
        "npm": "@ai-sdk/openai-compatible",
    }
    long = {"cache_read": Decimal("0.5"), "cache_write": 3, "input": 5, "output": 15}
    assert provider["models"]["nova"] == {
        "attachment": True,
        "cost": {
            "cache_read": Decimal("0.25"),
            "cache_write": 3,
            "context_over_200k": long,
            "input": Decimal("2.50"),
            "output": 10,
            "tiers": [{**long, "tier": {"size": 200_000, "type": "context"}}],
        },
        "id": "nova",
        "knowledge": "2025-06",
        "last_updated": "2026-03-01",
        "limit": {"context": 1_000_000, "input": 900_000, "output": 64_000},
        "modalities": {"input": ["text", "image"], "output": ["text"]},
        "name": "Nova",
        "open_weights": False,
        "reasoning": True,
        "release_date": "2026-01-15",
        "status": "deprecated",
        "structured_output": False,
        "tool_call": True,
    }


@pytest.mark.parametrize(
    ("line", "unknown"),
    [
        ("released_on: 2026-01-15\n", "the month of its release"),
        ("modalities: {input: [text, image], output: [text]}\n", "its modalities"),
        ("reasoning: true, ", "whether it reasons"),
        ("function_calling: true, ", "whether it calls functions"),
        ("open_weights: false\n", "whether its weights are open"),
    ],
)
def test_a_model_of_which_models_dev_asks_more_than_is_known_is_left_out(
    publish: Publish, line: str, unknown: str
) -> None:
    made = publish({"models/acme/nova/model.yaml": NOVA.replace(line, "")})
    assert "acme" not in made[MODELS_DEV]
    reason = f"the format asks for {unknown}, and nobody tells"
    models = {row["reason"]: row["model_ids"] for row in made["exports/models.dev/losses.json"]["left_out"]}
    assert "nova" in models[reason]["acme"]


def test_a_limit_that_nobody_tells_is_0_and_counted(publish: Publish) -> None:
    made = publish({"models/acme/nova/model.yaml": NOVA.replace("max_output_tokens: 64000\n", "")})
    assert made[MODELS_DEV]["acme"]["models"]["nova"]["limit"]["output"] == 0
    assert counts(made["exports/models.dev/losses.json"], "dropped")["max_output_tokens"] == 1


def test_a_retired_route_is_no_model_of_models_dev(publish: Publish) -> None:
    made = publish({"models/acme/nova/routes/acme.yaml": f"routes:{ROUTE.replace('2027-11-01', '2026-11-10')}"})
    assert "acme" not in made[MODELS_DEV]
    assert made[LITELLM]["acme/nova"]["deprecation_date"] == "2026-11-10"


def test_another_currency_costs_a_model_its_prices_in_models_dev(publish: Publish) -> None:
    made = publish(route("currency: EUR\n        standard: {input: 1, output: 2}"))
    assert "cost" not in made[MODELS_DEV]["acme"]["models"]["nova"]
    lost = {(row["what"], row["reason"]) for row in made["exports/models.dev/losses.json"]["dropped"]}
    assert ("prices.standard.input", "the currency is not USD") in lost


# LiteLLM


def test_a_model_in_the_words_of_litellm(publish: Publish) -> None:
    entry = publish()[LITELLM]["acme/nova"]
    rates = {name: float(rate) for name, rate in entry.items() if "cost" in name and name != SEARCH}
    assert rates == pytest.approx(
        {
            "input_cost_per_token": 2.5e-06,
            "input_cost_per_token_above_200k_tokens": 5e-06,
            "input_cost_per_token_above_200k_tokens_priority": 5e-06,
            "input_cost_per_token_batches": 1.25e-06,
            "input_cost_per_token_priority": 5e-06,
            "output_cost_per_token": 1e-05,
            "output_cost_per_token_above_200k_tokens": 1.5e-05,
            "output_cost_per_token_above_200k_tokens_priority": 2e-05,
            "output_cost_per_token_batches": 5e-06,
            "output_cost_per_token_priority": 2e-05,
            "cache_read_input_token_cost": 2.5e-07,
            "cache_read_input_token_cost_above_200k_tokens": 5e-07,
            "cache_read_input_token_cost_above_200k_tokens_priority": 5e-07,
            "cache_read_input_token_cost_priority": 5e-07,
            "cache_creation_input_token_cost": 3e-06,
            "cache_creation_input_token_cost_above_200k_tokens": 3e-06,
            "cache_creation_input_token_cost_above_1hr": 4e-06,
            "cache_creation_input_token_cost_above_1hr_above_200k_tokens": 4e-06,
        }
    )
    assert entry[SEARCH] == dict.fromkeys(
        ("search_context_size_high", "search_context_size_low", "search_context_size_medium"), Decimal("0.010")
    )
    assert {name: value for name, value in entry.items() if "cost" not in name} == {
        "deprecation_date": "2027-11-01",
        "litellm_provider": "acme",
        "max_input_tokens": 900_000,
        "max_output_tokens": 64_000,
        "mode": "chat",
        "supports_audio_input": False,
        "supports_audio_output": False,
        "supports_function_calling": True,
        "supports_pdf_input": False,
        "supports_reasoning": True,
        "supports_response_schema": False,
        "supports_video_input": False,
        "supports_vision": True,
    }


SEARCH = "search_context_cost_per_query"


def test_a_context_window_is_no_limit_of_input(publish: Publish) -> None:
    made = publish({"models/acme/nova/model.yaml": NOVA.replace("max_input_tokens: 900000\n", "")})
    assert "max_input_tokens" not in made[LITELLM]["acme/nova"]
    assert counts(made["exports/litellm/losses.json"], "dropped")["model.context_window"] >= 1


def test_a_route_without_a_price_has_no_entry_that_would_make_it_free(publish: Publish) -> None:
    made = publish()
    assert "acme/acme-embed" not in made[LITELLM]
    assert made["exports/litellm/losses.json"]["left_out"][0]["model_ids"]["acme"] == [
        "acme-embed",
        "acme-one-2025-04-14",
    ]


def test_the_id_of_a_region_begins_as_litellm_writes_it(publish: Publish) -> None:
    table = "providers: {datasets/litellm: {acme: {provider: acme, strip: [acme/], regions: {eu/: europe}}}}\n"
    provider = small_catalog.FILES["providers/acme.yaml"] + "regions: {europe: {name: EU}}\n"
    of_region = ROUTE.replace("    serves: nova\n", "    regions: [europe]\n").replace("2.50", "2.75")
    files = {"sync/identities.yaml": table, "providers/acme.yaml": provider}
    made = publish({**files, "models/acme/nova/routes/acme.yaml": f"routes:{ROUTE}{of_region}"})
    found = {key: entry["input_cost_per_token"] for key, entry in made[LITELLM].items() if key.endswith("nova")}
    assert found == {"acme/nova": Decimal("0.0000025"), "acme/eu/nova": Decimal("0.00000275")}


def test_an_id_that_names_its_provider_does_not_name_it_twice(publish: Publish) -> None:
    assert "acme/nova" in publish(route("standard: {input: 1, output: 2}", "acme/nova"))[LITELLM]


def test_an_image_of_a_size_has_an_entry_of_its_own(publish: Publish) -> None:
    entry = publish()[LITELLM]["acme/1024-x-1024/acme-paint"]
    assert entry == {
        "litellm_provider": "acme",
        "mode": "image_generation",
        "output_cost_per_image": Decimal("0.04"),
    }


def test_a_minute_that_is_heard_costs_sixty_of_its_seconds(publish: Publish) -> None:
    hears = NOVA.replace("input: [text, image]", "input: [audio]")
    prices = route("standard: {per_unit: [{unit: audio_minute, price: 0.0043}]}")
    made = publish({"models/acme/nova/model.yaml": hears, **prices})
    assert made[LITELLM]["acme/nova"]["input_cost_per_second"] * 60 == pytest.approx(Decimal("0.0043"))
    assert made[GENAI_PRICES][0]["models"][-1]["prices"][0]["prices"]["input_audio_hours"] == Decimal("0.258")


def test_litellm_differs_where_the_export_says_so(tmp_path: Path) -> None:
    prices = """{input: 1, cached_input: 0.5, output: 2, input_audio: 8, cached_input_audio: 4,
          per_unit: [{unit: request, price: 3}]}"""
    made = written(tmp_path, route(f"standard: {prices}\n        priority: {{input: 2, output: 4}}"))
    (tmp_path / "map.json").write_bytes(made[LITELLM])
    cached = Usage(input_tokens=1_000_000, cached_input_tokens=1_000_000)
    asked = {
        litellm_rules.UNKNOWN_IS_FREE: ("acme/acme-one-mini", cached, 0),
        litellm_rules.HALF_IN_BATCHES: ("acme/nova", Usage(input_tokens=1_000_000, mode="batch"), 0.5),
        litellm_rules.ORDINARY_IN_MODES: ("acme/nova", replace(cached, mode="priority"), 0.5),
        litellm_rules.NOT_BY_REQUEST: ("acme/nova", Usage(input_tokens=1_000_000), 1),
        litellm_rules.CACHED_MEDIA: (
            "acme/nova",
            Usage(input_audio_tokens=1_000_000, cached_input_audio_tokens=1_000_000),
            8,
        ),
    }
    requests = [litellm_costs.Request(key, "acme", usage) for key, usage, _ in asked.values()]
    assert litellm_costs.costs(tmp_path / "map.json", requests) == [cost for _, _, cost in asked.values()]
    stated = counts(json.loads(made["exports/litellm/losses.json"]), "computed_otherwise")
    assert asked.keys() <= stated.keys()


# genai-prices


def test_a_model_in_the_words_of_genai_prices(publish: Publish) -> None:
    nova = next(model for model in publish()[GENAI_PRICES][0]["models"] if model["id"] == "nova")

    def tiers(base: str, price: str) -> dict[str, Any]:
        return {"base": Decimal(base), "tiers": [{"price": Decimal(price), "start": 200_000}]}

    assert nova == {
        "context_window": 900_000,
        "deprecated": True,
        "id": "nova",
        "match": {"equals": "nova"},
        "name": "Nova",
        "price_variants": [
            variant("2026-06-01", {"processing": "batch"}, input_mtok="1.25", output_mtok="5"),
            variant("2026-01-15", {"processing": "batch"}, input_mtok="2", output_mtok="8"),
            variant(
                "2026-06-01", {"service_tier": "priority"}, cache_read_mtok="0.5", input_mtok="5", output_mtok="20"
            ),
        ],
        "prices": [
            {"constraint": {"start_date": "2026-01-15"}, "prices": {"input_mtok": 4, "output_mtok": 16}},
            {
                "constraint": {"start_date": "2026-06-01"},
                "prices": {
                    "cache_read_mtok": tiers("0.25", "0.5"),
                    "cache_write_1h_mtok": 4,
                    "cache_write_mtok": 3,
                    "input_mtok": tiers("2.50", "5"),
                    "output_mtok": tiers("10", "15"),
                    "web_searches_kcount": 10,
                },
            },
        ],
    }


def variant(start: str, when: dict[str, str], **prices: str) -> dict[str, Any]:
    told = {name: Decimal(price) for name, price in prices.items()}
    return {"constraint": {"start_date": start}, "prices": told, "when": when}


def test_old_prices_of_a_mode_do_not_stand_where_newer_ones_are_silent(publish: Publish) -> None:
    silent = ROUTE.replace("        batch: {input: 1.25, output: 5}\n", "")
    made = publish({"models/acme/nova/routes/acme.yaml": f"routes:{silent}"})
    nova = next(model for model in made[GENAI_PRICES][0]["models"] if model["id"] == "nova")
    assert [each["when"] for each in nova["price_variants"]] == [{"service_tier": "priority"}]
    assert counts(made["exports/genai-prices/losses.json"], "dropped")["past prices.batch"] == 1


def test_prices_to_come_silence_no_mode_of_today(publish: Publish) -> None:
    coming = ROUTE.replace(
        "    evidence:", "      - {from: 2027-01-01, basis: announced, standard: {input: 9, output: 9}}\n    evidence:"
    )
    made = publish({"models/acme/nova/routes/acme.yaml": f"routes:{coming}"})
    nova = next(model for model in made[GENAI_PRICES][0]["models"] if model["id"] == "nova")
    assert len(nova["price_variants"]) == 3


@pytest.mark.parametrize(
    ("prices", "needed"),
    [
        ("{input: 1, cached_input: 0.5, input_audio: 3}", "cache_audio_read_mtok"),
        ("{input: 1, cache_write: 2, input_image: 3}", "cache_image_write_mtok"),
        ("{input: 1, output_audio: 3}", "output_mtok"),
    ],
)
def test_prices_that_genai_prices_refuses_without_another_are_left_out(
    publish: Publish, prices: str, needed: str
) -> None:
    made = publish(route(f"standard: {prices}"))
    assert all(model["id"] != "nova" for provider in made[GENAI_PRICES] for model in provider["models"])
    reason = f"the format asks for {needed} beside other prices, and it is not known"
    assert counts(made["exports/genai-prices/losses.json"], "left_out")[reason] == 1


def test_a_provider_is_known_by_its_address_or_by_the_hosts_where_it_must_lie(publish: Publish) -> None:
    vault = small_catalog.FILES["models/acme/one/routes/vault.yaml"].replace(
        "    evidence", "    prices: [{from: 2026-01-01, basis: observed, standard: {input: 1}}]\n    evidence"
    )
    made = publish({"models/acme/one/routes/vault.yaml": vault})
    patterns = {provider["id"]: provider["api_pattern"] for provider in made[GENAI_PRICES]}
    assert re.match(patterns["acme"], "https://api.openai.com/v1/chat/completions")
    assert not re.match(patterns["acme"], "https://api.openai.company/v1")
    assert re.match(patterns["vault"], "https://eu.api.vault.com/v2")
    assert not re.match(patterns["vault"], "https://notvault.com/")
    # The first that fits decides, and a mere host fits more than an address.
    assert list(patterns)[-1] == "vault"


def test_genai_prices_differs_where_the_export_says_so(tmp_path: Path) -> None:
    prices = "{input: 1, cached_input: 0.5, cache_write_5m: 1.5, output: 2}"
    until = "until: 2026-06-01\n        "
    files = written(tmp_path, route(f"{until}standard: {prices}\n        priority: {{input: 2, output: 4}}"))
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    with serve(tmp_path) as address:
        data = UpdatePrices(url=f"{address}{GENAI_PRICES}").fetch()
    assert data is not None
    fresh, cached = {"input_tokens": 1_000_000}, {"input_tokens": 1_000_000, "cache_read_tokens": 1_000_000}
    written_once = {"input_tokens": 1_000_000, "cache_write_tokens": 1_000_000, "cache_write_1h_tokens": 1_000_000}
    asked: dict[str, tuple[dict[str, int], date, Mode, float]] = {
        rates.ALREADY: (fresh, date(2025, 12, 31), "standard", 1),
        rates.HOLDS_ON: (fresh, date(2026, 6, 1), "standard", 1),
        rates.ORDINARY_MODE: (fresh, date(2026, 2, 1), "flex", 1),
        rates.ORDINARY_PRICE: (cached, date(2026, 2, 1), "priority", 0.5),
        rates.ONE_LIFETIME: (written_once, date(2026, 2, 1), "standard", 1.5),
    }
    found = {
        rule: data.calc(
            GenaiUsage(**usage), "nova", "acme", None, datetime.combine(day, time(12), UTC), rates.MODES.get(mode)
        ).total_price
        for rule, (usage, day, mode, _) in asked.items()
    }
    assert found == {rule: cost for rule, (_, _, _, cost) in asked.items()}
    assert asked.keys() <= counts(json.loads(files["exports/genai-prices/losses.json"]), "computed_otherwise").keys()


# Our own readers


READERS = [
    pytest.param(MODELS_DEV, models_dev.read, {"standard"}, id="models.dev"),
    pytest.param(LITELLM, litellm.read, {"standard", "batch", "priority"}, id="LiteLLM"),
    pytest.param(GENAI_PRICES, genai_prices.read, {"standard", "batch", "priority"}, id="genai-prices"),
]


@pytest.mark.parametrize(("path", "read", "modes"), READERS)
def test_what_reads_the_other_catalog_reads_our_prices_back(
    tmp_path: Path, path: str, read: Callable[[bytes, date], Reading], modes: set[str]
) -> None:
    card = "{input: 2, cached_input: 0.5, output: 8, tiers: [{above_input_tokens: 200000, input: 4, output: 12}]}"
    cards = {
        mode: card if mode == "standard" else "{input: 1, output: 4}" for mode in ("standard", "batch", "priority")
    }
    made = written(tmp_path, route("\n        ".join(f"{mode}: {text}" for mode, text in cards.items())))
    found = read(made[path], small_catalog.TODAY)
    nova = next(item for item in found.observations if item.model_id.removeprefix("acme/") == "nova")
    read_back = nova.prices[-1].cards
    assert read_back.keys() == modes
    standard = read_back["standard"]
    assert standard.model_dump(include={"input", "cached_input", "output"}) == {
        "input": 2,
        "cached_input": Decimal("0.5"),
        "output": 8,
    }
    (tier,) = standard.tiers
    assert tier.model_dump(include={"above_input_tokens", "input", "output"}) == {
        "above_input_tokens": 200_000,
        "input": 4,
        "output": 12,
    }
    assert [gap for gap in found.gaps if "unknown key" in str(gap)] == []
