"""The second demonstration: a partnership that is measured in every way there is."""

import subprocess
import sys
from pathlib import Path

from teamspiegel import counting
from teamspiegel.contracts.kinds import OTHERS

from tests.schools import ROOT, Files, below
from tests.sites import site

FOLDER = ROOT / "examples" / "onderzoek"


def school() -> Files:
    return below(FOLDER, "content", "data")


def test_every_kind_of_instrument_is_in_it() -> None:
    found = counting.school_of(school())
    assert {strand.instrument.kind for strand in found.strands} == set(OTHERS)
    assert {round_.moment for round_ in found.definitions.round_by_id.values()} <= {"T1", "T2a", "T2b", "T3"}


def test_its_answers_are_those_that_the_script_makes(tmp_path: Path) -> None:
    """In a folder of its own, twice: the same seed gives the same bytes."""
    subprocess.run([sys.executable, FOLDER / "make_data.py", tmp_path], check=True)
    made = below(tmp_path, "")
    assert {f"data/{path}": content for path, content in made.items()} == below(FOLDER, "data")


def test_every_page_says_that_it_is_made_up() -> None:
    pages = {path: text for path, text in site(school()).files.items() if path.endswith(".md")}
    told = [path for path, text in pages.items() if b"verzonnen" in text]
    assert {path for path in pages if path.startswith(("teams/", "school/"))} <= set(told)


def test_what_there_is_to_talk_about_leads_to_something_to_do() -> None:
    page = site(school()).files["teams/talen/andere-metingen/professionele-cultuur.md"].decode()
    assert "Dit kan helpen: [Kom bij elkaar kijken](" in page
