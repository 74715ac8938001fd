"""JSON that says a number as the catalog says it.

A price of 0.1 in YAML is 0.1 in JSON, digit for digit. The library's encoder knows binary floats only and would write
some amounts as 1e-07 and round others; a string in the place of a number would be a burden on every reader.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from json.encoder import encode_basestring as _string
from typing import Any, Final


def encode(value: Any) -> bytes:
    """Return `value` as one line of JSON in UTF-8. Raises TypeError for what JSON has no word for, floats included."""
    return f"{_text(value)}\n".encode()


class Encoded(str):
    """JSON that was made before, to stand in several files as it is."""

    __slots__ = ()


def encoded(value: Any) -> Encoded:
    """Return `value` as JSON that `encode` takes over unchanged. Raises TypeError as `encode` does."""
    return Encoded(_text(value))


def _text(value: Any) -> str:
    # Asked by exact type first: records are made of little else, and there are millions of values.
    kind = type(value)
    if kind is str:
        return _string(value)
    if kind is dict:
        return "{" + ",".join([f"{_string(name)}:{_text(item)}" for name, item in value.items()]) + "}"
    if kind is tuple or kind is list:
        return "[" + ",".join([_text(item) for item in value]) + "]"
    if kind is date:
        return f'"{value.isoformat()}"'
    if kind is int:
        return str(value)
    if kind is Decimal and value.is_finite():
        return f"{value:f}"
    if kind is Encoded:
        return str(value)
    if isinstance(value, str):
        return _string(value)
    if value is None or value is True or value is False:
        return _WORDS[value]
    raise TypeError(f"{value!r} has no exact form in JSON")


_WORDS: Final = {None: "null", True: "true", False: "false"}
