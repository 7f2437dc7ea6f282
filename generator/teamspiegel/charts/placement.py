"""A placement: for every topic a bar of how many chose each phase, one for each role where people have roles.

Where counts are withheld there is a track of all phases instead, with a mark in the one in the middle.
"""

from collections.abc import Iterator, Mapping
from json import dumps
from typing import Any

from teamspiegel.charts import house
from teamspiegel.charts.finding import Stands, of_phases
from teamspiegel.charts.house import BAR, LETTERS, LINE, WIDTH, Row, Spec, marks, wrapped
from teamspiegel.charts.known import known
from teamspiegel.charts.strand import name, small, subtitle
from teamspiegel.charts.style import Style
from teamspiegel.charts.team import KeyedCharts
from teamspiegel.charts.vega_lite import alt
from teamspiegel.contracts.chart import Chart, DataTable
from teamspiegel.contracts.placement import EVERYBODY, Place, Placement, PlacementResults
from teamspiegel.contracts.strand import Strand

GAP, SPACE = 8, 14
"""How much room is left under a bar, and between topics."""

BOLD = LETTERS - 6
"""How many bold letters surely fit on a line."""

Groups = dict[str, str]
"""The names of groups by their ids: the roles, or everybody without a name."""


def charts(strand: Strand[Placement, PlacementResults], style: Style) -> KeyedCharts:
    """places: None where nothing is told of any topic."""
    placement, found = strand.instrument, strand.latest
    groups = {role.id: role.name for role in placement.roles} or {EVERYBODY: ""}
    rows = [(topic, found.places[topic.id]) for topic in placement.topics]
    medians = [
        Stands(topic.name, {small(groups[id_]): place.median - 1 for id_, place in by.items() if place.median})
        for topic, by in rows
    ]
    if not any(topic.by for topic in medians):
        yield "places", None
        return
    phases = [phase.name for phase in placement.phases]
    every = [place for _, by in rows for place in by.values()]
    what = style.say("subject.placement")
    n = style.count("subject.people", found.people.get(EVERYBODY, 0))
    if placement.roles:
        told = [style.say("subject.role", role=small(role), n=found.people[id_]) for id_, role in groups.items()]
        n = style.listed(told)
    under = subtitle(strand, what, style, n)
    if any(place.median and not place.counts for place in every):
        under = f"{under} {style.say('placement.track')}"
    yield (
        "places",
        Chart(
            name(strand, "places"),
            of_phases(medians, [small(phase) for phase in phases], style),
            style.sentence(what, style.count("things.topics", len(rows)), style.listed(phases)),
            _spec([(topic.name, by) for topic, by in rows], groups, phases, style),
            _table([(topic.name, by) for topic, by in rows], groups, phases, style),
            under,
        ),
    )


def _spec(rows: list[tuple[str, Mapping[str, Place]]], groups: Groups, phases: list[str], style: Style) -> Spec:
    labels = house.distinct([wrapped(label, BOLD) for label, _ in rows])
    data: list[Row] = []
    deepest = 1
    for label, (topic, by) in zip(labels, rows, strict=True):
        data.append({"row": label})
        for lane, (id_, group) in enumerate(groups.items()):
            place = by.get(id_)
            if place is None:
                continue
            flag = _flag(place, style)
            words = wrapped(_words(group, place, phases, style), LETTERS - len(flag["flag"]) - 4 if flag else LETTERS)
            deepest = max(deepest, house.lines([words]))
            of_lane = {"row": label, "series": group or style.say("means.own"), "lane": lane}
            data.append({**of_lane, "words": words, **flag})
            data += ({**of_lane, **cell} for cell in _cells(topic, group, place, phases, style))
    shown = [group or style.say("means.own") for group in groups.values()]
    names = tuple(wrapped(f"{at}. {phase}", LETTERS - 4) for at, phase in enumerate(phases, 1))
    return house.filled(
        _template(len(groups), names, style.palette.ramp, deepest),
        data,
        style.colours,
        LINE * house.lines(labels) + _high(deepest) * len(groups) + SPACE,
        voices=shown,
    )


def _cells(topic: str, group: str, place: Place, phases: list[str], style: Style) -> Iterator[Row]:
    """How many are in each phase; or all phases, of which one is that of the median."""
    for at, phase in enumerate(phases, 1):
        read = {" ": ", ".join(filter(None, (topic, group)))}
        if place.counts and place.counts[at - 1]:
            told = {**read, style.say("placement.phase"): phase, style.say("head.n"): str(place.counts[at - 1])}
            yield {"phase": at, "count": place.counts[at - 1], "told": told}
        elif place.median and not place.counts:
            told = {**read, style.say("placement.median"): phases[place.median - 1]}
            yield {"phase": at, "track": True, "median": at == place.median, "told": told}


def _words(group: str, place: Place, phases: list[str], style: Style) -> str:
    """Who they are and how many, and where the middle is when nothing else tells."""
    who = style.say("subject.role", role=group, n=place.n) if group else style.say("n", n=place.n)
    if not place.median:
        return style.say("head.voice", voice=who, column=style.say("withheld"))
    if place.counts:
        return who
    return style.say("placement.middle", who=who, phase=phases[place.median - 1])


def _flag(place: Place, style: Style) -> dict[str, str]:
    """That people see it differently, or else that it is something to talk about."""
    if place.divided:
        return {"flag": style.say("flag.spread"), "sign": "diamond", "colour": style.colours["spread"]}
    if place.talking_point:
        return {"flag": style.say("flag.talking"), "sign": "triangle-right", "colour": style.colours["accent"]}
    return {}


def _high(deepest: int) -> int:
    """How high a bar is with the lines above it."""
    return LINE * deepest + BAR + GAP


@known
def _template(lanes: int, names: tuple[str, ...], ramp: tuple[str, ...], deepest: int) -> Spec:
    """`names`: of the phases. `deepest`: how many lines there are above a bar."""
    k, high = len(names), _high(deepest)

    def down(pixels: float) -> dict[str, Any]:
        """So far down in the room of a group, seen from the middle of the row."""
        return {"yOffset": alt.expr(f"step / 2 - {high * lanes + SPACE - pixels} + {high} * datum.lane")}

    deep, first = down(LINE * deepest + BAR / 2 + 6), down(LINE / 2 + 4)
    shades = alt.Scale(domain=[1, (1 + k) / 2, k], range=list(ramp[2:]), interpolate="rgb")
    squares = house.legend(
        names, type="symbol", symbolType="square", symbolStrokeWidth=1, symbolStrokeColor=ramp[-1],
        values=list(range(1, k + 1)), labelExpr=f"split({dumps(names)}[datum.value - 1], '\\n')",
    )  # fmt: skip
    fill = alt.Fill("phase:Q", scale=shades, legend=squares)
    told = alt.expr("datum.told")
    edge: dict[str, Any] = {"stroke": ramp[-1], "strokeWidth": 1, "height": BAR}
    x = alt.X("start:Q", axis=None, scale=alt.Scale(domain=[0, 1], range=[1, WIDTH - 1], nice=False))
    shade = "scale('fill', datum.phase)"
    readable = alt.expr(f"contrast('white', {shade}) > contrast('black', {shade}) ? 'white' : 'black'")
    cells = marks(x=x, x2="stop:Q", fill=fill).mark_bar(**edge, **deep, tooltip=told)
    counts = marks(x=alt.X("middle:Q"), text="count:Q").transform_filter(
        "datum.count / datum.n > 0.035 * length('' + datum.count)"
    )
    stacked = (
        alt.layer(cells, counts.mark_text(**deep, color=readable, tooltip=told))
        .transform_filter("isValid(datum.count)")
        .transform_window(end="sum(count)", groupby=["row", "series"], frame=[None, 0])
        .transform_joinaggregate(n="sum(count)", groupby=["row", "series"])
        .transform_calculate(
            start="(datum.end - datum.count) / datum.n",
            stop="datum.end / datum.n",
            middle="(datum.start + datum.stop) / 2",
        )
    )
    empty = marks(x=x, x2="stop:Q").mark_bar(
        height=BAR, **deep, fill="transparent", stroke=alt.expr("muted"), strokeDash=[3, 3], tooltip=told
    )
    own = marks(x=x, x2="stop:Q", fill=fill).transform_filter("datum.median").mark_bar(**edge, **deep, tooltip=told)
    sign = marks(x=alt.X("middle:Q")).transform_filter("datum.median")
    track = (
        alt.layer(empty, own, sign.mark_point(shape="diamond", filled=True, size=90, opacity=1, **deep, color=readable))
        .transform_filter("datum.track")
        .transform_calculate(
            start=f"(datum.phase - 1) / {k}", stop=f"datum.phase / {k}", middle="(datum.start + datum.stop) / 2"
        )
    )
    who = marks(text="words:N", x=alt.value(0)).transform_filter("isValid(datum.words)")
    flag = marks(color=house.OWN, text="flag:N", x=alt.value(WIDTH - 16)).transform_filter("isValid(datum.flag)")
    point = marks(color=house.OWN, shape=alt.Shape("sign:N", scale=None), x=alt.value(WIDTH - 7)).transform_filter(
        "isValid(datum.sign)"
    )
    drawn = alt.layer(
        stacked,
        track,
        who.mark_text(align="left", **first, color=alt.expr("muted")),
        flag.mark_text(align="right", **first),
        point.mark_point(filled=True, opacity=1, size=70, **first),
    )
    return house.template(
        house.divided(), drawn.transform_filter("isValid(datum.series)"), y=house.labelled(labelFontWeight="bold")
    )


def _table(rows: list[tuple[str, Mapping[str, Place]]], groups: Groups, phases: list[str], style: Style) -> DataTable:
    """A row per topic and role: n, the median, and how many chose each phase."""
    withheld, lines = style.say("withheld"), []
    for topic, by in rows:
        for id_, group in groups.items():
            place = by.get(id_)
            if place is None:
                continue
            label = style.say("head.voice", voice=topic, column=group) if group else topic
            median = phases[place.median - 1] if place.median else withheld
            counts = [str(n) for n in place.counts] if place.counts else [withheld] * len(phases)
            lines.append((label, str(place.n), median, *counts))
    head = (style.say("thing.topics"), style.say("head.n"), style.say("placement.median"), *phases)
    return DataTable(head, tuple(lines))
