"""What Vega drew, with nothing left of all that nobody sees.

Vega writes for a page that its scripts take hold of: a group for every mark, every mark on its own, the same one again
for each row of data. This is done once, by the process that draws; so it needs nothing else of this package.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

NAMESPACE = "http://www.w3.org/2000/svg"

ASIDE = re.compile(r"aria-.*|role|class|font-family|pointer-events")
"""Attributes for Vega's own scripts and in its own words; a page has one kind of letters."""

GOES_WITHOUT_SAYING = {
    ("opacity", "1"), ("fill-opacity", "1"), ("stroke-opacity", "1"), ("stroke-width", "1"), ("text-anchor", "start"),
    ("font-weight", "normal"), ("transform", "translate(0,0)"),
}  # fmt: skip

SIZE = ("width", "height", "version")
"""What a page decides, or needs not know, of a whole drawing."""

PLACES = ("d", "transform", "x", "y", "x1", "x2", "y1", "y2")
FINER = re.compile(r"(?<=\.\d\d)\d+")
"""Hundredths of a pixel are fine enough for a screen and for paper."""

SEEN_THROUGH = {"opacity", "fill-opacity", "stroke-opacity"}

NO_SHAPE = ("", "M0,0h0v0h0Z")
MOVED = re.compile(r"translate\((-?[\d.]+),(-?[\d.]+)\)")
HANDED_DOWN = ("fill", "font-size", "font-weight", "stroke", "stroke-dasharray", "stroke-width", "text-anchor")
"""What a mark has from the group around it where it does not say otherwise."""

ElementTree.register_namespace("", NAMESPACE)


def lightened(svg: str) -> str:
    """The SVG that Vega wrote, without all of it that nobody sees. It has a size, and no name yet."""
    root = ElementTree.fromstring(svg)
    for name in SIZE:
        root.attrib.pop(name, None)
    _lighten(root)
    return ElementTree.tostring(root, encoding="unicode").replace(" />", "/>")


def _lighten(element: Element) -> None:
    """Leave out of an element, and of all in it, what nobody sees."""
    for name, value in list(element.attrib.items()):
        if ASIDE.fullmatch(name) or (name, value) in GOES_WITHOUT_SAYING:
            del element.attrib[name]
        elif name in PLACES:
            element.set(name, FINER.sub("", value))
    for child in element:
        _lighten(child)
    if _tag(element) in ("svg", "g"):
        element[:] = _joined([own for child in element for own in _needed(child)])
        _say_once(element)


def _needed(child: Element) -> Iterator[Element]:
    """What of a child is seen, as simply as it can be said: a group that says nothing gives what is in it."""
    match _tag(child):
        case "g" if not len(child):
            return
        case "g" if not child.attrib:
            yield from child
        case "path" if child.get("d", "") in NO_SHAPE or not {"fill", "stroke"} & set(child.attrib):
            return
        case "line":
            yield _as_path(child)
        case "text" if not len(child) and (moved := MOVED.fullmatch(child.get("transform", ""))):
            del child.attrib["transform"]
            child.attrib |= {"x": moved[1], "y": moved[2]}
            yield child
        case _:
            yield child


def _as_path(line: Element) -> Element:
    """A line from a place as a path, of which several can be one."""
    at = MOVED.fullmatch(line.get("transform", "translate(0,0)"))
    if at is None:
        return line
    rest = {name: value for name, value in line.attrib.items() if name not in PLACES}
    path = Element(f"{{{NAMESPACE}}}path", rest)
    path.set("d", f"M{at[1]},{at[2]}l{line.get('x2', '0')},{line.get('y2', '0')}")
    return path


def _joined(marks: Sequence[Element]) -> list[Element]:
    """Marks without the same one again, and lines that look the same as one path."""
    kept: list[Element] = []
    for _, same in groupby(marks, key=_look):
        alike = list(same)
        if not _is_seen_through(alike[0]):
            alike = list({_said(mark): mark for mark in alike}.values())
        if len(alike) > 1 and all(_is_line(mark) for mark in alike):
            alike[0].set("d", "".join(mark.get("d", "") for mark in alike))
            del alike[1:]
        kept.extend(alike)
    return kept


def _look(mark: Element) -> tuple[object, ...]:
    return mark.tag, *sorted((name, value) for name, value in mark.attrib.items() if name != "d")


def _said(mark: Element) -> tuple[object, ...]:
    """What tells a mark from others of its look: its shape, its text, and all that is in it."""
    return mark.get("d"), mark.text, *(ElementTree.tostring(child) for child in mark)


def _is_line(mark: Element) -> bool:
    return _tag(mark) == "path" and "stroke" in mark.attrib and "fill" not in mark.attrib and not _is_seen_through(mark)


def _is_seen_through(mark: Element) -> bool:
    """Whether what is below a mark shows: then two in one place are darker than one."""
    return not SEEN_THROUGH.isdisjoint(mark.attrib)


def _say_once(group: Element) -> None:
    """Let a group say what all in it have in common, and them no more."""
    if len(group) < 2:
        return
    for name in HANDED_DOWN:
        said = {child.get(name) for child in group}
        if len(said) == 1 and None not in said and name not in group.attrib:
            group.set(name, said.pop() or "")
            for child in group:
                del child.attrib[name]


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]
