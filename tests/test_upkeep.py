"""What to read again next, and which documents are gone: the lists that keep a maintainer's week short."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.__main__ import main
from generator.publish.rereading import Rereading, rereadings
from generator.schema import Source
from generator.sync.links import Answer, Fate, check_links, markdown
from tests import small_catalog
from tests.shipped_site import BUILD_DAY

# Read again


@pytest.fixture
def found(tmp_path: Path) -> dict[str, Rereading]:
    rows = rereadings(small_catalog.read(tmp_path), small_catalog.TODAY)
    return {row.source: row for row in rows}


def test_a_document_is_listed_once_with_all_that_hangs_on_it(found: dict[str, Rereading]) -> None:
    assert found["acme/terms"].oldest == date(2026, 9, 1)
    assert (found["acme/terms"].facts, dict(found["acme/terms"].about)) == (4, {"acme": 4})


def test_prices_that_many_depend_on_come_before_facts_that_stay(found: dict[str, Rereading]) -> None:
    order = list(found)
    assert order.index("acme/pricing") < order.index("acme/terms")
    assert "acme/evals" not in found, "scores stay what they are"


def test_a_fact_waits_with_the_page_of_whoever_it_is_about(tmp_path: Path) -> None:
    rows = rereadings(small_catalog.read(tmp_path), date(2027, 11, 21))
    output = next(row for row in rows if row.source == "datasets/litellm")
    assert output.about == {"acme/one": 1}, "max_output_tokens, which only data sets tell"
    assert output.is_dataset


def test_what_was_read_lately_is_left_out(tmp_path: Path) -> None:
    catalog = small_catalog.read(tmp_path)
    assert {row.source for row in rereadings(catalog, small_catalog.TODAY, 60)} == {"acme/terms", "datasets/models-dev"}


def test_a_retired_route_asks_for_nothing(tmp_path: Path) -> None:
    catalog = small_catalog.read(tmp_path)
    before = {row.source: row.about["acme/one"] for row in rereadings(catalog, date(2027, 4, 21))}
    after = {row.source: row.about["acme/one"] for row in rereadings(catalog, date(2027, 4, 22))}
    assert before["acme/pricing"] > 0
    assert "acme/pricing" not in after


def test_the_command_prints_each_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", BUILD_DAY)
    monkeypatch.chdir(tmp_path)
    small_catalog.write(tmp_path / "catalog")

    def run(*arguments: str) -> str:
        done = CliRunner().invoke(main, ["stale", *arguments])
        assert done.exit_code == 0, done.output
        return done.stdout

    assert run("--limit", "1").startswith("4 documents to read again, for ")
    assert "| [Acme's terms](https://acme.com/terms) | 2026-09-01 | 4 | acme |" in run("--format", "markdown")
    assert {row["source"] for row in json.loads(run("--format", "json"))} >= {"acme/terms", "acme/pricing"}


# Links


def sources(**urls: str) -> dict[str, Source]:
    data = {"title": "A document", "kind": "documentation"}
    return {f"acme/{name}": Source.model_validate({**data, "url": url}) for name, url in urls.items()}


@pytest.mark.parametrize(
    ("answer", "fate"),
    [
        (200, Fate.HERE),
        (404, Fate.GONE),
        (410, Fate.GONE),
        ("no such host", Fate.GONE),
        (403, Fate.UNSURE),
        (429, Fate.UNSURE),
        (503, Fate.UNSURE),
        ("timed out", Fate.UNSURE),
    ],
)
def test_only_a_host_that_says_so_makes_a_document_gone(answer: Answer, fate: Fate) -> None:
    (link,) = check_links(sources(one="https://acme.com/one"), lambda _: answer)
    assert link.fate is fate


def test_a_host_is_asked_one_thing_at_a_time() -> None:
    asked: list[str] = []
    busy: set[str] = set()

    def ask(url: str) -> Answer:
        host = url.split("/")[2]
        assert host not in busy
        busy.add(host)
        asked.append(url)
        busy.remove(host)
        return 200

    urls = {f"n{number}": f"https://acme.com/{number}" for number in range(20)}
    assert len(check_links(sources(**urls), ask)) == 20
    assert asked == list(urls.values())


def test_the_list_names_what_is_gone() -> None:
    links = check_links(
        sources(one="https://acme.com/one", two="https://acme.com/two"), lambda url: 404 if "two" in url else 200
    )
    assert markdown(links) == (
        "2 documents asked for, 1 gone, 0 not known.\n\n#### Gone: mend the address in `catalog/sources/`\n\n"
        "- `acme/two` <https://acme.com/two>: 404\n"
    )
