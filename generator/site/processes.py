"""Work in a process beside ours, which finds the catalog in the memory that both share and need not be sent it."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

T = TypeVar("T")


class ProcessDied(Exception):
    """A process ended without an answer."""


def usable_processes() -> int:
    """How many processes a build may use: forking is sound on Linux only."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


class Beside(Generic[T]):
    """A function that is running in a forked process. It must not raise: its answer is all that comes back."""

    def __init__(self, work: Callable[[], T]) -> None:
        context = get_context("fork")
        self._answer, theirs = context.Pipe(duplex=False)
        self._process = context.Process(target=_run, args=(work, theirs))
        self._process.start()
        theirs.close()

    def result(self) -> T:
        """Wait for the answer and return it. Raises ProcessDied."""
        try:
            answer: T = self._answer.recv()
        except EOFError:
            raise ProcessDied("a process was stopped from outside, perhaps for lack of memory") from None
        finally:
            self._process.join()
        return answer


def _run(work: Callable[[], T], answer: Connection) -> None:
    gc.freeze()  # a collection would touch, and so copy, the memory that is shared
    answer.send(work())
