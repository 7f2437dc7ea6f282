"""MkDocs by itself does the same job, and the command does it for a school without MkDocs settings of its own."""

import re
import shutil
import tomllib
from pathlib import Path

import pytest
import yaml
from teamspiegel.contracts.site import NavItem
from teamspiegel.edges.mkdocs import HOOK, nav_of

from tests.projects import built, clone, contents, run, write
from tests.schools import ROOT, problems_of, small


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A fresh clone with a small school in it."""
    folder = clone(tmp_path / "repository")
    shutil.rmtree(folder / "content")
    shutil.rmtree(folder / "data")
    return write(folder, small())


# ----- the same site -----------------------------------------------------------------------------------


def test_mkdocs_builds_the_same_site_to_the_last_byte(repository: Path, built_school: Path) -> None:
    result = run("mkdocs", "build", "--strict", cwd=repository)
    assert result.returncode == 0, result.stderr
    ours, theirs = contents(built_school / "site"), contents(repository / "site")
    assert [path for path in ours if ours[path] != theirs.get(path)] == []
    assert theirs.keys() == ours.keys()


def test_with_a_problem_mkdocs_lists_it_and_leaves_the_site_alone(repository: Path) -> None:
    survey = repository / "data/start/blauw/survey.csv"
    survey.write_bytes(survey.read_bytes().replace(b"r1,4,", b"r1,9,").replace(b"r2,5,", b"r2,veel,"))
    write(repository, {"site/index.html": b"the old site"})
    before = contents(repository)
    result = run("mkdocs", "build", "--strict", cwd=repository)
    told = [line.partition(": ")[0] for line in result.stdout.splitlines() if line]
    assert (result.returncode, told) == (1, ["data/start/blauw/survey.csv:2", "data/start/blauw/survey.csv:3"])
    assert "Traceback" not in result.stderr
    assert contents(repository) == before


def test_mkdocs_by_itself_touches_no_documents_either(repository: Path) -> None:
    """It empties the folder that its site goes into."""
    assert run("mkdocs", "build", cwd=repository).returncode == 0
    write(repository, {"site/CNAME": b"mine"})
    for folder, told in (("content", "lies in"), ("site", "would be lost, and no build wrote it")):
        before = contents(repository / folder)
        result = run("mkdocs", "build", "--site-dir", folder, cwd=repository)
        assert (result.returncode, told in result.stdout, contents(repository / folder)) == (1, True, before), result
    (repository / "site" / "CNAME").unlink()
    assert run("teamspiegel", "build", cwd=repository).returncode == 0


# ----- a school without settings of its own -------------------------------------------------------------


def test_a_folder_with_content_and_data_only_makes_a_site(built_school: Path) -> None:
    assert {path.name for path in built_school.iterdir()} == {"content", "data", "build", "site"}
    home = (built_school / "site" / "index.html").read_text(encoding="utf-8")
    assert "Kleine School" in home
    assert (built_school / "site" / "assets" / "teamspiegel.css").is_file()


def test_the_navigation_as_mkdocs_writes_it() -> None:
    team = NavItem("Blue", children=(NavItem("", "blue/index.md"), NavItem("Layer", "blue/layer.md")))
    assert nav_of([NavItem("Home", "index.md"), NavItem("Teams", children=(team,))]) == [
        {"Home": "index.md"},
        {"Teams": [{"Blue": ["blue/index.md", {"Layer": "blue/layer.md"}]}]},
    ]


# ----- outside the repository ---------------------------------------------------------------------------


def test_an_installed_package_builds_with_the_theme_and_settings_that_it_carries(school: Path, tmp_path: Path) -> None:
    """The files as hatchling is told to put them into a wheel, on the path before the ones that are being edited."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = settings["tool"]["hatch"]["build"]["targets"]["wheel"]
    installed = tmp_path / "site-packages"
    for source in wheel["packages"]:
        shutil.copytree(ROOT / source, installed / Path(source).name)
    for source, target in wheel["force-include"].items():
        (shutil.copytree if (ROOT / source).is_dir() else shutil.copy)(ROOT / source, installed / target)
    before = contents(school / "site")
    shutil.rmtree(school / "site")
    command = "from teamspiegel.edges.cli import main; from teamspiegel.edges import disk; print(disk.PACKAGE); main()"
    result = run("python", "-c", command, "build", cwd=school, PYTHONPATH=str(installed))
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith(f"{installed / 'teamspiegel'}\nBuilt ")
    assert contents(school / "site") == before


def test_every_path_in_the_settings_also_holds_outside_the_repository() -> None:
    """The command hands MkDocs the folders and the hook itself; the theme goes wherever the settings go."""
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    assert {settings.pop("docs_dir"), settings.pop("site_dir")} == {"build/docs", "site"}
    assert [ROOT / path for path in settings.pop("hooks")] == [HOOK]
    assert (ROOT / settings["theme"]["custom_dir"]).is_dir()
    included = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    folders = [target for target in included["wheel"]["force-include"].values() if target.startswith("teamspiegel/")]
    assert f"teamspiegel/{settings['theme']['custom_dir']}".startswith(tuple(folders))


# ----- search engines -----------------------------------------------------------------------------------

NO_INDEX = '<meta content="noindex, nofollow" name=robots>'


def heads(site: Path) -> dict[str, list[str]]:
    """What every page of a site says to search engines."""
    found = {path: path.read_text(encoding="utf-8").partition("<body")[0] for path in sorted(site.rglob("*.html"))}
    return {path.name: re.findall("<meta [^>]*name=robots>", head) for path, head in found.items()}


def test_every_page_and_robots_txt_ask_search_engines_to_stay_away(built_school: Path) -> None:
    found = heads(built_school / "site")
    assert "404.html" in found and len(found) > 10
    assert {name: said for name, said in found.items() if said != [NO_INDEX]} == {}
    assert (built_school / "site" / "robots.txt").read_text(encoding="utf-8") == "User-agent: *\nDisallow: /\n"


def test_a_school_may_let_them_in_knowingly(school: Path) -> None:
    (school / "content/settings.yml").write_text("school: Kleine School\nsearch_engines: true\n", encoding="utf-8")
    built(school)
    found = heads(school / "site")
    assert found.pop("404.html") == [NO_INDEX]
    assert {name: said for name, said in found.items() if said != ["<meta content=all name=robots>"]} == {}
    assert not (school / "site" / "robots.txt").exists()


@pytest.mark.parametrize("value", ["'yes'", "1", "'true'"])
def test_what_is_not_true_or_false_lets_nobody_in(value: str) -> None:
    (message,) = problems_of({**small(), "content/settings.yml": f"search_engines: {value}\n".encode()})
    assert "for key 'search_engines'; expected true or false" in message
