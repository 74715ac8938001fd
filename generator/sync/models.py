"""What sources say of models: new ones from the table, their facts, their snapshots.

A model is added only when the reviewed table names it and a source carries one of its ids. A snapshot is added when a
source carries its id, and comes with that as its evidence; that the id holds a date is no evidence of a release.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from generator.catalog import Catalog
from generator.reading.layout import model_path
from generator.schema import KnownModel
from generator.sync.definitions import (
    DATES,
    agrees,
    differs_by_counting,
    fitting,
    is_weak,
    stated_facts,
    without_filled_in,
)
from generator.sync.draft import Block, Draft
from generator.sync.found import Found, names_its_own
from generator.sync.identify import Identity
from generator.sync.names import day_of, key, parts, plain
from generator.sync.standing import (
    is_dataset,
    is_primary,
    last_word,
    own_evidence,
    put,
    replace,
    report,
    support,
    supporters,
    value_at,
)

_WORD: Final = re.compile(r"[a-z]+")
_ENOUGH: Final = 2
"""How many hosts make a release day; one alone often writes the day on which it listed the model."""
_LOOSE: Final = frozenset({"nano-gpt", "poe", "venice"})
"""Hosts whose windows, where they alone state one, are as often wrong as right beside the developers' own pages."""

_LIMITS: Final = frozenset({"context_window", "max_input_tokens", "max_output_tokens"})

_REPEATS: Final = {"kilo": "openrouter", "github-models": "azure", "siliconflow-cn": "siliconflow"}
"""Hosts that carry another one's list with its days, so that the two are one voice."""


class Models:
    """Brings the models of a draft up to date."""

    def __init__(self, catalog: Catalog, draft: Draft) -> None:
        self._catalog = catalog
        self._draft = draft

    def take(self, model_id: str, items: Sequence[Found]) -> None:
        """Take what one source says of one model."""
        if self._draft.file(model_path(model_id)) is None:
            if all(names_its_own(item.observation) for item in items):
                self._draft.leave("a model that only a source with names of its own has", model_id)
                return
            if all(item.observation.is_history for item in items):
                self._draft.leave("the history of a model that the catalog does not have", model_id)
                return
            self._add(model_id, items[0])
        known = self._catalog.identities.models.get(model_id)
        if known is not None:
            self._lineage(model_id, known, items)
        self._facts(model_id, list(items))
        for item in items:
            if not names_its_own(item.observation):
                self._snapshot(model_id, item)

    def _add(self, model_id: str, item: Found) -> None:
        name = self._catalog.identities.models[model_id].name
        self._draft.add_file(model_path(model_id), {"name": name})
        self._draft.note(model_path(model_id), model_id, "added", f"the model {name}", item.observation.source)

    def _lineage(self, model_id: str, known: KnownModel, items: Sequence[Found]) -> None:
        """Write the family and the origin that the table names; an origin only where a source's own words tell it."""
        path = model_path(model_id)
        block = self._draft.file(path)
        if block is None:
            return
        if known.family is not None and "family" not in block and not block.get("reviewed_on"):
            block["family"] = known.family
            self._draft.note(path, model_id, "added", f"family: {known.family}", items[0].observation.source)
        base = known.derived_from
        if base is None or block.get("derived_from", base) != base or block.get("reviewed_on"):
            return
        if self._draft.file(model_path(base)) is None:
            self._draft.leave("an origin that the catalog does not have", f"{path}: {base}")
            return
        tellers = [item.observation for item in items if _names(item, base)]
        if not tellers:
            self._draft.leave("an origin that the source does not name", f"{path}: {base}")
            return
        is_new = "derived_from" not in block
        put(block, "derived_from", base)
        read_on = max(observation.read_on for observation in tellers).isoformat()
        if support(block, tellers[0].source, read_on, ["derived_from"]):
            self._draft.note(
                path, model_id, "added" if is_new else "confirmed", f"derived_from: {base}", tellers[0].source
            )

    def _snapshot(self, model_id: str, item: Found) -> None:
        """Add the snapshot that an id names, in the order of the table, else by the dates in the ids."""
        wanted = item.identity.serves
        path = model_path(model_id)
        block = self._draft.file(path)
        if wanted is None or block is None or not _carries(item, wanted):
            return
        if any(alias["id"] == wanted for alias in block.get("aliases", [])):
            return
        source, read_on = item.observation.source, item.observation.read_on.isoformat()
        snapshots: list[Block] = block.get("snapshots", [])
        for snapshot in snapshots:
            if snapshot["id"] == wanted:
                # Elsewhere the evidence of the whole record speaks for it.
                if snapshot.get("evidence") and support(snapshot, source, read_on, ["id"]):
                    self._draft.note(path, model_id, "confirmed", f"snapshot {wanted}", source)
                return
        decided = self._catalog.identities.models.get(model_id, KnownModel()).snapshots
        if block.get("reviewed_on") and wanted not in decided:
            self._draft.leave("a new snapshot of a reviewed record", f"{path}: {wanted}")
            return
        own_evidence(block, "snapshots")
        snapshots = block.setdefault("snapshots", [])
        added: Block = {"id": wanted, "evidence": [{"source": source, "read_on": read_on}]}
        snapshots.insert(_place([snapshot["id"] for snapshot in snapshots], wanted, decided), added)
        self._draft.note(path, model_id, "added", f"snapshot {wanted}", source)

    def _facts(self, model_id: str, items: list[Found]) -> None:
        path = model_path(model_id)
        block = self._draft.file(path)
        if block is None:
            return
        developer = model_id.split("/")[0]
        # A floating id says today what it pointed to on another day, which may be another model.
        usual = [
            item for item in items if item.identity.variant is None and not item.observation.model_id.endswith("latest")
        ]
        home = [item for item in usual if item.identity.provider_id == developer]
        speakers = [item for item in home if self._is_model_itself(item.identity)] or ([] if home else usual)
        stated: dict[str, Counter[str]] = defaultdict(Counter)
        values: dict[tuple[str, str], Any] = {}
        tellers: dict[tuple[str, str], set[str]] = defaultdict(set)
        for item in speakers:
            named = self._is_named(item.identity)
            facts = without_filled_in(item.identity.provider_id, item.observation.facts)
            for field, value in stated_facts(facts, block).items():
                if (field in DATES and not named) or (field == "max_input_tokens" and not home):
                    # A date may be that of a later version, and how much a host lets in is the host's own affair.
                    continue
                if field == "knowledge_cutoff" and developer in self._catalog.identities.untold_cutoffs:
                    self._draft.leave("a knowledge cutoff that the developer does not tell", f"{path}: {value}")
                    continue
                stated[field][str(value)] += 1
                values[field, str(value)] = value
                provider = item.identity.provider_id
                tellers[field, str(value)].add(_REPEATS.get(provider, provider))
        made = stated["modalities.output"].most_common(1) if "modalities.output" in stated else []
        outputs = value_at(block, "modalities.output") or (values["modalities.output", made[0][0]] if made else ())
        days = [item.observation.read_on for item in speakers]
        agreed: dict[str, Any] = {}
        for field, voices in stated.items():
            (best, count), *others = voices.most_common()
            if others and count <= sum(voices.values()) / 2:
                self._draft.leave("a fact on which the entries of one source disagree", f"{path}: {field}")
            elif field in _LIMITS and not home and tellers[field, best] <= _LOOSE:
                self._draft.leave("a limit that only hosts of loose lists tell", f"{path}: {field} {best}")
            elif field == "released_on" and not home and _tellers_of(best, tellers) < _ENOUGH:
                self._draft.leave("a release day that one host alone tells", f"{path}: {best}")
            elif home or not is_weak(field, values[field, best], outputs):
                # What a host lacks has its say all the same when others claim that the model has it.
                agreed[field] = values[field, best]
        # What most say of one fact need not fit what most say of another.
        for field, value in fitting(agreed, block).items():
            source = speakers[0].observation.source
            self._fact(path, block, field, value, source, max(days).isoformat(), is_home=bool(home))

    def _is_model_itself(self, identity: Identity) -> bool:
        """Whether an id of the developer's own speaks of the model rather than of an older snapshot of it."""
        entry = self._catalog.models.get(identity.model_id)
        if entry is None:
            return True
        snapshots = entry.model.snapshots
        served = identity.route.route.serves if identity.route else identity.serves
        older = {snapshot.id for snapshot in snapshots[:-1]}
        return served not in older and identity.api_id not in older

    def _is_named(self, identity: Identity) -> bool:
        """Whether an id is the model's own name, so that its dates are the model's and not a later version's."""
        entry = self._catalog.models.get(identity.model_id)
        names = [identity.model_id.split("/")[1], *([entry.model.name] if entry else [])]
        return key(plain(identity.api_id)) in {key(name) for name in names}

    def _fact(
        self, path: str, block: Block, field: str, value: Any, source: str, read_on: str, *, is_home: bool
    ) -> None:
        ours = value_at(block, field)
        where = path.split("/model.yaml")[0].removeprefix("models/")
        own = {where.split("/")[0]}
        if ours is None:
            if field.split(".")[-1] in block.get("not_published", []) or block.get("reviewed_on"):
                self._draft.leave("a new fact of a reviewed record", f"{path}: {field} {value}")
                return
            if self._is_restated(where, field, value):
                self._draft.leave("a fact that a route of the model states already", f"{path}: {field} {value}")
                return
            put(block, field, value)
            support(block, source, read_on, [field])
            self._draft.note(path, where, "added", f"{field}: {value}", source)
        elif agrees(field, ours, value):
            if support(block, source, read_on, [field]):
                self._draft.note(path, where, "confirmed", f"{field}: {ours}", source)
        elif differs_by_counting(ours, value):
            self._draft.leave("a limit counted in thousands or in 1,024s", f"{path}: {field} {ours}, {value}")
        elif not is_home:
            self._draft.leave("a fact of the model that hosts state otherwise", f"{path}: {field} {ours}, {value}")
        elif self._is_better(block, field, value, source, read_on, own):
            replace(block, field, value, source, read_on)
            self._draft.note(path, where, "replaced", f"{field}: {ours} -> {value}", source)
        elif report(block, source, read_on, field, value):
            self._draft.note(path, where, "disputed", f"{field}: {ours}, reported as {value}", source)

    def _is_restated(self, model_id: str, field: str, value: Any) -> bool:
        entry = self._catalog.models.get(model_id)
        part, _, name = field.partition(".")
        for route in entry.routes if entry else ():
            restated = getattr(route.route, part, None)
            if (
                restated is not None
                and part != "modalities"
                and (getattr(restated, name, None) if name else restated) == value
            ):
                return True
        return False

    def _is_better(self, block: Block, field: str, value: Any, source: str, read_on: str, own: set[str]) -> bool:
        """Whether a source's value shall stand in place of ours."""
        if block.get("reviewed_on"):
            return False
        sources = self._catalog.sources
        entries = supporters(block, field)
        others = [entry for entry in entries if entry["source"] != source]
        if is_primary(source, own, sources):
            return not any(is_primary(entry["source"], own, sources) for entry in others)
        if not all(is_dataset(entry["source"], sources) for entry in entries):
            return False
        if not others:
            return last_word(block, source, field) < read_on
        seconds = [
            entry
            for entry in block.get("evidence", [])
            if entry["source"] != source and str(entry.get("reports", {}).get(field)) == str(value)
        ]
        return len(seconds) + 1 > len({entry["source"] for entry in others})


def _tellers_of(day: str, tellers: Mapping[tuple[str, str], set[str]]) -> int:
    """How many hosts tell a release day, or a day within the month or year that is told."""
    told = [hosts for (field, value), hosts in tellers.items() if field == "released_on" and value.startswith(day)]
    return len(set().union(*told))


def _names(item: Found, base: str) -> bool:
    """Whether a source's id or name of a model names the one that it comes from: Hermes-3-Llama-3.1-8B."""
    word = _WORD.match(base.split("/")[1])
    said = f"{item.observation.model_id} {item.observation.name or ''}".lower()
    return word is not None and word.group() in _WORD.findall(said)


def _carries(item: Found, snapshot: str) -> bool:
    """Whether a source writes the snapshot's id itself, as it stands or as a host packs it."""
    return key(snapshot) in key(parts(item.observation.model_id).text)


def _place(ids: list[str], wanted: str, decided: Sequence[str]) -> int:
    """Where among a model's snapshots another one belongs: after all that are known to be older."""
    if wanted in decided:
        older = set(decided[: decided.index(wanted)])
        newer = set(decided) - older
        after = [place + 1 for place, known in enumerate(ids) if known in older]
        before = [place for place, known in enumerate(ids) if known in newer]
        if after or before:
            return max(after) if after else min(before)
    day = day_of(wanted)
    days = [day_of(known) for known in ids]
    later = [place for place, known in enumerate(days) if day is not None and known is not None and known > day]
    return min(later, default=len(ids))
