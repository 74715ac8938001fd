"""What a model costs: today's prices by mode, how they changed, and the family side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from generator.catalog import ModelEntry, Status, discount, lead_route, period_on, price_changes, standard_rates, words
from generator.schema import MODES, PricePeriod, RateCard
from generator.site.charts import Step, step_chart
from generator.site.context import SiteContext
from generator.site.view.citations import Citations, Shown, unknown
from generator.site.view.facts import RecordFacts
from generator.site.view.routes import RouteFacts


@dataclass(frozen=True, slots=True)
class PriceTable:
    """Today's prices of one route: a row a kind of token, a column a mode."""

    provider: str
    model_id: str
    retired: bool
    currency: str
    modes: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Shown, ...]], ...]
    extras: tuple[tuple[str, str], ...]
    """Prices per something other than tokens, and of long requests: what, how much."""
    cached_discount: int | None
    """By how many per cent cached input is cheaper."""
    since: Shown


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """One price period of a route."""

    provider: str
    model_id: str
    since: str
    basis: str
    input: Shown
    cached: Shown
    output: Shown
    remark: str | None


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """A member of the family with its prices."""

    name: str
    path: str
    current: bool
    status: Status | None
    context: Shown
    input: Shown
    cached: Shown
    discount: int | None
    output: Shown


def price_table(context: SiteContext, route: RouteFacts) -> PriceTable | None:
    """Return today's prices of a route by mode, or None when none is known."""
    period = period_on(route.route, context.today)
    if period is None:
        return None
    cards = {mode: card for mode in MODES if (card := _card(period, mode)) is not None}
    names = [name for name in words.RATE if any(getattr(card, name) is not None for card in cards.values())]
    standard = period.standard
    held_since = [change for change in price_changes(route.route) if change.from_ <= period.from_][-1]
    position = route.route.prices.index(held_since)
    return PriceTable(
        provider=route.provider.name,
        model_id=route.route.model_id,
        retired=route.status is Status.RETIRED,
        currency=period.currency,
        modes=tuple(words.MODE[mode] for mode in cards),
        rows=tuple((words.RATE[name], tuple(route.rate(name, mode) for mode in cards)) for name in names),
        extras=tuple(extra for mode, card in cards.items() for extra in _extras(period, mode, card)),
        cached_discount=discount(standard.input, standard.cached_input) if standard else None,
        since=route.facts.show("first day of these prices", "prices", position, "from", as_text=str),
    )


def _card(period: PricePeriod, mode: str) -> RateCard | None:
    card: RateCard | None = getattr(period, mode)
    return card


def _extras(period: PricePeriod, mode: str, card: RateCard) -> list[tuple[str, str]]:
    prefix = "" if mode == "standard" else f"{words.MODE[mode]}: "
    found = []
    for tier in card.tiers:
        for name, label in words.RATE.items():
            amount = getattr(tier, name)
            if amount is not None:
                above = words.tokens_short(tier.above_input_tokens)
                text = f"{prefix}{label}, requests above {above} input tokens"
                found.append((text, f"{words.money(amount, period.currency)} per million tokens"))
    for unit in card.per_unit:
        what = f" ({unit.what})" if unit.what else ""
        text = f"{prefix}Per {words.UNIT[unit.unit]}{what}"
        found.append((text, words.money(unit.price, period.currency)))
    return found


def periods(routes: Sequence[RouteFacts]) -> list[PeriodRow]:
    """Return all periods of the routes whose price is known to have changed, newest first within a route."""
    rows = []
    for route in routes:
        changes = price_changes(route.route)
        if len(changes) < 2:
            continue
        for period in reversed(changes):
            position = route.route.prices.index(period)
            rows.append(
                PeriodRow(
                    provider=route.provider.name,
                    model_id=route.route.model_id,
                    since=period.from_.isoformat(),
                    basis=period.basis,
                    input=_rate_of(route, position, period, "input"),
                    cached=_rate_of(route, position, period, "cached_input"),
                    output=_rate_of(route, position, period, "output"),
                    remark="Corrects an error" if period.corrects else period.because,
                )
            )
    return rows


def _rate_of(route: RouteFacts, position: int, period: PricePeriod, name: str) -> Shown:
    def as_text(amount: Decimal) -> str:
        return words.money(amount, period.currency)

    label = f"{words.RATE[name].lower()} price from {period.from_}"
    return route.facts.show(label, "prices", position, "standard", name, as_text=as_text)


def price_chart(context: SiteContext, route: RouteFacts) -> Markup | None:
    """Return the price steps of a route as a chart, or None when its price never changed."""
    changes = price_changes(route.route)
    if len(changes) < 2:
        return None
    currencies = {period.currency for period in changes}
    if len(currencies) > 1:
        return None
    (currency,) = currencies
    lines: dict[str, list[Step]] = {}
    for name in ("input", "output"):
        steps = [
            Step(period.from_, amount)
            for period in changes
            if period.standard and (amount := getattr(period.standard, name)) is not None
        ]
        if steps:
            lines[words.RATE[name]] = steps
    title = f"Price per million tokens at {route.provider.name}, {route.route.model_id}"
    return step_chart(title, lines, context.today, lambda amount: words.money(amount, currency))


def family_rows(context: SiteContext, citations: Citations, entry: ModelEntry) -> list[FamilyRow]:
    """Return the members of a model's family, most expensive first, each with its lead route's prices."""
    if entry.model.family is None:
        return []
    rows = []
    for member in context.catalog.models_in_family(entry.developer_id, entry.model.family):
        lead = lead_route(member, context.today)
        rates = standard_rates(lead.route, context.today) if lead else None
        route = RouteFacts(context, citations, lead) if lead else None
        facts = RecordFacts(
            citations, context.facts(member.id), frozenset({member.developer_id}), f"{member.model.name}: "
        )
        row = FamilyRow(
            name=member.model.name,
            path=f"models/{member.id}/",
            current=member.id == entry.id,
            status=context.lifecycles[member.id].status,
            context=facts.show(
                "context window", "context_window", as_text=words.tokens_short, exact=lambda n: f"{n:,} tokens"
            ),
            input=route.rate("input") if route else unknown(),
            cached=route.rate("cached_input") if route else unknown(),
            discount=discount(rates.input, rates.cached_input) if rates else None,
            output=route.output() if route else unknown(),
        )
        rows.append((-(rates.input or 0) if rates else 1, member.model.name, row))
    return [row for _, _, row in sorted(rows, key=lambda item: item[:2])]
