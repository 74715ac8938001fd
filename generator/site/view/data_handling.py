"""What providers say they do with prompts and outputs, side by side: a row for each set of terms.

A provider may have several, by tier or by model, and routes name the one that covers them. Where a route is served from
is told by the route and not by the terms, so a row sums up the routes under it. Of most providers nobody has read any
terms yet: those are a list of work to do, not a table of "Unknown".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from generator.catalog import RouteEntry, Status, route_status, words
from generator.reading.layout import provider_path
from generator.schema import DataPolicy
from generator.site.context import SiteContext
from generator.site.repository import edit_url
from generator.site.view.citations import Citations, Shown
from generator.site.view.directory_rows import find_text
from generator.site.view.links import Link
from generator.site.view.regions import InUnion, in_union
from generator.site.view.terms import Document, PolicyFacts, by_use, subprocessors

_PLACES = {
    InUnion.ONLY: "only in the EU",
    InUnion.ALSO: "in the EU if chosen",
    InUnion.NO: "elsewhere",
    None: "not told",
}


@dataclass(frozen=True, slots=True)
class Places:
    """Where the routes under some terms are served from."""

    best: InUnion | None
    """The best that can be had; None when no route tells."""
    counts: tuple[str, ...]
    """How many routes are served from where, in words; what is known first."""


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """One set of terms as a row."""

    key: str
    """Provider and id, as routes name it."""
    provider: Link
    kind: str
    name: str
    policy: DataPolicy
    routes: int
    """How many routes that answer today are under these terms."""
    uncovered: int
    """On a provider's first row: how many of its routes are under no terms that somebody read."""
    training: Shown
    retention: Shown
    zero_retention: Shown
    agreement: Shown
    third_parties: Shown
    subprocessors: Document | None
    places: Places
    transfers: Shown
    certificates: Shown
    verified: date | None
    oldest: date | None
    """When somebody last read what nobody has read for longest, where that is another day."""
    find: str
    """Everything under which somebody may look for it, in lower case."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A provider of whose terms nothing is known yet."""

    id: str
    provider: Link
    routes: int
    """How many routes answer there today."""
    edit: str
    """Where to add its terms."""
    find: str


@dataclass(frozen=True, slots=True)
class DataHandlingView:
    """Everything that the template of the page places."""

    rows: tuple[PolicyRow, ...]
    unread: tuple[Unread, ...]
    """Those with most routes first."""
    providers: int
    read: int
    """How many providers have terms that somebody read."""
    routes: int
    covered: int
    """How many of the routes that answer today are under such terms."""
    strict: int
    """How many are served from the EU alone, train nothing without consent and offer zero data retention."""
    citations: Citations


def data_handling_view(context: SiteContext) -> DataHandlingView:
    """Return the view of the page. The order of the calls is the order of the references."""
    catalog = context.catalog
    citations = Citations(catalog)
    by_name = sorted(catalog.providers, key=lambda key: catalog.providers[key].name.lower())
    living = {key: _living(context, key) for key in by_name}
    rows = [row for key in by_name for row in _rows(context, citations, key, living[key])]
    unread = [_unread(context, key, len(living[key])) for key in by_name if not catalog.providers[key].data_policies]
    every = [entry for found in living.values() for entry in found]
    return DataHandlingView(
        rows=tuple(rows),
        unread=tuple(sorted(unread, key=lambda row: -row.routes)),
        providers=len(by_name),
        read=len(by_name) - len(unread),
        routes=len(every),
        covered=sum(catalog.policy(entry) is not None for entry in every),
        strict=sum(_is_strict(context, entry) for entry in every),
        citations=citations,
    )


def _living(context: SiteContext, provider_id: str) -> list[RouteEntry]:
    routes = context.catalog.routes_at(provider_id)
    return [entry for entry in routes if route_status(entry.route, context.today) is not Status.RETIRED]


def _rows(
    context: SiteContext, citations: Citations, provider_id: str, living: list[RouteEntry]
) -> Iterable[PolicyRow]:
    uncovered = sum(context.catalog.policy(entry) is None for entry in living)
    for facts in by_use(context, citations, provider_id):
        routes = [entry for entry in living if entry.route.data_policy == facts.id]
        yield _row(context, provider_id, facts, routes, uncovered)
        uncovered = 0


def _row(
    context: SiteContext, provider_id: str, facts: PolicyFacts, routes: list[RouteEntry], uncovered: int
) -> PolicyRow:
    provider, policy = context.catalog.providers[provider_id], facts.policy
    kind = words.PROVIDER_KIND[provider.kind]
    return PolicyRow(
        key=f"{provider_id}/{facts.id}",
        provider=Link(provider.name, f"providers/{provider_id}/#policy-{facts.id}"),
        kind=kind,
        name=policy.name,
        policy=policy,
        routes=len(routes),
        uncovered=uncovered,
        training=facts.training(),
        retention=facts.retention(),
        zero_retention=facts.zero_retention(),
        agreement=facts.agreement(),
        third_parties=facts.third_parties(),
        subprocessors=subprocessors(context, policy),
        places=_places(context, routes),
        transfers=facts.transfers(),
        certificates=facts.certificates(),
        verified=facts.verified,
        oldest=facts.oldest,
        find=find_text(
            provider_id,
            provider.name,
            kind,
            policy.name,
            policy.residency,
            *policy.certifications,
            *policy.transfer_mechanisms,
        ),
    )


def _places(context: SiteContext, routes: list[RouteEntry]) -> Places:
    found = Counter(in_union(context.catalog, entry) for entry in routes)
    best = next((place for place in InUnion if found[place]), None)
    told = [place for place in (*InUnion, None) if found[place]] if best else []
    return Places(best, tuple(f"{found[place]:,} {_PLACES[place]}" for place in told))


def _unread(context: SiteContext, provider_id: str, routes: int) -> Unread:
    provider = context.catalog.providers[provider_id]
    return Unread(
        id=provider_id,
        provider=Link(provider.name, f"providers/{provider_id}/"),
        routes=routes,
        edit=edit_url(context.repo_url, f"catalog/{provider_path(provider_id)}"),
        find=find_text(provider_id, provider.name, words.PROVIDER_KIND[provider.kind]),
    )


def _is_strict(context: SiteContext, entry: RouteEntry) -> bool:
    policy = context.catalog.policy(entry)
    return (
        policy is not None
        and policy.trains_on_data in ("no", "opt_in")
        and policy.zero_data_retention not in (None, "unavailable")
        and in_union(context.catalog, entry) is InUnion.ONLY
    )
