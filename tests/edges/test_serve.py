"""`teamspiegel serve` follows every change, once, and outlives a mistake."""

import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from html import unescape
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from urllib.request import urlopen

import pytest

from tests.edges.test_cli import spoil
from tests.projects import ENVIRONMENT, PROGRAMS, clone
from tests.schools import ROOT

TEAM = "teams/blauw/index.html"
LAYER = "teams/blauw/lagen/zelf.html"
SURVEY = "data/start/blauw/survey.csv"

PATIENCE = 240.0
"""Seconds in which anything happens, also on a busy computer."""

QUIET = 1.5
"""Seconds in which another build would have begun: changes are looked for twice a second."""

BEGINS = "Detected file changes"
ENDS = "Reloading browsers"
"""What the server says of every build but the first. A build that a mistake stopped ends too."""


def hear_ctrl_c() -> None:
    """What was started in the background, as by a CI machine, hands on that it does not hear Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Server:
    """A server on a school of its own, and what it says."""

    def __init__(self, school: Path, *program: str, **variables: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.address = "{}:{}".format(*free.getsockname())
        self.school = school
        self.said: list[str] = []
        self.process = subprocess.Popen(
            [PROGRAMS / program[0], *program[1:], self.address],
            cwd=school,
            env=ENVIRONMENT | variables,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=hear_ctrl_c,
        )
        self.listener = Thread(target=self.listen)
        self.listener.start()

    def listen(self) -> None:
        assert self.process.stderr
        with self.process.stderr:
            self.said.extend(self.process.stderr)

    def times(self, words: str) -> int:
        """How often the server said something."""
        return sum(words in line for line in self.said)

    def until(self, done: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not done():
            assert self.process.poll() is None, "".join(self.said)
            assert time.monotonic() < deadline, "".join(self.said)
            time.sleep(0.05)

    def page(self, path: str) -> str:
        """A page as it is served, without the script that MkDocs adds to make it reload itself."""
        return self.whole(path).rpartition("<script>")[0]

    def whole(self, path: str) -> str:
        """A page as it is served."""
        with urlopen(f"http://{self.address}/{path}", timeout=PATIENCE) as answer:
            return str(answer.read().decode())

    def notice(self) -> str:
        """What stands over a page; nothing when nothing does."""
        page = self.whole(TEAM)
        found = re.search(
            r'<div id="ts-stopped" role="alert".*?<div lang="en"[^>]*>(.*?)</div></div>\s*</body>', page, re.S
        )
        assert bool(found) is ("ts-stopped" in page)
        return unescape(found[1]) if found else ""

    def edit(self, path: str, old: str, new: str) -> None:
        """Change a text in a file, wait for what the server then does, and for it to have come to rest.

        A change may be noticed twice; what was built may not be noticed as another.
        """
        builds = self.times(ENDS)
        text = (self.school / path).read_text(encoding="utf-8")
        assert text.count(old) == 1
        # In one step: a file that is emptied and then written changes twice.
        edited = self.school / "edited"
        edited.write_text(text.replace(old, new), encoding="utf-8")
        edited.replace(self.school / path)
        self.until(lambda: self.times(ENDS) > builds)
        time.sleep(QUIET)
        self.until(lambda: self.times(ENDS) == self.times(BEGINS))
        assert self.times(BEGINS) <= builds + 3, "".join(self.said)
        builds = self.times(BEGINS)
        time.sleep(QUIET)
        assert self.times(BEGINS) == builds, "".join(self.said)

    def stop(self) -> int:
        """Press Ctrl-C; the exit code."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(PATIENCE)
        self.listener.join()
        return code


@contextmanager
def running(school: Path, *program: str, since: str = "Serving on", **variables: str) -> Iterator[Server]:
    """A server that has said that it serves, or that it has come so far, and that does not outlive the tests."""
    server = Server(school, *program, **variables)
    try:
        server.until(lambda: server.times(since) == 1)
        yield server
    finally:
        if server.process.poll() is None:
            server.process.kill()
            server.process.wait()
            server.listener.join()


@pytest.fixture(scope="module")
def temporary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server makes its temporary folders."""
    return tmp_path_factory.mktemp("temporary")


@pytest.fixture(scope="module")
def server(built_school: Path, temporary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on a copy of the small school that has a theme of its own."""
    school = shutil.copytree(built_school, tmp_path_factory.mktemp("served") / "school")
    shutil.copytree(ROOT / "theme", school / "theme")
    with running(school, "teamspiegel", "serve", "--address", TMPDIR=str(temporary)) as server:
        yield server


def test_it_says_where_it_serves_and_serves_the_site(server: Server) -> None:
    assert server.times(f"Serving on http://{server.address}/") == 1
    assert "Team Blauw" in server.page(TEAM)


def test_it_says_where_the_school_is_looked_after_and_answers_only_to_this_computer_there(server: Server) -> None:
    assert server.times(f"http://{server.address}/beheer/") == 1
    assert "Alles klopt." in server.whole("beheer/")
    assert status(server, "/beheer/") == 200
    assert status(server, "/beheer/", Host="elders.example") == 403
    assert status(server, "/beheer/", "POST") == 405
    assert status(server, "/beheer/import?file=../content/teams.yml") == 404


def test_it_answers_to_its_own_name_and_to_numbers_only(server: Server) -> None:
    """A page elsewhere may have its name lead to this computer, and then read what is answered to that name."""
    for host in ("localhost", "127.0.0.1:8000", "[::1]", "192.168.1.20:8000"):
        assert status(server, f"/{TEAM}", Host=host) == 200, host
    for host in ("elders.example", "localhost.elders.example", "127.0.0.1.elders.example", ""):
        assert status(server, f"/{TEAM}", Host=host) == 403, host
        assert status(server, "/livereload/1/2", Host=host) == 403, host


def status(server: Server, path: str, method: str = "GET", **headers: str) -> int:
    """How a request is answered."""
    with closing(HTTPConnection(server.address, timeout=PATIENCE)) as connection:
        connection.request(method, path, headers=headers)
        return connection.getresponse().status


def test_no_content_policy_forbids_the_script_by_which_a_page_reloads_itself(server: Server) -> None:
    assert "Content-Security-Policy" not in server.page(TEAM)


def test_it_follows_the_content(server: Server) -> None:
    server.edit("content/teams.yml", "Team Blauw", "Team Azuur")
    assert "Team Azuur" in server.page(TEAM)


def test_it_follows_the_data(server: Server) -> None:
    # r1 to r6 gave 4, 5, 3, 2, 4, 3: a mean of 21/6 = 3.5. With 1 in the place of the first 4 it is 18/6 = 3.0.
    row = re.compile(r"Ik begin rustig\..*?</tr>", re.DOTALL)
    assert ">3,5<" in row.findall(server.page(LAYER))[0]
    server.edit(SURVEY, "r1,4,", "r1,1,")
    assert ">3,0<" in row.findall(server.page(LAYER))[0]


def test_it_follows_the_theme(server: Server) -> None:
    server.edit("theme/pages/layer.md.jinja", "Wat is er precies gevraagd?", "Wat vroegen we?")
    assert "Wat vroegen we?" in server.page(LAYER)


def test_a_mistake_is_told_and_the_old_page_stays_until_it_is_mended(server: Server) -> None:
    before = server.page(TEAM)
    server.edit(SURVEY, "r2,5,", "r2,9,")
    assert server.times(f"{SURVEY}:3: column 'zelf-begin': found a number which is off") >= 1
    assert server.times("The pages stay as they were") >= 1
    assert server.times("Traceback") == 0
    assert server.page(TEAM) == before
    assert server.notice().startswith(f"{SURVEY}:3: column 'zelf-begin': found a number which is off")
    assert '<a href="/beheer/"' in server.whole(TEAM)
    assert "Eén ding klopt nog niet." in server.whole("beheer/")
    assert server.notice().endswith("\n\nThe pages stay as they were until this is mended.")
    server.edit(SURVEY, "r2,9,", "r2,5,")
    assert server.page(TEAM) == before
    assert server.notice() == ""


def broken_and_mended(server: Server, template: str) -> None:
    """Break a template, look, and mend it. Told with its traceback: it may as well be a bug."""
    before, mistakes = server.page(TEAM), server.times("Traceback")
    text = (server.school / template).read_text(encoding="utf-8")
    (server.school / template).write_text(f"{{% no-such-tag %}}{text}", encoding="utf-8")
    server.until(lambda: "Encountered unknown tag" in server.notice())
    assert server.notice().endswith("until this is mended.")
    assert server.page(TEAM) == before
    assert server.times("Traceback") > mistakes
    (server.school / template).write_text(text, encoding="utf-8")
    server.until(lambda: server.notice() == "")
    assert server.page(TEAM) == before


def test_so_is_an_error_in_the_theme(server: Server) -> None:
    broken_and_mended(server, "theme/pages/team.md.jinja")


def test_a_folder_that_is_moved_away_and_back_is_watched_again(server: Server) -> None:
    before = server.page(TEAM)
    (server.school / "content").rename(server.school / "aside")
    server.until(lambda: "content/teams.yml:1: found no such file" in server.notice())
    assert server.page(TEAM) == before
    (server.school / "aside").rename(server.school / "content")
    server.until(lambda: server.notice() == "")
    time.sleep(QUIET)
    server.until(lambda: server.times(ENDS) == server.times(BEGINS))
    server.edit("content/teams.yml", "Team Groen", "Team Lente")
    assert "Team Lente" in server.page("index.html")


def test_it_never_writes_the_site_and_leaves_nothing_when_it_ends(
    server: Server, built_school: Path, temporary: Path
) -> None:
    site = Path("site", "index.html")
    assert (server.school / site).read_bytes() == (built_school / site).read_bytes()
    errors = server.times("Traceback")
    assert server.stop() == 0
    assert server.times("Traceback") == errors
    assert not list(temporary.iterdir())


def test_it_begins_with_problems_too_and_leads_to_them_until_they_are_mended(
    built_school: Path, tmp_path: Path
) -> None:
    school = shutil.copytree(built_school, tmp_path / "school")
    spoil(school)
    with running(school, "teamspiegel", "serve", "--address") as server:
        assert server.times("content/settings.yml:3: found ") == 1
        assert server.times("There are no pages until this is mended.") == 1
        for path in ("", TEAM, "assets/palette.css"):
            assert "3 dingen kloppen nog niet." in server.whole(path)
        mend = (("content/settings.yml", "mean: 1", "mean: 5"), (SURVEY, "r1,9,", "r1,4,"))
        for path, old, new in mend:
            server.edit(path, old, new)
        assert "Eén ding klopt nog niet." in server.whole(TEAM)
        server.edit("content/learning-questions/blauw.yml", "[les-begn,", "[les-begin,")
        assert "Team Blauw" in server.page(TEAM)
        assert server.notice() == ""
        assert server.times("Traceback") == 0
        assert server.stop() == 0


def test_an_edit_during_the_first_build_is_seen(built_school: Path, tmp_path: Path) -> None:
    school = shutil.copytree(built_school, tmp_path / "school")
    teams = school / "content" / "teams.yml"
    # MkDocs empties the folder of the site after the school has been read, and before any page is made.
    with running(school, "teamspiegel", "serve", "--address", since="Cleaning site directory") as server:
        teams.write_text(teams.read_text(encoding="utf-8").replace("Team Blauw", "Team Azuur"), encoding="utf-8")
        server.until(lambda: server.times(ENDS) >= 1)
        assert "Team Azuur" in server.page(TEAM)
        assert server.stop() == 0


def test_mkdocs_by_itself_follows_the_content_too(built_school: Path, tmp_path: Path) -> None:
    school = clone(tmp_path / "repository")
    for folder in ("content", "data"):
        shutil.rmtree(school / folder)
    for folder in ("content", "data", "build"):
        shutil.copytree(built_school / folder, school / folder, dirs_exist_ok=True)
    with running(school, "mkdocs", "serve", "--dev-addr") as server:
        server.edit("content/teams.yml", "Team Blauw", "Team Azuur")
        assert "Team Azuur" in server.page(TEAM)
        # A template that MkDocs reads itself, after it has emptied the site.
        broken_and_mended(server, "theme/overrides/main.html")
        assert server.stop() == 0
