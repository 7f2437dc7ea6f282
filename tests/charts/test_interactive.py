"""A chart's specification as scripts for the page."""

import json
import re
from dataclasses import replace
from typing import Any

from teamspiegel.charts.interactive import scripts
from teamspiegel.contracts.chart import Chart, DataTable

from tests.charts.views import LONG, THEME, charts, long_school, marks, rows

INK, SERIES = THEME.palette.roles["ink"].light, THEME.palette.series[1].light
ROWS = {"rows": [{"colour": SERIES, "flag": "laag"}]}
SPEC = {"mark": {"color": INK.upper()}, "params": [], "datasets": ROWS, "width": 400, "height": 60, "config": {}}
CHART = Chart("Titel", "Zin.", SPEC, DataTable(("a",), ()), "Waarover.", 'team-"ronde"')


def read(script: str) -> tuple[str, Any]:
    """What a script leaves, and where."""
    target, _, value = script.rstrip(";\n").partition("=")
    return target, json.loads(value)


def of(chart: Chart, sealed_for: str = "") -> dict[str, Any]:
    """The specification that a page puts together."""
    found = scripts(chart, THEME.palette, THEME.wording, sealed_for)
    (_, own), (_, template) = read(found.own), read(found.template)
    assert own.pop("template") == found.name
    template.pop("usermeta")
    return {**template, **own, "params": [*template["params"], *own["params"]]}


def test_together_they_leave_a_specification_that_opens_anywhere_with_its_words() -> None:
    assert of(CHART) == {
        "mark": {"color": INK.upper()},
        "datasets": {"rows": [{"colour": SERIES, "flag": "laag"}]},
        "width": 400,
        "height": 60,
        "params": [],
        "title": {"text": ["Titel"], "subtitle": ["Waarover."]},
        "description": "Zin.",
        "config": {"font": "Atkinson Hyperlegible Next, sans-serif"},
    }


def test_a_page_finds_its_own_colours_by_those_of_the_specification() -> None:
    names = read(scripts(CHART, THEME.palette, THEME.wording).template)[1]["usermeta"]["colours"]
    assert (names[INK.lower()], names[SERIES.lower()]) == ("--ts-ink", "--ts-series-2")
    assert len(names) == len(THEME.palette.variables)


def test_a_long_title_stands_on_lines_above_the_chart() -> None:
    title = of(replace(CHART, title=LONG))["title"]["text"]
    assert " ".join(title) == LONG and len(title) == 3


def test_only_a_page_must_know_how_large_a_list_makes_a_drawing() -> None:
    chart = long_school(1, 5, 9)["teams"]
    assert {"autosize", "padding"} <= chart.spec.keys()
    assert not {"autosize", "padding"} & of(chart).keys()


def test_each_is_left_under_its_own_name() -> None:
    found = scripts(CHART, THEME.palette, THEME.wording)
    assert read(found.own)[0] == 'teamspiegel.specs["team-\\"ronde\\""]'
    assert read(found.template)[0] == f'teamspiegel.specs["{found.name}"]'


def test_a_template_has_nothing_of_what_was_answered_and_is_the_same_for_other_rows() -> None:
    other = replace(CHART, name="ander", title="Anders", spec={**SPEC, "datasets": {"rows": []}})
    ours, theirs = (scripts(chart, THEME.palette, THEME.wording) for chart in (CHART, other))
    assert (ours.name, ours.template) == (theirs.name, theirs.template)
    assert read(ours.template)[1].keys() == {"mark", "width", "config", "params", "usermeta"}


def test_its_colours_are_in_its_template_and_the_page_puts_them_first() -> None:
    chart = charts()["block:calm"]
    found = scripts(chart, THEME.palette, THEME.wording)
    shared, own = (read(script)[1]["params"] for script in (found.template, found.own))
    assert {one["name"] for one in shared} == set(THEME.palette.roles)
    assert {one["name"] for one in own} >= {"voices", "highlight"}
    assert of(chart)["params"][: len(shared)] == shared


def test_in_a_locked_site_a_part_has_templates_of_its_own() -> None:
    names = [scripts(CHART, THEME.palette, THEME.wording, part).name for part in ("", "a", "b")]
    assert len(set(names)) == 3


def test_what_a_pointer_reads_keeps_its_order() -> None:
    """Its heads are in the template; and what a record has not is not read."""
    found = charts()["means:self"]
    written = scripts(found, THEME.palette, THEME.wording)
    (said,) = {mark["tooltip"]["expr"] for mark in marks(found.spec) if "tooltip" in mark}
    heads = re.findall(r'"([^"]*)":', said)
    assert heads == [" ", "gemiddelde", "n", "SD", "zo zeker is dit (95%)", "eerder", "ernaast"]
    assert "gemiddelde" not in written.own.partition("datasets")[2]
    assert rows(found, "row", "mean", "n", "sd", "before")[0] == ("Self start", 4.1, 12, "0,5", "4,1 (Round one)")


def test_one_of_several_voices_can_be_highlighted() -> None:
    spec = of(charts()["block:calm"])
    (param,) = [param for param in spec["params"] if param["name"] == "highlight"]
    assert param["bind"]["options"] == ["", "Seen", "Self", "Team"]
    assert param["bind"]["labels"][0] == "alles"
    assert spec["encoding"]["opacity"]["value"] < 1


def test_where_there_is_one_voice_there_is_nothing_to_highlight() -> None:
    spec = of(charts()["means:self"])
    assert "highlight" not in str(spec["params"])


def test_what_is_drawn_is_not_changed_by_it() -> None:
    chart = charts()["block:calm"]
    before = json.dumps(chart.spec)
    of(chart)
    assert json.dumps(chart.spec) == before
