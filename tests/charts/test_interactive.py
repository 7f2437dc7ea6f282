"""A chart's specification as a script for the page."""

import json
from typing import Any

from teamspiegel.charts.interactive import script
from teamspiegel.contracts.chart import Chart, DataTable

from tests.charts.views import THEME, charts

INK, SERIES = THEME.palette.roles["ink"].light, THEME.palette.series[1].light
SPEC = {"mark": {"color": INK.upper()}, "datasets": {"rows": [{"colour": SERIES, "told": "Sfeer: 3,1"}]}, "width": 400}
CHART = Chart('team-"ronde"', "Titel", "Zin.", SPEC, DataTable(("a",), ()), "Waarover.")


def of(chart: Chart) -> tuple[str, Any]:
    target, _, value = script(chart, THEME.palette, THEME.wording).rstrip(";\n").partition("=")
    return target, json.loads(value)


def test_it_leaves_the_specification_in_the_page_s_colours_and_with_its_words() -> None:
    target, spec = of(CHART)
    assert target == 'teamspiegel.specs["team-\\"ronde\\""]'
    assert spec == {
        "mark": {"color": f"var(--ts-ink, {INK.upper()})"},
        "datasets": {"rows": [{"colour": f"var(--ts-series-2, {SERIES})", "told": "Sfeer: 3,1"}]},
        "width": 400,
        "title": {"text": "Titel", "subtitle": "Waarover."},
        "description": "Zin.",
        "config": {"font": "Atkinson Hyperlegible Next, sans-serif"},
    }


def test_what_a_pointer_reads_keeps_its_order() -> None:
    _, spec = of(charts()["means:self"])
    told = next(row["told"] for row in spec["datasets"]["rows"] if "told" in row)
    assert list(told) == [" ", "gemiddelde", "n", "SD", "eerder"]


def test_one_of_several_voices_can_be_highlighted() -> None:
    _, spec = of(charts()["block:calm"])
    (param,) = [param for param in spec["params"] if param["name"] == "highlight"]
    assert param["bind"]["options"] == ["", "Seen", "Self", "Team"]
    assert param["bind"]["labels"][0] == "alles"
    assert spec["encoding"]["opacity"]["value"] < 1


def test_where_there_is_one_voice_there_is_nothing_to_highlight() -> None:
    _, spec = of(charts()["means:self"])
    assert "highlight" not in str(spec["params"])


def test_what_is_drawn_is_not_changed_by_it() -> None:
    chart = charts()["block:calm"]
    before = json.dumps(chart.spec)
    of(chart)
    assert json.dumps(chart.spec) == before
