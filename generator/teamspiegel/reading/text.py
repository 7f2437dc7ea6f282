"""From bytes to text: the problems that every file can have."""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from teamspiegel.contracts.problem import Problem

UTF_16_MARKS = (BOM_UTF16_LE, BOM_UTF16_BE)
NO_UTF_8 = "UTF-16, or no text at all"
BREAK = re.compile(r"\r\n?|\n")
"""The end of a line, as Windows, the first Macs and everybody else write it."""

COPY = re.compile(
    r"(?P<own>.+?)(?: ?\(\d{1,3}\)| (?:- )?(?:kopie|copy)(?: ?\(?\d{1,3}\)?)?)|(?:kopie van|copy of) (?P<of>.+)",
    re.IGNORECASE,
)
"""What browsers, Windows and macOS make of a name that there is already."""

Tree = Mapping[str, bytes]
"""The author's files by path relative to the project, with forward slashes: disk as it was when reading began.

What could not be read is there as `Unreadable`; a folder that could not has a path that ends in a slash.
"""


class Unreadable(bytes):
    """Stands where the content of a file, or what lies in a folder, could not be read; empty, and says why."""

    def __new__(cls, reason: str) -> "Unreadable":
        one = super().__new__(cls)
        one.reason = reason
        return one

    reason: str

    def problem(self, path: str) -> Problem:
        """The problem of what could not be read at a path."""
        what = "folder" if path.endswith("/") else "file"
        return Problem(path, 1, f"a {what} that cannot be read ({self.reason})", f"a readable {what}")


def unreadable(tree: Tree) -> Iterator[Problem]:
    """A problem for everything in a tree that could not be read."""
    return (content.problem(path) for path, content in tree.items() if isinstance(content, Unreadable))


def may_be_there(tree: Tree, path: str) -> bool:
    """Whether a file that is not in the tree may lie in a folder that could not be read."""
    folders = (f"{folder}/" for folder in PurePosixPath(path).parents)
    return any(folder in tree for folder in folders)


def text_of(path: str, content: bytes, problems: list[Problem]) -> str | None:
    """The file's text with plain line ends, without a byte-order mark; None, and a problem, when it holds nothing.

    In another encoding than UTF-8 that is a problem, and the text is what it most likely says: so what else is wrong
    with it is told too. None without a problem for what could not be read: that is told once, of all files together.
    """
    if isinstance(content, Unreadable):
        return None
    text, wrong, line = _decoded(content)
    if wrong:
        mend = "save it again with encoding UTF-8 (in Excel: 'CSV UTF-8')"
        problems.append(Problem(path, line, wrong, "text in UTF-8", mend))
    elif text is not None and not text.strip():
        problems.append(Problem(path, 1, "an empty file", "content", "fill it, or take the file away"))
        return None
    return BREAK.sub("\n", text) if text and "\r" in text else text


def _decoded(content: bytes) -> tuple[str | None, str, int]:
    """The text, if it is one, and what is wrong with its encoding, if anything, with the line of that."""
    if encoding := _utf_16(content):
        return content.decode(encoding, errors="replace").replace("\0", "\ufffd"), NO_UTF_8, 1
    if b"\0" in content:
        return None, NO_UTF_8, 1
    try:
        return content.decode("utf-8-sig"), "", 1
    except UnicodeDecodeError as error:
        line = len(BREAK.findall(content[: error.start].decode("cp1252", errors="replace"))) + 1
        return content.decode("cp1252", errors="replace"), "bytes that are not UTF-8", line


def _utf_16(content: bytes) -> str:
    """The kind of UTF-16 that bytes most likely are, if any: every other one of plain letters is nothing."""
    if content.startswith(UTF_16_MARKS):
        return "utf-16"
    for encoding, nothing in (("utf-16-le", content[1::2]), ("utf-16-be", content[::2])):
        if nothing.count(0) * 2 > len(nothing):
            return encoding
    return ""


def second_copy(path: str, tree: Tree) -> Problem | None:
    """A problem for a file that is called as a computer calls a second copy of another one, when that is there too."""
    place = PurePosixPath(path)
    copied = COPY.fullmatch(place.stem)
    own = place.with_name(f"{copied['own'] or copied['of']}{place.suffix}") if copied else place
    if own == place or str(own) not in tree:
        return None
    mend = "compare the two, keep what holds, and take this one away"
    return Problem(path, 1, f"what seems to be a second copy of {own.name}", f"{own.name} alone", mend)


def missing(path: str, expected: str, mend: str = "") -> Problem:
    """The problem of a file that is not there."""
    return Problem(path, 1, "no such file", expected, mend)
