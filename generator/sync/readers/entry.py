"""One JSON object as it is read: every key is asked for by kind, and what nobody understands is counted.

Upstream files are other people's, and may hold anything. A value of the wrong kind is noted and read as unknown; a key
that no reader knows is noted too, so that a new field upstream is seen in the next run's summary.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal, localcontext
from typing import Any, Final

from generator.schema.text import partial_date
from generator.sync.observation import Gaps, SyncError

MOST_TOKENS: Final = 1_000_000_000
_DIGITS: Final = 12
_PLACES: Final = Decimal("0.00000001")
_NOTED: Final = 60


def load_json(content: bytes) -> Any:
    """Return the JSON in `content` with exact decimals. Raises SyncError when there is none."""
    try:
        return json.loads(content.decode("utf-8"), parse_float=Decimal, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        why = "it is nested too deep" if isinstance(error, RecursionError) else str(error)
        raise SyncError(f"is not whole, valid JSON: {why}. Fetch it again; nothing was changed.") from None


def load_lines(content: bytes) -> Iterator[tuple[str, Any]]:
    """Yield each line's JSON with its place. Raises SyncError at the first line that is none."""
    for number, line in enumerate(content.splitlines(), start=1):
        if line.strip():
            try:
                yield f"line {number}", load_json(line)
            except SyncError as error:
                raise SyncError(f"line {number} {error}") from None


def mapping(data: Any, what: str) -> dict[str, Any]:
    """Return `data` when it is a non-empty object; raise SyncError that says what was expected otherwise."""
    if not isinstance(data, dict) or not data:
        raise SyncError(f"does not hold {what}. Check that this is the right file; nothing was changed.")
    return data


def listing(data: Any, what: str) -> list[Any]:
    """Return `data` when it is a non-empty list; raise SyncError that says what was expected otherwise."""
    if not isinstance(data, list) or not data:
        raise SyncError(f"does not hold {what}. Check that this is the right file; nothing was changed.")
    return data


def per_million(amount: Decimal, per: int = 1) -> Decimal | None:
    """Return the exact price of a million units when `per` units cost `amount`; None when it is no sane price.

    Noise of binary floats (1.0999999999999999e-06) lies beyond the twelfth digit and is rounded away.
    """
    with localcontext() as context:
        context.prec = _DIGITS
        scaled = amount * 1_000_000 / per
    return sane(scaled)


def sane(amount: Decimal) -> Decimal | None:
    """Return `amount` as the catalog writes prices, at most eight places; None when it is no sane price."""
    if not amount.is_finite() or amount < 0 or amount > 1_000_000 or (amount and amount.adjusted() < -8):
        return None
    exact = amount.quantize(_PLACES)
    return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact.normalize()


class Entry:
    """A JSON object with its place in the file."""

    def __init__(self, data: Any, at: str, gaps: Gaps) -> None:
        self.at = at
        self.gaps = gaps
        self._data: dict[str, Any] = data if isinstance(data, dict) else {}
        self._asked: set[str] = set()
        if not isinstance(data, dict):
            gaps.note("an entry that is no object", at)

    def raw(self, key: str) -> Any:
        """The value as it stands, or None."""
        self._asked.add(key)
        return self._data.get(key)

    def keys(self) -> tuple[str, ...]:
        """All keys, in the order of the file."""
        return tuple(self._data)

    def text(self, key: str) -> str | None:
        """A text that is not empty."""
        value = self._of(key, str)
        return value.strip() or None if isinstance(value, str) else None

    def flag(self, key: str) -> bool | None:
        """A boolean."""
        value = self._of(key, bool)
        return value if isinstance(value, bool) else None

    def tokens(self, key: str) -> int | None:
        """A number of tokens; 0 means unknown in every format, and is no gap."""
        value = self.raw(key)
        if value is None or (isinstance(value, int | Decimal) and value == 0):
            return None
        if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) < 12 and value == int(value):
            value = int(value)
        if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= MOST_TOKENS:
            return value
        self._odd(key)
        return None

    def amount(self, key: str) -> Decimal | None:
        """A number, exact."""
        value = self.raw(key)
        if value is None:
            return None
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            exact = Decimal(value)
            if exact.is_finite() and abs(exact.adjusted()) < 20:
                return exact
        self._odd(key)
        return None

    def day(self, key: str) -> date | None:
        """A day, also as the day of a time."""
        value = self.text(key)
        if value is None:
            return None
        try:
            return date.fromisoformat(value[: len("2026-01-31")])
        except ValueError:
            self._odd(key)
            return None

    def day_of_seconds(self, key: str) -> date | None:
        """The day of a number of seconds since 1970."""
        value = self.raw(key)
        if isinstance(value, int) and not isinstance(value, bool) and 1_000_000_000 < value < 10_000_000_000:
            return datetime.fromtimestamp(value, UTC).date()
        if value is not None:
            self._odd(key)
        return None

    def partial(self, key: str) -> str | None:
        """A year, a month or a day that exists; `2025-25-11` does not."""
        value = self.text(key)
        if value is None:
            return None
        try:
            return partial_date(value)
        except ValueError:
            self._odd(key)
            return None

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        value = self._of(key, list)
        if not isinstance(value, list):
            return ()
        if not all(isinstance(item, str) for item in value):
            self._odd(key)
        return tuple(dict.fromkeys(item for item in value if isinstance(item, str) and item))

    def entry(self, key: str) -> Entry | None:
        """An object inside."""
        value = self._of(key, dict)
        return Entry(value, f"{self.at}/{key}", self.gaps) if isinstance(value, dict) else None

    def entries(self, key: str) -> list[Entry]:
        """A list of objects inside."""
        value = self._of(key, list)
        items = value if isinstance(value, list) else []
        return [Entry(item, f"{self.at}/{key}/{index}", self.gaps) for index, item in enumerate(items)]

    def skip(self, *keys: str) -> None:
        """Say that keys are known, and of no use to the catalog."""
        self._asked.update(keys)

    def close(self) -> None:
        """Note every key that nobody asked for."""
        for key in self._data:
            if key not in self._asked:
                self.gaps.note(f"unknown key {_shown(key)}", self.at)

    def _of(self, key: str, kind: type) -> Any:
        value = self.raw(key)
        if value is None or isinstance(value, kind):
            return value
        self._odd(key)
        return None

    def _odd(self, key: str) -> None:
        self.gaps.note(f"{_shown(key)} that reads as nothing known", f"{self.at}: {_shown(str(self._data.get(key)))}")


def _shown(text: str) -> str:
    plain = "".join(character if character.isprintable() else "?" for character in text)
    return plain if len(plain) <= _NOTED else plain[: _NOTED - 3] + "..."


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number")
