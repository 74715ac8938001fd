"""What a record says about data that does not fit it: the right place, in words for people, with the next move."""

from __future__ import annotations

import pytest

from generator.reading import Place
from generator.reading.validate import validate
from generator.schema import Model, RouteFile
from tests.factory import NANO, NANO_AT_HOST, NANO_ROUTES, Draft, Spot

MODEL = {"name": "Acme"}


def places(**fields: object) -> list[Place]:
    found = validate(Model, "model.yaml", {**MODEL, **fields})
    assert isinstance(found, list)
    return found


def said(**fields: object) -> str:
    (place,) = places(**fields)
    return place.message


def test_data_that_fits_makes_a_record() -> None:
    found = validate(Model, "model.yaml", MODEL)
    assert isinstance(found, Model)
    assert found.name == "Acme"


def test_an_unknown_key_is_answered_with_the_close_one() -> None:
    (place,) = places(contex_window=1)
    assert place == Place("model.yaml", ("contex_window",), "unknown; did you mean context_window?", on_key=True)


def test_an_unknown_key_that_is_close_to_none_is_answered_with_all() -> None:
    assert said(capabilities={"telepathy": True}).startswith("unknown. Known here: code_execution, computer_use, ")


def test_an_alias_is_suggested_as_it_is_written() -> None:
    assert said(availability=[{"surface": "Chat", "form": "2025"}]) == "unknown; did you mean from?"
    assert said(availability=[{"surface": "Chat", "from_": "2025"}]) == "unknown; did you mean from?"


def test_a_missing_field_is_missed_at_its_block() -> None:
    found = validate(RouteFile, "routes.yaml", {"routes": [{"prices": [{"basis": "observed"}]}]})
    assert found == [
        Place("routes.yaml", ("routes", 0), "model_id is missing. Add it.", on_key=True),
        Place("routes.yaml", ("routes", 0, "prices", 0), "from is missing. Add it.", on_key=True),
    ]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"context_window": "128000"}, "128000 is not a whole number. Write digits only and no quotes, as in 128000."),
        ({"context_window": True}, "true is not a whole number."),
        ({"context_window": 10**10}, "10000000000 is above 1000000000, the most possible. Check the unit."),
        ({"context_window": -1}, "-1 is not above 0. Leave the field out when the value is not known."),
        ({"open_weights": "no"}, "no is not true or false. Write true or false, without quotes."),
        ({"open_weights": 1}, "1 is not true or false."),
        ({"family": 4}, "4 reads as a number or a boolean here. Put it in quotes if it is text."),
        ({"name": ["Acme"]}, "is not text. Write one line of text."),
        ({"marks": "legacy"}, "legacy is not a list. Write [a, b], or one `- item` a line."),
        ({"marks": ["legasy"]}, "legasy is not known here; did you mean legacy?"),
        ({"marks": ["new"]}, "new is not known here. Use one of: preview, legacy."),
        ({"modalities": ["text"]}, "['text'] is not a mapping. Write keys with values."),
        ({"name": "x" * 401}, "is 401 characters long; 400 is the limit. Shorten it."),
        ({"released_on": "2025-13"}, "2025-13 is not a date. Write YYYY, YYYY-MM or YYYY-MM-DD."),
        ({"released_on": 20250414}, "20250414 is not a date."),
        ({"total_parameters_billion": "7B"}, "'7B' is not a number. Write it without quotes, as in 0.25."),
        ({"predecessor": "nano"}, "'nano' is not a full id. Write owner/name, as in openai/gpt-4.1-nano."),
    ],
)
def test_message(fields: dict[str, object], message: str) -> None:
    assert said(**fields).startswith(message)


def test_a_value_that_a_source_reports_gets_one_message() -> None:
    evidence = {"source": "a/b", "read_on": "2026-01-01", "reports": {"name": {"a": 1}}}
    (place,) = places(evidence=[evidence])
    assert place == Place("model.yaml", ("evidence", 0, "reports", "name"), "is not text. Write one line of text.")


def test_a_bad_key_is_pointed_at() -> None:
    evidence = {"source": "a/b", "read_on": "2026-01-01", "reports": {"a b": 1}}
    (place,) = places(evidence=[evidence])
    assert (place.loc, place.on_key) == (("evidence", 0, "reports", "a b"), True)


def test_every_problem_of_a_record_is_told() -> None:
    assert len(places(context_window=0, open_weights="no", marks=["new"], colour="red")) == 4


@pytest.mark.parametrize(
    ("path", "old", "new", "message"),
    [
        (NANO, "score: 80.1", "scores: 80.1", "benchmarks[0].scores: unknown; did you mean score?"),
        (NANO_ROUTES, "priority: {input", "priority: {inputs", "routes[0].prices[1].priority.inputs: unknown"),
        (NANO_AT_HOST, "basis: observed", "basis: seen", "routes[0].prices[0].basis: seen is not known here."),
    ],
)
def test_a_message_names_the_way_to_its_line(draft: Draft, path: str, old: str, new: str, message: str) -> None:
    spot = draft.change(path, old, new)
    found = {Spot(problem.path, problem.line): f"{problem.field}: {problem.message}" for problem in draft.problems()}
    assert found[spot].startswith(message)
