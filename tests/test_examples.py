"""Every example on a hand-written page works as it stands there, and every file that is built for others is described.

The examples in Python are run where their subject is tested; here is the list of who runs what, so that a page cannot
gain a block that nobody runs.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generator.catalog import period_on
from generator.checks.verdict import judge
from generator.publish import api
from tests import (
    small_catalog,
    test_api,
    test_contributing,
    test_docs,
    test_library,
    test_scan_docs,
)
from tests.shipped_site import ROOT, serve
from tests.small_catalog import TODAY
from tests.workplace import needed, run, stand

PAGES = {path.name: path.read_text("utf-8") for path in sorted((ROOT / "docs/pages").glob("*.md"))}
GUIDES = {name: (ROOT / name).read_text("utf-8") for name in ("README.md", "CONTRIBUTING.md")}
API = PAGES["api.md"]
PUBLISHED = "https://model-catalog.github.io/model-catalog/"


def blocks(text: str, language: str) -> list[str]:
    """The blocks of code of a page in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def lines(text: str) -> list[str]:
    """The commands in a page's blocks for a shell, those that go on in the next line joined."""
    return [line for block in blocks(text, "sh") for line in re.sub(r"\|\n *", "| ", block).splitlines()]


# Commands


def program_lines() -> list[str]:
    """Every call of the program in a guide or on the page for contributors, in a block or in a sentence."""
    contribute = [line for line in lines(PAGES["contribute.md"]) if line.startswith("model-catalog")]
    called = [
        call for text in GUIDES.values() for call in re.findall(r"\.venv/bin/python -m generator ([^`\n]+)", text)
    ]
    return [*contribute, *(f"model-catalog {call}" for call in dict.fromkeys(called))]


@pytest.mark.parametrize("line", program_lines())
def test_every_call_of_the_program_works(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    history = stand(tmp_path, monkeypatch)
    if line.startswith("model-catalog new route acme/two"):
        run('model-catalog new model acme/two --name "Acme Two" --source acme/pricing')
    done = run(line, answers="Acme One nano\nacme/pricing\n")
    assert done.exit_code == 0, done.output
    assert judge(history.catalog, TODAY).problems == ()


def test_the_line_for_a_shells_settings_turns_completion_on() -> None:
    (line,) = [line for line in lines(PAGES["contribute.md"]) if line.startswith("eval ")]
    assert line in run("model-catalog completion --help").output


def test_a_price_that_changed_is_written_as_the_guide_shows(tmp_path: Path) -> None:
    (block,) = [block for block in blocks(GUIDES["CONTRIBUTING.md"], "yaml") if block.startswith("    prices:")]
    path = "models/acme/one/routes/acme.yaml"
    route = "routes:\n  - model_id: acme-one\n" + block
    route += "    evidence:\n      - {source: acme/docs, read_on: 2026-10-01, supports: [model_id, prices]}\n"
    other = "models/acme/one/routes/hosting.yaml"
    believable = small_catalog.FILES[other].replace("input: 0.0000001", "input: 0.05")
    catalog = small_catalog.read(tmp_path, {path: route, other: believable})
    assert judge(tmp_path, TODAY).problems == ()
    (written,) = [
        found.route for found in catalog.routes if found.provider_id == "acme" and found.route.model_id == "acme-one"
    ]
    periods = [period_on(written, day) for day in (date(2026, 8, 31), date(2026, 9, 1))]
    assert [period.standard.input for period in periods if period and period.standard] == [
        Decimal("0.1"),
        Decimal("0.08"),
    ]


# The API over HTTP


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model files of the shipped catalog that the examples ask for."""
    folder = tmp_path_factory.mktemp("published")
    made = api.Api(test_api.shipped_catalog(), TODAY, PUBLISHED)
    for model_id in set(re.findall(rf"{PUBLISHED}api/v1/models/([\w./-]+)\.json", API)):
        path, content = api.model_file(made, model_id)
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


@pytest.mark.parametrize("line", lines(API))
def test_every_command_of_the_api_page_gets_its_answer(line: str, published: Path) -> None:
    for program in re.findall(r"(?:^|\| )(\w+) ", line):
        needed(program)
    with serve(published) as url:
        asked = line.replace(PUBLISHED, url).replace("curl ", "curl --silent --fail --noproxy '*' ")
        done = subprocess.run(["bash", "-o", "pipefail", "-c", asked], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert '"name":"GPT-4.1 nano"' in done.stdout or "2026-10-23 openai gpt-4.1-nano-2025-04-14" in done.stdout


def test_the_query_for_a_badge_of_one_provider_finds_its_status(published: Path) -> None:
    """shields.io reads the query; what it asks for is taken step by step here."""
    (provider,) = re.findall(r'`\$\.routes\[\?\(@\.provider=="(\w+)"\)\]\.computed\.status`', API)
    model: Any = test_api.loaded((published / "api/v1/models/openai/gpt-4.1-nano.json").read_bytes())
    found = [route["computed"]["status"] for route in model["routes"] if route["provider"] == provider]
    assert found
    assert set(found) <= {"active", "deprecated", "retired"}


# What is built


def described() -> list[re.Pattern[str]]:
    """The addresses that the pages on machine-readable files name, `<...>` standing for any id."""
    named = re.findall(r"`([\w./<>-]+\.\w+)`", API)
    exports = [f"exports/{name}" for name in re.findall(r"`([\w./<>-]+\.\w+)`", PAGES.get("exports.md", ""))]
    roots = [name if "/" in name else f"(api/v1/)?{name}" for name in named]
    roots += [f"api/v1/{name}" for name in named if "/" in name]
    return [re.compile(re.sub(r"<\w+>", r"[^/]+", name.replace(".", r"\."))) for name in (*roots, *exports)]


PAGES_OWN = ("explorer/", "lifecycle/", "pricing/", "search/", "assets/", "robots.txt", "sitemap.xml")
"""What belongs to a page, or to the host and not to readers."""


def test_every_file_that_is_built_for_others_is_described(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand(tmp_path, monkeypatch)
    done = run("model-catalog build --site-dir public")
    assert done.exit_code == 0, done.output
    built = [
        path.relative_to(tmp_path / "public").as_posix() for path in (tmp_path / "public").rglob("*") if path.is_file()
    ]
    for_others = [
        path
        for path in built
        if not path.endswith(".html") and not path.startswith(PAGES_OWN) and "/assets/" not in path
    ]
    assert len(for_others) > 50
    patterns = described()
    assert [path for path in for_others if not any(pattern.fullmatch(path) for pattern in patterns)] == []


# Who runs what

RUN_BY: dict[tuple[str, str], Callable[..., None]] = {
    ("README.md", "sh"): test_docs.test_every_make_command_exists,
    ("CONTRIBUTING.md", "sh"): test_every_call_of_the_program_works,
    ("CONTRIBUTING.md", "text"): test_contributing.test_the_problem_that_the_guide_shows_is_what_check_says,
    ("CONTRIBUTING.md", "yaml"): test_contributing.test_the_example_is_a_catalog_without_a_problem,
    ("CONTRIBUTING.md", "python"): test_docs.test_code_that_is_shown_stands_so_in_the_repository,
    ("api.md", "sh"): test_every_command_of_the_api_page_gets_its_answer,
    ("api.md", "python"): test_api.test_every_example_of_the_documentation_runs_and_prints_what_it_says,
    ("api.md", "markdown"): test_api.test_every_address_of_the_documentation_exists,
    ("contribute.md", "sh"): test_every_call_of_the_program_works,
    ("python.md", "python"): test_library.test_every_example_of_the_page_prints_what_it_shows,
    ("python.md", "text"): test_library.test_every_example_of_the_page_prints_what_it_shows,
    ("scan.md", "sh"): test_scan_docs.test_every_command_runs,
    ("scan.md", "text"): test_scan_docs.test_the_page_shows_what_is_printed,
    ("scan.md", "python"): test_scan_docs.test_the_comment_of_the_page_leaves_a_line_out,
    ("scan.md", "yaml"): test_scan_docs.test_the_workflow_of_the_page_is_one_and_gives_inputs_that_exist,
}


def test_somebody_runs_every_example() -> None:
    # The exports have tests of their own, each with the client that reads it.
    pages = {name: text for name, text in {**GUIDES, **PAGES}.items() if name != "exports.md"}
    shown = {
        (name, language) for name, text in pages.items() for language in re.findall(r"^```(\S+)$", text, re.MULTILINE)
    }
    assert shown == set(RUN_BY)
    unnamed = [name for name, text in pages.items() if len(re.findall(r"^```", text, re.MULTILINE)) % 2]
    assert unnamed == []
