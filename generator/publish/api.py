"""The JSON files under `api/v1/`: a program reads what a person sees.

A record keeps the fields and names that it has in YAML, so that one documentation serves both. What nobody typed stands
under `computed`, so that a reader always knows which is which. `id` and `provider` tell where the file lies.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, TypeAlias, TypeVar

from pydantic import BaseModel

from generator.catalog import (
    Catalog,
    Fact,
    Level,
    ModelEntry,
    RouteEntry,
    facts,
    floor_passed,
    id_index,
    lead_route,
    level,
    model_lifecycle,
    period_on,
    route_status,
)
from generator.diff import History
from generator.publish.evidence import as_json, work_list
from generator.publish.exact_json import Encoded, encode, encoded
from generator.reading import Loc, RouteKey, dotted
from generator.schema import PricePeriod

ROOT: Final = "api/v1/"
"""Where the files lie in the site."""

Json: TypeAlias = dict[str, Any]
Facts: TypeAlias = Mapping[Loc, Fact]
T = TypeVar("T")
FactsOf: TypeAlias = Callable[[str | RouteKey], Facts]
"""The facts of a model (`openai/gpt-4.1`), a provider (`azure`) or a route, by their place in the record."""


def model_path(model_id: str) -> str:
    """The path of a model's file in the site."""
    return f"{ROOT}models/{model_id}.json"


def provider_path(provider_id: str) -> str:
    """The path of a provider's file in the site."""
    return f"{ROOT}providers/{provider_id}.json"


def files(catalog: Catalog, today: date, site_url: str) -> Iterator[tuple[str, bytes]]:
    """Yield every file as (path in the site, content)."""
    api = Api(catalog, today, site_url)
    yield from (model_file(api, model_id) for model_id in catalog.models)
    yield from shared_files(api)


def model_file(api: Api, model_id: str) -> tuple[str, bytes]:
    """Return the file of one model. Raises KeyError when there is no such model."""
    return model_path(model_id), encode(api.model(model_id))


def shared_files(api: Api) -> Iterator[tuple[str, bytes]]:
    """Yield every file that is not of one model alone."""
    for provider_id in api.catalog.providers:
        yield provider_path(provider_id), encode(api.provider(provider_id))
    yield f"{ROOT}models.json", encode(api.models())
    yield f"{ROOT}ids.json", encode(api.ids())
    yield f"{ROOT}evidence.json", encode(api.evidence())


@dataclass(frozen=True)
class Api:
    """Makes the content of each file, ready to be encoded, for the catalog as it stands on a day."""

    catalog: Catalog
    today: date
    site_url: str
    """The site's public address, ends with a slash."""
    facts_of: FactsOf | None = None
    """What walked the records already, so that they need not be walked again."""
    history_of: Callable[[], History] | None = None
    """What knows the catalog's past, asked when somebody wants it."""
    _terms: dict[tuple[str, str], tuple[Json, Facts]] = field(default_factory=dict, init=False, repr=False)
    """Data policies that were made already, by provider and policy: many routes share one."""

    _periods: dict[RouteKey, tuple[Encoded, ...]] = field(default_factory=dict, init=False, repr=False)

    _once: dict[Callable[[Api], Any], Any] = field(default_factory=dict, init=False, repr=False)

    def once(self, make: Callable[[Api], T]) -> T:
        """Return what a function makes of this, made when it is first asked for."""
        if make not in self._once:
            self._once[make] = make(self)
        made: T = self._once[make]
        return made

    @property
    def history(self) -> History:
        """What changed in the catalog lately."""
        return self.history_of() if self.history_of else History()

    def model(self, model_id: str) -> Json:
        """A model with its routes. Raises KeyError when there is no such model."""
        entry = self.catalog.models[model_id]
        lifecycle = model_lifecycle(entry, self.today)
        lead = lead_route(entry, self.today)
        found = self.found(model_id)
        of_routes = [self.found(route.key) for route in entry.routes]
        of_terms = [self._terms_of(route)[1] for route in entry.routes]
        return {
            "id": model_id,
            **as_written(entry.model),
            "routes": [self._route(*each) for each in zip(entry.routes, of_routes, strict=True)],
            "computed": {
                "as_of": self.today,
                "url": f"{self.site_url}models/{model_id}/",
                "status": lifecycle.status,
                "status_at_developer": lifecycle.at_developer,
                "lead_route": entry.routes.index(lead) if lead else None,
                **self.founding(found, self.catalog.own_publishers(entry)),
                "sources": self.sources([found, *of_routes, *of_terms]),
            },
        }

    def provider(self, provider_id: str) -> Json:
        """A provider with the list of its routes. Raises KeyError when there is no such provider."""
        found = self.found(provider_id)
        return {
            "id": provider_id,
            **as_written(self.catalog.providers[provider_id]),
            "computed": {
                "as_of": self.today,
                "url": f"{self.site_url}providers/{provider_id}/",
                "routes": [
                    {
                        "model": route.model_id,
                        "model_id": route.route.model_id,
                        "status": route_status(route.route, self.today),
                    }
                    for route in self.catalog.routes_at(provider_id)
                ],
                **self.founding(found, frozenset({provider_id})),
                "sources": self.sources([found]),
            },
        }

    def models(self) -> Json:
        """The list of all models with what people filter by; each has a file that says more."""
        return {"as_of": self.today, "models": [self._brief(entry) for entry in self.catalog.models.values()]}

    def ids(self) -> Json:
        """Every id that somebody may have at hand, in lower case, with the models and the routes that it names."""
        index = id_index(self.catalog)
        return {
            "as_of": self.today,
            "ids": {text: meaning.models for text, meaning in index.items()},
            "routes": {text: meaning.routes for text, meaning in index.items() if meaning.routes},
        }

    def evidence(self) -> Json:
        """How well the whole catalog is founded, and what there is to do about it."""
        return as_json(work_list(self.catalog, self.today, lambda key: self.found(key).values()), self.today)

    def found(self, key: str | RouteKey) -> Facts:
        """The facts of a model, a provider or a route, by their place in the record."""
        if self.facts_of is not None:
            return self.facts_of(key)
        if isinstance(key, RouteKey):
            routes = self.catalog.models[key.model_id].routes
            record: BaseModel = next(route.route for route in routes if route.key == key)
        else:
            record = self.catalog.models[key].model if "/" in key else self.catalog.providers[key]
        return {fact.loc: fact for fact in facts(record)}

    def _route(self, route: RouteEntry, found: Facts) -> Json:
        period = period_on(route.route, self.today)
        own = frozenset({route.provider_id, route.model_id.split("/", 1)[0]})
        return {
            "provider": route.provider_id,
            **as_written(route.route),
            "computed": {
                "status": route_status(route.route, self.today),
                "floor_passed": floor_passed(route.route, self.today),
                "current_prices": current_prices(period) if period else None,
                "data_policy": self._terms_of(route)[0] or None,
                **self.founding(found, own),
            },
        }

    def _terms_of(self, route: RouteEntry) -> tuple[Json, Facts]:
        """The data policy that a route names with its facts by their place in it; both empty when it names none."""
        policy, policy_id = self.catalog.policy(route), route.route.data_policy
        if policy is None or policy_id is None:
            return {}, {}
        key = (route.provider_id, policy_id)
        if key not in self._terms:
            of_provider = self.found(route.provider_id)
            found = {loc[2:]: fact for loc, fact in of_provider.items() if loc[:2] == ("data_policies", policy_id)}
            evidence = self.founding(found, frozenset({route.provider_id}))
            self._terms[key] = {**as_written(policy), "computed": evidence}, found
        return self._terms[key]

    def _brief(self, entry: ModelEntry) -> Json:
        model = entry.model
        brief = {
            "id": entry.id,
            "name": model.name,
            "family": model.family,
            "status": model_lifecycle(entry, self.today).status,
            "released_on": model.released_on,
            "knowledge_cutoff": model.knowledge_cutoff,
            "context_window": model.context_window,
            "max_output_tokens": model.max_output_tokens,
            "modalities": as_written(model.modalities) if model.modalities else None,
            "capabilities": as_written(model.capabilities) if model.capabilities else None,
            "open_weights": model.open_weights,
            "price": self._brief_price(entry),
            "providers": sorted({route.provider_id for route in entry.routes}),
        }
        known = {name: value for name, value in brief.items() if value is not None}
        here = {"url": f"{self.site_url}models/{entry.id}/", "json": f"{self.site_url}{model_path(entry.id)}"}
        return {**known, **here}

    def _brief_price(self, entry: ModelEntry) -> Json | None:
        """The ordinary prices of the route that stands for the model, per million tokens."""
        lead = lead_route(entry, self.today)
        period = period_on(lead.route, self.today) if lead else None
        if lead is None or period is None or period.standard is None:
            return None
        rates = as_written(period.standard)
        kept: Json = {name: rates[name] for name in ("input", "cached_input", "output") if name in rates}
        if not kept:
            return None
        return {"provider": lead.provider_id, "model_id": lead.route.model_id, "currency": period.currency, **kept}

    def founding(self, found: Facts, own: frozenset[str]) -> Json:
        """How well each fact is founded, and about which facts sources differ."""
        levels: Json = {}
        disputes: list[Json] = []
        # Most facts of a record rest on the same few sources, so each set of them is weighed once.
        weighed: dict[tuple[str, ...], Level] = {}
        for loc, fact in found.items():
            name = dotted(loc)
            if fact.reports:
                levels[name] = Level.DISPUTED
                disputes.append({"field": name, "value": fact.value, "reports": _reports(fact)})
                continue
            sources = tuple([entry.source for entry in fact.support])
            if sources not in weighed:
                weighed[sources] = level(fact, own, self.catalog.sources)
            levels[name] = weighed[sources]
        return {"evidence_levels": levels, "disputes": disputes}

    def periods(self, route: RouteEntry) -> tuple[Encoded, ...]:
        """The price periods of a route without their evidence, encoded once for all lists that tell of them."""
        if route.key not in self._periods:
            self._periods[route.key] = tuple(encoded(current_prices(period)) for period in route.route.prices)
        return self._periods[route.key]

    def sources(self, found: Sequence[Facts]) -> Json:
        """The documents that these facts rest on, by id."""
        ids = {entry.source for facts in found for fact in facts.values() for entry in fact.support}
        ids |= {report.evidence.source for facts in found for fact in facts.values() for report in fact.reports}
        return self.sources_by_id(ids)

    def sources_by_id(self, ids: Collection[str]) -> Json:
        """These documents, by id."""
        catalog = self.catalog
        return {
            source_id: {
                **as_written(catalog.sources[source_id]),
                "publisher": catalog.publisher_name(source_id.split("/", 1)[0]),
            }
            for source_id in sorted(ids)
        }


def as_written(record: BaseModel, without: Set[str] = frozenset()) -> Json:
    """Return the fields that are written but for some, under their names in YAML, evidence last."""
    fields = record.model_dump(by_alias=True, exclude_unset=True, exclude=set(without) or None)
    if "evidence" in fields:
        fields["evidence"] = fields.pop("evidence")
    return fields


def current_prices(period: PricePeriod) -> Json:
    """Return the prices of a period without their evidence, the currency always written."""
    prices = as_written(period, {"evidence"})
    return {"currency": period.currency, **prices}


def _reports(fact: Fact) -> list[Json]:
    return [
        {"source": report.evidence.source, "read_on": report.evidence.read_on, "value": report.value}
        for report in fact.reports
    ]
