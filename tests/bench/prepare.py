"""A school to measure, its docs folder, and a configuration with which MkDocs builds that plainly.

usage: python -m tests.bench.prepare FOLDER [TEAMS]

A program of its own, so that who measures stays small: what a process starts with counts as memory of the next one.
"""

import json
import sys
from pathlib import Path

from teamspiegel.edges.disk import Project
from teamspiegel.edges.generate import generate

from tests.bench.many_teams import school
from tests.projects import write
from tests.schools import ROOT, demonstration


def main(folder: Path, teams: int) -> None:
    """Write the demonstration, or a school of so many teams, with what a plain build needs."""
    write(folder, school(teams) if teams else demonstration())
    docs = folder / "build" / "docs"
    generate(Project(folder), docs)
    # Like our configuration, without the hook and a navigation: MkDocs finds the pages itself.
    theme = {"custom_dir": str(ROOT / "theme" / "overrides")}
    inherited = {"INHERIT": str(ROOT / "mkdocs.yml"), "hooks": [], "theme": theme}
    places = {"docs_dir": str(docs), "site_dir": str(folder / "plain")}
    (folder / "plain.yml").write_text(json.dumps({**inherited, **places}), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)
