"""Builds the site whole or not at all, and previews it: mkdocs does the work underneath."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import click
from mkdocs.__main__ import cli

# The theme's makers announce that the next major mkdocs will not run it; the lock file already keeps that one out.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


class BuildError(Exception):
    """The site could not be built. The previous one still stands. mkdocs has already said why."""


def build(root: Path, site_dir: Path) -> None:
    """Build the site of the repository at `root` into `site_dir`, replacing it only when all went well.

    Raises BuildError.
    """
    site_dir = site_dir.resolve()
    site_dir.parent.mkdir(parents=True, exist_ok=True)
    # Beside the target, so that taking its place is a rename and never half a copy.
    fresh = Path(tempfile.mkdtemp(prefix=f".{site_dir.name}-", dir=site_dir.parent))
    try:
        _mkdocs("build", "--strict", "--config-file", str(root / "mkdocs.yml"), "--site-dir", str(fresh))
        fresh.chmod(0o755)
        _replace(site_dir, fresh)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def serve(root: Path, address: str) -> None:
    """Preview the site of the repository at `root` on `address`, rebuilding what changes, until interrupted."""
    _mkdocs("serve", "--config-file", str(root / "mkdocs.yml"), "--dev-addr", address)


def _mkdocs(*arguments: str) -> None:
    try:
        cli.main(args=list(arguments), prog_name="mkdocs", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        raise BuildError from error
    except click.Abort as error:
        raise BuildError from error


def _replace(target: Path, fresh: Path) -> None:
    if not target.exists():
        fresh.rename(target)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}-old-", dir=target.parent))
    target.rename(old / "site")
    fresh.rename(target)
    shutil.rmtree(old)
