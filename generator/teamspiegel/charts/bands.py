"""Lessons by band, one block per lesson: counts that can be counted."""

from decimal import Decimal

from teamspiegel.charts import house
from teamspiegel.charts.cells import shaded
from teamspiegel.charts.finding import of_bands, subject
from teamspiegel.charts.house import BAR, WIDTH, Flag, Row, Spec
from teamspiegel.charts.known import known
from teamspiegel.charts.style import Style
from teamspiegel.charts.team import ShownTeam
from teamspiegel.charts.vega_lite import alt
from teamspiegel.contracts.chart import Chart, DataTable
from teamspiegel.contracts.instrument import Layer
from teamspiegel.contracts.numbers import dutch_threshold

BOLD = 46
"""How many bold letters surely fit on a line."""


def lesson_bands(team: ShownTeam, layer: Layer) -> Chart | None:
    """The chart of the lessons in each band of a layer, the highest first; None when the counts are withheld."""
    style, counts = team.style, team.view.results.bands.get(layer.id, ())
    total = sum(count.lessons for count in counts)
    if not total:
        return None
    by_id = {count.band: count for count in counts}
    bands = zip([None, *(band.below for band in layer.bands)], layer.bands, strict=False)
    asked = ((band.name, _range(lower, band.below, style), by_id.get(band.id)) for lower, band in bands)
    known = [(name, range_, count) for name, range_, count in asked if count]
    rows = [
        Row(
            f"{band} ({range_})" if range_ else band,
            [{"score": score, "lessons": count.lessons}],
            [Flag(style.say("bands.count", n=count.lessons, total=total, percent=count.percent), style.colours["ink"])],
        )
        for score, (band, range_, count) in reversed([*enumerate(known)])
    ]
    base = _template(len(known), style.palette.ramp)
    spec = house.filled_rows(base, rows, BAR + house.SPACE, style.colours, BOLD)
    head = tuple(style.say(f"head.{column}") for column in ("band", "range", "lessons", "percent"))
    table = (
        (band, range_ or style.say("none"), str(count.lessons), style.say("percent", percent=count.percent))
        for band, range_, count in known
    )
    title = of_bands([(band, count) for band, _, count in known], total, style)
    what = style.say("subject.bands", layer=layer.name)
    summary, subtitle = style.sentence(what, style.count("bands.lessons", total)), subject(team.view, what, style)
    return Chart(title, summary, spec, DataTable(head, tuple(table)), subtitle)


@known
def _template(bands: int, ramp: tuple[str, ...]) -> Spec:
    lessons = (
        shaded(range(bands), ramp)
        .transform_calculate(lesson="sequence(datum.lessons)")
        .transform_flatten(["lesson"])
        .transform_calculate(next="datum.lesson + 1")
        .encode(x=alt.X("lesson:Q", axis=None, scale=alt.Scale(nice=False, range=[1, WIDTH - 1])), x2="next:Q")
    )
    labels = house.labels(fontWeight="bold")
    return house.template(*labels, lessons, y=house.labelled(labelFontWeight="bold"))


def _range(lower: Decimal | None, upper: Decimal | None, style: Style) -> str:
    """Which values a band holds, in words: the last one has no upper bound, the first no lower one."""
    ends = {"lower": lower, "upper": upper}
    words = {name: dutch_threshold(float(value)) for name, value in ends.items() if value is not None}
    return style.say(f"bands.{'_'.join(words)}", **words) if words else ""
