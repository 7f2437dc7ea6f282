"""What one process finds out the next one knows, and who knows it already neither reads nor writes it again."""

from pathlib import Path

import pytest
from teamspiegel.contracts.known import MOST_OF_BEFORE, Known
from teamspiegel.edges.cache import Cache
from teamspiegel.edges.learnt import learning


@pytest.fixture
def touched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was done with a cache, in order."""
    found, get, keep = list[str](), Cache.get, Cache.keep

    def noted_get(cache: Cache, key: str) -> str | None:
        found.append("get")
        return get(cache, key)

    def noted_keep(cache: Cache, key: str, text: str) -> bool:
        found.append("keep")
        return keep(cache, key, text)

    monkeypatch.setattr(Cache, "get", noted_get)
    monkeypatch.setattr(Cache, "keep", noted_keep)
    return found


def test_the_next_process_knows_it(tmp_path: Path) -> None:
    with learning(Cache(tmp_path), {"sums": (first := Known())}):
        first.put("1 + 1", "2")
    with learning(Cache(tmp_path), {"sums": (second := Known())}):
        assert second.get("1 + 1") == "2"
    with learning(Cache(tmp_path), {"products": (other := Known())}):
        assert other.get("1 + 1") is None


def test_a_process_that_builds_again_reads_and_writes_only_what_is_new(tmp_path: Path, touched: list[str]) -> None:
    known = Known()
    with learning(Cache(tmp_path), {"sums": known}):
        known.put("1 + 1", "2")
    assert touched == ["get", "keep"]
    touched.clear()
    with learning(Cache(tmp_path), {"sums": known}):
        assert known.get("1 + 1") == "2"
    assert touched == []
    with learning(Cache(tmp_path), {"sums": known}):
        known.put("1 + 2", "3")
    assert touched == ["keep"]
    with learning(Cache(tmp_path), {"sums": (later := Known())}):
        assert (later.get("1 + 1"), later.get("1 + 2")) == ("2", "3")


def test_what_one_process_does_not_need_the_next_may(tmp_path: Path) -> None:
    """Of a school in which one team changed, a build needs the templates of that team alone."""
    with learning(Cache(tmp_path), {"sums": (first := Known())}):
        first.put("1 + 1", "2")
    with learning(Cache(tmp_path), {"sums": (second := Known())}):
        second.put("1 + 2", "3")
    with learning(Cache(tmp_path), {"sums": (third := Known())}):
        assert (third.get("1 + 1"), third.get("1 + 2")) == ("2", "3")


def test_what_nobody_needed_for_long_is_forgotten(tmp_path: Path) -> None:
    """Else what is remembered would grow with every edit of an author."""
    for number in range(2 * MOST_OF_BEFORE):
        with learning(Cache(tmp_path), {"sums": (known := Known())}):
            known.put(f"{number} + 0", str(number))
            known.get("0 + 0")
    with learning(Cache(tmp_path), {"sums": (last := Known())}):
        assert len(last.learnt) <= MOST_OF_BEFORE + 2
        assert (last.get("0 + 0"), last.get("1 + 0"), last.get(f"{number} + 0")) == ("0", None, str(number))
