"""The shipped site as a visitor gets it: built by the real command, served as GitHub Pages does.

Tests and screenshots look at the same bytes. The day is pinned, so that what depends on it
(statuses, ages of evidence) stays as it was when an assertion was written. The site lives under a
prefix, like a project site on GitHub Pages, because links that only work at a host's root pass
every other test.
"""

from __future__ import annotations

import functools
import gzip
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

ROOT = Path(__file__).parent.parent
PREFIX = "/catalog/"
SITE_URL = f"https://example.org{PREFIX}"
BUILD_DAY = "1795219200"  # 2026-11-21T00:00:00Z, in SOURCE_DATE_EPOCH's seconds


def build_site(into: Path) -> None:
    """Build the repository's catalog into a directory.

    Raises AssertionError with the command's output when the build fails.
    """
    done = subprocess.run(
        [sys.executable, "-m", "generator", "build", "--site-dir", str(into)],
        cwd=ROOT,
        env={
            **os.environ,
            "SOURCE_DATE_EPOCH": BUILD_DAY,
            "CATALOG_SITE_URL": SITE_URL,
            "CATALOG_REPO_URL": "https://github.com/example/model-catalog",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0, f"the site could not be built:\n{done.stdout}"


def compressed(file: Path) -> bytes:
    """A file as it is sent to a browser."""
    return _compressed(file, file.stat().st_mtime_ns)


@functools.lru_cache(maxsize=256)
def _compressed(file: Path, changed_at: int) -> bytes:
    return gzip.compress(file.read_bytes(), mtime=0)


@contextmanager
def serve(site: Path) -> Iterator[str]:
    """Serve a built site on a free port of 127.0.0.1; the value is its address, with the prefix."""
    handler = functools.partial(_StaticHost, directory=str(site))
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{PREFIX}"
        finally:
            server.shutdown()
            thread.join()


class _Server(ThreadingHTTPServer):
    """A browser that goes away in the middle of an answer is no error."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


COMPRESSED = frozenset({".css", ".csv", ".html", ".js", ".json", ".md", ".svg", ".txt", ".xml"})
"""What is sent compressed to those who take it, by the end of the name."""


class _StaticHost(SimpleHTTPRequestHandler):
    """Files under the prefix, the site's 404.html for everything else, no directory listings.

    Text is compressed, connections stay open, and everything may be kept for ten minutes.
    """

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a test's output is the test's own."""

    def translate_path(self, path: str) -> str:
        inside = path.startswith(PREFIX)
        return super().translate_path(f"/{path.removeprefix(PREFIX)}" if inside else "/..missing")

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def send_head(self) -> BytesIO | BinaryIO | None:
        file = Path(self.translate_path(self.path))
        if self.path.partition("?")[0].endswith("/"):
            file /= "index.html"
        takes_gzip = "gzip" in self.headers.get("Accept-Encoding", "")
        if file.suffix not in COMPRESSED or not takes_gzip or not file.is_file():
            return super().send_head()
        body = compressed(file)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return BytesIO(body)

    def list_directory(self, path: str | os.PathLike[str]) -> BytesIO | None:
        self.send_error(HTTPStatus.NOT_FOUND)
        return None

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.exists():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
