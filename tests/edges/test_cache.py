"""The cache gives back what it was given, or nothing."""

import os
import zlib
from pathlib import Path
from time import time

import pytest
from teamspiegel.edges.cache import BLOCK, SINCE, TRIMMED, Cache

KEY, OTHER = "a" * 64, "b" * 64


def cache_size(folder: Path) -> int:
    return sum(path.stat().st_size for path in files(folder))


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in (SINCE, TRIMMED))


@pytest.mark.parametrize("text", ["", "<svg/>", "two\r\nlines\n\n", "één\n" * 1000])
def test_what_is_kept_is_found(tmp_path: Path, text: str) -> None:
    cache = Cache(tmp_path / "cache")
    assert cache.get(KEY) is None
    cache.keep(KEY, text)
    assert (cache.get(KEY), cache.get(OTHER)) == (text, None)


@pytest.mark.parametrize("damage", [b"", b"<svg", b"\xff\xfe\n<svg/>", b"0000\n<svg/>", b"\n<svg/>"])
def test_what_is_damaged_is_not_found_until_it_is_kept_again(tmp_path: Path, damage: bytes) -> None:
    cache = Cache(tmp_path)
    cache.keep(KEY, "<svg/>")
    (path,) = files(tmp_path)
    path.write_bytes(damage)
    assert cache.get(KEY) is None
    cache.keep(KEY, "<svg/>")
    assert cache.get(KEY) == "<svg/>"


def test_what_says_the_same_again_and_again_takes_little_room(tmp_path: Path) -> None:
    Cache(tmp_path).keep(KEY, "<path d='M0,0h10v0h0Z'/>" * 1000)
    assert cache_size(tmp_path) < 1000


@pytest.mark.parametrize("length", range(0, 71, 7))
def test_half_of_what_was_kept_is_not_found(tmp_path: Path, length: int) -> None:
    cache = Cache(tmp_path)
    cache.keep(KEY, "<svg/>")
    (path,) = files(tmp_path)
    assert path.stat().st_size > 70
    path.write_bytes(path.read_bytes()[:length])
    assert cache.get(KEY) is None


def test_what_stands_under_another_key_is_not_found(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.keep(KEY, "of a")
    cache.keep(OTHER, "of b")
    one, other = files(tmp_path)
    other.replace(one)
    assert cache.get(KEY) is None


@pytest.mark.parametrize("place", ["file", "folder in the place of a text", "link to nowhere"])
def test_where_nothing_can_be_kept_nothing_is_found_and_nobody_is_stopped(tmp_path: Path, place: str) -> None:
    folder = tmp_path / "cache"
    if place == "file":
        folder.write_bytes(b"")
    elif place == "link to nowhere":
        folder.symlink_to(tmp_path / "nowhere" / "at all")
    else:
        (folder / KEY[:2] / KEY).mkdir(parents=True)
    cache = Cache(folder, most_bytes=0)
    cache.keep(KEY, "<svg/>")
    assert cache.get(KEY) is None
    cache.trim()


def test_what_was_of_no_use_for_longest_goes_first(tmp_path: Path) -> None:
    """Three entries of one size; two may stay. What is found was of use."""
    keys = [letter * 64 for letter in "abc"]
    Cache(tmp_path).keep(keys[0], "ten bytes!")
    cache = Cache(tmp_path, most_bytes=2 * cache_size(tmp_path))
    for number, key in enumerate(keys):
        cache.keep(key, "ten bytes!")
        os.utime(cache._path(key), (number, number))
    assert cache.get(keys[0]) == "ten bytes!"
    cache.trim()
    assert [cache.get(key) is not None for key in keys] == [True, False, True]


def test_it_is_trimmed_once_an_hour(tmp_path: Path) -> None:
    cache = Cache(tmp_path, most_bytes=4 * BLOCK)
    cache.trim()
    cache.keep(KEY, "<svg/>")
    (tmp_path / "left").write_bytes(bytes(5 * BLOCK))
    os.utime(tmp_path / "left", (1, 1))
    for hours, still_there in ((0.9, True), (1.1, False)):
        then = time() - hours * 3600
        os.utime(tmp_path / TRIMMED, (then, then))
        cache.trim()
        assert ((tmp_path / "left").exists(), cache.get(KEY)) == (still_there, "<svg/>")


def test_it_is_trimmed_sooner_where_much_was_kept_since(tmp_path: Path) -> None:
    """As by an hour of edits to what every page of a large school has."""
    cache = Cache(tmp_path, most_bytes=100_000)
    cache.trim()
    for number in range(20):
        cache.keep_packed(f"{number:064}", bytes(10_000))
        cache.trim()
        assert cache_size(tmp_path) < 100_000 + 100_000 / 4 + 10_100
    assert cache.get_packed(f"{19:064}")
    assert not cache.get_packed(f"{0:064}")


def test_a_clock_that_was_wrong_is_no_reason_not_to_trim(tmp_path: Path) -> None:
    cache = Cache(tmp_path, most_bytes=0)
    cache.trim()
    os.utime(tmp_path / TRIMMED, (time() + 10**6, time() + 10**6))
    cache.keep(KEY, "<svg/>")
    cache.trim()
    assert cache.get(KEY) is None


def test_what_somebody_put_there_that_is_no_text_is_not_found(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for content in (b"not packed", zlib.compress(b"\xff")):
        cache.keep_packed(KEY, content)
        assert cache.get(KEY) is None


def test_whatever_lies_there_counts(tmp_path: Path) -> None:
    """What a killed build left, or an older version."""
    (tmp_path / "left").write_bytes(b"x" * 1000)
    os.utime(tmp_path / "left", (1, 1))
    cache = Cache(tmp_path, most_bytes=1000)
    cache.keep(KEY, "<svg/>")
    cache.trim()
    assert (cache.get(KEY), (tmp_path / "left").exists()) == ("<svg/>", False)
