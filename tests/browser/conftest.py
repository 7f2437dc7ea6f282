"""A real browser, on sites behind a real web server. Without a browser these tests fail; they are never left out."""

import os
import subprocess
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.pages import PATIENCE, Reader

FIND_CHROMIUM = Path(__file__).with_name("find-chromium")

ELSEWHERE = "school.example"
"""A name by which the browser, and nobody else, finds what is served on this computer."""

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--host-resolver-rules=MAP {ELSEWHERE} 127.0.0.1",
]


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder without a word, and without a content policy: every page has its own."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


@pytest.fixture(scope="session")
def chromium() -> str:
    """The program to drive: `make test` has looked it up already."""
    if "CHROMIUM" in os.environ:
        return os.environ["CHROMIUM"]
    found = subprocess.run([FIND_CHROMIUM], capture_output=True, text=True)
    if found.returncode:
        pytest.fail(found.stderr, pytrace=False)
    return found.stdout.strip()


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """The browser, for the whole run."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS, timeout=PATIENCE)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def reader(browser: Browser) -> Reader:
    """Who looks at the pages, for the whole run."""
    return Reader(browser)


def served(folder: Path) -> Iterator[str]:
    """The address of a folder on this computer, for as long as it is served."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        server.daemon_threads = True
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def demonstration_site(demonstration: Path) -> Iterator[str]:
    """Where the demonstration's site is served."""
    yield from served(demonstration / "site")


@pytest.fixture(scope="session")
def small_site(built_school: Path) -> Iterator[str]:
    """Where the site of the small school is served: teams that are withheld, and teams that are not measured."""
    yield from served(built_school / "site")
