"""Two sites of the same catalog: one with every hostile value in every text, and its twin with tame words there.

The catalog is the example of CONTRIBUTING.md, which has every field. The values are put in after it was read, as if the
schema had let them pass. So whatever differs between the twins, but for those words, was smuggled.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final, NamedTuple

from tests.hostile import EVERYTHING
from tests.small_site import build_small_site

_TAME: Final = re.compile(r"v(\d{4}) tame")


class Twins(NamedTuple):
    """The folders of both sites."""

    hostile: Path
    tame: Path

    @classmethod
    def under(cls, folder: Path) -> Twins:
        """The folders of the sites that are built in `folder`."""
        return cls(folder / "hostile" / "site", folder / "tame" / "site")


def build_twins(folder: Path) -> Twins:
    """Build both sites in `folder`; the tame one last."""
    twins = Twins.under(folder)
    for site in twins:
        name = site.parent.name
        site.parent.mkdir(parents=True)
        options = f'plugins: {{search: {{}}, catalog: {{site: "tests.hostile_site:open_{name}"}}}}'
        build_small_site(site.parent, site, f"\n{options}\n")
    return twins


def hostile(number: int) -> str:
    """Return the text at the place with this number, in the hostile catalog."""
    return f"v{number:04} {EVERYTHING}"


def tame(number: int) -> str:
    """Return the text at the place with this number, in its twin."""
    return f"v{number:04} tame"


def as_hostile(found: Any) -> Any:
    """Return what stands in the tame site as it has to stand in the hostile one."""
    match found:
        case str():
            return _TAME.sub(lambda place: hostile(int(place[1])), found)
        case dict():
            return {as_hostile(key): as_hostile(value) for key, value in found.items()}
        case list():
            return [as_hostile(each) for each in found]
        case tuple():
            return tuple(as_hostile(each) for each in found)
        case _:
            return found
