"""What sources quote of models: scores on benchmarks and pages with weights, each with the page it is from.

A quotation is only as good as the page: one about another model, a floating id or a mode of a model proves nothing of
this one and is left alone, as is a score on a benchmark that nobody has described.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from generator.catalog import Catalog
from generator.reading.layout import model_path
from generator.schema import Benchmark
from generator.sync.documents import Documents
from generator.sync.draft import Block, Draft
from generator.sync.found import Found
from generator.sync.identify import Identifier
from generator.sync.names import key
from generator.sync.observation import StatedScore
from generator.sync.standing import last_word, replace, report, support, supporters

_MEASURED_BY: Final = {"openrouter.ai": "artificial-analysis"}
"""Hosts whose pages of scores show what somebody else measured."""

_PAGES_OF_MODELS: Final = {"huggingface.co": "huggingface", "openrouter.ai": "openrouter"}
"""Hosts whose addresses begin with the organisation and the model that the page is about."""


class _Meant(NamedTuple):
    """What a quotation says in the catalog's words."""

    benchmark: str
    reported_by: str
    setting: str | None


class Scores:
    """Brings scores and weights of a draft's models up to date."""

    def __init__(self, catalog: Catalog, draft: Draft, identifier: Identifier) -> None:
        self._catalog = catalog
        self._draft = draft
        self._identifier = identifier
        self._documents = Documents(catalog, draft)
        self._benchmarks: dict[str, tuple[str, Benchmark]] = {}
        for benchmark_id, benchmark in catalog.benchmarks.items():
            for text in (benchmark_id, benchmark.name):
                self._benchmarks[key(text)] = (benchmark_id, benchmark)

    def take(self, model_id: str, items: Sequence[Found]) -> None:
        """Take what one source quotes of one model."""
        block = self._draft.file(model_path(model_id))
        if block is None:
            return
        for item in items:
            facts = item.observation.facts
            if not facts.weights and not facts.scores:
                continue
            if item.identity.variant is not None or item.observation.model_id.endswith("latest"):
                self._draft.leave("scores or weights of a mode or of a floating id", item.observation.at)
                continue
            for page in facts.weights:
                self._weights(model_id, block, item, page)
            for score in facts.scores:
                self._score(model_id, block, item, score)

    def _weights(self, model_id: str, block: Block, item: Found, page: str) -> None:
        source, read_on = item.observation.source, item.observation.read_on.isoformat()
        path = model_path(model_id)
        known = self._documents.known(page)
        weights: list[Block] = block.get("weights", [])
        if known is not None and any(place["source"] == known for place in weights):
            if support(block, source, read_on, ["weights"]):
                self._draft.note(path, model_id, "confirmed", f"weights: {known}", source)
            return
        if weights or block.get("reviewed_on"):
            self._draft.leave("further pages with weights", f"{path}: {page}")
            return
        if not block.get("open_weights"):
            self._draft.leave("weights of a model that is not known to be open", f"{path}: {page}")
            return
        if self._model_of(page, model_id) not in (None, model_id):
            self._draft.leave("weights whose page is about another model", f"{path}: {page}")
            return
        document = self._documents.add(page)
        if document is None:
            self._draft.leave("a page of a publisher that the catalog does not describe", page)
            return
        block["weights"] = [{"source": document}]
        support(block, source, read_on, ["weights"])
        self._draft.note(path, model_id, "added", f"weights: {document}", source)

    def _score(self, model_id: str, block: Block, item: Found, stated: StatedScore) -> None:
        source, read_on = item.observation.source, item.observation.read_on.isoformat()
        path = model_path(model_id)
        meant = self._meaning(model_id, item, stated, block)
        if isinstance(meant, str):
            self._draft.leave(meant, f"{path}: {stated.benchmark}, {stated.page}")
            return
        for ours in block.get("benchmarks", []):
            if (ours["benchmark"], ours["reported_by"]) != meant[:2]:
                continue
            if ours["score"] == stated.score:
                if support(ours, source, read_on, ["benchmark", "score"]):
                    self._draft.note(path, model_id, "confirmed", f"{meant.benchmark}: {stated.score}", source)
                self._cite(ours, stated.page, is_reviewed=bool(block.get("reviewed_on")))
                return
            if ours.get("setting") == meant.setting:
                self._differs(path, model_id, ours, item, stated)
                return
        if block.get("reviewed_on"):
            self._draft.leave("a new score of a reviewed record", f"{path}: {meant.benchmark}")
            return
        added: Block = {"benchmark": meant.benchmark, "score": stated.score, "reported_by": meant.reported_by}
        if meant.setting:
            added["setting"] = meant.setting
        self._cite(added, stated.page, is_reviewed=False)
        added["evidence"] = [{"source": source, "read_on": read_on}]
        block.setdefault("benchmarks", []).append(added)
        self._draft.note(path, model_id, "added", f"{meant.benchmark}: {stated.score}", source)

    def _differs(self, path: str, model_id: str, ours: Block, item: Found, stated: StatedScore) -> None:
        source, read_on = item.observation.source, item.observation.read_on.isoformat()
        what = f"{ours['benchmark']}: {ours['score']}"
        if any(entry["source"] != source for entry in supporters(ours, "score")):
            if report(ours, source, read_on, "score", stated.score):
                self._draft.note(path, model_id, "disputed", f"{what}, reported as {stated.score}", source)
        elif last_word(ours, source, "score") < read_on:
            replace(ours, "score", stated.score, source, read_on)
            self._draft.note(path, model_id, "replaced", f"{what} -> {stated.score}", source)
        else:
            self._draft.leave("two scores that differ in nothing that the source tells", f"{path}: {what}")

    def _cite(self, score: Block, page: str, *, is_reviewed: bool) -> None:
        """Name the page in which a score was published, unless it is among the evidence."""
        if "published_in" in score or is_reviewed:
            return
        document = self._documents.add(page)
        if document is not None and all(entry["source"] != document for entry in score.get("evidence", [])):
            evidence = score.pop("evidence", None)
            score["published_in"] = document
            if evidence is not None:
                score["evidence"] = evidence

    def _meaning(self, model_id: str, item: Found, stated: StatedScore, block: Block) -> _Meant | str:
        """What a quotation says, or why it is left alone."""
        reporter = self._reporter(model_id, stated.page)
        if urlsplit(stated.page).hostname in _PAGES_OF_MODELS and self._model_of(stated.page, model_id) != model_id:
            return "a score whose page is not known to be about this model"
        if reporter is None:
            return "a score whose publisher the catalog does not describe"
        # Who runs a benchmark in a way of their own makes another benchmark of it.
        names = (key(f"{reporter} {stated.benchmark}"), key(stated.benchmark))
        found = next((self._benchmarks[name] for name in names if name in self._benchmarks), None)
        if found is None:
            return "a score on a benchmark that the catalog does not describe"
        benchmark_id, benchmark = found
        low, high = benchmark.minimum, benchmark.maximum
        if (low is not None and stated.score < low) or (high is not None and stated.score > high):
            return "a score that its benchmark cannot give"
        several = len(block.get("snapshots", [])) > 1
        snapshot = item.identity.serves if several and item.identity.serves == item.observation.model_id else None
        words = [stated.setting, snapshot]
        return _Meant(benchmark_id, reporter, ", ".join(word for word in words if word) or None)

    def _reporter(self, model_id: str, page: str) -> str | None:
        host = urlsplit(page).hostname or ""
        if host in _MEASURED_BY and _MEASURED_BY[host] in self._catalog.publishers:
            return _MEASURED_BY[host]
        if host == "huggingface.co":
            # A model's card is written by who made the model.
            return model_id.split("/")[0]
        return self._documents.publisher(page)

    def _model_of(self, page: str, model_id: str) -> str | None:
        """The model that a page is about by its address, or None when that does not tell."""
        url = urlsplit(page)
        provider = _PAGES_OF_MODELS.get(url.hostname or "")
        parts = [part for part in url.path.split("/") if part]
        if provider is None or len(parts) < 2:
            return None
        wanted = "/".join(parts[:2])
        entry = self._catalog.models.get(model_id)
        if entry is not None and any(key(route.route.model_id) == key(wanted) for route in entry.routes):
            return model_id
        return self._identifier.model_of(wanted, provider)
