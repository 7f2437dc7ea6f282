"""Write pairs for lesson visits into `private/`, and nowhere else."""

import csv
import io
import os
from collections.abc import Collection, Mapping, Sequence

from teamspiegel.contracts.pairs import Visits
from teamspiegel.edges.disk import Project, read_tree
from teamspiegel.edges.private import write_private
from teamspiegel.edges.tree import content_or_problem
from teamspiegel.reading.pairs import FILE
from teamspiegel.visiting import pairs_of

HEAD = ("team", "visits", "at", "to see")


def write_pairs(project: Project, round_: str, teams: Collection[str]) -> tuple[str, Mapping[str, Sequence[Visits]]]:
    """Write who visits whom, and return where, and the pairs of each team. Raises InputProblems and UnknownId."""
    file = project.folder / FILE
    wishes = content_or_problem(project.folder, file) if os.path.lexists(file) else None
    found = pairs_of(read_tree(project), round_, teams, wishes)
    path = f"private/pairs-{round_}.csv"
    if found:
        write_private(project.folder / path, _table(found))
    return path, found


def _table(found: Mapping[str, Sequence[Visits]]) -> str:
    """A row for each visit; who visits nobody has a row too."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(HEAD)
    for team, groups in found.items():
        for group in groups:
            rows.writerows((team, one, other, ", ".join(seen)) for (one, other), seen in group.shown.items())
            if not group.shown:
                rows.writerow((team, *group.people, "", ""))
    return text.getvalue()
