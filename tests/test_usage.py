"""What a request costs: each line of the rule, in exact decimals."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalog import Cost, Counted, Usage, price
from generator.catalog.usage import INSTEAD, THINGS_IN_A_UNIT
from generator.schema import Rates, Route
from generator.schema.price import PriceUnit

DAY = date(2026, 6, 1)
TIER = {"above_input_tokens": 200_000, "input": 4, "output": 20}


def route(**standard: Any) -> Route:
    """A route with one period of these standard prices."""
    return Route.model_validate(
        {"model_id": "acme", "prices": [{"from": date(2026, 1, 1), "basis": "observed", "standard": standard}]}
    )


def cost(of: Route, **usage: Any) -> Cost:
    found = price(of, Usage(**usage), DAY)
    assert found is not None
    return found


def lines(found: Cost) -> list[tuple[str, int, str | None]]:
    """Name, count and price of each term."""
    return [(term.what, term.count, None if term.price is None else str(term.price)) for term in found.terms]


def test_input_beyond_what_is_cached_and_output_are_charged_by_the_million() -> None:
    found = cost(
        route(input=2, cached_input=Decimal("0.5"), output=10),
        input_tokens=10_000,
        cached_input_tokens=4_000,
        output_tokens=500,
    )
    assert lines(found) == [("input", 6_000, "2"), ("cached_input", 4_000, "0.5"), ("output", 500, "10")]
    assert [term.amount for term in found.terms] == [Decimal("0.012"), Decimal("0.002"), Decimal("0.005")]
    assert found.total == Decimal("0.019")


def test_a_price_on_a_day_is_that_of_its_period() -> None:
    periods = [
        {"from": date(2026, 1, 1), "basis": "announced", "standard": {"input": 2}},
        {"from": date(2026, 3, 1), "until": date(2026, 4, 1), "basis": "announced", "standard": {"input": 1}},
    ]
    of = Route.model_validate({"model_id": "acme", "prices": periods})
    usage = Usage(input_tokens=1_000_000)
    found = [price(of, usage, date(2026, month, 1)) for month in (1, 2, 3)]
    assert [each and each.total for each in found] == [2, 2, 1]
    assert price(of, usage, date(2025, 12, 31)) is None
    assert price(of, usage, date(2026, 4, 1)) is None


def test_cached_input_without_a_price_counts_as_input_and_says_so() -> None:
    (term,) = cost(route(input=2, output=10), input_tokens=100, cached_input_tokens=100).terms
    assert (term.what, term.priced_as, term.price) == ("cached_input", "input", Decimal(2))


def test_free_is_a_price() -> None:
    assert cost(route(input=2, cached_input=0), input_tokens=100, cached_input_tokens=100).total == 0


@pytest.mark.parametrize(
    ("known", "lifetime", "priced_as"),
    [
        ({"cache_write": 3, "cache_write_5m": 4, "cache_write_1h": 5}, "cache_write_1h", "cache_write_1h"),
        ({"cache_write": 3}, "cache_write_5m", "cache_write"),
        ({"cache_write": 3}, "cache_write_1h", "cache_write"),
        ({"cache_write_5m": 4}, "cache_write", "cache_write_5m"),
        ({"cache_write_5m": 4}, "cache_write_1h", "input"),
        ({}, "cache_write", "input"),
    ],
)
def test_cache_writes_take_the_nearest_price(known: dict[str, int], lifetime: str, priced_as: str) -> None:
    found = cost(route(input=2, **known), input_tokens=100, **{f"{lifetime}_tokens": 40})
    assert [(term.what, term.count, term.priced_as) for term in found.terms] == [
        ("input", 60, "input"),
        (lifetime, 40, priced_as),
    ]


def test_an_unknown_price_leaves_the_cost_unknown() -> None:
    found = cost(route(input=2), input_tokens=100, output_tokens=1)
    assert lines(found) == [("input", 100, "2"), ("output", 1, None)]
    assert found.total is None
    assert cost(route(input=2), input_tokens=100).total == Decimal("0.0002")


@pytest.mark.parametrize(
    ("input_tokens", "price_of_input", "bound"),
    [(200_000, 2, None), (200_001, 4, 200_000), (400_000, 4, 200_000), (400_001, 8, 400_000)],
)
def test_the_whole_request_moves_to_the_tier_that_its_input_reaches(
    input_tokens: int, price_of_input: int, bound: int | None
) -> None:
    of = route(input=2, output=10, tiers=[TIER, {"above_input_tokens": 400_000, "input": 8, "output": 40}])
    found = cost(of, input_tokens=input_tokens, output_tokens=10)
    assert found.above_input_tokens == bound
    assert found.terms[0].amount == Decimal(input_tokens) * price_of_input / 1_000_000
    assert found.terms[1].price == price_of_input * 5


def test_cached_and_audio_input_count_for_the_tier() -> None:
    of = route(input=2, cached_input=1, input_audio=3, tiers=[TIER])
    assert cost(of, input_tokens=200_001, cached_input_tokens=200_001).above_input_tokens == 200_000
    assert cost(of, input_tokens=100_000, input_audio_tokens=100_001).above_input_tokens == 200_000


def test_a_price_that_the_tier_does_not_tell_is_the_ordinary_one_and_says_so() -> None:
    found = cost(
        route(input=2, cached_input=1, output=10, tiers=[TIER]), input_tokens=300_000, cached_input_tokens=300_000
    )
    (term,) = found.terms
    assert (term.price, term.priced_as, term.ordinary) == (Decimal(1), "cached_input", True)


def test_a_mode_has_prices_of_its_own_or_none() -> None:
    period = {"from": date(2026, 1, 1), "basis": "observed", "standard": {"input": 2}, "batch": {"input": 1}}
    of = Route.model_validate({"model_id": "acme", "prices": [period]})
    assert cost(of, input_tokens=100, mode="batch").total == Decimal("0.0001")
    assert price(of, Usage(input_tokens=100, mode="flex"), DAY) is None


def test_things_are_counted_singly_and_priced_by_the_unit() -> None:
    of = route(
        per_unit=[
            {"unit": "image", "price": Decimal("0.04")},
            {"unit": "thousand_searches", "price": 10, "what": "web search"},
        ]
    )
    found = cost(of, counted=(Counted("image", 2), Counted("thousand_searches", 5)))
    assert [term.amount for term in found.terms] == [Decimal("0.08"), Decimal("0.05")]
    assert found.not_counted == ()


def test_of_several_prices_per_unit_the_usage_says_which() -> None:
    of = route(
        per_unit=[{"unit": "image", "price": 1, "what": "small"}, {"unit": "image", "price": 2, "what": "large"}]
    )
    assert cost(of, counted=(Counted("image", 1),)).total is None
    found = cost(of, counted=(Counted("image", 1, "large"),))
    assert found.total == 2
    assert [unit.what for unit in found.not_counted] == ["small"]


def test_a_price_per_request_is_always_paid_unless_it_is_a_choice() -> None:
    fee = {"unit": "request", "price": Decimal("0.005")}
    assert cost(route(per_unit=[fee])).total == Decimal("0.005")
    assert cost(route(per_unit=[fee]), counted=(Counted("request", 2),)).total == Decimal("0.01")
    assert cost(route(per_unit=[{**fee, "what": "high search context"}])).total == 0


@pytest.mark.parametrize(
    "usage",
    [
        {"input_tokens": 1, "cached_input_tokens": 2},
        {"input_tokens": 10, "cached_input_tokens": 6, "cache_write_tokens": 5},
        {"output_tokens": -1},
        {"input_audio_tokens": 1, "cached_input_audio_tokens": 2},
        {"counted": (Counted("image", -1),)},
    ],
)
def test_a_part_larger_than_its_whole_is_refused(usage: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="more cached or written than there is"):
        Usage(**usage)


def test_every_kind_of_token_and_every_unit_has_a_place_in_the_rule() -> None:
    assert {name for name, _ in Usage().tokens()} == set(Rates.model_fields)
    assert set(INSTEAD) | {name for names in INSTEAD.values() for name in names} <= set(Rates.model_fields)
    assert set(THINGS_IN_A_UNIT) == set(PriceUnit.__args__)  # type: ignore[attr-defined]


@given(
    st.decimals(0, 1_000_000, places=9),
    st.integers(0, 1_000_000_000),
    st.integers(0, 1_000_000_000),
)
def test_a_sum_is_exact(rate: Decimal, tokens: int, output: int) -> None:
    found = cost(route(input=rate, output=rate), input_tokens=tokens, output_tokens=output)
    assert found.total is not None
    assert found.total * 1_000_000 == (tokens + output) * rate
