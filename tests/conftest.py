"""What tests in several folders start from."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from tests.locks import variables
from tests.projects import built, clone, write
from tests.schools import small

pytest_plugins = ["tests.attack.told", "tests.fuzz.options"]

# A slow machine is no fault of the code: nothing here is about time.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


Make = Callable[[str, Callable[[Path], Path]], Path]


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Make:
    """Makes a folder that all processes of the run share: by its name, and how whoever needs it first makes it."""
    own = tmp_path_factory.getbasetemp()
    common = own if worker_id == "master" else own.parent

    def make(name: str, made: Callable[[Path], Path]) -> Path:
        folder, done = common / name, common / f"{name}.done"
        with FileLock(common / f"{name}.lock"):
            if not done.exists():
                folder.mkdir()
                made(folder)
                done.touch()
        return folder

    return make


@pytest.fixture(scope="session")
def demonstration(once: Make) -> Path:
    """A clone of the repository in which `teamspiegel build` was run. Tests copy it or leave it as it is."""
    return once("demonstration", lambda folder: built(clone(folder)))


@pytest.fixture(scope="session")
def locked_demonstration(demonstration: Path, once: Make) -> Path:
    """A copy of it in which `teamspiegel build --locked` was run, with an address, so that its site map has entries."""

    def made(folder: Path) -> Path:
        without = shutil.ignore_patterns("site")
        shutil.copytree(demonstration, folder, symlinks=True, ignore=without, dirs_exist_ok=True)
        with (folder / "mkdocs.yml").open("a", encoding="utf-8") as settings:
            settings.write("site_url: https://spiegel.example/\n")
        return built(folder, "--locked", **variables(["horeca", "zorg-en-welzijn", "techniek", "groen", "school"]))

    return once("locked", made)


@pytest.fixture(scope="session")
def built_school(once: Make) -> Path:
    """A folder with a small school's `content/` and `data/` only, in which `teamspiegel build` was run."""
    return once("small", lambda folder: built(write(folder, small())))
