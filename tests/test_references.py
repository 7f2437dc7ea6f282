"""What a team's means are held against: known answers from numbers that are written by hand."""

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from teamspiegel.contracts.definitions import Benchmark, Definitions, GateThresholds, ReferenceMean
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.published import Published
from teamspiegel.contracts.report import Reference
from teamspiegel.pipeline import published_of
from teamspiegel.references import PublishedMeans, references
from teamspiegel.reports import reports_of

from tests.handmade import axis, block, instrument, item, layer, published, school
from tests.schools import Files, small

START = Aspect("self", "item", "self-start")
TURNS = Aspect("self", "item", "self-turns")
SELF = Aspect("self", "layer", "self")
Numbers = Mapping[tuple[str, str], list[Published]]


def benchmark(id_: str = "land", used: str = "hand") -> Benchmark:
    return Benchmark(id=id_, label=id_.title(), date=date(2025, 11, 1), instrument=used, version="1")


def row(place: Aspect, mean: float, teams: int = 34, round_: str | None = None) -> ReferenceMean:
    return ReferenceMean(round_, place, mean, 0.4, teams)


def with_benchmarks(
    definitions: Definitions, rows: Mapping[str, list[ReferenceMean]], used: str = "hand"
) -> Definitions:
    return replace(
        definitions,
        benchmarks=tuple(benchmark(id_, used) for id_ in rows),
        reference_means={id_: tuple(found) for id_, found in rows.items()},
    )


def held_against(
    definitions: Definitions, numbers: Numbers, team: str = "a", round_: str = "one"
) -> tuple[Reference, ...]:
    views = [view for report in reports_of(definitions, published(numbers)).values() for view in report.rounds]
    (view,) = (view for view in views if (view.team.id, view.round.id) == (team, round_))
    return references(definitions, view, PublishedMeans.of(definitions, views))


def others(teams: str, means: list[float | None], id_: str = "self-start") -> Numbers:
    """The item's mean in round one, of each of these teams."""
    return {(team, "one"): [item(id_, mean)] for team, mean in zip(teams, means, strict=True)}


# ----- benchmarks --------------------------------------------------------------------------------------


def test_a_benchmark_gives_its_means_with_their_teams() -> None:
    definitions = with_benchmarks(school(), {"land": [row(START, 3.1, 34), row(SELF, 3.4, 5)]})
    (found,) = held_against(definitions, {("a", "one"): [item("self-start", 2.0)]})
    assert found.benchmark == benchmark("land")
    assert found.means == {START: (3.1, 34), SELF: (3.4, 5)}


def test_a_benchmark_gives_its_schools_where_they_are_told() -> None:
    rows = [replace(row(START, 3.1, 34), schools=12), row(SELF, 3.4, 5)]
    (found,) = held_against(with_benchmarks(school(), {"land": rows}), {("a", "one"): [item("self-start", 2.0)]})
    assert (found.means[START], found.schools) == ((3.1, 34), {START: 12})


def test_benchmarks_come_as_the_authors_list_them() -> None:
    rows = {"land": [row(START, 3.1)], "bond": [row(START, 3.3)]}
    found = held_against(with_benchmarks(school(), rows), {("a", "one"): [item("self-start", 2.0)]})
    assert [reference.benchmark and reference.benchmark.id for reference in found] == ["land", "bond"]


def test_a_benchmark_of_another_instrument_is_not_shown() -> None:
    definitions = with_benchmarks(school(), {"land": [row(START, 3.1)]}, used="foot")
    assert held_against(definitions, {("a", "one"): [item("self-start", 2.0)]}) == ()


def test_each_round_has_the_benchmarks_of_its_own_instrument() -> None:
    """Round two used a newer instrument, which the benchmark is of."""
    definitions = school("a", ["one", "two"])
    older, newer = instrument(), instrument(id="newer", version="2")
    rounds = tuple(
        round_.model_copy(update={"instrument": used})
        for round_, used in zip(definitions.rounds, ("hand", "newer"), strict=True)
    )
    definitions = replace(definitions, rounds=rounds, instruments={"hand": older, "newer": newer})
    definitions = with_benchmarks(definitions, {"land": [row(START, 3.1)]}, used="newer")
    numbers = {("a", round_): [item("self-start", 2.0)] for round_ in ("one", "two")}
    assert held_against(definitions, numbers, round_="one") == ()
    assert [found.means for found in held_against(definitions, numbers, round_="two")] == [{START: (3.1, 34)}]


def test_a_row_of_another_round_is_not_shown_and_one_of_this_round_goes_before_one_of_all() -> None:
    rows = [
        row(START, 3.5, 20, round_="one"),
        row(START, 3.1, 34),
        row(START, 3.9, 12, round_="two"),
        row(TURNS, 2.8, 34),
        row(SELF, 3.3, 12, round_="two"),
    ]
    definitions = with_benchmarks(school("a", ["one", "two", "three"]), {"land": rows})
    numbers = {("a", round_): [item("self-start", 2.0)] for round_ in ("one", "two", "three")}
    found = {round_: held_against(definitions, numbers, round_=round_)[0].means for round_ in ("one", "two", "three")}
    assert found == {
        "one": {START: (3.5, 20), TURNS: (2.8, 34)},
        "two": {START: (3.9, 12), TURNS: (2.8, 34), SELF: (3.3, 12)},
        "three": {START: (3.1, 34), TURNS: (2.8, 34)},
    }


def test_a_benchmark_without_a_row_for_this_round_is_not_there() -> None:
    definitions = with_benchmarks(school("a", ["one", "two"]), {"land": [row(START, 3.5, round_="two")], "leeg": []})
    assert held_against(definitions, {("a", "one"): [item("self-start", 2.0)]}) == ()


# ----- other teams -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("means", "expected"),
    [
        # 2.1 + 2.2 + 2.3 + 2.4 + 2.5 = 11.5
        ([2.1, 2.2, 2.3, 2.4, 2.5], (2.3, 5)),
        # 2 + 2 + 2 + 2 + 2.1 + 2.2 = 12.3, divided by 6 is 2.05 exactly: up. In binary it is a little less.
        ([2.0, 2.0, 2.0, 2.0, 2.1, 2.2], (2.1, 6)),
        # 3 * 3.1 + 2 * 3.2 + 3.0 = 18.7; 3.1167
        ([3.1, 3.1, 3.1, 3.2, 3.2, 3.0], (3.1, 6)),
        # 2 * 4.4 + 2 * 4.5 + 4.7 + 4.6 = 27.1; 4.5167
        ([4.4, 4.4, 4.5, 4.5, 4.7, 4.6], (4.5, 6)),
    ],
)
def test_other_teams_are_the_mean_of_their_published_means(means: list[float], expected: tuple[float, int]) -> None:
    teams = "bcdefg"[: len(means)]
    numbers = {("a", "one"): [item("self-start", 5.0)], **others(teams, list(means))}
    (found,) = held_against(school("a" + teams), numbers)
    assert found.benchmark is None
    assert found.means == {START: expected}


def test_other_teams_have_the_decimals_of_the_instrument() -> None:
    # 4 * 2.26 + 2.28 = 11.32; 2.264
    numbers = {("a", "one"): [item("self-start", 5.0)], **others("bcdef", [2.26, 2.26, 2.26, 2.26, 2.28])}
    (found,) = held_against(school("abcdef", decimals=2), numbers)
    assert found.means == {START: (2.26, 5)}


def test_four_other_teams_are_too_few() -> None:
    numbers = {("a", "one"): [item("self-start", 5.0)], **others("bcde", [2.0, 2.0, 2.0, 2.0])}
    assert held_against(school("abcde"), numbers) == ()


def test_the_team_itself_is_no_other_team() -> None:
    """Each of six is held against the other five: 1.0 + 2.0 + 3.0 + 4.0 + 5.0 + 3.0 = 18 without its own."""
    means = dict(zip("abcdef", [1.0, 2.0, 3.0, 4.0, 5.0, 3.0], strict=True))
    numbers = {(team, "one"): [item("self-start", mean)] for team, mean in means.items()}
    found = {team: held_against(school("abcdef"), numbers, team)[0].means[START] for team in "abcdef"}
    # 17/5, 16/5, 15/5, 14/5, 13/5, 15/5
    assert found == {"a": (3.4, 5), "b": (3.2, 5), "c": (3.0, 5), "d": (2.8, 5), "e": (2.6, 5), "f": (3.0, 5)}


def test_a_team_that_was_not_measured_in_the_round_is_no_other_team() -> None:
    """Team f has a number in round two only."""
    numbers = {("a", "one"): [item("self-start", 5.0)], **others("bcde", [2.0, 2.0, 2.0, 2.0])}
    numbers |= {("f", "two"): [item("self-start", 2.0)]}
    assert held_against(school("abcdef", ["one", "two"]), numbers) == ()


def test_each_place_needs_five_others_of_its_own() -> None:
    """Everybody has the layer and both axes, four have the item and the block; an item that team a lacks is there."""
    everywhere = [layer("self", 3.0), axis("can", 2.0), axis("want", 4.0), item("self-turns", 3.0)]
    four = [item("self-start", 2.0), block("self", "calm", 2.0)]
    numbers = {(team, "one"): everywhere + (four if team != "f" else []) for team in "bcdef"}
    (found,) = held_against(school("abcdef"), numbers | {("a", "one"): [item("self-start", 5.0)]})
    assert found.means == {
        SELF: (3.0, 5),
        Aspect("axis", "axis", "can"): (2.0, 5),
        Aspect("axis", "axis", "want"): (4.0, 5),
        TURNS: (3.0, 5),
    }


def test_a_withheld_mean_is_none_of_the_five() -> None:
    numbers = {("a", "one"): [item("self-start", 5.0)], **others("bcdef", [2.0, 2.0, 2.0, 2.0, None])}
    assert held_against(school("abcdef"), numbers) == ()
    numbers = {("a", "one"): [item("self-start", 5.0)], **others("bcdefg", [2.0, 2.0, 2.0, 2.0, None, 3.0])}
    assert held_against(school("abcdefg"), numbers)[0].means == {START: (2.2, 5)}  # 11 / 5


def test_benchmarks_come_before_other_teams() -> None:
    numbers = {("a", "one"): [item("self-start", 5.0)], **others("bcdef", [2.0] * 5)}
    found = held_against(with_benchmarks(school("abcdef"), {"land": [row(START, 3.1)]}), numbers)
    assert [reference.benchmark is None for reference in found] == [False, True]


# ----- through the ordinary pipeline -------------------------------------------------------------------

BEGIN = ("22333", "33333", "33344")
"""What five people gave: means of 2.6, 3.0 and 3.4, none of them near an end of the scale."""

SIX = ("blauw", "groen", "rood", "geel", "paars", "oranje")


def seven_teams(withheld: list[int]) -> Files:
    """Six teams of five respondents, and team Bruin of three with these answers."""
    head = "team,respondent,zelf-begin,zelf-beurten,samen-afspraken,samen-roddel\n"
    rows = [f"{team},r{n},{BEGIN[at % 3][n]},{n + 1},3,2\n" for at, team in enumerate(SIX) for n in range(5)]
    rows += [f"bruin,r{n},{score},{score},{score},{score}\n" for n, score in enumerate(withheld)]
    tree = {path: content for path, content in small().items() if not path.startswith("data/")}
    return {**tree, "data/enquete/survey.csv": (head + "".join(rows)).encode()}


def all_references(tree: Files) -> dict[str, tuple[Reference, ...]]:
    return {team: report.references for team, report in reports_of(*published_of(tree)).items() if report.rounds}


def test_other_teams_through_the_pipeline() -> None:
    """Without their own, Blauw has (3.0 + 3.4 + 2.6 + 3.0 + 3.4) / 5 = 3.08 and Paars 15 / 5; Bruin has 18 / 6."""
    found = all_references(seven_teams([5, 5, 5]))
    place = Aspect("zelf", "item", "zelf-begin")
    assert {team: found[team][0].means[place] for team in ("blauw", "paars", "bruin")} == {
        "blauw": (3.1, 5),
        "paars": (3.0, 5),
        "bruin": (3.0, 6),
    }


@pytest.mark.parametrize("seed", range(5))
def test_a_withheld_team_changes_nothing(seed: int) -> None:
    """Whatever three people of another team answered, nobody's references show it."""
    scores = random.Random(seed).choices(range(1, 6), k=3)
    found, plain = all_references(seven_teams(scores)), all_references(seven_teams([3, 3, 3]))
    assert found == plain
    alone = all_references(seven_teams([]))
    assert {team: found[team] for team in SIX} == alone


# ----- how many teams ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("teams", "found"), [(5, True), (6, True), (7, False)])
def test_a_school_says_how_many_teams_must_be_behind_a_reference(teams: int, found: bool) -> None:
    """Six other teams, and a benchmark of six."""
    numbers = {("a", "one"): [item("self-start", 5.0)], **others("bcdefg", [2.0] * 6)}
    definitions = with_benchmarks(school("abcdefg"), {"land": [row(START, 3.1, 6)]})
    settings = definitions.settings.model_copy(update={"gate": GateThresholds(teams=teams)})
    shown = held_against(replace(definitions, settings=settings), numbers)
    assert [one.means for one in shown] == ([{START: (3.1, 6)}, {START: (2.0, 6)}] if found else [])
