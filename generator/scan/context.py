"""Which provider a file calls: told by addresses, clients, imports and the variables that hold keys.

The same id is retired on different days by different providers, so a finding that names the wrong one is worse than
none. What is nearest and plainest wins; when nothing tells, the caller has to assume the least.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from enum import IntEnum
from typing import Final, NamedTuple

from generator.scan.knowledge import Knowledge


class Weight(IntEnum):
    """How plainly a signal names a provider."""

    HINT = 1
    """An import or a key: one SDK calls many providers."""
    PLAIN = 2
    """An address, a client made for one provider, a setting that names it."""


class Signal(NamedTuple):
    """A sign of a provider in a file."""

    provider: str
    weight: Weight
    line: int
    text: str
    """The words that tell, as they stand there."""


_CLIENTS: Final[Mapping[str, tuple[str, ...]]] = {
    "azure": (
        "AzureOpenAI(", "AzureChatOpenAI(", "AzureOpenAIClient(", "azure_deployment", "azureDeployment",
        "AZURE_OPENAI", "AZURE_OPENAI_", "azure_openai_", "azure_endpoint",
        "openai.azure.com", "services.ai.azure.com", "cognitiveservices.azure.com", "@azure/openai", "@ai-sdk/azure",
        "azurerm_cognitive_deployment",
    ),
    "amazon-bedrock": (
        "bedrock-runtime", "bedrock_runtime", "BedrockRuntime", "ChatBedrock(", "ChatBedrockConverse(",
        "AnthropicBedrock(",
        "arn:aws:bedrock", "@ai-sdk/amazon-bedrock",
    ),
    "google-vertex": (
        "import vertexai", "from vertexai", "aiplatform.googleapis.com", "AnthropicVertex(", "ChatVertexAI(",
        "@google-cloud/vertexai", "@ai-sdk/google-vertex", "vertexai=True",
    ),
    "google": ("ChatGoogleGenerativeAI", "generativelanguage.googleapis.com"),
}  # fmt: skip
"""Words of code that only somebody who calls this provider writes."""

_IMPORTS: Final[Mapping[str, tuple[str, ...]]] = {
    "openai": (
        "import openai", "from openai", '"openai"', "'openai'", "@ai-sdk/openai", "ChatOpenAI", "langchain_openai",
    ),
    "anthropic": (
        "import anthropic", "from anthropic", "@anthropic-ai/sdk", "@ai-sdk/anthropic", "ChatAnthropic",
        "langchain_anthropic",
    ),
    "google": (
        "google.generativeai", "google.genai", "from google import genai", "@google/generative-ai", "@google/genai",
        "@ai-sdk/google",
    ),
    "mistral": ("from mistralai", "import mistralai", "@mistralai/mistralai", "@ai-sdk/mistral", "ChatMistralAI"),
    "cohere": ("import cohere", "from cohere", "cohere-ai", "@ai-sdk/cohere", "ChatCohere"),
    "groq": ("import groq", "from groq", "groq-sdk", "@ai-sdk/groq", "ChatGroq"),
    "together": ("from together", "together-ai", "@ai-sdk/togetherai", "ChatTogether"),
    "fireworks": ("fireworks.client", "@ai-sdk/fireworks", "ChatFireworks"),
    "deepseek": ("@ai-sdk/deepseek", "ChatDeepSeek"),
    "xai": ("xai_sdk", "@ai-sdk/xai", "ChatXAI"),
    "perplexity": ("@ai-sdk/perplexity", "ChatPerplexity"),
    "openrouter": ("@openrouter/ai-sdk-provider", "ChatOpenRouter"),
}  # fmt: skip
"""Words of code that load a provider's own SDK, which may still be pointed elsewhere."""

_OWN_CLIENT: Final = r"(?P<own>(?<![A-Za-z])(?:Async)?(?P<whose>OpenAI|Anthropic)\((?![^)]{0,300}(?i:base_?url)))"
"""The client of an SDK that is not pointed elsewhere."""

_SETTING: Final = r"""(?P<setting>(?i:provider|api_type|backend)["']?\s*[:=]\s*["']?(?P<named>[\w.-]+))"""


class Signals:
    """Finds the signs of providers in files, for the providers of one catalog."""

    def __init__(self, knowledge: Knowledge, names: Mapping[str, str]) -> None:
        found: dict[str, set[tuple[str, Weight]]] = defaultdict(set)
        for provider_id, provider in knowledge.providers.items():
            for host in provider.hosts:
                found[host].add((provider_id, Weight.PLAIN))
            for key in provider.keys:
                found[key].add((provider_id, Weight.HINT))
        for table, weight in ((_CLIENTS, Weight.PLAIN), (_IMPORTS, Weight.HINT)):
            for provider_id, texts in table.items():
                for text in texts:
                    found[text] = {(provider_id, weight)}
        # What several providers share tells nothing: many hosts have the key of the SDK that they copy.
        self._meaning = {text: next(iter(who)) for text, who in found.items() if len(who) == 1}
        self._names = names
        self._longest = sorted(self._meaning, key=lambda text: (-len(text), text))

    def of(self, text: str) -> list[Signal]:
        """Return every sign in a file's text, in order."""
        signals = []
        line, seen = 1, 0
        # To look for hundreds of words one by one and then for the few that are there is much faster than for all.
        there = "|".join(_whole(word) for word in self._longest if word in text)
        pattern = f"{there}|{_OWN_CLIENT}|{_SETTING}" if there else f"{_OWN_CLIENT}|{_SETTING}"
        for found in re.finditer(pattern, text):
            line, seen = line + text.count("\n", seen, found.start()), found.start()
            words = found.group()
            if found["own"] is not None:
                provider, weight = found["whose"].lower(), Weight.PLAIN
            elif found["setting"] is None:
                provider, weight = self._meaning[words]
            elif (named := self._names.get(found["named"].lower())) is not None:
                provider, weight = named, Weight.PLAIN
            else:
                continue
            signals.append(Signal(provider, weight, line, words.rstrip("(")))
        return signals


def _whole(text: str) -> str:
    return re.escape(text) + (r"(?!\w)" if text[-1].isalnum() else "")


def nearest(signals: list[Signal], line: int, serving: frozenset[str]) -> Signal | None:
    """Return the plainest and then nearest sign of one of the providers in `serving`, or None.

    What stands before the line counts as nearer: a client is made first and called after.
    """
    fitting = [signal for signal in signals if signal.provider in serving]
    return min(fitting, key=lambda signal: (-signal.weight, _distance(signal, line)), default=None)


def _distance(signal: Signal, line: int) -> int:
    return line - signal.line if signal.line <= line else 3 * (signal.line - line)
