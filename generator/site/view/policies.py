"""What each route does with prompts and outputs: badges, and the terms in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from generator.catalog import Status, words
from generator.site.context import SiteContext
from generator.site.view.citations import Shown, unknown
from generator.site.view.routes import RouteFacts


@dataclass(frozen=True, slots=True)
class Badge:
    """One point of the lead route's terms in a few words."""

    text: Shown
    tone: str


@dataclass(frozen=True, slots=True)
class Terms:
    """A provider's terms as they apply to some routes of the model."""

    provider: str
    provider_path: str
    name: str | None
    model_ids: tuple[str, ...]
    rows: tuple[tuple[str, Shown], ...]
    residency: str | None
    note: str | None
    verified: date | None
    """The newest day on which somebody read these terms."""


def badges(route: RouteFacts) -> list[Badge]:
    """Return the points that a compliance officer asks first, of one route."""
    policy = route.policy
    if policy is None:
        return []
    found: list[Badge] = []

    def add(name: str, texts: dict[str, tuple[str, str]]) -> None:
        value = getattr(policy, name)
        if value is not None and str(value) in texts:
            text, tone = texts[str(value)]
            shown = route.term(name, {str(value): text}, name.replace("_", " "))
            found.append(Badge(shown, tone))

    regions = route.facts.get("regions")
    if regions is not None:
        names = {key: region.name for key, region in route.provider.regions.items()}
        served = words.listing(names.get(region, region) for region in regions.value)
        found.append(Badge(route.facts.show("regions", "regions", as_text=lambda _: f"Served from {served}"), ""))
    add(
        "trains_on_data",
        {
            "no": ("No training by default", "good"),
            "opt_in": ("Training only with consent", "good"),
            "opt_out": ("Training unless refused", "warn"),
            "yes": ("Trains on prompts", "bad"),
        },
    )
    add(
        "zero_data_retention",
        {
            "default": ("Zero data retention by default", "good"),
            "on_request": ("Zero data retention on request", "good"),
            "contract": ("Zero data retention by contract", "good"),
            "unavailable": ("No zero data retention", "warn"),
        },
    )
    if policy.retention_days is not None:
        found.append(Badge(_retention(route, short=True), ""))
    add(
        "dpa",
        {
            "standard": ("DPA in the terms", "good"),
            "on_request": ("DPA on request", "good"),
            "unavailable": ("No DPA", "bad"),
        },
    )
    return found


def terms(context: SiteContext, routes: Sequence[RouteFacts]) -> list[Terms]:
    """Return the terms of every route, once for routes that share them; routes that answer today first."""
    groups: dict[tuple[str, str | None], list[RouteFacts]] = {}
    for route in sorted(routes, key=lambda route: route.status is Status.RETIRED):
        groups.setdefault((route.entry.provider_id, route.route.data_policy), []).append(route)
    return [_terms(context, group) for group in groups.values()]


def _terms(context: SiteContext, group: list[RouteFacts]) -> Terms:
    route = group[0]
    policy = route.policy
    rows = (
        ("Zero data retention", route.zero_retention()),
        ("Training", route.training()),
        ("Logging", _retention(route, short=False)),
        ("Third-party access", route.term("third_party_access", dict(words.THIRD_PARTIES), "third-party access")),
        ("Data processing agreement", route.term("dpa", dict(words.AGREEMENT), "data processing agreement")),
        ("Transfer mechanism", route.term("transfer_mechanisms", None, "transfer mechanism")),
        ("Certificates", route.term("certifications", None, "certificates")),
    )
    return Terms(
        provider=route.provider.name,
        provider_path=route.provider_path,
        name=policy.name if policy else None,
        model_ids=tuple(member.route.model_id for member in group),
        rows=rows,
        residency=policy.residency if policy else None,
        note=policy.note if policy else None,
        verified=_verified(context, route),
    )


def _retention(route: RouteFacts, *, short: bool) -> Shown:
    policy = route.policy
    if policy is None or policy.retention_days is None:
        return unknown()
    days = "Nothing kept" if policy.retention_days == 0 else f"Kept {words.count(policy.retention_days, 'day')}"
    purpose = f", for {policy.retention_purpose}" if policy.retention_purpose and not short else ""
    return route.terms.show(
        "retention", "data_policies", route.route.data_policy or "", "retention_days", as_text=lambda _: days + purpose
    )


def _verified(context: SiteContext, route: RouteFacts) -> date | None:
    if route.policy is None:
        return None
    prefix = ("data_policies", route.route.data_policy)
    found = context.facts(route.entry.provider_id)
    days = [fact.last_read_on for loc, fact in found.items() if loc[:2] == prefix]
    return max((day for day in days if day), default=None)
