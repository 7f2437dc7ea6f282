"""The scale that means lie on: numbers and words above it, a ruler in every row, the bridge axis through it."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from teamspiegel.charts.lettering import width, wrapped
from teamspiegel.charts.sheet import BASELINE, SMALL, WIDTH, Sheet, own_colour, pixels, place, scored
from teamspiegel.contracts.instrument import AnswerScale, Thresholds

LETTERS = 15


@dataclass(frozen=True)
class Ruler:
    """The whole scores that means lie between, the score under which a mean is low, and the words of the ends."""

    low: int
    high: int
    bridge: float
    low_label: str = ""
    high_label: str = ""

    def at(self, score: float) -> float:
        """Where a score lies, in pixels."""
        return place(score, self.low, self.high)

    def fits(self, other: "Ruler") -> bool:
        """Whether means on both may be laid side by side; what the scores are called does not matter for that."""
        return (self.low, self.high, self.bridge) == (other.low, other.high, other.bridge)


def ruler_of(scale: AnswerScale, thresholds: Thresholds) -> Ruler:
    """The ruler of one layer's scale."""
    labels = (scale.labels.get(end, "") for end in (scale.min, scale.max))
    return Ruler(scale.min, scale.max, float(thresholds.bridge_axis), *labels)


def shared(rulers: Sequence[Ruler]) -> Ruler:
    """One ruler for layers whose rulers fit: without the words of the ends when they do not agree about them."""
    first = rulers[0]
    return first if all(ruler == first for ruler in rulers) else Ruler(first.low, first.high, first.bridge)


def ruler_layers(low: float, high: float) -> list[alt.Chart]:
    """The layers of the ruler: a line per row, and ticks across it."""
    track = (
        alt.Chart(alt.NamedData("tracks"))
        .mark_rule(strokeWidth=1)
        .encode(x=scored(low, high), x2="x2:Q", y=pixels(), color=own_colour())
    )
    ticks = (
        alt.Chart(alt.NamedData("ticks"))
        .mark_rule(strokeWidth=alt.expr("datum.thick"))
        .encode(x=scored(low, high), y=pixels(), y2="y2:Q", color=own_colour())
    )
    return [track, ticks]


def ruler_head(sheet: Sheet, ruler: Ruler) -> None:
    """The words of the scale's ends, the bridge axis, and the whole scores."""
    _ends(sheet, ruler)
    for score in range(ruler.low, ruler.high + 1):
        sheet.write(str(score), ruler.at(score), sheet.y + BASELINE, "muted", align="center", size=SMALL)
    sheet.y += LETTERS + 7


def ruler_row(sheet: Sheet, ruler: Ruler, middle: float, reach: float, above: float = 0) -> None:
    """The ruler of one row: `reach` is how far the bridge axis goes above and below the middle, and `above` further."""
    sheet.add("tracks", x=ruler.low, x2=ruler.high, y=middle, colour=sheet.pen.ink("line"))
    for score in range(ruler.low, ruler.high + 1):
        _tick(sheet, score, middle - 4, middle + 4, "line", 1)
    _tick(sheet, ruler.bridge, middle - reach - above, middle + reach, "muted", 1.5)


def _tick(sheet: Sheet, score: float, top: float, bottom: float, role: str, thick: float) -> None:
    sheet.add("ticks", x=score, y=top, y2=bottom, colour=sheet.pen.ink(role), thick=thick)


def _ends(sheet: Sheet, ruler: Ruler) -> None:
    bridge = sheet.pen.say("bridge", value=sheet.pen.threshold(ruler.bridge))
    half, middle = width(bridge, SMALL) / 2, ruler.at(ruler.bridge)
    middle = min(max(middle, half), WIDTH - half)
    left = _end(ruler.low_label, middle - half - 12)
    right = _end(ruler.high_label, WIDTH - middle - half - 12)
    sheet.y += LETTERS * max(len(left), len(right), 1)
    sheet.write(bridge, middle, sheet.y, "ink", align="center", size=SMALL)
    for lines, x, align in ((left, 0, "left"), (right, WIDTH, "right")):
        for up, line in enumerate(reversed(lines)):
            sheet.write(line, x, sheet.y - up * LETTERS, "muted", align=align, size=SMALL)
    sheet.y += 3


def _end(label: str, room: float) -> list[str]:
    """The word of an end of the scale in lines, or nothing where the bridge axis leaves no room."""
    return wrapped(label, min(room, 130), SMALL) if label and room > 60 else []
