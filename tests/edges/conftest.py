"""A small school on disk, to change and build again."""

import shutil
from pathlib import Path

import pytest


@pytest.fixture
def school(built_school: Path, tmp_path: Path) -> Path:
    """A copy of the small school with its site, its docs folder and its drawn charts."""
    return shutil.copytree(built_school, tmp_path / "school", symlinks=True)
