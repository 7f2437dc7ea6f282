"""Charts of instruments of other kinds: what is in them, and what they say is found."""

import json

import altair as alt
import pytest
from teamspiegel.charts.others import CHARTS
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.kinds import KINDS
from teamspiegel.contracts.placement import Place
from teamspiegel.contracts.published import Published
from teamspiegel.contracts.ranking import RankingResults
from teamspiegel.contracts.strand import Progress

from tests.charts.strands import (
    drawn,
    interviews,
    knowledge,
    level,
    long_strands,
    number,
    placement,
    pupils,
    ranking,
    scan,
)
from tests.charts.views import LONG, rows


def one(of: object) -> Chart:
    (chart,) = drawn(of).values()  # type: ignore[arg-type]
    return chart


# ----- all of them ---------------------------------------------------------------------------------------


def test_every_kind_has_charts_but_a_network() -> None:
    assert set(CHARTS) == {kind for kind in KINDS if kind not in ("survey", "network")}


def test_every_chart_is_one_of_vega_lite_over_one_dataset() -> None:
    for chart in long_strands().values():
        spec = json.loads(json.dumps(chart.spec))
        assert list(spec["datasets"]) == ["rows"]
        spec["config"]["legend"].pop("layout")
        alt.LayerChart.from_dict(spec)


def test_every_chart_has_a_finding_a_subject_a_sentence_and_a_whole_table() -> None:
    for chart in long_strands().values():
        assert chart.title and not chart.title.endswith(".")
        assert chart.subtitle.endswith(".") and ".." not in chart.subtitle
        assert chart.summary.endswith(".")
        assert all(len(row) == len(chart.table.head) for row in chart.table.rows)


def test_twelve_long_labels_are_whole_in_every_chart() -> None:
    for kind, chart in long_strands().items():
        labels = {str(row["row"]).replace("\n", " ") for row in chart.spec["datasets"]["rows"]}
        assert len(labels) == 12, kind
        assert all(LONG[:100] in label for label in labels), kind


def test_a_template_does_not_depend_on_the_numbers() -> None:
    def bare(chart: Chart) -> dict[str, object]:
        return {key: value for key, value in chart.spec.items() if key not in ("datasets", "params")}

    few, more = (scan([(number(at), number(2.0))] * 2) for at in (1.5, 4.5))
    assert bare(one(few)) == bare(one(more))


# ----- a scan --------------------------------------------------------------------------------------------


def test_a_scan_asks_about_the_topic_where_roles_lie_furthest_apart() -> None:
    """1.0 apart, and at least 4.1 - 2.5 = 1.6."""
    found = one(scan([(number(3.8), number(2.8)), (number(2.5), number(at_least=4.1))]))
    assert found.title == "Twee: waarom geven opleiders (4,1 of hoger) en studenten (2,5) een ander beeld?"
    assert rows(found, "series", "mean") == [("Studenten", 3.8), ("Opleiders", 2.8), ("Studenten", 2.5)]
    assert rows(found, "series", "low", "high", "value") == [("Opleiders", 4.1, 5, "4,1 of hoger")]
    assert found.table.rows[1] == ("Twee", "12", "2,5", "12", "4,1 of hoger", "–")


def test_a_scan_says_that_roles_see_the_same() -> None:
    assert one(scan([(number(3.8), number(3.8))] * 2)).title == "Studenten en opleiders geven hetzelfde beeld"


def test_a_role_that_is_withheld_is_named_and_has_no_mark() -> None:
    found = one(scan([(number(3.8), number(n=3)), (number(2.0), number(2.5))]))
    assert rows(found, "row", "series") == [
        ("Een (opleiders: niet getoond)", "Studenten"),
        ("Twee", "Studenten"),
        ("Twee", "Opleiders"),
    ]
    assert "niet getoond" not in found.subtitle


def test_a_role_that_is_withheld_everywhere_is_named_once() -> None:
    found = one(scan([(number(3.8), number(n=3)), (number(2.0), number(n=3))]))
    assert found.title == "Een is jullie hoogste: 3,8. Twee is jullie laagste: 2,0"
    assert rows(found, "row", "series") == [("Een", "Studenten"), ("Twee", "Studenten")]
    assert found.subtitle.endswith(" Niet getoond: opleiders.")
    assert {row[0] for row in rows(found, "series", "mean")} == {"Studenten"}


def test_a_scan_of_which_nothing_is_told_has_no_chart() -> None:
    assert drawn(scan([(number(n=3), number(n=3))] * 2)) == {}


def test_a_scan_has_no_bridge_axis() -> None:
    found = one(scan([(number(3.8), number(2.8))] * 2))
    assert "brugas" not in json.dumps(found.spec)


# ----- a placement ---------------------------------------------------------------------------------------

COUNTED = Place(12, 3, (1, 1, 6, 4), divided=False)
FEW = Place(6, 2, withheld="small")
NONE = Place(3, withheld="small")


def test_a_placement_counts_who_stands_where_and_leaves_nobody_out() -> None:
    found = one(placement([{"": COUNTED}, {"": Place(12, 2, (4, 4, 0, 4), divided=True)}]))
    assert found.title == "Een is het verst: bij ‘op weg’. Twee staat bij ‘begin’"
    assert [n for n in rows(found, "count")] == [1, 1, 6, 4, 4, 4, 4]
    assert rows(found, "flag") == ["verdeeld"]
    assert found.table.rows[0] == ("Een", "12", "Op weg", "1", "1", "6", "4")


def test_only_the_median_stands_on_a_track_where_counts_are_withheld() -> None:
    found = one(placement([{"": FEW}, {"": NONE}]))
    assert rows(found, "phase", "median") == [(1, 2), (2, 2), (3, 2), (4, 2)]
    assert rows(found, "count") == []
    assert rows(found, "words") == ["n = 6; het midden: Begin", "n = 3: niet getoond"]
    assert found.subtitle.endswith("waar we niet tonen hoeveel mensen waar staan.")
    assert found.table.rows[0] == ("Een", "6", "Begin", *["niet getoond"] * 4)


def test_roles_that_stand_apart_are_a_question() -> None:
    found = one(placement([{"student": COUNTED, "opleider": FEW}, {"student": COUNTED, "opleider": NONE}]))
    assert found.title == "Een: waarom zien studenten ‘op weg’ en opleiders ‘begin’?"
    # Each in the lane of its role.
    assert rows(found, "words", "series")[:2] == [
        ("Studenten (12)", "Studenten"),
        ("Opleiders (6); het midden: Begin", "Opleiders"),
    ]


def test_a_talking_point_is_a_word_with_a_sign() -> None:
    found = one(placement([{"": Place(6, 1, talking_point=True)}, {"": FEW}]))
    assert rows(found, "flag", "sign") == [("gesprekspunt", "triangle-right")]


def test_a_placement_of_which_nothing_is_told_has_no_chart() -> None:
    assert drawn(placement([{"": NONE}, {"": NONE}])) == {}


# ----- a ranking -----------------------------------------------------------------------------------------


def test_a_ranking_counts_how_often_each_is_among_the_first() -> None:
    found = one(ranking(RankingResults(12, (("b",), ("a",), ("c",)), {"a": 6, "b": 10, "c": 8}, 12, 0.6, False)))
    assert found.title == "Twee staat vooraan: voor 10 van de 12 bij de eerste 2. Jullie volgordes lijken op elkaar"
    assert rows(found, "row", "low", "place") == [("1. Twee", 10, 1), ("2. Een", 6, 2), ("3. Drie", 8, 3)]


@pytest.mark.parametrize(
    ("divided", "said"),
    [
        (True, "Een staat vooraan: voor 6 van de 12 bij de eerste 2. Jullie kiezen verschillende volgordes"),
        (None, "Een staat vooraan: voor 6 van de 12 bij de eerste 2"),
    ],
)
def test_agreement_is_said_in_words_where_it_is_told(divided: bool | None, said: str) -> None:
    order = RankingResults(12, (("a",), ("b",), ("c",)), {"a": 6, "b": 10, "c": 8}, 12, 0.1, divided)
    assert one(ranking(order)).title == said


def test_where_only_the_order_is_told_it_is_all_that_is_drawn() -> None:
    """The second and third have equally many points, and both stand in the second place."""
    found = one(ranking(RankingResults(6, (("c",), ("a", "b")), withheld="small")))
    assert found.title == "Drie staat vooraan"
    assert rows(found, "row", "mean", "value") == [("Drie", 1, "1"), ("Een", 2, "2"), ("Twee", 2, "2")]
    assert {row[2] for row in found.table.rows} == {"niet getoond"}


def test_what_shares_the_first_place_stands_there_together() -> None:
    order = RankingResults(12, (("a", "b"), ("c",)), {"a": 6, "b": 10, "c": 8}, 12)
    assert one(ranking(order)).title == "Een en Twee staan vooraan"


def test_a_ranking_without_an_order_has_no_chart() -> None:
    assert drawn(ranking(RankingResults(4, withheld="small"))) == {}


# ----- pupils --------------------------------------------------------------------------------------------


def test_what_is_high_and_what_rose_are_both_told() -> None:
    """The highest scale fell, and the lower one rose: 2.0 to 2.6."""
    found = one(
        pupils(
            {"a": level(3.5, 0.2), "b": level(2.0, 0.2)},
            {"a": level(3.1, 0.1), "b": level(2.6, 0.2)},
            a=Progress(-0.4, 0.3, True),
            b=Progress(0.6, 0.3, True),
        )
    )
    assert found.title == (
        "Een is jullie hoogste: 3,1. Bij Twee is de score hoger dan in de nulmeting 2030: 2,6 (was 2,0). "
        "Bij Een is de score lager dan in de nulmeting 2030: 3,1 (was 3,5)"
    )
    assert rows(found, "series", "mean", "from", "to") == [
        ("Nulmeting 2030", 3.5, 3.3, 3.7),
        ("Eindmeting 2031", 3.1, 3.0, 3.2),
        ("Nulmeting 2030", 2.0, 1.8, 2.2),
        ("Eindmeting 2031", 2.6, 2.4, 2.8),
    ]
    assert rows(found, "flag") == ["lager (−0,4)", "hoger (+0,6)"]


def test_of_one_round_only_the_level_is_told() -> None:
    found = one(pupils({"a": level(3.5, 0.2), "b": level(at_most=1.4, withheld="masked")}))
    assert found.title == "Een is jullie hoogste: 3,5. Twee is jullie laagste: 1,4 of lager"
    assert found.table.head == ("Schaal", "Eindmeting 2031: gemiddelde", "Eindmeting 2031: zo zeker is dit (95%)")
    assert found.subtitle == (
        "Wat leerlingen zeggen: hoe hoog elke schaal is. Eindmeting van 1 maart 2031, 60 leerlingen in 6 klassen."
    )


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        (level(withheld="small"), level(3.0, 0.2), "eerder niet getoond"),
        (level(3.0, 0.2), level(withheld="small"), "nu niet getoond"),
        (level(at_most=1.4, withheld="masked"), level(3.0, 0.2), "niet vergeleken"),
    ],
)
def test_what_cannot_be_compared_says_why(then: object, now: object, said: str) -> None:
    found = one(pupils({"a": then, "b": level(2.0, 0.1)}, {"a": now, "b": level(2.0, 0.1)}))  # type: ignore[dict-item]
    assert said in rows(found, "flag")


def test_pupils_of_which_nothing_is_told_have_no_chart() -> None:
    assert drawn(pupils({"a": level(withheld="small"), "b": level(withheld="small")})) == {}


# ----- a knowledge test ----------------------------------------------------------------------------------


def test_a_test_says_what_is_known_and_what_is_to_be_found_out() -> None:
    found = one(knowledge([number(0.75), number(0.4)]))
    assert found.title == "Bij Een had 75% het goed. Twee kunnen jullie samen uitzoeken: 40% had het goed"
    assert rows(found, "low", "words") == [(0.75, "75%"), (0.4, "40%")]


def test_the_first_round_stands_above_the_latest() -> None:
    found = one(knowledge([number(0.5), number(at_most=0.17)], [number(at_least=0.83), number(0.4)]))
    assert found.title == "Bij Een had 83% of meer het goed. Twee kunnen jullie samen uitzoeken: 40% had het goed"
    assert rows(found, "series", "low", "words") == [
        ("Nulmeting 2030", 0.5, "50%"),
        ("Eindmeting 2031", 0.83, "83% of meer"),
        ("Nulmeting 2030", 0, "17% of minder"),
        ("Eindmeting 2031", 0.4, "40%"),
    ]
    assert rows(found, "low", "high") == [(0.83, 1), (0, 0.17)]


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([number(0.5), number(0.5)], "Bij Een en Twee had telkens 50% het goed"),
        ([number(0.5), number(n=4)], "Bij Een had 50% het goed"),
        ([number(at_least=0.6), number(at_least=0.7)], "Bij de 2 vragen had telkens tussen 60% en 100% het goed"),
    ],
)
def test_no_more_is_said_of_questions_than_is_sure(items: list[Published], said: str) -> None:
    assert one(knowledge(items)).title == said


def test_a_withheld_question_says_in_which_round() -> None:
    assert rows(one(knowledge([number(0.5), number(n=4)], [number(n=4), number(0.4)])), "flag") == [
        "nu niet getoond",
        "eerder niet getoond",
    ]


def test_a_test_never_ranks() -> None:
    said = one(knowledge([number(0.9), number(0.1)])).title.lower()
    assert not [word for word in ("best", "slechtst", "hoogste", "laagste", "zwak") if word in said]


# ----- interviews ----------------------------------------------------------------------------------------


def test_what_hinders_goes_left_and_what_supports_right() -> None:
    found = one(interviews([(5, 3), (4, 4)]))
    assert rows(found, "end", "words") == [(-3, "3"), (5, "5"), (-4, "4"), (4, "4")]
    assert found.title == (
        "Steun komt het vaakst van Een: in 5 van de 8 gesprekken. "
        "Een belemmering is het vaakst Twee: in 4 van de 8 gesprekken"
    )


def test_few_and_nearly_all_are_a_word_with_a_sign_and_no_length() -> None:
    found = one(interviews([("few", "nearly all"), (5, "few")]))
    assert rows(found, "how", "words") == [
        ("nearly all", "bijna alle"),
        ("few", "hooguit enkele"),
        ("few", "hooguit enkele"),
        ("bar", "5"),
    ]
    assert len(rows(found, "end")) == 1
    assert found.title == (
        "Steun komt het vaakst van Twee: in 5 van de 8 gesprekken. "
        "Een belemmering is het vaakst Een: in bijna alle gesprekken"
    )


def test_what_only_a_few_told_is_no_finding() -> None:
    assert one(interviews([("few", "few")] * 2)).title == (
        "Bij elk thema vertelden hooguit enkelen wat steunt of belemmert"
    )
