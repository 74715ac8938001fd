"""`check` as people and CI call it: what it prints, how it exits, and when it may answer from memory."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator import checks
from generator.__main__ import main
from generator.catalog import Catalog
from generator.checks import verdict
from generator.clock import build_day
from generator.reading import Place, Problem, document
from generator.reading.problems import summary
from tests.factory import FILES, MINI, NANO, NANO_ARTICLE, TODAY, Draft
from tests.shipped_site import BUILD_DAY, ROOT


@pytest.fixture(autouse=True)
def here(draft: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command runs beside the small catalog, on a day that stays."""
    monkeypatch.chdir(draft.root.parent)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", BUILD_DAY)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", *arguments])


def test_a_clean_catalog_exits_0() -> None:
    done = run()
    assert (done.exit_code, done.stdout) == (0, f"0 problems in 0 of {len(FILES)} files.\n")


def test_problems_are_printed_by_file_and_line_and_exit_1(draft: Draft) -> None:
    draft.change(MINI, "released_on: 2024-07", "released_on: 2099")
    draft.change(NANO, "context_window:", "contex_window:")
    done = run()
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        f"catalog/{MINI}:2:14: released_on: 2099 lies in the future; today is 2026-11-21. Check the year.",
        f"catalog/{NANO}:5:1: contex_window: unknown; did you mean context_window?",
        f"2 problems in 2 of {len(FILES)} files.",
    ]


def test_a_problem_in_prose_has_its_line(draft: Draft) -> None:
    draft.change(NANO_ARTICLE, "[the limits](#limits)", "[the limits](http://acme.com)")
    assert f"catalog/{NANO_ARTICLE}:3:70: link 'http://acme.com'" in run().stdout


def test_a_long_line_stays_one_line(draft: Draft) -> None:
    draft.write(f"models/acme/nano/{'x' * 200}.txt", "")
    assert len(run().stdout.splitlines()) == 2


def test_another_folder_is_named_as_it_is_reached(draft: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    draft.change(MINI, "name: Acme mini", "name: 4")
    monkeypatch.chdir(draft.root / "models")
    assert f"../{MINI}:1:7: name: 4 reads as" in run("--catalog", "../../catalog").stdout


def test_github_gets_annotations(draft: Draft) -> None:
    draft.change(MINI, "name: Acme mini", "name: 100% & 'more': <b>")
    done = run("--format", "github")
    assert done.exit_code == 1
    first, last = done.stdout.splitlines()
    assert first.startswith(f"::error file=catalog/{MINI},line=1,col=")
    assert last == f"1 problem in 1 of {len(FILES)} files."


def test_an_annotation_cannot_be_left() -> None:
    problem = Problem("a,b:c\n::x.yaml", 1, 2, "field", "100%\n::warning::gotcha\r\x1b")
    assert problem.as_github_annotation() == (
        r"::error file=a%2Cb%3Ac\n%3A%3Ax.yaml,line=1,col=2::field: 100%25\n::warning::gotcha\r\x1b"
    )
    assert "\n" not in str(problem)


def test_what_somebody_typed_cannot_make_a_line_of_its_own(draft: Draft) -> None:
    draft.change(NANO, "open_weights: false", 'open_weights: "\\n::error::gotcha\\x1b[2J"')
    for style in ("text", "github"):
        out = run("--format", style).stdout
        assert len(out.splitlines()) == 2
        assert "\x1b" not in out


def test_a_crash_exits_2_and_shows_where(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise RuntimeError("a rule is broken")

    monkeypatch.setattr(checks, "RULES", (crash,))
    done = run()
    assert done.exit_code == 2
    assert "RuntimeError('a rule is broken'). This is an error of ours" in done.stderr
    assert "in crash" in done.stderr


def test_a_folder_that_does_not_exist_exits_2() -> None:
    done = run("--catalog", "nowhere")
    assert done.exit_code == 2
    assert "does not exist" in done.stderr


@pytest.mark.parametrize(
    ("count", "expected"), [(0, "0 problems in 0 of 1,234 files."), (1, "1 problem in 1 of 1,234 files.")]
)
def test_summary(count: int, expected: str) -> None:
    assert summary([Problem("a.yaml", 1, 1, "", "x")] * count, 1234) == expected


def test_the_module_runs_as_a_program() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "generator", "check"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")


# The day


def test_the_day_is_that_of_source_date_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    assert build_day() == TODAY
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795219199")
    assert build_day() == date(2026, 11, 20)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert build_day() >= date(2024, 1, 1)


# The verdict that is remembered


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """The days on which rules are run from now on."""
    days: list[date] = []
    check = checks.check

    def note(catalog: Catalog, today: date, jobs: int) -> list[Place]:
        days.append(today)
        return check(catalog, today, jobs)

    monkeypatch.setattr(verdict, "check", note)
    return days


def test_a_clean_verdict_is_remembered(looks: list[date]) -> None:
    first, second = run(), run()
    assert first.stdout == second.stdout
    assert looks == [TODAY]


def test_problems_are_never_remembered(draft: Draft, looks: list[date]) -> None:
    draft.change(MINI, "released_on: 2024-07", "released_on: 2099")
    first, second = run(), run()
    assert first.stdout == second.stdout
    assert first.exit_code == second.exit_code == 1
    assert len(looks) == 2


def test_another_day_is_another_verdict(looks: list[date], monkeypatch: pytest.MonkeyPatch) -> None:
    run()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert run().exit_code == 1
    assert looks == [TODAY, date(1970, 1, 1)]


@pytest.mark.parametrize("spoil", ["a record", "an article", "a new file", "a file gone", "an odd file"])
def test_any_change_is_looked_at(draft: Draft, looks: list[date], spoil: str) -> None:
    run()
    match spoil:
        case "a record":
            draft.change(MINI, "released_on: 2024-07", "released_on: 2099")
        case "an article":
            draft.change(NANO_ARTICLE, "smallest", "<b>")
        case "a new file":
            draft.write("developers/new.yaml", "name: 4\n")
        case "a file gone":
            draft.remove("developers/zenith.yaml")
        case "an odd file":
            draft.write("odd.txt", "")
    assert run().exit_code == 1
    assert len(looks) == 2


def test_a_change_of_our_own_code_is_another_verdict(
    looks: list[date], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    run()
    (tmp_path / "code").mkdir()
    (tmp_path / "code/rule.py").write_text("")
    monkeypatch.setattr(verdict, "_CODE", tmp_path / "code")
    run()
    assert len(looks) == 2


@pytest.mark.parametrize("content", ["", "clean", "0" * 32, "\x00" * 100])
def test_a_spoiled_verdict_is_not_believed(looks: list[date], content: str) -> None:
    run()
    sound = Path(".cache/verdict.txt").read_text()
    Path(".cache/verdict.txt").write_text(content)
    assert run().exit_code == 0
    assert len(looks) == 2
    assert Path(".cache/verdict.txt").read_text() == sound


def test_nothing_is_parsed_when_nothing_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    run()

    def fail(*_: object) -> None:
        raise AssertionError("parsed")

    monkeypatch.setattr(document, "parse", fail)
    assert run().exit_code == 0
