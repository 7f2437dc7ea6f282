"""The zip: one folder that opens anywhere, and equal bytes for an equal site."""

import re
import shutil
import time
import zipfile
from pathlib import Path

import pytest
from teamspiegel.edges.archive import pack
from teamspiegel.edges.site_folder import LIST

from tests.projects import contents, teamspiegel, write

SITE = {
    "assets/a.css": b"a",
    "index.html": b"home",
    "404.html": b"",
    "robots.txt": b"",
    "sitemap.xml": b"",
    "teams/a/index.html": b"team",
}

LONGEST_PATH = 120
"""Windows takes paths up to 260 letters, and whoever unpacks the zip spends the first hundred or so."""


def names(archive: Path) -> list[str]:
    with zipfile.ZipFile(archive) as opened:
        return opened.namelist()


def test_it_is_one_folder_that_begins_with_the_page_to_open(tmp_path: Path) -> None:
    pack(write(tmp_path / "site", SITE), tmp_path / "dist" / "a.zip")
    assert names(tmp_path / "dist" / "a.zip") == [
        "teamspiegel/index.html",
        "teamspiegel/assets/a.css",
        "teamspiegel/teams/a/index.html",
    ]
    with zipfile.ZipFile(tmp_path / "dist" / "a.zip") as opened:
        assert opened.testzip() is None
        assert opened.read("teamspiegel/teams/a/index.html") == b"team"
        assert {entry.external_attr >> 16 & 0o777 for entry in opened.infolist()} == {0o644}


def test_equal_sites_give_equal_bytes_whenever_they_were_written(tmp_path: Path) -> None:
    pack(write(tmp_path / "one", SITE), tmp_path / "one.zip")
    time.sleep(2.1)  # a zip tells time in steps of two seconds
    pack(write(tmp_path / "two", dict(reversed(SITE.items()))), tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_the_zip_that_was_stays_when_a_new_one_fails(tmp_path: Path) -> None:
    write(tmp_path, {"a.zip": b"before"})
    folder = write(tmp_path / "site", SITE)
    (folder / "gone.html").symlink_to(tmp_path / "nowhere")
    (folder / "teams" / "a" / "index.html").unlink()
    (folder / "teams" / "a" / "index.html").mkdir()
    pack(folder, tmp_path / "a.zip")  # neither is a file
    assert "teamspiegel/gone.html" not in names(tmp_path / "a.zip")
    before = (tmp_path / "a.zip").read_bytes()
    with pytest.MonkeyPatch.context() as patch, pytest.raises(OSError, match="full"):
        patch.setattr(Path, "read_bytes", full)
        pack(folder, tmp_path / "a.zip")
    assert (tmp_path / "a.zip").read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"a.zip", "site"}


def full(path: Path) -> bytes:
    raise OSError("full")


def test_a_build_packs_what_it_built_and_what_others_put_there_not(school: Path) -> None:
    write(school / "site", {"note.txt": b"mine"})
    result = teamspiegel("build", "--zip", "dist/site.zip", cwd=school)
    assert (result.returncode, result.stdout.splitlines()[1]) == (0, f"Packed: {school}/dist/site.zip"), result.stderr
    files = {path for path in contents(school / "site") if (school / "site" / path).is_file()} - {LIST, "note.txt"}
    packed = {name.removeprefix("teamspiegel/") for name in names(school / "dist" / "site.zip")}
    assert packed == files - {"404.html", "robots.txt", "sitemap.xml", "sitemap.xml.gz"}


def test_a_build_with_a_problem_packs_nothing_and_tidies_what_a_killed_one_left(school: Path) -> None:
    write(school, {"content/teams.yml": b"- {id: ../x, name: X, members: 4}\n"})
    pack(school / "site", school / "dist" / "site.zip")
    before = contents(school / "dist")
    write(school / "dist", {".site.zip.teamspiegel-part": b"half"})
    assert teamspiegel("build", "--zip", "dist/site.zip", cwd=school).returncode == 1
    assert contents(school / "dist") == before


def test_a_zip_takes_the_place_of_no_document(school: Path) -> None:
    write(school, {"dist/thesis.docx": b"mine"})
    before = contents(school)
    result = teamspiegel("build", "--zip", "dist/thesis.docx", cwd=school)
    assert (result.returncode, result.stdout, contents(school)) == (2, "", before)
    assert (
        result.stderr == f"Error: {school}/dist/thesis.docx is not the zip of a site; move it, or take another name\n"
    )


def test_names_are_short_and_plain(demonstration: Path, tmp_path: Path) -> None:
    """SharePoint and Windows refuse some letters, and long paths."""
    pack(shutil.copytree(demonstration / "site", tmp_path / "site", ignore=lambda *_: [LIST]), tmp_path / "a.zip")
    found = names(tmp_path / "a.zip")
    assert [name for name in found if not re.fullmatch(r"[a-z0-9][a-z0-9._-]*(?:/[a-z0-9][a-z0-9._-]*)+", name)] == []
    assert max(map(len, found)) <= LONGEST_PATH
