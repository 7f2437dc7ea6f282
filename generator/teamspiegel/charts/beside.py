"""What means are held against: a small open mark per reference on the ruler, and how it is said whose it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import altair as alt

from teamspiegel.charts.pen import Pen
from teamspiegel.charts.sheet import OPEN, Entry, Sheet, own_colour, pixels, scored
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.published import Published
from teamspiegel.contracts.report import Reference

OFF = 11
"""How far the middle of a mark lies above or under the ruler: beside the dot and its value, never on them."""

SIZE = 42


@dataclass(frozen=True)
class Sign:
    """How a reference is drawn: an open shape that points at the ruler, as the path that Vega takes for a shape."""

    shape: str
    down: bool


BENCHMARKS = (Sign("M-1,-1L0,1L1,-1", True), Sign("M-1,-1L1,-1M0,-1L0,1", True), Sign("M-1,1L1,1M0,1L0,-1", False))
OTHER_TEAMS = Sign("M-1,1L0,-1L1,1", False)


@dataclass(frozen=True)
class Beside:
    """A reference as it is drawn and named in one chart."""

    reference: Reference
    sign: Sign
    label: str
    caption: str

    def mean(self, place: Aspect) -> float | None:
        """The reference mean of a place."""
        return self.reference.means.get(place, (None, 0))[0]


def standing_beside(references: Sequence[Reference], indicators: Sequence[Published], pen: Pen) -> list[Beside]:
    """The references that one of these published means can be held against."""
    found: list[Beside] = []
    for reference, sign in _signed(references):
        known = (one.place.aspect for one in indicators if one.mean is not None)
        teams = [reference.means[aspect][1] for aspect in known if aspect in reference.means]
        if teams:
            found.append(Beside(reference, sign, _label(reference, pen), _caption(reference, teams, pen)))
    return found


def reference_layer(low: float, high: float) -> alt.Chart:
    """The layer of the references' marks."""
    layer: alt.Chart = (
        alt.Chart(alt.NamedData("references"))
        .mark_point(filled=False, opacity=1, strokeWidth=1.75, size=SIZE, shape=alt.expr("datum.shape"))
        .encode(x=scored(low, high), y=pixels(), color=own_colour(), tooltip=alt.Tooltip("tip:N"))
    )
    return layer


def reference_entries(beside: Sequence[Beside], pen: Pen) -> Iterator[Entry]:
    """The legend of these references."""
    return (Entry(one.sign.shape, pen.ink("muted"), one.caption, OPEN, SIZE) for one in beside)


def reference_marks(sheet: Sheet, beside: Sequence[Beside], place: Aspect, middle: float) -> None:
    """Puts the references that have a mean of a place beside its ruler."""
    pen = sheet.pen
    for one in beside:
        mean = one.mean(place)
        if mean is not None:
            y, tip = middle - OFF if one.sign.down else middle + OFF, f"{one.caption}: {pen.number(mean)}"
            sheet.add("references", x=mean, y=y, shape=one.sign.shape, colour=pen.ink("muted"), tip=tip)


def _signed(references: Sequence[Reference]) -> Iterator[tuple[Reference, Sign]]:
    """Every reference with its sign: the benchmarks' come round when there are more of them."""
    benchmarks = 0
    for reference in references:
        if reference.benchmark:
            yield reference, BENCHMARKS[benchmarks % len(BENCHMARKS)]
            benchmarks += 1
        else:
            yield reference, OTHER_TEAMS


def _label(reference: Reference, pen: Pen) -> str:
    return reference.benchmark.label if reference.benchmark else pen.say("references.others")


def _caption(reference: Reference, teams: Sequence[int], pen: Pen) -> str:
    """Whose means they are, of when, and of how many teams: a range where that is not the same in every row."""
    benchmark, fewest, most = reference.benchmark, min(teams), max(teams)
    n = str(fewest) if fewest == most else pen.say("from_to", low=fewest, high=most)
    if benchmark is None:
        return pen.say("references.others_caption", n=n)
    return pen.say("references.benchmark", label=benchmark.label, month=pen.month(benchmark.date), n=n)
