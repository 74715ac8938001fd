"""Readers of other catalogs' files: what each says, exactly, and nothing that it does not say."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.schema import RateCard
from generator.sync.observation import Observation, Reading, StatedScore, SyncError
from generator.sync.readers.fetch import content_of
from generator.sync.readers.formats import FORMATS

SAMPLES = Path(__file__).parent / "samples"
READ_ON = date(2026, 11, 21)


def read(name: str, sample: str) -> tuple[dict[str, Observation], Reading]:
    """The observations of a sample by id, and the whole reading."""
    reading = FORMATS[name].read((SAMPLES / sample).read_bytes(), READ_ON)
    return {item.model_id: item for item in reading.observations}, reading


def rates(**prices: str) -> RateCard:
    """A rate card of the given prices."""
    return RateCard.model_validate({name: Decimal(price) for name, price in prices.items()})


def gaps(reading: Reading) -> dict[str, int]:
    """What a reader did not understand, with its number."""
    return {gap.what: gap.times for gap in reading.gaps}


# models.dev


def test_models_dev_gives_facts_and_prices() -> None:
    found, _ = read("models-dev", "models-dev.json")
    gpt = found["gpt-4o"]
    assert (gpt.source, gpt.provider, gpt.at) == ("datasets/models-dev", "openai", "openai/models/gpt-4o")
    assert (gpt.facts.context_window, gpt.facts.max_output_tokens) == (128000, 16384)
    assert (gpt.facts.knowledge_cutoff, gpt.facts.released_on) == ("2023-09", "2024-05-13")
    assert gpt.prices[0].cards == {"standard": rates(input="2.5", cached_input="1.25", output="10")}


def test_models_dev_zero_is_unknown_unless_the_id_says_free() -> None:
    found, reading = read("models-dev", "models-dev.json")
    bedrock = found["us.anthropic.claude-sonnet-4-5-20250929-v1:0"].facts
    assert (bedrock.context_window, bedrock.max_input_tokens) == (None, None)
    assert found["plan-model"].prices == ()
    assert found["open-model:free"].prices[0].cards == {"standard": rates(input="0", output="0")}
    assert gaps(reading)["prices of 0 that may mean unknown or a plan, not taken as free"] == 1


def test_models_dev_tiers_are_read_once() -> None:
    found, _ = read("models-dev", "models-dev.json")
    card = found["us.anthropic.claude-sonnet-4-5-20250929-v1:0"].prices[0].cards["standard"]
    assert [(tier.above_input_tokens, tier.input, tier.output) for tier in card.tiers] == [
        (200000, Decimal("6.6"), Decimal("24.75"))
    ]


def test_models_dev_a_release_on_1_january_is_what_is_written_where_nobody_knows() -> None:
    content = b'{"a": {"models": {"new": {"release_date": "2025-01-01"}, "old": {"release_date": "2025-01"}}}}'
    reading = FORMATS["models-dev"].read(content, READ_ON)
    assert [item.facts.released_on for item in reading.observations] == [None, "2025-01"]
    assert gaps(reading) == {"a release on 1 January, which is written where nobody knows the day, not taken": 1}


def test_models_dev_counts_what_it_does_not_understand() -> None:
    found, reading = read("models-dev", "models-dev.json")
    assert found["us.anthropic.claude-sonnet-4-5-20250929-v1:0"].facts.released_on is None
    assert gaps(reading).keys() >= {
        "release_date that reads as nothing known",
        "unknown key surprise",
        "unknown modality 'smell'",
    }


# models.dev's records of models


def test_records_speak_of_models_and_of_no_route() -> None:
    by_id, _ = read("models-dev-records", "models-dev-records.json")
    zen = by_id["zen-2-70b"]
    assert (zen.provider, zen.is_record, zen.prices) == ("zenith", True, ())
    assert (zen.facts.license, zen.facts.context_window, zen.facts.released_on) == ("MIT", 131072, "2025-05-12")
    assert zen.facts.weights == ("https://huggingface.co/zenith-ai/Zen-2-70B",)


def test_a_score_has_its_page_and_a_version_or_subset_makes_another_benchmark() -> None:
    by_id, _ = read("models-dev-records", "models-dev-records.json")
    code, shell = "https://evals.com/code", "https://evals.com/shell"
    assert by_id["zen-2-70b"].facts.scores == (
        StatedScore("MMLU", Decimal("81.25"), "https://evals.com/mmlu"),
        StatedScore("Shell Bench 2.1", Decimal(40), shell, "Zen CLI, high effort"),
        StatedScore("Code Bench", Decimal(12), code, "Zen CLI"),
        StatedScore("Code Bench hard", Decimal(3), code),
    )


def test_records_count_what_is_not_understood() -> None:
    _, reading = read("models-dev-records", "models-dev-records.json")
    assert gaps(reading) == {
        "a score without a benchmark, a number or a page": 2,
        "score that reads as nothing known": 1,
        "source that is no https address": 1,
        "a release on 1 January, which is written where nobody knows the day, not taken": 1,
        "unknown key surprise": 1,
        "a record without developer/model as its id": 1,
    }


# LiteLLM


def test_litellm_prices_are_exact_per_million() -> None:
    found, _ = read("litellm", "litellm.json")
    cards = found["claude-sonnet-4-5-20250929"].prices[0].cards
    standard = cards["standard"]
    assert (standard.input, standard.output, standard.cached_input) == (Decimal(3), Decimal(15), Decimal("0.3"))
    assert (standard.cache_write_5m, standard.cache_write_1h) == (Decimal("3.75"), Decimal(6))
    assert standard.cache_write is None
    assert cards["batch"] == rates(input="1.5", output="7.5")
    assert [(tier.above_input_tokens, tier.input, tier.output) for tier in standard.tiers] == [
        (200000, Decimal(6), Decimal("22.5"))
    ]
    assert found["noisy"].prices[0].cards["standard"].input == Decimal("1.1")


def test_litellm_modes_and_tiers_of_modes_are_told_apart() -> None:
    found, _ = read("litellm", "litellm.json")
    cards = found["noisy"].prices[0].cards
    assert cards["flex"] == rates(input="0.55")
    assert cards["priority"].output == Decimal(8)
    assert [(tier.above_input_tokens, tier.input) for tier in cards["priority"].tiers] == [(272000, Decimal(4))]


def test_litellm_limits_and_ends_are_of_unknown_kind() -> None:
    found, _ = read("litellm", "litellm.json")
    claude = found["claude-sonnet-4-5-20250929"]
    assert (claude.facts.input_limit, claude.facts.context_window, claude.facts.max_input_tokens) == (
        200000,
        None,
        None,
    )
    assert (claude.lifecycle.ends_on, claude.lifecycle.retires_on) == (date(2026, 9, 29), None)


def test_litellm_false_is_not_a_statement() -> None:
    found, _ = read("litellm", "litellm.json")
    capabilities = found["claude-sonnet-4-5-20250929"].facts.capabilities
    assert capabilities is not None
    assert (capabilities.function_calling, capabilities.web_search) == (True, None)


@pytest.mark.parametrize(
    ("model_id", "unit", "what", "price"),
    [
        ("whisper", "audio_minute", None, "0.006"),
        ("ocr", "thousand_pages", None, "1"),
        ("rerank", "thousand_searches", None, "2"),
        ("tts", "million_characters", None, "15"),
        ("paint", "image", None, "0.04"),
        ("film", "video_second", "720p", "0.1"),
        ("claude-sonnet-4-5-20250929", "thousand_searches", "web search", "10"),
    ],
)
def test_litellm_prices_per_unit(model_id: str, unit: str, what: str | None, price: str) -> None:
    found, _ = read("litellm", "litellm.json")
    (only,) = found[model_id].prices[0].cards["standard"].per_unit
    assert (only.unit, only.what, only.price) == (unit, what, Decimal(price))


@pytest.mark.parametrize(
    ("key", "prices", "model_id", "what", "price"),
    [
        ("low/1024-x-1024/paint", {"output_cost_per_image": 0.01}, "paint", "low quality, 1024 x 1024", "0.01"),
        (
            "azure/hd/1024-x-1792/dall-e-3",
            {"input_cost_per_pixel": 6.539e-08},
            "azure/dall-e-3",
            "hd quality, 1024 x 1792",
            "0.11999117",
        ),
        (
            "512-x-512/max-steps/bedrock/s.xl",
            {"output_cost_per_image": 0.036},
            "bedrock/s.xl",
            "512 x 512, max steps",
            "0.036",
        ),
        ("paint", {"input_cost_per_image": 0.02}, "paint", None, "0.02"),
    ],
)
def test_litellm_tells_which_image_a_price_is_for(
    key: str, prices: dict[str, float], model_id: str, what: str | None, price: str
) -> None:
    entry = {"litellm_provider": "fal_ai", "mode": "image_generation", **prices}
    (found,) = FORMATS["litellm"].read(json.dumps({key: entry}).encode(), READ_ON).observations
    (only,) = found.prices[0].cards["standard"].per_unit
    assert (found.model_id, only.unit, only.what, only.price) == (model_id, "image", what, Decimal(price))


def test_litellm_prices_of_all_sizes_are_one_list() -> None:
    entry = {"litellm_provider": "fal_ai", "mode": "image_generation"}
    sizes = {
        f"{size}/paint": {**entry, "output_cost_per_image": price} for size, price in (("512-x-512", 0.01), ("hd", 2))
    }
    content = json.dumps({"paint": {**entry, "output_cost_per_image": 1}, **sizes}).encode()
    first, *others = FORMATS["litellm"].read(content, READ_ON).observations
    whats = [price.what for price in first.prices[0].cards["standard"].per_unit]
    assert whats == [None, "512 x 512", "hd quality"]
    assert [item.prices for item in others] == [(), ()]


def test_litellm_media_tokens_have_fields_of_their_own() -> None:
    found, _ = read("litellm", "litellm.json")
    card = found["gemini/gemini-live"].prices[0].cards["standard"]
    assert (card.input, card.input_audio) == (Decimal("0.5"), Decimal(3))
    assert (card.output_audio, card.input_image) == (Decimal(12), Decimal(1))


def test_litellm_embeddings_have_no_output() -> None:
    found, _ = read("litellm", "litellm.json")
    assert found["embed"].prices[0].cards["standard"] == rates(input="0.02")
    assert found["embed"].facts.max_output_tokens is None


def test_litellm_ranges_become_tiers() -> None:
    found, _ = read("litellm", "litellm.json")
    card = found["dashscope/qwen-flash"].prices[0].cards["standard"]
    assert card.input == Decimal("0.05")
    assert (card.tiers[0].above_input_tokens, card.tiers[0].output) == (256000, Decimal(2))


def test_litellm_counts_what_it_does_not_understand() -> None:
    found, reading = read("litellm", "litellm.json")
    assert "sample_spec" not in found
    assert gaps(reading) == {
        "unknown key brand_new_cost": 1,
        "an entry without an id or without litellm_provider": 1,
        "prices of 0 that may mean unknown, not taken as free": 1,
    }


# genai-prices


def test_genai_prices_dated_prices_are_periods() -> None:
    found, reading = read("genai-prices", "genai-prices.json")
    opus = found["claude-opus-4-6"]
    assert [(part.from_, part.until) for part in opus.prices] == [
        (None, date(2026, 3, 13)),
        (date(2026, 3, 13), None),
    ]
    first = opus.prices[0].cards["standard"]
    assert (first.cache_write_5m, first.cache_write_1h) == (Decimal("6.25"), Decimal(10))
    assert first.tiers[0].input == Decimal(10)
    assert [(part.unit, part.price) for part in first.per_unit] == [("thousand_searches", Decimal(10))]
    assert opus.aliases == ("claude-4-6-opus",)
    assert opus.facts.input_limit == 1000000
    assert gaps(reading) == {"a price that lies ahead": 1, "a price that holds at some hours only": 1}


def test_genai_prices_variants_are_modes_from_their_day() -> None:
    found, reading = read("genai-prices", "genai-prices-package.json")
    gpt = found["gpt-4o"]
    assert [set(part.cards) for part in gpt.prices] == [{"standard"}, {"standard", "batch"}]
    assert gpt.prices[1].from_ == date(2026, 10, 14)
    assert gpt.prices[1].cards["batch"] == rates(input="1.25", output="5")
    assert gpt.aliases == ("gpt-4o-2024-11-20",)
    assert "prices of a mode that the catalog does not tell apart" in gaps(reading)


# Lists of providers


def test_openrouter_prices_are_per_token_texts() -> None:
    found, _ = read("openrouter", "openrouter.json")
    gpt = found["openai/gpt-4o"]
    card = gpt.prices[0].cards["standard"]
    assert (card.input, card.output, card.cached_input) == (Decimal("2.5"), Decimal(10), Decimal("1.25"))
    assert (gpt.facts.context_window, gpt.facts.max_output_tokens) == (128000, 16384)
    assert gpt.aliases == ("openai/gpt-4o-2024-08-06",)


def test_openrouter_minus_one_is_no_price_and_free_is_free() -> None:
    found, _ = read("openrouter", "openrouter.json")
    assert found["openrouter/auto"].prices == ()
    assert found["z-ai/glm-4.5-air:free"].prices[0].cards["standard"] == rates(input="0", output="0")


def test_anthropics_list_tells_limits_and_inputs() -> None:
    found, _ = read("anthropic", "vendor-anthropic.json")
    facts = found["claude-opus-4-8"].facts
    assert (facts.input_limit, facts.max_output_tokens, facts.accepts) == (1000000, 128000, frozenset({"image", "pdf"}))
    assert facts.released_on is None


def test_googles_list_drops_the_resource_prefix() -> None:
    found, _ = read("google", "vendor-google.json")
    assert found["gemini-2.5-flash"].facts.max_output_tokens == 65536


def test_xais_list_counts_in_ten_thousandths_of_a_dollar() -> None:
    found, _ = read("xai", "vendor-xai.json")
    card = found["grok-4.3"].prices[0].cards["standard"]
    assert (card.input, card.cached_input, card.output) == (Decimal("1.25"), Decimal("0.2"), Decimal("2.5"))
    assert [(tier.above_input_tokens, tier.input) for tier in card.tiers] == [(200000, Decimal("2.5"))]
    assert found["grok-4.3"].aliases == ("grok-latest",)


# Lifecycle rows and price history


def test_lifecycle_rows_keep_firm_floor_and_unknown_apart() -> None:
    found, _ = read("lifecycle", "lifecycle.jsonl")
    unknown = found["gpt-4-0613"].lifecycle
    floor = found["claude-opus-4-5-20251101"].lifecycle
    firm = found["claude-3-7-sonnet-20250219"].lifecycle
    assert (unknown.retires_on, unknown.ends_on, unknown.replacements) == (None, date(2026, 10, 23), ("gpt-5.5",))
    assert (floor.retires_on, floor.retires_no_earlier_than) == (None, date(2026, 11, 24))
    assert (firm.deprecated_on, firm.retires_on) == (date(2025, 10, 28), date(2026, 2, 19))
    assert found["gpt-4-0613"].read_on == date(2026, 7, 23)


def test_an_announcement_after_the_shutdown_is_not_taken() -> None:
    found, reading = read("lifecycle", "lifecycle.jsonl")
    lifecycle = found["gemma-7b-it"].lifecycle
    assert (lifecycle.deprecated_on, lifecycle.ends_on) == (None, date(2024, 12, 18))
    assert sum(gaps(reading).values()) == 1


@pytest.mark.parametrize(
    ("model_id", "periods"),
    [
        ("cut", [(date(2025, 6, 5), "4"), (date(2025, 9, 1), "2")]),
        ("flip", [(date(2025, 7, 1), "1")]),
        ("slip", [(date(2025, 7, 9), "1")]),
    ],
)
def test_history_keeps_changes_and_drops_corrections(model_id: str, periods: list[tuple[date, str]]) -> None:
    found, _ = read("price-history", "price-history.jsonl")
    seen = [(part.from_, part.cards["standard"].input) for part in found[model_id].prices]
    assert seen == [(day, Decimal(price)) for day, price in periods]


def test_history_drops_the_renamed_cache_keys() -> None:
    found, reading = read("price-history", "price-history.jsonl")
    assert found["cut"].prices[0].cards["standard"] == rates(input="4", output="8")
    assert gaps(reading)["a cache price under a key of before June 2025, not taken"] == 2
    assert "gone" not in found


# Whatever comes

SAMPLE_OF = {
    "models-dev": "models-dev.json",
    "models-dev-records": "models-dev-records.json",
    "litellm": "litellm.json",
    "genai-prices": "genai-prices.json",
    "openrouter": "openrouter.json",
    "openai": "vendor-xai.json",
    "anthropic": "vendor-anthropic.json",
    "google": "vendor-google.json",
    "xai": "vendor-xai.json",
    "lifecycle": "lifecycle.jsonl",
    "price-history": "price-history.jsonl",
}
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@st.composite
def spoiled(draw: st.DrawFn, data: Any) -> Any:
    """`data` with one value, at any depth, replaced by anything."""
    if draw(st.integers(0, 3)) == 0 or not isinstance(data, dict | list) or not data:
        return draw(ANYTHING)
    if isinstance(data, dict):
        key = draw(st.sampled_from(sorted(data)))
        return {**data, key: draw(spoiled(data[key]))}
    index = draw(st.integers(0, len(data) - 1))
    return [*data[:index], draw(spoiled(data[index])), *data[index + 1 :]]


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_json_crashes_a_reader(name: str, data: st.DataObject) -> None:
    content = (SAMPLES / SAMPLE_OF[name]).read_text(encoding="utf-8")
    lines = content.splitlines() if SAMPLE_OF[name].endswith(".jsonl") else [content]
    spoiled_lines = [json.dumps(data.draw(spoiled(json.loads(line)))) for line in lines[:3]]
    try:
        reading = FORMATS[name].read("\n".join(spoiled_lines).encode(), READ_ON)
    except SyncError:
        return
    assert all(isinstance(item, Observation) and item.model_id for item in reading.observations)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("models-dev", '{"openai": {"models": {"": {"name": "x"}}}}'),
        ("litellm", '{"": {"litellm_provider": "openai"}}'),
        ("google", '{"models": [{"name": "models/"}]}'),
        ("models-dev-records", '{"acme/": {"name": "x"}}'),
    ],
)
def test_an_entry_without_an_id_is_counted_and_left_out(name: str, content: str) -> None:
    reading = FORMATS[name].read(content.encode(), READ_ON)
    assert not reading.observations
    assert reading.gaps


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"null", b'{"a": ', b"\xff\xfe", b"[" * 100_000, b'{"a": NaN}'])
def test_what_is_no_such_file_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(SyncError, match=r"\w"):
        FORMATS[name].read(content, READ_ON)


@pytest.mark.parametrize("name", FORMATS)
def test_a_truncated_file_is_refused(name: str) -> None:
    whole = SAMPLES / SAMPLE_OF[name]
    content = whole.read_bytes()
    with pytest.raises(SyncError):
        FORMATS[name].read(content[: len(content) // 2 + 1], READ_ON)


@pytest.mark.parametrize(
    "origin",
    ["no/such/file.json", "http://example.com/a.json", "https://127.0.0.1/a.json", "file:///etc/hosts", "."],
)
def test_an_address_that_cannot_be_read_is_refused(origin: str) -> None:
    with pytest.raises(SyncError, match=r"\w"):
        content_of(origin)
