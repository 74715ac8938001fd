"""What may be typed into a field: no accepted text, id or address can become anything but what a reader sees."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from generator.schema.text import (
    Amount,
    ApiId,
    Day,
    Host,
    LongText,
    PartialDate,
    PathId,
    Score,
    Slug,
    Text,
    Tokens,
    Url,
)


def accepted(kind: Any, value: object) -> bool:
    try:
        TypeAdapter(kind).validate_python(value, strict=True)
    except ValidationError:
        return False
    return True


# Texts

WORDS = "a¦GPT 4¦ ¦é¦日本¦<¦>¦&¦&amp;¦`¦{{¦}}¦{%¦[a](b)¦|¦\\¦$(¦http://¦https://x.com¦www.¦javascript:¦data:¦--8<--¦!!"
SIGNS = "# ¦* ¦- ¦=¦+¦@¦~¦\n¦\t¦\x00¦\x1b¦\x7f¦\u200b¦\u200d¦\u202e¦\u2028¦\ufeff¦\U000e0041¦\ue000¦e\u0301"
PIECES = st.sampled_from(f"{WORDS}¦{SIGNS}".split("¦"))
TYPED = st.lists(PIECES, max_size=5).map("".join) | st.text(max_size=30)


@given(TYPED)
@example("<script>alert(1)</script>")
@example("a &lt;b")
@example("see www.evil.com")
def test_no_accepted_text_can_become_markup_or_hide_a_character(value: str) -> None:
    if accepted(Text, value):
        assert not re.search(r"[<>`{}\\\[\]|\n\r\t]", value)
        assert not re.search(r"&#?\w+;|://|www\.|javascript:|\$\(", value, re.IGNORECASE)
        assert not any(unicodedata.category(character)[0] == "C" for character in value)
        assert unicodedata.is_normalized("NFC", value)
        assert value == value.strip() != ""
        # What a spreadsheet would run, and what Markdown would make a list, a heading or a quote of.
        assert value[0] not in "=+-@#>*~:"


@pytest.mark.parametrize(
    "value",
    [
        "GPT-4.1 nano",
        "Up to 50 % off, R&D",
        "a/b (c) 'd' \"e\"",
        "Zürich",
        "通义千问",
        "C# and F#",
        "3 x 4 = 12",
        "AT&T",
    ],
)
def test_what_people_write_is_accepted(value: str) -> None:
    assert accepted(Text, value)


def test_a_text_has_a_limit() -> None:
    assert accepted(Text, "x" * 400)
    assert not accepted(Text, "x" * 401)
    assert accepted(LongText, "x" * 1200)
    assert not accepted(LongText, "x" * 1201)


# Ids


@given(TYPED | st.text("abz019._-/ A", max_size=12))
def test_no_accepted_id_can_leave_its_folder_or_need_escaping(value: str) -> None:
    if accepted(Slug, value):
        assert re.fullmatch(r"[a-z0-9._-]{1,80}", value)
        assert ".." not in value
        assert value[0] not in "._-"
        assert value[-1] not in "._-"
    if accepted(PathId, value):
        assert all(accepted(Slug, part) for part in value.split("/"))
        assert value.count("/") == 1


@pytest.mark.parametrize("value", ["con", "nul", "lpt1", "com9.x", "index", "404", "sitemap.xml", "assets", "search"])
def test_names_that_mean_something_to_a_system_are_refused(value: str) -> None:
    assert not accepted(Slug, value)


@given(TYPED | st.text("aZ09._:/@~+- '\"$;&|`", max_size=12))
def test_no_accepted_api_id_can_break_out_of_a_snippet(value: str) -> None:
    if accepted(ApiId, value):
        assert re.fullmatch(r"[A-Za-z0-9._:/@~+-]{1,160}", value)
        assert ".." not in value
        assert "//" not in value
        assert value[0] not in "-+."


@pytest.mark.parametrize(
    "value",
    [
        "gpt-4.1-nano",
        "us.amazon.nova-pro-v1:0",
        "@cf/meta/llama-3-8b",
        "accounts/fireworks/models/x",
        "~openai/gpt-latest",
    ],
)
def test_real_api_ids_are_accepted(value: str) -> None:
    assert accepted(ApiId, value)


# Addresses


@pytest.mark.parametrize(
    "url",
    [
        "http://acme.com",
        "//acme.com",
        "acme.com",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://user@acme.com",
        "https://user:secret@acme.com",
        "https://1.2.3.4/",
        "https://[::1]/",
        "https://2130706433/",
        "https://localhost/",
        "https://acme.internal/",
        "https://xn--acme-9za.com/",
        "https://ac.me.xn--p1ai/",
        "https://acmé.com/",
        "https://acme.com:8443/",
        "https://acme.com:99999/",
        "https://ACME.com/",
        "https://acme.com/../etc",
        "https://acme.com/a b",
        'https://acme.com/"onclick=',
        "https://acme.com/<b>",
        "https://acme.com/%0d%0aSet-Cookie:x",
        "https://acme.com/%00",
        "https://acme.com/?utm_source=x",
        "https://acme.com/?a=1&token=x",
        "https://acme.com/?X-Amz-Signature=x",
        "https://acme.com\\@evil.com/",
        "https://acme.com/" + "a" * 500,
        "https://",
        "https:///path",
    ],
)
def test_an_address_that_hides_where_it_leads_is_refused(url: str) -> None:
    assert not accepted(Url, url)


@pytest.mark.parametrize(
    "url",
    [
        "https://acme.com",
        "https://docs.acme.com/models/nano#prices",
        "https://acme.com:443/",
        "https://acme.com/a?b=c&d=%20e",
        "https://acme.com/~a/(b)/c,d;e",
    ],
)
def test_a_plain_address_is_accepted(url: str) -> None:
    assert accepted(Url, url)


@given(
    st.builds(
        "{}{}{}{}".format,
        st.sampled_from(["https://", "http://", "HTTPS://", "javascript:", "//", ""]),
        st.sampled_from(["", "user@", "a:b@", "acme.com@"]),
        st.sampled_from(
            ["acme.com", "ACME.com", "1.2.3.4", "xn--a.com", "a.internal", "acme", "acme.com:80", "acme.com."]
        ),
        TYPED.map("/{}".format),
    )
)
def test_an_accepted_address_leads_to_a_public_host_by_https(url: str) -> None:
    if accepted(Url, url):
        parts = urlsplit(url)
        assert parts.scheme == "https"
        assert parts.username is None
        assert parts.hostname == "acme.com"
        assert not re.search(r"[\s\"'<>\\`{}|]", url)


@pytest.mark.parametrize(
    "host", ["acme", "Acme.com", "acme.com.", "a..com", "-a.com", "1.2.3.4", "xn--a.com", "a.test"]
)
def test_a_host_that_is_not_public_and_plain_is_refused(host: str) -> None:
    assert not accepted(Host, host)
    assert accepted(Host, "docs.acme.com")


# Days and numbers


@pytest.mark.parametrize(
    "day", ["2026-13-01", "2025-02-31", "2023-02-29", "2025-4-14", "20250414", "2025-W16-1", "soon", 2025]
)
def test_a_day_that_does_not_exist_is_refused(day: object) -> None:
    assert not accepted(Day, day)
    assert not accepted(PartialDate, day) or day == 2025


@pytest.mark.parametrize("value", ["2024", 2024, "2024-06", "2024-02-29"])
def test_a_partial_date_is_a_year_a_month_or_a_day(value: object) -> None:
    assert accepted(PartialDate, value)


@pytest.mark.parametrize("value", ["2024-00", "2024-13", "2024-02-30", "24", 24, True, "2024-6"])
def test_a_partial_date_that_does_not_exist_is_refused(value: object) -> None:
    assert not accepted(PartialDate, value)


@given(st.decimals(0, 10**6, places=6))
def test_an_amount_is_exact_and_written_in_one_way(value: Decimal) -> None:
    found = TypeAdapter(Amount).validate_python(value)
    assert found == value
    text = format(found, "f")
    assert "E" not in text
    assert "." not in text or not text.endswith("0")


@pytest.mark.parametrize(
    "value", ["0.1", 0.1, True, Decimal(-1), Decimal("1000000.01"), Decimal("NaN"), Decimal("Infinity")]
)
def test_what_is_no_amount_is_refused(value: object) -> None:
    assert not accepted(Amount, value)


@pytest.mark.parametrize("value", ["80.1", 80.1, True])
def test_what_is_no_score_is_refused(value: object) -> None:
    assert not accepted(Score, value)
    assert accepted(Score, Decimal("-80.1"))


@pytest.mark.parametrize("value", [0, -1, 1.5, Decimal("1.5"), Decimal(2), "128000", True, 10**9 + 1])
def test_what_is_no_number_of_tokens_is_refused(value: object) -> None:
    assert not accepted(Tokens, value)
    assert accepted(Tokens, 1)
