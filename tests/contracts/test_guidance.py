"""What a page of the library knows about itself."""

from typing import Any, get_args

import pytest
from pydantic import ValidationError
from teamspiegel.contracts.guidance import KINDS, Cycle, Glossary, Step, Term, WorkForm

from tests.handmade import activity, page, school


def script(*minutes: int) -> list[dict[str, Any]]:
    return [{"title": f"Part {index}", "minutes": length, "how": "-"} for index, length in enumerate(minutes, 1)]


def workform(*minutes: int) -> WorkForm:
    made = page("w", kind="workform", people="all", materials=["-"], script=script(*minutes)).front
    assert isinstance(made, WorkForm)
    return made


# | part | minutes | begins at |
# |------|---------|-----------|
# | 1    | 5       | 0         |
# | 2    | 25      | 5         |
# | 3    | 40      | 30        |
# | all  | 70      |           |


def test_a_work_form_takes_as_long_as_its_parts_together() -> None:
    assert workform(5, 25, 40).minutes == 70
    assert workform(90).minutes == 90


def test_a_part_begins_where_the_one_before_it_ends() -> None:
    assert [(start, step.title) for start, step in workform(5, 25, 40).timetable] == [
        (0, "Part 1"),
        (5, "Part 2"),
        (30, "Part 3"),
    ]


@pytest.mark.parametrize(
    ("term", "letter"),
    [("brugas", "B"), ("Brugas", "B"), ("PLG", "P"), ("écht", "É"), ("2D-PLG", "2")],
)
def test_a_term_stands_under_its_first_letter(term: str, letter: str) -> None:
    assert Term(term=term, meaning="-").letter == letter


def test_a_page_helps_as_a_whole_and_with_each_of_its_activities() -> None:
    front = page("p", activity("a1", items=["i"]), activity("a2"), layers=["l"]).front
    assert front.ties == (front, *front.activities)
    assert [(ties.items, ties.layers) for ties in front.ties] == [((), ("l",)), (("i",), ()), ((), ())]


def test_only_the_page_of_a_folder_may_do_without_a_source() -> None:
    """It tells what lies in the folder; every other page tells what others found."""
    needed = {kind: model.model_fields["sources"].is_required() for kind, model in KINDS.items()}
    assert needed == {kind: kind != "section" for kind in KINDS}
    with pytest.raises(ValidationError):
        page("p", sources=[])


def cycle() -> dict[str, Any]:
    names = get_args(Step)
    steps = [
        {"id": id_, "name": id_.capitalize(), "asks": "-", "leader": ["-"], "facilitator": ["-"], "monitoring": ["-"]}
        for id_ in names
    ]
    return {"kind": "cycle", "steps": steps}


def test_a_step_of_the_cycle_is_found_by_its_id() -> None:
    front = page("c", **cycle()).front
    assert isinstance(front, Cycle)
    assert {id_: step.name for id_, step in front.step_by_id.items()} == {
        "verkennen": "Verkennen",
        "verdiepen": "Verdiepen",
        "besluiten": "Besluiten",
        "uitvoeren": "Uitvoeren",
        "borgen": "Borgen",
    }


# ----- a whole library ---------------------------------------------------------------------------------


def test_a_school_finds_its_pages_its_cycle_and_its_terms() -> None:
    library = [
        page("one", path="map/een.md"),
        page("words", kind="glossary", terms=[{"term": "a", "meaning": "-"}, {"term": "b", "meaning": "-"}]),
        page("round", **cycle()),
    ]
    found = school(guidance=library)
    assert {id_: kept.path for id_, kept in found.guidance_by_id.items()} == {
        "one": "map/een.md",
        "words": "words.md",
        "round": "round.md",
    }
    assert [term.term for term in found.terms] == ["a", "b"]
    assert found.cycle == library[2].front
    assert isinstance(library[1].front, Glossary)


def test_a_school_may_have_no_library() -> None:
    assert (school().guidance_by_id, school().terms, school().cycle) == ({}, (), None)
