"""What every chart is written and coloured with: the theme's words and colours, and the decimals of the numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from teamspiegel.charts.template import Inks
from teamspiegel.contracts.insights import AxisPosition, Position
from teamspiegel.contracts.numbers import dutch, dutch_threshold, signed
from teamspiegel.contracts.published import Published
from teamspiegel.contracts.theme import Palette, Wording

Kind = Literal["survey", "observations", "blocks", "layers", "any"]
"""What the rows of a chart are: a layer's items by the source of their answers, blocks, layers, or of more than one."""

MOST_NAMES = 3
"""More names than these are counted in a sentence, not listed."""


@dataclass(frozen=True)
class Style:
    """Words, colours and numbers in one hand; nothing in a chart is worded or coloured without it."""

    wording: Wording
    palette: Palette
    decimals: int

    def say(self, key: str, **values: object) -> str:
        """A text of the charts' own words."""
        return self.wording.say(f"charts.{key}", **values)

    def count(self, key: str, n: int, **values: object) -> str:
        """A text of the charts' own words in singular or plural."""
        return self.wording.count(f"charts.{key}", n, **values)

    def things(self, kind: Kind, n: int) -> str:
        """So many of what the rows of a chart are."""
        return self.count(f"things.{kind}", n)

    def thing(self, kind: Kind) -> str:
        """What one row is, as the head of a column."""
        return self.say(f"thing.{kind}")

    def number(self, value: float) -> str:
        """A number as published, with a decimal comma."""
        return dutch(value, self.decimals)

    def signed(self, difference: float) -> str:
        """A difference with its sign: +0,3 or −0,3; a zero has none."""
        return signed(difference, self.decimals)

    def threshold(self, value: float) -> str:
        """A threshold as the author wrote it, never rounded: 3,0 but 2,75."""
        return dutch_threshold(value)

    def mean(self, indicator: Published) -> str:
        """The mean, where it lies, or the word that it is withheld."""
        if indicator.mean is not None:
            return self.number(indicator.mean)
        return self.between(indicator.at_least, indicator.at_most)

    def between(self, at_least: float | None, at_most: float | None) -> str:
        """From where to where something lies; an end that is not told is None."""
        ends = {"at_least": at_least, "at_most": at_most}
        told = {name: self.number(end) for name, end in ends.items() if end is not None}
        if not told:
            return self.say("withheld")
        return self.say(f"bound.{'between' if len(told) > 1 else next(iter(told))}", **told)

    def said(self, indicator: Published) -> str:
        """The same in a sentence: tussen 3,4 en 3,8."""
        if indicator.at_least is None or indicator.at_most is None:
            return self.mean(indicator)
        return self.say(
            "bound.within", at_least=self.number(indicator.at_least), at_most=self.number(indicator.at_most)
        )

    def place(self, on_axis: AxisPosition) -> str:
        """Where a team stands on an axis, after a correction: a value, or from where to where."""
        if on_axis.exact:
            return self.number(on_axis.low)
        return self.say("bound.within", at_least=self.number(on_axis.low), at_most=self.number(on_axis.high))

    def values(self, position: Position) -> tuple[str, str]:
        """Where a team stands on each axis, the standing one first, by the words that tell the axes apart."""
        x, y = position.x, position.y
        return (
            self.say("quadrant.value", axis=_own(y, x), value=self.place(y)),
            self.say("quadrant.value", axis=_own(x, y), value=self.place(x)),
        )

    def point(self, position: Position) -> str:
        """Both in one sentence."""
        return self.listed(self.values(position))

    def sd(self, indicator: Published) -> str:
        """The SD, the word that answers are nearly alike or that it is withheld, or a dash when there is none."""
        if indicator.sd is not None:
            return self.number(indicator.sd)
        if indicator.alike:
            return self.say("alike")
        return self.say("withheld") if indicator.withheld else self.say("none")

    def interval(self, indicator: Published) -> str:
        """From where to where the mean may lie, the word that it is withheld, or a dash when there is none."""
        if indicator.uncertainty:
            low, high = map(self.number, indicator.uncertainty)
            return self.say("from_to", low=low, high=high)
        return self.say("withheld") if indicator.withheld else self.say("none")

    def flags(self, indicator: Published) -> str:
        """The words of the flags that an indicator carries, a dash for none, or the word that they are withheld."""
        if indicator.low is None:
            return self.say("withheld")
        words = [self.say("flag.low")] * bool(indicator.low) + [self.say("flag.spread")] * bool(indicator.spread)
        return ", ".join(words) or self.say("none")

    def named(self, names: Sequence[str], kind: Kind) -> str:
        """Names in a sentence, or only how many there are when they would fill it."""
        return self.listed(names) if len(names) <= MOST_NAMES else self.things(kind, len(names))

    def listed(self, names: Sequence[str]) -> str:
        """Names as a sentence lists them: a, b and c."""
        if len(names) < 2:
            return "".join(names)
        return self.say("list", first=", ".join(names[:-1]), last=names[-1])

    def one_of(self, names: Sequence[str]) -> str:
        """Names of which one is the right one: a, b or c."""
        if len(names) < 2:
            return "".join(names)
        return self.say("list_or", first=", ".join(names[:-1]), last=names[-1])

    def day(self, day: date) -> str:
        """A day with its month and year: 24 maart 2026."""
        return f"{day.day} {self.month(day)}"

    def month(self, day: date) -> str:
        """A month with its year: november 2025."""
        return f"{self.wording.texts[f'dates.months.{day.month}']} {day.year}"

    def ink(self, role: str) -> str:
        """The colour of a role on paper; a page puts its own value in the place."""
        return self.palette.roles[role].light

    @property
    def inks(self) -> Inks:
        """The colours that every template is drawn with."""
        return Inks(*(self.ink(role) for role in Inks._fields))

    def series(self, index: int) -> str:
        """The colour of the layer at this place in the instrument; they come round when there are more layers."""
        return self.palette.series[index % len(self.palette.series)].light

    def block(self, index: int) -> str:
        """The colour of the building block at this place in the instrument."""
        return self.palette.blocks[index % len(self.palette.blocks)].light


def _own(axis: AxisPosition, other: AxisPosition) -> str:
    """The words of an axis's name that the other has not: `skill` of collectieve skill beside collectieve will."""
    words, others = axis.axis.name.lower().split(), other.axis.name.lower().split()
    return " ".join(word for word in words if word not in others) or axis.axis.name.lower()
