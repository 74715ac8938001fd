"""All that a model's page says, in the order in which a reader meets it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from generator.catalog import ModelEntry, Status, lead_route, words
from generator.site.context import SiteContext
from generator.site.prose import render_article
from generator.site.view.abilities import FactRow, OfferRow, capability_rows, fact_rows, offers, tiles
from generator.site.view.citations import Citations
from generator.site.view.endings import is_announced
from generator.site.view.facts import RecordFacts
from generator.site.view.lifecycle import Banner, EventRow, VersionRow, banner, events, past_words, versions
from generator.site.view.lineage import Kin, lineage
from generator.site.view.links import Link
from generator.site.view.next_steps import ComparisonLinks, Example, comparisons, neighbours, started_examples
from generator.site.view.policies import Badge, Terms, badges, terms
from generator.site.view.prices import (
    FamilyRow,
    PeriodRow,
    PriceTable,
    family_rows,
    periods,
    price_chart,
    price_table,
)
from generator.site.view.review import Review, review
from generator.site.view.routes import RouteFacts, RouteGroup, by_provider, by_status, route_groups, training_posture
from generator.site.view.scores import ScoreGroup, Tile, performance, score_groups

_MOST_PERIODS: Final = 12
"""How many past prices stand open on the page."""


@dataclass(frozen=True, slots=True)
class ModelView:
    """Everything that the template of a model's page places."""

    id: str
    name: str
    slug: str
    developer: Link
    family: Link | None
    statuses: tuple[tuple[Status | None, str], ...]
    """Status with where it holds: at the developer and elsewhere, where the two differ."""
    summary: str | None
    uses: tuple[str, ...]
    banner: Banner | None
    tiles: tuple[Tile, ...]
    badges: tuple[Badge, ...]
    badges_route: str | None
    routes: tuple[RouteGroup, ...]
    posture: str
    price_table: PriceTable | None
    price_chart: Markup | None
    periods: tuple[PeriodRow, ...]
    family_rows: tuple[FamilyRow, ...]
    terms: tuple[Terms, ...]
    unread: tuple[str, ...]
    """Providers whose terms for prompts and outputs nobody has read."""
    lineage: tuple[Kin, ...]
    versions: tuple[VersionRow, ...]
    events: tuple[EventRow, ...]
    facts: tuple[FactRow, ...]
    capabilities: tuple[FactRow, ...]
    offers: tuple[OfferRow, ...]
    score_groups: tuple[ScoreGroup, ...]
    performance: tuple[Tile, ...]
    article: Markup | None
    examples: tuple[Example, ...]
    comparisons: tuple[ComparisonLinks, ...]
    neighbours: tuple[Link, ...]
    past: tuple[str, ...]
    calendars: tuple[Link, ...]
    """Files of the ends at its developer and at each provider that has announced one."""
    review: Review
    citations: Citations

    @property
    def long_history(self) -> bool:
        """Whether there are so many past prices that the page folds them."""
        return len(self.periods) > _MOST_PERIODS


def model_view(context: SiteContext, entry: ModelEntry) -> ModelView:
    """Return the view of a model's page. The order of the calls is the order of the references."""
    catalog = context.catalog
    citations = Citations(catalog, brief=True)
    facts = RecordFacts(citations, context.facts(entry.id), catalog.own_publishers(entry))
    routes = [RouteFacts(context, citations, route) for route in entry.routes]
    lead = _lead(context, entry, routes)
    ranked = by_status(entry, routes)
    first = ranked[0] if ranked else None
    top = banner(context, entry, by_provider(entry, routes))
    leading = tiles(facts, entry, lead)
    told = badges(first) if first else []
    rows = route_groups(ranked)
    table = price_table(context, lead) if lead else None
    history = periods(ranked)
    family = family_rows(context, citations, entry)
    handled, unread = terms(context, ranked)
    kin = lineage(context, facts, entry)
    dated = versions(facts, entry, ranked)
    ends = events(context, routes)
    listed = fact_rows(facts, entry)
    able = capability_rows(facts)
    offered = offers(context, facts, entry)
    groups = score_groups(context, facts, entry)
    speeds = performance(facts, entry)
    article = _article(citations, entry.article) if entry.article else None
    return ModelView(
        id=entry.id,
        name=entry.model.name,
        slug=entry.slug,
        developer=Link(catalog.developers[entry.developer_id].name, f"developers/{entry.developer_id}/"),
        family=_family_link(context, entry),
        statuses=_statuses(context, entry),
        summary=entry.model.summary,
        uses=entry.model.intended_uses,
        banner=top,
        tiles=tuple(leading),
        badges=tuple(told),
        badges_route=first.provider.name if first else None,
        routes=tuple(rows),
        posture=training_posture(ranked),
        price_table=table,
        price_chart=price_chart(context, lead) if lead else None,
        periods=tuple(history),
        family_rows=tuple(family),
        terms=tuple(handled),
        unread=tuple(unread),
        lineage=tuple(kin),
        versions=tuple(dated),
        events=tuple(ends),
        facts=tuple(listed),
        capabilities=tuple(able),
        offers=tuple(offered),
        score_groups=tuple(groups),
        performance=tuple(speeds),
        article=article,
        examples=tuple(started_examples(context, entry, routes)),
        comparisons=tuple(comparisons(context, entry)),
        neighbours=tuple(neighbours(context, entry)),
        past=past_words(context, entry.model.was),
        calendars=tuple(_calendars(context, entry, ranked)),
        review=review(
            citations=citations,
            facts=[*facts.all(), *(fact for route in routes for fact in route.facts.all())],
            today=context.today,
            reviewed_on=entry.model.reviewed_on,
            revision=context.revisions.get(entry.id),
            prose=f"{entry.model.summary or ''} {entry.article or ''}" if entry.article else "",
            unknown=[row.label.lower() for row in listed if not row.value.known and row.value.text == words.UNKNOWN],
        ),
        citations=citations,
    )


def _calendars(context: SiteContext, entry: ModelEntry, routes: Sequence[RouteFacts]) -> list[Link]:
    developer = context.catalog.developers[entry.developer_id].name
    found = {f"calendars/developers/{entry.developer_id}.ics": f"models of {developer}"}
    for route in routes:
        if is_announced(route.entry, context.today):
            found[f"calendars/providers/{route.entry.provider_id}.ics"] = f"routes at {route.provider.name}"
    return [Link(text, path) for path, text in found.items()]


def _statuses(context: SiteContext, entry: ModelEntry) -> tuple[tuple[Status | None, str], ...]:
    lifecycle = context.lifecycles[entry.id]
    if lifecycle.at_developer is None or lifecycle.at_developer is lifecycle.status:
        return ((lifecycle.status, ""),)
    developer = context.catalog.developers[entry.developer_id].name
    return ((lifecycle.at_developer, f"at {developer}"), (lifecycle.status, "elsewhere"))


def _lead(context: SiteContext, entry: ModelEntry, routes: Sequence[RouteFacts]) -> RouteFacts | None:
    lead = lead_route(entry, context.today)
    return next((route for route in routes if lead is not None and route.entry.key == lead.key), None)


def _article(citations: Citations, markdown: str) -> Markup:
    # A mark stands close to the word it supports, whatever the writer put between.
    return render_article(re.sub(r"\s\[@", "[@", markdown), lambda source: _prose_mark(citations, source))


def _prose_mark(citations: Citations, source_id: str) -> Markup:
    number = citations.cite(source_id)
    if number is None:
        return Markup("")
    return Markup('<sup class="mc-cite"><a href="#ref-{0}" aria-label="Source {0}">{0}</a></sup>').format(number)


def _family_link(context: SiteContext, entry: ModelEntry) -> Link | None:
    family_id = entry.model.family
    if family_id is None:
        return None
    family = context.catalog.family(entry.developer_id, family_id)
    return Link(family.name, f"families/{entry.developer_id}/{family_id}/") if family else None
