"""Every chart of a team."""

import json

import altair as alt
import pytest
from teamspiegel.charts.build import team_charts
from teamspiegel.charts.known import TEMPLATES
from teamspiegel.contracts.chart import Chart

from tests.charts.views import GROUPS, ONE, SCALES, THEME, charts, drawn, long_school, report, without

KINDS = {
    "quadrant",
    "quadrant-predictions",
    "means",
    "distribution",
    "merged",
    "bands",
    "block",
    "blocks",
    "layers",
    "change",
}


def test_there_is_a_chart_of_every_kind() -> None:
    assert {key.partition(":")[0] for key in charts()} == {*KINDS, "change"}


def test_every_chart_has_a_name_of_its_own_a_finding_a_subject_and_a_sentence() -> None:
    found = list(charts().values())
    assert len({chart.name for chart in found}) == len(found)
    for chart in found:
        assert chart.title and not chart.title.endswith(".")
        assert chart.subtitle.endswith(".") and ".." not in chart.subtitle
        assert chart.summary.endswith(".")
        assert all(len(row) == len(chart.table.head) for row in chart.table.rows)


def test_every_specification_is_plain_json_over_one_dataset() -> None:
    for chart in charts().values():
        spec = json.loads(json.dumps(chart.spec))
        assert list(spec["datasets"]) == ["rows"]
        assert spec["datasets"]["rows"]


def test_every_specification_is_one_of_vega_lite() -> None:
    """By its schema, as Altair has it; that does not know that legends may be laid out by side."""
    for chart in charts().values():
        spec = json.loads(json.dumps(chart.spec))
        spec["config"]["legend"].pop("layout")
        alt.LayerChart.from_dict(spec)


def test_a_template_is_built_once_for_teams_that_are_asked_the_same() -> None:
    drawn(report(ONE))
    before = set(TEMPLATES.asked)
    assert any("lanes" in name for name in before)
    drawn(report(ONE))
    assert set(TEMPLATES.asked) == before


def test_a_team_of_which_nothing_is_told_has_only_its_predictions() -> None:
    hidden = without(ONE, *(one.place.id for one in ONE))
    assert set(drawn(report(hidden, predictions=GROUPS, counts={}))) == {
        "quadrant",
        "quadrant-predictions",
        "bands:seen",
    }


def test_every_round_keeps_its_charts_and_only_a_later_one_tells_of_change() -> None:
    found = team_charts(report(ONE, ONE, predictions=GROUPS), THEME.wording, THEME.palette)
    assert list(found) == ["one", "two"]
    assert {"quadrant", "means:self", "block:calm", "layers:want"} <= found["one"].keys() & found["two"].keys()
    assert not [key for key in found["one"] if key.startswith("change:")]
    assert any(key.startswith("change:") for key in found["two"])


@pytest.mark.parametrize("scale", SCALES)
def test_every_label_of_twelve_long_statements_is_whole(scale: tuple[int, int]) -> None:
    found: dict[str, Chart] = long_school(*scale)
    labels = {row["row"].replace("\n", " ") for row in found["means:ik"].spec["datasets"]["rows"]}
    assert labels == {row[0] for row in found["means:ik"].table.rows}
    assert len(labels) == 12
