"""One school of a programme: its files with those that all share, what it gives, and what it gets."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from teamspiegel.contracts.definitions import Definitions, Round
from teamspiegel.contracts.problem import InputProblems, Problem, quoted
from teamspiegel.contracts.programme import Counted, Programme, ReferenceMade, RoundOfSchool
from teamspiegel.contracts.published import Publication, Response
from teamspiegel.counting import school_of
from teamspiegel.programme.declared import SCHOOLS, SHARED, placed
from teamspiegel.programme.reference import ENTRIES, entry, file_of, table, tally
from teamspiegel.reading.text import Tree
from teamspiegel.starter.entry import appended


def tree_of(shared: Tree, own: Tree) -> Tree:
    """The files of a school as a build reads them: those that all share, and its own."""
    return {**shared, **own}


def counted(id_: str, shared: Tree, own: Tree, programme: Programme) -> Counted:
    """How a school stands and what it gives to each reference; with a problem in it, that and nothing else."""
    problems = [placed(f"{SCHOOLS}/{id_}", problem) for problem in _in_its_place(shared, own)]
    try:
        school = school_of(tree_of(shared, own))
        if in_benchmarks := list(_in_benchmarks(own, school.all_definitions, programme)):
            raise InputProblems(in_benchmarks)
    except InputProblems as error:
        problems.extend(placed_in(id_, shared, error.problems))
    if problems:
        return Counted(id_, problems=tuple(problems))
    definitions, published = school.all_definitions, school.all_published
    tallies = {reference.id: tally(reference, definitions, published) for reference in programme.references}
    return Counted(
        id_,
        definitions.settings.school or id_,
        teams=len(definitions.teams),
        rounds=tuple(_round(definitions, published, round_) for round_ in definitions.rounds),
        versions={instrument.id: instrument.version for instrument in definitions.instruments.values()},
        tallies={id_: found for id_, found in tallies.items() if found},
    )


def with_references(own: Tree, references: Sequence[ReferenceMade], school: Counted) -> Tree:
    """A school's own files with the references that hold for its rounds, as benchmarks among them.

    Raises InputProblems where its list of benchmarks has a form that nothing can be added to.
    """
    files = dict(own)
    for made in references:
        rounds = _rounds_of(made, school)
        if made.rows and rounds and school.versions.get(made.reference.instrument) == made.version:
            files[ENTRIES] = appended(ENTRIES, files.get(ENTRIES, b""), entry(made)).content
            files[file_of(made.reference.id)] = table(made.rows, rounds)
    return files


def placed_in(id_: str, shared: Tree, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """A school's problems, told from the folder of the programme."""
    folders = ((SHARED if problem.path in shared else f"{SCHOOLS}/{id_}", problem) for problem in problems)
    return tuple(sorted({placed(folder, problem) for folder, problem in folders}))


def _in_its_place(shared: Tree, own: Tree) -> Iterator[Problem]:
    for path in sorted(shared.keys() & own.keys()):
        mend = f"give it another name, or leave it to {SHARED}/{path}"
        yield Problem(path, 1, "a file in the place of one that all schools share", "one of them", mend)


def _in_benchmarks(own: Tree, definitions: Definitions, programme: Programme) -> Iterator[Problem]:
    """What would keep the references from being added to a school's benchmarks."""
    taken = {benchmark.id for benchmark in definitions.benchmarks}
    for reference in programme.references:
        if reference.id in taken:
            found = f"a benchmark {quoted(reference.id)}, as a reference of the programme is called"
            yield Problem(ENTRIES, 1, found, "another id")
    if ENTRIES in own and programme.references:
        try:
            appended(ENTRIES, own[ENTRIES], "- id: none\n")
        except InputProblems as error:
            yield from error.problems


def _rounds_of(made: ReferenceMade, school: Counted) -> tuple[str, ...]:
    """The rounds that a reference holds for: by name where it is of one kind of round, and else all at once."""
    reference = made.reference
    if reference.kind is None:
        return ("",)
    found = (one for one in school.rounds if one.instrument == reference.instrument)
    return tuple(one.id for one in found if one.kind == reference.kind)


def _round(definitions: Definitions, published: Publication, round_: Round) -> RoundOfSchool:
    found = [results for results in published.results if results.round == round_.id]
    instrument = definitions.instrument_of(round_)
    responses = (
        [results.responses[file] for results in found if file in results.responses] for file in instrument.files
    )
    return RoundOfSchool(
        round_.id,
        round_.label,
        round_.date,
        round_.kind,
        instrument.id,
        len(found),
        tuple(_all(of_file) for of_file in responses if of_file),
    )


def _all(responses: Sequence[Response]) -> Response:
    """The response of all teams together."""
    n, people, members = (sum(getattr(one, key) for one in responses) for key in ("n", "people", "members"))
    return replace(responses[0], n=n, people=people, members=members)
