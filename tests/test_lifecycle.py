"""What happens as days pass, and which orders of days are sound."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalog import Status, floor_passed, model_lifecycle, route_status
from generator.reading.validate import validate
from generator.schema import Route
from tests.factory import MINI, MINI_ROUTES, NANO, NANO_AT_HOST, NANO_ROUTES, TODAY, ZEN, ZEN_ROUTES, Draft

DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))


def route(**days: str) -> Route:
    found = validate(Route, "routes.yaml", {"model_id": "nano", **days})
    assert isinstance(found, Route)
    return found


@pytest.mark.parametrize(
    ("days", "status"),
    [
        ({}, Status.ACTIVE),
        ({"deprecated_on": "2026-11-21"}, Status.DEPRECATED),
        ({"deprecated_on": "2026-11-22"}, Status.ACTIVE),
        ({"retires_on": "2026-11-22"}, Status.DEPRECATED),
        ({"retires_on": "2026-11-21"}, Status.RETIRED),
        ({"deprecated_on": "2026-11-22", "retires_on": "2027-01-01"}, Status.ACTIVE),
        ({"deprecated_on": "2026-01-01", "retires_on": "2026-11-20"}, Status.RETIRED),
        # A floor retires nothing, passed or not.
        ({"retires_no_earlier_than": "2026-01-01"}, Status.ACTIVE),
        ({"deprecated_on": "2026-01-01", "retires_no_earlier_than": "2026-06-01"}, Status.DEPRECATED),
    ],
)
def test_status(days: dict[str, str], status: Status) -> None:
    assert route_status(route(**days), TODAY) is status


@given(DAYS, DAYS, st.integers(0, 2000))
def test_a_route_never_comes_back(deprecated: date, retires: date, later: int) -> None:
    order = [Status.ACTIVE, Status.DEPRECATED, Status.RETIRED]
    found = route(deprecated_on=str(min(deprecated, retires)), retires_on=str(max(deprecated, retires)))
    start = date(2024, 1, 1)
    first, second = route_status(found, start), route_status(found, start + timedelta(days=later))
    assert order.index(first) <= order.index(second)


def test_a_floor_has_passed_from_its_day_on() -> None:
    found = route(retires_no_earlier_than="2026-11-21")
    assert not floor_passed(found, date(2026, 11, 20))
    assert floor_passed(found, TODAY)
    assert not floor_passed(route(), TODAY)


def test_a_model_is_active_while_any_route_is(draft: Draft) -> None:
    draft.change(NANO_ROUTES, "routes:\n", f"routes:\n{route_text('nano-old', 'retires_on: 2026-01-01')}")
    draft.change(NANO_AT_HOST, "retires_no_earlier_than: 2027-01-01", "deprecated_on: 2026-11-01")
    entry = draft.catalog().models["acme/nano"]
    lifecycle = model_lifecycle(entry, TODAY)
    assert lifecycle.status is Status.DEPRECATED
    assert lifecycle.at_developer is Status.RETIRED
    # The latest end leads.
    assert [found.route.model_id for found in lifecycle.retired] == ["acme-nano", "nano-old"]
    assert [found.provider_id for found in lifecycle.ending] == ["host"]
    assert lifecycle.living == lifecycle.ending
    earlier = model_lifecycle(entry, date(2026, 1, 1))
    assert earlier.status is Status.ACTIVE
    assert earlier.at_developer is Status.ACTIVE


def test_a_model_without_routes_has_no_status(draft: Draft) -> None:
    draft.remove(MINI_ROUTES)
    lifecycle = model_lifecycle(draft.catalog().models["acme/mini"], TODAY)
    assert (lifecycle.status, lifecycle.at_developer, lifecycle.living) == (None, None, ())


def route_text(model_id: str, line: str = "data_policy: api") -> str:
    evidence = "    evidence:\n      - {source: acme/models, read_on: 2026-10-01}\n"
    return f"  - model_id: {model_id}\n    {line}\n{evidence}"


# Orders that are sound


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        # Days are compared as exactly as the less exact of the two is told.
        (NANO, "knowledge_cutoff: 2024-06-01", "knowledge_cutoff: 2025"),
        (NANO, "knowledge_cutoff: 2024-06-01", "knowledge_cutoff: 2025-04"),
        (NANO, "knowledge_cutoff: 2024-06-01", "knowledge_cutoff: 2025-04-14"),
        (MINI_ROUTES, "data_policy: api", "data_policy: api\n    available_from: 2024-07-01"),
        (ZEN, "released_on: 2025", "released_on: 2026"),
        (ZEN_ROUTES, "data_policy: terms", "data_policy: terms\n    retires_on: 2025-01-01"),
        # Everything may happen on one day.
        (NANO_ROUTES, "deprecated_on: 2026-04-22", "deprecated_on: 2026-10-23"),
        (NANO_ROUTES, "available_from: 2025-04-15", "available_from: 2025-04-14"),
        (NANO, "until: 2026-02", "until: 2025"),
        # What is planned may lie ahead.
        (NANO_AT_HOST, "retires_no_earlier_than: 2027-01-01", "retires_no_earlier_than: 2035-01-01"),
        (
            MINI_ROUTES,
            "data_policy: api",
            "data_policy: api\n    deprecated_on: 2027-01-01\n    retires_on: 2028-01-01",
        ),
        (NANO_AT_HOST, "from: 2026-08-18\n        basis: observed", "from: 2027-08-18\n        basis: announced"),
        (NANO, "    until: 2026-02", "    until: 2027-02"),
        # Today is not the future.
        (NANO, "reviewed_on: 2026-11-20", "reviewed_on: 2026-11-21"),
        (NANO, "read_on: 2026-10-02", "read_on: 2026-11-21"),
    ],
)
def test_sound_days_are_accepted(draft: Draft, path: str, old: str, new: str) -> None:
    draft.change(path, old, new)
    assert draft.problems() == []


def test_what_was_future_is_refused_until_its_day(draft: Draft) -> None:
    spot = draft.change(NANO, "reviewed_on: 2026-11-20", "reviewed_on: 2026-12-01")
    assert [(problem.path, problem.line) for problem in draft.problems()] == [spot]
    assert draft.problems(date(2026, 12, 1)) == []


# Replacements


def retire_mini(draft: Draft, replacement: str) -> None:
    draft.change(MINI_ROUTES, "data_policy: api", f"data_policy: api\n    retires_on: 2026-11-01{replacement}")


def test_a_retired_replacement_may_lead_on_to_a_living_model(draft: Draft) -> None:
    retire_mini(draft, "\n    replacement: zenith/zen")
    assert draft.problems() == []


def test_a_replacement_may_not_lead_in_a_circle(draft: Draft) -> None:
    draft.change(NANO_AT_HOST, "retires_no_earlier_than: 2027-01-01", "retires_on: 2026-11-01")
    retire_mini(draft, "\n    replacement: acme/nano")
    messages = {problem.path: problem.message for problem in draft.problems()}
    assert messages == {
        NANO_ROUTES: "leads back to acme/nano. Name a model that stays.",
        MINI_ROUTES: "leads back to acme/mini. Name a model that stays.",
    }


def test_a_replacement_of_which_no_route_is_known_is_not_dead(draft: Draft) -> None:
    draft.remove(MINI_ROUTES)
    assert draft.problems() == []


def test_a_replacement_in_a_broken_file_is_not_judged(draft: Draft) -> None:
    spot = draft.change(MINI, "name: Acme mini", "name: ~")
    assert [(problem.path, problem.line) for problem in draft.problems()] == [spot]
