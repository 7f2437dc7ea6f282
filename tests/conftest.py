"""What tests in several folders start from."""

from pathlib import Path

import pytest

from tests.projects import built, clone


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of the repository in which `teamspiegel build` was run. Tests copy it or leave it as it is."""
    return built(clone(tmp_path_factory.mktemp("demonstration")))
