"""A chart's specification as a script for the page."""

import json

from teamspiegel.charts.interactive import script
from teamspiegel.contracts.chart import Chart, DataTable

from tests.charts.views import THEME

INK, SERIES = THEME.palette.roles["ink"].light, THEME.palette.series[1].light
SPEC = {"mark": {"color": INK.upper()}, "datasets": {"dots": [{"colour": SERIES, "tip": "Sfeer: 3,1"}]}, "width": 400}
CHART = Chart('team-"ronde"', "Titel", "Zin.", SPEC, DataTable(("a",), ()))


def test_it_leaves_the_specification_under_the_chart_s_name() -> None:
    target, _, value = script(CHART, THEME.palette).rstrip(";\n").partition("=")
    assert target == 'teamspiegel.specs["team-\\"ronde\\""]'
    assert json.loads(value) == {
        "mark": {"color": f"var(--ts-ink, {INK.upper()})"},
        "datasets": {"dots": [{"colour": f"var(--ts-series-2, {SERIES})", "tip": "Sfeer: 3,1"}]},
        "width": 400,
    }


def test_equal_specifications_give_equal_scripts_whatever_the_order_of_their_keys() -> None:
    turned = Chart(CHART.name, CHART.title, CHART.summary, dict(reversed(SPEC.items())), CHART.table)
    assert script(turned, THEME.palette) == script(CHART, THEME.palette)
