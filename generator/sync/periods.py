"""Prices of a source -> periods of a route.

A price is a statement about a day. The same prices again are evidence; prices nobody gave before begin a period that
says so; another price is a change only when the source that stated ours says so itself, or when two sources agree on
it. Until then it is a report that contradicts ours. A slipped unit changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from generator.schema import MODES, Source
from generator.sync import rates
from generator.sync.draft import Block, Draft
from generator.sync.history import FURTHER, History
from generator.sync.observation import Prices
from generator.sync.standing import (
    compact,
    covers,
    is_dataset,
    leaves,
    let_go,
    put,
    rename,
    report,
    support,
    supporters,
)

_WITHOUT_THRESHOLD: Final = "datasets/models-dev"
_NAMED_THRESHOLD: Final = 200_000
"""The threshold in a field's name, under which models.dev also puts tiers that begin elsewhere."""


class Periods:
    """Brings the prices of one route up to date."""

    def __init__(self, draft: Draft, path: str, route: Block, sources: Mapping[str, Source]) -> None:
        self._draft = draft
        self._path = path
        self._route = route
        self._sources = sources

    def take(self, prices: Sequence[Prices], source: str, read_on: date) -> None:
        """Take what a source read on a day says that the route costs and did cost."""
        if not prices:
            return
        if any(part.from_ for part in prices):
            History(self._draft, self._path, self._route).take(prices, source, read_on)
        current = prices[-1]
        if current.until is None:
            self._current(current, source, max(read_on, current.from_ or read_on))

    def _current(self, prices: Prices, source: str, read_on: date) -> None:
        theirs = rates.plain(prices.cards)
        if prices.mixes_media:
            sure = rates.unmixed(theirs)
            if sure != theirs:
                self._leave("a price that may be of text or of media", source)
            theirs = sure
            if not theirs:
                return
        periods: list[Block] = self._route.get("prices", [])
        if not periods:
            if self._route.get("retires_on", "9999") <= (prices.from_ or read_on).isoformat():
                self._leave("a price of a route that had ended", source)
            else:
                self._begin(theirs, prices, source, read_on)
            return
        period = periods[-1]
        day = read_on.isoformat()
        if prices.currency != period.get("currency", "USD"):
            self._leave("a price in another currency", source)
        elif min(period.get("until", "9999"), self._route.get("retires_on", "9999")) <= day:
            self._ended(period, theirs, source, day)
        elif day < period["from"]:
            self._earlier(periods, theirs, source, day)
        else:
            self._compared(period, theirs, prices, source, read_on)

    def _ended(self, period: Block, theirs: dict[str, Any], source: str, day: str) -> None:
        """What a source still lists of a route that ended is evidence where it agrees, and no new price."""
        found = rates.compare(period, theirs)
        if found.different or found.further or not found.same:
            self._leave("a price of a route that had ended", source)
        else:
            self._confirm(period, found.same, source, day)

    def _earlier(self, periods: list[Block], theirs: dict[str, Any], source: str, day: str) -> None:
        """A reading of before the last change is evidence for the period that held then, and nothing else."""
        holding = [period for period in periods if period["from"] <= day]
        found = rates.compare(holding[-1], theirs) if holding else None
        if found is None or found.different or not found.same:
            self._leave("a price of before the last change", source)
        else:
            self._confirm(holding[-1], found.same, source, day)

    def _compared(self, period: Block, theirs: dict[str, Any], prices: Prices, source: str, read_on: date) -> None:
        found = rates.compare(period, theirs)
        if found.structures:
            self._leave("tiers or prices per unit that differ", source)
        self._thresholds(period, found, source, read_on)
        if found.is_uplift:
            self._leave("the tenth that regional endpoints cost more or less", source)
        elif found.different and found.is_slip:
            self._leave("a price tenfold or more off, which is a slipped unit until somebody looks", source)
        elif found.different and self._changed(period, found, theirs, prices, source, read_on):
            return
        elif found.is_sound and (found.same or not found.different):
            if found.further or found.longer:
                period = self._further(period, found, source, read_on)
            self._confirm(period, found.same, source, read_on.isoformat())
        else:
            self._confirm(period, found.same, source, read_on.isoformat())

    def _thresholds(self, period: Block, found: rates.Comparison, source: str, read_on: date) -> None:
        """A tier that models.dev calls `context_over_200k` begins where another source says."""
        day = read_on.isoformat()
        for path, tiers in found.moved.items():
            mode, name = path.split(".")
            entries = supporters(period, path)
            if (
                source != _WITHOUT_THRESHOLD
                and period[mode][name][0]["above_input_tokens"] == _NAMED_THRESHOLD
                and all(entry["source"] == _WITHOUT_THRESHOLD for entry in entries)
            ):
                let_go(period, path)
                put(period, path, tiers)
                support(period, source, day, [path])
                self._note("replaced", f"{path}: from {tiers[0]['above_input_tokens']} tokens", source)
            else:
                self._leave("a tier of the same prices from another threshold", source)

    def _confirm(self, period: Block, paths: list[str], source: str, day: str) -> None:
        if support(period, source, day, paths):
            self._note("confirmed", f"prices from {period['from']}", source)

    def _further(self, period: Block, found: rates.Comparison, source: str, read_on: date) -> Block:
        """Add prices that nobody gave before: to the period when it began that day, else to one of their own."""
        day = read_on.isoformat()
        if day < max((entry["read_on"] for entry in period.get("evidence", [])), default=""):
            self._leave("further prices that are older than what is known", source)
            return period
        if period["from"] != day:
            carried = _carried(period)
            period = {"from": day, "basis": "observed", "because": FURTHER, **carried}
            self._route["prices"].append(period)
            support(period, source, day, ["from"])
        for mode in found.lifetimes:
            old, new = f"{mode}.cache_write", f"{mode}.cache_write_5m"
            rename(period, old, new)
            found.same = [new if path == old else path for path in found.same]
        names = [*found.further, *found.longer]
        for path in found.longer:
            # Nobody else vouches for the longer list.
            let_go(period, path)
        for path, value in {**found.further, **found.longer}.items():
            put(period, path, value)
        support(period, source, day, names)
        self._note("added", f"further prices from {day}: {', '.join(names)}", source)
        return period

    def _changed(
        self,
        period: Block,
        found: rates.Comparison,
        theirs: dict[str, Any],
        prices: Prices,
        source: str,
        read_on: date,
    ) -> bool:
        """Begin a period with another price, or report it; return whether a period began."""
        day = read_on.isoformat()
        starts = (prices.from_ or read_on).isoformat()
        named = f"{_pairs(found)}"
        own = [path for path in found.different if self._is_read(period, path)]
        changed_its_mind = all(self._said_before(period, path, source, day) for path in found.different)
        seconded = self._seconded(period, found, source)
        is_news = max(starts, period["from"]) == starts and starts != period["from"]
        if is_news and not own and (changed_its_mind or seconded):
            kept = {key: period[key] for key in ("currency",) if key in period}
            new: Block = {"from": starts, "basis": "observed", **kept, **theirs}
            new["evidence"] = [{"source": source, "read_on": day}]
            for other, other_day in seconded:
                support(new, other, other_day, [path for path in found.different if path in leaves(new)])
                for path in found.different:
                    _forget(period, other, path)
            self._route["prices"].append(new)
            self._note("added", f"a period from {starts}: {named}", source)
            return True
        for path, (_, price) in found.different.items():
            others = [entry for entry in supporters(period, path) if entry["source"] != source]
            if others and report(period, source, day, path, rates.shown(price)):
                self._note("disputed", f"{path} {found.different[path][0]}: reported as {price}", source)
            elif not others:
                self._leave("a price that differs from the same source's own of the same day", source)
        return False

    def _is_read(self, period: Block, path: str) -> bool:
        """Whether somebody read our price in a document rather than in another catalog."""
        return not all(is_dataset(entry["source"], self._sources) for entry in supporters(period, path))

    def _said_before(self, period: Block, path: str, source: str, day: str) -> bool:
        """Whether the source itself stated our price before, and nobody has read ours on or after its new word."""
        entries = supporters(period, path)
        own = [entry for entry in entries if entry["source"] == source and entry["read_on"] < day]
        return bool(own) and not any(entry["read_on"] >= day for entry in entries)

    def _seconded(self, period: Block, found: rates.Comparison, source: str) -> list[tuple[str, str]]:
        """Other sources that report the same new prices, each read after everybody who states ours."""
        voices = []
        for entry in period.get("evidence", []):
            reports = entry.get("reports", {})
            agrees = all(str(reports.get(path)) == str(rates.shown(new)) for path, (_, new) in found.different.items())
            stale = [item["read_on"] for path in found.different for item in supporters(period, path)]
            if entry["source"] != source and agrees and entry["read_on"] > max(stale, default=""):
                voices.append((entry["source"], entry["read_on"]))
        return voices

    def _begin(self, theirs: dict[str, Any], prices: Prices, source: str, read_on: date) -> None:
        starts = prices.from_ or read_on
        period: Block = {"from": starts.isoformat(), "basis": "observed"}
        if prices.currency != "USD":
            period["currency"] = prices.currency
        period.update(theirs)
        period["evidence"] = [{"source": source, "read_on": read_on.isoformat()}]
        self._route.setdefault("prices", []).append(period)
        self._note("added", f"prices from {starts}", source)

    def _note(self, kind: Any, what: str, source: str) -> None:
        self._draft.note(self._path, self._route["model_id"], kind, what, source)

    def _leave(self, reason: str, source: str) -> None:
        self._draft.leave(reason, f"{self._path}: {self._route['model_id']} ({source})")


def _carried(period: Block) -> Block:
    """The prices of a period with their evidence, to be carried into the next."""
    kept: Block = {key: period[key] for key in ("currency",) if key in period}
    for mode in MODES:
        if mode in period:
            kept[mode] = dict(period[mode])
    evidence: list[Block] = []
    for entry in period.get("evidence", []):
        stated = [path for path in leaves(kept) if covers(entry, path)]
        reports = {path: value for path, value in entry.get("reports", {}).items() if path in leaves(kept)}
        if stated or reports:
            copied: Block = {"source": entry["source"], "read_on": entry["read_on"]}
            if stated:
                copied["supports"] = compact(kept, stated)
            if reports:
                copied["reports"] = reports
            evidence.append(copied)
    kept["evidence"] = evidence
    return kept


def _forget(period: Block, source: str, path: str) -> None:
    for entry in period.get("evidence", []):
        if entry["source"] == source:
            entry.get("reports", {}).pop(path, None)
    period["evidence"] = [
        {key: value for key, value in entry.items() if key != "reports" or value}
        for entry in period.get("evidence", [])
        if entry.get("supports") or entry.get("reports") or ("reports" not in entry and "supports" not in entry)
    ]


def _pairs(found: rates.Comparison) -> str:
    return ", ".join(f"{path} {old} -> {new}" for path, (old, new) in found.different.items())
