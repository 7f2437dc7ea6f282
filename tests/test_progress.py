"""Where each target of a learning question is: known answers from numbers that are written by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from teamspiegel.contracts.definitions import Definitions, LearningQuestion, Target
from teamspiegel.contracts.published import Published
from teamspiegel.contracts.report import Change, Direction, Progress
from teamspiegel.progress import progress_of

from tests.handmade import DECLARED, axis, block, instrument, item, layer, moved, school, views_of
from tests.handmade import at as at_round

Move = tuple[float | None, Direction | None]
"""A difference and its word."""

ROUNDS = ("one", "two", "three", "four")
"""January, February, March and April."""


def question(*targets: tuple[str, float, str], round_: str = "one") -> LearningQuestion:
    return LearningQuestion(
        id="vraag",
        question="?",
        why=".",
        round=round_,
        step="verkennen",
        links=("self-start",),
        targets=tuple(Target(id=id_, at_least=at_least, by=by) for id_, at_least, by in targets),
    )


def progress(
    asked: LearningQuestion,
    numbers: Mapping[str, Sequence[Published]],
    changes: Mapping[str, Sequence[Change]] | None = None,
    definitions: Definitions | None = None,
) -> list[Progress]:
    """The targets of team a, from its numbers and changes by round."""
    used = definitions or school("a", ROUNDS)
    return progress_of(used, asked, views_of(used, numbers, changes))


def one(then: float | None, now: float | None, change: Move | None, at_least: float = 3.5) -> Progress:
    """A target on an item that was measured in rounds one and two."""
    old, new = item("self-start", then), item("self-start", now)
    changes = {"two": [moved(new, "one", *change)]} if change else {}
    (found,) = progress(question(("self-start", at_least, "two")), {"one": [old], "two": [new]}, changes)
    return found


# ----- each status -------------------------------------------------------------------------------------

# mean then and now, the change between them, what it should be at least: where the target is
STATUSES: dict[str, tuple[float | None, float | None, Move | None, float, str]] = {
    "on the target": (2.5, 3.5, (1.0, "higher"), 3.5, "reached"),
    "beyond it": (2.5, 4.1, (1.6, "higher"), 3.5, "reached"),
    "reached, though it is not clear that it moved": (3.4, 3.5, (0.1, "none"), 3.5, "reached"),
    "reached, though it went down": (4.4, 3.6, (-0.8, "lower"), 3.5, "reached"),
    "clearly higher and not there": (2.5, 3.4, (0.9, "higher"), 3.5, "moving"),
    "higher, and that may be noise": (3.2, 3.4, (0.2, "none"), 3.5, "still"),
    "the same": (3.2, 3.2, (0.0, "none"), 3.5, "still"),
    "clearly lower": (3.2, 2.1, (-1.1, "lower"), 3.5, "still"),
    "no word, because nobody has a value of his own": (2.5, 3.4, (0.9, None), 3.5, "still"),
    "withheld now": (2.5, None, (None, None), 3.5, "withheld"),
    "withheld then": (None, 3.4, (None, None), 3.5, "still"),
    "withheld then, and reached": (None, 3.5, (None, None), 3.5, "reached"),
    "withheld both times": (None, None, (None, None), 3.5, "withheld"),
    "no longer asked in the same way": (2.5, 4.4, None, 3.5, "dropped"),
    "a target with more decimals than a mean has": (2.5, 3.3, (0.8, "higher"), 3.25, "reached"),
    "just under a target with more decimals": (2.5, 3.2, (0.7, "higher"), 3.25, "moving"),
}


@pytest.mark.parametrize(("then", "now", "change", "at_least", "status"), STATUSES.values(), ids=STATUSES)
def test_status(then: float | None, now: float | None, change: Move | None, at_least: float, status: str) -> None:
    assert one(then, now, change, at_least).status == status


def test_a_target_carries_then_now_and_the_change_between() -> None:
    found = one(2.5, 3.4, (0.9, "higher"))
    assert (found.target.id, found.name, found.layer and found.layer.id) == ("self-start", "Self start", "self")
    assert found.then == item("self-start", 2.5) and found.now == at_round(item("self-start", 3.4), "two")
    assert found.change == moved(item("self-start", 3.4), "one", 0.9, "higher")
    assert found.measured and found.measured.id == "two"


def test_a_question_without_targets_has_no_progress() -> None:
    assert progress(question(), {"one": [item("self-start", 2.0)]}) == []


def test_targets_come_as_the_authors_list_them() -> None:
    asked = question(("team-talk", 3.0, "two"), ("self-start", 3.0, "two"))
    assert [found.target.id for found in progress(asked, {"one": [item("self-start", 2.0)]})] == [
        "team-talk",
        "self-start",
    ]


# ----- what a target may be about ----------------------------------------------------------------------

PLACES: dict[str, list[tuple[Published, str, str | None]]] = {
    "self-start": [(item("self-start", 3.6), "Self start", "self")],
    "seen-turns": [(item("seen-turns", 3.6), "Seen turns", "seen")],
    "team": [(layer("team", 3.6), "Team", "team")],
    "can": [(axis("can", 3.6), "Can", None)],
    # an item of the block, its own or its element's, stands in these layers, in the instrument's order
    "calm": [
        (block("seen", "calm", 3.6), "Calm", "seen"),
        (block("self", "calm", 3.6), "Calm", "self"),
        (block("team", "calm", 3.6), "Calm", "team"),
        (block("mood", "calm", 3.6), "Calm", "mood"),
    ],
    "room": [(block("seen", "room", 3.6), "Room", "seen"), (block("self", "room", 3.6), "Room", "self")],
}


@pytest.mark.parametrize("id_", PLACES)
def test_a_target_on_an_item_layer_axis_or_block(id_: str) -> None:
    """A block has a row for each layer that has it."""
    numbers = [indicator for indicator, _, _ in PLACES[id_]]
    unchanged = [moved(indicator, "one", 0.0) for indicator in numbers]
    found = progress(question((id_, 3.5, "two")), {"one": numbers, "two": numbers}, {"two": unchanged})
    assert [(one.now, one.name, one.layer and one.layer.id) for one in found] == [
        (at_round(indicator, "two"), name, layer_id) for indicator, name, layer_id in PLACES[id_]
    ]
    assert {one.status for one in found} == {"reached"}


def test_each_layer_of_a_block_has_a_status_of_its_own() -> None:
    then = [block(layer_id, "room", 2.0) for layer_id in ("seen", "self")]
    now = [block("seen", "room", 3.0), block("self", "room", 3.6)]
    changes = [moved(now[0], "one", 1.0, "higher"), moved(now[1], "one", 1.6, "higher")]
    found = progress(question(("room", 3.5, "two")), {"one": then, "two": now}, {"two": changes})
    assert [(one.layer and one.layer.id, one.status) for one in found] == [("seen", "moving"), ("self", "reached")]


# ----- rounds ------------------------------------------------------------------------------------------

MEANS = {"one": 2.0, "two": 2.6, "three": 3.2, "four": 3.8}


def at(*rounds: str, by: str, since: str = "one") -> tuple[str, str | None, float | None, float | None]:
    """Status, round, mean now and difference of a target of 3.0, when the item was measured in these rounds."""
    numbers = {round_: [item("self-start", MEANS[round_])] for round_ in rounds}
    changes = {
        now: [
            moved(numbers[now][0], then, round(MEANS[now] - MEANS[then], 1), "higher")
            for then in rounds
            if MEANS[then] < MEANS[now]
        ]
        for now in rounds
    }
    (found,) = progress(question(("self-start", 3.0, by), round_=since), numbers, changes)
    return (
        found.status,
        found.measured.id if found.measured else None,
        found.now.mean if found.now else None,
        found.change.difference if found.change else None,
    )


def test_nothing_was_measured_since() -> None:
    assert at("one", by="four") == ("waiting", None, None, None)


def test_the_latest_round_up_to_the_target_counts() -> None:
    assert at("one", "two", by="four") == ("moving", "two", 2.6, 0.6)
    assert at("one", "two", "three", by="four") == ("reached", "three", 3.2, 1.2)
    assert at("one", "two", "three", "four", by="four") == ("reached", "four", 3.8, 1.8)


def test_a_round_after_the_target_is_ignored() -> None:
    """It was 2.6 by round two, and that was not enough; 3.8 in round four comes too late."""
    assert at("one", "two", "three", "four", by="two") == ("moving", "two", 2.6, 0.6)
    assert at("one", "four", by="three") == ("waiting", None, None, None)


def test_a_round_before_the_question_is_no_progress() -> None:
    assert at("one", "two", "four", by="three", since="two") == ("waiting", None, None, None)
    assert at("one", "two", "three", by="four", since="two") == ("reached", "three", 3.2, 0.6)


def test_a_team_that_was_not_measured_in_the_round_of_the_question() -> None:
    """There is nothing to compare with, so a target is reached or it is not."""
    assert at("two", "three", by="four") == ("reached", "three", 3.2, None)
    assert at("two", by="four") == ("still", "two", 2.6, None)


def test_a_team_without_any_round() -> None:
    (found,) = progress(question(("self-start", 3.0, "two")), {})
    assert (found.status, found.then, found.now, found.measured) == ("waiting", None, None, None)


def test_the_rounds_of_a_team_come_by_date_and_not_by_their_names() -> None:
    """Round `a` is of April, round `z` of February."""
    definitions = school("a", ["one", "z", "m", "a"])
    numbers = {"one": [item("self-start", 2.0)], "z": [item("self-start", 2.6)], "a": [item("self-start", 3.8)]}
    changes = {round_: [moved(numbers[round_][0], "one", 0.6, "higher")] for round_ in ("z", "a")}
    (found,) = progress(question(("self-start", 3.0, "m")), numbers, changes, definitions)
    assert (found.status, found.measured and found.measured.id) == ("moving", "z")


# ----- what a round does not tell ----------------------------------------------------------------------


def test_a_round_of_another_source_says_nothing() -> None:
    """Round two was a survey only: the lessons of round one are still all there is, and later those of round three."""
    asked = question(("seen-start", 3.0, "three"))
    lessons, survey = [item("seen-start", 2.0)], [item("self-start", 4.0)]
    (found,) = progress(asked, {"one": lessons, "two": survey})
    assert (found.status, found.then, found.now, found.measured) == ("waiting", lessons[0], None, None)
    later = item("seen-start", 3.1)
    (found,) = progress(
        asked, {"one": lessons, "two": [later], "three": survey}, {"two": [moved(later, "one", 1.1, "higher")]}
    )
    assert (found.status, found.now, found.measured and found.measured.id) == ("reached", at_round(later, "two"), "two")


def with_a_newer_instrument(**changed: Any) -> Definitions:
    """Round three on used another version of the instrument."""
    definitions = school("a", ROUNDS)
    newer = instrument(id="newer", version="2", **changed)
    used = dict(zip(ROUNDS, ("hand", "hand", "newer", "newer"), strict=True))
    rounds = tuple(round_.model_copy(update={"instrument": used[round_.id]}) for round_ in definitions.rounds)
    return replace(definitions, rounds=rounds, instruments={**definitions.instruments, "newer": newer})


def without_item(id_: str) -> dict[str, Any]:
    layers = [
        {**layer_, "items": [found for found in layer_["items"] if found["id"] != id_]} for layer_ in DECLARED["layers"]
    ]
    return {"layers": layers}


def test_an_item_that_a_newer_version_dropped() -> None:
    """Round two still asked it; round three does not, and will not any more."""
    definitions = with_a_newer_instrument(**without_item("self-start"))
    asked = question(("self-start", 3.0, "four"))
    numbers = {"one": [item("self-start", 2.0)], "two": [item("self-start", 3.4)], "three": [item("self-turns", 3.0)]}
    changes = {"two": [moved(numbers["two"][0], "one", 1.4, "higher")]}
    (found,) = progress(asked, numbers, changes, definitions)
    assert (found.status, found.then, found.now) == ("dropped", item("self-start", 2.0), None)
    assert (found.name, found.measured and found.measured.id) == ("Self start", "three")
    # By round two it was still there.
    (found,) = progress(question(("self-start", 3.0, "two")), numbers, changes, definitions)
    assert found.status == "reached"


def test_a_layer_that_a_newer_version_made_otherwise_is_not_reached_by_that() -> None:
    """The layer is there in both rounds and is of other items, so nothing says how it changed."""
    definitions = with_a_newer_instrument(**without_item("self-start"))
    numbers = {"one": [layer("self", 2.0)], "three": [layer("self", 4.0)]}
    (found,) = progress(question(("self", 3.0, "four")), numbers, {}, definitions)
    assert (found.status, found.change) == ("dropped", None)


def test_an_item_that_a_newer_version_keeps() -> None:
    definitions = with_a_newer_instrument(**without_item("self-turns"))
    numbers = {"one": [item("self-start", 2.0)], "three": [item("self-start", 3.4)]}
    changes = {"three": [moved(numbers["three"][0], "one", 1.4, "higher")]}
    (found,) = progress(question(("self-start", 3.0, "four")), numbers, changes, definitions)
    assert (found.status, found.measured and found.measured.id) == ("reached", "three")
