"""YAML with positions and no surprises: bytes -> plain data -> validated records, every problem with its place."""

from __future__ import annotations

from generator.reading.directory import ContentReader, Reader, Records, RouteKey, without_collector
from generator.reading.problems import Loc, Place, Problem, dotted

__all__ = ["ContentReader", "Loc", "Place", "Problem", "Reader", "Records", "RouteKey", "dotted", "without_collector"]
