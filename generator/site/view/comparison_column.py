"""What one model says in each row of a comparison.

A column is made from its own model alone, so that any columns can stand side by side. Its prices and terms are those of
the route that stands for the model, and the column says which one that is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from generator.catalog import ModelEntry, Status, discount, lead_route, period_on, words
from generator.schema import ModelBenchmark, PricePeriod, RateCard, Speed, UnitPrice
from generator.site.context import SiteContext
from generator.site.view.citations import Citations, Shown, unknown
from generator.site.view.comparison import Cell, Column
from generator.site.view.directory_rows import standing
from generator.site.view.facts import RecordFacts
from generator.site.view.lifecycle import Link, model_link
from generator.site.view.routes import RouteFacts
from generator.site.view.terms import PolicyFacts

_TONES: Final = {Status.ACTIVE: "good", Status.DEPRECATED: "warn", Status.RETIRED: "bad"}


def column(context: SiteContext, citations: Citations, entry: ModelEntry) -> Column:
    """Return what a model says in each row, with its sources noted in `citations`."""
    return Column(
        id=entry.id,
        model=Link(entry.model.name, f"models/{entry.id}/"),
        developer=context.catalog.developers[entry.developer_id].name,
        standing=standing(context, entry),
        cells=dict(_Column(context, citations, entry).cells()),
    )


class _Column:
    """Makes the cells of one model, each with the id of its row; a row of which nothing is known gets none."""

    def __init__(self, context: SiteContext, citations: Citations, entry: ModelEntry) -> None:
        self.context = context
        self.citations = citations
        self.entry = entry
        self.model = entry.model
        own = context.catalog.own_publishers(entry)
        self.facts = RecordFacts(citations, context.facts(entry.id), own, f"{entry.model.name}: ")
        lead = lead_route(entry, context.today)
        self.route = RouteFacts(context, citations, lead) if lead else None

    def cells(self) -> Iterator[tuple[str, Cell]]:
        yield from self._identity()
        yield from self._lifecycle()
        yield from self._limits()
        yield from self._abilities()
        if self.route:
            yield from self._prices(self.route)
            yield from self._terms(self.route)
        yield from self._benchmarks()
        yield from self._speed()

    def _fact(
        self,
        row: str,
        name: str,
        *loc: str | int,
        as_text: Callable[[Any], str] = words.plain,
        as_number: Callable[[Any], Decimal] | None = None,
        note: str = "",
        unit: str = "",
    ) -> Iterator[tuple[str, Cell]]:
        fact = self.facts.get(*loc)
        if fact is not None:
            shown = self.facts.show(name, *loc, as_text=as_text)
            yield row, Cell(shown, note, as_number(fact.value) if as_number else None, unit)
        elif loc[0] in self.model.not_published:
            yield row, Cell(unknown("Not published"))

    def _identity(self) -> Iterator[tuple[str, Cell]]:
        yield "developer", Cell(Shown(self.context.catalog.developers[self.entry.developer_id].name))
        yield from self._fact("released", "release", "released_on")
        yield from self._fact("cutoff", "knowledge cutoff", "knowledge_cutoff", as_number=_ordinal)
        yield from self._fact("open-weights", "open weights", "open_weights", as_text=_yes_or_no)
        yield from self._fact("license", "licence", "license")
        for row, name in (("total-parameters", "total"), ("active-parameters", "active")):
            yield from self._fact(
                row, f"{name} parameters", f"{name}_parameters_billion", as_text=lambda count: f"{count:,f} billion"
            )

    def _lifecycle(self) -> Iterator[tuple[str, Cell]]:
        stands = standing(self.context, self.entry)
        if stands.status:
            shown = Shown(stands.status.capitalize(), tone=_TONES[stands.status])
            yield "status", Cell(shown, stands.remark or "")
        when = self.route.when() if self.route else None
        if self.route and when:
            yield "end", Cell(when, f"at {self.route.provider.name}")
        yield from self._replacement()
        living = self.context.lifecycles[self.entry.id].living
        names = dict.fromkeys(self.context.catalog.providers[route.provider_id].name for route in living)
        if names:
            yield "offered", Cell(Shown(", ".join(names)))

    def _replacement(self) -> Iterator[tuple[str, Cell]]:
        """What a provider names as the replacement: the one priced here before the developer before others."""
        lead = self.route.entry.key if self.route else None
        routes = sorted(
            self.entry.routes, key=lambda route: (route.key != lead, route.provider_id != self.entry.developer_id)
        )
        for route in routes:
            link = model_link(self.context, route.route.replacement)
            if link:
                named = RouteFacts(self.context, self.citations, route)
                shown = named.facts.show_text("replacement", link.text, "replacement")
                yield "replacement", Cell(shown, f"by {named.provider.name}")
                return

    def _limits(self) -> Iterator[tuple[str, Cell]]:
        for row, name, field in (
            ("context", "context window", "context_window"),
            ("max-input", "maximum input", "max_input_tokens"),
            ("max-output", "maximum output", "max_output_tokens"),
        ):
            yield from self._fact(row, name, field, as_text=words.tokens, as_number=Decimal)

    def _abilities(self) -> Iterator[tuple[str, Cell]]:
        for row in ("input", "output"):
            yield from self._fact(row, row, "modalities", row, as_text=_kinds)
        for name, label in words.CAPABILITY.items():
            yield from self._fact(f"can-{name}", label.lower(), "capabilities", name, as_text=_yes_or_no)

    def _prices(self, route: RouteFacts) -> Iterator[tuple[str, Cell]]:
        retired = route.status is Status.RETIRED
        told = [route.route.model_id, route.route.variant, "retired" if retired else None]
        yield "price-at", Cell(Shown(route.provider.name), ", ".join(filter(None, told)))
        period = period_on(route.route, self.context.today)
        if period is None:
            return
        # Nobody can buy at a price that ended, so it never counts as the lowest.
        unit = None if retired else period.currency
        if period.standard:
            yield from _rates(route, "standard", period.standard, unit, tuple(words.RATE))
            yield from _beyond_rates(route, period, period.standard)
        if period.batch:
            yield from _rates(route, "batch", period.batch, unit, ("input", "output"))

    def _terms(self, route: RouteFacts) -> Iterator[tuple[str, Cell]]:
        policy_id = route.route.data_policy
        if route.policy is None or policy_id is None:
            return
        yield "terms", Cell(Shown(route.policy.name), f"of {route.provider.name}")
        terms = PolicyFacts(self.context, self.citations, route.entry.provider_id, policy_id)
        for row, shown in (
            ("training", terms.training()),
            ("retention", terms.retention()),
            ("zero-retention", terms.zero_retention()),
            ("third-parties", route.term("third_party_access", dict(words.THIRD_PARTIES), "third-party access")),
            ("dpa", route.term("dpa", dict(words.AGREEMENT), "data processing agreement")),
            ("transfer", route.term("transfer_mechanisms", None, "transfer mechanism")),
        ):
            if shown.known:
                yield row, Cell(shown)

    def _benchmarks(self) -> Iterator[tuple[str, Cell]]:
        best: dict[str, int] = {}
        for place, scored in enumerate(self.model.benchmarks):
            known = best.get(scored.benchmark)
            higher = self.context.catalog.benchmarks[scored.benchmark].higher_is_better
            if known is None or (scored.score > self.model.benchmarks[known].score) == higher:
                best[scored.benchmark] = place
        for place in best.values():
            yield from self._score(place, self.model.benchmarks[place])

    def _score(self, place: int, scored: ModelBenchmark) -> Iterator[tuple[str, Cell]]:
        benchmark = self.context.catalog.benchmarks[scored.benchmark]
        reporter = f"by {self.context.catalog.publisher_name(scored.reported_by)}"
        yield from self._fact(
            f"benchmark-{scored.benchmark}",
            benchmark.name,
            *("benchmarks", place, "score"),
            as_text=lambda score: words.score(score, benchmark.unit),
            as_number=Decimal,
            note=f"{scored.setting}, {reporter}" if scored.setting else reporter,
            # A score under another setting is a score on another test.
            unit=scored.setting or "",
        )

    def _speed(self) -> Iterator[tuple[str, Cell]]:
        """The first measurement of each kind."""
        for row, name, field, unit in (
            ("output-speed", "output speed", "output_tokens_per_second", "tokens/s"),
            ("first-token", "time to first token", "seconds_to_first_token", "s"),
        ):
            for place, measured in enumerate(self.model.speed):
                if getattr(measured, field) is not None:
                    yield from self._measured(row, name, unit, measured, "speed", place, field)
                    break

    def _measured(self, row: str, name: str, unit: str, measured: Speed, *loc: str | int) -> Iterator[tuple[str, Cell]]:
        provider = self.context.catalog.publisher_name(measured.provider) if measured.provider else ""
        yield from self._fact(
            row,
            name,
            *loc,
            as_text=lambda value: f"{value:f} {unit}",
            as_number=Decimal,
            note=f"at {provider}" if provider else "",
            # Only what one and the same source measured can be compared.
            unit=next((evidence.source for evidence in measured.evidence), ""),
        )


def _rates(
    route: RouteFacts, mode: str, card: RateCard, unit: str | None, names: Sequence[str]
) -> Iterator[tuple[str, Cell]]:
    for name in names:
        amount = getattr(card, name)
        if amount is None:
            continue
        saved = discount(card.input, amount) if name == "cached_input" else None
        note = f"{saved}% less than input" if saved is not None else ""
        yield f"{mode}-{name}", Cell(route.rate(name, mode), note, amount if unit else None, unit or "")


def _beyond_rates(route: RouteFacts, period: PricePeriod, card: RateCard) -> Iterator[tuple[str, Cell]]:
    """Prices of long requests, and of what is not counted in tokens."""
    place = route.route.prices.index(period)
    for tier in card.tiers[:1]:
        amounts = [
            f"{words.RATE[name].lower()} {words.money(amount, period.currency)}"
            for name in ("input", "output")
            if (amount := getattr(tier, name)) is not None
        ]
        text = f"Above {words.tokens_short(tier.above_input_tokens)} input: {', '.join(amounts)}"
        loc = ("prices", place, "standard", "tiers", 0, "above_input_tokens")
        yield "long-requests", Cell(route.facts.show_text("prices of long requests", text, *loc))
    if card.per_unit:
        text = "; ".join(_unit_price(price, period.currency) for price in card.per_unit)
        loc = ("prices", place, "standard", "per_unit", 0, "price")
        yield "per-unit", Cell(route.facts.show_text("other prices", text, *loc))


def _unit_price(price: UnitPrice, currency: str) -> str:
    what = f" ({price.what})" if price.what else ""
    return f"{words.money(price.price, currency)} per {words.UNIT[price.unit]}{what}"


def _ordinal(day: str) -> Decimal:
    """A partial date as a number that grows with it: 2024-06 comes before 2024-06-01."""
    return Decimal(day.replace("-", "").ljust(8, "0"))


def _yes_or_no(able: bool) -> str:
    return "Yes" if able else "No"


def _kinds(kinds: Sequence[str]) -> str:
    return ", ".join(words.MODALITY[kind] for kind in kinds)
