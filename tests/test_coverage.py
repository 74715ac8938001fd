"""`coverage`: what the catalog holds, which ids of other catalogs lead to it, and why the rest do not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator.__main__ import main
from generator.catalog import Level
from generator.sync.coverage import Reach, holdings, reach
from tests import small_catalog, sync_catalog

BEDROCK = "us.anthropic.claude-sonnet-4-5-20250929-v1:0"


def litellm(*ids: tuple[str, str]) -> bytes:
    return json.dumps({model_id: {"litellm_provider": provider} for provider, model_id in ids}).encode()


def models_dev(**providers: list[str]) -> bytes:
    return json.dumps(
        {name: {"models": {model_id: {} for model_id in ids}} for name, ids in providers.items()}
    ).encode()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return sync_catalog.write(tmp_path / "catalog")


def reached(root: Path, name: str, content: bytes) -> Reach:
    file = root.parent / "upstream.json"
    file.write_bytes(content)
    return reach(sync_catalog.read(root), [(name, str(file))], small_catalog.TODAY)[0]


def test_the_levels_of_all_facts_are_counted(tmp_path: Path) -> None:
    held = holdings(small_catalog.read(tmp_path))
    assert list(held.levels) == [Level.PRIMARY, Level.CORROBORATED, Level.SINGLE_SOURCE, Level.DISPUTED]
    assert held.levels[Level.DISPUTED] == 1


def test_records_and_what_routes_tell_are_counted(tmp_path: Path) -> None:
    catalog = small_catalog.read(tmp_path)
    held = holdings(catalog).counts
    assert (held["models"], held["routes"]) == (len(catalog.models), len(catalog.routes))
    assert held["routes with several price periods"] == 1
    assert 0 < held["routes with a data policy"] < held["routes"]


@pytest.mark.parametrize("written", [BEDROCK, f"bedrock/{BEDROCK}"])
def test_an_id_leads_to_its_route_as_it_is_written(root: Path, written: str) -> None:
    assert reached(root, "litellm", litellm(("bedrock", written))).total == {"route": 1}


def test_an_id_at_a_provider_leads_to_that_providers_route(root: Path) -> None:
    ids = {"hosting": ["meta-llama/Llama-3.3-70B-Instruct"], "gateway": ["meta-llama/Llama-3.3-70B-Instruct"]}
    found = reached(root, "models-dev", models_dev(**ids))
    assert found.by_provider == {"hosting": {"route": 1}, "gateway": {"model": 1}}


@pytest.mark.parametrize(
    ("seen", "outcome", "reason"),
    [
        (("bedrock", "bedrock/1-month-commitment/x"), "left out", "It is sold by the hour."),
        (("nobody", "nobody/x"), "unknown", "the provider nobody is not known"),
        (("host", "host/no-such-model"), "unknown", "no model is known by this id"),
        (("host", "host/llama-large"), "unknown", "the model is known, and this route of it is not"),
        (("anthropic", "claude-sonnet-4-5"), "model", "the model is known, and this route of it is not"),
        (("host", "host/llama-9"), "unknown", "the table names the model, and the catalog does not have it yet"),
    ],
)
def test_every_other_id_has_its_reason(root: Path, seen: tuple[str, str], outcome: str, reason: str) -> None:
    (missed,) = reached(root, "litellm", litellm(seen)).unresolved
    assert (missed.outcome, missed.reason) == (outcome, reason)


# The command


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["coverage", "--catalog", str(root), *arguments], env={"COLUMNS": "100"})


def test_the_command_prints_shares_and_counts(root: Path) -> None:
    done = run(root)
    assert done.exit_code == 0
    shown = [line.split() for line in done.stdout.splitlines()]
    assert ["models", "2"] in shown
    assert ["primary", "10", "50.0%"] in shown
    assert "--from models-dev=FILE" in done.stdout


def test_the_report_holds_every_id_that_leads_to_no_route(root: Path, tmp_path: Path) -> None:
    upstream, into = tmp_path / "litellm.json", tmp_path / "report.json"
    upstream.write_bytes(litellm(("bedrock", BEDROCK), *(("nobody", f"nobody/{number}") for number in range(40))))
    done = run(root, "--from", f"litellm={upstream}", "--report", str(into))
    assert done.exit_code == 0, done.output
    assert ["litellm", "41", "1", "0", "0", "40", "2.4%"] in [line.split() for line in done.stdout.splitlines()]
    report: Mapping[str, Any] = json.loads(into.read_text())["sources"]["litellm"]
    assert report["providers"]["nobody"] == {"all": 40, "route": 0, "model": 0, "left out": 0, "unknown": 40}
    assert [missed["id"] for missed in report["unresolved"]] == [f"nobody/{number}" for number in range(40)]


@pytest.mark.parametrize("origin", ["litellm", "litellm=", "nobody=x.json"])
def test_a_source_that_is_none_is_a_wrong_call(root: Path, origin: str) -> None:
    done = run(root, "--from", origin)
    assert done.exit_code == 2
    assert "SOURCE=FILE" in done.stderr


def test_a_file_that_is_none_is_refused(root: Path) -> None:
    done = run(root, "--from", "litellm=nowhere.json")
    assert done.exit_code == 1
    assert "nowhere.json cannot be read" in done.stderr
