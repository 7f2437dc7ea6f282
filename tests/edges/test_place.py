"""Where a site and a zip may go."""

import re
from pathlib import Path

import pytest
from teamspiegel.edges.archive import pack
from teamspiegel.edges.disk import Project
from teamspiegel.edges.place import refuse_site, refuse_zip
from teamspiegel.edges.site_folder import PlaceError

from tests.projects import write


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project in a folder of its own; its survey stands elsewhere, behind a link."""
    folder = write(tmp_path / "web" / "school", {"content/teams.yml": b"", "data/a/b.csv": b"", ".git/HEAD": b""})
    write(
        folder, {"private/names.txt": b"", "theme/palette.yml": b"", "build/docs/.gitkeep": b"", "build/cache/x": b""}
    )
    write(tmp_path / "share", {"survey.csv": b""})
    (folder / "data" / "round").symlink_to(tmp_path / "share")
    return Project(folder)


def real(project: Project, name: str) -> Path:
    return (project.folder / name).resolve()


@pytest.mark.parametrize(
    "name",
    [
        ".", "..", "../..", "/",
        "content", "data", "theme", "private", ".git", "build/docs", "build/cache",
        "content/site", "data/a", "theme/x/y", "private/site", ".git/site", "build/docs/site", "build/cache/a",
        "build",
        "../../share", "../../share/site", "data/round/site",
    ],
)  # fmt: skip
def test_a_site_is_refused_where_it_would_hold_or_lie_in_what_is_read_or_kept(project: Project, name: str) -> None:
    with pytest.raises(PlaceError, match=re.escape(str(real(project, name)))):
        refuse_site(project, real(project, name))


@pytest.mark.parametrize("name", ["content", "data", "private", "build/docs"])
def test_also_where_that_is_not_there_yet(tmp_path: Path, name: str) -> None:
    """A school that was never measured has no data yet."""
    with pytest.raises(PlaceError):
        refuse_site(Project(tmp_path), tmp_path / name)
    with pytest.raises(PlaceError):
        refuse_site(Project(tmp_path), tmp_path / name / "site")


def test_also_under_another_name(project: Project, tmp_path: Path) -> None:
    (tmp_path / "texts").symlink_to(project.folder / "content")
    moved = project.folder / "moved"
    (project.folder / "content").rename(moved)
    (project.folder / "content").symlink_to(moved)
    for name in ("moved", "moved/site", "content"):
        with pytest.raises(PlaceError):
            refuse_site(project, real(project, name))


@pytest.mark.parametrize("name", ["site", "public/site", "../site", "build/site", "contents", "datasite"])
def test_a_site_may_go_anywhere_else(project: Project, name: str) -> None:
    refuse_site(project, real(project, name))


def test_the_products_own_theme_is_kept_from_sites_too(tmp_path: Path) -> None:
    project = Project(tmp_path)
    with pytest.raises(PlaceError, match="which a build reads or keeps"):
        refuse_site(project, project.theme / "site")
    with pytest.raises(PlaceError, match="which a build reads or keeps"):
        refuse_site(project, project.theme.parent)


@pytest.mark.parametrize("name", ["content/a.zip", "data/a.zip", "private/a.zip", ".git/a.zip", "site/a.zip", "site"])
def test_a_zip_is_refused_in_what_is_read_or_kept_and_in_the_site(project: Project, name: str) -> None:
    with pytest.raises(PlaceError):
        refuse_zip(project, real(project, "site"), real(project, name))


@pytest.mark.parametrize("content", [b"", b"a thesis", b"PK\x05\x06" + bytes(18)])
def test_a_zip_replaces_the_zip_of_a_site_only(project: Project, content: bytes) -> None:
    """The last is a zip with nothing in it."""
    file = real(project, "dist/a.zip")
    refuse_zip(project, real(project, "site"), file)
    write(project.folder, {"dist/a.zip": content})
    with pytest.raises(PlaceError, match="is not the zip of a site"):
        refuse_zip(project, real(project, "site"), file)
    pack(write(project.folder / "fresh", {"index.html": b""}), file)
    refuse_zip(project, real(project, "site"), file)
