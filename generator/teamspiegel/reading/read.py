"""Read and check a school: the one door into the pipeline."""

from dataclasses import replace

from teamspiegel.contracts.definitions import Definitions
from teamspiegel.contracts.measured import Answers
from teamspiegel.contracts.problem import InputProblems
from teamspiegel.reading.answers import read_answers
from teamspiegel.reading.benchmarks import read_benchmarks
from teamspiegel.reading.definitions import read_declarations
from teamspiegel.reading.personal import check_texts, read_personal
from teamspiegel.reading.text import Tree, unreadable


def read_school(tree: Tree) -> tuple[Definitions, Answers]:
    """The school in a tree of files. Raises InputProblems, with every problem in every file, if there is any.

    Among them is all personal data in what authors wrote; no problem repeats any.
    """
    personal, in_names = read_personal(tree)
    declared, problems = read_declarations(tree)
    answers, in_answers = read_answers(tree, declared, personal)
    reference_means, in_benchmarks = read_benchmarks(tree, declared)
    in_texts = check_texts(tree, personal, declared.documents, declared.bodies)
    found = [*unreadable(tree), *in_names, *problems, *in_answers, *in_benchmarks, *in_texts]
    if found:
        raise InputProblems(personal.without_any(found))
    return replace(declared.definitions(), reference_means=reference_means), answers


def read_as_far_as_possible(tree: Tree) -> tuple[Definitions, frozenset[str]]:
    """What the authors of a school with problems declared, and the paths of the files with personal data in them."""
    personal, _ = read_personal(tree)
    declared, _ = read_declarations(tree)
    found = check_texts(tree, personal, declared.documents, declared.bodies)
    return declared.definitions(), frozenset(problem.path for problem in found)
