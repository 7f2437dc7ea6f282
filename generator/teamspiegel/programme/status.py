"""How a programme stands, for who leads it: a page, and the same for a program. Made of published numbers only."""

import json
from typing import Any

from teamspiegel.contracts.programme import ProgrammeStatus, SchoolStatus
from teamspiegel.contracts.theme import Theme
from teamspiegel.pages.render import document, environment
from teamspiegel.pages.stylesheet import stylesheet
from teamspiegel.reading.text import Tree

FONT = "fonts/atkinson-hyperlegible-next.woff2"


def status_files(status: ProgrammeStatus, theme: Theme, tree: Tree) -> dict[str, bytes]:
    """The page and what it needs beside it, by path in a folder of its own. `tree`: the files that the theme is of."""
    page = document(environment(theme), "programme", status=status, rounds=_rounds(status))
    return {
        "index.html": page.encode(),
        "status.json": json.dumps(as_data(status), ensure_ascii=False, indent=1).encode(),
        "palette.css": stylesheet(theme.palette),
        "management.css": tree["theme/serve/management.css"],
        "favicon.svg": theme.assets["assets/favicon.svg"],
        FONT: theme.assets[f"assets/{FONT}"],
    }


def as_data(status: ProgrammeStatus) -> dict[str, Any]:
    """The same as plain data."""
    return {
        "programme": status.programme.name,
        "date": status.day.isoformat(),
        "programs": dict(status.programs),
        "references": [
            {
                "id": made.reference.id,
                "latest": made.latest.isoformat(),
                "version": made.version,
                "means": len(made.rows),
                "teams": max((row.teams for row in made.rows), default=0),
                "schools": max((row.schools for row in made.rows), default=0),
            }
            for made in status.references
        ],
        "schools": [_school(one) for one in status.schools],
    }


def _school(one: SchoolStatus) -> dict[str, Any]:
    return {
        "id": one.counted.school,
        "name": one.counted.name,
        "teams": one.counted.teams,
        "pages": one.built.pages if one.built else 0,
        "versions": dict(one.counted.versions),
        "rounds": [
            {
                "id": round_.id,
                "label": round_.label,
                "date": round_.date.isoformat(),
                "kind": round_.kind,
                "instrument": round_.instrument,
                "teams": round_.teams,
                "responses": [
                    {"file": found.source, "n": found.n, "people": found.people, "members": found.members}
                    for found in round_.responses
                ],
            }
            for round_ in one.counted.rounds
        ],
        "problems": [str(problem) for problem in one.problems],
        "refused": one.refused,
    }


def _rounds(status: ProgrammeStatus) -> dict[str, tuple[int, int]]:
    """By kind of round in how many schools and how many teams it was measured."""
    found: dict[str, tuple[int, int]] = {}
    for one in status.schools:
        for kind in sorted({round_.kind for round_ in one.counted.rounds if round_.teams}):
            schools, teams = found.get(kind, (0, 0))
            measured = sum(round_.teams for round_ in one.counted.rounds if round_.kind == kind)
            found[kind] = (schools + 1, teams + measured)
    return found
