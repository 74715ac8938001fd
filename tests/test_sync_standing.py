"""Evidence on plain data: what a new reading of a source changes, and what it must not."""

from __future__ import annotations

from typing import Any

from generator.sync.standing import covers, leaves, replace, report, support


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
