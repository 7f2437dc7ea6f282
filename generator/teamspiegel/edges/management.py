"""The pages on which somebody looks after a school: how it stands, and what an import of an export would do.

They are no pages of the site. `serve` has them, also while nothing can be built, for whoever sits at this computer.
They write nothing.
"""

import ipaddress
import shlex
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from socketserver import TCPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from teamspiegel import counting
from teamspiegel.contracts.definitions import Definitions, Round
from teamspiegel.contracts.problem import InputProblems, Problem
from teamspiegel.contracts.theme import Theme
from teamspiegel.edges.disk import Project, folders_read, read_theme_tree, read_tree
from teamspiegel.edges.importing import Request, WrongUsage, grids_of, preview
from teamspiegel.edges.tree import is_left_behind
from teamspiegel.pages.paths import Paths
from teamspiegel.pages.render import document, environment
from teamspiegel.pages.stylesheet import stylesheet
from teamspiegel.reading.text import Tree, Unreadable
from teamspiegel.reading.theme import read_theme
from teamspiegel.reading.tool import Recognised, recognise
from teamspiegel.situation import Situation, Wrong

PRIVATE = "private"
"""Where exports lie until they are imported. Git ignores it."""
EXPORTS = frozenset({".csv", ".xlsx", ".ods", ".sav"})
OWN_PROGRAM = ".venv/bin/teamspiegel"
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})

HTML, TEXT = "text/html; charset=utf-8", "text/plain; charset=utf-8"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True)
class Pages:
    """The pages of the site, as they are served. `building`: others are made now; `stopped`: what kept them from it."""

    building: bool
    stopped: str


@dataclass(frozen=True)
class Export:
    """An export that lies ready: by which program it was made, or why it cannot be read."""

    name: str
    day: date
    recognised: Recognised | None
    problem: Problem | None


@dataclass(frozen=True)
class Answer:
    """What is sent back."""

    status: str
    kind: str
    body: bytes


class Management:
    """The pages of a project, on a server that is not bound yet; `pages` tells how those of the site are getting on.

    Raises InputProblems when the theme cannot be read.
    """

    def __init__(self, project: Project, server: TCPServer, pages: Callable[[], Pages]) -> None:
        self._project = project
        self._server = server
        self._host = str(server.server_address[0]).lower()
        self._pages = pages
        theme = read_theme(read_theme_tree(project))
        self.path = f"/{Paths(theme.wording).management()}/"
        self.link = theme.wording.say("management.link")
        self._known: tuple[Tree, date, Situation] | None = None

    def before(self, app: WSGIApplication) -> WSGIApplication:
        """An application that answers for these pages, and leaves the others to another; none to a name not its own."""

        def answering(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            path = str(environ["PATH_INFO"])
            if path == self.path.rstrip("/"):
                start_response("302 Found", [("Location", self.path)])
                return []
            if path.startswith(self.path):
                answer = self._refusal(environ) or self._answer(path.removeprefix(self.path), _query(environ))
            elif misled := self._misled(environ):
                answer = misled
            else:
                return app(environ, start_response)
            headers = {**HEADERS, "Content-Type": answer.kind, "Content-Length": str(len(answer.body))}
            start_response(answer.status, [*headers.items()])
            return [answer.body]

        return answering

    def _misled(self, environ: WSGIEnvironment) -> Answer | None:
        """A name that somebody else gave to this computer: a page of theirs could read what is served by it."""
        named = _host_of(str(environ.get("HTTP_HOST", "")))
        if named in {*LOCAL, self._host} or _is_address(named):
            return None
        port = self._server.server_address[1]
        told = f"This server is not known by that name. On this computer it is http://localhost:{port}/"
        return _said(
            "403 Forbidden", f"{told}; elsewhere, open it by the number of the computer (http://192.0.2.1:{port}/)."
        )

    def _refusal(self, environ: WSGIEnvironment) -> Answer | None:
        """Only somebody at this computer may read, and by its own name: another's may be made to lead here."""
        if environ["REQUEST_METHOD"] != "GET":
            return _said("405 Method Not Allowed", "These pages can only be read.")
        named = _host_of(str(environ.get("HTTP_HOST", "")))
        if named not in {*LOCAL, self._host} or not self._is_here(str(environ["REMOTE_ADDR"])):
            return _said("403 Forbidden", "These pages are for this computer only.")
        return None

    def _is_here(self, address: str) -> bool:
        """Whether this computer itself asks: by its loopback, or by the address that it serves at."""
        return ipaddress.ip_address(address).is_loopback or address == self._server.server_address[0]

    def _answer(self, name: str, query: Mapping[str, str]) -> Answer:
        try:
            if name == "state":
                return Answer("200 OK", TEXT, self._mark().encode())
            tree = read_theme_tree(self._project)
            theme = read_theme(tree)
            if name in ("", "import"):
                mark = self._mark()
                context = self._state() if name == "" else self._import(query)
                return Answer("200 OK", HTML, self._page(theme, name, mark, context).encode())
        except InputProblems as error:
            return _said("500 Internal Server Error", str(error))
        except _NotThere:
            return _said("404 Not Found", "There is no such export.")
        return _files(theme, tree).get(name) or _said("404 Not Found", "There is no such page.")

    def _page(self, theme: Theme, name: str, mark: str, context: Mapping[str, Any]) -> str:
        env = environment(theme)
        common = {
            "state": mark,
            "place": name or "state",
            "title": theme.wording.say(f"management.title.{name or 'state'}"),
            "program": self._program,
            "folder": shlex.quote(str(self._project.folder)),
        }
        return document(env, "import" if name else "management", **common, **context)

    @property
    def _program(self) -> str:
        """How the command is called in the project's folder."""
        return OWN_PROGRAM if (self._project.folder / OWN_PROGRAM).exists() else "teamspiegel"

    # ----- how the school stands ----------------------------------------------------------------------------

    def _state(self) -> dict[str, Any]:
        found = self._situation()
        return {
            "situation": found,
            "definitions": found.definitions,
            "pages": self._pages(),
            "exports": list(self._exports()),
        }

    def _situation(self) -> Situation:
        """How the school stands today. What was read last is kept: who looks often may not have to wait often."""
        tree, today = read_tree(self._project), date.today()
        if self._known is None or self._known[:2] != (tree, today):
            self._known = tree, today, counting.situation_of(tree, today)
        return self._known[2]

    # ----- what an import would do --------------------------------------------------------------------------

    def _import(self, query: Mapping[str, str]) -> dict[str, Any]:
        """Raises _NotThere for a file, round or team that is none of those to choose from."""
        exports, situation = list(self._exports()), self._situation()
        definitions, file, team = situation.definitions, query.get("file", ""), query.get("team", "")
        context: dict[str, Any] = {"definitions": definitions, "exports": exports, "file": file, "team": team}
        context |= {"round": None, "preview": None, "unread": [], "refused": ""}
        _choose(file, ("", *(export.name for export in exports)))
        if definitions is None or not definitions.rounds:
            return context
        _choose(team, ("", *definitions.team_by_id))
        round_ = _round(definitions, situation, query.get("round"))
        context["round"] = round_
        return context | self._previewed(file, round_, team) if file else context

    def _previewed(self, file: str, round_: Round, team: str) -> dict[str, Any]:
        request = Request(self._project.folder / file, round_.id, team or None, replace=True, dry_run=True, name=file)
        try:
            found = preview(self._project, request)
        except InputProblems as error:
            return {"unread": [Wrong(problem, "") for problem in error.problems]}
        except WrongUsage as error:
            return {"refused": f"{error.option}: {error}"}
        except OSError as error:
            return {"unread": [Wrong(_unreadable(file, error), "")]}
        words = [self._program, "import", file, "--round", round_.id]
        words += ["--team", team] if team else []
        words += ["--replace"] if found.ready and found.there else []
        mistakes = [Wrong(problem, "") for problem in found.problems]
        return {"preview": found, "mistakes": mistakes, "order": shlex.join(words)}

    def _exports(self) -> Iterator[Export]:
        """The exports that lie ready, the newest first."""
        found = [(*_about(path), path) for path in self._private() if path.suffix.lower() in EXPORTS]
        for changed, size, path in sorted(found, reverse=True):
            name = path.relative_to(self._project.folder).as_posix()
            read = _recognised(path, name, changed, size)
            problem = read if isinstance(read, Problem) else None
            recognised = read if isinstance(read, Recognised) else None
            yield Export(name, date.fromtimestamp(changed / 10**9), recognised, problem)

    def _private(self) -> list[Path]:
        """The files in the folder of exports, and below it."""
        found = sorted((self._project.folder / PRIVATE).rglob("*"))
        return [path for path in found if path.is_file() and not is_left_behind(path.name)]

    # ----- whether anything changed -------------------------------------------------------------------------

    def _mark(self) -> str:
        """Another text as soon as anything changes that a page is made of."""
        files = [path for folder in folders_read(self._project) if folder.is_dir() for path in sorted(folder.iterdir())]
        seen = [repr((str(path), *_about(path))) for path in (*files, *self._private())]
        return sha256("\n".join([str(date.today()), repr(self._pages()), *seen]).encode(errors="replace")).hexdigest()


class _NotThere(Exception):
    """Something was asked for that cannot be chosen."""


def _choose(name: str, names: Collection[str]) -> None:
    """Raises _NotThere unless it is one of the names."""
    if name not in names:
        raise _NotThere(name)


def _round(definitions: Definitions, situation: Situation, id_: str | None) -> Round:
    """The round that is asked for, or else the one that waits for answers, or the last."""
    if id_ is None:
        return situation.waiting or definitions.rounds[-1]
    _choose(id_, definitions.round_by_id)
    return definitions.round_by_id[id_]


@lru_cache(maxsize=64)
def _recognised(path: Path, name: str, changed: int, size: int) -> Recognised | Problem:
    """By which program an export was made, or why it cannot be read. Remembered as long as the file stays as it is."""
    if not name.isprintable():
        return Problem(name, 1, "a name with letters that nobody can type", "a name that can", "rename the file")
    try:
        found = [recognise(grid) for grid in grids_of(path, name).values()]
    except InputProblems as error:
        return error.problems[0]
    except OSError as error:
        return _unreadable(name, error)
    return next((one for one in found if one.mark != "none"), found[0])


def _unreadable(name: str, error: OSError) -> Problem:
    return Unreadable(error.strerror or "an error").problem(name)


def _about(path: Path) -> tuple[int, int]:
    """What changes when a file does; of one that is gone by now, nothing."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


def _host_of(header: str) -> str | None:
    """The name in a Host header, without its port."""
    try:
        return urlsplit(f"//{header}").hostname
    except ValueError:
        return None


def _is_address(host: str | None) -> bool:
    """Whether it is the number of a computer, which nobody can make lead elsewhere."""
    try:
        ipaddress.ip_address(host or "")
    except ValueError:
        return False
    return True


def _query(environ: WSGIEnvironment) -> dict[str, str]:
    return {name: values[-1] for name, values in parse_qs(str(environ.get("QUERY_STRING", ""))).items()}


def _files(theme: Theme, tree: Tree) -> dict[str, Answer]:
    """What the pages need beside them, by name."""
    font = "fonts/atkinson-hyperlegible-next.woff2"
    return {
        "palette.css": Answer("200 OK", "text/css", stylesheet(theme.palette)),
        "management.css": Answer("200 OK", "text/css", tree["theme/serve/management.css"]),
        "management.js": Answer("200 OK", "text/javascript", tree["theme/serve/management.js"]),
        "favicon.svg": Answer("200 OK", "image/svg+xml", theme.assets["assets/favicon.svg"]),
        font: Answer("200 OK", "font/woff2", theme.assets[f"assets/{font}"]),
    }


def _said(status: str, text: str) -> Answer:
    return Answer(status, TEXT, f"{text}\n".encode())
