"""Golden folders: a school in `golden/<case>/input`, and the docs folder that it must give in `golden/<case>/expected`.

`python -m tests.golden` writes what the schools give now. Do that after a change that is meant, and read the difference
before it is committed: the tests never write.
"""

import re

from teamspiegel.edges.disk import write_tree

from tests.schools import TESTS, Files, below
from tests.sites import site

GOLDEN = TESTS / "golden"
CASES = sorted(folder.name for folder in GOLDEN.iterdir())

ELSEWHERE = re.compile(r"assets/.*|.*\.js|.*\.xlsx")
"""Not in the folders: the theme's own files, and what the tests of charts and workbook look at."""


def expected(case: str) -> Files:
    """The files that a case must give."""
    return below(GOLDEN / case / "expected", "")


def given(case: str) -> Files:
    """The files that it gives."""
    files = site(below(GOLDEN / case / "input", "content", "data")).files
    return {_kept(path): content for path, content in files.items() if not ELSEWHERE.fullmatch(path)}


def _kept(path: str) -> str:
    """The name that a file has here: of a paper there is no PDF, but what stands on it (tests/sites.py)."""
    return f"{path}.json" if path.endswith(".pdf") else path


def main() -> None:
    """Write what every case gives, and tell how many files are not what they were."""
    for case in CASES:
        changed = write_tree(GOLDEN / case / "expected", given(case))
        print(f"{case}: {changed} files changed")


if __name__ == "__main__":
    main()
