"""Lifecycle rows, one JSON object a line, gathered from projects that watch deprecation pages.

`shutdown_kind` keeps firm days, floors and days of unknown kind apart. An announcement on or after the shutdown, or
after the row was read, is a misread column: the announcement is dropped and counted, the shutdown kept.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from generator.sync.observation import Gaps, Lifecycle, ModelFacts, Observation, Reading, SyncError
from generator.sync.readers.entry import Entry, load_lines

_SOURCES: Final = {
    "deprecations/deprecations-rss": "datasets/deprecations-rss",
    "mnfst/modeldeprecations.dev": "datasets/modeldeprecations",
    "endoflife-date/endoflife.date": "datasets/endoflife-date",
}
_UNCLEAR: Final = frozenset(
    {"as_scraped_min_over_regions", "committed_or_earliest (source drops the qualifier)", "unknown"}
)


def read(content: bytes, read_on: date) -> Reading:
    """Return what the rows say; each row tells when it was read. Raises SyncError when `content` is something else."""
    gaps = Gaps()
    found = []
    for at, data in load_lines(content):
        entry = Entry(data, at, gaps)
        observation = _observation(entry, read_on)
        entry.close()
        if observation:
            found.append(observation)
    if not found:
        raise SyncError("holds no lifecycle row. Check that this is the right file; nothing was changed.")
    return Reading(tuple(found), gaps.listed())


def _observation(entry: Entry, read_on: date) -> Observation | None:
    entry.skip("source_commit", "source_urls", "first_observed", "status")
    provider, model_id = entry.text("provider"), entry.text("model_id")
    source = _SOURCES.get(entry.text("source_project") or "")
    name, released = entry.text("model_name"), entry.partial("released")
    as_of = entry.day("as_of") or read_on
    lifecycle = _lifecycle(entry, as_of)
    aliases = entry.texts("aliases")
    if provider is None or model_id is None or source is None:
        entry.gaps.note("a row without provider, model or known project", entry.at)
        return None
    return Observation(
        source=source,
        read_on=min(as_of, read_on),
        provider=provider,
        model_id=model_id,
        at=f"{entry.at} {provider}/{model_id}",
        name=name,
        facts=ModelFacts(released_on=released),
        lifecycle=lifecycle,
        aliases=aliases,
    )


def _lifecycle(entry: Entry, as_of: date) -> Lifecycle:
    announced = entry.day("announced")
    if entry.text("announced_kind") != "provider":
        announced = None
    shutdown, kind = entry.day("shutdown"), entry.text("shutdown_kind")
    if announced and (announced > as_of or (shutdown and announced >= shutdown)):
        entry.gaps.note("an announcement after the shutdown or the reading, not taken", entry.at)
        announced = None
    is_unclear = kind in _UNCLEAR
    if shutdown and not is_unclear and kind not in ("committed", "earliest"):
        entry.gaps.note("a shutdown of unknown kind", entry.at)
        is_unclear = True
    return Lifecycle(
        deprecated_on=announced,
        retires_on=shutdown if kind == "committed" else None,
        retires_no_earlier_than=shutdown if kind == "earliest" else None,
        ends_on=shutdown if is_unclear else None,
        replacements=entry.texts("replacement"),
    )
