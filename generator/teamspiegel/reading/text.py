"""From bytes to text: the problems that every file can have."""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from teamspiegel.contracts.problem import Problem

UTF_16_MARKS = (BOM_UTF16_LE, BOM_UTF16_BE)

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
    """The file's text without a byte-order mark; None, and a problem, when it is not UTF-8 or holds nothing.

    None without a problem for what could not be read: that is told once, of all files together.
    """
    if isinstance(content, Unreadable):
        return None
    mend = "save it again with encoding UTF-8 (in Excel: 'CSV UTF-8')"
    if content.startswith(UTF_16_MARKS) or b"\0" in content:
        problems.append(Problem(path, 1, "UTF-16, or no text at all", "text in UTF-8", mend))
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problems.append(Problem(path, line, "bytes that are not UTF-8", "text in UTF-8", mend))
        return None
    if not text.strip():
        problems.append(Problem(path, 1, "an empty file", "content", "fill it, or take the file away"))
        return None
    return text


def missing(path: str, expected: str, mend: str = "") -> Problem:
    """The problem of a file that is not there."""
    return Problem(path, 1, "no such file", expected, mend)
