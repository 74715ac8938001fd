"""Evidence on plain data: what a new reading of a source changes, and what it must not."""

from __future__ import annotations

from typing import Any

from generator.sync.standing import (
    covers,
    leaves,
    let_go,
    own_evidence,
    put,
    rename,
    replace,
    report,
    support,
)


def block(*evidence: dict[str, Any]) -> dict[str, Any]:
    """A model's facts with some evidence."""
    return {
        "name": "One",
        "context_window": 1000,
        "modalities": {"input": ["text"], "output": ["text"]},
        "snapshots": [{"id": "one-1"}],
        "evidence": [dict(entry) for entry in evidence],
    }


def entry(source: str, day: str, **rest: Any) -> dict[str, Any]:
    """A piece of evidence."""
    return {"source": source, "read_on": day, **rest}


def test_a_newer_reading_takes_the_place_of_the_older() -> None:
    model = block(entry("a/b", "2026-01-01", supports=["context_window", "modalities", "snapshots.id"]))
    assert support(model, "a/b", "2026-02-01", ["context_window", "modalities.input"])
    assert model["evidence"] == [
        entry("a/b", "2026-01-01", supports=["modalities.output", "snapshots.id"]),
        entry("a/b", "2026-02-01", supports=["context_window", "modalities.input"]),
    ]


def test_an_older_or_equal_reading_is_no_news() -> None:
    model = block(entry("a/b", "2026-02-01", supports=["context_window"]))
    before = block(*model["evidence"])
    assert support(model, "a/b", "2026-02-01", ["context_window"]) == []
    assert support(model, "a/b", "2026-01-01", ["context_window"]) == []
    assert model == before


def test_whoever_speaks_of_all_is_brought_up_to_date_whole() -> None:
    model = block(entry("a/b", "2026-01-01"))
    support(model, "a/b", "2026-02-01", leaves(model))
    assert model["evidence"] == [entry("a/b", "2026-02-01")]


def test_a_report_takes_back_what_the_source_said() -> None:
    model = block(entry("a/b", "2026-01-01"), entry("c/d", "2026-01-01", supports=["context_window", "snapshots.id"]))
    assert report(model, "c/d", "2026-02-01", "context_window", 2000)
    assert model["evidence"][1:] == [
        entry("c/d", "2026-01-01", supports=["snapshots.id"]),
        entry("c/d", "2026-02-01", reports={"context_window": 2000}),
    ]


def test_a_replaced_value_is_reported_by_those_who_stated_it() -> None:
    model = block(
        entry("a/b", "2026-01-01", supports=["context_window", "modalities"]),
        entry("c/d", "2026-01-01", reports={"context_window": 2000}),
    )
    replace(model, "context_window", 2000, "e/f", "2026-02-01")
    assert model["context_window"] == 2000
    assert [covers(item, "context_window") for item in model["evidence"]] == [False, True, True]
    assert model["evidence"][0]["reports"] == {"context_window": 1000}


def test_parents_stand_for_all_their_facts() -> None:
    model = block()
    support(model, "a/b", "2026-02-01", ["modalities.input", "modalities.output"])
    assert model["evidence"] == [entry("a/b", "2026-02-01", supports=["modalities"])]


def test_who_spoke_of_the_whole_does_not_speak_of_what_is_new() -> None:
    model = block(entry("a/b", "2026-01-01"))
    put(model, "modalities.extra", ["text"])
    put(model, "license", "MIT")
    assert not any(covers(model["evidence"][0], path) for path in ("modalities.extra", "license"))
    assert all(covers(model["evidence"][0], path) for path in ("context_window", "modalities.input", "snapshots"))


def test_before_a_list_grows_its_blocks_get_their_own_evidence() -> None:
    model = block(
        entry("a/b", "2026-01-01", supports=["context_window", "snapshots"]),
        entry("c/d", "2026-01-01", supports=["snapshots.id"]),
    )
    own_evidence(model, "snapshots")
    assert model["evidence"] == [entry("a/b", "2026-01-01", supports=["context_window"])]
    assert model["snapshots"] == [{"id": "one-1", "evidence": [entry("a/b", "2026-01-01"), entry("c/d", "2026-01-01")]}]


def test_a_fact_under_another_name_keeps_its_evidence() -> None:
    period: dict[str, Any] = {
        "standard": {"input": 1, "cache_write": 2},
        "evidence": [
            entry("a/b", "2026-01-01"),
            entry("c/d", "2026-01-01", reports={"standard.cache_write": 3}),
        ],
    }
    rename(period, "standard.cache_write", "standard.cache_write_5m")
    assert period["standard"] == {"input": 1, "cache_write_5m": 2}
    assert covers(period["evidence"][0], "standard.cache_write_5m")
    assert period["evidence"][1]["reports"] == {"standard.cache_write_5m": 3}


def test_a_fact_that_is_written_anew_has_nobody_to_vouch_for_it() -> None:
    model = block(
        entry("a/b", "2026-01-01", supports=["context_window", "name"]),
        entry("c/d", "2026-01-01", reports={"context_window": 2}),
    )
    let_go(model, "context_window")
    assert model["evidence"] == [entry("a/b", "2026-01-01", supports=["name"])]
