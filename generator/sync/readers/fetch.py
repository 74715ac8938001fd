"""The bytes of an upstream, from a file or an https address, or a clear error."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from pathlib import Path
from typing import IO, Any, Final
from urllib.parse import urlsplit

from generator.schema.text import https_url
from generator.sync.observation import SyncError

MAX_BYTES: Final = 64 * 1024 * 1024
TIMEOUT_SECONDS: Final = 60


class _HttpsOnly(urllib.request.HTTPRedirectHandler):
    """Follows redirects to https addresses and to no other."""

    def redirect_request(self, req: Any, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str) -> Any:
        if urlsplit(newurl).scheme != "https":
            raise SyncError(f"{req.full_url} leads to {newurl}, which is not https. Nothing was changed.")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def content_of(origin: str) -> bytes:
    """Return what lies at a path or an https address.

    Raises SyncError when it cannot be had within a minute, is larger than 64 MB, or arrives cut short.
    """
    return _fetch(origin) if "://" in origin else _file(Path(origin))


def _file(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise SyncError(f"{path} is larger than {MAX_BYTES // 1024**2} MB. Check that it is the right file.")
        return path.read_bytes()
    except OSError as error:
        raise SyncError(f"{path} cannot be read: {error.strerror}. Name a file, or an https address.") from None


def _fetch(url: str) -> bytes:
    try:
        https_url(url)
    except ValueError as error:
        raise SyncError(f"{url}: {error}") from None
    request = urllib.request.Request(url, headers={"Accept": "application/json", "User-Agent": "model-catalog"})
    try:
        with urllib.request.build_opener(_HttpsOnly).open(request, timeout=TIMEOUT_SECONDS) as answer:
            content: bytes = answer.read(MAX_BYTES + 1)
            promised = answer.headers.get("Content-Length")
    except (OSError, ValueError, http.client.HTTPException) as error:
        reason = error.reason if isinstance(error, urllib.error.URLError) else error
        raise SyncError(f"{url} cannot be fetched: {reason}. Try again, or give a file with --from.") from None
    if len(content) > MAX_BYTES:
        raise SyncError(f"{url} is larger than {MAX_BYTES // 1024**2} MB. Check the address.")
    if promised is not None and promised.isdigit() and len(content) < int(promised):
        raise SyncError(f"{url} arrived cut short ({len(content):,} of {int(promised):,} bytes). Try again.")
    return content
