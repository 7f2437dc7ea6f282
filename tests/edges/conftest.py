"""A small school on disk, built once and handed out in copies."""

import shutil
from pathlib import Path

import pytest

from tests.projects import built, write
from tests.schools import small


@pytest.fixture(scope="session")
def built_school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small school's `content/` and `data/` only, in which `teamspiegel build` was run."""
    return built(write(tmp_path_factory.mktemp("small"), small()))


@pytest.fixture
def school(built_school: Path, tmp_path: Path) -> Path:
    """A copy of the small school with its site, its docs folder and its drawn charts, to change and build again."""
    return shutil.copytree(built_school, tmp_path / "school", symlinks=True)
