"""Programmes of small schools, as files by their path in the programme's folder."""

import random
from collections.abc import Sequence

from tests.schools import Files, small

DECLARED = """\
name: De Kust
references:
  - {id: samen, label: De Kust, instrument: kompas, since: 2026-01-01, until: 2026-06-30}
"""
SURVEY = "respondent,zelf-begin,zelf-beurten,samen-afspraken,samen-roddel"


def programme(schools: int, teams: int = 2, declared: str = DECLARED) -> Files:
    """So many schools with so many teams each, of ten people who gave answers of their own."""
    kept = ("content/instruments/kompas.yml",)
    tree = {f"shared/{path}": content for path, content in small().items() if path in kept}
    # Its items name a recommendation, which a school without guidance does not have.
    [path] = tree
    tree[path] = tree[path].replace(b", recommendations: [h1]", b"")
    tree["programme.yml"] = declared.encode()
    for number in range(schools):
        of_school = school(random.Random(number), [f"team-{at}" for at in range(teams)], f"School {number}")
        tree |= {f"schools/school-{number:04d}/{path}": content for path, content in of_school.items()}
    return tree


def school(dice: random.Random, teams: Sequence[str], name: str) -> Files:
    """A school with these teams, which filled in the survey only."""
    names = "".join(f"- {{id: {team}, name: {team.title()}, members: 12}}\n" for team in teams)
    keys = "date: 2026-03-24, kind: nulmeting, instrument: kompas, sources: [survey]"
    round_ = f"- {{id: start, label: Start, {keys}}}\n"
    tree = {
        "content/settings.yml": f"school: {name}\n".encode(),
        "content/teams.yml": names.encode(),
        "content/rounds.yml": round_.encode(),
    }
    for team in teams:
        survey = [f"r{n},{','.join(str(dice.randint(1, 5)) for _ in range(4))}" for n in range(10)]
        tree[f"data/start/{team}/survey.csv"] = "\n".join([SURVEY, *survey, ""]).encode()
    return tree
