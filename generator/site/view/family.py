"""What a family's page says: its members side by side, a column a model, a row a fact."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from markupsafe import Markup

from generator.catalog import ModelEntry, discount, lead_route, standard_rates, words
from generator.site.comparisons import tool_path
from generator.site.context import SiteContext
from generator.site.view.citations import Citations, Shown, unknown
from generator.site.view.directory_rows import Standing, newest_first, standing
from generator.site.view.facts import RecordFacts
from generator.site.view.lineage import Kin, lineage
from generator.site.view.links import Link
from generator.site.view.routes import RouteFacts
from generator.site.view.timeline import timeline

Cell = Callable[["_Member"], Shown]
"""How a member shows one fact."""


@dataclass(frozen=True, slots=True)
class MemberHead:
    """The head of a member's column."""

    model: Link
    standing: Standing
    priced_at: Link | None
    """The provider whose prices these are."""


@dataclass(frozen=True, slots=True)
class FamilyView:
    """Everything that the template of a family's page places."""

    name: str
    developer: Link
    summary: str | None
    members: tuple[MemberHead, ...]
    rows: tuple[tuple[str, tuple[Shown, ...]], ...]
    """Label, and the value of each member."""
    lineage: tuple[tuple[str, tuple[Kin | None, ...]], ...]
    """Label, and the models that stand so to each member."""
    timeline: Markup | None
    compare_path: str | None
    """The page that compares the members; None for a family of one."""
    citations: Citations


class _Member:
    """A member with its facts, on this page."""

    def __init__(self, context: SiteContext, citations: Citations, entry: ModelEntry) -> None:
        lead = lead_route(entry, context.today)
        self.context = context
        self.entry = entry
        own = frozenset({entry.developer_id})
        self.facts = RecordFacts(citations, context.facts(entry.id), own, f"{entry.model.name}: ")
        self.route = RouteFacts(context, citations, lead) if lead else None
        self.rates = standard_rates(lead.route, context.today) if lead else None

    def head(self) -> MemberHead:
        return MemberHead(
            model=Link(self.entry.model.name, f"models/{self.entry.id}/"),
            standing=standing(self.context, self.entry),
            priced_at=Link(self.route.provider.name, self.route.provider_path) if self.route else None,
        )

    def show(self, name: str, loc: tuple[str, ...], as_text: Callable[[Any], str]) -> Shown:
        missing = "Not published" if loc[0] in self.entry.model.not_published else words.UNKNOWN
        return self.facts.show(name, *loc, as_text=as_text, missing=missing)

    def rate(self, name: str) -> Shown:
        return self.route.rate(name) if self.route else unknown()

    def output_price(self) -> Shown:
        return self.route.output() if self.route else unknown()

    def cached_discount(self) -> Shown:
        saved = discount(self.rates.input, self.rates.cached_input) if self.rates else None
        return unknown() if saved is None else Shown(f"{saved}% less")


def family_view(context: SiteContext, developer_id: str, family_id: str) -> FamilyView:
    """Return the view of a family's page. Raises KeyError when the developer lists no such family."""
    developer = context.catalog.developers[developer_id]
    family = developer.families[family_id]
    citations = Citations(context.catalog)
    entries = newest_first(context, context.catalog.models_in_family(developer_id, family_id))
    members = [_Member(context, citations, entry) for entry in entries]
    return FamilyView(
        name=family.name,
        developer=Link(developer.name, f"developers/{developer_id}/"),
        summary=family.summary,
        members=tuple(member.head() for member in members),
        rows=tuple(_rows(members)),
        lineage=tuple(_lineage(members)),
        timeline=timeline(context, entries),
        compare_path=tool_path(entry.id for entry in entries) if len(entries) > 1 else None,
        citations=citations,
    )


def _lineage(members: Sequence[_Member]) -> list[tuple[str, tuple[Kin | None, ...]]]:
    """The ways in which a member stands to others, as rows: in the order in which they are met."""
    of_each = [{kin.label: kin for kin in lineage(member.context, member.facts, member.entry)} for member in members]
    labels = dict.fromkeys(label for kin in of_each for label in kin)
    return [(label, tuple(kin.get(label) for kin in of_each)) for label in labels]


def _rows(members: Sequence[_Member]) -> list[tuple[str, tuple[Shown, ...]]]:
    rows = [(label, tuple(cell(member) for member in members)) for label, cell in _CELLS]
    return [(label, cells) for label, cells in rows if label not in _OPTIONAL or any(cell.known for cell in cells)]


def _fact(name: str, *loc: str, as_text: Callable[[Any], str] = words.plain) -> Cell:
    return lambda member: member.show(name, loc, as_text)


def _kinds(kinds: tuple[str, ...]) -> str:
    return ", ".join(words.MODALITY[kind] for kind in kinds)


def _able(able: bool) -> str:
    return "Yes" if able else "No"


def _billions(count: Decimal) -> str:
    return f"{count:f} billion"


_CELLS: Final[Sequence[tuple[str, Cell]]] = (
    ("Released", _fact("release", "released_on")),
    ("Knowledge cutoff", _fact("knowledge cutoff", "knowledge_cutoff")),
    ("Context window", _fact("context window", "context_window", as_text=words.tokens)),
    ("Maximum input", _fact("maximum input", "max_input_tokens", as_text=words.tokens)),
    ("Maximum output", _fact("maximum output", "max_output_tokens", as_text=words.tokens)),
    ("Takes in", _fact("input modalities", "modalities", "input", as_text=_kinds)),
    ("Puts out", _fact("output modalities", "modalities", "output", as_text=_kinds)),
    ("Reasoning", _fact("reasoning", "capabilities", "reasoning", as_text=_able)),
    ("Function calling", _fact("function calling", "capabilities", "function_calling", as_text=_able)),
    ("Parameters", _fact("parameters", "total_parameters_billion", as_text=_billions)),
    ("Input price", lambda member: member.rate("input")),
    ("Cached input price", lambda member: member.rate("cached_input")),
    ("Cached input costs", _Member.cached_discount),
    ("Output price", _Member.output_price),
)
"""The facts side by side: label, and how a member shows it."""

_OPTIONAL: Final = frozenset({"Maximum input", "Parameters"})
"""What many vendors have no such fact for: shown where at least one member has it."""
