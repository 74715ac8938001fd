"""What the pricing page says: every route with its price, and what the calculator's first usage costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from generator.catalog import (
    Level,
    RouteEntry,
    Status,
    Usage,
    lead_route,
    level,
    period_on,
    price,
    price_changes,
    route_status,
    words,
)
from generator.schema import PricePeriod, RateCard
from generator.site.context import SiteContext
from generator.site.explorer import listed
from generator.site.view.citations import Citations, Shown
from generator.site.view.directory_rows import Unmarked
from generator.site.view.home import LINEUP
from generator.site.view.links import Link
from generator.site.view.routes import RouteFacts

EXAMPLE: Final = Usage(input_tokens=10_000, cached_input_tokens=5_000, output_tokens=500)
"""What the calculator begins with."""

REQUESTS: Final = 1_000
"""How many requests a day it begins with."""

DAYS: Final = 30
"""The days of a month, for the sum."""

_FROM_BEST: Final = tuple(Level)


@dataclass(frozen=True, slots=True)
class PricedRoute:
    """A route with its standard price of today; one that is retired with that of its last day."""

    entry: RouteEntry
    period: PricePeriod
    rates: RateCard
    since: PricePeriod
    """The period in which these prices began."""
    evidence: Level | None
    """The weakest level among its prices."""

    @property
    def cache_write(self) -> Decimal | None:
        """What it costs to write to a cache, for five minutes where lifetimes are told apart."""
        known = self.rates.cache_write
        return self.rates.cache_write_5m if known is None else known

    @property
    def by_unit(self) -> str | None:
        """The lowest price per image, minute or another thing, where output is not paid by the token."""
        if self.rates.output is not None or not self.rates.per_unit:
            return None
        return words.lowest_unit_price(self.rates.per_unit, self.period.currency)[0]


@dataclass(frozen=True, slots=True)
class PriceRow:
    """A priced route as a row without marks."""

    model: Link
    model_id: str
    variant: str | None
    provider: Link
    gateway: bool
    input: Shown
    cached: Shown
    write: Shown
    output: Shown
    since: date
    basis: str
    evidence: Level | None


@dataclass(frozen=True, slots=True)
class ExampleTerm:
    """A line of the worked example."""

    label: str
    count: str
    price: Shown
    amount: str


@dataclass(frozen=True, slots=True)
class Example:
    """What the first usage of the calculator costs at one route today."""

    model_id: str
    """The id of the model, developer/model."""
    model: Link
    provider: Link
    since: date
    basis: str
    terms: tuple[ExampleTerm, ...]
    total: str
    a_day: str
    a_month: str


def priced_routes(context: SiteContext) -> list[PricedRoute]:
    """Return all routes that answer today and have a standard price: first the one that stands for each model.

    Models follow each other as in the explorer; hosts that serve by themselves come before gateways.
    """
    first: list[PricedRoute] = []
    others: list[PricedRoute] = []
    for entry in listed(context):
        lead = lead_route(entry, context.today)
        plain_first = sorted(entry.routes, key=lambda route: (not route.direct, route.route.variant is not None))
        for route in plain_first:
            found = _priced(context, route, context.today)
            if found is not None and not _is_retired(context, route):
                (first if route is lead else others).append(found)
    return [*first, *others]


def other_routes(context: SiteContext, priced: Sequence[PricedRoute]) -> list[tuple[RouteEntry, PricedRoute | None]]:
    """Return the routes that are not among `priced`, models as in the explorer: those without a known price today.

    A route that is retired comes last, with what it charged on its last day.
    """
    known = {found.entry.key for found in priced}
    others = [route for entry in listed(context) for route in entry.routes if route.key not in known]
    unpriced = [(route, None) for route in others if not _is_retired(context, route)]
    return [*unpriced, *((route, _last(context, route)) for route in others if _is_retired(context, route))]


def price_row(context: SiteContext, priced: PricedRoute) -> PriceRow:
    """Return a priced route as a row."""
    entry = priced.entry
    route = RouteFacts(context, Unmarked(context.catalog), entry)
    write = "cache_write" if priced.rates.cache_write is not None else "cache_write_5m"
    return PriceRow(
        model=_model(context, entry),
        model_id=entry.route.model_id,
        variant=entry.route.variant,
        provider=Link(route.provider.name, route.provider_path),
        gateway=not entry.direct,
        input=route.rate("input"),
        cached=route.rate("cached_input"),
        write=route.rate(write),
        output=route.output(),
        since=priced.since.from_,
        basis=priced.since.basis,
        evidence=priced.evidence,
    )


def example(context: SiteContext, citations: Citations, priced: Sequence[PricedRoute]) -> Example | None:
    """Return what `EXAMPLE` costs at a route that tells all of its prices; None when there is none.

    Of the newest models the one with most routes is taken, since the calculator begins with the same.
    """
    newest = sorted(priced[:LINEUP], key=lambda found: -len(context.lifecycles[found.entry.model_id].living))
    for found in (*newest, *priced[LINEUP:]):
        cost = price(found.entry.route, EXAMPLE, context.today)
        if cost is None or cost.total is None or any(term.priced_as != term.what for term in cost.terms):
            continue
        route = RouteFacts(context, citations, found.entry)
        currency = cost.period.currency
        return Example(
            model_id=found.entry.model_id,
            model=_model(context, found.entry),
            provider=Link(route.provider.name, route.provider_path),
            since=found.since.from_,
            basis=found.since.basis,
            terms=tuple(
                ExampleTerm(
                    label=words.RATE[term.what],
                    count=words.tokens(term.count),
                    price=route.rate(term.what),
                    amount=words.money(term.amount or Decimal(0), currency),
                )
                for term in cost.terms
            ),
            total=words.money(cost.total, currency),
            a_day=words.money((cost.total * REQUESTS).normalize(), currency),
            a_month=words.money((cost.total * REQUESTS * DAYS).normalize(), currency),
        )
    return None


def _is_retired(context: SiteContext, entry: RouteEntry) -> bool:
    return route_status(entry.route, context.today) is Status.RETIRED


def _last(context: SiteContext, entry: RouteEntry) -> PricedRoute | None:
    end = entry.route.retires_on
    return _priced(context, entry, end - timedelta(days=1)) if end else None


def _priced(context: SiteContext, entry: RouteEntry, day: date) -> PricedRoute | None:
    period = period_on(entry.route, day)
    rates = period.standard if period else None
    if period is None or rates is None:
        return None
    began = [change for change in price_changes(entry.route) if change.from_ <= period.from_]
    return PricedRoute(entry, period, rates, began[-1], _weakest(context, entry, period))


def _weakest(context: SiteContext, entry: RouteEntry, period: PricePeriod) -> Level | None:
    facts = context.facts(entry.key)
    own = frozenset({entry.provider_id, entry.model_id.split("/", 1)[0]})
    start = ("prices", entry.route.prices.index(period), "standard")
    names = ("input", "cached_input", "cache_write", "cache_write_5m", "output")
    stated = [facts[(*start, name)] for name in names if (*start, name) in facts]
    stated = stated or [fact for loc, fact in facts.items() if loc[:3] == start]
    found = {level(fact, own, context.catalog.sources) for fact in stated}
    return max(found, key=_FROM_BEST.index, default=None)


def _model(context: SiteContext, entry: RouteEntry) -> Link:
    return Link(context.catalog.models[entry.model_id].model.name, f"models/{entry.model_id}/")


def vocabulary() -> Mapping[str, Mapping[str, str]]:
    """Return the words that the calculator needs, so that they are written once."""
    signs = {code: words.money(Decimal(0), code).removesuffix("0.00") for code in ("USD", "EUR", "CNY", "GBP")}
    return {"rates": words.RATE, "units": words.UNIT, "modes": words.MODE, "signs": signs}
