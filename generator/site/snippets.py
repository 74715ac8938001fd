"""Get started: calls of a route with each SDK that fits it, and a text for a coding agent.

Everything comes from typed fields and is quoted by construction: an id lands inside a JSON string literal, which
Python and TypeScript read the same way, and in the shell inside single quotes. Each template is rendered and
highlighted once, with slots in the place of values, so that thousands of pages pay for filling alone.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple
from urllib.parse import quote

from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

from generator.catalog import RouteEntry, Status, route_status
from generator.schema import Endpoint, Provider
from generator.site.agent_text import agent_text
from generator.site.context import SiteContext
from generator.site.environment import render
from generator.site.shell import Shell, token

KEY_VARIABLE: Final = "API_KEY"
"""Where examples read the key from when the provider names no variable."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """One call, ready to be copied."""

    api: str
    """Whose kind of API is called: `OpenAI`, `Anthropic` or `Google Gemini`."""
    tool: str
    """What makes the call: `curl`, `OpenAI SDK`."""
    language: str
    """`Shell`, `Python` or `TypeScript`."""
    install: str | None
    """The command that installs the SDK."""
    code: str
    html: Markup
    """The same code, highlighted."""


@dataclass(frozen=True, slots=True)
class Examples:
    """How to get started with a route."""

    snippets: tuple[Snippet, ...]
    missing: str | None
    """Why there are no snippets, in a sentence."""
    agent_text: str
    """Plain text to paste into a coding agent."""


class _Sdk(NamedTuple):
    api: str
    name: str
    base_url: str
    """The address that the SDK uses unless told otherwise."""
    key_variable: str
    """The variable that the SDK reads unless told otherwise."""
    version: str
    """The part of the path that the SDK adds to its base URL."""
    python: str
    typescript: str


_SDKS: Final[Mapping[str, _Sdk]] = {
    "openai": _Sdk("OpenAI", "OpenAI SDK", "https://api.openai.com/v1", "OPENAI_API_KEY", "", "openai", "openai"),
    "anthropic": _Sdk(
        "Anthropic",
        "Anthropic SDK",
        "https://api.anthropic.com",
        "ANTHROPIC_API_KEY",
        "/v1",
        "anthropic",
        "@anthropic-ai/sdk",
    ),
    "google": _Sdk(
        "Google Gemini",
        "Google Gen AI SDK",
        "https://generativelanguage.googleapis.com",
        "GEMINI_API_KEY",
        "/v1beta",
        "google-genai",
        "@google/genai",
    ),
}
_CALLS: Final[Mapping[tuple[str, str], str]] = {
    ("openai", "chat"): "/chat/completions",
    # OpenAI's own API answers some models by Responses alone; compatible hosts seldom have it.
    ("openai", "responses"): "/responses",
    ("openai", "embedding"): "/embeddings",
    ("anthropic", "chat"): "/v1/messages",
    ("google", "chat"): "/v1beta/models/{}:generateContent",
    ("google", "embedding"): "/v1beta/models/{}:embedContent",
}
_LANGUAGES: Final[Mapping[str, tuple[str, str]]] = {
    "sh": ("Shell", "bash"),
    "py": ("Python", "python"),
    "ts": ("TypeScript", "typescript"),
}
_SLOTS: Final[Mapping[str, str]] = {
    **{name: token(name) for name in ("model", "base", "key", "url")},
    "limit": "6174",  # a number, so that it is highlighted as one
}
_MOST_TOKENS: Final = 1024


def examples(context: SiteContext, route: RouteEntry) -> Examples:
    """Return what a reader needs to call `route`."""
    missing = _why_missing(context, route)
    snippets: tuple[Snippet, ...] = ()
    if missing is None:
        provider = context.catalog.providers[route.provider_id]
        snippets = tuple(
            snippet for endpoint in _endpoints(provider, route) for snippet in _snippets(context, route, endpoint)
        )
    return Examples(snippets, missing, agent_text(context, route))


def _why_missing(context: SiteContext, route: RouteEntry) -> str | None:
    """Why no example can be given, or None."""
    provider = context.catalog.providers[route.provider_id]
    if route_status(route.route, context.today) is Status.RETIRED:
        return f"{provider.name} retired {route.route.model_id} on {route.route.retires_on}: requests fail."
    kind = _kind(context, route)
    if kind is None:
        return "There are examples for models that write text or make embeddings only."
    endpoints = _endpoints(provider, route)
    if not endpoints:
        return f"We know no public address of an API of {provider.name} that a common SDK can call."
    if not any((endpoint.speaks, kind) in _CALLS for endpoint in endpoints):
        return f"The API of {provider.name} that we know makes no embeddings."
    return None


def _endpoints(provider: Provider, route: RouteEntry) -> list[Endpoint]:
    """The addresses by which a route can be called, one for each protocol."""
    spoken = route.route.speaks or [endpoint.speaks for endpoint in provider.api]
    first = {endpoint.speaks: endpoint for endpoint in reversed(provider.api)}
    return [first[protocol] for protocol in _SDKS if protocol in first and protocol in spoken]


def _kind(context: SiteContext, route: RouteEntry) -> str | None:
    """What to ask for: `chat` or `embedding`; None when neither fits or what comes out is not known."""
    modalities = route.route.modalities or context.catalog.models[route.model_id].model.modalities
    output = modalities.output if modalities else ()
    return "chat" if "text" in output else "embedding" if "embedding" in output else None


def _snippets(context: SiteContext, route: RouteEntry, endpoint: Endpoint) -> list[Snippet]:
    sdk = _SDKS[endpoint.speaks]
    kind = _kind(context, route)
    base = endpoint.base_url.rstrip("/").removesuffix(sdk.version)
    if kind == "chat" and endpoint.speaks == "openai" and base == sdk.base_url:
        kind = "responses"
    if kind is None or (endpoint.speaks, kind) not in _CALLS:
        return []
    key = endpoint.key_variable or KEY_VARIABLE
    model_id = route.route.model_id
    path = _CALLS[endpoint.speaks, kind].format(quote(model_id))
    limit = route.route.max_output_tokens or context.catalog.models[route.model_id].model.max_output_tokens
    values = {"key": key, "limit": str(min(limit or _MOST_TOKENS, _MOST_TOKENS))}
    in_code = {**values, "model": _inside_literal(model_id), "base": _inside_literal(base)}
    in_shell = {
        **values,
        "model": _inside_single_quotes(_inside_literal(model_id)),
        "url": shlex.quote(base + path),
    }
    which = (endpoint.speaks, kind, key != sdk.key_variable, base != sdk.base_url)
    return [
        _filled(sdk.api, "curl", None, "sh", which, in_shell),
        _filled(sdk.api, sdk.name, f"pip install {sdk.python}", "py", which, in_code),
        _filled(sdk.api, sdk.name, f"npm install {sdk.typescript}", "ts", which, in_code),
    ]


def _inside_literal(text: str) -> str:
    """`text` as it stands between the double quotes of a string in JSON, Python and TypeScript."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _inside_single_quotes(text: str) -> str:
    """`text` as it stands between the single quotes of a word of the shell."""
    return text.replace("'", "'\"'\"'")


def _filled(
    api: str,
    tool: str,
    install: str | None,
    extension: str,
    which: tuple[str, str, bool, bool],
    values: Mapping[str, str],
) -> Snippet:
    code, html = _templates(extension, *which)
    # The code is not HTML: its values go in as they are, and are escaped in the highlighted twin.
    plain = code.fill({name: Markup(value) for name, value in values.items()})
    return Snippet(api, tool, _LANGUAGES[extension][0], install, plain, Markup(html.fill(values)))


@cache
def _templates(extension: str, protocol: str, kind: str, own_key: bool, own_base: bool) -> tuple[Shell, Shell]:
    """The code with slots, plain and highlighted in the theme's own markup, which brings its copy button."""
    template = f"snippets/{protocol}.{extension}.jinja"
    code = render(template, kind=kind, own_key=own_key, own_base=own_base, **_SLOTS).rstrip("\n") + "\n"
    lexer = _LANGUAGES[extension][1]
    spans = highlight(code, get_lexer_by_name(lexer), HtmlFormatter(nowrap=True))
    html = f'<div class="language-{lexer} highlight"><pre><span></span><code>{spans}</code></pre></div>'
    used = {name: text for name, text in _SLOTS.items() if text in code}
    return Shell.cut(code, used), Shell.cut(html, used)
