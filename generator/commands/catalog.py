"""The catalog that a command works on: how it is named on the command line, read, and found fault with."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from generator.catalog import Catalog
    from generator.reading import Problem

CACHE = Path(".cache")

catalog_option = click.option(
    "--catalog",
    "root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path("catalog"),
    show_default=True,
    metavar="FOLDER",
    help="The folder of the catalog.",
)
"""The folder of the catalog, which a command gets as `root`."""


def read_catalog(root: Path) -> Catalog:
    """Return the catalog under `root`, or say what does not read and exit 1."""
    from generator.catalog import Catalog
    from generator.reading import Reader

    records, problems = Reader(root, CACHE).read()
    if problems:
        where = seen_from_here(root)
        show_problems(problem.under(where) for problem in problems)
        sys.exit(1)
    return Catalog.of(records)


def seen_from_here(root: Path) -> str:
    """Return `root` as it is written from the working folder, which is how problems and written files name it."""
    return Path(os.path.relpath(root)).as_posix()


def show_problems(problems: Iterable[Problem]) -> None:
    """Print problems one a line, with colour where somebody looks on."""
    from rich.console import Console
    from rich.text import Text

    from generator.reading.problems import visible

    console = Console(soft_wrap=True, highlight=False, emoji=False)
    for problem in problems:
        line = Text(str(problem))
        line.stylize("cyan", 0, len(visible(problem.path)))
        console.print(line)
