"""An edit is seen at once where the system tells of it, and by looking where it does not."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, Queue

import pytest
from teamspiegel.edges.watching import Watching
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers.api import BaseObserver

PATIENCE = 60.0
"""Seconds in which anything happens, also on a busy computer."""
NEVER = 3600.0
"""Seconds between two looks that nobody is told to take."""
OFTEN = 0.05
QUIET = 0.5
"""Seconds in which something would have been seen."""


class Seen(FileSystemEventHandler):
    """The files of which an observer said that they changed."""

    def __init__(self) -> None:
        self.files = Queue[str]()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if not event.is_directory:
            self.files.put(Path(str(event.src_path)).name)

    def until(self, name: str) -> None:
        while self.files.get(timeout=PATIENCE) != name:
            pass

    def never(self, name: str) -> bool:
        """Whether nothing is said of a file as long as anything is said."""
        with suppress(Empty):
            while self.files.get(timeout=QUIET) != name:
                pass
            return False
        return True


@contextmanager
def watched(
    place: Path, pause: float, before: Callable[[], object] = lambda: None, whole: bool = True
) -> Iterator[Seen]:
    """What is seen in a place. `before`: what happens after the place is known, and before anything is looked at."""
    watching, seen = Watching(pause), Seen()
    watching.begin(place, recursive=whole)
    before()
    watching.schedule(seen, str(place), recursive=whole)
    watching.start()
    try:
        yield seen
    finally:
        watching.stop()
        watching.join()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file in a folder, and one to which a link leads."""
    for place, name in (("content/one", "old.yml"), ("elsewhere", "linked.yml")):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / name).write_text("1")
    (tmp_path / "content" / "two").symlink_to(tmp_path / "elsewhere")
    return tmp_path / "content"


def test_what_the_system_tells_is_seen_without_waiting_for_the_next_look(folder: Path) -> None:
    with watched(folder, NEVER) as seen:
        (folder / "one" / "old.yml").write_text("12")
        seen.until("old.yml")
        (folder / "one" / "next").write_text("1")
        (folder / "one" / "next").replace(folder / "one" / "old.yml")
        seen.until("old.yml")
        (folder / "two" / "linked.yml").write_text("12")
        seen.until("linked.yml")
        (folder / "three" / "four").mkdir(parents=True)
        (folder / "three" / "four" / "new.yml").write_text("1")
        seen.until("new.yml")
        (folder / "one" / "old.yml").unlink()
        seen.until("old.yml")


def test_to_read_a_file_is_no_change(folder: Path) -> None:
    with watched(folder, OFTEN) as seen:
        assert (folder / "one" / "old.yml").read_text() == "1"
        assert seen.never("old.yml")


def test_what_changed_before_anybody_could_look_is_seen(folder: Path) -> None:
    with watched(folder, NEVER, before=lambda: (folder / "one" / "old.yml").write_text("12")) as seen:
        seen.until("old.yml")


def test_where_the_system_tells_nothing_it_is_seen_by_looking(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    schedule = BaseObserver.schedule

    def refuse(self: BaseObserver, *words: object, **options: object) -> object:
        if not isinstance(self, Watching):
            raise OSError(28, "inotify watch limit reached")
        return schedule(self, *words, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(BaseObserver, "schedule", refuse)
    with watched(folder, OFTEN) as seen:
        for text in ("12", "123"):
            (folder / "one" / "old.yml").write_text(text)
            seen.until("old.yml")


def test_a_folder_that_is_moved_away_or_removed_is_seen_when_it_comes_back(folder: Path) -> None:
    aside = folder.with_name("aside")
    with watched(folder, OFTEN) as seen:
        folder.rename(aside)
        seen.until("old.yml")
        aside.rename(folder)
        seen.until("old.yml")
        shutil.rmtree(folder)
        seen.until("old.yml")
        (folder / "one").mkdir(parents=True)
        (folder / "one" / "again.yml").write_text("1")
        seen.until("again.yml")


def test_a_file_is_seen_to_come_to_change_and_to_go(tmp_path: Path) -> None:
    file, other = tmp_path / "private" / "names.txt", tmp_path / "private" / "other.txt"
    file.parent.mkdir()
    with watched(file, OFTEN, whole=False) as seen:
        file.write_text("1")
        seen.until("names.txt")
        other.write_text("1")
        assert seen.never(other.name)
        file.write_text("12")
        seen.until("names.txt")
        file.unlink()
        seen.until("names.txt")


def test_a_file_that_is_there_already_is_seen_too_and_not_what_lies_beside_it(tmp_path: Path) -> None:
    file, other = tmp_path / "mkdocs.yml", tmp_path / "other.yml"
    file.write_text("1")
    with watched(file, NEVER, whole=False) as seen:
        other.write_text("1")
        assert seen.never(other.name)
        file.write_text("12")
        seen.until("mkdocs.yml")
