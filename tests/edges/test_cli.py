"""The command line, as people and machines use it: exit codes, what is said where, and what stays as it was."""

import json
import os
import re
import shutil
import socket
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from teamspiegel import __version__
from teamspiegel.edges.cache import SINCE
from teamspiegel.edges.cli import main

from tests.projects import ENVIRONMENT, PROGRAMS, contents, teamspiegel, write
from tests.repositories import commit, git
from tests.schools import change, small

SURVEY = "data/start/blauw/survey.csv"
H1 = "content/guidance/aanbevelingen/h1.md"
QUESTIONS = "content/learning-questions/blauw.yml"
SETTINGS = "content/settings.yml"

PROBLEM = re.compile(r"(?:content|data)/[^:]+:[1-9]\d*: .*found .+; expected .+")


def invoke(*words: str | Path) -> Result:
    """A command in this process, where none is started for the sake of one test."""
    return CliRunner(env=ENVIRONMENT, catch_exceptions=False).invoke(main, [str(word) for word in words])


def edit(school: Path, path: str, old: str, new: str) -> None:
    """Change a text that stands once in a file of the school."""
    text = (school / path).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (school / path).write_text(text.replace(old, new), encoding="utf-8")


def spoil(school: Path) -> None:
    """Three mistakes in three files."""
    edit(school, SURVEY, "r1,4,", "r1,9,")
    edit(school, QUESTIONS, "links: [les-begin,", "links: [les-begn,")
    edit(school, SETTINGS, "mean: 5", "mean: 1")


def out(result: subprocess.CompletedProcess[str]) -> tuple[int, str, str]:
    return result.returncode, result.stdout, result.stderr


# ----- build -------------------------------------------------------------------------------------------


def test_a_build_says_one_line_and_nothing_else_and_again_gives_the_same(school: Path) -> None:
    """No progress where nobody watches, no banner of the theme, no log of MkDocs."""
    before = contents(school)
    code, stdout, stderr = out(teamspiegel("build", cwd=school))
    counted = f"build/cache/{SINCE}"
    after = {path: content for path, content in contents(school).items() if path in before}
    assert after.pop(counted).startswith(before.pop(counted))
    pages = len(list((school / "site").rglob("*.html"))) - len(["404.html"])
    assert (code, stdout, stderr) == (0, f"Built {pages} pages: {school}/site/index.html\n", "")
    assert after == before
    assert all(path.startswith("build/cache/") for path in contents(school).keys() - before.keys())


def test_every_problem_is_a_line_and_everything_stays(school: Path) -> None:
    spoil(school)
    before = contents(school)
    code, stdout, stderr = out(teamspiegel("build", cwd=school))
    *problems, last = stderr.splitlines()
    assert (code, stdout, last) == (1, "", "3 problems found.")
    assert [line.partition(": ")[0] for line in problems] == [f"{QUESTIONS}:6", f"{SETTINGS}:3", f"{SURVEY}:2"]
    assert all(PROBLEM.fullmatch(line) for line in problems)
    assert contents(school) == before


def test_a_broken_link_is_named_and_the_site_stays(school: Path) -> None:
    """What only MkDocs can find, and only warns about: reading looks at links in the text, not at a list of them."""
    edit(school, H1, "Een begin.", "Een begin. [Verder][1]\n\n[1]: nergens.md")
    before = contents(school / "site")
    code, stdout, stderr = out(teamspiegel("build", cwd=school))
    assert (code, stdout) == (1, "")
    assert "nergens.md" in stderr
    assert "Traceback" not in stderr
    assert contents(school / "site") == before
    assert [path.name for path in school.iterdir() if path.name.startswith(".")] == []


def test_the_site_may_go_elsewhere(school: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(school / "site")
    shutil.rmtree(school / "site")
    monkeypatch.chdir(tmp_path)
    assert invoke("build", "--project", school, "--site-dir", "public/site").exit_code == 0
    assert contents(tmp_path / "public" / "site") == before
    assert not (school / "site").exists()


def test_the_project_is_no_place_for_its_site_also_where_an_earlier_site_is_around_it(school: Path) -> None:
    web = shutil.copytree(school / "site", school.parent / "web")
    school = school.rename(web / "project")
    before = contents(web)
    for folder in (school, web, school / "content", school / "data" / "site", web.parent):
        result = invoke("build", "--project", school, "--site-dir", folder)
        assert (result.exit_code, result.stdout) == (2, "")
        assert re.fullmatch(rf"Error: {folder} (?:holds|lies in) .+; take another folder\n", result.stderr)
    assert contents(web) == before


def test_documents_stay_where_one_file_looks_like_a_sites(school: Path, tmp_path: Path) -> None:
    mine = write(tmp_path / "mine", {"downloads/indicatoren.csv": b"team\n", "letter.txt": b"mine"})
    result = invoke("build", "--project", school, "--site-dir", mine)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"Error: {mine} holds 'downloads', which no build wrote; take an empty folder\n"
    assert contents(mine) == {"downloads": b"", "downloads/indicatoren.csv": b"team\n", "letter.txt": b"mine"}


def test_what_others_keep_in_the_site_stays(school: Path, tmp_path: Path) -> None:
    kept = {"CNAME": b"school.example", ".git/HEAD": b"ref", "teams/note.txt": b"mine"}
    write(school / "site", kept)
    (tmp_path / "link").symlink_to(school / "site")
    assert invoke("build", "--project", school, "--team", "groen", "--site-dir", tmp_path / "link").exit_code == 0
    assert not (school / "site" / "teams" / "blauw").exists()
    assert {path: (school / "site" / path).read_bytes() for path in kept} == kept
    assert (tmp_path / "link").is_symlink()


def test_only_the_teams_that_are_named(school: Path) -> None:
    assert invoke("build", "--project", school, "--team", "groen", "--team", "rood").exit_code == 0
    assert sorted(path.name for path in (school / "site" / "teams").iterdir()) == ["groen", "rood"]
    assert "Team Blauw" not in (school / "site" / "index.html").read_text(encoding="utf-8")


def test_an_unknown_team_is_wrong_usage_and_everything_stays(school: Path) -> None:
    before = contents(school)
    result = invoke("build", "--project", school, "--team", "blauw", "--team", "blaauw")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "unknown team blaauw; expected one of blauw, groen," in result.stderr
    assert contents(school) == before


def test_progress_is_shown_on_a_terminal(school: Path) -> None:
    shutil.rmtree(school / "build" / "cache")
    ours, theirs = os.openpty()
    command = [str(PROGRAMS / "teamspiegel"), "build"]
    with subprocess.Popen(command, cwd=school, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=theirs) as process:
        os.close(theirs)
        shown = read_all(ours)
    counts = [int(found) for found in re.findall(r"\rDrawing charts: (\d+)", shown)]
    assert process.returncode == 0
    assert counts[-1] == counts[-2] > 10  # all are told once more, at the end of the line
    assert counts[:-1] == [*range(counts[0], counts[-1] + 1)]
    assert re.fullmatch(r"(\rDrawing charts: \d+)+\r\n", shown)


def read_all(terminal: int) -> str:
    """What is written to a terminal until nobody holds its other end."""
    parts: list[bytes] = []
    with closing(os.fdopen(terminal, "rb", buffering=0)) as file:
        while True:
            try:
                part = file.read(4096)
            except OSError:  # Linux says so when the other end is closed
                part = b""
            if not part:
                return b"".join(parts).decode()
            parts.append(part)


# ----- check -------------------------------------------------------------------------------------------


def test_check_says_who_took_part_and_writes_nothing(school: Path) -> None:
    before = contents(school)
    result = invoke("check", "--project", school)
    assert (result.exit_code, result.stderr) == (0, "")
    teams = len(yaml.safe_load(small()["content/teams.yml"]))
    first, *shown, last = result.stdout.splitlines()
    assert first == f"No problems: {teams} teams, 2 measured team rounds."
    kinds = [f"start, {team}, {source}" for team in ("blauw", "groen") for source in ("survey", "observations")]
    assert [line.partition(": ")[0] for line in shown] == kinds
    assert last == "Next: teamspiegel build."
    assert contents(school) == before


def test_check_speaks_to_programs_too(school: Path) -> None:
    assert [one["team"] for one in json.loads(invoke("check", "--project", school, "--format", "json").stdout)["shown"]]
    edit(school, SURVEY, "r1,4,", "r1,9,")
    told = json.loads((result := invoke("check", "--project", school, "--format", "json")).stdout)
    assert (result.exit_code, result.stderr) == (1, "")
    assert [(one["path"], one["line"], one["column"]) for one in told["problems"]] == [(SURVEY, 2, "zelf-begin")]
    marked = invoke("check", "--project", school, "--format", "github")
    assert marked.exit_code == 1
    assert marked.stdout.startswith(f"::error file={SURVEY},line=2,col=1::{SURVEY}:2: column 'zelf-begin'")


def test_check_lists_the_problems_and_writes_nothing(school: Path) -> None:
    spoil(school)
    before = contents(school)
    result = invoke("check", "--project", school)
    assert (result.exit_code, result.stdout) == (1, "")
    assert [bool(PROBLEM.fullmatch(line)) for line in result.stderr.splitlines()] == [True, True, True, False]
    assert contents(school) == before


def test_one_problem_is_counted_as_one(school: Path) -> None:
    edit(school, SURVEY, "r1,4,", "r1,9,")
    assert invoke("check", "--project", school).stderr.endswith("\n1 problem found.\n")


def test_the_project_is_the_current_folder_or_the_one_that_is_named(
    school: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = write(tmp_path / "other", small())
    spoil(other)
    monkeypatch.chdir(school)
    assert invoke("check").exit_code == 0
    assert invoke("check", "--project", other).exit_code == 1
    assert invoke("--project", other, "check").exit_code == 1
    assert invoke("--project", other, "check", "--project", school).exit_code == 0


def test_a_folder_that_is_no_project_lacks_files(tmp_path: Path) -> None:
    result = invoke("build", "--project", tmp_path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "content/teams.yml:1: found no such file" in result.stderr
    assert contents(tmp_path) == {}


# ----- what is private -----------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_listed_name_stops_a_command_and_is_not_repeated(school: Path, command: str) -> None:
    write(school, {"private/names.txt": b"# namen\nTjitske Kwak\n"})
    edit(school, H1, "Een begin.", "Een begin. Vraag tjitske kwak.")
    before = contents(school)
    result = invoke(command, "--project", school)
    assert (result.exit_code, result.stdout) == (1, "")
    assert re.match(rf"{H1}:\d+:18: found a name from private/names\.txt \(line 2\); expected ", result.stderr)
    assert "kwak" not in result.stderr.lower()
    assert contents(school) == before


def test_a_list_of_names_is_no_part_of_the_site_or_of_what_changed(folder: Path, tmp_path: Path) -> None:
    """Nor does it matter where an earlier state had one."""
    write(folder, {"private/names.txt": b"Tjitske Kwak\n"})
    before = write(tmp_path / "before", {**small(), "private/names.txt": b"K\n"})
    result = invoke("changes", "--project", folder, "--since", write(tmp_path / "other", small()))
    assert (result.exit_code, result.stderr) == (0, "")
    assert "No published indicator changed." in result.stdout
    (before / "private" / "names.txt").write_text("Anders\n", encoding="utf-8")
    assert "No published indicator changed." in invoke("changes", "--project", folder, "--since", before).stdout


# ----- wrong usage -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ["bild"],
        ["build", "--sitedir", "x"],
        ["build", "extra"],
        ["check", "--project", "/no/such/folder"],
        ["--project", "/no/such/folder", "check"],
        ["changes", "--since", "/no/such/folder"],
        ["serve", "--address", "8000"],
        ["serve", "--address", "localhost:http"],
        ["serve", "--address", "localhost:65536"],
        ["serve", "--address", "localhost:99999"],
    ],
    ids=" ".join,
)
def test_wrong_usage(words: list[str]) -> None:
    result = invoke(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: " in result.stderr


def test_version_and_help() -> None:
    assert __version__ in invoke("--version").stdout
    assert all(name in invoke("--help").stdout for name in ("build", "changes", "check", "serve"))


# ----- serve, as far as it does not serve ---------------------------------------------------------------


def test_serve_says_that_an_address_is_taken_before_it_builds(school: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = "{}:{}".format(*taken.getsockname())
        code, stdout, stderr = out(teamspiegel("serve", "--address", address, cwd=school))
    assert (code, stdout) == (2, "")
    assert stderr.splitlines() == [
        "Building documentation...",
        "Error: cannot serve here (Address already in use): choose another --address",
    ]


# ----- changes -----------------------------------------------------------------------------------------

WHERE_FROM = "; give --since a folder with an earlier state, or a git revision\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small school as it is written, nothing built."""
    return write(tmp_path / "school", small())


def test_changes_are_markdown_on_stdout(folder: Path, tmp_path: Path) -> None:
    write(tmp_path / "before", change(small(), SURVEY, "r1,4,", "r1,1,"))
    result = invoke("changes", "--project", folder, "--since", tmp_path / "before")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("## Start (start, 2026-03-24)\n\n- **Team Blauw**\n")
    assert f"\n## What changed since `{tmp_path}/before`\n" in result.stdout
    # r1 to r6 gave 4, 5, 3, 2, 4, 3: a mean of 21/6 = 3.5. With 1 in the place of the first 4 it was 18/6 = 3.0.
    [row] = [line for line in result.stdout.splitlines() if line.startswith("| zelf | item |")]
    assert row.startswith("| zelf | item | zelf-begin | n 6, mean 3.0, ")
    assert " | n 6, mean 3.5, " in row


def test_changes_are_told_since_the_last_commit(folder: Path) -> None:
    commit(folder)
    title = "## What changed since `HEAD`\n\n"
    assert invoke("changes", "--project", folder).stdout.endswith(f"{title}No published indicator changed.\n\n")
    edit(folder, SURVEY, "r1,4,", "r1,1,")
    before = contents(folder)
    result = invoke("changes", "--project", folder)
    assert (result.exit_code, result.stderr) == (0, "")
    assert f"{title}Indicators: 3 changed.\n" in result.stdout
    assert contents(folder) == before
    assert result.stdout == invoke("changes", "--project", folder, "--since", "HEAD").stdout


def test_changes_since_a_revision_of_a_repository_around_the_school(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = commit(tmp_path)
    edit(folder, SURVEY, "r1,4,", "r1,1,")
    commit(tmp_path)
    monkeypatch.chdir(folder)
    assert "No published indicator changed." in invoke("changes").stdout
    for since in (first, "HEAD~1"):
        assert f"since `{since}`\n\nIndicators: 3 changed.\n" in invoke("changes", "--since", since).stdout


def test_a_folder_goes_before_a_revision_of_that_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(folder)
    git(folder, "branch", "before")
    write(folder / "before", change(small(), SURVEY, "r1,4,", "r1,1,"))
    monkeypatch.chdir(folder)
    assert "Indicators: 3 changed." in invoke("changes", "--since", "before").stdout
    assert "No published indicator changed." in invoke("changes", "--since", "refs/heads/before").stdout


@pytest.mark.parametrize("missing", ["content", "data"])
def test_everything_is_new_where_there_was_no_content_or_data(folder: Path, missing: str) -> None:
    shutil.move(folder / missing, folder / "aside")
    commit(folder)
    shutil.move(folder / "aside", folder / missing)
    result = invoke("changes", "--project", folder)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "\nNothing was measured then: everything is new.\nTeam rounds: 2 new.\n" in result.stdout


def test_a_target_is_told_when_it_is_reached(folder: Path) -> None:
    """blauw's target for `les-begin` is at least 3.5 by round A. Six lessons of six teachers: a mean of 4."""
    commit(folder)
    lessons = "".join(f"l{number},t{number},4,3\n" for number in range(6))
    write(folder, {"data/ronde-a/blauw/observations.csv": f"lesson,teacher,les-begin,les-beurten\n{lessons}".encode()})
    survey = "respondent,zelf-begin,zelf-beurten,samen-afspraken,samen-roddel\n"
    write(folder, {"data/ronde-a/blauw/survey.csv": (survey + "r1,4,3,2,1\n").encode()})
    text = invoke("changes", "--project", folder).stdout
    assert "| rustig-beginnen | lessen | les-begin | ronde-a | not measured yet | reached |" in text
    assert "    - A (ronde-a): new, 15 indicators, 9 withheld; against Start (start): " in text


def test_an_earlier_state_with_mistakes_does_not_stop_the_command(folder: Path, tmp_path: Path) -> None:
    """Whoever mends a mistake must not fail because of it."""
    before = write(tmp_path / "before", small())
    spoil(before)
    result = invoke("changes", "--project", folder, "--since", before)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("## Start")
    assert result.stdout.endswith("\n\nThe earlier state has problems in its input, so what changed is not told.\n")


def test_changes_list_the_problems_of_now(folder: Path) -> None:
    commit(folder)
    spoil(folder)
    result = invoke("changes", "--project", folder)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.endswith("\n3 problems found.\n")


@pytest.mark.parametrize("since", ["nosuch", "--all", "-h", "", "HEAD:data", "x" * 300, "HEAD~1"])
def test_an_unknown_revision_is_wrong_usage_told_in_a_line(folder: Path, since: str) -> None:
    commit(folder)
    result = invoke("changes", "--project", folder, f"--since={since}")
    shown = since if len(since) <= 40 else "x" * 39 + "…"
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"Error: git knows no commit '{shown}' here{WHERE_FROM}"


def test_without_git_an_earlier_state_has_to_be_given(folder: Path, tmp_path: Path) -> None:
    result = invoke("changes", "--project", folder)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"Error: {folder} has no git history that can be read (")
    assert result.stderr.endswith(WHERE_FROM) and result.stderr.count("\n") == 1
    assert invoke("changes", "--project", folder, "--since", write(tmp_path / "before", small())).exit_code == 0


def test_a_folder_of_something_else_is_wrong_usage(folder: Path) -> None:
    result = invoke("changes", "--project", folder, "--since", folder / "data")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"Error: {folder / 'data'} holds no content/ and no data/{WHERE_FROM}"
