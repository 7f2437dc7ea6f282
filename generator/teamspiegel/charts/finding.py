"""The title of a chart is what there is to see in it: said by these rules, from published numbers and nothing else.

Strengths come first. What is not sure is not said: where a mean is only known to lie between two values, it is the
highest or the lowest only when no other can be.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from teamspiegel.charts.style import Kind, Style
from teamspiegel.charts.template import Ruler
from teamspiegel.contracts.insights import Position
from teamspiegel.contracts.instrument import Culture
from teamspiegel.contracts.published import BandCount, Published
from teamspiegel.contracts.report import Direction, TeamRound


@dataclass(frozen=True)
class Named:
    """A published number with the words that it is known by, and what it was before when the two can be compared."""

    label: str
    indicator: Published
    before: Published | None = None


@dataclass(frozen=True)
class Above:
    """How many of how many answers lie above the middle of the scale."""

    label: str
    count: int
    of: int

    @property
    def share(self) -> float:
        """The same as a part of all."""
        return self.count / self.of


@dataclass(frozen=True)
class Gap:
    """Two voices about one thing: the higher and the lower, and how far apart they surely lie."""

    label: str
    high: tuple[str, Published]
    low: tuple[str, Published]
    distance: float


def highest(found: Sequence[Named], ruler: Ruler) -> list[Named]:
    """Those that surely have the highest mean; none when it may be another."""
    least = max(one.indicator.ends(ruler.low, ruler.high)[0] for one in found)
    top = [one for one in found if one.indicator.ends(ruler.low, ruler.high)[1] >= least]
    return top if _alike(top) else []


def lowest(found: Sequence[Named], ruler: Ruler) -> list[Named]:
    """Those that surely have the lowest mean; none when it may be another."""
    most = min(one.indicator.ends(ruler.low, ruler.high)[1] for one in found)
    bottom = [one for one in found if one.indicator.ends(ruler.low, ruler.high)[0] <= most]
    return bottom if _alike(bottom) else []


def _alike(found: Sequence[Named]) -> bool:
    """Whether it is one, or all have the same mean."""
    return len(found) == 1 or (found[0].indicator.mean is not None and len({one.indicator.mean for one in found}) == 1)


def of_means(found: Sequence[Named], ruler: Ruler, kind: Kind, style: Style) -> str:
    """The strongest and the lowest, with what that was before; or between what all lie."""
    told = [one for one in found if one.indicator.told]
    if len(told) == 1:
        return style.say("finding.one", name=told[0].label, value=_value(told, style))
    top, bottom = highest(told, ruler), lowest(told, ruler)
    if len(top) == len(told):
        return style.say("finding.equal", things=style.things(kind, len(told)), value=_value(top, style))
    said = [
        style.count(
            f"finding.{end}", len(ones), names=style.named([one.label for one in ones], kind), value=_value(ones, style)
        )
        for end, ones in (("highest", top), ("lowest", bottom))
        if ones
    ]
    if said:
        return style.say("finding.and").join(said)
    ends = [one.indicator.ends(ruler.low, ruler.high) for one in told]
    low, high = style.number(min(low for low, _ in ends)), style.number(max(high for _, high in ends))
    return style.say("finding.all_between", things=style.things(kind, len(told)), low=low, high=high)


def _value(found: Sequence[Named], style: Style) -> str:
    """The value that these share; for one alone also what it was, where that was something else."""
    value, before = style.said(found[0].indicator), found[0].before
    if len(found) == 1 and before is not None and before.told and style.said(before) != value:
        return style.say("finding.was", value=value, before=style.said(before))
    return value


def furthest_apart(rows: Mapping[str, Mapping[str, Published]], ruler: Ruler) -> Gap | None:
    """The row on which two voices surely lie furthest apart, the first of equals; None when none surely do.

    `rows`: what each voice, by its name, says about a thing.
    """
    gaps = [gap for label, said in rows.items() if (gap := _gap(label, said, ruler))]
    return max(gaps, key=lambda gap: gap.distance, default=None)


def _gap(label: str, said: Mapping[str, Published], ruler: Ruler) -> Gap | None:
    told = {voice: found for voice, found in said.items() if found.told}
    if len(told) < 2:
        return None
    high = max(told, key=lambda voice: told[voice].ends(ruler.low, ruler.high)[0])
    low = min(told, key=lambda voice: told[voice].ends(ruler.low, ruler.high)[1])
    # Means are decimals, floats are not.
    distance = round(told[high].ends(ruler.low, ruler.high)[0] - told[low].ends(ruler.low, ruler.high)[1], 3)
    return Gap(label, (high, told[high]), (low, told[low]), distance) if distance > 0 else None


def of_comparison(
    rows: Mapping[str, Mapping[str, Published]], voices: Sequence[str], ruler: Ruler, style: Style
) -> str:
    """Where two voices lie furthest apart, as a question."""
    gap = furthest_apart(rows, ruler)
    if gap is None:
        alike = any(len(said) > 1 and all(one.mean is not None for one in said.values()) for said in rows.values())
        return style.say("finding.same" if alike else "finding.beside", voices=style.listed(voices))
    (high, one), (low, other) = gap.high, gap.low
    return style.say(
        "finding.gap", name=gap.label, high=high, high_value=style.said(one), low=low, low_value=style.said(other)
    )


def of_change(moved: Mapping[Direction, Sequence[Named]], compared: int, since: str, kind: Kind, style: Style) -> str:
    """What went up first, then what went down, each compared with an earlier round."""
    up, down = moved.get("higher", ()), moved.get("lower", ())
    said = [
        style.count(f"finding.{word}", len(ones), names=style.named([one.label for one in ones], kind), since=since)
        + (style.say("finding.now", value=_value(ones, style)) if len(ones) == 1 else "")
        for word, ones in (("higher", up), ("lower", down))
        if ones
    ]
    if said:
        return style.say("finding.and").join(said)
    return style.say(
        "finding.unclear" if moved.get("none") else "finding.not_told" if compared else "finding.apart", since=since
    )


def of_distribution(above: Sequence[Above], style: Style) -> str:
    """Where most, and where fewest, answered above the middle of the scale."""
    most, least = max(above, key=lambda one: one.share), min(above, key=lambda one: one.share)
    key = "finding.above_both" if most.share > least.share else "finding.above"
    return style.say(
        key, high=most.label, high_n=most.count, high_of=most.of, low=least.label, low_n=least.count, low_of=least.of
    )


def of_bands(found: Sequence[tuple[str, BandCount]], total: int, style: Style) -> str:
    """How many lessons were in each band, the highest first."""
    parts = [style.say("finding.band", n=count.lessons, band=band) for band, count in reversed(found) if count.lessons]
    return style.say("finding.bands", total=style.count("bands.lessons", total), parts=style.listed(parts))


def of_position(position: Position, style: Style) -> str:
    """The culture that a team stands in and those that are near, or those that it may be in; and both values."""
    return style.say(
        f"finding.position.{position.border if position.culture else 'unsure'}",
        culture=style.one_of([_lower(culture) for culture in position.cultures]),
        beside=style.listed([_lower(culture) for culture in position.beside]),
        point=style.point(position),
    )


def _lower(culture: Culture) -> str:
    return culture.name[:1].lower() + culture.name[1:]


def subject(view: TeamRound, what: str, style: Style, found: Sequence[Published] = (), source: str = "") -> str:
    """What a chart is about, of when, and how many answered: what stands under its title."""
    when = style.say("subject.round", round=view.round.label, day=style.day(view.round.date))
    known = sorted({one.n for one in found if one.told})
    if not known or not source:
        return style.say("subject.all", what=what, when=when)
    key = "subject.n" if len(known) == 1 else "subject.n_range"
    n = style.say(key, n=known[0], most=known[-1], units=style.count(f"subject.{source}", known[-1]))
    return style.say("subject.with_n", what=what, when=when, n=n)
