"""One command in a fresh process: how long it took, and how much memory it needed at most.

Memory is summed over the command's whole tree of processes as PSS: a page of memory that n processes share counts as
1/n for each, so that forked workers are neither left out nor counted several times over. It is sampled four times a
second; the kernel's own maximum for the largest single process stands in where that is more.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Final

SAMPLE_SECONDS: Final = 0.25


class CommandFailed(Exception):
    """A command that was to be measured failed; the message holds its output."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of a command needed."""

    seconds: float
    """From start to end, as a person waits for it."""
    peak: int
    """Bytes."""


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Run:
    """Run a command in `folder`, with `environment` added to ours. Raises CommandFailed."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **environment}, stdout=output, stderr=subprocess.STDOUT
        )
        memory = MemoryWatch(process.pid)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        sampled = memory.stop()
        if process.returncode:
            output.seek(0)
            said = output.read().decode(errors="replace")
            raise CommandFailed(f"{' '.join(command)} exited with {process.returncode}:\n{said}")
    return Run(seconds, max(sampled, usage.ru_maxrss * 1024))


class MemoryWatch:
    """Samples the memory of a process and all its descendants until it is stopped."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._peak = 0
        self._stopped = Event()
        self._thread = Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> int:
        """Return the most that was seen, in bytes."""
        self._stopped.set()
        self._thread.join()
        return self._peak

    def _watch(self) -> None:
        while not self._stopped.wait(SAMPLE_SECONDS):
            self._peak = max(self._peak, sum(map(_pss, _tree(self._pid))))


def _tree(pid: int) -> Iterator[int]:
    yield pid
    # A process that ends while it is looked at has no memory to count.
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _tree(int(child))


def _pss(pid: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
