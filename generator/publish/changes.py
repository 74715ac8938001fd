"""What changed in the catalog lately, as JSON and as a feed: what the page of changes shows to people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.catalog import words
from generator.diff import Entry, Named, Revision
from generator.publish.api import ROOT, Api
from generator.publish.atom import FOLDER, FeedEntry, atom
from generator.publish.events import named
from generator.publish.exact_json import encode


def files(api: Api) -> Iterator[tuple[str, bytes]]:
    """Yield the list and the feed."""
    yield f"{ROOT}changes.json", encode(as_json(api))
    entries = [_feed_entry(api, revision) for revision in api.history.revisions]
    yield f"{FOLDER}changes.xml", atom(api, "changes", "Model Catalog: what changed", entries, "changes/")


def as_json(api: Api) -> dict[str, Any]:
    """Return the list, ready to be encoded."""
    history = api.history
    return {
        "as_of": api.today,
        "history_known": history.known,
        "head": history.head,
        "since": history.since,
        "older_left_out": history.cut,
        "changes": [_row(revision, entry) for revision in history.revisions for entry in revision.entries],
    }


def _row(revision: Revision, entry: Entry) -> dict[str, Any]:
    here = {"committed_on": revision.day, "commit": revision.commit, "count": entry.count}
    if entry.data is not None:
        return {**here, **entry.data}
    first = [_named(each) for each in entry.named]
    return {**here, "topic": entry.topic, "kind": entry.kind, "text": entry.subject, "first": first}


def _named(each: Named) -> dict[str, str]:
    found = {"name": each.name, "model": each.model_id, "provider": each.provider_id}
    return {name: value for name, value in found.items() if value}


def _feed_entry(api: Api, revision: Revision) -> FeedEntry:
    """One item a commit: what a commit did never changes, so neither does the item."""
    lines = [sentence(entry) for entry in revision.entries]
    count = sum(entry.count for entry in revision.entries)
    title = lines[0] if len(lines) == 1 else f"{words.count(count, 'change')}: {revision.entries[0].subject}"
    return FeedEntry(
        uid=named(f"commit/{revision.commit}"),
        title=title if len(lines) == 1 else f"{title} and more",
        day=revision.day,
        address=f"{api.site_url}changes/#c-{revision.commit[:12]}",
        content="\n".join(lines),
    )


def sentence(entry: Entry) -> str:
    """Return an entry in words, with the first few where it sums up."""
    if entry.named:
        more = entry.count - len(entry.named)
        names = ", ".join(each.name for each in entry.named)
        return f"{entry.subject}: {names}{f' and {more:,} more' if more > 0 else ''}"
    return f"{entry.subject}: {entry.what}"
