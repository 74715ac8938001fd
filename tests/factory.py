"""A small sound catalog on disk, to be spoiled one line at a time.

Every rule is tested by a change that breaks it and nothing else: the catalog is clean before, and the change is the
only difference. So what a test sees is the rule at work, at the line where the change stands.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from generator.catalog import Catalog
from generator.checks import check
from generator.reading import Problem, Reader

TODAY = date(2026, 11, 21)

NANO = "models/acme/nano/model.yaml"
NANO_ROUTES = "models/acme/nano/routes/acme.yaml"
NANO_AT_HOST = "models/acme/nano/routes/host.yaml"
NANO_ARTICLE = "models/acme/nano/article.md"
MINI = "models/acme/mini/model.yaml"
MINI_ROUTES = "models/acme/mini/routes/acme.yaml"
ZEN = "models/zenith/zen/model.yaml"
ZEN_ROUTES = "models/zenith/zen/routes/host.yaml"

FILES = {
    "developers/acme.yaml": """\
name: Acme
homepage: https://acme.com
hosts: [acme.com]
families:
  four: {name: Four}
""",
    "developers/zenith.yaml": """\
name: Zenith
homepage: https://zenith.com
hosts: [zenith.com]
""",
    "providers/acme.yaml": """\
name: Acme API
kind: developer_api
homepage: https://acme.com
hosts: [acme.com]
api:
  - speaks: openai
    base_url: https://api.acme.com/v1
    evidence:
      - {source: acme/models, read_on: 2026-10-01}
pages:
  pricing: acme/pricing
data_policies:
  api:
    name: API terms
    trains_on_data: "no"
    retention_days: 30
    subprocessors: acme/subprocessors
    evidence:
      - {source: acme/terms, read_on: 2026-09-01}
""",
    "providers/host.yaml": """\
name: Host
kind: inference_host
homepage: https://host.com
hosts: [host.com]
api:
  - speaks: openai
    base_url: https://api.host.com/v1
    evidence:
      - {source: host/models, read_on: 2026-10-01}
  - speaks: anthropic
    base_url: https://api.host.com/anthropic
    evidence:
      - {source: host/models, read_on: 2026-10-01}
regions:
  eu: {name: Frankfurt, country: DE}
data_policies:
  terms:
    name: Terms of service
    trains_on_data: opt_out
    evidence:
      - {source: host/models, read_on: 2026-10-01}
""",
    "sources/acme.yaml": """\
documents:
  models:
    title: Acme's models
    url: https://docs.acme.com/models
    kind: model_page
  pricing:
    title: Acme's prices
    url: https://acme.com/pricing
    kind: pricing
    published_on: 2025-04-14
  terms:
    title: Acme's terms
    url: https://acme.com/terms
    kind: terms
  subprocessors:
    title: Acme's sub-processors
    url: https://acme.com/subprocessors
    kind: terms
  deprecations:
    title: Acme's deprecations
    url: https://acme.com/deprecations
    kind: deprecations
""",
    "sources/host.yaml": """\
documents:
  models:
    title: Models at Host
    url: https://host.com/models
    kind: model_page
""",
    "sources/zenith.yaml": """\
documents:
  weights:
    title: Zen's weights
    url: https://zenith.com/weights
    kind: weights
""",
    "sources/lists.yaml": """\
publisher:
  name: Lists
  hosts: [lists.com]
documents:
  prices:
    title: A list of prices
    url: https://lists.com/prices
    kind: dataset
  copy:
    title: A copy of that list
    url: https://lists.com/copy
    kind: dataset
    derives_from: [lists/prices]
  mmlu:
    title: The paper on MMLU
    url: https://lists.com/mmlu
    kind: paper
""",
    "benchmarks.yaml": """\
benchmarks:
  mmlu:
    name: MMLU
    measures: Questions from many subjects.
    group: reasoning_and_knowledge
    unit: percent
    minimum: 0
    maximum: 100
    source: lists/mmlu
""",
    "comparisons/nano-or-zen.yaml": """\
title: Nano or Zen
question: Which of the two small models costs less?
models: [acme/nano, zenith/zen]
""",
    NANO: """\
name: Acme nano
family: four
released_on: 2025-04-14
knowledge_cutoff: 2024-06-01
context_window: 1047576
max_output_tokens: 32768
modalities:
  input: [text, image]
  output: [text]
capabilities:
  function_calling: true
  reasoning: false
open_weights: false
predecessor: acme/mini
not_published: [total_parameters_billion]
snapshots:
  - id: acme-nano-2025-04-14
    released_on: 2025-04-14
aliases:
  - id: acme-nano
    points_to: acme-nano-2025-04-14
  - id: acme-nano-latest
    points_to: acme-nano
availability:
  - surface: Acme Chat
    from: 2025-05-14
    until: 2026-02
    evidence:
      - {source: acme/models, read_on: 2026-10-01}
benchmarks:
  - benchmark: mmlu
    score: 80.1
    reported_by: acme
    evidence:
      - {source: acme/models, read_on: 2026-10-01}
speed:
  - output_tokens_per_second: 120
    provider: host
    evidence:
      - {source: lists/copy, read_on: 2026-10-01}
evidence:
  - source: acme/models
    read_on: 2026-10-01
    supports: [released_on, knowledge_cutoff, context_window, max_output_tokens, modalities, capabilities.reasoning]
  - source: acme/models
    read_on: 2026-10-02
    supports: [capabilities.function_calling, open_weights, snapshots, aliases]
  - source: lists/prices
    read_on: 2026-08-18
    reports: {knowledge_cutoff: 2024-04}
reviewed_on: 2026-11-20
""",
    NANO_ARTICLE: """\
Acme nano is the smallest model of its family [@acme/models].

See [the prices](https://acme.com/pricing), or `<b>` in [the limits](#limits).
""",
    NANO_ROUTES: """\
routes:
  - model_id: acme-nano
    serves: acme-nano
    data_policy: api
    available_from: 2025-04-15
    deprecated_on: 2026-04-22
    retires_on: 2026-10-23
    replacement: acme/mini
    prices:
      - from: 2025-04-14
        until: 2026-01-01
        basis: announced
        standard: {input: 0.20, cached_input: 0.05, output: 0.80}
        evidence:
          - {source: acme/pricing, read_on: 2025-10-12}
      - from: 2026-01-01
        basis: observed
        standard:
          input: 0.10
          cached_input: 0.025
          output: 0.40
          tiers:
            - above_input_tokens: 200000
              input: 0.20
              output: 0.60
            - above_input_tokens: 400000
              input: 0.30
              output: 0.80
        batch: {input: 0.05, output: 0.20}
        priority: {input: 0.15}
        evidence:
          - {source: acme/pricing, read_on: 2026-10-12}
    was:
      - field: retires_on
        value: 2026-06-01
        until: 2026-04-01
        evidence:
          - {source: acme/deprecations, read_on: 2026-03-01}
    evidence:
      - source: acme/deprecations
        read_on: 2026-10-14
        supports: [model_id, available_from, deprecated_on, retires_on, replacement]
""",
    NANO_AT_HOST: """\
routes:
  - model_id: acme/nano
    regions: [eu]
    speaks: [openai]
    data_policy: terms
    retires_no_earlier_than: 2027-01-01
    max_output_tokens: 16384
    capabilities: {reasoning: true}
    prices:
      - from: 2026-08-18
        basis: observed
        standard: {input: 0.12, output: 0.48}
    evidence:
      - {source: host/models, read_on: 2026-10-01}
""",
    MINI: """\
name: Acme mini
released_on: 2024-07
evidence:
  - {source: acme/models, read_on: 2026-10-01}
""",
    MINI_ROUTES: """\
routes:
  - model_id: acme-mini
    data_policy: api
    evidence:
      - {source: acme/models, read_on: 2026-10-01}
""",
    ZEN: """\
name: Zen
released_on: 2025
derived_from: acme/mini
weights:
  - source: zenith/weights
evidence:
  - {source: zenith/weights, read_on: 2026-10-01}
""",
    ZEN_ROUTES: """\
routes:
  - model_id: zen
    data_policy: terms
    evidence:
      - {source: host/models, read_on: 2026-10-01}
""",
}
"""The catalog: a file's path and its text."""


class Spot(NamedTuple):
    """A line of a file."""

    path: str
    line: int


class Draft:
    """The catalog in a folder of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for path, text in FILES.items():
            self.write(path, text)

    def write(self, path: str, text: str) -> Spot:
        """Write a file whole; the value is its first line."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
        return Spot(path, 1)

    def change(self, path: str, old: str, new: str) -> Spot:
        """Put `new` in the place of `old`, which stands in the file exactly once; the value is its last line."""
        text = (self.root / path).read_text(encoding="utf-8")
        before, found, after = text.partition(old)
        assert found, f"{old!r} does not stand in {path}"
        assert old not in after, f"{old!r} stands twice in {path}"
        self.write(path, before + new + after)
        return Spot(path, (before + new).count("\n") + 1)

    def spot(self, path: str, text: str) -> Spot:
        """The one line of a file that holds `text`."""
        lines = (self.root / path).read_text(encoding="utf-8").splitlines()
        (line,) = (number for number, line in enumerate(lines, start=1) if text in line)
        return Spot(path, line)

    def remove(self, path: str) -> None:
        """Delete a file."""
        (self.root / path).unlink()

    def catalog(self) -> Catalog:
        """The catalog as it reads now; its form must be sound."""
        records, problems = Reader(self.root).read()
        assert problems == []
        return Catalog.of(records)

    def problems(self, today: date = TODAY) -> list[Problem]:
        """Everything that is wrong with it, sorted."""
        reader = Reader(self.root)
        records, problems = reader.read()
        return sorted([*problems, *reader.locate(check(Catalog.of(records), today))])
