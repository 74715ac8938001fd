"""A catalog of a few made-up models, small enough to know by heart.

It holds one of each thing that pages and files must get right: a fact that sources dispute, a price that changed, a
route that is retired beside one that lives, a model that writes no text, a provider without an API address. It is
written as YAML and read by the real reader.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from generator.catalog import Catalog
from generator.reading import Reader
from generator.site.context import SiteContext

TODAY = date(2026, 11, 21)
SITE_URL = "https://example.org/catalog/"

FILES = {
    "developers/acme.yaml": """
name: Acme
homepage: https://acme.com/
hosts: [acme.com]
families:
  one: {name: One}
""",
    "developers/zenith.yaml": """
name: Zenith
homepage: https://zenith.com/
hosts: [zenith.com]
""",
    "providers/acme.yaml": """
name: Acme API
kind: developer_api
homepage: https://acme.com/
hosts: [acme.com, openai.com, anthropic.com, googleapis.com]
api:
  - speaks: openai
    base_url: https://api.openai.com/v1
    key_variable: OPENAI_API_KEY
    evidence: [{source: acme/docs, read_on: 2026-10-01}]
  - speaks: anthropic
    base_url: https://api.anthropic.com
    key_variable: ANTHROPIC_API_KEY
    evidence: [{source: acme/docs, read_on: 2026-10-01}]
  - speaks: google
    base_url: https://generativelanguage.googleapis.com/v1beta
    key_variable: GEMINI_API_KEY
    evidence: [{source: acme/docs, read_on: 2026-10-01}]
data_policies:
  api:
    name: API terms
    trains_on_data: "no"
    retention_days: 30
    zero_data_retention: on_request
    dpa: standard
    evidence: [{source: acme/terms, read_on: 2026-09-01}]
""",
    "providers/hosting.yaml": """
name: Hosting & Co
kind: inference_host
homepage: https://hosting.com/
hosts: [hosting.com]
api:
  - speaks: openai
    base_url: https://api.hosting.com/v1
    key_variable: HOSTING_TOKEN
    evidence: [{source: datasets/models-dev, read_on: 2026-08-18}]
  - speaks: anthropic
    base_url: https://api.hosting.com/anthropic/v1
    key_variable: HOSTING_TOKEN
    evidence: [{source: datasets/models-dev, read_on: 2026-08-18}]
  - speaks: google
    base_url: https://api.hosting.com/google
    evidence: [{source: datasets/models-dev, read_on: 2026-08-18}]
regions:
  eu: {name: Frankfurt, country: DE}
data_policies:
  default:
    name: Terms of service
    trains_on_data: opt_out
    evidence: [{source: datasets/models-dev, read_on: 2026-08-18}]
""",
    "providers/vault.yaml": """
name: Vault
kind: cloud
homepage: https://vault.com/
hosts: [vault.com]
""",
    "sources/acme.yaml": """
documents:
  docs: {title: Acme's models, url: "https://acme.com/models", kind: model_page}
  pricing: {title: Acme's prices, url: "https://acme.com/pricing", kind: pricing}
  terms: {title: Acme's terms, url: "https://acme.com/terms", kind: terms}
  evals: {title: Acme's evaluations, url: "https://acme.com/evals", kind: benchmark}
""",
    "sources/datasets.yaml": """
publisher: {name: Data sets, hosts: [datasets.com]}
documents:
  models-dev: {title: models.dev, url: "https://datasets.com/models-dev", kind: dataset}
  litellm: {title: LiteLLM, url: "https://datasets.com/litellm", kind: dataset}
""",
    "benchmarks.yaml": """
benchmarks:
  mmlu:
    name: MMLU
    measures: Questions of many subjects.
    group: reasoning_and_knowledge
    unit: percent
    minimum: 0
    maximum: 100
    source: acme/evals
  hallucinations:
    name: Made-up answers
    measures: How often an answer is made up.
    group: reasoning_and_knowledge
    unit: percent
    higher_is_better: false
    source: acme/evals
""",
    "comparisons/acme-or-zenith.yaml": """
title: Acme or Zenith
question: Which of the two small models costs less, and which knows more?
models: [zenith/zen, acme/one-mini]
""",
    "models/acme/one/model.yaml": """
name: Acme One
family: one
summary: A model for tests. It does everything once.
released_on: 2025-04-14
knowledge_cutoff: 2024-06-01
context_window: 1047576
max_output_tokens: 32768
modalities: {input: [text, image], output: [text]}
capabilities: {function_calling: true, reasoning: false}
snapshots:
  - id: acme-one-2025-04-14
    released_on: 2025-04-14
aliases:
  - {id: acme-one, points_to: acme-one-2025-04-14}
benchmarks:
  - benchmark: mmlu
    score: 80.10
    reported_by: acme
    evidence: [{source: acme/evals, read_on: 2026-10-01}]
  - benchmark: hallucinations
    score: 12
    reported_by: acme
    setting: without tools
    evidence: [{source: acme/evals, read_on: 2026-10-01}]
evidence:
  - source: acme/docs
    read_on: 2026-10-01
    supports: [released_on, knowledge_cutoff, context_window, modalities, capabilities, snapshots, aliases]
  - source: datasets/models-dev
    read_on: 2026-08-18
    supports: [context_window, max_output_tokens]
    reports: {knowledge_cutoff: 2024-04}
  - source: datasets/litellm
    read_on: 2026-11-01
    supports: [max_output_tokens]
reviewed_on: 2026-11-20
""",
    "models/acme/one/routes/acme.yaml": """
routes:
  - model_id: acme-one
    serves: acme-one
    data_policy: api
    deprecated_on: 2026-04-22
    retires_on: 2027-04-22
    replacement: acme/one-mini
    prices:
      - from: 2025-04-14
        basis: announced
        standard: {input: 0.20, output: 0.80}
      - from: 2026-01-01
        basis: observed
        standard: {input: 0.10, cached_input: 0.025, output: 0.40}
        batch: {input: 0.05, output: 0.20}
    evidence:
      - {source: acme/pricing, read_on: 2026-10-12}
  - model_id: acme-one-2025-04-14
    serves: acme-one-2025-04-14
    data_policy: api
    deprecated_on: 2026-04-22
    retires_on: 2026-10-23
    evidence:
      - {source: acme/docs, read_on: 2026-10-01}
""",
    "models/acme/one/routes/hosting.yaml": """
routes:
  - model_id: acme/one:fast
    variant: fast
    regions: [eu]
    data_policy: default
    prices:
      - from: 2026-08-18
        basis: observed
        currency: EUR
        standard: {input: 0.0000001, output: 1}
    evidence:
      - {source: datasets/models-dev, read_on: 2026-08-18}
""",
    "models/acme/one/routes/vault.yaml": """
routes:
  - model_id: acme.one-v1:0
    evidence:
      - {source: datasets/models-dev, read_on: 2026-08-18}
""",
    "models/acme/one-mini/model.yaml": """
name: Acme One mini
family: one
predecessor: acme/one
released_on: 2026-02
context_window: 400000
modalities: {input: [text], output: [text]}
benchmarks:
  - benchmark: mmlu
    score: 75.5
    reported_by: acme
evidence:
  - {source: acme/docs, read_on: 2026-10-01}
""",
    "models/acme/one-mini/routes/acme.yaml": """
routes:
  - model_id: acme-one-mini
    speaks: [anthropic]
    data_policy: api
    max_output_tokens: 512
    retires_no_earlier_than: 2026-06-01
    prices:
      - from: 2026-02-01
        basis: announced
        standard: {input: 0.05, output: 0.4}
    evidence:
      - {source: acme/docs, read_on: 2026-10-01}
""",
    "models/acme/embed/model.yaml": """
name: Acme Embed
modalities: {input: [text], output: [embedding]}
evidence:
  - {source: acme/docs, read_on: 2026-10-01}
""",
    "models/acme/embed/routes/acme.yaml": """
routes:
  - model_id: acme-embed
    evidence:
      - {source: acme/docs, read_on: 2026-10-01}
""",
    "models/acme/embed/routes/hosting.yaml": """
routes:
  - model_id: acme/embed
    evidence:
      - {source: datasets/models-dev, read_on: 2026-08-18}
""",
    "models/acme/paint/model.yaml": """
name: Acme Paint
modalities: {input: [text], output: [image]}
evidence:
  - {source: acme/docs, read_on: 2026-10-01}
""",
    "models/acme/paint/routes/acme.yaml": """
routes:
  - model_id: acme-paint
    prices:
      - from: 2026-02-01
        basis: announced
        standard:
          per_unit:
            - {unit: image, price: 0.04, what: 1024 x 1024}
    evidence:
      - {source: acme/docs, read_on: 2026-10-01}
""",
    "models/zenith/zen/model.yaml": """
name: Zen
context_window: 400000
modalities: {input: [text], output: [text]}
evidence:
  - {source: datasets/models-dev, read_on: 2026-08-18}
""",
    "models/zenith/zen/routes/hosting.yaml": """
routes:
  - model_id: zen
    prices:
      - from: 2026-08-18
        basis: observed
        standard: {input: 0.05, output: 0.3}
    evidence:
      - {source: datasets/models-dev, read_on: 2026-08-18}
""",
}
"""The files of the catalog by path."""


Build = Callable[..., SiteContext]
"""Builds the catalog with further files, by path; a file of its own may be replaced."""


def write(root: Path, files: Mapping[str, str] | None = None) -> None:
    """Write the catalog, and further files by path, into the folder `root`."""
    for path, text in {**FILES, **(files or {})}.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.lstrip(), encoding="utf-8")


def read(root: Path, files: Mapping[str, str] | None = None) -> Catalog:
    """Write the catalog, and further files by path, into `root` and return what the reader makes of it."""
    write(root, files)
    records, problems = Reader(root, jobs=1).read()
    assert problems == []
    return Catalog.of(records)


def context(root: Path, files: Mapping[str, str] | None = None) -> SiteContext:
    """What the pages of the catalog ask, on `TODAY`."""
    return SiteContext(read(root, files), TODAY, SITE_URL, "https://github.com/example/catalog", {})
