"""Ids of other catalogs lead to the model they mean, and to none when that is not known."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.checks.verdict import judge
from generator.sync.identify import Identifier, Identity, LeftOut, Unidentified
from generator.sync.names import forms, key, parts
from generator.sync.observation import Observation
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


def test_a_floating_id_elsewhere_is_not_followed(tmp_path: Path) -> None:
    model = sync_catalog.FILES["models/anthropic/claude-sonnet-4-5/model.yaml"]
    floating = model.replace("id: claude-sonnet-4-5,", "id: claude-latest,")
    root = sync_catalog.write(tmp_path, **{"models/anthropic/claude-sonnet-4-5/model.yaml": floating})
    identifier = Identifier(sync_catalog.read(root))
    assert isinstance(identifier.identify(seen("anthropic", "claude-latest")), Identity)
    assert isinstance(identifier.identify(seen("gateway", "anthropic/claude-latest")), Unidentified)


@given(st.text(max_size=60))
def test_any_text_can_be_taken_apart(text: str) -> None:
    name = parts(text)
    assert all(form.text in text for form in forms(name) if "p" not in text)
    assert key(name.text) == key(key(name.text))
