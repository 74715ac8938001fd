"""What a route costs on a day, and which prices are sound."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalog import discount, lead_route, period_on, price_changes, standard_rates
from generator.catalog.catalog import Catalog
from generator.schema import Route
from tests.factory import NANO_AT_HOST, NANO_ROUTES, TODAY, Draft

AMOUNTS = st.decimals(0, 1000, places=4)


@pytest.fixture
def route(draft: Draft) -> Route:
    return draft.catalog().models["acme/nano"].routes[0].route


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 4, 13), None),
        (date(2025, 4, 14), "0.2"),
        (date(2025, 12, 31), "0.2"),
        (date(2026, 1, 1), "0.1"),
        (date(2099, 1, 1), "0.1"),
    ],
)
def test_a_period_holds_from_its_first_day_until_the_next_begins(route: Route, day: date, expected: str | None) -> None:
    rates = standard_rates(route, day)
    assert (rates and rates.input) == (expected and Decimal(expected))


def test_between_a_last_day_and_the_next_period_no_price_is_known(draft: Draft) -> None:
    draft.change(NANO_ROUTES, "until: 2026-01-01", "until: 2025-12-01")
    assert draft.problems() == []
    found = draft.catalog().models["acme/nano"].routes[0].route
    assert period_on(found, date(2025, 11, 30)) is not None
    assert period_on(found, date(2025, 12, 1)) is None
    assert period_on(found, date(2026, 1, 1)) is not None


def test_a_period_that_ended_brings_back_none_before_it(draft: Draft) -> None:
    draft.change(NANO_ROUTES, "        until: 2026-01-01\n", "")
    draft.change(NANO_ROUTES, "from: 2026-01-01", "from: 2026-01-01\n        until: 2026-03-01")
    assert draft.problems() == []
    found = draft.catalog().models["acme/nano"].routes[0].route
    assert period_on(found, date(2026, 2, 28)) == found.prices[1]
    assert period_on(found, date(2026, 3, 1)) is None


def test_a_period_without_a_last_day_ends_when_the_next_begins(draft: Draft) -> None:
    draft.change(NANO_ROUTES, "        until: 2026-01-01\n", "")
    assert draft.problems() == []
    found = draft.catalog().models["acme/nano"].routes[0].route
    assert period_on(found, date(2025, 12, 31)) == found.prices[0]
    assert period_on(found, date(2026, 1, 1)) == found.prices[1]


@pytest.mark.parametrize(
    ("full", "reduced", "expected"),
    [("0.10", "0.025", 75), ("3", "1", 67), ("1", "1", 0), ("1", "0", 100), ("1", "2", None), ("0", "0", None)],
)
def test_discount(full: str, reduced: str, expected: int | None) -> None:
    assert discount(Decimal(full), Decimal(reduced)) == expected


@given(AMOUNTS | st.none(), AMOUNTS | st.none())
def test_a_discount_is_a_whole_per_cent_or_nothing(full: Decimal | None, reduced: Decimal | None) -> None:
    found = discount(full, reduced)
    assert found is None or (isinstance(found, int) and 0 <= found <= 100)


def test_changes_are_the_first_period_and_those_whose_ordinary_price_differs(draft: Draft) -> None:
    evidence = "        evidence:\n          - {source: host/models, read_on: 2026-10-01}\n"
    later = f"      - from: 2026-09-01\n        basis: observed\n        batch: {{input: 0.06}}\n{evidence}"
    same = f"      - from: 2026-09-02\n        basis: observed\n        standard: {{input: 0.12}}\n{evidence}"
    dearer = f"      - from: 2026-09-03\n        basis: observed\n        standard: {{input: 0.13}}\n{evidence}"
    draft.change(NANO_AT_HOST, "output: 0.48}\n", f"output: 0.48}}\n{later}{same}{dearer}")
    assert draft.problems() == []
    found = draft.catalog().models["acme/nano"].routes[1].route
    assert price_changes(found) == [found.prices[0], found.prices[3]]


# Which route stands for the model


def lead(catalog: Catalog) -> str | None:
    found = lead_route(catalog.models["acme/nano"], TODAY)
    return found.provider_id if found else None


def test_a_route_that_answers_leads_before_a_retired_one(draft: Draft) -> None:
    assert lead(draft.catalog()) == "host"
    draft.change(NANO_ROUTES, "retires_on: 2026-10-23", "retires_on: 2026-11-22")
    assert lead(draft.catalog()) == "acme"


def test_a_retired_route_leads_where_no_other_has_a_price(draft: Draft) -> None:
    draft.remove(NANO_AT_HOST)
    assert lead(draft.catalog()) == "acme"


def test_a_gateway_leads_only_where_nobody_else_has_a_price(draft: Draft) -> None:
    draft.change("providers/host.yaml", "kind: inference_host", "kind: gateway")
    text = (draft.root / NANO_AT_HOST).read_text()
    draft.write("providers/vault.yaml", "name: Vault\nkind: cloud\nhomepage: https://v.com\nhosts: [v.com]\n")
    draft.write("models/acme/nano/routes/vault.yaml", text.replace("regions: [eu]", "").replace("acme/nano", "v-nano"))
    assert lead(draft.catalog()) == "vault"


def test_a_variant_never_speaks_for_the_model_beside_a_plain_route(draft: Draft) -> None:
    draft.remove(NANO_ROUTES)
    plain = (draft.root / NANO_AT_HOST).read_text().replace("routes:\n", "")
    free = plain.replace("acme/nano", "acme/nano:free\n    variant: free").replace("input: 0.12", "input: 0")
    draft.write(NANO_AT_HOST, f"routes:\n{free}{plain}")
    found = lead_route(draft.catalog().models["acme/nano"], TODAY)
    assert found is not None
    assert found.route.variant is None


def test_a_model_without_any_price_has_no_lead_route(draft: Draft) -> None:
    assert lead_route(draft.catalog().models["zenith/zen"], TODAY) is None


# Prices that are sound


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        # A reason, or an error of ours, explains a large change.
        (NANO_ROUTES, "output: 0.40", "output: 8"),
        (NANO_ROUTES, "output: 0.80}", "output: 0}"),
    ],
)
@pytest.mark.parametrize("excuse", ["because: Acme gave up its launch price.", "corrects: true"])
def test_a_tenfold_change_is_accepted_with_a_reason(draft: Draft, path: str, old: str, new: str, excuse: str) -> None:
    draft.change(path, old, new)
    draft.change(path, "        batch: {input: 0.05, output: 0.20}\n", "")
    (problem,) = draft.problems()
    assert "a change of tenfold or more" in problem.message
    draft.change(path, "basis: observed", f"basis: observed\n        {excuse}")
    assert draft.problems() == []


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (NANO_ROUTES, "batch: {input: 0.05, output: 0.20}", "flex: {input: 0.005, output: 0.40}"),
        (NANO_ROUTES, "output: 0.40", "output: 0.41"),
        (NANO_ROUTES, "cached_input: 0.025", "cached_input: 0.1"),
        (NANO_ROUTES, "cached_input: 0.05", "cached_input: 0.20"),
        (NANO_AT_HOST, "input: 0.12, output: 0.48", "input: 0, output: 0"),
        (NANO_AT_HOST, "input: 0.12, output: 0.48", "input: 0.12, cached_input: 0, output: 0"),
        (NANO_AT_HOST, "input: 0.12, output: 0.48", "output_image: 1000"),
        (
            NANO_AT_HOST,
            "standard: {input: 0.12, output: 0.48}",
            "currency: JPY\n        standard: {input: 1500, output: 6000}",
        ),
        # Prices in another currency are not compared.
        (NANO_ROUTES, "basis: announced", "basis: announced\n        currency: JPY"),
    ],
)
def test_sound_prices_are_accepted(draft: Draft, path: str, old: str, new: str) -> None:
    draft.change(path, old, new)
    assert draft.problems() == []


@pytest.mark.parametrize("factor", [1000, Decimal("0.001")])
@pytest.mark.parametrize("rate", ["input: 0.12", "output: 0.48"])
def test_a_slipped_unit_is_seen_even_in_a_first_and_only_price(draft: Draft, rate: str, factor: Decimal) -> None:
    name, _, price = rate.partition(": ")
    spot = draft.change(NANO_AT_HOST, rate, f"{name}: {(Decimal(price) * factor).normalize():f}")
    assert spot in {(problem.path, problem.line) for problem in draft.problems()}


def test_of_two_routes_that_differ_a_hundredfold_the_dearer_is_doubted(draft: Draft) -> None:
    spot = draft.change(NANO_AT_HOST, "input: 0.12, output: 0.48", "input: 10")
    assert [(problem.path, problem.line) for problem in draft.problems()] == [spot]
    draft.change(NANO_AT_HOST, "input: 10", "input: 9.99")
    assert draft.problems() == []
