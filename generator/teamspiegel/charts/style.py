"""What every chart is written and coloured with: the theme's words and colours, and the decimals of the numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Literal

from teamspiegel.contracts.definitions import Round
from teamspiegel.contracts.insights import AxisPosition, Position
from teamspiegel.contracts.interviews import HowMany
from teamspiegel.contracts.numbers import dutch, percent, signed
from teamspiegel.contracts.published import Published
from teamspiegel.contracts.theme import Palette, Wording

Kind = Literal["survey", "observations", "blocks", "layers", "any", "topics", "options", "scales", "test", "themes"]
"""What the rows of a chart are: a layer's items by the form of their answers, blocks, layers, or of more than one; or
what an instrument of another kind asks about."""

MOST_NAMES = 3
"""More names than these are counted in a sentence, not listed."""

MOST_LETTERS = 60
"""A name of more letters than these makes a sentence that nobody reads to its end."""


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

    def number(self, value: float) -> str:
        """A number as published, with a decimal comma."""
        return dutch(value, self.decimals)

    def signed(self, difference: float) -> str:
        """A difference with its sign: +0,3 or −0,3; a zero has none."""
        return signed(difference, self.decimals)

    def mean(self, indicator: Published) -> str:
        """The mean, where it lies, or the word that it is withheld."""
        if indicator.mean is not None:
            return self.number(indicator.mean)
        return self.between(indicator.at_least, indicator.at_most)

    def between(self, at_least: float | None, at_most: float | None) -> str:
        """From where to where something lies; an end that is not told is None."""
        told = _ends(at_least, at_most, self.number)
        return self.say(f"bound.{'_'.join(told)}", **told) if told else self.say("withheld")

    def part(self, indicator: Published) -> str:
        """A mean that is a part of 1, as a percentage: itself, where it lies, or the word that it is withheld."""
        if indicator.mean is not None:
            return percent(indicator.mean)
        told = _ends(indicator.at_least, indicator.at_most, percent)
        return self.say(f"part.{'_'.join(told)}", **told) if told else self.say("withheld")

    def told_in(self, count: HowMany, interviews: int) -> str:
        """In how many interviews something was told: a number, or the word that stands in its place."""
        if isinstance(count, int):
            return self.say("told_in.count", n=count, of=interviews)
        return self.say("told_in.few" if count == "few" else "told_in.nearly_all")

    def place(self, on_axis: AxisPosition) -> str:
        """Where a team stands on an axis, after a correction: a value, or from where to where."""
        return self.number(on_axis.low) if on_axis.exact else self.between(on_axis.low, on_axis.high)

    def values(self, position: Position) -> list[str]:
        """Where a team stands on each axis, the standing one first, by the words that tell the axes apart."""
        x, y = (on_axis.axis.name.lower().split() for on_axis in (position.x, position.y))
        standing = [word for word in y if word not in x] or y, self.place(position.y)
        lying = [word for word in x if word not in y] or x, self.place(position.x)
        return [self.say("quadrant.value", axis=" ".join(axis), value=value) for axis, value in (standing, lying)]

    def missing(self, indicator: Published) -> str:
        """The word that something is withheld, or a dash where there is nothing to tell."""
        return self.say("withheld" if indicator.withheld else "none")

    def sd(self, indicator: Published) -> str:
        """The SD, or the word that answers are nearly alike."""
        if indicator.sd is not None:
            return self.number(indicator.sd)
        return self.say("alike") if indicator.alike else self.missing(indicator)

    def interval(self, indicator: Published) -> str:
        """From where to where the mean may lie."""
        return self.between(*indicator.uncertainty) if indicator.uncertainty else self.missing(indicator)

    def hidden(self, then: bool, now: bool) -> str:
        """The word that a number is withheld, or only then or now; nothing where it is told both times."""
        if then and now:
            return ""
        return self.say("change.withheld_then" if now else "change.withheld_now" if then else "withheld")

    def flags(self, indicator: Published) -> str:
        """The words of the flags that an indicator carries, a dash for none, or the word that they are withheld."""
        if indicator.low is None:
            return self.say("withheld")
        words = [self.say(f"flag.{flag}") for flag in ("low", "spread") if getattr(indicator, flag)]
        return ", ".join(words) or self.say("none")

    def named(self, names: Sequence[str], kind: Kind) -> str:
        """Names in a sentence, or only how many there are when they would fill it. Where one holds the word that stands
        between the last two, each is a quotation, so that it is clear where it ends."""
        if len(names) > MOST_NAMES:
            return self.count(f"things.{kind}", len(names))
        told, between = [brief(name) for name in names], self.say("list.and", first="", last="")
        several = len(told) > 1 and any(between in name for name in told)
        return self.listed([quoted(name) for name in told] if several else told)

    def listed(self, names: Sequence[str], word: Literal["and", "or"] = "and") -> str:
        """Names as a sentence lists them: a, b and c; or a, b or c, of which one is the right one."""
        if len(names) < 2:
            return "".join(names)
        return self.say(f"list.{word}", first=", ".join(names[:-1]), last=names[-1])

    def rounds(self, rounds: Sequence[Round]) -> list[str]:
        """Each label with its year, where it does not hold that; with its month too where that is not enough."""
        months = [self.wording.month(one.date) for one in rounds]
        years = [_with(one.label, str(one.date.year)) for one in rounds]
        named = zip(rounds, years, months, strict=True)
        return [year if years.count(year) == 1 else _with(one.label, month) for one, year, month in named]

    def joined(self, *said: str) -> str:
        """Findings behind each other, without those that say nothing."""
        return self.say("finding.and").join(filter(None, said))

    def sentence(self, *parts: str) -> str:
        """What a chart is of and what is in it, for who does not see it."""
        return "; ".join(parts) + self.say("end")

    @property
    def colours(self) -> dict[str, str]:
        """The colours of the roles on paper, which a template takes; a page puts its own values in their place."""
        return {role: colour.light for role, colour in self.palette.roles.items()}

    def series(self, index: int) -> str:
        """The colour of the layer at this place in the instrument; they come round when there are more layers."""
        return self.palette.series[index % len(self.palette.series)].light

    def block(self, index: int) -> str:
        """The colour of the building block at this place in the instrument."""
        return self.palette.blocks[index % len(self.palette.blocks)].light


def small(text: str) -> str:
    """A name in a sentence, without its capital; the rest may be a name of somebody or something."""
    return text[:1].lower() + text[1:]


def brief(name: str) -> str:
    """A name as a sentence has it: a long statement as a quotation of how it begins. Its row has the whole."""
    return name if len(name) <= MOST_LETTERS else quoted(shorten(name, MOST_LETTERS, placeholder="…"))


def quoted(name: str) -> str:
    """A name as a quotation, which it may be already."""
    return name if name.startswith("‘") else f"‘{name}’"


def large(text: str) -> str:
    """A sentence that may begin with such a name."""
    return text[:1].upper() + text[1:]


def _with(label: str, when: str) -> str:
    return label if when in label else f"{label} {when}"


def _ends(at_least: float | None, at_most: float | None, write: Callable[[float], str]) -> dict[str, str]:
    """The ends that are told, written."""
    ends = {"at_least": at_least, "at_most": at_most}
    return {name: write(end) for name, end in ends.items() if end is not None}
