"""The browser that tests and screenshots drive: found where it is, installed where it is not.

Debian's own Chromium comes first because a package manager keeps it up to date; Playwright's
download is for systems that have no such package. `python -m tests.browser` makes sure that one of
them runs and exits 1, saying what was tried, when none does.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.programs import apt, as_root

ON_PATH = ("chromium", "google-chrome", "google-chrome-stable")

LAUNCH_ARGS = [
    # Root and most containers cannot start the sandbox, and only our own pages are ever shown.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    # Whatever a page asks of another host fails at once, here as on a machine without a network.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


def executable() -> str | None:
    """The path of a Chromium that runs on this machine, or None."""
    for name in ON_PATH:
        path = shutil.which(name)
        if path and _runs(path):
            return path
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() and _runs(path) else None


def install() -> int:
    """Make sure that a Chromium runs here; return an exit code, after saying why it is not 0."""
    if executable():
        return 0
    tried = _try_each_way()
    if executable():
        return 0
    print(
        "The browser tests need Chromium, and none of these brought one that runs:",
        *(f"  {command}" for command in tried),
        "Install Chromium with your system's package manager so that `chromium --version` works, then try again.",
        sep="\n",
        file=sys.stderr,
    )
    return 1


def _runs(path: str) -> bool:
    """Whether it can print its version: a stub that asks for another installer cannot."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _try_each_way() -> list[str]:
    """Try each way to get a browser until one runs; return the commands that were tried."""
    tried = []
    for commands in _ways():
        for command in commands:
            tried.append(" ".join(command))
            print(f"Installing a browser for the tests: {tried[-1]}", flush=True)
            if subprocess.run(command, stdout=sys.stderr, stdin=subprocess.DEVNULL).returncode:
                break
        else:
            if executable():
                break
    return tried


def _ways() -> list[list[list[str]]]:
    playwright = [sys.executable, "-m", "playwright", "install", "chromium"]
    if as_root() is None:
        return [[playwright]]
    from_debian = apt("chromium")
    return [*([from_debian] if from_debian else []), [[*playwright, "--with-deps"]], [playwright]]
