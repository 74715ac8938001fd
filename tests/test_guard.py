"""What a pull request may not do, what it may do beside it, and what the guard says about it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.__main__ import main
from generator.diff import guarded
from tests.catalog_history import CatalogHistory
from tests.shipped_site import BUILD_DAY
from tests.small_catalog import TODAY

ONE = "models/acme/one/model.yaml"
AT_ACME = "models/acme/one/routes/acme.yaml"
MINI_AT_ACME = "models/acme/one-mini/routes/acme.yaml"
AT_HOSTING = "models/acme/one/routes/hosting.yaml"
AT_VAULT = "models/acme/one/routes/vault.yaml"
ZEN = "models/zenith/zen/model.yaml"
ZEN_AT_HOSTING = "models/zenith/zen/routes/hosting.yaml"


@pytest.fixture
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CatalogHistory:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", BUILD_DAY)
    return CatalogHistory(tmp_path)


def findings(history: CatalogHistory) -> list[str]:
    """What the guard says about the files on disk, each up to the first sentence's end."""
    return [str(problem).partition(". ")[0] for problem in guarded(history.catalog, "HEAD", TODAY)]


# Ids


def test_a_model_may_not_be_removed(history: CatalogHistory) -> None:
    history.remove(ZEN)
    history.remove(ZEN_AT_HOSTING)
    assert findings(history) == [f"{ZEN}:1:1: the model zenith/zen is removed"]


def test_a_provider_may_not_be_removed(history: CatalogHistory) -> None:
    history.remove("providers/vault.yaml")
    assert findings(history) == ["providers/vault.yaml:1:1: the provider vault is removed"]


def test_a_snapshot_or_alias_may_not_be_removed(history: CatalogHistory) -> None:
    history.change(ONE, "aliases:\n  - {id: acme-one, points_to: acme-one-2025-04-14}\n", "")
    history.change(ONE, "id: acme-one-2025-04-14", "id: acme-one-2025-05-05")
    assert findings(history) == [
        f"{ONE}:1:1: aliases: the id acme-one is removed",
        f"{ONE}:11:3: snapshots: the id acme-one-2025-04-14 is removed",
    ]


def test_an_id_may_move_to_the_model_that_it_is_of(history: CatalogHistory) -> None:
    history.change(ONE, "aliases:\n  - {id: acme-one, points_to: acme-one-2025-04-14}\n", "")
    history.change("models/acme/one-mini/model.yaml", "benchmarks:", "snapshots: [{id: acme-one}]\nbenchmarks:")
    assert findings(history) == []


def test_a_route_may_not_be_removed(history: CatalogHistory) -> None:
    history.remove(AT_VAULT)
    second = (history.catalog / AT_ACME).read_text().index("  - model_id: acme-one-2025-04-14")
    history.write(AT_ACME, (history.catalog / AT_ACME).read_text()[:second])
    assert findings(history) == [
        f"{AT_ACME}:2:3: routes: the route acme-one-2025-04-14 is removed with its prices and their evidence",
        f"{AT_VAULT}:1:1: the route acme.one-v1:0 is removed with its prices and their evidence",
    ]


def test_a_route_may_be_listed_under_another_model(history: CatalogHistory) -> None:
    history.remove(AT_VAULT)
    history.write("models/acme/one-mini/routes/vault.yaml", "routes:\n  - {model_id: acme.one-v1:0}\n")
    assert findings(history) == []


# Evidence


def test_evidence_may_not_be_taken_away(history: CatalogHistory) -> None:
    history.change(
        ONE, "  - source: datasets/litellm\n    read_on: 2026-11-01\n    supports: [max_output_tokens]\n", ""
    )
    assert findings(history) == [
        f"{ONE}:7:20: max_output_tokens: the evidence of datasets/litellm is taken away from max_output_tokens"
    ]


def test_a_dispute_may_not_be_taken_away(history: CatalogHistory) -> None:
    history.change(ONE, "    reports: {knowledge_cutoff: 2024-04}\n", "")
    (found,) = findings(history)
    assert "the evidence of datasets/models-dev is taken away from knowledge_cutoff" in found


def test_a_newer_reading_may_take_the_place_of_an_older_one(history: CatalogHistory) -> None:
    history.change(ONE, "read_on: 2026-11-01", "read_on: 2026-11-20")
    assert findings(history) == []


def test_an_older_reading_may_not(history: CatalogHistory) -> None:
    history.change(ONE, "read_on: 2026-11-01", "read_on: 2026-08-01")
    (found,) = findings(history)
    assert found.endswith("datasets/litellm was read for max_output_tokens on 2026-11-01, and now on 2026-08-01")


def test_a_fact_may_not_go_without_a_newer_reading(history: CatalogHistory) -> None:
    history.change(ZEN, "context_window: 400000\n", "")
    (found,) = findings(history)
    assert found.endswith("context_window is gone with its evidence, but nothing was read after 2026-08-18")
    history.change(ZEN, "read_on: 2026-08-18", "read_on: 2026-11-18")
    assert findings(history) == []


def test_a_score_may_not_go_and_is_told_once(history: CatalogHistory) -> None:
    text = (history.catalog / ONE).read_text()
    start, end = text.index("  - benchmark: hallucinations"), text.index("evidence:\n  - source: acme/docs")
    history.write(ONE, text[:start] + text[end:])
    (found,) = findings(history)
    assert found.startswith(f"{ONE}:16:3: benchmarks: benchmarks[hallucinations acme without tools] is gone")


# Facts


def test_a_date_may_not_change_without_a_newer_reading(history: CatalogHistory) -> None:
    history.change(AT_ACME, "retires_on: 2027-04-22", "retires_on: 2027-06-01")
    assert findings(history) == [
        f"{AT_ACME}:6:17: routes[0].retires_on: changed from 2027-04-22 to 2027-06-01, but no source of it was read "
        "after 2026-10-12"
    ]


def test_a_date_may_change_with_a_newer_reading(history: CatalogHistory) -> None:
    history.change(AT_ACME, "retires_on: 2027-04-22", "retires_on: 2027-06-01")
    history.change(AT_ACME, "read_on: 2026-10-12", "read_on: 2026-11-20")
    assert findings(history) == []


def test_a_reading_of_something_else_does_not_count(history: CatalogHistory) -> None:
    history.change(ONE, "released_on: 2025-04-14\nk", "released_on: 2025-05-05\nk")
    history.change(ONE, "read_on: 2026-11-01", "read_on: 2026-11-20")
    assert findings(history) == [
        f"{ONE}:4:14: released_on: changed from 2025-04-14 to 2025-05-05, but no source of it was read after 2026-10-01"
    ]


def test_a_fact_that_nobody_knew_may_be_added(history: CatalogHistory) -> None:
    history.change(ZEN, "context_window: 400000", "context_window: 400000\nmax_output_tokens: 1000")
    assert findings(history) == []


def test_our_own_words_may_change(history: CatalogHistory) -> None:
    history.change(ONE, "It does everything once.", "It does all of it once.")
    assert findings(history) == []


# Prices


def test_a_period_that_has_begun_may_not_be_edited(history: CatalogHistory) -> None:
    history.change(MINI_AT_ACME, "input: 0.05", "input: 0.06")
    history.change(MINI_AT_ACME, "read_on: 2026-10-01", "read_on: 2026-11-20")
    assert findings(history) == [
        f"{MINI_AT_ACME}:8:9: routes[0].prices[0]: the prices from 2026-02-01 are rewritten: input 0.05 to 0.06"
    ]


def test_it_may_as_a_correction(history: CatalogHistory) -> None:
    history.change(MINI_AT_ACME, "{input: 0.05, output: 0.4}", "{input: 0.06, output: 0.4}\n        corrects: true")
    history.change(MINI_AT_ACME, "read_on: 2026-10-01", "read_on: 2026-11-20")
    assert findings(history) == []


def test_a_correction_needs_a_newer_reading_too(history: CatalogHistory) -> None:
    history.change(MINI_AT_ACME, "{input: 0.05, output: 0.4}", "{input: 0.06, output: 0.4}\n        corrects: true")
    (found,) = findings(history)
    assert "changed from 0.05 to 0.06, but no source of it was read after 2026-10-01" in found


def test_a_period_may_not_be_removed(history: CatalogHistory) -> None:
    first = "      - from: 2025-04-14\n        basis: announced\n        standard: {input: 0.20, output: 0.80}\n"
    history.change(AT_ACME, first, "")
    assert findings(history) == [f"{AT_ACME}:9:7: routes[0].prices: the prices from 2025-04-14 are gone"]


def test_a_new_period_or_rate_may_be_added(history: CatalogHistory) -> None:
    period = "      - {from: 2026-11-20, basis: observed, standard: {input: 0.04}}\n"
    history.change(MINI_AT_ACME, "output: 0.4}\n", f"output: 0.4, cached_input: 0.01}}\n{period}")
    assert findings(history) == []


def test_an_observed_first_day_may_be_found_to_be_earlier_and_no_later(history: CatalogHistory) -> None:
    history.change(AT_HOSTING, "from: 2026-08-18", "from: 2026-05-01")
    assert findings(history) == []
    history.change(AT_HOSTING, "from: 2026-05-01", "from: 2026-09-01")
    (found,) = findings(history)
    assert found.endswith("the prices from 2026-08-18 are rewritten: from 2026-08-18 to 2026-09-01")


def test_a_period_that_has_not_begun_may_be_edited_with_a_newer_reading(history: CatalogHistory) -> None:
    history.change(MINI_AT_ACME, "from: 2026-02-01", "from: 2026-12-01")
    history.commit("2026-11-02")
    history.change(MINI_AT_ACME, "input: 0.05", "input: 0.06")
    assert len(findings(history)) == 1
    history.change(MINI_AT_ACME, "read_on: 2026-10-01", "read_on: 2026-11-20")
    assert findings(history) == []


# The command


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["guard", *arguments])


def test_findings_exit_1_and_say_how_to_do_it_right(history: CatalogHistory) -> None:
    history.change(AT_ACME, "retires_on: 2027-04-22", "retires_on: 2027-06-01")
    done = run("HEAD")
    assert done.exit_code == 1
    assert done.stdout.startswith(f"catalog/{AT_ACME}:6:17: routes[0].retires_on: changed from")
    assert "Read one again and write its `read_on`; what was true before goes into `was`." in done.stdout


def test_nothing_found_exits_0(history: CatalogHistory) -> None:
    done = run("HEAD")
    assert (done.exit_code, done.stdout) == (0, "0 findings.\n")


def test_an_override_tells_the_findings_and_exits_0(history: CatalogHistory) -> None:
    history.remove(AT_VAULT)
    done = run("HEAD", "--override", "--annotations", "github")
    assert done.exit_code == 0
    assert done.stdout.startswith(f"::warning file=catalog/{AT_VAULT},line=1,col=1::the route")


def test_annotations_are_errors(history: CatalogHistory) -> None:
    history.remove(AT_VAULT)
    assert run("HEAD", "--annotations", "github").stdout.startswith("::error file=catalog/")


def test_what_the_base_gained_since_is_no_loss(history: CatalogHistory) -> None:
    history.git("switch", "--quiet", "--create", "work")
    history.git("switch", "--quiet", "main")
    history.write("models/zenith/later/model.yaml", "name: Later\n")
    history.commit("2026-11-02")
    history.git("switch", "--quiet", "work")
    assert run("main").exit_code == 0
