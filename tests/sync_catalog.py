"""A small catalog for tests of `sync`: models of two developers, four providers, and a table of decisions."""

from __future__ import annotations

from pathlib import Path

from generator.catalog import Catalog
from generator.reading import Reader

FILES = {
    "developers/anthropic.yaml": """
name: Anthropic
homepage: https://www.anthropic.com
hosts: [anthropic.com]
""",
    "developers/meta.yaml": """
name: Meta
homepage: https://llama.com
hosts: [llama.com]
""",
    "providers/anthropic.yaml": """
name: Anthropic
kind: developer_api
homepage: https://www.anthropic.com
hosts: [anthropic.com]
""",
    "providers/amazon-bedrock.yaml": """
name: Amazon Bedrock
kind: cloud
homepage: https://aws.amazon.com/bedrock/
hosts: [aws.amazon.com]
regions:
  us: {name: US inference profile, country: US}
  eu: {name: EU inference profile, country: EU}
""",
    "providers/hosting.yaml": """
name: Hosting
kind: inference_host
homepage: https://hosting.com
hosts: [hosting.com]
regions:
  eu: {name: Frankfurt, country: DE}
""",
    "providers/gateway.yaml": """
name: Gateway
kind: gateway
homepage: https://gateway.com
hosts: [gateway.com]
""",
    "sources/anthropic.yaml": """
documents:
  models: {title: Models, url: "https://docs.anthropic.com/models", kind: documentation}
""",
    "sources/datasets.yaml": """
publisher: {name: Data sets, hosts: [datasets.com]}
documents:
  models-dev: {title: models.dev, url: "https://datasets.com/models-dev", kind: dataset}
  litellm: {title: LiteLLM, url: "https://datasets.com/litellm", kind: dataset}
  genai-prices: {title: genai-prices, url: "https://datasets.com/genai-prices", kind: dataset}
""",
    "models/anthropic/claude-sonnet-4-5/model.yaml": """
name: Claude Sonnet 4.5
context_window: 200000
max_output_tokens: 64000
modalities: {input: [text, image], output: [text]}
capabilities: {reasoning: true}
open_weights: false
snapshots:
  - {id: claude-sonnet-4-5-20250929}
aliases:
  - {id: claude-sonnet-4-5, points_to: claude-sonnet-4-5-20250929}
evidence:
  - {source: anthropic/models, read_on: 2026-08-20}
""",
    "models/anthropic/claude-sonnet-4-5/routes/anthropic.yaml": """
routes:
  - model_id: claude-sonnet-4-5-20250929
    serves: claude-sonnet-4-5-20250929
    prices:
      - from: 2025-09-29
        basis: announced
        standard: {input: 3, output: 15}
        evidence:
          - {source: datasets/genai-prices, read_on: 2026-08-01}
    evidence:
      - {source: anthropic/models, read_on: 2026-08-20, supports: [model_id]}
""",
    "models/anthropic/claude-sonnet-4-5/routes/amazon-bedrock.yaml": """
routes:
  - model_id: us.anthropic.claude-sonnet-4-5-20250929-v1:0
    serves: claude-sonnet-4-5-20250929
    regions: [us]
    evidence:
      - {source: datasets/litellm, read_on: 2026-08-01}
""",
    "models/meta/llama-3.3-70b/model.yaml": """
name: Llama 3.3 70B
context_window: 131072
modalities: {input: [text], output: [text]}
open_weights: true
evidence:
  - {source: datasets/models-dev, read_on: 2026-07-02}
""",
    "models/meta/llama-3.3-70b/routes/hosting.yaml": """
routes:
  - model_id: meta-llama/Llama-3.3-70B-Instruct
    evidence:
      - {source: datasets/models-dev, read_on: 2026-07-02}
""",
    "sync/identities.yaml": """
providers:
  datasets/litellm:
    bedrock: {provider: amazon-bedrock, strip: [bedrock/]}
    host: {provider: hosting, strip: [host/], regions: {eu/: eu}}
organisations: {meta-llama: meta}
carriers: [bedrock]
dressed:
  hosting: [{id: hw-(.+)-p, variant: confidential computing}]
firm_ends: [hosting]
models:
  meta/llama-3.3-70b: {known_as: [llama-large]}
  meta/llama-9: {name: Llama 9, known_as: [llama-9-instruct]}
ignore:
  - {id: .*-month-commitment/.*, because: It is sold by the hour.}
""",
}
"""The files of the catalog by path."""


def write(root: Path, **changed: str) -> Path:
    """Write the catalog below `root`, with some files other than usual; return its folder."""
    for path, text in {**FILES, **changed}.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.lstrip(), encoding="utf-8")
    return root


def read(root: Path) -> Catalog:
    """Return the catalog in a folder; it must be sound in form."""
    records, problems = Reader(root, jobs=1).read()
    assert problems == []
    return Catalog.of(records)
