"""Where files lie and what their places mean; nothing odd gets in."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.reading import Reader, layout
from generator.reading.layout import walk
from tests.factory import FILES, MINI, NANO, Draft


def refused(draft: Draft) -> dict[str, str]:
    """What is wrong with the places of files, by path."""
    return {problem.path: problem.message for problem in walk(draft.root)[1]}


def test_every_file_has_its_kind_and_ids(draft: Draft) -> None:
    files, problems = walk(draft.root)
    assert problems == []
    assert [file.path for file in files] == sorted(FILES)
    found = {file.path: (file.kind, file.key) for file in files}
    assert found["models/acme/nano/routes/host.yaml"] == ("routes", ("acme", "nano", "host"))
    assert found["models/acme/nano/article.md"] == ("article", ("acme", "nano"))
    assert found["benchmarks.yaml"] == ("benchmarks", ())
    assert found["sources/lists.yaml"] == ("sources", ("lists",))


def test_paths_lead_to_the_files_that_the_walk_finds(draft: Draft) -> None:
    made = {
        layout.developer_path("acme"),
        layout.provider_path("host"),
        layout.sources_path("lists"),
        layout.comparison_path("nano-or-zen"),
        layout.model_path("acme/nano"),
        layout.article_path("acme/nano"),
        layout.routes_path("acme/nano", "host"),
        layout.BENCHMARKS_PATH,
    }
    assert made <= {file.path for file in walk(draft.root)[0]}


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("models/acme/nano/model.yml", "ends in another way than .yaml. Rename it."),
        ("models/acme/nano/other.YAML", "ends in another way than .yaml"),
        ("models/acme/nano/notes.txt", "has no place in the catalog. See the layout in CONTRIBUTING.md"),
        ("models/acme/model.yaml", "has no place in the catalog"),
        ("models/acme/nano/routes/eu/host.yaml", "has no place in the catalog"),
        ("developers/acme.md", "has no place in the catalog"),
        (".DS_Store", "has no place in the catalog"),
        ("developers/Acme Inc.yaml", "'Acme Inc' is not an id. Use lower-case letters"),
        ("developers/-acme.yaml", "'-acme' is not an id"),
        ("developers/a..b.yaml", "'a..b' is not an id"),
        ("developers/con.yaml", "'con' is a reserved name on some systems"),
        ("models/acme/nano/routes/é.yaml", "'é' is not an id"),
    ],
)
def test_a_file_without_a_place_is_refused(draft: Draft, path: str, message: str) -> None:
    draft.write(path, "name: X\n")
    found = refused(draft)
    assert list(found) == [path]
    assert found[path].startswith(message)


@pytest.mark.parametrize("path", ["models/acme/Nano/model.yaml", "models/ACME/nano/model.yaml", "Benchmarks.yaml"])
def test_of_paths_that_differ_by_case_the_one_in_lower_case_stays(draft: Draft, path: str) -> None:
    draft.write(path, "name: X\n")
    message = f"differs from {path.lower()} by case only. Rename or merge one of them."
    assert refused(draft) == {path: message}


def test_a_symbolic_link_is_refused_and_not_followed(draft: Draft, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("name: Secret\n", encoding="utf-8")
    (draft.root / "developers/secret.yaml").symlink_to(secret)
    (draft.root / "models/secret").symlink_to(tmp_path, target_is_directory=True)
    assert refused(draft) == {
        "developers/secret.yaml": "is a symbolic link. Put the file itself here.",
        "models/secret": "is a symbolic link. Put the file itself here.",
    }
    records, _ = Reader(draft.root).read()
    assert "secret" not in records.developers


def test_an_odd_name_is_shown_and_not_obeyed(draft: Draft) -> None:
    draft.write("developers/a\n::error::b\x1b[2J.yaml", "name: X\n")
    (problem,) = walk(draft.root)[1]
    assert str(problem).startswith(r"developers/a\n::error::b\x1b[2J.yaml:1:1: ")
    assert "\n" not in problem.as_github_annotation()


def test_a_name_that_is_not_utf_8_is_a_problem_and_no_crash(draft: Draft) -> None:
    (draft.root / "developers" / b"caf\xe9.yaml".decode(errors="surrogateescape")).write_bytes(b"name: X\n")
    (problem,) = draft.problems()
    assert r"caf\udce9.yaml" in str(problem).encode("ascii").decode()


# Files that cannot be read


def test_what_a_broken_file_holds_is_not_missed_elsewhere(draft: Draft) -> None:
    for path in ("developers/acme.yaml", "providers/host.yaml", "sources/acme.yaml", "benchmarks.yaml", MINI):
        draft.write(path, "name: ~\n")
    problems = draft.problems()
    assert {problem.message.split(".")[0] for problem in problems} == {"has no value"}
    assert len(problems) == 5


def test_a_record_that_does_not_fit_counts_as_broken(draft: Draft) -> None:
    spot = draft.change(MINI, "name: Acme mini", "name: 4.1")
    assert [(problem.path, problem.line) for problem in draft.problems()] == [spot]


def test_problems_are_sorted_and_all_told(draft: Draft) -> None:
    draft.write("zzz.yaml", "")
    draft.change(NANO, "open_weights: false", "open_weights: maybe\ncolour: red")
    draft.write("developers/acme.yaml", "hosts: [\n")
    problems = draft.problems()
    assert [problem.path for problem in problems] == ["developers/acme.yaml", NANO, NANO, "zzz.yaml"]
    assert problems == sorted(problems)
