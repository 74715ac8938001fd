"""Values that somebody might put into a pull request to make a page, a file or a log do more than be read.

They are told apart by what the schema makes of them: refused, or plain although they look hostile. Behind the schema
all of them must be harmless, since no page and no file may rely on it alone.
"""

# ruff: noqa: RUF001  letters that look like others are among the values

from __future__ import annotations

from typing import Final

RUNS: Final = "globalThis.smuggled=1"
"""What a script among the values would do."""

REFUSED: Final = {
    "script": f"<script>{RUNS}</script>",
    "event handler": f"<img src=x onerror={RUNS}>",
    "SVG": f"<svg/onload={RUNS}>",
    "end of an attribute": f'"><b onclick="{RUNS}">',
    "end of every element": "</title></script></style></textarea></template></svg>",
    "comment": "a <!-- b",
    "end of a comment": "a --> b",
    "CDATA": "<![CDATA[ a ]]>",
    "declaration": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "processing instruction": "<?php a ?>",
    "entity": "&lt;b&gt;",
    "numbered entity": "a &#60;b&#62;",
    "script address": f"javascript:{RUNS}",
    "script address in capitals": f"JaVaScRiPt:{RUNS}",
    "data address": "see data:text/html,a",
    "address": "see https://evil.example/",
    "host": "see www.evil.example",
    "Jinja": "a {{ 7 * 7 }} b",
    "Jinja statement": "{% include 'a' %}",
    "script template": "a ${7*7}",
    "ERB template": "<%= 7 * 7 %>",
    "snippet": "--8<-- 'a'",
    "Markdown link": "[a](https://evil.example)",
    "Markdown picture": "![a](//evil.example/a.png)",
    "citation": "a [@acme/pricing]",
    "attribute list": "a {: onclick=b }",
    "code": "`id`",
    "heading": "# a",
    "list": "- a",
    "quotation": "> a",
    "table": "a | b",
    "command substitution": "$(id)",
    "pipe": "a | sh",
    "backslash": "a\\nb",
    "YAML tag": "!!python/object/apply:os.system [id]",
    "formula": "=cmd|'/C calc'!A0",
    "formula with a plus": "+1+1",
    "formula with a minus": "-1-1",
    "formula with an at": "@SUM(1,1)",
    "line break": "a\nb",
    "carriage return": "a\rb",
    "iCalendar line": "a\r\nATTACH:https://evil.example/",
    "workflow command": "a\n::error::b",
    "vertical tab": "a\vb",
    "next line": "a\x85b",
    "line separator": "a\u2028b",
    "null": "a\x00b",
    "escape": "a\x1b[31mb",
    "delete": "a\x7fb",
    "bidi override": "a\u202eb",
    "bidi isolate": "a\u2067b",
    "zero-width space": "a\u200bb",
    "zero-width joiner": "a\u200db",
    "byte order mark": "a\ufeffb",
    "soft hyphen": "a\xadb",
    "tag": "a\U000e0041b",
    "private use": "a\ue000b",
    "not in NFC": "e\u0301",
    "padded": " a ",
    "empty": "",
    "very long": "a" * 1300,
}
"""What no text of the catalog may be."""

PLAIN: Final = {
    "event handler without an element": f"' onfocus='{RUNS}' autofocus='",
    "double quotes": f'" onmouseover="{RUNS}" x="',
    "quotes of each kind": "“a” ‘b’ «c» „d‟ ″e‴ ＂f＇",
    "ampersands": "R&D &copy &amp, AT&T &",
    "percent signs": "100%0A %3Cb%3E %s %(a)s %n ..%2f %2e%2e%2f",
    "SQL": "' OR 1=1; DROP TABLE models; --",
    "iCalendar and CSV": 'a;b,c:d"e,f;BEGIN:VEVENT',
    "shell": "a; id && id & $HOME !id ~ * ?",
    "Markdown": "a *b* **c** _d_ __e__ ~~f~~ $g$ (h) 1. i",
    "mention and issue": "ask @everyone or #1 of octocat/a#1 by a@example.com",
    "ordered list": "1. a",
    "ordered list with a parenthesis": "1) a",
    "escapes of other languages": "u003cb x3c 0x3c =3C",
    "template words": "zzslotcontentzz zzslottitlezz #7*7# @@ a.b",
    "names that scripts know": "constructor __proto__ toString hasOwnProperty",
    "path": "../../etc/passwd /dev/null C:/a",
    "homoglyphs": "аррӏе ＜script＞ ﹤b﹥ ｊavascript：a",
    "right to left": "שלום مرحبا",
    "combined": "Z̤̈ a̶ 👩 🇫🇷",
    "long word": "W" * 120,
    "words of YAML": "no",
    "number of YAML": "1e3",
}
"""What looks hostile and is plain text all the same: published as it was typed."""

URLS_REFUSED: Final = {
    "script address": f"javascript:{RUNS}",
    "script address with a host": f"javascript://example.com/%0a{RUNS}",
    "data address": "data:text/html,<script>a</script>",
    "file": "file:///etc/passwd",
    "no scheme": "//example.com/",
    "http": "http://example.com/",
    "user info": "https://example.com@evil.example/",
    "end of an attribute": 'https://example.com/"onclick="a',
    "markup": "https://example.com/<b>",
    "line break": "https://example.com/\nSet-Cookie:a",
    "encoded line break": "https://example.com/%0d%0aa",
    "space": "https://example.com/a b",
    "backslash": "https://example.com\\@evil.example/",
    "path traversal": "https://example.com/../a",
    "homoglyph": "https://exаmple.com/",
    "punycode": "https://xn--exmple-4nf.com/",
    "template": "https://example.com/{{ 7 * 7 }}",
    "backtick": "https://example.com/`id`",
    "IP address": "https://127.0.0.1/",
}
"""What no address of the catalog may be."""

URLS_PLAIN: Final = {
    "quotes of a shell": "https://example.com/a$(id);id&a=b#c'd".replace("'", "%27"),
    "end of a Markdown link": "https://example.com/a)[b](https://evil.example)",
    "Markdown": "https://example.com/*a*_b_~~c~~!#!",
    "encoded markup": "https://example.com/%3Cb%3E%22",
}
"""Addresses that look hostile and lead where they say."""

IDS_REFUSED: Final = {
    "path traversal": "../../etc/passwd",
    "encoded path traversal": "%2e%2e%2fa",
    "hidden traversal": "a/../../b",
    "absolute path": "/etc/passwd",
    "two slashes": "a//b",
    "quotes": "a\"b'c",
    "shell": "a$(id)",
    "substitution": "a`id`",
    "end of a command": "a;id",
    "new command": "a\nid",
    "SQL": "a'--",
    "option": "--output=a",
    "markup": "<b>",
    "template": "{{a}}",
    "space": "a b",
    "homoglyph": "gрt-4",
    "backslash": "a\\b",
    "comma": "a,b",
    "percent": "a%0Ab",
}
"""What no id may be."""

EVERYTHING: Final = " ¦ ".join(
    value
    for value in (*REFUSED.values(), *PLAIN.values())
    if value.strip() and value.isprintable() and len(value) < 400
)
"""All values that can be seen, as one text."""
