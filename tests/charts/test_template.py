"""The house style."""

import pytest
from teamspiegel.charts.template import LETTERS, Ruler, columns, distinct, filled, lines, ruler_of, shared, wrapped

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
    assert columns(names) == count


def test_a_filled_template_leaves_the_template_as_it_was() -> None:
    base = {"params": [{"name": "a", "value": 1}], "layer": []}
    spec = filled(base, [{"row": "x"}], 40)
    assert spec["datasets"] == {"rows": [{"row": "x"}]}
    assert spec["height"] == {"step": 40, "for": "position"}
    assert spec["params"] == [{"name": "step", "value": 40}, {"name": "a", "value": 1}]
    assert base == {"params": [{"name": "a", "value": 1}], "layer": []}
