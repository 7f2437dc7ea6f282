"""Exports: files to hand on, the same that a site has, and never over what somebody else wrote."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader
from teamspiegel.contracts.problem import UnknownTeams
from teamspiegel.edges import draw
from teamspiegel.edges.cli import main
from teamspiegel.edges.disk import Project
from teamspiegel.edges.export import LIST, export_calendars, export_papers
from teamspiegel.edges.site_folder import PlaceError
from teamspiegel.pages.paths import PaperKind

from tests.projects import contents, write
from tests.schools import small
from tests.sites import TODAY

MEETING = date(2026, 3, 31)
"""The day of the small school's only meeting."""

Export = Callable[[Path], list[Path]]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(write(tmp_path / "school", small()))


def names(paths: list[Path], folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in paths)


def text(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(path.read_bytes())).pages)


def nobody(*_: object) -> dict[str, str]:
    raise AssertionError("somebody is asked to draw")


def invoke(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["export", *map(str, words)])


# ----- what is written ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("poster", ["poster-blauw.pdf"]),
        ("sheets", ["kijken--werkblad.pdf", "werkbladen-blauw.pdf", "werkbladen-groen.pdf"]),
        ("minutes", ["notulen-blauw-2026-03-31.pdf"]),
    ],
)
def test_papers_of_a_kind(
    project: Project, tmp_path: Path, kind: PaperKind, expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is drawn for them: only reports have charts."""
    monkeypatch.setattr(draw._Drawings, "__call__", nobody)
    written = export_papers(project, kind, (), tmp_path / "out", TODAY)
    assert names(written, tmp_path / "out") == expected
    assert all(path.read_bytes().startswith(b"%PDF-") for path in written)


def test_a_report_is_that_of_the_site(built_school: Path, tmp_path: Path) -> None:
    written = export_papers(Project(built_school), "report", ["blauw"], tmp_path, TODAY)
    assert names(written, tmp_path) == ["verslag-blauw.pdf"]
    assert "Verslag van" in text(tmp_path / "verslag-blauw.pdf")


def test_before_a_meeting_is_over_there_is_its_programme(project: Project, tmp_path: Path) -> None:
    written = export_papers(project, "minutes", (), tmp_path / "out", MEETING)
    assert names(written, tmp_path / "out") == ["programma-blauw-2026-03-31.pdf"]


def test_only_the_teams_that_are_asked_for(project: Project, tmp_path: Path) -> None:
    written = export_papers(project, "sheets", ["groen"], tmp_path / "out", TODAY)
    assert names(written, tmp_path / "out") == ["kijken--werkblad.pdf", "werkbladen-groen.pdf"]
    with pytest.raises(UnknownTeams, match="nope"):
        export_papers(project, "sheets", ["nope"], tmp_path / "other", TODAY)
    assert not (tmp_path / "other").exists()


# ----- where it may be written --------------------------------------------------------------------------


def exports(project: Project) -> list[Export]:
    return [
        lambda folder: export_calendars(project, (), folder),
        lambda folder: export_papers(project, "minutes", (), folder, TODAY),
    ]


def test_what_was_exported_is_replaced_and_what_others_wrote_is_not(project: Project, tmp_path: Path) -> None:
    out = write(tmp_path / "out", {"brief.docx": b"van mij"})
    for write_to in exports(project):
        write_to(out)
        (path,) = write_to(out)
        path.write_bytes(b"half")
        assert write_to(out) == [path]
        assert path.read_bytes() != b"half"
    assert contents(out)["brief.docx"] == b"van mij"
    assert sorted(contents(out)) == [LIST, "agenda-blauw.ics", "brief.docx", "notulen-blauw-2026-03-31.pdf"]


@pytest.mark.parametrize("kind", ["file", "folder", "link"])
@pytest.mark.parametrize("which", [0, 1], ids=["calendar", "papers"])
def test_what_no_export_wrote_is_refused_before_anything_is_written(
    project: Project, tmp_path: Path, which: int, kind: str
) -> None:
    out, write_to = tmp_path / "out", exports(project)[which]
    (name,) = [path.name for path in write_to(tmp_path / "elsewhere")]
    out.mkdir()
    (tmp_path / "mine").write_bytes(b"van mij")
    if kind == "file":
        (out / name).write_bytes(b"van mij")
    elif kind == "folder":
        (out / name).mkdir()
    else:
        (out / name).symlink_to(tmp_path / "mine")
    before = contents(out)
    with pytest.raises(PlaceError, match=f"{name} was not written by an export; move it"):
        write_to(out)
    assert contents(out) == before
    assert (tmp_path / "mine").read_bytes() == b"van mij"


def test_the_same_file_by_an_earlier_version_is_taken_over(project: Project, tmp_path: Path) -> None:
    """Which kept no list."""
    write_to = exports(project)[0]
    (path,) = write_to(tmp_path)
    (tmp_path / LIST).unlink()
    assert write_to(tmp_path) == [path]


@pytest.mark.parametrize("place", ["data", "content/x", "build/cache", "private"])
def test_not_among_what_a_build_reads_or_keeps(project: Project, place: str) -> None:
    before = contents(project.folder)
    for write_to in exports(project):
        with pytest.raises(PlaceError, match="a build reads or keeps"):
            write_to(project.folder / place)
    assert contents(project.folder) == before


@pytest.mark.parametrize("place", [".", "downloads"])
def test_not_in_a_site(built_school: Path, place: str) -> None:
    for write_to in exports(Project(built_school)):
        with pytest.raises(PlaceError, match="lies in a site"):
            write_to((built_school / "site" / place).resolve())


# ----- the command --------------------------------------------------------------------------------------


def test_every_kind_of_paper_has_a_command() -> None:
    assert set(main.commands["export"].commands) == {"calendar", *get_args(PaperKind)}  # type: ignore[attr-defined]


def test_the_command_tells_what_it_wrote(project: Project) -> None:
    result = invoke("minutes", "--project", project.folder, "--date", "2026-06-24")
    where = project.folder / "dist" / "notulen-blauw-2026-03-31.pdf"
    assert (result.exit_code, result.output) == (0, f"Wrote {where}\n")


def test_or_why_there_is_nothing(project: Project) -> None:
    result = invoke("minutes", "--project", project.folder, "--team", "rood")
    assert (result.exit_code, result.output) == (0, "No team has a meeting yet, so nothing was written.\n")
    assert not (project.folder / "dist").exists()


def test_wrong_usage_and_problems_have_their_own_exit_codes(project: Project, tmp_path: Path) -> None:
    assert invoke("poster", "--project", project.folder, "--team", "nope").exit_code == 2
    assert invoke("poster", "--project", project.folder, "--to", project.folder / "data").exit_code == 2
    (project.folder / "content" / "teams.yml").write_text("- {id: 1}\n")
    broken = invoke("poster", "--project", project.folder, "--to", tmp_path / "out")
    assert broken.exit_code == 1 and "content/teams.yml:1" in broken.output
    assert not (tmp_path / "out").exists()
