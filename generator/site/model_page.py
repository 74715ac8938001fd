"""The page of a model."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from markupsafe import Markup

from generator.catalog import ModelEntry, RouteEntry, lead_route, period_on, words
from generator.reading.layout import article_path, model_path, routes_path
from generator.site.context import SiteContext
from generator.site.environment import render as render_template
from generator.site.model_markdown import markdown_path, model_markdown
from generator.site.pages import Layout, Page, PageRef, SearchEntry
from generator.site.repository import edit_url, folder_url, report_url
from generator.site.view.citations import json_block
from generator.site.view.model import ModelView, model_view

LAYOUT: Final = Layout(
    "model",
    ("models", "*", "*"),
    toc=(
        ("key-facts", "Key facts"),
        ("routes", "Routes"),
        ("prices", "Prices"),
        ("data-handling", "Data handling"),
        ("lifecycle", "Lifecycle"),
        ("benchmarks", "Benchmarks"),
        ("capabilities", "Capabilities and limits"),
        ("availability", "Where it is offered"),
        ("about", "About"),
        ("get-started", "Get started"),
        ("compare", "Compare"),
        ("sources", "Sources"),
        ("improve", "Improve this page"),
    ),
)
LAYOUTS: Final = (LAYOUT,)

_BASE: Final = "../../../"
_MOST_FILES: Final = 40
"""How many files of routes a page leads to one by one; of more, it leads to their folder."""


def pages(context: SiteContext) -> list[PageRef]:
    """A page for each model."""
    return [
        PageRef(LAYOUT.name, f"models/{entry.id}/", entry.id, _lastmod(context, entry))
        for entry in context.catalog.models.values()
    ]


def render(context: SiteContext, ref: PageRef) -> Page:
    """The page of the model whose id is the key of `ref`."""
    entry = context.catalog.models[ref.key]
    view = model_view(context, entry)
    files = _route_files(context, entry)
    content = render_template(
        "model.html",
        base=_BASE,
        model=view,
        sections=LAYOUT.toc,
        edit_url=edit_url(context.repo_url, f"catalog/{model_path(entry.id)}"),
        route_files=files[:_MOST_FILES],
        routes_url=_routes_url(context, entry) if len(files) > _MOST_FILES else None,
        article_url=edit_url(context.repo_url, f"catalog/{article_path(entry.id)}"),
        report_url=report_url(context.repo_url, page=f"{context.site_url}models/{entry.id}/"),
        api_path=f"api/v1/models/{entry.id}.json",
    )
    return Page(
        title=view.name,
        description=_description(view),
        content=content,
        head=_head(context, view),
        edit_path=f"catalog/{model_path(entry.id)}",
        files=((markdown_path(entry.id), model_markdown(context, view, entry)),),
    )


def _route_files(context: SiteContext, entry: ModelEntry) -> list[tuple[str, str]]:
    """Whose routes, and where to edit their file."""
    providers = dict.fromkeys(route.provider_id for route in entry.routes)
    return [
        (
            context.catalog.providers[provider_id].name,
            edit_url(context.repo_url, f"catalog/{routes_path(entry.id, provider_id)}"),
        )
        for provider_id in providers
    ]


def _routes_url(context: SiteContext, entry: ModelEntry) -> str:
    """Where the files of all routes lie."""
    folder, _, _ = routes_path(entry.id, "any").rpartition("/")
    return folder_url(context.repo_url, f"catalog/{folder}")


def search_entries(context: SiteContext) -> Iterable[SearchEntry]:
    """Each model under all its names: snapshots, aliases and every provider's id."""
    for entry in context.catalog.models.values():
        keys = dict.fromkeys(
            [
                entry.slug,
                entry.id,
                *(alias.id for alias in entry.model.aliases),
                *(snapshot.id for snapshot in entry.model.snapshots),
                *(route.route.model_id for route in entry.routes),
            ]
        )
        yield SearchEntry(f"models/{entry.id}/", entry.model.name, _search_text(context, entry), tuple(keys))


def _search_text(context: SiteContext, entry: ModelEntry) -> str:
    """What a person reads in the result list before opening the page: whether it lives, its price, its terms."""
    said = [context.catalog.developers[entry.developer_id].name, *_endings(context, entry)]
    lead = lead_route(entry, context.today)
    said += [*_price_words(context, lead), *_terms_words(context, lead)] if lead else []
    return " · ".join(said)


def _endings(context: SiteContext, entry: ModelEntry) -> list[str]:
    """Who stopped serving it and when, and who still serves it until when; one word while nothing ends."""
    lifecycle = context.lifecycles[entry.id]
    if not lifecycle.retired and not lifecycle.ending:
        return [str(lifecycle.status)] if lifecycle.status else []
    names = {route.provider_id: context.catalog.providers[route.provider_id].name for route in entry.routes}
    living = {route.provider_id: route.route.retires_on for route in reversed(lifecycle.living)}
    own_first = sorted(lifecycle.retired, key=lambda route: route.provider_id != entry.developer_id)
    ended = {route.provider_id: route.route.retires_on for route in own_first}
    said = [f"retired at {names[key]} on {day}" for key, day in ended.items() if key not in living]
    until = [f"at {names[key]} until {day}" for key, day in living.items() if day]
    on = [names[key] for key, day in living.items() if day is None]
    return [*said[:2], *until[:2], *([f"at {words.listing(on[:3])}"] if on else [])]


def _price_words(context: SiteContext, lead: RouteEntry) -> list[str]:
    period = period_on(lead.route, context.today)
    if period is None or period.standard is None or period.standard.input is None or period.standard.output is None:
        return []
    paid, got = (words.money(amount, period.currency) for amount in (period.standard.input, period.standard.output))
    return [f"{paid} in, {got} out"]


def _terms_words(context: SiteContext, lead: RouteEntry) -> list[str]:
    policy = context.catalog.policy(lead)
    if policy is None:
        return []
    said = []
    if policy.trains_on_data:
        said.append(f"training: {words.TRAINING[policy.trains_on_data].lower()}")
    if policy.retention_days is not None:
        said.append(
            f"prompts kept {words.count(policy.retention_days, 'day')}" if policy.retention_days else "nothing kept"
        )
    return [f"{context.catalog.providers[lead.provider_id].name}: {', '.join(said)}"] if said else []


def _description(view: ModelView) -> str:
    if view.summary:
        return view.summary
    return f"{view.name} by {view.developer.text}: limits, prices, routes, data handling and lifecycle, with sources."


def _head(context: SiteContext, view: ModelView) -> Markup:
    url = f"{context.site_url}models/{view.id}/"
    data = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": view.name,
        "description": _description(view),
        "url": url,
        "about": {
            "@type": "SoftwareApplication",
            "name": view.name,
            "applicationCategory": "Large language model",
            "creator": {"@type": "Organization", "name": view.developer.text},
        },
        "isPartOf": {"@type": "WebSite", "url": context.site_url},
    }
    if view.review.last_read_on:
        data["dateModified"] = view.review.last_read_on.isoformat()
    # Not "alternate" alone: the theme takes that for another language of the site and asks for its sitemap.
    return Markup(
        '<link rel="alternate describedby" type="application/json" href="{0}api/v1/models/{1}.json">'
        '<link rel="alternate describedby" type="text/markdown" href="index.md">'
        '<script type="application/ld+json">{2}</script>'
    ).format(_BASE, view.id, json_block(data))


def _lastmod(context: SiteContext, entry: ModelEntry) -> date | None:
    """The newest day on which somebody read a source of the model's record or of its routes."""
    return context.newest_reading([entry.id, *(route.key for route in entry.routes)])
