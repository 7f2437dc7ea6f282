"""What a chart of change shows, and how that is said: in a word per row, in a table and in one sentence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from teamspiegel.charts.moments import Moment
from teamspiegel.charts.pen import Kind, Pen
from teamspiegel.contracts.chart import DataTable
from teamspiegel.contracts.published import Published
from teamspiegel.contracts.report import Apart, Change, Direction


@dataclass(frozen=True)
class ChangeRow:
    """What one thing scored, by round id; `change` is None when these rounds cannot be compared, and `apart`
    says why."""

    label: str
    indicators: Mapping[str, Published]
    change: Change | None
    apart: Apart | None
    colour: str

    def mean(self, moment: Moment) -> float | None:
        """The published mean of a round."""
        found = self.indicators.get(moment.id)
        return found.mean if found else None


@dataclass(frozen=True)
class ChangeSection:
    """Rows that belong together, under a heading when it has one."""

    rows: tuple[ChangeRow, ...]
    heading: str = ""


def known_means(row: ChangeRow, moments: Sequence[Moment]) -> list[tuple[Moment, float]]:
    """The rounds whose mean may be shown, with that mean."""
    return [(moment, mean) for moment in moments if (mean := row.mean(moment)) is not None]


def direction_word(direction: Direction | None, pen: Pen) -> str:
    """The word of a direction; nothing where there is nothing to say."""
    if direction == "higher":
        return pen.say("change.higher")
    if direction == "lower":
        return pen.say("change.lower")
    return pen.say("change.unclear") if direction == "none" else ""


def missing_word(row: ChangeRow, shown: Sequence[Moment], pen: Pen) -> str:
    """Which side of a comparison is withheld; nothing when neither is."""
    known = [moment for moment, _ in known_means(row, shown)]
    latest = row.indicators.get(shown[-1].id)
    if latest and latest.bounded:
        return pen.say("change.bound_now", bound=pen.mean(latest))
    if not known:
        return pen.say("withheld")
    if not known[-1].latest:
        return pen.say("change.withheld_now")
    return pen.say("change.withheld_then") if len(known) == 1 else ""


def table(rows: Sequence[ChangeRow], moments: Sequence[Moment], pen: Pen) -> DataTable:
    """A row per thing: its mean in every round that asked it, the difference, the noise band and the word."""
    asked = [moment for moment in moments if any(moment.id in row.indicators for row in rows)]
    words = (pen.say("head.difference"), pen.say("head.noise"), pen.say("head.change"))
    head = (pen.thing("any"), *(moment.name for moment in asked), *words)
    return DataTable(head, tuple((row.label, *_means(row, asked, pen), *_changed(row.change, pen)) for row in rows))


def _means(row: ChangeRow, asked: Sequence[Moment], pen: Pen) -> Iterator[str]:
    for moment in asked:
        found = row.indicators.get(moment.id)
        yield pen.mean(found) if found else pen.say("none")


def _changed(change: Change | None, pen: Pen) -> tuple[str, str, str]:
    """The difference, the noise band and the word."""
    none, withheld = pen.say("none"), pen.say("withheld")
    if change is None:
        return none, none, pen.say("change.apart")
    if change.difference is None:
        return withheld, withheld, withheld
    band = none if not change.direction else withheld
    if change.band is not None:
        band = pen.say("change.band", band=pen.number(change.band))
    return pen.signed(change.difference), band, direction_word(change.direction, pen) or none


def summary(
    sections: Sequence[ChangeSection], rows: Sequence[ChangeRow], shown: Sequence[Moment], pen: Pen, kind: Kind
) -> str:
    """From when to when, and which of the first section's rows went where."""
    first = [row for section in sections[:1] for row in section.rows if len(known_means(row, shown)) > 1]
    found = {
        direction: [row.label for row in first if row.change and row.change.direction == direction]
        for direction in get_args(Direction)
    }
    parts = [
        pen.say("change.summary_part", word=direction_word(direction, pen), names=pen.named(labels, kind))
        for direction, labels in found.items()
        if labels
    ]
    apart = sum(row.change is None for row in rows)
    if first and not parts:
        parts = [pen.say("change.summary_bare", things=pen.things(kind, len(first)))]
    parts += [pen.count("change.summary_apart", apart)] if apart else []
    when = pen.say("change.summary", first=shown[0].said, last=shown[-1].said)
    return when + ("; ".join(parts) or pen.say("withheld")) + pen.say("end")
