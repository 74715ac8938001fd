"""The samples, scanned with what the shipped site publishes: every kind of file, each with what is expected of it.

Facts about real models may be corrected; a line here then changes with them.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from generator.scan import scan
from generator.scan.load import load
from tests.shipped_site import ROOT

SAMPLES = ROOT / "tests/samples/scan"

EXPECTED = [
    "config/app.env:3:14 retired gpt-4-0314 openai",
    "config/models.yaml:2:10 deprecated gpt-4o openai",
    "config/models.yaml:4:12 deprecated azure/gpt-4o azure",
    "config/models.yaml:5:12 unknown gpt-4-ultra-turbo None",
    "config/settings.toml:3:10 superseded claude-haiku-4-5 anthropic",
    "infra/main.tf:4:16 deprecated gpt-4.1-nano azure",
    "notebooks/try.ipynb:29:40 retired gpt-4-0314 openai",
    "src/azure_chat.py:6:48 deprecated gpt-4.1-nano azure",
    "src/bedrock.ts:4:18 retired anthropic.claude-3-7-sonnet-20250219-v1:0 amazon-bedrock",
    "src/chat.py:8:9 retired gpt-4.1-nano openai",
    "src/chat.py:12:52 retired o1 openai",
    "src/mistral.js:5:34 floating mistral-large-latest mistral",
]


def test_the_samples_hold_what_is_expected_and_nothing_else(site_dir: Path, tmp_path: Path) -> None:
    today = date(2026, 11, 21)
    report = scan([SAMPLES], load(str(site_dir), today, tmp_path), today)
    found = [
        f"{os.path.relpath(f.use.path, SAMPLES)}:{f.use.line}:{f.use.column} {f.kind} {f.use.text} {f.provider}"
        for f in report.findings
    ]
    assert found == EXPECTED
    assert [f.use for f in report.findings if f.kind.rank < 2 and not (f.replacement and f.source_url)] == []


@pytest.mark.parametrize("ending", [".py", ".ts", ".js", ".yaml", ".toml", ".env", ".tf", ".ipynb"])
def test_there_is_a_sample_of_each_sort_of_file(ending: str) -> None:
    assert list(SAMPLES.rglob(f"*{ending}"))
