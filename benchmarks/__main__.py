"""`python -m benchmarks`: grows the catalog, measures, and prints figures with the ratios that one run gives.

Seconds differ from machine to machine and from hour to hour; ratios between things measured in the same run do not
much. Every command runs in a fresh process; medians of several runs are shown, and the greatest memory of them.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Final

import click

from benchmarks.code import READ, write_code
from benchmarks.content import write_content
from benchmarks.grow import count_files, models_for
from benchmarks.preview import edit_to_page
from benchmarks.process import Run, run
from benchmarks.rivals import Hugo, NoHugo, Stock, require_hugo
from benchmarks.workspace import CATALOG, Workspace, timed

SIZES: Final = "2000,3000,10000"
STOCK_UP_TO: Final = 3000
"""Stock mkdocs-material takes minutes at 3,000 models; beyond, nothing new would be learned."""

CHECK_FILES: Final = 10_000
MIB: Final = 1024 * 1024
SCAN_LINES: Final = 1_000_000
PARTS: Final = ("check", "build", "edit", "rivals", "scan")


@click.command()
@click.option("--sizes", default=SIZES, show_default=True, help="Numbers of models, with commas.")
@click.option("--runs", default=3, show_default=True, type=click.IntRange(min=1), help="Runs of each measurement.")
@click.option("--only", default=",".join(PARTS), show_default=True, help="What to measure, with commas.")
@click.option("--stock-up-to", default=STOCK_UP_TO, show_default=True, help="Largest size for stock mkdocs-material.")
@click.option("--without-hugo", is_flag=True, help="Measure even where Hugo is not installed.")
def main(sizes: str, runs: int, only: str, stock_up_to: int, without_hugo: bool) -> None:
    """Measure check, build, preview and scan, beside stock mkdocs-material and Hugo given the same content."""
    wanted = tuple(only.split(","))
    unknown = sorted(set(wanted) - set(PARTS))
    if unknown:
        raise click.BadParameter(f"{', '.join(unknown)} is not measured. Choose from {', '.join(PARTS)}.")
    if "rivals" in wanted and not without_hugo:
        try:
            click.echo(f"Hugo {require_hugo()}")
        except NoHugo as error:
            raise click.ClickException(str(error)) from error
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        if "check" in wanted:
            _check(Path(folder) / "check", runs)
        if "scan" in wanted:
            _scan(Path(folder) / "scan", runs)
        if not {"build", "edit", "rivals"} & set(wanted):
            return
        for size in map(int, sizes.split(",")):
            _size(Path(folder) / str(size), size, runs, wanted, stock=size <= stock_up_to, hugo=not without_hugo)


def _check(folder: Path, runs: int) -> None:
    folder.mkdir()
    workspace = Workspace.make(folder, models_for(CATALOG, CHECK_FILES))
    _title(f"check, {count_files(folder / 'catalog'):,} YAML files")
    cold = _median(runs, lambda: workspace.generator("check"), before=workspace.forget)
    warm = _median(runs, lambda: workspace.generator("check"))
    _row("cold", cold)
    _row("nothing changed", warm, against=cold)


def _scan(folder: Path, runs: int) -> None:
    code = folder / "code"
    lines = write_code(code, SCAN_LINES)
    kept = {"XDG_CACHE_HOME": str(folder / "cache"), "PYTHONPATH": str(CATALOG.parent)}
    command = [sys.executable, "-m", "generator", "scan", "--fail-on", "never", "--catalog", str(CATALOG)]
    _title(f"scan, {lines:,} lines of Python")
    cold = _median(1, lambda: run([*command, str(code)], folder, kept))
    warm = _median(runs, lambda: run([*command, str(code)], folder, kept))
    start = _median(
        runs,
        lambda: run([*command, str(code / "none")], folder, kept),
        before=lambda: (code / "none").mkdir(exist_ok=True),
    )
    plain = _median(runs, lambda: run([sys.executable, "-c", READ, str(code)], folder, {}))
    _row("the first scan, which reads the catalog", cold)
    _row(f"each one after ({lines / warm.seconds:,.0f} lines a second)", warm, against=cold)
    _row("of which to start and load what it knows", start)
    _row("the same files only read and their lines counted", plain)
    click.echo(f"  {'':4}a scan takes {_ratio(warm, plain)} that")


def _size(folder: Path, size: int, runs: int, wanted: Sequence[str], *, stock: bool, hugo: bool) -> None:
    ours = folder / "ours"
    ours.mkdir(parents=True)
    workspace = Workspace.make(ours, size)
    _title(f"{size:,} models, {count_files(ours / 'catalog'):,} YAML files")
    cold = warm = None
    if "build" in wanted or "rivals" in wanted:
        cold = _median(runs, lambda: workspace.generator("build"), before=workspace.forget)
        warm = _median(runs, lambda: workspace.generator("build"))
        pages = workspace.pages()
        _row(f"build, cold ({pages:,} pages, {pages / cold.seconds:,.0f} a second)", cold)
        _row(f"build, YAML unchanged ({pages / warm.seconds:,.0f} a second)", warm, against=cold)
    if "edit" in wanted:
        seconds = edit_to_page(workspace)
        click.echo(
            f"  {'edit of a file to its page, in serve':58} {median(seconds):8.2f} s  (most {max(seconds):.2f} s)"
        )
    if "rivals" in wanted and cold and warm:
        _rivals(folder, workspace, runs, cold, warm, stock=stock, hugo=hugo)


def _rivals(folder: Path, ours: Workspace, runs: int, cold: Run, warm: Run, *, stock: bool, hugo: bool) -> None:
    rivals: list[tuple[str, Stock | Hugo, int]] = []
    if stock:
        # One run: it takes minutes, and tens of times as long as what it is compared with.
        rivals.append(("stock mkdocs-material, same pages as Markdown", Stock(folder / "stock"), 1))
    if hugo:
        rivals.append(("Hugo, same pages as Markdown", Hugo(folder / "hugo"), runs))
    for name, rival, times in rivals:
        rival.root.mkdir()
        rival.set_up()
        write_content(ours, rival.pages, rival.files)
        took = _median(times, rival.build)
        _row(name, took)
        click.echo(f"  {'':4}it takes {_ratio(took, cold)} our cold build, {_ratio(took, warm)} our unchanged one")


def _median(runs: int, measure: Callable[[], Run], before: Callable[[], None] | None = None) -> Run:
    done = []
    for _ in range(runs):
        if before:
            before()
        done.append(measure())
    return timed(done)


def _title(text: str) -> None:
    click.echo(f"\n{text}")


def _row(name: str, run: Run, against: Run | None = None) -> None:
    ratio = f"  {_ratio(run, against)} cold" if against else ""
    click.echo(f"  {name:58} {run.seconds:8.2f} s  {run.peak / MIB:7,.0f} MiB{ratio}")


def _ratio(run: Run, base: Run) -> str:
    return f"{run.seconds / base.seconds:.2f} x"


if __name__ == "__main__":
    main()
