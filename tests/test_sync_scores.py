"""Scores and weights that a source quotes: taken with their page, and only where the page is about the model."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.checks.verdict import judge
from generator.reading.document import parse
from generator.sync import run
from generator.sync.run import Report
from tests import sync_catalog

TODAY = date(2026, 11, 21)
LLAMA = "models/meta/llama-3.3-70b/model.yaml"
SONNET = "models/anthropic/claude-sonnet-4-5/model.yaml"
CARD = "https://huggingface.co/meta-llama/Llama-3.3-70B-Instruct"
MMLU = "https://evals.com/mmlu"

BENCHMARKS = """
benchmarks:
  mmlu:
    name: MMLU
    measures: Questions.
    group: reasoning_and_knowledge
    unit: percent
    minimum: 0
    maximum: 100
    source: evals/mmlu
  evals-shell:
    name: Shell as run by Evals
    measures: Commands.
    group: agentic
    unit: percent
    source: evals/mmlu
"""
SCORES = """benchmarks:
  - {benchmark: mmlu, score: 80, reported_by: evals, evidence: [{source: datasets/litellm, read_on: 2026-05-01}]}
  - {benchmark: evals-shell, score: 9, reported_by: evals, evidence: [{source: evals/mmlu, read_on: 2026-05-01}]}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small catalog with two benchmarks, on which one model has scores."""
    files = {
        "benchmarks.yaml": BENCHMARKS,
        "sources/evals.yaml": f"""
publisher: {{name: Evals, hosts: [evals.com]}}
documents:
  mmlu: {{title: MMLU, url: "{MMLU}", kind: benchmark}}
""",
        "sources/huggingface.yaml": """
publisher: {name: Hugging Face, hosts: [huggingface.co]}
documents:
  card: {title: "A card", url: "https://huggingface.co/x/y", kind: weights}
""",
        SONNET: sync_catalog.FILES[SONNET] + SCORES,
        LLAMA: sync_catalog.FILES[LLAMA]
        + "  - {source: huggingface/card, read_on: 2026-07-01, supports: [open_weights]}\n",
    }
    catalog = sync_catalog.write(tmp_path / "catalog", **files)
    assert judge(catalog, TODAY).problems == ()
    return catalog


def records(root: Path, model_id: str, day: str = "2026-07-02", **record: Any) -> Report:
    file = root.parent / f"models-{day}.json"
    file.write_text(json.dumps({model_id: record}), encoding="utf-8")
    report = run.sync(root, "models-dev-records", str(file), None, TODAY)
    assert judge(root, TODAY).problems == ()
    return report


def score(name: str, value: float, page: str = MMLU, **more: str) -> dict[str, Any]:
    return {"name": name, "score": value, "source": page, **more}


def scores(root: Path, path: str = SONNET) -> Any:
    """The scores of a model, numbers as text so that they compare easily."""
    return json.loads(json.dumps(parse(path, (root / path).read_bytes()).get("benchmarks", []), default=str))


def test_a_score_is_added_with_its_page_and_setting(root: Path) -> None:
    records(root, "anthropic/claude-sonnet-4-5", benchmarks=[score("MMLU", 82.5, harness="Box", variant="high")])
    assert scores(root)[-1] == {
        "benchmark": "mmlu",
        "score": "82.5",
        "reported_by": "evals",
        "published_in": "evals/mmlu",
        "setting": "Box, high effort",
        "evidence": [{"source": "datasets/models-dev", "read_on": "2026-07-02"}],
    }


def test_a_record_adds_no_route(root: Path) -> None:
    records(root, "anthropic/claude-sonnet-4.5", benchmarks=[score("MMLU", 82.5)])
    assert {path.stem for path in (root / SONNET).parent.glob("routes/*")} == {"anthropic", "amazon-bedrock"}
    assert "claude-sonnet-4.5" not in (root / SONNET).with_name("routes").joinpath("anthropic.yaml").read_text()


def test_the_same_score_is_evidence(root: Path) -> None:
    records(root, "anthropic/claude-sonnet-4-5", benchmarks=[score("MMLU", 80)])
    mmlu, _ = scores(root)
    assert [entry["source"] for entry in mmlu["evidence"]] == ["datasets/litellm", "datasets/models-dev"]
    assert mmlu["published_in"] == "evals/mmlu"


def test_another_score_of_the_same_setting_is_a_dispute(root: Path) -> None:
    records(root, "anthropic/claude-sonnet-4-5", benchmarks=[score("MMLU", 70)])
    mmlu, _ = scores(root)
    assert mmlu["score"] == 80
    assert mmlu["evidence"][-1]["reports"] == {"score": 70}


def test_who_runs_a_benchmark_in_a_way_of_their_own_makes_another(root: Path) -> None:
    records(root, "anthropic/claude-sonnet-4-5", benchmarks=[score("Shell", 10, harness="Box")])
    assert scores(root)[-1]["benchmark"] == "evals-shell"


def test_running_twice_changes_nothing(root: Path) -> None:
    record: dict[str, Any] = {
        "benchmarks": [score("MMLU", 82.5, harness="Box"), score("MMLU", 33, CARD)],
        "weights": [{"url": CARD}],
    }
    for model_id in ("anthropic/claude-sonnet-4-5", "hosting/llama-3.3-70b"):
        assert records(root, model_id, **record).written
        assert records(root, model_id, **record).written == ()


@pytest.mark.parametrize(
    ("quoted", "reason"),
    [
        (score("No such test", 5), "a score on a benchmark that the catalog does not describe"),
        (score("MMLU", 101), "a score that its benchmark cannot give"),
        (score("MMLU", 5, "https://nobody.com/x"), "a score whose publisher the catalog does not describe"),
        (
            score("MMLU", 5, "https://huggingface.co/meta-llama/Llama-9"),
            "a score whose page is not known to be about this model",
        ),
    ],
)
def test_a_score_that_says_nothing_certain_is_left_alone(root: Path, quoted: dict[str, Any], reason: str) -> None:
    before = (root / SONNET).read_bytes()
    report = records(root, "anthropic/claude-sonnet-4-5", benchmarks=[quoted])
    assert report.left_alone == {reason: 1}
    assert (root / SONNET).read_bytes() == before


def test_a_floating_id_says_nothing_of_scores(root: Path) -> None:
    report = records(root, "anthropic/claude-sonnet-4-5-latest", benchmarks=[score("MMLU", 82.5)])
    assert report.left_alone["scores or weights of a mode or of a floating id"] == 1
    assert len(scores(root)) == 2


def test_a_model_card_speaks_for_the_developer(root: Path) -> None:
    records(root, "hosting/llama-3.3-70b", benchmarks=[score("MMLU", 86, CARD)])
    (found,) = scores(root, LLAMA)
    assert (found["reported_by"], found["published_in"]) == ("meta", "huggingface/llama-3.3-70b-instruct")


def test_weights_are_added_as_a_document(root: Path) -> None:
    records(root, "hosting/llama-3.3-70b", weights=[{"url": CARD}])
    model = parse(LLAMA, (root / LLAMA).read_bytes())
    documents = parse("sources/huggingface.yaml", (root / "sources/huggingface.yaml").read_bytes())["documents"]
    assert model["weights"] == [{"source": "huggingface/llama-3.3-70b-instruct"}]
    assert documents["llama-3.3-70b-instruct"] == {
        "title": "meta-llama/Llama-3.3-70B-Instruct",
        "url": CARD,
        "kind": "weights",
    }


@pytest.mark.parametrize(
    ("model_id", "page", "reason"),
    [
        ("anthropic/claude-sonnet-4-5", CARD, "weights of a model that is not known to be open"),
        (
            "hosting/llama-3.3-70b",
            "https://huggingface.co/meta-llama/Llama-9",
            "weights whose page is about another model",
        ),
        ("hosting/llama-3.3-70b", "https://a.com/x", "a page of a publisher that the catalog does not describe"),
    ],
)
def test_weights_that_are_not_the_models_are_left_alone(root: Path, model_id: str, page: str, reason: str) -> None:
    assert records(root, model_id, weights=[{"url": page}]).left_alone == {reason: 1}
