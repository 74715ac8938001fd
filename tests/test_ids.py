"""Any id that somebody has at hand leads to its model."""

from __future__ import annotations

import pytest

from generator.catalog import id_index, resolve
from tests.factory import MINI, MINI_ROUTES, NANO, NANO_AT_HOST, NANO_ROUTES, Draft


@pytest.mark.parametrize(
    "wanted",
    [
        "acme/nano",
        "nano",
        "Acme nano",
        "ACME NANO",
        "  acme-nano ",
        "acme-nano-2025-04-14",
        "acme-nano-latest",
        "host/acme/nano",
        "acme/acme-nano",
    ],
)
def test_every_name_leads_to_its_model(draft: Draft, wanted: str) -> None:
    assert resolve(draft.catalog(), wanted) == ("acme/nano",)


def test_what_nobody_is_called_leads_nowhere(draft: Draft) -> None:
    assert resolve(draft.catalog(), "acme") == ()


def test_a_name_of_two_models_leads_to_both(draft: Draft) -> None:
    draft.change(MINI, "name: Acme mini", "name: Zen")
    assert resolve(draft.catalog(), "zen") == ("acme/mini", "zenith/zen")


def test_the_index_is_in_order(draft: Draft) -> None:
    index = id_index(draft.catalog())
    assert list(index) == sorted(index)
    assert all(name == name.lower() for name in index)


# Aliases


def alias_messages(draft: Draft) -> list[str]:
    return [problem.message for problem in draft.problems()]


def test_an_alias_may_lead_to_another_or_to_the_models_own_id(draft: Draft) -> None:
    draft.change(NANO, "points_to: acme-nano-2025-04-14", "points_to: nano")
    assert alias_messages(draft) == []


def test_aliases_that_lead_in_a_circle_are_refused(draft: Draft) -> None:
    draft.change(NANO, "points_to: acme-nano-2025-04-14", "points_to: acme-nano-latest")
    assert alias_messages(draft) == [
        "leads back to acme-nano. Point it to a snapshot.",
        "leads back to acme-nano-latest. Point it to a snapshot.",
    ]


def test_an_alias_that_leads_to_itself_is_refused(draft: Draft) -> None:
    draft.change(NANO, "points_to: acme-nano\n", "points_to: acme-nano-latest\n")
    assert alias_messages(draft) == ["leads back to acme-nano-latest. Point it to a snapshot."]


def test_only_the_alias_that_leads_nowhere_is_refused_and_not_those_before_it(draft: Draft) -> None:
    spot = draft.change(NANO, "points_to: acme-nano-2025-04-14", "points_to: acme-nano-2024")
    assert [(problem.path, problem.line) for problem in draft.problems()] == [spot]


# One id, one model


def test_the_same_id_may_stand_at_two_providers(draft: Draft) -> None:
    draft.change(NANO_AT_HOST, "model_id: acme/nano", "model_id: acme-mini")
    assert draft.problems() == []


def test_the_same_id_may_stand_twice_for_other_regions_or_another_variant(draft: Draft) -> None:
    text = (draft.root / NANO_AT_HOST).read_text().replace("routes:\n", "")
    draft.write(NANO_AT_HOST, f"routes:\n{text}{text.replace('regions: [eu]', 'variant: free')}")
    assert draft.problems() == []


def test_an_id_of_a_developers_other_model_is_refused_as_a_snapshot(draft: Draft) -> None:
    draft.change(NANO, "id: acme-nano-latest", "id: acme-mini")
    draft.change(MINI_ROUTES, "model_id: acme-mini", "model_id: Acme-Mini")
    messages = {problem.path: problem.message for problem in draft.problems()}
    assert messages == {
        NANO: "acme-mini at acme is claimed by acme/mini too. Keep it at one of the two.",
        MINI_ROUTES: "acme-mini at acme is claimed by acme/nano too. Keep it at one of the two.",
    }


def test_a_route_may_serve_a_snapshot(draft: Draft) -> None:
    draft.change(NANO_ROUTES, "serves: acme-nano", "serves: acme-nano-2025-04-14")
    assert draft.problems() == []
