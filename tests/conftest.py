"""What tests share: one build of the shipped site, a server for it, and the browser.

Building the site is the slowest thing that tests do, so all worker processes use the same one.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from generator.site.context import SiteContext
from tests import browser, shipped_site, small_catalog
from tests.factory import Draft
from tests.twins import Twins, build_twins

# A property holds or not; how long an example takes on a busy machine says nothing. Everybody's run tries the same
# examples, so that a change is judged by what it changed; `make fuzz` looks for new ones.
settings.register_profile("catalog", deadline=None, derandomize=True)
settings.register_profile("fuzz", deadline=None)
settings.load_profile("catalog")


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    """A small sound catalog of the test's own, to be spoiled."""
    return Draft(tmp_path / "catalog")


@pytest.fixture
def build(tmp_path: Path) -> small_catalog.Build:
    """Builds the small catalog with the files that a test adds to it or puts in the place of its own."""

    def made(files: Mapping[str, str] | None = None) -> SiteContext:
        return small_catalog.context(tmp_path, files)

    return made


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> SiteContext:
    """The small catalog as pages see it. Read it; never change it."""
    return small_catalog.context(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="session")
def site_dir(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The shipped site, built once for the whole run. Read it; never write to it."""
    shared = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        shared = shared.parent
    site, built = shared / "site", shared / "site-is-built"
    with (shared / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not built.exists():
            shipped_site.build_site(site)
            built.touch()
    return site


@pytest.fixture(scope="session")
def site_url(site_dir: Path) -> Iterator[str]:
    """The address of the shipped site; it ends in a slash."""
    with shipped_site.serve(site_dir) as url:
        yield url


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Make pytest-playwright launch the browser that `python -m tests.browser` provides."""
    path = browser.executable()
    if path is None:
        pytest.fail("No Chromium was found. Run `python -m tests.browser`, which installs one.")
    return {**browser_type_launch_args, "executable_path": path, "args": browser.LAUNCH_ARGS}


@pytest.fixture(scope="session")
def twins(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Twins:
    """The hostile site and its tame twin, built once for the whole run. Read them; never write to them."""
    shared = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        shared = shared.parent
    with (shared / "twins.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        built = Twins.under(shared / "twins")
        return built if built.tame.exists() else build_twins(shared / "twins")
