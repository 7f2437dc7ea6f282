"""Schools of another instrument, made at random, against a calculation that shares no line with the package."""

import random
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest
import yaml

from tests import independent
from tests.schools import Files, measured

INSTRUMENT: dict[str, Any] = {
    "id": "zeekaart",
    "version": "2.1",
    "name": "Zeekaart",
    "description": "Niets hiervan lijkt op de demonstratie.",
    "decimals": 2,
    "scale": {"min": 1, "max": 4},
    "thresholds": {"bridge_axis": 2.5, "spread": 0.65},
    "blocks": [{"id": id_, "name": id_, "description": id_} for id_ in ("boeg", "kiel", "roer")],
    "elements": [
        {"id": f"e{number}", "name": "e", "description": "e", "block": block}
        for number, block in enumerate(("boeg", "boeg", "kiel", "roer", "roer"))
    ],
    "layers": [
        {
            "id": "bemanning",
            "name": "Bemanning",
            "description": "Mean of items, some in no block.",
            "source": "survey",
            "mean_of": "items",
            "items": [
                {"id": "m0", "text": "m", "short": "m", "element": "e0"},
                {"id": "m1", "text": "m", "short": "m", "element": "e1", "reversed": True},
                {"id": "m2", "text": "m", "short": "m", "element": "e2"},
                {"id": "m3", "text": "m", "short": "m"},
                {"id": "m4", "text": "m", "short": "m", "block": "roer"},
            ],
        },
        {
            "id": "reder",
            "name": "Reder",
            "description": "Mean of blocks of unequal size.",
            "source": "survey",
            "mean_of": "blocks",
            "items": [
                {"id": "d0", "text": "d", "short": "d", "block": "boeg", "reversed": True},
                {"id": "d1", "text": "d", "short": "d", "block": "boeg"},
                {"id": "d2", "text": "d", "short": "d", "block": "boeg"},
                {"id": "d3", "text": "d", "short": "d", "block": "kiel"},
            ],
        },
        {
            "id": "weer",
            "name": "Weer",
            "description": "A scale and thresholds of its own.",
            "source": "survey",
            "mean_of": "items",
            "scale": {"min": 1, "max": 7},
            "thresholds": {"bridge_axis": 4.25, "spread": 1.4},
            "items": [
                {"id": f"w{number}", "text": "w", "short": "w", "reversed": number == 2} for number in range(3)
            ],
        },
        {
            "id": "logboek",
            "name": "Logboek",
            "description": "Observed, in halves.",
            "source": "observations",
            "mean_of": "blocks",
            "scale": {"min": 1, "max": 4, "step": 0.5},
            "thresholds": {"bridge_axis": 2.75, "spread": 0.5},
            "items": [
                {"id": f"g{number}", "text": "g", "short": "g", "element": f"e{number}", "reversed": number == 4}
                for number in range(5)
            ],
        },
    ],
    "axes": [
        {"id": "koers", "name": "Koers", "description": "Two layers.", "position": ["bemanning", "reder"]},
        {"id": "diepte", "name": "Diepte", "description": "One layer.", "position": ["logboek"], "beside": ["weer"]},
        {"id": "wind", "name": "Wind", "description": "Another scale.", "position": ["weer"]},
    ],
}  # fmt: skip

TEAMS = {"noord": 30, "zuid": 12, "oost": 4, "west": 90}
ROUNDS = {"voorjaar": "2026-03-01", "najaar": "2026-10-01"}


def columns(source: str) -> list[tuple[str, list[str]]]:
    """Each item of a source with the scores that it may get."""
    found = []
    for layer in INSTRUMENT["layers"]:
        scale = layer.get("scale", INSTRUMENT["scale"])
        step = scale.get("step", 1)
        scores = [f"{scale['min'] + step * k:g}" for k in range(int((scale["max"] - scale["min"]) / step) + 1)]
        if layer["source"] == source:
            found += [(item["id"], scores) for item in layer["items"]]
    return found


def table(rng: random.Random, source: str, units: int) -> str:
    """A CSV text in which a good part of the cells is empty, and some rows are nearly empty."""
    items = columns(source)
    rng.shuffle(items)
    names = ["respondent"] if source == "survey" else ["lesson", "teacher"]
    lines = [",".join([*names, *(item for item, _ in items)])]
    for unit in range(units):
        missing = rng.choice([0.0, 0.1, 0.5, 0.9])
        cells = [rng.choice(scores) if rng.random() >= missing else "" for _, scores in items]
        people = [f"u{unit}"] if source == "survey" else [f"l{unit}", f"t{unit // 2}"]
        lines.append(",".join([*people, *cells]))
    return "\n".join(lines) + "\n"


def school(seed: int) -> Files:
    rng = random.Random(seed)
    tree = {
        "content/teams.yml": yaml.safe_dump([{"id": id_, "name": id_, "members": n} for id_, n in TEAMS.items()]),
        "content/rounds.yml": "".join(
            f"- {{id: {id_}, label: L, date: {date}, kind: tussenmeting}}\n" for id_, date in ROUNDS.items()
        ),
        "content/instruments/zeekaart.yml": yaml.safe_dump(INSTRUMENT),
    }
    for round_ in ROUNDS:
        for team, members in TEAMS.items():
            tree[f"data/{round_}/{team}/survey.csv"] = table(rng, "survey", rng.randint(1, members))
            tree[f"data/{round_}/{team}/observations.csv"] = table(rng, "observations", rng.randint(1, members))
    return {path: text.encode() for path, text in tree.items()}


def expected(tree: Files) -> dict[tuple[str, ...], independent.Row]:
    found: dict[tuple[str, ...], independent.Row] = {}
    for round_ in ROUNDS:
        for team in TEAMS:
            by_source = {
                source: independent.units(INSTRUMENT, source, tree[f"data/{round_}/{team}/{source}.csv"].decode())
                for source in ("survey", "observations")
            }
            for place, row in independent.indicators(INSTRUMENT, by_source).items():
                found[team, round_, *place] = row
    return found


def rows_of(frame: pd.DataFrame) -> Iterator[tuple[tuple[str, ...], independent.Row]]:
    for row in frame.to_dict("records"):
        sd = None if pd.isna(row["sd"]) else row["sd"]
        spread = None if pd.isna(row["spread"]) else row["spread"]
        place = (row["team"], row["round"], row["source"], row["level"], row["id"])
        yield place, independent.Row(row["n"], row["mean"], sd, row["low"], spread)


@pytest.mark.parametrize("seed", range(8))
def test_every_indicator_is_what_an_independent_calculation_gives(seed: int) -> None:
    tree = school(seed)
    found = dict(rows_of(measured(tree)[2].indicators))
    assert found == expected(tree)
    assert len(found) > 200


def test_the_schools_are_worth_comparing() -> None:
    """Flags and their absence, missing SDs and every n from 1: none of the comparisons is empty."""
    rows = [row for seed in range(8) for row in expected(school(seed)).values()]
    assert {(row.low, row.spread) for row in rows} >= {
        (low, spread) for low in (True, False) for spread in (True, False)
    }
    assert any(row.sd is None for row in rows)
    assert {row.n for row in rows} >= set(range(1, 20))
