"""The day that everything is judged by, asked once a run.

The core is a function of (catalog, today), so that the same catalog gives the same answer on the same day anywhere.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime


def build_day() -> date:
    """Return the day of SOURCE_DATE_EPOCH where it is set, as reproducible builds do, else today in UTC.

    Raises ValueError when SOURCE_DATE_EPOCH is not a number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else datetime.now(UTC).date()
