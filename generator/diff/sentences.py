"""Differences -> sentences: which words a field has, and what is worth saying of a block that came or went."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from pydantic import BaseModel

from generator.catalog import words
from generator.diff.change import Change, Kind, Step, Topic, Value
from generator.diff.prices import ARROW
from generator.diff.walk import Block, Leaf, differences
from generator.reading import Records
from generator.schema import Alias, Availability, ModelBenchmark, PricePeriod, Snapshot

_LIFECYCLE: Final[Mapping[str, tuple[str, str]]] = {
    "deprecated_on": ("deprecated on", "deprecation"),
    "retires_on": ("retires on", "retirement"),
    "retires_no_earlier_than": ("not retired before", "earliest retirement"),
    "available_from": ("available from", "first day"),
    "replacement": ("replaced by", "replacement"),
}
"""How a day of a life is told when it is new, and when it moved."""

_PROSE: Final = frozenset(
    ("summary", "note", "intended_uses", "residency", "retention_purpose", "because", "measures", "question", "setting")
)
_SCORES: Final = frozenset(("benchmarks", "speed", "rankings"))
_LONGEST: Final = 80


class Names:
    """What people call each record, on whichever side it is known."""

    def __init__(self, before: Records, after: Records) -> None:
        self._sides = (after, before)

    def model(self, model_id: str) -> str:
        """The model's name, or its id where nobody knows the name."""
        return next((side.models[model_id].name for side in self._sides if model_id in side.models), model_id)

    def provider(self, provider_id: str) -> str:
        """The provider's name."""
        found = (side.providers[provider_id].name for side in self._sides if provider_id in side.providers)
        return next(found, provider_id)

    def developer(self, developer_id: str) -> str:
        """The developer's name."""
        found = (side.developers[developer_id].name for side in self._sides if developer_id in side.developers)
        return next(found, developer_id)


def places(records: Records, model_id: str, names: Names) -> str:
    """Where a model can be called, as the end of a sentence; empty where nobody knows."""
    at = list(dict.fromkeys(names.provider(key.provider_id) for key in records.routes if key.model_id == model_id))
    if len(at) > 3:
        return f", at {', '.join(at[:3])} and {words.count(len(at) - 3, 'other provider')}"
    return f", at {words.listing(at)}" if at else ""


def of_record(
    before: BaseModel,
    after: BaseModel,
    names: Names,
    subject: str,
    *,
    model_id: str | None = None,
    provider_id: str | None = None,
    api_ids: tuple[str, ...] = (),
) -> Iterator[Change]:
    """Yield what changed in a record, its prices left out."""
    found = list(differences(before, after, frozenset(("was", "prices"))))
    firm = _made_firm(found)
    if firm:
        found = [each for each in found if not (isinstance(each, Leaf) and each.name in _ENDS)]
        steps = tuple(Step(each.path, each.before, each.after) for each in firm)
        said = f"retirement is firm now: {firm[1].after} (before: not before {firm[0].before})"
        yield Change(Topic.LIFECYCLE, Kind.CHANGED, subject, said, model_id, provider_id, api_ids, steps, firm[1].after)
    for each in found:
        topic = _topic(each, provider_id, model_id)
        if isinstance(each, Block):
            kind, said, steps = _block(each)
            day = None
        else:
            kind = _kind(each)
            said, day = _leaf(each, kind, names)
            steps = (Step(each.path, each.before, each.after),)
        yield Change(topic, kind, subject, said, model_id, provider_id, api_ids, steps, day)


_ENDS: Final = ("retires_no_earlier_than", "retires_on")


def _made_firm(found: list[Leaf | Block]) -> list[Leaf]:
    """The floor that went and the firm day that came in its place, or nothing."""
    ends = {each.name: each for each in found if isinstance(each, Leaf) and each.name in _ENDS}
    if len(ends) < 2:
        return []
    floor, firm = (ends[name] for name in _ENDS)
    return [floor, firm] if floor.after is None and firm.before is None else []


def _topic(each: Leaf | Block, provider_id: str | None, model_id: str | None) -> Topic:
    start = each.path.partition("[")[0].partition(".")[0]
    if isinstance(each, Leaf) and each.name in _PROSE:
        return Topic.WORDING
    if start in ("aliases", "snapshots"):
        return Topic.ID
    if start in _SCORES:
        return Topic.SCORE
    if start in ("data_policies", "data_policy"):
        return Topic.TERMS
    if each.path in _LIFECYCLE:
        return Topic.LIFECYCLE
    return Topic.FACT if model_id else Topic.PROVIDER if provider_id else Topic.OTHER


def _kind(leaf: Leaf) -> Kind:
    if leaf.before is None or leaf.before == ():
        return Kind.LEARNED
    if leaf.past is not None:
        return Kind.CHANGED
    if leaf.after is None or leaf.after == ():
        return Kind.WITHDRAWN
    return Kind.CHANGED if leaf.editorial else Kind.CORRECTED


def _leaf(leaf: Leaf, kind: Kind, names: Names) -> tuple[str, date | None]:
    """The change of a value in words, and since when it is so."""
    since = leaf.past.until if leaf.past else None
    end = " (corrected)" if kind is Kind.CORRECTED else f" (since {since})" if since else ""
    if leaf.name in _PROSE:
        return f"{_field(leaf.path)} {'added' if kind is Kind.LEARNED else 'reworded'}", None
    if leaf.path in _LIFECYCLE:
        new, moved = _LIFECYCLE[leaf.path]
        old_value, new_value = (_lifecycle_value(value, names) for value in (leaf.before, leaf.after))
        if leaf.before is None:
            return f"{new} {new_value}", leaf.after if isinstance(leaf.after, date) else None
        if leaf.after is None:
            return f"no longer {new} {old_value}{end}", since
        return f"{moved} moved {old_value} {ARROW} {new_value}{end}".replace("replacement moved", "replacement"), since
    if leaf.name == "points_to":
        return f"alias {_key(leaf.path)} re-pointed {leaf.before} {ARROW} {leaf.after}{end}", since
    name = _field(leaf.path)
    if kind is Kind.LEARNED:
        return f"{name} now known: {value(leaf.after)}", since
    if leaf.after is None or leaf.after == ():
        return f"{name} no longer stated: {value(leaf.before)}{end}", since
    return f"{name} {value(leaf.before)} {ARROW} {value(leaf.after)}{end}", since


def _block(block: Block) -> tuple[Kind, str, tuple[Step, ...]]:
    record = block.after if block.after is not None else block.before
    kind = Kind.ADDED if block.before is None else Kind.REMOVED
    new = kind is Kind.ADDED
    field = block.path.rpartition("[")[0] or block.name
    match record:
        case Alias():
            said = f"{'new alias' if new else 'alias removed:'} {record.id} {ARROW} {record.points_to}"
        case Snapshot():
            said = f"{'new snapshot' if new else 'snapshot removed:'} {record.id}"
        case ModelBenchmark():
            setting = f" ({record.setting})" if record.setting else ""
            score = f"{record.benchmark} {record.score:f}{setting}, reported by {record.reported_by}"
            said = f"{'new score' if new else 'score removed'}: {score}"
        case Availability():
            said = f"{record.surface}: {'offered' if record.offered else 'not offered'}{'' if new else ', removed'}"
        case PricePeriod():
            raise AssertionError("prices are told by generator.diff.prices")
        case _:
            name = getattr(record, "name", None) or _key(block.path)
            said = f"{_SINGULAR.get(block.name, _field(field))} {'added' if new else 'removed'}: {name}"
    return kind, said, ()


_SINGULAR: Final = {
    "data_policies": "data policy",
    "regions": "region",
    "api": "API address",
    "families": "family",
    "weights": "place of the weights",
    "rankings": "ranking",
    "speed": "measured speed",
}


def value(raw: Value) -> str:
    """A value in words, cut where it is long."""
    if isinstance(raw, Decimal):
        text = f"{raw:f}"
    elif isinstance(raw, date):
        text = raw.isoformat()
    else:
        text = words.plain(raw)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _lifecycle_value(raw: Value, names: Names) -> str:
    return names.model(raw) if isinstance(raw, str) else value(raw)


def _field(path: str) -> str:
    """The way to a field as people say it: `capabilities.reasoning` is `capabilities: reasoning`."""
    return path.replace("_", " ").replace("].", "]: ").replace("[", " ").replace("]", "").replace(".", ": ")


def _key(path: str) -> str:
    return path.partition("[")[2].rpartition("]")[0]
