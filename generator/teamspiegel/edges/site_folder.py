"""The folder that a site goes into: what a build wrote there, what others did, and how a new site replaces the old one.

A list in the folder names every file that a build wrote. Only those are ever replaced or removed.

A new site takes the old one's place in one step: it is put ready beside it, with what others keep there, and the two
folders change places. Where they cannot (a mount point, another owner, a disk that does not know how), it is put ready
in the folder itself, one rename says that it is complete, and then its files take their places; whoever comes next
finishes that.
"""

import errno
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from stat import S_ISREG

from teamspiegel.edges.exchange import exchange
from teamspiegel.edges.work import held

LIST = ".teamspiegel"
"""The list: what `sha256sum` writes and `sha256sum --check` reads."""

COMPLETE, INCOMPLETE = ".teamspiegel-next", ".teamspiegel-next-part"
"""In the folder: a new site that is whole and takes its place file by file, and one that is being put ready."""

OWN = frozenset({LIST, COMPLETE, INCOMPLETE})
LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")

NOBODYS_DOCUMENTS = frozenset({"CNAME", "lost+found"})
"""What a folder may hold before its first site, beside hidden names: the domain of its host, and what a disk brings."""


class PlaceError(Exception):
    """Something cannot go here without touching what no build wrote; says what stands there, and what to do."""


@dataclass(frozen=True)
class Standing:
    """What is in a folder, as paths in it: files of a list, folders that hold them, and whatever else there is.

    Of a folder that is wholly somebody else's there is only the folder.
    """

    listed: tuple[str, ...]
    folders: tuple[str, ...]
    others: tuple[str, ...]


def settle(target: Path) -> None:
    """Finish or tidy up what a build left that was killed while it replaced the site. Raises OSError."""
    if target.parent.is_dir():
        with held(target.parent):
            _settle(target)


def refuse_documents(target: Path) -> None:
    """Raises PlaceError when the folder holds something, and no list says that a build wrote any of it."""
    if not target.is_dir():
        return
    listed = read_list(target)
    if not listed:
        strangers = sorted(entry.name for entry in target.iterdir() if not _may_stand_before(entry.name))
        if strangers:
            raise PlaceError(f"{target} holds '{strangers[0]}', which no build wrote; take an empty folder")
    present = [path for path in _standing(target, listed, listed).listed]
    if present and not any(_hash(target / path) == listed[path] for path in present):
        raise PlaceError(f"{target} holds other files than its list ({LIST}) says; take an empty folder")


def refuse_others(target: Path) -> None:
    """Raises PlaceError when anything is in the folder, hidden names apart, that its list does not name."""
    listed = read_list(target)
    for path in _standing(target, listed, listed).others:
        if not path.startswith("."):
            raise PlaceError(f"{target / path} would be lost, and no build wrote it; `teamspiegel build` keeps it")


def _may_stand_before(name: str) -> bool:
    return name.startswith(".") or name in NOBODYS_DOCUMENTS


def replace_site(fresh: Path, target: Path) -> None:
    """Make the target hold the files of a fresh site and what others keep there, and its list say which is which.

    Raises PlaceError when something of others is in the way, and OSError; then the old site stays.
    """
    files = sorted(path.relative_to(fresh).as_posix() for path in fresh.rglob("*") if not path.is_dir())
    target.parent.mkdir(parents=True, exist_ok=True)
    with held(target.parent):
        _settle(target)
        refuse_documents(target)
        standing = _standing(target, read_list(target), files)
        _refuse_in_the_way(target, standing.others, files)
        try:
            _change_places(fresh, target, files, standing.others)
        except OSError:
            _replace_within(fresh, target, files)


def list_all(folder: Path) -> None:
    """Say in the folder that a build wrote all that is in it, hidden names apart."""
    everything = _standing(folder, (), ())
    tops = [folder / path for path in everything.others if not path.startswith(".")]
    files = [path for top in tops for path in (top.rglob("*") if top.is_dir() else [top]) if path.is_file()]
    write_list(folder, (path.relative_to(folder).as_posix() for path in files))


def write_list(folder: Path, files: Iterable[str], content: Path | None = None, name: str = LIST) -> None:
    """Say in the folder that a build wrote these files, whose content is in another folder if one is named."""
    (folder / name).write_bytes(list_of({path: _hash((content or folder) / path) for path in files}))


def list_of(hashes: Mapping[str, str]) -> bytes:
    """The list of files with these hashes."""
    lines = (f"{hashes[path]}  {path}\n" for path in sorted(hashes))
    return "".join(lines).encode("utf-8", "surrogateescape")


def read_list(folder: Path, name: str = LIST) -> dict[str, str]:
    """The hash of every file that the folder's list names; nothing when there is no list. Raises OSError."""
    try:
        return listed_in((folder / name).read_bytes())
    except FileNotFoundError:
        return {}


def listed_in(content: bytes) -> dict[str, str]:
    """The hash of every file that a list names."""
    lines = content.decode("utf-8", "surrogateescape").split("\n")
    return {found[2]: found[1] for found in map(LINE.fullmatch, lines) if found}


def stands_as_listed(folder: Path) -> bool:
    """Whether every file that the folder's list names is there as it says. Raises OSError."""
    listed = read_list(folder)
    try:
        return bool(listed) and all(_hash(folder / path) == known for path, known in listed.items())
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False


def _hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


# ----- what stands there ---------------------------------------------------------------------------------


def _standing(folder: Path, listed: Iterable[str], wanted: Iterable[str]) -> Standing:
    """What is in a folder, where these are listed and those are wanted. No link is followed: it leads elsewhere."""
    known = frozenset(listed)
    found: dict[str, list[str]] = {"listed": [], "folders": [], "others": []}
    for path, kind in _walk(folder, "", known, _folders_of([*known, *wanted])):
        found[kind].append(path)
    return Standing(**{kind: tuple(paths) for kind, paths in found.items()})


def _walk(top: Path, prefix: str, listed: frozenset[str], folders: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Each path and its kind; a folder comes after what is in it."""
    if not (top / prefix).is_dir():
        return
    with os.scandir(top / prefix) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            path, is_folder = f"{prefix}{entry.name}", entry.is_dir(follow_symlinks=False)
            if path in OWN:
                continue
            if is_folder and path in folders:
                yield from _walk(top, f"{path}/", listed, folders)
                yield path, "folders"
            else:
                yield path, "others" if is_folder or path not in listed else "listed"


def _folders_of(files: Iterable[str]) -> frozenset[str]:
    return frozenset(folder for file in files for folder in _above(file))


def _above(path: str) -> list[str]:
    return [str(folder) for folder in PurePosixPath(path).parents][:-1]


def _refuse_in_the_way(target: Path, others: Iterable[str], files: Iterable[str]) -> None:
    taken, within = frozenset(files), _folders_of(files)
    for path in others:
        if path in taken or path in within or not taken.isdisjoint(_above(path)):
            raise PlaceError(f"{target / path} was not written by a build, and the site needs its place; move it")


# ----- in one step ---------------------------------------------------------------------------------------


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name}.teamspiegel-next")


def _change_places(fresh: Path, target: Path, files: Iterable[str], others: Iterable[str]) -> None:
    """Raises OSError, before anything changed, when the folders cannot change places."""
    beside = _beside(target)
    try:
        if target.is_mount():  # found out here, because what is put ready may be much
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(target))
        beside.mkdir()
        for folder in sorted(_folders_of(files)):
            (beside / folder).mkdir()
        hashes = {path: _put(fresh / path, target / path, beside / path) for path in files}
        (beside / LIST).write_bytes(list_of(hashes))
        if target.exists():
            _keep(target, beside, others)
            exchange(beside, target)
        else:
            beside.rename(target)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    _keep_late(beside, target)
    shutil.rmtree(beside, ignore_errors=True)


def _put(fresh: Path, before: Path, path: Path) -> str:
    """Give a new folder a file: the very one that stands in the old folder, if its content is the same; its hash."""
    content = fresh.read_bytes()
    with suppress(OSError):  # where it cannot have a second name it is written anew
        if _holds(before, content):
            _link(str(before), str(path))
            return sha256(content).hexdigest()
    path.write_bytes(content)
    return sha256(content).hexdigest()


def _keep(old: Path, new: Path, others: Iterable[str]) -> None:
    """Give the new folder what others keep in the old one: the same files under a second name."""
    _same_owner(old, new)
    for path in others:
        (new / path).parent.mkdir(parents=True, exist_ok=True)
        if (old / path).is_dir() and not (old / path).is_symlink():
            shutil.copytree(old / path, new / path, symlinks=True, copy_function=_link)
            for place, _, _ in os.walk(old / path):
                _same_owner(Path(place), new / Path(place).relative_to(old))
        else:
            _link(str(old / path), str(new / path))


def _link(old: str, new: str) -> None:
    os.link(old, new, follow_symlinks=False)


def _same_owner(old: Path, new: Path) -> None:
    """Raises OSError for a folder that is not quite ours: its copy would be another's, or the old one would stay."""
    found = old.stat()
    if found.st_uid != os.geteuid() or not os.access(old, os.W_OK | os.X_OK):
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), str(old))
    os.chown(new, -1, found.st_gid)
    shutil.copystat(old, new)


def _keep_late(old: Path, new: Path) -> None:
    """Move what others saved in the old folder between the second name and the change of places."""
    listed = read_list(old)
    for place, _, names in os.walk(old):
        for path in (Path(place, name).relative_to(old) for name in names):
            late = path.as_posix() not in listed and path.as_posix() not in OWN
            if late and not _is_same(old / path, new / path):
                (new / path).parent.mkdir(parents=True, exist_ok=True)
                (old / path).replace(new / path)


def _is_same(one: Path, other: Path) -> bool:
    try:
        return os.path.samestat(one.lstat(), other.lstat())
    except FileNotFoundError:
        return False


# ----- file by file --------------------------------------------------------------------------------------


def _replace_within(fresh: Path, target: Path, files: Iterable[str]) -> None:
    """Put ready what differs, say that it is complete, and let it take its place. Raises OSError."""
    is_first = not target.exists()
    part = target / INCOMPLETE
    try:
        part.mkdir(parents=True)
        for path in files:
            content = (fresh / path).read_bytes()
            if not _holds(target / path, content):
                (part / path).parent.mkdir(parents=True, exist_ok=True)
                _write(part / path, content)
        write_list(part, files, fresh)
        part.rename(target / COMPLETE)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        if is_first:
            with suppress(OSError):  # it was never made
                target.rmdir()
        raise
    _finish(target)


def _write(path: Path, content: bytes) -> None:
    """Raises OSError with the path: the system does not say which file it has no room for."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _holds(path: Path, content: bytes) -> bool:
    """Whether a file, and no link to one, is at this path, with this content."""
    try:
        about = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return S_ISREG(about.st_mode) and about.st_size == len(content) and path.read_bytes() == content


def _settle(target: Path) -> None:
    """What `settle` does, where the folder's parent is held."""
    for leftover in (_beside(target), target / INCOMPLETE):
        shutil.rmtree(leftover, ignore_errors=True)
    if (target / COMPLETE).is_dir():
        _finish(target)


def _finish(target: Path) -> None:
    """Let a complete new site take its place. Whatever of it was done before is not done again."""
    ready = target / COMPLETE
    if (ready / LIST).exists():
        new, old = read_list(ready), read_list(target)
        standing = _standing(target, old, new)
        for path in standing.listed:
            if path not in new:
                (target / path).unlink()
        for path in standing.folders:
            if path not in _folders_of(new):
                with suppress(OSError):  # something of others is in it
                    (target / path).rmdir()
        for path in new:
            if (ready / path).exists():
                (target / path).parent.mkdir(parents=True, exist_ok=True)
                (ready / path).replace(target / path)
        (ready / LIST).replace(target / LIST)
    shutil.rmtree(ready)
