"""One change for each way to break each rule: the rule sees it, at its line, and sees nothing before.

A rule without a change here fails a test, so no rule can rot unseen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from generator import checks
from generator.catalog import Catalog
from generator.checks import (
    RULES,
    Rule,
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
from generator.reading import Problem, Reader
from tests.factory import (
    MINI,
    MINI_ROUTES,
    NANO,
    NANO_ARTICLE,
    NANO_AT_HOST,
    NANO_ROUTES,
    TODAY,
    ZEN,
    ZEN_ROUTES,
    Draft,
    Spot,
)


@dataclass(frozen=True)
class Edit:
    """Put `new` in the place of `old`; without `old`, write the whole file."""

    path: str
    old: str | None
    new: str

    def make(self, draft: Draft) -> Spot:
        if self.old is None:
            return draft.write(self.path, self.new)
        return draft.change(self.path, self.old, self.new)


class Breach:
    """Edits that break a rule, and what it says of the last edited line, or of the line `at` (path, text)."""

    def __init__(
        self, rule: Rule, message: str, *edits: Edit, at: tuple[str, str] | None = None, places: int = 1
    ) -> None:
        self.rule = rule
        self.message = message
        self.edits = edits
        self.at = at
        self.places = places

    def spoil(self, draft: Draft) -> Spot:
        spots = [edit.make(draft) for edit in self.edits]
        return draft.spot(*self.at) if self.at else spots[-1]

    def __str__(self) -> str:
        return f"{self.rule.__name__}: {self.message}"


ZEN_ROUTE = """\
  - model_id: zen
    data_policy: terms
    evidence:
      - {source: host/models, read_on: 2026-10-01}
"""
NANO_SCORE = """\
benchmarks:
  - benchmark: mmlu
    score: 80.1
    reported_by: acme
    evidence:
      - {source: acme/models, read_on: 2026-10-01}
"""
POLICY_EVIDENCE = "- {source: acme/terms, read_on: 2026-09-01"

BREACHES = [
    Breach(
        references.folders_belong_to_developers,
        r"no developer 'acne' is known\. Did you mean acme\?",
        Edit("models/acne/nano/model.yaml", None, "name: Nano\n"),
    ),
    Breach(
        references.route_files_belong_to_providers,
        r"no provider 'hots' is known\. Did you mean host\?",
        Edit("models/zenith/zen/routes/hots.yaml", None, f"routes:\n{ZEN_ROUTE}"),
    ),
    Breach(
        references.folders_hold_a_model,
        r"lies in a folder without a model\. Did you mean zenith/zen\? Write models/zenith/zem/model\.yaml, or move",
        Edit("models/zenith/zem/routes/host.yaml", None, f"routes:\n{ZEN_ROUTE}"),
    ),
    Breach(
        references.folders_hold_a_model,
        r"lies in a folder without a model\. Did you mean zenith/zen\?",
        Edit("models/zenith/zem/article.md", None, "Zem.\n"),
    ),
    Breach(
        references.evidence_names_known_sources,
        r"no source 'acme/model' is known\. Did you mean acme/models\?",
        Edit(MINI, "acme/models", "acme/model"),
    ),
    Breach(
        references.evidence_names_known_sources,
        r"no source 'acme/deprecation' is known\. Did you mean acme/deprecations\?",
        Edit(
            NANO_ROUTES,
            "source: acme/deprecations, read_on: 2026-03-01",
            "source: acme/deprecation, read_on: 2026-03-01",
        ),
    ),
    Breach(
        references.records_name_known_sources,
        r"no source 'zenith/weihgts' is known\. Did you mean zenith/weights\?",
        Edit(ZEN, "  - source: zenith/weights", "  - source: zenith/weihgts"),
    ),
    Breach(
        references.records_name_known_sources,
        r"no source 'acme/xyz' is known\. Write it in sources/acme\.yaml, or name another\.",
        Edit("providers/acme.yaml", "pricing: acme/pricing", "pricing: acme/xyz"),
    ),
    Breach(
        references.records_name_known_sources,
        r"no source 'acme/subprocessor' is known",
        Edit("providers/acme.yaml", "acme/subprocessors", "acme/subprocessor"),
    ),
    Breach(
        references.records_name_known_sources,
        r"no source 'lists/mmlo' is known",
        Edit("benchmarks.yaml", "lists/mmlu", "lists/mmlo"),
    ),
    Breach(
        references.records_name_known_sources,
        r"no source 'lists/price' is known",
        Edit("sources/lists.yaml", "[lists/prices]", "[lists/price]"),
    ),
    Breach(
        references.articles_cite_known_sources,
        r"\[@acme/model\]: no source 'acme/model' is known\. Did you mean acme/models\?",
        Edit(NANO_ARTICLE, "[@acme/models].", "[@acme/models].\n\nAgain [@acme/model]."),
    ),
    Breach(
        references.models_name_known_models,
        r"no model 'acme/mimi' is known\. Did you mean acme/mini\?",
        Edit(NANO, "predecessor: acme/mini", "predecessor: acme/mimi"),
    ),
    Breach(
        references.models_name_known_models,
        r"no model 'acme/mimi' is known",
        Edit(ZEN, "derived_from: acme/mini", "derived_from: acme/mimi"),
    ),
    Breach(
        references.models_name_known_models,
        r"no model 'acme/mimi' is known",
        Edit(NANO_ROUTES, "replacement: acme/mini", "replacement: acme/mimi"),
    ),
    Breach(
        references.models_name_known_models,
        r"no model 'zenith/zem' is known",
        Edit("comparisons/nano-or-zen.yaml", "zenith/zen", "zenith/zem"),
    ),
    Breach(
        references.models_name_known_families,
        r"no family 'for' is known\. Did you mean four\?",
        Edit(NANO, "family: four", "family: for"),
    ),
    Breach(
        references.scores_name_known_benchmarks,
        r"no benchmark 'mmlo' is known\. Did you mean mmlu\?",
        Edit(NANO, "benchmark: mmlu", "benchmark: mmlo"),
    ),
    Breach(
        references.scores_name_known_reporters,
        r"no developer, provider or publisher 'acne' is known\. Did you mean acme\?",
        Edit(NANO, "reported_by: acme", "reported_by: acne"),
    ),
    Breach(
        references.speeds_name_known_providers,
        r"no provider 'hots' is known\. Did you mean host\?",
        Edit(NANO, "provider: host", "provider: hots"),
    ),
    Breach(
        references.routes_name_known_terms,
        r"no data policy 'term' is known\. Did you mean terms\?",
        Edit(NANO_AT_HOST, "data_policy: terms", "data_policy: term"),
    ),
    Breach(
        references.routes_name_known_terms,
        r"no region 'eu-west' is known\. Write it in providers/host\.yaml, or name another\.",
        Edit(NANO_AT_HOST, "regions: [eu]", "regions: [eu-west]"),
    ),
    Breach(
        references.routes_name_known_terms,
        r"no protocol 'google' is known",
        Edit(NANO_AT_HOST, "speaks: [openai]", "speaks: [google]"),
    ),
    Breach(
        references.policies_cover_known_developers,
        r"no developer 'acne' is known\. Did you mean acme\?",
        Edit("providers/host.yaml", "name: Terms of service", "name: Terms of service\n    covers: [acne]"),
    ),
    Breach(
        references.records_name_known_sources,
        r"no source 'acme/test' is known",
        Edit(NANO, "reported_by: acme", "reported_by: acme\n    published_in: acme/test"),
    ),
    Breach(
        evidence.every_fact_has_evidence,
        r"has no evidence\. Add it to an entry's `supports`\.",
        Edit(NANO, "open_weights: false", "open_weights: false\nlicense: MIT"),
    ),
    Breach(
        evidence.every_fact_has_evidence,
        r"has no evidence\. Sources report other values only\.",
        Edit(NANO, "released_on, knowledge_cutoff,", "released_on,"),
        at=(NANO, "knowledge_cutoff: 2024-06-01"),
    ),
    Breach(
        evidence.every_fact_has_evidence,
        r"has no evidence",
        Edit(
            NANO_ROUTES,
            "    evidence:\n      - source: acme/deprecations",
            "    context_window: 9\n    evidence:\n      - source: acme/deprecations",
        ),
        at=(NANO_ROUTES, "context_window: 9"),
    ),
    Breach(
        evidence.every_fact_has_evidence,
        r"has no evidence",
        Edit(
            "providers/acme.yaml",
            POLICY_EVIDENCE,
            f"{POLICY_EVIDENCE}, supports: [trains_on_data, retention_days]",
        ),
        at=("providers/acme.yaml", "subprocessors: acme"),
    ),
    Breach(
        evidence.every_past_has_evidence,
        r"has no evidence\. Say who stated the earlier value\.",
        Edit(NANO_ROUTES, "        evidence:\n          - {source: acme/deprecations, read_on: 2026-03-01}\n", ""),
        at=(NANO_ROUTES, "field: retires_on"),
    ),
    Breach(
        evidence.supports_name_written_facts,
        r"license is not written in this block",
        Edit(NANO, "[capabilities.function_calling, open_weights,", "[capabilities.function_calling, license,"),
    ),
    Breach(
        evidence.supports_name_written_facts,
        r"capabilities\.streaming is not written in this block",
        Edit(NANO, "capabilities.reasoning]", "capabilities.streaming]"),
    ),
    Breach(
        evidence.supports_name_written_facts,
        r"available_form is not written in this block\. Did you mean available_from\?",
        Edit(NANO_ROUTES, "[model_id, available_from,", "[model_id, available_form,"),
    ),
    Breach(
        evidence.supports_name_written_facts,
        r"names no fact\. Name some, or leave `supports` out",
        Edit(MINI, "read_on: 2026-10-01}", "read_on: 2026-10-01, supports: []}"),
    ),
    Breach(
        evidence.reports_contradict_written_facts,
        r"is what the record says too\. Name the field in `supports` instead\.",
        Edit(NANO, "{knowledge_cutoff: 2024-04}", "{knowledge_cutoff: 2024-06-01}"),
    ),
    Breach(
        evidence.reports_contradict_written_facts,
        r"is what the record says too",
        Edit(NANO, "{knowledge_cutoff: 2024-04}", "{modalities.input: [image, text]}"),
    ),
    Breach(
        evidence.reports_contradict_written_facts,
        r"license is not written in this block",
        Edit(NANO, "{knowledge_cutoff: 2024-04}", "{license: MIT}"),
    ),
    Breach(
        evidence.reports_contradict_written_facts,
        r"modalities holds several facts\. Name one of them\.",
        Edit(NANO, "{knowledge_cutoff: 2024-04}", "{modalities: text}"),
    ),
    Breach(
        evidence.pasts_name_known_fields,
        r"retire_on is no field of this block\. Did you mean retires_on\?",
        Edit(NANO_ROUTES, "field: retires_on", "field: retire_on"),
    ),
    Breach(
        evidence.pasts_name_known_fields,
        r"capabilities\.speed is no field of this block",
        Edit(NANO_ROUTES, "field: retires_on", "field: capabilities.speed"),
    ),
    Breach(
        ids.ids_belong_to_one_model,
        r"acme-nano at acme is claimed by acme/nano too\. Keep it at one of the two\.",
        Edit(MINI_ROUTES, "model_id: acme-mini", "model_id: Acme-Nano"),
        places=2,
    ),
    Breach(
        ids.ids_belong_to_one_model,
        r"acme/nano at host is claimed by acme/nano too",
        Edit(ZEN_ROUTES, "model_id: zen", "model_id: acme/nano"),
        places=2,
    ),
    Breach(
        ids.ids_are_written_once,
        r"acme-nano-2025-04-14 is listed twice\. Keep one\.",
        Edit(NANO, "id: acme-nano-latest", "id: acme-nano-2025-04-14"),
    ),
    Breach(
        ids.routes_are_written_once,
        r"zen is written twice for the same regions and variant",
        Edit(ZEN_ROUTES, "routes:\n", f"routes:\n{ZEN_ROUTE}"),
    ),
    Breach(
        ids.routes_serve_their_model,
        r"acme-nono is no snapshot or alias of acme/nano\. Did you mean acme-nano\?",
        Edit(NANO_ROUTES, "serves: acme-nano", "serves: acme-nono"),
    ),
    Breach(
        ids.aliases_lead_to_snapshots,
        r"acme-nano-2025 is no snapshot or alias of this model\. Did you mean acme-nano-2025-04-14\?",
        Edit(NANO, "points_to: acme-nano-2025-04-14", "points_to: acme-nano-2025"),
    ),
    Breach(
        lifecycle.routes_live_in_order,
        r"2025-04-13 lies before the model's released_on, 2025-04-14\. Check both\.",
        Edit(NANO_ROUTES, "available_from: 2025-04-15", "available_from: 2025-04-13"),
    ),
    Breach(
        lifecycle.routes_live_in_order,
        r"2025-04-14 lies before available_from, 2025-04-15",
        Edit(NANO_ROUTES, "deprecated_on: 2026-04-22", "deprecated_on: 2025-04-14"),
    ),
    Breach(
        lifecycle.routes_live_in_order,
        r"2026-04-21 lies before deprecated_on, 2026-04-22",
        Edit(NANO_ROUTES, "retires_on: 2026-10-23", "retires_on: 2026-04-21"),
    ),
    Breach(
        lifecycle.routes_live_in_order,
        r"2024-06-30 lies before the model's released_on, 2024-07\.",
        Edit(MINI_ROUTES, "data_policy: api", "data_policy: api\n    retires_on: 2024-06-30"),
    ),
    Breach(
        lifecycle.floors_stand_alone,
        r"stands beside a firm `retires_on`\. Keep the firm day, and move the floor to `was`\.",
        Edit(NANO_ROUTES, "retires_on: 2026-10-23", "retires_on: 2026-10-23\n    retires_no_earlier_than: 2026-10-01"),
    ),
    Breach(
        lifecycle.cutoffs_precede_release,
        r"2025-05 lies after the release on 2025-04-14\. Check both\.",
        Edit(NANO, "knowledge_cutoff: 2024-06-01", "knowledge_cutoff: 2025-05"),
    ),
    Breach(
        lifecycle.nothing_happened_tomorrow,
        r"2027 lies in the future; today is 2026-11-21\. Check the year\.",
        Edit(ZEN, "released_on: 2025", "released_on: 2027"),
    ),
    Breach(
        lifecycle.nothing_happened_tomorrow,
        r"2026-11-22 lies in the future",
        Edit(NANO, "reviewed_on: 2026-11-20", "reviewed_on: 2026-11-22"),
    ),
    Breach(
        lifecycle.nothing_happened_tomorrow,
        r"2027-04-14 lies in the future",
        Edit(NANO, "    released_on: 2025-04-14", "    released_on: 2027-04-14"),
    ),
    Breach(
        lifecycle.nothing_happened_tomorrow,
        r"2027-04-15 lies in the future",
        Edit(NANO_ROUTES, "available_from: 2025-04-15", "available_from: 2027-04-15"),
    ),
    Breach(
        lifecycle.nothing_happened_tomorrow,
        r"2027-08-18 lies in the future",
        Edit(NANO_AT_HOST, "from: 2026-08-18", "from: 2027-08-18"),
    ),
    Breach(
        lifecycle.nothing_happened_tomorrow,
        r"2027-04-14 lies in the future",
        Edit("sources/acme.yaml", "published_on: 2025-04-14", "published_on: 2027-04-14"),
    ),
    Breach(
        lifecycle.nothing_happened_tomorrow,
        r"2027-09-01 lies in the future",
        Edit("providers/acme.yaml", "read_on: 2026-09-01", "read_on: 2027-09-01"),
    ),
    Breach(
        lifecycle.nothing_happened_tomorrow,
        r"2027-04-01 lies in the future",
        Edit(NANO_ROUTES, "until: 2026-04-01", "until: 2027-04-01"),
    ),
    Breach(
        lifecycle.offers_end_after_they_begin,
        r"2025-04 lies before 2025-05-14, its first day\. Check both\.",
        Edit(NANO, "until: 2026-02", "until: 2025-04"),
    ),
    Breach(
        lifecycle.replacements_live,
        r"is the model itself\. Name the model that takes over\.",
        Edit(NANO_ROUTES, "replacement: acme/mini", "replacement: acme/nano"),
    ),
    Breach(
        lifecycle.replacements_live,
        r"ends at acme/mini, which is retired and has no replacement",
        Edit(MINI_ROUTES, "data_policy: api", "data_policy: api\n    retires_on: 2026-11-21"),
        at=(NANO_ROUTES, "replacement: acme/mini"),
    ),
    Breach(
        limits.parts_fit_the_context,
        r"1047577 is above the context window of 1047576, which holds input and output together\.",
        Edit(NANO, "max_output_tokens: 32768", "max_output_tokens: 1047577"),
    ),
    Breach(
        limits.parts_fit_the_context,
        r"1047577 is above the context window of 1047576",
        Edit(NANO, "max_output_tokens: 32768", "max_output_tokens: 32768\nmax_input_tokens: 1047577"),
    ),
    Breach(
        limits.parts_fit_the_context,
        r"1047577 is above the context window of 1047576",
        Edit(NANO_AT_HOST, "max_output_tokens: 16384", "max_output_tokens: 1047577"),
    ),
    Breach(
        limits.parts_fit_the_context,
        r"16384 is above the context window of 8192",
        Edit(NANO_AT_HOST, "max_output_tokens: 16384", "context_window: 8192\n    max_output_tokens: 16384"),
    ),
    Breach(
        limits.routes_restate_only_differences,
        r"is the same as the model's\. Delete it: a route says only what differs\.",
        Edit(NANO_AT_HOST, "max_output_tokens: 16384", "max_output_tokens: 32768"),
    ),
    Breach(
        limits.routes_restate_only_differences,
        r"is the same as the model's",
        Edit(NANO_AT_HOST, "reasoning: true", "reasoning: false"),
    ),
    Breach(
        limits.routes_restate_only_differences,
        r"is the same as the model's",
        Edit(NANO_AT_HOST, "max_output_tokens: 16384", "modalities: {input: [image, text], output: [text]}"),
    ),
    Breach(
        limits.routes_restate_only_differences,
        r"names all of the provider's protocols",
        Edit(NANO_AT_HOST, "speaks: [openai]", "speaks: [anthropic, openai]"),
    ),
    Breach(
        limits.unpublished_fields_are_left_out,
        r"total_parameters is no field of a model\. Name the field that was looked for\.",
        Edit(NANO, "[total_parameters_billion]", "[total_parameters]"),
    ),
    Breach(
        limits.unpublished_fields_are_left_out,
        r"open_weights is written in this record\. Delete one of the two\.",
        Edit(NANO, "[total_parameters_billion]", "[open_weights]"),
    ),
    Breach(
        prices.periods_follow_each_other,
        r"2025-04-14 is not after 2025-04-14, the first day of these prices\. Check both\.",
        Edit(NANO_ROUTES, "until: 2026-01-01", "until: 2025-04-14"),
    ),
    Breach(
        prices.periods_follow_each_other,
        r"2025-01-01 is not after 2025-04-14, when the period before it began.*Write the oldest first\.",
        Edit(NANO_ROUTES, "from: 2026-01-01", "from: 2025-01-01"),
    ),
    Breach(
        prices.periods_follow_each_other,
        r"2026-01-01 overlaps the period before it, which holds until 2026-01-02\.",
        Edit(NANO_ROUTES, "until: 2026-01-01", "until: 2026-01-02"),
        at=(NANO_ROUTES, "from: 2026-01-01"),
    ),
    Breach(
        prices.periods_hold_a_price,
        r"holds no price\. Write one, or delete the period\.",
        Edit(NANO_AT_HOST, "        standard: {input: 0.12, output: 0.48}\n", ""),
        at=(NANO_AT_HOST, "from: 2026-08-18"),
    ),
    Breach(
        prices.cached_input_is_not_dearer,
        r"0\.21 is above input, 0\.2\. Check both\.",
        Edit(NANO_ROUTES, "cached_input: 0.05", "cached_input: 0.21"),
    ),
    Breach(
        prices.cached_input_is_not_dearer,
        r"0\.21 is above input, 0\.2\.",
        Edit(NANO_ROUTES, "input: 0.20\n", "input: 0.20\n              cached_input: 0.21\n"),
        at=(NANO_ROUTES, "cached_input: 0.21"),
    ),
    Breach(
        prices.cached_input_is_not_dearer,
        r"0\.06 is above input, 0\.05\.",
        Edit(NANO_ROUTES, "{input: 0.05, output: 0.20}", "{input: 0.05, cached_input: 0.06}"),
    ),
    Breach(
        prices.cached_input_is_not_dearer,
        r"7 is above input_audio, 6\.",
        Edit(NANO_AT_HOST, "output: 0.48", "output: 0.48, input_audio: 6, cached_input_audio: 7"),
    ),
    Breach(
        prices.cached_input_is_not_dearer,
        r"7 is above input_image, 6\.",
        Edit(NANO_AT_HOST, "output: 0.48", "output: 0.48, input_image: 6, cached_input_image: 7"),
    ),
    Breach(
        prices.tiers_rise,
        r"200000 is not above the tier before it, 200000\. Lowest first\.",
        Edit(NANO_ROUTES, "above_input_tokens: 400000", "above_input_tokens: 200000"),
    ),
    Breach(
        rates.prices_change_for_a_reason,
        r"0\.08 follows 0\.8, a change of tenfold or more\. Check the unit; if it is right, say why in `because`",
        Edit(NANO_ROUTES, "output: 0.40", "output: 0.08"),
    ),
    Breach(
        rates.prices_change_for_a_reason,
        r"2 follows 0\.2, a change of tenfold or more",
        Edit(NANO_ROUTES, "input: 0.10", "input: 2"),
    ),
    Breach(
        rates.prices_change_for_a_reason,
        r"0\.4 follows 0, a change of tenfold or more",
        Edit(NANO_ROUTES, "output: 0.80}", "output: 0}"),
        at=(NANO_ROUTES, "output: 0.40"),
    ),
    Breach(
        rates.prices_are_payable,
        r"1000\.01 USD per million tokens is more than any model has cost\. Check the unit",
        Edit(NANO_AT_HOST, "output: 0.48", "output_image: 1000.01"),
    ),
    Breach(
        rates.rates_fit_the_input,
        r"0\.12 does not fit output, 61\. Check the unit",
        Edit(NANO_AT_HOST, "output: 0.48", "output: 61"),
    ),
    Breach(
        rates.rates_fit_the_input,
        r"0\.12 does not fit output, 0\.005\.",
        Edit(NANO_AT_HOST, "output: 0.48", "output: 0.005"),
    ),
    Breach(
        rates.rates_fit_the_input,
        r"0\.12 does not fit cached_input, 0\.0002\.",
        Edit(NANO_AT_HOST, "output: 0.48", "cached_input: 0.0002"),
    ),
    Breach(
        rates.modes_fit_the_standard,
        r"0\.41 does not fit the standard price, 0\.4: batch costs between 0\.05 and 1 times as much",
        Edit(NANO_ROUTES, "{input: 0.05, output: 0.20}", "{input: 0.05, output: 0.41}"),
    ),
    Breach(
        rates.modes_fit_the_standard,
        r"0\.09 does not fit the standard price, 0\.1: priority costs between 1 and 20 times as much",
        Edit(NANO_ROUTES, "priority: {input: 0.15}", "priority: {input: 0.09}"),
    ),
    Breach(
        rates.routes_charge_alike,
        r"10 is far from the usual price of this model, 0\.1\.",
        Edit(NANO_AT_HOST, "input: 0.12", "input: 10"),
    ),
    Breach(
        benchmarks.scores_lie_in_range,
        r"100\.1 is above 100, the greatest score of MMLU\. Check the unit: percent\.",
        Edit(NANO, "score: 80.1", "score: 100.1"),
    ),
    Breach(
        benchmarks.scores_lie_in_range,
        r"-0\.1 is below 0, the least score of MMLU",
        Edit(NANO, "score: 80.1", "score: -0.1"),
    ),
    Breach(
        publishers.documents_lie_at_their_publisher,
        r"lies at acme\.com\.evil\.com, which is no host of acme \(acme\.com\)\..*developers/acme\.yaml",
        Edit("sources/acme.yaml", "https://acme.com/terms", "https://acme.com.evil.com/terms"),
    ),
    Breach(
        publishers.documents_lie_at_their_publisher,
        r"lies at notlists\.com, which is no host of lists \(lists\.com\)\..*`publisher` in this file",
        Edit("sources/lists.yaml", "https://lists.com/copy", "https://notlists.com/copy"),
    ),
    Breach(
        publishers.endpoints_lie_at_their_provider,
        r"lies at api\.hosts\.com, which is none of this provider's `hosts` \(host\.com\)",
        Edit("providers/host.yaml", "https://api.host.com/v1", "https://api.hosts.com/v1"),
    ),
    Breach(
        publishers.publishers_are_described_once,
        r"acme is described in developers/acme\.yaml\. Delete this block\.",
        Edit("sources/acme.yaml", "documents:\n", "publisher: {name: Acme, hosts: [acme.com]}\ndocuments:\n"),
        at=("sources/acme.yaml", "publisher:"),
    ),
    Breach(
        publishers.publishers_are_described_once,
        r"lists is neither a developer nor a provider\. Add a `publisher`",
        Edit("sources/lists.yaml", "publisher:\n  name: Lists\n  hosts: [lists.com]\n", ""),
    ),
    Breach(
        orphans.sources_are_used,
        r"is not used\. Nothing refers to it: do so, or delete it\.",
        Edit(
            "sources/zenith.yaml",
            "documents:\n",
            "documents:\n  blog: {title: A blog, url: 'https://zenith.com/b', kind: news}\n",
        ),
        at=("sources/zenith.yaml", "blog"),
    ),
    Breach(
        orphans.policies_are_used,
        r"is not used\. No route names it",
        Edit("providers/acme.yaml", "data_policies:\n", "data_policies:\n  old: {name: Old terms}\n"),
        at=("providers/acme.yaml", "old:"),
    ),
    Breach(
        orphans.benchmarks_are_used,
        r"is not used\. No model has a score on it",
        Edit(
            NANO,
            NANO_SCORE,
            "",
        ),
        at=("benchmarks.yaml", "mmlu:"),
    ),
    Breach(
        orphans.comparisons_have_something_to_compare,
        r"compares fewer than two models that have routes or scores",
        Edit(ZEN_ROUTES, f"\n{ZEN_ROUTE}", " []\n"),
        at=("comparisons/nano-or-zen.yaml", "models:"),
    ),
    Breach(
        orphans.comparisons_have_something_to_compare,
        r"compares the same models as comparisons/nano-or-zen\.yaml\. Keep one of them\.",
        Edit(
            "comparisons/zen-or-nano.yaml",
            None,
            "models: [zenith/zen, acme/nano]\ntitle: Zen or nano\nquestion: Which?\n",
        ),
    ),
    Breach(
        articles.articles_hold_no_html,
        r"'<b>' is HTML\. Write plain Markdown\.",
        Edit(NANO_ARTICLE, "is the smallest", "is <b>the smallest"),
    ),
    Breach(
        articles.articles_link_by_https,
        r"link 'http://acme\.com/pricing': starts with 'http'\. Only https addresses are accepted\.",
        Edit(NANO_ARTICLE, "https://acme.com/pricing", "http://acme.com/pricing"),
    ),
    Breach(
        articles.articles_link_by_https,
        r"link 'javascript:alert",
        Edit(NANO_ARTICLE, "[the limits](#limits)", "[the limits](javascript:alert)"),
    ),
    Breach(
        decisions.decisions_name_known_records,
        r"no provider 'acmee' is known\. Did you mean acme\?",
        Edit("sync/identities.yaml", None, "firm_ends: [acmee]\n"),
        at=("sync/identities.yaml", "acmee"),
    ),
    Breach(
        decisions.decisions_name_known_records,
        r"no provider 'acmee' is known\. Did you mean acme\?",
        Edit("sync/identities.yaml", None, "currencies: {acmee: CNY}\n"),
        at=("sync/identities.yaml", "acmee"),
    ),
    Breach(
        decisions.decisions_name_known_records,
        r"no developer 'acmee' is known\. Did you mean acme\?",
        Edit("sync/identities.yaml", None, "untold_cutoffs: [acmee]\n"),
        at=("sync/identities.yaml", "acmee"),
    ),
    Breach(
        decisions.decisions_give_each_id_to_one_model,
        r"acme-nano-latest is an id of acme/nano too\. Keep it at one of the two\.",
        Edit("sync/identities.yaml", None, "models:\n  acme/mini:\n    known_as: [acme-nano-latest]\n"),
        at=("sync/identities.yaml", "acme-nano-latest"),
    ),
]


def found_by(rule: Rule, draft: Draft) -> list[Problem]:
    reader = Reader(draft.root)
    records, problems = reader.read()
    assert problems == []
    return reader.locate(list(rule(Survey(Catalog.of(records), TODAY))))


def test_a_sound_catalog_breaks_no_rule(draft: Draft) -> None:
    assert draft.problems() == []


def test_every_rule_has_a_change_that_breaks_it() -> None:
    assert {breach.rule for breach in BREACHES} == set(RULES)


@pytest.mark.parametrize("breach", BREACHES, ids=str)
def test_rule(draft: Draft, breach: Breach) -> None:
    spot = breach.spoil(draft)
    found = {Spot(problem.path, problem.line): problem.message for problem in found_by(breach.rule, draft)}
    assert len(found) == breach.places
    assert re.match(breach.message, found[spot]), found


# Newer Pythons warn of a fork beside threads; those of the test runner do nothing that matters here.
@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_many_processes_find_what_one_finds(draft: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    for edit in (breach.edits[0] for breach in BREACHES if breach.edits[0].path == ZEN):
        edit.make(draft)
    draft.change(NANO, "score: 80.1", "score: 100.1")
    draft.change(MINI, "acme/models", "acme/model")
    catalog = draft.catalog()
    one = checks.check(catalog, TODAY)
    assert len(one) > 3
    monkeypatch.setattr(checks, "_FORK_FROM", 1)
    assert checks.check(catalog, TODAY, jobs=2) == one
