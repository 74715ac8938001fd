"""Which models are named as the nearest to another, and which as its successors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from generator.catalog import Likeness, Succession, successions
from generator.site.view.next_steps import comparisons
from tests import small_catalog

MODEL = """
name: {name}
released_on: {released}
context_window: {context}
modalities: {{input: [text], output: [{gives}]}}
capabilities: {{reasoning: {reasoning}}}
benchmarks: {scores}
evidence:
  - {{source: datasets/models-dev, read_on: 2026-08-18}}
"""
ROUTES = """
routes:
  - model_id: {name}
    {ends}
    prices:
      - from: 2026-02-01
        basis: announced
        currency: {currency}
        standard: {{input: {input}, output: {output}}}
    evidence:
      - {{source: datasets/models-dev, read_on: 2026-08-18}}
"""
PLAIN = {
    "released": "2026-01-01",
    "context": 128000,
    "gives": "text",
    "reasoning": "true",
    "scores": "[]",
    "ends": "",
    "currency": "USD",
    "input": 1,
    "output": 4,
}
Near = Callable[..., tuple[str, ...]]


@pytest.fixture
def near(build: small_catalog.Build) -> Near:
    """Builds models that differ from a plain one as told, and says which are nearest to `ours`."""

    def nearest(**models: dict[str, object]) -> tuple[str, ...]:
        files = {}
        for name, told in {"ours": {}, **models}.items():
            traits = {"name": name, **PLAIN, **told}
            files[f"models/zenith/{name}/model.yaml"] = MODEL.format(**traits)
            files[f"models/zenith/{name}/routes/hosting.yaml"] = ROUTES.format(**traits)
        found = build(files).likeness.nearest("zenith/ours")
        return tuple(model_id.removeprefix("zenith/") for model_id in found)

    return nearest


def scores(mmlu: int, hallucinations: int, setting: str = "plain") -> str:
    return (
        f"[{{benchmark: mmlu, score: {mmlu}, reported_by: zenith}},"
        f" {{benchmark: hallucinations, score: {hallucinations}, reported_by: zenith, setting: {setting}}}]"
    )


@pytest.mark.parametrize(
    "told",
    [
        {"input": "2.01"},
        {"output": "1.99"},
        {"currency": "EUR"},
        {"gives": "embedding"},
        {"context": 31_999},
        {"ends": "retires_on: 2027-02-01"},
        {"input": 0},
    ],
)
def test_what_costs_or_does_something_else_is_not_near(near: Near, told: dict[str, object]) -> None:
    assert near(other=told, like={"input": 2, "output": 2, "context": 32_000}) == ("like",)


def test_the_closest_scores_lead(near: Near) -> None:
    found = near(
        ours={"scores": scores(80, 20)}, far={"scores": scores(40, 20)}, close={"scores": scores(79, 20)}, none={}
    )
    assert found == ("close", "far", "none")


def test_scores_under_another_setting_say_nothing(near: Near) -> None:
    found = near(
        ours={"scores": scores(80, 20)},
        other={"scores": scores(80, 20, "with tools")},
        same={"scores": scores(40, 40)},
    )
    assert found == ("same", "other")


def test_fewer_differing_capabilities_lead_and_then_the_nearest_release(near: Near) -> None:
    found = near(unlike={"reasoning": "false"}, old={"released": "2024-01-01"}, new={"released": "2026-02"})
    assert found == ("new", "old", "unlike")


def test_no_more_than_three_are_named(near: Near) -> None:
    assert len(near(**{f"m{place}": {} for place in range(5)})) == 3


def test_siblings_are_left_to_their_family(build: small_catalog.Build) -> None:
    nano = MODEL.format(**{**PLAIN, "name": "Nano"}) + "family: one\n"
    files = {}
    for name in ("nano", "pico"):
        files[f"models/acme/{name}/model.yaml"] = nano
        files[f"models/acme/{name}/routes/acme.yaml"] = ROUTES.format(**{**PLAIN, "name": name})
    context = build(files)
    assert context.likeness.alike("acme/nano") == ["acme/pico"]
    assert context.likeness.nearest("acme/nano") == ()


def test_a_succession_is_told_once_whoever_tells_it(build: small_catalog.Build) -> None:
    assert successions(build().catalog) == (Succession("acme/one", "acme/one-mini", is_replacement=True),)


def test_what_another_provider_advises_is_no_succession(build: small_catalog.Build) -> None:
    hosted = small_catalog.FILES["models/acme/embed/routes/hosting.yaml"].replace(
        "    evidence:", "    replacement: zenith/zen\n    evidence:"
    )
    found = successions(build({"models/acme/embed/routes/hosting.yaml": hosted}).catalog)
    assert "acme/embed" not in {each.old for each in found}


def test_a_models_page_leads_to_its_comparisons(build: small_catalog.Build) -> None:
    context = build()
    groups = {group.label: group for group in comparisons(context, context.catalog.models["acme/one-mini"])}
    paths = {label: [link.path for link in group.links] for label, group in groups.items()}
    assert paths == {
        "By question": ["compare/acme-or-zenith/"],
        "Family": ["compare/acme/one/"],
        "Before it": ["compare/acme/one/acme/one-mini/"],
        "Nearest in price and ability": ["compare/?models=acme/one-mini,zenith/zen"],
    }
    assert "factor of two" in groups["Nearest in price and ability"].rule


def test_what_is_near_depends_on_the_day(build: small_catalog.Build) -> None:
    catalog = build().catalog
    assert Likeness(catalog, small_catalog.TODAY).nearest("acme/one-mini") == ("zenith/zen",)
    assert Likeness(catalog, date(2026, 1, 1)).nearest("acme/one-mini") == ()
