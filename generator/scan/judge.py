"""What is the matter with an id that is in use, on a day, and what to write instead.

Where the file does not tell which provider is called, the mildest answer that fits them all is given: an alarm about a
route that nobody calls would teach people to ignore alarms.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Final

from generator.scan.finding import Finding, Kind, Price, Use
from generator.scan.knowledge import Knowledge, KnownRoute
from generator.scan.uses import Found

_ALIKE: Final = 0.75
"""How much of an unknown id another has to share to be offered in its place."""

_ALMOST: Final = 0.9
"""The same for a word that nothing else makes an id."""


class Judge:
    """Judges uses by one catalog on one day."""

    def __init__(self, knowledge: Knowledge, today: date) -> None:
        self._knowledge = knowledge
        self._today = today
        # The same id stands in many places; what is the matter with it is found once.
        self._judged = lru_cache(maxsize=None)(self._judge)

    def judge(self, found: Found) -> Finding | None:
        """Return what is the matter, or None when nothing is."""
        verdict = self._judged(found.use.text, found.known, found.sure, found.provider)
        if verdict is None:
            return None
        return replace(verdict, use=found.use, inferred_from=found.told_by if found.provider else verdict.inferred_from)

    def _judge(self, text: str, known: bool, sure: bool, provider: str | None) -> Finding | None:
        use = Use("", 1, 1, text)
        if not known:
            spelling = self._spelling(text, _ALIKE if sure else _ALMOST)
            return Finding(use, Kind.UNKNOWN, replacement=spelling) if sure or spelling else None
        models = self._knowledge.model_ids(text.lower())
        routes, provider, told_by = self._at(text, provider)
        if not routes or (len(models) > 1 and provider is None):
            return None
        named = self._knowledge.providers.get(provider or "")
        finding = Finding(
            use,
            Kind.RETIRED,
            model=routes[0].model,
            provider=provider,
            provider_name=named.name if named else None,
            inferred_from=told_by,
            page=f"{self._knowledge.site}models/{routes[0].model}/",
        )
        newer, floating = self._superseded(finding, routes), self._floating(finding, routes)
        # What is called latest follows its successors by itself.
        milder = (floating or newer) if text.endswith("latest") else (newer or floating)
        return self._ending(finding, routes) or milder

    def _at(self, text: str, provider: str | None) -> tuple[list[KnownRoute], str | None, str | None]:
        """The routes that may be called by an id, the one provider of them all when that is known, and what told it."""
        models = self._knowledge.model_ids(text.lower())
        every = self._knowledge.routes(text.lower())
        # Some providers have capitals in their ids and some have not, so the spelling tells them apart.
        routes = [route for route in every if text.endswith(route.id)] or every
        if not routes:
            # A snapshot or a name that other catalogs use: the model's routes speak for it.
            routes = [route for model in models for route in self._knowledge.routes_of(model)]
        told_by = None
        if provider is None:
            serving = {route.provider for route in routes}
            developers = {route.model.split("/", 1)[0] for route in routes} & serving
            for only, reason in ((serving, "the id"), (developers, "its developer")):
                if provider is None and len(only) == 1:
                    provider, told_by = min(only), reason
        return [route for route in routes if provider in (None, route.provider)], provider, told_by

    def _ending(self, finding: Finding, routes: Sequence[KnownRoute]) -> Finding | None:
        """Retired when all routes are, deprecated when none is untouched; of those that live, the last to end."""
        today = self._today
        if any(not route.retired(today) and not route.deprecated(today) for route in routes):
            return None
        last = max(routes, key=lambda route: route.retires_on or date.max)
        over = last.retired(today)
        heir = self._heir(last, {last.model}) if finding.provider else None
        return replace(
            finding,
            kind=Kind.RETIRED if over else Kind.DEPRECATED,
            deprecated_on=last.deprecated_on,
            retires_on=last.retires_on,
            no_earlier_than=last.no_earlier_than,
            days_left=(last.retires_on - today).days if last.retires_on and not over else None,
            replacement=heir.id if heir else None,
            replacement_model=heir.model if heir else last.replacement,
            prices=_prices(last, heir) if heir else (),
            source_title=self._title(last.source),
            source_url=self._url(last.source),
        )

    def _superseded(self, finding: Finding, routes: Sequence[KnownRoute]) -> Finding | None:
        heir = self._heir(routes[0], {routes[0].model}) if finding.provider else None
        if heir is None:
            return None
        return replace(
            finding,
            kind=Kind.SUPERSEDED,
            replacement=heir.id,
            replacement_model=heir.model,
            prices=_prices(routes[0], heir),
        )

    def _floating(self, finding: Finding, routes: Sequence[KnownRoute]) -> Finding | None:
        """Floating when the developer says so, and only there: other providers pin what they serve."""
        model, model_id = self._knowledge.model(routes[0].model), routes[0].model
        developer = model_id.split("/", 1)[0]
        points_to = model.aliases.get(routes[0].id)
        if points_to is None or finding.provider != developer:
            return None
        served = {route.id for route in self._knowledge.routes_of(model_id) if route.provider == developer}
        firm = points_to if points_to in served and points_to not in model.aliases else None
        return replace(
            finding,
            kind=Kind.FLOATING,
            points_to=points_to,
            replacement=firm,
            source_title=self._title(model.source),
            source_url=self._url(model.source),
        )

    def _heir(self, route: KnownRoute, seen: set[str]) -> KnownRoute | None:
        """The route at the same provider to call instead: what the provider names, else the developer's successor.

        A replacement that is itself on its way out is followed to its own. `seen` holds models that were looked at.
        """
        named = [route.replacement] if route.replacement else []
        for model_id in (*named, *self._knowledge.model(route.model).successors):
            if model_id in seen:
                continue
            seen.add(model_id)
            there = self._living(route, model_id)
            if there is None:
                there = self._heir(self._stand_in(route, model_id), seen)
                if there is None:
                    continue
            elif there.deprecated(self._today) or not named:
                there = self._heir(there, seen) or there
            return there
        return None

    def _stand_in(self, route: KnownRoute, model_id: str) -> KnownRoute:
        """`route` as if it called a model that its provider does not serve, to ask who took over from that."""
        there = [other for other in self._knowledge.routes_of(model_id) if other.provider == route.provider]
        named = next((other.replacement for other in there if other.replacement), None)
        return route._replace(model=model_id, replacement=named)

    def _living(self, route: KnownRoute, model_id: str) -> KnownRoute | None:
        """The route of a model at the same provider that is most like `route`, or None when none answers."""
        there = [
            other
            for other in self._knowledge.routes_of(model_id)
            if other.provider == route.provider and not other.retired(self._today)
        ]
        return min(there, key=lambda other: self._unlike(route, other), default=None)

    def _unlike(self, route: KnownRoute, other: KnownRoute) -> tuple[bool, bool, bool, int]:
        region = route.id.split(".", 1)[0] if "." in route.id else ""
        return (
            other.deprecated(self._today),
            other.variant != route.variant and other.variant is not None,
            region != (other.id.split(".", 1)[0] if "." in other.id else ""),
            len(other.id),
        )

    def _title(self, source: str | None) -> str | None:
        return self._knowledge.sources[source][0] if source else None

    def _url(self, source: str | None) -> str | None:
        return self._knowledge.sources[source][1] if source else None

    def _spelling(self, text: str, alike: float) -> str | None:
        """The known id that is spelled most like `text`, among those that begin alike."""
        begin = text.lower()[:3]
        near = [known for known in self._knowledge.ids if known.startswith(begin) and self._answers(known)]
        return next(iter(difflib.get_close_matches(text.lower(), near, 1, alike)), None)

    def _answers(self, text: str) -> bool:
        return any(not route.retired(self._today) for route in self._knowledge.routes(text))


def _prices(route: KnownRoute, other: KnownRoute) -> tuple[Price, ...]:
    if route.currency != other.currency:
        return ()
    pairs = (("input", route.input, other.input), ("output", route.output, other.output))
    return tuple(
        Price(what, route.currency, now, then) for what, now, then in pairs if now is not None and then is not None
    )
