"""What means are held against."""

from collections.abc import Mapping
from datetime import date

import pytest
from teamspiegel.charts.beside import BENCHMARKS, OTHER_TEAMS
from teamspiegel.charts.means import MeanRow, Section, means
from teamspiegel.charts.ruler import Ruler
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.definitions import Benchmark
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.published import Published
from teamspiegel.contracts.report import Reference

from tests.charts.views import PEN, VIEW, charts, data, indicator, withheld, written

RULER = Ruler(1, 5, 3.0)
ROWS = {name: indicator("laag", "item", name, mean) for name, mean in (("a", 3.5), ("b", 2.5), ("c", 4.0))}


def benchmark(label: str = "Landelijk beeld") -> Benchmark:
    return Benchmark(id="ref", label=label, date=date(2025, 11, 1), instrument="proef", version="1")


def reference(means_: Mapping[str, tuple[float, int]], of: Benchmark | None = None) -> Reference:
    return Reference(of, {Aspect("laag", "item", id_): found for id_, found in means_.items()})


def drawn(*references: Reference, rows: Mapping[str, Published] = ROWS) -> Chart:
    section = Section(tuple(MeanRow(label, found, "#123456") for label, found in rows.items()))
    found = means("naam", "Titel", [section], RULER, PEN, "survey", references)
    assert found is not None
    return found


LANDELIJK = reference({"a": (3.2, 34), "b": (2.8, 34)}, benchmark())
OTHERS = reference({"a": (3.1, 6), "c": (4.4, 7)})


def test_a_reference_is_a_mark_beside_the_ruler_of_each_row_that_it_knows() -> None:
    found = drawn(LANDELIJK)
    dots = {dot["x"]: dot["y"] for dot in data(found, "dots")}
    marks = data(found, "references")
    assert [mark["x"] for mark in marks] == [3.2, 2.8]
    assert [mark["y"] - dots[own] for mark, own in zip(marks, (3.5, 2.5), strict=True)] == [-11, -11]
    assert {mark["colour"] for mark in marks} == {PEN.ink("muted")}


def test_the_caption_of_a_benchmark_has_its_name_month_and_teams() -> None:
    found = drawn(LANDELIJK)
    assert written(found)[0] == "Landelijk beeld, november 2025, 34 teams"
    assert data(found, "signs")[0]["shape"] == data(found, "references")[0]["shape"]
    assert data(found, "references")[0]["tip"] == "Landelijk beeld, november 2025, 34 teams: 3,2"


def test_numbers_of_teams_that_differ_are_a_range() -> None:
    wide = reference({"a": (3.2, 31), "b": (2.8, 34), "c": (2.9, 33)}, benchmark())
    assert written(drawn(wide))[0] == "Landelijk beeld, november 2025, 31 tot 34 teams"


def test_other_teams_have_a_mark_and_a_caption_of_their_own() -> None:
    found = drawn(LANDELIJK, OTHERS)
    assert "andere teams (6 tot 7)" in written(found)
    dots = {dot["x"]: dot["y"] for dot in data(found, "dots")}
    others = [mark for mark in data(found, "references") if mark["shape"] == OTHER_TEAMS.shape]
    assert [(mark["x"], mark["y"]) for mark in others] == [(3.1, dots[3.5] + 11), (4.4, dots[4.0] + 11)]


def test_every_benchmark_has_a_shape_of_its_own() -> None:
    many = [reference({"a": (3.2, 34)}, benchmark(label)) for label in ("Een", "Twee", "Drie")]
    shapes = [mark["shape"] for mark in data(drawn(*many, OTHERS), "references")][:4]
    assert len(set(shapes)) == 4
    assert shapes[:3] == [sign.shape for sign in BENCHMARKS]


def test_the_values_stand_in_the_table() -> None:
    found = drawn(LANDELIJK, OTHERS)
    assert found.table.head[-2:] == ("Landelijk beeld, november 2025, 34 teams", "andere teams (6 tot 7)")
    assert [row[-2:] for row in found.table.rows] == [("3,2", "3,1"), ("2,8", "–"), ("–", "4,4")]


def test_the_summary_names_them() -> None:
    assert drawn(LANDELIJK, OTHERS).summary.endswith("; ernaast: Landelijk beeld en andere teams.")
    assert "ernaast" not in drawn().summary


def test_a_row_that_is_withheld_has_no_mark() -> None:
    found = drawn(LANDELIJK, rows={**ROWS, "a": withheld(ROWS["a"])})
    assert [mark["x"] for mark in data(found, "references")] == [2.8]
    assert found.table.rows[0][1:5] == ("niet getoond",) * 4


def test_a_reference_that_knows_none_of_the_rows_is_not_named() -> None:
    elsewhere = reference({"z": (3.2, 34)}, benchmark())
    assert not data(drawn(elsewhere), "references")
    assert drawn(elsewhere) == drawn()


def test_a_long_caption_goes_on_below() -> None:
    label = "Een landelijk beeld van scholen voor middelbaar beroepsonderwijs in het hele land"
    found = drawn(reference({"a": (3.2, 34)}, benchmark(label)), OTHERS)
    first, second, third = data(found, "texts")[:3]
    assert f"{first['text']} {second['text']}" == f"{label}, november 2025, 34 teams"
    assert first["x"] == second["x"] and first["y"] < second["y"]
    assert third["text"] == "andere teams (6 tot 7)"


@pytest.mark.parametrize("key", ["means:lessen", "means:lessen:blocks", "layers:kunnen"])
def test_means_of_items_blocks_and_layers_have_them(key: str) -> None:
    everywhere = Reference(None, {place: (3.3, 5) for place in VIEW.results.indicators})
    found = charts(references=[everywhere])[key]
    assert "andere teams (5)" in written(found)
    assert len(data(found, "references")) == len(found.table.rows)
