"""A git revision: the files of a project as they were then, read from git's objects. Nothing on disk is touched."""

import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from teamspiegel.contracts.problem import InputProblems, Problem, quoted
from teamspiegel.edges.tree import is_left_behind

FOLDERS = ("content", "data")

SET_BY_HOOKS = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"}
"""Variables that git sets for a hook; they would name another repository or folder than the project's."""


class RevisionError(Exception):
    """There is no such revision, or no git repository to look for it in. Says which, in one line."""


def commit_of(folder: Path, revision: str) -> str:
    """The id of the commit that a revision names in the repository that a folder lies in. Raises RevisionError."""
    try:
        _git(folder, "rev-parse", "--git-dir")
    except RevisionError as error:
        raise RevisionError(f"{folder} has no git history that can be read ({error})") from None
    unknown = RevisionError(f"git knows no commit {quoted(revision)} here")
    if revision.startswith("-"):  # it would be an option; no branch or tag is called so
        raise unknown
    try:
        commit = _git(folder, "rev-parse", "--verify", f"{revision}^{{commit}}").decode().strip()
    except RevisionError:
        raise unknown from None
    if not re.fullmatch("[0-9a-f]{40,64}", commit):  # `^HEAD` is all but HEAD: no commit, and yet no mistake to git
        raise unknown
    return commit


def read_commit(folder: Path, commit: str) -> dict[str, bytes]:
    """The files below `content/` and `data/` as they were in a commit, by path relative to the folder.

    What `disk.read_tree` leaves out is left out. Raises InputProblems for what is no file there: a link or a submodule.
    """
    listed = [entry for entry in _entries(folder, commit) if not _hidden(entry[2])]
    problems = [
        Problem(path, 1, "a link or a submodule in an earlier commit", "a file", "compare with a folder")
        for mode, _, path in listed
        if not mode.startswith("100")
    ]
    if problems:
        raise InputProblems(problems)
    blobs = _blobs(folder, [blob for _, blob, _ in listed])
    return {path: content for (_, _, path), content in zip(listed, blobs, strict=True)}


def _entries(folder: Path, commit: str) -> Iterator[tuple[str, str, str]]:
    """Mode, object id and path (from the folder, which may lie anywhere in the repository) of every file."""
    listing = os.fsdecode(_git(folder, "ls-tree", "-r", "-z", commit, "--", *FOLDERS))
    for line in listing.split("\0")[:-1]:
        about, path = line.split("\t", 1)
        mode, _, blob = about.split(" ")
        yield mode, blob, path


def _hidden(path: str) -> bool:
    return any(map(is_left_behind, path.split("/")))


def _blobs(folder: Path, ids: Sequence[str]) -> Iterator[bytes]:
    """The content of each of these objects, from one process."""
    answers = BytesIO(_git(folder, "cat-file", "--batch", given="".join(f"{id_}\n" for id_ in ids)))
    for id_ in ids:
        _, _, size = answers.readline().decode().rpartition(" ")
        if not size.strip().isdecimal():
            raise RevisionError(f"git lacks object {id_} of that commit")
        yield answers.read(int(size))
        answers.read(1)


def _git(folder: Path, *words: str, given: str = "") -> bytes:
    """What git prints. Raises RevisionError with the first line of what it says when it fails."""
    environment = {name: value for name, value in os.environ.items() if name not in SET_BY_HOOKS} | {"LC_ALL": "C"}
    try:
        result = subprocess.run(
            ["git", "-C", str(folder), *words], input=given.encode(), env=environment, capture_output=True
        )
    except FileNotFoundError:
        raise RevisionError("git is not installed") from None
    if result.returncode != 0:
        first, *_ = [*os.fsdecode(result.stderr).splitlines(), f"git ended with {result.returncode}"]
        raise RevisionError(first.removeprefix("fatal: "))
    return result.stdout
