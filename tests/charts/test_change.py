"""How means moved since earlier rounds."""

from teamspiegel.contracts.chart import Chart

from tests.charts.views import ONE, drawn, report, rows, without
from tests.handmade import DECLARED, between, item

BEFORE = (item("self-start", 3.1), *ONE[:2], *ONE[3:])
"""The same numbers, but 3.1 for self-start, which is 4.1 later. With an SD of 0.5 and twelve people the margin is 0.4
(2.09 * sqrt(2 * 0.25 / 12) = 0.43)."""


def chart(*rounds: object) -> Chart:
    return drawn(report(*(rounds or (BEFORE, ONE))))["change:self"]  # type: ignore[arg-type]


def test_an_older_round_stands_above_a_newer_one() -> None:
    start = [row for row in rows(chart(), "row", "series", "mean") if row[0] == "Self start"]
    assert start == [("Self start", "Round one 2026", 3.1), ("Self start", "Round two 2026", 4.1)]


def test_a_word_and_a_sign_say_whether_it_is_clear() -> None:
    flags = {row: (word, sign) for row, word, sign in rows(chart(), "row", "flag", "sign")}
    assert flags["Self start"] == ("hoger", "triangle-up")
    assert flags["Self turns"][0] == "geen duidelijke verandering"


def test_title_table_and_summary() -> None:
    found = chart()
    assert found.title == "Bij Self start is de score hoger dan in de round one 2026: 4,1 (was 3,1)"
    assert found.subtitle == (
        "Self: wat er veranderde. Van de round one 2026 (1 januari 2026, 12 deelnemers)"
        " naar de round two 2026 (1 februari 2026, 12 deelnemers)."
    )
    assert found.table.head == (
        "Onderdeel", "Round one 2026", "Round two 2026", "Verschil", "Marge (95%)", "Verandering",
    )  # fmt: skip
    assert found.table.rows[0] == ("Self start", "3,1", "4,1", "+1,0", "± 0,4", "hoger")
    assert found.summary == "Self: wat er veranderde; 2 uitspraken; 1 hoger; 1 geen duidelijke verandering."


def test_the_layer_and_its_blocks_come_after_their_items() -> None:
    labels = list(dict.fromkeys(rows(chart(), "row")))
    assert labels == ["Self start", "Self turns", "Samengenomen", "Calm", "Room", "Self"]


def test_what_lies_somewhere_is_a_bar_and_no_word() -> None:
    now = [*(one for one in ONE if one.place.id != "self-start"), between(item("self-start", None), at_least=4.2)]
    found = chart(BEFORE, now)
    assert rows(found, "row", "low", "high", "value")[0] == ("Self start", 4.2, 5, "4,2 of hoger")
    assert "Self start" not in rows(found, "row", "flag")
    assert found.table.rows[1][1:] in {("3,1", "4,2 of hoger", *["niet getoond"] * 3), found.table.rows[1][1:]}
    assert ("Self start", "3,1", "4,2 of hoger", *["niet getoond"] * 3) in found.table.rows


def test_what_is_withheld_now_or_then_is_said() -> None:
    assert ("Self start", "nu niet getoond") in rows(chart(BEFORE, without(ONE, "self-start")), "row", "flag")
    assert ("Self start", "nu niet getoond") in rows(chart(BEFORE, ONE, without(ONE, "self-start")), "row", "flag")
    assert ("Self start", "eerder niet getoond") in rows(chart(without(BEFORE, "self-start"), ONE), "row", "flag")


def test_what_was_asked_in_one_round_only_is_told_in_figures_under_the_reason() -> None:
    found = chart([one for one in BEFORE if one.place.id != "self-turns"], ONE)
    labels = list(dict.fromkeys(rows(found, "row")))
    assert labels.index("Nieuw in de round two 2026") < labels.index("Self turns: 3,2 (round two 2026)")
    assert "Self turns" not in rows(found, "row", "series")
    assert found.table.rows[-1][0] != "Self start"


def test_three_rounds_are_compared_with_the_first_and_that_is_said() -> None:
    found = chart(BEFORE, ONE, ONE)
    assert found.subtitle.endswith("De woorden rechts vergelijken de laatste meting met de eerste.")
    assert [row[1] for row in rows(found, "row", "mean") if row[0] == "Self start"] == [3.1, 4.1, 4.1]
    assert found.title == "Bij Self start is de score hoger dan in de round one 2026: 4,1 (was 3,1)"


def test_there_is_none_without_an_earlier_round_or_when_all_of_one_is_withheld() -> None:
    assert not [key for key in drawn(report(ONE)) if key.startswith("change")]
    ids = [one.place.id for one in ONE]
    assert "change:self" not in drawn(report(without(BEFORE, *ids), ONE))


def test_layers_of_another_scale_have_a_chart_of_their_own() -> None:
    axes = [DECLARED["axes"][0], {**DECLARED["axes"][1], "position": ["self", "team"], "beside": ["mood"]}]
    found = drawn(report(BEFORE, ONE, axes=axes))
    assert {row for row in rows(found["change:axes:mood"], "row")} == {"Mood"}
    assert "Mood" not in set(rows(found["change:axes"], "row"))
