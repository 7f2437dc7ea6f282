"""How the time from files to reports grows with the number of teams, in one run. Nothing is asserted.

usage: python -m tests.bench.many_teams [TEAMS ...]

Every team has answers like the demonstration's, in files for all teams at once. A ratio of about 1 between the times
per team means that twice the teams take twice the time.
"""

import csv
import io
import random
import sys
from collections.abc import Iterator
from time import perf_counter

import yaml
from teamspiegel.gate.team import gate
from teamspiegel.indicators.count import count
from teamspiegel.indicators.measure import measure
from teamspiegel.reading.read import read_school
from teamspiegel.reports import reports_of

from tests.schools import Files, demonstration

TEAMS = [10, 100, 1000]


def main(sizes: list[int]) -> None:
    """Measure and print."""
    dict(stages(school(1)))  # the first call of anything costs more
    before: dict[str, float] = {}
    for teams in sizes:
        per_team = {stage: 1000 * seconds / teams for stage, seconds in stages(school(teams))}
        per_team["all"] = sum(per_team.values())
        ratios = {
            stage: f" (x {found / before[stage]:.2f})" if stage in before else "" for stage, found in per_team.items()
        }
        print(
            f"{teams:>5} teams, ms per team: "
            + ", ".join(f"{name} {per_team[name]:.1f}{ratios[name]}" for name in per_team)
        )
        before = per_team


def stages(tree: Files) -> Iterator[tuple[str, float]]:
    """The seconds of each stage."""
    begin = perf_counter()
    definitions, answers = read_school(tree)
    yield "read", perf_counter() - begin
    begin = perf_counter()
    counts = count(definitions, answers)
    yield "count", perf_counter() - begin
    begin = perf_counter()
    measured = list(measure(definitions, counts))
    yield "measure", perf_counter() - begin
    begin = perf_counter()
    published = gate(definitions, measured)
    yield "gate", perf_counter() - begin
    begin = perf_counter()
    found = reports_of(definitions, published)
    yield "reports", perf_counter() - begin
    assert all(report.rounds for report in found.values())


def school(teams: int) -> Files:
    """A school of so many teams like the demonstration's first."""
    tree = demonstration()
    [team, *_] = yaml.safe_load(tree["content/teams.yml"])
    ids = [f"{team['id']}-{number}" for number in range(teams)]
    answers = {path: content for path, content in tree.items() if path.endswith(".csv") and f"/{team['id']}/" in path}
    kept = ("content/rounds.yml", "content/settings.yml", "content/instruments/", "content/guidance/")
    return {
        **{path: content for path, content in tree.items() if path.startswith(kept)},
        "content/teams.yml": yaml.safe_dump([team | {"id": id_, "name": id_} for id_ in ids]).encode(),
        **{path.replace(f"/{team['id']}/", "/"): repeated(content, ids) for path, content in answers.items()},
    }


def repeated(answers: bytes, teams: list[str]) -> bytes:
    """A team's file as one for all teams, behind a column `team`: the first has its answers, the others to other items.

    So every team has numbers, and drawings, of its own.
    """
    head, *rows = csv.reader(io.StringIO(answers.decode()))
    ids = sum(name in ("respondent", "lesson", "teacher") for name in head)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["team", *head])
    for number, team in enumerate(teams):
        places = list(range(ids, len(head)))
        if number:
            random.Random(number).shuffle(places)
        writer.writerows([team, *row[:ids], *(row[place] for place in places)] for row in rows)
    return text.getvalue().encode()


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or TEAMS)
