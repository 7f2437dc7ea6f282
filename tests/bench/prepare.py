"""A school to measure; and its docs folder, with a configuration with which MkDocs builds that plainly.

usage: python -m tests.bench.prepare FOLDER [TEAMS]
       python -m tests.bench.prepare --docs FOLDER

A program of its own, so that who measures stays small: what a process starts with counts as memory of the next one.
"""

import argparse
import json
from pathlib import Path

from teamspiegel.edges.disk import Project
from teamspiegel.edges.generate import generate

from tests.bench.many_teams import school
from tests.projects import write
from tests.schools import ROOT, demonstration


def write_school(folder: Path, teams: int) -> None:
    """Write the demonstration, or a school of so many teams."""
    write(folder, school(teams) if teams else demonstration())


def write_docs(folder: Path) -> None:
    """Write what a plain build of a school needs."""
    docs = folder / "build" / "docs"
    generate(Project(folder), docs)
    # Like our configuration, without the hook and a navigation: MkDocs finds the pages itself.
    theme = {"custom_dir": str(ROOT / "theme" / "overrides")}
    inherited = {"INHERIT": str(ROOT / "mkdocs.yml"), "hooks": [], "theme": theme}
    places = {"docs_dir": str(docs), "site_dir": str(folder / "plain")}
    (folder / "plain.yml").write_text(json.dumps({**inherited, **places}), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("teams", type=int, nargs="?", default=0)
    parser.add_argument("--docs", action="store_true")
    chosen = parser.parse_args()
    if chosen.docs:
        write_docs(chosen.folder)
    else:
        write_school(chosen.folder, chosen.teams)
