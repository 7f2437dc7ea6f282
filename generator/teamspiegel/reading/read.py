"""Read and check a school: the one door into the pipeline."""

from teamspiegel.contracts.definitions import Definitions
from teamspiegel.contracts.measured import Answers
from teamspiegel.contracts.problem import InputProblems
from teamspiegel.reading.answers import read_answers
from teamspiegel.reading.definitions import read_declarations
from teamspiegel.reading.text import Tree


def read_school(tree: Tree) -> tuple[Definitions, Answers]:
    """The school in a tree of files. Raises InputProblems, with every problem in every file, if there is any."""
    declared, problems = read_declarations(tree)
    answers, more = read_answers(tree, declared)
    if problems or more:
        raise InputProblems([*problems, *more])
    return declared.definitions(), answers
