"""How ids are built: prefixes of organisations and regions, suffixes of variants, dates and versions.

The same weights appear as `claude-haiku-4-5-20251001`, `us.anthropic.claude-haiku-4-5-20251001-v1:0`,
`claude-haiku-4-5@20251001`, `anthropic/claude-haiku-4.5:thinking`. Each rule here takes one part off an id and says
what it meant. No rule decides which model is left; an index of ids that are known does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

_PROFILE = re.compile(r"(us-gov|us|eu|apac|ap|au|jp|ca|sa|global)\.(?=[a-z0-9-]+\.)")
_BEDROCK_VERSION = re.compile(r"-v\d+(?::\d+)?(?::(?:\d+k|mm))?$")
_FIREWORKS = re.compile(r"accounts/[\w-]+/(?:models|routers|deployedModels)/")
_MARKS = re.compile(r"(?:hf:|@cf/|@hf/|models/|workers-ai/|~)")
_POINT = re.compile(r"(?<=\d)p(?=\d)")
_NOT_KEY = re.compile(r"[^a-z0-9]+")
_PACKAGING = re.compile(r"-maas$|-hf$|@default$")
_DATE = re.compile(r"[-@:](?:20\d{6}|20\d{2}-\d{2}-\d{2})$")


@dataclass(frozen=True, slots=True)
class Name:
    """What is left of an id, and what the parts that were taken off meant."""

    text: str
    organisations: tuple[str, ...] = ()
    """Names that stood before it, outermost first."""
    region: str | None = None
    """A region that a prefix named."""
    variant: str | None = None
    """How it differs from the plain model: free, fp8, thinking."""
    is_quantized: bool = False
    """Whether the variant is a smaller or faster form of the weights, which only who has the weights can serve."""
    is_faster: bool = False
    """Whether the variant is a host's faster service, a word that developers also use in names of models."""
    is_mode: bool = False
    """Whether the variant is a word for thinking after a dash, which also tells weights of their own apart."""
    is_dated: bool = False
    """Whether a date was taken off, so that what was named is one snapshot."""


@dataclass(frozen=True, slots=True)
class _Suffix:
    ending: re.Pattern[str]
    variant: str
    """What it means; empty when it says nothing of the model."""
    is_quantized: bool = False
    is_faster: bool = False
    is_mode: bool = False


_SUFFIXES: Final = (
    _Suffix(re.compile(r":free$|\(free\)$|-free$"), "free"),
    _Suffix(re.compile(r":(nitro|floor|exacto|extended|online|batch|beta|flex|priority)$"), r"\1"),
    _Suffix(re.compile(r":thinking$"), "thinking"),
    _Suffix(re.compile(r"-thinking$"), "thinking", is_mode=True),
    _Suffix(re.compile(r"-non-?thinking$|-non-reasoning$"), "without thinking", is_mode=True),
    _Suffix(re.compile(r"-reasoning$"), "thinking", is_mode=True),
    _Suffix(re.compile(r"[:-](?:thinking|reasoning)[:-](low|medium|high|max)$"), r"thinking, \1 effort", is_mode=True),
    _Suffix(
        re.compile(r"[:_-](fp8|fp4|fp16|bf16|int4|int8|nvfp4|awq|gptq|w4a16|4bit|8bit)(?:-dynamic)?$", re.I),
        r"\1",
        is_quantized=True,
    ),
    _Suffix(re.compile(r"-(turbo|fast|lightning)$", re.I), r"\1", is_quantized=True, is_faster=True),
    _Suffix(re.compile(r"-tee$", re.I), "confidential computing", is_quantized=True),
    _Suffix(re.compile(r"-maas$|-hf$|@default$"), ""),
    _Suffix(re.compile(r"[-@]latest$|:latest$"), ""),
)


def key(text: str) -> str:
    """Return a form of an id in which case, dots, dashes and underscores do not matter."""
    return _NOT_KEY.sub("-", text.lower()).strip("-")


def parts(api_id: str) -> Name:
    """Return the id without what stands before the model's own name."""
    text = _FIREWORKS.sub("", api_id)
    is_fireworks = text != api_id
    while found := _MARKS.match(text):
        text = text[found.end() :]
    region = None
    *before, last = text.split("/")
    if profile := _PROFILE.match(last):
        region, last = profile[1], last[profile.end() :]
    vendor, dot, rest = last.partition(".")
    if dot and vendor.isalpha() and (_BEDROCK_VERSION.search(rest) or len(vendor) > 2) and not rest[:1].isdigit():
        before.append(vendor)
        last = rest
    if is_fireworks:
        last = _POINT.sub(".", last)
    return Name(last, tuple(part for part in before if part), region)


def plain(api_id: str) -> str:
    """Return an id without what hosts put before and after a model's own name."""
    return _PACKAGING.sub("", _BEDROCK_VERSION.sub("", parts(api_id).text))


def forms(name: Name) -> Iterator[Name]:
    """Yield the name as it is, then with one part after the other taken off its end."""
    yield name
    shorter = replace(name, text=_BEDROCK_VERSION.sub("", name.text))
    if shorter != name:
        yield shorter
    for _ in range(4):
        found = _without_suffix(shorter)
        if found is None:
            return
        shorter = found
        yield shorter


def _without_suffix(name: Name) -> Name | None:
    date = _DATE.search(name.text)
    if date and not name.is_dated:
        return replace(name, text=name.text[: date.start()], is_dated=True)
    for suffix in _SUFFIXES:
        found = suffix.ending.search(name.text)
        if found and found.start() > 0:
            meaning = found.expand(suffix.variant).lower()
            variant = ", ".join(word for word in (meaning, name.variant) if word) or None
            is_quantized = name.is_quantized or suffix.is_quantized
            is_faster = name.is_faster or suffix.is_faster
            is_mode = name.is_mode or suffix.is_mode
            taken = replace(name, variant=variant, is_quantized=is_quantized, is_faster=is_faster, is_mode=is_mode)
            return replace(taken, text=name.text[: found.start()])
    return None
