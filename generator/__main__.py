"""The command line. It parses arguments, calls the parts that do the work, and prints for people or for GitHub.

Exit codes: 0 is clean, 1 is bad data, 2 is a crash or a wrong call.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from generator.clock import build_day
from generator.reading.problems import Problem, visible

CACHE = Path(".cache")
SYNC_SOURCES = (
    "models-dev",
    "litellm",
    "genai-prices",
    "openrouter",
    "openai",
    "anthropic",
    "google",
    "xai",
    "lifecycle",
    "price-history",
)


class CrashesExitTwo(click.Group):
    """Bad data exits 1, so a crash of ours must not: it exits 2, and says that it is ours."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; print what went wrong when it is nobody's data."""
        try:
            return super().invoke(ctx)
        except (click.exceptions.Exit, click.Abort, click.ClickException, BrokenPipeError):
            raise
        except Exception as error:
            traceback.print_exc()
            click.echo(f"crashed: {error!r}. This is an error of ours, not of your data; please report it.", err=True)
            sys.exit(2)


@click.group(cls=CrashesExitTwo)
@click.version_option(package_name="model-catalog")
def main() -> None:
    """A catalog of large language models in which every number shows its evidence."""


@main.command()
@click.option(
    "--format", "style", type=click.Choice(["text", "github"]), default="text", help="github: annotations on lines."
)
@click.option(
    "--catalog", "root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path("catalog")
)
def check(style: str, root: Path) -> None:
    """Check the catalog and say what is wrong where. Exits 1 when anything is."""
    from generator.checks.verdict import judge

    verdict = judge(root, build_day(), CACHE)
    where = Path(os.path.relpath(root)).as_posix()
    problems = [problem.under(where) for problem in verdict.problems]
    if style == "github":
        for problem in problems:
            click.echo(problem.as_github_annotation())
    elif problems:
        _show(problems)
    click.echo(verdict.summary)
    sys.exit(1 if problems else 0)


@main.command()
@click.option("--site-dir", type=click.Path(file_okay=False, path_type=Path), default=Path("site"), show_default=True)
def build(site_dir: Path) -> None:
    """Build the whole site, or leave the previous one as it was and exit 1."""
    from generator.site.command import BuildError
    from generator.site.command import build as build_site

    try:
        build_site(Path.cwd(), site_dir)
    except BuildError:
        sys.exit(1)


@main.command()
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to listen.")
def serve(address: str) -> None:
    """Preview the site with live reload: an edited record is on its page within a second."""
    from generator.site.command import BuildError
    from generator.site.command import serve as serve_site

    try:
        serve_site(Path.cwd(), address)
    except BuildError:
        sys.exit(1)


@main.command()
@click.option("--into", type=click.Path(file_okay=False, path_type=Path), default=Path("schemas"))
def schemas(into: Path) -> None:
    """Write the JSON Schemas that editors use, from the fields' docstrings."""
    from generator.reading.cache import write_atomically
    from generator.schema.json_schema import schema_files

    for name, content in schema_files().items():
        write_atomically(into / name, content)
        click.echo(into / name)


def _show(problems: Iterable[Problem]) -> None:
    """Print problems one a line, with colour where somebody looks on."""
    from rich.console import Console
    from rich.text import Text

    console = Console(soft_wrap=True, highlight=False, emoji=False)
    for problem in problems:
        line = Text(str(problem))
        line.stylize("cyan", 0, len(visible(problem.path)))
        console.print(line)


@main.command()
@click.option("--check", "only_check", is_flag=True, help="Change nothing; exit 1 when a file is not in style.")
@click.option(
    "--catalog", "root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path("catalog")
)
def fmt(only_check: bool, root: Path) -> None:
    """Bring the catalog's files into one style: order of keys, line length, folding."""
    from generator.sync.form import form

    changed, problems = form(root, check=only_check)
    where = Path(os.path.relpath(root)).as_posix()
    for problem in problems:
        click.echo(str(problem.under(where)))
    for path in changed:
        click.echo(f"{where}/{path}: {'is not in style. Run `fmt`.' if only_check else 'written'}")
    sys.exit(1 if problems or (only_check and changed) else 0)


@main.command()
@click.argument("source", type=click.Choice(SYNC_SOURCES))
@click.option("--from", "origin", help="A file or an https address; without it, where the source is published.")
@click.option("--read-on", type=click.DateTime(["%Y-%m-%d"]), help="The day it was read; else the day in its name.")
@click.option("--provider", help="Only this provider of ours.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--report", "report_file", type=click.Path(dir_okay=False, path_type=Path), help="Write all as JSON.")
@click.option(
    "--propose", "table", type=click.Path(dir_okay=False, path_type=Path), help="Write entries for unknown models."
)
@click.option(
    "--catalog", "root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path("catalog")
)
def sync(
    source: str,
    origin: str | None,
    read_on: datetime | None,
    provider: str | None,
    dry_run: bool,
    report_file: Path | None,
    table: Path | None,
    root: Path,
) -> None:
    """Bring the catalog up to date with SOURCE, another catalog's public file. Exits 1 when that cannot be done."""
    from rich.console import Console

    from generator.sync.observation import SyncError
    from generator.sync.run import sync as run_sync
    from generator.sync.show import save, save_proposals, show

    console = Console()
    try:
        with Console(stderr=True).status(f"Syncing {source}") as status:
            day = read_on.date() if read_on else None
            report = run_sync(
                root, source, origin, day, build_day(), provider=provider, dry_run=dry_run, progress=status.update
            )
    except SyncError as error:
        click.echo(f"sync {source}: {error}", err=True)
        sys.exit(1)
    show(report, console, dry_run=dry_run)
    if report_file:
        save(report, report_file)
    if table:
        save_proposals(report, table)


if __name__ == "__main__":
    main()
