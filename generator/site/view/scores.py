"""How well and how fast a model does, as others measured it, and where it stands among the models here."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from generator.catalog import ModelEntry, words
from generator.site.context import SiteContext
from generator.site.view.citations import Shown
from generator.site.view.facts import RecordFacts


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One score."""

    name: str
    measures: str
    score: Shown
    setting: str | None
    reported_by: str
    published_at: str | None
    """The address of the document in which they published it."""
    standing: str | None
    """Its rank among the models of the catalog with a score."""


@dataclass(frozen=True, slots=True)
class ScoreGroup:
    """Scores of one ability."""

    title: str
    rows: tuple[ScoreRow, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure that leads, with its name."""

    label: str
    value: Shown
    remark: str = ""
    """What the figure counts, or the figure in full."""


def score_groups(context: SiteContext, facts: RecordFacts, entry: ModelEntry) -> list[ScoreGroup]:
    """Return the scores by ability, in the order of the abilities."""
    groups: dict[str, list[ScoreRow]] = defaultdict(list)
    for position, scored in enumerate(entry.model.benchmarks):
        benchmark = context.catalog.benchmarks[scored.benchmark]

        def as_text(value: Decimal, unit: str = benchmark.unit) -> str:
            return words.score(value, unit)

        rank, of = context.standings[scored.benchmark][entry.id]
        groups[benchmark.group].append(
            ScoreRow(
                name=benchmark.name,
                measures=benchmark.measures,
                score=facts.show(benchmark.name, "benchmarks", position, "score", as_text=as_text),
                setting=scored.setting,
                reported_by=context.catalog.publisher_name(scored.reported_by),
                published_at=context.catalog.sources[scored.published_in].url if scored.published_in else None,
                standing=f"{rank} of {of}" if of > 1 else None,
            )
        )
    return [
        ScoreGroup(title, tuple(groups[group])) for group, title in words.BENCHMARK_GROUP.items() if group in groups
    ]


def performance(facts: RecordFacts, entry: ModelEntry) -> list[Tile]:
    """Return rankings by others and measured speeds."""
    tiles = []
    for position, ranking in enumerate(entry.model.rankings):
        place = f"{ranking.rank} of {ranking.of}"
        tiles.append(Tile("Rank elsewhere", facts.show_text("rank", place, "rankings", position, "rank")))
        if ranking.tier is not None:
            tiles.append(Tile("Tier", facts.show("tier", "rankings", position, "tier")))
    for position, speed in enumerate(entry.model.speed):
        if speed.output_tokens_per_second is not None:
            tiles.append(
                Tile(
                    "Output speed",
                    facts.show(
                        "output speed",
                        "speed",
                        position,
                        "output_tokens_per_second",
                        as_text=lambda n: f"{n:f} tokens/s",
                    ),
                )
            )
        if speed.seconds_to_first_token is not None:
            tiles.append(
                Tile(
                    "First token",
                    facts.show(
                        "first token", "speed", position, "seconds_to_first_token", as_text=lambda n: f"{n:f} s"
                    ),
                )
            )
    return tiles
