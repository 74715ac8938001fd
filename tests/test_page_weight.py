"""What a reader loads of a model's page, on the shipped site: at most 25 KB of compressed HTML, however many routes."""

from __future__ import annotations

import gzip
from pathlib import Path

MOST = 25_000
"""Bytes, compressed as a host does: gzip."""

LONGEST = 40
"""How many pages are weighed: the longest before compression, among which the heaviest after it are."""


def compressed(page: Path) -> int:
    return len(gzip.compress(page.read_bytes(), 9))


def test_the_page_of_a_well_known_model_is_light(site_dir: Path) -> None:
    assert compressed(site_dir / "models/openai/gpt-4.1-nano/index.html") <= MOST


def test_no_model_has_a_page_too_heavy_for_a_phone(site_dir: Path) -> None:
    pages = sorted(site_dir.glob("models/*/*/index.html"), key=lambda page: page.stat().st_size)[-LONGEST:]
    heavy = {str(page.relative_to(site_dir)): weight for page in pages if (weight := compressed(page)) > MOST}
    assert not heavy
