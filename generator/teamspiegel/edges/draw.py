"""Turns charts into SVGs: from the cache when it has them, else in processes that do nothing but draw; a few, here.

Drawing is the slowest part of a build (about 20 ms a chart, and a second before the first), so a drawing is kept under
a hash of everything that it follows from. Name and colours are put in afterwards: they change more often.
"""

import errno
import json
import multiprocessing
import os
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from teamspiegel.contracts.chart import Chart, Drawing
from teamspiegel.drawings import lightened, shape
from teamspiegel.edges import draw_worker
from teamspiegel.edges.cache import Cache
from teamspiegel.edges.interrupt import held_back
from teamspiegel.edges.tree import every_file_below

LOCALE: Final = "nl-NL"
"""Decimal commas in whatever the converter writes itself."""

WORTH_A_WORKER = 12
"""So many drawings are worth a process, from two processes on; fewer are drawn here."""

AHEAD = 64
"""So many charts are asked for, or more, before the first of them is handed on."""

Progress = Callable[[int, bool], None]
"""Called with how many drawings are there, and whether these are all."""


class DrawError(Exception):
    """A chart could not be drawn, which is a bug; says which, and what the converter said."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"chart '{name}' could not be drawn: {reason}")
        self.name = name


def silent(done: int, finished: bool) -> None:
    """Reports nothing."""


Pool = Callable[[int, Path], Executor]
"""Makes what so many drawings at a time are done by, with the letters of a folder."""


class _Here(Executor):
    """Does what it is asked at once, where it is asked."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """The answer, or what it raised."""
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as error:
            done.set_exception(error)
        return done


def here(count: int, fonts: Path) -> Executor:
    """This process itself: for one that is one of many, and where others draw as well."""
    draw_worker.know_letters(str(fonts.resolve()))
    return _Here()


class _Processes(ProcessPoolExecutor):
    """Processes that leave Ctrl-C to the one that asks."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Have something done, if need be by a process that begins now."""
        with held_back():
            return super().submit(fn, *args, **kwargs)


def processes(count: int, fonts: Path) -> Executor:
    """So many processes that draw with the letters of a folder."""
    spawn = multiprocessing.get_context("spawn")
    return _Processes(count, spawn, draw_worker.begin, (str(fonts.resolve()),))


@dataclass(frozen=True)
class ChartDrawer:
    """A `Draw` that keeps its drawings in the folder `cache` and takes its letters from the folder `fonts`."""

    cache: Path
    fonts: Path
    progress: Progress = silent
    workers: int = os.cpu_count() or 1
    pool: Pool = processes
    few: Pool = here

    @property
    def ahead(self) -> int:
        """How many charts are asked for before the first is handed on: enough to keep every process at work."""
        return max(AHEAD, 2 * WORTH_A_WORKER * self.workers)

    def __call__(self, charts: Iterable[Chart]) -> Iterator[Drawing]:
        """The charts as drawings, in the same order, as they come: no more of them are held than are drawn ahead.

        Raises DrawError for one that cannot be drawn, and OSError when the system ends a process that draws.
        """
        with _Drawings(self) as asked:
            for done, drawing in enumerate(_some_ahead((asked(chart) for chart in charts), self.ahead), 1):
                yield drawing()
                if asked.any_drawn:
                    self.progress(done, False)
            if asked.any_drawn:
                self.progress(done, True)


Awaited = Callable[[], Drawing]
"""Gives a drawing that was asked for, once it is there."""


def _some_ahead(asked: Iterable[Awaited], ahead: int) -> Iterator[Awaited]:
    """These, each when so many others were asked for after it."""
    waiting = deque[Awaited]()
    for one in asked:
        waiting.append(one)
        if len(waiting) > ahead:
            yield waiting.popleft()
    yield from waiting


@dataclass
class _Begun:
    """A drawing that was begun, or that waits for enough others to begin a process for."""

    chart: Chart
    svg: Future[str] | None = None


class _Drawings:
    """Charts that were asked for: from the cache, or else from processes, of which no more begin than is worth it."""

    def __init__(self, drawer: ChartDrawer) -> None:
        self.drawer, self.cache = drawer, Cache(drawer.cache)
        self.surroundings = (version("vl-convert-python"), LOCALE, _fonts_hash(drawer.fonts), _made_by())
        self.begun: dict[str, _Begun] = {}
        self.unsent: list[_Begun] = []
        self.pool: Executor | None = None
        self.any_drawn = False

    def __call__(self, chart: Chart) -> Awaited:
        """Ask for a chart."""
        key = _key(chart.spec, self.surroundings)
        if key not in self.begun:
            if (kept := self.cache.get(key)) is not None:
                return partial(Drawing, chart, kept)
            self._begin(key, chart)
        return partial(self._answer, key, self.begun[key], chart)

    def _begin(self, key: str, chart: Chart) -> None:
        self.begun[key] = _Begun(chart)
        self.unsent.append(self.begun[key])
        if self.pool or len(self.unsent) >= WORTH_A_WORKER * self.drawer.workers:
            self._send()

    def _send(self) -> None:
        """Begin what waits: in processes where it is worth any, or where there are some already."""
        enough = len(self.unsent) // WORTH_A_WORKER
        if self.pool is None and enough > 1:
            self.pool = self.drawer.pool(min(self.drawer.workers, enough), self.drawer.fonts)
        pool = self.pool or self.drawer.few(1, self.drawer.fonts)
        for one in self.unsent:
            one.svg = pool.submit(draw_worker.draw, *self._task(one.chart))
        self.unsent.clear()
        self.any_drawn = True

    def _task(self, chart: Chart) -> tuple[Mapping[str, Any], str, str, Path]:
        return chart.spec, vega_lite_version(chart.spec), LOCALE, self.drawer.cache

    def _answer(self, key: str, begun: _Begun, chart: Chart) -> Drawing:
        if begun.svg is None:
            self._send()
        assert begun.svg
        svg = _answered(begun.svg.result, chart)
        if self.begun.pop(key, None):
            self.cache.keep(key, svg)
        return Drawing(chart, svg)

    def __enter__(self) -> "_Drawings":
        return self

    def __exit__(self, failed: object, *_: object) -> None:
        if self.pool:
            self.pool.shutdown(cancel_futures=failed is not None)
        if self.any_drawn:
            self.cache.trim()


def _answered(answer: Callable[[], str], chart: Chart) -> str:
    try:
        return answer()
    except BrokenProcessPool as error:
        reason = "a process that draws charts was ended; is there enough memory?"
        raise ChildProcessError(errno.ECHILD, reason) from error
    except Exception as error:
        raise DrawError(chart.name, str(error)) from error


def vega_lite_version(spec: Mapping[str, Any]) -> str:
    """The version that a specification is written in, as the converter names it: v6.4.1 is 6.4."""
    found = re.search(r"/v(\d+\.\d+)", spec["$schema"])
    if found is None:
        raise ValueError(f"no version of Vega-Lite in {spec['$schema']}")
    return found[1]


def _key(spec: Mapping[str, Any], surroundings: Iterable[str]) -> str:
    return _digest("\n".join([json.dumps(spec, sort_keys=True), *surroundings]))


def _fonts_hash(folder: Path) -> str:
    found = sha256()
    for path, content in every_file_below(folder, folder):
        found.update(f"{path!a} {sha256(content).hexdigest()}\n".encode())
    return found.hexdigest()


@cache
def _made_by() -> str:
    """A hash of what of this package has a hand in a drawing."""
    modules = (draw_worker, lightened, shape)
    return _digest("".join(Path(str(module.__file__)).read_text(encoding="utf-8") for module in modules))


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
