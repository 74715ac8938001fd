"""Addresses at the repository's host: edit this file, report this fact."""

from __future__ import annotations

from urllib.parse import urlencode


def edit_url(repo_url: str, path: str, line: int | None = None) -> str:
    """Where a person edits the file at `path`, counted from the repository's root; at `line`, where that is known."""
    return f"{repo_url}/edit/main/{path}{f'#L{line}' if line else ''}"


def folder_url(repo_url: str, path: str) -> str:
    """Where a person sees the files of the folder at `path`, counted from the repository's root."""
    return f"{repo_url}/tree/main/{path}"


def report_url(repo_url: str, *, page: str, fact: str = "", current_value: str = "") -> str:
    """The form "wrong or stale fact" with what is known filled in."""
    known = {"page": page, "fact": fact, "current_value": current_value}
    query = urlencode({"template": "wrong-or-stale-fact.yml", **{key: value for key, value in known.items() if value}})
    return f"{repo_url}/issues/new?{query}"
