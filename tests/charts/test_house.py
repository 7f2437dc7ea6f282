"""The house style."""

import json
import re

import pytest
from teamspiegel.charts.house import (
    LETTERS,
    Flag,
    Lane,
    Row,
    Ruler,
    columns,
    distinct,
    filled_rows,
    lines,
    rowed,
    ruler_of,
    scores,
    told,
    wrapped,
)

from tests import test_examples
from tests.charts.views import LONG
from tests.handmade import instrument
from tests.schools import demonstration
from tests.sites import site


def test_a_label_is_whole_on_lines_that_fit() -> None:
    text = wrapped(LONG)
    assert text.replace("\n", " ") == LONG
    assert max(map(len, text.split("\n"))) <= LETTERS
    assert lines([text, "kort"]) == 3  # 120 letters, 56 on a line


def test_a_word_that_is_too_long_for_a_line_is_split() -> None:
    assert wrapped("x" * 100, 40).split("\n") == ["x" * 40, "x" * 40, "x" * 20]


def test_only_the_first_line_leaves_room_for_what_stands_beside_it() -> None:
    first, *others = wrapped(LONG, LETTERS, 31).split("\n")
    assert " ".join([first, *others]) == LONG
    assert len(first) <= LETTERS - 31 < max(map(len, others)) <= LETTERS
    assert wrapped("Verantwoordelijkheidsgevoel telt", 40, 20) == "\nVerantwoordelijkheidsgevoel telt"


def test_labels_that_are_the_same_are_numbered() -> None:
    assert distinct(["Lezen", "Rekenen", "Lezen", "Lezen"]) == ["Lezen", "Rekenen", "Lezen (2)", "Lezen (3)"]


def test_a_score_stands_above_its_own_place_also_at_the_ends() -> None:
    axis = scores(Ruler(1, 5), 18).to_dict(validate=False)
    assert (axis["values"], axis["labelFlush"]) == ([1, 2, 3, 4, 5], False)


def test_rulers_are_shared_without_words_that_differ() -> None:
    found = instrument()
    mood, self_ = (found.layer_by_id[id_] for id_ in ("mood", "self"))
    own = found.scale_of(self_).model_copy(update={"labels": {1: "nooit", 5: "altijd"}})
    other = self_.model_copy(update={"scale": own})
    assert ruler_of(found, [other]) == Ruler(1, 5, 3.0, "nooit", "altijd")
    assert ruler_of(found, [other, other]) == Ruler(1, 5, 3.0, "nooit", "altijd")
    assert ruler_of(found, [self_, other]) == Ruler(1, 5, 3.0)
    assert ruler_of(found, [self_]).wordless == Ruler(1, 5, 3.0, "nee", "ja").wordless
    assert ruler_of(found, [self_]).wordless != ruler_of(found, [mood]).wordless


@pytest.mark.parametrize(
    ("names", "count"), [(["Ik", "Wij", "Observatie"], 3), (["x" * 30, "y" * 30], 1), (["x" * 20] * 4, 2)]
)
def test_a_legend_has_no_more_columns_than_fit(names: list[str], count: int) -> None:
    assert columns(names) == count


def test_a_template_is_filled_with_rows_and_stays_as_it_was() -> None:
    base: dict[str, object] = {"layer": []}
    mark = {"series": "nu", "from": 2.0, "to": 2.5, "count": [1.0, 2]}
    rows = [Row("x", [mark], [Flag("laag", "#222222")]), Row(LONG, heading=True), Row("y", [{"n": 1}], [Flag("laag")])]
    spec = filled_rows(base, rows, Lane(high=30, middle=20, space=10), {"ink": "#111111", "voices": ["nu", ""]})
    label = wrapped(LONG)
    assert spec["datasets"]["rows"] == [
        {"row": "x", "flag": "laag", "colour": "#222222"},
        {"row": "x", **mark},
        {"row": label, "heading": True, "lines": 3, "bare": True},
        {"row": "y", "flag": "laag", "n": 1},
    ]
    # Twice a line of 17 pixels, two lanes of 30 and 10 below it, and three lines with 8 below them: each row is as high
    # as it needs.
    assert (spec["height"], spec["usermeta"]) == (233, {"rows": [87, 59, 87]})
    assert json.dumps(spec["datasets"]["rows"][1]).endswith('"from": 2, "to": 2.5, "count": [1, 2]}')
    values = {"ink": "#111111", "voices": ["nu", ""]}
    assert {one["name"]: one["value"] for one in spec["params"]} == values
    assert base == {"layer": []}


def test_a_pointer_reads_whose_it_is_on_one_line_and_then_what_is_under_each_head() -> None:
    assert told({"mean": "gemiddelde", "n": 'n "zoveel"'}, more=" + '.'") == {
        "expr": r"""{" ": join(split(datum.row, '\n'), ' ') + '.', "gemiddelde": datum.mean, "n \"zoveel\"": datum.n}"""
    }


def test_no_template_has_a_colour_of_a_role() -> None:
    spec = json.dumps(rowed())
    assert "#" not in spec.replace(spec[spec.index("https") : spec.index(".json")], "")


def test_what_a_template_reckons_is_no_field_that_a_chart_has_of_its_own() -> None:
    """A chart of rows has a field for each thing that it knows: the place of a row must not take another's name."""
    spec = rowed()
    reckoned = set(re.findall(r'"as": "(\w+)"', json.dumps(spec["transform"])))
    fields = set[str]()
    for school in (demonstration(), test_examples.school()):
        for path, script in site(school).files.items():
            if path.startswith("grafieken/") and b'"datasets"' in script and b'"row":' in script:
                spec = json.loads(script.partition(b"]=")[2].rstrip(b";\n"))
                fields |= {name for row in spec["datasets"]["rows"] for name in row}
    assert {"mean", "low", "high", "count", "lines"} <= fields
    assert not reckoned & fields
