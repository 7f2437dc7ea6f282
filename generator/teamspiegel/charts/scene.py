"""What a quadrant shows, and how that is said: in its legend, in one sentence and in a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from teamspiegel.charts.moments import told_apart
from teamspiegel.charts.pen import Pen
from teamspiegel.charts.sheet import OPEN, Entry
from teamspiegel.contracts.chart import DataTable
from teamspiegel.contracts.definitions import Round
from teamspiegel.contracts.insights import Position
from teamspiegel.contracts.instrument import Axis, Quadrant
from teamspiegel.contracts.place import AXIS, Aspect
from teamspiegel.contracts.report import TeamRound

Predictions = Sequence[tuple[str, Mapping[str, float]]]

PLUS = "M-1,0L1,0M0,-1L0,1"
"""Two thin lines, as the path that Vega takes for a shape."""


@dataclass(frozen=True)
class Scene:
    """What is there to be shown on the two axes. `withheld`: there is a position, but it may not be published."""

    team: str
    x: Axis
    y: Axis
    position: Position | None
    earlier: tuple[tuple[Round, Position], ...]
    predictions: Predictions
    withheld: bool

    def __bool__(self) -> bool:
        return bool(self.position or self.earlier or self.predictions)

    def rounds(self, pen: Pen) -> list[str]:
        """The names of the earlier rounds."""
        return told_apart([round_ for round_, _ in self.earlier], pen)


def scene_of(view: TeamRound, corners: Quadrant, predictions: Predictions, *, reveal: bool) -> Scene:
    """The scene of a team and round; without `reveal` as it is before the team sees its result."""
    x, y = (view.instrument.axis_by_id[axis] for axis in (corners.x, corners.y))
    complete = [(group, values) for group, values in predictions if {x.id, y.id} <= set(values)]
    if not reveal:
        return Scene(view.team.name, x, y, None, (), complete, withheld=False)
    measured = [view.results.get(Aspect(AXIS, "axis", axis.id)) for axis in (x, y)]
    withheld = any(indicator is not None and not indicator.told for indicator in measured)
    return Scene(view.team.name, x, y, view.insights.position, view.path, complete, withheld)


def point_text(position: Position, pen: Pen) -> str:
    """Both values with the names of their axes."""
    x, y = position.x, position.y
    values = {"x_value": pen.place(x), "y_value": pen.place(y)}
    return pen.say("quadrant.point", x=x.axis.name.lower(), y=y.axis.name.lower(), **values)


def legend_entries(scene: Scene, pen: Pen) -> list[Entry]:
    """The shapes that stand on the panel, and the word that the team's own point is withheld."""
    accent, muted = pen.ink("accent"), pen.ink("muted")
    entries = {
        Entry("circle", muted, pen.say("quadrant.withheld"), fill=OPEN): scene.withheld,
        Entry("circle", accent, pen.say("quadrant.measured")): scene.position is not None,
        Entry(PLUS, accent, pen.say("interval")): scene.position and _has_interval(scene.position),
        Entry("diamond", pen.ink("ink"), pen.say("quadrant.expected"), fill=OPEN): scene.predictions,
        Entry("circle", muted, pen.say("quadrant.earlier"), size=45): scene.earlier,
    }
    return [entry for entry, shown in entries.items() if shown]


def summary(scene: Scene, pen: Pen) -> str:
    """Where the team stands, whether that is on the border, and how many predictions there are."""
    axes = {"team": scene.team, "x": scene.x.name.lower(), "y": scene.y.name.lower()}
    expected = pen.count("quadrant.groups", len(scene.predictions))
    if scene.position is None:
        return pen.say(
            "quadrant.summary_expected" if scene.predictions else "quadrant.summary_withheld", **axes, expected=expected
        )
    point, culture = point_text(scene.position, pen), pen.one_of([one.name for one in scene.position.cultures])
    border = [axis.axis.name.lower() for axis in (scene.position.x, scene.position.y) if axis.on_border]
    parts = (
        pen.say("quadrant.summary", team=scene.team, point=point, culture=culture),
        pen.say("quadrant.on_border", axes=pen.listed(border)) if border else "",
        pen.say("quadrant.with_expected", expected=expected) if scene.predictions else "",
        pen.say("end"),
    )
    return "".join(parts)


def table(scene: Scene, pen: Pen) -> DataTable:
    """A row per point: measured, earlier, predicted."""
    hidden = pen.say("withheld")
    rows = [
        *(_measured_rows(scene.position, pen) if scene.position else []),
        *([(pen.say("quadrant.measured"), hidden, hidden)] if scene.withheld else []),
        *(
            (name, pen.place(old.x), pen.place(old.y))
            for name, (_, old) in zip(scene.rounds(pen), scene.earlier, strict=True)
        ),
        *(
            (pen.say("quadrant.expected_by", group=group), _written(values[scene.x.id]), _written(values[scene.y.id]))
            for group, values in scene.predictions
        ),
    ]
    return DataTable((pen.say("head.position"), scene.x.name, scene.y.name), tuple(rows))


def _has_interval(position: Position) -> bool:
    return bool(position.x.indicator.uncertainty or position.y.indicator.uncertainty)


def _measured_rows(position: Position, pen: Pen) -> list[tuple[str, str, str]]:
    x, y = position.x, position.y
    rows = [(pen.say("quadrant.measured"), pen.mean(x.indicator), pen.mean(y.indicator))]
    if x.is_corrected or y.is_corrected:
        rows.append((pen.say("quadrant.corrected"), pen.place(x), pen.place(y)))
    if _has_interval(position):
        rows.append((pen.say("interval"), pen.interval(x.indicator), pen.interval(y.indicator)))
    return rows


def _written(value: float) -> str:
    """A prediction as the group wrote it down, such as 2,25: it is no measurement, so it is not rounded."""
    return f"{value:g}".replace(".", ",")
