"""Figures as people read them."""

from __future__ import annotations

from decimal import Decimal
from typing import get_args

import pytest

from generator.catalog import words
from generator.schema import Capabilities, Modality, PriceUnit, ProviderKind, Rates, SourceKind
from generator.schema.provider import Agreement, ThirdPartyAccess, Training, ZeroRetention


@pytest.mark.parametrize(
    ("count", "short"), [(1_047_576, "1M"), (32_768, "33K"), (2_097_152, "2.1M"), (512, "512"), (128_000, "128K")]
)
def test_tokens_have_a_short_form(count: int, short: str) -> None:
    assert words.tokens_short(count) == short


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        ("0.1", "USD", "$0.10"),
        ("0.025", "USD", "$0.025"),
        ("2", "EUR", "€2.00"),
        ("0.0000001", "USD", "$0.0000001"),
        ("1500", "JPY", "JPY 1,500.00"),
        ("0", "USD", "$0.00"),
    ],
)
def test_money_is_exact_and_has_at_least_two_decimals(amount: str, currency: str, text: str) -> None:
    assert words.money(Decimal(amount), currency) == text


def test_words_in_a_row() -> None:
    assert [words.listing(row) for row in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


def test_a_score_has_its_unit() -> None:
    assert words.score(Decimal("80.1"), "percent") == "80.1%"
    assert words.score(Decimal(1250), "elo") == "1250"


@pytest.mark.parametrize(
    ("labels", "terms"),
    [
        (words.TRAINING, get_args(Training)),
        (words.ZERO_RETENTION, get_args(ZeroRetention)),
        (words.AGREEMENT, get_args(Agreement)),
        (words.THIRD_PARTIES, get_args(ThirdPartyAccess)),
        (words.PROVIDER_KIND, get_args(ProviderKind)),
        (words.MODALITY, get_args(Modality)),
        (words.UNIT, get_args(PriceUnit)),
        (words.SOURCE_KIND, get_args(SourceKind)),
        (words.CAPABILITY, tuple(Capabilities.model_fields)),
        (words.RATE, tuple(Rates.model_fields)),
    ],
)
def test_every_term_of_the_schema_has_words(labels: dict[str, str], terms: tuple[str, ...]) -> None:
    assert set(labels) == set(terms)
