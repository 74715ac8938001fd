"""What the shipped catalog promises: it is clean, it is large enough to be of use, and its first model is complete."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from generator.catalog import Catalog, Level, Status, facts, level, model_lifecycle, period_on, resolve, route_status
from generator.checks import check
from generator.reading import Problem, Reader
from tests.factory import TODAY
from tests.shipped_site import ROOT

NANO = "openai/gpt-4.1-nano"
LAUNCH = date(2025, 4, 14)


@pytest.fixture(scope="module")
def read() -> tuple[Reader, Catalog, list[Problem]]:
    reader = Reader(ROOT / "catalog")
    records, problems = reader.read()
    return reader, Catalog.of(records), problems


@pytest.fixture(scope="module")
def catalog(read: tuple[Reader, Catalog, list[Problem]]) -> Catalog:
    return read[1]


def test_it_is_clean(read: tuple[Reader, Catalog, list[Problem]]) -> None:
    reader, catalog, problems = read
    assert [str(problem) for problem in [*problems, *reader.locate(check(catalog, TODAY))]] == []


def test_it_is_large_enough(catalog: Catalog) -> None:
    assert len(catalog.models) >= 60
    assert len({entry.developer_id for entry in catalog.models.values()}) >= 12
    assert len({route.provider_id for route in catalog.routes}) >= 20
    assert len(catalog.routes) >= 200


def test_no_fact_is_without_a_source(catalog: Catalog) -> None:
    records = [
        *catalog.developers.values(),
        *catalog.providers.values(),
        *(entry.model for entry in catalog.models.values()),
        *(route.route for route in catalog.routes),
    ]
    levels = [level(fact, frozenset(), catalog.sources) for record in records for fact in facts(record)]
    assert len(levels) > 5000
    assert Level.UNSOURCED not in levels


@pytest.mark.parametrize(
    "name",
    ["GPT-4.1", "GPT-4.1 mini", "GPT-4.1 nano", "GPT-4o", "GPT-4o mini", "gpt-4.5-preview", "gpt-4.1-nano-2025-04-14"],
)
def test_models_that_people_know_are_found(catalog: Catalog, name: str) -> None:
    assert resolve(catalog, name)


# GPT-4.1 nano: everything that the two pages say that the catalog was to bring together


def test_nano_is_what_its_pages_say(catalog: Catalog) -> None:
    model = catalog.models[NANO].model
    assert model.name == "GPT-4.1 nano"
    assert (model.released_on, model.knowledge_cutoff) == ("2025-04-14", "2024-06-01")
    assert (model.context_window, model.max_output_tokens) == (1_047_576, 32_768)
    assert model.modalities is not None
    assert (set(model.modalities.input), set(model.modalities.output)) == ({"text", "image"}, {"text"})
    abilities = model.capabilities
    assert abilities is not None
    assert (abilities.function_calling, abilities.structured_outputs, abilities.streaming) == (True, True, True)
    assert abilities.reasoning is False
    assert model.predecessor == "openai/gpt-4o-mini"
    assert {"classification", "autocompletion"} <= set(model.intended_uses)


def test_nano_has_its_snapshot_and_alias(catalog: Catalog) -> None:
    model = catalog.models[NANO].model
    assert [snapshot.id for snapshot in model.snapshots] == ["gpt-4.1-nano-2025-04-14"]
    assert [(alias.id, alias.points_to) for alias in model.aliases] == [("gpt-4.1-nano", "gpt-4.1-nano-2025-04-14")]


def test_nano_costs_what_it_cost(catalog: Catalog) -> None:
    (route,) = (
        found.route
        for found in catalog.models[NANO].routes
        if found.provider_id == "openai" and found.route.model_id == "gpt-4.1-nano"
    )
    for day in (LAUNCH, date(2026, 6, 3), date(2026, 10, 22)):
        period = period_on(route, day)
        assert period is not None
        assert period.standard is not None
        rates = period.standard
        assert (rates.input, rates.cached_input, rates.output) == (Decimal("0.1"), Decimal("0.025"), Decimal("0.4"))


def test_the_family_has_its_prices(catalog: Catalog) -> None:
    expected = {"gpt-4.1": ("2", "8"), "gpt-4.1-mini": ("0.4", "1.6"), "gpt-4.1-nano": ("0.1", "0.4")}
    found = {}
    for entry in catalog.models_in_family("openai", "gpt-4.1"):
        route = next(route.route for route in entry.routes if route.provider_id == "openai")
        period = period_on(route, LAUNCH)
        assert period is not None
        assert period.standard is not None
        found[entry.slug] = (format(period.standard.input or 0, "f"), format(period.standard.output or 0, "f"))
    assert found == expected


def test_nano_is_retired_at_openai_and_answers_at_azure(catalog: Catalog) -> None:
    entry = catalog.models[NANO]
    lifecycle = model_lifecycle(entry, TODAY)
    assert lifecycle.at_developer is Status.RETIRED
    own = [found.route for found in entry.routes if found.provider_id == "openai" and found.route.variant is None]
    assert {(route.deprecated_on, route.retires_on) for route in own} == {(date(2026, 4, 22), date(2026, 10, 23))}
    assert any(
        found.provider_id == "azure" and route_status(found.route, TODAY) is not Status.RETIRED
        for found in entry.routes
    )
    # What both pages were written on: the alias answered everywhere.
    assert model_lifecycle(entry, date(2026, 4, 21)).status is Status.ACTIVE


@pytest.mark.parametrize(
    ("benchmark", "reporter", "score"),
    [
        ("mmlu", "openai", "80.1"),
        ("gpqa-diamond", "openai", "50.3"),
        ("aider-polyglot", "openai", "9.8"),
        ("mmmu", "openai", "55.4"),
        ("mathvista", "openai", "56.2"),
        ("aa-intelligence-index", "artificial-analysis", "7.3"),
        ("aa-coding-index", "artificial-analysis", "11.2"),
        ("aa-math-index", "artificial-analysis", "24"),
        ("mmlu-pro", "artificial-analysis", "66"),
        ("gpqa-diamond", "artificial-analysis", "51"),
        ("humanitys-last-exam", "artificial-analysis", "4"),
        ("aa-lcr", "artificial-analysis", "17"),
        ("livecodebench", "artificial-analysis", "33"),
        ("scicode", "artificial-analysis", "26"),
        ("terminal-bench-hard", "artificial-analysis", "4"),
        ("tau2-bench-telecom", "artificial-analysis", "17"),
        ("aime-2025", "artificial-analysis", "24"),
        ("ifbench", "artificial-analysis", "32"),
    ],
)
def test_nano_has_its_scores(catalog: Catalog, benchmark: str, reporter: str, score: str) -> None:
    scores = {(found.benchmark, found.reported_by, found.score) for found in catalog.models[NANO].model.benchmarks}
    assert (benchmark, reporter, Decimal(score)) in scores


def test_nano_has_its_speed_and_rank(catalog: Catalog) -> None:
    model = catalog.models[NANO].model
    assert [(speed.output_tokens_per_second, speed.seconds_to_first_token) for speed in model.speed] == [
        (Decimal(144), Decimal("0.47"))
    ]
    assert [(place.rank, place.of, place.tier) for place in model.rankings] == [(391, 531, "Efficient")]


def test_it_is_told_where_nano_is_offered_and_where_not(catalog: Catalog) -> None:
    offered = {offer.surface: offer for offer in catalog.models[NANO].model.availability}
    assert offered["ChatGPT"].offered is False
    assert offered["Azure AI Foundry"].from_ == "2025-04-14"
    assert offered["GitHub Models"].from_ == "2025-04-14"
    larger = {offer.surface: offer for offer in catalog.models["openai/gpt-4.1"].model.availability}
    assert set(larger["ChatGPT"].plans) == {"Plus", "Pro", "Team"}
    assert (larger["ChatGPT"].from_ or "").startswith("2025-05")


def test_the_gateway_is_a_route_of_its_own_with_its_terms(catalog: Catalog) -> None:
    (route,) = (found for found in catalog.models[NANO].routes if found.provider_id == "opper")
    assert route.route.model_id == "openai/gpt-4.1-nano"
    assert not route.direct
    policy = catalog.policy(route)
    assert policy is not None
    assert (policy.trains_on_data, policy.retention_days, policy.zero_data_retention) == ("no", 30, "contract")
    assert policy.third_party_access == "none_disclosed"
    assert policy.transfer_mechanisms == ("SCCs",)
    assert policy.dpa is not None
    assert "https://api.opper.ai/v3/compat" in {end.base_url for end in catalog.providers["opper"].api}
