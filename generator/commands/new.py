"""`new`: begins a model, a provider or a route, and asks for what was not told and only a person knows."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from generator.clock import build_day
from generator.commands.catalog import catalog_option, seen_from_here


@click.group()
def new() -> None:
    """Begin a new model, provider or route: asks for what only you know, fills in the rest, leaves a valid file."""


@new.command("model")
@click.argument("model_id", metavar="DEVELOPER/MODEL")
@click.option("--name", help="The name as the developer writes it.")
@click.option("--family", help="A family in the developer's file.")
@click.option("--released-on", metavar="DATE", help="YYYY-MM-DD, or a month or a year.")
@click.option("--context-window", type=click.IntRange(1), help="Input and output tokens together.")
@click.option("--max-output-tokens", type=click.IntRange(1))
@click.option("--input", "takes", multiple=True, help="A form of input, such as text; may be given often.")
@click.option("--output", "gives", multiple=True, help="A form of output, such as text; may be given often.")
@click.option("--open-weights/--no-open-weights", default=None, help="Whether the weights can be downloaded.")
@click.option("--source", help="Who says so: an id in sources/, or an https address.")
@click.option("--source-title", help="The title of a document that is new here.")
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
    """Begin catalog/models/DEVELOPER/MODEL/model.yaml with what the catalog knows of it."""
    from generator.sync.new import Addition, Document

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
        document = Document(source or click.prompt("Source (id or https address)"), source_title, "model_page")
        addition.model(model_id, facts, document)
        _written(addition.write(), root)
    click.echo(f"Next, where it can be called: python -m generator new route {model_id} PROVIDER ID")


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
    """Begin catalog/providers/PROVIDER.yaml."""
    from generator.sync.new import Addition

    with _refusals():
        addition = Addition(root, build_day())
        facts = {"name": name, "kind": kind, "country": country, "homepage": homepage, "hosts": list(hosts)}
        addition.provider(provider_id, facts)
        _written(addition.write(), root)


@new.command("route")
@click.argument("model_id", metavar="DEVELOPER/MODEL")
@click.argument("provider_id", metavar="PROVIDER")
@click.argument("api_id", metavar="ID")
@click.option("--input", "input_price", metavar="PRICE", help="USD per million tokens of input.")
@click.option("--cached-input", "cached_price", metavar="PRICE", help="The same, read from a cache.")
@click.option("--output", "output_price", metavar="PRICE", help="USD per million tokens of output.")
@click.option("--region", "regions", multiple=True, help="A region in the provider's file; may be given often.")
@click.option("--variant", help="What sets it apart from the plain route: free, fp8.")
@click.option("--source", help="Who says so: an id in sources/, or an https address.")
@click.option("--source-title", help="The title of a document that is new here.")
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
    """Begin a route: ID, exactly as the API of PROVIDER accepts it, for a model of the catalog."""
    from generator.sync.new import Addition, Document, amount

    with _refusals():
        addition = Addition(root, build_day())
        told = {"input": input_price, "cached_input": cached_price, "output": output_price}
        prices = {field: amount(price) for field, price in told.items() if price is not None}
        document = Document(
            source or click.prompt("Source (id or https address)"), source_title, "pricing" if prices else "model_page"
        )
        facts = {"model_id": api_id, "regions": list(regions), "variant": variant}
        addition.route(model_id, provider_id, facts, prices, document)
        _written(addition.write(), root)


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
