"""Every chart of a team, under the keys that pages ask for."""

import json
from dataclasses import replace
from datetime import date
from itertools import combinations

import altair as alt
import pytest
from teamspiegel.charts.lettering import width
from teamspiegel.charts.placing import Box
from teamspiegel.charts.sheet import WIDTH
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.definitions import Benchmark
from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.report import Reference, TeamRound

from tests.charts.views import (
    BEFORE,
    BETWEEN,
    EARLIEST,
    INSTRUMENT,
    VIEW,
    after,
    all_withheld,
    at,
    charts,
    data,
    older,
    position,
    with_indicators,
    withheld,
)

GROUPS = [
    ("Groep rood", {"willen": 2.0, "kunnen": 4.0}),
    ("De groep van de late dienst", {"willen": 5.0, "kunnen": 5.0}),
]
LONG = "Een zin die veel langer is dan een opschrift hoort te zijn, en die toch helemaal te lezen moet blijven"


def long_names() -> TeamRound:
    """The view with a sentence for every name, and every number flagged at an end of its scale."""
    plain = INSTRUMENT.model_dump()
    for layer in plain["layers"]:
        for item in layer["items"]:
            item["short"] = f"{LONG} {item['id']}"
    for named in (*plain["blocks"], *plain["elements"], *plain["quadrant"]["cultures"]):
        named["name"] = LONG
    ends = [
        replace(found, mean=(1.0, 5.0)[number % 2], sd=2.0, low=number % 2 == 0, spread=True)
        for number, found in enumerate(VIEW.results.indicators.values())
    ]
    return with_indicators(replace(VIEW, instrument=Instrument.model_validate(plain, strict=False)), ends)


def identical() -> TeamRound:
    return with_indicators(VIEW, [replace(found, mean=3.0) for found in VIEW.results.indicators.values()])


def half_withheld() -> TeamRound:
    return with_indicators(VIEW, [withheld(found) for found in [*VIEW.results.indicators.values()][::2]])


def with_path() -> TeamRound:
    return after(at(position(2.8, 3.4), older(BEFORE, 0.1)), at(position(5.0, 1.0), older(BETWEEN, -0.4)))


def four_rounds(view: TeamRound = VIEW) -> TeamRound:
    rounds = (EARLIEST.model_copy(update={"label": LONG}), BEFORE, BETWEEN.model_copy(update={"label": LONG}))
    earlier = [older(round_, by, view) for round_, by in zip(rounds, (0.8, -0.6, 0.1), strict=True)]
    new = [place for place in view.results.indicators if place.level != "item"][::3]
    return after(*earlier, view=view, apart=new)


def unsure(view: TeamRound = VIEW) -> TeamRound:
    """The view with an interval around every mean, far beyond the scale at its ends."""
    found = view.results.indicators.values()
    sure = [replace(one, interval=(one.mean - 0.4, one.mean + 0.4)) for one in found if one.mean is not None]
    return with_indicators(view, sure)


def references() -> list[Reference]:
    """Three benchmarks, of which one with a sentence for a name, and the other teams, at every place."""
    labels = ("Landelijk", LONG, "Regio")
    benchmarks = [
        Benchmark(id=f"ref-{number}", label=label, date=date(2029, 11, 1), instrument="proef", version="1")
        for number, label in enumerate(labels)
    ]
    places = VIEW.results.indicators
    return [
        Reference(
            benchmark, {place: ((1.0, 3.0, 5.0, 3.1)[number % 4], 34 + number) for number, place in enumerate(places)}
        )
        for benchmark in (*benchmarks, None)
    ]


VIEWS = {
    "usual": VIEW,
    "long names, flagged ends": unsure(long_names()),
    "identical": identical(),
    "half withheld": half_withheld(),
    "with a path": with_path(),
    "four rounds": four_rounds(),
    "four rounds, long names": four_rounds(long_names()),
    "four rounds, half withheld": four_rounds(half_withheld()),
    "intervals": unsure(),
}

CASES = [
    pytest.param(chart, id=f"{view}: {key}")
    for view in VIEWS
    for key, chart in charts(VIEWS[view], GROUPS, references()).items()
]


def test_the_keys_are_those_that_pages_ask_for() -> None:
    assert list(charts(VIEW, GROUPS)) == [
        "quadrant",
        "quadrant-predictions",
        "means:lessen",
        "means:lessen:blocks",
        "distribution:lessen",
        "distribution:lessen:taal",
        "bands:lessen",
        "means:zelf",
        "distribution:zelf",
        "distribution:zelf:taal",
        "means:samen",
        "distribution:samen",
        "distribution:samen:taal",
        "means:sfeer",
        "distribution:sfeer",
        "distribution:sfeer:maat",
        "block:taal",
        "block:maat",
        "block:maat:sfeer",
        "blocks",
        "blocks:sfeer",
        "layers:kunnen",
        "layers:willen",
    ]


def test_a_team_with_an_earlier_round_has_charts_of_change_too() -> None:
    assert [key for key in charts(with_path()) if key.startswith("change")] == [
        "change:lessen",
        "change:zelf",
        "change:samen",
        "change:sfeer",
        "change:axes",
        "change:axes:sfeer",
    ]


def test_a_chart_is_named_after_team_round_and_key() -> None:
    found = charts()
    assert found["distribution:lessen:taal"].name == "bouw--najaar--distribution--lessen--taal"
    assert len({chart.name for chart in found.values()}) == len(found)


def test_a_small_team_has_only_its_predictions() -> None:
    assert list(charts(all_withheld(VIEW), GROUPS)) == ["quadrant", "quadrant-predictions"]
    assert charts(all_withheld(VIEW)) == {}


def test_an_item_that_nobody_was_asked_has_no_row() -> None:
    kept = {place: found for place, found in VIEW.results.indicators.items() if place.id != "les-spreken"}
    view = replace(VIEW, results=replace(VIEW.results, indicators=kept))
    assert [row[0] for row in charts(view)["means:lessen"].table.rows] == ["Luistert", "Meet"]
    assert [row[0] for row in charts(view)["distribution:lessen"].table.rows] == ["Luistert", "Meet"]


def test_the_same_numbers_give_the_same_specification() -> None:
    once, again = (json.dumps({key: dict(chart.spec) for key, chart in charts().items()}) for _ in range(2))
    assert once == again


def test_a_layer_keeps_its_colour_in_every_chart() -> None:
    found = charts()
    (zelf,) = {dot["colour"] for dot in data(found["means:zelf"], "dots")}
    voices = {dot["tip"].split(", ")[-1].split(":")[0]: dot["colour"] for dot in data(found["block:taal"], "dots")}
    assert voices["Zelf"] == zelf


def test_every_kind_of_specification_is_vega_lite() -> None:
    # The specifications are made without looking them over, for speed. Charts of a kind differ only in their data.
    kinds = {key.split(":")[0]: chart for key, chart in charts(four_rounds(unsure()), GROUPS, references()).items()}
    for chart in kinds.values():
        alt.LayerChart.from_dict(dict(chart.spec), validate=True)


@pytest.mark.parametrize("chart", CASES)
def test_no_text_is_cut_or_lies_on_another(chart: Chart) -> None:
    boxes = {index: _box(row) for index, row in enumerate(data(chart, "texts"))}
    sheet = Box(-1, 0, WIDTH + 1, chart.spec["height"] + 1)
    assert [data(chart, "texts")[index]["text"] for index, box in boxes.items() if box.outside(sheet) > 0.5] == []
    assert [(one, other) for one, other in combinations(boxes, 2) if boxes[one].overlap(boxes[other]) > 1] == []


@pytest.mark.parametrize("chart", CASES)
def test_a_table_is_whole(chart: Chart) -> None:
    assert chart.summary.endswith(".")
    assert chart.table.rows
    assert {len(row) for row in chart.table.rows} == {len(chart.table.head)}
    assert all(cell for row in chart.table.rows for cell in row)


def _box(row: dict[str, float | str]) -> Box:
    """What a text covers: from the top of its letters to the bottom of their tails."""
    size, x, y = (float(row[name]) for name in ("fontSize", "x", "y"))
    wide = width(str(row["text"]), size, bold=row["fontWeight"] == "bold") * 0.96  # the estimate is generous
    left = {"left": x, "center": x - wide / 2, "right": x - wide}[str(row["align"])]
    return Box(left, y - size * 0.75, left + wide, y + size * 0.2)
