"""Where a programme's files lie and where its sites go: a folder of this computer, or a bucket (through fsspec)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem

from teamspiegel.edges.site_folder import LIST, PlaceError, list_of, listed_in, replace_site, settle, write_list
from teamspiegel.edges.tree import LARGEST, files_below, is_left_behind, not_read
from teamspiegel.edges.whole import write_whole
from teamspiegel.reading.text import Tree, Unreadable


@dataclass(frozen=True)
class Place:
    """A folder by its path or address, such as `s3://name/folder`; how to come in is what fsspec's settings say."""

    address: str

    def __truediv__(self, name: str) -> "Place":
        return Place(f"{self.address.rstrip('/')}/{name}")

    def __reduce__(self) -> tuple[Any, ...]:
        """What is sent to a worker is the address, and never how this computer comes in."""
        return Place, (self.address,)

    @cached_property
    def _found(self) -> tuple[Any, str]:
        return url_to_fs(self.address)  # type: ignore[no-any-return]

    @property
    def _local(self) -> Path | None:
        """The folder, where it is one of this computer."""
        files, path = self._found
        return Path(path) if isinstance(files, LocalFileSystem) else None

    def folders(self) -> list[str]:
        """The names of the folders in it. Raises OSError."""
        return self._names("directory")

    def files(self, folder: str) -> list[str]:
        """The names of the files in a folder of it. Raises OSError."""
        return (self / folder)._names("file")

    def _names(self, kind: str) -> list[str]:
        files, path = self._found
        files.invalidate_cache()
        listed = files.ls(path, detail=True) if files.isdir(path) else []
        found = (PurePosixPath(one["name"]).name for one in listed if one["type"] == kind)
        return sorted(name for name in found if not is_left_behind(name))

    def tree(self, *names: str) -> Tree:
        """The files below the folders of these names in it, by path from here. What cannot be read is `Unreadable`."""
        if self._local:
            return {path: one for name in names for path, one in files_below(self._local, self._local / name)}
        return {path: one for name in names for path, one in self._below(name)}

    def _below(self, name: str) -> Iterator[tuple[str, bytes]]:
        files, root = self._found
        files.invalidate_cache()
        for path, about in sorted(files.find(f"{root}/{name}", detail=True).items()):
            inside = PurePosixPath(path).relative_to(PurePosixPath(root))
            if not any(map(is_left_behind, inside.parts)):
                yield inside.as_posix(), self._content(path, about["size"])

    def _content(self, path: str, size: int) -> bytes:
        if size > LARGEST:
            return Unreadable(f"larger than {LARGEST // 2**20} MB")
        try:
            return bytes(self._found[0].cat_file(path))
        except OSError as error:
            return not_read(error)

    def read(self, name: str) -> bytes | None:
        """The content of a file in it; None when there is no such file. Raises OSError."""
        files, root = self._found
        try:
            return bytes(files.cat_file(f"{root}/{name}"))
        except FileNotFoundError:
            return None

    def write(self, contents: Mapping[str, bytes]) -> None:
        """Write these files, each whole or not at all. Raises OSError."""
        for name, content in contents.items():
            if self._local:
                write_whole(self._local / name, content, replace=True)
            else:
                files, root = self._found
                files.pipe_file(f"{root}/{name}", content)

    def take_site(self, fresh: Path) -> None:
        """Make this folder hold the files of a fresh site in the place of the one before. Raises PlaceError, OSError.

        On a bucket nothing takes another's place in one step. There all is written, and then what is no more is taken
        away; the list names both until then, so that a build that comes after a kill knows what is left.
        """
        if self._local:
            settle(self._local)
            replace_site(fresh, self._local)
            return
        files, root = self._found
        files.invalidate_cache()
        before = listed_in(self.read(LIST) or b"")
        if not before and files.isdir(root) and files.find(root):
            raise PlaceError(f"{self.address} holds what no build wrote; take an empty folder")
        paths = sorted(path.relative_to(fresh).as_posix() for path in fresh.rglob("*") if path.is_file())
        write_list(fresh, paths)
        now = listed_in((fresh / LIST).read_bytes())
        self.write({LIST: list_of({**before, **now})})
        files.pipe({f"{root}/{path}": (fresh / path).read_bytes() for path in paths})
        for path in before.keys() - now.keys():
            if files.exists(f"{root}/{path}"):
                files.rm_file(f"{root}/{path}")
        self.write({LIST: list_of(now)})
