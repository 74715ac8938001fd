"""Which files of a code base a scan reads: those that people write and git keeps.

What git ignores, what was copied in from elsewhere, what is too large to be written by hand, and prose are left out.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from pathspec import GitIgnoreSpec

LARGEST: Final = 1_000_000
"""Bytes. Larger files are data, not code."""

_COPIED_IN: Final = frozenset(
  [
    ".git", ".hg", ".svn", ".tox", ".nox", ".venv", "venv", "site-packages", "node_modules", "bower_components",
    "vendor", "third_party", "thirdparty", "Pods", "__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache",
    ".terraform", ".next", ".nuxt",
  ]
)  # fmt: skip
_LEFT_OUT: Final = (
    ".md", ".mdx", ".rst", ".adoc", ".txt", ".log", ".csv", ".tsv", ".jsonl", ".parquet", ".svg", ".map", ".lock",
    ".sarif", ".min.js", ".min.css", ".po", ".srt", ".tex", ".bib", ".png", ".jpg", ".jpeg", ".gif", ".ico",
    ".webp", ".pdf", ".zip", ".gz", ".whl", ".jar", ".so", ".dll", ".exe", ".woff", ".woff2", ".ttf", ".mp3",
    ".mp4", ".pyc", "package-lock.json", "pnpm-lock.yaml", "npm-shrinkwrap.json", "go.sum",
)  # fmt: skip
"""Endings of prose, data, lock files and what is not text."""


def files(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield the files to read under `paths`, each once, sorted within a folder. A file that is named itself is read
    wherever it lies, unless its ending says that it is prose or no text.

    Raises FileNotFoundError when a path does not exist.
    """
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(f"{path} does not exist")
        for file in _named(path) if path.is_file() else _folder(path, str(path.resolve()), _rules_above(path)):
            if file not in seen:
                seen.add(file)
                yield file


def text_of(path: Path) -> bytes | None:
    """Return a file's content, or None when it is too large, not text, or cannot be read."""
    try:
        if path.stat().st_size > LARGEST:
            return None
        content = path.read_bytes()
    except OSError:
        return None
    return None if b"\0" in content else content


class _Rules:
    """A .gitignore file and the folder that it rules, with the rules of the folders above."""

    def __init__(self, folder: str, spec: GitIgnoreSpec, above: _Rules | None) -> None:
        self._folder = folder
        self._spec = spec
        self._above = above

    def ignore(self, path: str) -> bool:
        """Whether git ignores a path; the deepest file that says anything decides. Folders end with a slash."""
        verdict = self._spec.check_file(path[len(self._folder) + 1 :]).include
        if verdict is not None:
            return verdict
        return self._above is not None and self._above.ignore(path)


def _rules_in(folder: str, above: _Rules | None) -> _Rules | None:
    for name in (".git/info/exclude", ".gitignore"):
        try:
            lines = Path(folder, name).read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            continue
        if any(line.strip() and not line.startswith("#") for line in lines):
            above = _Rules(folder, GitIgnoreSpec.from_lines(lines), above)
    return above


def _rules_above(path: Path) -> _Rules | None:
    """The rules of the folders from the repository's root down to the one above `path`."""
    start = path.resolve()
    root = next((folder for folder in (start, *start.parents) if (folder / ".git").exists()), None)
    rules = None
    if root is not None and root != start:
        for folder in reversed(start.parents):
            if folder == root or root in folder.parents:
                rules = _rules_in(str(folder), rules)
    return rules


def _named(path: Path) -> list[Path]:
    return [] if path.name.lower().endswith(_LEFT_OUT) else [path]


def _folder(shown: Path, real: str, rules: _Rules | None) -> Iterator[Path]:
    rules = _rules_in(real, rules)
    try:
        entries = sorted(os.scandir(shown), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.is_symlink():
            continue
        if entry.is_dir():
            if entry.name not in _COPIED_IN and not (rules and rules.ignore(f"{real}/{entry.name}/")):
                yield from _folder(shown / entry.name, f"{real}/{entry.name}", rules)
        elif not entry.name.lower().endswith(_LEFT_OUT) and not (rules and rules.ignore(f"{real}/{entry.name}")):
            yield shown / entry.name
