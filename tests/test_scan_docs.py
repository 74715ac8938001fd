"""Every example of the scanner's page does what the page says, and the action runs what it promises."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from generator.__main__ import main
from generator.commands.scan import SCAN_KINDS
from generator.scan.files import LARGEST
from generator.scan.load import PATH
from tests import small_catalog
from tests.shipped_site import BUILD_DAY, ROOT

PAGE = (ROOT / "docs/pages/scan.md").read_text("utf-8")
RETIRED = 'MODEL = "acme-one-2025-04-14"\n'


def blocks(language: str) -> list[str]:
    """The blocks of code of the page in a language."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def commands() -> list[str]:
    """Every command of the page."""
    return [line for block in blocks("sh") for line in block.splitlines()]


@pytest.fixture
def code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one file that needs attention, the small catalog beside it."""
    small_catalog.write(tmp_path / "catalog")
    folder = tmp_path / "code"
    folder.mkdir()
    (folder / "ask.py").write_text(RETIRED, "utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", BUILD_DAY)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("generator.scan.command.default_origin", lambda: "../catalog")
    return folder


@pytest.mark.parametrize("command", commands())
def test_every_command_runs(code: Path, command: str) -> None:
    program, *arguments = shlex.split(command)
    assert program == "model-catalog"
    if "--baseline" in arguments:
        CliRunner().invoke(main, ["scan", "--write-baseline", "model-ids.json"])
    done = CliRunner().invoke(main, arguments)
    quiet = {"--baseline", "--write-baseline", "never"} & set(arguments)
    assert done.exit_code == (0 if quiet else 1), done.output


def test_the_page_shows_what_is_printed(code: Path) -> None:
    assert f"`{RETIRED.strip()}`" in PAGE
    assert blocks("text") == [CliRunner().invoke(main, ["scan"]).output]


def test_the_comment_of_the_page_leaves_a_line_out(code: Path) -> None:
    (block,) = blocks("python")
    (code / "ask.py").write_text(block, "utf-8")
    assert "nothing to do" in CliRunner().invoke(main, ["scan"]).output
    (code / "ask.py").write_text(block.partition("#")[0], "utf-8")
    assert "1 retired" in CliRunner().invoke(main, ["scan"]).output


def test_the_page_names_every_kind_in_order_and_every_option() -> None:
    assert re.findall(r"^\| ([a-z]+) \|", PAGE, re.MULTILINE) == list(SCAN_KINDS)
    options = {name for option in main.commands["scan"].params for name in option.opts if name.startswith("--")}
    assert {option for option in options if option not in PAGE} == set()
    assert (LARGEST, PATH) == (1_000_000, "api/v1/scan.json")


def yaml_with(key: str) -> Any:
    """The YAML block of the page that has this key at its top."""
    (found,) = [content for block in blocks("yaml") if key in (content := yaml.safe_load(block))]
    return found


def test_the_hook_of_the_page_exists_and_runs_a_command_that_exists() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    (repository,) = yaml_with("repos")["repos"]
    assert [used["id"] for used in repository["hooks"]] == [hook["id"]]
    assert f'{hook["entry"].split()[0]} = "generator.__main__:main"' in (ROOT / "pyproject.toml").read_text("utf-8")
    assert hook["entry"].split()[1] in main.commands


def test_the_workflow_of_the_page_is_one_and_gives_inputs_that_exist(tmp_path: Path) -> None:
    (block,) = [block for block in blocks("yaml") if block.startswith("name:")]
    (tmp_path / "workflow.yml").write_text(block, "utf-8")
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows"]
    checked = subprocess.run([*check, str(tmp_path / "workflow.yml")], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout
    inputs = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["inputs"]
    step = yaml_with("jobs")["jobs"]["scan"]["steps"][1]
    assert set(step["with"]) <= set(inputs)


# The action


def act(folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the action's script as a runner would, with its inputs in the environment."""
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    given = {name: inputs.get(name.replace("-", "_"), spec["default"]) for name, spec in action["inputs"].items()}
    step = action["runs"]["steps"][-1]
    environment = {
        name: given[found[1]] if (found := re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", value)) else value
        for name, value in step["env"].items()
    }
    environment |= {"GITHUB_ACTION_PATH": str(ROOT), "PYTHONPATH": str(ROOT), "MODEL_CATALOG_PYTHON": sys.executable}
    return subprocess.run(
        ["bash", "-c", step["run"]], cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True
    )


def test_the_action_annotates_and_fails(code: Path) -> None:
    done = act(code, catalog=str(code.parent / "catalog"), sarif="out.sarif")
    assert done.returncode == 1, done.stderr
    assert done.stdout.splitlines()[-2].startswith("::error file=ask.py,line=1,col=10,")
    assert len(json.loads((code / "out.sarif").read_text("utf-8"))["runs"][0]["results"]) == 1


def test_the_action_takes_its_inputs_as_text(code: Path) -> None:
    (code / "more files").mkdir()
    (code / "ask.py").rename(code / "more files/ask.py")
    done = act(code, catalog=str(code.parent / "catalog"), paths="more files\n$(touch x)\n", fail_on="never")
    assert done.returncode == 2
    assert not (code / "x").exists()
    done = act(code, catalog=str(code.parent / "catalog"), paths="more files\n", fail_on="never")
    assert (done.returncode, "more files/ask.py" in done.stdout) == (0, True)


def test_the_action_does_not_run_the_code_that_it_scans(code: Path) -> None:
    (code / "generator").mkdir()
    for name in ("__init__", "__main__"):
        (code / f"generator/{name}.py").write_text("raise SystemExit('run')\n", "utf-8")
    assert act(code, catalog=str(code.parent / "catalog")).returncode == 1
