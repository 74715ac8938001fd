"""What changed between two states of the catalog, told by meaning: one rule of telling, one test."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.__main__ import main
from generator.catalog.markdown import in_comment
from generator.diff import Diff, Kind, Topic, diff
from generator.diff.show import markdown, text
from tests.catalog_history import CatalogHistory

ONE = "models/acme/one/model.yaml"
AT_ACME = "models/acme/one/routes/acme.yaml"
MINI_AT_ACME = "models/acme/one-mini/routes/acme.yaml"
AT_HOSTING = "models/acme/one/routes/hosting.yaml"
ZEN = "models/zenith/zen/model.yaml"
NEW_PERIOD = "      - from: 2026-12-01\n        basis: announced\n        standard: {input: 0.05, output: 0.50}\n"


@pytest.fixture
def history(tmp_path: Path) -> CatalogHistory:
    return CatalogHistory(tmp_path)


def changed(history: CatalogHistory) -> Diff:
    return diff(history.catalog, "HEAD")


def told(history: CatalogHistory) -> list[tuple[Topic, Kind, str]]:
    """What is told of the files on disk, seen from the last commit."""
    return [(change.topic, change.kind, change.sentence) for change in changed(history).changes]


def test_a_catalog_that_did_not_change_has_no_changes(history: CatalogHistory) -> None:
    assert text(changed(history)) == "The catalog did not change from HEAD to the working tree.\n"


# Prices


def test_a_new_period_is_a_change_of_price(history: CatalogHistory) -> None:
    history.change(
        AT_ACME,
        "    evidence:\n      - {source: acme/pricing",
        NEW_PERIOD + "    evidence:\n      - {source: acme/pricing",
    )
    assert told(history) == [
        (
            Topic.PRICE,
            Kind.CHANGED,
            "Acme One at Acme API (acme-one): input $0.10 -> $0.05, output $0.40 -> $0.50, "
            "cached input $0.025 -> not known, batch input $0.05 -> not known, batch output $0.20 -> not known "
            "from 2026-12-01",
        )
    ]


def test_a_price_edited_in_place_is_a_correction(history: CatalogHistory) -> None:
    history.change(MINI_AT_ACME, "input: 0.05", "input: 0.06")
    expected = "Acme One mini at Acme API: price from 2026-02-01 corrected: input $0.05 -> $0.06"
    assert told(history) == [(Topic.PRICE, Kind.CORRECTED, expected)]


def test_a_period_that_corrects_is_a_correction(history: CatalogHistory) -> None:
    period = "      - {from: 2026-03-01, basis: observed, standard: {input: 5, output: 0.4}, corrects: true}\n"
    history.change(MINI_AT_ACME, "    evidence:", f"{period}    evidence:")
    ((topic, kind, sentence),) = told(history)
    assert (topic, kind) == (Topic.PRICE, Kind.CORRECTED)
    assert sentence.endswith("input $0.05 -> $5.00 since 2026-03-01, when a source first had it (corrects an error)")


def test_a_rate_that_nobody_knew_is_no_change_of_price(history: CatalogHistory) -> None:
    history.change(MINI_AT_ACME, "output: 0.4}", "output: 0.4, cached_input: 0.01}")
    expected = "Acme One mini at Acme API: now known of the price from 2026-02-01: cached input $0.01"
    assert told(history) == [(Topic.PRICE, Kind.LEARNED, expected)]


def test_a_period_put_before_the_first_is_history_and_no_change(history: CatalogHistory) -> None:
    period = "      - {from: 2026-01-01, basis: observed, standard: {input: 1}}\n"
    history.change(MINI_AT_ACME, "    prices:\n", f"    prices:\n{period}")
    expected = "Acme One mini at Acme API: earlier price now known: input $1.00 from 2026-01-01"
    assert told(history) == [(Topic.PRICE, Kind.LEARNED, expected)]


def test_a_first_day_that_moved_is_told_as_that(history: CatalogHistory) -> None:
    history.change(AT_HOSTING, "from: 2026-08-18", "from: 2026-05-01")
    ((_, kind, sentence),) = told(history)
    assert kind is Kind.CORRECTED
    assert sentence.endswith("first day 2026-08-18 -> 2026-05-01")


def test_prices_say_every_value_to_programs(history: CatalogHistory) -> None:
    history.change(MINI_AT_ACME, "input: 0.05", "input: 0.06")
    (change,) = changed(history).changes
    assert [(step.field, str(step.before), str(step.after)) for step in change.steps] == [
        ("prices[2026-02-01].standard.input", "0.05", "0.06")
    ]
    assert (change.model_id, change.provider_id, change.api_ids) == ("acme/one-mini", "acme", ("acme-one-mini",))


# Lifecycle and ids


def test_a_date_that_moved_with_its_past_kept_is_a_change(history: CatalogHistory) -> None:
    past = "    was: [{field: retires_on, value: 2027-04-22, until: 2026-11-05}]\n"
    history.change(AT_ACME, "    retires_on: 2027-04-22\n", f"    retires_on: 2027-06-01\n{past}")
    expected = "Acme One at Acme API (acme-one): retirement moved 2027-04-22 -> 2027-06-01 (since 2026-11-05)"
    assert told(history) == [(Topic.LIFECYCLE, Kind.CHANGED, expected)]


def test_a_date_edited_in_place_is_a_correction(history: CatalogHistory) -> None:
    history.change(AT_ACME, "retires_on: 2027-04-22", "retires_on: 2027-06-01")
    expected = "Acme One at Acme API (acme-one): retirement moved 2027-04-22 -> 2027-06-01 (corrected)"
    assert told(history) == [(Topic.LIFECYCLE, Kind.CORRECTED, expected)]


def test_a_floor_that_gives_way_to_a_firm_day_is_one_change(history: CatalogHistory) -> None:
    history.change(MINI_AT_ACME, "retires_no_earlier_than: 2026-06-01", "retires_on: 2027-01-01")
    expected = "Acme One mini at Acme API: retirement is firm now: 2027-01-01 (before: not before 2026-06-01)"
    assert told(history) == [(Topic.LIFECYCLE, Kind.CHANGED, expected)]


def test_ids_that_share_a_change_are_told_together(history: CatalogHistory) -> None:
    history.change(AT_ACME, "deprecated_on: 2026-04-22", "deprecated_on: 2026-04-23")
    expected = "Acme One at Acme API: deprecation moved 2026-04-22 -> 2026-04-23 (corrected)"
    assert told(history) == [(Topic.LIFECYCLE, Kind.CORRECTED, expected)]
    assert changed(history).changes[0].api_ids == ("acme-one", "acme-one-2025-04-14")


def test_an_alias_that_points_elsewhere_is_re_pointed(history: CatalogHistory) -> None:
    history.change(
        ONE,
        "  - {id: acme-one, points_to: acme-one-2025-04-14}",
        "  - {id: acme-one, points_to: acme-one-2026-11-01, "
        "was: [{field: points_to, value: acme-one-2025-04-14, until: 2026-11-02}]}",
    )
    history.change(ONE, "aliases:\n", "  - {id: acme-one-2026-11-01}\naliases:\n")
    assert told(history) == [
        (Topic.ID, Kind.ADDED, "Acme One: new snapshot acme-one-2026-11-01"),
        (
            Topic.ID,
            Kind.CHANGED,
            "Acme One: alias acme-one re-pointed acme-one-2025-04-14 -> acme-one-2026-11-01 (since 2026-11-02)",
        ),
    ]


# Facts


def test_a_fact_that_changed_was_wrong_unless_its_past_is_kept(history: CatalogHistory) -> None:
    history.change(ZEN, "context_window: 400000", "context_window: 200000\nmax_output_tokens: 1000")
    assert told(history) == [
        (Topic.FACT, Kind.CORRECTED, "Zen: context window 400,000 -> 200,000 (corrected)"),
        (Topic.FACT, Kind.LEARNED, "Zen: max output tokens now known: 1,000"),
    ]


def test_a_fact_that_went_is_withdrawn(history: CatalogHistory) -> None:
    history.change(ZEN, "context_window: 400000\n", "")
    assert told(history) == [(Topic.FACT, Kind.WITHDRAWN, "Zen: context window no longer stated: 400,000")]


def test_terms_name_the_policy(history: CatalogHistory) -> None:
    history.change("providers/acme.yaml", "retention_days: 30", "retention_days: 0")
    expected = "Acme API: data policies api: retention days 30 -> 0 (corrected)"
    assert told(history) == [(Topic.TERMS, Kind.CORRECTED, expected)]


def test_prose_is_told_but_not_repeated(history: CatalogHistory) -> None:
    history.change(ONE, "It does everything once.", "It does all of it once.")
    assert told(history) == [(Topic.WORDING, Kind.CHANGED, "Acme One: summary reworded")]


def test_an_item_put_first_changes_none_that_follow(history: CatalogHistory) -> None:
    entry = "  - {benchmark: mmlu, score: 79, reported_by: acme, setting: no tools}\n"
    history.change(ONE, "benchmarks:\n", f"benchmarks:\n{entry}")
    expected = "Acme One: new score: mmlu 79 (no tools), reported by acme"
    assert told(history) == [(Topic.SCORE, Kind.ADDED, expected)]


# Records that come and go


def test_a_new_model_is_told_once_with_where_it_is_called(history: CatalogHistory) -> None:
    history.write("models/zenith/new/model.yaml", "name: Zen 2\n")
    history.write("models/zenith/new/routes/hosting.yaml", "routes:\n  - {model_id: zen-2}\n")
    assert told(history) == [(Topic.MODEL, Kind.ADDED, "Zen 2: new model zenith/new, at Hosting & Co")]


def test_a_new_route_tells_its_price(history: CatalogHistory) -> None:
    period = "[{from: 2026-11-01, basis: observed, standard: {input: 1, output: 2}}]"
    history.write("models/zenith/zen/routes/vault.yaml", f"routes:\n  - {{model_id: zen@1, prices: {period}}}\n")
    expected = "Zen at Vault: new route zen@1: input $1.00, output $2.00"
    assert told(history) == [(Topic.ROUTE, Kind.ADDED, expected)]


def test_a_route_that_is_listed_under_another_model_is_no_loss(history: CatalogHistory) -> None:
    history.remove("models/acme/one/routes/vault.yaml")
    history.write("models/acme/one-mini/routes/vault.yaml", "routes:\n  - {model_id: acme.one-v1:0}\n")
    expected = "acme.one-v1:0 at Vault: listed under Acme One mini now, before under Acme One"
    assert told(history) == [(Topic.ROUTE, Kind.CORRECTED, expected)]


def test_a_removed_route_and_a_removed_model_are_told(history: CatalogHistory) -> None:
    history.remove("models/acme/one/routes/vault.yaml")
    history.remove(ZEN)
    history.remove("models/zenith/zen/routes/hosting.yaml")
    assert told(history) == [
        (Topic.MODEL, Kind.REMOVED, "Zen: model removed zenith/zen, at Hosting & Co"),
        (Topic.ROUTE, Kind.REMOVED, "Acme One at Vault: removed route acme.one-v1:0"),
    ]


def test_new_evidence_alone_is_counted_and_not_listed(history: CatalogHistory) -> None:
    history.change(ZEN, "read_on: 2026-08-18", "read_on: 2026-11-18")
    found = changed(history)
    assert found.changes == ()
    assert (found.counts.read_again, found.counts.records) == (1, 1)
    assert "1 source read again; 1 record with new evidence alone" in text(found)


# Revisions


def test_two_revisions_are_compared_without_a_look_at_the_disk(history: CatalogHistory) -> None:
    history.change(ZEN, "name: Zen", "name: Zen One")
    history.commit("2026-11-02")
    history.change(ZEN, "name: Zen One", "name: Never committed")
    found = diff(history.catalog, "HEAD~1", "HEAD")
    assert [change.sentence for change in found.changes] == ["Zen One: name Zen -> Zen One"]


def test_the_first_revision_is_compared_with_nothing(history: CatalogHistory) -> None:
    found = diff(history.catalog, None, "HEAD")
    assert {change.sentence for change in found.changes if change.topic is Topic.MODEL} >= {
        "Zen: new model zenith/zen, at Hosting & Co"
    }


def test_a_record_of_another_schema_is_reported_and_neither_new_nor_removed(history: CatalogHistory) -> None:
    history.change(ZEN, "context_window", "context_length")
    history.commit("2026-11-02")
    history.change(ZEN, "context_length", "context_window")
    found = changed(history)
    assert found.changes == ()
    assert [(at, problem.path, problem.line) for at, problem in found.unread] == [("HEAD", ZEN, 2)]


def test_a_link_out_of_the_catalog_is_not_followed(history: CatalogHistory, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("name: Secret\n")
    folder = history.catalog / "models/zenith/leak"
    folder.mkdir()
    (folder / "model.yaml").symlink_to(tmp_path / "secret")
    assert changed(history).changes == ()
    history.commit("2026-11-02")
    assert diff(history.catalog, "HEAD~1", "HEAD").changes == ()


# The command


@pytest.fixture
def here(history: CatalogHistory, monkeypatch: pytest.MonkeyPatch) -> CatalogHistory:
    monkeypatch.chdir(history.folder)
    return history


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["diff", *arguments])


def test_text_is_grouped_by_what_people_look_for(here: CatalogHistory) -> None:
    here.change(MINI_AT_ACME, "input: 0.05", "input: 0.06")
    assert run("HEAD").stdout.splitlines() == [
        "The catalog from HEAD to the working tree: 1 change in 1 file.",
        "",
        "Corrections (1)",
        "  Acme One mini at Acme API: price from 2026-02-01 corrected: input $0.05 -> $0.06",
    ]


def test_json_holds_the_change_as_data(here: CatalogHistory) -> None:
    here.change(MINI_AT_ACME, "input: 0.05", "input: 0.06")
    (change,) = json.loads(run("HEAD", "--format", "json").stdout)["changes"]
    assert change == {
        "topic": "price",
        "kind": "corrected",
        "text": "Acme One mini at Acme API: price from 2026-02-01 corrected: input $0.05 -> $0.06",
        "model": "acme/one-mini",
        "provider": "acme",
        "model_ids": ["acme-one-mini"],
        "effective_on": "2026-02-01",
        "fields": [{"field": "prices[2026-02-01].standard.input", "before": 0.05, "after": 0.06}],
    }


def test_long_sections_are_cut_unless_all_is_asked_for(here: CatalogHistory) -> None:
    for number in range(30):
        here.write(f"models/zenith/new-{number:02}/model.yaml", f"name: New {number}\n")
    assert "and 5 more; --all lists them" in run("HEAD").stdout
    assert "- and 5 more" in run("HEAD", "--format", "markdown").stdout
    assert run("HEAD", "--all").stdout.count("new model") == 30


def test_an_unknown_revision_says_what_to_do(here: CatalogHistory) -> None:
    done = run("nowhere")
    assert done.exit_code == 2
    assert "nowhere: no such revision here" in done.output


def test_a_revision_is_never_an_option_of_git(here: CatalogHistory, tmp_path: Path) -> None:
    target = tmp_path / "written"
    assert run("--", f"--output={target}").exit_code == 2
    assert not target.exists()


# Markdown from a stranger's names


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("@everyone", "@&#8203;everyone"),
        ("zen@1", "zen@&#8203;1"),
        ("see #12", "see \\#&#8203;12"),
        ("[a](b)", "\\[a\\]\\(b\\)"),
        ("![x]", "\\!\\[x\\]"),
        ("https://x.com", "https:&#8203;//x.com"),
        ("www.x.com", "www&#8203;.x.com"),
        ("<img>", "\\<img\\>"),
        ("a\nb", "a\\\\nb"),
    ],
)
def test_a_name_is_text_in_a_comment(given: str, shown: str) -> None:
    assert in_comment(given) == shown


def test_a_comment_is_cut_before_it_is_too_long(history: CatalogHistory) -> None:
    for number in range(30):
        history.write(f"models/zenith/new-{number:02}/model.yaml", f"name: New {number}\n")
    found = markdown(changed(history), None, longest=500)
    assert len(found) < 600
    assert found.endswith("More changed than a comment can hold.\n")
