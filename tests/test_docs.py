"""What README and CONTRIBUTING tell people to do exists and works, and editors find what the catalog's files name."""

from __future__ import annotations

import re
import subprocess
from itertools import chain
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.__main__ import main
from generator.reading.layout import walk
from tests import example_catalog
from tests.shipped_site import BUILD_DAY, ROOT

GUIDES = ["README.md", "CONTRIBUTING.md"]
PROBLEM = re.compile(r"catalog/\S+:\d+:\d+: .+\.")
SUMMARY = re.compile(r"\d+ problems? in \d+ of [\d,]+ files\.")


def guide(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def prose(name: str) -> str:
    """A guide without its blocks of code."""
    return re.sub(r"^```.*?^```$", "", guide(name), flags=re.MULTILINE | re.DOTALL)


def run(*arguments: str, folder: Path = ROOT) -> Result:
    """Run the command line as somebody who stands in a folder would."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("SOURCE_DATE_EPOCH", BUILD_DAY)
        return CliRunner().invoke(main, arguments, prog_name="python -m generator")


# Commands


@pytest.mark.parametrize("name", GUIDES)
def test_every_make_command_exists(name: str) -> None:
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", guide(name), re.MULTILINE))
    targets = set(re.findall(r"^([a-z-]+):", guide("Makefile"), re.MULTILINE))
    assert named
    assert named <= targets


def test_every_command_of_the_generator_exists() -> None:
    named = set(chain(*(re.findall(r"-m generator ([a-z]+)", guide(name)) for name in [*GUIDES, "Makefile"])))
    assert named
    assert named <= set(main.commands)


def test_make_help_lists_every_command_with_what_it_does() -> None:
    done = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    listed = dict(re.findall(r"^  make ([a-z-]+) +(\S.*)$", done.stdout, re.MULTILINE))
    assert set(re.findall(r"^([a-z-]+):.*##", guide("Makefile"), re.MULTILINE)) == set(listed)
    assert subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout == done.stdout


def test_the_generator_says_what_each_command_does() -> None:
    shown = run("--help")
    assert shown.exit_code == 0
    for name, command in main.commands.items():
        assert re.search(rf"^  {name} +\S", shown.stdout, re.MULTILINE)
        assert command.help


def test_check_passes_on_the_shipped_catalog() -> None:
    checked = run("check")
    lines = checked.stdout.splitlines()
    assert SUMMARY.fullmatch(lines[-1])
    assert lines[:-1] == []
    assert checked.exit_code == 0


def test_check_prints_each_problem_with_its_line_and_exits_1(tmp_path: Path) -> None:
    record = example_catalog.write(tmp_path / "catalog") / "models/acme/one/model.yaml"
    record.write_text(record.read_text("utf-8").replace("200000", "two").replace("2024-11-05", "2099-11-05"), "utf-8")
    checked = run("check", folder=tmp_path)
    *problems, summary = checked.stdout.splitlines()
    assert problems
    assert [line for line in problems if not PROBLEM.fullmatch(line)] == []
    assert SUMMARY.fullmatch(summary)
    assert checked.exit_code == 1


# Links and paths


@pytest.mark.parametrize("name", GUIDES)
def test_every_relative_link_leads_to_a_file(name: str) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", prose(name))
    assert links
    assert [link for link in links if not (ROOT / link).is_file()] == []


@pytest.mark.parametrize("name", GUIDES)
def test_every_link_within_a_page_leads_to_a_heading(name: str) -> None:
    titles = re.findall(r"^#+ (.+)$", prose(name), re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}
    assert set(re.findall(r"\]\(#([^)]+)\)", prose(name))) <= anchors


@pytest.mark.parametrize("name", GUIDES)
def test_every_path_that_is_named_exists(name: str) -> None:
    """Paths with a slash that begin at a folder of the repository; `<...>` stands for any id."""
    folders = {path.name for path in ROOT.iterdir() if path.is_dir()}
    named = [path for path in re.findall(r"`([\w.<>*/-]+/[\w.<>*/-]*)`", prose(name)) if path.split("/")[0] in folders]
    assert named
    assert [path for path in named if not list(ROOT.glob(re.sub(r"<[^>]+>", "*", path).rstrip("/")))] == []


def test_the_layout_names_folders_that_exist_and_every_part_of_the_generator() -> None:
    (table,) = re.findall(r"^\| folder \| what \|\n((?:\|.*\n)+)", guide("README.md"), re.MULTILINE)
    named = {path for row in table.splitlines() for path in re.findall(r"`([\w/]+)/`", row.split("|")[1])}
    assert {path for path in named if not (ROOT / path).is_dir()} == set()
    assert {f"generator/{part.parent.name}" for part in (ROOT / "generator").glob("*/__init__.py")} <= named


def test_code_that_is_shown_stands_so_in_the_repository() -> None:
    sources = [path.read_text("utf-8") for folder in ("generator", "tests") for path in (ROOT / folder).rglob("*.py")]
    blocks = re.findall(r"^```python\n(.*?)^```$", guide("CONTRIBUTING.md"), re.MULTILINE | re.DOTALL)
    assert blocks
    assert [block for block in blocks if not any(block in source for source in sources)] == []


# Editors


def schema_of(path: Path) -> Path | None:
    """The schema that a file of the catalog names in its first line."""
    with path.open(encoding="utf-8") as file:
        found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)\n", file.readline())
    return (path.parent / found[1]).resolve() if found else None


def test_every_file_of_the_catalog_names_the_schema_of_its_kind() -> None:
    files = [file for file in walk(ROOT / "catalog")[0] if file.kind != "article"]
    named = {file.path: schema_of(ROOT / "catalog" / file.path) for file in files}
    right = {file.path: (ROOT / "schemas" / f"{file.kind}.schema.json").resolve() for file in files}
    assert {path: schema for path, schema in named.items() if schema != right[path]} == {}
    assert [schema for schema in set(right.values()) if not schema.is_file()] == []
