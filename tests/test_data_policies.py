"""Data policies: the shipped ones say what providers' pages said when somebody read them, and new routes get theirs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.catalog import Catalog, Status, route_status
from generator.reading import Reader
from generator.schema import DataPolicy, Provider
from generator.sync import run
from generator.sync.terms import policy_of_new_route
from tests import sync_catalog
from tests.shipped_site import ROOT

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def shipped() -> Catalog:
    records, problems = Reader(ROOT / "catalog", jobs=1).read()
    assert problems == []
    return Catalog.of(records)


# What was read: provider, policy, training, days of retention, zero retention, the newest day of reading. None is
# unknown: the page does not tell, or two pages of the provider contradict each other.
READ = [
    ("openai", "api", "opt_in", 30, "on_request", "2026-07-11"),
    ("azure", "sold-by-azure", "no", None, "on_request", "2025-12-06"),
    ("anthropic", "api", "opt_in", 0, "contract", "2026-08-22"),
    ("anthropic", "covered-models", "no", 30, "unavailable", "2026-08-22"),
    ("amazon-bedrock", "default", "no", 0, "default", "2026-07-01"),
    ("amazon-bedrock", "covered-models", "no", 30, "unavailable", "2026-10-18"),
    ("google", "unpaid", "yes", None, "unavailable", "2026-01-01"),
    ("google", "paid", "no", 55, "on_request", "2026-01-01"),
    ("google-vertex", "platform", "opt_in", None, "on_request", "2026-07-01"),
    ("mistral", "api", None, 30, "on_request", "2026-08-21"),
    ("deepseek", "api", "opt_out", None, "unavailable", "2026-06-29"),
    ("xai", "api", "opt_in", 30, "on_request", "2026-01-01"),
    ("cohere", "saas", "opt_out", 30, "on_request", "2025-12-05"),
    ("groq", "groqcloud", None, 0, "on_request", "2026-01-01"),
    ("together", "serverless", "opt_in", None, "on_request", "2026-01-01"),
    ("fireworks", "serverless", "no", 0, "default", "2026-07-01"),
    ("openrouter", "gateway", "opt_in", 0, "on_request", "2026-08-22"),
    ("opper", "openai-us", "no", 30, "contract", "2026-06-03"),
    ("cerebras", "inference", None, 0, "default", "2025-07-11"),
    ("perplexity", "sonar", "no", 0, "default", "2026-01-01"),
    ("nebius", "serverless", "opt_out", None, "on_request", "2026-01-01"),
    ("scaleway", "serverless", "no", 0, "default", "2025-10-03"),
    ("ovhcloud", "serverless", "no", 0, "default", "2026-01-01"),
    ("ionos", "serverless", "no", 0, "default", "2026-01-01"),
]


@pytest.mark.parametrize(("provider_id", "policy_id", "trains", "days", "zero", "read_on"), READ)
def test_terms_say_what_was_read(
    shipped: Catalog, provider_id: str, policy_id: str, trains: str, days: int, zero: str, read_on: str
) -> None:
    policy = shipped.providers[provider_id].data_policies[policy_id]
    assert (policy.trains_on_data, policy.retention_days, policy.zero_data_retention) == (trains, days, zero)
    assert max(entry.read_on for entry in policy.evidence) >= date.fromisoformat(read_on)
    assert any(route.route.data_policy == policy_id for route in shipped.routes_at(provider_id))


def test_a_service_that_closed_has_no_terms_and_no_living_route(shipped: Catalog) -> None:
    assert shipped.providers["github-models"].data_policies == {}
    closed = [route_status(route.route, TODAY) for route in shipped.routes_at("github-models")]
    assert set(closed) == {Status.RETIRED}


# Which terms a new route gets

MODEL = "acme/one"


def provider(**covers: list[str]) -> Provider:
    policies = {name: DataPolicy.model_validate({"name": name, "covers": models}) for name, models in covers.items()}
    base = {"name": "P", "kind": "cloud", "homepage": "https://p.com/", "hosts": ["p.com"], "data_policies": policies}
    return Provider.model_validate(base)


@pytest.mark.parametrize(
    ("covers", "wanted"),
    [
        ({"a": ["all"]}, "a"),
        ({"a": []}, None),
        ({"a": ["all"], "b": ["open_weights"]}, "b"),
        ({"a": ["open_weights"], "b": ["acme"]}, "b"),
        ({"a": ["acme"], "b": ["acme/one"]}, "b"),
        ({"a": ["all"], "b": ["other", "acme/two"]}, "a"),
        ({"a": ["all"], "b": ["all"]}, None),
    ],
)
def test_the_narrowest_terms_cover_a_model(covers: dict[str, list[str]], wanted: str | None) -> None:
    assert policy_of_new_route(provider(**covers), MODEL, [], is_open=True) == wanted


def test_terms_for_open_weights_cover_no_other_model() -> None:
    assert policy_of_new_route(provider(a=["open_weights"]), MODEL, [], is_open=False) is None


@pytest.mark.parametrize(("siblings", "wanted"), [(["b", "b"], "b"), ([None], None), (["a", "b"], None)])
def test_a_model_that_is_served_already_keeps_its_terms(siblings: list[str | None], wanted: str | None) -> None:
    assert policy_of_new_route(provider(a=["all"], b=[]), MODEL, siblings, is_open=False) == wanted


def test_sync_gives_a_new_route_its_terms_and_leaves_the_others(tmp_path: Path) -> None:
    evidence = "[{source: anthropic/models, read_on: 2026-08-20}]"
    terms = f"data_policies:\n  api: {{name: API, covers: [all], evidence: {evidence}}}\n"
    path = "providers/anthropic.yaml"
    home = "models/anthropic/claude-sonnet-4-5/routes/anthropic.yaml"
    text = sync_catalog.FILES[home].replace("  - model_id: claude", "  - data_policy: api\n    model_id: claude", 1)
    root = sync_catalog.write(tmp_path / "catalog", **{path: sync_catalog.FILES[path] + terms, home: text})
    upstream = tmp_path / "litellm.json"
    upstream.write_text('{"claude-sonnet-4-5": {"litellm_provider": "anthropic", "mode": "chat"}}')
    run.sync(root, "litellm", str(upstream), None, TODAY)
    (home_route,) = sync_catalog.read(root).routes_at("anthropic")[1:]
    assert (home_route.route.model_id, home_route.route.data_policy) == ("claude-sonnet-4-5", "api")
