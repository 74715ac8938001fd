"""Prices of earlier days -> periods before the first one that a route has.

Within the periods that are known the catalog's own account stands. What lies before a change of tenfold or more is
left out: such a change needs a reason that no data set gives. So is what lies before a difference of region, because a
catalog that lists one price for all regions of a model did not see that of this one change.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, TypeAlias

from generator.schema import MODES
from generator.sync import rates
from generator.sync.draft import Block, Draft
from generator.sync.observation import Prices
from generator.sync.standing import compact, leaves, let_go

_Dated: TypeAlias = tuple[str, str, dict[str, Any]]
"""First day, day of the reading, prices."""

FURTHER: Final = "Further prices were first seen on this day; those known before did not change."


class History:
    """Brings the past of one route up to date."""

    def __init__(self, draft: Draft, path: str, route: Block) -> None:
        self._draft = draft
        self._path = path
        self._route = route

    def take(self, prices: Sequence[Prices], source: str, read_on: date) -> None:
        """Put periods before the first one that is known; within those, the catalog's own account stands."""
        periods: list[Block] = self._route.get("prices", [])
        if not periods:
            return
        first = periods[0]
        dated = [
            (part.from_.isoformat(), (part.read_on or read_on).isoformat(), rates.plain(part.cards))
            for part in prices
            if part.from_
        ]
        for starts, _, theirs in dated:
            if starts >= first["from"]:
                holding = [period for period in periods if period["from"] <= starts]
                if holding and rates.compare(holding[-1], theirs).different:
                    self._leave("an earlier price that differs from the catalog's account", source)
        earlier = [part for part in dated if part[0] < first["from"]]
        if not earlier:
            return
        if first["basis"] != "observed":
            self._leave("a price of before the announced first day", source)
            return
        if any(rates.ORDINARY & rates.compare(first, part[2]).further.keys() for part in earlier):
            # Of some models the catalog leaves out what may be a price of media; the history does not tell them apart.
            self._leave("an earlier price of a kind that the route does not state", source)
            return
        earlier = self._of_this_route(first, earlier, source)
        if not earlier:
            return
        starts, seen, theirs = earlier[-1]
        found = rates.compare(first, theirs)
        stated = {path for path in leaves(first) if path != "from" and path.split(".")[0] in MODES}
        if not found.different and not found.structures and stated <= {*found.same}:
            let_go(first, "from")
            first["from"] = starts
            whole = compact(first, ["from", *found.same])
            first.setdefault("evidence", []).insert(0, {"source": source, "read_on": seen, "supports": whole})
            earlier.pop()
            self._note("replaced", f"prices seen from {starts} already", source)
        elif not found.different and not found.structures:
            first.setdefault("because", FURTHER)
        new = [
            {"from": day, "basis": "observed", **cards, "evidence": [{"source": source, "read_on": seen}]}
            for day, seen, cards in earlier
        ]
        for period in new:
            self._note("added", f"an earlier period from {period['from']}", source)
        periods[:0] = new

    def _of_this_route(self, first: Block, earlier: list[_Dated], source: str) -> list[_Dated]:
        """The periods after the last change that is none: a slipped unit, or the price of another region."""
        kept: list[_Dated] = []
        after = first
        is_regional = bool({*self._route.get("regions", [])} - {"global"})
        for part in reversed(earlier):
            found = rates.compare(after, part[2])
            if found.is_slip:
                self._leave("an earlier price tenfold or more off, and all before it", source)
                break
            if found.is_uplift or (is_regional and found.different):
                self._leave("an earlier price that may be of another region, and all before it", source)
                break
            kept.insert(0, part)
            after = part[2]
        return kept

    def _note(self, kind: Any, what: str, source: str) -> None:
        self._draft.note(self._path, self._route["model_id"], kind, what, source)

    def _leave(self, reason: str, source: str) -> None:
        self._draft.leave(reason, f"{self._path}: {self._route['model_id']} ({source})")
