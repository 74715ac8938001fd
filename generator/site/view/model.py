"""All that a model's page says, in the order in which a reader meets it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.catalog import ModelEntry, Status, lead_route, words
from generator.site.context import SiteContext
from generator.site.prose import render_article
from generator.site.view.abilities import FactRow, OfferRow, capability_rows, fact_rows, offers, tiles
from generator.site.view.citations import Citations
from generator.site.view.facts import RecordFacts
from generator.site.view.lifecycle import (
    Banner,
    EventRow,
    Link,
    VersionRow,
    banner,
    events,
    past_words,
    versions,
)
from generator.site.view.next_steps import Example, comparisons, neighbours, started_examples
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
from generator.site.view.routes import RouteFacts, RouteRow, by_status, route_row, training_posture
from generator.site.view.scores import ScoreGroup, Tile, performance, score_groups


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
    routes: tuple[RouteRow, ...]
    posture: str
    price_table: PriceTable | None
    price_chart: Markup | None
    periods: tuple[PeriodRow, ...]
    family_rows: tuple[FamilyRow, ...]
    terms: tuple[Terms, ...]
    versions: tuple[VersionRow, ...]
    events: tuple[EventRow, ...]
    facts: tuple[FactRow, ...]
    capabilities: tuple[FactRow, ...]
    offers: tuple[OfferRow, ...]
    score_groups: tuple[ScoreGroup, ...]
    performance: tuple[Tile, ...]
    article: Markup | None
    examples: tuple[Example, ...]
    comparisons: tuple[Link, ...]
    neighbours: tuple[Link, ...]
    past: tuple[str, ...]
    review: Review
    citations: Citations


def model_view(context: SiteContext, entry: ModelEntry) -> ModelView:
    """Return the view of a model's page. The order of the calls is the order of the references."""
    catalog = context.catalog
    citations = Citations(catalog)
    facts = RecordFacts(citations, context.facts(entry.id), catalog.own_publishers(entry))
    routes = [RouteFacts(context, citations, route) for route in entry.routes]
    lead = _lead(context, entry, routes)
    living = _first_living(entry, routes)
    top = banner(context, entry, routes)
    leading = tiles(facts, entry, lead)
    told = badges(living) if living else []
    rows = tuple(route_row(route) for route in by_status(entry, routes))
    table = price_table(context, lead) if lead else None
    history = periods(routes)
    family = family_rows(context, citations, entry)
    handled = terms(context, routes)
    dated = versions(facts, entry, routes)
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
        badges_route=living.provider.name if living else None,
        routes=rows,
        posture=training_posture(routes),
        price_table=table,
        price_chart=price_chart(context, lead) if lead else None,
        periods=tuple(history),
        family_rows=tuple(family),
        terms=tuple(handled),
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


def _statuses(context: SiteContext, entry: ModelEntry) -> tuple[tuple[Status | None, str], ...]:
    lifecycle = context.lifecycles[entry.id]
    if lifecycle.at_developer is None or lifecycle.at_developer is lifecycle.status:
        return ((lifecycle.status, ""),)
    developer = context.catalog.developers[entry.developer_id].name
    return ((lifecycle.at_developer, f"at {developer}"), (lifecycle.status, "elsewhere"))


def _lead(context: SiteContext, entry: ModelEntry, routes: Sequence[RouteFacts]) -> RouteFacts | None:
    lead = lead_route(entry, context.today)
    return next((route for route in routes if lead is not None and route.entry.key == lead.key), None)


def _first_living(entry: ModelEntry, routes: Sequence[RouteFacts]) -> RouteFacts | None:
    ordered = by_status(entry, routes)
    return ordered[0] if ordered else None


def _article(citations: Citations, markdown: str) -> Markup:
    # A mark stands close to the word it supports, whatever the writer put between.
    return render_article(markdown.replace(" [@", "[@"), lambda source: _prose_mark(citations, source))


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
