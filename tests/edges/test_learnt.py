"""What one process finds out the next one knows, and who knows it already neither reads nor writes it again."""

from pathlib import Path

import pytest
from teamspiegel.contracts.known import Known
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
