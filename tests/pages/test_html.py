"""The HTML of the pages by the rules of the Nu HTML checker (https://validator.w3.org/nu) that a template can break."""

from collections import Counter

import pytest

from tests.schools import demonstration, small
from tests.sites import HEADINGS, Element, pages, shown, site

PAGES = {
    f"{name} {path}": page
    for name, tree in (("demonstration", demonstration()), ("small", small()))
    for path, page in pages(site(tree)).items()
}

every_page = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)


def skipped(page: Element) -> list[str]:
    """The headings that stand more than one level below the heading before them; the first must be the title."""
    found = [(int(heading.tag[1]), heading.text("a")) for heading in page.every(*HEADINGS)]
    before = [0, *(level for level, _ in found)]
    return [text for (level, text), above in zip(found, before, strict=False) if level > above + 1]


def left_over(page: Element) -> list[str]:
    """The elements with an attribute that Markdown should have taken."""
    return [element.tag for element in page.every() if "markdown" in element.attributes]


def twice(page: Element) -> list[str]:
    """The ids that more than one element has."""
    counts = Counter(element.attributes["id"] for element in page.every() if "id" in element.attributes)
    return [id_ for id_, count in counts.items() if count > 1]


@every_page
def test_the_html_of_a_page_is_in_order(page: str) -> None:
    element = shown(page)
    assert len(list(element.every("h1"))) == 1
    assert (skipped(element), left_over(element), twice(element)) == ([], [], [])


def test_each_kind_of_fault_is_found() -> None:
    assert skipped(shown("# Een\n\n### Drie\n\n## Twee\n\n#### Vier\n")) == ["Drie", "Vier"]
    assert left_over(shown('# Een\n\ntekst <span markdown="0">x</span>\n')) == ["span"]
    assert twice(shown('# Een\n\n<p id="a">1</p>\n\n<p id="a">2</p>\n')) == ["a"]
