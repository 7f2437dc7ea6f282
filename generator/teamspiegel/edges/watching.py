"""What is edited while pages are served, seen at once where the system tells of changes, and soon where it does not.

Whether anything changed is found by looking at the files; what the system tells only makes that happen now. So an edit
is seen too on a disk that tells nothing (that of Windows under WSL, a network share), in a folder that a link leads to,
and in one that was moved away and comes back.
"""

import os
import warnings
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import Any

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, EventQueue, ObservedWatch
from watchdog.observers.polling import PollingEmitter

PAUSE = 0.5
"""Seconds between two looks where nothing is told. A look at two hundred files takes 1.5 ms."""

TOLD: list[type[FileSystemEvent]] = [
    *(FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent),
    *(DirCreatedEvent, DirDeletedEvent, DirMovedEvent),
]
"""What the system is asked to tell: not that a build reads a file."""


class Watching(BaseObserver):
    """An observer that sees what changed in a place since it was scheduled, also before this was started."""

    def __init__(self, pause: float = PAUSE) -> None:
        super().__init__(_Looking, timeout=pause)
        self._system = Observer()

    def begin(self, place: Path, recursive: bool) -> None:
        """See from now on what changes in a place, for whoever is to be told of it later."""
        self.schedule(FileSystemEventHandler(), str(place), recursive=recursive)

    def on_thread_start(self) -> None:
        """Look at every place, and have the system tell when to look again; a place of which it cannot tell is left."""
        super().on_thread_start()
        # Of folders made one in the other watchdog says that it would watch them twice, and then does not.
        warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning, r"watchdog\.")
        self._system.start()
        for looking in self.emitters:
            assert isinstance(looking, _Looking)
            place = looking.watch
            with suppress(OSError):
                self._system.schedule(
                    _Telling(looking.now),
                    place.path,
                    recursive=place.is_recursive,
                    event_filter=TOLD,
                    follow_symlink=True,
                )

    def on_thread_stop(self) -> None:
        """Stop looking, and being told."""
        self._system.stop()
        super().on_thread_stop()


class _Telling(FileSystemEventHandler):
    """Hands on that something changed."""

    def __init__(self, now: Event) -> None:
        self._now = now

    def on_any_event(self, event: FileSystemEvent) -> None:
        self._now.set()


class _Looking(PollingEmitter):
    """Looks at a place again and again, and `now` when told so.

    A folder that is moved away is seen as one that was emptied, and one that comes back as filled. Others give up.
    """

    def __init__(self, event_queue: EventQueue, watch: ObservedWatch, **options: Any) -> None:
        def stat(path: str) -> os.stat_result:
            try:
                return os.stat(path)  # noqa: PTH116 (the path is a string, thousands of times)
            except (FileNotFoundError, NotADirectoryError):
                if path != watch.path:
                    raise
                return NOTHING

        super().__init__(event_queue, watch, stat=stat, **options)
        self.now = Event()
        super().on_thread_start()  # what is there when the place is scheduled is what later looks are held against

    def on_thread_start(self) -> None:
        """Look as soon as there is a thread to do so: much may have changed by then."""
        self.now.set()

    def queue_events(self, timeout: float) -> None:
        """Look when it is time, and queue what changed since the last look."""
        self.now.wait(timeout)
        self.now.clear()
        super().queue_events(0)

    def on_thread_stop(self) -> None:
        """Wait no longer."""
        self.now.set()


def places(observer: BaseObserver) -> set[tuple[str, bool]]:
    """The places that an observer is to look at, each with whether also below it."""
    return {(emitter.watch.raw_path, emitter.watch.is_recursive) for emitter in observer.emitters}


NOTHING = os.stat_result((0,) * 10)
"""What is known of a place where nothing is."""
