"""The page of a model as Markdown, for programs that read text: the same facts, words and sources as the HTML.

It is made of the same view, so the two cannot disagree. A number in brackets is that of a source at the end. Ids stand
as code, where their few signs mean nothing; every other text goes through `plain`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from generator.catalog import ModelEntry, words
from generator.catalog.markdown import link, plain
from generator.site.context import SiteContext
from generator.site.prose import within_document
from generator.site.view.citations import Citations, Shown
from generator.site.view.lifecycle import Banner
from generator.site.view.links import Link
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
    yield f"# {plain(view.name)}\n"
    if view.summary:
        yield f"> {plain(view.summary)}\n"
    yield f"- Developer: {_link(view.developer, root)}"
    if view.family:
        yield f"- Family: {_link(view.family, root)}"
    yield f"- Id: `{view.id}`"
    yield f"- Status on {context.today}: {_statuses(view)}"
    yield f"- Page: {root}models/{view.id}/"
    yield f"- JSON: {root}api/v1/models/{view.id}.json"
    if view.banner:
        yield from _banner(view.banner, root)
    yield "\n## Key facts\n"
    for tile in view.tiles:
        exact = f" ({tile.value.exact})" if tile.value.exact else ""
        yield f"- {tile.label}: {plain(tile.value.text)}{exact}{_number(tile.value)}"
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
        yield f"Meant for: {plain(', '.join(view.uses))}.\n"
    if entry.article:
        yield _article(entry.article, view.citations)
    yield from _sources(view.citations)


def _statuses(view: ModelView) -> str:
    return ", ".join(f"{status or 'no known route'} {plain(where)}".strip() for status, where in view.statuses)


def _banner(banner: Banner, root: str) -> Iterator[str]:
    yield f"\n**{plain(banner.title)}**\n"
    for line in banner.lines:
        ids = f" ({', '.join(f'`{each}`' for each in line.ids)})" if line.ids else ""
        day = f" {_cell(line.day)}" if line.day else ""
        instead = f"; use {_link(line.replacement, root)} instead" if line.replacement else ""
        yield f"- {plain(line.provider)}: {line.verb}{day}{ids}{instead}."
    if banner.successor:
        yield f"- Named as replacement by {plain(banner.named_by)}: {_link(banner.successor, root)}."


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
                plain(route.provider),
                f"`{route.model_id.text}`{_number(route.model_id)}",
                f"{route.status} {_cell(route.when)}".strip(),
                *map(_cell, (route.regions, route.zero_retention, route.training, route.input, route.output)),
                plain("; ".join(filter(None, (route.variant, route.limits, route.note)))),
            )
            for group in view.routes
            for route in group.rows
        ),
    )
    yield f"\nTraining posture across routes: {plain(view.posture)}"


def _prices(view: ModelView) -> Iterator[str]:
    yield "\n## Prices\n"
    table = view.price_table
    if table is None:
        yield "No price is known."
    else:
        when = "Last prices" if table.retired else "Today"
        yield (
            f"{when} at {plain(table.provider)} for `{table.model_id}`, in {table.currency} per million tokens, "
            f"since {_cell(table.since)}.\n"
        )
        yield from _table(
            ("Per million tokens", *table.modes), ((label, *map(_cell, cells)) for label, cells in table.rows)
        )
        if table.extras:
            yield ""
        yield from (f"- {plain(what)}: {price}" for what, price in table.extras)
    if view.periods:
        yield "\n### Price history\n"
        yield from _table(
            ("Provider", "Id", "From", "Input", "Cached", "Output", "Remark"),
            (
                (
                    plain(period.provider),
                    f"`{period.model_id}`",
                    f"{period.since} ({period.basis})",
                    *map(_cell, (period.input, period.cached, period.output)),
                    plain(period.remark or ""),
                )
                for period in view.periods
            ),
        )


def _data_handling(view: ModelView) -> Iterator[str]:
    yield "\n## Data handling"
    for terms in view.terms:
        yield f"\n### {plain(terms.provider)}{f': {plain(terms.name)}' if terms.name else ''}\n"
        yield from (f"- {label}: {_cell(value)}" for label, value in terms.rows)
        if terms.untold:
            yield f"- Unknown: {', '.join(terms.untold)}"
        yield f"- Last verified: {terms.verified}"
        yield from (f"- {plain(text)}" for text in (terms.residency, terms.note) if text)
    if view.unread:
        yield f"\nNobody has read the terms of {plain(words.listing(view.unread))} for these routes yet."
    if not view.routes:
        yield "\nNo route is known."


def _lifecycle(view: ModelView, root: str) -> Iterator[str]:
    yield "\n## Lifecycle\n"
    for kin in view.lineage:
        mark = f" [{kin.mark.number}]" if kin.mark else ""
        yield f"- {kin.label}: {', '.join(_link(other, root) for other in kin.models)}{mark}"
    if view.lineage:
        yield ""
    if view.versions:
        yield from _table(
            ("Id", "Kind", "Detail", "Status where it can be called"),
            (
                (
                    f"`{version.id.text}`{_number(version.id)}",
                    version.kind,
                    _cell(version.detail),
                    "; ".join(
                        f"{standing.status} at {plain(standing.providers)} {_cell(standing.when)}".strip()
                        for standing in version.standings
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
                    plain(event.provider),
                    ", ".join(
                        f"`{model_id}`{f' {plain(variant)}' if variant else ''}" for model_id, variant in event.ids
                    ),
                    event.status,
                    _cell(event.deprecated),
                    _cell(event.retires),
                    _link(event.replacement, root) if event.replacement else "None named",
                    plain("; ".join(event.past)),
                )
                for event in view.events
            ),
        )
    if view.past:
        yield ""
    yield from (f"- {plain(past)}" for past in view.past)


def _benchmarks(view: ModelView) -> Iterator[str]:
    yield "\n## Benchmarks\n"
    yield from (f"- {tile.label}: {_cell(tile.value)}" for tile in view.performance)
    for group in view.score_groups:
        yield f"\n### {group.title}\n"
        yield from _table(
            ("Benchmark", "Score", "Setting", "Reported by"),
            (
                (plain(row.name), _cell(row.score), plain(row.setting or ""), plain(row.reported_by))
                for row in group.rows
            ),
        )
    if not view.score_groups and not view.performance:
        yield "No scores are known."


def _offers(view: ModelView) -> Iterator[str]:
    if view.offers:
        yield "\n## Where it is offered\n"
    for offer in view.offers:
        more = "".join(f", {_cell(value)}" for value in (offer.plans, offer.since) if value)
        yield f"- {offer.word}: {_cell(offer.surface)}{more}{f'. {plain(offer.note)}' if offer.note else ''}"


def _article(article: str, citations: Citations) -> str:
    """The article as it was written, below the headings of the page and with the page's numbers for its sources."""

    def number(found: re.Match[str]) -> str:
        cited = citations.cite(found[1])
        return f" [{cited}]" if cited else ""

    return _LARGE_HEADING.sub("### ", _CITED.sub(number, within_document(article)))


def _sources(citations: Citations) -> Iterator[str]:
    yield "\n## Sources\n"
    for source in citations.references:
        primary = ", primary" if source.own else ""
        read = f", read {source.read_on}" if source.read_on else ""
        cited = link(source.title, source.url)
        yield f"{source.number}. {cited}, {plain(source.publisher)}, {source.kind}{primary}{read}"
    if citations.disputes:
        yield "\n### Where sources differ\n"
    for dispute in citations.disputes:
        others = "; ".join(f"source {number} says {plain(value)} (read {day})" for value, number, day in dispute.others)
        yield f"- {plain(dispute.name)}: here {plain(dispute.ours)} [{dispute.mark.number}]; {others}."


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _cell(value: Shown | None) -> str:
    return f"{plain(value.text)}{_number(value)}" if value else ""


def _number(value: Shown) -> str:
    return f" [{value.mark.number}]" if value.mark else ""


def _link(to: Link, root: str) -> str:
    return link(to.text, f"{root}{to.path}")
