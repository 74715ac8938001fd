"""How ids are built: prefixes of organisations and regions, suffixes of variants, dates and versions.

The same weights appear as `claude-haiku-4-5-20251001`, `us.anthropic.claude-haiku-4-5-20251001-v1:0`,
`claude-haiku-4-5@20251001`, `anthropic/claude-haiku-4.5:thinking`. Each rule here takes one part off an id and says
what it meant. No rule decides which model is left; an index of ids that are known does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from generator.schema.identity import key

__all__ = ["Name", "day_of", "forms", "key", "parts", "plain", "undated"]

_PROFILE = re.compile(r"(us-gov|us|eu|apac|ap|au|jp|ca|sa|in|global)\.(?=[a-z0-9-]+\.)")
_BEDROCK_VERSION = re.compile(r"-v\d+(?::\d+)?(?::(?:\d+k|mm))?$")
_VENDOR = re.compile(r"[A-Za-z]+(?:\d\d)?")  # the digits are those of ai21
_FIREWORKS = re.compile(r"accounts/[\w-]+/(?:models|routers|deployedModels)/")
_MARKS = re.compile(r"(?:hf:|@cf/|@hf/|models/|workers-ai/|~)")
_POINT = re.compile(r"(?<=\d)p(?=\d)")
_PACKAGING = re.compile(r"-maas$|-hf$|@default$")
_DATE = re.compile(r"[-@:](20\d{6}|20\d{2}-\d{2}-\d{2})$")


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
    dated: str | None = None
    """The name with the date that was taken off, so that what was named is one snapshot."""


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
    _Suffix(re.compile(r"[:-]thinking:(\d{3,6})$"), r"thinking, \1 tokens", is_mode=True),
    _Suffix(
        re.compile(r"[:_-](fp8|fp4|fp16|bf16|int4|int8|nvfp4|awq|gptq|w4a16|4bit|8bit)(?:-dynamic)?$", re.I),
        r"\1",
        is_quantized=True,
    ),
    _Suffix(re.compile(r"-(turbo|fast|lightning)$", re.I), r"\1", is_quantized=True, is_faster=True),
    _Suffix(re.compile(r"-tee$", re.I), "confidential computing", is_quantized=True),
    _Suffix(re.compile(r"-maas$|-hf$|@default$"), ""),
    _Suffix(re.compile(r"[-@]latest$|:latest$"), ""),
    _Suffix(re.compile(r"@(eu|us|apac|global)$"), r"region \1"),
)


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
    is_long = len(vendor) > 2 or _BEDROCK_VERSION.search(rest)
    if dot and _VENDOR.fullmatch(vendor) and is_long and not rest[:1].isdigit():
        before.append(vendor)
        last = rest
    if is_fireworks:
        last = _POINT.sub(".", last)
    return Name(last, tuple(part for part in before if part and not part.startswith("@")), region)


def plain(api_id: str) -> str:
    """Return an id without what hosts put before and after a model's own name."""
    return _PACKAGING.sub("", _BEDROCK_VERSION.sub("", parts(api_id).text))


def undated(text: str) -> str:
    """Return an id without a full date at its end."""
    return _DATE.sub("", text)


def day_of(text: str) -> date | None:
    """The day at the end of an id, None where there is none or no such day."""
    found = _DATE.search(text)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


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
    if name.dated is None and _DATE.search(name.text):
        return replace(name, text=undated(name.text), dated=name.text)
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
