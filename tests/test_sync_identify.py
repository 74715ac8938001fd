"""Ids of other catalogs lead to the model they mean, and to none when that is not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.checks.verdict import judge
from generator.sync.distrust import Distrust
from generator.sync.identify import Identifier, Identity, LeftOut, Unidentified
from generator.sync.names import forms, key, parts
from generator.sync.observation import ModelFacts, Observation, Prices
from tests import sync_catalog

SONNET = "anthropic/claude-sonnet-4-5"
LLAMA = "meta/llama-3.3-70b"


@pytest.fixture(scope="module")
def identifier(tmp_path_factory: pytest.TempPathFactory) -> Identifier:
    """Identifies against the small catalog."""
    return Identifier(sync_catalog.read(sync_catalog.write(tmp_path_factory.mktemp("catalog"))))


def seen(provider: str, model_id: str, source: str = "datasets/litellm") -> Observation:
    """An observation of an id, and nothing else."""
    return Observation(source, date(2026, 11, 21), provider, model_id, model_id)


@pytest.mark.parametrize(
    ("provider", "model_id", "expected"),
    [
        ("anthropic", "claude-sonnet-4-5-20250929", SONNET),
        ("anthropic", "claude-sonnet-4-5", SONNET),
        ("anthropic", "claude-sonnet-4-5-latest", SONNET),
        ("gateway", "anthropic/claude-sonnet-4.5", SONNET),
        ("gateway", "anthropic/claude-sonnet-4.5:thinking", SONNET),
        ("gateway", "bedrock/anthropic/claude-sonnet-4.5", SONNET),
        ("gateway", "claude-sonnet-4-5@20250929", SONNET),
        ("bedrock", "eu.anthropic.claude-sonnet-4-5-20250929-v1:0", SONNET),
        ("bedrock", "anthropic.claude-sonnet-4-5-20250929-v1:0", SONNET),
        ("bedrock", "meta.llama3-3-70b-instruct-v1:0", None),
        ("hosting", "meta-llama/Llama-3.3-70B-Instruct", LLAMA),
        ("hosting", "llama-3.3-70b-instruct-fp8", LLAMA),
        ("hosting", "Llama-3.3-70B-Instruct-Turbo", LLAMA),
        ("hosting", "accounts/hosting/models/llama-3p3-70b-instruct", LLAMA),
        ("gateway", "meta-llama/llama-3.3-70b-instruct:free", LLAMA),
        ("gateway", "llama-large", LLAMA),
        ("gateway", "llama-9-instruct", "meta/llama-9"),
        ("gateway", "somebody/llama-3.3-70b-instruct", None),
        ("gateway", "gateway-claude-sonnet-4.5", SONNET),
        ("gateway", "anthropic--claude-sonnet-4-5", SONNET),
        ("gateway", "hosting/@cf/meta/llama-3.3-70b-instruct", LLAMA),
        ("gateway", "llama.3.3-70b", LLAMA),
        ("gateway", "anthropic/claude-sonnet-4-5-thinking:32768", SONNET),
        ("gateway", "claude-sonnet-4-5@eu", SONNET),
        ("hosting", "hw-llama-3.3-70b-instruct-p", LLAMA),
        ("gateway", "meta-llama/Llama-3.3-70B-Instruct-Turbo", None),
        ("gateway", "claude-sonnet-4-5-fp8", None),
        ("gateway", "llama-3.3-70b-instruct:thinking", None),
        ("gateway", "claude-sonnet-4-5-mini", None),
        ("gateway", "claude-sonnet", None),
    ],
)
def test_an_id_means_a_model_or_none(
    identifier: Identifier, provider: str, model_id: str, expected: str | None
) -> None:
    found = identifier.identify(seen(provider, model_id))
    assert (found.model_id if isinstance(found, Identity) else None) == expected


def test_a_known_route_is_found_again(identifier: Identifier) -> None:
    found = identifier.identify(seen("bedrock", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0"))
    assert isinstance(found, Identity)
    assert found.route is not None
    assert (found.region, found.by_rule) == ("us", False)


def test_a_new_route_knows_its_snapshot_region_and_variant(identifier: Identifier) -> None:
    profile = identifier.identify(seen("bedrock", "eu.anthropic.claude-sonnet-4-5-20250929-v1:0"))
    free = identifier.identify(seen("gateway", "meta-llama/llama-3.3-70b-instruct:free"))
    assert isinstance(profile, Identity)
    assert isinstance(free, Identity)
    assert (profile.route, profile.serves, profile.region) == (None, "claude-sonnet-4-5-20250929", "eu")
    assert (free.variant, free.api_id) == ("free", "meta-llama/llama-3.3-70b-instruct:free")


def test_a_region_before_an_id_is_taken_off(identifier: Identifier) -> None:
    found = identifier.identify(seen("host", "host/eu/llama-3.3-70b-instruct"))
    assert isinstance(found, Identity)
    assert (found.api_id, found.region) == ("llama-3.3-70b-instruct", "eu")


def test_a_decision_to_leave_out_gives_its_reason(identifier: Identifier) -> None:
    found = identifier.identify(seen("bedrock", "bedrock/eu/1-month-commitment/anthropic.claude-v2"))
    assert found == LeftOut("It is sold by the hour.")


def test_a_provider_nobody_knows_is_reported(identifier: Identifier) -> None:
    found = identifier.identify(seen("elsewhere", "claude-sonnet-4-5"))
    assert found == Unidentified("the provider elsewhere is not known")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("provider: hosting", "provider: hostings"),
        ("eu/: eu", "eu/: mars"),
        ("meta-llama: meta", "meta-llama: metta"),
        ("firm_ends: [hosting]", "firm_ends: [nobody]"),
        ("meta/llama-3.3-70b: {known", "meta/llama-3.3-71b: {known"),
        ("meta/llama-9:", "nobody/llama-9:"),
        ("datasets/litellm:", "datasets/lightllm:"),
        ("[llama-large]}", "[llama-large], family: llamas}"),
        ("[llama-large]}", "[llama-large], derived_from: meta/llama-0}"),
        ("[llama-large]}", "[llama-large, claude-sonnet-4.5]}"),
        ("[llama-large]}", "[llama-9]}"),
        ("[llama-large]}", "[llama-large], variants: {Llama_9_instruct: fast}}"),
        ("hosting: [{id: hw", "nobody: [{id: hw"),
        ("hw-(.+)-p", "hw-.+-p"),
    ],
)
def test_a_decision_about_nothing_is_refused(tmp_path: Path, old: str, new: str) -> None:
    table = sync_catalog.FILES["sync/identities.yaml"]
    assert old in table
    root = sync_catalog.write(tmp_path, **{"sync/identities.yaml": table.replace(old, new)})
    problems = judge(root, date(2026, 11, 21)).problems
    assert [problem.path for problem in problems] == ["sync/identities.yaml"]


def test_what_is_not_known_has_candidates(identifier: Identifier) -> None:
    found = identifier.identify(seen("gateway", "claude-sonnet-4-6"))
    assert isinstance(found, Unidentified)
    assert found.candidates == (SONNET,)


def test_a_floating_id_is_the_model_and_no_snapshot(tmp_path: Path) -> None:
    model = sync_catalog.FILES["models/anthropic/claude-sonnet-4-5/model.yaml"]
    floating = model.replace("id: claude-sonnet-4-5,", "id: claude-latest,")
    root = sync_catalog.write(tmp_path, **{"models/anthropic/claude-sonnet-4-5/model.yaml": floating})
    identifier = Identifier(sync_catalog.read(root))
    for provider, model_id in (("anthropic", "claude-latest"), ("gateway", "anthropic/claude-latest")):
        found = identifier.identify(seen(provider, model_id))
        assert isinstance(found, Identity)
        assert (found.model_id, found.serves) == (SONNET, None)


TABLE = """
  meta/llama-3.3-70b:
    snapshots: [llama-3.3-70b-1206]
    variants: {llama-3.3-70b-instruct-turbo: turbo, llama-3.3-70b-pro: "thinking, high effort"}
"""


@pytest.mark.parametrize(
    ("provider", "model_id", "serves", "variant"),
    [
        ("gateway", "meta-llama/Llama-3.3-70B-Instruct-Turbo", None, "turbo"),
        ("gateway", "llama-3.3-70b-pro:free", None, "thinking, high effort, free"),
        ("gateway", "meta/llama-3.3-70b-1206", "llama-3.3-70b-1206", None),
        ("gateway", "meta/llama-3.3-70b-1206-fp8", "llama-3.3-70b-1206", "fp8"),
    ],
)
def test_the_table_names_variants_and_snapshots(
    tmp_path: Path, provider: str, model_id: str, serves: str | None, variant: str | None
) -> None:
    table = sync_catalog.FILES["sync/identities.yaml"].replace("  meta/llama-3.3-70b: {known_as: [llama-large]}", TABLE)
    root = sync_catalog.write(tmp_path, **{"sync/identities.yaml": table})
    found = Identifier(sync_catalog.read(root)).identify(seen(provider, model_id))
    assert isinstance(found, Identity)
    assert (found.model_id, found.serves, found.variant) == (LLAMA, serves, variant)


@pytest.mark.parametrize(
    ("provider", "model_id", "serves"),
    [
        ("anthropic", "claude-sonnet-4-5-20260301", "claude-sonnet-4-5-20260301"),
        ("bedrock", "us.anthropic.claude-sonnet-4-5-20260301-v1:0", "claude-sonnet-4-5-20260301"),
        ("amazon-bedrock", "claude-sonnet-4-5@20260301", "claude-sonnet-4-5-20260301"),
        ("gateway", "anthropic/claude-sonnet-4-5-20260301", None),
        ("anthropic", "claude-sonnet-4-5-20269999", None),
        ("anthropic", "claude-sonnet-4-5-20271231", None),
    ],
)
def test_a_date_makes_a_snapshot_only_where_the_developer_names_it(
    identifier: Identifier, provider: str, model_id: str, serves: str | None
) -> None:
    found = identifier.identify(seen(provider, model_id))
    assert isinstance(found, Identity)
    assert (found.model_id, found.serves) == (SONNET, serves)


def test_what_a_source_says_at_home_is_known_elsewhere_in_it(tmp_path: Path) -> None:
    identifier = Identifier(sync_catalog.read(sync_catalog.write(tmp_path)))
    elsewhere = seen("gateway", "anthropic/claude-sonnet-4-5-20260301")
    identifier.learn([elsewhere, seen("anthropic", "claude-sonnet-4-5-20260301")])
    found = identifier.identify(elsewhere)
    assert isinstance(found, Identity)
    assert found.serves == "claude-sonnet-4-5-20260301"


def test_what_a_source_says_of_a_new_model_decides_its_variants(tmp_path: Path) -> None:
    identifier = Identifier(sync_catalog.read(sync_catalog.write(tmp_path)))
    quantized = seen("gateway", "llama-9-instruct-fp8")
    assert isinstance(identifier.identify(quantized), Unidentified)
    identifier.learn([replace(seen("gateway", "llama-9-instruct"), facts=ModelFacts(open_weights=True))])
    found = identifier.identify(quantized)
    assert isinstance(found, Identity)
    assert found.variant == "fp8"


def test_a_hosts_nickname_does_not_doubt_a_models_own_name(tmp_path: Path) -> None:
    path = "models/meta/llama-3.3-70b/routes/gateway.yaml"
    route = (
        "routes:\n  - model_id: claude-sonnet-4-5\n    evidence: [{source: datasets/litellm, read_on: 2026-08-01}]\n"
    )
    identifier = Identifier(sync_catalog.read(sync_catalog.write(tmp_path, **{path: route})))
    found = identifier.identify(seen("hosting", "claude-sonnet-4-5"))
    assert isinstance(found, Identity)
    assert found.model_id == SONNET


def test_of_several_routes_the_plain_one_is_meant(tmp_path: Path) -> None:
    path = "models/anthropic/claude-sonnet-4-5/routes/amazon-bedrock.yaml"
    more = """
  - model_id: anthropic.claude-sonnet-4-5-20250929-v1:0
    serves: claude-sonnet-4-5-20250929
    evidence: [{source: datasets/litellm, read_on: 2026-08-01}]
"""
    text = sync_catalog.FILES[path].rstrip("\n") + more
    identifier = Identifier(sync_catalog.read(sync_catalog.write(tmp_path, **{path: text})))
    plain = identifier.identify(seen("amazon-bedrock", "claude-sonnet-4-5-20250929-v1:0"))
    assert isinstance(plain, Identity)
    assert plain.route is not None
    assert plain.route.route.model_id == "anthropic.claude-sonnet-4-5-20250929-v1:0"


def test_another_region_of_a_snapshot_takes_the_plain_routes_id(tmp_path: Path) -> None:
    path = "models/anthropic/claude-sonnet-4-5/routes/hosting.yaml"
    text = """
routes:
  - model_id: claude-deployed
    serves: claude-sonnet-4-5-20250929
    evidence: [{source: datasets/litellm, read_on: 2026-08-01}]
"""
    identifier = Identifier(sync_catalog.read(sync_catalog.write(tmp_path, **{path: text})))
    found = identifier.identify(seen("host", "host/eu/claude-sonnet-4-5-20250929"))
    assert isinstance(found, Identity)
    assert (found.api_id, found.route, found.region) == ("claude-deployed", None, "eu")


@given(st.text(max_size=60))
def test_any_text_can_be_taken_apart(text: str) -> None:
    name = parts(text)
    assert all(form.text in text for form in forms(name) if "p" not in text)
    assert key(name.text) == key(key(name.text))


def test_a_path_is_joined_where_its_last_part_alone_is_no_name(tmp_path: Path) -> None:
    table = "models:\n  meta/llama-3.3-70b:\n    known_as: [large/edit]\n    variants: {other/large/fast: fast}\n"
    identifier = Identifier(sync_catalog.read(sync_catalog.write(tmp_path, **{"sync/identities.yaml": table})))
    found = [identifier.identify(seen("hosting", model_id)) for model_id in ("large/edit", "other/large/fast", "edit")]
    assert [(item.model_id, item.variant) if isinstance(item, Identity) else None for item in found] == [
        (LLAMA, None),
        (LLAMA, "fast"),
        None,
    ]


def test_an_id_that_says_something_only_with_its_provider_is_known_as_it_is_written(tmp_path: Path) -> None:
    table = (
        "providers: {datasets/litellm: {hosts: {provider: hosting, strip: [hosts/]}}}\n"
        "models: {meta/llama-3.3-70b: {known_as: [hosts/base]}}\n"
    )
    identifier = Identifier(sync_catalog.read(sync_catalog.write(tmp_path, **{"sync/identities.yaml": table})))
    found = identifier.identify(seen("hosts", "hosts/base"))
    assert isinstance(found, Identity)
    assert (found.model_id, found.api_id) == (LLAMA, "base")


def test_an_id_of_a_sources_own_making_is_left_out_with_what_it_leads_to(tmp_path: Path) -> None:
    table = "stands_for: {datasets/litellm: {one-month/llama: llama-3.3-70b}}\n"
    identifier = Identifier(sync_catalog.read(sync_catalog.write(tmp_path, **{"sync/identities.yaml": table})))
    found = identifier.identify(seen("hosting", "one-month/llama"))
    assert found == LeftOut("An id of the source's own making, which leads to llama-3.3-70b.")


def test_a_statement_that_the_table_distrusts_is_not_read(tmp_path: Path) -> None:
    table = (
        "distrusted:\n"
        "  - id: llama-.*\n    source: datasets/litellm\n    provider: hosting\n"
        "    fields: [context_window, prices]\n    because: Wrong once.\n"
    )
    catalog = sync_catalog.read(sync_catalog.write(tmp_path, **{"sync/identities.yaml": table}))
    facts = ModelFacts(context_window=8, input_limit=8, max_output_tokens=4)
    prices = (Prices({}), Prices({}, read_on=date(2026, 1, 1)))
    said = [
        replace(seen(provider, "llama-3.3-70b-instruct", source), facts=facts, prices=prices)
        for provider, source in (
            ("hosting", "datasets/litellm"),
            ("gateway", "datasets/litellm"),
            ("hosting", "datasets/models-dev"),
        )
    ]
    first, *others = Distrust(catalog.identities).without(said)
    assert first.facts == ModelFacts(max_output_tokens=4)
    assert first.prices == prices[1:]
    assert others == said[1:]
