"""The downloads are a format that others read: every letter of it counts."""

import random
from dataclasses import replace
from functools import cache

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from teamspiegel.contracts.definitions import Definitions
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.published import Publication, Published
from teamspiegel.downloads import INDICATORS, LESSON_BANDS, downloads
from teamspiegel.gate import gate

from tests.handmade import axis, item, published, school
from tests.schools import demonstration, measured

HEAD = "team,round,source,level,id,n,mean,sd,low,spread,suppressed\n"
BANDS_HEAD = "team,round,band,lessons,percent\n"


def layer(id_: str, mean: float, sd: float | None) -> Published:
    return Published(Aspect(id_, "layer", id_), 12, mean, sd, False, sd is not None and sd >= 0.8, "", None)


def block(source: str, id_: str, mean: float) -> Published:
    return Published(Aspect(source, "block", id_), 12, mean, 0.5, False, False, "", None)


def text(definitions_decimals: int, *indicators: Published) -> str:
    made = downloads(school(decimals=definitions_decimals), published(indicators))
    return made[INDICATORS].decode()


def test_there_are_two_files_and_they_stand_where_others_look_for_them() -> None:
    assert list(downloads(school(), published([]))) == ["downloads/indicatoren.csv", "downloads/lesbanden.csv"]


def test_every_indicator_is_a_row() -> None:
    assert text(1, item("self-start", 3.5, 0.7), item("seen-start", 2.4, 0.9), axis("can", 3.0)) == (
        HEAD
        + "a,one,seen,item,seen-start,12,2.4,0.9,true,true,\n"
        + "a,one,self,item,self-start,12,3.5,0.7,false,false,\n"
        + "a,one,axis,axis,can,12,3.0,,false,false,small\n"
    )


def test_numbers_have_the_decimals_of_the_instrument() -> None:
    assert text(2, item("self-start", 3.5, 0.75)) == HEAD + "a,one,self,item,self-start,12,3.50,0.75,false,false,\n"
    assert text(1, item("self-start", 3.0, 1.0)) == HEAD + "a,one,self,item,self-start,12,3.0,1.0,false,true,\n"


def test_what_is_withheld_is_an_empty_cell_with_a_reason() -> None:
    assert text(1, item("self-start", None), item("self-turns", 3.4, sd=None, spread=True)) == (
        HEAD + "a,one,self,item,self-start,,,,,,small\n" + "a,one,self,item,self-turns,12,3.4,,false,true,small\n"
    )


def test_a_school_without_answers_has_files_with_only_a_head() -> None:
    made = downloads(school(), published({}))
    assert (made[INDICATORS].decode(), made[LESSON_BANDS].decode()) == (HEAD, BANDS_HEAD)


def test_teams_come_as_the_authors_list_them_and_rounds_as_they_follow_each_other() -> None:
    numbers = [item("self-start", 3.5)]
    groups = {(team, round_): numbers for team in "abc" for round_ in ("one", "two")}
    made = downloads(school(["c", "a", "b"], ["two", "one"]), published(groups))[INDICATORS].decode()
    rows = [row.split(",")[:2] for row in made.splitlines()[1:]]
    assert rows == [["c", "two"], ["c", "one"], ["a", "two"], ["a", "one"], ["b", "two"], ["b", "one"]]


def test_within_a_round_items_blocks_layers_and_axes_come_as_the_instrument_lists_them() -> None:
    made = text(
        1,
        axis("want", 3.0),
        axis("can", 3.0),
        layer("self", 3.0, 0.5),
        layer("seen", 3.0, 0.5),
        block("self", "room", 3.0),
        block("self", "calm", 3.0),
        block("seen", "room", 3.0),
        item("mood-start", 4.5),
        item("team-talk", 3.0),
        item("seen-turns", 3.0),
        item("seen-start", 3.0),
    )
    assert [row.split(",")[2:5] for row in made.splitlines()[1:]] == [
        ["seen", "item", "seen-start"],
        ["seen", "item", "seen-turns"],
        ["team", "item", "team-talk"],
        ["mood", "item", "mood-start"],
        ["seen", "block", "room"],
        ["self", "block", "calm"],
        ["self", "block", "room"],
        ["seen", "layer", "seen"],
        ["self", "layer", "self"],
        ["axis", "axis", "can"],
        ["axis", "axis", "want"],
    ]


def test_bands_come_from_low_to_high() -> None:
    bands = [
        ("b", "one", "seen", "often", 12, 67),
        ("b", "one", "seen", "rare", 6, 33),
        ("a", "one", "seen", "often", 0, 0),
        ("a", "one", "seen", "rare", 10, 100),
    ]
    made = downloads(school("ab"), published({}, bands))[LESSON_BANDS].decode()
    assert made == BANDS_HEAD + "a,one,rare,10,100\na,one,often,0,0\nb,one,rare,6,33\nb,one,often,12,67\n"


def test_the_files_are_utf_8_without_a_mark_and_with_plain_line_ends() -> None:
    """A byte-order mark would become part of the first column's name for whoever reads this with a program."""
    for content in downloads(school(), published([item("self-start", 3.5)])).values():
        assert content.decode("utf-8").startswith("team,round,")
        assert content.endswith(b"\n")
        assert b"\r" not in content


@cache
def demonstrated() -> tuple[Definitions, Publication]:
    definitions, _, numbers = measured(demonstration())
    return definitions, gate(numbers, definitions)


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_in_which_numbers_were_measured_does_not_matter(chance: random.Random) -> None:
    definitions, numbers = demonstrated()
    indicators, bands = _shuffled(numbers.indicators, chance), _shuffled(numbers.bands, chance)
    shuffled = replace(numbers, indicators=indicators, bands=bands)
    assert downloads(definitions, shuffled) == downloads(definitions, numbers)


def _shuffled(frame: pd.DataFrame, chance: random.Random) -> pd.DataFrame:
    """The rows in another order, each with the label that it had."""
    return frame.iloc[chance.sample(range(len(frame)), len(frame))]


def test_the_published_numbers_stay_as_they_were() -> None:
    """The files are text; whoever comes after still calculates."""
    numbers: Publication = published([item("self-start", 3.5)])
    before = numbers.indicators.copy()
    downloads(school(), numbers)
    pd.testing.assert_frame_equal(numbers.indicators, before)
