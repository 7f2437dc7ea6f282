"""The folder that a site goes into: whose files are touched, and what stands there when a build is killed."""

import errno
import hashlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from teamspiegel.edges import site_folder
from teamspiegel.edges.exchange import exchange
from teamspiegel.edges.site_folder import LIST, PlaceError, refuse_documents, replace_site, settle

from tests.projects import contents, write
from tests.schools import Files

# `x` is a file that becomes a folder, `y` a folder that becomes a file; `same` stays.
OLD: Files = {
    "index.html": b"old",
    "same.css": b"same",
    "teams/a.html": b"a",
    "gone/b.html": b"b",
    "x": b"",
    "y/z": b"z",
}
NEW: Files = {"index.html": b"new", "same.css": b"same", "teams/c.html": b"c", "x/1.html": b"1", "y": b"file"}
KEPT: Files = {"CNAME": b"school.example", ".git/HEAD": b"ref", ".git/refs/x": b"1", "teams/note.txt": b"mine"}

Change = Callable[[], None]


@pytest.fixture(params=["in one step", "file by file"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways in which a site takes the place of another."""
    if request.param == "file by file":
        monkeypatch.setattr(Path, "is_mount", lambda path: True)
    return str(request.param)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder that only the site is in."""
    (tmp_path / "place").mkdir()
    return tmp_path / "place"


def put(files: Files, target: Path) -> None:
    """Replace what a folder has by a site."""
    fresh = write(next(folder for folder in target.parents if folder.name == "place").with_name("fresh"), files)
    try:
        replace_site(fresh, target)
    finally:
        shutil.rmtree(fresh)


def files_in(folder: Path) -> Files:
    """The files in a folder, without the list."""
    found = {
        path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_symlink() or path.is_file()
    }
    return {name: path.read_bytes() for name, path in sorted(found.items()) if name != LIST}


def ordered(files: Files) -> Files:
    return dict(sorted(files.items()))


# ----- the list ------------------------------------------------------------------------------------------


def test_the_list_is_what_sha256sum_writes(way: str, place: Path) -> None:
    put(OLD, place / "site")
    lines = (place / "site" / LIST).read_text(encoding="utf-8").splitlines()
    assert lines == [f"{hashlib.sha256(OLD[path]).hexdigest()}  {path}" for path in sorted(OLD)]
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", LIST], cwd=place / "site", check=True)


def test_only_listed_files_are_replaced_or_removed(way: str, place: Path) -> None:
    put(OLD, place / "site")
    write(place / "site", KEPT)
    (place / "site" / "empty").mkdir()
    (place / "site" / "link").symlink_to("nowhere")
    inode = (place / "site" / "CNAME").stat().st_ino
    put(NEW, place / "site")
    assert (place / "site" / "link").is_symlink()
    (place / "site" / "link").unlink()
    (place / "site" / "empty").rmdir()
    assert files_in(place / "site") == ordered({**NEW, **KEPT})
    assert (place / "site" / "CNAME").stat().st_ino == inode
    assert not (place / "site" / "gone").exists()
    assert [path.name for path in place.iterdir()] == ["site"]


def test_again_and_back(way: str, place: Path) -> None:
    for site in (OLD, NEW, OLD, OLD):
        put(site, place / "site")
        assert files_in(place / "site") == ordered(site)
        assert [path.name for path in place.iterdir()] == ["site"]


def test_a_listed_file_that_was_edited_is_made_anew(way: str, place: Path) -> None:
    put(OLD, place / "site")
    write(place / "site", {"index.html": b"edited", "gone/b.html": b"edited"})
    put(NEW, place / "site")
    assert files_in(place / "site") == ordered(NEW)


def test_a_link_in_the_place_of_a_file_is_replaced_and_not_followed(way: str, place: Path) -> None:
    put(OLD, place / "site")
    mine = write(place.parent / "mine", {"index.html": b"mine"}) / "index.html"
    (place / "site" / "index.html").unlink()
    (place / "site" / "index.html").symlink_to(mine)
    put(NEW, place / "site")
    assert (mine.read_bytes(), files_in(place / "site")) == (b"mine", ordered(NEW))


@pytest.mark.parametrize("site", [OLD, NEW], ids=["wanted", "stale"])
def test_nothing_is_touched_behind_a_link_in_the_place_of_a_folder(way: str, place: Path, site: Files) -> None:
    """`gone/` is of the site and now leads to documents of the same names."""
    put(OLD, place / "site")
    mine = write(place.parent / "mine", {"b.html": b"mine"})
    shutil.rmtree(place / "site" / "gone")
    (place / "site" / "gone").symlink_to(mine)
    if site is OLD:
        with pytest.raises(PlaceError, match="gone was not written by a build"):
            put(site, place / "site")
    else:
        put(site, place / "site")
    assert contents(mine) == {"b.html": b"mine"}


@pytest.mark.parametrize("path", ["teams/c.html", "y/note.txt", "x/1.html/note.txt", "teams/c.html/d/e"])
def test_what_others_put_where_the_site_needs_the_place_stops_it(way: str, place: Path, path: str) -> None:
    first = {name: content for name, content in OLD.items() if name != "x"}
    put(first, place / "site")
    write(place / "site", {path: b"mine"})
    before = contents(place)
    with pytest.raises(PlaceError, match="was not written by a build, and the site needs its place; move it"):
        put(NEW, place / "site")
    assert contents(place) == before


def test_attributes_of_the_folder_stay(way: str, place: Path) -> None:
    put(OLD, place / "site")
    (place / "site").chmod(0o2770)
    write(place / "site", {"private/x": b"x"})
    (place / "site" / "private").chmod(0o700)
    put(NEW, place / "site")
    assert (place / "site").stat().st_mode & 0o7777 == 0o2770
    assert (place / "site" / "private").stat().st_mode & 0o7777 == 0o700


def test_what_is_saved_in_the_last_moment_is_kept(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor that saves by renaming, between the second name of a note and the change of places."""
    put(OLD, place / "site")
    write(place / "site", KEPT)

    def late(one: Path, other: Path) -> None:
        write(other, {"note.new": b"saved", "added/late.txt": b"added"})
        (other / "note.new").replace(other / "teams" / "note.txt")
        exchange(one, other)

    monkeypatch.setattr(site_folder, "exchange", late)
    put(NEW, place / "site")
    late_files = {"teams/note.txt": b"saved", "added/late.txt": b"added"}
    assert files_in(place / "site") == ordered({**NEW, **KEPT, **late_files})


# ----- a folder without a list ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "there", [{"downloads/indicatoren.csv": b"", "letter.txt": b""}, {"index.html": b"", "assets/palette.css": b""}]
)
def test_documents_without_a_list_are_nobody_elses(way: str, place: Path, there: Files) -> None:
    """The second is a site of a version that kept no list: there is no knowing what else was put there."""
    site = write(place / "site", there)
    before = contents(place)
    with pytest.raises(PlaceError, match="which no build wrote; take an empty folder"):
        refuse_documents(site)
    with pytest.raises(PlaceError, match="which no build wrote; take an empty folder"):
        put(NEW, site)
    assert contents(place) == before


def test_an_empty_checkout_is_no_folder_of_documents(way: str, place: Path) -> None:
    write(place / "site", {".git/HEAD": b"ref", ".nojekyll": b"", "CNAME": b"school.example"})
    (place / "site" / "lost+found").mkdir()
    put(NEW, place / "site")
    assert files_in(place / "site") == ordered(
        {**NEW, ".git/HEAD": b"ref", ".nojekyll": b"", "CNAME": b"school.example"}
    )


def test_a_list_of_other_files_gives_no_right_to_these(way: str, place: Path) -> None:
    """`rm site/*` leaves the hidden list, and then somebody's own homepage comes."""
    put(OLD, place / "site")
    for path in list(OLD):
        (place / "site" / path).unlink()
    write(place / "site", {"index.html": b"mine"})
    with pytest.raises(PlaceError, match="holds other files than its list"):
        put(NEW, place / "site")
    assert (place / "site" / "index.html").read_bytes() == b"mine"


@pytest.mark.parametrize("lines", [b"", b"nonsense\n", b"\xff\xfe\x00", b"0" * 64 + b"  ../mine\n"])
def test_a_list_that_says_nothing_gives_no_right_to_anything(way: str, place: Path, lines: bytes) -> None:
    write(place, {"mine": b"mine", f"site/{LIST}": lines, "site/index.html": b"mine"})
    before = contents(place)
    with pytest.raises(PlaceError):
        put(NEW, place / "site")
    assert contents(place) == before


# ----- killed at any moment ------------------------------------------------------------------------------

CALLS = (
    "os.rename",
    "os.mkdir",
    "os.rmdir",
    "os.remove",
    "os.link",
    "os.chmod",
    "os.chown",
    "os.utime",
    "ctypes.dlsym",
)
"""What changes a disk. The last comes just before the folders change places."""


def changes_disk(event: str, details: tuple[object, ...]) -> bool:
    """Whether a call to the system changes anything: between two of those it makes no difference when a kill comes."""
    if event == "open":
        return isinstance(details[2], int) and bool(details[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
    return event in CALLS


def killed(change: Change, number: int) -> bool:
    """Do something in another process, killed before its call of that number that changes the disk; or not killed."""
    child = os.fork()
    if child == 0:
        count = 0

        def hook(event: str, details: tuple[object, ...]) -> None:
            nonlocal count
            if changes_disk(event, details):
                count += 1
                if count == number:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        try:
            change()
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1] == signal.SIGKILL


@pytest.mark.parametrize("before", [{}, OLD], ids=["first", "again"])
def test_killed_anywhere_the_old_or_the_new_site_stands(way: str, tmp_path: Path, before: Files) -> None:
    """And whoever comes next finds only that."""
    fresh, number, seen = write(tmp_path / "fresh", NEW), 0, set[bool]()
    old = ordered({**before, **KEPT} if before else {})
    new = ordered({**NEW, **KEPT} if before else NEW)
    while True:
        number += 1
        place = tmp_path / str(number)
        place.mkdir()
        if before:
            replace_site(write(tmp_path / "first", before), place / "site")
            write(place / "site", KEPT)
        if not killed(lambda place=place: replace_site(fresh, place / "site"), number):  # type: ignore[misc]
            break
        if way == "in one step":
            assert files_in(place / "site") in (old, new), number
        settle(place / "site")
        found = files_in(place / "site")
        assert found in (old, new), number
        assert [path.name for path in place.iterdir()] in ([], ["site"]), number
        assert {path for path in (place / "site").glob(".teamspiegel*")} <= {place / "site" / LIST}
        seen.add(found == new)
        replace_site(fresh, place / "site")
        assert files_in(place / "site") == new, number
    assert files_in(place / "site") == new
    # A first site that comes in one step is there at the last call.
    assert seen == ({False, True} if before or way == "file by file" else {False})
    assert number > 10


def test_killed_again_while_it_is_finished_it_is_finished_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "is_mount", lambda path: True)
    fresh = write(tmp_path / "fresh", NEW)
    replace_site(write(tmp_path / "first", OLD), tmp_path / "site")
    write(tmp_path / "site", KEPT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(site_folder, "_finish", lambda target: None)
        replace_site(fresh, tmp_path / "site")
    number = 0
    while killed(lambda: settle(tmp_path / "site"), number := number + 1):
        pass
    assert files_in(tmp_path / "site") == ordered({**NEW, **KEPT})


# ----- what is the same stays ---------------------------------------------------------------------------


def test_a_file_whose_content_is_the_same_is_not_written_again(way: str, place: Path) -> None:
    put(OLD, place / "site")
    assert OLD["same.css"] == NEW["same.css"] and OLD["index.html"] != NEW["index.html"]
    same, other = (place / "site" / name for name in ("same.css", "index.html"))
    before = same.stat(), other.stat()
    put(NEW, place / "site")
    assert (same.stat().st_ino, same.stat().st_mtime_ns) == (before[0].st_ino, before[0].st_mtime_ns)
    assert same.stat().st_nlink == 1
    assert other.stat().st_mtime_ns > before[1].st_mtime_ns


def test_a_file_that_somebody_else_has_another_name_for_is_left_to_them(way: str, place: Path) -> None:
    """As a copy of the site that was made of second names: what is built has a content of its own."""
    put(OLD, place / "site")
    os.link(place / "site/index.html", place.parent / "copy.html")
    put(NEW, place / "site")
    assert (place.parent / "copy.html").read_bytes() == OLD["index.html"]


# ----- refused by the system -----------------------------------------------------------------------------


@pytest.mark.parametrize("call", ["copytree", "copy", "rename", "link", "chown"])
def test_where_the_system_refuses_the_old_site_stays_or_the_new_one_comes(
    way: str, place: Path, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(OLD, place / "site")
    write(place / "site", KEPT)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    owner = Path if call == "rename" else shutil if call.startswith("copy") else os
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, call, full)
        try:
            put(NEW, place / "site")
            expected = {**NEW, **KEPT}
        except OSError as error:
            assert error.errno == errno.ENOSPC
            expected = {**OLD, **KEPT}
    assert files_in(place / "site") == ordered(expected)
    assert [path.name for path in place.iterdir()] == ["site"]


@pytest.mark.parametrize("name", ["x" * 300, "loop", "file/site"])
def test_a_place_that_cannot_be_is_refused_and_nothing_is_left(way: str, place: Path, name: str) -> None:
    (place / "loop").symlink_to("loop")
    write(place, {"file": b""})
    before = contents(place)
    with pytest.raises(OSError):
        put(NEW, place / name)
    assert contents(place) == before


@pytest.fixture
def mounted(place: Path) -> Iterator[Path]:
    """A mount point of 1 MB."""
    site = place / "site"
    site.mkdir()
    if os.geteuid() != 0:
        pytest.skip("only root may mount; the other tests of a site that takes its place file by file run everywhere")
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", site], check=True)
    yield site
    subprocess.run(["umount", site], check=True)


def test_a_mount_point_takes_a_site_and_a_full_one_keeps_the_old(mounted: Path) -> None:
    put(OLD, mounted)
    write(mounted, KEPT)
    put(NEW, mounted)
    assert files_in(mounted) == ordered({**NEW, **KEPT})
    with pytest.raises(OSError, match="No space left"):
        put({**OLD, "large": b"x" * 2_000_000}, mounted)
    assert files_in(mounted) == ordered({**NEW, **KEPT})
    assert [path.name for path in mounted.glob(".teamspiegel*")] == [LIST]


def test_the_system_says_why_folders_cannot_change_places(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        exchange(tmp_path / "one", tmp_path / "other")
    assert (caught.value.filename, caught.value.filename2) == (str(tmp_path / "one"), str(tmp_path / "other"))


def test_a_full_disk_is_told_with_the_file_that_it_has_no_room_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And not with that of the folder that the site was made in, which may be on another disk."""
    fresh, write_bytes = write(tmp_path / "fresh", NEW), Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        if path.is_relative_to(tmp_path / "site"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write_bytes(path, content)

    monkeypatch.setattr(Path, "is_mount", lambda path: True)
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left") as refused:
        replace_site(fresh, tmp_path / "site")
    assert str(refused.value.filename).startswith(str(tmp_path / "site"))
    assert not (tmp_path / "site").exists()
