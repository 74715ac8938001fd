"""`stale` and `links`: which cited documents to read again, and which are gone."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.clock import build_day
from generator.commands.catalog import catalog_option, read_catalog


@click.command()
@click.option("--format", "style", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many to list. JSON has all.")
@click.option(
    "--older-than", type=click.IntRange(0), default=30, show_default=True, help="Days since the last reading."
)
@catalog_option
def stale(style: str, limit: int, older_than: int, root: Path) -> None:
    """Tell what to read again next: documents by how long their facts have waited and how much hangs on them.

    Use it when you have an hour for the catalog: read the first document on the list, mend what it says otherwise, and
    set the `read_on` of its evidence to today.

    \b
    Examples:
      model-catalog stale --limit 5
      model-catalog stale --older-than 90 --format markdown
    """
    import json

    from generator.publish import rereading

    found = rereading.rereadings(read_catalog(root), build_day(), older_than)
    match style:
        case "json":
            click.echo(json.dumps(rereading.as_data(found), ensure_ascii=False, indent=1))
        case "markdown":
            click.echo(rereading.markdown(found, limit), nl=False)
        case _:
            click.echo(rereading.text(found, limit), nl=False)


@click.command()
@catalog_option
def links(root: Path) -> None:
    """Ask for every document that the catalog cites and list, as Markdown, those that are gone. Exits 1 for any.

    Use it now and then, with a network and some minutes: each host is asked for one document at a time.

    \b
    Example:
      model-catalog links
    """
    from generator.sync.links import Fate, check_links, markdown

    found = check_links(read_catalog(root).sources)
    click.echo(markdown(found), nl=False)
    sys.exit(1 if any(link.fate is Fate.GONE for link in found) else 0)
