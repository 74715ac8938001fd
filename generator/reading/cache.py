"""Plain data of files that did not change, kept between runs.

Parsing is the largest cost of a build. Parsed data is kept by the hash of the file's content, as JSON and never as
pickle, so that a cache that somebody planted can hold wrong data but never run code. A file whose size, times and inode
are unchanged is not even opened, as git does it. Whatever is wrong with a cache, the file itself is read again.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from generator.reading import document
from generator.reading.document import Data

_FORMAT: Final = 2


def digest(content: bytes) -> str:
    """The name of a file's content: 128 bits of BLAKE2b, in hex."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def cache_folder() -> Path:
    """The user's own cache: for whoever reads a catalog that is not theirs to write into."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if base.startswith("/") else Path.home() / ".cache") / "model-catalog"


def encode(data: Data) -> str:
    """Plain data as one line of text."""
    return json.dumps(data, default=_number, separators=(",", ":"))


def decode(text: str) -> Data:
    """The plain data in a line of text. Raises ValueError when there is none."""
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_constant)
    except RecursionError:
        raise ValueError("nested too deep") from None


class Cache:
    """What is known of each file: its stamp, the digest of its content, and for YAML the data in it as text."""

    def __init__(self, folder: Path | None) -> None:
        self._stamps_file = folder / "stamps.json" if folder else None
        self._data_file = folder / "data.txt" if folder else None
        # The reader's own code decides what data a file holds, so a change there starts anew.
        self._reader = f"{_FORMAT}-{digest(Path(document.__file__).read_bytes())}"
        self._stamps = _load_stamps(self._stamps_file, self._reader)
        self._data: dict[str, str] | None = None
        self._used: dict[str, list[Any]] = {}
        self._fresh: dict[str, str] = {}

    def known_digest(self, path: str, stamp: list[int]) -> str | None:
        """The digest of an unchanged file, or None when it must be read."""
        match self._used.get(path) or self._stamps.get(path):
            case [known, str(content_digest)] if known == stamp:
                self._used[path] = [stamp, content_digest]
                return content_digest
        return None

    def remember(self, path: str, stamp: list[int], content_digest: str) -> None:
        """Note the digest of a file that was read just now."""
        self._used[path] = [stamp, content_digest]

    def data(self, content_digest: str) -> Data | None:
        """The data of a file with this content, or None when it must be parsed."""
        text = self._known_data().get(content_digest)
        if text is not None:
            try:
                return decode(text)
            except ValueError:
                pass
        return None

    def keep(self, content_digest: str, text: str) -> None:
        """Note the data of a file that was parsed just now, as `encode` writes it."""
        self._fresh[content_digest] = text

    def save(self) -> None:
        """Write what is known to disk, or leave the old files as they are when nothing changed.

        A cache that cannot be written costs time and nothing else.
        """
        with suppress(OSError):
            self._save()

    def _save(self) -> None:
        if self._stamps_file is None or self._data_file is None:
            return
        if self._fresh:
            wanted = {content_digest for _, content_digest in self._used.values()}
            known = {**self._known_data(), **self._fresh}
            self._data = {name: text for name, text in known.items() if name in wanted}
            self._fresh = {}
            lines = [self._reader, *(f"{name} {text}" for name, text in self._data.items())]
            write_atomically(self._data_file, "\n".join(lines).encode())
        if self._used != self._stamps:
            self._stamps = dict(self._used)
            write_atomically(self._stamps_file, json.dumps({"reader": self._reader, "files": self._stamps}).encode())

    def _known_data(self) -> dict[str, str]:
        if self._data is None:
            self._data = _load_data(self._data_file, self._reader)
        return self._data


def stamp(status: os.stat_result) -> list[int]:
    """What changes when a file is written: size, times and inode."""
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]


def write_atomically(path: Path, content: bytes) -> None:
    """Write a whole file or nothing: to a temporary neighbour first, then in its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
        # mkstemp makes files for the owner alone; what is written here is for everybody.
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _load_stamps(path: Path | None, reader: str) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes()) if path else None
    except (OSError, ValueError, RecursionError):
        return {}
    match found:
        case {"reader": known, "files": dict(files)} if known == reader:
            return files
    return {}


def _load_data(path: Path | None, reader: str) -> dict[str, str]:
    try:
        first, *lines = path.read_text(encoding="utf-8").split("\n") if path else [""]
    except (OSError, ValueError):
        return {}
    if first != reader:
        return {}
    pairs = (line.partition(" ") for line in lines)
    return {name: text for name, _, text in pairs}


def _number(value: Any) -> Any:
    # Decimals of the catalog have at most 15 digits, so a float's shortest form gives each one back exactly.
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(f"{type(value).__name__} cannot be cached")


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number of the catalog")
