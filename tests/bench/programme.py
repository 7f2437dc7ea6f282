"""A programme of many schools on two workers: the same as one by one, and what each school costs. Asserts no time.

usage: python -m tests.bench.programme [SCHOOLS]

One school in a hundred has a mistake. In the middle a worker is killed with -9. Every site is then built once more in
the ordinary way, from a folder with the benchmark file in it, and must be the same byte for byte. Prints Markdown.
"""

import os
import pickle
import shutil
import signal
import sys
import tempfile
from asyncio import iscoroutinefunction
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from pathlib import Path
from time import perf_counter
from typing import Any, cast

import psutil
from distributed import Client
from teamspiegel.contracts.programme import Counted, ProgrammeStatus
from teamspiegel.edges import programme as edge
from teamspiegel.edges.build import build_project
from teamspiegel.edges.disk import Project
from teamspiegel.edges.draw import here, silent
from teamspiegel.edges.generate import generated
from teamspiegel.edges.mkdocs import build_site
from teamspiegel.edges.places import Place
from teamspiegel.edges.site_folder import replace_site
from teamspiegel.programme.declared import FILE, SCHOOLS, SHARED, read_programme
from teamspiegel.programme.schools import tree_of, with_references

from tests.programmes import programme
from tests.projects import contents, write

DAY = date(2026, 11, 27)
WORKERS = 2
BY_COMMAND = 10
"""So many schools are built by all that the command does; the others without its start: each spares some seconds."""
NOTHINGS = 10_000
"""Pieces of work that do nothing: what the scheduler itself costs."""
STEPS = 10
SIZES = (10_000, 100_000)


@dataclass
class Watch:
    """Kills a worker in the middle, and notes what memory the processes have as schools are done."""

    client: Client
    schools: int
    memory: list[str] = field(default_factory=list)

    def __call__(self, what: str, done: int, total: int) -> None:
        if done % max(1, self.schools // STEPS) == 0:
            workers = self.client.run(memory)
            self.memory.append(f"| {what} | {done} | {memory()} | {max(workers.values())} |")
        if what == "Built" and done == self.schools // 2:
            os.kill(next(iter(self.client.run(os.getpid).values())), signal.SIGKILL)


@dataclass
class Messages:
    """Counts what a scheduler in this process is told and asked, and what it tells."""

    scheduler: Any
    count: int = 0

    def __post_init__(self) -> None:
        for handlers in (self.scheduler.stream_handlers, self.scheduler.handlers):
            handlers.update({name: self._counting(handler) for name, handler in handlers.items()})
        send = self.scheduler.send_all

        def send_all(client_msgs: dict[str, list[Any]], worker_msgs: dict[str, list[Any]]) -> None:
            self.count += sum(map(len, (*client_msgs.values(), *worker_msgs.values())))
            send(client_msgs, worker_msgs)

        self.scheduler.send_all = send_all

    def _counting(self, handler: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(handler)
        def counting(*arguments: Any, **named: Any) -> Any:
            self.count += 1
            return handler(*arguments, **named)

        @wraps(handler)
        async def waiting(*arguments: Any, **named: Any) -> Any:
            self.count += 1
            return await handler(*arguments, **named)

        return waiting if iscoroutinefunction(handler) else counting


def main(schools: int) -> None:
    """Build, compare, measure and print."""
    folder = Path(tempfile.mkdtemp())
    try:
        files = programme(schools)
        wrong = [f"school-{number:04d}" for number in range(0, schools, 100)]
        for id_ in wrong:
            files[f"schools/{id_}/data/start/team-0/survey.csv"] += b"r99,6,1,1,1\n"
        source, target = Place(str(write(folder, files))), Place(f"{folder}/built")
        with edge.cluster_of(None, WORKERS) as client:
            watch, messages = Watch(client, schools), Messages(cast(Any, client.cluster).scheduler)
            begin = perf_counter()
            status = edge.build_programme(client, source, target, DAY, locked=False, told=watch)
            seconds = perf_counter() - begin
            told = messages.count
            scheduler = of_nothing(client, source)
        assert [one.counted.school for one in status.schools if one.problems] == wrong
        assert sum(one.has_site for one in status.schools) == schools - len(wrong)
        print("\n".join(table(status, watch, seconds, told, scheduler, one_by_one(folder, status))))
    finally:
        shutil.rmtree(folder)


def memory() -> int:
    """Megabytes that this process has."""
    return int(psutil.Process().memory_info().rss // 2**20)


def one_by_one(folder: Path, status: ProgrammeStatus) -> int:
    """How many sites are the same when each is built alone. Raises AssertionError for one that is not."""
    source, alone = Place(str(folder)), folder / "alone"
    shared = edge.shared_tree(source / SHARED)
    found = [one.counted for one in status.schools if one.has_site]
    for number, counted in enumerate(found):
        own = (source / SCHOOLS / counted.school).tree("content", "data")
        project = Project(write(alone, tree_of(shared, with_references(own, status.references, counted))))
        if number < BY_COMMAND:
            build_project(project, alone / "site", None, (), silent, DAY, False)
        else:
            build_site(project, generated(project, today=DAY, pool=here), alone, alone / "fresh")
            replace_site(alone / "fresh", alone / "site")
        assert contents(alone / "site") == contents(folder / "built" / edge.SITES / counted.school), counted.school
        shutil.rmtree(alone)
    return len(found)


def nothing(setting: Any, piece: str) -> Counted:
    """A piece of work that takes no time."""
    return Counted(piece)


def of_nothing(client: Client, source: Place) -> tuple[float, int, int]:
    """Pieces a second that the scheduler hands out, and the megabytes that it has before and after many of them."""
    shared = edge.shared_tree(source / SHARED)
    declared = read_programme({FILE: source.read(FILE) or b""}, shared, ["a"])
    setting = edge.Setting(source, source, declared, edge.hash_of(shared), edge.programs(), DAY, False)
    names = [f"n-{number}" for number in range(NOTHINGS)]
    for _ in edge._each(client, nothing, setting, {name: name for name in names[:1000]}):
        pass
    before, begin = memory(), perf_counter()
    for _ in edge._each(client, nothing, setting, {name: name for name in names}):
        pass
    return NOTHINGS / (perf_counter() - begin), before, memory()


def table(
    status: ProgrammeStatus,
    watch: Watch,
    seconds: float,
    messages: int,
    scheduler: tuple[float, int, int],
    alike: int,
) -> list[str]:
    """What was found, as Markdown."""
    schools, (rate, before, after) = len(status.schools), scheduler
    built = [one.built for one in status.schools if one.built]
    size, files = (sum(getattr(one, key) for one in built) / len(built) for key in ("bytes", "files"))
    per_school = WORKERS * seconds / schools
    piece = len(pickle.dumps(edge.ToBuild(status.schools[-1].counted, status.references)))
    line = len(pickle.dumps(status.schools[-1]))
    rows = [
        f"| {number:,} | {number * per_school / 3600:,.0f} | {number * per_school / 360_000:.1f} h "
        f"| {number * size / 1e9:,.0f} GB | {2 * number:,} | {number * messages / schools:,.0f} "
        f"| {2 * number / rate / 60:,.0f} min | {number * line / 1e6:,.0f} MB |"
        for number in SIZES
    ]
    return [
        f"- {schools} schools of two teams on {WORKERS} workers: {seconds:.0f} s, {per_school:.1f} of a worker each.",
        f"- A worker was killed with -9 after {schools // 2} sites. All {alike} sites are, byte for byte, what each",
        f"  school gives alone (the first {BY_COMMAND} by all that `teamspiegel build` does).",
        f"- {schools - alike} schools with a mistake were told with file and line, and kept no other from its site.",
        f"- A site has {files:.0f} files and {size / 1e6:.1f} MB; a piece of work is {piece / 1e3:.1f} kB on its way.",
        f"- The scheduler hands out {rate:.0f} pieces a second that do nothing. {NOTHINGS:,} of them took it, with the",
        f"  client in the same process, from {before} to {after} MB.",
        "",
        "| pass | schools done | client and scheduler, MB | largest worker, MB |",
        "|---|---|---|---|",
        *watch.memory,
        "",
        "| schools | worker hours | with 100 workers | sites | pieces | messages | scheduler busy | in client |",
        "|---|---|---|---|---|---|---|---|",
        *rows,
        "",
        f"The first limit is the one scheduler: more than {rate * per_school / 2:,.0f} workers wait for it. Until then",
        "twice the workers take half the time.",
    ]


if __name__ == "__main__":
    main(int(next(iter(sys.argv[1:]), "300")))
