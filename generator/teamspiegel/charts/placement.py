"""A placement: for every topic a bar of how many chose each phase, one for each role where people have roles.

Where counts are withheld there is a track of all phases instead, with a mark in the one in the middle.
"""

from collections.abc import Iterator, Mapping, Sequence
from json import dumps
from typing import Any

from teamspiegel.charts import house
from teamspiegel.charts.cells import halfway, legend, numbers, readable
from teamspiegel.charts.finding import subject
from teamspiegel.charts.house import BAR, LETTERS, LINE, MUTED, WIDTH, Flag, Lane, Record, Row, Spec, marks, wrapped
from teamspiegel.charts.known import alt, known
from teamspiegel.charts.style import Style, small
from teamspiegel.contracts.chart import Chart, DataTable
from teamspiegel.contracts.placement import EVERYBODY, Place, Placement, PlacementResults
from teamspiegel.contracts.strand import Strand

Topics = list[tuple[str, dict[str, Place]]]
"""Where groups are, by their names: the roles, or everybody without one."""


def chart(strand: Strand[Placement, PlacementResults], style: Style) -> Chart | None:
    """None where nothing is told of any topic."""
    placement, found = strand.instrument, strand.latest
    groups = {role.id: role.name for role in placement.roles} or {EVERYBODY: ""}
    asked = [(topic.name, found.places[topic.id]) for topic in placement.topics]
    rows = [(topic, {name: by[id_] for id_, name in groups.items() if id_ in by}) for topic, by in asked]
    medians = {
        topic: {small(group): place.median - 1 for group, place in by.items() if place.median} for topic, by in rows
    }
    if not any(medians.values()):
        return None
    phases = [phase.name for phase in placement.phases]
    what = style.say("subject.placement")
    told = [style.say("subject.role", role=small(role), n=found.people[id_]) for id_, role in groups.items() if role]
    n = style.listed(told) or style.count("subject.people", found.people[EVERYBODY])
    under = subject(strand.round, what, style, n)
    if any(place.median and not place.counts for _, by in rows for place in by.values()):
        under = f"{under} {style.say('placement.track')}"
    return Chart(
        _finding(medians, [small(phase) for phase in phases], style),
        style.sentence(what, style.count("things.topics", len(rows)), style.listed(phases)),
        _spec(rows, [*groups.values()], phases, style),
        _table(rows, phases, style),
        under,
    )


def _finding(medians: Mapping[str, Mapping[str, int]], phases: Sequence[str], style: Style) -> str:
    """Where groups stand furthest apart, as a question; or what is furthest on, and what comes after all else.

    `medians`: by topic the place of each group in the phases, from 0 on.
    """
    told = {topic: by for topic, by in medians.items() if by}
    topic, by = max(told.items(), key=lambda one: max(one[1].values()) - min(one[1].values()))
    high, low = max(by, key=by.__getitem__), min(by, key=by.__getitem__)
    if by[high] > by[low]:
        words = {"high_phase": phases[by[high]], "low_phase": phases[by[low]]}
        return style.say("finding.phases_apart", name=topic, high=high, low=low, **words)
    at = {topic: next(iter(by.values())) for topic, by in told.items()}
    first, last = max(at.values()), min(at.values())
    said = []
    for word, phase in {"furthest": first, "at": last}.items() if first > last else [("at", last)]:
        topics = [topic for topic in at if at[topic] == phase]
        names = style.named(topics, "topics")
        said.append(style.count(f"finding.{word}", len(topics), names=names, phase=phases[phase]))
    return style.joined(*said)


def _spec(rows: Topics, groups: Sequence[str], phases: Sequence[str], style: Style) -> Spec:
    own, drawn, deepest = style.say("means.own"), list[Row](), 1
    for topic, by in rows:
        marks: list[Record] = []
        for group, place in by.items():
            flag, series = _flag(place, style), group or own
            words = wrapped(_words(group, place, phases, style), LETTERS - flag.letters)
            deepest = max(deepest, house.lines([words]))
            marks.append({"series": series, "words": words, **flag.record()})
            marks += ({"series": series, **cell} for cell in _cells(place, len(phases)))
        drawn.append(Row(topic, marks))
    told = {
        "stands": style.say("placement.median"),
        "place": style.say("placement.phase"),
        "count": style.say("head.n"),
    }
    base = _template(phases, told, style.palette.ramp, deepest)
    params = {**style.colours, "voices": [group or own for group in groups]}
    return house.filled_rows(base, drawn, _lane(deepest), params, house.BOLD)


def _lane(deepest: int) -> Lane:
    """A bar below so many lines of words."""
    return Lane(high=LINE * deepest + BAR + 8, middle=0, space=14)


def _cells(place: Place, phases: int) -> Iterator[Record]:
    """How many are in each phase; or a track of all phases, with where the median is."""
    for at in range(1, phases + 1):
        if not place.counts and place.median:
            yield {"phase": at, "median": place.median}
        elif place.counts and (count := place.counts[at - 1]):
            yield {"phase": at, "count": count}


def _words(group: str, place: Place, phases: Sequence[str], style: Style) -> str:
    """Who they are and how many, and where the middle is when nothing else tells."""
    who = style.say("subject.role", role=group, n=place.n) if group else style.say("n", n=place.n)
    if not place.median:
        return style.say("head.voice", voice=who, column=style.say("withheld"))
    if place.counts:
        return who
    return style.say("placement.middle", who=who, phase=phases[place.median - 1])


def _flag(place: Place, style: Style) -> Flag:
    """That people see it differently, or else that it is something to talk about."""
    if place.divided:
        return Flag(style.say("flag.spread"), style.colours["spread"], "diamond")
    if place.talking_point:
        return Flag(style.say("flag.talking"), style.colours["accent"], "triangle-right")
    return Flag("")


@known
def _template(phases: Sequence[str], told: Mapping[str, str], ramp: Sequence[str], deepest: int) -> Spec:
    """`told`: the heads of what a pointer reads. `deepest`: how many lines there are above a bar."""
    k = len(phases)
    names: dict[float, str] = {at: wrapped(f"{at}. {phase}", LETTERS - 4) for at, phase in enumerate(phases, 1)}
    look: dict[str, Any] = {"yOffset": LINE * deepest + BAR / 2 + 6, "tooltip": house.told(told)}
    squares = legend(names, symbolStrokeWidth=1, symbolStrokeColor=ramp[-1])
    shades = alt.Scale(domain=[1, (1 + k) / 2, k], range=list(ramp[2:]), interpolate="rgb")
    scale = alt.Scale(domain=[0, 1], range=[1, WIDTH - 1], nice=False)
    cell = {"x": alt.X("start:Q", axis=None, scale=scale), "x2": "stop:Q"}
    shaded = {**cell, "fill": alt.Fill("phase:Q", scale=shades, legend=squares)}
    track, middle = "isValid(datum.median)", "datum.median == datum.phase"
    sign = {"shape": "diamond", "filled": True, "size": 90, "opacity": 1, "color": readable("phase")}
    cells = alt.layer(
        marks(track, **cell).mark_bar(height=BAR, fill="transparent", stroke=MUTED, strokeDash=[3, 3], **look),
        marks(f"!{track} || {middle}", **shaded).mark_bar(height=BAR, stroke=ramp[-1], **look),
        numbers(color=readable("phase"), **look).transform_filter(f"!{track}"),
        halfway(middle).mark_point(**sign, **look),
    )
    called = dumps(phases)
    cells = (
        cells.transform_filter("isValid(datum.phase)")
        .transform_calculate(
            size=f"{track} ? 1 : datum.count",
            said="'' + datum.count",
            stands=f"{called}[datum.median - 1]",
            place=f"isValid(datum.count) ? {called}[datum.phase - 1] : datum.count",
        )
        .transform_stack(stack="size", as_=["start", "stop"], groupby=["row", "series"], offset="normalize")
    )
    who = marks("isValid(datum.words)", text="words:N", x=alt.value(0))
    said = who.mark_text(align="left", yOffset=house.BESIDE, color=MUTED)
    return house.rowed(cells, said, lane=_lane(deepest), bold=True)


def _table(rows: Topics, phases: Sequence[str], style: Style) -> DataTable:
    """A row per topic and role: n, the median, and how many chose each phase."""
    withheld, lines = style.say("withheld"), []
    for topic, by in rows:
        for group, place in by.items():
            label = style.say("head.voice", voice=topic, column=group) if group else topic
            median = phases[place.median - 1] if place.median else withheld
            counts = [str(n) for n in place.counts] if place.counts else [withheld] * len(phases)
            lines.append((label, str(place.n), median, *counts))
    head = (style.say("thing.topics"), style.say("head.n"), style.say("placement.median"), *phases)
    return DataTable(head, tuple(lines))
