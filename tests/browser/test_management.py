"""The management pages in a browser: readable, fresh by themselves, and the way from a notice to what is wrong."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from threading import Thread

import pytest
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from teamspiegel.contracts.problem import InputProblems
from teamspiegel.edges.disk import Project, read_tree
from teamspiegel.edges.policy import OURS
from teamspiegel.edges.serving import Serving
from teamspiegel.pipeline import published_of

from tests.browser.pages import ALL_BUT_CONTRAST, NARROW, WIDE, Reader, Scheme, faint, showing, too_wide, violations
from tests.edges.test_cli import edit
from tests.intake.exports import CSV_EXPORTS
from tests.projects import write

EXPORT = "private/Vragenlijst najaar.csv"
PREVIEW = f"beheer/import?file={EXPORT}&round=enquete"
SURVEY = "data/start/blauw/survey.csv"


@pytest.fixture(scope="module")
def school(built_school: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the small school, with an export that lies ready."""
    folder = copytree(built_school, tmp_path_factory.mktemp("looked-after") / "school", symlinks=True)
    return write(folder, {EXPORT: CSV_EXPORTS["google"]()})


@pytest.fixture(scope="module")
def base(school: Path) -> Iterator[str]:
    """Where it is served as `teamspiegel serve` does it, but for MkDocs: the pages are those that were built before."""

    def make() -> None:
        """Pages that are served have no content policy."""
        pages = copytree(school / "site", serving.fresh(), dirs_exist_ok=True)
        for page in pages.rglob("*.html"):
            page.write_text(OURS.sub("", page.read_text(encoding="utf-8")), encoding="utf-8")

    def build() -> None:
        try:
            published_of(read_tree(project))
        except InputProblems as error:
            raise Abort(str(error)) from None
        make()

    project, serving = Project(school), Serving()
    make()
    server = LiveReloadServer(build, "127.0.0.1", 0, root=str(school))
    serving.watch([school / "content", school / "data"], [])
    serving.attend(server, build, project)
    thread = Thread(target=server.serve)
    thread.start()
    while not server.serve_thread.is_alive():
        thread.join(0.05)
        assert thread.is_alive()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    serving.close()


@pytest.mark.parametrize(("width", "scheme"), [(WIDE, "light"), (NARROW, "light"), (NARROW, "dark")])
@pytest.mark.parametrize("path", ["beheer/", PREVIEW], ids=["state", "import"])
def test_a_page_is_whole_and_readable_and_asks_for_nothing_elsewhere(
    reader: Reader, base: str, path: str, width: int, scheme: Scheme
) -> None:
    with showing(reader, base, path, width=width, scheme=scheme) as shown:
        assert shown.page.locator("h1").count() == 1
        assert (shown.ask("document.documentElement.dataset.mdColorScheme") == "slate") is (scheme == "dark")
        shown.ask("document.querySelectorAll('details').forEach((found) => (found.open = true))")
        assert violations(shown, ALL_BUT_CONTRAST) == []
        assert too_wide(shown) == []
        assert faint(shown) == []
        assert [url for url in shown.requests if not url.startswith(f"{base}/beheer/")] == []
        assert (shown.complaints, shown.refused()) == ([], [])


def test_from_the_notice_over_a_page_to_what_is_wrong_and_away_again_when_it_is_mended(
    reader: Reader, base: str, school: Path
) -> None:
    with showing(reader, base, "teams/blauw/index.html") as shown:
        edit(school, SURVEY, "r1,4,", "r1,9,")
        shown.page.locator("#ts-stopped a").click()
        shown.page.get_by_text("Eén ding klopt nog niet.").wait_for()
        assert shown.page.locator(".ts-where").inner_text() == f"{SURVEY} regel 2, kolom zelf-begin"
        assert violations(shown, ALL_BUT_CONTRAST) == []
        assert faint(shown) == []
        edit(school, SURVEY, "r1,9,", "r1,4,")
        shown.page.get_by_text("Alles klopt.").wait_for()


def test_from_an_export_to_a_command_to_copy(reader: Reader, base: str) -> None:
    with showing(reader, base, "beheer/") as shown:
        shown.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        shown.page.get_by_role("link", name=EXPORT).click()
        shown.page.get_by_label("Meting").select_option("enquete")
        shown.page.get_by_role("button", name="Bekijk").click()
        shown.page.get_by_role("heading", name=EXPORT).wait_for()
        row = shown.page.get_by_role("row", name="Mee eens 4 6")
        assert row.is_visible()
        shown.page.get_by_role("button", name="Kopieer").first.click()
        shown.page.get_by_role("button", name="Gekopieerd").wait_for()
        copied = shown.ask("navigator.clipboard.readText()")
        assert copied == f"teamspiegel import '{EXPORT}' --round enquete"
        assert (shown.complaints, shown.refused()) == ([], [])


def test_a_new_export_shows_by_itself(reader: Reader, base: str, school: Path) -> None:
    with showing(reader, base, "beheer/") as shown:
        write(school, {"private/later.csv": CSV_EXPORTS["qualtrics"]()})
        shown.page.get_by_role("link", name="private/later.csv").wait_for()
        (school / "private" / "later.csv").unlink()
        shown.page.get_by_role("link", name="private/later.csv").wait_for(state="detached")


def test_without_scripts_everything_is_there_but_the_buttons(reader: Reader, base: str) -> None:
    with showing(reader, base, PREVIEW, scripts=False) as shown:
        assert shown.page.get_by_text("teamspiegel import").first.is_visible()
        assert not shown.page.get_by_role("button", name="Kopieer").count()
