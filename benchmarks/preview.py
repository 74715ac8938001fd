"""How long from an edit to the page that shows it, as somebody sees who previews."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from urllib.request import urlopen

from benchmarks.process import CommandFailed
from benchmarks.workspace import ENVIRONMENT, SITE_URL, Workspace

MODEL: Final = "openai/gpt-4.1-nano"
EDITS: Final = 5
PATIENCE_SECONDS: Final = 300
# Longer than the check of all rules takes that follows an edit, as it does for somebody who reads what they wrote.
PAUSE_SECONDS: Final = 6.0


def edit_to_page(workspace: Workspace) -> list[float]:
    """Return the seconds of several edits of one record, each until its page shows it. Raises CommandFailed."""
    port = _free_port()
    command = [sys.executable, "-m", "generator", "serve", "--address", f"127.0.0.1:{port}"]
    log = workspace.root / "serve.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            command, cwd=workspace.root, env={**os.environ, **ENVIRONMENT}, stdout=output, stderr=subprocess.STDOUT
        )
    url = f"http://127.0.0.1:{port}{urlsplit(SITE_URL).path}models/{MODEL}/"
    record = workspace.root / "catalog/models" / MODEL / "model.yaml"
    original = record.read_text()
    name = next(line for line in original.splitlines() if line.startswith("name: "))
    try:
        _wait_for(url, b"<h1", server, log)
        seconds = []
        for edit in range(EDITS):
            time.sleep(PAUSE_SECONDS)
            record.write_text(original.replace(name, f"name: Edited {edit}", 1))
            start = time.perf_counter()
            _wait_for(url, f"Edited {edit}".encode(), server, log)
            seconds.append(time.perf_counter() - start)
        return seconds
    finally:
        server.terminate()
        server.wait()
        record.write_text(original)


def _wait_for(url: str, wanted: bytes, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            with urlopen(url, timeout=PATIENCE_SECONDS) as page:
                if wanted in page.read():
                    return
        except OSError:
            time.sleep(0.2)
        time.sleep(0.01)
    raise CommandFailed(f"the preview never showed {wanted!r}:\n{log.read_text(errors='replace')}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
