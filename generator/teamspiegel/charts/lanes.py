"""Rows of means on one ruler: a lane for every voice or round, so that equal values never lie on each other; and the
same as a table.

Each lane has a point with its value beside it; or a bar, where it is only known between what values a mean lies.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from json import dumps
from typing import Any

from teamspiegel.charts import house
from teamspiegel.charts.finding import Said
from teamspiegel.charts.house import MUTED, WIDTH, Lane, Record, Row, Ruler, Series, Spec, marks
from teamspiegel.charts.known import alt, known
from teamspiegel.charts.style import Kind, Style
from teamspiegel.contracts.chart import DataTable
from teamspiegel.contracts.numbers import dutch_threshold
from teamspiegel.contracts.published import Published

LANE = Lane(high=18, middle=13, space=14)

READ = {"value": "mean", "n": "n", "sd": "sd", "sure": "interval", "before": "before", "beside": "held"}
"""What a pointer reads of a mark: the field, and the key of its head."""


def mark_of(series: Series, found: Published, ruler: Ruler, style: Style, colour: str = "", **more: str) -> Record:
    """The mark of a published number: a mean, or from where to where it lies with the words for that; and what else a
    pointer reads of it (`more`). `colour`: where it is another than that of its series."""
    low, high = found.ends(ruler.low, ruler.high)
    record: Record = {"series": series.name, **({"mean": low} if low == high else {"low": low, "high": high})}
    record |= {"n": found.n} if found.mean is not None else {"value": style.mean(found), "n": found.n}
    if colour not in ("", series.colour):
        record["colour"] = colour
    if found.sd is not None or found.withheld:
        record["sd"] = style.sd(found)
    if found.uncertainty:
        record |= zip(("from", "to"), found.uncertainty, strict=True)
    return record | more


def from_high(rows: Sequence[tuple[Row, Published]], ruler: Ruler, asked: int = 0) -> list[Row]:
    """The rows by their numbers from high to low, what is withheld last; each with its place in the order of asking, of
    which `asked` came before."""
    depths = [-sum(found.ends(ruler.low, ruler.high)) if found.told else 0 for _, found in rows]
    return [rows[at][0]._replace(asked=asked + at) for at in sorted(range(len(rows)), key=depths.__getitem__)]


def table(
    kind: Kind,
    rows: Sequence[Said],
    voices: Mapping[str, str],
    columns: Mapping[str, Callable[[Published], str]],
    style: Style,
    beside: Mapping[str, Sequence[str]],
) -> DataTable:
    """A row per thing, with these columns for every voice that was asked, and what stands beside those.

    `voices`: what each is called in a head; where it or the column has no words there, the other stands alone.
    """
    asked = {voice: name for voice, name in voices.items() if any(voice in row.by for row in rows)}
    heads = [
        style.say("head.voice", voice=voice, column=column) if voice and column else voice or column
        for voice in asked.values()
        for column in columns
    ]
    lines = []
    for at, row in enumerate(rows):
        found = [row.by.get(voice) for voice in asked]
        cells = [write(one) if one else style.say("none") for one in found for write in columns.values()]
        lines.append((row.label, *cells, *(of_all[at] for of_all in beside.values())))
    return DataTable((style.say(f"thing.{kind}"), *heads, *beside), tuple(lines))


def lanes(
    rows: Sequence[Row],
    series: Iterable[Series],
    ruler: Ruler,
    style: Style,
    joined: bool = False,
    read: Iterable[str] = READ,
) -> Spec:
    """The specification of these rows. `joined`: with a line from lane to lane, and not from the bridge axis. `read`:
    which of the fields a pointer reads."""
    shown = house.shown(series, rows)
    heads = [] if ruler.bridge is None else [style.say("bridge", value=dutch_threshold(ruler.bridge))]
    if any("from" in mark for row in rows for mark in row.marks):
        heads.append(style.say("sure"))
    blocks = tuple(dict.fromkeys(row.block for row in rows if row.block))
    told = {field: style.say(f"told.{READ[field]}") for field in read}
    between = style.say("bound.at_least_at_most", at_least="\n", at_most="\n").split("\n")
    written = _written(between, style.decimals)
    base = _template(ruler, house.bare(shown), "; ".join(heads), told, written, joined, house.bare(blocks))
    params = {**style.colours, **house.params_of(shown), **house.params_of(blocks, "block_")}
    return house.filled_rows(base, rows, LANE, params)


def _written(between: Sequence[str], decimals: int) -> dict[str, str]:
    """How is written what a record has no words for, by its fields: a mean, and how sure it is. `between`: what stands
    before, between and after two numbers between which something lies."""
    low, high, mean = (f"format(datum.{field}, '.{decimals}f')" for field in ("from", "to", "mean"))
    sure = " + ".join([dumps(between[0]), low, dumps(between[1]), high, dumps(between[2])])
    return {"value": f"datum.value || {mean}", "sure": f"isValid(datum.from) ? {sure} : datum.sure"}


@known
def _template(
    ruler: Ruler,
    series: Sequence[Series],
    head: str,
    told: Mapping[str, str],
    written: Mapping[str, str],
    joined: bool,
    blocks: Sequence[Series],
) -> Spec:
    layers = []
    if blocks:
        # The colour and the dashes of a row's building block, left of its label.
        dashes = [house.DASHES[one.dashes] for one in blocks]
        looks = {"stroke": house.coloured(blocks, "block_"), "strokeDash": dashes}
        key = {"symbolType": "stroke", "symbolStrokeWidth": 5, "symbolSize": 240}
        told_apart = {channel: house.named(look, 1, "block_", "block", **key) for channel, look in looks.items()}
        strip = marks("isValid(datum.block)", x=alt.value(5), y="top:Q", y2="foot:Q", **told_apart)
        layers.append(strip.mark_rule(strokeWidth=5, yOffset=5, y2Offset=-5))
    ends = {end: f"isValid(datum.mean) ? datum.mean : datum.{end}" for end in ("low", "high")}
    values = alt.layer(*_values(ruler, series, head, house.told(told), joined))
    layers.append(values.transform_filter("isValid(datum.series)").transform_calculate(**ends, **written))
    return house.rowed(*layers, lane=LANE, left=13 if blocks else 0)


def _values(ruler: Ruler, series: Sequence[Series], head: str, told: Mapping[str, str], joined: bool) -> Iterator[Any]:
    """What stands in the lanes: the bridge axis, lines, the means themselves and their values."""
    bridge, colour = ruler.bridge, house.own("color")
    # What is of no voice alone does not fade when another stands out.
    whole: dict[str, Any] = {"opacity": alt.value(1)}
    exact, ranging = "datum.low == datum.high", "datum.low < datum.high"
    # A value stands on the far side of the bridge axis, that of a bar on the near side: there is room for its words.
    right = f"{exact} || datum.low < {ruler.middle}"
    if bridge is not None:
        right = f"(datum.low >= {bridge}) == ({exact})"
        # The words of a bar that lies beside the bridge axis may lie on it.
        free = f"{exact} || (datum.low - {bridge}) * (datum.high - {bridge}) <= 0"
        yield house.upright(alt.datum(bridge), LANE.high, free, color=MUTED, strokeWidth=1.5).encode(**whole)
    if joined:
        line = marks(x="middle:Q", detail="row:N", order=alt.value(1), **whole)
        line = line.mark_line(color=MUTED, strokeWidth=1.5)
        yield line.transform_calculate(middle="(datum.low + datum.high) / 2")
    elif bridge is not None:
        yield marks(exact, x="low:Q", x2=alt.X2Datum(bridge), color=colour).mark_rule(strokeWidth=2.5)
    yield marks("isValid(datum.to)", x="from:Q", x2="to:Q").mark_rule(color=MUTED, strokeWidth=1.5)
    colours = {
        **house.named(house.coloured(series)),
        "condition": {"test": "isValid(datum.colour)", "value": {"expr": "datum.colour"}},
    }
    bars = marks(ranging, x2="high:Q", color=colour).mark_rule(strokeWidth=9, strokeOpacity=0.6, tooltip=told)
    points = marks(exact, color=colours, shape=house.named([one.shape for one in series]))
    exactly = points.mark_point(filled=True, opacity=1, size=95, tooltip=told)
    ends = ((ruler.low, ruler.low_label), (ruler.high, ruler.high_label))
    named = ", ".join(f"{score} = {label}" for score, label in ends if label)
    title = [line for words in (named, head) if words for line in house.wrapped(words).split("\n")]
    axis = house.scores(ruler, 18, title=title or None, titlePadding=6, orient="top", labelFontWeight="bold")
    # A value fits beside a point at either end.
    scale = alt.Scale(domain=[ruler.low, ruler.high], range=[40, WIDTH - 40], nice=False, zero=False, clamp=True)
    yield alt.layer(bars, exactly).encode(x=alt.X("low:Q", scale=scale, axis=axis))
    value = marks(x="at:Q", text="value:N", color=colour).transform_calculate(
        right=right,
        at="datum.right ? (isValid(datum.to) ? datum.to : datum.high) : isValid(datum.from) ? datum.from : datum.low",
    )
    side = {"align": {"expr": "datum.right ? 'left' : 'right'"}, "dx": {"expr": "datum.right ? 9 : -9"}}
    yield value.mark_text(**side, fontWeight=house.weight(series))
