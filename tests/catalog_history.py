"""The small catalog in a repository of its own, with a history that a test writes."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from tests import small_catalog


class CatalogHistory:
    """A repository whose folder `catalog/` holds the small catalog, committed once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.catalog = folder / "catalog"
        small_catalog.write(self.catalog)
        self.git("init", "--quiet", "--initial-branch", "main")
        self.commit("2026-11-01")

    def git(self, *arguments: str, day: str = "2026-11-01") -> str:
        """Run git with an identity and a clock of its own and return what it said."""
        moment = f"{int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp())} +0000"
        identity = ["-c", "user.name=Test", "-c", "user.email=test@acme.com", "-c", "commit.gpgsign=false"]
        done = subprocess.run(
            ["git", "-C", str(self.folder), *identity, *arguments],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment},
        )
        return done.stdout.strip()

    def commit(self, day: str) -> str:
        """Commit everything as of a day and return the commit's name."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "A change", day=day)
        return self.git("rev-parse", "HEAD")

    def change(self, path: str, old: str, new: str) -> None:
        """Replace a text that stands once or more in a file of the catalog."""
        file = self.catalog / path
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {path}"
        file.write_text(text.replace(old, new), encoding="utf-8")

    def write(self, path: str, text: str) -> None:
        """Write a file of the catalog."""
        file = self.catalog / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.lstrip(), encoding="utf-8")

    def remove(self, path: str) -> None:
        """Remove a file of the catalog."""
        (self.catalog / path).unlink()
