"""What is measured is a sound catalog, the same each time. `make bench` prints how fast it goes; no test times it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser

from benchmarks.__main__ import main
from benchmarks.grow import count_files, grow
from benchmarks.pages import lighthouse
from benchmarks.pages.__main__ import main as pages
from benchmarks.pages.measure import Figure
from benchmarks.pages.weight import weights
from generator.catalog import Catalog
from generator.checks import check
from generator.reading import Reader
from tests.factory import Draft

MODELS = 40


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound catalog to start from; the shipped one is grown by each run of the benchmarks."""
    return Draft(tmp_path_factory.mktemp("shipped") / "catalog").root


@pytest.fixture(scope="module")
def grown(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("grown") / "catalog"
    grow(shipped, target, MODELS)
    return target


def test_a_grown_catalog_has_the_models_asked_for_and_no_problem(grown: Path) -> None:
    records, problems = Reader(grown, jobs=1).read()
    assert problems == []
    assert len(records.models) == MODELS
    assert check(Catalog.of(records), date(2026, 11, 21)) == []


def test_a_catalog_grows_the_same_way_each_time(shipped: Path, grown: Path, tmp_path: Path) -> None:
    again = tmp_path / "catalog"
    grow(shipped, again, MODELS)
    files = [path.relative_to(grown) for path in sorted(grown.rglob("*")) if path.is_file()]
    assert count_files(again) == count_files(grown)
    assert [path for path in files if (again / path).read_bytes() != (grown / path).read_bytes()] == []


def test_a_measurement_that_does_not_exist_is_refused() -> None:
    result = CliRunner().invoke(main, ["--only", "build,speed"])
    assert result.exit_code == 2
    assert "speed is not measured. Choose from check, build, edit, rivals, scan." in result.output


def test_a_measurement_of_pages_that_does_not_exist_is_refused() -> None:
    result = CliRunner().invoke(pages, ["--only", "weight,speed"])
    assert result.exit_code == 2
    assert "speed is not measured. Choose from weight, keystrokes, search, lighthouse." in result.output


@pytest.mark.parametrize(
    ("figure", "verdict"),
    [
        (Figure("key", 50.0, "ms", 50), "holds"),
        (Figure("key", 50.1, "ms", 50), "MISSED"),
        (Figure("score", 95, "", 95, more_is_better=True), "holds"),
        (Figure("score", 94, "", 95, more_is_better=True), "MISSED"),
    ],
)
def test_a_figure_says_whether_it_is_as_it_is_wanted(figure: Figure, verdict: str) -> None:
    assert figure.line().endswith(verdict)


def test_pages_and_data_of_the_shipped_site_weigh_no_more_than_is_wanted(
    site_dir: Path, site_url: str, browser: Browser
) -> None:
    figures = list(weights(site_dir, site_url, browser))
    assert len([figure for figure in figures if figure.wanted is not None]) == 4
    assert [figure.line() for figure in figures if not figure.holds] == []


def test_without_node_the_pages_say_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda program: None if program == "node" else f"/bin/{program}")
    result = CliRunner().invoke(pages, ["--only", "lighthouse"])
    assert result.exit_code == 1
    assert "Lighthouse runs on Node.js 18.20 or newer, and there is no `node`." in result.output


def test_the_lock_of_lighthouse_pins_contents_and_names_no_address() -> None:
    locked = json.loads((lighthouse.HERE / "package-lock.json").read_text())["packages"]
    tools = {path: package for path, package in locked.items() if path}
    wanted = json.loads((lighthouse.HERE / "package.json").read_text())["dependencies"]
    assert wanted == {"lighthouse": tools["node_modules/lighthouse"]["version"]}
    assert [path for path, package in tools.items() if "integrity" not in package or "resolved" in package] == []
