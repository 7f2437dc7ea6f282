"""A folder that keeps what takes long to make. Builds share it, many at once; what is wrong with it costs only time."""

import os
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from time import time

MOST_BYTES = 512 * 2**20
"""The drawings and pages of some hundreds of teams."""

TRIMMED = "trimmed"
"""An empty file, which tells when the folder was trimmed."""
AN_HOUR = 3600

SINCE = "since"
"""A file with a byte for each so many that were kept since then."""
BLOCK = 4096


@dataclass(frozen=True)
class Cache:
    """Texts by their keys, packed. Each is kept with a hash of itself and its key: what is damaged is not found.

    So nothing has to be written in one step: half of a text, or two at once, is as good as none.
    """

    folder: Path
    most_bytes: int = MOST_BYTES

    def get(self, key: str) -> str | None:
        """The text of a key; None when it is not there, or not as it was kept."""
        packed = self.get_packed(key)
        try:
            return None if packed is None else zlib.decompress(packed).decode()
        except (zlib.error, UnicodeDecodeError):  # which nobody kept here, but somebody put there
            return None

    def keep(self, key: str, text: str) -> bool:
        """Keep the text of a key, where that can be done: whether it could."""
        return self.keep_packed(key, zlib.compress(text.encode(), 1))

    def get_packed(self, key: str) -> bytes | None:
        """What was kept packed under a key; None when it is not there, or not as it was kept."""
        path = self._path(key)
        try:
            check, _, packed = path.read_bytes().partition(b"\n")
        except OSError:
            return None
        if check != _check(key, packed):
            return None
        with suppress(OSError):
            os.utime(path)  # when it was last of use
        return packed

    def keep_packed(self, key: str, packed: bytes) -> bool:
        """Keep what is packed already, where that can be done: whether it could."""
        path = self._path(key)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_check(key, packed) + b"\n" + packed)
            with (self.folder / SINCE).open("ab") as since:
                since.write(b"." * (1 + len(packed) // BLOCK))
            return True
        return False

    def trim(self) -> None:
        """Remove what has been of no use for longest, until no more than `most_bytes` are kept.

        Once an hour at most, or when a quarter of that was kept since: after many builds there are thousands of files,
        and to look at each would cost more than a small edit.
        """
        mark, since = self.folder / TRIMMED, self.folder / SINCE
        with suppress(OSError):
            is_long_ago = (
                not 0 <= time() - mark.stat().st_mtime < AN_HOUR
            )  # or in the future, by a clock that was wrong
            if not is_long_ago and (not since.exists() or BLOCK * since.stat().st_size <= self.most_bytes / 4):
                return
        own = {str(mark), str(since)}
        files = sorted((file for file in _files(self.folder) if file[2] not in own), reverse=True)
        kept = 0
        for _, size, path in files:
            kept += size
            if kept > self.most_bytes:
                with suppress(OSError):
                    Path(path).unlink()
        with suppress(OSError):
            since.unlink(missing_ok=True)
            mark.touch()

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key


def _check(key: str, packed: bytes) -> bytes:
    return sha256(key.encode() + packed).hexdigest().encode()


def _files(folder: str | Path) -> Iterator[tuple[int, int, str]]:
    """When each file below a folder was last of use, how large it is, and where. Others may be removing it."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path)
                continue
            with suppress(OSError):
                found = entry.stat(follow_symlinks=False)
                yield found.st_mtime_ns, found.st_size, entry.path
