"""Make the answers of the second demonstration: a partnership that is not there, measured in every way there is.

usage: python examples/onderzoek/make_data.py OUT_FOLDER        (the committed files: OUT_FOLDER is data)

Every answer is invented. Standard library only, and one seed per file: changing what one measurement should look like
leaves the others as they are. The numbers below are means (or shares) that the answers are drawn around.
"""

import csv
import random
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

SEED = 20251007
Rows = Iterable[Sequence[object]]

TEAMS = {"talen": 21, "exact": 12, "kunst": 5}
"""How many of each team answer."""

# Means of a team's items in each round: attitude (4), leadership (5), culture (3).
TEACHERS = {
    "t1-2025": {
        "talen": "3.6 3.1 2.6 2.5 3.2 3.4 2.9 3.0 2.8 3.3 3.6 2.4",
        "exact": "3.9 3.4 3.0 3.1 3.5 3.6 3.3 3.2 3.1 3.5 3.2 3.0",
        "kunst": "3.0 2.8 2.5 2.7 3.1 3.3 3.0 2.9 3.0 3.2 3.4 2.6",
    },
    "t2a-2026": {
        "talen": "3.8 3.3 2.8 2.8 3.5 3.5 3.1 3.3 3.0 3.4 3.6 3.0",
        "exact": "4.0 3.5 3.1 3.1 3.5 3.7 3.4 3.2 3.2 3.6 3.3 3.2",
        "kunst": "3.1 2.9 2.6 2.9 3.2 3.3 3.1 3.0 3.0 3.3 3.4 2.9",
    },
    "t3-2026": {
        "talen": "4.1 3.7 3.2 3.3 3.7 3.8 3.4 3.6 3.4 3.7 3.8 3.7",
        "exact": "4.0 3.6 3.2 3.2 3.6 3.7 3.4 3.3 3.2 3.6 3.4 3.3",
        "kunst": "3.4 3.1 2.8 3.0 3.3 3.4 3.1 3.1 3.1 3.4 3.5 3.1",
    },
}
REVERSED = {"houding-toetsen", "houding-druk"}

# Means of the pupils' scales: what is high moves little, what is low moves more.
PUPILS = {"t1-2025": "3.3 2.6 2.9 2.5 2.3", "t2b-2026": "3.3 2.8 2.9 2.7 2.7"}
CLASSES, IN_A_CLASS = 9, 22

KNOWLEDGE = {
    "t1-2025": {"baken": ".52 .38 .30 .45 .62 .40 .50 .48", "kompas": ".55 .45 .33 .42 .58 .45 .40 .52"},
    "t3-2026": {"baken": ".66 .58 .50 .60 .70 .55 .62 .64", "kompas": ".60 .50 .42 .50 .60 .52 .48 .58"},
}

SCAN = {
    "t1-2025": {
        "schoolopleider": (11, "3.4 2.9 2.6 3.3 3.5"),
        "begeleider": (16, "2.6 2.5 2.4 2.8 2.9"),
        "instituut": (7, "3.6 3.0 3.1 3.2 3.0"),
        "leiding": (3, "3.8 3.6 3.2 3.5 3.3"),
    },
    "t3-2026": {
        "schoolopleider": (12, "3.7 3.2 3.1 3.5 3.6"),
        "begeleider": (15, "3.2 2.8 2.8 3.2 3.3"),
        "instituut": (7, "3.7 3.2 3.3 3.4 3.2"),
        "leiding": (4, "3.8 3.5 3.4 3.6 3.4"),
    },
}
CONDITIONS = {
    "schoolopleider": (11, "3.6 3.2 3.4 2.6 2.5 3.0 3.2 2.8"),
    "begeleider": (15, "3.3 3.0 3.1 2.3 2.2 2.7 3.0 2.4"),
    "leiding": (5, "3.6 3.3 3.5 2.9 3.0 3.2 3.3 3.0"),
}

# How strongly an option pulls to the front, and how strongly a topic lies towards the last phase.
CHALLENGE = {
    "beroepsbeeld": 1.1,
    "samenhang": 1.9,
    "kwaliteitszorg": 0.9,
    "zicht": 1.5,
    "leren": 0.7,
    "eigenaarschap": 1.6,
}
SCENARIOS = {
    "schoolopleider": (11, "2.4 2.6 2.8"),
    "begeleider": (16, "1.9 2.0 2.6"),
    "instituut": (6, "2.5 2.8 2.4"),
}
THEMES = "2.6 2.0 2.3 1.9 2.5 2.1 2.9 2.8 2.0 2.4"
FROM_PLACEMENT = "3.1 2.4 2.7 2.2 3.3"
CULTURE = {
    "t2a-2026": {
        "talen": "3.3 1.9 2.6 2.9 2.4 2.8 1.9 2.3 1.8",
        "exact": "3.1 2.2 2.9 3.2 2.6 2.7 2.1 2.9 1.9",
        "kunst": "3.5 2.6 3.0 2.8 3.2 3.3 2.0 2.0 2.1",
    },
    "t3-2026": {
        "talen": "3.4 2.7 2.8 3.0 2.8 3.0 2.2 3.0 2.1",
        "exact": "3.2 2.4 2.9 3.2 2.7 2.8 2.2 3.0 2.0",
        "kunst": "3.5 2.8 3.1 2.9 3.3 3.3 2.2 2.4 2.2",
    },
}
NETWORK = {"t1-2025": (0.12, 0.16, 0.20), "t2a-2026": (0.16, 0.20, 0.22), "t3-2026": (0.22, 0.25, 0.27)}
"""How likely somebody names a colleague, by question."""

STORIES = {
    "tijd": (5, 9, ["Op dinsdagmiddag is er niemand ingeroosterd."], ["Begeleiden doe ik tussen twee lessen door."]),
    "collegas": (8, 4, ["Sinds we samen kijken, weet ik wat zij doet."], []),
    "instituut": (6, 6, ["We bereiden het bezoek nu samen voor."], ["Wij horen pas laat wat er gevraagd wordt."]),
    "studenten": (9, 2, ["Ze stellen vragen die wij vergeten waren."], []),
}
"""Of twelve interviews: how many say what supports, how many what hinders, and what may be quoted."""
INTERVIEWS = 12


def main(out: Path) -> None:
    """Write every file."""
    teachers(out)
    pupils(out)
    knowledge(out)
    networks(out)
    scans(out)
    rankings(out)
    placements(out)
    interviews(out)


def dice(*what: object) -> random.Random:
    """A source of chance of its own for each file and team."""
    return random.Random(f"{SEED} {' '.join(map(str, what))}")


def write(path: Path, head: Sequence[str], rows: Rows) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)


def near(mean: float, low: int, high: int, chance: random.Random, lean: float = 0.0, spread: float = 0.85) -> int:
    """A score near a mean. `lean`: how much this person gives more than others."""
    return min(high, max(low, round(chance.gauss(mean + lean, spread))))


def columns(instrument: str, key: str) -> list[str]:
    """The ids that an instrument lists, in order, read from its file without a parser: they stand as `{id: ...`."""
    text = (Path(__file__).parent / "content" / "instruments" / f"{instrument}.yml").read_text(encoding="utf-8")
    part = text[text.index(f"{key}:") :]
    return [line.split("{id: ")[1].split(",")[0] for line in part.splitlines() if "- {id: " in line]


def teachers(out: Path) -> None:
    items = columns("leraren", "layers")
    for round_, teams in TEACHERS.items():
        rows = []
        for team, means in teams.items():
            chance = dice("teachers", round_, team)
            for person in range(1, TEAMS[team] + 1):
                lean = chance.gauss(0, 0.35)
                scores = [near(float(mean), 1, 5, chance, lean) for mean in means.split()]
                given = [6 - score if item in REVERSED else score for item, score in zip(items, scores, strict=True)]
                rows.append([team, f"r{person:02}", *given])
        write(out / round_ / "leraren.csv", ["team", "respondent", *items], rows)


def pupils(out: Path) -> None:
    items = columns("leerlingen", "scales")
    for round_, means in PUPILS.items():
        chance, rows, number = dice("pupils", round_), list[Sequence[object]](), 0
        for class_ in range(1, CLASSES + 1):
            of_class = chance.gauss(0, 0.15)
            for _ in range(IN_A_CLASS):
                number += 1
                lean = of_class + chance.gauss(0, 0.3)
                each = [mean for mean in means.split() for _ in range(3)]
                scores = [near(float(mean), 1, 4, chance, lean, 0.7) for mean in each]
                given = [5 - one if item == "taak-wachten" else one for item, one in zip(items, scores, strict=True)]
                rows.append([f"p{number:03}", f"k{class_}", *given])
        write(out / round_ / "oevercollege" / "leerlingen.csv", ["pupil", "class", *items], rows)


def knowledge(out: Path) -> None:
    items = columns("volgsysteem", "items")
    for round_, systems in KNOWLEDGE.items():
        rows = []
        for team, count in TEAMS.items():
            system = "kompas" if team == "exact" else "baken"
            chance = dice("knowledge", round_, team)
            for person in range(1, count + 1):
                lean = chance.gauss(0, 0.15)
                right = [int(chance.random() < float(share) + lean) for share in systems[system].split()]
                rows.append([team, f"r{person:02}", system, *right])
        write(out / round_ / "volgsysteem.csv", ["team", "respondent", "system", *items], rows)


def networks(out: Path) -> None:
    questions = columns("met-wie", "questions")
    for round_, likely in NETWORK.items():
        people: list[Sequence[object]] = []
        ties: list[Sequence[object]] = []
        for team, count in {"talen": 24, "exact": 14, "kunst": 6}.items():
            chance, names = dice("network", round_, team), [f"m{number:02}" for number in range(1, count + 1)]
            answered = names[: TEAMS[team]]
            people += [[team, name, int(name in answered)] for name in names]
            for question, part in zip(questions, likely, strict=True):
                drawn = {(one, other) for one in answered for other in names if one != other and chance.random() < part}
                back = {(other, one) for one, other in sorted(drawn) if other in answered and chance.random() < 0.45}
                ties += [[team, question, one, other] for one, other in sorted(drawn | back)]
        write(out / round_ / "met-wie-people.csv", ["team", "person", "answered"], people)
        write(out / round_ / "met-wie.csv", ["team", "question", "from", "to"], ties)


def scans(out: Path) -> None:
    for round_, roles in SCAN.items():
        write_scan(out / round_ / "de-oever" / "scan-kwaliteitscultuur.csv", "scan-kwaliteitscultuur", roles)
    write_scan(out / "t2a-2026" / "de-oever" / "voorwaarden.csv", "voorwaarden", CONDITIONS)


def write_scan(path: Path, instrument: str, roles: dict[str, tuple[int, str]]) -> None:
    chance, rows = dice(path.parts[-3], instrument), list[Sequence[object]]()
    for role, (count, means) in roles.items():
        for _ in range(count):
            rows.append([f"r{len(rows) + 1:02}", role, *(near(float(mean), 1, 5, chance) for mean in means.split())])
    write(path, ["respondent", "role", *columns(instrument, "topics")], rows)


def rankings(out: Path) -> None:
    chance, rows = dice("ranking"), list[Sequence[object]]()
    for person in range(1, 31):
        pulls = {option: pull + chance.gauss(0, 0.9) for option, pull in CHALLENGE.items()}
        order = sorted(pulls, key=pulls.__getitem__, reverse=True)
        most = 3 if person % 5 == 0 else len(order)
        rows.append([f"r{person:02}", *(order.index(one) + 1 if order.index(one) < most else "" for one in CHALLENGE)])
    write(out / "t1-2025" / "de-oever" / "uitdaging.csv", ["respondent", *CHALLENGE], rows)


def placements(out: Path) -> None:
    topics, chance, rows, person = columns("scenarios", "topics"), dice("scenarios"), list[Sequence[object]](), 0
    for role, (count, means) in SCENARIOS.items():
        for _ in range(count):
            person += 1
            for topic, mean in zip(topics, means.split(), strict=True):
                rows.append([f"r{person:02}", role, topic, near(float(mean), 1, 4, chance)])
    write(out / "t1-2025" / "de-oever" / "scenarios.csv", ["respondent", "role", "topic", "phase"], rows)
    for instrument, means, most in (("tien-themas", THEMES, 4), ("van-stage-naar-opleiden", FROM_PLACEMENT, 5)):
        chance = dice(instrument)
        scored = [
            [f"r{one:02}", *(near(float(mean), 1, most, chance, spread=0.9) for mean in means.split())]
            for one in range(1, 25)
        ]
        path = out / "t2b-2026" / "de-oever" / f"{instrument}.csv"
        write(path, ["respondent", *columns(instrument, "topics")], scored)
    for round_, teams in CULTURE.items():
        of_teams = []
        for team, means in teams.items():
            chance = dice("culture", round_, team)
            for one in range(1, TEAMS[team] + 1):
                of_teams.append([team, f"r{one:02}", *(near(float(mean), 1, 4, chance) for mean in means.split())])
        head = ["team", "respondent", *columns("professionele-cultuur", "topics")]
        write(out / round_ / "professionele-cultuur.csv", head, of_teams)


def interviews(out: Path) -> None:
    roles = [("schoolopleider", "begeleider", "student")[number % 3] for number in range(INTERVIEWS)]
    rows = []
    for theme, (supports, hinders, good, bad) in STORIES.items():
        chance = dice("stories", theme)
        for direction, count, quotes in (("steunt", supports, good), ("belemmert", hinders, bad)):
            for at, number in enumerate(sorted(chance.sample(range(INTERVIEWS), count))):
                quote = quotes[at] if at < len(quotes) else ""
                rows.append([f"g{number + 1:02}", roles[number], theme, direction, quote, int(bool(quote))])
    head = ["interview", "role", "theme", "direction", "quote", "cleared"]
    write(out / "t3-2026" / "de-oever" / "verhalen.csv", head, rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
