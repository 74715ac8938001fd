"""A catalog of thousands of models, made from the shipped one.

Made-up records would be too regular: real ones have long tails, such as the model with thirty routes and the one with
none. So the shipped folders are copied again and again, each generation under new ids, until there are enough. A copy
names the copies of its own generation as predecessor, replacement and family, where there are any, so that families
stay as small as they are; developers, providers and sources are shared. The result is a valid catalog, and the same
one every time.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from generator.reading import Loc
from generator.reading.document import Node, compose
from generator.reading.layout import developer_path

_OWN_IDS: Final = frozenset({"id", "points_to", "model_id", "serves"})
_OTHER_MODELS: Final = frozenset({"predecessor", "derived_from", "replacement"})
_KEPT: Final = frozenset({"evidence", "was"})
"""Blocks that speak of the world, where nothing was renamed."""


def grow(shipped: Path, target: Path, models: int) -> None:
    """Write a catalog of exactly `models` models into the new folder `target`, made from the one in `shipped`.

    Raises ValueError when the shipped catalog is larger than that.
    """
    known = _model_ids(shipped)
    if models < len(known):
        raise ValueError(f"the shipped catalog has {len(known)} models, so it cannot grow to {models}")
    shutil.copytree(shipped, target)
    folders = {model_id: _templates(shipped / "models" / model_id) for model_id in known}
    missing = models - len(known)
    for generation in count(2):
        if missing <= 0:
            break
        mark, copied = f"x{generation}", known[:missing]
        for model_id in copied:
            folder = target / "models" / f"{model_id}-{mark}"
            for path, template in folders[model_id].items():
                file = folder / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(template.filled(mark, frozenset(copied)), "utf-8")
        for developer_id in sorted({model_id.split("/")[0] for model_id in copied}):
            _add_families(shipped, target, developer_id, mark)
        missing -= len(known)


def count_files(catalog: Path) -> int:
    """The number of YAML files under a catalog's folder."""
    return sum(1 for _ in catalog.rglob("*.yaml"))


def models_for(shipped: Path, yaml_files: int) -> int:
    """How many models make a catalog of about so many YAML files, never fewer than are shipped."""
    models = len(_model_ids(shipped))
    with_models = count_files(shipped / "models")
    shared = count_files(shipped) - with_models
    return max(models, round((yaml_files - shared) * models / with_models))


def _model_ids(catalog: Path) -> list[str]:
    found = (catalog / "models").glob("*/*/model.yaml")
    return sorted(f"{path.parent.parent.name}/{path.parent.name}" for path in found)


@dataclass(frozen=True, slots=True)
class _Hole:
    """A value that is another one in each copy."""

    value: str
    joint: str
    """What stands between the value and a generation's mark."""
    quoted: bool
    names_another: bool
    """Whether it names a model other than its own, which may have no copy in the generation."""


@dataclass(frozen=True, slots=True)
class _Template:
    """A file of a shipped model, cut at the values that are others in each copy."""

    parts: tuple[str | _Hole, ...]

    @classmethod
    def of(cls, file: Path) -> _Template:
        """Cut a file; an article has nothing to cut out."""
        content = file.read_bytes()
        text = content.decode("utf-8")
        if file.suffix != ".yaml":
            return cls((text,))
        parts: list[str | _Hole] = []
        done = 0
        for node, hole in _holes(compose(file.name, content), ()):
            parts += [text[done : node.start_mark.index], hole]
            done = node.end_mark.index
        return cls((*parts, text[done:]))

    def filled(self, mark: str, copied: Collection[str]) -> str:
        """The file in the generation of `mark`, in which the models `copied` are."""
        return "".join(part if isinstance(part, str) else _filled(part, mark, copied) for part in self.parts)


def _filled(hole: _Hole, mark: str, copied: Collection[str]) -> str:
    renamed = not hole.names_another or hole.value in copied
    value = f"{hole.value}{hole.joint}{mark}" if renamed else hole.value
    # A word in quotes may be a number or a boolean without them.
    return json.dumps(value, ensure_ascii=False) if hole.quoted else value


def _templates(folder: Path) -> dict[Path, _Template]:
    """Path inside a model's folder -> the file."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {file.relative_to(folder): _Template.of(file) for file in files}


def _holes(node: Node, loc: Loc) -> Iterator[tuple[Node, _Hole]]:
    """Every value that names the copy or another one, in the order of the file."""
    if isinstance(node.value, str):
        key = loc[-1]
        if loc in {("name",), ("family",)} or key in _OWN_IDS or key in _OTHER_MODELS:
            joint = " " if key == "name" else "-"
            yield node, _Hole(node.value, joint, bool(node.style), key in _OTHER_MODELS)
        return
    for index, child in enumerate(node.value):
        if not isinstance(child, tuple):
            yield from _holes(child, (*loc, index))
        elif child[0].value not in _KEPT:
            yield from _holes(child[1], (*loc, child[0].value))


def _add_families(shipped: Path, target: Path, developer_id: str, mark: str) -> None:
    """List a copy of each shipped family in the developer's file, before the shipped ones."""
    content = (shipped / developer_path(developer_id)).read_bytes()
    families = _value(compose(developer_id, content), "families")
    if families is None or not families.value:
        return
    at, indent = families.start_mark.index, " " * families.start_mark.column
    entries = "".join(
        f"{key.value}-{mark}:\n{indent}  name: {json.dumps(f'{name.value} {mark}', ensure_ascii=False)}\n{indent}"
        for key, family in families.value
        if (name := _value(family, "name")) is not None
    )
    file = target / developer_path(developer_id)
    text = file.read_text("utf-8")
    file.write_text(text[:at] + entries + text[at:], "utf-8")


def _value(mapping: Node, wanted: str) -> Node | None:
    return next((value for key, value in mapping.value if key.value == wanted), None)
