"""A themed page with holes in it.

Rendering the theme costs milliseconds and gives the same bytes around every page of one kind, so
it is rendered once with tokens where the page's own words belong. Cutting the result at the tokens
leaves a list of literals; filling it is one join. Nothing here knows which generator made the HTML.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import escape

MARK = "zzslot"


class SlotError(ValueError):
    """The theme did not print a slot as it was given, so pages would come out wrong."""


def token(name: str) -> str:
    """A word to put where `name` belongs.

    Lower-case letters only: escaping for HTML, encoding for URLs and slugging leave it alone.
    """
    if not re.fullmatch("[a-z]+", name):
        raise ValueError(f"a slot is named with lower-case letters, not {name!r}")
    return f"{MARK}{name}zz"


@dataclass(frozen=True, slots=True)
class Shell:
    """HTML cut at its slots: literals at even places, the names of the slots between them."""

    parts: tuple[str, ...]

    @classmethod
    def cut(cls, html: str, slots: Mapping[str, str]) -> "Shell":
        """Cut `html` where the text of each slot stands (name -> text).

        Raises SlotError when a slot is missing, or when a token is left that no slot covers (the
        theme changed it on the way).
        """
        names = {text: name for name, text in slots.items()}
        longest_first = sorted(names, key=len, reverse=True)
        parts = re.split("(" + "|".join(map(re.escape, longest_first)) + ")", html)
        found = set(parts[1::2])
        if missing := sorted(name for text, name in names.items() if text not in found):
            raise SlotError(f"the theme printed no {' and no '.join(missing)}: print each slot in the template")
        for literal in parts[0::2]:
            if (at := literal.find(MARK)) >= 0:
                raise SlotError(
                    f"the theme changed a slot: {literal[max(0, at - 40) : at + 60]!r}. "
                    "Print slots unchanged, without filters that shorten or rename."
                )
        parts[1::2] = [names[text] for text in parts[1::2]]
        return cls(tuple(parts))

    def fill(self, values: Mapping[str, str]) -> str:
        """The page with `values` in its slots.

        A plain string is escaped so that it is safe as text and inside a quoted attribute;
        Markup goes in as it is. Values for slots that this shell has not are ignored.
        """
        out = list(self.parts)
        safe = {name: str(escape(values[name])) for name in set(out[1::2])}
        out[1::2] = [safe[name] for name in out[1::2]]
        return "".join(out)
