"""What one model says in each row of a comparison.

A column is made from its own model alone, so that any columns can stand side by side. Its prices and terms are those of
the route that stands for the model, and the column says which one that is. Where in the EU it can be had is told of all
of its routes: people choose among them.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from generator.catalog import ModelEntry, lead_route, words
from generator.schema import ModelBenchmark, Speed
from generator.site.context import SiteContext
from generator.site.view import comparison_route as said
from generator.site.view.citations import Citations, Shown, unknown
from generator.site.view.comparison import Cell, Column
from generator.site.view.comparison_route import Cells
from generator.site.view.directory_rows import standing
from generator.site.view.facts import RecordFacts
from generator.site.view.links import Link
from generator.site.view.regions import InUnion, in_union
from generator.site.view.routes import RouteFacts

_MOST_PLACES: Final = 3
"""How many providers a cell names; the model's own page lists all."""


def column(context: SiteContext, citations: Citations, entry: ModelEntry) -> Column:
    """Return what a model says in each row, with its sources noted in `citations`."""
    return Column(
        model=Link(entry.model.name, f"models/{entry.id}/"),
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

    def cells(self) -> Cells:
        yield from self._identity()
        yield from self._hosting()
        yield from self._lifecycle()
        yield from self._limits()
        yield from self._abilities()
        if self.route:
            yield from said.prices(self.route)
            yield from said.terms(self.context, self.citations, self.route)
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
    ) -> Cells:
        fact = self.facts.get(*loc)
        if fact is not None:
            shown = self.facts.show(name, *loc, as_text=as_text)
            yield row, Cell(shown, note, as_number(fact.value) if as_number else None, unit)
        elif loc[0] in self.model.not_published:
            yield row, Cell(unknown("Not published"))

    def _identity(self) -> Cells:
        yield "developer", Cell(Shown(self.context.catalog.developers[self.entry.developer_id].name))
        yield from self._fact("released", "release", "released_on")
        yield from self._fact("cutoff", "knowledge cutoff", "knowledge_cutoff", as_number=_ordinal)
        yield from self._fact("open-weights", "open weights", "open_weights", as_text=said.yes_or_no)
        yield from self._fact("license", "licence", "license")
        for row, name in (("total-parameters", "total"), ("active-parameters", "active")):
            yield from self._fact(
                row, f"{name} parameters", f"{name}_parameters_billion", as_text=lambda count: f"{count:,f} billion"
            )

    def _hosting(self) -> Cells:
        yield from self._offered()
        if self.route:
            yield from said.place(self.route)
        yield from self._in_union()

    def _offered(self) -> Cells:
        """Who answers today: the developer first, gateways last."""
        living = sorted(
            self.context.lifecycles[self.entry.id].living,
            key=lambda route: (route.provider_id != self.entry.developer_id, not route.direct, route.provider_id),
        )
        names = list(dict.fromkeys(self.context.catalog.providers[route.provider_id].name for route in living))
        if len(names) > _MOST_PLACES + 1:
            told = [*names[:_MOST_PLACES], f"{len(names) - _MOST_PLACES} more"]
            yield "offered", Cell(Shown(words.count(len(names), "provider")), words.listing(told))
        elif names:
            yield "offered", Cell(Shown(", ".join(names)))

    def _in_union(self) -> Cells:
        """The best that can be had of the routes that answer today, and where."""
        found: dict[InUnion, list[RouteFacts]] = {where: [] for where in InUnion}
        for route in self.context.lifecycles[self.entry.id].living:
            where = in_union(self.context.catalog, route)
            if where:
                found[where].append(RouteFacts(self.context, self.citations, route))
        best = next((where for where in InUnion if found[where]), None)
        if best is None:
            return
        names = list(dict.fromkeys(route.provider.name for route in found[best]))
        others = len(names) - _MOST_PLACES
        told = [*names[:_MOST_PLACES], f"{others} more"] if others > 1 else names
        shown = found[best][0].facts.show_text("EU hosting", said.IN_UNION[best], "regions")
        yield "eu", Cell(shown, "" if best is InUnion.NO else f"at {words.listing(told)}")

    def _lifecycle(self) -> Cells:
        stands = standing(self.context, self.entry)
        if stands.status:
            shown = Shown(stands.status.capitalize(), tone=said.TONE[stands.status])
            yield "status", Cell(shown, stands.remark or "")
        if self.route:
            yield from said.end(self.route)
        yield from self._replacement()

    def _replacement(self) -> Cells:
        """What a provider names as the replacement: the one priced here before the developer before others."""
        lead = self.route.entry.key if self.route else None
        routes = sorted(
            self.entry.routes, key=lambda route: (route.key != lead, route.provider_id != self.entry.developer_id)
        )
        named = [route for route in routes if route.route.replacement in self.context.catalog.models]
        if named:
            # A provider may name one for each of its ids.
            same = [route.route.replacement for route in named if route.provider_id == named[0].provider_id]
            names = [self.context.catalog.models[model_id].model.name for model_id in dict.fromkeys(same) if model_id]
            yield said.replacement(RouteFacts(self.context, self.citations, named[0]), names)

    def _limits(self) -> Cells:
        for row, name, field in (
            ("context", "context window", "context_window"),
            ("max-input", "maximum input", "max_input_tokens"),
            ("max-output", "maximum output", "max_output_tokens"),
        ):
            yield from self._fact(row, name, field, as_text=words.tokens, as_number=Decimal)

    def _abilities(self) -> Cells:
        for row in ("input", "output"):
            yield from self._fact(row, row, "modalities", row, as_text=said.kinds)
        for name, label in words.CAPABILITY.items():
            yield from self._fact(f"can-{name}", label.lower(), "capabilities", name, as_text=said.yes_or_no)

    def _benchmarks(self) -> Cells:
        best: dict[str, int] = {}
        for place, scored in enumerate(self.model.benchmarks):
            known = best.get(scored.benchmark)
            higher = self.context.catalog.benchmarks[scored.benchmark].higher_is_better
            if known is None or (scored.score > self.model.benchmarks[known].score) == higher:
                best[scored.benchmark] = place
        for place in best.values():
            yield from self._score(place, self.model.benchmarks[place])

    def _score(self, place: int, scored: ModelBenchmark) -> Cells:
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

    def _speed(self) -> Cells:
        """The first measurement of each kind."""
        for row, name, field, unit in (
            ("output-speed", "output speed", "output_tokens_per_second", "tokens/s"),
            ("first-token", "time to first token", "seconds_to_first_token", "s"),
        ):
            for place, measured in enumerate(self.model.speed):
                if getattr(measured, field) is not None:
                    yield from self._measured(row, name, unit, measured, "speed", place, field)
                    break

    def _measured(self, row: str, name: str, unit: str, measured: Speed, *loc: str | int) -> Cells:
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


def _ordinal(day: str) -> Decimal:
    """A partial date as a number that grows with it: 2024-06 comes before 2024-06-01."""
    return Decimal(day.replace("-", "").ljust(8, "0"))
