"""Everything that a small group can answer, as one school: each set of answers is a team, read, counted and gated.

What is published of a team is what its readers see. Teams of which the same is published are what a reader cannot tell
apart; among those that hold a reader's own answers, somebody must have answered otherwise than somebody else.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement, product

import yaml
from teamspiegel.contracts.definitions import Definitions
from teamspiegel.contracts.measured import Measurement
from teamspiegel.contracts.published import Results
from teamspiegel.gate.team import gate
from teamspiegel.indicators.count import count
from teamspiegel.indicators.measure import measure
from teamspiegel.reading.read import read_school

Row = tuple[str, ...]
"""One unit's answers, a cell per item; an empty cell is no answer."""
Person = tuple[Row, ...]
"""All that one person gave: a row of a survey, or the rows of all their lessons."""
Team = tuple[Person, ...]


@dataclass(frozen=True)
class Case:
    """What a group may answer: so many people, each of whom gives one of these.

    `blocks`: each item with its layer and its block. `axis`: the layers that make an axis, if there is one.
    `person`: whether it asks about one person.
    """

    name: str
    people: int
    options: tuple[Person, ...]
    lowest: int
    highest: int
    layers: tuple[tuple[str, ...], ...]
    step: float = 1
    lessons: bool = False
    reversed: frozenset[str] = frozenset()
    axis: bool = False
    mean_of: str = "items"
    person: bool = False

    @property
    def items(self) -> tuple[str, ...]:
        return tuple(item for layer in self.layers for item in layer)

    def teams(self) -> Iterator[Team]:
        """Every group, whoever is who: pseudonyms tell a reader nothing."""
        return combinations_with_replacement(self.options, self.people)


def scores(lowest: int, highest: int, items: int, *, blanks: bool = False, halves: bool = False) -> tuple[Person, ...]:
    """One row per person: every score on every item, also half ones or none when asked."""
    steps = [f"{score / 2:g}" for score in range(2 * lowest, 2 * highest + 1)]
    cells = [*(steps if halves else steps[::2]), *([""] if blanks else [])]
    return tuple((row,) for row in product(cells, repeat=items))


def lessons(lowest: int, highest: int, items: int, most: int) -> tuple[Person, ...]:
    """Up to so many lessons per person."""
    rows = [person[0] for person in scores(lowest, highest, items)]
    return tuple(person for k in range(1, most + 1) for person in combinations_with_replacement(rows, k))


def school(case: Case, teams: Sequence[Team]) -> dict[str, bytes]:
    """The files of a school in which these groups are the teams."""
    file = "observations" if case.lessons else "survey"
    columns = ("lesson", "teacher") if case.lessons else ("respondent",)
    lines = [",".join(("team", *columns, *case.items))]
    for number, team in enumerate(teams):
        units = [(person, row) for person, rows in enumerate(team) for row in rows]
        for unit, (person, row) in enumerate(units):
            ids = (f"u{unit}", f"p{person}") if case.lessons else (f"p{person}",)
            lines.append(",".join((f"t{number}", *ids, *row)))
    members = [{"id": f"t{n}", "name": f"Team {n}", "members": case.people} for n in range(len(teams))]
    round_ = {"id": "one", "label": "Een", "date": "2026-01-01", "kind": "nulmeting"}
    return {
        "content/teams.yml": _yaml(members),
        "content/rounds.yml": _yaml([round_]),
        "content/instruments/only.yml": _yaml(_instrument(case, file)),
        f"data/one/{file}.csv": "\n".join([*lines, ""]).encode(),
    }


def _yaml(value: object) -> bytes:
    text = yaml.dump(value, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper), sort_keys=False)
    return text.replace("'2026-01-01'", "2026-01-01").encode()


def _instrument(case: Case, file: str) -> dict[str, object]:
    about = {"name": "Naam", "description": "Wat het is."}
    layers = [
        {
            "id": f"layer-{n}",
            **about,
            "source": file,
            "mean_of": case.mean_of,
            "items": [
                {"id": id_, "text": f"{id_} is het.", "short": id_, "reversed": id_ in case.reversed}
                | ({} if case.person else {"block": "blok"})
                for id_ in items
            ],
            **({"about": "person"} if case.person else {}),
        }
        for n, items in enumerate(case.layers)
    ]
    axes = [{"id": "as", **about, "position": [layer["id"] for layer in layers]}] if case.axis else []
    return {
        "id": "only",
        "version": "1",
        **about,
        "scale": {"min": case.lowest, "max": case.highest, "step": case.step},
        "thresholds": {"bridge_axis": (case.lowest + case.highest) / 2, "spread": 0.8},
        "blocks": [{"id": "blok", **about}],
        "layers": layers,
        "axes": axes,
    }


MOST_TEAMS = 20_000
"""So many teams are one school: `teams.yml` may not be larger than any file of YAML."""


@dataclass(frozen=True)
class Counted:
    """A case as far as the gate: its teams, and what was measured of them, school by school."""

    case: Case
    teams: Sequence[Team]
    schools: list[tuple[Definitions, list[Measurement]]]

    def told(self) -> Iterator[str]:
        """What the gate as it is now lets through of each team, in their order."""
        for definitions, measured in self.schools:
            publication = gate(definitions, measured)
            for team in definitions.teams:
                results = publication.by_team_and_round.get((team.id, "one"))
                yield told(results) if results else "not measured"


def counted(case: Case) -> Counted:
    """Every team of a case, read from files and counted."""
    teams = list(case.teams())
    schools = []
    for first in range(0, len(teams), MOST_TEAMS):
        definitions, answers = read_school(school(case, teams[first : first + MOST_TEAMS]))
        schools.append((definitions, list(measure(definitions, count(definitions, answers)))))
    return Counted(case, teams, schools)


def breaches(counted: Counted) -> Iterator[str]:
    """Each reader who can be sure that all others gave one and the same answer to an item, and what they read."""
    case = counted.case
    alike: dict[str, list[Team]] = defaultdict(list)
    for team, text in zip(counted.teams, counted.told(), strict=True):
        alike[text].append(team)
    for text, same in alike.items():
        for own in {person for team in same for person in team}:
            for index, item in enumerate(case.items):
                if _is_sure([_of_others(team, own, index) for team in same if own in team]):
                    yield f"{case.name}: whoever gave {own} knows all others' {item}: {text}"


def _is_sure(of_others: Sequence[Sequence[str]]) -> bool:
    """Whether all others gave one and the same answer in each of these cases; a single other: the same in all cases."""
    if any(len(set(answers)) != 1 for answers in of_others):
        return False
    return len(of_others[0]) > 1 or len({answers[0] for answers in of_others}) == 1


def _of_others(team: Team, own: Person, index: int) -> list[str]:
    """All that others than one person with these answers gave to an item."""
    others = list(team)
    others.remove(own)
    return [row[index] for person in others for row in person if row[index]]


def told(results: Results) -> str:
    """All that is published of a team but its name."""
    indicators = [(str(found).split("aspect=")[1]) for found in results.indicators.values()]
    return f"{indicators} {results.distributions} {results.bands} {results.responses}"
