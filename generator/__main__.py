"""The command line. It parses arguments, calls the parts that do the work, and prints for people or for GitHub.

The commands that everybody runs stand here, the others in `generator.commands`.
Exit codes: 0 is clean, 1 is bad data, 2 is a crash or a wrong call.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import click

from generator.clock import build_day
from generator.commands.catalog import CACHE, catalog_option, seen_from_here, show_problems
from generator.commands.completion import completion
from generator.commands.diff import diff, guard
from generator.commands.new import new
from generator.commands.scan import scan
from generator.commands.sync import coverage, sync
from generator.commands.upkeep import links, stale


class Misused(click.UsageError):
    """A wrong call, told so that what to do stands last, where people look first."""

    def __init__(self, error: click.UsageError) -> None:
        super().__init__(error.format_message(), error.ctx)

    def show(self, file: IO[str] | None = None) -> None:
        """Print what is wrong, how the command is called, and where there is more."""
        click.echo(f"Error: {self.format_message()}", err=True)
        if self.ctx is not None:
            click.echo(
                f"\n{self.ctx.get_usage()}\nFor what it takes and an example: {self.ctx.command_path} --help", err=True
            )


class Program(click.Group):
    """Bad data exits 1, so a wrong call and a crash of ours must not: they exit 2, and say which of both it was."""

    def make_context(self, *arguments: Any, **settings: Any) -> click.Context:
        """Read the call up to the command's name."""
        with _told_in_full():
            return super().make_context(*arguments, **settings)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; print what went wrong when it is nobody's data."""
        try:
            with _told_in_full():
                return super().invoke(ctx)
        except (click.exceptions.Exit, click.Abort, click.ClickException, BrokenPipeError):
            raise
        except Exception as error:
            traceback.print_exc()
            click.echo(f"crashed: {error!r}. This is an error of ours, not of your data; please report it.", err=True)
            sys.exit(2)


@contextmanager
def _told_in_full() -> Iterator[None]:
    try:
        yield
    except (click.exceptions.NoArgsIsHelpError, Misused):
        raise
    except click.UsageError as error:
        raise Misused(error) from None


@click.group(cls=Program)
@click.version_option(package_name="model-catalog")
def main() -> None:
    """A catalog of large language models in which every number shows its evidence.

    Commands work on the folder catalog/ beside which you stand. Each tells when to use it, and has an example:

    \b
      model-catalog check
      model-catalog new --help
    """


@main.command()
@click.option(
    "--format", "style", type=click.Choice(["text", "github"]), default="text", help="github: annotations on lines."
)
@catalog_option
def check(style: str, root: Path) -> None:
    """Check the catalog and say what is wrong where. Exits 1 when anything is.

    Use it before every commit: it says what a pull request would say, each problem with its line and what to do.

    \b
    Example:
      model-catalog check
    """
    from generator.checks.verdict import judge

    verdict = judge(root, build_day(), CACHE)
    where = seen_from_here(root)
    problems = [problem.under(where) for problem in verdict.problems]
    if style == "github":
        for problem in problems:
            click.echo(problem.as_github_annotation())
    elif problems:
        show_problems(problems)
    click.echo(verdict.summary)
    sys.exit(1 if problems else 0)


@main.command()
@click.option("--site-dir", type=click.Path(file_okay=False, path_type=Path), default=Path("site"), show_default=True)
def build(site_dir: Path) -> None:
    """Build the whole site, or leave the previous one as it was and exit 1.

    Use it to publish, or to look at all pages at once; while you edit, `serve` is faster.

    \b
    Example:
      model-catalog build --site-dir public
    """
    from generator.site.command import BuildError
    from generator.site.command import build as build_site

    _stand_in_the_repository()
    try:
        build_site(Path.cwd(), site_dir)
    except BuildError:
        sys.exit(1)


@main.command()
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to listen.")
def serve(address: str) -> None:
    """Preview the site with live reload: an edited record is on its page within a second.

    Use it while you edit, and end it with Ctrl-C.

    \b
    Example:
      model-catalog serve --address 127.0.0.1:8001
    """
    from generator.site.command import BuildError
    from generator.site.command import serve as serve_site

    _stand_in_the_repository()
    try:
        serve_site(Path.cwd(), address)
    except BuildError:
        sys.exit(1)


@main.command()
@click.option("--into", type=click.Path(file_okay=False, path_type=Path), default=Path("schemas"))
def schemas(into: Path) -> None:
    """Write the JSON Schemas that editors use, from the fields' docstrings.

    Use it after you changed a field in generator/schema/.

    \b
    Example:
      model-catalog schemas
    """
    from generator.reading.cache import write_atomically
    from generator.schema.json_schema import schema_files

    for name, content in schema_files().items():
        write_atomically(into / name, content)
        click.echo(into / name)


@main.command()
@click.option("--check", "only_check", is_flag=True, help="Change nothing; exit 1 when a file is not in style.")
@catalog_option
def fmt(only_check: bool, root: Path) -> None:
    """Bring the catalog's files into one style: order of keys, line length, folding.

    Use it after you edited by hand. Comments and facts stay as they are.

    \b
    Examples:
      model-catalog fmt
      model-catalog fmt --check
    """
    from generator.sync.form import form

    changed, problems = form(root, check=only_check)
    where = seen_from_here(root)
    for problem in problems:
        click.echo(str(problem.under(where)))
    for path in changed:
        click.echo(f"{where}/{path}: {'is not in style. Run `fmt`.' if only_check else 'written'}")
    if not problems and not changed:
        click.echo("Every file is in style.")
    sys.exit(1 if problems or (only_check and changed) else 0)


def _stand_in_the_repository() -> None:
    if not Path("mkdocs.yml").is_file():
        raise click.UsageError("There is no mkdocs.yml here. Stand in the folder that holds it and catalog/.")


main.add_command(completion)
main.add_command(coverage)
main.add_command(diff)
main.add_command(guard)
main.add_command(links)
main.add_command(new)
main.add_command(scan)
main.add_command(stale)
main.add_command(sync)


if __name__ == "__main__":
    main()
