"""Schools with every other kind of instrument that are hard to keep quiet: small groups, answers nearly alike."""

from collections.abc import Callable, Mapping, Sequence
from itertools import product
from random import Random
from typing import Any

import yaml

from tests.attack.schools import scores_of
from tests.schools import Files

SHAPES = ("mixed", "mixed", "even", "split", "unanimous", "dissenter", "nearly", "top", "almost top", "bottom")
"""How a group answers a question."""

DATES = ("2026-02-03", "2026-09-08", "2027-02-02")
ROLES = ("begeleider", "opleider", "student")
PHASES = ("Niets", "Begin", "Onderweg", "Gewoon")
NAMES = ("Appel", "Braam", "Citroen", "Dadel", "Els")
"""What is asked is called after fruit: words that a site says nowhere else."""


def _named(prefix: str, count: int, **more: Any) -> list[dict[str, Any]]:
    return [{"id": f"{prefix}{n}", "name": f"{prefix.title()}{NAMES[n].lower()}", **more} for n in range(count)]


def _instruments(dice: Random) -> dict[str, dict[str, Any]]:
    """One instrument of each kind, in which scales and lengths are drawn."""
    scale = {"min": 1, "max": dice.choice([3, 4, 5, 7])}
    roles = [{"id": role, "name": f"{role.title()}s"} for role in ROLES]
    asked: dict[str, dict[str, Any]] = {
        "scan": {"scale": scale, "roles": roles, "topics": _named("zicht", 3, text="Dit is zo.")},
        "placement": {
            "phases": [{"name": name} for name in PHASES],
            "topics": _named("plek", 3, text="Waar?"),
            "roles": roles[:2] if dice.random() < 0.5 else [],
            "talking_point": dice.choice([1, 2]),
        },
        "ranking": {"options": _named("keus", dice.choice([3, 4]), text="Dit."), "top": dice.choice([1, 2])},
        "pupils": {
            "scale": {"min": 1, "max": dice.choice([4, 5])},
            "scales": [
                {
                    **one,
                    "description": "Iets.",
                    "items": [{"id": f"{one['id']}-{n}", "text": "Ja."} for n in range(items)],
                }
                for one, items in zip(_named("schaal", 3), (1, 2, 3), strict=True)
            ],
        },
        "test": {
            "systems": [{"id": "baken", "name": "Baken"}, {"id": "kompas", "name": "Kompas"}],
            "items": _named("vraag", dice.choice([2, 3, 5]), text="Wat?"),
        },
        "network": {"questions": _named("band", 2, text="Met wie?")},
        "interviews": {"themes": _named("thema", 2, text="Waarover?")},
    }
    for part, turned in ((asked["scan"]["topics"][1], True), (asked["scan"]["topics"][0], False)):
        part["reversed"] = turned
    return {
        kind: {
            "id": f"{kind}-zo",
            "kind": kind,
            "version": "1",
            "name": f"Peiling {kind}",
            "description": "Een peiling.",
            **own,
        }
        for kind, own in asked.items()
    }


def school(seed: int, kinds: Sequence[str] = ()) -> Files:
    """A school of four teams of 3 to 14, or as many pupils as that takes, in one to three rounds."""
    dice = Random(seed)
    instruments = {kind: own for kind, own in _instruments(dice).items() if not kinds or kind in kinds}
    rounds = [f"r{n}" for n in range(dice.choice([1, 2, 2, 3]))]
    drawn = ((3, 9), (9, 14), (5, 34))
    sizes = {unit: dice.randint(*dice.choice(drawn)) for unit in ("noord", "oost", "zuid", "west")}
    used = [own["id"] for own in instruments.values()]
    tree: dict[str, Any] = {
        "content/settings.yml": {"school": "De Proef"},
        "content/teams.yml": [
            {"id": f"{level[0]}{id_}", "name": f"{level.title()} {id_.title()}", "members": 2 * n + 40, "level": level}
            for level, (id_, n) in product(("team", "school"), sizes.items())
        ],
        "content/rounds.yml": [
            {
                "id": id_,
                "label": f"Keer {'abc'[n]}",
                "date": DATES[n],
                "kind": "nulmeting",
                "instruments": [*used],
            }
            for n, id_ in enumerate(rounds)
        ],
        **{f"content/instruments/{kind}-zo.yml": own for kind, own in instruments.items()},
    }
    files = {path: yaml.safe_dump(value, allow_unicode=True, sort_keys=False).encode() for path, value in tree.items()}
    for date in DATES:  # plain dates, not text: YAML must read them as dates
        files["content/rounds.yml"] = files["content/rounds.yml"].replace(f"'{date}'".encode(), date.encode())
    for (kind, own), round_, (unit, size) in product(instruments.items(), rounds, sizes.items()):
        team = f"{'s' if kind == 'pupils' else 't'}{unit}"
        for name, rows in ROWS[kind](own, size, dice).items():
            lines = [",".join(f'"{cell}"' if "," in cell else cell for cell in row) for row in rows]
            files[f"data/{round_}/{team}/{kind}-zo{name}.csv"] = ("\n".join(lines) + "\n").encode()
    return files


Rows = dict[str, list[list[str]]]
"""By the end of the name of a file: its head and its rows."""


def _columns(ids: Sequence[str], groups: Sequence[str], scores: Sequence[float], dice: Random) -> list[list[str]]:
    """What everybody gave to each item: in every group in a way of its own, and some of it left out."""
    rows: list[list[str]] = [[] for _ in groups]
    left_out = dice.choice([0, 0, 0.1])
    for _ in ids:
        for group in sorted(set(groups)):
            members = [n for n, one in enumerate(groups) if one == group]
            given = scores_of(dice.choice(SHAPES), scores, len(members), dice)
            for n, score in zip(members, given, strict=True):
                rows[n].append("" if dice.random() < left_out else f"{score:g}")
    for row in rows:
        if not any(row):
            row[0] = f"{dice.choice(scores):g}"
    return rows


def _of_roles(own: Mapping[str, Any], scores: Sequence[float], size: int, dice: Random) -> Rows:
    roles = [role["id"] for role in own["roles"]]
    groups = sorted(dice.choices(roles, weights=[5, 3, 1][: len(roles)], k=size)) if roles else [""] * size
    ids = [topic["id"] for topic in own["topics"]]
    head = ["respondent", *(["role"] if roles else []), *ids]
    answers = _columns(ids, groups, scores, dice)
    people = ([f"p{n}", *([group] if roles else [])] for n, group in enumerate(groups))
    return {"": [head, *([*who, *row] for who, row in zip(people, answers, strict=True))]}


def _scan(own: Mapping[str, Any], size: int, dice: Random) -> Rows:
    return _of_roles(own, range(1, own["scale"]["max"] + 1), size, dice)


def _placement(own: Mapping[str, Any], size: int, dice: Random) -> Rows:
    return _of_roles(own, range(1, len(PHASES) + 1), size, dice)


def _ranking(own: Mapping[str, Any], size: int, dice: Random) -> Rows:
    ids = [option["id"] for option in own["options"]]
    usual, odd = dice.sample(ids, len(ids)), dice.choice([0, 0.1, 0.3, 1])
    rows = []
    for n in range(size):
        order = dice.sample(ids, len(ids)) if dice.random() < odd else usual
        whole = len(ids) if dice.random() < 0.85 else dice.randint(1, len(ids) - 1)
        rows.append([f"p{n}", *(str(order.index(id_) + 1) if order.index(id_) < whole else "" for id_ in ids)])
    return {"": [["respondent", *ids], *rows]}


def _pupils(own: Mapping[str, Any], size: int, dice: Random) -> Rows:
    classes = dice.choice([4, 5, 6])
    ids = [item["id"] for scale in own["scales"] for item in scale["items"]]
    answers = _columns(ids, [""] * size, range(1, own["scale"]["max"] + 1), dice)
    return {"": [["pupil", "class", *ids], *([f"l{n}", f"k{n % classes}", *row] for n, row in enumerate(answers))]}


def _test(own: Mapping[str, Any], size: int, dice: Random) -> Rows:
    ids = [item["id"] for item in own["items"]]
    groups = sorted(dice.choices(["baken", "kompas"], weights=[4, 1], k=size))
    answers = _columns(ids, groups, (0, 1), dice)
    return {"": [["respondent", "system", *ids], *([f"p{n}", groups[n], *row] for n, row in enumerate(answers))]}


def _network(own: Mapping[str, Any], size: int, dice: Random) -> Rows:
    people = [f"p{n}" for n in range(size)]
    silent = dice.sample(people, dice.choice([0, 0, 1, size // 4]))
    ties = []
    for question in own["questions"]:
        many = dice.choice([0.05, 0.3, 0.5, 0.7, 0.95])
        drawn = {(a, b) for a in people for b in people if a != b and a not in silent and dice.random() < many}
        drawn |= {(b, a) for a, b in sorted(drawn) if b not in silent and dice.random() < many}
        loved = dice.choice(people)
        drawn |= {(a, loved) for a in people if a not in (*silent, loved) and dice.random() < dice.choice([0, 0.5, 1])}
        ties += [[question["id"], a, b] for a, b in sorted(drawn)]
    if not ties:
        ties = [[own["questions"][0]["id"], next(one for one in people if one not in silent), people[-1]]]
        ties = [tie for tie in ties if tie[1] != tie[2]]
    listed = [[person, "0" if person in silent else "1"] for person in people]
    return {"": [["question", "from", "to"], *ties], "-people": [["person", "answered"], *listed]}


def _interviews(own: Mapping[str, Any], size: int, dice: Random) -> Rows:
    rows = []
    part = {
        (theme["id"], way): dice.choice([0, 0.2, 0.5, 0.8, 1])
        for theme in own["themes"]
        for way in ("steunt", "belemmert")
    }
    for n in range(size):
        told = [of for of, often in part.items() if dice.random() < often] or [dice.choice([*part])]
        for theme, way in told:
            word = "".join(dice.choices("abcdefgh", k=8))
            rows.append([f"g{n}", theme, way, f"Iets met {word}." if dice.random() < 0.5 else "", dice.choice("01")])
    return {"": [["interview", "theme", "direction", "quote", "cleared"], *rows]}


ROWS: Mapping[str, Callable[[Mapping[str, Any], int, Random], Rows]] = {
    "scan": _scan,
    "placement": _placement,
    "ranking": _ranking,
    "pupils": _pupils,
    "test": _test,
    "network": _network,
    "interviews": _interviews,
}
