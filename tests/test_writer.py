"""Pages are written alike by one process and by many, and a page that fails is named with its trace."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.site.pages import Page, PageRef
from generator.site.shell import Shell, token
from generator.site.writer import PageError, Writer, write_file
from tests.small_site import SmallSite

SLOTS = ("title", "description", "content", "head", "edit", "path")
SHELL = Shell.cut("\n".join(map(token, SLOTS)), {name: token(name) for name in SLOTS})
PATHS = {f"models/openai/model-{number}/": f"Model {number}" for number in range(150)}


class BrokenSite(SmallSite):
    """Two of its pages cannot be made."""

    def render(self, ref: PageRef) -> Page:
        if ref.path.endswith(("-7/", "-8/")):
            raise KeyError(f"no price for {ref.path}")
        return super().render(ref)


def writer(site: SmallSite, folder: Path) -> Writer:
    return Writer(site, {"model": SHELL}, folder, "https://repo.example/edit/main/")


def refs(site: SmallSite) -> list[PageRef]:
    return [ref for ref in site.pages() if ref.layout == "model"]


def test_many_processes_write_what_one_writes(tmp_path: Path) -> None:
    site = SmallSite(PATHS)
    writer(site, tmp_path / "one").write(refs(site))
    writer(site, tmp_path / "many").write(refs(site), processes=3)
    one = {path.relative_to(tmp_path / "one"): path.read_bytes() for path in (tmp_path / "one").rglob("*.html")}
    many = {path.relative_to(tmp_path / "many"): path.read_bytes() for path in (tmp_path / "many").rglob("*.html")}
    assert len(one) == len(PATHS)
    assert one == many


@pytest.mark.parametrize("processes", [1, 2])
def test_a_page_that_fails_is_named_with_the_whole_trace(tmp_path: Path, processes: int) -> None:
    site = BrokenSite(PATHS)
    with pytest.raises(PageError) as caught:
        writer(site, tmp_path).write(refs(site), processes)
    message = str(caught.value)
    assert "models/openai/model-7/: Traceback" in message
    assert "KeyError: 'no price for models/openai/model-7/'" in message
    assert "in render" in message


def test_every_process_reports_its_problem(tmp_path: Path) -> None:
    site = BrokenSite(PATHS)
    with pytest.raises(PageError) as caught:
        writer(site, tmp_path).write(refs(site), processes=2)
    assert {f"model-{number}/: Traceback" in str(caught.value) for number in (7, 8)} == {True}


def test_a_process_that_dies_fails_the_build(tmp_path: Path) -> None:
    class DyingSite(SmallSite):
        def render(self, ref: PageRef) -> Page:
            os._exit(9)

    site = DyingSite(PATHS)
    with pytest.raises(PageError, match="stopped from outside"):
        writer(site, tmp_path).write(refs(site), processes=2)


def test_addresses_and_edit_links_are_encoded(tmp_path: Path) -> None:
    site = SmallSite({'models/a b/"c"/': "c"})
    ref = refs(site)[0]
    lines = writer(site, tmp_path).html(ref, site.render(ref)).splitlines()
    assert lines[-1] == "models/a%20b/%22c%22/"
    assert lines[-2] == "https://repo.example/edit/main/catalog/models/a%20b/%22c%22/model.yaml"


def test_a_file_is_written_with_the_folders_above_it(tmp_path: Path) -> None:
    write_file(tmp_path / "a" / "b" / "c.json", b"{}")
    assert (tmp_path / "a" / "b" / "c.json").read_bytes() == b"{}"
