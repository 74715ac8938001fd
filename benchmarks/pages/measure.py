"""One figure that was found, beside the one that is wanted.

Every part of this package yields figures, and one table shows them all.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured. `wanted` is the most that it may be, or the least where `more_is_better`."""

    name: str
    found: float
    unit: str
    """KB (1,000 bytes, compressed), ms, or nothing for a score."""
    wanted: float | None = None
    """None where nothing was promised and the figure is for the reader alone."""
    more_is_better: bool = False
    remark: str = ""

    @property
    def holds(self) -> bool:
        """Whether the figure is as it is wanted."""
        if self.wanted is None:
            return True
        return self.found >= self.wanted if self.more_is_better else self.found <= self.wanted

    def line(self) -> str:
        """The figure as a line of the table."""
        found = f"{self.found:,.1f}" if self.unit else f"{self.found:.0f}"
        wanted = "" if self.wanted is None else f"{'≥' if self.more_is_better else '≤'} {self.wanted:g}"
        verdict = "" if self.wanted is None else "holds" if self.holds else "MISSED"
        return f"  {self.name:58} {found:>8} {self.unit:3} {wanted:>7}  {verdict:7}{self.remark}".rstrip()
