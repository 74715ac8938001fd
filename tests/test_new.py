"""`new`: a record begun with what is known, valid as it is left, or nothing at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.__main__ import main
from generator.checks.verdict import judge
from tests import example_catalog
from tests.shipped_site import BUILD_DAY
from tests.small_catalog import TODAY


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The catalog of the guide, in a folder where somebody stands."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", BUILD_DAY)
    return example_catalog.write(tmp_path / "catalog")


def new(*arguments: str, answers: str = "") -> Result:
    return CliRunner().invoke(main, ["new", *arguments], input=answers)


def test_a_model_asks_for_its_name_and_source_and_is_valid(root: Path) -> None:
    done = new("model", "acme/two", "--context-window", "64000", answers="Acme Two\nacme/pricing\n")
    assert done.exit_code == 0, done.output
    assert (root / "models/acme/two/model.yaml").read_text() == (
        "# yaml-language-server: $schema=../../../../schemas/model.schema.json\n"
        "name: Acme Two\n"
        "context_window: 64000\n"
        "modalities: {input: [text], output: [text]}\n"
        "evidence:\n"
        "  - {source: acme/pricing, read_on: 2026-11-21}\n"
    )
    assert judge(root, TODAY).problems == ()


def test_a_document_that_is_new_is_added_to_its_publisher(root: Path) -> None:
    source = ("--source", "https://example.com/models/two", "--source-title", "Acme Two")
    assert new("model", "acme/two", "--name", "Acme Two", *source).exit_code == 0
    sources = (root / "sources/acme.yaml").read_text()
    assert "two: {title: Acme Two, url: https://example.com/models/two, kind: model_page}" in sources
    assert "source: acme/two" in (root / "models/acme/two/model.yaml").read_text()
    assert judge(root, TODAY).problems == ()


def test_a_provider_has_the_host_of_its_home_page(root: Path) -> None:
    done = new("provider", "stratus", answers="Stratus\ncloud\nhttps://www.stratus.com/\n")
    assert done.exit_code == 0, done.output
    assert "hosts: [stratus.com]" in (root / "providers/stratus.yaml").read_text()
    assert judge(root, TODAY).problems == ()


def test_a_route_has_its_prices_and_the_terms_that_cover_it(root: Path) -> None:
    assert new("model", "acme/two", "--name", "Acme Two", "--source", "acme/pricing").exit_code == 0
    done = new("route", "acme/two", "acme", "acme-two", "--input", "0.25", "--output", "2", "--source", "acme/pricing")
    assert done.exit_code == 0, done.output
    text = (root / "models/acme/two/routes/acme.yaml").read_text()
    assert "standard: {input: 0.25, output: 2}" in text
    assert judge(root, TODAY).problems == ()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("model", "two", "--name", "Two", "--source", "acme/pricing"), "two: write developer/model"),
        (("model", "acme/one", "--name", "One", "--source", "acme/pricing"), "acme/one is there already"),
        (("model", "acme/two", "--name", "Two", "--source", "acme/nothing"), "acme/nothing is no source"),
        (("model", "acme/two", "--name", "Two", "--source", "https://elsewhere.com/x"), "the host elsewhere.com"),
        (("model", "acme/two", "--name", "<b>", "--source", "acme/pricing"), "markup"),
        (("route", "acme/two", "acme", "acme-two", "--source", "acme/pricing"), "acme/two is not in the catalog"),
        (("route", "acme/one", "acme", "x", "--input", "dear", "--source", "acme/pricing"), "dear is no price"),
    ],
)
def test_what_cannot_be_added_is_refused_and_nothing_is_written(
    root: Path, arguments: tuple[str, ...], said: str
) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*.yaml")}
    done = new(*arguments)
    assert done.exit_code == 1
    assert said in done.output
    assert {path: path.read_bytes() for path in root.rglob("*.yaml")} == before
