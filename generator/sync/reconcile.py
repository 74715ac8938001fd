"""Observations, each with what it speaks of -> changes to the draft of the catalog.

A new fact is added with its evidence. The same value is evidence. Another value is settled by who says it: the
developer's or provider's own page, then any document that somebody read, then a source's newest reading against its own
older ones, then the majority of sources; who loses stands under `reports`. A newer reading of one catalog does not beat
another catalog: most of them repeat what was true when a line was written. A record that a person reviewed is never
overwritten. What differs by definition only is no dispute.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from generator.catalog import Catalog
from generator.sync.draft import Draft
from generator.sync.found import Found
from generator.sync.identify import Identifier
from generator.sync.models import Models
from generator.sync.routes import Routes
from generator.sync.scores import Scores
from generator.sync.terms import Terms


class Reconciler:
    """Brings a draft up to date with what sources say."""

    def __init__(self, catalog: Catalog, draft: Draft, identifier: Identifier) -> None:
        self._models = Models(catalog, draft)
        self._routes = Routes(catalog, draft, identifier)
        self._scores = Scores(catalog, draft, identifier)
        self._terms = Terms(catalog, draft)

    def take(self, found: Sequence[Found]) -> None:
        """Take all observations of one source."""
        by_model: dict[tuple[str, str], list[Found]] = defaultdict(list)
        for item in found:
            by_model[item.identity.model_id, item.observation.source].append(item)
        for (model_id, _), items in by_model.items():
            self._models.take(model_id, items)
            self._scores.take(model_id, items)
        # What is sure comes first: a day of unknown kind is judged by the days that are known.
        for item in sorted(found, key=lambda item: item.observation.lifecycle.ends_on is not None):
            if not item.observation.is_record:
                self._routes.take(item)
        for model_id, provider_id in sorted({(item.identity.model_id, item.identity.provider_id) for item in found}):
            self._terms.take(model_id, provider_id)
