"""What tests in several folders start from."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.locks import variables
from tests.projects import built, clone, write
from tests.schools import small

pytest_plugins = ["tests.attack.told"]

# A slow machine is no fault of the code: nothing here is about time.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of the repository in which `teamspiegel build` was run. Tests copy it or leave it as it is."""
    return built(clone(tmp_path_factory.mktemp("demonstration")))


@pytest.fixture(scope="session")
def locked_demonstration(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of it in which `teamspiegel build --locked` was run, with an address, so that its site map has entries."""
    folder = tmp_path_factory.mktemp("locked") / "demonstration"
    shutil.copytree(demonstration, folder, symlinks=True, ignore=shutil.ignore_patterns("site"))
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("site_url: https://spiegel.example/\n")
    return built(folder, "--locked", **variables(["handel", "zorg-en-welzijn", "techniek", "groen", "school"]))


@pytest.fixture(scope="session")
def built_school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small school's `content/` and `data/` only, in which `teamspiegel build` was run."""
    return built(write(tmp_path_factory.mktemp("small"), small()))
