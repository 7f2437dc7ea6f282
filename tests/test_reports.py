"""A team's report: its rounds in order, each with those before it, and what belongs to the team."""

from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.published import Published
from teamspiegel.pipeline import published_of
from teamspiegel.reports import reports_of

from tests.handmade import axis, item, moved, page, published, school, views_of
from tests.schools import small


def test_team_rounds_come_in_the_teams_order_and_by_date_with_the_earlier_rounds() -> None:
    placed, nowhere = (axis("want", 2.5), axis("can", 3.5)), (axis("want", None), axis("can", 3.5))
    numbers = {("b", "one"): placed, ("b", "two"): nowhere, ("b", "three"): placed, ("a", "two"): placed}
    reports = reports_of(school(["b", "c", "a"], ["one", "two", "three"]), published(numbers))
    assert list(reports) == ["b", "c", "a"] and reports["c"].rounds == () and reports["c"].latest is None
    views = [view for report in reports.values() for view in report.rounds]
    assert [(view.team.id, view.round.id) for view in views] == [
        ("b", "one"),
        ("b", "two"),
        ("b", "three"),
        ("a", "two"),
    ]
    # A team has no earlier round of another's.
    assert [[past.round.id for past in view.earlier] for view in views] == [[], ["one"], ["one", "two"], []]
    assert views[2].earlier == (views[0], views[1])


def path_to(
    last: str, rounds: dict[str, tuple[Published, Published]], compared: dict[str, list[Published]]
) -> list[str]:
    """The rounds of the path to a round; `compared`: by earlier round, which axes can be compared with it."""
    changes = [moved(indicator, since, 0.5) for since, indicators in compared.items() for indicator in indicators]
    (view,) = (view for view in views_of(school("a", rounds), rounds, {last: changes}) if view.round.id == last)
    assert [position for _, position in view.path] == [
        past.insights.position for past in view.earlier if past.round in dict(view.path)
    ]
    return [round_.id for round_, _ in view.path]


PLACED, NOWHERE = (axis("want", 2.5), axis("can", 3.5)), (axis("want", None), axis("can", 3.5))


def test_the_path_is_where_the_team_stood_in_rounds_that_can_be_compared() -> None:
    rounds = dict.fromkeys(("one", "two", "three"), PLACED)
    assert path_to("three", rounds, {"one": list(PLACED), "two": list(PLACED)}) == ["one", "two"]
    assert path_to("three", rounds, {"two": list(PLACED)}) == ["two"]
    assert path_to("three", rounds, {}) == []
    assert path_to("one", rounds, {}) == []


def test_both_axes_of_a_point_on_the_path_must_be_comparable() -> None:
    rounds = dict.fromkeys(("one", "two"), PLACED)
    for one_axis in PLACED:
        assert path_to("two", rounds, {"one": [one_axis]}) == []


def test_a_round_without_a_position_is_no_point_on_the_path() -> None:
    """An axis that was withheld in round two."""
    rounds = {"one": PLACED, "two": NOWHERE, "three": PLACED}
    assert path_to("three", rounds, {"one": list(PLACED), "two": list(PLACED)}) == ["one"]


def test_without_a_quadrant_there_is_no_path() -> None:
    changes = {"two": [moved(indicator, "one", 0.5) for indicator in PLACED]}
    views = views_of(school("a", ["one", "two"], quadrant=None), dict.fromkeys(("one", "two"), PLACED), changes)
    assert [view.path for view in views] == [(), ()]


def test_every_team_round_knows_the_library() -> None:
    library = [page("p", items=["self-start"]), page("q")]
    numbers = {("a", "one"): [item("self-start", 2.4)], ("b", "two"): [item("self-start", 3.4)]}
    reports = reports_of(school(["a", "b"], ["one", "two"], library), published(numbers))
    for report in reports.values():
        (view,) = report.rounds
        assert view.insights.library == ("p", "q")
        (help_,) = view.insights.help[Aspect("self", "item", "self-start")]
        assert (help_.page, help_.activity, help_.closeness) == ("p", None, 3)


# ----- plans and meetings ------------------------------------------------------------------------------


def test_a_report_has_what_is_its_teams_and_nothing_of_another() -> None:
    """The small school: team Blauw has a session about its only round, with predictions, and a question; Groen none."""
    reports = reports_of(*published_of(small()))
    blauw, groen = reports["blauw"], reports["groen"]
    assert [session.team for session in blauw.sessions] == ["blauw"] and groen.sessions == ()
    assert [question.id for question in blauw.questions] == list(blauw.progress) and blauw.progress
    assert groen.questions == () and groen.progress == {}
    assert blauw.predictions["start"] == blauw.sessions[0].predictions != ()
    assert groen.predictions == {"start": ()}


def test_the_last_round_is_the_latest() -> None:
    tree = small()
    tree["data/enquete/blauw/survey.csv"] = tree["data/start/blauw/survey.csv"]
    report = reports_of(*published_of(tree))["blauw"]
    assert [view.round.id for view in report.rounds] == ["start", "enquete"]
    assert report.latest is report.rounds[1]


def test_what_is_compared_and_what_is_not_stands_apart() -> None:
    """Lessons were seen in the first round only, so an axis over them has no change and no reason either."""
    tree = small()
    tree["data/enquete/blauw/survey.csv"] = tree["data/start/blauw/survey.csv"].replace(b"r1,4,", b"r1,,")
    view = reports_of(*published_of(tree))["blauw"].rounds[1]
    assert view.change("start", Aspect("zelf", "item", "zelf-begin")) is not None
    assert view.change("enquete", Aspect("zelf", "item", "zelf-begin")) is None
    assert not any(aspect.source == "les" for _, aspect in {**view.changes, **view.apart})
