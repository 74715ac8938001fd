"""`completion`, and what a shell is offered where an id of the catalog is wanted.

A shell asks at each press of Tab, so nothing is read for it: the names of files tell the ids.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import click
from click.shell_completion import CompletionItem, get_completion_class

_PROGRAM: Final = "model-catalog"
_VARIABLE: Final = "_MODEL_CATALOG_COMPLETE"
"""Where click looks for a shell's question, by the name of the program."""


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script with which a shell completes commands, options, ids, revisions and paths.

    Use it once: it goes where the shell reads its settings, and works from the next shell on. `model-catalog` itself
    has to be on the PATH, as in an activated .venv.

    \b
    bash: add this line to ~/.bashrc; zsh: to ~/.zshrc, after compinit, with zsh in the place of bash
      eval "$(model-catalog completion bash)"
    fish:
      model-catalog completion fish > ~/.config/fish/completions/model-catalog.fish

    \b
    Example:
      model-catalog completion bash
    """
    kind = get_completion_class(shell)
    assert kind is not None, "click knows each of the three"
    click.echo(kind(context.find_root().command, {}, _PROGRAM, _VARIABLE).source())


def model_ids(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """The ids of models that begin so."""
    return _beginning(
        begun, (f"{file.parent.parent.name}/{file.parent.name}" for file in _files(context, "models/*/*/model.yaml"))
    )


def developer_ids(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """The beginnings of ids of models, up to the slash, that begin so."""
    return _beginning(begun, (f"{file.stem}/" for file in _files(context, "developers/*.yaml")))


def provider_ids(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """The ids of providers that begin so."""
    return _beginning(begun, (file.stem for file in _files(context, "providers/*.yaml")))


def revisions(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """The branches and tags that begin so."""
    ask = ["git", "-C", str(_folder(context)), "for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags"]
    try:
        done = subprocess.run(ask, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return []
    return _beginning(begun, done.stdout.splitlines())


def paths(context: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
    """What tells the shell to offer its own files and folders, for what may also be an address."""
    return [CompletionItem(begun, type="file")]


def _folder(context: click.Context) -> Path:
    """The folder of the catalog, as far as the command line tells it by now."""
    return Path(context.params.get("root") or "catalog")


def _files(context: click.Context, pattern: str) -> Iterable[Path]:
    return _folder(context).glob(pattern)


def _beginning(begun: str, ids: Iterable[str]) -> list[str]:
    return sorted(id for id in ids if id.startswith(begun))
