"""What was made of a team reads the same after it was written down."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from teamspiegel.contracts.site import Packed
from teamspiegel.pages.made import Made
from teamspiegel.pages.maker import Section
from teamspiegel.pages.render import Page

TEXTS = st.text(max_size=5)
OUTLINES = st.builds(Page, TEXTS, TEXTS, st.just(""), st.just({}))


def sections(inner: st.SearchStrategy[Page | Section]) -> st.SearchStrategy[Page | Section]:
    children = st.lists(inner, max_size=3).map(tuple)
    return st.builds(Section, TEXTS, children, st.none() | OUTLINES, st.none() | st.tuples(TEXTS, TEXTS))


TREES = st.lists(st.recursive(OUTLINES, sections, max_leaves=5), max_size=3)
FILES = st.dictionaries(TEXTS, st.binary(max_size=50))


@given(TREES, FILES)
def test_it_is_read_as_it_was_written(entries: Sequence[Page | Section], files: dict[str, bytes]) -> None:
    made = Made.of(entries, Packed(files))
    read = Made.read(made.written())
    assert (read.entries, dict(read.files)) == (entries, files)


def test_it_keeps_where_pages_stand_and_nothing_that_they_were_made_of() -> None:
    front, page = Page("a/index.md", "A", "team.md.jinja", {"n": 5}), Page("a/b.md", "B", "layer.md.jinja", {"n": 6})
    made = Made.of([Section("A", (page,), front, ("All", "index.md"))], Packed())
    outline = Section("A", (Page("a/b.md", "B", "", {}),), Page("a/index.md", "A", "", {}), ("All", "index.md"))
    assert made.entries == [outline]
