"""When a route ends: firm days, floors, and days of which a source does not tell which they are.

A day of unknown kind confirms whichever of the two it equals. It becomes a firm day only at providers whose pages
announce nothing else, which is a decision of the table. A floor never becomes a retirement.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from generator.schema import Source
from generator.sync.draft import Block, Draft
from generator.sync.observation import Lifecycle
from generator.sync.standing import is_primary, put, replace, report, support, supporters, value_at


class Endings:
    """Brings the lifecycle of one route up to date."""

    def __init__(
        self,
        draft: Draft,
        path: str,
        route: Block,
        own: Collection[str],
        sources: Mapping[str, Source],
        resolve: Callable[[str], str | None],
    ) -> None:
        self._draft = draft
        self._path = path
        self._route = route
        self._own = own
        self._sources = sources
        self._resolve = resolve

    def take(self, lifecycle: Lifecycle, source: str, read_on: str, *, is_firm: bool) -> None:
        """Take what a source read on a day says; `is_firm` when its days of unknown kind are firm here."""
        firm, floor = lifecycle.retires_on, lifecycle.retires_no_earlier_than
        unclear = lifecycle.ends_on
        if unclear is not None:
            day = unclear.isoformat()
            if self._route.get("retires_on") == day or (is_firm and "retires_no_earlier_than" not in self._route):
                firm = firm or unclear
            elif self._route.get("retires_no_earlier_than") == day:
                floor = floor or unclear
            else:
                self._leave("an end of which the source does not tell whether it is firm", source)
        if firm is not None:
            self._firm(firm, source, read_on)
        elif floor is not None:
            self._floor(floor, source, read_on)
        if lifecycle.deprecated_on is not None and (firm or floor or "retires_on" in self._route):
            self._day("deprecated_on", lifecycle.deprecated_on, source, read_on)
        self._replacement(lifecycle.replacements, source, read_on)

    def _firm(self, day: date, source: str, read_on: str) -> None:
        floor = self._route.get("retires_no_earlier_than")
        if floor is None:
            self._day("retires_on", day, source, read_on)
        elif day.isoformat() == floor:
            self._leave("a firm day that equals a floor, so that one of the two is misread", source)
        elif any(entry["read_on"] > read_on for entry in supporters(self._route, "retires_no_earlier_than")):
            self._leave("a firm day that is older than a floor", source)
        else:
            # What was promised until then is kept as the past of the end that is now announced.
            past = {
                "field": "retires_no_earlier_than",
                "value": floor,
                "until": read_on,
                "evidence": [
                    {"source": entry["source"], "read_on": entry["read_on"]}
                    for entry in supporters(self._route, "retires_no_earlier_than")
                ],
            }
            if self._is_own("retires_no_earlier_than") and not is_primary(source, self._own, self._sources):
                self._leave("a firm day beside a floor of the provider's own", source)
                return
            self._drop("retires_no_earlier_than")
            self._route.setdefault("was", []).append(past)
            self._day("retires_on", day, source, read_on)

    def _floor(self, day: date, source: str, read_on: str) -> None:
        if "retires_on" in self._route:
            self._leave("a floor of a route whose end is firm", source)
        else:
            self._day("retires_no_earlier_than", day, source, read_on)

    def _day(self, field: str, day: date, source: str, read_on: str) -> None:
        value = day.isoformat()
        ours = self._route.get(field)
        if ours is None:
            if not self._is_in_order(field, value):
                self._leave(f"{field} out of order with the route's other days", source)
                return
            put(self._route, field, value)
            support(self._route, source, read_on, [field])
            self._note("added", f"{field}: {value}", source)
        elif ours == value:
            if support(self._route, source, read_on, [field]):
                self._note("confirmed", f"{field}: {value}", source)
        else:
            self._moved(field, ours, value, source, read_on)

    def _moved(self, field: str, ours: str, value: str, source: str, read_on: str) -> None:
        entries = supporters(self._route, field)
        others = [entry for entry in entries if entry["source"] != source]
        if any(past["field"] == field and past["value"] == value for past in self._route.get("was", [])):
            self._leave(f"an earlier {field} that the catalog keeps as past", source)
        elif not others and entries and all(entry["read_on"] < read_on for entry in entries):
            past = {
                "field": field,
                "value": ours,
                "until": read_on,
                "evidence": [{"source": entry["source"], "read_on": entry["read_on"]} for entry in entries],
            }
            self._route.setdefault("was", []).append(past)
            replace(self._route, field, value, source, read_on)
            self._note("replaced", f"{field}: {ours} -> {value}", source)
        elif others and report(self._route, source, read_on, field, value):
            self._note("disputed", f"{field}: {ours}, reported as {value}", source)

    def _replacement(self, ids: tuple[str, ...], source: str, read_on: str) -> None:
        models = {model_id for text in ids if (model_id := self._resolve(text)) is not None}
        if ids and len(models) != 1:
            self._leave("a replacement that is no one model of the catalog", source)
            return
        for model_id in models:
            ours = self._route.get("replacement")
            if ours is None and {"deprecated_on", "retires_on"} & self._route.keys():
                put(self._route, "replacement", model_id)
                support(self._route, source, read_on, ["replacement"])
                self._note("added", f"replacement: {model_id}", source)
            elif ours == model_id and support(self._route, source, read_on, ["replacement"]):
                self._note("confirmed", f"replacement: {model_id}", source)
            elif ours is not None and ours != model_id:
                self._leave("another replacement than ours", source)

    def _is_in_order(self, field: str, value: str) -> bool:
        deprecated = value if field == "deprecated_on" else self._route.get("deprecated_on", "")
        retires = value if field == "retires_on" else self._route.get("retires_on", "9999")
        available = self._route.get("available_from", "")
        return bool(available <= (deprecated or available) <= retires and available <= retires)

    def _is_own(self, field: str) -> bool:
        entries = supporters(self._route, field)
        return any(is_primary(entry["source"], self._own, self._sources) for entry in entries)

    def _drop(self, field: str) -> None:
        for entry in list(self._route.get("evidence", [])):
            if value_at(self._route, field) is not None and entry.get("supports"):
                entry["supports"] = [name for name in entry["supports"] if name != field]
            entry.get("reports", {}).pop(field, None)
        self._route["evidence"] = [
            entry for entry in self._route.get("evidence", []) if entry.get("supports") != [] or entry.get("reports")
        ]
        self._route.pop(field)

    def _note(self, kind: Any, what: str, source: str) -> None:
        self._draft.note(self._path, self._route["model_id"], kind, what, source)

    def _leave(self, reason: str, source: str) -> None:
        self._draft.leave(reason, f"{self._path}: {self._route['model_id']} ({source})")
