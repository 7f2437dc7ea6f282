"""What the entries of a list can be referred to by, and when nobody knows."""

import pytest
from teamspiegel.reading.ids import meant_ids
from teamspiegel.reading.yaml_document import Document, parse


def document(text: str) -> Document:
    found = parse("x.yml", text, [])
    assert found
    return found


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("- {id: rood}\n- {id: blauw, oops: 1}\n", ("rood", "blauw")),
        ("- {id: Rood}\n", ("rood",)),
        ("[]\n", ()),
        ("- {id: Team Rood}\n", None),
        ("- {id: 12}\n", None),
        ("- {name: Rood}\n", None),
        ("- rood\n", None),
        ("- {id: rood}\n- {id: rood}\n", None),
        ("- {id: rood}\n- {id: Rood}\n", None),
        ("rood: {}\n", None),
    ],
)
def test_ids_are_told_where_every_entry_has_one_of_its_own(text: str, ids: tuple[str, ...] | None) -> None:
    assert meant_ids(document(text)) == ids


def test_a_list_that_is_not_there_has_none_unless_a_problem_is_told_of_it() -> None:
    found = document("name: x\n")
    assert meant_ids(found, "blocks") == ()
    found.told.add(("blocks",))
    assert meant_ids(found, "blocks") is None
