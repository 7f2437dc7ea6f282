"""Whole small schools against the docs folders that they must give. `python -m tests.golden` writes those."""

from difflib import unified_diff

import pytest

from tests.golden import CASES, expected, given

MEND = "If this is meant: run `python -m tests.golden`, and read what changed."


@pytest.mark.parametrize("case", CASES)
def test_a_school_gives_its_docs_folder(case: str) -> None:
    wanted, found = expected(case), given(case)
    differences = [
        "\n".join(_difference(path, wanted.get(path, b"").decode(), found.get(path, b"").decode()))
        for path in sorted(wanted.keys() | found.keys())
        if wanted.get(path) != found.get(path)
    ]
    if differences:
        pytest.fail("\n\n".join([*differences, MEND]), pytrace=False)


def _difference(path: str, wanted: str, found: str) -> list[str]:
    return list(unified_diff(wanted.splitlines(), found.splitlines(), f"expected/{path}", f"given/{path}", lineterm=""))


def test_there_are_cases() -> None:
    assert CASES == ["nearly-nothing", "ordinary"]
