"""`api/v1/benchmarks.json`: what scores are measured on, and all scores on each.

Scores stand as they were reported and in no order of merit: settings differ, and who reported one matters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from generator.publish.api import ROOT, Api, Json, as_written
from generator.publish.exact_json import encode


def files(api: Api) -> Iterator[tuple[str, bytes]]:
    """Yield the list of all benchmarks, and each by itself with its scores, by model."""
    catalog = api.catalog
    scores: dict[str, list[Json]] = defaultdict(list)
    sources: dict[str, set[str]] = defaultdict(set)
    for entry in catalog.models.values():
        for place, scored in enumerate(entry.model.benchmarks):
            written = as_written(scored)
            del written["benchmark"]
            if not scored.evidence:
                # Evidence may stand at the model for all that it says.
                fact = api.found(entry.id).get(("benchmarks", place, "score"))
                written["evidence"] = [as_written(each) for each in fact.support] if fact else []
            sources[scored.benchmark].update(each["source"] for each in written["evidence"])
            scores[scored.benchmark].append({"model": entry.id, **written})
    listed: list[Json] = []
    for benchmark_id, benchmark in sorted(catalog.benchmarks.items()):
        of_it = scores[benchmark_id]
        record = {"id": benchmark_id, **as_written(benchmark), "higher_is_better": benchmark.higher_is_better}
        listed.append({**record, "computed": {"scores": len(of_it), "models": len({row["model"] for row in of_it})}})
        named = {benchmark.source, *sources[benchmark_id]}
        computed = {"as_of": api.today, "sources": api.sources_by_id(named)}
        yield f"{ROOT}benchmarks/{benchmark_id}.json", encode({**record, "scores": of_it, "computed": computed})
    yield f"{ROOT}benchmarks.json", encode({"as_of": api.today, "benchmarks": listed})
