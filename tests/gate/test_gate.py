"""What may leave the building, and what may not."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from teamspiegel.contracts.definitions import GateThresholds
from teamspiegel.contracts.frames import (
    BANDS,
    CHANGES,
    COUNTS,
    MEASURED,
    PUBLISHED,
    PUBLISHED_BANDS,
    PUBLISHED_CHANGES,
    RESPONSES,
    conform,
    empty,
)
from teamspiegel.contracts.measured import Measured
from teamspiegel.contracts.published import Change, Place, Published
from teamspiegel.gate import gate
from teamspiegel.reading.read import read_school

from tests.schools import Files, change, measured, small

DEFAULT = GateThresholds()
FROM_SD = ["sd", "interval_low", "interval_high"]
FROM_MEAN = ["n", "mean", "low", "spread"]


def indicator(id_: str, people: int, **changed: Any) -> dict[str, Any]:
    """An item with a mean of 2.5 and an SD of 0.9 behind which this many people stand, each with another answer."""
    return {
        "team": "blauw",
        "round": "start",
        "source": "zelf",
        "level": "item",
        "id": id_,
        "n": people,
        "people": people,
        "most": 1,
        "alike": 1,
        "from_top": Fraction(3),
        "from_bottom": Fraction(3),
        "exact_mean": Fraction(250_001, 100_000),
        "exact_variance": Fraction(81_001, 100_000),
        "mean": 2.5,
        "sd": 0.9,
        "interval_low": 2.3,
        "interval_high": 2.7,
        "low": True,
        "spread": True,
        **changed,
    }


def move(id_: str, people: int, **changed: Any) -> dict[str, Any]:
    """A clear change of an item behind which this many people stand in the round that has the fewest."""
    return {
        "team": "blauw",
        "round": "start",
        "since": "enquete",
        "source": "zelf",
        "level": "item",
        "id": id_,
        "people": people,
        "difference": 1.2,
        "band": 0.7,
        "direction": "higher",
        **changed,
    }


def numbers(*indicators: dict[str, Any], changes: Sequence[dict[str, Any]] = ()) -> Measured:
    """Measured numbers of these indicators, each with a distribution, and with lesson bands for the first."""
    place = {"team": "blauw", "round": "start", "source": "zelf"}
    counts = [{**place, "item": one["id"], "score": score, "n": 1} for one in indicators for score in (2.0, 3.0)]
    people = {"people": indicators[0]["people"], "most": 1}
    bands = [{**place, "band": band, "lessons": 5, "percent": 50, **people} for band in ("laag", "hoog")]
    layer = {**indicators[0], "level": "layer", "id": "zelf"}
    known = {one["id"] for one in indicators}
    now = [indicator(moved["id"], 12) for moved in changes if moved["id"] not in known]
    then = [indicator(moved["id"], moved["people"], round=moved["since"]) for moved in changes]
    responses = [{**place, "source": "survey", "n": 4, "people": 4, "members": 9}]
    return Measured(
        conform(pd.DataFrame([*indicators, layer, *now, *then]), MEASURED),
        conform(pd.DataFrame(counts), COUNTS),
        conform(pd.DataFrame(bands), BANDS),
        conform(pd.DataFrame(responses), RESPONSES),
        conform(pd.DataFrame(list(changes)), CHANGES) if changes else empty(CHANGES),
    )


DEFINITIONS, _ = read_school(small())


def passed(found: Measured, at: GateThresholds = DEFAULT) -> Published:
    """What the gate lets through under these thresholds."""
    return gate(found, replace(DEFINITIONS, settings=DEFINITIONS.settings.model_copy(update={"gate": at})))


def items(published: Published) -> pd.DataFrame:
    """The published indicators of items in the latest round."""
    frame = published.indicators
    return frame[(frame["level"] == "item") & (frame["round"] == "start")]


def shown(published: Published, columns: list[str], id_: str = "een") -> bool:
    """Whether an indicator's columns are all there; they are there or not together."""
    frame = items(published)
    present = frame[frame["id"] == id_][columns].notna().to_numpy().ravel().tolist()
    assert all(present) or not any(present)
    return all(present)


# ----- thresholds --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("people", "mean", "spread"),
    [
        (1, False, False),
        (4, False, False),
        (5, True, False),
        (6, True, False),
        (9, True, False),
        (10, True, True),
        (11, True, True),
    ],
)
def test_a_mean_needs_five_people_and_a_spread_ten(people: int, mean: bool, spread: bool) -> None:
    published = passed(numbers(indicator("een", people)))
    assert shown(published, FROM_MEAN) is mean
    assert shown(published, FROM_SD) is spread
    assert len(published.distributions) == (2 if spread else 0)
    assert len(published.bands) == (2 if spread else 0)
    assert items(published)["suppressed"].tolist() == ["" if spread else "small"]


def test_what_is_published_is_published_as_it_was_measured() -> None:
    published = passed(numbers(indicator("een", 12)))
    (row,) = items(published).to_dict("records")
    assert {name: row[name] for name in [*FROM_MEAN, *FROM_SD]} == {
        "n": 12,
        "mean": 2.5,
        "low": True,
        "spread": True,
        "sd": 0.9,
        "interval_low": 2.3,
        "interval_high": 2.7,
    }
    assert published.distributions["n"].tolist() == [1, 1]
    assert published.bands["lessons"].tolist() == [5, 5]


def test_it_is_people_that_count_and_not_units() -> None:
    """Six lessons of four teachers, and twenty lessons of nine."""
    published = passed(numbers(indicator("een", 4, n=6), indicator("twee", 9, n=20)))
    assert not shown(published, FROM_MEAN, "een")
    assert shown(published, FROM_MEAN, "twee") and not shown(published, FROM_SD, "twee")
    assert published.bands.empty


def test_of_few_people_only_that_they_are_spread_is_said() -> None:
    """That they are not would tell the one who answered otherwise that all others agree."""
    yes, no = indicator("een", 6), indicator("twee", 6, sd=0.4, spread=False)
    frame = items(passed(numbers(yes, no)))
    assert frame["spread"].tolist() == [True, pd.NA]
    assert frame["sd"].isna().all()


def test_an_indicator_without_an_sd_stays_without_one() -> None:
    """An axis over two sources has none, whoever stands behind it."""
    missing = {name: None for name in ("exact_variance", *FROM_SD)}
    published = passed(numbers(indicator("een", 20, **missing, spread=pd.NA)))
    assert shown(published, ["n", "mean", "low"])
    assert not shown(published, [*FROM_SD, "spread"])
    assert items(published)["suppressed"].tolist() == [""]


def test_thresholds_may_be_raised() -> None:
    published = passed(numbers(indicator("een", 12)), GateThresholds(mean=12, spread=13))
    assert shown(published, FROM_MEAN) and not shown(published, FROM_SD)
    assert not shown(passed(numbers(indicator("een", 11)), GateThresholds(mean=12, spread=13)), FROM_MEAN)


def test_thresholds_may_be_lowered_to_three() -> None:
    published = passed(numbers(indicator("een", 3), indicator("twee", 2)), GateThresholds(mean=3, spread=3))
    assert shown(published, ["n", "mean", "low"], "een")
    assert not shown(published, FROM_MEAN, "twee")
    # Of three people nearly all always answer the same.
    assert not shown(published, FROM_SD, "een") and published.distributions.empty
    five = passed(numbers(indicator("een", 5)), GateThresholds(mean=3, spread=3))
    assert shown(five, [*FROM_MEAN, *FROM_SD]) and set(five.distributions["item"]) == {"een"}


def test_a_spread_is_never_published_for_fewer_people_than_a_mean() -> None:
    published = passed(numbers(indicator("een", 7)), GateThresholds(mean=8, spread=3))
    assert not shown(published, FROM_MEAN) and not shown(published, FROM_SD)
    assert published.distributions.empty and published.bands.empty


def test_how_many_answered_is_always_published() -> None:
    published = passed(numbers(indicator("een", 1)))
    assert published.responses[["n", "people", "members"]].values.tolist() == [[4, 4, 9]]


# ----- change ------------------------------------------------------------------------------------------

NOTHING = (None, None, "")
WORD = (1.2, None, "none")
EVERYTHING = (1.2, 0.7, "higher")


def seen(published: Published, id_: str = "een") -> tuple[float | None, float | None, str]:
    """Difference, noise band and direction of a change, as those after the gate see them."""
    change = published.results["blauw", "start"].change("enquete", Place("zelf", "item", id_))
    assert change
    return change.difference, change.band, change.direction


@pytest.mark.parametrize(
    ("people", "expected"),
    [(1, NOTHING), (4, NOTHING), (5, WORD), (9, WORD), (10, EVERYTHING), (11, EVERYTHING)],
)
def test_a_change_needs_what_a_mean_needs_and_its_band_what_an_sd_needs(
    people: int, expected: tuple[float | None, float | None, str]
) -> None:
    assert seen(passed(numbers(indicator("een", 12), changes=[move("een", people)]))) == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (GateThresholds(mean=7, spread=8), NOTHING),
        (GateThresholds(mean=6, spread=8), WORD),
        (GateThresholds(mean=3, spread=6), EVERYTHING),
        (GateThresholds(mean=7, spread=3), NOTHING),  # a band never without a difference
    ],
)
def test_the_thresholds_of_a_change_are_those_in_force(
    at: GateThresholds, expected: tuple[float | None, float | None, str]
) -> None:
    assert seen(passed(numbers(indicator("een", 12), changes=[move("een", 6)]), at)) == expected


@pytest.mark.parametrize("direction", ["higher", "lower", "none"])
def test_with_few_people_no_change_is_clear(direction: str) -> None:
    """Another word would say how much their answers differ: that five of five gave the same, say."""
    moved = move("een", 6, difference=-0.2, direction=direction)
    assert seen(passed(numbers(indicator("een", 12), changes=[moved]))) == (-0.2, None, "none")


@pytest.mark.parametrize("alike", [{"alike": 9}, {"sd": 0.2}])
def test_where_an_sd_is_masked_there_is_no_word_for_a_change(alike: dict[str, Any]) -> None:
    found = numbers(indicator("een", 12, **alike), changes=[move("een", 12)])
    assert seen(passed(found)) == (1.2, None, "")


def test_a_mean_near_an_end_has_no_difference() -> None:
    found = numbers(indicator("een", 12, mean=4.8, exact_mean=Fraction(24, 5)), changes=[move("een", 12)])
    assert seen(passed(found)) == NOTHING


def test_a_change_without_a_band_stays_without_a_word() -> None:
    """An axis over two sources, or a round with a single answer."""
    moved = move("een", 12, band=float("nan"), direction="")
    assert seen(passed(numbers(indicator("een", 12), changes=[moved]))) == (1.2, None, "")


def test_each_change_is_judged_by_itself() -> None:
    moves = [move("een", 12), move("twee", 6), move("drie", 2)]
    published = passed(numbers(indicator("een", 12), changes=moves))
    assert [seen(published, id_) for id_ in ("een", "twee", "drie")] == [EVERYTHING, WORD, NOTHING]


def test_every_change_keeps_its_row() -> None:
    """So that a reader sees that there is one, and that it is withheld; nothing tells how few people there were."""
    published = passed(numbers(indicator("een", 12), changes=[move("een", 4, since="ronde-a"), move("een", 4)]))
    assert published.changes[["since", "id"]].values.tolist() == [["ronde-a", "een"], ["enquete", "een"]]
    assert "people" not in published.changes


# ----- nothing else gets through -----------------------------------------------------------------------


def test_only_the_published_columns_get_through() -> None:
    known = ("een", 12), ("twee", 6), ("drie", 2)
    moves = [move(*item) for item in known]
    published = passed(numbers(*(indicator(*item) for item in known), changes=moves))
    for frame, columns in (
        (published.indicators, PUBLISHED),
        (published.distributions, COUNTS),
        (published.bands, PUBLISHED_BANDS),
        (published.responses, RESPONSES),
        (published.changes, PUBLISHED_CHANGES),
    ):
        assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == columns
        assert frame.attrs == {}
        assert isinstance(frame.index, pd.RangeIndex)
    assert "an exact" not in published.indicators.to_csv()


def test_no_withheld_number_gets_through() -> None:
    """Every number of an indicator that too few people stand behind is one that stands nowhere else."""
    own = {"n": 717, "mean": 7.17, "sd": 71.7, "interval_low": 7.71, "interval_high": 77.1}
    moved = move("een", 3, difference=77.7, band=7.77, direction="het geheim")
    published = passed(numbers(indicator("een", 4, **own), changes=[moved]))
    for frame in (published.indicators, published.changes):
        text = frame.to_csv(index=False).replace(".", "")
        assert not [secret for secret in ("717", "77", "geheim", "3", "4") if secret in text]


def test_the_gate_leaves_what_was_measured_as_it_was() -> None:
    before, same = (
        numbers(indicator("een", 4), indicator("twee", 7), changes=[move("een", 4), move("twee", 7)]) for _ in range(2)
    )
    passed(before)
    pd.testing.assert_frame_equal(before.indicators, same.indicators)
    pd.testing.assert_frame_equal(before.changes, same.changes)


def test_every_indicator_keeps_its_row() -> None:
    """A reader sees that a number is withheld, and why."""
    published = passed(numbers(indicator("een", 1), indicator("twee", 6), indicator("drie", 12)))
    assert items(published)["id"].tolist() == ["een", "twee", "drie"]
    assert items(published)["suppressed"].tolist() == ["small", "small", ""]


# ----- through the ordinary pipeline -------------------------------------------------------------------


def observed(*lessons: str) -> Files:
    """The small school in which these lessons of team Blauw were seen."""
    text = "lesson,teacher,les-begin,les-beurten\n" + "\n".join(lessons) + "\n"
    tree = {**small(), "data/start/blauw/observations.csv": text.encode()}
    return change(tree, "content/teams.yml", "Blauw, members: 8", "Blauw, members: 20")


def lessons_published(tree: Files) -> Published:
    definitions, _, found = measured(tree)
    return gate(found, definitions)


def test_six_lessons_of_four_teachers_are_four_people() -> None:
    published = lessons_published(observed(*(f"l{n},t{n % 4},3,{1 + n / 2}" for n in range(6))))
    result = published.results["blauw", "start"].get("lessen", "layer", "lessen")
    assert result and (result.n, result.mean, result.spread, result.suppressed) == (None, None, None, "small")


def test_twelve_lessons_of_ten_teachers_are_ten_people() -> None:
    lessons = (f"l{n},t{n % 10},{n % 5 + 1},{n % 9 / 2 + 1:g}" for n in range(12))
    results = lessons_published(observed(*lessons)).results
    result = results["blauw", "start"].get("lessen", "layer", "lessen")
    assert result and (result.n, result.suppressed) == (12, "") and result.sd is not None
    assert {band.band for band in results["blauw", "start"].bands["lessen"]} == {"laag", "hoog"}
    assert set(results["blauw", "start"].distributions) == {"les-begin", "les-beurten"}


def test_twelve_lessons_of_nine_teachers_have_no_bands() -> None:
    results = lessons_published(observed(*(f"l{n},t{n % 9},3,{n % 9 / 2 + 1:g}" for n in range(12)))).results
    assert results["blauw", "start"].bands == {}
    assert results["blauw", "start"].distributions == {}


def test_the_settings_decide() -> None:
    tree = change(observed(*(f"l{n},t{n},3,2" for n in range(4))), "content/settings.yml", "mean: 5", "mean: 4")
    result = lessons_published(tree).results["blauw", "start"].get("lessen", "layer", "lessen")
    assert result and result.n == 4


def two_rounds(then: int, now: int) -> Published:
    """Team Blauw, where so many people filled in the survey in two rounds and all went from 2 and 3 to 4 and 5."""
    head = "respondent,zelf-begin,zelf-beurten,samen-afspraken,samen-roddel\n"
    rows = ["".join(f"r{n},{low + n % 2},3,3,3\n" for n in range(people)) for people, low in ((then, 2), (now, 4))]
    tree = {
        **small(),
        "data/enquete/blauw/survey.csv": (head + rows[0]).encode(),
        "data/ronde-a/blauw/survey.csv": (head + rows[1]).encode(),
    }
    tree = change(tree, "content/teams.yml", "Blauw, members: 8", "Blauw, members: 20")
    tree = change(
        tree,
        "content/rounds.yml",
        "2027-01-01, kind: tussenmeting, instrument: kompas}",
        "2027-01-01, kind: tussenmeting, instrument: kompas, sources: [survey]}",
    )
    return lessons_published(tree)


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        (4, 14, NOTHING),
        (14, 4, NOTHING),
        # 2.5 and 4.5, a difference of more than its band; but with six people no change is called clear.
        (6, 14, (2.0, None, "none")),
        (14, 6, (2.0, None, "none")),
        # Each side has a variance of 1/4 * n / (n - 1), so 5/18 / 10 = 0.027778 and 7/26 / 14 = 0.019231: df
        # 0.0022098 / (0.0007716 / 9 + 0.00036982 / 13) = 19.4, t(19) 2.093 * 0.21682 = 0.454
        (10, 14, (2.0, 0.5, "higher")),
        (14, 10, (2.0, 0.5, "higher")),
    ],
)
def test_it_is_the_smaller_round_that_counts(
    then: int, now: int, expected: tuple[float | None, float | None, str]
) -> None:
    found = two_rounds(then, now).results["blauw", "ronde-a"].change("enquete", Place("zelf", "item", "zelf-begin"))
    assert found == Change(Place("zelf", "item", "zelf-begin"), "enquete", *expected)


# ----- raising a threshold never publishes more --------------------------------------------------------

thresholds = st.builds(GateThresholds, mean=st.integers(3, 15), spread=st.integers(3, 15))


def visible(published: Published) -> set[tuple[str, ...]]:
    """Every cell that can be seen, by what it is about. That a change is not clear is said of few people anyway."""
    found = {
        (row["id"], column)
        for row in published.indicators.to_dict("records")
        for column in [*FROM_MEAN, *FROM_SD]
        if not pd.isna(row[column])
    }
    found |= {
        (row["id"], column)
        for row in published.changes.to_dict("records")
        for column in ("difference", "band", "direction")
        if row[column] not in ("", "none") and not pd.isna(row[column])
    }
    found |= {("distribution", item) for item in published.distributions["item"]}
    return found | {("band", band) for band in published.bands["band"]}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 16), min_size=1, max_size=6), thresholds, st.integers(0, 5), st.integers(0, 5))
def test_raising_a_threshold_never_publishes_more(
    people: list[int], at: GateThresholds, more_mean: int, more_spread: int
) -> None:
    ids = [(f"item-{number}", count) for number, count in enumerate(people)]
    before = numbers(*(indicator(*one) for one in ids), changes=[move(*one) for one in ids])
    raised = GateThresholds(mean=at.mean + more_mean, spread=at.spread + more_spread)
    assert visible(passed(before, raised)) <= visible(passed(before, at))
