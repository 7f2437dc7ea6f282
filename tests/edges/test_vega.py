"""Vega for the browser, from the installed converter."""

from importlib.metadata import version
from pathlib import Path

import pytest
from teamspiegel.edges.vega import vega_bundle


@pytest.fixture
def prefix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Python installation that holds no bundle yet."""
    monkeypatch.setattr("sys.prefix", str(tmp_path))
    return tmp_path / "share" / "teamspiegel" / f"vega-{version('vl-convert-python')}.js"


def test_the_bundle_is_made_once_and_kept_beside_the_converter(prefix: Path) -> None:
    bundle = vega_bundle()
    assert b"vegaEmbed" in bundle
    assert prefix.read_bytes() == bundle
    prefix.write_bytes(b"kept")
    assert vega_bundle() == b"kept"
    assert [path.name for path in prefix.parent.iterdir()] == [prefix.name]


def test_where_nothing_can_be_kept_it_is_made_all_the_same(prefix: Path) -> None:
    prefix.parent.parent.mkdir(parents=True)
    prefix.parent.write_bytes(b"a file where the folder should be")
    assert b"vegaEmbed" in vega_bundle()
