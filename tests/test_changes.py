"""What a maintainer reads after adding a round. It may stand wherever the site may, so it tells no other numbers."""

import random
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import cast

import pytest
from teamspiegel.changes import NOTHING, State, changes
from teamspiegel.contracts.definitions import Definitions, Round, Settings, Target, Team
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.published import Published, Response, Results
from teamspiegel.contracts.report import Change, Direction, Progress, Status, TeamReport, TeamRound
from teamspiegel.pipeline import published_of
from teamspiegel.reports import reports_of

from tests.handmade import axis, instrument, item, report, results, school, seen
from tests.schools import Files, change, small, without
from tests.variants import SETTINGS, edited, with_many_answers

SURVEY = "data/start/blauw/survey.csv"
SHARED = "data/start/survey.csv"
LESSONS = "data/start/observations.csv"

HEAD = "| source | level | id | before | now |\n|---|---|---|---|---|\n"


def state(*found: Results | TeamRound, teams: Iterable[str] = "ab", rounds: Iterable[str] = ("one", "two")) -> State:
    """Teams with these results and no learning questions."""
    views: dict[str, list[TeamRound]] = {}
    for one in found:
        view = seen(one) if isinstance(one, Results) else one
        views.setdefault(view.team.id, []).append(view)
    return State(school(teams, rounds), {team: report(*listed) for team, listed in views.items()})


def state_of(tree: Files) -> State:
    """A school through the whole pipeline, without its learning questions."""
    definitions, published = published_of(tree)
    without_questions = replace(definitions, questions={})
    return State(without_questions, reports_of(without_questions, published))


def told(now: State, before: State | None) -> str:
    """What is said about change, below its title."""
    title = "## What changed since `then`\n\n"
    whole = changes(now, before, "then")
    return whole[whole.index(title) + len(title) :]


def rows(text: str) -> list[tuple[str, ...]]:
    """The rows of the tables."""
    return [tuple(line.strip("| ").split(" | ")) for line in text.splitlines() if line.startswith("| ")]


# ----- response and flags ------------------------------------------------------------------------------


def test_it_tells_response_and_flags_of_every_team_and_round() -> None:
    found = results(
        item("self-start", 2.4, 0.9),  # low and a spread
        item("self-turns", 2.9),  # low
        item("team-talk", 3.6, 0.8),  # a spread
        item("team-start", None),  # withheld
        item("seen-start", 3.1),
        axis("want", 2.1, spread=True),  # no item: not counted
    )
    text, _, _ = changes(state(found), state(found), "then").partition("## What changed")
    assert text == (
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
    text = changes(state_of(small()), NOTHING, "then")
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
    now, before = (
        State(definitions, {"a": report(seen(results(item("self-start", mean))), progress={"q": (target(status),)})})
        for mean, status in ((3.0, "still"), (4.0, "reached"))
    )
    whole = changes(now, before, "then")
    escaped = whole.splitlines()[0].removeprefix("## ").removesuffix(" (one, 2026-01-01)")
    assert not set(escaped) & set("<>*_`[]|~\\")
    assert whole.count(f"- **{escaped}**\n") == 2  # response, digest
    assert f"    - {escaped} (one): indicators: 1 changed\n" in whole
    assert f"### {escaped}: {escaped} (one)\n" in whole and f"### {escaped}: learning questions\n" in whole
    assert " ".join(name.split()) not in whole.replace(escaped, "")


def test_an_earlier_state_is_named_as_it_was_typed() -> None:
    def title(since: str) -> str:
        return next(line for line in changes(state(), state(), since).splitlines() if "changed since" in line)

    assert title("HEAD~1") == "## What changed since `HEAD~1`"
    assert title("../a  *b*\n<b>") == "## What changed since `../a *b* <b>`"
    assert title("a`<b>`") == "## What changed since a&#96;&#60;b&#62;&#96;"


# ----- the digest --------------------------------------------------------------------------------------


def test_nothing_changed() -> None:
    found = state(results(item("self-start", 3.5), item("self-turns", None)))
    assert told(found, found) == "No published indicator changed.\n\n"


def test_an_interval_is_not_told() -> None:
    """It is not in this text, and would look like a change from nothing to nothing."""
    then = item("self-start", 3.5)
    now = replace(then, uncertainty=(3.2, 3.8))
    assert told(state(results(now)), state(results(then))) == "No published indicator changed.\n\n"


def test_an_earlier_state_that_cannot_be_read_is_told() -> None:
    found = state(results(item("self-start", 3.5)))
    assert told(found, None) == "The earlier state has problems in its input, so what changed is not told.\n"


def test_when_there_was_nothing_everything_is_new() -> None:
    one, two = results(item("self-start", 3.5), item("self-turns", None)), results(item("self-start", 2.5), team="b")
    assert told(state(one, two), NOTHING) == (
        "Nothing was measured then: everything is new.\n"
        "Team rounds: 2 new.\n"
        "\n"
        "- **Team a**\n"
        "    - Round one (one): new, 2 indicators, 1 withheld; the team's first\n"
        "- **Team b**\n"
        "    - Round one (one): new, 1 indicator, 0 withheld; the team's first\n"
    )
    assert told(state(), NOTHING) == "No published indicator changed.\n\n"


def test_a_new_round_is_held_against_the_first() -> None:
    """Seven indicators now: two clearly higher, one clearly lower, one not clear, one withheld, and two not compared:
    one that has no band, and one that the first round did not ask."""
    places = [Aspect("self", "item", "self-start"), Aspect("self", "item", "self-turns"), Aspect("seen", "item", "x")]
    places += [Aspect("seen", "item", "y"), Aspect("team", "item", "z"), Aspect("axis", "axis", "want")]
    found: list[tuple[Direction | None, float | None]] = [
        ("higher", 0.6),
        ("higher", 0.9),
        ("lower", -0.7),
        ("none", 0.1),
    ]
    found += [(None, None), (None, 0.4)]
    moves = [
        Change(place, "one", difference, None, direction)
        for place, (direction, difference) in zip(places, found, strict=True)
    ]
    # Against the round before it everything is higher; that is not what is told.
    moves += [Change(place, "two", 1.0, 0.2, "higher") for place in places]
    indicators = {Aspect("self", "item", str(n)): item("self-start", 3.0) for n in range(7)}
    new = replace(
        seen(results(round_="three"), *moves), results=replace(results(round_="three"), indicators=indicators)
    )
    rounds = ("one", "two", "three")
    old = [results(item("self-start", 3.0)), results(item("self-start", 2.0), round_="two")]
    assert told(state(*old, new, rounds=rounds), state(*old, rounds=rounds)) == (
        "Team rounds: 1 new.\n"
        "\n"
        "- **Team a**\n"
        "    - Round three (three): new, 7 indicators, 0 withheld; against Round one (one): "
        "2 clearly higher, 1 clearly lower, 1 without clear change, 1 withheld, 2 not compared\n"
    )


def test_where_everything_is_compared_only_the_three_words_stand() -> None:
    then, now = results(item("self-start", 3.0)), results(item("self-start", 3.1), round_="two")
    place = Aspect("self", "item", "self-start")
    view = seen(now, Change(place, "one", 0.1, 0.5, "none"))
    assert "against Round one (one): 0 clearly higher, 0 clearly lower, 1 without clear change\n" in told(
        state(then, view), state(then)
    )


def test_a_round_that_is_gone() -> None:
    """Its numbers are no longer published, so they are not told either; a team and a round may be gone altogether."""
    gone = results(item("self-start", 3.7), item("self-turns", 4.2), team="b", round_="two")
    assert told(state(teams="a", rounds=["one"]), state(gone)) == (
        "Indicators: 2 no longer there.\n\n- **Team b**\n    - Round two (two): no longer there (2 indicators)\n"
    )


WHOLE, IN_PART, WITHHELD = item("self-start", 3.0), item("self-start", 3.0, None), item("self-start", None)

KINDS: Mapping[str, list[tuple[Published | None, Published | None]]] = {
    "changed": [
        (WHOLE, item("self-start", 3.1)),
        (IN_PART, item("self-start", 3.1, None)),
        (WITHHELD, replace(WITHHELD, withheld="masked")),
    ],
    "newly published": [(WITHHELD, WHOLE), (WITHHELD, IN_PART), (None, WHOLE), (None, IN_PART)],
    "newly withheld": [(WHOLE, WITHHELD), (IN_PART, WITHHELD), (None, WITHHELD)],
    "sd newly published": [(IN_PART, WHOLE)],
    "sd newly withheld": [(WHOLE, IN_PART)],
    "no longer there": [(WHOLE, None), (IN_PART, None), (WITHHELD, None)],
}


@pytest.mark.parametrize(("kind", "pair"), [(kind, pair) for kind, pairs in KINDS.items() for pair in pairs])
def test_what_happened_to_an_indicator(kind: str, pair: tuple[Published | None, Published | None]) -> None:
    then, now = (state(results(item("self-turns", 2.0), *([found] if found else []))) for found in pair)
    lines = told(now, then).splitlines()
    assert lines[:4] == [
        f"Indicators: 1 {kind}.",
        "",
        "- **Team a**",
        f"    - Round one (one): indicators: 1 {kind}",
    ]


def test_every_kind_is_counted() -> None:
    pairs = {str(number): pair for number, pair in enumerate(pair for pairs in KINDS.values() for pair in pairs)}

    def at(side: int) -> State:
        found = {team: pair[side] for team, pair in pairs.items()}
        return state(*(results(*([one] if one else []), team=team) for team, one in found.items()), teams=pairs)

    assert told(at(1), at(0)).startswith(
        "Indicators: 3 changed, 4 newly published, 3 newly withheld, 1 sd newly published, 1 sd newly withheld, "
        "3 no longer there.\n"
    )


def test_another_reason_for_withholding_is_a_change() -> None:
    then = item("self-start", None)
    now = replace(then, withheld="masked")
    text = told(state(results(now)), state(results(then)))
    assert rows(text)[1:] == [("self", "item", "self-start", "n 4, withheld: small", "n 4, withheld: masked")]


def test_response_and_distribution_are_told_where_no_indicator_changed() -> None:
    """One of many answers seldom moves a rounded mean; whoever mended it wants to know that it was seen."""
    then = replace(
        results(item("self-start", 3.5)),
        distributions={"self-start": {3.0: 6, 4.0: 6}, "self-turns": {4.0: 12}, "team-talk": {1.0: 12}},
    )
    now = replace(
        then,
        distributions={"self-start": {2.0: 1, 3.0: 5, 4.0: 6}, "self-turns": {4.0: 12}},
        responses={
            "survey": Response("survey", "survey", 12, 11, 15),
            "observations": Response("observations", "observations", 3, 2, 15),
        },
    )
    assert told(state(now), state(then)) == (
        "No published indicator changed.\n"
        "\n"
        "- **Team a**\n"
        "    - Round one (one): survey: 12 from 11 of 15 people (was: 12 from 12 of 15 people)\n"
        "    - Round one (one): observations: 3 from 2 of 15 people (was: not there)\n"
        "    - Round one (one): another distribution of the scores: 1 item\n"
    )


def test_a_mended_baseline_may_change_the_words_of_a_later_round() -> None:
    """Counted per indicator, also when it is held against two earlier rounds."""
    start, turns = Aspect("self", "item", "self-start"), Aspect("self", "item", "self-turns")

    def moved(*directions: Direction | None) -> TeamRound:
        keys = [("one", start), ("two", start), ("one", turns)]
        found = [
            Change(place, since, 0.4 if direction else None, 0.3, direction)
            for (since, place), direction in zip(keys, directions, strict=True)
        ]
        return seen(results(item("self-start", 3.5), round_="three"), *found)

    def text(now: TeamRound, then: TeamRound) -> str:
        return told(state(now, rounds=["three"]), state(then, rounds=["three"]))

    line = "    - Round three (three): another word for the change since an earlier round: "
    assert f"{line}1 indicator\n" in text(moved("none", "none", "lower"), moved("higher", "higher", "lower"))
    assert f"{line}2 indicators\n" in text(moved(None, "none", "none"), moved("higher", "none", "lower"))
    assert line not in text(moved("higher", "none", None), moved("higher", "none", None))


# ----- the tables --------------------------------------------------------------------------------------


def test_a_changed_number_is_told_with_what_it_was() -> None:
    then = results(item("self-start", 3.5), item("self-turns", 3.0, 0.7))
    now = results(item("self-start", 3.5), item("self-turns", 2.9, 0.9))
    assert told(state(now), state(then)) == (
        "Indicators: 1 changed.\n"
        "\n"
        "- **Team a**\n"
        "    - Round one (one): indicators: 1 changed\n"
        "\n"
        "### Team a: Round one (one)\n"
        "\n" + HEAD + "| self | item | self-turns | n 12, mean 3.0, sd 0.7 | n 12, mean 2.9, sd 0.9, low, spread |\n"
    )


def test_a_number_that_is_withheld_from_now_on_is_told_in_no_way() -> None:
    """Neither as it is nor as it was: the gate may have been raised because of it. With the mean goes its n."""
    then = results(item("self-start", 3.7), item("self-turns", 3.4, 0.9), item("team-talk", 4.6), axis("want", 3.8))
    now = results(item("self-start", None), item("self-turns", 3.4, sd=None, spread=True), axis("want", None))
    text = told(state(now), state(then))
    assert rows(text)[1:] == [
        ("self", "item", "self-start", "published", "n 4, withheld: small"),
        (
            "self",
            "item",
            "self-turns",
            "n 12, mean 3.4, spread, sd published",
            "n 12, mean 3.4, spread, withheld: small",
        ),
        ("team", "item", "team-talk", "published", "not there"),
        ("axis", "axis", "want", "published", "n 4, withheld: small"),
    ]
    assert not re.search(r"3\.7|3\.8|0\.9|4\.6|0\.5", text)


def test_a_number_that_is_published_from_now_on() -> None:
    then = results(item("self-start", None), item("self-turns", 3.4, sd=None, spread=True))
    now = results(item("self-start", 3.5), item("self-turns", 3.4, 0.9), item("team-talk", 2.0))
    assert rows(told(state(now), state(then)))[1:] == [
        ("self", "item", "self-start", "n 4, withheld: small", "n 12, mean 3.5, sd 0.5"),
        ("self", "item", "self-turns", "n 12, mean 3.4, spread, withheld: small", "n 12, mean 3.4, sd 0.9, spread"),
        ("team", "item", "team-talk", "not there", "n 12, mean 2.0, sd 0.5, low"),
    ]


def test_teams_and_rounds_come_in_the_authors_order_and_indicators_in_the_instruments() -> None:
    """Whatever order the numbers come in. The tables of a team stand together."""
    keys = [("b", "two"), ("b", "one"), ("a", "two"), ("a", "one")]

    def at(mean: float, keys: list[tuple[str, str]]) -> State:
        found = [axis("want", mean), item("team-talk", mean), item("self-start", mean), item("seen-start", mean)]
        random.Random(mean).shuffle(found)
        return state(*(results(*found, team=team, round_=round_) for team, round_ in keys), teams="ba")

    text = told(at(3.5, keys), at(4.0, keys[::-1]))
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "### Team b: Round one (one)",
        "### Team b: Round two (two)",
        "### Team a: Round one (one)",
        "### Team a: Round two (two)",
    ]
    assert [row[2] for row in rows(text)[:5]] == ["id", "seen-start", "self-start", "team-talk", "want"]
    assert text == told(at(3.5, keys[::-1]), at(4.0, keys))


def test_one_changed_answer_is_told_for_the_item_and_what_it_is_part_of() -> None:
    """Through the whole pipeline: respondent r1 of blauw answers 1 instead of 4 to `zelf-begin`.

    Item: (4+5+3+2+4+3)/6 = 3.5 becomes 18/6 = 3.0. The block `rust` of this layer is that item. The layer is the mean
    of its items: (3.5 + 3.2)/2 = 3.35, rounded 3.4, becomes (3.0 + 3.2)/2 = 3.1. The axis is made of other layers.
    """
    after = change(small(), SURVEY, "r1,4,3,2,1", "r1,1,3,2,1")
    assert rows(told(state_of(after), state_of(small())))[1:] == [
        ("zelf", "item", "zelf-begin", *_six(3.5, 3.0)),
        ("zelf", "block", "rust", *_six(3.5, 3.0)),
        ("zelf", "layer", "zelf", *_six(3.4, 3.1)),
    ]


def _six(*means: float) -> list[str]:
    return [f"n 6, mean {mean}, withheld: small" for mean in means]


# ----- targets of learning questions -------------------------------------------------------------------


def target(status: str, id_: str = "self-start", source: str | None = "self") -> Progress:
    """Where a target is, with nothing else about it."""
    layer = instrument().layer_by_id[source] if source else None
    return Progress(Target(id=id_, at_least=3.0, by="two"), id_, layer, cast(Status, status), None, None, None, None)


def asking(targets: Mapping[str, list[Progress]], team: str = "a") -> State:
    """A team with these targets, by learning question, and no results."""
    progress = {question: tuple(found) for question, found in targets.items()}
    return replace(state(), reports={team: TeamReport(Team(id=team, name="T", members=15), progress=progress)})


def test_a_target_that_is_not_where_it_was_is_told() -> None:
    then = asking({"q": [target("waiting"), target("still", "calm"), target("still", "calm", "team")], "r": []}, "b")
    now = asking(
        {
            "q": [target("moving"), target("still", "calm"), target("reached", "calm", "team")],
            "r": [target("waiting", "want", None)],
        },
        "b",
    )
    assert told(now, then) == (
        "No published indicator changed.\n"
        "\n"
        "- **Team b**\n"
        "    - learning questions: 3 targets changed\n"
        "\n"
        "### Team b: learning questions\n"
        "\n"
        "| question | source | target | by | before | now |\n"
        "|---|---|---|---|---|---|\n"
        "| q | self | self-start | two | not measured yet | on the way |\n"
        "| q | team | calm | two | not clearly moved | reached |\n"
        "| r | axis | want | two | not there | not measured yet |\n"
    )


STATUSES = {
    "reached": "reached",
    "moving": "on the way",
    "still": "not clearly moved",
    "waiting": "not measured yet",
    "withheld": "withheld",
    "dropped": "no longer asked in the same way",
    "": "not there",
}
FROM_A_MEAN = {"reached", "moving", "still"}


@pytest.mark.parametrize("now", STATUSES)
@pytest.mark.parametrize("then", STATUSES)
def test_where_a_target_was_is_told_as_far_as_it_is_published_now(then: str, now: str) -> None:
    """`reached` tells something about a mean: that it was at least the target."""
    before, after = (asking({"q": [target(status)] if status else []}) for status in (then, now))
    shown = "published" if then in FROM_A_MEAN and now not in FROM_A_MEAN else STATUSES[then]
    expected = [] if then == now else [("q", "self", "self-start", "two", shown, STATUSES[now])]
    assert rows(told(after, before))[1:] == expected


# ----- nothing but what is published -------------------------------------------------------------------

SEEDS = range(4)


def scrambled(tree: Files, path: str, seed: int) -> Files:
    """The tree with other answers in one file: every score another one, the same cells empty."""
    pick = random.Random(seed)
    head, *lines = tree[path].decode().splitlines()
    cells = [
        [pick.choice("12345") if cell.replace(".5", "").isdecimal() else cell for cell in line.split(",")]
        for line in lines
    ]
    return {**tree, path: "\n".join([head, *map(",".join, cells), ""]).encode()}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_answers_of_a_team_too_small_to_publish_change_nothing(seed: int) -> None:
    """groen: three respondents and two lessons, in both states; and in a round that is new."""
    now = change(small(), SURVEY, "r1,4,", "r1,1,")
    now |= {"data/enquete/groen/survey.csv": small()[SHARED].replace(b"team,", b"").replace(b"groen,", b"")}
    other = scrambled(scrambled(now, SHARED, seed), LESSONS, seed)
    other = scrambled(other, "data/enquete/groen/survey.csv", seed)
    before = scrambled(scrambled(small(), SHARED, seed + 100), LESSONS, seed + 100)
    assert other != now and before != small()
    whole = changes(state_of(now), state_of(small()), "then")
    assert "Team Groen" in whole and "indicators: " in whole
    assert changes(state_of(other), state_of(before), "then") == whole


@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_published_before_the_gate_was_raised_is_not_told_any_more(seed: int) -> None:
    """blauw was published from five people on; now from seven. The text does not depend on its earlier numbers."""
    before, now = small(), edited(small(), SETTINGS, lambda settings: settings["gate"].update(mean=7))
    other = scrambled(before, SURVEY, seed)
    assert published_of(other)[1] != published_of(before)[1]
    texts = [told(state_of(now), state_of(tree)) for tree in (before, other)]
    assert {row[4] for row in rows(texts[0])[1:]} == {"n 6, withheld: small", "n 5, withheld: small"}
    assert {row[3] for row in rows(texts[0])[1:]} == {"published"}
    assert not any(re.search(r"\d\.\d", text) for text in texts)


def test_an_sd_of_few_people_stands_in_no_row() -> None:
    """The SDs of a dozen people were published; now they are not."""
    before, now = with_many_answers(), edited(with_many_answers(), SETTINGS, lambda s: s["gate"].update(spread=50))
    sds = [found for results in published_of(before)[1].results for found in results.indicators.values() if found.sd]
    text = told(state_of(now), state_of(before))
    assert len(sds) > 5 and text.count("sd published") == len(sds)
    assert not re.search(r"sd \d", text)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_rows_changes_nothing(seed: int) -> None:
    now, before = with_many_answers(), small()

    def shuffled(tree: Files) -> Files:
        pick = random.Random(seed)
        found = dict(tree)
        for path in (path for path in tree if path.endswith(".csv")):
            head, *lines = tree[path].decode().splitlines()
            found[path] = "\n".join([head, *pick.sample(lines, len(lines)), ""]).encode()
        return found

    whole = changes(state_of(now), state_of(before), "then")
    assert changes(state_of(shuffled(now)), state_of(shuffled(before)), "then") == whole


def test_a_team_that_left_is_told_without_its_numbers() -> None:
    before = with_many_answers()
    text = told(state_of(without(before, SURVEY, "data/start/blauw/observations.csv")), state_of(before))
    # Six items, two blocks in each of two layers, three layers, two axes.
    assert text.startswith("Indicators: 15 no longer there.\n\n- **Team Blauw**\n")
    assert not re.search(r"\d\.\d", text)


def test_the_words_are_the_fields_own() -> None:
    """No rank, and nothing that sounds like a test of significance."""
    texts = [changes(state_of(with_many_answers()), before, "then") for before in (state_of(small()), NOTHING)]
    assert not re.search(r"signific|rank|best|worst|anonym", "\n".join(texts), re.IGNORECASE)
