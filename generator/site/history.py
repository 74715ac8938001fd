"""How often each model's folder changed, from git; left out, never invented, where git does not know."""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Mapping
from pathlib import Path


def head(folder: Path) -> str:
    """Return the commit that is checked out, and whether the history is cut; empty without git."""
    return _git(folder, "rev-parse", "HEAD", "--is-shallow-repository") or ""


def revisions(catalog_root: Path) -> Mapping[str, int]:
    """Return the number of commits that touched each model, by model id; empty without git or with a cut history."""
    if _git(catalog_root, "rev-parse", "--is-shallow-repository") != "false\n":
        return {}
    log = _git(catalog_root, "log", "--format=%x00", "--name-only", "--relative", "--", "models")
    if log is None:
        return {}
    found: Counter[str] = Counter()
    for commit in log.split("\0"):
        touched = {"/".join(path.split("/")[1:3]) for path in commit.split("\n") if path.count("/") >= 3}
        found.update(touched)
    return found


def _git(folder: Path, *arguments: str) -> str | None:
    command = ["git", "-C", str(folder), "-c", "core.quotePath=false", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
