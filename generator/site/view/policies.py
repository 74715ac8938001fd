"""What each route does with prompts and outputs: badges, and the terms in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from generator.catalog import words
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
    untold: tuple[str, ...]
    """What these terms do not tell, or nobody has read in them."""
    residency: str | None
    note: str | None
    verified: date
    """The newest day on which somebody read these terms."""


def badges(route: RouteFacts) -> list[Badge]:
    """Return the points that a compliance officer asks first, of one route."""
    policy = route.policy
    if policy is None:
        return []
    found: list[Badge] = []

    def add(name: str, label: str, texts: dict[str, tuple[str, str]]) -> None:
        value = getattr(policy, name)
        if value is not None and str(value) in texts:
            text, tone = texts[str(value)]
            shown = route.term(name, {str(value): text}, label)
            found.append(Badge(shown, tone))

    regions = route.facts.get("regions")
    if regions is not None:
        names = {key: region.name for key, region in route.provider.regions.items()}
        served = words.listing(names.get(region, region) for region in regions.value)
        found.append(Badge(route.facts.show("regions", "regions", as_text=lambda _: f"Served from {served}"), ""))
    add(
        "trains_on_data",
        "training on data",
        {
            "no": ("No training by default", "good"),
            "opt_in": ("Training only with consent", "good"),
            "opt_out": ("Training unless refused", "warn"),
            "yes": ("Trains on prompts", "bad"),
        },
    )
    add(
        "zero_data_retention",
        "zero data retention",
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
        "data processing agreement",
        {
            "standard": ("DPA in the terms", "good"),
            "on_request": ("DPA on request", "good"),
            "unavailable": ("No DPA", "bad"),
        },
    )
    return found


def terms(context: SiteContext, routes: Sequence[RouteFacts]) -> tuple[list[Terms], list[str]]:
    """Return the terms of `routes`, once for those that share them, and the providers whose nobody has read."""
    groups: dict[tuple[str, str | None], list[RouteFacts]] = {}
    for route in routes:
        groups.setdefault((route.entry.provider_id, route.route.data_policy), []).append(route)
    read, unread = [], []
    for group in groups.values():
        verified = _verified(context, group[0])
        if verified is None:
            unread.append(group[0].provider.name)
        else:
            read.append(_terms(group, verified))
    return read, list(dict.fromkeys(unread))


def _terms(group: list[RouteFacts], verified: date) -> Terms:
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
        rows=tuple((label, value) for label, value in rows if value.known),
        untold=tuple(label for label, value in rows if not value.known),
        residency=policy.residency if policy else None,
        note=policy.note if policy else None,
        verified=verified,
    )


def _retention(route: RouteFacts, *, short: bool) -> Shown:
    policy = route.policy
    if policy is None or policy.retention_days is None:
        return unknown()
    # Of what is kept the purpose says what for; where nothing is, it says what that leaves out.
    kept, joint = (
        (f"Kept {words.count(policy.retention_days, 'day')}", ", for ")
        if policy.retention_days
        else ("Nothing kept", ": ")
    )
    purpose = f"{joint}{policy.retention_purpose}" if policy.retention_purpose and not short else ""
    return route.terms.show(
        "retention", "data_policies", route.route.data_policy or "", "retention_days", as_text=lambda _: kept + purpose
    )


def _verified(context: SiteContext, route: RouteFacts) -> date | None:
    if route.policy is None:
        return None
    prefix = ("data_policies", route.route.data_policy)
    found = context.facts(route.entry.provider_id)
    days = [fact.last_read_on for loc, fact in found.items() if loc[:2] == prefix]
    return max((day for day in days if day), default=None)
