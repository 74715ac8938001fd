"""`sync` on a small catalog: what it adds, confirms, disputes and leaves alone, and that nothing breaks half way."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.__main__ import main
from generator.checks.verdict import judge
from generator.reading.cache import write_atomically
from generator.reading.document import parse
from generator.schema import Modalities
from generator.sync import rates, run
from generator.sync.definitions import fitting, stated_facts, without_filled_in
from generator.sync.observation import ModelFacts, SyncError
from generator.sync.run import Report
from generator.sync.standing import covers
from tests import sync_catalog

TODAY = date(2026, 11, 21)
SONNET = "models/anthropic/claude-sonnet-4-5/model.yaml"
SONNET_AT_HOME = "models/anthropic/claude-sonnet-4-5/routes/anthropic.yaml"
SONNET_AT_BEDROCK = "models/anthropic/claude-sonnet-4-5/routes/amazon-bedrock.yaml"
LLAMA_AT_HOST = "models/meta/llama-3.3-70b/routes/hosting.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small catalog on disk, clean."""
    catalog = sync_catalog.write(tmp_path / "catalog")
    assert judge(catalog, TODAY).problems == ()
    return catalog


def litellm(root: Path, *days: str, **entries: Any) -> Report:
    """Run `sync litellm` on some entries read on a day."""
    return _run(
        root, "litellm", {name: {"mode": "chat", **entry} for name, entry in entries.items()}, *days or ["2026-11-15"]
    )


def models_dev(root: Path, provider: str, *days: str, **models: Any) -> Report:
    """Run `sync models-dev` on some models of a provider."""
    return _run(root, "models-dev", {provider: {"models": models}}, *days or ["2026-08-18"])


def tier(above: int, **rates: int) -> dict[str, int]:
    """A tier as plain data."""
    return {"above_input_tokens": above, **rates}


def unit(name: str, price: int | str, what: str | None = None) -> dict[str, Any]:
    """A price per unit as plain data."""
    return {"unit": name, "price": price, **({"what": what} if what else {})}


def _run(root: Path, name: str, data: object, day: str, **options: Any) -> Report:
    file = root.parent / f"{name}-{day}.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    report = run.sync(root, name, str(file), None, TODAY, **options)
    assert judge(root, TODAY).problems == ()
    return report


def data(root: Path, path: str) -> Any:
    """The data of a file, numbers as text so that they compare easily."""
    return json.loads(json.dumps(parse(path, (root / path).read_bytes()), default=str))


def tree(root: Path) -> dict[str, bytes]:
    """Every file with its bytes."""
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


CLAUDE = {"litellm_provider": "anthropic", "input_cost_per_token": 3e-06, "output_cost_per_token": 1.5e-05}


# Prices


def test_the_same_price_is_evidence(root: Path) -> None:
    litellm(root, **{"claude-sonnet-4-5-20250929": CLAUDE})
    (period,) = data(root, SONNET_AT_HOME)["routes"][0]["prices"]
    assert period["evidence"] == [
        {"source": "datasets/genai-prices", "read_on": "2026-08-01"},
        {"source": "datasets/litellm", "read_on": "2026-11-15", "supports": ["standard"]},
    ]


def test_further_prices_begin_a_period_that_says_so(root: Path) -> None:
    litellm(root, **{"claude-sonnet-4-5-20250929": {**CLAUDE, "input_cost_per_token_batches": 1.5e-06}})
    first, second = data(root, SONNET_AT_HOME)["routes"][0]["prices"]
    assert first["standard"] == second["standard"] == {"input": 3, "output": 15}
    assert (second["from"], second["basis"], second["batch"]) == ("2026-11-15", "observed", {"input": "1.50"})
    assert second["because"].startswith("Further prices")


def test_another_price_of_one_other_source_is_a_dispute(root: Path) -> None:
    report = litellm(root, **{"claude-sonnet-4-5-20250929": {**CLAUDE, "input_cost_per_token": 4e-06}})
    (period,) = data(root, SONNET_AT_HOME)["routes"][0]["prices"]
    assert period["standard"]["input"] == 3
    assert period["evidence"][1]["reports"] == {"standard.input": 4}
    assert [change.kind for change in report.changes].count("disputed") == 1


def test_another_price_of_the_same_source_is_a_change(root: Path) -> None:
    litellm(root, "2026-10-01", **{"host/llama-3.3-70b-instruct": {**HOSTED, "input_cost_per_token": 6e-07}})
    litellm(root, "2026-11-15", **{"host/llama-3.3-70b-instruct": {**HOSTED, "input_cost_per_token": 5e-07}})
    added = next(route for route in data(root, LLAMA_AT_HOST)["routes"] if route["model_id"].islower())
    assert [(period["from"], period["standard"]["input"]) for period in added["prices"]] == [
        ("2026-10-01", "0.60"),
        ("2026-11-15", "0.50"),
    ]


HOSTED: dict[str, Any] = {"litellm_provider": "host", "output_cost_per_token": 9e-07}


def test_two_sources_that_agree_make_a_change(root: Path) -> None:
    claude = {**CLAUDE, "input_cost_per_token": 2e-06}
    litellm(root, **{"claude-sonnet-4-5-20250929": claude})
    models_dev(
        root,
        "anthropic",
        "2026-11-16",
        **{
            "claude-sonnet-4-5-20250929": {
                "cost": {"input": 2, "output": 15},
                "modalities": {"input": ["text", "image"], "output": ["text"]},
            }
        },
    )
    first, second = data(root, SONNET_AT_HOME)["routes"][0]["prices"]
    assert (first["standard"]["input"], second["standard"]["input"], second["from"]) == (3, 2, "2026-11-16")
    assert not any("reports" in entry for entry in first["evidence"])


@pytest.mark.parametrize(
    ("price", "reason"),
    [
        (3.3e-06, "the tenth that regional endpoints cost more or less"),
        (3e-03, "a price tenfold or more off, which is a slipped unit until somebody looks"),
    ],
)
def test_what_is_no_change_is_left_alone(root: Path, price: float, reason: str) -> None:
    output = 1.65e-05 if price < 1e-5 else 1.5e-05
    before = tree(root)
    entry = {**CLAUDE, "input_cost_per_token": price, "output_cost_per_token": output}
    report = litellm(root, **{"claude-sonnet-4-5-20250929": entry})
    assert report.left_alone[reason] == 1
    after = data(root, SONNET_AT_HOME)["routes"][0]["prices"]
    assert len(after) == 1
    assert "reports" not in after[0]["evidence"][-1]
    assert before.keys() == tree(root).keys()


def decide(root: Path, decision: str) -> None:
    """Add a decision to the table."""
    table = root / "sync/identities.yaml"
    table.write_text(f"{table.read_text(encoding='utf-8')}{decision}\n", encoding="utf-8")


def test_a_price_in_another_currency_than_is_charged_is_left_out(root: Path) -> None:
    decide(root, "currencies: {hosting: CNY}")
    report = litellm(root, **{"host/llama-3.3-70b-instruct": {**HOSTED, "input_cost_per_token": 6e-07}})
    added = next(route for route in data(root, LLAMA_AT_HOST)["routes"] if route["model_id"].islower())
    assert "prices" not in added
    assert report.left_alone["a price in a currency that the provider does not charge"] == 1


def test_a_cutoff_that_its_developer_does_not_tell_is_left_out(root: Path) -> None:
    decide(root, "untold_cutoffs: [anthropic]")
    claude = {"knowledge": "2025-07", "modalities": {"input": ["text", "image"], "output": ["text"]}}
    report = models_dev(root, "anthropic", **{"claude-sonnet-4-5-20250929": claude, "claude-sonnet-4-5": claude})
    assert "knowledge_cutoff" not in data(root, SONNET)
    assert report.left_alone["a knowledge cutoff that the developer does not tell"] == 1


def test_further_prices_are_taken_beside_another_difference(root: Path) -> None:
    claude = {**CLAUDE, "cache_read_input_token_cost": 3e-07}
    litellm(root, "2026-11-14", **{"claude-sonnet-4-5-20250929": claude})
    prices = {"input_mtok": 3, "output_mtok": 15, "cache_read_mtok": 0.5, "cache_write_mtok": 3.75}
    model = {"id": "claude-sonnet-4-5-20250929", "match": {"equals": "claude-sonnet-4-5-20250929"}, "prices": prices}
    _run(root, "genai-prices", [{"id": "anthropic", "models": [model]}], "2026-11-15")
    last = data(root, SONNET_AT_HOME)["routes"][0]["prices"][-1]
    assert last["standard"] == {"input": 3, "cached_input": "0.30", "cache_write": "3.75", "output": 15}
    assert {"standard.cached_input": "0.50"} in [entry.get("reports") for entry in last["evidence"]]


def test_nothing_is_added_beside_other_ordinary_prices(root: Path) -> None:
    dearer = {**CLAUDE, "input_cost_per_token": 4e-06, "input_cost_per_token_batches": 2e-06}
    litellm(root, **{"claude-sonnet-4-5-20250929": dearer})
    (period,) = data(root, SONNET_AT_HOME)["routes"][0]["prices"]
    assert "batch" not in period


def test_modes_tiers_and_lifetimes_are_all_taken(root: Path) -> None:
    more = {
        "cache_creation_input_token_cost": 3.75e-06,
        "cache_creation_input_token_cost_above_1hr": 6e-06,
        "input_cost_per_token_above_200k_tokens": 6e-06,
        "input_cost_per_token_batches": 1.5e-06,
        "input_cost_per_token_flex": 1.5e-06,
        "input_cost_per_token_priority": 4.5e-06,
        "search_context_cost_per_query": {"search_context_size_medium": 0.01},
    }
    litellm(root, **{"claude-sonnet-4-5-20250929": {**CLAUDE, **more}})
    last = data(root, SONNET_AT_HOME)["routes"][0]["prices"][-1]
    assert last["standard"] == {
        "input": 3,
        "cache_write_5m": "3.75",
        "cache_write_1h": 6,
        "output": 15,
        "tiers": [{"above_input_tokens": 200000, "input": 6}],
        "per_unit": [{"unit": "thousand_searches", "price": 10, "what": "web search"}],
    }
    assert [last[mode]["input"] for mode in ("batch", "flex", "priority")] == ["1.50", "1.50", "4.50"]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({"input_cost_per_character": 2e-08}, {"per_unit": [unit("million_characters", "0.02")]}),
        (
            {
                "input_cost_per_token_above_200k_tokens": 6e-06,
                "cache_creation_input_token_cost_above_200k_tokens": 2.5e-07,
            },
            {"input": "0.50", "tiers": [tier(200000, input=6)]},
        ),
    ],
)
def test_what_is_left_over_in_an_entry_is_no_price(root: Path, entry: dict[str, Any], expected: dict[str, Any]) -> None:
    litellm(root, **{"host/Llama-3.3-70B-Instruct": {**HOSTED, "input_cost_per_token": 5e-07, **entry}})
    route = next(r for r in data(root, LLAMA_AT_HOST)["routes"] if r["model_id"] == "Llama-3.3-70B-Instruct")
    assert route["prices"][0]["standard"] == {**expected, "output": "0.90"}


def test_a_cache_write_gets_the_lifetime_that_another_source_tells(root: Path) -> None:
    litellm(root, "2026-11-14", **{"claude-sonnet-4-5-20250929": {**CLAUDE, "cache_creation_input_token_cost": 4e-06}})
    hours = {"cache_creation_input_token_cost": 4e-06, "cache_creation_input_token_cost_above_1hr": 6e-06}
    litellm(root, "2026-11-15", **{"claude-sonnet-4-5-20250929": {**CLAUDE, **hours}})
    last = data(root, SONNET_AT_HOME)["routes"][0]["prices"][-1]
    assert "cache_write" not in last["standard"]
    assert (last["standard"]["cache_write_5m"], last["standard"]["cache_write_1h"]) == (4, 6)


def test_a_list_grows_with_a_source_that_states_it_whole(root: Path) -> None:
    search = {"search_context_cost_per_query": {"search_context_size_medium": 0.01}}
    litellm(root, "2026-11-14", **{"claude-sonnet-4-5-20250929": {**CLAUDE, **search}})
    prices = {"input_mtok": 3, "output_mtok": 15, "web_searches_kcount": 10, "storage_searches_kcount": 2.5}
    model = {"id": "claude-sonnet-4-5-20250929", "match": {"equals": "claude-sonnet-4-5-20250929"}, "prices": prices}
    _run(root, "genai-prices", [{"id": "anthropic", "models": [model]}], "2026-11-15")
    last = data(root, SONNET_AT_HOME)["routes"][0]["prices"][-1]
    assert [item["what"] for item in last["standard"]["per_unit"]] == ["web search", "file search"]
    vouching = [entry["source"] for entry in last["evidence"] if covers(entry, "standard.per_unit")]
    assert vouching == ["datasets/genai-prices"]


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ([tier(200000, input=2)], [tier(199999, input=2)], "same"),
        ([tier(200000, input=2)], [tier(200000, input=2, output=3)], "longer"),
        ([tier(200000, input=2)], [tier(200000, input=2), tier(500000, input=4)], "longer"),
        ([tier(200000, input=2, output=3)], [tier(200000, input=2)], "part"),
        ([tier(200000, input=2)], [tier(272000, input=2)], "moved"),
        ([tier(200000, input=2)], [tier(200000, input=3)], "other"),
        ([tier(200000, input=2), tier(500000, input=4)], [tier(200000, input=2, output=3)], "other"),
        ([unit("request", 2, "one query")], [unit("request", 2)], "same"),
        ([unit("request", 2, "a"), unit("request", 2, "b")], [unit("request", 2)], "other"),
        ([unit("request", 2, "a")], [unit("request", 2, "a"), unit("image", 1)], "longer"),
        ([unit("request", 2, "a")], [unit("image", 1)], "other"),
    ],
)
def test_lists_of_prices_are_held_against_each_other(ours: list[Any], theirs: list[Any], expected: str) -> None:
    name = "tiers" if "above_input_tokens" in ours[0] else "per_unit"
    found = rates.compare({"standard": {name: ours}}, {"standard": {name: theirs}})
    kinds = {"same": found.same, "longer": found.longer, "moved": found.moved, "other": found.structures}
    assert [kind for kind, paths in kinds.items() if paths] == [expected] * (expected != "part")


def test_a_threshold_that_is_only_a_fields_name_gives_way(root: Path) -> None:
    cost = {"input": 0.5, "output": 0.9, "context_over_200k": {"input": 1, "output": 1.8}}
    text = {"input": ["text"], "output": ["text"]}
    models_dev(root, "hosting", **{"meta-llama/Llama-3.3-70B-Instruct": {"cost": cost, "modalities": text}})
    entry = {
        **HOSTED,
        "input_cost_per_token": 5e-07,
        "input_cost_per_token_above_272k_tokens": 1e-06,
        "output_cost_per_token_above_272k_tokens": 1.8e-06,
    }
    litellm(root, **{"host/meta-llama/Llama-3.3-70B-Instruct": entry})
    last = data(root, LLAMA_AT_HOST)["routes"][0]["prices"][-1]
    assert [part["above_input_tokens"] for part in last["standard"]["tiers"]] == [272000]


def test_of_media_models_only_sure_prices_are_taken(root: Path) -> None:
    entry = {**HOSTED, "mode": "realtime", "input_cost_per_token": 5e-06, "input_cost_per_audio_token": 4e-05}
    report = litellm(root, **{"host/meta-llama/Llama-3.3-70B-Instruct": entry})
    (period,) = data(root, LLAMA_AT_HOST)["routes"][0]["prices"]
    assert period["standard"] == {"input": 5, "input_audio": 40}
    assert report.left_alone["a price that may be of text or of media"] == 1


def test_history_comes_before_what_is_known(root: Path) -> None:
    litellm(root, **{"host/Llama-3.3-70B-Instruct": {**HOSTED, "input_cost_per_token": 5e-07}})
    events = [
        {"provider": "hosting", "model": "Llama-3.3-70B-Instruct", "date": day, "event": "change", "cost": cost}
        for day, cost in (("2026-01-05", {"input": 0.8, "output": 0.9}), ("2026-03-01", {"input": 0.5, "output": 0.9}))
    ]
    file = root.parent / "history.jsonl"
    file.write_text("\n".join(map(json.dumps, events)), encoding="utf-8")
    run.sync(root, "price-history", str(file), None, TODAY)
    assert judge(root, TODAY).problems == ()
    route = next(r for r in data(root, LLAMA_AT_HOST)["routes"] if r["model_id"] == "Llama-3.3-70B-Instruct")
    assert [(period["from"], period["standard"]["input"]) for period in route["prices"]] == [
        ("2026-01-05", "0.80"),
        ("2026-03-01", "0.50"),
    ]


@pytest.mark.parametrize(("prefix", "earlier"), [("", 3), ("eu.", 2)])
def test_the_price_of_another_region_is_no_past(root: Path, prefix: str, earlier: int) -> None:
    name = f"{prefix}anthropic.claude-sonnet-4-5-20250929-v1:0"
    entry = {"litellm_provider": "bedrock", "input_cost_per_token": 3.3e-06, "output_cost_per_token": 1.65e-05}
    litellm(root, **{name: entry})
    cost = {"input": earlier, "output": 15}
    event = {"provider": "amazon-bedrock", "model": name, "date": "2026-01-05", "event": "add", "cost": cost}
    past = root.parent / "history.jsonl"
    past.write_text(json.dumps(event), encoding="utf-8")
    report = run.sync(root, "price-history", str(past), None, TODAY)
    assert report.left_alone["an earlier price that may be of another region, and all before it"] == 1


# Facts, routes, lifecycle


def test_a_new_fact_comes_with_evidence_and_a_primary_one_stays(root: Path) -> None:
    models_dev(
        root,
        "anthropic",
        **{
            "claude-sonnet-4-5": {
                "knowledge": "2025-07",
                "tool_call": True,
                "limit": {"context": 1000000, "output": 64000},
                "modalities": {"input": ["text", "image", "pdf"], "output": ["text"]},
            }
        },
    )
    model = data(root, SONNET)
    assert (model["knowledge_cutoff"], model["context_window"]) == ("2025-07", 200000)
    assert set(model["evidence"][-1]["supports"]) == {
        "knowledge_cutoff",
        "max_output_tokens",
        "modalities.output",
        "capabilities.function_calling",
    }
    assert model["evidence"][-1]["reports"] == {"context_window": 1000000}


def test_an_input_limit_is_not_held_against_the_window(root: Path) -> None:
    litellm(root, **{"claude-sonnet-4-5-20250929": {**CLAUDE, "max_input_tokens": 136000}})
    model = data(root, SONNET)
    assert "max_input_tokens" not in model
    assert not any("reports" in entry for entry in model["evidence"])


def test_a_reviewed_record_is_not_overwritten(tmp_path: Path) -> None:
    text = sync_catalog.FILES[SONNET].replace("anthropic/models", "datasets/models-dev") + "reviewed_on: 2026-09-01\n"
    root = sync_catalog.write(tmp_path / "catalog", **{SONNET: text})
    models_dev(root, "anthropic", "2026-11-01", **{"claude-sonnet-4-5": {"limit": {"output": 9000}, "tool_call": True}})
    model = data(root, SONNET)
    assert model["max_output_tokens"] == 64000
    assert "function_calling" not in model["capabilities"]


def test_a_new_route_is_written_with_region_and_snapshot(root: Path) -> None:
    entry = {"litellm_provider": "bedrock", "input_cost_per_token": 3.3e-06, "output_cost_per_token": 1.65e-05}
    litellm(root, **{"eu.anthropic.claude-sonnet-4-5-20250929-v1:0": entry})
    added = data(root, SONNET_AT_BEDROCK)["routes"][1]
    assert added["regions"] == ["eu"]
    assert added["serves"] == "claude-sonnet-4-5-20250929"
    assert added["prices"][0]["standard"] == {"input": "3.30", "output": "16.50"}


def test_a_model_of_the_table_is_added(root: Path) -> None:
    models_dev(
        root,
        "hosting",
        **{
            "llama-9-instruct": {
                "cost": {"input": 1, "output": 2},
                "open_weights": True,
                "modalities": {"input": ["text"], "output": ["text"]},
            }
        },
    )
    assert data(root, "models/meta/llama-9/model.yaml")["name"] == "Llama 9"
    assert data(root, "models/meta/llama-9/routes/hosting.yaml")["routes"][0]["model_id"] == "llama-9-instruct"


def test_a_model_comes_with_the_family_origin_and_snapshots_of_the_table(tmp_path: Path) -> None:
    old = "meta/llama-9: {name: Llama 9, known_as: [llama-9-instruct]}"
    new = (
        "meta/llama-9: {name: Llama 9, family: llama, derived_from: meta/llama-3.3-70b, snapshots: [l9-b, l9-c, l9-a]}"
    )
    table = sync_catalog.FILES["sync/identities.yaml"]
    assert old in table
    developer = sync_catalog.FILES["developers/meta.yaml"] + "families:\n  llama: {name: Llama}\n"
    changed = {"sync/identities.yaml": table.replace(old, new), "developers/meta.yaml": developer}
    root = sync_catalog.write(tmp_path / "catalog", **changed)
    models_dev(root, "hosting", **{"l9-a": {"name": "L9 on Llama 3.3"}, "l9-b": {"name": "L9"}})
    model = data(root, "models/meta/llama-9/model.yaml")
    assert (model["family"], model["derived_from"]) == ("llama", "meta/llama-3.3-70b")
    assert model["snapshots"] == [
        {"id": name, "evidence": [{"source": "datasets/models-dev", "read_on": "2026-08-18"}]}
        for name in ("l9-b", "l9-a")
    ]
    routes = data(root, "models/meta/llama-9/routes/hosting.yaml")["routes"]
    assert [(route["model_id"], route["serves"]) for route in routes] == [("l9-a", "l9-a"), ("l9-b", "l9-b")]


def test_an_origin_is_not_written_where_no_source_names_it(tmp_path: Path) -> None:
    table = sync_catalog.FILES["sync/identities.yaml"].replace(
        "name: Llama 9,", "name: Llama 9, derived_from: anthropic/claude-sonnet-4-5,"
    )
    root = sync_catalog.write(tmp_path / "catalog", **{"sync/identities.yaml": table})
    models_dev(root, "hosting", **{"llama-9": {"name": "Llama 9"}})
    assert "derived_from" not in data(root, "models/meta/llama-9/model.yaml")


def test_a_dated_id_at_home_is_a_snapshot_in_order_of_the_days(root: Path) -> None:
    models_dev(root, "anthropic", **{"claude-sonnet-4-5-20260301": {}, "claude-sonnet-4-5-20250801": {}})
    snapshots = data(root, SONNET)["snapshots"]
    assert [snapshot["id"][-8:] for snapshot in snapshots] == ["20250801", "20250929", "20260301"]
    assert "released_on" not in snapshots[0]
    # Who spoke of the list that was there speaks of what was in it, and of nothing new.
    assert snapshots[1]["evidence"] == [{"source": "anthropic/models", "read_on": "2026-08-20"}]
    assert snapshots[2]["evidence"] == [{"source": "datasets/models-dev", "read_on": "2026-08-18"}]
    served = {route["model_id"]: route.get("serves") for route in data(root, SONNET_AT_HOME)["routes"]}
    assert served["claude-sonnet-4-5-20260301"] == "claude-sonnet-4-5-20260301"


def test_a_route_learns_which_snapshot_it_serves(tmp_path: Path) -> None:
    text = sync_catalog.FILES[SONNET_AT_HOME].replace("    serves: claude-sonnet-4-5-20250929\n", "")
    root = sync_catalog.write(tmp_path / "catalog", **{SONNET_AT_HOME: text})
    litellm(root, **{"claude-sonnet-4-5-20250929": CLAUDE})
    assert data(root, SONNET_AT_HOME)["routes"][0]["serves"] == "claude-sonnet-4-5-20250929"


def test_history_alone_adds_no_model(root: Path) -> None:
    event = {"provider": "hosting", "model": "llama-9", "date": "2026-01-05", "event": "add", "cost": {"input": 1}}
    file = root.parent / "history.jsonl"
    file.write_text(json.dumps(event), encoding="utf-8")
    report = run.sync(root, "price-history", str(file), None, TODAY)
    assert (report.identified, report.written) == (1, ())


def test_a_model_that_embeds_puts_out_no_text(tmp_path: Path) -> None:
    table = sync_catalog.FILES["sync/identities.yaml"].replace("name: Llama 9,", "name: Llama Embed 9,")
    root = sync_catalog.write(tmp_path / "catalog", **{"sync/identities.yaml": table})
    text = {"input": ["text"], "output": ["text"]}
    models_dev(root, "hosting", **{"llama-9": {"modalities": text, "limit": {"context": 8000, "output": 1024}}})
    model = data(root, "models/meta/llama-9/model.yaml")
    assert model["modalities"]["output"] == ["embedding"]
    assert "max_output_tokens" not in model


@pytest.mark.parametrize(
    ("name", "output"),
    [("Llama RerankQA 9", "score"), ("Llama BGE 9", "embedding"), ("LlamaTTS 9", "audio"), ("Voyage 9", "embedding")],
)
def test_what_a_model_puts_out_shows_in_its_name(tmp_path: Path, name: str, output: str) -> None:
    table = sync_catalog.FILES["sync/identities.yaml"].replace("name: Llama 9,", f"name: {name},")
    root = sync_catalog.write(tmp_path / "catalog", **{"sync/identities.yaml": table})
    models_dev(root, "hosting", **{"llama-9": {"modalities": {"input": ["text"], "output": ["text"]}}})
    assert data(root, "models/meta/llama-9/model.yaml")["modalities"]["output"] == [output]


def test_hosts_tell_no_limits_and_abilities_of_media_models_and_no_cutoff(root: Path) -> None:
    entry = {
        "modalities": {"input": ["text"], "output": ["video"]},
        "limit": {"context": 480},
        "tool_call": True,
        "knowledge": "2024-01",
    }
    models_dev(root, "hosting", **{"llama-9": entry})
    model = data(root, "models/meta/llama-9/model.yaml")
    assert {"context_window", "capabilities", "knowledge_cutoff"}.isdisjoint(model)


def test_no_model_puts_out_documents(root: Path) -> None:
    models_dev(root, "hosting", **{"llama-9": {"modalities": {"input": ["text", "pdf"], "output": ["image", "pdf"]}}})
    modalities = data(root, "models/meta/llama-9/model.yaml")["modalities"]
    assert modalities == {"input": ["text", "pdf"], "output": ["image"]}


def test_how_much_a_host_lets_in_is_no_limit_of_the_model(root: Path) -> None:
    models_dev(root, "hosting", **{"llama-9": {"limit": {"context": 8000, "input": 6000, "output": 2000}}})
    model = data(root, "models/meta/llama-9/model.yaml")
    assert model["context_window"] == 8000
    assert "max_input_tokens" not in model


def test_a_release_day_takes_two_hosts(root: Path) -> None:
    entry = {"llama-9": {"release_date": "2026-04-05"}}
    models_dev(root, "hosting", **entry)
    assert "released_on" not in data(root, "models/meta/llama-9/model.yaml")
    both = {provider: {"models": entry} for provider in ("hosting", "gateway")}
    _run(root, "models-dev", both, "2026-08-19")
    assert data(root, "models/meta/llama-9/model.yaml")["released_on"] == "2026-04-05"


@pytest.mark.parametrize(("cutoff", "is_kept"), [("2024-11", True), ("2024-12", False), ("2024", True)])
def test_a_cutoff_in_the_month_of_the_release_is_the_release(cutoff: str, is_kept: bool) -> None:
    found = fitting({"knowledge_cutoff": cutoff, "released_on": "2024-12-19"}, {})
    assert ("knowledge_cutoff" in found) == is_kept


@pytest.mark.parametrize(
    ("snapshot", "released", "is_kept"),
    [
        ("llama-9-2026-02-15", "2026-03-10", False),
        ("llama-9-260215", "2026-03-10", False),
        ("llama-9-260215", "2026-02-20", True),
        ("llama-9-269915", "2026-03-10", True),
    ],
)
def test_a_release_long_after_a_snapshots_own_day_is_a_lists_first_sight(
    snapshot: str, released: str, is_kept: bool
) -> None:
    found = fitting({"released_on": released}, {"snapshots": [{"id": snapshot}]})
    assert ("released_on" in found) == is_kept


def test_a_model_that_animates_images_takes_more_than_text() -> None:
    modalities = Modalities(input=("text",), output=("video",))
    assert "modalities.input" not in stated_facts(ModelFacts(modalities=modalities), {"name": "Llama 9 I2V"})


def test_a_hosts_window_as_its_output_limit_is_no_limit_of_a_model_with_a_wider_window() -> None:
    facts = ModelFacts(context_window=262144, max_output_tokens=262144)
    assert "max_output_tokens" not in stated_facts(facts, {"context_window": 1000000})


def test_limits_that_a_list_gives_to_all_are_no_facts() -> None:
    facts = ModelFacts(context_window=128000, max_output_tokens=8192, license="MIT")
    assert without_filled_in("nvidia", facts) == ModelFacts(license="MIT")
    assert without_filled_in("hosting", facts) == facts


def test_facts_on_which_the_hosts_differ_still_fit_each_other(root: Path) -> None:
    models = {"llama-9": {"limit": {"context": 1000, "output": 900}}, "llama-9-instruct": {"limit": {"context": 1000}}}
    models["llama-9"]["limit"]["context"] = 800
    models_dev(root, "hosting", **models, **{"meta/llama-9": {"limit": {"context": 800}}})
    model = data(root, "models/meta/llama-9/model.yaml")
    assert (model["context_window"], model.get("max_output_tokens")) == (800, None)


def test_hosts_tell_what_a_model_can_do_by_majority_and_never_what_it_cannot(root: Path) -> None:
    models = {name: {"reasoning": False, "tool_call": True} for name in ("llama-9", "llama-9-instruct")}
    models_dev(root, "hosting", **models, **{"meta/llama-9": {"reasoning": True, "tool_call": True}})
    assert data(root, "models/meta/llama-9/model.yaml")["capabilities"] == {"function_calling": True}


def test_a_hosts_smaller_window_is_its_own(root: Path) -> None:
    models_dev(root, "hosting", **{"meta-llama/Llama-3.3-70B-Instruct": {"limit": {"context": 8192}}})
    assert data(root, LLAMA_AT_HOST)["routes"][0]["context_window"] == 8192
    assert data(root, "models/meta/llama-3.3-70b/model.yaml")["context_window"] == 131072


def test_an_end_of_unknown_kind_is_firm_only_where_the_table_says_so(root: Path) -> None:
    report = litellm(
        root,
        **{
            "claude-sonnet-4-5-20250929": {**CLAUDE, "deprecation_date": "2027-01-01"},
            "host/Llama-3.3-70B-Instruct": {"litellm_provider": "host", "deprecation_date": "2027-01-01"},
        },
    )
    assert "retires_on" not in data(root, SONNET_AT_HOME)["routes"][0]
    assert data(root, LLAMA_AT_HOST)["routes"][1]["retires_on"] == "2027-01-01"
    assert report.left_alone["an end of which the source does not tell whether it is firm"] == 1


def test_a_moved_end_keeps_its_past(root: Path) -> None:
    for day, end in (("2026-10-01", "2027-01-01"), ("2026-11-15", "2027-03-01")):
        litellm(root, day, **{"host/Llama-3.3-70B-Instruct": {"litellm_provider": "host", "deprecation_date": end}})
    route = data(root, LLAMA_AT_HOST)["routes"][1]
    assert route["retires_on"] == "2027-03-01"
    assert [(past["value"], past["until"]) for past in route["was"]] == [("2027-01-01", "2026-11-15")]


# Whole runs


def entries() -> dict[str, dict[str, Any]]:
    """Some entries that change much."""
    return {
        "claude-sonnet-4-5-20250929": {**CLAUDE, "input_cost_per_token_batches": 1.5e-06, "supports_vision": True},
        "host/Llama-3.3-70B-Instruct": {**HOSTED, "input_cost_per_token": 5e-07, "deprecation_date": "2027-01-01"},
        "eu.anthropic.claude-sonnet-4-5-20250929-v1:0": {"litellm_provider": "bedrock", "input_cost_per_token": 3e-06},
        "host/llama-large": {**HOSTED, "input_cost_per_token": 5e-07},
    }


def test_running_twice_changes_nothing(root: Path) -> None:
    first = litellm(root, **entries())
    after = tree(root)
    second = litellm(root, **entries())
    assert first.written
    assert (second.written, second.changes) == ((), [])
    assert tree(root) == after


def test_a_dry_run_says_all_and_changes_nothing(root: Path) -> None:
    before = tree(root)
    report = _run(root, "litellm", {n: {"mode": "chat", **e} for n, e in entries().items()}, "2026-11-15", dry_run=True)
    assert report.changes
    assert report.written
    assert tree(root) == before


def test_one_provider_can_be_picked(root: Path) -> None:
    data_ = {n: {"mode": "chat", **e} for n, e in entries().items()}
    report = _run(root, "litellm", data_, "2026-11-15", provider="hosting")
    assert {path.rsplit("/", 1)[-1] for path in report.written} == {"hosting.yaml"}


def test_a_change_that_breaks_a_rule_is_left_out_and_told(root: Path) -> None:
    bad = {**HOSTED, "input_cost_per_token": 0.002}
    report = litellm(root, **{**entries(), "host/Llama-3.3-70B-Instruct": bad})
    assert {problem.path for problem in report.refused} == {LLAMA_AT_HOST}
    assert SONNET_AT_HOME in report.written
    # The id is sound though its price is not.
    added = [route for route in data(root, LLAMA_AT_HOST)["routes"] if route["model_id"] == "Llama-3.3-70B-Instruct"]
    assert [route.get("prices") for route in added] == [None]


def test_a_run_that_dies_while_writing_leaves_a_valid_catalog(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = write_atomically, 0

    def dies(path: Path, content: bytes) -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise KeyboardInterrupt
        real(path, content)

    monkeypatch.setattr("generator.sync.write.write_atomically", dies)
    with pytest.raises(KeyboardInterrupt):
        litellm(root, **entries())
    assert judge(root, TODAY).problems == ()


@pytest.mark.parametrize("content", [b"", b"[]", b'{"a": {"mode"', b"<html>not found</html>", b"\x00\xff"])
def test_hostile_input_is_an_error_and_no_change(root: Path, tmp_path: Path, content: bytes) -> None:
    before = tree(root)
    file = tmp_path / "hostile.json"
    file.write_bytes(content)
    found = CliRunner().invoke(main, ["sync", "litellm", "--from", str(file), "--catalog", str(root)])
    assert found.exit_code == 1
    assert "sync litellm:" in found.output
    assert tree(root) == before


def test_markup_from_upstream_never_reaches_the_catalog(root: Path) -> None:
    before = tree(root)
    litellm(root, **{"host/<script>alert(1)</script>": HOSTED, "host/llama-large$(id)": HOSTED})
    assert tree(root) == before


def test_a_catalog_with_problems_is_not_touched(root: Path) -> None:
    (root / SONNET_AT_HOME).write_text("routes: [", encoding="utf-8")
    before = tree(root)
    file = root.parent / "a.json"
    file.write_text(json.dumps(entries()), encoding="utf-8")
    with pytest.raises(SyncError, match="check"):
        run.sync(root, "litellm", str(file), None, TODAY)
    assert tree(root) == before


def test_the_command_tells_what_it_did(root: Path, tmp_path: Path) -> None:
    file, report = tmp_path / "in.json", tmp_path / "out.json"
    file.write_text(json.dumps({**entries(), "host/meta-llama/unheard-of": HOSTED}), encoding="utf-8")
    table = tmp_path / "table.yaml"
    arguments = ["sync", "litellm", "--from", str(file), "--read-on", "2026-11-15", "--report", str(report)]
    arguments += ["--propose", str(table)]
    found = CliRunner().invoke(main, [*arguments, "--dry-run", "--catalog", str(root)])
    assert found.exit_code == 0
    assert "4 of 5 entries identified" in found.output
    assert json.loads(report.read_text())["unidentified"][0]["id"] == "host/meta-llama/unheard-of"
    assert table.read_text() == "models:\n  meta/unheard-of: {name: unheard-of}\n"


def test_every_format_has_its_word_on_the_command_line() -> None:
    from generator.commands.sync import SYNC_SOURCES
    from generator.sync.readers.formats import FORMATS

    assert set(SYNC_SOURCES) == set(FORMATS)


def test_fmt_mends_and_checks(root: Path) -> None:
    (root / SONNET_AT_HOME).write_text(sync_catalog.FILES[SONNET_AT_HOME].replace("input: 3, ", "input: 3,   "))
    arguments = ["fmt", "--catalog", str(root)]
    assert CliRunner().invoke(main, [*arguments, "--check"]).exit_code == 1
    assert CliRunner().invoke(main, arguments).exit_code == 0
    assert CliRunner().invoke(main, [*arguments, "--check"]).exit_code == 0


def test_a_source_with_names_of_its_own_adds_no_route(root: Path) -> None:
    prices = {"input_mtok": 1, "output_mtok": 2}
    models = [
        {"id": name, "match": {"starts_with": name}, "prices": prices} for name in ("llama-3.3-70b", "llama-large")
    ]
    report = _run(root, "genai-prices", [{"id": "hosting", "models": models}], "2026-11-15")
    assert report.left_alone == {"a route that only a source with names of its own has": 2}
    assert report.written == ()


def test_a_name_of_a_sources_own_means_the_one_route_so_called(root: Path) -> None:
    prices = {"input_mtok": 1, "output_mtok": 2}
    model = {"id": "Llama-3.3-70B-Instruct", "match": {"contains": "llama"}, "prices": prices}
    _run(root, "genai-prices", [{"id": "hosting", "models": [model]}], "2026-11-15")
    (route,) = data(root, LLAMA_AT_HOST)["routes"]
    assert route["prices"][0]["standard"] == {"input": 1, "output": 2}


def test_a_variant_says_nothing_of_the_model(root: Path) -> None:
    models_dev(root, "hosting", **{"llama-3.3-70b-instruct-fp8": {"knowledge": "2023-12", "limit": {"context": 4096}}})
    assert "knowledge_cutoff" not in data(root, "models/meta/llama-3.3-70b/model.yaml")
    assert data(root, LLAMA_AT_HOST)["routes"][1]["variant"] == "fp8"


def test_one_catalog_does_not_overrule_another(root: Path) -> None:
    models_dev(root, "hosting", **{"meta-llama/Llama-3.3-70B-Instruct": {"limit": {"output": 8192}}})
    litellm(root, **{"host/meta-llama/Llama-3.3-70B-Instruct": {**HOSTED, "max_output_tokens": 4096}})
    assert data(root, "models/meta/llama-3.3-70b/model.yaml")["max_output_tokens"] == 8192


def test_the_order_of_entries_does_not_matter(tmp_path: Path) -> None:
    trees = []
    for name, turn in (("one", 1), ("other", -1)):
        root = sync_catalog.write(tmp_path / name / "catalog")
        items = list(entries().items())[::turn]
        litellm(root, **dict(items))
        trees.append({path: parse(path, content) for path, content in tree(root).items() if "anthropic" in path})
    assert trees[0] == trees[1]


def test_unknown_models_are_proposed_for_the_table(root: Path) -> None:
    entry = {"name": "Llama 4 Scout", "cost": {"input": 1, "output": 2}}
    report = models_dev(root, "hosting", **{"meta-llama/Llama-4-Scout": entry, "meta-llama/Llama-4-Scout-fp8": entry})
    assert report.proposals == {"meta/llama-4-scout": {"name": "Llama 4 Scout"}}
    assert report.written == ()


def test_an_ended_route_gets_no_new_price(root: Path) -> None:
    gone = {"litellm_provider": "host", "deprecation_date": "2026-02-01"}
    litellm(root, "2026-01-01", **{"host/Llama-3.3-70B-Instruct": gone})
    report = litellm(root, **{"host/Llama-3.3-70B-Instruct": {**HOSTED, "input_cost_per_token": 5e-07}})
    assert "prices" not in data(root, LLAMA_AT_HOST)["routes"][1]
    assert report.left_alone["a price of a route that had ended"] == 1


def test_a_limit_in_thousands_is_no_other_limit(root: Path) -> None:
    models_dev(root, "hosting", **{"meta-llama/Llama-3.3-70B-Instruct": {"limit": {"context": 128000}}})
    assert "context_window" not in data(root, LLAMA_AT_HOST)["routes"][0]
    assert not any("reports" in item for item in data(root, "models/meta/llama-3.3-70b/model.yaml")["evidence"])
