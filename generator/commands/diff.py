"""`diff` and `guard`: what changed in the catalog, and what no pull request may change."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.clock import build_day
from generator.commands.catalog import catalog_option, seen_from_here, show_problems
from generator.commands.completion import revisions


@click.command()
@click.argument("revision", metavar="REV", shell_complete=revisions)
@click.argument("other", metavar="[REV2]", required=False, shell_complete=revisions)
@click.option("--format", "style", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
@click.option("--all", "everything", is_flag=True, help="List every change; else the first of each sort. JSON has all.")
@catalog_option
def diff(revision: str, other: str | None, style: str, everything: bool, root: Path) -> None:
    """Tell what changed in the catalog from REV to REV2, or to the files on disk, by meaning and not by lines.

    Use it to see what a branch means before others read it, or what came in with a pull.

    \b
    Examples:
      model-catalog diff main
      model-catalog diff HEAD~1 HEAD --format markdown
    """
    from generator.diff import GitError, machine, show
    from generator.diff import diff as compare

    try:
        found = compare(root, revision, other)
    except GitError as error:
        raise click.UsageError(str(error)) from None
    match style:
        case "json":
            click.echo(machine.encode(found), nl=False)
        case "markdown":
            click.echo(show.markdown(found, None if everything else show.MOST), nl=False)
        case _:
            click.echo(show.text(found, None if everything else show.MOST), nl=False)


@click.command()
@click.argument("base", shell_complete=revisions)
@click.option(
    "--annotations", type=click.Choice(["github"]), help="Print findings so that GitHub shows them on the lines."
)
@click.option("--override", is_flag=True, help="A maintainer agreed to it: tell the findings and exit 0.")
@catalog_option
def guard(base: str, annotations: str | None, override: bool, root: Path) -> None:
    """Refuse what no pull request may do to the catalog, seen from where the work left BASE. Exits 1 on findings.

    Ids stay, evidence is not taken away, a fact changes only when a source was read again, and the past of a price is
    not rewritten. Use it before you open a pull request: there it runs too, and BASE is the branch that you ask to
    merge into.

    \b
    Example:
      model-catalog guard main
    """
    from generator.diff import GitError, guarded

    try:
        found = guarded(root, base, build_day())
    except GitError as error:
        raise click.UsageError(str(error)) from None
    where = seen_from_here(root)
    problems = [problem.under(where) for problem in found]
    if annotations:
        level = "warning" if override else "error"
        for problem in problems:
            click.echo(problem.as_github_annotation(level))
    elif problems:
        show_problems(problems)
    click.echo(f"{len(problems)} {'finding' if len(problems) == 1 else 'findings'}.")
    if problems and override:
        click.echo("Overridden: a maintainer agreed to these.")
    sys.exit(1 if problems and not override else 0)
