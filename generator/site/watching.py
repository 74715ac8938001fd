"""Be told of changes in a folder by the system.

The server of mkdocs looks at every file twice a second. At ten thousand files that never ends, takes most of a core,
and finds an edit late.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from mkdocs.livereload import LiveReloadServer
from watchdog.events import (
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

_CHANGES: Final[list[type[FileSystemEvent]]] = [FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent]
"""What to be told: that a file was read would be told ten thousand times at each build."""


def watch(server: LiveReloadServer, folder: Path, *, beside: Path) -> BaseObserver | None:
    """Make `server` build when something in `folder` changes, as if the file `beside` had, which it watches already.

    Returns what has to be stopped in the end, or None where the system cannot tell and the server looks for itself.
    """
    observer = Observer()
    observer.schedule(_Forward(server, beside.absolute()), str(folder), recursive=True, event_filter=_CHANGES)
    try:
        observer.start()
    except OSError:  # most systems limit how many folders may be watched
        server.watch(str(folder))
        return None
    return observer


class _Forward(FileSystemEventHandler):
    """Hands every change on to the server, through the queue in which it finds what its own watches see."""

    def __init__(self, server: LiveReloadServer, beside: Path) -> None:
        self._queue = server.observer.event_queue
        self._change = (FileModifiedEvent(str(beside)), ObservedWatch(str(beside), recursive=True))

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Called for every change."""
        self._queue.put(self._change)
