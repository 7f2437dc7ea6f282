"""Insights: what stands out in a team's published numbers. Facts only; the sentences are the theme's."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, product

from teamspiegel.contracts.guidance import Activity, GuidancePage
from teamspiegel.contracts.insights import AxisPosition, Border, Finding, Gap, Help, Insights, Position
from teamspiegel.contracts.instrument import Axis, Culture, Instrument, Layer, Quadrant, Side
from teamspiegel.contracts.numbers import exact
from teamspiegel.contracts.place import AXIS, Aspect
from teamspiegel.contracts.published import Results

CLOSENESS = {"items": 3, "elements": 2, "layers": 1}
"""How closely a guidance page helps with an item that it names, whose element it names, or whose layer it names."""

NEAR = 3
"""A place is near a border at up to so many times what is on it."""


def insights_of(instrument: Instrument, results: Results, guidance: Sequence[GuidancePage] = ()) -> Insights:
    """What stands out in one team's results of one round, and what the guidance library has for it."""
    findings = list(_items(instrument, results))
    height = {finding.indicator.place.aspect: _height(instrument, finding) for finding in findings}
    lowest_first = sorted(findings, key=lambda finding: (height[finding.indicator.place.aspect], finding.name))
    low = tuple(finding for finding in lowest_first if finding.indicator.low)
    spread = tuple(sorted((f for f in findings if f.indicator.spread), key=lambda f: (-(f.indicator.sd or 0), f.name)))
    highest_first = sorted(findings, key=lambda finding: (-height[finding.indicator.place.aspect], finding.name))
    return Insights(
        tuple(lowest_first),
        tuple(finding for finding in highest_first if finding not in low and finding not in spread),
        low,
        spread,
        tuple(sorted(_gaps(instrument, findings), key=lambda gap: -abs(gap.difference))),
        _position(instrument, results),
        {finding.indicator.place.aspect: tuple(_help(instrument, finding, guidance)) for finding in findings},
        tuple(page.front.id for page in guidance),
    )


def _items(instrument: Instrument, results: Results) -> Iterator[Finding]:
    """The items of which a mean is published, or where it lies."""
    for layer in instrument.layers:
        for item in layer.items:
            indicator = results.get(Aspect(layer.id, "item", item.id))
            if indicator and indicator.told:
                yield Finding(indicator, item.short, layer.name)


def _height(instrument: Instrument, finding: Finding) -> Fraction:
    """Where a mean lies between the ends of its scale: 0 to 1, so that other scales can be compared.

    Where only its bounds are published, the middle of these.
    """
    scale = instrument.scale_of(instrument.layer_of(finding.indicator.place.aspect))
    low, high = finding.indicator.ends(scale.min, scale.max)
    return ((exact(low) + exact(high)) / 2 - scale.min) / (scale.max - scale.min)


def _gaps(instrument: Instrument, findings: list[Finding]) -> Iterator[Gap]:
    """Where two layers say something else of an element: what people say before what is seen."""
    survey_first = sorted(instrument.layers, key=lambda layer: instrument.form_of(layer) == "observations")
    names = {element.id: element.name for element in instrument.elements}
    about: dict[tuple[str, str | None], list[Finding]] = {}
    for finding in findings:
        place = finding.indicator.place
        if finding.indicator.mean is not None:
            about.setdefault((place.source, instrument.items[place.id].element), []).append(finding)
    for one, other in combinations(survey_first, 2):
        for element, name in names.items() if _same_ends(instrument, one, other) else ():
            for first, second in product(about.get((one.id, element), []), about.get((other.id, element), [])):
                if difference := _difference(first, second):
                    yield Gap(name, first, second, difference)


def _same_ends(instrument: Instrument, one: Layer, other: Layer) -> bool:
    first, second = instrument.scale_of(one), instrument.scale_of(other)
    return (first.min, first.max) == (second.min, second.max)


def _difference(first: Finding, second: Finding) -> float:
    """Of the means as published, so that a reader can check it."""
    assert first.indicator.mean is not None and second.indicator.mean is not None
    return float(exact(first.indicator.mean) - exact(second.indicator.mean))


def _position(instrument: Instrument, results: Results) -> Position | None:
    """Where the team stands in the quadrant; None without a quadrant or when nothing is said of an axis."""
    quadrant = instrument.quadrant
    if not quadrant:
        return None
    x = _on_axis(instrument, instrument.axis_by_id[quadrant.x], results)
    y = _on_axis(instrument, instrument.axis_by_id[quadrant.y], results)
    if not x or not y:
        return None
    cultures = [found for found in quadrant.cultures if x.side in (None, found.x) and y.side in (None, found.y)]
    position = Position(x, y, tuple(cultures))
    return replace(position, beside=tuple(_beside(quadrant, position)))


def _beside(quadrant: Quadrant, position: Position) -> Iterator[Culture]:
    """The cultures across the nearest border, or both of them, of a place that is sure of its own corner."""
    x, y = position.x, position.y
    if position.culture and position.border != "clear":
        for found in quadrant.cultures:
            across = [one.border for one, side in ((x, found.x), (y, found.y)) if one.side != side]
            if across == [position.border]:
                yield found


def _on_axis(instrument: Instrument, axis: Axis, results: Results) -> AxisPosition | None:
    indicator = results.get(Aspect(AXIS, "axis", axis.id))
    if not indicator or not indicator.told:
        return None
    layer = instrument.layers_of_axis(axis)[0]
    thresholds, scale = instrument.thresholds_of(layer), instrument.scale_of(layer)
    correction = exact(float(instrument.spread_correction if indicator.spread else 0))
    raw = indicator.ends(scale.min, scale.max)
    low, high = (max(exact(end) - correction, exact(scale.min)) for end in raw)
    bridge, border = exact(float(thresholds.bridge_axis)), exact(float(thresholds.border))
    sides: set[Side] = {"low" if end < bridge else "high" for end in (low, high)}
    return AxisPosition(
        axis,
        indicator,
        float(low),
        float(high),
        raw,
        sides.pop() if len(sides) == 1 else None,
        _border(max(low - bridge, bridge - high, exact(0)), border),
    )


def _border(distance: Fraction, border: Fraction) -> Border:
    """Of a place at this distance from a bridge axis."""
    return "on" if distance <= border else "near" if distance <= NEAR * border else "clear"


def _help(instrument: Instrument, finding: Finding, guidance: Sequence[GuidancePage]) -> Iterator[Help]:
    """Every page, and every activity on a page, that helps with a finding."""
    place = finding.indicator.place
    item = instrument.items[place.id]
    named = {"items": item.id, "elements": item.element, "layers": place.source}
    for page in guidance:
        for ties in page.front.ties:
            activity = ties.id if isinstance(ties, Activity) else None
            by_instrument = activity is None and page.front.id in item.recommendations
            closest = [CLOSENESS[key] for key, id_ in named.items() if id_ in getattr(ties, key)]
            if closest or by_instrument:
                closeness = CLOSENESS["items"] if by_instrument else max(closest)
                yield Help(page.front.id, activity, closeness, sum(len(getattr(ties, key)) for key in CLOSENESS))
