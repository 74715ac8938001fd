"""What a format cannot hold, counted as an exporter drops it.

A route is either in an export or left out of it for one reason. A route that is in it can still lose parts: fields of
the catalog that the format has no word for, prices that it cannot state. Both are counted by route, so that a number
here is always a number of routes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, TypeVar

from generator.catalog import RouteEntry
from generator.publish.api import Json
from generator.reading import RouteKey
from generator.schema import Model, Route

K = TypeVar("K", str, tuple[str, str])

NO_FIELD: Final = "the format has no field for it"
ONE_ENTRY: Final = "the format has one entry for an id, and another route stands for it"

# Their parts are told one by one, or they only hold what the export is made of.
_TOLD_IN_PARTS: Final = frozenset({"prices", "capabilities"})


class LeftOut(NamedTuple):
    """A route that is not in an export, by the id that its provider's API accepts, and why."""

    provider_id: str
    model_id: str
    reason: str


@dataclass
class Losses:
    """Counts what one exporter drops."""

    held: Set[str]
    """The fields that the export holds: `model.name`, `route.model_id`, `capabilities.reasoning`."""
    left_out: dict[RouteKey, LeftOut] = field(default_factory=dict)
    """The routes that are not in the export."""
    parts: dict[tuple[str, str], set[RouteKey]] = field(default_factory=lambda: defaultdict(set))
    """By what is lost and why: the routes that are in the export without it."""
    written: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """How many routes that are in the export have each field, by whose it is: `model`, `route`, `capabilities`."""
    rules: dict[str, set[RouteKey]] = field(default_factory=lambda: defaultdict(set))
    """By what clients of the format compute otherwise: the routes that it concerns."""

    def leave_out(self, routes: Iterable[RouteEntry], reason: str) -> None:
        """Count routes that are not in the export. Only the first reason counts."""
        for route in routes:
            self.left_out.setdefault(route.key, LeftOut(route.provider_id, route.route.model_id, reason))

    def keep_one(self, routes: Iterable[RouteEntry], chosen: RouteEntry | None) -> None:
        """Count the routes of an id but the one that stands for it; all of them where none does."""
        reason = ONE_ENTRY if chosen else "several routes share the id, and the format cannot tell them apart"
        self.leave_out([route for route in routes if route is not chosen], reason)

    def drop(self, route: RouteEntry, what: str, reason: str = NO_FIELD) -> None:
        """Count a part of a route that is in the export without it, by its path in the catalog."""
        self.parts[what, reason].add(route.key)

    def differ(self, route: RouteEntry, rule: str) -> None:
        """Count a route of which clients of the format compute something otherwise than the catalog does."""
        self.rules[rule].add(route.key)

    def count_fields(self, model: Model, route: Route) -> None:
        """Count the fields of a route that is in the export, once each. What it does not hold of them is lost."""
        self.written["model"].update(model.model_fields_set)
        self.written["route"].update(route.model_fields_set)
        abilities = [record.capabilities.model_fields_set for record in (model, route) if record.capabilities]
        self.written["capabilities"].update(set().union(*abilities))

    def dropped(self) -> dict[tuple[str, str], int]:
        """Return how many routes lost a part, by its path and by why."""
        fields = {
            (f"{whose}.{name}", NO_FIELD): count
            for whose, counts in self.written.items()
            for name, count in counts.items()
            if name not in _TOLD_IN_PARTS and f"{whose}.{name}" not in self.held
        }
        return fields | {part: len(keys) for part, keys in self.parts.items()}


@dataclass(frozen=True)
class Export:
    """A catalog in another catalog's format."""

    name: str
    """What the format is called."""
    path: str
    """Where it lies in the site."""
    content: Any
    """What it holds, ready to be encoded."""
    keys: dict[RouteKey, tuple[str, ...]]
    """The routes that it holds, and the places of each: a path of names."""
    losses: Losses
    total: int
    """How many routes the catalog has."""

    @property
    def losses_path(self) -> str:
        """Where the list of what it does not hold lies."""
        return f"{self.path.rpartition('/')[0]}/losses.json"

    def told(self) -> Json:
        """The list of what it does not hold, the largest losses first; every number counts routes."""
        ids: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        counts: dict[str, int] = defaultdict(int)
        for left in self.losses.left_out.values():
            ids[left.reason][left.provider_id].append(left.model_id)
            counts[left.reason] += 1
        rules = {rule: len(keys) for rule, keys in self.losses.rules.items()}
        return {
            "export": self.path,
            "routes": self.total,
            "held": len(self.keys),
            "left_out": [
                {
                    "reason": reason,
                    "routes": count,
                    "model_ids": {provider: sorted(set(found)) for provider, found in sorted(ids[reason].items())},
                }
                for reason, count in _most_first(counts)
            ],
            "dropped": [
                {"what": what, "reason": reason, "routes": count}
                for (what, reason), count in _most_first(self.losses.dropped())
            ],
            "computed_otherwise": [{"rule": rule, "routes": count} for rule, count in _most_first(rules)],
        }


def _most_first(counts: Mapping[K, int]) -> list[tuple[K, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
