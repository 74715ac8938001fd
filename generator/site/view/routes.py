"""Where a model can be called: the rows of its routes, and what they come to in one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from generator.catalog import ModelEntry, RouteEntry, Status, floor_passed, period_on, route_status, words
from generator.schema import DataPolicy
from generator.site.context import SiteContext
from generator.site.view.citations import Citations, Shown, unknown
from generator.site.view.facts import RecordFacts


@dataclass(frozen=True, slots=True)
class RouteRow:
    """One route as a row of the routes table."""

    provider: str
    provider_path: str
    model_id: Shown
    serves: str | None
    variant: str | None
    regions: Shown
    status: Status
    when: Shown | None
    """The day of its end, where one is announced, promised or past."""
    zero_retention: Shown
    training: Shown
    input: Shown
    output: Shown
    limits: str | None
    """What differs from the model, in words."""
    note: str | None

    @property
    def told(self) -> bool:
        """Whether anything is known of where it is served and what happens to prompts there."""
        return self.regions.known or self.zero_retention.known or self.training.known


@dataclass(frozen=True, slots=True)
class RouteGroup:
    """Routes of one sort, under one head of the table."""

    title: str
    rows: tuple[RouteRow, ...]


class RouteFacts:
    """A route with its facts and those of its data policy, on one page."""

    def __init__(self, context: SiteContext, citations: Citations, entry: RouteEntry) -> None:
        catalog = context.catalog
        provider = catalog.providers[entry.provider_id]
        developer_id = entry.model_id.split("/", 1)[0]
        self.entry = entry
        self.route = entry.route
        self.provider = provider
        self.today = context.today
        self.status = route_status(entry.route, context.today)
        own = frozenset({entry.provider_id, developer_id})
        self.facts = RecordFacts(citations, context.facts(entry.key), own, f"{provider.name} {entry.route.model_id}: ")
        self.terms = RecordFacts(
            citations, context.facts(entry.provider_id), frozenset({entry.provider_id}), f"{provider.name}: "
        )
        self.policy: DataPolicy | None = catalog.policy(entry)
        self._prices = period_on(entry.route, context.today)

    @property
    def provider_path(self) -> str:
        """The address of the provider's page inside the site."""
        return f"providers/{self.entry.provider_id}/"

    def rate(self, name: str, mode: str = "standard") -> Shown:
        """One price of today with its mark."""
        if self._prices is None:
            return unknown()
        position = self.route.prices.index(self._prices)
        currency = self._prices.currency

        def as_text(amount: Decimal) -> str:
            return words.money(amount, currency)

        label = f"{words.RATE[name].lower()} price"
        if mode != "standard":
            label = f"{mode} {label}"
        return self.facts.show(label, "prices", position, mode, name, as_text=as_text)

    def output(self) -> Shown:
        """The price of output tokens; of a model that is paid by the image or minute, the lowest such price."""
        rates = self._prices.standard if self._prices else None
        if self._prices is None or rates is None or rates.output is not None or not rates.per_unit:
            return self.rate("output")
        text, place = words.lowest_unit_price(rates.per_unit, self._prices.currency)
        at = ("prices", self.route.prices.index(self._prices), "standard", "per_unit", place, "price")
        return self.facts.show_text(f"price per {words.UNIT[rates.per_unit[place].unit]}", text, *at)

    def term(self, name: str, labels: dict[str, str] | None, label: str, tones: dict[str, str] | None = None) -> Shown:
        """One fact of the data policy with its mark."""
        value = getattr(self.policy, name, None)
        tone = (tones or {}).get(str(value), "")
        return self.terms.show(
            label,
            "data_policies",
            self.route.data_policy or "",
            name,
            as_text=lambda found: labels[found] if labels else words.plain(found),
            tone=tone,
        )

    def training(self) -> Shown:
        """Whether prompts train models."""
        tones = {"no": "good", "opt_in": "good", "opt_out": "warn", "yes": "bad"}
        return self.term("trains_on_data", dict(words.TRAINING), "training on data", tones)

    def zero_retention(self) -> Shown:
        """How zero data retention is had."""
        return self.term("zero_data_retention", dict(words.ZERO_RETENTION), "zero data retention")

    def regions(self) -> Shown:
        """Where it is served."""
        names = {key: region.name for key, region in self.provider.regions.items()}
        return self.facts.show(
            "regions", "regions", as_text=lambda found: ", ".join(names.get(region, region) for region in found)
        )

    def when(self) -> Shown | None:
        """The day that decides about its end, in words."""
        route = self.route
        if route.retires_on:
            verb = "since" if self.status is Status.RETIRED else "until"
            return self.facts.show("retirement", "retires_on", as_text=lambda day: f"{verb} {day}")
        if route.retires_no_earlier_than:
            if floor_passed(route, self.today):
                fact = self.facts.get("retires_no_earlier_than")
                checked = f"; last checked {fact.last_read_on}" if fact and fact.last_read_on else ""
                text = f"may retire any day since {route.retires_no_earlier_than}{checked}"
                return self.facts.show_text("floor", text, "retires_no_earlier_than")
            return self.facts.show("floor", "retires_no_earlier_than", as_text=lambda day: f"not before {day}")
        if route.deprecated_on:
            return self.facts.show("deprecation", "deprecated_on", as_text=lambda day: f"announced {day}")
        return None


def route_row(route: RouteFacts) -> RouteRow:
    """Return a route as a row."""
    return RouteRow(
        provider=route.provider.name,
        provider_path=route.provider_path,
        model_id=route.facts.show("model id", "model_id"),
        serves=route.route.serves if route.route.serves != route.route.model_id else None,
        variant=route.route.variant,
        regions=route.regions(),
        status=route.status,
        when=route.when(),
        zero_retention=route.zero_retention(),
        training=route.training(),
        input=route.rate("input"),
        output=route.output(),
        limits=_limits(route),
        note=route.route.note,
    )


def route_groups(routes: Sequence[RouteFacts]) -> list[RouteGroup]:
    """Return `routes` as rows by the kind of their provider, in the order given; the retired ones are a kind."""
    groups: dict[str, list[RouteRow]] = {}
    for route in routes:
        title = "Retired" if route.status is Status.RETIRED else _KIND_TITLE[route.provider.kind]
        groups.setdefault(title, []).append(route_row(route))
    return [RouteGroup(title, tuple(rows)) for title, rows in groups.items()]


def training_posture(routes: list[RouteFacts]) -> str:
    """Return in one sentence whether prompts train models, across all routes that answer today."""
    living = [route for route in routes if route.status is not Status.RETIRED]
    if not living:
        return "No known route answers today."
    postures: dict[str, set[str]] = {}
    for route in living:
        posture = (route.policy.trains_on_data if route.policy else None) or "unknown"
        postures.setdefault(posture, set()).add(route.provider.name)
    if set(postures) == {"no"}:
        return "No route trains on prompts by default."
    parts = [
        f"{phrase} at {words.listing(sorted(postures[posture], key=str.lower), _MOST_NAMED)}"
        for posture, phrase in (
            ("no", "no training by default"),
            ("opt_in", "training only with consent"),
            ("opt_out", "training unless refused"),
            ("yes", "training on prompts"),
            ("unknown", "not known"),
        )
        if posture in postures
    ]
    sentence = "; ".join(parts)
    return f"{sentence[0].upper()}{sentence[1:]}."


def _limits(route: RouteFacts) -> str | None:
    differing = [
        f"{words.tokens_short(value)} {label}"
        for value, label in (
            (route.route.context_window, "context"),
            (route.route.max_input_tokens, "input"),
            (route.route.max_output_tokens, "output"),
        )
        if value is not None
    ]
    return ", ".join(differing) or None


_KIND_TITLE: Final = {
    "developer_api": "APIs of developers",
    "cloud": "Clouds",
    "inference_host": "Inference hosts",
    "gateway": "Gateways",
}
"""The kinds of providers, in the order in which a reader wants them."""

KIND_ORDER: Final = {kind: position for position, kind in enumerate(_KIND_TITLE)}
"""The place of each kind of provider in that order."""

_MOST_NAMED: Final = 6
"""How many providers a sentence names before it counts the rest; the table has them all."""


def by_provider(entry: ModelEntry, routes: Sequence[RouteFacts]) -> list[RouteFacts]:
    """The developer's own routes, then those of clouds, of other developers, hosts and gateways, each kind by name."""
    return sorted(
        routes,
        key=lambda route: (
            route.entry.provider_id != entry.developer_id,
            route.provider.kind != "cloud",
            KIND_ORDER[route.provider.kind],
            route.provider.name.lower(),
            route.entry.key.position,
        ),
    )


def by_status(entry: ModelEntry, routes: Sequence[RouteFacts]) -> list[RouteFacts]:
    """Routes that answer first; among those, and among the retired, `by_provider`."""
    return sorted(by_provider(entry, routes), key=lambda route: route.status is Status.RETIRED)
