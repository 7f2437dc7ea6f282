"""Checks within one instrument: ids that stand once, references that lead somewhere, scales that fit."""

from collections import Counter
from collections.abc import Collection, Iterator

from teamspiegel.contracts.answers import SOURCES, AnswerScale
from teamspiegel.contracts.frames import TEAM_COLUMN
from teamspiegel.contracts.instrument import Axis, Instrument, Item, Layer, Side, Thresholds
from teamspiegel.contracts.problem import Problem, nearest, one_of, quoted
from teamspiegel.reading.grid import bare
from teamspiegel.reading.ids import meant_ids
from teamspiegel.reading.yaml_document import Document, Location

STEPS = (1, 0.5)
"""Steps that binary floating point holds exactly, so that sums of scores are exact."""
MOST_SCORES = 100
RESERVED = ("axis", TEAM_COLUMN, *(column for source in SOURCES.values() for column in source.columns))
"""Ids that would be taken for something else: the source of an axis, and the columns of a data file."""
SIDES: tuple[Side, Side] = ("low", "high")


def check_instrument(document: Document, instrument: Instrument) -> Iterator[Problem]:
    """Every way in which an instrument contradicts itself."""
    yield from _ids(document, instrument)
    yield from check_scale(document, ("scale",), instrument.scale)
    yield from _thresholds(document, ("thresholds",), instrument.thresholds, instrument.scale)
    for element in instrument.elements:
        at = (*document.entry(element.id, "elements"), "block")
        yield from unknown(document, at, "block", element.block, meant_ids(document, "blocks"))
    yield from _sources(document, instrument)
    for layer in instrument.layers:
        yield from _layer(document, document.entry(layer.id, "layers"), instrument, layer)
    for axis in instrument.axes:
        yield from _axis(document, document.entry(axis.id, "axes"), instrument, axis)
    yield from _quadrant(document, instrument)


def is_sound(scale: AnswerScale) -> bool:
    """Whether scores can be judged by this scale; if not, its own problem is told, and none about the scores."""
    return scale.min < scale.max and scale.step in STEPS and (scale.max - scale.min) / scale.step < MOST_SCORES


def item_ids(document: Document) -> list[str]:
    """Every item that an instrument's file names, also one that a mistake keeps out of the instrument."""
    indexes = range(len(document.listed("layers")))
    return [id_ for index in indexes for id_ in document.ids("layers", index, "items")]


def meant_items(document: Document) -> list[str] | None:
    """Every item that an instrument's file has for what refers to one; None when that cannot be told."""
    found = [meant_ids(document, "layers", index, "items") for index in range(len(document.listed("layers")))]
    return None if None in found else [id_ for ids in found for id_ in ids or ()]


def unknown(
    document: Document, at: Location, what: str, found: str, known: Collection[str] | None
) -> Iterator[Problem]:
    """A problem when an id is not among the known ones; None for `known`: those could not be read, so no verdict."""
    if known is not None and found not in known:
        yield document.problem(at, f"unknown {what} {quoted(found)}", one_of(known), nearest(found, known))


def twice(document: Document, *within: str | int) -> Iterator[Problem]:
    """A problem for each entry in a list whose id an earlier entry has."""
    seen: set[str] = set()
    for index, entry in enumerate(document.listed(*within)):
        id_ = entry.get("id") if isinstance(entry, dict) else None
        if not isinstance(id_, str):
            continue
        if id_ in seen:
            yield document.problem((*within, index, "id"), f"id {quoted(id_)} twice", "each id once", "rename one")
        seen.add(id_)


def same_words(document: Document, within: Location, keys: Collection[str]) -> Iterator[Problem]:
    """A problem for each entry in a list that says under a key what an earlier one says there.

    Readers, a chart and the columns of an export could not tell them apart.
    """
    first: dict[tuple[str, str], int] = {}
    for index, entry in enumerate(document.listed(*within)):
        for key in keys:
            said = entry.get(key) if isinstance(entry, dict) else None
            if not isinstance(said, str):
                continue
            earlier = first.setdefault((key, bare(said)), index)
            if earlier != index:
                found = f"{key} {quoted(said)}, as in line {document.line(*within, earlier)}"
                yield document.problem((*within, index, key), found, f"a {key} of its own for each", "say what differs")


def _ids(document: Document, instrument: Instrument) -> Iterator[Problem]:
    for within in (("blocks",), ("elements",), ("layers",), ("axes",), ("quadrant", "cultures")):
        yield from twice(document, *within)
    for layer in instrument.layers:
        at = document.entry(layer.id, "layers")
        yield from twice(document, *at, "items")
        yield from same_words(document, (*at, "items"), ("text", "short"))
        yield from twice(document, *at, "bands")
    owner: dict[str, str] = {}
    for layer in instrument.layers:
        at = document.entry(layer.id, "layers")
        yield from _reserved(document, at, layer.id)
        for item in layer.items:
            here = document.entry(item.id, *at, "items")
            yield from _reserved(document, here, item.id)
            other = owner.setdefault(item.id, layer.id)
            if other != layer.id:
                found = f"id {quoted(item.id)} for an item of layer '{layer.id}' and of layer '{other}'"
                yield document.problem((*here, "id"), found, "an id of its own for each item", "rename one")


def _reserved(document: Document, at: Location, id_: str) -> Iterator[Problem]:
    if id_ in RESERVED:
        yield document.problem((*at, "id"), f"id {quoted(id_)}", f"another id than {', '.join(RESERVED)}", "rename it")


def _sources(document: Document, instrument: Instrument) -> Iterator[Problem]:
    """Files that a layer asks for and nobody declares; and columns of a file that would be taken for something else."""
    items = {item.id for layer in instrument.layers for item in layer.items}
    for name, source in instrument.sources.items():
        if name in SOURCES:
            found, mend = f"source {quoted(name)}, which need not be declared", "rename it, or leave it out"
            yield document.problem(("sources", name), found, "a name of its own", mend)
        for key, column in (("unit", source.unit), ("person", source.person)):
            if column in (TEAM_COLUMN, *items) or (key == "person" and column == source.unit):
                expected = "a column that is no item, not the team's, and not twice the same"
                yield document.problem(("sources", name, key), f"column {quoted(column)}", expected, "rename it")
    for layer in instrument.layers:
        at = (*document.entry(layer.id, "layers"), "source")
        known = None if document.is_told("sources") else (*SOURCES, *instrument.sources)
        yield from unknown(document, at, "source", layer.source, known)


def check_scale(document: Document, at: Location, scale: AnswerScale) -> Iterator[Problem]:
    """Every way in which a scale is none."""
    if scale.max <= scale.min:
        yield document.problem((*at, "max"), f"max {scale.max}", f"more than min ({scale.min})")
    if scale.step not in STEPS:
        yield document.problem((*at, "step"), f"step {scale.step:g}", "1 or 0.5")
    elif scale.min < scale.max and not is_sound(scale):
        yield document.problem((*at, "max"), f"max {scale.max}", f"a scale of at most {MOST_SCORES} scores")
    if is_sound(scale):
        for label in (label for label in scale.labels if label not in scale.scores):
            found = f"a label for {label}"
            yield document.problem((*at, "labels", str(label)), found, f"scores from {scale.min} to {scale.max}")


def _thresholds(document: Document, at: Location, thresholds: Thresholds, scale: AnswerScale) -> Iterator[Problem]:
    if is_sound(scale) and not scale.min <= thresholds.bridge_axis <= scale.max:
        expected = f"a value on the scale, {scale.min} to {scale.max}"
        yield document.problem((*at, "bridge_axis"), f"bridge_axis {thresholds.bridge_axis}", expected)
    for key, value in (("spread", thresholds.spread), ("border", thresholds.border)):
        if value < 0:
            yield document.problem((*at, key), f"{key} {value}", "0 or more")


def _holds(scale: AnswerScale, instrument: Instrument) -> bool:
    return scale.min <= instrument.thresholds.bridge_axis <= scale.max


def _layer(document: Document, at: Location, instrument: Instrument, layer: Layer) -> Iterator[Problem]:
    scale = instrument.scale_of(layer)
    if layer.scale:
        yield from check_scale(document, (*at, "scale"), layer.scale)
    if layer.thresholds:
        yield from _thresholds(document, (*at, "thresholds"), layer.thresholds, scale)
    elif is_sound(scale) and not _holds(scale, instrument) and _holds(instrument.scale, instrument):
        found = f"a scale without the instrument's bridge_axis ({instrument.thresholds.bridge_axis})"
        expected = f"key 'thresholds' in this layer, with a bridge_axis from {scale.min} to {scale.max}"
        yield document.problem((*at, "scale"), found, expected)
    for item in layer.items:
        yield from _item(document, document.entry(item.id, *at, "items"), instrument, layer, item)
    if layer.about == "person":
        yield from _about_a_person(document, at, instrument, layer)
    source = instrument.files.get(layer.source)
    yield from _bands(document, (*at, "bands"), layer, observed=source is None or source.person is not None)


def _about_a_person(document: Document, at: Location, instrument: Instrument, layer: Layer) -> Iterator[Problem]:
    """What would say more of one person than the layer's mean."""
    found = f"layer '{layer.id}', which is about a person"
    if any(item.block or item.element for item in layer.items) or layer.mean_of == "blocks":
        yield document.problem(at, f"{found}, with blocks or elements", "items of no block, and a mean of items")
    if layer.bands:
        yield document.problem(at, f"{found}, with bands", "a layer without bands")
    for axis in instrument.axes:
        if layer.id in (*axis.position, *axis.beside):
            here = (*document.entry(axis.id, "axes"), "position" if layer.id in axis.position else "beside")
            yield document.problem(here, f"{found}, on an axis", "layers about the team", "take it out of the axis")


def _item(document: Document, at: Location, instrument: Instrument, layer: Layer, item: Item) -> Iterator[Problem]:
    for what, found in (("element", item.element), ("block", item.block)):
        if found:
            yield from unknown(document, (*at, what), what, found, meant_ids(document, f"{what}s"))
    element = next((element for element in instrument.elements if element.id == item.element), None)
    if element and item.block and item.block != element.block:
        mend = "leave 'block' out: it follows from the element"
        yield document.problem((*at, "block"), f"block {quoted(item.block)}", f"'{element.block}'", mend)
    if layer.mean_of == "blocks" and not item.element and not item.block:
        found = f"item {quoted(item.id)} without a block"
        yield document.problem(at, found, "an element or a block, because the layer is a mean of blocks")


def _bands(document: Document, at: Location, layer: Layer, observed: bool) -> Iterator[Problem]:
    if layer.bands and not observed:
        yield document.problem(at, "bands on a survey layer", "bands on a layer with observations")
    bounds = [band.below for band in layer.bands]
    if not bounds:
        return
    if bounds[-1] is not None or None in bounds[:-1]:
        mend = "leave 'below' out of the last band only"
        yield document.problem(at, "bands that leave lessons out", "'below' in every band but the last", mend)
    known = [bound for bound in bounds if bound is not None]
    if known != sorted(set(known)):
        yield document.problem(at, "bands out of order", "rising values of 'below'")


def _axis(document: Document, at: Location, instrument: Instrument, axis: Axis) -> Iterator[Problem]:
    for key, layers in (("position", axis.position), ("beside", axis.beside)):
        for layer in layers:
            here = document.entry(layer, *at, key)
            yield from unknown(document, here, "layer", layer, meant_ids(document, "layers"))
    for layer, count in Counter((*axis.position, *axis.beside)).items():
        if count > 1:
            expected = "each layer once, in 'position' or 'beside'"
            yield document.problem(at, f"layer {quoted(layer)} {count} times", expected, "take one out")
    yield from _one_scale(document, (*at, "position"), instrument, axis.position)


def _one_scale(document: Document, at: Location, instrument: Instrument, layers: tuple[str, ...]) -> Iterator[Problem]:
    known = [instrument.layer_by_id[layer] for layer in layers if layer in instrument.layer_by_id]
    kinds = {
        (instrument.scale_of(layer).min, instrument.scale_of(layer).max, instrument.thresholds_of(layer))
        for layer in known
    }
    if len(kinds) > 1:
        expected = "layers with the same scale and thresholds, because the axis is their mean"
        yield document.problem(at, "layers with different scales or thresholds", expected)


def _quadrant(document: Document, instrument: Instrument) -> Iterator[Problem]:
    quadrant = instrument.quadrant
    if not quadrant:
        return
    for key, axis in (("x", quadrant.x), ("y", quadrant.y)):
        yield from unknown(document, ("quadrant", key), "axis", axis, meant_ids(document, "axes"))
    corners = Counter((culture.x, culture.y) for culture in quadrant.cultures)
    if quadrant.x == quadrant.y:
        yield document.problem(("quadrant", "y"), f"the same axis as x, {quoted(quadrant.y)}", "two different axes")
    if len(quadrant.cultures) < len(document.at("quadrant", "cultures")):
        return
    for corner in ((x, y) for x in SIDES for y in SIDES):
        if corners[corner] != 1:
            found = f"{corners[corner]} cultures with x: {corner[0]}, y: {corner[1]}"
            yield document.problem(("quadrant", "cultures"), found, "exactly one for each corner")
