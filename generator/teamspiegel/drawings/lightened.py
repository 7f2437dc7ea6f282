"""What Vega drew, with nothing left of all that nobody sees.

Vega writes for a page that its scripts take hold of: a group for every mark, every mark on its own, the same one again
for each row of data, and its place as a move of it. Here a drawing becomes the marks that are seen, each where it is;
those of one look come together, and what neighbours have in common is said once. This is done once, by the process
that draws; so it needs nothing else of this package but how a path is written.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from teamspiegel.drawings.shape import Box, Shape, number

NAMESPACE = "http://www.w3.org/2000/svg"

ASIDE = re.compile(r"aria-.*|role|class|font-family|pointer-events")
"""Attributes for Vega's own scripts and in its own words; a page has one kind of letters."""

GOES_WITHOUT_SAYING = {
    ("opacity", "1"), ("fill-opacity", "1"), ("stroke-opacity", "1"), ("stroke-width", "1"), ("text-anchor", "start"),
    ("font-weight", "normal"),
}  # fmt: skip

SIZE = ("width", "height", "version")
"""What a page decides, or needs not know, of a whole drawing."""

OF_LETTERS = ("font-size", "font-weight", "text-anchor")
OF_EDGES = ("stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-opacity", "stroke-width")
HANDED_DOWN = {"fill", "fill-opacity", "stroke", "stroke-miterlimit", *OF_LETTERS, *OF_EDGES}
"""What a mark has from the group around it where it does not say otherwise."""

SEEN_THROUGH = {"opacity", "fill-opacity", "stroke-opacity"}
MOVED = re.compile(r"translate\((-?[\d.]+),(-?[\d.]+)\)")
RGB = re.compile(r"rgb\((\d+), ?(\d+), ?(\d+)\)")
GROUP = len("<g></g>")

Look = dict[str, str]
Place = tuple[float, float]


@dataclass(frozen=True)
class Mark:
    """One thing that is seen: a path where it is, or another element as it stands; its look apart from it."""

    look: Look
    shape: Shape | Element

    @cached_property
    def is_letters(self) -> bool:
        """Whether it is a text."""
        return isinstance(self.shape, Element) and _tag(self.shape) == "text"

    @cached_property
    def box(self) -> Box | None:
        """Where it is, with its edge. A text is taken to be longer than it is; of another element nobody knows."""
        if isinstance(self.shape, Shape):
            return self.shape.box.wider(float(self.look.get("stroke-width", 1)) if "stroke" in self.look else 0)
        return _around(self.shape, self.look) if self.is_letters else None

    @property
    def itself(self) -> object:
        """What tells it from others of its look."""
        if isinstance(self.shape, Shape):
            return self.shape
        if not self.is_letters:
            return ElementTree.tostring(self.shape)
        return self.shape.text, *self.shape.attrib.items(), *((line.text, *line.attrib.items()) for line in self.shape)

    @property
    def is_line(self) -> bool:
        """Whether it is nothing but an edge that hides what is below."""
        return isinstance(self.shape, Shape) and "fill" not in self.look and SEEN_THROUGH.isdisjoint(self.look)

    def is_indifferent(self, name: str) -> bool:
        """Whether it looks the same whatever a group around it says under a name."""
        return name in (OF_EDGES if self.is_letters else OF_LETTERS) and name not in self.look


def lightened(svg: str) -> str:
    """The SVG that Vega wrote, without all of it that nobody sees. It has a size, and no name yet."""
    root = ElementTree.fromstring(svg)
    for name in SIZE:
        root.attrib.pop(name, None)
    whole = Element(root.tag, {name: value for name, value in root.attrib.items() if not ASIDE.fullmatch(name)})
    for child in root:
        # The group around everything says what every mark falls back on.
        around = Element(child.tag, _look(child)) if _tag(child) == "g" else whole
        around.extend(_grouped(_joined(_gathered(_seen(child, {}, (0, 0), top=True)))))
        if around is not whole and len(around):
            whole.append(around)
    return ElementTree.tostring(whole, encoding="unicode").replace(" />", "/>")


# ----- what is seen, and where --------------------------------------------------------------------------------


def _seen(element: Element, around: Mapping[str, str], at: Place, top: bool = False) -> Iterator[Mark]:
    """The marks in an element that stands in a group of this look, at this place."""
    tag, own = _tag(element), _look(element)
    moved = MOVED.fullmatch(element.get("transform", "translate(0,0)"))
    here = (at[0] + float(moved[1]), at[1] + float(moved[2])) if moved else at
    if tag == "g" and moved and own.keys() <= HANDED_DOWN:
        look = {} if top else {**around, **own}
        for child in element:
            yield from _seen(child, look, here)
    elif tag in ("path", "line") and moved:
        look = _needed({**around, **own}, OF_LETTERS)
        shape = Shape.of(element.get("d") or _line(element)).moved(*here)
        if {"fill", "stroke"} & look.keys() and not shape.is_nothing:
            yield Mark(look, shape)
    elif tag == "text" and moved:
        yield Mark(_needed({**around, **own}, OF_EDGES), _text(element, here))
    elif tag != "g" or len(element):
        yield Mark(dict(around), _as_it_is(element, at))


def _look(element: Element) -> Look:
    """What an element says of itself, but for its place and its shape."""
    return {
        name: RGB.sub(lambda rgb: f"#{int(rgb[1]):02x}{int(rgb[2]):02x}{int(rgb[3]):02x}", value)
        for name, value in element.attrib.items()
        if not ASIDE.fullmatch(name)
        and (name, value) not in GOES_WITHOUT_SAYING
        and name not in ("d", "transform", "x", "y", "x1", "x2", "y1", "y2", "dy")
    }


def _needed(look: Look, others: Iterable[str]) -> Look:
    """A look without what is of other marks, and without an edge of no width."""
    look = {
        name: value for name, value in look.items() if name not in others and (name, value) not in GOES_WITHOUT_SAYING
    }
    if look.get("stroke-width") == "0" or look.get("stroke") == "none":
        look.pop("stroke", None)
    if "stroke" not in look:
        look = {name: value for name, value in look.items() if name not in OF_EDGES}
    return look


def _line(line: Element) -> str:
    return f"M{line.get('x1', '0')},{line.get('y1', '0')}L{line.get('x2', '0')},{line.get('y2', '0')}"


def _text(text: Element, at: Place) -> Element:
    """A text at its place. Its lines begin where it does."""
    x, y = (number(at[way] + float(text.get(name, "0"))) for way, name in enumerate("xy"))
    found = Element(text.tag, {"x": x, "y": y})
    found.text = text.text
    for line in text:
        found.append(Element(line.tag, {"x": x, "dy": line.get("dy", "0")} if "dy" in line.attrib else {}))
        found[-1].text = line.text
    return found


def _as_it_is(element: Element, at: Place) -> Element:
    """What cannot be taken apart (a turned text, what is cut off at an edge), moved as a whole."""
    move = [f"translate({number(at[0])},{number(at[1])})"] if any(at) else []
    if transform := " ".join([*move, *filter(None, [element.get("transform")])]):
        element.set("transform", transform)
    for one in element.iter():
        for name in [name for name in one.attrib if ASIDE.fullmatch(name)]:
            del one.attrib[name]
    return element


# ----- what looks the same together ---------------------------------------------------------------------------


def _gathered(marks: Iterable[Mark]) -> list[Mark]:
    """The marks, each behind the last one of its look where nothing that lies between them is hidden by that."""
    found: list[Mark] = []
    for mark in marks:
        place = len(found)
        for before in range(len(found) - 1, -1, -1):
            if found[before].look == mark.look and type(found[before].shape) is type(mark.shape):
                place = before + 1
                break
            if not _apart(found[before], mark):
                break
        found.insert(place, mark)
    return found


def _apart(one: Mark, other: Mark) -> bool:
    """Whether either may be drawn first: they do not touch, or both are texts, which charts keep apart."""
    if one.is_letters and other.is_letters:
        return True
    return one.box is not None and other.box is not None and not one.box.overlaps(other.box)


def _around(text: Element, look: Look) -> Box | None:
    """More than what a text takes, with letters as wide as the widest; nothing where it is turned."""
    if "transform" in text.attrib:
        return None
    lines = [text.text or "", *(line.text or "" for line in text)]
    size = float(look.get("font-size", "11").removesuffix("px"))
    x, y, wide = float(text.get("x", "0")), float(text.get("y", "0")), size * max(map(len, lines))
    left = x - wide * {"end": 1, "middle": 0.5}.get(look.get("text-anchor", ""), 0)
    return Box(left, y - 1.5 * size, left + wide, y + 1.5 * size * len(lines))


def _joined(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Marks without the same one again, and paths of one look as one path, where that makes no difference."""
    for _, same in groupby(marks, key=lambda mark: (type(mark.shape), mark.look)):
        alike = list(same)
        if SEEN_THROUGH.isdisjoint(alike[0].look):
            alike = list({mark.itself: mark for mark in alike}.values())
        if not isinstance(alike[0].shape, Shape):
            yield from alike
            continue
        one = alike[:1]
        for mark in alike[1:]:
            if not (mark.is_line or all(_apart(other, mark) for other in one)):
                yield _one(one)
                one = []
            one.append(mark)
        yield _one(one)


def _one(marks: Sequence[Mark]) -> Mark:
    shapes = (mark.shape for mark in marks if isinstance(mark.shape, Shape))
    return replace(marks[0], shape=Shape.joined(shapes))


# ----- what neighbours have in common -------------------------------------------------------------------------


def _grouped(marks: Iterable[Mark]) -> list[Element]:
    """Elements of marks, with a group around neighbours wherever it says in fewer letters what they have in common."""
    marks = list(marks)
    best, saved = (0, 0, ""), 0
    for name in sorted(HANDED_DOWN & {name for mark in marks for name in mark.look}):
        for start, stop in _runs(marks, name):
            letters = sum(len(f' {name}="{mark.look[name]}"') for mark in marks[start:stop] if name in mark.look)
            less = letters - GROUP - len(f' {name}="{marks[start].look[name]}"')
            if less > saved:
                best, saved = (start, stop, name), less
    start, stop, name = best
    if not saved:
        return [_element(mark) for mark in marks]
    inside = marks[start:stop]
    common = {
        name: value
        for name, value in inside[0].look.items()
        if name in HANDED_DOWN and all(mark.look.get(name) == value or mark.is_indifferent(name) for mark in inside)
    }
    group = Element(f"{{{NAMESPACE}}}g", common)
    group.extend(_grouped(_without(mark, common) for mark in inside))
    return [*_grouped(marks[:start]), group, *_grouped(marks[stop:])]


def _runs(marks: Sequence[Mark], name: str) -> Iterator[tuple[int, int]]:
    """From where to where neighbours have the same value under a name, or would look the same with it."""
    start = 0
    while start < len(marks):
        value, stop, last = marks[start].look.get(name), start + 1, start + 1
        if value is not None:
            while stop < len(marks) and (marks[stop].look.get(name) == value or marks[stop].is_indifferent(name)):
                stop += 1
                last = stop if name in marks[stop - 1].look else last
            yield start, last
        start = last


def _without(mark: Mark, said: Mapping[str, str]) -> Mark:
    return replace(mark, look={name: value for name, value in mark.look.items() if name not in said})


def _element(mark: Mark) -> Element:
    if isinstance(mark.shape, Shape):
        return Element(f"{{{NAMESPACE}}}path", {**mark.look, "d": str(mark.shape)})
    mark.shape.attrib = {**mark.look, **mark.shape.attrib}
    return mark.shape


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]


ElementTree.register_namespace("", NAMESPACE)
