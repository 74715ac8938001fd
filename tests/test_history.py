"""Revisions come from git, and are left out where git does not know."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from generator.site.history import revisions


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet")
    record = tmp_path / "catalog/models/acme/one/model.yaml"
    record.parent.mkdir(parents=True)
    for text in ("name: One", "name: Uno"):
        record.write_text(text)
        git(tmp_path, "add", "--all")
        git(tmp_path, "commit", "--quiet", "--message", text)
    routes = tmp_path / "catalog/models/acme/one/routes/acme.yaml"
    routes.parent.mkdir()
    routes.write_text("routes: []")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "routes")
    return tmp_path


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=Test", "-c", "user.email=test@acme.com"]
    subprocess.run(["git", "-C", str(folder), *identity, *arguments], check=True)


def test_every_commit_that_touched_the_folder_counts_once(repository: Path) -> None:
    assert revisions(repository / "catalog") == {"acme/one": 3}


def test_a_cut_history_counts_nothing(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    shallow = tmp_path_factory.mktemp("shallow")
    git(shallow, "clone", "--quiet", "--depth", "1", f"file://{repository}", "copy")
    assert revisions(shallow / "copy/catalog") == {}


def test_a_folder_without_git_counts_nothing(tmp_path: Path) -> None:
    assert revisions(tmp_path) == {}
