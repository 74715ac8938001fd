"""The catalog for programs in Python: any id to its model, what a request costs, whether a route answers, who says so.

A small door to `generator.catalog`, which decides everything: here ids are looked up, results get names and evidence,
and errors say what to do. It reads a folder of YAML, needs no network, and knows nothing of pages.
"""

from __future__ import annotations

from generator.catalog import Cost, Counted, Level, Status, Term, Usage
from generator.library.library import Library, LibraryError, NoPrice, NotServed, UnknownId, Unreadable, load
from generator.library.results import Backing, Dispute, Meant, ModelStatus, Price, Reading, RouteName, RouteStatus

__all__ = [
    "Backing",
    "Cost",
    "Counted",
    "Dispute",
    "Level",
    "Library",
    "LibraryError",
    "Meant",
    "ModelStatus",
    "NoPrice",
    "NotServed",
    "Price",
    "Reading",
    "RouteName",
    "RouteStatus",
    "Status",
    "Term",
    "UnknownId",
    "Unreadable",
    "Usage",
    "load",
]
