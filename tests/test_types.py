"""Whoever hands an ungated number to what comes after the gate is refused by the type checker."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.schools import ROOT

SNIPPET = """\
from teamspiegel.contracts.definitions import Definitions
from teamspiegel.contracts.measured import Measurement
from teamspiegel.contracts.published import Publication
from {module} import {function}


def show(definitions: Definitions, numbers: {kind}) -> object:
    return {function}(definitions, numbers)
"""

AFTER_THE_GATE = [("teamspiegel.reports", "reports_of"), ("teamspiegel.downloads", "downloads")]


def mypy(snippet: Path) -> subprocess.CompletedProcess[str]:
    """mypy --strict on one file; the modules that it imports are not its errors here."""
    return subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", "--config-file=", snippet],
        env={**os.environ, "MYPYPATH": str(ROOT / "generator")},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(("module", "function"), AFTER_THE_GATE, ids=lambda word: word.split(".")[-1])
def test_only_published_numbers_pass(module: str, function: str, tmp_path: Path) -> None:
    for kind, accepted in (("Publication", True), ("list[Measurement]", False)):
        snippet = tmp_path / f"{'after' if accepted else 'before'}.py"
        snippet.write_text(SNIPPET.format(module=module, function=function, kind=kind), encoding="utf-8")
        result = mypy(snippet)
        assert (result.returncode == 0) is accepted, result.stdout + result.stderr
        if not accepted:
            assert 'has incompatible type "list[Measurement]"; expected "Publication"' in result.stdout
