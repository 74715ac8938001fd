"""models.dev's `models.json`: one record a model, by developer, with scores and weights and without prices.

A score is a quotation: the record names the page that published it, and who reads the record has not read the page. So
the address travels with the score. Which benchmark is meant takes its name together with a version and a subset, since
scores of different versions are no scores of one benchmark.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from generator.schema.text import https_url
from generator.sync.observation import Gaps, Observation, Reading, StatedScore
from generator.sync.readers.entry import Entry, load_json, mapping
from generator.sync.readers.models_dev import SOURCE, read_facts

_EFFORTS: Final = frozenset({"none", "minimal", "low", "medium", "high", "xhigh", "max"})
_WHOLE: Final = frozenset({"public", "full"})
"""Subsets that are the benchmark as everybody knows it."""


def read(content: bytes, read_on: date) -> Reading:
    """Return what `models.json` says. Raises SyncError when `content` is something else."""
    gaps = Gaps()
    observations = []
    for key, data in mapping(load_json(content), "models.dev's models").items():
        developer, slash, model_id = key.partition("/")
        if not (developer and slash and model_id):
            gaps.note("a record without developer/model as its id", key)
            continue
        observations.append(_observation(Entry(data, key, gaps), developer, model_id, read_on))
    return Reading(tuple(observations), gaps.listed())


def _observation(entry: Entry, developer: str, model_id: str, read_on: date) -> Observation:
    entry.skip("links")
    name, license_ = entry.text("name"), entry.text("license")
    weights = []
    for place in entry.entries("weights"):
        place.skip("label")
        # Other forms of the weights are no further places of the model's own.
        page = _page(place, "url")
        if page is not None and place.text("quantization") is None:
            weights.append(page)
        place.close()
    scores = tuple(score for item in entry.entries("benchmarks") if (score := _score(item)))
    facts = read_facts(entry, license=license_, weights=tuple(weights), scores=scores)
    entry.close()
    return Observation(SOURCE, read_on, developer, model_id, entry.at, name, developer, facts, is_record=True)


def _score(entry: Entry) -> StatedScore | None:
    entry.skip("metric", "date")
    name, score, page = entry.text("name"), entry.amount("score"), _page(entry, "source")
    version, subset = entry.text("version"), entry.text("dataset")
    harness, variant = entry.text("harness"), entry.text("variant")
    entry.close()
    if name is None or score is None or page is None:
        entry.gaps.note("a score without a benchmark, a number or a page", entry.at)
        return None
    if version is not None:
        name = f"{name} {version}"
    if subset is not None and subset not in _WHOLE:
        name = f"{name} {subset}"
    effort = f"{variant} effort" if variant in _EFFORTS else variant
    setting = ", ".join(word for word in (harness, effort) if word) or None
    return StatedScore(name, score, page, setting)


def _page(entry: Entry, key: str) -> str | None:
    address = entry.text(key)
    if address is None:
        return None
    try:
        return https_url(address)
    except ValueError:
        entry.gaps.note(f"{key} that is no https address", entry.at)
        return None
