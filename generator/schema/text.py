"""What a contributor may type into a field.

Everything in the catalog arrives by pull request and ends in HTML, JSON, feeds and shell snippets. So the words of the
schema refuse what has no place in a fact: control and bidirectional characters, markup, template syntax, addresses that
hide where they lead. They refuse and never repair, because a silent repair teaches nobody and hides an attack.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from contextlib import suppress
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

# Control, format (bidi, zero-width, tags), private use, surrogate, unassigned, line and paragraph separators.
_REFUSED_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
_MARKUP = re.compile(
    r"[<>`{}\\\[\]|]|&#?\w+;|https?://|www\.|--8<--|!!|\$\(|^\s*[#>*+\-=:~]|javascript:|\bdata:",
    re.IGNORECASE,
)
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,78}[a-z0-9])?")
_API_ID = re.compile(r"[A-Za-z0-9~@][A-Za-z0-9._:/@~+-]{0,159}")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}")
_HOST_SUFFIXES_REFUSED = (
    ".local",
    ".internal",
    ".onion",
    ".test",
    ".localhost",
    ".example",
    ".invalid",
)
_URL_CHARACTERS_REFUSED = re.compile(r"[\s\"'<>\\^`{|}]|%(?:0[0-9a-f]|1[0-9a-f]|7f)", re.IGNORECASE)
_TRACKERS = re.compile(
    r"(?:^|[?&;])(?:utm_\w+|gclid|fbclid|ref|aff\w*|token|key|sig\w*|x-amz-\w+)=",
    re.IGNORECASE,
)
_RESERVED_NAMES = frozenset(
    ["con", "prn", "aux", "nul", "index", "assets", "search", "sitemap", "404"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)]
)
_MOST_DIGITS = 20
REMEMBERED: Final = 20_000
"""How many words are remembered as sound: the same ids, days and prices stand in many files."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PARTIAL_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")


@lru_cache(maxsize=REMEMBERED)
def plain_text(value: str) -> str:
    """Return `value` when it is one line of plain, visible text; raise ValueError otherwise."""
    if not value or value != value.strip():
        raise ValueError("is empty or padded with spaces. Write the text alone.")
    if "\n" in value:
        raise ValueError("holds a line break. Write one paragraph; `>-` folds long lines.")
    if not (value.isascii() and value.isprintable()):
        _refuse_invisible(value)
    if value[0] in "=+-@":
        raise ValueError(f"starts with {value[0]!r}, which a spreadsheet runs as a formula. Start with a word.")
    found = _MARKUP.search(value)
    if found:
        raise ValueError(
            f"holds {found.group()!r}: markup, links and template syntax have no place in a plain field. "
            "Write plain words; links belong in sources/."
        )
    return value


def _refuse_invisible(value: str) -> None:
    for character in value:
        if unicodedata.category(character) in _REFUSED_CATEGORIES:
            raise ValueError(
                f"holds the invisible or control character U+{ord(character):04X}. Delete it and type the text again."
            )
    if value != unicodedata.normalize("NFC", value):
        raise ValueError("is not in Unicode form NFC. Type the accented letters as single characters.")


@lru_cache(maxsize=REMEMBERED)
def slug(value: str) -> str:
    """Return `value` when it can name a file and part of an address on every system; raise ValueError otherwise."""
    if not _SLUG.fullmatch(value) or ".." in value:
        raise ValueError(
            f"{value!r} is not an id. Use lower-case letters, digits, dots, dashes and underscores, at most 80."
        )
    if value.split(".")[0] in _RESERVED_NAMES:
        raise ValueError(f"{value!r} is a reserved name on some systems. Choose another.")
    return value


@lru_cache(maxsize=REMEMBERED)
def path_id(value: str) -> str:
    """Return `value` when it is two ids joined by a slash (`openai/gpt-4.1-nano`); raise ValueError otherwise."""
    owner, slash, name = value.partition("/")
    if not slash:
        raise ValueError(f"{value!r} is not a full id. Write owner/name, as in openai/gpt-4.1-nano.")
    slug(owner)
    slug(name)
    return value


def api_id(value: str) -> str:
    """Return `value` when it is an id that an API accepts and that needs no quoting in any snippet; else ValueError."""
    if not _API_ID.fullmatch(value) or ".." in value or "//" in value:
        raise ValueError(f"{value!r} is not an API id. Letters, digits and . _ : / @ ~ + - only, without '..' or '//'.")
    return value


def host(value: str) -> str:
    """Return `value` when it is a public host name in lower case; raise ValueError otherwise."""
    if not _HOST.fullmatch(value):
        raise ValueError(f"{value!r} is not a public host name in lower case, such as docs.example.com.")
    if any(part.startswith("xn--") for part in value.split(".")):
        raise ValueError(f"{value!r} is punycode, which can imitate another name. Use the plain address.")
    if value.endswith(_HOST_SUFFIXES_REFUSED):
        raise ValueError(f"{value!r} is not reachable by the public. Use a public address.")
    return value


def https_url(value: str) -> str:
    """Return `value` when it is a plain public https address; raise ValueError that names the part at fault."""
    if not value.isascii() or _URL_CHARACTERS_REFUSED.search(value) or len(value) > 500:
        raise ValueError("has a character that an address may not hold, or is over 500 long. Percent-encode it.")
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        raise ValueError(f"{value!r} is not an address. Write https://host/path.") from None
    if parts.scheme != "https":
        raise ValueError(f"starts with {parts.scheme or 'no scheme'!r}. Only https addresses are accepted.")
    if parts.username is not None or parts.password is not None:
        raise ValueError("holds user info before an '@'. Remove it.")
    name = parts.hostname or ""
    if _is_ip(name):
        raise ValueError("names an IP address. Use the host's name.")
    if port not in (None, 443):
        raise ValueError(f"names port {port}. Use the default port.")
    host(parts.netloc.removesuffix(":443"))
    if ".." in parts.path:
        raise ValueError("holds '..'. Write the direct address.")
    if _TRACKERS.search(parts.query):
        raise ValueError("holds a tracker or a credential in its query. Remove that part.")
    return value


def _is_ip(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def _day(value: Any) -> Any:
    if isinstance(value, str):
        return _day_of(value)
    if isinstance(value, date):
        return value
    raise ValueError(f"{value} is not a date. Write YYYY-MM-DD.")


@lru_cache(maxsize=REMEMBERED)
def _day_of(value: str) -> date:
    if _DAY.fullmatch(value):
        with suppress(ValueError):
            return date.fromisoformat(value)
    raise ValueError(f"{value} is not a date. Write YYYY-MM-DD.")


def partial_date(value: str) -> str:
    """Return `value` when it is a year, month or day that exists (`2024`, `2024-06`, `2024-06-01`); else ValueError."""
    if _PARTIAL_DATE.fullmatch(value):
        try:
            date.fromisoformat(value + "-01-01"[len(value) - 4 :])
        except ValueError:
            pass
        else:
            return value
    raise ValueError(f"{value} is not a date. Write YYYY, YYYY-MM or YYYY-MM-DD.")


def _partial_date_input(value: Any) -> Any:
    # A bare year is a number in YAML.
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _decimal(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError(f"{value!r} is not a number. Write it without quotes, as in 0.25.")
    return _one_way(Decimal(value))


@lru_cache(maxsize=REMEMBERED)
def _one_way(exact: Decimal) -> Decimal:
    """One way to write each amount: 0.10 and 0.1 are the same price, and 2.0 is 2."""
    if not exact.is_finite() or abs(exact.adjusted()) > _MOST_DIGITS:
        raise ValueError(f"{exact} is out of all range. Check the unit.")
    return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact.normalize()


Text = Annotated[str, Field(max_length=400), AfterValidator(plain_text)]
"""One line of plain text, at most 400 characters."""

LongText = Annotated[str, Field(max_length=1200), AfterValidator(plain_text)]
"""A short paragraph of plain text, at most 1,200 characters."""


def _matching(pattern: re.Pattern[str]) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^{pattern.pattern}$"})


Slug = Annotated[str, AfterValidator(slug), _matching(_SLUG)]
"""An id inside the catalog: it names a file or folder."""

PathId = Annotated[str, AfterValidator(path_id), _matching(re.compile(f"{_SLUG.pattern}/{_SLUG.pattern}"))]
"""Two ids joined by a slash: `developer/model` or `publisher/document`."""

ApiId = Annotated[str, AfterValidator(api_id), _matching(_API_ID)]
"""An id exactly as an API accepts it."""

Host = Annotated[str, AfterValidator(host), _matching(_HOST)]
"""A public host name."""

Url = Annotated[
    str, AfterValidator(https_url), WithJsonSchema({"type": "string", "format": "uri", "pattern": "^https://"})
]
"""A public https address."""

Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}),
]
"""A day, written YYYY-MM-DD."""

PartialDate = Annotated[
    str,
    BeforeValidator(_partial_date_input),
    AfterValidator(partial_date),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"},
                {"type": "integer"},
            ]
        }
    ),
]
"""A year, a month or a day, as exactly as the source tells it."""

Amount = Annotated[
    Decimal,
    BeforeValidator(_decimal),
    Field(ge=0, le=1_000_000),
    WithJsonSchema({"type": "number", "minimum": 0}),
]
"""An exact amount of money, never negative; 0 is free."""

Score = Annotated[Decimal, BeforeValidator(_decimal), WithJsonSchema({"type": "number"})]
"""An exact benchmark score in the benchmark's unit."""

Tokens = Annotated[int, Field(gt=0, le=1_000_000_000)]
"""A number of tokens, above 0. Leave the field out when the number is not known."""
