"""Models as rows of a table: the figures that people scan, the same wherever models are listed.

A row is made with the page's citations, or with `Unmarked` where a table is too long to carry a mark for each figure:
then it tells the weakest level among its figures, and the model's own page has the marks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from urllib.parse import urlsplit

from generator.catalog import (
    Catalog,
    Fact,
    Level,
    ModelEntry,
    RouteEntry,
    Status,
    lead_route,
    level,
    standard_rates,
    words,
)
from generator.site.context import SiteContext
from generator.site.view.citations import Citations, Mark, Shown, unknown
from generator.site.view.facts import RecordFacts
from generator.site.view.links import Link
from generator.site.view.routes import RouteFacts

_FROM_BEST: Final = tuple(Level)


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a model is served today."""

    status: Status | None
    remark: str | None
    """What the status alone would hide: that the developer itself ends, or ended, serving it."""


@dataclass(frozen=True, slots=True)
class ModelRow:
    """One model as a row."""

    model: Link
    developer: Link
    family: Link | None
    standing: Standing
    context: Shown
    max_output: Shown
    input: Shown
    output: Shown
    priced_at: Link | None
    """The provider whose prices these are; None when no price is known."""
    price_remark: str | None
    """What the provider's name alone would hide: that it no longer serves the model."""
    released: Shown
    find: str
    """Everything under which somebody may look for it, in lower case."""


class Unmarked(Citations):
    """Shows values without a mark, and remembers how well those shown are founded."""

    def __init__(self, catalog: Catalog) -> None:
        super().__init__(catalog)
        self._sources = catalog.sources
        self._found: set[Level] = set()

    def mark(
        self, fact: Fact | None, name: str, own: frozenset[str], ours: str = "", *, about: str = ""
    ) -> Mark | None:
        """Note the level of `fact`; there is no mark."""
        if fact is not None:
            self._found.add(level(fact, own, self._sources))
        return None

    @property
    def weakest(self) -> Level | None:
        """The weakest level among the values shown; None when none was known."""
        return max(self._found, key=_FROM_BEST.index, default=None)


def newest_first(context: SiteContext, entries: Iterable[ModelEntry]) -> list[ModelEntry]:
    """Return models by day of release, newest first; on one day the most expensive leads, as vendors list them."""
    ordered = sorted(entries, key=lambda entry: (-_lead_price(context, entry), entry.model.name))
    return sorted(ordered, key=lambda entry: entry.model.released_on or "", reverse=True)


def _lead_price(context: SiteContext, entry: ModelEntry) -> Decimal:
    lead = lead_route(entry, context.today)
    rates = standard_rates(lead.route, context.today) if lead else None
    return (rates.input if rates else None) or Decimal(0)


def model_row(context: SiteContext, citations: Citations, entry: ModelEntry) -> ModelRow:
    """Return a model as a row, with the prices of its lead route."""
    catalog, model = context.catalog, entry.model
    facts = RecordFacts(citations, context.facts(entry.id), frozenset({entry.developer_id}), f"{model.name}: ")
    lead = lead_route(entry, context.today)
    route = RouteFacts(context, citations, lead) if lead else None
    developer = catalog.developers[entry.developer_id].name
    family = catalog.family(entry.developer_id, model.family) if model.family else None
    return ModelRow(
        model=Link(model.name, f"models/{entry.id}/"),
        developer=Link(developer, f"developers/{entry.developer_id}/"),
        family=Link(family.name, f"families/{entry.developer_id}/{model.family}/") if family else None,
        standing=standing(context, entry),
        context=context_window(facts),
        max_output=facts.show("maximum output", "max_output_tokens", as_text=words.tokens_short, exact=_exact_tokens),
        input=route.rate("input") if route else unknown(),
        output=route.output() if route else unknown(),
        priced_at=Link(route.provider.name, route.provider_path) if route else None,
        price_remark="retired" if route and route.status is Status.RETIRED else None,
        released=facts.show("release", "released_on", as_text=str),
        find=find_words(context, entry),
    )


def standing(context: SiteContext, entry: ModelEntry) -> Standing:
    """Return a model's status today, and what it would hide."""
    lifecycle = context.lifecycles[entry.id]
    if lifecycle.at_developer is None or lifecycle.at_developer is lifecycle.status:
        return Standing(lifecycle.status, None)
    developer = context.catalog.developers[entry.developer_id].name
    return Standing(lifecycle.status, f"{lifecycle.at_developer} at {developer}")


def context_window(facts: RecordFacts) -> Shown:
    """Return the context window, or the limit of the input, said as such, where only that is told."""
    if facts.get("context_window") is None and facts.get("max_input_tokens") is not None:
        return facts.show(
            "maximum input",
            "max_input_tokens",
            as_text=lambda count: f"{words.tokens_short(count)} input",
            exact=_exact_tokens,
        )
    return facts.show("context window", "context_window", as_text=words.tokens_short, exact=_exact_tokens)


def _exact_tokens(count: int) -> str:
    return f"{words.tokens(count)} tokens"


def serving_providers(context: SiteContext, entries: Iterable[ModelEntry]) -> set[str]:
    """Return the ids of the providers that serve at least one of the models today."""
    return {route.provider_id for entry in entries for route in context.lifecycles[entry.id].living}


def host_name(url: str) -> str:
    """Return the host of an address as people say it."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


def find_words(context: SiteContext, entry: ModelEntry, routes: Iterable[RouteEntry] | None = None) -> str:
    """Return what people look for a model under: its names and ids, and those of `routes`, by default of all."""
    catalog, model = context.catalog, entry.model
    known = [entry.id, model.name, catalog.developers[entry.developer_id].name]
    known += [snapshot.id for snapshot in model.snapshots]
    known += [alias.id for alias in model.aliases]
    for route in entry.routes if routes is None else routes:
        known += [route.route.model_id, route.provider_id, catalog.providers[route.provider_id].name]
    return find_text(*known)


def find_text(*known: str | None) -> str:
    """Return words in lower case, longest first, without those that stand inside another."""
    found: list[str] = []
    for word in sorted({word.lower() for word in known if word}, key=lambda word: (-len(word), word)):
        if not any(word in longer for longer in found):
            found.append(word)
    return " ".join(found)
