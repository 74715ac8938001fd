"""Model ids in a code base: where they stand, and which of them need somebody's attention."""

from __future__ import annotations

from generator.scan.finding import Finding, Kind, Price, Use
from generator.scan.knowledge import Knowledge, knowledge_of
from generator.scan.run import Report, scan

__all__ = ["Finding", "Kind", "Knowledge", "Price", "Report", "Use", "knowledge_of", "scan"]
