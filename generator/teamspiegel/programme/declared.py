"""Read what a programme declares, with every problem in it."""

from collections.abc import Collection, Iterator
from itertools import combinations
from pathlib import PurePosixPath

from pydantic import TypeAdapter, ValidationError

from teamspiegel.contracts.model import Slug
from teamspiegel.contracts.problem import InputProblems, Problem, nearest, one_of, quoted
from teamspiegel.contracts.programme import Programme, ReferenceOfProgramme
from teamspiegel.reading.models import model_of
from teamspiegel.reading.text import Tree, missing, text_of, unreadable
from teamspiegel.reading.words import unknown_places
from teamspiegel.reading.yaml_document import Document, parse

FILE, SHARED, SCHOOLS = "programme.yml", "shared", "schools"
"""The names in a programme's folder: what it declares, what all schools have, and each school's own."""
SHAREABLE = ("content/instruments/", "content/guidance/")


def read_programme(own: Tree, shared: Tree, schools: Collection[str]) -> Programme:
    """The programme that `programme.yml` declares, for these schools. Raises InputProblems with every problem.

    `own`: that file, by its name. `shared`: the files below `shared/`, by path from there.
    """
    problems = [*_misplaced(shared), *_misnamed(schools), *unreadable(own)]
    problems.extend(placed(SHARED, problem) for problem in unreadable(shared))
    if FILE not in own:
        problems.append(missing(FILE, "what the programme is: name, and references if it has any"))
    text = text_of(FILE, own[FILE], problems) if FILE in own else None
    document = parse(FILE, text, problems) if text is not None else None
    if text is not None:
        problems.extend(unknown_places(FILE, text))
    programme = model_of(document, Programme, problems) if document else None
    if document and programme:
        problems.extend(_in_references(document, programme, shared))
    if problems or programme is None:
        raise InputProblems(problems)
    return programme


def placed(folder: str, problem: Problem) -> Problem:
    """A problem of a file in a folder, told from above that folder."""
    return Problem(**{**vars(problem), "path": f"{folder}/{problem.path}"})


def _misplaced(shared: Tree) -> Iterator[Problem]:
    for path in sorted(shared):
        if not path.startswith(SHAREABLE) and not path.endswith("/"):
            mend = "put it into the folder of each school that it is of"
            found = "a file that schools do not share"
            yield placed(SHARED, Problem(path, 1, found, f"only files in {' and '.join(SHAREABLE)}", mend))


def _misnamed(schools: Collection[str]) -> Iterator[Problem]:
    if not schools:
        yield Problem(f"{SCHOOLS}/", 1, "no school", f"a folder {SCHOOLS}/<id>/ for each, with its content/ and data/")
    for id_ in schools:
        if not _is_slug(id_):
            expected = "lower-case letters, digits and single hyphens: the address of its site is called so"
            yield Problem(f"{SCHOOLS}/{id_}/", 1, f"a folder called {quoted(id_)}", expected, "rename it")


def _is_slug(name: str) -> bool:
    try:
        TypeAdapter(Slug).validate_python(name)
    except ValidationError:
        return False
    return True


def _in_references(document: Document, programme: Programme, shared: Tree) -> Iterator[Problem]:
    known = [PurePosixPath(path).stem for path in shared if path.startswith(SHAREABLE[0])]
    seen = set[str]()
    for at, reference in enumerate(programme.references):
        place = ("references", at)
        if reference.id in seen:
            yield document.problem((*place, "id"), f"the id {quoted(reference.id)} again", "each once")
        seen.add(reference.id)
        if reference.instrument not in known:
            found = f"unknown instrument {quoted(reference.instrument)}"
            expected = f"one that the schools share: {one_of(known)}" if known else f"one in {SHARED}/{SHAREABLE[0]}"
            yield document.problem((*place, "instrument"), found, expected, nearest(reference.instrument, known))
        if reference.until < reference.since:
            yield document.problem((*place, "until"), f"{reference.until}", f"a day from {reference.since} on")
    for (_, one), (at, other) in combinations(enumerate(programme.references), 2):
        if _share_rounds(one, other):
            found = f"a period in which rounds may lie that count for {quoted(one.id)} too"
            mend = "with both, a reader could tell apart the schools that are in one of them only"
            yield document.problem(("references", at, "since"), found, "each round in one reference", mend)


def _share_rounds(one: ReferenceOfProgramme, other: ReferenceOfProgramme) -> bool:
    kinds = one.kind is None or other.kind is None or one.kind == other.kind
    return one.instrument == other.instrument and kinds and one.since <= other.until and other.since <= one.until
