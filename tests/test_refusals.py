"""The 25 changes to a sound catalog that must never get in, each at its line.

They are the errors that catalogs of this kind are known to hold. Everything that is said about such a change is said of
the changed line, so that a pull request shows it where it was made.
"""

from __future__ import annotations

import re

import pytest

from tests.factory import NANO, NANO_AT_HOST, NANO_ROUTES, Draft, Spot

REFUSED = {
    "input price times 1000": (
        NANO_AT_HOST,
        "input: 0.12",
        "input: 120",
        r"120 does not fit output, 0\.48\. Check the unit",
    ),
    "negative price": (NANO_AT_HOST, "input: 0.12", "input: -0.12", r"-0\.12 is below 0"),
    "price as a string": (NANO_AT_HOST, "input: 0.12", 'input: "0.12"', r"'0\.12' is not a number\. Write it without"),
    "cached above input": (NANO_ROUTES, "cached_input: 0.025", "cached_input: 0.11", r"0\.11 is above input, 0\.1\."),
    "month 13": (
        NANO_ROUTES,
        "retires_on: 2026-10-23",
        "retires_on: 2026-13-01",
        r"2026-13-01 is not a date\. Write YYYY",
    ),
    "31 February": (NANO_ROUTES, "retires_on: 2026-10-23", "retires_on: 2027-02-31", r"2027-02-31 is not a date"),
    "cutoff after release": (
        NANO,
        "cutoff: 2024-06-01",
        "cutoff: 2025-06-01",
        r"2025-06-01 lies after the release on 2025",
    ),
    "release in 2099": (
        NANO,
        "    released_on: 2025-04-14",
        "    released_on: 2099-04-14",
        r"2099-04-14 lies in the future; today is 2026-11-21",
    ),
    "read_on in the future": (NANO, "read_on: 2026-10-02", "read_on: 2026-12-02", r"2026-12-02 lies in the future"),
    "context 0": (NANO, "context_window: 1047576", "context_window: 0", r"0 is not above 0\. Leave the field out"),
    "context 1.5": (NANO, "context_window: 1047576", "context_window: 1.5", r"1\.5 is not a whole number"),
    "output above context": (
        NANO,
        "tokens: 32768",
        "tokens: 1047577",
        r"1047577 is above the context window of 1047576",
    ),
    "duplicate modality": (NANO, "[text, image]", "[text, image, text]", r"names 'text' twice\. Keep one"),
    "unknown modality": (NANO, "[text, image]", "[text, imagery]", r"imagery is not known here; did you mean image\?"),
    "unknown key": (NANO, "context_window:", "contex_window:", r"unknown; did you mean context_window\?"),
    "duplicate key": (
        NANO,
        "open_weights: false",
        "open_weights: false\nopen_weights: true",
        r"written twice \(first on line 13\)",
    ),
    "unknown status word": (
        NANO,
        "open_weights: false",
        "marks: [sunset]",
        r"sunset is not known here\. Use one of: prev",
    ),
    "http URL": (
        "sources/acme.yaml",
        "https://acme.com/terms",
        "http://acme.com/terms",
        r"starts with 'http'\. Only https",
    ),
    "URL with user info": (
        "sources/acme.yaml",
        "https://acme.com/terms",
        "https://acme.com@evil.com/terms",
        r"holds user info before an '@'",
    ),
    "ids that differ by case": (
        "models/acme/Nano/model.yaml",
        None,
        "name: Nano\n",
        r"differs from models/acme/nano/model\.yaml by case only",
    ),
    "dangling developer": (
        "models/zeniht/zen/model.yaml",
        None,
        "name: Zen\n",
        r"no developer 'zeniht' is known\. Did you mean zenith\?",
    ),
    "dangling source": (
        NANO_AT_HOST,
        "source: host/models",
        "source: host/model",
        r"no source 'host/model' is known\. Did you mean host/models\?",
    ),
    "supports a missing field": (
        NANO,
        "supports: [capabilities.function_calling,",
        "supports: [capabilities.function_calling, license,",
        r"license is not written in this block",
    ),
    "overlapping price periods": (
        NANO_ROUTES,
        "until: 2026-01-01\n        basis: announced",
        "until: 2026-02-01\n        basis: announced",
        r"2026-01-01 overlaps the period before it, which holds until 2026-02-01",
    ),
    "both a firm and a floor retirement": (
        NANO_AT_HOST,
        "retires_no_earlier_than: 2027-01-01",
        "retires_on: 2027-02-01\n    retires_no_earlier_than: 2027-01-01",
        r"stands beside a firm `retires_on`",
    ),
}

ELSEWHERE = {
    # The change lies in the period before; what overlaps is the next one's first day.
    "overlapping price periods": Spot(NANO_ROUTES, 16),
}


def test_the_catalog_is_sound_before_the_change(draft: Draft) -> None:
    assert draft.problems() == []


def test_there_are_25_changes() -> None:
    assert len(REFUSED) == 25


@pytest.mark.parametrize("name", REFUSED)
def test_change_is_refused_at_its_line(draft: Draft, name: str) -> None:
    path, old, new, message = REFUSED[name]
    changed = draft.write(path, new) if old is None else draft.change(path, old, new)
    problems = draft.problems()
    assert {(found.path, found.line) for found in problems} == {ELSEWHERE.get(name, changed)}
    assert any(re.match(message, found.message) for found in problems), problems
