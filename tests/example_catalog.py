"""The annotated example of CONTRIBUTING.md as files: a small sound catalog that has every field.

The blocks there are the only copy, so what people read is what tests run.
"""

from __future__ import annotations

import re
from pathlib import Path

from tests.shipped_site import ROOT

GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

_BLOCK = re.compile(r"^```yaml\n# catalog/(\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

FILES = dict(_BLOCK.findall(GUIDE))
"""The YAML blocks that name a file of the catalog in their first line, by that file's path inside the catalog."""


def write(root: Path) -> Path:
    """Write the catalog into the folder `root` and return it."""
    for path, text in FILES.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root
