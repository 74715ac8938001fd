"""`sync` and `coverage`: what other catalogs say, brought into ours or held against it."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from generator.clock import build_day
from generator.commands.catalog import catalog_option, read_catalog
from generator.commands.completion import paths, provider_ids

SYNC_SOURCES = (
    "models-dev",
    "models-dev-records",
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


@click.command(epilog=f"SOURCE is one of {', '.join(SYNC_SOURCES)}.")
@click.argument("source", type=click.Choice(SYNC_SOURCES), metavar="SOURCE")
@click.option(
    "--from",
    "origin",
    shell_complete=paths,
    help="A file or an https address; without it, where the source is published.",
)
@click.option("--read-on", type=click.DateTime(["%Y-%m-%d"]), help="The day it was read; else the day in its name.")
@click.option("--provider", help="Only this provider of ours.", shell_complete=provider_ids)
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--report", "report_file", type=click.Path(dir_okay=False, path_type=Path), help="Write all as JSON.")
@click.option(
    "--propose", "table", type=click.Path(dir_okay=False, path_type=Path), help="Write entries for unknown models."
)
@catalog_option
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
    """Bring the catalog up to date with SOURCE, another catalog's public file. Exits 1 when that cannot be done.

    Use it to see what others know that we do not: it adds evidence, prices and disputes, and lists what it cannot
    match. Look at the result with `diff HEAD` before you commit it.

    \b
    Examples:
      model-catalog sync models-dev --from api.json --read-on 2026-11-02 --dry-run
      model-catalog sync models-dev --from api.json --provider acme
    """
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


@click.command()
@click.option(
    "--from", "origins", multiple=True, metavar="SOURCE=FILE", help="Also tell which ids of a source lead to a route."
)
@click.option("--report", "report_file", type=click.Path(dir_okay=False, path_type=Path), help="Write all as JSON.")
@catalog_option
def coverage(origins: tuple[str, ...], report_file: Path | None, root: Path) -> None:
    """Tell how much the catalog knows, how well, and which ids of other catalogs lead to it.

    Use it before and after a large change, to see whether facts are founded better or worse than before.

    \b
    Examples:
      model-catalog coverage
      model-catalog coverage --from models-dev=api.json --report coverage.json
    """
    from rich.console import Console

    from generator.sync.coverage import holdings, reach
    from generator.sync.coverage_tables import save, show
    from generator.sync.observation import SyncError

    pairs = [(name, file) for name, _, file in (origin.partition("=") for origin in origins)]
    wrong = [name for name, file in pairs if name not in SYNC_SOURCES or not file]
    if wrong:
        raise click.BadParameter(f"{wrong[0]}: write SOURCE=FILE, where SOURCE is one of {', '.join(SYNC_SOURCES)}.")
    console = Console()
    with Console(stderr=True).status("Reading the catalog"):
        catalog = read_catalog(root)
        held = holdings(catalog)
        try:
            found = reach(catalog, pairs, build_day())
        except SyncError as error:
            click.echo(f"coverage: {error}", err=True)
            sys.exit(1)
    show(held, found, console)
    if not pairs:
        click.echo("Which ids of other catalogs lead to a route: coverage --from models-dev=FILE --from litellm=FILE")
    if report_file:
        save(held, found, report_file)
