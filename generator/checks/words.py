"""The words that problems share: what somebody may have meant, and how numbers read."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache


def suggestion(wanted: str, known: Iterable[str]) -> str:
    """Return `Did you mean x?` for the closest known word, or nothing when none is close.

    Of ids with an owner only those of a close owner count: openai/pricing is no slip for azure/pricing.
    """
    return _suggestion(wanted, tuple(known))


@lru_cache(maxsize=1_000)
def _suggestion(wanted: str, known: tuple[str, ...]) -> str:
    # The same wrong word often stands in many files, and looking for close ones among thousands is slow.
    owner, slash, _ = wanted.partition("/")
    if slash:
        owners = difflib.get_close_matches(owner, {word.partition("/")[0] for word in known}, cutoff=0.8)
        known = tuple(word for word in known if word.partition("/")[0] in owners)
    close = difflib.get_close_matches(wanted, known, n=1, cutoff=0.6)
    return f"Did you mean {close[0]}?" if close else ""


def amount(value: Decimal) -> str:
    """Return an exact number as people write it, never with an exponent."""
    return format(value, "f")
