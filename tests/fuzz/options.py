"""How many mutants a run reads and how many edits it builds, and which."""

import pytest

MUTANTS, EDITS, SEED = 80, 4, 1


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--mutants", type=int, default=MUTANTS, help="How many broken schools tests/fuzz reads.")
    parser.addoption("--edits", type=int, default=EDITS, help="How many edits of a school tests/fuzz builds.")
    parser.addoption("--fuzz-seed", type=int, default=SEED, help="Which: another number gives others.")
