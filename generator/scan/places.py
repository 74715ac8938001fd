"""Whether a word stands where code writes an id: quoted, assigned, passed, or of a shape that needs no place.

Prose has the same words, so a comment never counts, and the more a word looks like any other, the more its place must
say.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from generator.scan.shapes import Shape, Strength

IGNORE: Final = "catalog: ignore"
"""Written on a line or on the one before, it keeps the line out of the findings."""

_COMMENT: Final = re.compile(r"""[\s"]*(?:\#(?!define\b|\{)|//|/\*|\*\s|--\s|<!--|;|%|(?i:rem)\s)""")
_KEY: Final = re.compile(r"([A-Za-z_$][\w$.-]*)[^\w$]*$")
_MODEL_KEY: Final = re.compile(
    r"(?i)model|engine|deployment|llm|openai$|anthropic$|gemini$|^(?:chat|complete|generate)$"
)
_LINE_KEY: Final = re.compile(
    r"""[\s"'$-]*(?:const |let |var |export |ENV |ARG )?["']?([\w.$-]+)["']?\]?\s*(?::[^=]*)?[:=]"""
)
_FLAG: Final = re.compile(r"--?[\w-]*(?:model|engine|deployment)[\w-]*[ =]+$")
_OPENS: Final = re.compile(r"(?:[:=]|[:=] |=> |[\w\"'\])] [:=] |[:=]\s*[\[(]\s*|,|:-)$")
_ITEM: Final = re.compile(r"\s*-\s+$")
_DEFAULT: Final = re.compile(r"\$\{\w+:?-$")
_CLOSES: Final = re.compile(r"\s*(?:$|[,;\]})&|]|\\?[\"'`]|\s#|\\$)")
_WORD_BEFORE: Final = re.compile(r"(?<![-\w$.])([A-Za-z]{2,}) $")
_WORD_AFTER: Final = re.compile(r" ([A-Za-z]{2,})\b")
_OF_LANGUAGES: Final = frozenset(
    {
        "and", "as", "await", "case", "default", "do", "echo", "elif", "else", "export", "for", "from", "if",
        "in", "is", "let", "match", "not", "or", "return", "set", "then", "to", "unless", "until", "val", "var",
        "when", "where", "while", "with", "yield",
    }
)  # fmt: skip
"""Words that stand beside a quoted value in code; any other makes a sentence of it."""

_NEAR: Final = 400
"""Characters on each side of a word that tell its place. A line of a megabyte is data, and its start tells nothing."""

_QUOTES: Final = "\"'`"


def is_comment(line: str) -> bool:
    """Whether a line holds nothing but a comment."""
    return _COMMENT.match(line) is not None


def ignores(line: str) -> bool:
    """Whether a line asks to be left alone."""
    return IGNORE in line


class Place(NamedTuple):
    """Where a word stands on its line."""

    before: str
    inside: str
    """What of the word stands before the id in it."""
    after: str

    @classmethod
    def of(cls, text: str, begin: int, word: int, id_: int, word_end: int, end: int) -> Place:
        """The place of a word in a text: where its line, it, the id in it, and they end. Only what is near is kept."""
        return cls(
            text[max(begin, word - _NEAR) : word],
            text[word:id_],
            text[word_end : min(end, word_end + _NEAR)].rstrip("\r"),
        )

    def fits(self, shape: Shape, *, provider_known: bool) -> bool:
        """Whether a word of this shape is used as an id here.

        `provider_known` says that the file calls a provider that accepts it, or any provider when nobody is known to.
        """
        if shape.known and (shape.strength is Strength.DATED or (shape.prefix and shape.strength is Strength.BRAND)):
            return True
        quoted = self._quoted()
        if not quoted and not self._assigned():
            return False
        if shape.known and shape.strength is Strength.BRAND:
            return True
        if shape.strength is Strength.WORD:
            return self._keyed() and (provider_known or not shape.id.isalpha())
        return self._keyed() or (quoted and provider_known)

    def _quoted(self) -> bool:
        quote = self.before[-1:]
        # Inside JSON, and so in notebooks, a quote is written with a backslash.
        if not quote or quote not in _QUOTES or not self.after.startswith((quote, f"\\{quote}")):
            return False
        left, right = _WORD_BEFORE.search(self.before[:-1]), _WORD_AFTER.match(self.after[1:])
        if right is not None and right[1].lower() not in _OF_LANGUAGES:
            return False
        return left is None or left[1].lower() in _OF_LANGUAGES or _MODEL_KEY.search(left[1]) is not None

    def _assigned(self) -> bool:
        before = self.before + self.inside
        if _FLAG.search(before):
            return not self.after or self.after[0] in " \t\"'`\\,;)"
        if not _CLOSES.match(self.after):
            return False
        if _ITEM.fullmatch(before) or _DEFAULT.search(before):
            return True
        return _OPENS.search(before) is not None and before.count('"') % 2 == 0

    def _keyed(self) -> bool:
        near, first = _KEY.search(self.before + self.inside), _LINE_KEY.match(self.before)
        return any(found is not None and _MODEL_KEY.search(found[1].rpartition(".")[2]) for found in (near, first))
