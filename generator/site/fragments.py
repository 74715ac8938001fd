"""What the last build made of the catalog, kept for the next one.

Most builds follow a change of the theme or of a hand-written page, or of nothing: every page of the catalog comes out
as it was. So pages are kept under a key that names all that they depend on, and a build whose key is known reads no
record and renders no template. Everything is kept as text and never as pickle, so that a cache that somebody planted
can hold wrong words but never run code. Whatever is missing or torn is made again.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup

from generator.reading.cache import digest, write_atomically
from generator.site.pages import Page, PageRef

_GENERATOR: Final = Path(__file__).parent.parent
_CODE: Final = frozenset({".html", ".jinja", ".py", ".svg"})
_RENDERERS: Final = ("jinja2", "markdown-it-py", "markupsafe", "pydantic", "pygments")
"""Packages whose releases may change what a page says."""


def key(*parts: object) -> str:
    """A name for everything that pages depend on: `parts`, as JSON, and the code that makes pages of them."""
    code = sorted(path for path in _GENERATOR.rglob("*") if path.suffix in _CODE)
    made_by = [*(digest(path.read_bytes()) for path in code), *map(version, _RENDERERS)]
    return digest(json.dumps([parts, made_by]).encode())


class Fragments:
    """Pages and other parts of a site, made of one state of the catalog."""

    def __init__(self, folder: Path, key: str) -> None:
        """Keep what belongs to `key` in `folder`, and drop what belongs to another."""
        self._folder = folder / key
        if not self._folder.exists():
            shutil.rmtree(folder, ignore_errors=True)
            (self._folder / "pages").mkdir(parents=True)

    def value(self, name: str, make: Callable[[], Any]) -> Any:
        """Return what was kept as `name`, else what `make` returns: something that JSON can hold."""
        file = self._folder / f"{name}.json"
        try:
            return json.loads(file.read_bytes())
        except (OSError, ValueError):
            made = make()
            _save(file, json.dumps(made, ensure_ascii=False).encode())
            return made

    def has(self, name: str) -> bool:
        """Whether a value was kept as `name`."""
        return (self._folder / f"{name}.json").exists()

    def files(self, name: str, make: Callable[[], Iterable[tuple[str, bytes]]]) -> list[tuple[str, bytes]]:
        """Return the files, each with its path, that were kept as `name`, else those that `make` returns."""
        file = self._folder / name
        try:
            about, _, body = file.read_bytes().partition(b"\n")
            lengths = json.loads(about)
            if sum(length for _, length in lengths) == len(body):
                return _cut(body, lengths)
        except (OSError, ValueError):
            pass
        made = list(make())
        about = json.dumps([(path, len(content)) for path, content in made]).encode()
        _save(file, b"".join([about, b"\n", *(content for _, content in made)]))
        return made

    def page(self, ref: PageRef) -> Page | None:
        """Return a page that was kept, or None when it has to be made."""
        try:
            about, _, body = self._file(ref).read_bytes().partition(b"\n")
            title, description, head, edit_path, lengths = json.loads(about)
        except (OSError, ValueError):
            return None
        if sum(length for _, length in lengths) != len(body):
            return None
        (_, content), *files = _cut(body, lengths)
        return Page(title, description, Markup(content.decode()), Markup(head), edit_path, tuple(files))

    def keep(self, ref: PageRef, page: Page) -> None:
        """Keep a page. Many processes may keep pages at once, each its own."""
        parts = [("", page.content.encode()), *page.files]
        lengths = [(path, len(content)) for path, content in parts]
        about = json.dumps([page.title, page.description, page.head, page.edit_path, lengths])
        _save(self._file(ref), b"".join([about.encode(), b"\n", *(content for _, content in parts)]))

    def _file(self, ref: PageRef) -> Path:
        return self._folder / "pages" / ref.path.strip("/").replace("/", "+")


def _save(file: Path, content: bytes) -> None:
    # Another build, of another state, may drop this folder at any moment: then nothing is kept, and nothing is lost.
    with suppress(FileNotFoundError):
        write_atomically(file, content)


def _cut(body: bytes, lengths: Iterable[tuple[str, int]]) -> list[tuple[str, bytes]]:
    """Part a file's content into the pieces that were put into it, each with its path."""
    pieces, done = [], 0
    for path, length in lengths:
        pieces.append((path, body[done : done + length]))
        done += length
    return pieces
