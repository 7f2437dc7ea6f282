"""Charts become SVGs: once, in other processes, and never silently not."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from teamspiegel.contracts.chart import Chart
from teamspiegel.edges.draw import ChartDrawer, DrawError, vega_lite_version

from tests.charts.views import charts

FONTS = Path(__file__).parents[2] / "theme" / "fonts"
CHARTS = list(charts().values())
NO_WORKER = Path("there-is-no-worker-here.py")


def drawer(cache: Path, **other: Any) -> ChartDrawer:
    return ChartDrawer(cache, FONTS, **other)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache in which the charts are drawn already."""
    folder = tmp_path_factory.mktemp("cache")
    drawer(folder)(CHARTS)
    return folder


def files(folder: Path) -> Mapping[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_drawings_come_in_the_order_of_the_charts_and_with_their_own_words(cache: Path) -> None:
    drawings = drawer(cache)(CHARTS)
    assert [drawing.chart for drawing in drawings] == CHARTS
    assert all(f'<desc id="{drawing.chart.name}-desc">' in drawing.svg for drawing in drawings)


def test_what_the_cache_holds_is_not_drawn_again(cache: Path) -> None:
    assert len(drawer(cache, worker=NO_WORKER)(CHARTS)) == len(CHARTS)


def test_another_title_is_not_another_drawing(cache: Path) -> None:
    (drawing,) = drawer(cache, worker=NO_WORKER)([replace(CHARTS[0], title="Een andere titel")])
    assert "Een andere titel" in drawing.svg


def test_what_the_cache_does_not_hold_needs_a_worker(tmp_path: Path) -> None:
    with pytest.raises(DrawError, match=CHARTS[0].name):
        drawer(tmp_path, worker=NO_WORKER)(CHARTS[:1])


def test_other_letters_are_another_drawing(cache: Path, tmp_path: Path) -> None:
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    before = len(files(cache))
    ChartDrawer(cache, fonts)(CHARTS[:1])
    assert len(files(cache)) == before + 1


@pytest.mark.parametrize("damage", [b"", b"<svg", b"\xff\xfe\n<svg></svg>", b"0000\n<svg></svg>"])
def test_a_damaged_entry_is_drawn_again(tmp_path: Path, damage: bytes) -> None:
    (whole,) = drawer(tmp_path)(CHARTS[:1])
    (path,) = files(tmp_path)
    path.write_bytes(damage)
    assert drawer(tmp_path)(CHARTS[:1]) == [whole]
    assert path.read_bytes() != damage


def test_one_process_or_two_give_the_same_bytes(cache: Path, tmp_path: Path) -> None:
    assert drawer(tmp_path, workers=1)(CHARTS) == drawer(cache)(CHARTS)


def test_equal_specifications_are_drawn_once(tmp_path: Path) -> None:
    twin = replace(CHARTS[0], name="tweeling")
    drawings = drawer(tmp_path)([CHARTS[0], twin])
    assert len(files(tmp_path)) == 1
    assert [drawing.chart.name for drawing in drawings] == [CHARTS[0].name, "tweeling"]


def test_a_specification_that_cannot_be_drawn_names_its_chart(tmp_path: Path) -> None:
    broken = replace(CHARTS[0], name="kapot", spec={**CHARTS[0].spec, "layer": [{"mark": "no such mark"}]})
    with pytest.raises(DrawError, match="chart 'kapot' could not be drawn: "):
        drawer(tmp_path)([CHARTS[1], broken, CHARTS[2]])


def test_progress_goes_from_what_the_cache_holds_to_everything(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    drawer(tmp_path)(CHARTS[:1])
    drawer(tmp_path, progress=lambda done, total: told.append((done, total)))(CHARTS[:3])
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_nothing_to_draw_is_nothing_drawn(tmp_path: Path) -> None:
    assert drawer(tmp_path)([]) == []
    assert not files(tmp_path)


def test_the_converter_speaks_the_version_that_the_specification_is_written_in() -> None:
    assert vega_lite_version({"$schema": "https://vega.github.io/schema/vega-lite/v6.4.1.json"}) == "6.4"
    with pytest.raises(ValueError, match="no version"):
        vega_lite_version({"$schema": "https://example.org/schema.json"})


def test_letters_are_those_of_the_site_and_numbers_have_a_comma(cache: Path) -> None:
    by_name: dict[str, Chart] = {chart.name: chart for chart in CHARTS}
    (drawing,) = drawer(cache)([by_name["bouw--najaar--means--lessen"]])
    assert "Atkinson Hyperlegible Next" in drawing.svg
    assert ">2,9</text>" in drawing.svg
