"""A new model, provider or route, begun with what the catalog knows already, written only when it passes every check.

Whoever adds a record should have to type what nobody else can know: what it is called, and who says so. The rest is
looked up: the reviewed decisions name snapshots and families, the provider its terms, the publisher its hosts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from generator.catalog import Catalog
from generator.reading import Reader
from generator.reading.cache import write_atomically
from generator.reading.layout import model_path, provider_path, routes_path, sources_path
from generator.schema.text import https_url
from generator.sync.draft import Block, Draft
from generator.sync.observation import SyncError
from generator.sync.terms import Terms
from generator.sync.write import Trial, apply

_NOT_SLUG: Final = re.compile(r"[^a-z0-9.]+")


class NewError(Exception):
    """It cannot be added. The message says what to do."""


@dataclass(frozen=True, slots=True)
class Document:
    """Who says so: a source of the catalog by its id, or the https address of one that is to be added."""

    reference: str
    title: str | None = None
    kind: str = "documentation"


class Addition:
    """A record that is being added to the catalog under `root`. Raises NewError when that does not read."""

    def __init__(self, root: Path, today: date) -> None:
        records, problems = Reader(root).read()
        if problems:
            raise NewError(f"the catalog does not read: {problems[0]} Mend it first.")
        self.root = root
        self.today = today
        self.catalog = Catalog.of(records)
        self.draft = Draft(root)

    def model(self, model_id: str, facts: Mapping[str, Any], document: Document) -> None:
        """Add a model with these facts, as YAML has them, and what the reviewed decisions know of it.

        Raises NewError when it is there already, or its developer is not.
        """
        developer, slash, _ = model_id.partition("/")
        if not slash or developer not in self.catalog.developers:
            known = ", ".join(sorted(self.catalog.developers)[:5])
            raise NewError(
                f"{model_id}: write developer/model, where the developer has a file in developers/, such as {known}."
            )
        if model_id in self.catalog.models:
            raise NewError(f"{model_id} is there already: edit {model_path(model_id)}.")
        decided = self.catalog.identities.models.get(model_id)
        data: Block = {"name": decided.name} if decided and decided.name else {}
        if decided and decided.family:
            data["family"] = decided.family
        if decided and decided.snapshots:
            data["snapshots"] = [{"id": each} for each in decided.snapshots]
        data |= {name: value for name, value in facts.items() if value is not None}
        data["evidence"] = [self._evidence(document)]
        self.draft.add_file(model_path(model_id), data)

    def provider(self, provider_id: str, facts: Mapping[str, Any]) -> None:
        """Add a provider; its hosts are those of its home page unless they are given. Raises NewError."""
        if provider_id in self.catalog.providers:
            raise NewError(f"{provider_id} is there already: edit {provider_path(provider_id)}.")
        data = {name: value for name, value in facts.items() if value not in (None, [])}
        data.setdefault("hosts", [_host(str(facts["homepage"]))])
        self.draft.add_file(provider_path(provider_id), data)

    def route(
        self,
        model_id: str,
        provider_id: str,
        facts: Mapping[str, Any],
        prices: Mapping[str, int | Decimal],
        document: Document,
    ) -> None:
        """Add a route with its ordinary prices as observed on the day, and the terms that cover it. Raises NewError."""
        entry = self.catalog.models.get(model_id)
        provider = self.catalog.providers.get(provider_id)
        if entry is None or provider is None:
            missing, how = (model_id, "model") if entry is None else (provider_id, "provider")
            raise NewError(f"{missing} is not in the catalog. Add it first: new {how} {missing}.")
        data: Block = {name: value for name, value in facts.items() if value not in (None, [])}
        api_id = data["model_id"]
        if any(route.route.model_id == api_id for route in self.catalog.routes_at(provider_id)):
            raise NewError(f"{api_id} is a route of {provider_id} already: edit its file.")
        known = {*(each.id for each in entry.model.snapshots), *(each.id for each in entry.model.aliases)}
        if api_id in known:
            data.setdefault("serves", api_id)
        if prices:
            data["prices"] = [{"from": self.today.isoformat(), "basis": "observed", "standard": dict(prices)}]
        data["evidence"] = [self._evidence(document)]
        path = routes_path(model_id, provider_id)
        file = self.draft.file(path)
        if file is None:
            self.draft.add_file(path, {"routes": [data]})
        else:
            file["routes"].append(data)
        Terms(self.catalog, self.draft).take(model_id, provider_id)

    def write(self) -> Sequence[str]:
        """Write what was added and return the paths. Raises NewError, and writes nothing, when a check refuses it."""
        try:
            with Trial(self.root) as trial:
                outcome = apply(trial, self.draft.changed(), self.today, dry_run=True)
                if outcome.refused:
                    raise NewError("\n".join(map(str, outcome.refused)))
                for path in outcome.written:
                    write_atomically(self.root / path, (trial.path / path).read_bytes())
                return outcome.written
        except SyncError as error:
            raise NewError(str(error)) from None

    def _evidence(self, document: Document) -> Block:
        return {"source": self._source(document), "read_on": self.today.isoformat()}

    def _source(self, document: Document) -> str:
        """The id of a document, which is added where the catalog does not know its address."""
        if "://" not in document.reference:
            if document.reference not in self.catalog.sources:
                raise NewError(f"{document.reference} is no source of the catalog. Give its id, or its https address.")
            return document.reference
        try:
            url = https_url(document.reference)
        except ValueError as error:
            raise NewError(f"{document.reference}: {error}") from None
        known = next((each for each, source in self.catalog.sources.items() if source.url == url), None)
        if known is not None:
            return known
        publisher = self._publisher(url)
        if document.title is None:
            raise NewError(f"{url} is new here. Give its title with --source-title.")
        path = sources_path(publisher)
        file = self.draft.file(path)
        documents: Block = {} if file is None else file["documents"]
        name = _slug(urlsplit(url).path.rstrip("/").rpartition("/")[2]) or "site"
        if name in documents:
            raise NewError(f"{publisher}/{name} is another document. Add this one to {path} by hand, then name its id.")
        documents[name] = {"title": document.title, "url": url, "kind": document.kind}
        if file is None:
            self.draft.add_file(path, {"documents": documents})
        return f"{publisher}/{name}"

    def _publisher(self, url: str) -> str:
        host = urlsplit(url).netloc
        ids = [*self.catalog.developers, *self.catalog.providers, *self.catalog.publishers]
        for each in ids:
            if any(host == own or host.endswith(f".{own}") for own in self.catalog.hosts(each)):
                return each
        raise NewError(
            f"no publisher of the catalog has the host {host}. Add it to `hosts` of whoever publishes there."
        )


def amount(text: str) -> int | Decimal:
    """Return a price as YAML has it. Raises NewError when it is none."""
    try:
        found = Decimal(text)
    except InvalidOperation:
        raise NewError(f"{text} is no price. Write a number, as in 0.25.") from None
    return int(found) if re.fullmatch(r"[0-9]+", text) else found


def _host(url: str) -> str:
    return urlsplit(url).netloc.removeprefix("www.")


def _slug(text: str) -> str:
    return _NOT_SLUG.sub("-", text.lower()).strip("-.")[:60]
