"""Charts become SVGs: once, in other processes, and never silently not."""

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import vl_convert
from teamspiegel.contracts.chart import Chart, Drawing
from teamspiegel.drawings.lightened import lightened
from teamspiegel.edges import draw_worker
from teamspiegel.edges.cache import Cache
from teamspiegel.edges.draw import LOCALE, ChartDrawer, DrawError, processes, vega_lite_version

from tests.charts.views import charts
from tests.schools import ROOT

FONTS = ROOT / "theme" / "fonts"
CHARTS = list(charts().values())


def nobody(count: int, fonts: Path) -> Executor:
    """Where nothing needs to be drawn, nobody is asked to."""
    raise AssertionError("somebody is asked to draw")


def drawer(cache: Path, **other: Any) -> Callable[[Iterable[Chart]], list[Drawing]]:
    """Draws charts, and has all of the drawings at once."""
    draw = ChartDrawer(cache, FONTS, **other)
    return lambda charts: list(draw(charts))


NOBODY = {"pool": nobody, "few": nobody}


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache in which the charts are drawn already."""
    folder = tmp_path_factory.mktemp("cache")
    drawer(folder)(CHARTS)
    return folder


def files(folder: Path) -> Mapping[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def drawings_in(folder: Path) -> list[Path]:
    """The files of a cache that hold a drawing, and not what a template was compiled to."""
    return [path for path in files(folder) if (Cache(folder).get(path.name) or "").startswith("<svg")]


def test_drawings_come_in_the_order_of_the_charts(cache: Path) -> None:
    drawings = drawer(cache)(CHARTS)
    assert [drawing.chart for drawing in drawings] == CHARTS


def whole(spec: Mapping[str, Any]) -> str:
    """What the converter makes of a specification in one go."""
    return lightened(vl_convert.vegalite_to_svg(dict(spec), vl_version=vega_lite_version(spec), format_locale=LOCALE))


def test_a_drawing_is_what_the_converter_makes_of_the_whole_specification(cache: Path) -> None:
    """A template is compiled without its rows, and they are put in afterwards."""
    with processes(1, FONTS) as pool:  # a process that has converted may not fork any more
        assert list(pool.map(whole, [chart.spec for chart in CHARTS])) == [one.svg for one in drawer(cache)(CHARTS)]


def no_compiler(*_: object, **__: object) -> dict[str, Any]:
    raise RuntimeError("this process has no compiler")


def drawn_without_compiler(spec: Mapping[str, Any], cache: Path) -> str:
    """A drawing by a process that can only draw what is compiled already."""
    vl_convert.vegalite_to_vega = no_compiler
    return draw_worker.draw(spec, vega_lite_version(spec), LOCALE, cache)


def test_a_template_is_compiled_once_and_not_by_each_process(cache: Path, tmp_path: Path) -> None:
    spec = dict(CHARTS[0].spec)
    changed = {**spec, "datasets": {name: rows[:-1] for name, rows in spec["datasets"].items()}}
    with processes(1, FONTS) as pool:
        assert pool.submit(drawn_without_compiler, changed, cache).result() == pool.submit(whole, changed).result()
        with pytest.raises(RuntimeError, match="no compiler"):
            pool.submit(drawn_without_compiler, changed, tmp_path).result()


def test_what_the_cache_holds_is_not_drawn_again(cache: Path) -> None:
    assert len(drawer(cache, **NOBODY)(CHARTS)) == len(CHARTS)


def test_another_title_is_not_another_drawing(cache: Path) -> None:
    (drawing,) = drawer(cache, **NOBODY)([replace(CHARTS[0], title="Een andere titel")])
    assert drawing.chart.title == "Een andere titel"


def test_what_the_cache_does_not_hold_is_drawn(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="asked to draw"):
        drawer(tmp_path, **NOBODY)(CHARTS[:1])


def test_two_entries_that_are_exchanged_are_drawn_again(cache: Path, tmp_path: Path) -> None:
    before = drawer(cache)(CHARTS[:2])
    folder = shutil.copytree(cache, tmp_path / "cache")
    one, other, *_ = drawings_in(folder)
    contents = one.read_bytes(), other.read_bytes()
    other.write_bytes(contents[0])
    one.write_bytes(contents[1])
    assert drawer(folder)(CHARTS) == drawer(cache)(CHARTS)
    assert (one.read_bytes(), other.read_bytes()) == contents
    assert drawer(folder, **NOBODY)(CHARTS[:2]) == before


def test_a_cache_that_cannot_be_costs_time_only(cache: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert drawer(tmp_path / "file")(CHARTS[:1]) == drawer(cache)(CHARTS[:1])


def test_a_process_that_is_ended_from_outside_is_no_bug(tmp_path: Path) -> None:
    with pytest.raises(ChildProcessError, match="is there enough memory"):
        drawer(tmp_path, pool=dying)(CHARTS)


def dying(count: int, fonts: Path) -> Executor:
    """Processes that the system ends before they draw."""
    return ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), os._exit, (9,))


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.edges.test_draw import CHARTS, drawer
drawer(Path(sys.argv[1]), progress=lambda done, finished: done and os.kill(os.getpid(), signal.SIGKILL))(CHARTS)
"""


def test_who_draws_for_a_build_that_is_killed_ends_too(tmp_path: Path) -> None:
    """The pipe for what they say is open as long as one of them lives."""
    command = [sys.executable, "-c", KILLED, str(tmp_path)]
    result = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)
    assert result.returncode == -signal.SIGKILL, result.stdout


INTERRUPTED = """
import os, signal, time
from tests.edges.test_draw import FONTS
from teamspiegel.edges.draw import processes

if __name__ == "__main__":
    with processes(2, FONTS) as pool:
        asked = [pool.submit(len, "four"), pool.submit(len, "seven77")]
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        while not all(one.done() for one in asked):
            os.killpg(0, signal.SIGINT)
            time.sleep(0.01)
        print([one.result() for one in asked])
"""


def test_who_draws_does_not_hear_ctrl_c_from_the_first_moment(tmp_path: Path) -> None:
    """A terminal sends it to all processes, also to those that are still beginning."""
    program = tmp_path / "program.py"
    program.write_text(INTERRUPTED)
    result = subprocess.run(
        [sys.executable, program],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        start_new_session=True,
    )
    assert (result.stdout, result.stderr) == ("[4, 7]\n", "")


def test_other_letters_are_another_drawing(cache: Path, tmp_path: Path) -> None:
    fonts = tmp_path / "fonts"
    (fonts / "more").mkdir(parents=True)
    before = len(drawings_in(cache))
    list(ChartDrawer(cache, fonts)(CHARTS[:1]))
    assert len(drawings_in(cache)) == before + 1
    for count, name in enumerate(["other.otf", ".other.ttf", "more/other.ttf"], 2):
        (fonts / name).write_bytes(b"letters")
        list(ChartDrawer(cache, fonts)(CHARTS[:1]))
        assert len(drawings_in(cache)) == before + count


def test_a_damaged_entry_is_drawn_again(tmp_path: Path) -> None:
    (whole,) = drawer(tmp_path)(CHARTS[:1])
    (path,) = drawings_in(tmp_path)
    path.write_bytes(b"<svg></svg>")
    assert drawer(tmp_path)(CHARTS[:1]) == [whole]
    assert path.read_bytes() != b"<svg></svg>"


def test_one_process_or_two_give_the_same_bytes(cache: Path, tmp_path: Path) -> None:
    assert drawer(tmp_path, workers=1)(CHARTS) == drawer(cache)(CHARTS)


def test_equal_specifications_are_drawn_once(tmp_path: Path) -> None:
    twin = replace(CHARTS[0], name="tweeling")
    drawings = drawer(tmp_path)([CHARTS[0], twin])
    assert len(drawings_in(tmp_path)) == 1
    assert [drawing.chart.name for drawing in drawings] == [CHARTS[0].name, "tweeling"]


def test_a_specification_that_cannot_be_drawn_names_its_chart(tmp_path: Path) -> None:
    broken = replace(CHARTS[0], name="kapot", spec={**CHARTS[0].spec, "layer": [{"mark": "no such mark"}]})
    with pytest.raises(DrawError, match="chart 'kapot' could not be drawn: "):
        drawer(tmp_path)([CHARTS[1], broken, CHARTS[2]])


def test_progress_is_told_where_something_is_drawn(tmp_path: Path) -> None:
    told: list[tuple[int, bool]] = []
    progress = lambda done, finished: told.append((done, finished))  # noqa: E731
    drawer(tmp_path, progress=progress)(CHARTS[:2])
    assert told == [(1, False), (2, False), (2, True)]
    drawer(tmp_path, progress=progress)(CHARTS[:2])
    assert len(told) == 3


def test_of_many_charts_no_more_are_held_than_are_drawn_ahead(cache: Path) -> None:
    pulled, drawer = list[int](), ChartDrawer(cache, FONTS, pool=nobody, few=nobody)

    def many() -> Iterator[Chart]:
        for number in range(5 * drawer.ahead):
            pulled.append(number)
            yield CHARTS[number % len(CHARTS)]

    drawings = drawer(many())
    for handed in range(1, 2 * drawer.ahead):
        assert next(drawings).chart is CHARTS[(handed - 1) % len(CHARTS)]
        assert len(pulled) <= handed + drawer.ahead


def test_nothing_to_draw_is_nothing_drawn(tmp_path: Path) -> None:
    assert drawer(tmp_path)([]) == []
    assert not files(tmp_path)


def test_the_converter_speaks_the_version_that_the_specification_is_written_in() -> None:
    assert vega_lite_version({"$schema": "https://vega.github.io/schema/vega-lite/v6.4.1.json"}) == "6.4"
    with pytest.raises(ValueError, match="no version"):
        vega_lite_version({"$schema": "https://example.org/schema.json"})


def test_numbers_have_a_comma(cache: Path) -> None:
    by_name: dict[str, Chart] = {chart.name: chart for chart in CHARTS}
    (drawing,) = drawer(cache)([by_name["a--two--means--seen"]])
    assert ">2,8</text>" in drawing.svg
