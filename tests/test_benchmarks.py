"""What is measured is a sound catalog, the same each time. `make bench` prints how fast it goes; no test times it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.__main__ import main
from benchmarks.grow import count_files, grow
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
