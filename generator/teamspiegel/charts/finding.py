"""The title of a chart is what there is to see in it: said by these rules, from published numbers and nothing else.

Strengths come first. What is not sure is not said: where a mean is only known to lie between two values, it is the
highest or the lowest only when no other can be.
"""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from teamspiegel.charts.house import Ruler
from teamspiegel.charts.style import Kind, Style, brief, small
from teamspiegel.contracts.definitions import Round
from teamspiegel.contracts.insights import Position
from teamspiegel.contracts.instrument import Culture
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.published import Published
from teamspiegel.contracts.report import Apart, Change


class Named(NamedTuple):
    """A published number with the words that it is known by, and what it was before when the two can be compared."""

    label: str
    indicator: Published
    before: Published | None = None


class Said(NamedTuple):
    """What is known of one thing, by each voice that says something about it, or by round, of which the latest is last.

    `change`: since the first round that it can be compared with; None when there is none, and `apart` says why.
    """

    label: str
    by: Mapping[str, Published]
    change: Change | None = None
    apart: Apart | None = None

    @property
    def told(self) -> dict[str, Published]:
        """What is told of it."""
        return {voice: found for voice, found in self.by.items() if found.told}

    @property
    def aspect(self) -> Aspect:
        """What it is, to the first that says something about it."""
        return next(iter(self.by.values())).place.aspect


class Above(NamedTuple):
    """How many of how many answers lie above the middle of the scale."""

    label: str
    n: int
    of: int


def surely(end: Literal["highest", "lowest"], found: Sequence[Named], ruler: Ruler) -> list[Named]:
    """Those that surely have the highest or the lowest mean; none when it may be another."""
    sign = 1 if end == "highest" else -1
    ends = [sorted(sign * at for at in one.indicator.ends(ruler.low, ruler.high)) for one in found]
    least = max(low for low, _ in ends)
    ones = [one for one, (_, high) in zip(found, ends, strict=True) if high >= least]
    means = {one.indicator.mean for one in ones}
    return ones if len(ones) == 1 or (len(means) == 1 and None not in means) else []


def of_means(found: Sequence[Named], ruler: Ruler, kind: Kind, style: Style) -> str:
    """The strongest and the lowest, with what that was before; or between what all lie."""
    told = [one for one in found if one.indicator.told]
    if len(told) == 1:
        return style.say("finding.one", name=brief(told[0].label), value=_value(told, style))
    top, bottom = surely("highest", told, ruler), surely("lowest", told, ruler)
    if len(top) == len(told):
        return style.say("finding.equal", things=style.count(f"things.{kind}", len(told)), value=_value(top, style))
    said = style.joined(ones_of("highest", top, kind, style), ones_of("lowest", bottom, kind, style))
    if said:
        return said
    lows, highs = zip(*(one.indicator.ends(ruler.low, ruler.high) for one in told), strict=True)
    low, high = style.number(min(lows)), style.number(max(highs))
    return style.say("finding.all_between", things=style.count(f"things.{kind}", len(told)), low=low, high=high)


def ones_of(end: str, ones: Sequence[Named], kind: Kind, style: Style, value: str = "", **words: str) -> str:
    """What is said of some of the rows: their names, and their value; nothing of none. `value`: where it is no mean."""
    if not ones:
        return ""
    names = style.named([one.label for one in ones], kind)
    return style.count(f"finding.{end}", len(ones), names=names, value=value or _value(ones, style), **words)


def _value(found: Sequence[Named], style: Style) -> str:
    """The value that these share; for one alone also what it was, where that was something else."""
    value, before = style.mean(found[0].indicator), found[0].before
    if len(found) == 1 and before is not None and before.told and style.mean(before) != value:
        return style.say("finding.was", value=value, before=style.mean(before))
    return value


def of_comparison(rows: Sequence[Said], ruler: Ruler, kind: Kind, style: Style) -> str:
    """Where two voices surely lie furthest apart, as a question; the first of equals. Of one voice alone, its means."""
    voices = [*dict.fromkeys(voice for row in rows for voice in row.told)]
    if len(voices) == 1:
        return of_means([Named(row.label, one) for row in rows for one in row.told.values()], ruler, kind, style)
    distance, name, high, low = max((_gap(row, ruler) for row in rows if row.told), key=lambda gap: gap[0])
    if distance <= 0:
        alike = any(len(row.told) > 1 and all(one.mean is not None for one in row.told.values()) for row in rows)
        return style.say("finding.same" if alike else "finding.beside", voices=style.listed(voices))
    values = {"high_value": style.mean(high.indicator), "low_value": style.mean(low.indicator)}
    return style.say("finding.gap", name=brief(name), high=high.label, low=low.label, **values)


def _gap(row: Said, ruler: Ruler) -> tuple[float, str, Named, Named]:
    """How far two voices surely lie apart, and which: the higher and the lower."""
    ends = {Named(*one): one[1].ends(ruler.low, ruler.high) for one in row.told.items()}
    high, low = max(ends, key=lambda one: ends[one][0]), min(ends, key=lambda one: ends[one][1])
    # Means are decimals, floats are not.
    return round(ends[high][0] - ends[low][1], 3), row.label, high, low


def of_change(moved: Mapping[str, Sequence[Named]], compared: bool, since: str, kind: Kind, style: Style) -> str:
    """What went up first, then what went down, each compared with an earlier round."""
    said = (ones_of(way, moved.get(way, ()), kind, style, since=since) for way in ("higher", "lower"))
    word = "unclear" if moved.get("none") else "not_told" if compared else "apart"
    return style.joined(*said) or style.say(f"finding.{word}", since=since)


def of_distribution(above: Sequence[Above], kind: Kind, style: Style, few: int = 0) -> str:
    """Where most, and where fewest, answered above the middle of the scale: all that share that place.

    `few`: as many answers, or fewer, are not counted in it; then it says where and not how many.
    """
    shares = {one: one.n / one.of for one in above}
    most, fewest = max(shares.values()), min(shares.values())
    ends = {"most": most, "fewest": fewest} if most > fewest else {"alike": most}
    found = {end: [one for one in above if shares[one] == share] for end, share in ends.items()}
    told = not any(0 < n <= few for ones in found.values() for one in ones for n in (one.n, one.of - one.n))
    said = []
    for end, ones in found.items():
        counted = told and len({one.of for one in ones}) == 1
        words = {"names": style.named([one.label for one in ones], kind), "above": ones[0].n, "of": ones[0].of}
        said.append(style.count(f"finding.above.{end if counted else f'{end}_few'}", len(ones), **words))
    return style.joined(*said)


def of_position(position: Position, style: Style) -> str:
    """The culture that a team stands in and those that are near, or those that it may be in; and both values."""
    mine, beside = ([small(culture.name) for culture in found] for found in (position.cultures, position.beside))
    words = {"culture": style.listed(mine, "or"), "beside": style.listed(beside)}
    point = style.listed(style.values(position))
    return style.say(f"finding.position.{position.border if position.culture else 'unsure'}", **words, point=point)


def of_teams(found: Sequence[Position], cultures: Sequence[Culture], style: Style) -> str:
    """How many teams stand in each culture, first where both axes are high; and of how many that may be another."""
    ordered = sorted(cultures, key=lambda one: (one.x, one.y).count("high"), reverse=True)
    counts = [(small(one.name), sum(place.culture == one for place in found)) for one in ordered]
    told = [(n, style.say("finding.teams_in", n=n, culture=culture)) for culture, n in counts if n]
    between = len(found) - sum(n for n, _ in told)
    if between:
        told.append((between, style.say("finding.teams_between", n=between)))
    elif len(told) == 1:
        return style.say("finding.teams_all", n=len(found), culture=next(culture for culture, n in counts if n))
    return style.count("finding.teams", told[0][0], of=len(found), parts=style.listed([part for _, part in told]))


def subject(round_: Round, what: str, style: Style, n: str = "", hidden: Sequence[str] = ()) -> str:
    """What stands under a title: what a chart is about, of when, how many answered if known, and what is not shown."""
    when = style.say("subject.round", round=round_.label, day=style.wording.day(round_.date))
    said = style.say("subject.with_n" if n else "subject.all", what=what, when=when, n=n)
    return f"{said} {style.say('subject.hidden', names=style.listed(hidden))}" if hidden else said
