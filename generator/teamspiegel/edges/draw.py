"""Turns charts into SVGs: from the cache when it has them, else in processes that do nothing but draw.

Drawing is the slowest part of a build (about 20 ms a chart, and a second before the first), so a drawing is kept under
a hash of everything that it follows from. Name and colours are put in afterwards: they change more often.
"""

import errno
import json
import multiprocessing
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from teamspiegel.charts import svg
from teamspiegel.contracts.chart import Chart, Drawing
from teamspiegel.edges import draw_worker
from teamspiegel.edges.cache import Cache

LOCALE: Final = "nl-NL"
"""Decimal commas in whatever the converter writes itself."""

WORTH_A_WORKER = 8
"""A process costs as much to start as this many drawings or more."""

Progress = Callable[[int, int], None]
"""Called with how many of how many drawings are there."""


class DrawError(Exception):
    """A chart could not be drawn, which is a bug; says which, and what the converter said."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"chart '{name}' could not be drawn: {reason}")
        self.name = name


def silent(done: int, total: int) -> None:
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


def processes(count: int, fonts: Path) -> Executor:
    """So many processes that draw with the letters of a folder."""
    spawn = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(count, spawn, draw_worker.begin, (str(fonts.resolve()),))


@dataclass(frozen=True)
class ChartDrawer:
    """A `Draw` that keeps its drawings in the folder `cache` and takes its letters from the folder `fonts`."""

    cache: Path
    fonts: Path
    progress: Progress = silent
    workers: int = os.cpu_count() or 1
    pool: Pool = processes

    def __call__(self, charts: Sequence[Chart]) -> list[Drawing]:
        """The charts as drawings, in the same order.

        Raises DrawError for one that cannot be drawn, and OSError when the system ends a process that draws.
        """
        surroundings = (version("vl-convert-python"), LOCALE, _fonts_hash(self.fonts), _lightened_by())
        keys = [_key(chart.spec, surroundings) for chart in charts]
        cache = Cache(self.cache)
        drawn = {key: kept for key in set(keys) if (kept := cache.get(key)) is not None}
        missing = {key: chart for key, chart in zip(keys, charts, strict=True) if key not in drawn}
        if missing:
            drawn |= self._draw(missing, cache, len(drawn))
            cache.trim()
        return [Drawing(chart, drawn[key]) for key, chart in zip(keys, charts, strict=True)]

    def _draw(self, missing: Mapping[str, Chart], cache: Cache, done: int) -> dict[str, str]:
        """Draw each of these and keep it."""
        drawn = dict[str, str]()
        self.progress(done, done + len(missing))
        with self.pool(min(self.workers, len(missing) // WORTH_A_WORKER + 1), self.fonts) as pool:
            try:
                asked = {pool.submit(draw_worker.draw, *_task(chart)): key for key, chart in missing.items()}
                for answer in as_completed(asked):
                    key = asked[answer]
                    drawn[key] = _answered(answer.result, missing[key])
                    cache.keep(key, drawn[key])
                    self.progress(done + len(drawn), done + len(missing))
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
        return drawn


def _task(chart: Chart) -> tuple[Mapping[str, Any], str, str]:
    return chart.spec, vega_lite_version(chart.spec), LOCALE


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
    fonts = sorted(folder.glob("*.ttf"))
    return sha256(b"".join(font.name.encode() + font.read_bytes() for font in fonts)).hexdigest()


@cache
def _lightened_by() -> str:
    return _digest(Path(svg.__file__).read_text(encoding="utf-8"))


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
