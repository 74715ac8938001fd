"""Where a scan's knowledge comes from: a catalog's folder, a built site, or the address of one.

What was made of a catalog is kept until a file of it, the day or this code changes; what was fetched is kept for the
day, and used for longer when there is no network.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Final
from urllib.error import URLError
from urllib.request import Request, urlopen

import generator
from generator.catalog import Catalog
from generator.reading import Reader
from generator.reading.cache import decode, digest, encode, write_atomically
from generator.scan.knowledge import Knowledge, knowledge_of

PUBLISHED: Final = "https://model-catalog.github.io/model-catalog/"
"""Where the catalog is published."""

PATH: Final = "api/v1/scan.json"
"""Where a site holds what a scan must know."""

_DECIDING: Final = ("schema", "reading", "catalog", "scan")
_LARGEST: Final = 64 * 1024 * 1024
_PATIENCE: Final = 20.0


class LoadError(Exception):
    """Knowledge that cannot be had; the message says why and what to do."""


def default_origin() -> str:
    """The catalog beside this code when it runs from the repository, else the published site."""
    beside = Path(generator.__file__).parent.parent / "catalog"
    return str(beside) if (beside / "benchmarks.yaml").is_file() else PUBLISHED


def load(origin: str, today: date, cache: Path) -> Knowledge:
    """Return what a catalog's folder, a built site's folder, or a site's https address tells. Raises LoadError."""
    if "://" in origin:
        return _from_address(origin, today, cache)
    folder = Path(origin)
    if (folder / PATH).is_file():
        return _parsed((folder / PATH).read_bytes(), str(folder / PATH))
    if (folder / "benchmarks.yaml").is_file():
        return _from_catalog(folder, today, cache)
    raise LoadError(f"{origin} is neither a catalog nor a built site. Name a folder with benchmarks.yaml, or {PATH}.")


def knowledge_file(catalog: Catalog, today: date, site_url: str) -> tuple[str, bytes]:
    """Return the file of a site from which a scan can work, as (path in the site, content)."""
    return PATH, f"{encode(knowledge_of(catalog, today, site_url))}\n".encode()


def _from_catalog(root: Path, today: date, cache: Path) -> Knowledge:
    name = digest(str(root.resolve()).encode())
    reader = Reader(root, cache / name)
    digests, _ = reader.digests()
    state = digest(encode([today.isoformat(), _code(), *sorted(digests.items())]).encode())
    kept = cache / name / "scan.txt"
    try:
        known, _, text = kept.read_text(encoding="utf-8").partition("\n")
        if known == state:
            return _parsed(text.encode(), str(kept))
    except (OSError, ValueError, LoadError):
        pass  # Whatever is wrong with what was kept, the catalog itself is read again.
    records, problems = reader.read()
    if problems:
        raise LoadError(f"the catalog has problems; run `check`. The first: {root}/{problems[0]}")
    text = encode(knowledge_of(Catalog.of(records), today, PUBLISHED))
    with suppress(OSError):  # A cache that cannot be written costs time and nothing else.
        write_atomically(kept, f"{state}\n{text}".encode())
    return _parsed(text.encode(), str(root))


def _code() -> list[str]:
    """Digests of the code that decides what is known of a catalog."""
    here = Path(generator.__file__).parent
    return [digest(path.read_bytes()) for part in _DECIDING for path in sorted((here / part).glob("*.py"))]


def _from_address(origin: str, today: date, cache: Path) -> Knowledge:
    if not origin.startswith("https://"):
        raise LoadError(f"{origin}: only https addresses are read.")
    address = f"{origin.rstrip('/')}/{PATH}"
    folder = cache / digest(address.encode())
    kept = folder / f"{today.isoformat()}.json"
    if kept.is_file():
        return _parsed(kept.read_bytes(), str(kept))
    try:
        with urlopen(Request(address, headers={"User-Agent": "model-catalog"}), timeout=_PATIENCE) as answer:
            content = answer.read(_LARGEST)
    except (URLError, OSError) as error:
        older = sorted(folder.glob("*.json"))
        if older:
            return _parsed(older[-1].read_bytes(), str(older[-1]))
        raise LoadError(f"{address} cannot be read: {error}. Name a catalog or a built site with --catalog.") from None
    found = _parsed(content, address)
    with suppress(OSError):
        for outdated in folder.glob("*.json"):
            outdated.unlink(missing_ok=True)
        write_atomically(kept, content)
    return found


def _parsed(content: bytes, where: str) -> Knowledge:
    try:
        return Knowledge(decode(content.decode("utf-8")))
    except ValueError as error:
        raise LoadError(f"{where} {error}.") from None
