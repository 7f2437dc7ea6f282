"""Whatever is wrong with instruments beside the mirror: no traceback, and a place in every message."""

import random

import pytest
from teamspiegel import pipeline
from teamspiegel.contracts.problem import InputProblems

from tests.fuzz.mutants import mutant
from tests.fuzz.test_mutants import MESSAGE, NAMES, lines_of
from tests.reading.test_beside import school


def test_a_broken_school_is_told_or_counted(request: pytest.FixtureRequest) -> None:
    mutants, seed = request.config.getoption("--mutants"), request.config.getoption("--fuzz-seed")
    told = 0
    for number in range(mutants):
        tree = {**mutant(school(), random.Random(f"beside-{seed}-{number}")), "private/names.txt": NAMES}
        try:
            pipeline.school_of(tree)
        except InputProblems as error:
            told += 1
            for problem in error.problems:
                assert MESSAGE.fullmatch(str(problem)), str(problem)
                assert problem.line <= lines_of(tree.get(problem.path, b"")), str(problem)
        except Exception as error:
            error.add_note(f"mutant {number} of --fuzz-seed {seed}")
            raise
    assert 0.3 * mutants < told < mutants  # some of each: this was no empty run
