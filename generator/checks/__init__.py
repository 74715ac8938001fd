"""Rules that no single file can answer for: one rule, one function, one test.

A rule takes the catalog on a day and yields the places that break it, each with what is wrong and what to do. Nothing
here stops at the first problem, and nothing here repairs one.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from datetime import date
from typing import Final, TypeAlias

from generator.catalog import Catalog
from generator.checks import (
    articles,
    benchmarks,
    decisions,
    evidence,
    ids,
    lifecycle,
    limits,
    orphans,
    prices,
    publishers,
    rates,
    references,
)
from generator.checks.survey import Survey
from generator.reading import Place

Rule: TypeAlias = Callable[[Survey], Iterator[Place]]
"""Yields every place that breaks it."""

RULES: Final[tuple[Rule, ...]] = (
    references.folders_belong_to_developers,
    references.route_files_belong_to_providers,
    references.folders_hold_a_model,
    references.evidence_names_known_sources,
    references.records_name_known_sources,
    references.articles_cite_known_sources,
    references.models_name_known_models,
    references.models_name_known_families,
    references.scores_name_known_benchmarks,
    references.scores_name_known_reporters,
    references.speeds_name_known_providers,
    references.routes_name_known_terms,
    references.policies_cover_known_developers,
    decisions.decisions_name_known_records,
    decisions.decisions_give_each_id_to_one_model,
    evidence.every_fact_has_evidence,
    evidence.every_past_has_evidence,
    evidence.supports_name_written_facts,
    evidence.reports_contradict_written_facts,
    evidence.pasts_name_known_fields,
    ids.ids_belong_to_one_model,
    ids.ids_are_written_once,
    ids.routes_are_written_once,
    ids.routes_serve_their_model,
    ids.aliases_lead_to_snapshots,
    lifecycle.routes_live_in_order,
    lifecycle.floors_stand_alone,
    lifecycle.cutoffs_precede_release,
    lifecycle.nothing_happened_tomorrow,
    lifecycle.offers_end_after_they_begin,
    lifecycle.replacements_live,
    limits.parts_fit_the_context,
    limits.routes_restate_only_differences,
    limits.unpublished_fields_are_left_out,
    prices.periods_follow_each_other,
    prices.periods_hold_a_price,
    prices.cached_input_is_not_dearer,
    prices.tiers_rise,
    rates.prices_change_for_a_reason,
    rates.prices_are_payable,
    rates.rates_fit_the_input,
    rates.modes_fit_the_standard,
    rates.routes_charge_alike,
    benchmarks.scores_lie_in_range,
    publishers.documents_lie_at_their_publisher,
    publishers.endpoints_lie_at_their_provider,
    publishers.publishers_are_described_once,
    orphans.sources_are_used,
    orphans.policies_are_used,
    orphans.benchmarks_are_used,
    orphans.comparisons_have_something_to_compare,
    articles.articles_hold_no_html,
    articles.articles_link_by_https,
)
"""Every rule across files."""


# Below this many routes a second process costs more than it saves.
_FORK_FROM: Final = 2_000


def check(catalog: Catalog, today: date, jobs: int = 1) -> list[Place]:
    """Return every place in the catalog that breaks a rule on a day.

    `jobs` is the number of processes among which the rules of a large catalog are shared out. They are forked, so ask
    for one only where no threads run.
    """
    survey = Survey(catalog, today)
    if jobs < 2 or len(catalog.routes) < _FORK_FROM:
        return [place for rule in RULES for place in rule(survey)]
    # What the rules share is made before the processes part, so that none makes it again.
    survey.walk()
    context = multiprocessing.get_context("fork")
    with context.Pool(jobs, initializer=_look_at, initargs=(survey,)) as pool:
        return [place for places in pool.imap(_run, range(len(RULES))) for place in places]


_surveys: list[Survey] = []
"""What a forked process looks at: inherited, because sending it would cost more than the rules."""


def _look_at(survey: Survey) -> None:
    _surveys[:] = [survey]


def _run(position: int) -> list[Place]:
    return list(RULES[position](_surveys[0]))
