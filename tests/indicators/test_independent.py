"""Schools of another instrument, made at random, against a calculation that shares no line with the package."""

import random
from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import cache
from itertools import combinations
from typing import Any

import pytest
import yaml
from teamspiegel.contracts.measured import Measurement
from teamspiegel.contracts.numbers import half_up, root_half_up
from teamspiegel.contracts.published import Published
from teamspiegel.pipeline import published_of
from teamspiegel.reports import reports_of

from tests import independent
from tests.schools import Files, measured, published

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
                {"id": "m0", "text": "m0", "short": "m0", "element": "e0"},
                {"id": "m1", "text": "m1", "short": "m1", "element": "e1", "reversed": True},
                {"id": "m2", "text": "m2", "short": "m2", "element": "e2"},
                {"id": "m3", "text": "m3", "short": "m3"},
                {"id": "m4", "text": "m4", "short": "m4", "block": "roer"},
            ],
        },
        {
            "id": "reder",
            "name": "Reder",
            "description": "Mean of blocks of unequal size.",
            "source": "survey",
            "mean_of": "blocks",
            "items": [
                {"id": "d0", "text": "d0", "short": "d0", "block": "boeg", "reversed": True},
                {"id": "d1", "text": "d1", "short": "d1", "block": "boeg"},
                {"id": "d2", "text": "d2", "short": "d2", "block": "boeg"},
                {"id": "d3", "text": "d3", "short": "d3", "block": "kiel"},
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
                {"id": id_, "text": id_, "short": id_, "reversed": id_ == "w2"} for id_ in ("w0", "w1", "w2")
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
                {"id": id_, "text": id_, "short": id_, "element": f"e{number}", "reversed": number == 4}
                for number, id_ in enumerate(("g0", "g1", "g2", "g3", "g4"))
            ],
        },
        {
            "id": "sluis",
            "name": "Sluis",
            "description": "Observed as well, on the scale of the survey.",
            "source": "observations",
            "mean_of": "items",
            "items": [
                {"id": "s0", "text": "s0", "short": "s0", "block": "kiel"},
                {"id": "s1", "text": "s1", "short": "s1"},
            ],
        },
    ],
    "axes": [
        {"id": "koers", "name": "Koers", "description": "Two layers.", "position": ["bemanning", "reder"]},
        {"id": "diepte", "name": "Diepte", "description": "One layer.", "position": ["logboek"], "beside": ["weer"]},
        {"id": "wind", "name": "Wind", "description": "Another scale.", "position": ["weer"]},
        {"id": "reis", "name": "Reis", "description": "Two sources.", "position": ["reder", "sluis"]},
    ],
}  # fmt: skip


def newer() -> dict[str, Any]:
    """Another version: an item less and one more, one turned round, a layer on another scale, one in another order."""
    found = deepcopy(INSTRUMENT)
    found |= {"id": "zeekaart-3", "version": "3.0", "decimals": 1}
    crew, owner, weather, log, _ = found["layers"]
    crew["items"] = [item for item in reversed(crew["items"]) if item["id"] != "m3"]
    crew["items"].append({"id": "m5", "text": "m5", "short": "m5", "block": "kiel"})
    owner["items"][1]["reversed"] = True
    weather["scale"] = {"min": 1, "max": 6}
    log["items"].reverse()
    return found


NEWER = newer()

SEEDS = range(6)
SOURCES = ("survey", "observations")
TEAMS = {"noord": 30, "zuid": 12, "oost": 4, "west": 60}
ROUNDS: dict[str, tuple[str, dict[str, Any]]] = {
    "winter": ("2027-01-01", NEWER),
    "voorjaar": ("2026-03-01", INSTRUMENT),
    "najaar": ("2026-10-01", INSTRUMENT),
    "zomer": ("2027-06-01", NEWER),
}
BY_DATE = sorted(ROUNDS, key=lambda round_: ROUNDS[round_][0])


def columns(instrument: Mapping[str, Any], source: str) -> list[tuple[str, list[str]]]:
    """Each item of a source with the scores that it may get."""
    found = []
    for layer in instrument["layers"]:
        scale = layer.get("scale", instrument["scale"])
        step = scale.get("step", 1)
        scores = [f"{scale['min'] + step * k:g}" for k in range(int((scale["max"] - scale["min"]) / step) + 1)]
        if layer["source"] == source:
            found += [(item["id"], scores) for item in layer["items"]]
    return found


def table(rng: random.Random, instrument: Mapping[str, Any], source: str, units: int) -> str:
    """A CSV text in which a good part of the cells is empty, and some rows are nearly empty."""
    items = columns(instrument, source)
    rng.shuffle(items)
    names = ["respondent"] if source == "survey" else ["lesson", "teacher"]
    lines = [",".join([*names, *(item for item, _ in items)])]
    for unit in range(units):
        missing = rng.choice([0.0, 0.1, 0.5, 0.9])
        cells = [rng.choice(scores) if rng.random() >= missing else "" for _, scores in items]
        if unit == 0 and not any(cells):  # a file without a single answer is a mistake
            cells[0] = items[0][1][0]
        people = [f"u{unit}"] if source == "survey" else [f"l{unit}", f"t{unit // 2}"]
        lines.append(",".join([*people, *cells]))
    return "\n".join(lines) + "\n"


@cache
def school(seed: int) -> Files:
    rng = random.Random(seed)
    tree = {
        "content/teams.yml": yaml.safe_dump([{"id": id_, "name": id_, "members": n} for id_, n in TEAMS.items()]),
        "content/rounds.yml": "".join(
            f"- {{id: {id_}, label: {id_}, date: {date}, kind: tussenmeting, instrument: {used['id']}}}\n"
            for id_, (date, used) in ROUNDS.items()
        ),
        **{f"content/instruments/{used['id']}.yml": yaml.safe_dump(used) for used in (INSTRUMENT, NEWER)},
    }
    for round_, (_, used) in ROUNDS.items():
        for team, members in TEAMS.items():
            for source in SOURCES:
                tree[f"data/{round_}/{team}/{source}.csv"] = table(rng, used, source, rng.randint(1, members))
    return {path: text.encode() for path, text in tree.items()}


@cache
def given(seed: int, team: str, round_: str) -> independent.Given:
    """What a team answered in a round of a school."""
    used = ROUNDS[round_][1]
    tables = {source: school(seed)[f"data/{round_}/{team}/{source}.csv"].decode() for source in SOURCES}
    units = {source: independent.units(used, source, text) for source, text in tables.items()}
    return used, independent.bases(used, units)


def expected(seed: int) -> dict[tuple[str, ...], independent.Row]:
    return {
        (team, round_, *place): row
        for round_ in ROUNDS
        for team in TEAMS
        for place, row in independent.indicators(*given(seed, team, round_)).items()
    }


def rows_of(numbers: list[Measurement]) -> Iterator[tuple[tuple[str, ...], independent.Row]]:
    """What was measured, rounded as it would be published if there were no gate."""
    for one in numbers:
        used = ROUNDS[one.round][1]
        for aspect, number in one.numbers.items():
            places = used.get("decimals", 1)
            mean = half_up(number.mean, places)
            sd = None if number.variance is None else root_half_up(number.variance, places)
            limits = used["thresholds"]
            layer = next((layer for layer in used["layers"] if layer["id"] == aspect.source), None)
            if layer is None:
                (axis,) = (axis for axis in used["axes"] if axis["id"] == aspect.id)
                (layer,) = (layer for layer in used["layers"] if layer["id"] == axis["position"][0])
            limits = layer.get("thresholds", limits)
            spread = None if sd is None else sd >= limits["spread"]
            yield (
                (one.team, one.round, *aspect),
                independent.Row(number.n, number.people, mean, sd, mean < limits["bridge_axis"], spread),
            )


@pytest.mark.parametrize("seed", SEEDS)
def test_every_number_is_what_an_independent_calculation_gives(seed: int) -> None:
    found = dict(rows_of(measured(school(seed))[2]))
    assert found == expected(seed)
    assert len(found) > 400


@cache
def told(seed: int) -> dict[tuple[str, ...], Published]:
    """What is published of a school, by team, round and aspect."""
    return {
        (results.team, results.round, *aspect): found
        for results in published(school(seed)).results
        for aspect, found in results.indicators.items()
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_published_is_the_same_or_says_where_it_lies(seed: int) -> None:
    """Wherever a number is told; where a mean lies between bounds, the calculated one does too."""
    for place, right in expected(seed).items():
        found = told(seed)[place]
        assert (found.n, found.people) == (right.n, right.people)
        if found.mean is not None:
            assert (found.mean, found.low) == (right.mean, right.low)
        low, high = found.ends(0, 10)
        assert low <= right.mean <= high
        assert found.low in (None, right.low)
        assert (found.sd, found.spread) in ((None, None), (right.sd, right.spread))


@pytest.mark.parametrize("seed", SEEDS)
def test_every_change_is_what_an_independent_calculation_gives(seed: int) -> None:
    definitions, numbers = published_of(school(seed))
    reports = reports_of(definitions, numbers)
    found = {
        (team, view.round.id, since, *aspect): change
        for team, report in reports.items()
        for view in report.rounds
        for (since, aspect), change in view.changes.items()
    }
    right = {
        (team, now, then, *place): independent.changed(
            independent.Row(*shown(seed, (team, then, *place))),
            independent.Row(*shown(seed, (team, now, *place))),
            10 if given(seed, team, now)[1][place].values else 0,  # an axis over two files has no values of its own
            ROUNDS[now][1].get("decimals", 1),
        )
        for then, now in combinations(BY_DATE, 2)
        for team in TEAMS
        for place in independent.comparable(given(seed, team, then), given(seed, team, now))
        if told(seed)[team, then, *place].mean is not None and told(seed)[team, now, *place].mean is not None
    }
    assert {
        place: independent.Changed(change.difference, change.band, change.direction)
        for place, change in found.items()
        if change.difference is not None
    } == right
    assert len(right) > 100


def shown(seed: int, place: tuple[str, ...]) -> tuple[Any, ...]:
    found = told(seed)[place]
    return found.n, found.people, found.mean, found.sd, found.low, found.spread


def test_the_schools_are_worth_comparing() -> None:
    """Flags and their absence, missing SDs, every n from 1, every word: none of the comparisons is empty."""
    rows = [row for seed in SEEDS for row in expected(seed).values()]
    assert {(row.low, row.spread) for row in rows} >= {
        (low, spread) for low in (True, False) for spread in (True, False)
    }
    assert any(row.sd is None for row in rows)
    assert {row.n for row in rows} >= set(range(1, 20))
    moved = [
        (aspect.kind, change.direction)
        for seed in SEEDS
        for report in reports_of(*published_of(school(seed))).values()
        for view in report.rounds
        for (_, aspect), change in view.changes.items()
    ]
    assert {direction for _, direction in moved} == {"higher", "lower", "none", None}
    assert {kind for kind, direction in moved if direction == "none"} == {"item", "block", "layer", "axis"}
    assert any(found.bounded for seed in SEEDS for found in told(seed).values())


def test_what_the_two_versions_have_in_common() -> None:
    """Written out: what stands in both, on the same scale, turned the same way, and made of the same."""
    old, new = (independent.composition(used) for used in (INSTRUMENT, NEWER))
    assert {place for place in new if new[place] == old.get(place)} == {
        *(("bemanning", "item", f"m{number}") for number in (0, 1, 2, 4)),
        *(("reder", "item", f"d{number}") for number in (0, 2, 3)),
        *(("logboek", "item", f"g{number}") for number in range(5)),
        ("bemanning", "block", "boeg"),
        ("bemanning", "block", "roer"),
        ("reder", "block", "kiel"),
        *(("logboek", "block", block) for block in ("boeg", "kiel", "roer")),
        ("logboek", "layer", "logboek"),
        ("axis", "axis", "diepte"),
        *(("sluis", "item", f"s{number}") for number in range(2)),
        ("sluis", "block", "kiel"),
        ("sluis", "layer", "sluis"),
    }


@pytest.mark.parametrize(
    ("freedom", "printed"),
    [(1, 12.706), (2, 4.303), (5, 2.571), (13, 2.160), (22, 2.074), (30, 2.042), (60, 2.000), (120, 1.980)],
)
def test_the_independent_quantiles_are_those_of_the_printed_table(freedom: int, printed: float) -> None:
    assert round(independent.student(freedom), 3) == printed
