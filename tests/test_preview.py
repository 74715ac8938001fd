"""In `mkdocs serve`, an edit of the catalog remakes its pages at once; anything else is a full build."""

from __future__ import annotations

import logging
import threading
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from queue import Queue
from types import SimpleNamespace
from typing import Any

import pytest
from markupsafe import Markup
from mkdocs.commands.build import build
from mkdocs.config import load_config

from generator.site import preview
from generator.site.pages import SiteError
from tests.small_site import CONFIG, SmallSite

NANO = "models/openai/gpt-4.1-nano/"
MINI = "models/openai/gpt-4.1-mini/"


class FileSite(SmallSite):
    """A site whose models are files: `openai/x.txt` holds the name of the model `openai/x`."""

    def __init__(self, catalog: Path) -> None:
        super().__init__(_names(catalog), [catalog])
        self.catalog = catalog

    def reload(self, changed: Collection[Path]) -> set[str] | None:
        names = _names(self.catalog)
        if "" in names.values():
            raise SiteError("a model has no name")
        self.names = names
        return {_page(path.relative_to(self.catalog)) for path in changed}

    def markdown_context(self) -> Mapping[str, object]:
        return {"home_content": Markup(", ").join(self.names.values())}


def _names(catalog: Path) -> dict[str, str]:
    return {_page(path.relative_to(catalog)): path.read_text() for path in sorted(catalog.rglob("*.txt"))}


def _page(path: Path) -> str:
    return f"models/{path.with_suffix('').as_posix()}/"


def open_site(root: Path, day: date, *, site_url: str, repo_url: str) -> FileSite:
    return FileSite(root / "catalog")


class Server:
    """As much of mkdocs' server as the plugin touches."""

    mount_path = "/catalog/"

    def __init__(self, full_build: Any, site: Path) -> None:
        self.builder = full_build
        self.watched: list[str] = []
        self.observer = SimpleNamespace(event_queue=Queue())
        self.site = site
        self.app = self.answer

    def watch(self, path: str) -> None:
        self.watched.append(path)

    def get_app(self) -> Any:
        return self.app

    def set_app(self, app: Any) -> None:
        self.app = app

    def answer(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        path = environ["PATH_INFO"].removeprefix(self.mount_path)
        return [(self.site / f"{path}index.html" if path.endswith("/") or not path else self.site / path).read_bytes()]


class Serving:
    """A site that is being served, and how often mkdocs built all of it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.site = root / "site"
        docs = root / "docs"
        docs.mkdir()
        (docs / "index.md").write_text("---\ntemplate: home.html\n---\n")
        for slug, name in {"gpt-4.1-nano": "GPT-4.1 nano", "gpt-4.1-mini": "GPT-4.1 mini"}.items():
            self.edit(f"openai/{slug}.txt", name)
        config = CONFIG.format(root=Path(__file__).parent.parent, site=self.site)
        config = "\n".join(line for line in config.splitlines() if not line.startswith("docs_dir"))
        (root / "mkdocs.yml").write_text(
            f"{config}\ndocs_dir: docs\nnav: [index.md]\nplugins: {{catalog: {{site: '{__name__}:open_site'}}}}\n"
        )
        self.config = load_config(str(root / "mkdocs.yml"))
        self.full_builds = 0
        self.config.plugins.on_startup(command="serve", dirty=False)
        self.build()
        self.server = Server(self.build, self.site)
        self.config.plugins.on_serve(self.server, config=self.config, builder=self.build)  # type: ignore[arg-type]

    def build(self) -> None:
        build(self.config, serve_url="http://127.0.0.1:8000/")
        self.full_builds += 1

    def edit(self, path: str, text: str) -> None:
        file = self.root / "catalog" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def page(self, path: str) -> str:
        """What a browser gets that asks for an address of the site."""
        environ = {"PATH_INFO": f"{self.server.mount_path}{path}"}
        return b"".join(self.server.app(environ, None)).decode()


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Serving]:
    serving = Serving(tmp_path)
    yield serving
    serving.config.plugins.on_shutdown()


def test_the_system_tells_the_server_of_an_edit_as_of_one_of_the_configuration(serving: Serving) -> None:
    serving.edit("openai/gpt-4.1-nano.txt", "GPT-4.1 tiny")
    event, watch = serving.server.observer.event_queue.get(timeout=30)
    assert event.src_path == watch.resolved_path == str(serving.root / "mkdocs.yml")
    assert serving.server.watched == []


def test_where_the_system_cannot_tell_the_server_looks_for_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(observer: Any) -> None:
        raise OSError("no space left for watches")

    monkeypatch.setattr("generator.site.watching.Observer.start", refuse)
    serving = Serving(tmp_path)
    serving.config.plugins.on_shutdown()
    assert serving.server.watched == [str(tmp_path / "catalog")]


def test_an_edit_that_is_told_of_twice_is_taken_over_once(serving: Serving) -> None:
    serving.edit("openai/gpt-4.1-nano.txt", "GPT-4.1 tiny")
    serving.server.builder()
    serving.server.builder()
    assert serving.full_builds == 1


def test_a_page_that_was_looked_at_is_there_after_a_full_build(serving: Serving) -> None:
    serving.page(NANO)
    (serving.root / "docs" / "glossary.md").write_text("# Words\n")
    serving.server.builder()
    assert serving.full_builds == 2
    assert (serving.site / NANO / "index.html").exists()
    assert not (serving.site / MINI).exists()


def test_an_edit_remakes_its_page_and_no_other(serving: Serving) -> None:
    serving.page(MINI)
    other = serving.site / MINI / "index.html"
    before = other.stat().st_mtime_ns
    serving.edit("openai/gpt-4.1-nano.txt", "GPT-4.1 tiny")
    serving.server.builder()
    assert '<h1 id="top">GPT-4.1 tiny</h1>' in serving.page(NANO)
    assert "<title>GPT-4.1 tiny - Model Catalog</title>" in serving.page(NANO)
    serving.page(MINI)
    assert other.stat().st_mtime_ns == before
    assert serving.full_builds == 1


def test_an_edit_reaches_the_search_and_the_home_page(serving: Serving) -> None:
    serving.edit("openai/gpt-4.1-nano.txt", "GPT-4.1 tiny")
    serving.server.builder()
    index = serving.page("search/pages.json")
    assert index.count("GPT-4.1 tiny") == 1
    assert "GPT-4.1 nano" not in index
    assert "GPT-4.1 mini, GPT-4.1 tiny" in serving.page("")
    assert serving.full_builds == 1


def test_the_page_made_again_is_the_page_of_a_full_build(serving: Serving) -> None:
    serving.edit("openai/gpt-4.1-nano.txt", "GPT-4.1 tiny")
    serving.server.builder()
    pages = {path: serving.page(path) for path in ("", NANO, MINI)}
    (serving.root / "docs" / "glossary.md").write_text("# Words\n")
    serving.server.builder()
    assert serving.full_builds == 2
    assert {path: serving.page(path) for path in pages} == pages


def test_a_new_page_takes_a_full_build(serving: Serving) -> None:
    serving.edit("openai/gpt-5.txt", "GPT-5")
    serving.server.builder()
    assert serving.full_builds == 2
    assert "GPT-5" in serving.page("models/openai/gpt-5/")


def test_a_change_of_a_hand_written_page_takes_a_full_build(serving: Serving) -> None:
    (serving.root / "docs" / "index.md").write_text("# Another home\n")
    serving.server.builder()
    assert serving.full_builds == 2


def test_problems_leave_the_pages_and_are_gone_once_mended(serving: Serving, caplog: pytest.LogCaptureFixture) -> None:
    before = serving.page(NANO)
    serving.edit("openai/gpt-4.1-nano.txt", "")
    with caplog.at_level(logging.ERROR, logger="mkdocs.plugins.catalog"):
        serving.server.builder()
    assert "a model has no name" in caplog.text
    assert serving.page(NANO) == before
    # Another file changes while the first is still wrong: neither edit is lost.
    serving.edit("openai/gpt-4.1-mini.txt", "GPT-4.1 small")
    serving.server.builder()
    serving.edit("openai/gpt-4.1-nano.txt", "GPT-4.1 tiny")
    serving.server.builder()
    assert "GPT-4.1 tiny" in serving.page(NANO)
    assert "GPT-4.1 small" in serving.page(MINI)
    assert serving.full_builds == 1


def test_the_preview_admits_the_script_that_reloads_the_page(serving: Serving) -> None:
    assert "script-src 'self' 'unsafe-inline';" in serving.page(NANO)


def test_search_entries_are_not_added_twice(serving: Serving) -> None:
    for name in ("one", "two"):
        serving.edit("openai/gpt-4.1-nano.txt", name)
        serving.server.builder()
        index = serving.page("search/pages.json")
    assert index.count(f'"location":"{NANO}"') == 1


def test_a_page_is_made_when_somebody_asks_for_it(serving: Serving) -> None:
    assert not (serving.site / NANO).exists()
    assert "GPT-4.1 nano" in serving.page(f"{NANO}index.html")
    assert (serving.site / NANO / "index.html").exists()
    assert not (serving.site / MINI).exists()


def test_the_files_of_a_page_are_as_fresh_as_the_page(serving: Serving) -> None:
    assert serving.page("api/v1/models/openai/gpt-4.1-nano.json") == "{}\n"
    assert serving.page("api/v1/models.json") == "[]\n"
    serving.edit("openai/gpt-4.1-nano.txt", "GPT-4.1 tiny")
    serving.server.builder()
    assert serving.page(f"{NANO}index.md") == "# GPT-4.1 tiny\n"


def test_no_page_waits_for_what_only_programs_read(serving: Serving) -> None:
    serving.page("")
    serving.page("search/pages.json")
    assert not (serving.site / "api/v1/models.json").exists()
    assert serving.page("api/v1/models.json") == "[]\n"


def test_a_broken_rule_is_told_after_the_page_is_shown(
    serving: Serving, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview, "CHECK_AFTER", 0)
    monkeypatch.setattr(FileSite, "check", _refuse)
    with caplog.at_level(logging.ERROR, logger="mkdocs.plugins.catalog"):
        serving.edit("openai/gpt-4.1-nano.txt", "GPT-4.1 tiny")
        serving.server.builder()
        assert "GPT-4.1 tiny" in serving.page(NANO)
        for thread in threading.enumerate():
            if isinstance(thread, threading.Timer):
                thread.join(timeout=30)
    assert "the name breaks a rule" in caplog.text


def _refuse(site: FileSite) -> None:
    raise SiteError("the name breaks a rule")
