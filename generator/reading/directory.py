"""A folder of YAML -> records by id, with every problem of form found on the way."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from pydantic import BaseModel

from generator.reading import document
from generator.reading.cache import Cache, decode, digest, encode, stamp
from generator.reading.document import Data, Refused
from generator.reading.layout import CatalogFile, FileKind, arrange, walk
from generator.reading.problems import Place, Problem
from generator.reading.validate import validate
from generator.schema import (
    Benchmark,
    BenchmarkFile,
    Comparison,
    Developer,
    Identities,
    Model,
    Provider,
    Publisher,
    Route,
    RouteFile,
    Source,
    SourceFile,
)

_KINDS: Final[Mapping[FileKind, type[BaseModel]]] = {
    "developer": Developer,
    "provider": Provider,
    "sources": SourceFile,
    "benchmarks": BenchmarkFile,
    "identities": Identities,
    "comparison": Comparison,
    "model": Model,
    "routes": RouteFile,
}
"""What each kind of file but an article holds."""

# Below this many files a second process costs more than it saves.
_FORK_FROM: Final = 400


class RouteKey(NamedTuple):
    """The file that a route lies in, and its place there."""

    model_id: str
    provider_id: str
    position: int


@dataclass
class Records:
    """Every record that could be read, by id."""

    developers: dict[str, Developer] = field(default_factory=dict)
    providers: dict[str, Provider] = field(default_factory=dict)
    publishers: dict[str, Publisher] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    benchmarks: dict[str, Benchmark] = field(default_factory=dict)
    comparisons: dict[str, Comparison] = field(default_factory=dict)
    models: dict[str, Model] = field(default_factory=dict)
    articles: dict[str, str] = field(default_factory=dict)
    identities: Identities = field(default_factory=Identities)
    routes: dict[RouteKey, Route] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    """Paths of files that could not be read; what they would have held is not missed a second time."""
    digests: dict[str, str] = field(default_factory=dict)
    """The digest of every file's content, by path."""


class Reader:
    """Reads the catalog under `root`, and reads only what changed when asked again.

    `cache_folder` keeps parsed data between runs; None keeps none. `jobs` is the number of processes that parse.
    """

    def __init__(self, root: Path, cache_folder: Path | None = None, jobs: int | None = None) -> None:
        self.root = root
        self._cache = Cache(cache_folder)
        self._jobs = jobs or os.cpu_count() or 1
        self._records: dict[str, tuple[str, BaseModel | str]] = {}
        """The digest and the content of each file that was read, an article's as text, by path."""
        self._saved = False

    def digests(self) -> tuple[dict[str, str], list[Problem]]:
        """The digest of every file's content by path, without parsing any, and what has no place in the catalog."""
        files, problems = self._files()
        return {file.path: self._digest(file)[0] for file in files}, problems

    def read(self) -> tuple[Records, list[Problem]]:
        """Return all records and all problems of form. Raises OSError only when the folder itself cannot be read.

        A file that did not change since this reader read it gives the same object again.
        """
        with without_collector():
            files, problems = self._files()
            records = Records()
            to_parse: list[CatalogFile] = []
            contents: list[bytes] = []
            for file in files:
                name, content = self._digest(file)
                records.digests[file.path] = name
                known_name, record = self._records.get(file.path, (None, None))
                if record is not None and known_name == name:
                    _put(records, file, record)
                    continue
                if file.kind == "article":
                    problems.extend(self._add_article(records, file, self._bytes(file) if content is None else content))
                    continue
                known = self._cache.data(name)
                if known is None:
                    to_parse.append(file)
                    contents.append(self._bytes(file) if content is None else content)
                else:
                    problems.extend(self._add(records, file, known))
            for file, parsed in zip(to_parse, self._parse(to_parse, contents), strict=True):
                if isinstance(parsed, list):
                    problems.extend(parsed)
                    records.broken.add(file.path)
                else:
                    self._cache.keep(records.digests[file.path], parsed)
                    problems.extend(self._add(records, file, decode(parsed)))
            if not self._saved:
                # Once a process: in a preview, to write all of it after each edit costs more than to parse one file.
                self._cache.save()
                self._saved = True
        return records, sorted(problems)

    def locate(self, places: list[Place]) -> list[Problem]:
        """Return the problems with their lines; each file is composed once more, because only few have any."""
        problems = []
        nodes: dict[str, document.Node | None] = {}
        for where in places:
            if where.path not in nodes:
                nodes[where.path] = self._compose(where.path)
            node = nodes[where.path]
            if node is None:
                problems.append(Problem(where.path, *where.mark, "", where.message))
            else:
                problems.append(document.place(node, where))
        return problems

    def _compose(self, path: str) -> document.Node | None:
        if not path.endswith(".yaml"):
            return None
        try:
            return document.compose(path, self._content(path))
        except (OSError, Refused):
            return None

    def _bytes(self, file: CatalogFile) -> bytes:
        return self._content(file.path)

    def _files(self) -> tuple[list[CatalogFile], list[Problem]]:
        return walk(self.root)

    def _content(self, path: str) -> bytes:
        return (self.root / path).read_bytes()

    def _digest(self, file: CatalogFile) -> tuple[str, bytes | None]:
        seen = stamp(os.stat(f"{self.root}/{file.path}"))  # noqa: PTH116  # thousands of times, where a Path costs most
        known = self._cache.known_digest(file.path, seen)
        if known is not None:
            return known, None
        content = self._bytes(file)
        name = digest(content)
        self._cache.remember(file.path, seen, name)
        return name, content

    def _add(self, records: Records, file: CatalogFile, data: Data) -> list[Problem]:
        found = validate(_KINDS[file.kind], file.path, data)
        if isinstance(found, list):
            records.broken.add(file.path)
            return self.locate(found)
        self._records[file.path] = (records.digests[file.path], found)
        _put(records, file, found)
        return []

    def _add_article(self, records: Records, file: CatalogFile, content: bytes) -> list[Problem]:
        problems = document.form_problems(file.path, content)
        if not problems:
            text = content.decode("utf-8")
            self._records[file.path] = (records.digests[file.path], text)
            _put(records, file, text)
        return problems

    def _parse(self, files: list[CatalogFile], contents: list[bytes]) -> Iterator[str | list[Problem]]:
        """Yield the data of each file as text; the caller goes on with one while other processes parse the next."""
        work = [(file.path, content) for file, content in zip(files, contents, strict=True)]
        if len(work) < _FORK_FROM or self._jobs < 2:
            yield from map(_parse_one, work)
            return
        with multiprocessing.get_context("fork").Pool(self._jobs) as pool:
            yield from pool.imap(_parse_one, work, chunksize=64)


class ContentReader(Reader):
    """Reads files that are at hand, such as those of another revision, by their paths inside the catalog."""

    def __init__(self, contents: Mapping[str, bytes], jobs: int | None = None) -> None:
        super().__init__(Path(), jobs=jobs)
        self._contents = contents

    def _files(self) -> tuple[list[CatalogFile], list[Problem]]:
        return arrange([(path, False) for path in sorted(self._contents)])

    def _content(self, path: str) -> bytes:
        try:
            return self._contents[path]
        except KeyError:
            raise FileNotFoundError(path) from None

    def _digest(self, file: CatalogFile) -> tuple[str, bytes | None]:
        content = self._contents[file.path]
        return digest(content), content


def _parse_one(work: tuple[str, bytes]) -> str | list[Problem]:
    try:
        return encode(document.parse(*work))
    except Refused as refused:
        return refused.problems


def _put(records: Records, file: CatalogFile, record: BaseModel | str) -> None:
    """File what a file holds under its ids."""
    name = "/".join(file.key)
    match record:
        case str():
            records.articles[name] = record
        case Developer():
            records.developers[name] = record
        case Provider():
            records.providers[name] = record
        case Comparison():
            records.comparisons[name] = record
        case Model():
            records.models[name] = record
        case BenchmarkFile():
            records.benchmarks = record.benchmarks
        case Identities():
            records.identities = record
        case SourceFile():
            if record.publisher:
                records.publishers[name] = record.publisher
            for document_id, source in record.documents.items():
                records.sources[f"{name}/{document_id}"] = source
        case RouteFile():
            developer, model, provider = file.key
            for position, route in enumerate(record.routes):
                records.routes[RouteKey(f"{developer}/{model}", provider, position)] = route


@contextmanager
def without_collector() -> Iterator[None]:
    """Suspend the search for cycles: it doubles the time of work that makes many objects and no cycles."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
