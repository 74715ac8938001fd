"""What git knows of the catalog: its files at a revision, what changed between two, and the commits that changed it.

A revision is read out of git's store and never checked out, so that somebody's unsaved work and a fork's files stay
where they are. Git is only asked, and told to write nothing, its own index included.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

_REGULAR: Final = frozenset({"100644", "100755"})
_READ_ONLY: Final = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
_OUTSIDE: Final = frozenset({"", ".", ".."})


class GitError(Exception):
    """Git cannot tell. The message says what to do."""


@dataclass(frozen=True, slots=True)
class Touched:
    """A file that differs between two states of the catalog."""

    path: str
    """Inside the catalog, with slashes."""
    before: str | None
    """The name of its content in git's store; None when the file was not there."""
    after: str | None
    """The same after; empty when it lies on disk only."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit that touched the catalog."""

    name: str
    parent: str | None
    """The first parent; None for the first commit of all."""
    seconds: int
    """When it was made, since 1970."""
    touched: int
    """How many files of the catalog it touched."""

    @property
    def day(self) -> date:
        """The day on which it was made, in UTC."""
        return datetime.fromtimestamp(self.seconds, UTC).date()


class Repository:
    """The repository that the folder of the catalog lies in. Every method raises GitError when git cannot tell."""

    def __init__(self, catalog: Path) -> None:
        self.catalog = catalog

    def commit(self, revision: str) -> str:
        """Return the full name of the commit that a person means by `revision`."""
        try:
            return self._git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").strip()
        except GitError:
            self._git("rev-parse", "--git-dir")
            raise GitError(
                f"{revision}: no such revision here. Name a commit, a branch or a tag; "
                "in a shallow clone, fetch it first: git fetch --unshallow."
            ) from None

    def merge_base(self, base: str) -> str:
        """Return the commit at which the work that is checked out left `base`."""
        try:
            return self._git("merge-base", self.commit(base), "HEAD").strip()
        except GitError as error:
            if "no such revision" in str(error):
                raise
            raise GitError(f"{base} and HEAD have no commit in common. Fetch the whole history.") from None

    def is_whole(self) -> bool:
        """Whether there is a history here and it is not cut."""
        try:
            return self._git("rev-parse", "--is-shallow-repository").strip() == "false"
        except GitError:
            return False

    def head(self) -> str | None:
        """Return the commit that is checked out, or None when there is none."""
        try:
            return self.commit("HEAD")
        except GitError:
            return None

    def touched(self, before: str | None, after: str | None) -> list[Touched]:
        """Return the files that differ: `before` None is the empty catalog, `after` None what lies on disk."""
        first = before or self._git("hash-object", "-t", "tree", "--stdin", input_="").strip()
        options = ("--raw", "-z", "--no-renames", "--no-abbrev", "--relative", "--no-ext-diff", "--ignore-submodules")
        out = self._git("diff", *options, first, *([after] if after else []), "--", ".")
        found: dict[str, Touched] = {}
        parts = out.split("\0")
        for fields, path in zip(parts[0::2], parts[1::2], strict=False):
            old_mode, new_mode, old, new, _ = fields.removeprefix(":").split(" ")
            was = old if old_mode in _REGULAR else None
            now = (new if after else "") if new_mode in _REGULAR else None
            if _is_inside(path) and (was or now is not None):
                found[path] = Touched(path, was, now)
        if after is None:
            for path in self._git("ls-files", "-z", "--others", "--exclude-standard", "--", ".").split("\0"):
                if _is_inside(path) and not (self.catalog / path).is_symlink():
                    known = found.get(path)
                    found[path] = Touched(path, known.before if known else None, "")
        return [found[path] for path in sorted(found)]

    def files(self, commit: str) -> Mapping[str, str]:
        """Return the catalog's files at a commit: path -> name of the content in git's store."""
        found = {}
        for row in self._git("ls-tree", "-r", "-z", commit, "--", ".").split("\0"):
            about, tab, path = row.partition("\t")
            if tab and about.split(" ")[0] in _REGULAR and _is_inside(path):
                found[path] = about.split(" ")[2]
        return found

    def contents(self, names: Iterable[str]) -> Mapping[str, bytes]:
        """Return contents out of git's store by their names."""
        wanted = sorted(set(names))
        if not wanted:
            return {}
        out = self._run(("cat-file", "--batch"), "".join(f"{name}\n" for name in wanted).encode())
        found, start = {}, 0
        for name in wanted:
            end = out.index(b"\n", start)
            said, _, size = out[start:end].rpartition(b" ")
            if not size.isdigit():
                raise GitError(f"git has no content {name}. In a partial clone, fetch it first.")
            assert said.startswith(name.encode())
            found[name] = out[end + 1 : end + 1 + int(size)]
            start = end + 2 + int(size)
        return found

    def commits(self) -> Iterator[Commit]:
        """Yield the commits that touched the catalog, newest first, a merge as the one commit that it is."""
        form = "--format=%x01%H %P%x02%ct%x02"
        out = self._git("log", "--first-parent", "-m", form, "--name-only", "-z", "--relative", "--", ".")
        for block in out.split("\x01")[1:]:
            names, seconds, paths = block.split("\x02", 2)
            name, *parents = names.split()
            touched = len({path for path in paths.split("\0") if path.strip()})
            yield Commit(name, parents[0] if parents else None, int(seconds), touched)

    def newest(self) -> int | None:
        """Return the second at which the newest commit that touched the catalog was made, or None without one."""
        out = self._git("log", "-1", "--first-parent", "--format=%ct", "--", ".").strip()
        return int(out) if out else None

    def _git(self, *arguments: str, input_: str | None = None) -> str:
        return self._run(arguments, None if input_ is None else input_.encode()).decode("utf-8", "surrogateescape")

    def _run(self, arguments: tuple[str, ...], input_: bytes | None) -> bytes:
        command = ["git", "-C", str(self.catalog), "-c", "core.quotePath=false", *arguments]
        try:
            done = subprocess.run(command, input=input_ or b"", capture_output=True, check=False, env=_READ_ONLY)
        except OSError:
            raise GitError("git is not installed, or the folder cannot be read. Revisions need both.") from None
        if done.returncode != 0:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["it did not say why"]
            raise GitError(f"git cannot tell: {said[0]}.")
        out: bytes = done.stdout
        return out


def _is_inside(path: str) -> bool:
    """Whether a path of git's store names a file inside the folder, on any system."""
    return bool(path) and "\\" not in path and not _OUTSIDE.intersection(path.split("/"))
