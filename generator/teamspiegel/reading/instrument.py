"""Checks within one instrument: ids that stand once, references that lead somewhere, scales that fit."""

from collections import Counter
from collections.abc import Collection, Iterator

from teamspiegel.contracts.instrument import AnswerScale, Instrument, Layer, Side, Thresholds
from teamspiegel.contracts.problem import Problem, nearest, one_of, quoted
from teamspiegel.reading.yaml_document import Document, Location

STEPS = (1, 0.5)
"""Steps that binary floating point holds exactly, so that sums of scores are exact."""
SIDES: tuple[Side, Side] = ("low", "high")


def check_instrument(document: Document, instrument: Instrument) -> Iterator[Problem]:
    """Every way in which an instrument contradicts itself."""
    yield from _ids(document, instrument)
    yield from _scale(document, ("scale",), instrument.scale)
    yield from _thresholds(document, ("thresholds",), instrument.thresholds, instrument.scale)
    blocks = [block.id for block in instrument.blocks]
    for element in instrument.elements:
        at = (*document.entry(element.id, "elements"), "block")
        yield from unknown(document, at, "block", element.block, blocks)
    for layer in instrument.layers:
        yield from _layer(document, document.entry(layer.id, "layers"), instrument, layer)
    for axis in instrument.axes:
        at = document.entry(axis.id, "axes")
        for key, layers in (("position", axis.position), ("beside", axis.beside)):
            for index, layer_id in enumerate(layers):
                yield from unknown(document, (*at, key, index), "layer", layer_id, instrument.layer_by_id)
        yield from _one_scale(document, (*at, "position"), instrument, axis.position)
    yield from _quadrant(document, instrument)


def unknown(
    document: Document, at: Location, what: str, found: str, known: Collection[str] | None
) -> Iterator[Problem]:
    """A problem when an id is not among the known ones; None for `known`: those could not be read, so no verdict."""
    if known is not None and found not in known:
        yield document.problem(at, f"unknown {what} {quoted(found)}", one_of(known), nearest(found, known))


def twice(document: Document, *within: str | int) -> Iterator[Problem]:
    """A problem for each entry in a list whose id an earlier entry has."""
    seen: set[str] = set()
    listed = document.at(*within)
    for index, entry in enumerate(listed if isinstance(listed, list) else []):
        id_ = entry.get("id") if isinstance(entry, dict) else None
        if id_ in seen:
            yield document.problem((*within, index, "id"), f"id {quoted(id_)} twice", "each id once", "rename one")
        elif isinstance(id_, str):
            seen.add(id_)


def _ids(document: Document, instrument: Instrument) -> Iterator[Problem]:
    for key in ("blocks", "elements", "layers", "axes"):
        yield from twice(document, key)
    owner: dict[str, str] = {}
    for layer in instrument.layers:
        at = (*document.entry(layer.id, "layers"), "items")
        yield from twice(document, *at)
        yield from twice(document, *at[:-1], "bands")
        for item in layer.items:
            other = owner.setdefault(item.id, layer.id)
            if other != layer.id:
                found = f"item {quoted(item.id)}, which layer '{other}' has too"
                yield document.problem((*document.entry(item.id, *at), "id"), found, "each item id once", "rename one")
    if clash := {axis.id for axis in instrument.axes} & instrument.layer_by_id.keys():
        for id_ in sorted(clash):
            at = (*document.entry(id_, "axes"), "id")
            yield document.problem(at, f"axis {quoted(id_)}, which is a layer too", "an id of its own", "rename one")


def _scale(document: Document, at: Location, scale: AnswerScale) -> Iterator[Problem]:
    if scale.max <= scale.min:
        yield document.problem((*at, "max"), f"max {scale.max}", f"more than min ({scale.min})")
        return
    if scale.step not in STEPS:
        yield document.problem((*at, "step"), f"step {scale.step:g}", "1 or 0.5")
        return
    for label in scale.labels:
        if label not in scale.scores:
            found = f"a label for {label}"
            yield document.problem((*at, "labels", label), found, f"scores from {scale.min} to {scale.max}")


def _thresholds(document: Document, at: Location, thresholds: Thresholds, scale: AnswerScale) -> Iterator[Problem]:
    if not scale.min <= thresholds.bridge_axis <= scale.max:
        expected = f"a value on the scale, {scale.min} to {scale.max}"
        yield document.problem((*at, "bridge_axis"), f"bridge_axis {thresholds.bridge_axis}", expected)
    for key, value in (("spread", thresholds.spread), ("border", thresholds.border)):
        if value < 0:
            yield document.problem((*at, key), f"{key} {value}", "0 or more")


def _layer(document: Document, at: Location, instrument: Instrument, layer: Layer) -> Iterator[Problem]:
    scale = instrument.scale_of(layer)
    if layer.scale:
        yield from _scale(document, (*at, "scale"), layer.scale)
    if layer.scale or layer.thresholds:
        own = "thresholds" if layer.thresholds else "scale"
        yield from _thresholds(document, (*at, own), instrument.thresholds_of(layer), scale)
    blocks = [block.id for block in instrument.blocks]
    elements = {element.id: element for element in instrument.elements}
    for item in layer.items:
        here = document.entry(item.id, *at, "items")
        if item.element:
            yield from unknown(document, (*here, "element"), "element", item.element, elements)
        if item.block:
            yield from unknown(document, (*here, "block"), "block", item.block, blocks)
        element = elements.get(item.element or "")
        if element and item.block and item.block != element.block:
            mend = "leave 'block' out: it follows from the element"
            yield document.problem((*here, "block"), f"block {quoted(item.block)}", f"'{element.block}'", mend)
        if layer.mean_of == "blocks" and item.id not in instrument.block_of_item:
            found = f"item {quoted(item.id)} without a block"
            yield document.problem(here, found, "an element or a block, because the layer is a mean of blocks")
    yield from _bands(document, (*at, "bands"), layer)


def _bands(document: Document, at: Location, layer: Layer) -> Iterator[Problem]:
    if layer.bands and layer.source != "observations":
        yield document.problem(at, "bands on a survey layer", "bands on a layer with source: observations")
    bounds = [band.below for band in layer.bands]
    if not bounds:
        return
    if bounds[-1] is not None or None in bounds[:-1]:
        mend = "leave 'below' out of the last band only"
        yield document.problem(at, "bands that leave lessons out", "'below' in every band but the last", mend)
    known = [bound for bound in bounds if bound is not None]
    if known != sorted(set(known)):
        yield document.problem(at, "bands out of order", "rising values of 'below'")


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
        yield from unknown(document, ("quadrant", key), "axis", axis, instrument.axis_by_id)
    corners = Counter((culture.x, culture.y) for culture in quadrant.cultures)
    if quadrant.x == quadrant.y:
        yield document.problem(("quadrant", "y"), f"the same axis as x, {quoted(quadrant.y)}", "two different axes")
    for corner in ((x, y) for x in SIDES for y in SIDES):
        if corners[corner] != 1:
            found = f"{corners[corner]} cultures with x: {corner[0]}, y: {corner[1]}"
            yield document.problem(("quadrant", "cultures"), found, "exactly one for each corner")
