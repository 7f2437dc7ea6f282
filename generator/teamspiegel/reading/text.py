"""From bytes to text: the problems that every file can have."""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Mapping

from teamspiegel.contracts.problem import Problem

UTF_16_MARKS = (BOM_UTF16_LE, BOM_UTF16_BE)

Tree = Mapping[str, bytes]
"""The author's files by path relative to the project, with forward slashes: disk as it was when reading began."""


def text_of(path: str, content: bytes, problems: list[Problem]) -> str | None:
    """The file's text without a byte-order mark; None, and a problem, when it is not UTF-8 or holds nothing."""
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
