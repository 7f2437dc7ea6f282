"""What belongs together on a page."""

from collections.abc import Iterable
from datetime import date

import pytest
from teamspiegel.contracts.definitions import LearningQuestion, Session
from teamspiegel.contracts.inquiry import Action
from teamspiegel.contracts.published import Published
from teamspiegel.contracts.report import TeamRound
from teamspiegel.insights import insights_of
from teamspiegel.pages.related import (
    actions_of,
    apart,
    findings_of,
    gaps_in_block,
    in_block,
    items_under,
    of_form,
    touching,
)

from tests.handmade import axis, block, instrument, item, layer, results, school


def view(*indicators: Published) -> TeamRound:
    definitions, found = school(), results(*indicators)
    used = instrument()
    return TeamRound(definitions.teams[0], definitions.rounds[0], used, found, insights_of(used, found))


def question(id_: str, *links: str) -> LearningQuestion:
    return LearningQuestion(id=id_, question="?", why="-", round="one", step="verkennen", links=links)


def named(seen: TeamRound, id_: str) -> list[tuple[str, str]]:
    return [(found.name, found.layer) for found in findings_of(seen, id_)]


# ----- the results that an id names --------------------------------------------------------------------


def test_an_id_names_an_item_a_layer_or_an_axis() -> None:
    seen = view(item("self-start", 3.2), layer("self", 3.2), axis("want", 3.2))
    assert named(seen, "self-start") == [("Self start", "Self")]
    assert named(seen, "self") == [("Self", "Self")]
    assert named(seen, "want") == [("Want", "")]


def test_a_block_is_named_once_for_each_layer_that_has_it() -> None:
    seen = view(block("seen", "calm", 3.2), block("self", "calm", 3.2), block("self", "room", 3.2))
    assert named(seen, "calm") == [("Calm", "Seen"), ("Calm", "Self")]


def test_a_withheld_result_is_named_too_and_one_that_was_not_asked_is_not() -> None:
    """A reader must see that there is a result that is not shown."""
    seen = view(item("self-start", None))
    assert [found.indicator.mean for found in findings_of(seen, "self-start")] == [None]
    assert named(seen, "self-turns") == []


# ----- building blocks ---------------------------------------------------------------------------------


def test_findings_and_gaps_belong_to_the_block_of_their_element() -> None:
    seen = view(item("self-start", 4.0), item("seen-start", 2.0), item("self-turns", 4.0), item("seen-turns", 3.5))
    assert [found.name for found in in_block(seen, "calm", seen.insights.strengths)] == ["Self start"]
    assert [gap.element for gap in gaps_in_block(seen, "calm")] == ["Start"]
    assert [gap.element for gap in gaps_in_block(seen, "room")] == ["Turns"]


def test_an_item_without_a_block_is_in_none() -> None:
    seen = view(item("team-talk", 4.0))
    assert not in_block(seen, "calm", seen.insights.strengths) + in_block(seen, "room", seen.insights.strengths)


def test_findings_come_from_people_or_from_lessons() -> None:
    seen = view(item("self-start", 4.0), item("seen-start", 3.8), item("team-talk", 3.6))
    names = [
        [found.name for found in of_form(seen.insights.strengths, seen, source)]
        for source in ("survey", "observations")
    ]
    assert names == [["Self start", "Team talk"], ["Seen start"]]


def test_an_element_that_layers_see_differently_is_there_once_with_what_each_of_them_sees() -> None:
    seen = view(
        item("self-start", 4.0),
        item("team-start", 3.0),
        item("seen-start", 2.0),
        item("self-turns", 4.0),
        item("seen-turns", 3.5),
    )
    # Start: self - seen = 2.0, self - team and team - seen = 1.0; turns: self - seen = 0.5.
    assert [(gap.element, gap.difference) for gap in seen.insights.gaps] == [
        ("Start", 2.0),
        ("Start", 1.0),
        ("Start", 1.0),
        ("Turns", 0.5),
    ]
    told = [(element, [one.indicator.mean for one in sides]) for element, sides in apart(seen.insights.gaps)]
    assert told == [("Start", [4.0, 2.0, 3.0]), ("Turns", [4.0, 3.5])]


# ----- learning questions ------------------------------------------------------------------------------


def test_a_question_touches_a_page_when_it_links_to_something_on_it() -> None:
    questions = [question("q1", "self-start", "want"), question("q2", "team-talk"), question("q3", "calm")]

    def ids(wanted: Iterable[str]) -> list[str]:
        return [found.id for found in touching(questions, wanted)]

    assert ids(["calm", "self-start"]) == ["q1", "q3"]
    assert ids(["team-talk"]) == ["q2"]
    assert ids([]) == []


# ----- the items under an id ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id_", "items"),
    [
        ("self-start", {"self-start"}),
        ("team-talk", {"team-talk"}),
        ("calm", {"seen-start", "self-start", "team-start", "mood-start"}),  # every item about the element `start`
        ("room", {"seen-turns", "self-turns"}),
        ("team", {"team-start", "team-talk"}),
        ("can", {"seen-start", "seen-turns"}),  # `self` is shown beside it, and does not count
        ("want", {"self-start", "self-turns", "team-start", "team-talk"}),
        ("start", set()),  # an element is no indicator
        ("nothing", set()),
    ],
)
def test_an_id_stands_for_items(id_: str, items: set[str]) -> None:
    assert items_under(instrument(), id_) == items


def test_an_item_goes_before_a_block_or_a_layer_of_the_same_name() -> None:
    """They may share an id; a learning question that names it means the item, as it does when it shows results."""
    blocks = [{"id": "team-talk", "name": "Talk", "description": "-"}]
    elements = [{"id": "start", "name": "Start", "block": "team-talk", "description": "-"}]
    used = instrument(blocks=blocks, elements=elements)
    assert used.block_of_item["self-start"] == "team-talk"
    assert items_under(used, "team-talk") == {"team-talk"}


# ----- what was agreed ---------------------------------------------------------------------------------


def test_what_is_open_comes_by_role_and_date_and_what_is_done_the_latest_first() -> None:
    def action(
        what: str, role: str, due: date | None = None, status: str = "gepland", start: date | None = None
    ) -> Action:
        return Action.model_validate({"what": what, "role": role, "due": due, "start": start, "status": status})

    june, may = date(2026, 6, 1), date(2026, 5, 1)
    asked = question("q", "calm").model_copy(
        update={
            "actions": (
                action("b", "Team", june),
                action("a", "team", may, "bezig"),
                action("old", "team", may, "klaar"),
                action("no date", "team"),
            )
        }
    )
    met = Session(
        date=may,
        team="a",
        kind="plg",
        title="-",
        round="one",
        actions=(action("c", "leider", start=june), action("new", "leider", june, "klaar")),
    )
    found = actions_of([asked], [met])
    assert [(one.action.what, one.title == met.title) for one in found.to_do] == [
        ("c", True),
        ("a", False),
        ("b", False),
        ("no date", False),
    ]
    assert [one.action.what for one in found.done] == ["new", "old"]
