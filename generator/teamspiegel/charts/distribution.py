"""How often each score was given, in bars that grow to both sides of the neutral answer, so that rows compare; and how
many lessons are in each band, one block per lesson: counts that can be counted."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from json import dumps
from typing import NamedTuple

from teamspiegel.charts import house
from teamspiegel.charts.cells import fits, legend, midline, numbers, readable, shaded
from teamspiegel.charts.finding import Above, of_distribution, subject
from teamspiegel.charts.house import BARS, BOLD, WIDTH, Flag, Record, Row, Spec
from teamspiegel.charts.known import alt, known
from teamspiegel.charts.style import Kind, Style
from teamspiegel.charts.team import ShownTeam
from teamspiegel.contracts.answers import AnswerScale
from teamspiegel.contracts.chart import Chart, DataTable
from teamspiegel.contracts.instrument import Layer
from teamspiegel.contracts.numbers import dutch_threshold, percentages

MOST = 11
"""More scores than these are not all in the legend."""

FEW = 2
"""A cell of so few people can be read as those people."""

Cells = dict[tuple[float, ...], int]
"""How many answers there are, by the scores that are counted together: mostly one."""


class DistributionRow(NamedTuple):
    """The counts of one item by score, of the scores that were given, from low to high; None when they are withheld."""

    label: str
    counts: Mapping[float, int] | None


def distribution(
    what: str,
    subtitle: str,
    rows: Sequence[DistributionRow],
    scale: AnswerScale,
    style: Style,
    kind: Kind,
    merged: bool,
) -> Chart | None:
    """The chart of these counts in the order given; None when every distribution is withheld.

    `merged`: cells of one or two answers are taken together with their neighbour, for where many look on. None when
    there is no such cell.
    """
    middle = (scale.min + scale.max) / 2
    each: list[Cells] = [{(score,): n for score, n in (row.counts or {}).items()} for row in rows]
    drawn = [_merged(cells, middle) for cells in each] if merged else each
    if not any(each) or (merged and drawn == each):
        return None
    found = [
        Row(
            row.label,
            [_cells(of_row, row.counts or {}, scale, style, merged)] if of_row else [],
            [Flag(style.say("withheld") if row.counts is None else style.say("n", n=sum(of_row.values())))],
        )
        for row, of_row in zip(rows, drawn, strict=True)
    ]
    names = {score: _score(scale, score) for score in scale.scores}
    of = style.say("distribution.of", n="\n", of="\n").split("\n")
    base = _template(names, style.say("head.n"), of, style.palette.ramp, merged)
    told = [(row.label, row.counts) for row in rows if row.counts]
    above = [
        Above(label, sum(n for score, n in counts.items() if score > middle), sum(counts.values()))
        for label, counts in told
    ]
    return Chart(
        of_distribution(above, kind, style, FEW if merged else 0),
        style.sentence(what, style.count(f"things.{kind}", len(told))),
        house.filled_rows(base, found, BARS, style.colours),
        _table(rows, scale, style, kind),
        f"{subtitle} {style.say('distribution.merged')}" if merged else subtitle,
    )


@known
def _template(names: Mapping[float, str], n: str, of: Sequence[str], ramp: Sequence[str], merged: bool) -> Spec:
    """Stacked and set off so that the middle of the scale lies under each other: what lies left of it is subtracted.

    `names`: what each score is called. `of`: what stands before, between and after how many of how many. `merged`: each
    cell brings its own words, those that stand in it, and on which side it lies.
    """
    scores = [*names]
    listed = (*scores[: -1 : 1 + (len(scores) - 1) // MOST], scores[-1])
    answers = dumps({f"{score:g}": name for score, name in names.items()})
    x = alt.X("start:Q", axis=None, scale=alt.Scale(zero=False, nice=False, range=[1, WIDTH - 1]))
    squares = legend({score: names[score] for score in listed}, symbolStrokeWidth=0)
    told = house.told({"share": n}, f" + ': ' + {'datum.answer' if merged else f'{answers}[datum.score]'}")
    share = " + ".join([dumps(of[0]), "datum.count", dumps(of[1]), "datum.all", dumps(of[2])])
    whole = "(datum.last - datum.first)"
    side, words = f"datum.score - {(scores[0] + scores[-1]) / 2}", "'' + datum.count"
    if merged:
        side = "datum.side"
        words = f"{fits('datum.words', whole)} ? datum.words : {words}"
    cells = alt.layer(
        shaded(scores, ramp, squares, tooltip=told).encode(x=x, x2="stop:Q"),
        numbers(whole, color=readable("score"), tooltip=told),
    )
    stacked = (
        cells.transform_filter("isValid(datum.count)")
        .transform_flatten(["count", "score", *(["answer", "words", "side"] if merged else [])])
        .transform_stack(stack="count", as_=["from", "to"], groupby=["row"], offset="normalize")
        .transform_calculate(left=f"(datum.to - datum.from) * ({side} < 0 ? 1 : {side} > 0 ? 0 : 0.5)")
        .transform_joinaggregate(before="sum(left)", all="sum(count)", groupby=["row"])
        .transform_calculate(start="datum.from - datum.before", stop="datum.to - datum.before", share=share)
        .transform_joinaggregate(first="min(start)", last="max(stop)")
        .transform_calculate(said=words)
    )
    return house.rowed(midline(alt.datum(0, axis=None), "isValid(datum.count)"), stacked)


def _score(scale: AnswerScale, score: float) -> str:
    """A score with its label when it has one: whole scores may."""
    number = dutch_threshold(score, 0)
    label = scale.labels.get(int(score)) if score == int(score) else None
    return f"{number} {label}" if label else number


def _merged(cells: Cells, middle: float) -> Cells:
    """The cells with the small ones taken together with a neighbour, until none is left: rather with one on the same
    side of the middle, and then with the smallest."""

    def cost(pair: tuple[tuple[float, ...], ...]) -> tuple[bool, int]:
        one, other = ((cell[0] > middle) - (cell[-1] < middle) for cell in pair)
        return one != other, sum(cells[cell] for cell in pair)

    while len(cells) > 1 and min(cells.values()) <= FEW:
        # Of those that are as small the outermost: from either end of the scale alike.
        small = min(cells, key=lambda cell: (cells[cell], -abs(sum(cell) / len(cell) - middle)))
        pair = min((pair for pair in pairwise(cells) if small in pair), key=cost)
        both = {pair[0]: (sum(pair, ()), sum(cells[cell] for cell in pair))}
        cells = dict(both.get(cell, (cell, n)) for cell, n in cells.items() if cell != pair[1])
    return cells


def _cells(cells: Cells, counts: Mapping[float, int], scale: AnswerScale, style: Style, merged: bool) -> Record:
    """The cells of a row: where each lies and how many there are in it, and of merged ones the words."""
    ends = [(scores[0], scores[-1]) for scores in cells]
    middle = (scale.min + scale.max) / 2
    record: Record = {"score": [(low + high) / 2 for low, high in ends], "count": [*cells.values()]}
    if merged:
        words = [(_score(scale, low), _score(scale, high)) for low, high in ends]
        record["answer"] = [low if low == high else style.say("from_to", low=low, high=high) for low, high in words]
        record["words"] = [_standing(n, low, high, style) for (low, high), n in zip(ends, cells.values(), strict=True)]
        record["side"] = [_side([(score - middle, counts[score]) for score in scores]) for scores in cells]
    return record


def _side(answers: Sequence[tuple[float, int]]) -> int:
    """On which side of the middle answers are drawn that are counted together, by their distances from it: on that of
    most, or about it (0) where no side has three quarters.

    It follows from which scores these are, how many in all, and which one is not of a few: whether somebody is one or
    two of a few changes nothing, so that nobody can read that from where a cell lies.
    """
    n, of_few = sum(count for _, count in answers), FEW * (len(answers) - 1)
    sure = n > of_few + FEW
    weights = [(at, (FEW if count <= FEW else n - of_few) if sure else 1) for at, count in answers]
    right = sum(weight * (0.5 if at == 0 else at > 0) for at, weight in weights) / sum(weight for _, weight in weights)
    return (right >= 0.75) - (right <= 0.25)


def _standing(n: int, low: float, high: float, style: Style) -> str:
    """What stands in a cell that has room for it: how many, and of which scores where these are more than one."""
    if low == high:
        return str(n)
    return style.say("distribution.cell", n=n, low=dutch_threshold(low, 0), high=dutch_threshold(high, 0))


def _table(rows: Sequence[DistributionRow], scale: AnswerScale, style: Style, kind: Kind) -> DataTable:
    head = (style.say(f"thing.{kind}"), style.say("head.n"), *(_score(scale, score) for score in scale.scores))
    lines = []
    for row in rows:
        cells = [style.say("withheld")] * len(head[1:])
        if row.counts is not None:
            counts = [row.counts.get(score, 0) for score in scale.scores]
            shares = zip(counts, percentages(counts), strict=True)
            cells = [str(sum(counts)), *(style.say("share", n=n, percent=percent) for n, percent in shares)]
        lines.append((row.label, *cells))
    return DataTable(head, tuple(lines))


# ----- lessons by band -----------------------------------------------------------------------------------


def lesson_bands(team: ShownTeam, layer: Layer) -> Chart | None:
    """The chart of the lessons in each band of a layer, the highest first; None when the counts are withheld."""
    style, counts = team.style, team.view.results.bands.get(layer.id, ())
    total = sum(count.lessons for count in counts)
    if not total:
        return None
    ranges = [_range(*ends, style) for ends in pairwise([None, *(band.below for band in layer.bands)])]
    bands = [*zip([band.name for band in layer.bands], ranges, counts, strict=True)]
    rows = [
        Row(
            f"{band} ({range_})" if range_ else band,
            [{"score": score, "lessons": count.lessons, "words": words}],
            [Flag(words, style.colours["ink"])],
        )
        for score, (band, range_, count) in reversed([*enumerate(bands)])
        for words in [style.say("bands.count", n=count.lessons, total=total, percent=count.percent)]
    ]
    head = tuple(style.say(f"head.{column}") for column in ("band", "range", "lessons", "percent"))
    lines = (
        (band, range_ or style.say("none"), str(count.lessons), style.say("percent", percent=count.percent))
        for band, range_, count in bands
    )
    what, lessons = style.say("subject.bands", layer=layer.name), style.count("bands.lessons", total)
    base = _bands(len(bands), style.say("head.lessons"), style.palette.ramp)
    found = [(one.lessons, band) for band, _, one in reversed(bands) if one.lessons]
    parts = style.listed([style.say("finding.band", n=n, band=band) for n, band in found])
    words = {"total": lessons, "parts": parts, "band": found[0][1]}
    return Chart(
        style.say("finding.bands_all" if len(found) == 1 else "finding.bands", **words),
        style.sentence(what, lessons),
        house.filled_rows(base, rows, BARS, style.colours, BOLD),
        DataTable(head, tuple(lines)),
        subject(team.view.round, what, style),
    )


@known
def _bands(bands: int, lessons: str, ramp: Sequence[str]) -> Spec:
    """`lessons`: what they are called."""
    cells = (
        shaded(range(bands), ramp, tooltip=house.told({"words": lessons}, ""))
        .transform_calculate(lesson="sequence(datum.lessons)")
        .transform_flatten(["lesson"])
        .transform_calculate(next="datum.lesson + 1")
        .encode(x=alt.X("lesson:Q", axis=None, scale=alt.Scale(nice=False, range=[1, WIDTH - 1])), x2="next:Q")
    )
    return house.rowed(cells, bold=True, fontWeight="bold")


def _range(lower: Decimal | None, upper: Decimal | None, style: Style) -> str:
    """Which values a band holds, in words: the last one has no upper bound, the first no lower one."""
    ends = {"lower": lower, "upper": upper}
    words = {name: dutch_threshold(float(value)) for name, value in ends.items() if value is not None}
    return style.say(f"bands.{'_'.join(words)}", **words) if words else ""
