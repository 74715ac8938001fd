"""The page of a model as Markdown, for programs that read text: the same facts, words and sources as the HTML.

It is made of the same view, so the two cannot disagree. A number in brackets is that of a source at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from generator.catalog import ModelEntry
from generator.site.context import SiteContext
from generator.site.view.citations import Citations, Shown
from generator.site.view.lifecycle import Banner, Link
from generator.site.view.model import ModelView

_CITED = re.compile(r"\s?\[@([a-z0-9][a-z0-9._-]*/[a-z0-9][a-z0-9._-]*)\]")
_LARGE_HEADING = re.compile(r"^#{1,2} ", re.MULTILINE)


def markdown_path(model_id: str) -> str:
    """The path of a model's Markdown in the site: beside its page."""
    return f"models/{model_id}/index.md"


def model_markdown(context: SiteContext, view: ModelView, entry: ModelEntry) -> bytes:
    """Return the page that `view` makes, as Markdown."""
    return ("\n".join(_lines(context, view, entry)) + "\n").encode()


def _lines(context: SiteContext, view: ModelView, entry: ModelEntry) -> Iterator[str]:
    root = context.site_url
    yield f"# {view.name}\n"
    if view.summary:
        yield f"> {view.summary}\n"
    yield f"- Developer: [{view.developer.text}]({root}{view.developer.path})"
    if view.family:
        yield f"- Family: [{view.family.text}]({root}{view.family.path})"
    yield f"- Id: `{view.id}`"
    yield f"- Status on {context.today}: {_statuses(view)}"
    yield f"- Page: {root}models/{view.id}/"
    yield f"- JSON: {root}api/v1/models/{view.id}.json"
    if view.banner:
        yield from _banner(view.banner, root)
    yield "\n## Key facts\n"
    for tile in view.tiles:
        exact = f" ({tile.value.exact})" if tile.value.exact else ""
        yield f"- {tile.label}: {tile.value.text}{exact}{_number(tile.value)}"
    yield from _routes(view)
    yield from _prices(view)
    yield from _data_handling(view)
    yield from _lifecycle(view, root)
    yield from _benchmarks(view)
    yield "\n## Capabilities and limits\n"
    yield from (f"- {row.label}: {_cell(row.value)}" for row in (*view.facts, *view.capabilities))
    yield from _offers(view)
    if view.uses or entry.article:
        yield "\n## About\n"
    if view.uses:
        yield f"Meant for: {', '.join(view.uses)}.\n"
    if entry.article:
        yield _article(entry.article, view.citations)
    yield from _sources(view.citations)


def _statuses(view: ModelView) -> str:
    return ", ".join(f"{status or 'no known route'} {where}".strip() for status, where in view.statuses)


def _banner(banner: Banner, root: str) -> Iterator[str]:
    yield f"\n**{banner.title}**\n"
    for line in banner.lines:
        ids = f" ({', '.join(f'`{each}`' for each in line.ids)})" if line.ids else ""
        day = f" {_cell(line.day)}" if line.day else ""
        instead = f"; use {_link(line.replacement, root)} instead" if line.replacement else ""
        yield f"- {line.provider}: {line.verb}{day}{ids}{instead}."


def _routes(view: ModelView) -> Iterator[str]:
    yield "\n## Routes\n"
    if not view.routes:
        yield "No route is known."
        return
    yield "Prices are standard prices per million tokens.\n"
    yield from _table(
        ("Provider", "Id", "Status", "Region", "Zero retention", "Training", "Input", "Output", "Remarks"),
        (
            (
                route.provider,
                f"`{route.model_id.text}`{_number(route.model_id)}",
                f"{route.status} {_cell(route.when)}".strip(),
                *map(_cell, (route.regions, route.zero_retention, route.training, route.input, route.output)),
                "; ".join(filter(None, (route.variant, route.limits, route.note))),
            )
            for route in view.routes
        ),
    )
    yield f"\nTraining posture across routes: {view.posture}"


def _prices(view: ModelView) -> Iterator[str]:
    yield "\n## Prices\n"
    table = view.price_table
    if table is None:
        yield "No price is known."
    else:
        when = "Last prices" if table.retired else "Today"
        yield (
            f"{when} at {table.provider} for `{table.model_id}`, in {table.currency} per million tokens, "
            f"since {_cell(table.since)}.\n"
        )
        yield from _table(
            ("Per million tokens", *table.modes), ((label, *map(_cell, cells)) for label, cells in table.rows)
        )
        if table.extras:
            yield ""
        yield from (f"- {what}: {price}" for what, price in table.extras)
    if view.periods:
        yield "\n### Price history\n"
        yield from _table(
            ("Provider", "Id", "From", "Input", "Cached", "Output", "Remark"),
            (
                (
                    period.provider,
                    f"`{period.model_id}`",
                    f"{period.since} ({period.basis})",
                    *map(_cell, (period.input, period.cached, period.output)),
                    period.remark or "",
                )
                for period in view.periods
            ),
        )


def _data_handling(view: ModelView) -> Iterator[str]:
    yield "\n## Data handling"
    for terms in view.terms:
        yield f"\n### {terms.provider}{f': {terms.name}' if terms.name else ''}\n"
        if terms.verified is None:
            yield "Unknown: no terms for this route have been read yet."
            continue
        yield from (f"- {label}: {_cell(value)}" for label, value in terms.rows)
        yield f"- Last verified: {terms.verified}"
        yield from (f"- {text}" for text in (terms.residency, terms.note) if text)
    if not view.terms:
        yield "\nNo route is known."


def _lifecycle(view: ModelView, root: str) -> Iterator[str]:
    yield "\n## Lifecycle\n"
    if view.versions:
        yield from _table(
            ("Id", "Kind", "Detail", "Status where it can be called"),
            (
                (
                    f"`{version.id.text}`{_number(version.id)}",
                    version.kind,
                    _cell(version.detail),
                    "; ".join(
                        f"{provider} {status} {_cell(when)}".strip() for provider, status, when in version.statuses
                    )
                    or "No known route",
                )
                for version in view.versions
            ),
        )
    else:
        yield "No dated snapshots are known."
    if view.events:
        yield "\n### Deprecations and retirements\n"
        yield from _table(
            ("Provider", "Id", "Status", "Announced", "Answers", "Replacement", "Before"),
            (
                (
                    event.provider,
                    f"`{event.model_id}`",
                    event.status,
                    _cell(event.deprecated),
                    _cell(event.retires),
                    _link(event.replacement, root) if event.replacement else "None named",
                    "; ".join(event.past),
                )
                for event in view.events
            ),
        )
    if view.past:
        yield ""
    yield from (f"- {past}" for past in view.past)


def _benchmarks(view: ModelView) -> Iterator[str]:
    yield "\n## Benchmarks\n"
    yield from (f"- {tile.label}: {_cell(tile.value)}" for tile in view.performance)
    for group in view.score_groups:
        yield f"\n### {group.title}\n"
        yield from _table(
            ("Benchmark", "Score", "Setting", "Reported by"),
            ((row.name, _cell(row.score), row.setting or "", row.reported_by) for row in group.rows),
        )
    if not view.score_groups and not view.performance:
        yield "No scores are known."


def _offers(view: ModelView) -> Iterator[str]:
    if view.offers:
        yield "\n## Where it is offered\n"
    for offer in view.offers:
        more = "".join(f", {_cell(value)}" for value in (offer.plans, offer.since) if value)
        yield f"- {offer.word}: {_cell(offer.surface)}{more}{f'. {offer.note}' if offer.note else ''}"


def _article(article: str, citations: Citations) -> str:
    """The article as it was written, below the headings of the page and with the page's numbers for its sources."""

    def number(found: re.Match[str]) -> str:
        cited = citations.cite(found[1])
        return f" [{cited}]" if cited else ""

    return _LARGE_HEADING.sub("### ", _CITED.sub(number, article)).strip()


def _sources(citations: Citations) -> Iterator[str]:
    yield "\n## Sources\n"
    for source in citations.references:
        primary = ", primary" if source.own else ""
        read = f", read {source.read_on}" if source.read_on else ""
        yield f"{source.number}. [{source.title}]({source.url}), {source.publisher}, {source.kind}{primary}{read}"
    if citations.disputes:
        yield "\n### Where sources differ\n"
    for dispute in citations.disputes:
        others = "; ".join(f"source {number} says {value} (read {day})" for value, number, day in dispute.others)
        yield f"- {dispute.name}: here {dispute.ours} [{dispute.mark.number}]; {others}."


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _cell(value: Shown | None) -> str:
    return f"{value.text}{_number(value)}" if value else ""


def _number(value: Shown) -> str:
    return f" [{value.mark.number}]" if value.mark else ""


def _link(link: Link, root: str) -> str:
    return f"[{link.text}]({root}{link.path})"
