"""What is written for its owner only: whole or not at all, and out of git's sight."""

import errno
import os
import stat
from pathlib import Path

import pytest
from teamspiegel.edges.private import write_private

from tests.projects import contents


def full_disk(number: int) -> None:
    """What a system says when there is no room for what was written."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_leaves_the_file_that_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "private" / "passphrases.yml"
    write_private(path, "school: een\n")
    before = contents(tmp_path)
    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space left") as error:
        write_private(path, "school: een\ntalen: twee\n")
    assert error.value.filename == str(path)
    assert (
        contents(tmp_path)
        == before
        == {
            "private": b"",
            "private/.gitignore": b"*\n",
            "private/passphrases.yml": b"school: een\n",
        }
    )


def test_a_full_disk_leaves_no_rule_for_git_without_a_word_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space left"):
        write_private(tmp_path / "private" / "x", "x")
    assert contents(tmp_path) == {"private": b""}


@pytest.mark.parametrize(("found", "left"), [(b"", b"*\n"), (b"\n", b"*\n"), (b"!names.txt\n", b"!names.txt\n")])
def test_an_empty_rule_for_git_is_filled_in_and_another_is_its_author_s(
    tmp_path: Path, found: bytes, left: bytes
) -> None:
    ignore = tmp_path / "private" / ".gitignore"
    ignore.parent.mkdir()
    ignore.write_bytes(found)
    write_private(tmp_path / "private" / "x", "x")
    assert ignore.read_bytes() == left


def test_where_a_link_stands_the_file_that_it_leads_to_is_written(tmp_path: Path) -> None:
    (tmp_path / "kluis").mkdir()
    (tmp_path / "private").mkdir()
    link = tmp_path / "private" / "passphrases.yml"
    link.symlink_to(tmp_path / "kluis" / "geheim.yml")
    write_private(link, "school: een\n")
    assert link.is_symlink()
    assert (tmp_path / "kluis" / "geheim.yml").read_bytes() == b"school: een\n"
    assert stat.S_IMODE((tmp_path / "kluis" / "geheim.yml").stat().st_mode) == 0o600
