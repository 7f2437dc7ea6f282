"""Make the rest of the demonstration: an end measurement of one team and a baseline of three more.

usage: python data/make_more_rounds.py OUT_FOLDER        (the committed files: OUT_FOLDER is data)

Every answer is invented. WANTED says which mean and spread each item should have; the answers come as near as whole
scores allow. Standard library only, and one seed per team: the same table gives the same bytes, and changing a team's
numbers leaves the other teams' answers as they are. The first team's baseline comes from make_demonstration.py.
"""

import csv
import random
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import stdev

SEED = 20260616
DRAWS = 100  # sets of scores to choose from, per item
NOISE = 0.8  # how loosely a score follows the person's own level
LOWEST, HIGHEST = 1, 5
STEPS = {"observations": 2, "survey": 1}  # steps in one point of the scale: lessons are scored in halves
REVERSED = ("coulissen-roddel",)

# Mean/SD per item, read as: high is good. "-" is an item that the instrument of the team's round does not have.
WANTED = """
    source        item                               horeca    zorg-en-welzijn  techniek  groen
    observations  positieve-momenten                 3.7/0.8   4.0/0.6          2.9/0.6   3.8/0.6
    observations  negatieve-momenten                 3.3/0.7   3.6/0.7          2.7/0.6   3.3/0.6
    observations  erkenning-en-waardering            3.0/0.7   4.1/0.6          2.8/0.6   3.6/0.6
    observations  voorbeeldig-handelen               4.1/0.6   4.3/0.5          3.5/0.6   4.1/0.5
    observations  positieve-relatie                  3.7/0.7   4.3/0.6          3.3/0.6   4.0/0.6
    observations  normatief-kader                    3.2/0.8   3.5/0.8          2.4/0.9   3.4/0.7
    observations  basisleerdoel                      3.2/0.7   3.6/0.7          2.4/0.6   3.3/0.6
    observations  leerlingkapitaal                   2.9/0.8   2.8/0.9          3.1/0.8   3.5/0.8
    observations  gerichtheid-op-progressie          2.8/0.7   3.4/0.6          2.1/0.6   3.0/0.6
    observations  groepskapitaal                     2.8/1.0   3.3/0.8          2.5/0.9   2.9/0.8
    survey        ik-erkenning-geven                 4.0/0.7   4.2/0.6          3.5/0.5   3.8/0.6
    survey        ik-codeswitchen                    3.5/0.7   3.8/0.7          3.2/0.5   3.5/0.6
    survey        ik-kantelmomenten-transformeren    3.2/0.6   3.6/0.7          2.8/0.5   3.3/0.6
    survey        ik-ondersteunen-vanuit-relatie     4.0/0.6   4.3/0.6          3.8/0.5   4.0/0.6
    survey        ik-normatief-kader-naleven         3.6/0.8   3.7/0.8          3.0/1.1   3.5/0.6
    survey        ik-succeservaringen                3.6/0.7   3.8/0.6          3.0/0.5   3.5/0.6
    survey        ik-basisleerdoel-behalen           3.6/0.7   3.6/0.6          3.2/0.5   3.5/0.6
    survey        ik-vooruitgang-organiseren         3.5/0.7   3.5/0.7          2.8/0.5   3.3/0.6
    survey        ik-ervaringen-inzetten             -         3.3/0.9          3.3/0.5   3.5/0.6
    survey        ik-hulp-vragen                     3.4/0.8   -                -         -
    survey        ik-verwachtingen-cognitief         3.5/0.7   3.7/0.6          3.2/0.5   3.3/0.6
    survey        ik-van-elkaar-leren                3.3/0.6   3.5/0.7          3.0/0.5   3.0/0.8
    survey        wij-erkenning-geven                3.6/0.6   4.0/0.6          3.7/0.5   3.3/0.6
    survey        wij-codeswitchen                   3.4/0.8   3.6/0.7          3.3/0.5   3.0/0.6
    survey        wij-kantelmomenten-transformeren   3.3/0.7   3.5/0.7          3.0/0.5   3.0/0.6
    survey        wij-ondersteunen-vanuit-relatie    3.4/0.6   4.1/0.6          3.8/0.5   3.5/0.6
    survey        wij-normatief-kader-naleven        3.1/0.7   3.3/0.9          2.8/1.0   2.8/0.8
    survey        wij-succeservaringen               3.6/0.6   3.7/0.6          3.3/0.5   3.0/0.6
    survey        wij-basisleerdoel-behalen          3.5/0.6   3.6/0.6          3.2/0.5   3.0/0.6
    survey        wij-vooruitgang-organiseren        3.4/0.6   3.5/0.6          3.0/0.5   3.0/0.6
    survey        wij-ervaringen-inzetten            3.2/0.6   3.2/0.8          3.3/0.5   3.0/0.6
    survey        wij-verwachtingen-cognitief        3.3/0.7   3.6/0.6          3.3/0.5   3.0/0.6
    survey        wij-van-elkaar-leren               3.5/0.7   3.5/0.7          3.2/0.5   2.8/0.8
    survey        coulissen-meningsverschil          3.5/0.8   3.7/0.8          3.8/0.5   2.8/0.8
    survey        coulissen-expertise                2.9/0.8   3.6/0.7          3.5/0.5   2.5/0.6
    survey        coulissen-successen                3.1/0.7   3.5/0.7          3.7/0.5   2.5/0.6
    survey        coulissen-schoolbrede-aanpak       2.3/0.8   3.2/0.8          2.7/0.8   2.3/0.6
    survey        coulissen-tijd-voor-reflectie      2.3/0.7   2.7/0.9          2.8/0.5   2.0/0.8
    survey        coulissen-roddel                   3.8/0.9   3.9/0.7          4.0/0.5   3.3/0.6
    survey        codes-inzet                        3.8/0.6   4.2/0.6          4.2/0.5   3.8/0.6
    survey        codes-samenwerken-bij-onenigheid   3.8/0.7   3.7/0.7          4.0/0.5   3.0/0.8
    survey        codes-gezamenlijke-afspraken       2.3/0.6   3.3/0.8          2.7/0.5   2.3/0.6
    survey        codes-lessen-observeren            2.7/0.8   2.5/0.7          3.0/0.9   1.8/0.6
"""


@dataclass(frozen=True)
class Group:
    """Who answered: a team in a round."""

    team: str
    respondents: int
    lessons: int
    teachers: int
    empty: int  # survey cells left out, each of another person and another item
    letters: str = "rlt"  # what the pseudonyms of respondents, lessons and teachers begin with


AT_THE_END = Group("horeca", 21, 17, 15, empty=5, letters="pbd")
AT_THE_START = (
    Group("zorg-en-welzijn", 11, 10, 10, empty=4),
    Group("techniek", 6, 6, 5, empty=2),
    Group("groen", 4, 4, 3, empty=1),
)

Rows = list[list[str]]  # header first
Answers = dict[str, list[int | None]]  # item -> one cell per unit, in steps of its scale; None = not answered


# --- what is wanted ---


def wanted(team: str, source: str) -> dict[str, tuple[float, float]]:
    """The mean and SD of each item of a source, from the team's column of the table."""
    head, *lines = (line.split() for line in WANTED.strip().splitlines())
    cells = {line[1]: line[head.index(team)].split("/") for line in lines if line[0] == source}
    return {item: (float(cell[0]), float(cell[1])) for item, cell in cells.items() if len(cell) == 2}


# --- answers that give it ---


def answers(
    rng: random.Random, group: Group, source: str, levels: Sequence[float], absent: Mapping[str, int]
) -> Answers:
    """The cells of each item: scores near the wanted mean and SD, the higher ones at the higher levels."""
    found: Answers = {}
    for item, (mean, sd) in wanted(group.team, source).items():
        units = [unit for unit in range(len(levels)) if unit != absent.get(item)]
        lean = {unit: levels[unit] + rng.gauss(0, NOISE) for unit in units}
        scores = draw(rng, mean, sd, len(units), STEPS[source])
        found[item] = [None] * len(levels)
        for unit, score in zip(sorted(units, key=lambda unit: lean[unit]), scores, strict=True):
            found[item][unit] = score
    return found


def draw(rng: random.Random, mean: float, sd: float, n: int, steps: int) -> list[int]:
    """Scores in steps, from low to high: of several sets with this mean the one with the SD nearest to this."""
    total = round(mean * n * steps)
    sets = [with_total(rng, total, [round(rng.gauss(mean, sd) * steps) for _ in range(n)], steps) for _ in range(DRAWS)]
    return sorted(min(sets, key=lambda scores: abs(stdev(scores) - sd * steps)))


def with_total(rng: random.Random, total: int, scores: list[int], steps: int) -> list[int]:
    """The scores put back on the scale, and moved a step at a time, anyone's, until they have this total."""
    low, high = LOWEST * steps, HIGHEST * steps
    scores = [min(max(score, low), high) for score in scores]
    while gap := total - sum(scores):
        unit = rng.randrange(len(scores))
        scores[unit] = min(max(scores[unit] + (1 if gap > 0 else -1), low), high)
    return scores


# --- the files ---


def observations(rng: random.Random, group: Group) -> Rows:
    """A row per lesson. The lessons left after one of each teacher are second visits."""
    teachers = [*range(group.teachers), *sorted(rng.sample(range(group.teachers), group.lessons - group.teachers))]
    levels = people(rng, group.teachers)
    found = answers(rng, group, "observations", [levels[teacher] for teacher in teachers], {})
    names = {
        "lesson": pseudonyms(group.letters[1], range(group.lessons)),
        "teacher": pseudonyms(group.letters[2], teachers),
    }
    return table(names, found, STEPS["observations"])


def survey(rng: random.Random, group: Group) -> Rows:
    """A row per respondent, with a few empty cells."""
    items = rng.sample(list(wanted(group.team, "survey")), group.empty)
    absent = dict(zip(items, rng.sample(range(group.respondents), group.empty), strict=True))
    found = answers(rng, group, "survey", people(rng, group.respondents), absent)
    return table({"respondent": pseudonyms(group.letters[0], range(group.respondents))}, found, STEPS["survey"])


def people(rng: random.Random, number: int) -> list[float]:
    """How high each person tends to answer, or to be scored."""
    return [rng.gauss(0, 1) for _ in range(number)]


def pseudonyms(letter: str, numbers: Iterable[int]) -> list[str]:
    return [f"{letter}{number + 1:02d}" for number in numbers]


def table(names: Mapping[str, list[str]], found: Answers, steps: int) -> Rows:
    columns = [[name, *cells] for name, cells in names.items()]
    columns += [[item, *(text(item, cell, steps) for cell in cells)] for item, cells in found.items()]
    return [list(row) for row in zip(*columns, strict=True)]


def text(item: str, cell: int | None, steps: int) -> str:
    """A cell as people filled it in: a reversed item is turned back to what was ticked."""
    if cell is None:
        return ""
    score = cell / steps
    return f"{LOWEST + HIGHEST - score if item in REVERSED else score:g}"


MAKERS = {"survey.csv": survey, "observations.csv": observations}


def of_one_team(group: Group) -> dict[str, Rows]:
    """The team's files by name."""
    rng = random.Random(f"{SEED} {group.team}")
    return {name: make(rng, group) for name, make in MAKERS.items()}


def of_many_teams(groups: Sequence[Group]) -> dict[str, Rows]:
    """The same for several teams together, behind a column `team`."""
    files = {group.team: of_one_team(group) for group in groups}
    return {
        name: [["team", *files[groups[0].team][name][0]]]
        + [[team, *row] for team, found in files.items() for row in found[name][1:]]
        for name in MAKERS
    }


def write(folder: Path, files: Mapping[str, Rows]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in files.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)


def main(arguments: Sequence[str]) -> int:
    if len(arguments) != 1:
        print("usage: python data/make_more_rounds.py OUT_FOLDER", file=sys.stderr)
        return 2
    out = Path(arguments[0])
    write(out / "eindmeting-2026" / AT_THE_END.team, of_one_team(AT_THE_END))
    write(out / "nulmeting-2026", of_many_teams(AT_THE_START))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
