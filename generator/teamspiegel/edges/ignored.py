"""Git and what it should leave alone: lists of names, passphrases, and what is built from answers."""

import os
import subprocess
from pathlib import Path

import click

from teamspiegel.edges.revision import SET_BY_HOOKS

FOLDERS = ("private", "build", "site")


def would_be_committed(folder: Path) -> list[str]:
    """Which of a project's folders git would take along, if it lies in a work tree; none where there is no git."""
    there = [name for name in FOLDERS if (folder / name).is_dir()]
    # A file in it, not the folder itself: rules may be about what is in it. No file is called so.
    probes = {f"{name}/.teamspiegel-probe": name for name in there}
    environment = {name: value for name, value in os.environ.items() if name not in SET_BY_HOOKS}
    command = ["git", "-C", str(folder), "check-ignore", *probes]
    try:
        result = subprocess.run(command, env=environment, capture_output=True)
    except FileNotFoundError:  # git is not installed
        return []
    if result.returncode not in (0, 1):  # no work tree, or nothing to ask about
        return []
    ignored = os.fsdecode(result.stdout).splitlines()
    return [name for probe, name in probes.items() if probe not in ignored]


def warn(folder: Path) -> None:
    """Say in one line which folders git would take along, and what to do about it."""
    if found := would_be_committed(folder):
        lines = " and ".join(f"{name}/" for name in found)
        told = "this line" if len(found) == 1 else "a line for each"
        click.echo(f"Git does not ignore {lines}: add {told} to .gitignore, or they may be committed.", err=True)
