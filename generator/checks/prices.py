"""Price periods that follow each other, and rates that fit each other.

The order of periods decides what a route cost on a day, so nothing there may be open to two readings.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from generator.checks.rates import cards, periods
from generator.checks.survey import Survey, at_route
from generator.checks.words import amount
from generator.reading import Place
from generator.schema import MODES

CACHED_OF: Final = {
    "cached_input": "input",
    "cached_input_audio": "input_audio",
    "cached_input_image": "input_image",
}


def periods_follow_each_other(survey: Survey) -> Iterator[Place]:
    """Refuse price periods that are out of order, overlap, or end before they begin."""
    for route in survey.catalog.routes:
        for index, period in enumerate(route.route.prices):
            if period.until is not None and period.until <= period.from_:
                message = f"{period.until} is not after {period.from_}, the first day of these prices. Check both."
                yield at_route(route, message, "prices", index, "until")
        for index, (before, after) in enumerate(pairwise(route.route.prices), start=1):
            if after.from_ <= before.from_:
                message = (
                    f"{after.from_} is not after {before.from_}, when the period before it began, so the two overlap. "
                    "Write the oldest first."
                )
                yield at_route(route, message, "prices", index, "from")
            elif before.until is not None and before.until > after.from_:
                message = (
                    f"{after.from_} overlaps the period before it, which holds until {before.until}. "
                    "Mend one of the two days."
                )
                yield at_route(route, message, "prices", index, "from")


def periods_hold_a_price(survey: Survey) -> Iterator[Place]:
    """Refuse a period without any price: it would hide the period before it."""
    for route, index, period in periods(survey):
        if not any(card.model_fields_set for _, _, card in cards(period)):
            message = "holds no price. Write one, or delete the period."
            yield at_route(route, message, "prices", index)


def cached_input_is_not_dearer(survey: Survey) -> Iterator[Place]:
    """Refuse cached input above plain input, in every mode, tier and modality."""
    for route, index, period in periods(survey):
        for _, loc, card in cards(period):
            for cached, plain in CACHED_OF.items():
                reduced, full = getattr(card, cached), getattr(card, plain)
                if reduced is not None and full is not None and reduced > full:
                    message = f"{amount(reduced)} is above {plain}, {amount(full)}. Check both."
                    yield at_route(route, message, "prices", index, *loc, cached)


def tiers_rise(survey: Survey) -> Iterator[Place]:
    """Refuse tiers whose thresholds do not rise."""
    for route, index, period in periods(survey):
        for mode in MODES:
            card = getattr(period, mode)
            for position, (low, high) in enumerate(pairwise(card.tiers if card else ()), start=1):
                if high.above_input_tokens <= low.above_input_tokens:
                    before = low.above_input_tokens
                    message = f"{high.above_input_tokens} is not above the tier before it, {before}. Lowest first."
                    loc = (mode, "tiers", position, "above_input_tokens")
                    yield at_route(route, message, "prices", index, *loc)
