"""Teams that the charts are tried on: the instrument that is written by hand, and others that are hard to draw."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from teamspiegel.charts.build import school_charts, team_charts
from teamspiegel.charts.style import Style
from teamspiegel.charts.team import ShownTeam
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.definitions import Definitions, Prediction
from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.place import Aspect, Place
from teamspiegel.contracts.published import BandCount, Publication, Published, Response, Results
from teamspiegel.contracts.report import TeamReport, TeamRound
from teamspiegel.contracts.words import Words
from teamspiegel.edges.disk import Project, read_theme_tree
from teamspiegel.reading.theme import read_theme
from teamspiegel.reports import reports_of

from tests.handmade import axis, block, instrument, item, layer, published, school

THEME = read_theme(read_theme_tree(Project(Path(__file__).parents[2]))).saying(Words())
STYLE = Style(THEME.wording, THEME.palette, decimals=1)

ONE = (
    item("seen-start", 3.5),
    item("seen-turns", 2.8),
    item("self-start", 4.1),
    item("self-turns", 3.2, 0.9),
    item("team-start", 2.4),
    item("team-talk", 3.0),
    item("mood-start", 5.0),
    block("seen", "calm", 3.5),
    block("seen", "room", 2.8),
    block("self", "calm", 4.1),
    block("self", "room", 3.2),
    block("team", "calm", 2.4),
    layer("seen", 3.2),
    layer("self", 3.7),
    layer("team", 2.7),
    layer("mood", 5.0),
    axis("can", 3.2),
    axis("want", 3.2),
)
"""Every number of the instrument, of one team in one round."""

COUNTS = {
    "self-start": {3: 3, 4: 5, 5: 4},
    "self-turns": {1: 1, 2: 3, 3: 2, 4: 5, 5: 1},
    "team-start": {1: 4, 2: 3, 3: 2, 4: 3},
}
BANDS = {"seen": (BandCount("rare", 4, 33), BandCount("often", 8, 67))}
GROUPS = (
    Prediction(group="Red", why="-", position={"want": 4, "can": 2.25}),
    Prediction(group="Blue", why="-", position={"want": 2, "can": 4}),
)


def report(
    *rounds: Iterable[Published], predictions: Sequence[Prediction] = (), counts: Any = COUNTS, **changes: Any
) -> TeamReport:
    """Team a with these numbers in rounds one, two and so on; the latest one with distributions and bands."""
    names = ("one", "two", "three")[: len(rounds)]
    told = published({("a", name): numbers for name, numbers in zip(names, rounds, strict=True)}, bands=BANDS)
    *earlier, latest = told.results
    whole = Publication((*earlier, replace(latest, distributions=counts)))
    found = reports_of(school(rounds=names, **changes), whole)["a"]
    return replace(found, predictions=dict.fromkeys(names, tuple(predictions)))


def drawn(found: TeamReport) -> dict[str, Chart]:
    """The charts of a team's latest round by key."""
    assert found.latest
    return team_charts(found, THEME.wording, THEME.palette)[found.latest.round.id]


def charts() -> dict[str, Chart]:
    """One of every kind."""
    return drawn(report(ONE, (*ONE[1:], item("seen-start", 4.4)), predictions=GROUPS))


def shown_team(found: TeamReport) -> ShownTeam:
    """The team in the round that the charts of a team's latest round are made at."""
    assert found.latest
    return ShownTeam(found.latest, STYLE, found.references)


def rows(chart: Chart, *columns: str) -> list[Any]:
    """These columns of the chart's data, of the rows that have them all; the values themselves for one column."""
    found = [row for row in chart.spec["datasets"]["rows"] if all(column in row for column in columns)]
    return [row[columns[0]] if len(columns) == 1 else tuple(row[column] for column in columns) for row in found]


def parameter(chart: Chart, name: str) -> Any:
    """The value of a parameter of the chart's specification."""
    (value,) = [one["value"] for one in chart.spec["params"] if one["name"] == name]
    return value


def encodings(layer: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """What a layer and the layers in it encode."""
    yield layer.get("encoding", {})
    for below in layer.get("layer", ()):
        yield from encodings(below)


def marks(layer: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The marks of a layer and of the layers in it."""
    if "mark" in layer:
        yield layer["mark"]
    for below in layer.get("layer", ()):
        yield from marks(below)


def without(numbers: Iterable[Published], *ids: str) -> list[Published]:
    """The numbers with those of some ids withheld: too few people."""
    return [Published(one.place, 4, 4, withheld="small") if one.place.id in ids else one for one in numbers]


# ----- what is hard to draw ------------------------------------------------------------------------------

WORDS = "Wij nemen na elke les samen de tijd om te kijken wat onze leerlingen hebben geleerd en wat nog een keer moet"
LONG = (WORDS + " gebeuren, dag na dag")[:120]
SCALES = ((1, 4), (1, 5), (1, 7), (0, 10))


def long_school(low: int, high: int, teams: int = 1) -> dict[str, Chart]:
    """Every chart of a team with twelve statements of 120 letters on a scale, and of teams on it in one quadrant."""
    found = _long(low, high)
    names = [f"t{number}" for number in range(teams)]
    definitions = replace(school(names), instruments={found.id: found})
    results = [_long_results(found, name, number) for number, name in enumerate(names)]
    reports = reports_of(definitions, Publication(tuple(results)))
    shown = _renamed(definitions, reports)
    mine = drawn(replace(reports["t0"], predictions={"one": GROUPS}))
    return {**mine, **school_charts(shown, THEME.wording, THEME.palette)}


def _renamed(definitions: Definitions, reports: Mapping[str, TeamReport]) -> list[TeamRound]:
    return [
        replace(reports[team.id].rounds[0], team=team.model_copy(update={"name": f"Team Horeca en Bakkerij {number}"}))
        for number, team in enumerate(definitions.teams)
    ]


def _long(low: int, high: int) -> Instrument:
    declared = instrument()
    blocks = [block.model_dump() for block in declared.blocks]
    layers = [
        {
            "id": id_,
            "name": f"De laag met een lange naam {id_}",
            "description": "-",
            "source": "survey",
            "mean_of": "items",
            "items": tuple(
                {
                    "id": f"{id_}-{number}",
                    "text": LONG,
                    "short": f"{number}. {LONG}"[:120],
                    "block": blocks[number % 2]["id"],
                }
                for number in range(12)
            ),
        }
        for id_ in ("ik", "wij")
    ]
    bridge = (low + high) / 2
    return Instrument.model_validate(
        {
            **declared.model_dump(exclude={"layers", "axes", "elements"}),
            "scale": {"min": low, "max": high, "labels": {low: "helemaal niet mee eens", high: "helemaal mee eens"}},
            "thresholds": {"bridge_axis": bridge, "spread": 0.8, "border": 0.1},
            "elements": (),
            "layers": tuple(layers),
            "axes": (
                {"id": "can", "name": "Gezamenlijk kunnen", "description": "-", "position": ("ik",)},
                {"id": "want", "name": "Gezamenlijk willen", "description": "-", "position": ("wij",)},
            ),
        }
    )


def _long_results(found: Instrument, team: str, number: int) -> Results:
    scale = found.scale
    bridge = float(found.thresholds.bridge_axis)

    def at(part: float, aspect: Aspect) -> Published:
        mean = round(scale.min + part * (scale.max - scale.min), 1)
        return Published(Place(team, "one", aspect), 12, 12, mean, sd=0.9, low=mean < bridge, spread=True)

    numbers = [
        # Most teams crowd together, as teams of one school do.
        at(0.4 + (number * 7 % 11) / 50 + index / 100, aspect) if aspect.kind != "item" else at(index % 12 / 11, aspect)
        for index, aspect in enumerate(found.aspects)
    ]
    masked = numbers[3]
    numbers[3] = replace(
        masked, mean=None, at_least=scale.max - 0.9, low=False, withheld="masked", sd=None, spread=None
    )
    counts = {id_: {score: 1 + int(score) % 3 * 4 for score in scale.scores} for id_ in found.items}
    response = Response("survey", "survey", 12, 12, 15)
    return Results(team, "one", {one.place.aspect: one for one in numbers}, counts, {}, {"survey": response})
