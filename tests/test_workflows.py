"""What GitHub runs: pinned, allowed as little as possible, and deaf to what a pull request brings.

The steps that write to GitHub are run here for real, with the program `gh` played by a script that notes its calls.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from generator.__main__ import main
from tests.shipped_site import ROOT
from tests.workplace import needed

FILES = [*sorted((ROOT / ".github/workflows").glob("*.yml")), ROOT / "action.yml"]
WORKFLOWS: dict[str, dict[Any, Any]] = {
    path.stem: yaml.safe_load(path.read_text("utf-8")) for path in FILES if path.stem != "action"
}
MAY_WRITE = {
    ("comment", "comment"): {"pull-requests"},
    ("upkeep", "tell"): {"issues"},
    ("publish", "deploy"): {"pages", "id-token"},
}
"""Every job that may change anything, and what."""


def jobs() -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
    for name, workflow in WORKFLOWS.items():
        for job, spec in workflow["jobs"].items():
            yield (name, job), spec


def steps() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every step of the workflows and the action, with where it stands."""
    for (name, job), spec in jobs():
        yield from ((f"{name}.{job}", step) for step in spec["steps"])
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    yield from (("action", step) for step in action["runs"]["steps"])


SCRIPTS = [(where, step["run"]) for where, step in steps() if "run" in step]


@pytest.mark.parametrize("path", [*FILES, ROOT / "docs/pages/scan.md"], ids=lambda path: path.name)
def test_every_action_of_others_is_pinned_to_a_commit_and_says_its_version(path: Path) -> None:
    used = re.findall(r"^ +(?:- )?uses: (.*)$", path.read_text("utf-8"), re.MULTILINE)
    others = [action for action in used if not action.startswith("model-catalog/")]
    assert others
    pinned = re.compile(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
    assert [action for action in others if not pinned.fullmatch(action)] == []


def test_nothing_is_allowed_but_what_a_job_asks_for() -> None:
    assert {name for name, workflow in WORKFLOWS.items() if workflow["permissions"] != {}} == set()
    writes = {job: {what for what, level in spec["permissions"].items() if level == "write"} for job, spec in jobs()}
    assert {job: found for job, found in writes.items() if found} == MAY_WRITE


def test_a_job_that_may_write_runs_nothing_that_others_wrote() -> None:
    for job in MAY_WRITE:
        steps = dict(jobs())[job]["steps"]
        assert [step["uses"] for step in steps if "checkout" in step.get("uses", "")] == []
        said = re.sub(r"'[^']*'", "''", "".join(step.get("run", "") for step in steps))
        assert set(re.findall(r"\b(?:make|python3?|pip|bash|sh|eval|source|node)\b", said)) == set()


def test_a_pull_request_meets_no_secret() -> None:
    assert {trigger for workflow in WORKFLOWS.values() for trigger in workflow[True]} == {
        "pull_request",
        "push",
        "schedule",
        "workflow_dispatch",
        "workflow_run",
    }
    assert [path.name for path in FILES if re.search(r"\bsecrets\b", path.read_text("utf-8"))] == []
    kept = [step["with"]["persist-credentials"] for _, step in steps() if "checkout" in step.get("uses", "")]
    assert kept
    assert set(kept) == {False}


@pytest.mark.parametrize(("where", "script"), SCRIPTS, ids=lambda value: value if "\n" not in value else "")
def test_a_script_is_bash_and_no_expression_is_pasted_into_it(where: str, script: str) -> None:
    assert "${{" not in script, where
    parsed = subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True)
    assert (parsed.returncode, parsed.stderr) == (0, "")


def test_no_failure_hides_in_a_pipeline() -> None:
    shells = {name: workflow["defaults"]["run"]["shell"] for name, workflow in WORKFLOWS.items()}
    assert shells == dict.fromkeys(WORKFLOWS, "bash")


def test_every_job_ends_some_day() -> None:
    assert [job for job, spec in jobs() if "timeout-minutes" not in spec] == []


def test_every_command_of_the_generator_exists_with_its_options() -> None:
    calls = [
        call for _, script in SCRIPTS for call in re.findall(r"-m generator (.*?)(?:[|>]|$)", script, re.MULTILINE)
    ]
    assert len(calls) > 3
    for call in calls:
        name, *arguments = shlex.split(call)
        command = main.commands[name]
        assert isinstance(command, click.Command)
        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in arguments if word.startswith("--")} <= known, call


# The steps that write to GitHub


class GitHub:
    """A folder in which a step runs, and a `gh` that answers from it and notes what it was asked."""

    def __init__(self, folder: Path) -> None:
        needed("jq")
        self.folder = folder
        (folder / "bin").mkdir()
        gh = folder / "bin/gh"
        gh.write_text(
            '#!/usr/bin/env bash\nprintf "%q " "$@" >> "$CALLS"; echo >> "$CALLS"\n'
            'case "$*" in *--method\\ P*|issue*) ;; *) cat "$ANSWER" ;; esac\n'
        )
        gh.chmod(0o755)

    def run(
        self, workflow: str, job: str, name: str, answer: object, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a step as GitHub does; `answer` is what `gh` says when it is asked and not told."""
        (step,) = [step for step in WORKFLOWS[workflow]["jobs"][job]["steps"] if step.get("name") == name]
        (self.folder / "answer.json").write_text(json.dumps(answer))
        (self.folder / "calls").unlink(missing_ok=True)
        settings = {
            "PATH": f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "CALLS": str(self.folder / "calls"),
            "ANSWER": str(self.folder / "answer.json"),
            "RUNNER_TEMP": str(self.folder),
            "GITHUB_OUTPUT": str(self.folder / "output"),
            "GH_REPO": "model-catalog/model-catalog",
        }
        # As GitHub calls a shell that is named `bash`.
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            env={**os.environ, **settings, **environment},
            capture_output=True,
            text=True,
        )

    @property
    def calls(self) -> list[str]:
        return (self.folder / "calls").read_text().splitlines()


@pytest.fixture
def github(tmp_path: Path) -> GitHub:
    return GitHub(tmp_path)


def comment(github: GitHub, text: bytes, known: list[dict[str, Any]]) -> str:
    """Run the step that comments and return the comment."""
    (github.folder / "changes.md").write_bytes(text)
    done = github.run("comment", "comment", "Comment", known, NUMBER="7", TEXT=str(github.folder / "changes.md"))
    assert done.returncode == 0, done.stderr
    body: str = json.loads((github.folder / "comment.json").read_text("utf-8"))["body"]
    return body


def test_a_comment_is_made_once_and_then_rewritten(github: GitHub) -> None:
    body = comment(github, b"Two prices changed.", [])
    assert body.startswith("<!-- catalog changes -->\nTwo prices changed.\n\nMade from")
    assert github.calls[-1].startswith("api --method POST repos/model-catalog/model-catalog/issues/7/comments ")
    others = {"id": 1, "user": {"login": "somebody"}, "body": body}
    ours = {"id": 2, "user": {"login": "github-actions[bot]"}, "body": body}
    comment(github, b"Three prices changed.", [others, ours])
    assert github.calls[-1].startswith("api --method PATCH repos/model-catalog/model-catalog/issues/comments/2 ")


def test_what_a_pull_request_says_is_text_that_calls_nobody(github: GitHub) -> None:
    body = comment(github, b"@everyone $(touch ran) `touch ran` ${HOME} %s \\n \xff \x00" + b"@a" * 90_000, [])
    assert "@everyone" not in body
    assert "@&#8203;everyone $(touch ran) `touch ran` ${HOME} %s \\n" in body
    assert len(body) < 65_536, "GitHub takes no more"
    assert not list(Path.cwd().glob("ran")) + list(github.folder.glob("ran"))


def test_a_link_is_not_followed(github: GitHub) -> None:
    (github.folder / "secret").write_text("token")
    (github.folder / "changes.md").symlink_to(github.folder / "secret")
    done = github.run("comment", "comment", "Comment", [], NUMBER="7", TEXT=str(github.folder / "changes.md"))
    assert done.returncode == 1
    assert not (github.folder / "comment.json").exists()


def test_a_comment_goes_to_the_pull_request_of_the_commit_and_to_no_other(github: GitHub) -> None:
    pulls = [{"number": 4, "head": {"sha": "old"}}, {"number": 5, "head": {"sha": "new"}}]
    whose = {"HEAD_OWNER": "somebody", "HEAD_BRANCH": "x; touch ran"}
    for sha, number in (("new", "5"), ("gone", "")):
        (github.folder / "output").write_text("")
        done = github.run("comment", "comment", "Find the pull request", pulls, HEAD_SHA=sha, **whose)
        assert done.returncode == 0, done.stderr
        assert (github.folder / "output").read_text() == f"number={number}\n"


def test_one_issue_holds_the_newest_list(github: GitHub) -> None:
    (github.folder / "upkeep").mkdir()
    (github.folder / "upkeep/upkeep.md").write_text("### Read again\n" + "x" * 70_000)
    marker = "<!-- catalog upkeep -->\n\n"
    pull = {"number": 3, "pull_request": {}, "body": marker}
    for open_issues, call in (
        ([pull, {"number": 4, "body": None}], "issue create --title Upkeep\\ of\\ the\\ catalog "),
        ([pull, {"number": 9, "body": marker + "old"}], "issue edit 9 "),
    ):
        done = github.run("upkeep", "tell", "Write the issue", open_issues, TITLE="Upkeep of the catalog")
        assert done.returncode == 0, done.stderr
        assert github.calls[-1].startswith(call)
    body = (github.folder / "body.md").read_text()
    assert body.startswith(f"{marker}### Read again\n")
    assert len(body) < 65_536
