"""Git repositories for tests."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

IDENTITY = ["-c", "user.name=Test", "-c", "user.email=test@example.invalid", "-c", "commit.gpgsign=false"]


def environment(**more: str) -> dict[str, str]:
    """Git's own variables are left out: a hook that runs the tests sets them, to the real repository."""
    return {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | more


def git(folder: Path, *words: str) -> str:
    """What git says, in a folder."""
    command = ["git", *IDENTITY, *words]
    result = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, check=True)
    return result.stdout.strip()


def commit(folder: Path) -> str:
    """The id of a new commit of everything in the repository that a folder lies in; made when there is none yet."""
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet")
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "A state")
    return git(folder, "rev-parse", "HEAD")
