"""The programs that examples and workflows call: found where they are, installed where they are not.

`python -m tests.programs` makes sure that all are there and exits 1, saying what was tried, when one is not.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import Final

CALLED: Final = ("curl", "jq")
"""Each is in a Debian package of the same name."""


def apt(*packages: str) -> list[list[str]] | None:
    """The commands that install packages without asking; None on a system, or for a user, that cannot."""
    root = as_root()
    if root is None or not shutil.which("apt-get"):
        return None
    quiet = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    return [[*quiet, "update"], [*quiet, "install", "--yes", *packages]]


def as_root() -> list[str] | None:
    """What to put before a command so that root runs it; None when that would need a password."""
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "--non-interactive"]
    if shutil.which("sudo") and not subprocess.run([*sudo, "true"], capture_output=True).returncode:
        return sudo
    return None


def missing() -> list[str]:
    """The programs that are not on the PATH."""
    return [name for name in CALLED if shutil.which(name) is None]


def install() -> int:
    """Make sure that each program is there; return an exit code, after saying why it is not 0."""
    for command in apt(*missing()) or [] if missing() else []:
        print(f"Installing what the tests call: {' '.join(command)}", flush=True)
        subprocess.run(command, stdout=sys.stderr, stdin=subprocess.DEVNULL)
    left = missing()
    if left:
        print(f"The tests call {' and '.join(left)}. Install with your system's package manager.", file=sys.stderr)
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(install())
