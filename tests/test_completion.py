"""Completion in the shells that people use: what Tab offers, asked through each shell's own protocol."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.__main__ import main
from tests import small_catalog
from tests.catalog_history import CatalogHistory
from tests.shipped_site import ROOT
from tests.workplace import needed

PROGRAM = Path(sys.executable).with_name("model-catalog")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the small catalog, in which somebody stands; a file of it is no YAML at all."""
    small_catalog.write(tmp_path / "catalog")
    (tmp_path / "catalog/models/acme/one/model.yaml").write_text("\t: no YAML {", "utf-8")
    return tmp_path


def offered(folder: Path, line: str) -> list[str]:
    """What the program answers to click's protocol for bash when Tab is pressed at the end of a line."""
    words = line.split(" ")
    asked = {"_MODEL_CATALOG_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    done = subprocess.run(
        [PROGRAM], cwd=folder, env={**os.environ, **asked}, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return [answer.removeprefix("plain,") for answer in done.stdout.split()]


@pytest.mark.parametrize(
    ("line", "answers"),
    [
        ("model-catalog comp", ["completion"]),
        ("model-catalog new route acme/o", ["acme/one", "acme/one-mini"]),
        ("model-catalog new route acme/one ", ["acme", "hosting", "vault"]),
        ("model-catalog new model z", ["zenith/"]),
        ("model-catalog sync models-dev --provider h", ["hosting"]),
        ("model-catalog check --format ", ["text", "github"]),
        ("model-catalog sync models-dev --re", ["--read-on", "--report"]),
        ("model-catalog sync models-dev --from ap", ["file,ap"]),
        ("model-catalog scan --catalog cat", ["file,cat"]),
        ("model-catalog scan sr", ["file,sr"]),
        ("model-catalog check --catalog cat", ["dir,cat"]),
    ],
)
def test_a_tab_offers_what_can_stand_there(folder: Path, line: str, answers: list[str]) -> None:
    assert offered(folder, line) == answers


def test_another_folder_of_the_catalog_is_looked_at(folder: Path) -> None:
    (folder / "elsewhere").mkdir()
    assert offered(folder / "elsewhere", "model-catalog new route ze") == []
    assert offered(folder / "elsewhere", "model-catalog new route --catalog ../catalog ze") == ["zenith/zen"]


def test_a_revision_is_a_branch_or_a_tag(tmp_path: Path) -> None:
    history = CatalogHistory(tmp_path)
    history.git("branch", "cheaper")
    history.git("tag", "v1")
    for command in ("diff", "diff main", "guard"):
        assert offered(tmp_path, f"model-catalog {command} ") == ["cheaper", "main", "v1"]


def test_without_a_repository_no_revision_is_offered(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(folder.parent))
    assert offered(folder, "model-catalog diff ") == []


def test_a_tab_reads_no_yaml_and_loads_nothing_that_does() -> None:
    code = "import sys, generator.__main__; print({'yaml', 'pydantic', 'mkdocs', 'rich'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def script(shell: str) -> str:
    done = CliRunner().invoke(main, ["completion", shell])
    assert done.exit_code == 0
    return done.stdout


def press_tab(shell: str, arguments: Sequence[str], code: str, folder: Path) -> list[str]:
    """Run a shell that has the program's completion and return the lines it prints."""
    path = f"{PROGRAM.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [needed(shell), *arguments, code], cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_bash_completes_with_the_line_of_the_help(folder: Path) -> None:
    code = """
        eval "$(model-catalog completion bash)"
        COMP_WORDS=(model-catalog new route acme/o) COMP_CWORD=3
        _model_catalog_completion model-catalog
        printf '%s\\n' "${COMPREPLY[@]}"
        complete -p model-catalog
    """
    *offers, registered = press_tab("bash", ["--norc", "-c"], code, folder)
    assert offers == ["acme/one", "acme/one-mini"]
    assert "_model_catalog_completion model-catalog" in registered


@pytest.mark.parametrize(("shell", "mark"), [("zsh", "#compdef model-catalog"), ("fish", "--command model-catalog")])
def test_the_script_of_each_shell_names_the_program_and_asks_it(shell: str, mark: str) -> None:
    assert mark in script(shell)
    assert f"_MODEL_CATALOG_COMPLETE={shell}_complete" in script(shell)
