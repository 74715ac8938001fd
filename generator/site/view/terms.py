"""A provider's terms for prompts and outputs, policy by policy, whichever routes they cover."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from generator.catalog import words
from generator.schema import DataPolicy
from generator.site.context import SiteContext
from generator.site.view.citations import Citations, Shown
from generator.site.view.facts import RecordFacts

_TRAINING_TONE: Final[Mapping[str, str]] = {"no": "good", "opt_in": "good", "opt_out": "warn", "yes": "bad"}


@dataclass(frozen=True, slots=True)
class Document:
    """A document that people can open."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class PolicyView:
    """One data policy in full."""

    id: str
    name: str
    terms: tuple[tuple[str, Shown], ...]
    """Label, value."""
    purpose: str | None
    """What data is kept for."""
    subprocessors: Document | None
    residency: str | None
    note: str | None
    past: tuple[str, ...]
    """What these terms said before, in words."""
    verified: date | None
    """The newest day on which somebody read a source of these terms."""
    oldest: date | None
    """When somebody last read what nobody has read for longest, where that is another day."""
    routes: int
    """How many routes name this policy."""


class PolicyFacts:
    """One data policy with its facts, on one page."""

    def __init__(self, context: SiteContext, citations: Citations, provider_id: str, policy_id: str) -> None:
        provider = context.catalog.providers[provider_id]
        self.id = policy_id
        self.policy = provider.data_policies[policy_id]
        self._at = ("data_policies", policy_id)
        prefix = f"{provider.name}, {self.policy.name}: "
        self._facts = RecordFacts(citations, context.facts(provider_id), frozenset({provider_id}), prefix)

    def training(self) -> Shown:
        """Whether prompts train models."""
        return self._facts.show(
            "training on data",
            *self._at,
            "trains_on_data",
            as_text=words.TRAINING.__getitem__,
            tone=_TRAINING_TONE.get(self.policy.trains_on_data or "", ""),
        )

    def zero_retention(self) -> Shown:
        """How zero data retention is had."""
        return self._term("zero data retention", "zero_data_retention", words.ZERO_RETENTION)

    def retention(self) -> Shown:
        """How long prompts and outputs are kept."""
        return self._facts.show(
            "retention",
            *self._at,
            "retention_days",
            as_text=lambda days: words.count(days, "day") if days else "Nothing kept",
        )

    def agreement(self) -> Shown:
        """How a data processing agreement is had."""
        return self._term("data processing agreement", "dpa", words.AGREEMENT)

    def third_parties(self) -> Shown:
        """Who besides the provider can see prompts."""
        return self._term("third-party access", "third_party_access", words.THIRD_PARTIES)

    def transfers(self) -> Shown:
        """What makes a transfer out of the European Economic Area lawful."""
        return self._facts.show("transfer mechanism", *self._at, "transfer_mechanisms")

    def certificates(self) -> Shown:
        """Certificates and audits that the provider names."""
        return self._facts.show("certificates", *self._at, "certifications")

    def terms(self) -> tuple[tuple[str, Shown], ...]:
        """Every term: label, value."""
        return (
            ("Training", self.training()),
            ("Retention", self.retention()),
            ("Zero data retention", self.zero_retention()),
            ("Third-party access", self.third_parties()),
            ("Data processing agreement", self.agreement()),
            ("Transfer mechanism", self.transfers()),
            ("Certificates", self.certificates()),
        )

    @property
    def verified(self) -> date | None:
        """The newest day on which somebody read a source of these terms."""
        return max(self._readings(), default=None)

    @property
    def oldest(self) -> date | None:
        """When somebody last read what nobody has read for longest; None where that is the same day."""
        day = min(self._readings(), default=None)
        return day if day != self.verified else None

    def _readings(self) -> list[date]:
        found = (fact for fact in self._facts.all() if fact.loc[:2] == self._at)
        return [fact.last_read_on for fact in found if fact.last_read_on]

    def _term(self, name: str, field: str, labels: Mapping[str, str]) -> Shown:
        return self._facts.show(name, *self._at, field, as_text=labels.__getitem__)


def by_use(context: SiteContext, citations: Citations, provider_id: str) -> list[PolicyFacts]:
    """Return a provider's data policies, the one that most of its routes name first."""
    named = _routes_by_policy(context, provider_id)
    written = context.catalog.providers[provider_id].data_policies
    ordered = sorted(written, key=lambda policy_id: -named[policy_id])
    return [PolicyFacts(context, citations, provider_id, policy_id) for policy_id in ordered]


def policy_views(context: SiteContext, citations: Citations, provider_id: str) -> list[PolicyView]:
    """Return a provider's data policies in full, the one that most of its routes name first."""
    named = _routes_by_policy(context, provider_id)
    return [_view(context, facts, named[facts.id]) for facts in by_use(context, citations, provider_id)]


def _routes_by_policy(context: SiteContext, provider_id: str) -> Counter[str | None]:
    return Counter(entry.route.data_policy for entry in context.catalog.routes_at(provider_id))


def _view(context: SiteContext, facts: PolicyFacts, routes: int) -> PolicyView:
    policy = facts.policy
    return PolicyView(
        id=facts.id,
        name=policy.name,
        terms=facts.terms(),
        purpose=policy.retention_purpose,
        subprocessors=subprocessors(context, policy),
        residency=policy.residency,
        note=policy.note,
        past=tuple(
            f"{past.field.replace('_', ' ')} was {words.plain(past.value)} until {past.until}" for past in policy.was
        ),
        verified=facts.verified,
        oldest=facts.oldest,
        routes=routes,
    )


def subprocessors(context: SiteContext, policy: DataPolicy) -> Document | None:
    """Return the document that lists the sub-processors, or None when none is known."""
    listed = context.catalog.sources.get(policy.subprocessors) if policy.subprocessors else None
    return Document(listed.title, listed.url) if listed else None
