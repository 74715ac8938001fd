"""What one route says in each row of a comparison: where it runs, what it costs, how it ends, what happens to prompts.

A model's column shows the prices and terms of the route that stands for it by the same functions, so that a figure
reads the same in both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from generator.catalog import Catalog, RouteEntry, Status, discount, period_on, words
from generator.schema import MODES, PricePeriod, RateCard, UnitPrice
from generator.site.context import SiteContext
from generator.site.view.citations import Citations, Shown
from generator.site.view.comparison import Cell
from generator.site.view.links import model_link
from generator.site.view.regions import InUnion, in_union
from generator.site.view.routes import RouteFacts
from generator.site.view.terms import PolicyFacts

Cells = Iterator[tuple[str, Cell]]
"""Cells, each with the id of its row; a row of which nothing is known gets none."""

TONE: Final[Mapping[Status, str]] = {Status.ACTIVE: "good", Status.DEPRECATED: "warn", Status.RETIRED: "bad"}
IN_UNION: Final[Mapping[InUnion, str]] = {
    InUnion.ONLY: "Only in the EU",
    InUnion.ALSO: "In the EU if chosen",
    InUnion.NO: "No EU region",
}


def route_cells(context: SiteContext, citations: Citations, entry: RouteEntry) -> Cells:
    """Yield all that a route says for itself; the rest is said by its model."""
    route = RouteFacts(context, citations, entry)
    yield from place(route)
    yield from _in_union(context.catalog, route)
    yield "status", Cell(Shown(str(route.status).capitalize(), tone=TONE[route.status]))
    yield from end(route)
    link = model_link(context, entry.route.replacement)
    if link:
        yield replacement(route, [link.text])
    yield from _limits(route)
    yield from _abilities(route)
    yield from prices(route)
    yield from terms(context, citations, route)


def place(route: RouteFacts) -> Cells:
    """Yield who serves it under which id, and from where."""
    retired = "retired" if route.status is Status.RETIRED else None
    told = [route.route.model_id, route.route.variant, retired]
    shown = route.facts.show_text("model id", route.provider.name, "model_id")
    yield "route", Cell(shown, ", ".join(filter(None, told)))
    regions = route.regions()
    if regions.known:
        yield "regions", Cell(regions)


def _in_union(catalog: Catalog, route: RouteFacts) -> Cells:
    found = in_union(catalog, route.entry)
    if found:
        yield "eu", Cell(route.facts.show_text("EU hosting", IN_UNION[found], "regions"))


def end(route: RouteFacts) -> Cells:
    """Yield the day of its end, where one is announced, promised or past."""
    when = route.when()
    if when:
        yield "end", Cell(when, f"at {route.provider.name}")


def replacement(route: RouteFacts, names: Sequence[str]) -> tuple[str, Cell]:
    """Return what the provider names as the replacement, under these names."""
    shown = route.facts.show_text("replacement", words.listing(names), "replacement")
    return "replacement", Cell(shown, f"by {route.provider.name}")


def _limits(route: RouteFacts) -> Cells:
    """Limits that differ from the model's."""
    for row, name, field in (
        ("context", "context window", "context_window"),
        ("max-input", "maximum input", "max_input_tokens"),
        ("max-output", "maximum output", "max_output_tokens"),
    ):
        fact = route.facts.get(field)
        if fact is not None:
            yield row, Cell(route.facts.show(name, field, as_text=words.tokens), value=Decimal(fact.value))


def _abilities(route: RouteFacts) -> Cells:
    """Modalities and capabilities that differ from the model's."""
    for row in ("input", "output"):
        yield from _restated(route, row, row, "modalities", row, as_text=kinds)
    for name, label in words.CAPABILITY.items():
        yield from _restated(route, f"can-{name}", label.lower(), "capabilities", name, as_text=yes_or_no)


def _restated(route: RouteFacts, row: str, name: str, *loc: str, as_text: Callable[[Any], str]) -> Cells:
    if route.facts.get(*loc) is not None:
        yield row, Cell(route.facts.show(name, *loc, as_text=as_text))


def prices(route: RouteFacts) -> Cells:
    """Yield the prices of today by mode, cache and length of the request."""
    period = period_on(route.route, route.today)
    if period is None:
        return
    # Nobody can buy at a price that ended, so it never counts as the lowest.
    unit = None if route.status is Status.RETIRED else period.currency
    if period.standard:
        yield from _rates(route, "standard", period.standard, unit, tuple(words.RATE))
        yield from _beyond_rates(route, period, period.standard)
    for mode in MODES[1:]:
        card = getattr(period, mode)
        if card:
            yield from _rates(route, mode, card, unit, ("input", "cached_input", "output"))


def _rates(route: RouteFacts, mode: str, card: RateCard, unit: str | None, names: Sequence[str]) -> Cells:
    for name in names:
        amount = getattr(card, name)
        if amount is None:
            continue
        saved = discount(card.input, amount) if name == "cached_input" else None
        note = f"{saved}% less than input" if saved is not None else ""
        yield f"{mode}-{name}", Cell(route.rate(name, mode), note, amount if unit else None, unit or "")


def _beyond_rates(route: RouteFacts, period: PricePeriod, card: RateCard) -> Cells:
    """Prices of long requests, and of what is not counted in tokens."""
    at = ("prices", route.route.prices.index(period), "standard")
    if card.tiers:
        text = "; ".join(
            f"above {words.tokens_short(tier.above_input_tokens)} input: "
            + ", ".join(
                f"{words.RATE[name].lower()} {words.money(amount, period.currency)}"
                for name in ("input", "cached_input", "output")
                if (amount := getattr(tier, name)) is not None
            )
            for tier in card.tiers
        )
        loc = (*at, "tiers", 0, "above_input_tokens")
        yield "long-requests", Cell(route.facts.show_text("prices of long requests", _sentence(text), *loc))
    if card.per_unit:
        text = "; ".join(_unit_price(price, period.currency) for price in card.per_unit)
        yield "per-unit", Cell(route.facts.show_text("other prices", text, *at, "per_unit", 0, "price"))


def _unit_price(price: UnitPrice, currency: str) -> str:
    what = f" ({price.what})" if price.what else ""
    return f"{words.money(price.price, currency)} per {words.UNIT[price.unit]}{what}"


def terms(context: SiteContext, citations: Citations, route: RouteFacts) -> Cells:
    """Yield what happens to prompts and outputs."""
    policy_id = route.route.data_policy
    if route.policy is None or policy_id is None:
        return
    yield "terms", Cell(Shown(route.policy.name), f"of {route.provider.name}")
    facts = PolicyFacts(context, citations, route.entry.provider_id, policy_id)
    for row, shown in (
        ("training", facts.training()),
        ("retention", facts.retention()),
        ("zero-retention", facts.zero_retention()),
        ("third-parties", facts.third_parties()),
        ("dpa", facts.agreement()),
        ("transfer", facts.transfers()),
        ("certificates", facts.certificates()),
    ):
        if shown.known:
            yield row, Cell(shown)


def kinds(found: Sequence[str]) -> str:
    """Modalities in words."""
    return ", ".join(words.MODALITY[kind] for kind in found)


def yes_or_no(able: bool) -> str:
    """A capability in one word."""
    return "Yes" if able else "No"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
