"""Who may import whom: edges -> pipeline -> stages -> contracts; and no name of the demonstration in the code."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from teamspiegel.reading.read import read_school

from tests.projects import write
from tests.schools import ROOT, demonstration, small
from tests.workbooks import workbook

PACKAGE = ROOT / "generator" / "teamspiegel"
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))

RANKS = {
    "contracts": 0,
    "reports": 2,
    "situation": 2,
    "papers": 2,
    "starter": 2,
    "intake": 2,
    "counting": 3,
    "visiting": 3,
    "pipeline": 4,
    "programme": 4,
    "edges": 5,
    "__main__": 6,
}
"""Everything else is a stage, of rank 1. Reports join what several stages make of published numbers; papers
say what pages say, and so stand on what those join; what writes for an
author stands on reading, because it must write what that reads."""
STAGE = 1

LIBRARIES = {
    "yaml": "reading/",
    "markdown": "reading/",
    "nh3": "reading/markup",
    "zxcvbn": "reading/passphrases",
    "phonenumbers": "reading/telephone",
    "altair": "charts/",
    "jinja2": "pages/",
    "mkdocs": "edges/",
    "click": "edges/",
    "watchdog": "edges/watching",
    "vl_convert": "edges/draw",
    "cryptography": "edges/locked",
    "icalendar": "calendar",
    "typst": "edges/typeset",
    "rapidfuzz": "intake/matching",
    "python_calamine": "reading/spreadsheet",
    "pyreadstat": "edges/spss",
    "distributed": "edges/programme",
    "fsspec": "edges/places",
}
OUTSIDE_WORLD = {"os", "shutil", "subprocess", "tempfile", "time", "socket", "urllib", "http", "multiprocessing"}
UNGATED = {
    *("reading/answers.py", "reading/data_folder.py", "reading/judge.py", "reading/people.py", "reading/read.py"),
    *("reading/reader.py", "reading/scores.py", "counting.py"),
}
BEFORE_THE_WALL = ("indicators/", "gate/")
"""The modules and folders that may know answers and measured numbers. Everything after the gate may not."""


@cache
def tree(module: str) -> ast.Module:
    return ast.parse((PACKAGE / module).read_text(encoding="utf-8"))


def imports(module: str) -> Iterator[str]:
    """The full names of the modules that a module imports."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports by a relative path"
            yield from (full(node.module or "", name.name) for name in node.names)


def full(package: str, name: str) -> str:
    """`package.name` when that is a module of the package, or else `package`."""
    inside = PACKAGE.parent / Path(*package.split("."))
    return f"{package}.{name}" if (inside / f"{name}.py").exists() or (inside / name).is_dir() else package


def part(name: str) -> str:
    """The stage, `contracts`, `pipeline` or `edges` that a module belongs to; '' for the package itself."""
    return name.removesuffix(".py").replace("/", ".").partition(".")[0].replace("__init__", "")


def rank(name: str) -> int:
    return RANKS.get(part(name), STAGE) if part(name) else 0


def test_there_are_modules() -> None:
    assert {"gate/items.py", "contracts/published.py", "reading/read.py", "indicators/measure.py"} <= set(MODULES)


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_one_way(module: str) -> None:
    for name in imports(module):
        if name.partition(".")[0] == "teamspiegel":
            other = name.removeprefix("teamspiegel").removeprefix(".")
            assert part(other) == part(module) or rank(other) < rank(module), f"{module} imports {name}"


@pytest.mark.parametrize("module", MODULES)
def test_a_library_is_used_in_one_place(module: str) -> None:
    for name in imports(module):
        place = LIBRARIES.get(name.partition(".")[0])
        assert place is None or module.startswith(place), f"{module} imports {name}"


def test_a_build_loads_nothing_that_only_an_import_needs() -> None:
    """They are large, and read files from elsewhere: a build has no business with either."""
    code = "import sys, teamspiegel.edges.cli, teamspiegel.edges.build; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "teamspiegel.edges.build" in loaded
    assert not {"python_calamine", "pyreadstat", "rapidfuzz", "distributed", "fsspec"} & set(loaded)


def test_a_build_loads_nothing_that_only_a_locked_site_needs() -> None:
    code = "import sys, teamspiegel.edges.generate, teamspiegel.edges.mkdocs; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert {"teamspiegel.reading.passphrases", "teamspiegel.edges.locked"} <= set(loaded)
    assert not {"zxcvbn", "cryptography"} & set(loaded)


def test_only_who_serves_loads_what_watches_files() -> None:
    """It takes longer than all that a build without changes does with MkDocs."""
    code = "import sys, teamspiegel.edges.cli, teamspiegel.edges.build, teamspiegel.edges.mkdocs; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "mkdocs.commands.build" in loaded
    assert not {"mkdocs.commands.serve", "mkdocs.livereload", "watchdog"} & set(loaded)


@pytest.mark.parametrize("name", ["survey.csv", "survey.xlsx"])
def test_a_check_loads_what_reads_workbooks_only_where_there_is_one(name: str, tmp_path: Path) -> None:
    rows = [line.split(",") for line in small()["data/start/blauw/survey.csv"].decode().splitlines()]
    content = workbook({"Blad1": rows}) if name.endswith("xlsx") else "\n".join(map(";".join, rows)).encode()
    tree = {path: one for path, one in small().items() if path != "data/start/blauw/survey.csv"}
    write(tmp_path, {**tree, f"data/start/blauw/{name}": content})
    code = "import sys; from teamspiegel.edges.cli import main; main(standalone_mode=False); print(*sys.modules)"
    command = [sys.executable, "-c", code, "--project", str(tmp_path), "check"]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert "teamspiegel.reading.records" in loaded
    assert ("python_calamine" in loaded) == name.endswith("xlsx")
    assert not {"pyreadstat", "rapidfuzz"} & set(loaded)


def test_a_build_loads_what_knows_telephone_numbers_and_calendars_only_where_it_meets_a_new_one() -> None:
    code = "import sys, teamspiegel.edges.generate; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "teamspiegel.reading.personal" in loaded
    assert not {"phonenumbers", "icalendar"} & set(loaded)


@pytest.mark.parametrize("module", [module for module in MODULES if rank(module) < RANKS["edges"]])
def test_only_an_edge_touches_the_outside_world(module: str) -> None:
    assert not OUTSIDE_WORLD & {name.partition(".")[0] for name in imports(module)}
    assert "open" not in {node.id for node in ast.walk(tree(module)) if isinstance(node, ast.Name)}
    assert "Path" not in {
        name.name for node in ast.walk(tree(module)) if isinstance(node, ast.ImportFrom) for name in node.names
    }


@pytest.mark.parametrize("module", MODULES)
def test_nothing_after_the_gate_knows_ungated_numbers(module: str) -> None:
    ungated = ("contracts.measured", "indicators.count", "indicators.measure", "indicators.own")
    known = {f"teamspiegel.{name}" for name in (*ungated, "reading.answers", "reading.reader", "reading.who")}
    may_know = module in UNGATED or module.startswith(BEFORE_THE_WALL)
    assert may_know or not known & set(imports(module)), f"{module} knows ungated numbers"


# ----- no id in the engine -----------------------------------------------------------------------------


@cache
def ids() -> frozenset[str]:
    """Every id that the demonstration's authors chose."""
    definitions, _ = read_school(demonstration())
    found = {*definitions.team_by_id, *definitions.round_by_id, *definitions.instruments}
    for instrument in definitions.instruments.values():
        found |= {*instrument.items, *instrument.layer_by_id, *instrument.axis_by_id}
        found |= {block.id for block in instrument.blocks} | {element.id for element in instrument.elements}
        found |= {band.id for layer in instrument.layers for band in layer.bands}
        found |= {culture.id for culture in instrument.quadrant.cultures} if instrument.quadrant else set()
    found |= {question.id for questions in definitions.questions.values() for question in questions}
    found |= {activity.id for page in definitions.guidance for activity in page.front.activities}
    return frozenset(found | set(definitions.guidance_by_id))


def texts(module: str) -> Iterator[str]:
    """Every string in the code, docstrings left out."""
    docstrings = {
        id(node.value)
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def test_there_are_ids() -> None:
    assert {"horeca", "nulmeting-2026", "observatie", "wij", "gezag", "coulissen-roddel", "skill"} <= ids()
    assert {"h1", "begrippen", "tien-minuten-kijken"} <= ids()


ALSO = {"h1", "h2", "h3", "h4", "h5", "h6", "plg", "werkbijeenkomst", "onderzoek"}
"""Recommendations that are called as HTML calls its headings, and pages that are called as kinds of sessions, or as one
of the words for how sure something is."""


@pytest.mark.parametrize("module", MODULES)
def test_the_code_holds_no_id_of_the_demonstration(module: str) -> None:
    words = set(texts(module))
    assert not words & (ids() - ALSO)
    long = {id_ for id_ in ids() if "-" in id_}
    assert not {id_ for id_ in long for text in words if id_ in text}


def test_what_makes_charts_loads_altair_when_the_first_template_has_to_be_built() -> None:
    """Mostly all are known, and it takes a fifth of a second."""
    code = "import sys, teamspiegel.edges.generate; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert "teamspiegel.charts.build" in loaded and "altair" not in loaded
