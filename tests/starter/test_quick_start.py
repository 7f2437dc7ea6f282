"""The quick start, which is the README of a new school: its commands, in their order, do what the page says."""

import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest
import yaml

from tests.edges.test_serve import PATIENCE, running
from tests.intake.exports import MAIL, NAME, Row, label, workbook
from tests.projects import teamspiegel
from tests.schools import ROOT, below, problems_of

PAGE = (ROOT / "generator/teamspiegel/starter/school/README.md").read_text(encoding="utf-8")
COMMANDS = [
    line.partition("#")[0].strip()
    for block in re.findall(r"^```sh\n(.*?)^```$", PAGE, re.M | re.S)
    for line in block.splitlines()
]
SAID = re.findall(r"^\| `([^`]+)` \|", PAGE, re.M)

STATEMENTS = ("Wij vragen elkaar om raad.", "Wij kijken bij elkaar in de les.", "Wij vieren wat er lukt.")
INSTRUMENT = "content/instruments/onze-vragen.yml"
MAPPING = "content/imports/onze-vragen-survey.yml"


def edit(school: Path, path: str, *changes: tuple[str, str]) -> None:
    text = (school / path).read_text(encoding="utf-8")
    for pattern, new in changes:
        text, count = re.subn(pattern, new, text, flags=re.M | re.S)
        assert count == 1, f"{pattern} stands {count} times in {path}"
    (school / path).write_text(text, encoding="utf-8")


def make_it_ours(school: Path) -> None:
    """What the page asks to be done by hand, once the team, the round and the instrument are there."""
    items = [f'      - {{id: vraag-{n}, text: "{text}", short: "Vraag {n}"}}\n' for n, text in enumerate(STATEMENTS, 1)]
    edit(school, INSTRUMENT, (r"(?<=    items:\n).*", "".join(items)))
    edit(school, "content/settings.yml", (r'(?<=^school: )".*?"', '"De Toren"'), (r"^notice: .*?\n", ""))
    edit(school, "content/teams.yml", (r"^- id: voorbeeldteam\n(  .*?\n)+", ""))
    edit(
        school,
        "content/rounds.yml",
        (r"^- id: voorbeeldmeting\n(  .*?\n)+", ""),
        (r"(?<=^  date: ).*?$", "2026-10-06"),
        (r"(?<=^  instrument: ).*?$", "onze-vragen"),
    )
    for folder in ("data", "content/sessions", "content/learning-questions"):
        assert f"`{folder}`" in PAGE
        for path in sorted((school / folder).rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        (school / folder).rmdir()


def put_the_export(school: Path) -> None:
    heads = [
        "ID",
        "Begintijd",
        "Tijd van voltooien",
        "E-mail",
        "Naam",
        *(f"{one}\u00a0" for one in STATEMENTS),
        "Tips?",
    ]
    answers = [[label(1 + (row + place) % 5) for place in range(3)] for row in range(12)]
    rows: list[Row] = [[n, 46301.375, 46301.381, f"{n}{MAIL}", NAME, *own, "Geen."] for n, own in enumerate(answers, 1)]
    (school / "private").mkdir()
    workbook(school / "private", {"Form1": [heads, *rows]})


def confirm(school: Path) -> None:
    edit(school, MAPPING, ("^confirmed: false$", "confirmed: true"))


BY_HAND: dict[str, Callable[[Path], None]] = {
    "teamspiegel new instrument onze-vragen": make_it_ours,
    "teamspiegel import private/export.xlsx --round nulmeting-2026 --team handel": confirm,
}
"""What the page asks for after a command that is given for the first time."""


def look_at_it(school: Path) -> None:
    with running(school, "teamspiegel", "serve", "--address") as server:
        with urlopen(f"http://{server.address}/", timeout=PATIENCE) as answer:
            assert "De Toren" in answer.read().decode()
        server.stop()


@dataclass(frozen=True)
class Done:
    """The school after all of the page, and what each command said, each time that it was given."""

    school: Path
    said: dict[str, list[str]]


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Done:
    folder, said = tmp_path_factory.mktemp("begin"), dict[str, list[str]]()
    for command in COMMANDS:
        program, *words = shlex.split(command)
        if program == "cd":
            folder = folder / words[0]
            continue
        assert program == "teamspiegel", f"a command that this test does not know: {command}"
        if words == ["serve"]:
            look_at_it(folder)
            continue
        if words[0] == "import" and not (folder / "private").exists():
            put_the_export(folder)
        result = teamspiegel(*words, cwd=folder)
        assert result.returncode == 0, f"{command}\n{result.stdout}{result.stderr}"
        if command not in said and command in BY_HAND:
            BY_HAND[command](folder)
        said.setdefault(command, []).append(result.stdout)
    return Done(folder, said)


def test_every_step_by_hand_belongs_to_a_command_of_the_page() -> None:
    assert set(BY_HAND) <= set(COMMANDS)
    assert len(COMMANDS) > 10


def test_the_page_leads_to_a_site_of_ones_own(done: Done) -> None:
    home = (done.school / "site/index.html").read_text(encoding="utf-8")
    assert "De Toren" in home and "verzonnen" not in home
    figures = (done.school / "site/downloads/indicatoren.csv").read_text(encoding="utf-8")
    assert "handel,nulmeting-2026,onze-vragen-team,item,vraag-1,12,2.8" in figures
    assert (done.school / "dist/spiegel.zip").is_file()
    [question] = yaml.safe_load((done.school / "content/learning-questions/handel.yml").read_bytes())
    assert question["round"] == "nulmeting-2026"
    assert yaml.safe_load((done.school / "content/sessions/2026-12-08-handel.yml").read_bytes())["team"] == "handel"
    assert teamspiegel("check", cwd=done.school).returncode == 0


def test_the_first_import_imports_nothing_and_the_last_one_does(done: Done) -> None:
    [first, last] = done.said["teamspiegel import private/export.xlsx --round nulmeting-2026 --team handel"]
    assert "Nothing is imported yet" in first and "choose" not in first
    assert "Rows: 12 read, 12 kept, 0 dropped" in last
    assert (done.school / "data/nulmeting-2026/handel/survey.csv").is_file()


def test_nothing_personal_leaves_the_folder_that_git_ignores(done: Done) -> None:
    files = [
        path
        for path in done.school.rglob("*")
        if path.is_file() and path.relative_to(done.school).parts[0] != "private"
    ]
    assert len(files) > 100
    assert not [path for path in files if NAME.encode() in path.read_bytes() or MAIL.encode() in path.read_bytes()]


def test_what_the_page_explains_is_what_is_said(done: Done) -> None:
    *phrases, problem = SAID
    everything = "\n".join(text for texts in done.said.values() for text in texts)
    assert [phrase for phrase in phrases if phrase not in everything] == []
    pattern = re.escape(problem).replace("bestand", r"\S+").replace("7", r"\d+").replace("…", ".+")
    told = problems_of({**below(done.school, "content", "data"), "content/teams.yml": b"- {id: handel, name: Handel}"})
    assert told and all(re.fullmatch(pattern, one) for one in told)


def test_the_page_is_linked_where_somebody_begins() -> None:
    for name in ("README.md", "FORMATS.md"):
        assert "(generator/teamspiegel/starter/school/README.md)" in (ROOT / name).read_text(encoding="utf-8")
