"""Schools that are hard to keep quiet: small teams, answers that are nearly the same, short scales, small blocks."""

import json
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from random import Random
from typing import Any

import yaml
from hypothesis import strategies as st
from teamspiegel import pipeline
from teamspiegel.contracts.chart import Chart, Drawing

from tests.schools import Files
from tests.sites import TODAY, theme, typeset

KINDS = ("mixed", "mixed", "even", "split", "unanimous", "dissenter", "nearly", "top", "almost top", "bottom")
"""How a team answers an item."""

LETTERS = "abcdefg"


def draw(charts: Iterable[Chart]) -> list[Drawing]:
    """Drawings that cost nothing and hide nothing: the whole specification is in them, its words in their places."""
    return [Drawing(chart, _svg(chart)) for chart in charts]


def _svg(chart: Chart) -> str:
    words = [
        f'<text x="{record["x"]}" y="{record["y"]}">{escape(str(record["text"]))}</text>'
        for rows in chart.spec.get("datasets", {}).values()
        for record in rows
        if isinstance(record, Mapping) and {"x", "y", "text"} <= record.keys()
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400">'
        f"{''.join(words)}<metadata>{escape(json.dumps(chart.spec, sort_keys=True))}</metadata></svg>"
    )


def docs(tree: Mapping[str, bytes]) -> dict[str, bytes]:
    """The docs folder of a school."""
    return dict(pipeline.site(pipeline.school_of(tree), theme(), draw, typeset, TODAY).files)


# ----- an instrument -----------------------------------------------------------------------------------


def instrument(
    blocks: Sequence[int] = (2, 1),
    *,
    mean_of: str = "blocks",
    survey: Sequence[int] = (2, 2),
    scale: tuple[int, int] = (1, 5),
    half: bool = True,
    decimals: int = 1,
    beside: bool = True,
) -> dict[str, Any]:
    """Lessons with blocks of so many elements, a survey layer about the same elements, and others without blocks."""
    low, high = scale
    middle = (low + high) / 2
    named = [f"blok-{k}" for k in range(len(blocks))]
    elements = [(f"deel-{b}-{e}", named[b]) for b, size in enumerate(blocks) for e in range(size)]
    third = (high - low) / 3
    seen = {
        "id": "zien",
        "name": "Gezien",
        "description": "Wat er te zien was.",
        "source": "observations",
        "mean_of": mean_of,
        "scale": {"min": low, "max": high, "step": 0.5 if half else 1},
        "bands": [
            {"id": "vaag", "name": "vaag", "description": "Weinig.", "below": round(low + third, 1)},
            {"id": "half", "name": "half", "description": "Soms.", "below": round(low + 2 * third, 1)},
            {"id": "vol", "name": "vol", "description": "Vaak."},
        ],
        "items": [_item(f"zien-{id_}", f"Zien {id_}", id_) for id_, _ in elements],
    }
    own = {
        "id": "zelf",
        "name": "Zelfbeeld",
        "description": "Wat ik zeg.",
        "source": "survey",
        "mean_of": mean_of,
        "items": [_item(f"zelf-{id_}", f"Zelf {id_}", id_) for id_, _ in elements],
    }
    others = [
        {
            "id": f"laag-{k}",
            "name": f"Stem {k}",
            "description": "Wat wij zeggen.",
            "source": "survey",
            "mean_of": "items",
            "items": [_item(f"laag-{k}-{i}", f"Stem {k} punt {i}", None) for i in range(size)],
        }
        for k, size in enumerate(survey)
    ]
    skill: dict[str, Any] = {"id": "kunnen", "name": "Vakwerk", "description": "Wat lukt.", "position": ["zien"]}
    will: dict[str, Any] = {
        "id": "willen",
        "name": "Zinvol",
        "description": "Wat wil.",
        "position": [layer["id"] for layer in others],
    }
    if beside:
        skill["beside"] = ["zelf"]
    else:
        will["position"] = ["zelf", *will["position"]]
    return {
        "id": "meter",
        "version": "1.0",
        "name": "Meter",
        "description": "Voor de aanvaller.",
        "decimals": decimals,
        "scale": {"min": low, "max": high, "step": 1},
        "thresholds": {"bridge_axis": middle, "spread": 0.8, "border": 0.1},
        "blocks": [{"id": block, "name": block.replace("-", " ").title(), "description": "Iets."} for block in named],
        "elements": [
            {"id": id_, "name": id_.replace("-", " ").title(), "block": block, "description": "Iets."}
            for id_, block in elements
        ],
        "layers": [seen, own, *others],
        "axes": [skill, will],
        "quadrant": {
            "x": "willen",
            "y": "kunnen",
            "cultures": [
                {"id": f"{x}-{y}", "x": x, "y": y, "name": f"Hoek {x} {y}", "description": "Een hoek."}
                for x in ("low", "high")
                for y in ("low", "high")
            ],
        },
    }


def _item(id_: str, short: str, element: str | None) -> dict[str, Any]:
    return {"id": id_, "text": f"{short} is zo.", "short": short, "element": element}


# ----- a school ----------------------------------------------------------------------------------------

Answers = Mapping[tuple[str, str, str], Sequence[tuple[str, Mapping[str, float]]]]
"""By round, team and source: who, and their score by item."""


def school(used: Mapping[str, Any], teams: Mapping[str, int], answers: Answers, **settings: Any) -> Files:
    """The files of a school."""
    rounds = sorted({round_ for round_, _, _ in answers})
    tree = {
        "content/settings.yml": {"school": "De Proef", **settings},
        "content/teams.yml": [{"id": id_, "name": f"Team {id_.title()}", "members": n} for id_, n in teams.items()],
        "content/rounds.yml": [
            {"id": id_, "label": f"Meting {k}", "date": f"2026-0{k + 1}-01", "kind": "nulmeting"}
            for k, id_ in enumerate(rounds, 1)
        ],
        "content/instruments/meter.yml": used,
    }
    files = {path: yaml.safe_dump(value, allow_unicode=True, sort_keys=False).encode() for path, value in tree.items()}
    # Plain dates, not text: YAML must read them as dates.
    files["content/rounds.yml"] = files["content/rounds.yml"].replace(b"'", b"")
    for (round_, team, source), rows in answers.items():
        items = [item["id"] for layer in used["layers"] if layer["source"] == source for item in layer["items"]]
        head = "respondent" if source == "survey" else "lesson,teacher"
        lines = [",".join([head, *items])]
        for number, (who, scores) in enumerate(rows):
            first = who if source == "survey" else f"l{number},{who}"
            lines.append(",".join([first, *(f"{scores[item]:g}" if item in scores else "" for item in items)]))
        files[f"data/{round_}/{team}/{source}.csv"] = ("\n".join(lines) + "\n").encode()
    return files


def items_of(used: Mapping[str, Any], source: str) -> list[tuple[str, list[float]]]:
    """Items of a source with the scores that they may have."""
    found = []
    for layer in used["layers"]:
        if layer["source"] == source:
            scale = layer.get("scale", used["scale"])
            count = round((scale["max"] - scale["min"]) / scale["step"])
            scores = [scale["min"] + scale["step"] * k for k in range(count + 1)]
            found += [(item["id"], scores) for item in layer["items"]]
    return found


def scores_of(kind: str, scores: Sequence[float], n: int, random: Random) -> list[float]:
    """How n people answer an item of a kind."""
    middle = scores[1:-1] or scores
    one, top, bottom = random.choice(middle), scores[-1], scores[0]
    far = random.choice([score for score in scores if score != one])
    found = {
        "mixed": [random.choice(scores) for _ in range(n)],
        "even": [random.choice(middle) for _ in range(n)],
        "split": [bottom if k % 2 else top for k in range(n)],
        "unanimous": [one] * n,
        "dissenter": [far] + [one] * (n - 1),
        "nearly": [far, *random.choices(scores, k=min(2, n)), *[one] * n][:n],
        "top": [top] * n,
        "almost top": [random.choice(scores)] + [top] * (n - 1),
        "bottom": [random.choice(scores[:2])] + [bottom] * (n - 1),
    }[kind]
    random.shuffle(found)
    return found


@st.composite
def schools(draw_: st.DrawFn) -> Files:
    """A school with one or two rounds, teams of 3 to 25 and items of every kind; each team is a case of its own."""
    half = draw_(st.booleans())
    scale = draw_(st.sampled_from([(1, 5), (1, 5), (1, 5), (1, 4), (1, 3), (1, 7)]))
    used = instrument(
        draw_(st.lists(st.integers(1, 3), min_size=1, max_size=4)),
        mean_of=draw_(st.sampled_from(["blocks", "items"])),
        survey=draw_(st.lists(st.integers(1, 4), min_size=1, max_size=2)),
        scale=scale,
        half=half,
        beside=draw_(st.booleans()),
    )
    sizes = draw_(st.lists(st.one_of(st.integers(3, 12), st.integers(3, 25)), min_size=5, max_size=7))
    random = Random(draw_(st.integers(0, 10**6)))
    rounds = ["een", "twee"][: draw_(st.integers(1, 2))]
    answers: dict[tuple[str, str, str], list[tuple[str, dict[str, float]]]] = {}
    for k, size in enumerate(sizes):
        team, calm = f"t{LETTERS[k]}", draw_(st.booleans())
        for source in ("survey", "observations"):
            skipped = draw_(st.sampled_from([0.0, 0.0, 0.05, 0.2, 0.7]))
            busy = source == "observations" and draw_(st.booleans())
            who = _people(source, size, busy, random)
            first = {}
            for item, scores in items_of(used, source):
                kind = (
                    random.choice(("mixed", "even", "split"))
                    if calm and random.random() < 0.8
                    else random.choice(KINDS)
                )
                first[item] = scores_of(kind, scores, len(who), random)
            rows = [
                (person, {item: given[n] for item, given in first.items() if random.random() >= skipped})
                for n, person in enumerate(who)
            ]
            if not any(scores for _, scores in rows):  # a file without any answer is refused
                rows[0] = who[0], {item: given[0] for item, given in first.items()}
            answers[rounds[0], team, source] = rows
            if len(rounds) == 2:  # the same people, and one who came in
                joined = {item: random.choice(scores) for item, scores in items_of(used, source)}
                later = rows[: max(len(rows) - 1, 1)] if len(rows) > 4 and random.random() < 0.5 else rows
                answers[rounds[1], team, source] = [*later, ("nieuw", joined)]
    return school(used, {f"t{LETTERS[k]}": size + 2 for k, size in enumerate(sizes)}, answers)


def _people(source: str, size: int, busy: bool, random: Random) -> list[str]:
    """Respondents, or teachers of lessons: one of them with many lessons."""
    if source == "survey":
        return [f"r{n}" for n in range(size)]
    if busy:
        return ["d0"] * random.randint(2, max(2, size // 2)) + [f"d{n}" for n in range(1, size)]
    return [f"d{n}" for n in range(size)]
