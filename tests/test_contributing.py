"""The annotated example in CONTRIBUTING.md is a catalog without a problem, and leaves no field out.

Whoever adds a field to the schema has to explain it there, and whoever changes a rule has to see that the example,
which everybody copies from, still obeys it.
"""

from __future__ import annotations

import dataclasses
import inspect
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from pydantic import BaseModel

from generator.catalog import Catalog
from generator.checks import check
from generator.checks.verdict import judge
from generator.reading import Reader, Records
from generator.reading.layout import walk
from generator.schema.base import records_in
from generator.schema.json_schema import FILES as NOUNS
from tests import example_catalog
from tests.example_catalog import FILES, GUIDE

TODAY = date(2026, 11, 21)


class Field(NamedTuple):
    """A field, under the class that declares it: what a class inherits needs no second example."""

    owner: str
    key: str


def declared(kind: type[BaseModel], name: str) -> Field:
    """A field of a record class, under the class that declares it."""
    owner = next(base for base in reversed(kind.__mro__) if name in inspect.get_annotations(base))
    return Field(owner.__name__, kind.model_fields[name].alias or name)


def every_field() -> set[Field]:
    """Every field of the schema."""
    seen: set[type[BaseModel]] = set()
    return {field for noun in NOUNS.values() for field in fields_of(noun, seen)}


def fields_of(kind: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[Field]:
    """Every field that can be written in a record, however deep."""
    if kind in seen:
        return
    seen.add(kind)
    for name, field in kind.model_fields.items():
        yield declared(kind, name)
        for inner in records_in(field.annotation):
            yield from fields_of(inner, seen)


def written(value: Any) -> Iterator[Field]:
    """Every field that is written in a record, however deep."""
    if isinstance(value, BaseModel):
        for name in value.model_fields_set:
            yield declared(type(value), name)
            yield from written(getattr(value, name))
    elif isinstance(value, dict):
        for item in value.values():
            yield from written(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from written(item)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return Reader(example_catalog.write(tmp_path_factory.mktemp("example")), jobs=1)


def all_records(records: Records) -> list[BaseModel]:
    """Every record that was read, files with a list inside taken apart by the reader."""
    groups = [getattr(records, group.name) for group in dataclasses.fields(records)]
    found = [item for group in groups for item in (group.values() if isinstance(group, dict) else [group])]
    return [item for item in found if isinstance(item, BaseModel)]


TAKEN_APART = {Field("SourceFile", "publisher"), Field("SourceFile", "documents")} | {
    Field("BenchmarkFile", "benchmarks"),
    Field("RouteFile", "routes"),
}
"""The frames of files, which the reader opens; what lies inside them shows that they were written."""


def test_every_block_of_the_example_is_a_file_of_its_own() -> None:
    assert len(FILES) == GUIDE.count("# catalog/")


def test_the_example_is_a_catalog_without_a_problem(reader: Reader) -> None:
    records, problems = reader.read()
    problems += reader.locate(check(Catalog.of(records), TODAY))
    assert [str(problem) for problem in problems] == []
    assert records.models
    assert records.routes


def test_the_problem_that_the_guide_shows_is_what_check_says(tmp_path: Path) -> None:
    routes = example_catalog.write(tmp_path) / "models/acme/one-nano/routes/acme.yaml"
    routes.write_text(routes.read_text("utf-8").replace("cached_input: 0.025 ", "cached_input: 0.25 ", 1), "utf-8")
    (problem,) = judge(tmp_path, TODAY).problems
    assert f"```text\n{problem.under('catalog')}\n```" in GUIDE


def test_every_field_of_the_schema_is_in_the_example(reader: Reader) -> None:
    shown = {field for record in all_records(reader.read()[0]) for field in written(record)}
    assert sorted(every_field() - TAKEN_APART - shown) == []


def test_every_field_is_explained_where_it_first_stands() -> None:
    """A comment on the line of a key or alone on the line above it."""
    explained: set[str] = set()
    for text in FILES.values():
        lines = text.splitlines()
        for above, line in zip(["", *lines], lines, strict=False):
            if "#" in line or above.lstrip().startswith("# "):
                explained.update(re.findall(r"([a-z_0-9]+):(?=\s|$)", line.partition("#")[0]))
    assert sorted(field for field in every_field() if field.key not in explained) == []


def test_each_block_names_the_schema_that_explains_it(reader: Reader) -> None:
    for file in walk(reader.root)[0]:
        up = "../" * (file.path.count("/") + 1)
        line = f"# yaml-language-server: $schema={up}schemas/{file.kind}.schema.json"
        assert FILES[file.path].partition("\n")[0] == line


def test_the_example_names_nobody_real() -> None:
    hosts = {host for text in FILES.values() for host in re.findall(r"https://([^/\s\"]+)", text)}
    assert {".".join(host.split(".")[-2:]) for host in hosts} <= {"example.com", "example.org", "example.net"}


def test_a_field_without_an_example_is_seen() -> None:
    class Inner(BaseModel):
        old: int = 0
        new: int = 0

    class Outer(BaseModel):
        inner: tuple[Inner, ...] = ()

    every = set(fields_of(Outer, set()))
    assert every - set(written(Outer(inner=(Inner(old=1),)))) == {Field("Inner", "new")}
