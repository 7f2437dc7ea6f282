"""How many mutants a run reads, and which."""

import pytest

MUTANTS, SEED = 80, 1


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--mutants", type=int, default=MUTANTS, help="How many broken schools tests/fuzz reads.")
    parser.addoption("--fuzz-seed", type=int, default=SEED, help="Which: another number gives others.")
