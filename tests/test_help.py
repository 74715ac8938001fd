"""Help that teaches: each command says when to use it, its examples work, and a wrong call ends with what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from generator.__main__ import main
from generator.checks.verdict import judge
from tests import small_catalog
from tests.catalog_history import CatalogHistory
from tests.workplace import run, stand


def commands(group: click.Group = main, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command with the words that call it, the program itself left out."""
    for name, command in group.commands.items():
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


def help_of(*words: str) -> str:
    shown = CliRunner().invoke(main, [*words, "--help"], prog_name="model-catalog")
    assert shown.exit_code == 0
    return shown.stdout


def examples(text: str) -> list[str]:
    """The examples in a help text, those of `completion` for a shell's settings left out."""
    _, _, after = text.rpartition("\n\n  Example")
    return re.findall(r"^    (model-catalog .*)$", after, re.MULTILINE)


EXAMPLES = [(words, example) for words, _ in commands() for example in examples(help_of(*words))]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CatalogHistory:
    return stand(tmp_path, monkeypatch)


@pytest.mark.parametrize("words", [words for words, _ in commands()], ids=" ".join)
def test_every_command_says_when_to_use_it_and_has_an_example_of_itself(words: tuple[str, ...]) -> None:
    shown = help_of(*words)
    assert re.search(r"\bUse it\b", shown)
    own = [example for example in examples(shown) if example.split()[1:][: len(words)] == list(words)]
    assert own, shown


@pytest.mark.parametrize(("words", "example"), [pair for pair in EXAMPLES if pair[0] != ("serve",)])
def test_every_example_works(here: CatalogHistory, words: tuple[str, ...], example: str) -> None:
    if example.startswith("model-catalog new route acme/two"):
        run('model-catalog new model acme/two --name "Acme Two" --source acme/pricing')
    done = run(example)
    assert done.exit_code == 0, done.output
    assert done.output, "it says what it did"
    assert judge(here.catalog, small_catalog.TODAY).problems == ()


def test_the_example_of_serve_is_a_call_that_serves(here: CatalogHistory, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr("mkdocs.commands.serve.serve", lambda **settings: asked.append(settings["dev_addr"]))
    (example,) = examples(help_of("serve"))
    assert run(example).exit_code == 0
    assert asked == [example.split()[-1]]


@pytest.mark.parametrize(
    ("call", "wrong"),
    [
        ("chek", "No such command 'chek'. Did you mean 'check'?"),
        ("check --formt x", "No such option '--formt'. Did you mean '--format'?"),
        ("check --catalog nowhere", "Directory 'nowhere' does not exist."),
        ("new route acme/one", "Missing argument 'PROVIDER'."),
        ("new modl", "No such command 'modl'. Did you mean 'model'?"),
        ("sync somebody", "Invalid value for 'SOURCE': 'somebody' is not one of"),
        ("diff nothing", "nothing: no such revision here. Name a commit, a branch or a tag"),
        ("coverage --from models-dev", "models-dev: write SOURCE=FILE"),
        ("scan --catalog nowhere", "Name a folder with benchmarks.yaml"),
    ],
)
def test_a_wrong_call_says_what_is_wrong_first_and_what_to_do_last(here: CatalogHistory, call: str, wrong: str) -> None:
    done = run(f"model-catalog {call}")
    first, *_, last = done.stderr.splitlines()
    assert (done.exit_code, done.stdout) == (2, "")
    assert first.startswith("Error: ")
    assert wrong in first
    assert re.fullmatch(r"For what it takes and an example: model-catalog( \w+)* --help", last)
    assert run(last.partition(": ")[2]).exit_code == 0


@pytest.mark.parametrize("command", ["build", "serve"])
def test_a_site_is_made_where_its_settings_are(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(f"model-catalog {command}")
    assert done.exit_code == 2
    assert "There is no mkdocs.yml here. Stand in the folder that holds it and catalog/." in done.stderr
