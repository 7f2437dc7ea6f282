"""The house style."""

import json

import pytest
from teamspiegel.charts.house import (
    LETTERS,
    Ruler,
    aside,
    bars,
    distinct,
    divided,
    filled,
    legend,
    lines,
    ruler_of,
    shared,
    template,
    wrapped,
)

from tests.charts.views import LONG
from tests.handmade import instrument


def test_a_label_is_whole_on_lines_that_fit() -> None:
    text = wrapped(LONG)
    assert text.replace("\n", " ") == LONG
    assert max(map(len, text.split("\n"))) <= LETTERS
    assert lines([text, "kort"]) == 3  # 120 letters, 56 on a line


def test_a_word_that_is_too_long_for_a_line_is_split() -> None:
    assert wrapped("x" * 100, 40).split("\n") == ["x" * 40, "x" * 40, "x" * 20]


def test_labels_that_are_the_same_are_numbered() -> None:
    assert distinct(["Lezen", "Rekenen", "Lezen", "Lezen"]) == ["Lezen", "Rekenen", "Lezen (2)", "Lezen (3)"]


@pytest.mark.parametrize(
    ("low", "high", "scores"),
    [
        (1, 4, [1, 2, 3, 4]),
        (0, 10, list(range(11))),
        (1, 50, [1, 6, 11, 16, 21, 26, 31, 36, 41, 46, 50]),
        (1, 42, [1, 6, 11, 16, 21, 26, 31, 36, 42]),  # 41 would stand against 42
        (1, 12, [1, 3, 5, 7, 9, 12]),
    ],
)
def test_a_long_scale_is_thinned(low: int, high: int, scores: list[int]) -> None:
    assert Ruler(low, high, (low + high) / 2).scores == scores


def test_rulers_are_shared_without_words_that_differ() -> None:
    mood, self_ = (instrument().layer_by_id[id_] for id_ in ("mood", "self"))
    one = ruler_of(instrument().scale_of(self_), instrument().thresholds_of(self_))
    other = ruler_of(instrument().scale_of(mood), instrument().thresholds_of(mood))
    assert one.fits(Ruler(1, 5, 3.0, "nee", "ja"))
    assert not one.fits(other)
    assert shared([Ruler(1, 5, 3.0, "nee", "ja"), Ruler(1, 5, 3.0, "nooit", "altijd")]) == Ruler(1, 5, 3.0)


@pytest.mark.parametrize(
    ("names", "count"), [(["Ik", "Wij", "Observatie"], 3), (["x" * 30, "y" * 30], 1), (["x" * 20] * 4, 2)]
)
def test_a_legend_has_no_more_columns_than_fit(names: list[str], count: int) -> None:
    assert legend(names).columns == count


def test_a_filled_template_leaves_the_template_as_it_was() -> None:
    base: dict[str, object] = {"layer": []}
    spec = filled(base, [{"row": "x"}], {"ink": "#111111"}, 40, headings=["x"])
    assert spec["datasets"] == {"rows": [{"row": "x"}]}
    assert spec["height"] == {"step": 40, "for": "position"}
    values = {"ink": "#111111", "step": 40, "headings": ["x"]}
    assert spec["params"] == [{"name": name, "value": value} for name, value in values.items()]
    assert base == {"layer": []}


def test_a_ramp_lies_evenly_over_a_scale_with_its_middle_shade_in_the_middle() -> None:
    spec = template(bars(1, 5, ["#a15e25", "#d8a873", "#d3d7dd", "#70b4a9", "#147d76"]))
    assert spec["layer"][0]["encoding"]["fill"]["scale"]["domain"] == [1, 2, 3, 4, 5]


def test_no_template_has_a_colour_of_a_role() -> None:
    spec = json.dumps(template(divided(), aside()))
    assert "#" not in spec.replace(spec[spec.index("https") : spec.index(".json")], "")
