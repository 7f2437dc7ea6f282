"""Two drawings of one chart as one: what they have in common stands in it once.

A chart whose small cells can be counted together is drawn twice, and most of a drawing is its labels, lines and legend.
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from teamspiegel.drawings.lightened import NAMESPACE

GROUP = f"{{{NAMESPACE}}}g"


def paired(one: str, other: str, classes: tuple[str, str]) -> str:
    """Both light drawings in one, as they stand in a page.

    What only one has stands in groups of its class: without those of the other class every element of it is there, in
    its order. Raises ValueError where one is not as large as the other, or has another name.
    """
    whole, beside = ElementTree.fromstring(one), ElementTree.fromstring(other)
    if whole.attrib != beside.attrib:
        raise ValueError(f"two drawings that are not of one chart: {whole.attrib} and {beside.attrib}")
    whole[:] = [*_both([*whole], [*beside], classes)]
    return ElementTree.tostring(whole, encoding="unicode").replace(" />", "/>")


def _both(one: Sequence[Element], other: Sequence[Element], classes: tuple[str, str]) -> Iterator[Element]:
    """The elements of both, those that are the same once."""
    first, second = ([*map(_itself, elements)] for elements in (one, other))
    for how, start, stop, from_, to in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if how == "equal":
            yield from one[start:stop]
        else:
            yield from _beside(one[start:stop], other[from_:to], classes)


def _itself(element: Element) -> tuple[object, ...]:
    """All that an element is, to tell it from another one."""
    return (element.tag, *element.items(), element.text, *map(_itself, element))


def _beside(one: Sequence[Element], other: Sequence[Element], classes: tuple[str, str]) -> Iterator[Element]:
    """Elements that are not the same: groups of one look at both ends as one, and what is left apart."""
    first = _alike(one, other)
    last = _alike(one[first:][::-1], other[first:][::-1])
    yield from _groups(one[:first], other[:first], classes)
    for elements, name in zip((one, other), classes, strict=True):
        if own := elements[first : len(elements) - last]:
            group = Element(GROUP, {"class": name})
            group.extend(own)
            yield group
    yield from _groups(one[len(one) - last :], other[len(other) - last :], classes)


def _alike(one: Sequence[Element], other: Sequence[Element]) -> int:
    """With how many groups of the same look both begin."""
    pairs = takewhile(lambda pair: _is_alike(*pair), zip(one, other, strict=False))
    return sum(1 for _ in pairs)


def _is_alike(one: Element, other: Element) -> bool:
    return one.tag == other.tag == GROUP and one.attrib == other.attrib


def _groups(one: Sequence[Element], other: Sequence[Element], classes: tuple[str, str]) -> Iterator[Element]:
    for first, second in zip(one, other, strict=True):
        group = Element(GROUP, first.attrib)
        group.extend(_both([*first], [*second], classes))
        yield group
