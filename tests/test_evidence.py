"""Which evidence speaks for which fact, and how well that founds it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalog import Fact, Level, facts, level, strength, unsourced
from generator.reading.problems import dotted
from generator.reading.validate import validate
from generator.schema import Model, Provider, Route, Source
from tests.factory import Draft

READ = "2026-10-01"


def model(**fields: Any) -> Model:
    found = validate(Model, "model.yaml", {"name": "Acme nano", **fields})
    assert isinstance(found, Model), found
    return found


def route(**fields: Any) -> Route:
    found = validate(Route, "routes.yaml", {"model_id": "nano", **fields})
    assert isinstance(found, Route), found
    return found


def entry(source: str = "acme/models", read_on: str = READ, **rest: Any) -> dict[str, Any]:
    return {"source": source, "read_on": read_on, **rest}


def by_path(record: Model | Route | Provider) -> dict[str, Fact]:
    return {dotted(fact.loc): fact for fact in facts(record)}


def supporters(fact: Fact) -> list[str]:
    return [found.source for found in fact.support]


# Facts


def test_facts_are_what_is_written_and_not_editorial_down_to_the_leaves() -> None:
    found = by_path(
        model(
            summary="Our own words.",
            family="four",
            context_window=1000,
            modalities={"input": ["text"], "output": ["text"]},
            capabilities={"reasoning": False},
            snapshots=[{"id": "nano-1", "released_on": "2025-04-14"}],
            availability=[{"surface": "Chat", "from": "2025-05"}],
            not_published=["license"],
        )
    )
    assert list(found) == [
        "context_window",
        "modalities.input",
        "modalities.output",
        "capabilities.reasoning",
        "snapshots[0].id",
        "snapshots[0].released_on",
        "availability[0].surface",
        "availability[0].from",
    ]
    assert found["capabilities.reasoning"].value is False


def test_a_price_is_one_fact_and_how_its_day_is_known_is_none() -> None:
    prices = [{"from": "2025-04-14", "basis": "announced", "standard": {"input": 1, "tiers": []}, "because": "New."}]
    assert list(by_path(route(prices=prices))) == ["model_id", "prices[0].from", "prices[0].standard.input"]


def test_evidence_inside_editorial_fields_still_needs_evidence() -> None:
    provider = validate(
        Provider,
        "providers/acme.yaml",
        {
            "name": "Acme",
            "kind": "cloud",
            "homepage": "https://acme.com",
            "hosts": ["acme.com"],
            "regions": {"eu": {"name": "Frankfurt"}},
            "data_policies": {"api": {"name": "API", "retention_days": 0, "evidence": [entry("acme/terms")]}},
        },
    )
    assert isinstance(provider, Provider)
    (fact,) = facts(provider)
    assert (fact.loc, fact.value, supporters(fact)) == (("data_policies", "api", "retention_days"), 0, ["acme/terms"])


# Who speaks for what


def test_an_entry_that_names_nothing_speaks_for_the_whole_block() -> None:
    found = by_path(model(context_window=9, capabilities={"reasoning": True}, evidence=[entry()]))
    assert {path: supporters(fact) for path, fact in found.items()} == {
        "context_window": ["acme/models"],
        "capabilities.reasoning": ["acme/models"],
    }


@pytest.mark.parametrize(
    ("supports", "supported"),
    [
        (["capabilities"], {"capabilities.reasoning", "capabilities.streaming"}),
        (["capabilities.reasoning"], {"capabilities.reasoning"}),
        (["context_window"], {"context_window"}),
        # A longer name that begins alike is another field.
        (["context"], set()),
        (["capabilities.reason"], set()),
        ([], set()),
    ],
)
def test_an_entry_speaks_for_what_it_names_and_what_lies_inside(supports: list[str], supported: set[str]) -> None:
    record = model(
        context_window=9, capabilities={"reasoning": True, "streaming": True}, evidence=[entry(supports=supports)]
    )
    assert {path for path, fact in by_path(record).items() if fact.support} == supported


def test_evidence_of_a_block_speaks_for_blocks_inside_it_and_not_around_it() -> None:
    period = {"from": "2025-01-01", "basis": "observed", "standard": {"input": 1}, "evidence": [entry("acme/pricing")]}
    found = by_path(route(prices=[period], evidence=[entry("acme/docs", supports=["prices"])]))
    assert supporters(found["prices[0].standard.input"]) == ["acme/docs", "acme/pricing"]
    assert supporters(found["model_id"]) == []


def test_an_entry_that_reports_another_value_does_not_support_that_fact() -> None:
    found = by_path(
        model(
            context_window=9,
            released_on="2025",
            evidence=[entry(supports=["context_window", "released_on"], reports={"released_on": "2024"})],
        )
    )
    assert supporters(found["context_window"]) == ["acme/models"]
    assert supporters(found["released_on"]) == []
    assert [report.value for report in found["released_on"].reports] == ["2024"]


def test_an_entry_that_only_reports_supports_nothing() -> None:
    found = by_path(model(context_window=9, released_on="2025", evidence=[entry(reports={"released_on": "2024"})]))
    assert supporters(found["context_window"]) == []


def test_a_fact_was_last_read_when_anybody_last_looked() -> None:
    fact = by_path(
        model(
            released_on="2025",
            evidence=[entry(read_on="2026-01-01"), entry("b/c", "2026-03-01", reports={"released_on": "2024"})],
        )
    )["released_on"]
    assert fact.last_read_on == date(2026, 3, 1)
    assert by_path(model(released_on="2025"))["released_on"].last_read_on is None


# Levels

SOURCES = {
    "acme/docs": Source(title="Docs", url="https://acme.com", kind="documentation"),
    "acme/export": Source(title="Export", url="https://acme.com/x", kind="dataset"),
    "news/one": Source(title="One", url="https://news.com/1", kind="news"),
    "news/two": Source(title="Two", url="https://news.com/2", kind="news"),
    "blog/one": Source(title="Blog", url="https://blog.com", kind="news"),
    "lists/a": Source(title="A", url="https://lists.com/a", kind="dataset"),
    "lists/b": Source(title="B", url="https://lists.com/b", kind="dataset"),
    "lists/copy": Source(title="C", url="https://lists.com/c", kind="dataset", derives_from=("lists/a",)),
}
OWN = frozenset({"acme"})


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        ([], Level.UNSOURCED),
        (["acme/docs"], Level.PRIMARY),
        (["lists/a", "acme/docs"], Level.PRIMARY),
        # A dataset is nobody's own page, even when a vendor publishes it.
        (["acme/export"], Level.SINGLE_SOURCE),
        (["news/one"], Level.SINGLE_SOURCE),
        # A publisher speaks once, each dataset for itself, and a copy not at all.
        (["news/one", "news/two"], Level.SINGLE_SOURCE),
        (["news/one", "blog/one"], Level.CORROBORATED),
        (["lists/a", "lists/b"], Level.CORROBORATED),
        (["lists/a", "lists/copy"], Level.SINGLE_SOURCE),
        (["lists/b", "lists/copy"], Level.CORROBORATED),
    ],
)
def test_level(sources: list[str], expected: Level) -> None:
    fact = by_path(model(context_window=9, evidence=[entry(source) for source in sources]))["context_window"]
    assert level(fact, OWN, SOURCES) is expected
    assert strength(fact, OWN, SOURCES) is expected


def test_a_fact_that_somebody_contradicts_is_disputed_however_well_founded() -> None:
    record = model(context_window=9, evidence=[entry("acme/docs"), entry("lists/a", reports={"context_window": 8})])
    fact = by_path(record)["context_window"]
    assert level(fact, OWN, SOURCES) is Level.DISPUTED
    assert strength(fact, OWN, SOURCES) is Level.PRIMARY


# The quick way gives what the thorough one gives

PATHS = st.sampled_from(["context_window", "capabilities", "capabilities.reasoning", "snapshots", "snapshots.id", "x"])
ENTRIES = st.builds(
    lambda supports, reports: entry(**({} if supports is None else {"supports": supports}), reports=reports),
    st.none() | st.lists(PATHS, unique=True, max_size=3),
    st.dictionaries(PATHS, st.just("other"), max_size=2),
)


@given(st.lists(ENTRIES, max_size=3), st.lists(ENTRIES, max_size=2))
def test_unsourced_facts_are_those_without_support(outer: list[dict[str, Any]], inner: list[dict[str, Any]]) -> None:
    record = model(
        context_window=9,
        capabilities={"reasoning": True, "streaming": False},
        snapshots=[{"id": "nano-1", "released_on": "2025-04-14", "evidence": inner}, {"id": "nano-2"}],
        evidence=outer,
    )
    assert unsourced(record) == [fact for fact in facts(record) if not fact.support]


def test_every_fact_of_the_sound_catalog_is_founded(draft: Draft) -> None:
    catalog = draft.catalog()
    found = by_path(catalog.models["acme/nano"].model)
    assert level(found["context_window"], OWN, catalog.sources) is Level.PRIMARY
    assert level(found["knowledge_cutoff"], OWN, catalog.sources) is Level.DISPUTED
    assert level(found["speed[0].output_tokens_per_second"], OWN, catalog.sources) is Level.SINGLE_SOURCE
