"""What of a team is compared with its earlier rounds, and what only stands beside it."""

from dataclasses import replace

from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.report import TeamRound

from tests.charts.views import (
    BEFORE,
    BETWEEN,
    EARLIEST,
    INSTRUMENT,
    VIEW,
    after,
    charts,
    data,
    older,
    with_indicators,
    withheld,
    written,
)

VOORJAAR, NAJAAR = "Meting in het voorjaar 2030", "Meting in het najaar 2030"


def without(view: TeamRound, *ids: str) -> TeamRound:
    """The view of a round that did not ask these items and layers."""
    plain = view.instrument.model_dump()
    plain["layers"] = [layer for layer in plain["layers"] if layer["id"] not in ids]
    for layer in plain["layers"]:
        layer["items"] = [item for item in layer["items"] if item["id"] not in ids]
    for axis in plain["axes"]:
        axis["beside"] = [layer for layer in axis["beside"] if layer not in ids]
    kept = {place: found for place, found in view.results.indicators.items() if not {place.source, place.id} & {*ids}}
    return replace(
        view, instrument=Instrument.model_validate(plain, strict=False), results=replace(view.results, indicators=kept)
    )


def test_a_team_without_earlier_rounds_has_no_chart_of_change() -> None:
    assert not [key for key in charts() if key.startswith("change")]


def test_a_layer_s_chart_has_its_items_then_the_layer_and_its_blocks() -> None:
    found = charts(after(older(BEFORE, 0.5)))["change:lessen"]
    assert [row[0] for row in found.table.rows] == ["Luistert", "Spreekt", "Meet", "Lessen", "Taal", "Maat"]
    texts = written(found)
    assert texts.index("Meet") < texts.index("Samengenomen") < texts.index("Lessen")
    # 2.9, 4.0 and 3.5, each half a point lower before.
    assert found.table.rows[0] == ("Luistert", "2,4", "2,9", "+0,5", "± 0,3", "hoger")
    assert found.title == "Lessen: wat is er veranderd?"
    assert found.name == "bouw--najaar--change--lessen"


def test_the_overview_has_the_layers_of_the_axes_and_then_the_axes() -> None:
    found = charts(after(older(BEFORE, -0.1)))
    assert [row[0] for row in found["change:axes"].table.rows] == ["Lessen", "Zelf", "Samen", "Kunnen", "Willen"]
    assert [row[0] for row in found["change:axes:sfeer"].table.rows] == ["Sfeer"]
    assert found["change:axes"].summary.endswith("geen duidelijke verandering bij Lessen, Zelf en Samen.")


def test_a_layer_keeps_its_colour_and_an_axis_has_the_team_s() -> None:
    found = charts(after(older(BEFORE, 0.5)))
    (zelf,) = {dot["colour"] for dot in data(found["means:zelf"], "dots")}
    latest = [dot for dot in data(found["change:axes"], "dots") if dot["colour"] == dot["fill"]]
    assert [dot["colour"] for dot in latest][1] == zelf
    assert len({dot["colour"] for dot in latest[3:]}) == 1


def test_the_change_is_that_since_the_first_round() -> None:
    found = charts(after(older(EARLIEST, 0.8), older(BEFORE, -0.6), older(BETWEEN, 0.1)))["change:samen"]
    # 3.4 now; 2.6, 4.0 and 3.3 before.
    assert found.table.rows[0] == ("Lezen", "2,6", "4,0", "3,3", "3,4", "+0,8", "± 0,3", "hoger")


def test_a_first_round_that_is_withheld_leaves_the_comparison_to_the_next() -> None:
    first = older(EARLIEST, 0.8)
    first = with_indicators(first, map(withheld, first.results.indicators.values()))
    found = charts(after(first, older(BEFORE, 0.5)))["change:samen"]
    assert found.table.rows[0] == ("Lezen", "niet getoond", "2,9", "3,4", "+0,5", "± 0,3", "hoger")
    assert "Start 2029" not in written(found)
    assert found.summary.startswith("Van de meting in het voorjaar naar de meting in het najaar: ")


def test_an_item_that_a_middle_round_began_with_is_compared_with_that() -> None:
    found = charts(after(without(older(EARLIEST, 0.8), "samen-lezen"), older(BEFORE, 0.5)))["change:samen"]
    assert found.table.rows[0] == ("Lezen", "–", "2,9", "3,4", "+0,5", "± 0,3", "hoger")
    assert len([dot for dot in data(found, "dots") if dot["tip"].startswith("Lezen")]) == 2


def test_a_new_item_and_one_that_is_gone_stand_below_and_are_not_compared() -> None:
    now = without(VIEW, "zelf-lezen")
    found = charts(after(without(older(BEFORE, 0.5), "zelf-nog-eens"), view=now))["change:zelf"]
    texts = written(found)
    new, gone = "Nieuw in de meting in het najaar", "Alleen in de meting in het voorjaar gevraagd"
    assert texts.index(new) < texts.index("Ik luister nog eens") < texts.index(gone) < texts.index("Lezen")
    assert ("Ik luister nog eens", "–", "3,2", "–", "–", "niet vergeleken") in found.table.rows
    assert ("Lezen", "2,9", "–", "–", "–", "niet vergeleken") in found.table.rows
    assert {dot["tip"].split(",")[0] for dot in data(found, "dots")} == {"Ik luister", "Zelf", "Taal"}


def test_what_two_older_rounds_asked_names_both() -> None:
    found = charts(after(older(EARLIEST, 0.2), older(BEFORE, 0.5), view=without(VIEW, "samen-lezen")))["change:samen"]
    assert "Alleen in de start en meting in het voorjaar gevraagd" in written(found)


def test_what_was_asked_in_another_way_is_shown_for_both_rounds_and_not_compared() -> None:
    layer = Aspect("zelf", "layer", "zelf")
    found = charts(after(older(BEFORE, 0.5), apart=[layer]))["change:zelf"]
    assert "Niet op dezelfde manier gevraagd, dus niet vergeleken" in written(found)
    assert found.table.rows[-1] == ("Zelf", "3,0", "3,5", "–", "–", "niet vergeleken")
    assert not [dot for dot in data(found, "dots") if dot["tip"].startswith("Zelf")]


def test_a_layer_that_only_an_older_round_had_stands_in_the_overview() -> None:
    found = charts(after(older(BEFORE, 0.5), view=without(VIEW, "zelf")))
    assert "change:zelf" not in found
    assert found["change:axes"].table.rows[-1] == ("Zelf", "3,0", "–", "–", "–", "niet vergeleken")


def test_a_layer_that_is_new_has_no_chart_of_change() -> None:
    found = charts(after(without(older(BEFORE, 0.5), "zelf")))
    assert "change:zelf" not in found
    assert "Nieuw in de meting in het najaar" in written(found["change:axes"])


def test_a_team_that_is_too_small_has_no_chart_of_change() -> None:
    hidden = older(BEFORE, 0.5)
    hidden = with_indicators(hidden, map(withheld, hidden.results.indicators.values()))
    assert not [key for key in charts(after(hidden)) if key.startswith("change")]


def test_the_order_of_what_was_measured_changes_nothing() -> None:
    view = after(older(EARLIEST, 0.8), older(BEFORE, 0.5))
    turned = dict(reversed(list(view.results.indicators.items())))
    other = replace(view, results=replace(view.results, indicators=turned))
    assert charts(view)["change:lessen"] == charts(other)["change:lessen"]


def test_the_instrument_without_axes_has_no_overview() -> None:
    bare = INSTRUMENT.model_copy(update={"axes": (), "quadrant": None})
    views = [replace(view, instrument=bare) for view in (older(BEFORE, 0.5), VIEW)]
    assert "change:axes" not in charts(after(views[0], view=views[1]))
