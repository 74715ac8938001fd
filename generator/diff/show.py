"""A diff for people: as text for a terminal, as Markdown for a comment on a pull request.

Names and ids come from whoever opened the pull request. In Markdown they stay text: nothing in them becomes a link, a
picture, a mention of a person or a reference to an issue.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from generator.catalog import words
from generator.catalog.markdown import in_comment
from generator.diff.change import Change, Counts, Diff, Kind, Topic
from generator.diff.prices import ARROW
from generator.reading.problems import visible

_SECTIONS: Final[Mapping[str, Callable[[Change], bool]]] = {
    "Removed": lambda change: change.kind is Kind.REMOVED,
    "Corrections": lambda change: change.kind is Kind.CORRECTED,
    "No longer stated": lambda change: change.kind is Kind.WITHDRAWN,
    "New models": lambda change: change.topic is Topic.MODEL and change.kind is Kind.ADDED,
    "New providers": lambda change: change.topic is Topic.PROVIDER and change.kind is Kind.ADDED,
    "New developers": lambda change: change.topic is Topic.DEVELOPER,
    "Price changes": lambda change: change.topic is Topic.PRICE and change.kind is Kind.CHANGED,
    "Lifecycle": lambda change: change.topic is Topic.LIFECYCLE,
    "Aliases and snapshots": lambda change: change.topic is Topic.ID,
    "New routes": lambda change: change.topic is Topic.ROUTE,
    "Terms for data": lambda change: change.topic is Topic.TERMS,
    "Prices now known": lambda change: change.topic is Topic.PRICE,
    "Facts": lambda change: change.topic in (Topic.FACT, Topic.PROVIDER),
    "Scores": lambda change: change.topic is Topic.SCORE,
    "Everything else": lambda _: True,
}
"""Each change stands in the first section that takes it."""

_ORDER: Final = (
    "Removed",
    "New models",
    "New providers",
    "New developers",
    "Price changes",
    "Lifecycle",
    "Aliases and snapshots",
    "New routes",
    "Terms for data",
    "Corrections",
    "No longer stated",
    "Prices now known",
    "Facts",
    "Scores",
    "Everything else",
)
"""The sections as people read them."""

MOST: Final = 25
"""How many changes of a section are listed where nobody asks for all."""

_LEFT_OUT: Final = "and {} more"


def section(change: Change) -> str:
    """Return the heading under which people look for a change."""
    return next(title for title, takes in _SECTIONS.items() if takes(change))


def text(diff: Diff, most: int | None = None) -> str:
    """Return the diff for a terminal, at most `most` changes a section."""
    lines = [headline(diff)]
    for title, changes in sections(diff):
        lines += ["", f"{title} ({len(changes):,})"]
        lines += [f"  {visible(change.sentence)}" for change in changes[:most]]
        if most is not None and len(changes) > most:
            lines.append(f"  {_LEFT_OUT.format(f'{len(changes) - most:,}')}; --all lists them")
    if counted := tuple(told_counts(diff.counts)):
        lines += ["", f"Besides: {'; '.join(counted)}."]
    if diff.unread:
        lines += ["", f"Not compared, because they do not read ({len(diff.unread):,})"]
        lines += [f"  at {name}: {problem}" for name, problem in diff.unread[:most]]
        if most is not None and len(diff.unread) > most:
            lines.append(f"  {_LEFT_OUT.format(f'{len(diff.unread) - most:,}')}")
    return "\n".join(lines) + "\n"


def markdown(diff: Diff, most: int | None = MOST, longest: int = 60_000) -> str:
    """Return the diff for a comment: at most `most` changes a section, and cut before `longest` characters."""
    parts = [f"### {in_comment(headline(diff))}\n"]
    for title, changes in sections(diff):
        part = [f"\n#### {title} ({len(changes):,})\n"]
        for change in changes[:most]:
            said = f": {in_comment(change.what)}" if change.what else ""
            part.append(
                f"- **{in_comment(change.subject)}**{said}".replace(f" {ARROW} ", " → ").replace(" -\\> ", " → ")
            )
        if most is not None and len(changes) > most:
            part.append(f"- {_LEFT_OUT.format(f'{len(changes) - most:,}')}")
        parts.append("\n".join(part) + "\n")
    if counted := tuple(told_counts(diff.counts)):
        parts.append(f"\nBesides: {'; '.join(counted)}.\n")
    if diff.unread:
        part = [f"\n#### Not compared, because they do not read ({len(diff.unread):,})\n"]
        part += [
            f"- at {in_comment(name)}: {in_comment(str(problem))}" for name, problem in diff.unread[: most or None]
        ]
        parts.append("\n".join(part) + "\n")
    out = ""
    for part_text in parts:
        if len(out) + len(part_text) > longest:
            return f"{out}\nMore changed than a comment can hold.\n"
        out += part_text
    return out


def headline(diff: Diff) -> str:
    """Return the first line: between what, and how much."""
    if not diff.files:
        return f"The catalog did not change from {diff.before} to {diff.after}."
    changes = words.count(len(diff.changes), "change")
    return f"The catalog from {diff.before} to {diff.after}: {changes} in {words.count(diff.files, 'file')}."


def sections(diff: Diff) -> Iterator[tuple[str, list[Change]]]:
    """Yield each section that has changes, with them."""
    found: dict[str, list[Change]] = {title: [] for title in _ORDER}
    for change in diff.changes:
        found[section(change)].append(change)
    yield from ((title, changes) for title, changes in found.items() if changes)


def told_counts(counts: Counts) -> Iterator[str]:
    """Yield what is counted and not listed, in words."""
    for number, one, many in (
        (counts.read_again, "source read again", "sources read again"),
        (counts.evidence_added, "piece of evidence added", "pieces of evidence added"),
        (counts.evidence_removed, "piece of evidence removed", "pieces of evidence removed"),
        (counts.records, "record with new evidence alone", "records with new evidence alone"),
        (counts.sources, "document changed", "documents changed"),
        (counts.decisions, "file of decisions for `sync` changed", "files of decisions for `sync` changed"),
    ):
        if number:
            yield words.count(number, one, many)
