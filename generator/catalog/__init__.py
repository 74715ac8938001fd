"""The frozen catalog: lookups, id resolution, evidence, lifecycle, pricing. Pure functions of (catalog, today)."""

from __future__ import annotations

from generator.catalog.catalog import Catalog, ModelEntry, RouteEntry
from generator.catalog.citations import Citation, citations, prose_lines
from generator.catalog.evidence import (
    Fact,
    Level,
    Report,
    facts,
    level,
    newest_reading,
    speaks_for,
    strength,
    unsourced,
)
from generator.catalog.founded import FactsOf, Subject, Weighing, levels, subjects
from generator.catalog.ids import Meaning, id_index, resolve, written_as
from generator.catalog.lifecycle import ModelLifecycle, Status, floor_passed, model_lifecycle, route_status
from generator.catalog.likeness import Likeness
from generator.catalog.pricing import discount, lead_route, period_on, price_changes, standard_rates
from generator.catalog.succession import Succession, successions
from generator.catalog.usage import Cost, Counted, Term, Usage, price

__all__ = [
    "Catalog",
    "Citation",
    "Cost",
    "Counted",
    "Fact",
    "FactsOf",
    "Level",
    "Likeness",
    "Meaning",
    "ModelEntry",
    "ModelLifecycle",
    "Report",
    "RouteEntry",
    "Status",
    "Subject",
    "Succession",
    "Term",
    "Usage",
    "Weighing",
    "citations",
    "discount",
    "facts",
    "floor_passed",
    "id_index",
    "lead_route",
    "level",
    "levels",
    "model_lifecycle",
    "newest_reading",
    "period_on",
    "price",
    "price_changes",
    "prose_lines",
    "resolve",
    "route_status",
    "speaks_for",
    "standard_rates",
    "strength",
    "subjects",
    "successions",
    "unsourced",
    "written_as",
]
