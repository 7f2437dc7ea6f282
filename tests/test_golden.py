"""Whole small schools against the docs folders that they must give. `python -m tests.golden` writes those."""

from dataclasses import replace
from difflib import unified_diff

import pytest
from teamspiegel import pipeline

from tests.golden import CASES, GOLDEN, expected, given
from tests.schools import below
from tests.sites import TODAY, draw, pages, theme, typeset

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
    assert CASES == ["metingen", "nearly-nothing", "onderweg", "ordinary"]


def test_every_template_is_rendered_in_a_case() -> None:
    """With a theme whose templates hold nothing but their own names."""
    marked = replace(theme(), templates={name: name for name in theme().templates})
    schools = (pipeline.school_of(below(GOLDEN / case / "input", "content", "data")) for case in CASES)
    sites = (pipeline.site(school, marked, draw, typeset, TODAY) for school in schools)
    rendered = {page for found in sites for page in pages(found).values()}
    assert rendered == {name for name in theme().templates if not name.startswith("_") and name.endswith(".md.jinja")}
