"""A folder in which every command of the guides and the help texts works, and the programs that examples call."""

from __future__ import annotations

import json
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.__main__ import main
from generator.sync.form import form
from tests import small_site
from tests.catalog_history import CatalogHistory
from tests.shipped_site import BUILD_DAY, ROOT

UPSTREAM = {"acme": {"models": {"acme-one": {"id": "acme-one", "name": "Acme One", "limit": {"context": 1047576}}}}}
"""What models.dev might say of the small catalog."""


def stand(folder: Path, patch: pytest.MonkeyPatch) -> CatalogHistory:
    """Make a repository of the small catalog, with all that examples name, and stand in it on the pinned day."""
    history = CatalogHistory(folder)
    # Its smallest price is there to be written out, and no rule believes it.
    history.change("models/acme/one/routes/hosting.yaml", "input: 0.0000001", "input: 0.05")
    assert form(history.catalog, check=False)[1] == []
    history.commit("2026-11-02")
    (folder / "src").mkdir()
    (folder / "src/ask.py").write_text('MODEL = "acme-one-mini"\n', "utf-8")
    (folder / "api.json").write_text(json.dumps(UPSTREAM), "utf-8")
    (folder / "mkdocs.yml").write_text(small_site.CONFIG.format(root=ROOT, site=folder / "site"), "utf-8")
    patch.chdir(folder)
    patch.setenv("SOURCE_DATE_EPOCH", BUILD_DAY)
    patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    patch.setenv("CATALOG_SITE_URL", small_site.SITE_URL)
    patch.setattr("generator.scan.command.default_origin", lambda: "catalog")
    patch.setattr("generator.sync.links.answer_of", lambda _: 200)
    return history


def run(line: str, answers: str = "") -> Result:
    """Run a line that calls the program as a shell would, and give these answers to what it asks."""
    program, *arguments = shlex.split(line)
    assert program == "model-catalog"
    return CliRunner().invoke(main, arguments, input=answers, prog_name=program)


def needed(program: str) -> str:
    """The path of a program that examples call. Fails the test when there is none."""
    found = shutil.which(program)
    if found is None:
        pytest.fail(f"{program} was not found, which examples call. Run `python -m tests.programs`, which installs it.")
    return found
