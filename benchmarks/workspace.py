"""A repository with a grown catalog, in a temporary folder: what the commands that are measured run in."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.grow import grow
from benchmarks.process import Run, run

ROOT: Final = Path(__file__).parent.parent
CATALOG: Final = ROOT / "catalog"
BUILD_DAY: Final = "1795219200"
"""2026-11-21 in SOURCE_DATE_EPOCH's seconds: statuses follow from days, and every run shall have the same work."""

SITE_URL: Final = "https://example.org/catalog/"
REPO_URL: Final = "https://example.org/repository"
ENVIRONMENT: Final = {
    "CATALOG_SITE_URL": SITE_URL,
    "CATALOG_REPO_URL": REPO_URL,
    "NO_MKDOCS_2_WARNING": "1",
    "PYTHONPATH": str(ROOT),
    "SOURCE_DATE_EPOCH": BUILD_DAY,
}


@dataclass(frozen=True, slots=True)
class Workspace:
    """A repository as somebody cloned it."""

    root: Path

    @classmethod
    def make(cls, root: Path, models: int) -> Workspace:
        """Make one with so many models in the new folder `root`."""
        grow(CATALOG, root / "catalog", models)
        shutil.copy(ROOT / "mkdocs.yml", root)
        shutil.copytree(ROOT / "docs", root / "docs")
        (root / ".gitignore").write_text(".cache/\nsite/\n")
        author = ["-c", "user.name=benchmark", "-c", "user.email=benchmark@example.org"]
        for command in (["init", "--quiet"], ["add", "."], [*author, "commit", "--quiet", "--message", "grown"]):
            subprocess.run(["git", *command], cwd=root, check=True)
        return cls(root)

    @property
    def site(self) -> Path:
        """Where the site is built."""
        return self.root / "site"

    def generator(self, *arguments: str) -> Run:
        """Run the generator's command line. Raises CommandFailed."""
        return run([sys.executable, "-m", "generator", *arguments], self.root, ENVIRONMENT)

    def forget(self) -> None:
        """Make the next run a cold one."""
        shutil.rmtree(self.root / ".cache", ignore_errors=True)

    def pages(self) -> int:
        """How many pages the built site has."""
        return sum(1 for _ in self.site.rglob("*.html"))


def timed(runs: Sequence[Run]) -> Run:
    """The median time and the greatest memory of several runs."""
    seconds = sorted(run.seconds for run in runs)
    return Run(seconds[len(seconds) // 2], max(run.peak for run in runs))
