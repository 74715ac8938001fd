"""Examples are right for what a route speaks, and no id or address ever leaves the literal that holds it."""

from __future__ import annotations

import ast
import json
import re
import shlex
import subprocess
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalog import RouteEntry
from generator.reading import RouteKey
from generator.schema import Endpoint, Protocol, Route
from generator.site.context import SiteContext
from generator.site.snippets import Examples, Snippet, examples
from tests import small_catalog


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> SiteContext:
    return small_catalog.context(tmp_path_factory.mktemp("catalog"))


def examples_of(context: SiteContext, model_id: str, provider_id: str, position: int = 0) -> Examples:
    key = RouteKey(model_id, provider_id, position)
    return examples(context, next(route for route in context.catalog.routes if route.key == key))


def snippet(found: Examples, api: str, language: str) -> Snippet:
    return next(each for each in found.snippets if (each.api, each.language) == (api, language))


def curl(code: str) -> tuple[str, list[str], object]:
    """The address, the headers and the body that a curl command sends."""
    # Where a line goes on in the next one, shlex leaves a word with the line break alone.
    command, address, *options = (word for word in shlex.split(code) if word != "\n")
    assert command == "curl"
    named = list(zip(options[::2], options[1::2], strict=True))
    (body,) = [value for option, value in named if option == "-d"]
    return address, [value for option, value in named if option == "-H"], json.loads(body)


def typescript_strings(code: str) -> list[str]:
    """The string literals of TypeScript code, read as JSON; fails when what is around them does not balance."""
    closing = {")": "(", "]": "[", "}": "{"}
    strings, open_brackets, rest = [], [], code
    while rest:
        if literal := re.match(r'"(?:[^"\\\n]|\\.)*"', rest):
            strings.append(json.loads(literal.group()))
            rest = rest[literal.end() :]
            continue
        assert rest[0] not in "\"'`", f"a string that does not end: {rest[:60]!r}"
        if comment := re.match(r"//[^\n]*", rest):
            rest = rest[comment.end() :]
            continue
        if rest[0] in closing.values():
            open_brackets.append(rest[0])
        elif rest[0] in closing:
            assert open_brackets.pop() == closing[rest[0]]
        rest = rest[1:]
    assert open_brackets == []
    return strings


def python_strings(code: str) -> list[str]:
    return [
        node.value
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def text_of(each: Snippet) -> str:
    return unescape(re.sub(r"<[^>]*>", "", each.html))


# What is shown for what


def test_every_route_that_answers_text_has_snippets_for_each_protocol_it_speaks(context: SiteContext) -> None:
    found = {route.key: {each.api for each in examples(context, route).snippets} for route in context.catalog.routes}
    every = {"OpenAI", "Anthropic", "Google Gemini"}
    assert found == {
        ("acme/one", "acme", 0): every,
        ("acme/one", "acme", 1): set(),
        ("acme/one", "hosting", 0): every,
        ("acme/one", "vault", 0): set(),
        ("acme/one-mini", "acme", 0): {"Anthropic"},
        ("acme/embed", "acme", 0): every - {"Anthropic"},
        ("acme/embed", "hosting", 0): every - {"Anthropic"},
        ("acme/paint", "acme", 0): set(),
        ("zenith/zen", "hosting", 0): every,
    }


def test_each_protocol_has_curl_python_and_typescript(context: SiteContext) -> None:
    found = [(each.api, each.tool, each.language) for each in examples_of(context, "acme/one", "acme").snippets]
    assert found == [
        ("OpenAI", "curl", "Shell"),
        ("OpenAI", "OpenAI SDK", "Python"),
        ("OpenAI", "OpenAI SDK", "TypeScript"),
        ("Anthropic", "curl", "Shell"),
        ("Anthropic", "Anthropic SDK", "Python"),
        ("Anthropic", "Anthropic SDK", "TypeScript"),
        ("Google Gemini", "curl", "Shell"),
        ("Google Gemini", "Google Gen AI SDK", "Python"),
        ("Google Gemini", "Google Gen AI SDK", "TypeScript"),
    ]


@pytest.mark.parametrize(
    ("model_id", "provider_id", "position", "reason"),
    [
        ("acme/paint", "acme", 0, "There are examples for models that write text or make embeddings only."),
        ("acme/one", "acme", 1, "Acme API retired acme-one-2025-04-14 on 2026-10-23: requests fail."),
        ("acme/one", "vault", 0, "We know no public address of an API of Vault that a common SDK can call."),
    ],
)
def test_where_there_is_no_example_the_reason_is_said(
    context: SiteContext, model_id: str, provider_id: str, position: int, reason: str
) -> None:
    found = examples_of(context, model_id, provider_id, position)
    assert (found.snippets, found.missing) == ((), reason)


def test_an_sdk_is_told_an_address_and_a_key_only_where_they_are_not_its_own(context: SiteContext) -> None:
    for api in ("OpenAI", "Anthropic", "Google Gemini"):
        own = snippet(examples_of(context, "acme/one", "acme"), api, "Python").code
        assert "https://" not in own
        assert "os.environ" not in own
    hosted = examples_of(context, "acme/one", "hosting")
    assert 'base_url="https://api.hosting.com/v1"' in snippet(hosted, "OpenAI", "Python").code
    assert 'os.environ["HOSTING_TOKEN"]' in snippet(hosted, "OpenAI", "Python").code
    assert "process.env.HOSTING_TOKEN" in snippet(hosted, "Anthropic", "TypeScript").code
    assert (
        'httpOptions: { baseUrl: "https://api.hosting.com/google" }'
        in snippet(hosted, "Google Gemini", "TypeScript").code
    )


def test_a_base_url_is_not_given_the_version_that_the_sdk_adds(context: SiteContext) -> None:
    hosted = examples_of(context, "acme/one", "hosting")
    assert "https://api.hosting.com/anthropic" in python_strings(snippet(hosted, "Anthropic", "Python").code)
    assert curl(snippet(hosted, "Anthropic", "Shell").code)[0] == "https://api.hosting.com/anthropic/v1/messages"
    own = examples_of(context, "acme/one", "acme")
    address = curl(snippet(own, "Google Gemini", "Shell").code)[0]
    assert address == "https://generativelanguage.googleapis.com/v1beta/models/acme-one:generateContent"


def test_curl_asks_what_the_sdks_ask(context: SiteContext) -> None:
    own, hosted = examples_of(context, "acme/one", "acme"), examples_of(context, "acme/one", "hosting")
    question = "Say hello in one sentence."
    assert curl(snippet(own, "OpenAI", "Shell").code) == (
        "https://api.openai.com/v1/responses",
        ["Authorization: Bearer $OPENAI_API_KEY", "Content-Type: application/json"],
        {"model": "acme-one", "input": question},
    )
    assert curl(snippet(hosted, "OpenAI", "Shell").code) == (
        "https://api.hosting.com/v1/chat/completions",
        ["Authorization: Bearer $HOSTING_TOKEN", "Content-Type: application/json"],
        {"model": "acme/one:fast", "messages": [{"role": "user", "content": question}]},
    )
    assert curl(snippet(own, "Anthropic", "Shell").code) == (
        "https://api.anthropic.com/v1/messages",
        ["x-api-key: $ANTHROPIC_API_KEY", "anthropic-version: 2026-10-21", "Content-Type: application/json"],
        {"model": "acme-one", "max_tokens": 1024, "messages": [{"role": "user", "content": question}]},
    )


def test_embeddings_are_asked_of_models_that_make_them(context: SiteContext) -> None:
    found = examples_of(context, "acme/embed", "hosting")
    assert curl(snippet(found, "OpenAI", "Shell").code)[0] == "https://api.hosting.com/v1/embeddings"
    assert "client.embeddings.create(" in snippet(found, "OpenAI", "Python").code
    assert "client.models.embed_content(" in snippet(found, "Google Gemini", "Python").code


def test_no_more_output_is_asked_than_the_route_gives(context: SiteContext) -> None:
    found = examples_of(context, "acme/one-mini", "acme")
    assert "max_tokens=512," in snippet(found, "Anthropic", "Python").code


# What is highlighted is what is copied


def test_highlighted_code_is_the_code_in_the_markup_that_the_theme_gives_a_copy_button(context: SiteContext) -> None:
    for route in context.catalog.routes:
        for each in examples(context, route).snippets:
            assert text_of(each) == each.code
            assert re.match(r'<div class="language-\w+ highlight"><pre><span></span><code>', each.html)
            assert each.html.endswith("</code></pre></div>")
            assert '<span class="s' in each.html


# Hostile values, as if the schema let them through

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40) | st.sampled_from(
    [
        "'; rm -rf ~ #",
        '"); import os; os.system("id',
        "$(id)`id`",
        "</code></pre><script>alert(1)</script>",
        "zzslotmodelzz",
        "\\",
        "\u2028${process.exit()}",
        "{{ 7 * 7 }}",
        "a\nb",
        "a?b#c%41",
    ]
)

protocols: st.SearchStrategy[Protocol] = st.sampled_from(["openai", "anthropic", "google"])

Hostile = Callable[[str, str, Protocol], tuple[Snippet, ...]]


@pytest.fixture(scope="module")
def hostile(context: SiteContext) -> Hostile:
    """The snippets for a route whose id and address nobody checked."""

    def made(model_id: str, base_url: str, protocol: Protocol) -> tuple[Snippet, ...]:
        route = RouteEntry(RouteKey("zenith/zen", "hosting", 0), Route.model_construct(model_id=model_id))
        entry = replace(context.catalog.models["zenith/zen"], routes=(route,))
        endpoint = Endpoint.model_construct(speaks=protocol, base_url=base_url, key_variable="HOSTING_TOKEN")
        provider = context.catalog.providers["hosting"].model_copy(update={"api": (endpoint,)})
        catalog = replace(
            context.catalog,
            models={**context.catalog.models, entry.id: entry},
            providers={**context.catalog.providers, "hosting": provider},
        )
        return examples(replace(context, catalog=catalog), route).snippets

    return made


@given(texts, texts, protocols)
def test_no_value_leaves_its_string_literal(hostile: Hostile, model_id: str, base: str, protocol: Protocol) -> None:
    harmless = hostile("plain", "https://plain.example", protocol)
    given_base = base.rstrip("/").removesuffix({"openai": "", "anthropic": "/v1", "google": "/v1beta"}[protocol])
    swapped = {"plain": model_id, "https://plain.example": given_base}
    for read, number in ((python_strings, 1), (typescript_strings, 2)):
        found = read(hostile(model_id, base, protocol)[number].code)
        assert found == [swapped.get(text, text) for text in read(harmless[number].code)]


@given(texts, texts, protocols)
def test_the_shell_sends_exactly_the_values(hostile: Hostile, model_id: str, base: str, protocol: Protocol) -> None:
    address, headers, body = curl(hostile(model_id, base, protocol)[0].code)
    _, harmless_headers, harmless_body = curl(hostile("plain", base, protocol)[0].code)
    assert headers == harmless_headers
    assert isinstance(harmless_body, dict)
    if protocol == "google":
        assert unquote(address).endswith(f"/v1beta/models/{model_id}:generateContent")
        assert body == harmless_body
    else:
        assert address.startswith(base.rstrip("/").removesuffix("/v1" if protocol == "anthropic" else ""))
        assert body == {**harmless_body, "model": model_id}


@given(texts, texts, protocols)
def test_no_value_becomes_markup(hostile: Hostile, model_id: str, base: str, protocol: Protocol) -> None:
    for each in hostile(model_id, base, protocol):
        assert set(re.findall(r"<[^>]*>?", each.html)) <= _TAGS | set(re.findall(r'<span class="\w+">', each.html))
        assert text_of(each) == each.code


_TAGS = {"<pre>", "</pre>", "<span>", "</span>", "<code>", "</code>", "</div>"} | {
    f'<div class="language-{name} highlight">' for name in ("bash", "python", "typescript")
}


def test_the_shell_itself_reads_every_command(context: SiteContext, tmp_path: Path) -> None:
    commands = [
        each.code
        for route in context.catalog.routes
        for each in examples(context, route).snippets
        if each.language == "Shell"
    ]
    script = tmp_path / "commands.sh"
    script.write_text("\n".join(commands))
    done = subprocess.run(["bash", "-n", str(script)], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


# The text for a coding agent


def test_the_text_for_an_agent_says_what_is_known_and_where_it_stands(context: SiteContext) -> None:
    assert examples_of(context, "acme/one", "acme").agent_text == (
        "Use the language model Acme One by Acme, served by Acme API.\n"
        "- Model id in requests: acme-one\n"
        "- Base URL for the OpenAI API: https://api.openai.com/v1, with the key in OPENAI_API_KEY\n"
        "- Base URL for the Anthropic API: https://api.anthropic.com, with the key in ANTHROPIC_API_KEY\n"
        "- Base URL for the Google Gemini API: https://generativelanguage.googleapis.com/v1beta,"
        " with the key in GEMINI_API_KEY\n"
        "- Read the key from the environment. Never write a key into code, tests or commits.\n"
        "- Context window, input and output together: 1,047,576 tokens\n"
        "- Longest output: 32,768 tokens\n"
        "- Input: text, image. Output: text.\n"
        "- Price per million tokens on 2026-11-21: input $0.10; cached input $0.025; output $0.40\n"
        "- Status on 2026-11-21: deprecated, retires on 2027-04-22. It still answers; do not build new things on it.\n"
        "- Replacement: Acme One mini (acme/one-mini), https://example.org/catalog/models/acme/one-mini/\n"
        "- Facts with their sources: https://example.org/catalog/models/acme/one/\n"
        "- The same as JSON: https://example.org/catalog/api/v1/models/acme/one.json\n"
    )


@pytest.mark.parametrize(
    ("model_id", "position", "line"),
    [
        ("acme/one", 1, "- Status on 2026-11-21: retired on 2026-10-23. Requests fail.\n"),
        ("acme/one-mini", 0, "- It may retire any day since 2026-06-01.\n"),
        ("acme/paint", 0, "- Price per image (1024 x 1024): $0.04\n"),
    ],
)
def test_the_text_for_an_agent_says_what_is_special(
    context: SiteContext, model_id: str, position: int, line: str
) -> None:
    assert line in examples_of(context, model_id, "acme", position).agent_text
