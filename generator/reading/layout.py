"""Which file holds which record: ids come from places, so nobody types an id twice.

The walk refuses what would behave differently on another system: symlinks, names that differ by case, odd endings.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import Final, Literal

from generator.reading.problems import Problem
from generator.schema.text import slug

FileKind = Literal[
    "developer", "provider", "sources", "benchmarks", "comparison", "model", "article", "routes", "identities"
]

_FOLDERS: Final[dict[str, FileKind]] = {
    "developers": "developer",
    "providers": "provider",
    "sources": "sources",
    "comparisons": "comparison",
}


@dataclass(frozen=True, slots=True)
class CatalogFile:
    """A file of the catalog and what it says by its place."""

    path: str
    """Relative to the catalog's root, with slashes."""
    kind: FileKind
    key: tuple[str, ...]
    """The ids in the path: (developer, model), (developer, model, provider), or (id,)."""


BENCHMARKS_PATH: Final = "benchmarks.yaml"
"""The path of all benchmarks inside the catalog."""

IDENTITIES_PATH: Final = "sync/identities.yaml"
"""The path of what ids of other catalogs mean, inside the catalog."""


def developer_path(developer_id: str) -> str:
    """The path of a developer's record inside the catalog."""
    return f"developers/{developer_id}.yaml"


def provider_path(provider_id: str) -> str:
    """The path of a provider's record inside the catalog."""
    return f"providers/{provider_id}.yaml"


def sources_path(publisher_id: str) -> str:
    """The path of a publisher's documents inside the catalog."""
    return f"sources/{publisher_id}.yaml"


def comparison_path(comparison_id: str) -> str:
    """The path of a comparison inside the catalog."""
    return f"comparisons/{comparison_id}.yaml"


def model_path(model_id: str) -> str:
    """The path of a model's record inside the catalog."""
    return f"models/{model_id}/model.yaml"


def article_path(model_id: str) -> str:
    """The path of a model's article inside the catalog."""
    return f"models/{model_id}/article.md"


def routes_path(model_id: str, provider_id: str) -> str:
    """The path of a model's routes at a provider inside the catalog."""
    return f"models/{model_id}/routes/{provider_id}.yaml"


def walk(root: Path) -> tuple[list[CatalogFile], list[Problem]]:
    """Return the files of the catalog under `root`, sorted by path, and a problem for each that has no place there."""
    paths: list[tuple[str, bool]] = []
    _list(os.fspath(root), "", paths)
    return arrange(paths)


def arrange(paths: list[tuple[str, bool]]) -> tuple[list[CatalogFile], list[Problem]]:
    """Return what `walk` returns for these paths, each with whether it is a symbolic link."""
    files: list[CatalogFile] = []
    problems: list[Problem] = []
    # Of paths that differ by case only, the one in lower case is the one that was meant.
    meant = {path.lower(): path for path, _ in sorted(paths, key=lambda found: found[0] == found[0].lower())}
    for path, is_symlink in paths:
        twin = meant[path.lower()]
        if twin != path:
            problems.append(Problem(path, 1, 1, "", f"differs from {twin} by case only. Rename or merge one of them."))
        elif is_symlink:
            problems.append(Problem(path, 1, 1, "", "is a symbolic link. Put the file itself here."))
        else:
            found = _identify(path)
            if isinstance(found, CatalogFile):
                files.append(found)
            else:
                problems.append(Problem(path, 1, 1, "", found))
    return files, problems


def _list(folder: str, prefix: str, paths: list[tuple[str, bool]]) -> None:
    """Add every path under `folder`, name by name, and whether it is a symbolic link."""
    with os.scandir(folder) as entries:
        found = sorted(entries, key=attrgetter("name"))
    for entry in found:
        path = f"{prefix}{entry.name}"
        if entry.is_symlink():
            paths.append((path, True))
        elif entry.is_dir():
            _list(entry.path, f"{path}/", paths)
        else:
            paths.append((path, False))


@lru_cache(maxsize=100_000)  # a preview asks again after each edit
def _identify(path: str) -> CatalogFile | str:
    parts = path.split("/")
    name = parts[-1]
    if name.endswith((".yml", ".YAML", ".YML")):
        return "ends in another way than .yaml. Rename it."
    kind: FileKind
    key: tuple[str, ...]
    match parts:
        case [only] if only == BENCHMARKS_PATH:
            return CatalogFile(path, "benchmarks", ())
        case _ if path == IDENTITIES_PATH:
            return CatalogFile(path, "identities", ())
        case [folder, _] if folder in _FOLDERS and name.endswith(".yaml"):
            kind, key = _FOLDERS[folder], (name[: -len(".yaml")],)
        case ["models", developer, model, "model.yaml"]:
            kind, key = "model", (developer, model)
        case ["models", developer, model, "article.md"]:
            kind, key = "article", (developer, model)
        case ["models", developer, model, "routes", _] if name.endswith(".yaml"):
            kind, key = "routes", (developer, model, name[: -len(".yaml")])
        case _:
            return (
                "has no place in the catalog. See the layout in CONTRIBUTING.md: developers/, providers/, sources/, "
                "comparisons/, benchmarks.yaml, sync/identities.yaml, and in models/<developer>/<model>/: model.yaml, "
                "article.md, routes/<provider>.yaml."
            )
    for part in key:
        try:
            slug(part)
        except ValueError as error:
            return str(error)
    return CatalogFile(path, kind, key)
