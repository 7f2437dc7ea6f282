"""What was made of a team is found again by the same programs with the same theme, and by no others."""

from pathlib import Path

import pytest
from teamspiegel.edges import unchanged
from teamspiegel.edges.cache import Cache
from teamspiegel.edges.kept_teams import KeptTeams

KEY, OTHER = "a" * 64, "b" * 64


def test_what_was_kept_is_found_under_its_key_by_who_makes_it_with_the_same(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    KeptTeams(cache, "these programs").keep(KEY, b"\x00made\n")
    assert KeptTeams(cache, "these programs").get(KEY) == b"\x00made\n"
    assert KeptTeams(cache, "these programs").get(OTHER) is None
    assert KeptTeams(cache, "other programs").get(KEY) is None


def test_what_was_damaged_is_not_found(tmp_path: Path) -> None:
    kept = KeptTeams(Cache(tmp_path), "these programs")
    kept.keep(KEY, b"made")
    (path,) = tmp_path.glob("*/*")
    path.write_bytes(path.read_bytes()[:-1])
    assert kept.get(KEY) is None


def test_it_is_made_with_every_file_of_the_theme_and_every_program(monkeypatch: pytest.MonkeyPatch) -> None:
    before = unchanged.of_files({"theme/fonts/a.ttf": b"x"})
    assert before == unchanged.of_files({"theme/fonts/a.ttf": b"x"})
    assert before != unchanged.of_files({"theme/fonts/a.ttf": b"y"})
    assert before != unchanged.of_files({"theme/fonts/b.ttf": b"x"})
    monkeypatch.setattr(unchanged, "_programs", lambda: {"pipeline.py": b"other"})
    assert before != unchanged.of_files({"theme/fonts/a.ttf": b"x"})
