"""Build a programme of schools on a Dask cluster: every school counted, what they have together, every school built.

A school is one piece of work, which follows from its files and from what it is handed, and which can be done again: so
a worker that dies is another worker's work. Dask schedules, retries and moves what there is to move. No more pieces
are handed in than keep the workers busy, and what a piece gave is added up at once: so no process holds more of a
hundred thousand schools than of a hundred, but for a line of each.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from hashlib import sha256
from importlib.metadata import requires, version
from itertools import islice
from pathlib import Path
from platform import python_version
from re import match
from threading import Lock
from typing import Any, TypeVar
from uuid import uuid4

import dask
from distributed import Client, KilledWorker, LocalCluster, as_completed

from teamspiegel import __version__
from teamspiegel.contracts.problem import InputProblems
from teamspiegel.contracts.programme import (
    Built,
    Counted,
    Programme,
    ProgrammeStatus,
    ReferenceMade,
    ReferenceOfProgramme,
    SchoolStatus,
    Tally,
)
from teamspiegel.edges.build import SiteBuilderError
from teamspiegel.edges.disk import PACKAGE, Project, read_theme_tree, write_tree
from teamspiegel.edges.draw import here
from teamspiegel.edges.generate import generated
from teamspiegel.edges.mkdocs import build_site
from teamspiegel.edges.places import Place
from teamspiegel.edges.site_folder import PlaceError
from teamspiegel.edges.work import work_folder
from teamspiegel.programme.declared import FILE, SCHOOLS, SHARED, read_programme
from teamspiegel.programme.reference import as_kept, kept, made_of
from teamspiegel.programme.schools import counted, placed_in, tree_of, with_references
from teamspiegel.programme.status import status_files
from teamspiegel.reading.listed import NAMES, is_list_of_names
from teamspiegel.reading.passphrases import FILE as PASSPHRASES
from teamspiegel.reading.text import Tree
from teamspiegel.reading.theme import read_theme

SITES, REFERENCES, STATUS = "sites", "references", "status"
"""The folders of what is built: the sites, what the schools have together, and the page for who leads the programme."""

PIECES_EACH = 4
"""So many pieces of work are handed in for each thread of the cluster: it never waits for the next."""
FEWEST_PIECES = 32
REFUSALS = (OSError, KilledWorker)
"""What is no mistake of ours: the system will not, or a school's work ended every worker that tried it."""

NO_PROFILE = {"distributed.worker.profile.enabled": False}
"""A worker keeps an hour of samples of what it did, each as deep as its calls: a megabyte a school, for nobody here."""

_ALONE = Lock()
"""What builds a site has settings that hold for its whole process, so a process builds one at a time."""


class Changed(Exception):
    """A worker does not have what the programme is built with; says what differs."""


@dataclass(frozen=True)
class Setting:
    """What all pieces of a build have in common. `shared`: a hash of the files that all schools share."""

    source: Place
    target: Place
    programme: Programme
    shared: str
    programs: Mapping[str, str]
    day: date
    locked: bool


@dataclass(frozen=True)
class ToBuild:
    """One school to build: what was counted of it, and the references that it gets."""

    school: Counted
    references: tuple[ReferenceMade, ...]


Told = Callable[[str, int, int], None]
"""Called with what was done, for how many of how many schools."""


# ----- one school, on a worker ---------------------------------------------------------------------------


def count_school(setting: Setting, school: str) -> Counted:
    """The first pass over one school. Raises Changed, and OSError where its files cannot be reached."""
    _same_programs(setting)
    return counted(school, _shared(setting), _own(setting, school), setting.programme)


def build_school(setting: Setting, piece: ToBuild) -> Built:
    """The second pass over one school: its site, in the place of the one before. What keeps it from it is told.

    Raises Changed.
    """
    _same_programs(setting)
    id_, shared = piece.school.school, _shared(setting)
    try:
        with _ALONE, work_folder() as work:
            own = with_references(_own(setting, id_), piece.references, piece.school)
            return _built(setting, id_, tree_of(shared, own), work)
    except InputProblems as error:
        return Built(id_, problems=placed_in(id_, shared, error.problems))
    except (PlaceError, SiteBuilderError, OSError) as error:
        return Built(id_, refused=str(error))


def _built(setting: Setting, id_: str, tree: Tree, work: Path) -> Built:
    """As `teamspiegel build` does it, in a folder that is there for so long."""
    project, fresh = Project(work / "school"), work / "site"
    passphrases = (setting.source / SCHOOLS / id_).read(PASSPHRASES) if setting.locked else None
    write_tree(project.folder, {**tree, **({PASSPHRASES: passphrases} if passphrases is not None else {})})
    found = generated(project, today=setting.day, locked=setting.locked, pool=here)
    build_site(project, found, work, fresh)
    sizes = [path.stat().st_size for path in fresh.rglob("*") if path.is_file()]
    (setting.target / SITES / id_).take_site(fresh)
    return Built(id_, sum(1 for _ in found.site.pages()), len(sizes), sum(sizes))


def _own(setting: Setting, school: str) -> Tree:
    """The files of a school as a build reads them: content, data and the list of names."""
    place = setting.source / SCHOOLS / school
    folder = Path(NAMES).parent.as_posix()
    names = [f"{folder}/{name}" for name in place.files(folder) if is_list_of_names(name)]
    return {**place.tree("content", "data"), **{name: found for name in names if (found := place.read(name))}}


def _shared(setting: Setting) -> Tree:
    tree = _read_shared(setting.source / SHARED, setting.shared)
    if tree is None:
        raise Changed(f"{SHARED}/ is no longer what it was when this build began; build again")
    return tree


@lru_cache(maxsize=1)
def _read_shared(place: Place, expected: str) -> Tree | None:
    """The shared files, which a worker reads once; None when they are others than those that are expected."""
    tree = shared_tree(place)
    return tree if hash_of(tree) == expected else None


def shared_tree(place: Place) -> Tree:
    """The files that all schools share, by their path in a school."""
    return place.tree(*place.folders())


def hash_of(tree: Tree) -> str:
    """A hash of files and their paths."""
    found = sha256()
    for path, content in sorted(tree.items()):
        for part in (path.encode("utf-8", "surrogateescape"), content):
            found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()


def _same_programs(setting: Setting) -> None:
    own = programs()
    for name, wanted in setting.programs.items():
        if own.get(name) != wanted:
            raise Changed(
                f"a worker has {name} {own.get(name)}, and this build is made with {wanted}: install the same"
            )


@cache
def programs() -> dict[str, str]:
    """What a site follows from besides files, by name: this package with its code and theme, and what it stands on."""
    needed = (found[0] for text in requires("teamspiegel") or [] if "extra ==" not in text and (found := _name(text)))
    code = {path.relative_to(PACKAGE).as_posix(): path.read_bytes() for path in PACKAGE.rglob("*.py")}
    theme = read_theme_tree(Project(PACKAGE))
    return {
        "teamspiegel": f"{__version__} ({hash_of({**code, **theme})[:12]})",
        "python": ".".join(python_version().split(".")[:2]),
        **{name: version(name) for name in sorted(needed)},
    }


def _name(requirement: str) -> Any:
    return match(r"[A-Za-z0-9._-]+", requirement)


# ----- all schools ---------------------------------------------------------------------------------------


@contextmanager
def cluster_of(address: str | None, processes: int | None = None) -> Iterator[Client]:
    """A cluster to work on: the one at an address, or else one of this computer, with a process for each core.

    That one lets nobody else at this computer in: its parts know each other by certificates that are made for it.
    Raises OSError when nothing answers at the address.
    """
    if address:
        with Client(address, set_as_default=False) as client:
            yield client
        return
    count = processes or os.cpu_count()
    own = {"threads_per_worker": 1, "security": True, "dashboard_address": "127.0.0.1:0"}
    with (
        dask.config.set(NO_PROFILE),
        LocalCluster(n_workers=count, **own) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        yield client


def build_programme(
    client: Client, source: Place, target: Place, day: date, *, locked: bool, told: Told
) -> ProgrammeStatus:
    """Build every school, and the page of how they stand. What is wrong with a school keeps no other from its site.

    Raises InputProblems for what is wrong with the programme itself, before anything is built; Changed; and, once all
    others are done and the page is there, whatever a school ended in that is a mistake of ours.
    """
    shared = shared_tree(source / SHARED)
    declared = source.read(FILE)
    schools = (source / SCHOOLS).folders()
    programme = read_programme({} if declared is None else {FILE: declared}, shared, schools)
    setting = Setting(source, target, programme, hash_of(shared), programs(), day, locked)
    failed = dict[str, BaseException]()

    standing, tallies = dict[str, SchoolStatus](), dict[str, Tally]()
    for at, (school, found) in enumerate(_each(client, count_school, setting, {id_: id_ for id_ in schools}), 1):
        told("Counted", at, len(schools))
        if isinstance(found, BaseException):
            failed[school] = found
            standing[school] = SchoolStatus(Counted(school), Built(school, refused=_said(found)))
            continue
        for id_, tally in found.tallies.items():
            tallies[id_] = tallies[id_] + tally if id_ in tallies else tally
        standing[school] = SchoolStatus(replace(found, tallies={}))

    references, missing = _references(setting, tallies)
    whole = [one.counted for one in standing.values() if not one.problems and not one.refused]
    pieces = {one.school: ToBuild(one, references) for one in sorted(whole, key=lambda one: one.school)}
    for at, (school, done) in enumerate(_each(client, build_school, setting, pieces), 1):
        told("Built", at, len(pieces))
        if isinstance(done, BaseException):
            failed[school] = done
            done = Built(school, refused=_said(done))
        standing[school] = replace(standing[school], built=done)

    every = tuple(standing[school] for school in schools)
    status = ProgrammeStatus(programme, day, every, references, missing, setting.programs)
    theme_tree = read_theme_tree(Project(PACKAGE))
    (target / STATUS).write(status_files(status, read_theme(theme_tree), theme_tree))
    for error in failed.values():
        if not isinstance(error, REFUSALS):
            raise error
    return status


def _references(
    setting: Setting, tallies: Mapping[str, Tally]
) -> tuple[tuple[ReferenceMade, ...], tuple[ReferenceOfProgramme, ...]]:
    """The references that there are: those that were made before stay. And those that cannot be made yet."""
    place, found, missing = setting.target / REFERENCES, list[ReferenceMade](), list[ReferenceOfProgramme]()
    for reference in setting.programme.references:
        name = f"{reference.id}.yml"
        said, means = place.read(name), place.read(f"{reference.id}.csv")
        if said is not None and means is not None:
            found.append(as_kept(reference, said, means, f"{REFERENCES}/{name}"))
        elif reference.until < setting.day and reference.id in tallies:
            made = made_of(reference, tallies[reference.id])
            if made.rows:
                files = kept(made)
                place.write({path: files[path] for path in sorted(files)})  # the means first: with both it is there
            found.append(made)
        else:
            missing.append(reference)
    return tuple(found), tuple(missing)


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"


P = TypeVar("P")
R = TypeVar("R")


def _each(
    client: Client, work: Callable[[Setting, P], R], setting: Setting, pieces: Mapping[str, P]
) -> Iterator[tuple[str, R | BaseException]]:
    """What the work gives for each piece, by name, as they are done. An exception is one school's, as is a dead worker
    that died of it again and again; Changed is raised, for it is everybody's."""
    names, run = iter(pieces), uuid4().hex
    client.wait_for_workers(1)
    at_once = max(FEWEST_PIECES, PIECES_EACH * sum(client.nthreads().values()))

    def handed(some: Iterable[str]) -> list[Any]:
        return [
            client.submit(work, setting, pieces[name], key=f"{work.__name__}-{name}-{run}", pure=False) for name in some
        ]

    waiting = as_completed(handed(islice(names, at_once)), loop=client.loop)
    for future in waiting:
        name = future.key.removeprefix(f"{work.__name__}-").removesuffix(f"-{run}")
        error = future.exception()
        if isinstance(error, Changed):
            raise error
        yield name, future.result() if error is None else error
        future.release()
        for one in handed(islice(names, 1)):
            waiting.add(one)
