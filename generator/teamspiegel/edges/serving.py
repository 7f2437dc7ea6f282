"""What serving adds to that of MkDocs: the last pages that could be built stay, under a notice of what stops more.

Where nothing could be built yet, the pages on which somebody looks after the school stand in their place.
"""

import shutil
import socket
import tempfile
import traceback
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import click
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer

from teamspiegel.edges.disk import Project
from teamspiegel.edges.management import Management, Pages
from teamspiegel.edges.watching import Watching, places
from teamspiegel.edges.work import work_folder

STAYS = "The pages stay as they were until this is mended."
NONE_YET = "There are no pages until this is mended."

NOTICE = (
    '<div id="ts-stopped" role="alert" style="position:fixed;inset:auto 0 0;z-index:9999;max-height:50vh;overflow:auto;'
    'padding:1rem;background:#7f1d1d;color:#fff;font:14px/1.5 monospace">'
    '<p style="margin:0 0 1em;font:700 16px/1.5 sans-serif">'
    '<a href="{path}" style="color:#fff;text-decoration:underline">{link}</a></p>'
    '<div lang="en" style="white-space:pre-wrap">{told}</div></div>'
)
"""For who is at work on the site, and never in a site that is built: so it may carry its style with it."""

SETTLED = 0.05
"""Seconds in which nothing may change for a build to begin: an editor empties a file before it writes it."""


def refuse_taken(host: str, port: int) -> None:
    """Raises OSError when nobody can serve at this address: MkDocs finds out when its first build is over."""
    socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()


class Serving:
    """The pages that are served, each build in a folder of its own, and what stopped the last one.

    `attending`: whether the first build is over, which must not fail: MkDocs would give up.
    """

    def __init__(self) -> None:
        self._open = ExitStack()
        self._work = self._open.enter_context(work_folder())
        self._pages = self._work / "pages"  # a link to those of the last build: a request may wait for it to change
        self._newest = self._work
        self.attending = False
        self._watching = Watching()
        self._begun = False
        self._building = False
        self._stopped = ""

    def close(self) -> None:
        """Remove all pages."""
        self._open.close()

    def fresh(self) -> Path:
        """A folder for the next build."""
        self._newest = Path(tempfile.mkdtemp(prefix="site-", dir=self._work))
        return self._newest

    def wait(self, problems: Exception) -> None:
        """Begin without pages: these problems keep them from being built."""
        self._stopped = str(problems)

    def pages(self) -> Pages:
        """How the pages are getting on."""
        return Pages(self._building, self._stopped)

    def watch(self, folders: Iterable[Path], files: Iterable[Path]) -> None:
        """See from now on what changes there: the first build takes long enough for somebody to edit meanwhile."""
        for folder in folders:
            self._watching.begin(folder, recursive=True)
        for file in files:
            self._watching.begin(file, recursive=False)

    def attend(self, server: LiveReloadServer, build: Callable[[], None], project: Project) -> None:
        """Let a server build in this way, when what is watched changes, and serve the last build that went well.

        MkDocs itself leaves every request waiting until a build succeeds, and loses the pages when a template fails.
        """
        self.attending = True
        management = Management(project, server, self.pages)
        if self._stopped:
            click.echo(f"{self._stopped}\n{NONE_YET}", err=True)
        else:
            self._show_newest()
        server.root = str(self._pages)
        server.error_handler = lambda code: _page(self._pages / f"{code}.html")
        server.builder = lambda: self._build_or_tell(build)
        server.set_app(management.before(self._with_notice(server.serve_request, management)))
        self._watch_for(server)
        address = urljoin(server.url, management.path)
        click.echo(f"How the school stands, and what an import would do: {address}", err=True)

    def _watch_for(self, server: LiveReloadServer) -> None:
        """Let a server hear of every change, also in the places that it was about to watch by itself."""
        its_own = places(server.observer)
        for place, _ in its_own:
            server.unwatch(place)
        server.observer = self._watching  # type: ignore[assignment]  # its own does not see an edit at once
        server.build_delay = SETTLED
        for place, recursive in sorted({*its_own, *places(self._watching)}):
            server.watch(place, recursive=recursive)

    def _show_newest(self) -> None:
        link = self._work / "newest"
        link.symlink_to(self._newest)
        link.replace(self._pages)
        self._begun, self._stopped = True, ""

    def _build_or_tell(self, build: Callable[[], None]) -> None:
        """Whatever stops a build is told, on the terminal and over the pages. A bug is told with its traceback."""
        self._building = True
        try:
            build()
        except MkDocsException as error:
            self._stopped = str(error).strip()
        except Exception:
            self._stopped = traceback.format_exc()
        else:
            self._show_newest()
        finally:
            self._building = False
        if self._stopped:
            click.echo(f"{self._stopped}\n{STAYS if self._begun else NONE_YET}", err=True)
        for folder in self._work.glob("site-*"):
            if folder != self._pages.resolve():
                shutil.rmtree(folder, ignore_errors=True)

    def _with_notice(self, app: WSGIApplication, management: Management) -> WSGIApplication:
        """The application, with a notice at the end of every page as long as something stops the next build.

        While there are no pages at all, every address but that of MkDocs' own polling leads to where it is told.
        """

        def noticing(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            if not self._begun and not environ["PATH_INFO"].startswith("/livereload/"):
                start_response("302 Found", [("Location", management.path), ("Cache-Control", "no-store")])
                return []
            started: list[Any] = []
            body = app(environ, lambda *begin: started.append(begin))  # type: ignore[arg-type]
            status, headers, *rest = started[-1]
            if self._stopped and dict(headers).get("Content-Type", "").startswith("text/html"):
                notice = _notice(management, f"{self._stopped}\n\n{STAYS}")
                body = [_noticed(b"".join(body), notice)]
                headers = [*((name, value) for name, value in headers if name != "Content-Length")]
                headers.append(("Content-Length", str(len(body[0]))))
            start_response(status, headers, *rest)
            return body

        return noticing


def _notice(management: Management, told: str) -> bytes:
    return NOTICE.format(path=escape(management.path), link=escape(management.link), told=escape(told)).encode()


def _noticed(page: bytes, notice: bytes) -> bytes:
    before, end, after = page.rpartition(b"</body>")
    return before + notice + end + after if end else page + notice


def _page(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
