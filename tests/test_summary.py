"""The summary for whoever adds a round: it may stand wherever the site may, so it knows published numbers only."""

from datetime import date

import pytest
from teamspiegel.contracts.definitions import Definitions, Round, Settings, Team
from teamspiegel.contracts.published import Published
from teamspiegel.reading.read import read_school
from teamspiegel.summary import summary

from tests.handmade import axis, instrument, item, published, school
from tests.schools import Files, change, small
from tests.schools import published as published_of

CHANGES = "## What changed\n\n"
HEAD = "| team | round | source | level | id | before | now |\n|---|---|---|---|---|---|---|\n"


def changes(now: Published, before: Published) -> str:
    """What the summary says after the rounds."""
    whole = summary(school("ab", ["one", "two"]), now, before)
    return whole[whole.index(CHANGES) + len(CHANGES) :]


# ----- response and flags ------------------------------------------------------------------------------


def test_it_tells_response_and_flags_of_every_team_and_round() -> None:
    numbers = published(
        [
            item("self-start", 2.4, 0.9),  # low and a spread
            item("self-turns", 2.9),  # low
            item("team-talk", 3.6, sd=None, spread=True),  # a spread, its SD withheld
            item("team-start", None),  # withheld
            item("seen-start", 3.1),
            axis("want", 2.1, spread=True),  # no item: not counted
        ]
    )
    assert summary(school("ab", ["one", "two"]), numbers) == (
        "## Round one (one, 2026-01-01)\n"
        "\n"
        "- **Team a**\n"
        "    - survey: 12 from 12 of 15 people\n"
        "    - 5 items: 2 low, 2 with a spread, 1 withheld by the gate\n"
        "\n"
        "## Round two (two, 2026-02-01)\n"
        "\n"
        "Not measured yet.\n"
        "\n"
    )


def test_every_source_has_its_response() -> None:
    tree = small()
    text = summary(read_school(tree)[0], published_of(tree))
    # blauw: six respondents; six lessons of five teachers (t1 twice).
    assert "- **Team Blauw**\n    - survey: 6 from 6 of 8 people\n    - observations: 6 from 5 of 8 people\n" in text


@pytest.mark.parametrize("name", ["<script>|", "**_`[x](y)`_**", "a\n\n# b", "~~x~~ \\"])
def test_a_name_is_no_markup(name: str) -> None:
    used = instrument()
    definitions = Definitions(
        Settings(),
        (Team(id="a", name=name, members=15),),
        (Round(id="one", label=name, date=date(2026, 1, 1), kind="nulmeting"),),
        {used.id: used},
    )
    heading, _, team, *_ = summary(definitions, published([])).splitlines()
    told = (heading.removeprefix("## ").removesuffix(" (one, 2026-01-01)"), team.removeprefix("- **")[:-2])
    assert not set("".join(told)) & set("<>*_`[]|~\\")
    assert heading.startswith("## ") and team.startswith("- **") and team.endswith("**")


# ----- what changed ------------------------------------------------------------------------------------


def test_nothing_changed() -> None:
    numbers = published([item("self-start", 3.5)])
    assert changes(numbers, numbers) == "No published indicator changed.\n"


def test_without_an_earlier_state_nothing_is_said_about_change() -> None:
    assert "changed" not in summary(school(), published([item("self-start", 3.5)]))


def test_a_changed_number_is_told_with_what_it_was() -> None:
    now = published([item("self-start", 3.5), item("self-turns", 2.9, 0.9)])
    before = published([item("self-start", 3.5), item("self-turns", 3.0, 0.7)])
    assert changes(now, before) == (
        HEAD + "| a | one | self | item | self-turns | n 12, mean 3.0, sd 0.7 | n 12, mean 2.9, sd 0.9, low, spread |\n"
    )


def test_a_new_round_was_not_there() -> None:
    old = {("a", "one"): [item("self-start", 3.5)]}
    new = {**old, ("b", "two"): [item("self-start", 2.5)]}
    row = "| b | two | self | item | self-start | not there | n 12, mean 2.5, sd 0.5, low |\n"
    assert changes(published(new), published(old)) == HEAD + row
    back = "| b | two | self | item | self-start | n 12, mean 2.5, sd 0.5, low | not there |\n"
    assert changes(published(old), published(new)) == HEAD + back


def test_a_number_that_is_withheld_from_now_on_is_told_without_it() -> None:
    now = published([item("self-start", None), item("self-turns", 3.4, sd=None, spread=True)])
    before = published([item("self-start", 3.5), item("self-turns", 3.4, 0.9)])
    assert changes(now, before) == (
        HEAD
        + "| a | one | self | item | self-start | n 12, mean 3.5, sd 0.5 | withheld: small |\n"
        + "| a | one | self | item | self-turns | n 12, mean 3.4, sd 0.9, spread "
        + "| n 12, mean 3.4, spread, withheld: small |\n"
    )


def test_one_changed_answer_is_told_for_the_item_and_what_it_is_part_of() -> None:
    """Through the whole pipeline: respondent r1 of blauw answers 1 instead of 4 to `zelf-begin`.

    Item: (4+5+3+2+4+3)/6 = 3.5 becomes 18/6 = 3.0. The block `rust` of this layer is that item. The layer is the mean
    of its items: (3.5 + 3.2)/2 = 3.35, rounded 3.4, becomes (3.0 + 3.2)/2 = 3.1. The axis is made of other layers.
    """
    after: Files = change(small(), "data/start/blauw/survey.csv", "r1,4,3,2,1", "r1,1,3,2,1")
    definitions, _ = read_school(after)
    told = summary(definitions, published_of(after), published_of(small()))
    rows = [row.split(" | ")[2:] for row in told.splitlines() if row.startswith("| blauw")]
    assert [(row[0], row[1], row[2]) for row in rows] == [
        ("zelf", "block", "rust"),
        ("zelf", "item", "zelf-begin"),
        ("zelf", "layer", "zelf"),
    ]
    assert [row[3] for row in rows] == [
        "n 6, mean 3.5, spread, withheld: small",
        "n 6, mean 3.5, spread, withheld: small",
        "n 6, mean 3.4, spread, withheld: small",
    ]
    assert [row[4].removesuffix(" |") for row in rows] == [
        "n 6, mean 3.0, spread, withheld: small",
        "n 6, mean 3.0, spread, withheld: small",
        "n 6, mean 3.1, spread, withheld: small",
    ]
