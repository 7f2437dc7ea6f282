"""A head that is the text of several items: what an import says of it."""

from pathlib import Path

from tests.intake.test_exports import put, run, school
from tests.projects import write
from tests.schools import change, small

__all__ = ["school"]
KOMPAS = "content/instruments/kompas.yml"


def test_a_head_that_is_the_text_of_two_items_is_told_as_such(school: Path) -> None:
    """In two layers a text may stand twice: then the head has to say which layer is meant."""
    tree = change(small(), KOMPAS, "text: Wij houden ons aan afspraken.", "text: Ik begin rustig.")
    write(school, {KOMPAS: tree[KOMPAS]})
    told = run(school, put(school, b"ID;Ik begin rustig\n1;3\n2;4\n"))
    assert told.exit_code != 0
    assert (
        "export.csv:1: found column 2, whose head is the text of items 'zelf-begin' and 'samen-afspraken'; "
        in told.output
    )
    assert "expected a head that says which it is; put the id of the item, or the name of its layer, into the head" in (
        told.output
    )
