"""Which runs of characters may be model ids, told by their shape alone.

A word that the catalog knows is an id in any dress: behind a provider's name, in an address, fine-tuned. A word that it
does not know is a look-alike only when it begins with a brand of models, has a version, and is made of words that known
ids are made of: `gpt-5-ultra` is one, `gpt-3-encoder`, a library, is not. With a slip in a single word, as in
`gpt-4.1-nanoo`, it is one where a key says that it names a model.

Hundreds of thousands of different words go through here, and nearly all are neither. One look into a set and one
pattern over all of a file's new words, both outside Python's own loop, leave the few that are worth taking apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import cached_property
from typing import Final, NamedTuple

from generator.scan.knowledge import Knowledge

ID_CHARACTERS: Final = r"A-Za-z0-9._:/@+~-"
"""What ids are made of, as it stands inside a class of a pattern."""

_BRANDS: Final = (
    "chatgpt", "claude", "codestral", "davinci", "deepseek", "devstral", "doubao", "ernie", "gemini", "gemma",
    "glm", "gpt", "grok", "hunyuan", "jamba", "kimi", "llama", "magistral", "ministral", "mistral", "mixtral",
    "nemotron", "phi", "pixtral", "qvq", "qwen", "qwq", "voxtral",
)  # fmt: skip
"""Words that stand for nothing but models, so that an id that begins with one needs little context to be one."""

_BRANDED: Final = re.compile(rf"(?:.*[/.:~@]|.*--)?(?:(?:{'|'.join(_BRANDS)})[-.\d]|o[1345]-[a-z\d])")
_VERSIONED: Final = re.compile(rf"(?:(?:{'|'.join(_BRANDS)})-?v?\d|(?:{'|'.join(_BRANDS)})-[a-z-]+-\d|o[1345]-)")
_DATED: Final = re.compile(r"[-@](?:20\d{6}|20\d\d-\d\d-\d\d)\b|-v\d:\d")
_IN_ADDRESS: Final = re.compile(
    r"(?:(?:.*[/:])?(?:publishers/[\w-]+/models|deployments|foundation-model|inference-profile)/([^/:]+(?::\d+)?)(?:[:/].*)?"
    r"|(?:.*/)?models/([^/:]+)(?::[a-z]+[A-Z]?[A-Za-z]*)?)"
)
_FINE_TUNED: Final = re.compile(r"ft:([^:]+)(?::.*)?")
_WORTH_A_LOOK: Final = re.compile(
    rf"^(?:(?:{'|'.join(_BRANDS)}|o[1345]-).*|[.:/+-].*|[^/:\n]+[/:].+)$".encode(), re.MULTILINE
)
_FILE: Final = re.compile(r".*\.[a-z]{2,5}$")
_WORD_ENDS: Final = re.compile(r"[-_.:/@~+]+")


class Strength(IntEnum):
    """How much context a word needs before it counts as an id."""

    WORD = 1
    """It could be any word: `nova`, `o1`. It needs a key such as `model`, and a plain word the provider as well."""
    NAME = 2
    """It has a shape of its own, as `tts-1` has: a key or the provider will do."""
    BRAND = 3
    """It begins with a brand: to be quoted or assigned will do."""
    DATED = 4
    """No other text looks like it: `claude-3-opus-20240229`."""


class Shape(NamedTuple):
    """A word that may be an id, and where in the word the id is."""

    id: str
    start: int
    """Characters of the word before the id."""
    strength: Strength
    known: bool
    prefix: str = ""
    """The provider that is named before the id or at its beginning: `azure` for `azure:gpt-4o`."""


class Shapes:
    """Tells the shape of words, for the ids of one catalog."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self.prefixes = {
            name: provider_id
            for provider_id, provider in knowledge.providers.items()
            for name in (provider_id, *provider.names)
        } | _PREFIXES
        """Words before ids that name a provider, with its id."""

    def worth_a_look(self, words: set[bytes]) -> set[bytes]:
        """Return those of `words` that may be ids; what is left out cannot be."""
        return (words & self._exact) | set(_WORTH_A_LOOK.findall(b"\n".join(words)))

    @cached_property
    def _exact(self) -> frozenset[bytes]:
        """Every id that stands alone, as it is and at the end of a sentence."""
        ids = {*self._knowledge.ids, *self._knowledge.cased_ids()}
        return frozenset(f"{text}{mark}".encode() for text in ids for mark in ("", ".", ":"))

    def of(self, word: str) -> Shape | None:
        """Return the shape of a word, or None when it cannot be an id."""
        text = word.rstrip(".:/-+~@")
        lead = len(text) - len(text.lstrip(".:/-+"))
        text = text[lead:]
        for start, part, prefix in self._parts(text):
            if self._knows(part):
                head, slash, _ = part.partition("/")
                prefix = prefix or (self.prefixes.get(head.lower(), "") if slash else "")
                return Shape(part, lead + start, _strength(part), True, prefix)
        for start, part, prefix in self._parts(text):
            if strength := self._looks_alike(part):
                return Shape(part, lead + start, strength, False, prefix)
        return None

    def _parts(self, text: str) -> Iterator[tuple[int, str, str]]:
        """The pieces of a word that may be the id, the longest first."""
        yield 0, text, ""
        if "/" not in text and ":" not in text:
            return
        if found := _IN_ADDRESS.fullmatch(text):
            group = 1 if found[1] else 2
            yield found.start(group), found[group], ""
        if found := _FINE_TUNED.fullmatch(text):
            yield found.start(1), found[1], ""
        for place, character in enumerate(text):
            if character in "/:":
                before = text[:place].lower()
                prefix = self.prefixes.get(before)
                if prefix or before in _KEYS:
                    rest = text[place + 1 :].lstrip("-")
                    yield len(text) - len(rest), rest, prefix or ""
        base, colon, variant = text.rpartition(":")
        if colon and variant.isalpha():
            # A gateway's word for a way of service: `:free`, `:online`.
            yield 0, base, ""

    def _knows(self, text: str) -> bool:
        lower = text.lower()
        if lower not in self._knowledge.ids:
            return False
        if text == lower:
            return True
        # "GPT-4o" is a name; an id has the capitals that some API has.
        return any(text.endswith(route.id) for route in self._knowledge.routes(lower))

    def _looks_alike(self, text: str) -> Strength | None:
        """How much context an unknown word needs to be a look-alike, or None when it is none."""
        if not _VERSIONED.match(text) or len(text) > 64 or _FILE.match(text):
            return None
        strange = [word for word in _WORD_ENDS.split(text) if word not in self._words and not word.isdigit()]
        if not strange:
            return Strength.BRAND
        is_slip = len(strange) == 1 and _may_slip(strange[0]) and not self._slips.isdisjoint(_slips(strange[0]))
        return Strength.WORD if is_slip else None

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(word for text in self._knowledge.ids for word in _WORD_ENDS.split(text))

    @cached_property
    def _slips(self) -> frozenset[str]:
        return frozenset(slip for word in self._words if _may_slip(word) for slip in _slips(word))


def _may_slip(word: str) -> bool:
    """Whether a word is long enough to be told when a letter of it is wrong."""
    return len(word) > 3 and word.isalpha()


def _slips(word: str) -> set[str]:
    """A word, and all that is left of it without one letter: two words that share one differ by a slip."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


_PREFIXES: Final = {
    "aws": "amazon-bedrock",
    "azure-openai": "azure",
    "azure_openai": "azure",
    "bedrock": "amazon-bedrock",
    "gemini": "google",
    "google-gla": "google",
    "google-vertex": "google-vertex",
    "google_genai": "google",
    "google_vertexai": "google-vertex",
    "mistralai": "mistral",
    "together_ai": "together",
    "vertex": "google-vertex",
    "vertex_ai": "google-vertex",
}
"""How well-known SDKs write a provider before an id, where the catalog does not know it already."""

_KEYS: Final = frozenset({"model", "deployment", "engine"})


def _strength(text: str) -> Strength:
    lower = text.lower()
    if _DATED.search(lower) and len(lower) > 12:
        return Strength.DATED
    if _BRANDED.match(lower):
        return Strength.BRAND
    if any(character.isdigit() for character in lower) and not lower.isalnum() and len(lower) > 3:
        return Strength.NAME
    return Strength.WORD
