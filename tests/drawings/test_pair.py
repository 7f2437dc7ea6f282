"""Two drawings in one: either is in it as it was, and what they have in common is not there twice."""

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st
from teamspiegel.drawings.pair import GROUP, paired

CLASSES = ("each", "merged")
LOOKS = st.sampled_from(["red", "blue", "none"])
MARKS = st.builds(lambda fill, at: f'<path fill="{fill}" d="M{at},0h4"/>', LOOKS, st.integers(0, 3))
INSIDE = st.recursive(
    st.lists(MARKS, max_size=5).map("".join),
    lambda inner: st.lists(
        st.one_of(MARKS, st.builds(lambda fill, text: f'<g fill="{fill}">{text}</g>', LOOKS, inner)), max_size=4
    ).map("".join),
    max_leaves=12,
)


def drawing(inside: str, size: str = "0 0 10 10") -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size}">{inside}</svg>'


def marks(element: Element, hidden: str = "", look: str = "") -> list[tuple[str, str]]:
    """What is drawn, in its order: the look that the groups around it give it, and what it says itself."""
    found = []
    for child in element:
        if child.get("class") == hidden:
            continue
        own = child.get("fill", look)
        if child.tag == GROUP:
            found += marks(child, hidden, own)
        else:
            found.append((own, child.get("d", "")))
    return found


@given(INSIDE, INSIDE)
def test_either_drawing_is_in_it_as_it_was(one: str, other: str) -> None:
    whole = ElementTree.fromstring(paired(drawing(one), drawing(other), CLASSES))
    each, merged = (marks(ElementTree.fromstring(drawing(inside)), "nothing") for inside in (one, other))
    assert marks(whole, "merged") == each
    assert marks(whole, "each") == merged


@given(INSIDE)
def test_a_drawing_and_the_same_one_are_that_drawing(inside: str) -> None:
    found = paired(drawing(inside), drawing(inside), CLASSES)
    assert ElementTree.canonicalize(found) == ElementTree.canonicalize(drawing(inside))


def test_what_both_have_is_there_once() -> None:
    shared = '<text x="5" y="80">Groepskapitaal benutten</text>'
    one = f'{shared}<g stroke="red"><path d="M0,0h4"/><path d="M9,0h4"/></g>{shared}'
    other = f'{shared}<g stroke="red"><path d="M0,0h8"/><path d="M9,0h4"/></g>{shared}'
    assert paired(drawing(one), drawing(other), CLASSES) == drawing(
        f'{shared}<g stroke="red"><g class="each"><path d="M0,0h4"/></g><g class="merged"><path d="M0,0h8"/></g>'
        f'<path d="M9,0h4"/></g>{shared}'
    )


def test_drawings_of_other_charts_are_refused() -> None:
    with pytest.raises(ValueError, match=re.escape("two drawings that are not of one chart")):
        paired(drawing(""), drawing("", "0 0 10 20"), CLASSES)
