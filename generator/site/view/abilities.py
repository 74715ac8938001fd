"""What a model is and can do, fact by fact: tiles that lead, the full list, and where it is offered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from generator.catalog import ModelEntry, words
from generator.schema import Availability, Capabilities
from generator.site.context import SiteContext
from generator.site.view.citations import Shown, unknown
from generator.site.view.facts import RecordFacts
from generator.site.view.routes import RouteFacts
from generator.site.view.scores import Tile


@dataclass(frozen=True, slots=True)
class FactRow:
    """A named fact in a list."""

    label: str
    value: Shown


@dataclass(frozen=True, slots=True)
class OfferRow:
    """Where the model is offered, or plainly not, beyond an API."""

    surface: Shown
    word: str
    offered: bool
    plans: Shown | None
    since: Shown | None
    note: str | None


def tiles(facts: RecordFacts, entry: ModelEntry, lead: RouteFacts | None) -> list[Tile]:
    """Return the figures that lead the page; prices are those of the route `lead`."""

    def kinds(found: tuple[str, ...]) -> str:
        return ", ".join(words.MODALITY[kind] for kind in found)

    able = [
        words.CAPABILITY[name]
        for name in words.CAPABILITY
        if entry.model.capabilities and getattr(entry.model.capabilities, name)
    ]
    features = Shown(", ".join(able)) if able else unknown()
    tiles = [
        Tile("Input", facts.show("input modalities", "modalities", "input", as_text=kinds)),
        Tile("Output", facts.show("output modalities", "modalities", "output", as_text=kinds)),
        _tokens(facts, "Context window", "context window", "context_window"),
        _tokens(facts, "Max output", "maximum output", "max_output_tokens"),
        _price(lead, "Input price", lead.rate("input") if lead else unknown()),
        _price(lead, "Output price", lead.output() if lead else unknown()),
        Tile(
            "Knowledge cutoff",
            facts.show("knowledge cutoff", "knowledge_cutoff", missing=_missing(entry, "knowledge_cutoff")),
        ),
        Tile("Released", facts.show("release", "released_on")),
    ]
    return [*tiles, Tile("Features", features)]


def _tokens(facts: RecordFacts, label: str, name: str, field: str) -> Tile:
    value = facts.show(name, field, as_text=words.tokens_short, exact=lambda count: f"{count:,} tokens")
    return Tile(label, value, value.exact or "")


def _price(lead: RouteFacts | None, label: str, value: Shown) -> Tile:
    if lead is None or not value.known:
        return Tile(label, value)
    counted = "" if " per " in value.text else "per million tokens "
    return Tile(label, value, f"{counted}at {lead.provider.name}")


_NAMES: Final = {"released_on": "release"}
"""What a citation calls a fact, where that is not how a list calls it."""


def _missing(entry: ModelEntry, field: str) -> str:
    return "Not published" if field in entry.model.not_published else words.UNKNOWN


def fact_rows(facts: RecordFacts, entry: ModelEntry) -> list[FactRow]:
    """Return what the model is, with what is not known where a reader would look for it."""

    def tokens(count: int) -> str:
        return f"{words.tokens(count)} tokens"

    def billions(count: Decimal) -> str:
        return f"{count:f} billion"

    rows: list[tuple[str, str, Callable[[Any], str]]] = [
        ("Released", "released_on", words.plain),
        ("Knowledge cutoff", "knowledge_cutoff", words.plain),
        ("Context window", "context_window", tokens),
        ("Maximum input", "max_input_tokens", tokens),
        ("Maximum output", "max_output_tokens", tokens),
        ("Open weights", "open_weights", lambda open_: "Yes" if open_ else "No"),
        ("Licence", "license", words.plain),
        ("Parameters", "total_parameters_billion", billions),
        ("Active parameters", "active_parameters_billion", billions),
        ("Marks", "marks", words.plain),
    ]
    # Where a fact makes no sense for most models, only those that have it show it.
    optional = {"max_input_tokens", "license", "total_parameters_billion", "active_parameters_billion", "marks"}
    return [
        FactRow(
            label, facts.show(_NAMES.get(name, label.lower()), name, as_text=as_text, missing=_missing(entry, name))
        )
        for label, name, as_text in rows
        if name not in optional or facts.get(name) or name in entry.model.not_published
    ]


def capability_rows(facts: RecordFacts) -> list[FactRow]:
    """Return everything that a model may be able to do, told or not."""
    return [
        FactRow(
            words.CAPABILITY[name],
            facts.show(
                words.CAPABILITY[name].lower(), "capabilities", name, as_text=lambda able: "Yes" if able else "No"
            ),
        )
        for name in Capabilities.model_fields
    ]


def offers(context: SiteContext, facts: RecordFacts, entry: ModelEntry) -> list[OfferRow]:
    """Return where the model is offered, or plainly not, beyond an API."""
    rows = []
    for position, offer in enumerate(entry.model.availability):
        at = ("availability", position)
        since = None
        if offer.from_ is not None:
            span = f"since {offer.from_}" + (f" until {offer.until}" if offer.until else "")
            since = facts.show_text(f"{offer.surface} since", span, *at, "from")
        elif offer.until is not None:
            since = facts.show_text(f"{offer.surface} until", f"until {offer.until}", *at, "until")
        rows.append(
            OfferRow(
                surface=facts.show(f"offer in {offer.surface}", *at, "surface"),
                word=_offer_word(offer, context.today),
                offered=offer.offered and not _over(offer, context.today),
                plans=facts.show(f"plans in {offer.surface}", *at, "plans") if offer.plans else None,
                since=since,
                note=offer.note,
            )
        )
    return rows


def _over(offer: Availability, today: date) -> bool:
    # Partial dates compare as text: 2026-07 is over once 2026-08 has come.
    return offer.until is not None and offer.until <= today.isoformat()[: len(offer.until)]


def _offer_word(offer: Availability, today: date) -> str:
    if not offer.offered:
        return "Not offered"
    return "No longer offered" if _over(offer, today) else "Offered"
