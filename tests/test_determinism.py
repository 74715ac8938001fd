"""The same catalog on the same day gives the same bytes, and a build that fails changes nothing.

Both are promises of the real command, so it is what runs here: in a repository with the real theme and hand-written
pages, and the few made-up models of the guide's example.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import example_catalog
from tests.shipped_site import BUILD_DAY, ROOT


def build(repository: Path, into: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the build of a repository as somebody who stands in it would."""
    return subprocess.run(
        [sys.executable, "-m", "generator", "build", "--site-dir", into],
        cwd=repository,
        env={**os.environ, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": BUILD_DAY, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def content(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, by its path there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small repository whose site is already built, into `site`."""
    root = tmp_path_factory.mktemp("repository")
    shutil.copy(ROOT / "mkdocs.yml", root)
    shutil.copytree(ROOT / "docs", root / "docs")
    example_catalog.write(root / "catalog")
    done = build(root, "site", PYTHONHASHSEED="1")
    assert done.returncode == 0, done.stdout
    return root


def test_two_builds_are_the_same_byte_for_byte(repository: Path) -> None:
    assert any((repository / ".cache").iterdir()), "the second build should find the records parsed"
    done = build(repository, "again", PYTHONHASHSEED="2")
    assert done.returncode == 0, done.stdout
    first, second = content(repository / "site"), content(repository / "again")
    assert first.keys() == second.keys()
    assert [path for path in first if first[path] != second[path]] == []
    assert {
        "index.html",
        "sitemap.xml",
        "models/acme/one-nano/index.html",
        "api/v1/models/acme/one-nano.json",
    } <= first.keys()


def test_a_build_that_fails_leaves_the_site_as_it_was(repository: Path) -> None:
    before = content(repository / "site")
    beside = {path.name for path in repository.iterdir()}
    record = repository / "catalog/models/acme/one/model.yaml"
    sound = record.read_text(encoding="utf-8")
    line = sound.splitlines().index("open_weights: true") + 1
    record.write_text(sound.replace("open_weights: true", "open_weights: [true"), encoding="utf-8")
    try:
        done = build(repository, "site")
    finally:
        record.write_text(sound, encoding="utf-8")
    assert done.returncode == 1
    assert f"catalog/models/acme/one/model.yaml:{line + 1}:" in done.stdout
    assert "Traceback" not in done.stdout
    assert content(repository / "site") == before
    assert {path.name for path in repository.iterdir()} <= beside
