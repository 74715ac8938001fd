"""The catalog in the formats of other catalogs, so that clients of those can read it without change.

None of these formats holds all that the catalog knows, and one that dropped something in silence would be a wrong copy.
So each exporter counts what it drops as it drops it, and beside each export lies that list.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator.publish.api import Api
from generator.publish.exact_json import encode
from generator.publish.exports import genai_prices, litellm, models_dev
from generator.publish.exports.losses import Export

__all__ = ["FOLDER", "Export", "files", "made"]

FOLDER: Final = "exports/"
"""Where the exports lie in the site."""


def files(api: Api) -> Iterator[tuple[str, bytes]]:
    """Yield each export, and the list of what it does not hold."""
    for export in made(api):
        yield export.path, encode(export.content)
        yield export.losses_path, encode({"as_of": api.today, **export.told()})


def made(api: Api) -> tuple[Export, ...]:
    """Return the exports, which are made once: pages tell their losses and files hold them."""
    return api.once(_made)


def _made(api: Api) -> tuple[Export, ...]:
    return tuple(make(api) for make in (models_dev.export, litellm.export, genai_prices.export))
