"""`scan`: the ids in somebody's code that need attention."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.clock import build_day
from generator.commands.completion import paths

if TYPE_CHECKING:
    from generator.scan.command import Style

SCAN_KINDS = ("retired", "deprecated", "unknown", "superseded", "floating")


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--format", "style", type=click.Choice(["text", "json", "sarif", "github"]), default="text", show_default=True
)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write the report to this file.")
@click.option(
    "--catalog",
    "origin",
    shell_complete=paths,
    help="A catalog, a built site, or its https address; else the catalog beside this program.",
)
@click.option(
    "--fail-on",
    type=click.Choice([*SCAN_KINDS, "never"]),
    default="deprecated",
    show_default=True,
    help="Exit 1 for this kind and every worse one; the list goes from worst to mildest.",
)
@click.option("--skip", multiple=True, type=click.Choice(SCAN_KINDS), help="Leave out a kind; may be given often.")
@click.option(
    "--baseline", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Leave out what this file lists."
)
@click.option(
    "--write-baseline", type=click.Path(dir_okay=False, path_type=Path), help="List all findings here, and exit 0."
)
def scan(
    paths: tuple[Path, ...],
    style: Style,
    output: Path | None,
    origin: str | None,
    fail_on: str,
    skip: tuple[str, ...],
    baseline: Path | None,
    write_baseline: Path | None,
) -> None:
    """Find model ids in the code under PATHS, and say which need attention and what to write instead.

    Use it on any code base, by hand, before each commit or in CI; without PATHS it reads the folder where you stand.
    Exits 1 when there is something to do, 2 when it could not be found out.

    \b
    Examples:
      model-catalog scan src --fail-on retired
      model-catalog scan --format sarif --output model-ids.sarif --fail-on never
    """
    from generator.scan.command import Options, Unusable, run
    from generator.scan.finding import Kind

    options = Options(
        paths or (Path(),),
        style,
        output,
        origin,
        None if fail_on == "never" else Kind(fail_on),
        frozenset(map(Kind, skip)),
        baseline,
        write_baseline,
    )
    try:
        failed = run(options, build_day(), lambda line: click.echo(line, err=style in ("json", "sarif")))
    except Unusable as error:
        raise click.UsageError(str(error)) from None
    sys.exit(1 if failed else 0)
