"""A programme on a cluster: each school as it is alone, whatever happens to a worker or stands in another school."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from distributed import Client, LocalCluster
from fsspec.implementations.memory import MemoryFileSystem
from teamspiegel.contracts.programme import ProgrammeStatus
from teamspiegel.edges import programme as edge
from teamspiegel.edges.cli import main
from teamspiegel.edges.places import Place
from teamspiegel.edges.site_folder import PlaceError
from teamspiegel.programme.declared import read_programme

from tests.programmes import programme
from tests.projects import built, contents, write
from tests.schools import Files

DAY = date(2026, 11, 27)
WRONG = "schools/school-0003/data/start/team-0/survey.csv"
MISTAKE = f"{WRONG}:12: column 'zelf-begin': found a number which is off the scale; expected a whole number from 1 to 5"


@pytest.fixture(scope="module", autouse=True)
def clock() -> Iterator[None]:
    """The site map holds a day: the one that the command is told, which the workers inherit."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1774306800")
        yield


@pytest.fixture(scope="module")
def client(clock: None) -> Iterator[Client]:
    with edge.cluster_of(None, processes=2) as client:
        yield client


@pytest.fixture(scope="module")
def files() -> Files:
    """Five schools of two teams; one has a mistake, so eight teams of four schools are together."""
    tree = programme(5)
    return {**tree, WRONG: tree[WRONG] + b"r99,9,1,1,1\n"}


@pytest.fixture(scope="module")
def folder(files: Files, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("programme"), files)


@pytest.fixture(scope="module")
def status(client: Client, folder: Path) -> ProgrammeStatus:
    return build(client, folder)


def silent(what: str, done: int, total: int) -> None:
    """Tells nothing."""


def build(client: Client, folder: Path, to: str = "built", told: edge.Told = silent) -> ProgrammeStatus:
    return edge.build_programme(client, Place(str(folder)), Place(f"{folder}/{to}"), DAY, locked=False, told=told)


def test_no_worker_keeps_samples_of_what_it_did(client: Client) -> None:
    sampled = client.run(lambda dask_worker: "profile" in dask_worker.periodic_callbacks)
    assert len(sampled) == 2 and not any(sampled.values())


def test_a_school_with_a_mistake_is_told_and_keeps_no_other_from_its_site(status: ProgrammeStatus) -> None:
    found = {one.counted.school: [str(problem) for problem in one.problems] for one in status.schools}
    wrong = found.pop("school-0003")
    assert len(wrong) == 1 and wrong[0].startswith(MISTAKE)
    assert found == {f"school-000{number}": [] for number in (0, 1, 2, 4)}
    assert [one.has_site for one in status.schools] == [True, True, True, False, True]


def test_the_sites_are_those_of_the_schools_with_the_reference_as_a_benchmark(
    status: ProgrammeStatus, files: Files, folder: Path, tmp_path: Path
) -> None:
    """The files are put together by hand, and built by the command."""
    shared, own = "shared/", "schools/school-0001/"
    tree = {path.removeprefix(shared): content for path, content in files.items() if path.startswith(shared)}
    tree |= {path.removeprefix(own): content for path, content in files.items() if path.startswith(own)}
    kept = contents(folder / "built" / "references")
    tree["content/benchmarks.yml"] = kept["samen.yml"]
    tree["data/benchmarks/samen.csv"] = kept["samen.csv"]
    alone = built(write(tmp_path, tree), "--date", DAY.isoformat()) / "site"
    assert contents(folder / "built" / "sites" / "school-0001") == contents(alone)
    pages = [page.read_text(encoding="utf-8") for page in alone.rglob("*.html")]
    assert any("De Kust, maart 2026, 8 teams van 4 scholen" in page for page in pages)


def test_nothing_is_written_into_a_school(status: ProgrammeStatus, files: Files, folder: Path) -> None:
    assert {path: one for path, one in contents(folder).items() if one and not path.startswith("built/")} == files


def test_a_worker_that_is_killed_changes_nothing(client: Client, status: ProgrammeStatus, folder: Path) -> None:
    killed = list[int]()

    def kill(what: str, done: int, total: int) -> None:
        if not killed and (what, done) == ("Built", 1):
            pids = client.run(os.getpid)
            busy = [worker for worker, keys in client.processing().items() if keys]
            killed.append(pids[busy[0]])
            os.kill(killed[0], signal.SIGKILL)

    again = build(client, folder, "again", kill)
    assert killed and killed[0] not in client.run(os.getpid).values()
    assert again == status
    assert contents(folder / "again") == contents(folder / "built")


def test_a_reference_that_was_made_stays_when_another_school_comes_in(
    client: Client, status: ProgrammeStatus, folder: Path, files: Files
) -> None:
    """Two of them, with and without a school, would tell that school's numbers."""
    declared = read_programme({"programme.yml": files["programme.yml"]}, {"content/instruments/kompas.yml": b""}, "a")
    place = Place(str(folder))
    setting = edge.Setting(place, place / "built", declared, "", {}, DAY, False)
    assert edge._references(setting, {}) == (status.references, ())
    early = replace(setting, target=place / "elsewhere", day=date(2026, 6, 30))
    assert edge._references(early, {}) == ((), declared.references)


def test_the_status_page_tells_schools_rounds_and_problems_and_no_answer(status: ProgrammeStatus, folder: Path) -> None:
    page = (folder / "built" / "status" / "index.html").read_text(encoding="utf-8")
    assert "4 van de 5 scholen hebben een nieuwe site" in page
    assert "10 van de 12 collega" not in page and "20 van de 24 collega" in page
    assert WRONG in page and "r99" not in page


# ----- a bucket ----------------------------------------------------------------------------------------


@pytest.fixture
def bucket(files: Files) -> Iterator[MemoryFileSystem]:
    found = MemoryFileSystem()
    found.pipe({f"/bucket/{path}": content for path, content in files.items()})
    yield found
    MemoryFileSystem.store.clear()
    MemoryFileSystem.pseudo_dirs[:] = [""]


def test_data_and_sites_may_lie_on_a_bucket(status: ProgrammeStatus, folder: Path, bucket: MemoryFileSystem) -> None:
    """It is this process's own memory, so the cluster is of threads."""
    bucket.pipe_file("/bucket/schools/school-0001/private/names.txt", b"Fenna Wouda\n")
    with (
        LocalCluster(n_workers=1, threads_per_worker=2, processes=False, dashboard_address="127.0.0.1:0") as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        source, target = Place("memory://bucket"), Place("memory://out")
        found = edge.build_programme(client, source, target, DAY, locked=False, told=silent)
    assert found == status
    there = {path.removeprefix("/out/"): bucket.cat_file(path) for path in bucket.find("/out")}
    assert there == {path: content for path, content in contents(folder / "built").items() if content}


def test_a_new_site_on_a_bucket_takes_away_what_is_no_more(bucket: MemoryFileSystem, tmp_path: Path) -> None:
    place = Place("memory://sites/a")
    place.take_site(write(tmp_path / "one", {"index.html": b"1", "old/page.html": b"1"}))
    place.write({"CNAME": b"example.org"})
    place.take_site(write(tmp_path / "two", {"index.html": b"2", "page.html": b"2"}))
    there = {path.removeprefix("/sites/a/"): bucket.cat_file(path) for path in bucket.find("/sites/a")}
    listed = there.pop(".teamspiegel").decode().splitlines()
    assert there == {"index.html": b"2", "page.html": b"2", "CNAME": b"example.org"}
    assert [line.split("  ")[1] for line in listed] == ["index.html", "page.html"]


def test_what_a_build_left_on_a_bucket_that_was_killed_is_tidied(
    bucket: MemoryFileSystem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, real = Place("memory://sites/a"), MemoryFileSystem.pipe

    def killed(self: MemoryFileSystem, files: dict[str, bytes]) -> None:
        real(self, dict(list(files.items())[:1]))
        raise KeyboardInterrupt

    place.take_site(write(tmp_path / "one", {"index.html": b"1"}))
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(MemoryFileSystem, "pipe", killed)
        place.take_site(write(tmp_path / "two", {"half.html": b"2", "index.html": b"2"}))
    place.take_site(tmp_path / "one")
    assert sorted(bucket.find("/sites/a")) == ["/sites/a/.teamspiegel", "/sites/a/index.html"]


def test_a_folder_of_somebody_elses_on_a_bucket_is_left_alone(bucket: MemoryFileSystem, tmp_path: Path) -> None:
    bucket.pipe_file("/sites/a/thesis.docx", b"-")
    with pytest.raises(PlaceError, match="holds what no build wrote"):
        Place("memory://sites/a").take_site(write(tmp_path, {"index.html": b"1"}))
    assert bucket.find("/sites/a") == ["/sites/a/thesis.docx"]


# ----- what a worker must have -------------------------------------------------------------------------


def setting_of(folder: Path) -> edge.Setting:
    source = Place(str(folder))
    shared = edge.shared_tree(source / "shared")
    declared = read_programme({"programme.yml": source.read("programme.yml") or b""}, shared, ["a"])
    return edge.Setting(source, source / "built", declared, edge.hash_of(shared), edge.programs(), DAY, False)


def test_a_worker_with_another_version_builds_nothing(folder: Path) -> None:
    setting = setting_of(folder)
    other = replace(setting, programs={**setting.programs, "mkdocs": "0.1"})
    with pytest.raises(edge.Changed, match=r"a worker has mkdocs 1\.\S+ and this build is made with 0\.1"):
        edge.count_school(other, "school-0000")


def test_shared_files_that_change_on_the_way_stop_the_build(folder: Path) -> None:
    with pytest.raises(edge.Changed, match="no longer what it was"):
        edge.count_school(replace(setting_of(folder), shared="other"), "school-0000")


# ----- the command -------------------------------------------------------------------------------------


def command(*words: str) -> Result:
    return CliRunner().invoke(main, ["programme", "build", *words])


def test_the_command_lists_the_problems_and_ends_with_1(
    client: Client, folder: Path, status: ProgrammeStatus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edge, "cluster_of", lambda address: nullcontext(client))
    result = command(str(folder), "--date", DAY.isoformat())
    assert result.exit_code == 1
    assert result.stdout == (
        f"Built 4 of 5 sites: {folder}/built/status/index.html\nReference samen: 8 means of 8 teams of 4 schools\n"
    )
    assert result.stderr.splitlines()[0].startswith(MISTAKE)
    assert result.stderr.splitlines()[1:] == ["1 problem found."]


def test_what_is_wrong_with_the_programme_itself_is_told_before_anything(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edge, "cluster_of", lambda address: nullcontext(client))
    result = command(str(tmp_path))
    assert (result.exit_code, list(tmp_path.iterdir())) == (1, [])
    assert [line.partition(":")[0] for line in result.stderr.splitlines()[:2]] == ["programme.yml", "schools/"]


def test_without_the_extra_the_command_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "teamspiegel.edges.programme", raising=False)
    monkeypatch.delattr("teamspiegel.edges.programme", raising=False)
    result = command(".")
    assert (result.exit_code, "pip install 'teamspiegel[cluster]'" in result.stderr) == (2, True)
