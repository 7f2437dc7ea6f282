"""Turns charts into SVGs: from the cache when it has them, else in processes that do nothing but draw.

Drawing is the slowest part of a build (about 20 ms a chart, and a second before the first), so a drawing is kept under
a hash of everything that it follows from. Title and description are put in afterwards: they change more often.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import Any

from teamspiegel.charts.svg import finish
from teamspiegel.contracts.chart import Chart, Drawing

LOCALE = "nl-NL"
"""Decimal commas in whatever the converter writes itself."""

WORKER = Path(__file__).with_name("draw_worker.py")

WORTH_A_WORKER = 8
"""A process costs as much to start as this many drawings or more."""

Job = tuple[str, Chart]

Progress = Callable[[int, int], None]
"""Called with how many of how many drawings are there."""


class DrawError(Exception):
    """A chart could not be drawn; says which, and what the converter said."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"chart '{name}' could not be drawn: {reason}")
        self.name = name


def silent(done: int, total: int) -> None:
    """Reports nothing."""


@dataclass(frozen=True)
class ChartDrawer:
    """A `Draw` that keeps its drawings in the folder `cache` and takes its letters from the folder `fonts`."""

    cache: Path
    fonts: Path
    progress: Progress = silent
    workers: int = os.cpu_count() or 1
    worker: Path = WORKER

    def __call__(self, charts: Sequence[Chart]) -> list[Drawing]:
        """The charts as drawings, in the same order. Raises DrawError for the first one that cannot be drawn."""
        surroundings = (version("vl-convert-python"), LOCALE, _fonts_hash(self.fonts))
        keys = [_key(chart.spec, surroundings) for chart in charts]
        drawn = {key: svg for key in set(keys) if (svg := self._cached(key)) is not None}
        missing = {key: chart for key, chart in zip(keys, charts, strict=True) if key not in drawn}
        drawn |= self._draw(missing, len(drawn), len(set(keys)))
        return [Drawing(chart, finish(drawn[key], chart)) for key, chart in zip(keys, charts, strict=True)]

    def _draw(self, missing: Mapping[str, Chart], done: int, total: int) -> dict[str, str]:
        """Draws each of these and keeps it. Every thread leads one process and takes the next chart when it is free."""
        todo, lock, drawn = iter(missing.items()), Lock(), dict[str, str]()

        def lead(_: int) -> None:
            with Worker(self.worker, self.fonts) as worker:
                while job := _next(todo, lock):
                    key, chart = job
                    svg = worker.draw(chart)
                    self._keep(key, svg)
                    with lock:
                        drawn[key] = svg
                        self.progress(done + len(drawn), total)

        self.progress(done, total)
        count = min(self.workers, len(missing) // WORTH_A_WORKER + 1) if missing else 0
        with ThreadPoolExecutor(max(count, 1)) as threads:
            list(threads.map(lead, range(count)))
        return drawn

    def _cached(self, key: str) -> str | None:
        """The drawing of a key; None when it is not there, or not as it was written."""
        try:
            digest, svg = self._path(key).read_text(encoding="utf-8").split("\n", 1)
        except (FileNotFoundError, ValueError):  # the latter: not two parts, or not UTF-8
            return None
        return svg if digest == _digest(svg) else None

    def _keep(self, key: str, svg: str) -> None:
        """Writes a drawing so that nobody ever sees half of it."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
            file.write(f"{_digest(svg)}\n{svg}")
        Path(file.name).replace(path)

    def _path(self, key: str) -> Path:
        return self.cache / key[:2] / f"{key}.svg"


class Worker:
    """A process that draws one chart after another."""

    def __init__(self, script: Path, fonts: Path) -> None:
        self.script, self.fonts = script, fonts.resolve()
        self.processes: dict[str, subprocess.Popen[str]] = {}

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, *_: object) -> None:
        for process in self.processes.values():
            process.communicate()

    def draw(self, chart: Chart) -> str:
        """The SVG of a chart's specification; DrawError when the converter refuses it or the process is gone."""
        process = self._process(vega_lite_version(chart.spec))
        assert process.stdin and process.stdout
        try:
            process.stdin.write(json.dumps(chart.spec) + "\n")
            process.stdin.flush()
        except BrokenPipeError:
            raise DrawError(chart.name, "the drawing process ended") from None
        answer = process.stdout.readline()
        if not answer:
            raise DrawError(chart.name, "the drawing process ended")
        found = json.loads(answer)
        if "svg" not in found:
            raise DrawError(chart.name, found["error"])
        return str(found["svg"])

    def _process(self, vl_version: str) -> subprocess.Popen[str]:
        """The process that draws with a version of Vega-Lite, started when it is first asked for."""
        if vl_version not in self.processes:
            command = [sys.executable, "-P", str(self.script), str(self.fonts), vl_version, LOCALE]
            pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "encoding": "utf-8"}
            self.processes[vl_version] = subprocess.Popen(command, **pipes)
        return self.processes[vl_version]


def vega_lite_version(spec: Mapping[str, Any]) -> str:
    """The version that a specification is written in, as the converter names it: v6.4.1 is 6.4."""
    found = re.search(r"/v(\d+\.\d+)", spec["$schema"])
    if found is None:
        raise ValueError(f"no version of Vega-Lite in {spec['$schema']}")
    return found[1]


def _next(jobs: Iterator[Job], lock: Lock) -> Job | None:
    with lock:
        return next(jobs, None)


def _key(spec: Mapping[str, Any], surroundings: Iterable[str]) -> str:
    return _digest("\n".join([json.dumps(spec, sort_keys=True), *surroundings]))


def _fonts_hash(folder: Path) -> str:
    fonts = sorted(folder.glob("*.ttf"))
    return sha256(b"".join(font.name.encode() + font.read_bytes() for font in fonts)).hexdigest()


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
