"""Teams that the charts are tried on: a small instrument of its own, with numbers made by hand."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from teamspiegel.charts.build import charts_of
from teamspiegel.charts.pen import Pen
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.definitions import Round, Team
from teamspiegel.contracts.insights import AxisPosition, Position
from teamspiegel.contracts.instrument import (
    AnswerScale,
    Axis,
    Band,
    Block,
    Culture,
    Element,
    Instrument,
    Item,
    Layer,
    Quadrant,
    Thresholds,
)
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.published import BandCount, Published, Results
from teamspiegel.contracts.report import Change, Reference, TeamRound
from teamspiegel.edges.disk import Project, read_theme_tree
from teamspiegel.insights import insights_of
from teamspiegel.reading.theme import read_theme

THEME = read_theme(read_theme_tree(Project(Path(__file__).parents[2])))
PEN = Pen(THEME.wording, THEME.palette, decimals=1)

ROUND = Round(id="najaar", label="Meting in het najaar", date=date(2030, 10, 1), kind="nulmeting")
BEFORE = Round(id="voorjaar", label="Meting in het voorjaar", date=date(2030, 3, 1), kind="nulmeting")
EARLIEST = Round(id="start", label="Start", date=date(2029, 10, 1), kind="nulmeting")
BETWEEN = Round(id="tussen", label="Tussenmeting", date=date(2030, 6, 1), kind="tussenmeting")
TEAM = Team(id="bouw", name="Team Bouw", members=20)

BLOCKS = (Block(id="taal", name="Taal", description="-"), Block(id="maat", name="Maat", description="-"))
ELEMENTS = (
    Element(id="luisteren", name="Luisteren", block="taal", description="-"),
    Element(id="spreken", name="Spreken", block="taal", description="-"),
    Element(id="meten", name="Meten", block="maat", description="-"),
)

LESSONS = Layer(
    id="lessen",
    name="Lessen",
    description="-",
    source="observations",
    mean_of="blocks",
    scale=AnswerScale(min=1, max=5, step=0.5, labels={1: "nooit", 3: "soms", 5: "altijd"}),
    bands=(
        Band(id="weinig", name="weinig", description="-", below=Decimal("2.5")),
        Band(id="soms", name="soms", description="-", below=Decimal("3.5")),
        Band(id="vaak", name="vaak", description="-"),
    ),
    items=(
        Item(id="les-luisteren", text="-", short="Luistert", element="luisteren"),
        Item(id="les-spreken", text="-", short="Spreekt", element="spreken"),
        Item(id="les-meten", text="-", short="Meet", element="meten"),
    ),
)
SELF = Layer(
    id="zelf",
    name="Zelf",
    description="-",
    source="survey",
    mean_of="items",
    items=(
        Item(id="zelf-luisteren", text="-", short="Ik luister", element="luisteren"),
        Item(id="zelf-nog-eens", text="-", short="Ik luister nog eens", element="luisteren"),
        Item(id="zelf-lezen", text="-", short="Lezen", block="taal"),
    ),
)
TOGETHER = Layer(
    id="samen",
    name="Samen",
    description="-",
    source="survey",
    mean_of="items",
    items=(
        Item(id="samen-lezen", text="-", short="Lezen", block="taal"),
        Item(id="samen-spreken", text="-", short="Wij spreken", element="spreken"),
    ),
)
MOOD = Layer(
    id="sfeer",
    name="Sfeer",
    description="-",
    source="survey",
    mean_of="items",
    scale=AnswerScale(min=1, max=7),
    thresholds=Thresholds(bridge_axis=Decimal(4), spread=Decimal(1)),
    items=(
        Item(id="sfeer-thuis", text="-", short="Thuis voelen", block="maat"),
        Item(id="sfeer-lachen", text="-", short="Lachen"),
    ),
)

INSTRUMENT = Instrument(
    id="proef",
    version="1",
    name="Proef",
    description="-",
    scale=AnswerScale(min=1, max=5, labels={1: "oneens", 2: "enigszins oneens", 3: "neutraal", 4: "eens", 5: "zeer"}),
    thresholds=Thresholds(bridge_axis=Decimal(3), spread=Decimal("0.8")),
    blocks=BLOCKS,
    elements=ELEMENTS,
    layers=(LESSONS, SELF, TOGETHER, MOOD),
    axes=(
        Axis(id="kunnen", name="Kunnen", description="-", position=("lessen",), beside=("zelf", "sfeer")),
        Axis(id="willen", name="Willen", description="-", position=("samen",)),
    ),
    quadrant=Quadrant(
        x="willen",
        y="kunnen",
        cultures=(
            Culture(id="stil", x="low", y="low", name="Stilstand", description="-"),
            Culture(id="alleen", x="low", y="high", name="Ieder voor zich", description="-"),
            Culture(id="wens", x="high", y="low", name="Goede wil", description="-"),
            Culture(id="groei", x="high", y="high", name="Samen groeien", description="-"),
        ),
    ),
)


def indicator(source: str, level: str, id_: str, mean: float, **other: Any) -> Published:
    """A published number of 20 answers without a flag, unless said otherwise."""
    usual = Published(Aspect(source, level, id_), 20, mean, 0.5, low=False, spread=False, suppressed="", interval=None)
    return replace(usual, **other)


def withheld(found: Published) -> Published:
    """The same place, with nothing of its number left."""
    return replace(found, n=None, mean=None, sd=None, low=None, spread=None, suppressed="small", interval=None)


def _indicators() -> Iterable[Published]:
    means = ((LESSONS, (2.9, 4.0, 3.5)), (SELF, (3.9, 3.2, 3.4)), (TOGETHER, (3.4, 2.5)), (MOOD, (5.0, 3.0)))
    for layer, values in means:
        for item, mean in zip(layer.items, values, strict=True):
            low = mean < INSTRUMENT.thresholds_of(layer).bridge_axis
            yield indicator(layer.id, "item", item.id, mean, low=low)
    yield indicator("lessen", "block", "taal", 3.5, n=18)
    yield indicator("lessen", "block", "maat", 3.5, n=18)
    yield indicator("zelf", "block", "taal", 3.5)
    yield indicator("samen", "block", "taal", 3.0, sd=0.9, spread=True)
    yield indicator("sfeer", "block", "maat", 5.0)
    yield indicator("lessen", "layer", "lessen", 3.5, n=18)
    yield indicator("zelf", "layer", "zelf", 3.5)
    yield indicator("samen", "layer", "samen", 2.9, low=True)
    yield indicator("sfeer", "layer", "sfeer", 4.0)
    yield indicator("axis", "axis", "kunnen", 3.5, interval=(3.2, 3.8))
    yield indicator("axis", "axis", "willen", 2.9, interval=(2.6, 3.2))


RESULTS = Results(
    "bouw",
    "najaar",
    {found.place: found for found in _indicators()},
    distributions={
        "les-luisteren": {1.0: 2, 2.5: 6, 3.0: 4, 3.5: 6},
        "zelf-luisteren": {3.0: 4, 4.0: 14, 5.0: 2},
        "zelf-nog-eens": {2.0: 4, 3.0: 8, 4.0: 8},
        "samen-lezen": {3.0: 12, 4.0: 8},
        "sfeer-thuis": {4.0: 10, 6.0: 10},
    },
    bands={"lessen": (BandCount("weinig", 4, 22), BandCount("soms", 9, 50), BandCount("vaak", 5, 28))},
    responses={},
)


def position(x: float, y: float, *, x_corrected: float | None = None, interval: bool = True) -> Position:
    """A place on the two axes, with intervals of 0.3 to both sides."""
    names = {("low", "low"): 0, ("low", "high"): 1, ("high", "low"): 2, ("high", "high"): 3}
    assert INSTRUMENT.quadrant
    sides = ("low" if x < 3 else "high", "low" if y < 3 else "high")
    return Position(
        _on_axis("willen", x, x if x_corrected is None else x_corrected, interval),
        _on_axis("kunnen", y, y, interval),
        INSTRUMENT.quadrant.cultures[names[sides]],
    )


def _on_axis(axis: str, mean: float, corrected: float, interval: bool) -> AxisPosition:
    found = indicator("axis", "axis", axis, mean, interval=(mean - 0.3, mean + 0.3) if interval else None)
    side, border = ("low" if mean < 3 else "high"), round(abs(mean - 3), 9) <= 0.1
    return AxisPosition(INSTRUMENT.axis_by_id[axis], found, mean, corrected, side, border)  # type: ignore[arg-type]


INSIGHTS = replace(insights_of(INSTRUMENT, RESULTS), position=position(2.9, 3.5))
VIEW = TeamRound(TEAM, ROUND, INSTRUMENT, RESULTS, INSIGHTS)


def with_indicators(view: TeamRound, changed: Iterable[Published]) -> TeamRound:
    """The view with some of its numbers changed."""
    changes = {found.place: found for found in changed}
    return replace(view, results=replace(view.results, indicators={**view.results.indicators, **changes}))


def all_withheld(view: TeamRound) -> TeamRound:
    """The view of a team that is too small for every number."""
    hidden = with_indicators(view, map(withheld, view.results.indicators.values()))
    results = replace(hidden.results, distributions={}, bands={})
    return replace(hidden, results=results, insights=replace(view.insights, position=None))


# ----- more rounds -------------------------------------------------------------------------------------


def older(round_: Round, by: float, view: TeamRound = VIEW) -> TeamRound:
    """The team in a round in which every mean was so much lower, within the scale of five."""
    means = {
        place: replace(found, mean=None if found.mean is None else round(min(max(found.mean - by, 1), 5), 1))
        for place, found in view.results.indicators.items()
    }
    results = Results(view.team.id, round_.id, means, distributions={}, bands={}, responses={})
    return replace(view, round=round_, results=results, earlier=())


def changed(now: Published, then: Published, since: str, *, band: float | None = 0.3) -> Change:
    """How a mean moved, where more than 0.3 is clear."""
    if now.mean is None or then.mean is None:
        return Change(now.place, since, None, None, "")
    difference = round(now.mean - then.mean, 1)
    clear = "higher" if difference > 0.3 else "lower" if difference < -0.3 else "none"
    return Change(now.place, since, difference, band, clear)


def after(*earlier: TeamRound, view: TeamRound = VIEW, apart: Collection[Aspect] = ()) -> TeamRound:
    """The view with older rounds, compared with each in every place but those `apart`."""
    changes = {
        (past.round.id, place): changed(now, past.results.indicators[place], past.round.id)
        for past in earlier
        for place, now in view.results.indicators.items()
        if place in past.results.indicators and place not in apart
    }
    return replace(view, earlier=earlier, results=replace(view.results, changes=changes))


def at(place: Position | None, view: TeamRound = VIEW) -> TeamRound:
    """The view with the team in another place of the quadrant."""
    return replace(view, insights=replace(view.insights, position=place))


# ----- what is drawn -----------------------------------------------------------------------------------


def charts(
    view: TeamRound = VIEW,
    predictions: Iterable[tuple[str, Mapping[str, float]]] = (),
    references: Iterable[Reference] = (),
) -> dict[str, Chart]:
    """The charts of a view in the shipped theme."""
    return charts_of(view, list(predictions), list(references), THEME.wording, THEME.palette)


def data(chart: Chart | None, name: str) -> list[dict[str, Any]]:
    """A dataset of a chart's specification."""
    assert chart is not None
    found: list[dict[str, Any]] = chart.spec["datasets"].get(name, [])
    return found


def written(chart: Chart | None) -> list[str]:
    """Every text on a chart."""
    return [row["text"] for row in data(chart, "texts")]
