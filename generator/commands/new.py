"""`new`: begins a model, a provider or a route, and asks for what was not told and only a person knows."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

from generator.clock import build_day
from generator.commands.catalog import catalog_option, seen_from_here
from generator.commands.completion import developer_ids, model_ids, provider_ids

if TYPE_CHECKING:
    from generator.sync.new import Document

F = TypeVar("F", bound=Callable[..., Any])


def _source_options(command: F) -> F:
    """Add the options that tell who says so; `_document` makes one of what they hold."""
    title = click.option("--source-title", help="The title of a document that is new here.")
    return click.option("--source", help="Who says so: an id in sources/, or an https address.")(title(command))


@click.group()
def new() -> None:
    """Begin a new model, provider or route: asks for what only you know, fills in the rest, leaves a valid file.

    Use it in the place of copying another file: what it leaves passes `check`, or nothing is written.

    \b
    Examples, for the made-up developer and provider Acme:
      model-catalog new model acme/two --name "Acme Two" --source acme/pricing
      model-catalog new route acme/two acme acme-two --source acme/pricing
    """


@new.command("model")
@click.argument("model_id", metavar="DEVELOPER/MODEL", shell_complete=developer_ids)
@click.option("--name", help="The name as the developer writes it.")
@click.option("--family", help="A family in the developer's file.")
@click.option("--released-on", metavar="DATE", help="YYYY-MM-DD, or a month or a year.")
@click.option("--context-window", type=click.IntRange(1), help="Input and output tokens together.")
@click.option("--max-output-tokens", type=click.IntRange(1))
@click.option("--input", "takes", multiple=True, help="A form of input, such as text; may be given often.")
@click.option("--output", "gives", multiple=True, help="A form of output, such as text; may be given often.")
@click.option("--open-weights/--no-open-weights", default=None, help="Whether the weights can be downloaded.")
@_source_options
@catalog_option
def new_model(
    model_id: str,
    name: str | None,
    family: str | None,
    released_on: str | None,
    context_window: int | None,
    max_output_tokens: int | None,
    takes: tuple[str, ...],
    gives: tuple[str, ...],
    open_weights: bool | None,
    source: str | None,
    source_title: str | None,
    root: Path,
) -> None:
    """Begin catalog/models/DEVELOPER/MODEL/model.yaml with what the catalog knows of it.

    Use it when a developer announces a model. What you leave out is unknown and can be added later; a source that is
    new here needs its title, and its host must be one of the publisher's.

    \b
    Example:
      model-catalog new model acme/two --name "Acme Two" --released-on 2026-11 --source acme/pricing
    """
    from generator.sync.new import Addition

    with _refusals():
        addition = Addition(root, build_day())
        decided = addition.catalog.identities.models.get(model_id)
        if name is None and not (decided and decided.name):
            name = click.prompt("Name, as the developer writes it")
        facts = {
            "name": name,
            "family": family,
            "released_on": released_on,
            "context_window": context_window,
            "max_output_tokens": max_output_tokens,
            "modalities": {"input": list(takes or ["text"]), "output": list(gives or ["text"])},
            "open_weights": open_weights,
        }
        addition.model(model_id, facts, _document(source, source_title, "model_page"))
        _written(addition.write(), root)
    click.echo(f"Next, where it can be called: model-catalog new route {model_id} PROVIDER ID")


@new.command("provider")
@click.argument("provider_id", metavar="PROVIDER")
@click.option("--name", prompt="Name, as the provider writes it")
@click.option(
    "--kind",
    type=click.Choice(["developer_api", "cloud", "inference_host", "gateway"]),
    prompt="What sort of service it is",
)
@click.option("--homepage", prompt="Home page (https address)")
@click.option("--host", "hosts", multiple=True, help="A host of its documents or API; else that of its home page.")
@click.option("--country", metavar="CODE", help="Where it is seated, by two letters.")
@catalog_option
def new_provider(
    provider_id: str, name: str, kind: str, homepage: str, hosts: tuple[str, ...], country: str | None, root: Path
) -> None:
    """Begin catalog/providers/PROVIDER.yaml.

    Use it before the first route at a provider. Its API and its terms are added to the file by hand.

    \b
    Example:
      model-catalog new provider stratus --name Stratus --kind cloud --homepage https://www.example.org/
    """
    from generator.sync.new import Addition

    with _refusals():
        addition = Addition(root, build_day())
        facts = {"name": name, "kind": kind, "country": country, "homepage": homepage, "hosts": list(hosts)}
        addition.provider(provider_id, facts)
        _written(addition.write(), root)


@new.command("route")
@click.argument("model_id", metavar="DEVELOPER/MODEL", shell_complete=model_ids)
@click.argument("provider_id", metavar="PROVIDER", shell_complete=provider_ids)
@click.argument("api_id", metavar="ID")
@click.option("--input", "input_price", metavar="PRICE", help="USD per million tokens of input.")
@click.option("--cached-input", "cached_price", metavar="PRICE", help="The same, read from a cache.")
@click.option("--output", "output_price", metavar="PRICE", help="USD per million tokens of output.")
@click.option("--region", "regions", multiple=True, help="A region in the provider's file; may be given often.")
@click.option("--variant", help="What sets it apart from the plain route: free, fp8.")
@_source_options
@catalog_option
def new_route(
    model_id: str,
    provider_id: str,
    api_id: str,
    input_price: str | None,
    cached_price: str | None,
    output_price: str | None,
    regions: tuple[str, ...],
    variant: str | None,
    source: str | None,
    source_title: str | None,
    root: Path,
) -> None:
    """Begin a route: ID, exactly as the API of PROVIDER accepts it, for a model of the catalog.

    Use it when a provider begins to serve a model. With prices it needs a source that states them.

    \b
    Example:
      model-catalog new route acme/one acme acme-one-fast --input 0.25 --output 2 --variant fast --source acme/pricing
    """
    from generator.sync.new import Addition, amount

    with _refusals():
        addition = Addition(root, build_day())
        told = {"input": input_price, "cached_input": cached_price, "output": output_price}
        prices = {field: amount(price) for field, price in told.items() if price is not None}
        document = _document(source, source_title, "pricing" if prices else "model_page")
        facts = {"model_id": api_id, "regions": list(regions), "variant": variant}
        addition.route(model_id, provider_id, facts, prices, document)
        _written(addition.write(), root)


def _document(source: str | None, title: str | None, kind: Literal["model_page", "pricing"]) -> Document:
    """Who says so, asked for where the options do not tell."""
    from generator.sync.new import Document

    return Document(source or click.prompt("Source (id or https address)"), title, kind)


@contextmanager
def _refusals() -> Iterator[None]:
    """Say why something cannot be added, and exit 1."""
    from generator.sync.new import NewError

    try:
        yield
    except NewError as error:
        click.echo(f"new: {error}", err=True)
        sys.exit(1)


def _written(paths: Iterable[str], root: Path) -> None:
    for path in paths:
        click.echo(f"{seen_from_here(root)}/{path}: written")
