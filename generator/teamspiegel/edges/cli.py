"""The command line.

Exit code 0: done; 1: problems in the input, all of them listed; 2: wrong usage, or refused by the system, in a line.
"""

import gc
import os
import re
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from teamspiegel import __version__
from teamspiegel.contracts.problem import InputProblems, Problem, so_many

if TYPE_CHECKING:
    from teamspiegel.changes import State
    from teamspiegel.edges.disk import Project
    from teamspiegel.pages.paths import PaperKind
    from teamspiegel.reading.text import Tree

# What a command needs is imported where it runs: `--help` answers at once, and a check loads nothing that draws.

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FORMS = ("text", "json", "github")
MOST_SHOWN = 40
HEAD = "HEAD"
LAST_PORT = 65535
PROJECT = click.option("--project", type=FOLDER, help="The school's folder (default: the current one).")


def _command(function: Callable[..., None]) -> Callable[..., None]:
    """A command on a project; problems in its input are listed, each on a line, and end it with exit code 1."""

    @wraps(function)
    def command(project: Path | None, **options: Any) -> None:
        from teamspiegel.edges.disk import Project
        from teamspiegel.edges.ignored import warn

        folder = project or click.get_current_context().obj or Path()
        try:
            function(Project(folder.resolve()), **options)
            warn(folder.resolve())
        except InputProblems as error:
            raise _Wrong(error.problems) from None

    return PROJECT(command)


class _Main(click.Group):
    """The one place where what the system refuses (a full disk, no permission, a closed pipe) becomes a line."""

    def make_context(self, *words: Any, **extra: Any) -> click.Context:
        """What the words mean; help and version are printed here. Ends the process when the system refuses."""
        with _refusals_told():
            return super().make_context(*words, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Do what the words mean. Ends the process when the system refuses."""
        with _refusals_told():
            return super().invoke(ctx)


@contextmanager
def _refusals_told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        # What the error says is all there is to know. What was still to be written goes nowhere, or else the
        # interpreter would try once more at its end, and fail in words of its own.
        with suppress(OSError):
            click.echo(f"Error: {_refusal(error)}", err=True)
        for stream in filter(None, (sys.stdout, sys.stderr)):
            _give_up(stream)
        sys.exit(2)


def _refusal(error: OSError) -> str:
    """What the system says, in one line."""
    said = error.strerror or str(error) or type(error).__name__
    return " ".join(f"{error.filename}: {said}".split() if error.filename is not None else said.split())


def _give_up(stream: Any) -> None:
    """Let a stream that cannot be written to end quietly; one that can is left alone."""
    try:
        stream.flush()
    except OSError:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), stream.fileno())


@click.group(cls=_Main)
@click.version_option(__version__)
@PROJECT
@click.pass_context
def main(context: click.Context, project: Path | None) -> None:
    """Turn a school's survey and lesson observations into a feedback site."""
    # Most of what a command makes stays until its end: to look for garbage as often as by default takes a tenth of it.
    gc.set_threshold(100_000)
    context.obj = project


@main.command()
@click.option("--site-dir", type=click.Path(file_okay=False, path_type=Path), help="Where the site goes (site/).")
@click.option("--team", "teams", multiple=True, metavar="ID", help="Only this team; may be given more than once.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day to build for (default: today).")
@click.option("--locked", is_flag=True, help="Seal each team's pages with its passphrase (see the README).")
@click.option(
    "--zip",
    "archive",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Also pack the site into this zip, to send: unpacked, it opens without a server.",
)
@_command
def build(
    project: "Project",
    site_dir: Path | None,
    teams: tuple[str, ...],
    day: datetime | None,
    archive: Path | None,
    locked: bool,
) -> None:
    """Build the site. With a problem in the input the previous site stays as it was."""
    from teamspiegel.contracts.problem import UnknownTeams
    from teamspiegel.contracts.site import SCHOOL
    from teamspiegel.edges.build import SiteBuilderError, build_project
    from teamspiegel.edges.site_folder import PlaceError

    target = _real(site_dir or project.folder / "site")
    zip_file = _real(archive) if archive else None
    progress, today = _progress if sys.stderr.isatty() else None, day.date() if day else None
    try:
        site = build_project(project, target, zip_file, teams, progress, today, locked)
    except PlaceError as error:
        raise _WrongUsage(str(error)) from None
    except UnknownTeams as error:
        raise click.BadParameter(str(error), param_hint="--team") from None
    except SiteBuilderError as error:
        raise click.ClickException(str(error)) from None
    if site is None:
        click.echo(f"Nothing to do: the site is what these files give today: {target / 'index.html'}")
        return
    click.echo(f"Built {sum(1 for _ in site.pages())} pages: {target / 'index.html'}")
    if locked:
        ids = [part.id for part in site.parts]
        click.echo(f"Locked: {', '.join(ids)}" + ("" if SCHOOL in ids else "; nothing in it shows several teams"))
    if zip_file:
        click.echo(f"Packed: {zip_file}")


def _real(path: Path) -> Path:
    """Where a path leads to. A link that leads nowhere, or round and round, leads to itself."""
    return Path(os.path.realpath(path))


@main.command()
@_command
def passphrases(project: "Project") -> None:
    """Make a passphrase for whoever has none yet, in a file that git leaves alone."""
    from teamspiegel.edges.passphrases import make_missing
    from teamspiegel.reading.passphrases import FILE

    made = make_missing(project)
    click.echo(f"Made {len(made)} in {FILE}: {', '.join(made)}" if made else "Every team has a passphrase.")


@main.command()
@click.option("--round", "round_", required=True, metavar="ID", help="The round in which lessons were visited.")
@click.option("--team", "teams", multiple=True, metavar="ID", help="Only this team; may be given more than once.")
@_command
def pairs(project: "Project", round_: str, teams: tuple[str, ...]) -> None:
    """Propose who could visit whose lessons, in a file in private/ and nowhere else."""
    from teamspiegel.edges.pairs import write_pairs
    from teamspiegel.visiting import UnknownId

    try:
        path, found = write_pairs(project, round_, teams)
    except UnknownId as error:
        raise click.BadParameter(str(error), param_hint=f"--{error.option}") from None
    if not found:
        raise _WrongUsage(f"no lessons were visited in round {round_}")
    groups, of_teams = sum(map(len, found.values())), so_many(len(found), "team")
    click.echo(f"Written: {path}: {so_many(groups, 'pair')} in {of_teams}. It has pseudonyms in it: keep it inside.")


@main.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default="text",
    help="For a program: json, or as GitHub's checks read it.",
)
@_command
def check(project: "Project", form: str) -> None:
    """Read and check everything, and write nothing; tell who took part in the last round, and what is withheld."""
    from teamspiegel.contracts.uncertainty import QUANTILES
    from teamspiegel.counting import published_of, quietly
    from teamspiegel.edges.cache import Cache
    from teamspiegel.edges.disk import read_tree
    from teamspiegel.edges.forms import problems_as, shown_as_json
    from teamspiegel.edges.learnt import learn
    from teamspiegel.reading.markup import RENDERED
    from teamspiegel.reading.personal import SEARCHED
    from teamspiegel.showing import latest_measured, showings

    learn(Cache(project.cache), {"markup": RENDERED, "personal": SEARCHED, "quantiles": QUANTILES})
    try:
        definitions, published = published_of(read_tree(project), _begun if sys.stderr.isatty() else quietly)
    except InputProblems as error:
        if form == "text":
            raise
        click.echo(problems_as(form, error.problems), nl=False)
        sys.exit(1)
    round_ = latest_measured(definitions, published)
    shown = list(showings(definitions, published, round_)) if round_ else []
    if form == "json":
        click.echo(shown_as_json(shown))
        return
    teams, rounds = so_many(len(definitions.teams), "team"), so_many(len(published.results), "measured team round")
    click.echo(f"No problems: {teams}, {rounds}.")
    for line in shown[:MOST_SHOWN]:
        click.echo(f"{line.round}, {line}")
    if len(shown) > MOST_SHOWN:
        click.echo(f"and {len(shown) - MOST_SHOWN} more; --format json has them all")
    click.echo("Next: teamspiegel build.")


@main.command()
@click.argument("words", nargs=-1, required=True, metavar="DIR | KIND ID")
@click.option("--members", type=click.IntRange(min=1), help="How many people belong to a new team.")
@click.option("--kind", "variant", metavar="NAME", help="What kind of session or instrument (default: the usual one).")
@_command
def new(project: "Project", words: tuple[str, ...], members: int | None, variant: str | None) -> None:
    """Begin a school in the empty folder DIR, or add one to the school that is here.

    KIND is round, team, session (ID: date-team), question (ID: the team) or instrument. A session is datafeedback,
    plg or werkbijeenkomst; an instrument is survey, interviews, network, placement, pupils, ranking, scan or test.
    """
    from teamspiegel.edges.new import InSchool, NotEmpty, Spoiled, add_entry, new_school
    from teamspiegel.starter.entry import KINDS, VARIANTS, AlreadyThere, UnfitId

    kind = next((kind for kind in KINDS if kind == words[0]), None)
    if len(words) == 1 and kind is None:
        try:
            count = new_school(_real(Path(words[0])))
        except NotEmpty as error:
            raise _WrongUsage(str(error)) from None
        except InSchool as error:
            meant = ", ".join(f"`teamspiegel new {one} {words[0]}`" for one in ("team", "round", "instrument"))
            told = f"{words[0]} would be a school in the school {error.school}"
            raise _WrongUsage(f"{told}; did you mean {meant}? Else take a folder outside it") from None
        click.echo(f"Made a school of {count} files in {words[0]}. Its figures are made up, and every page says so.")
        click.echo(f"Next: cd {shlex.quote(words[0])} && teamspiegel build; its README.md tells the rest.")
        return
    if len(words) != 2 or kind is None:
        raise click.UsageError(f"Expected DIR (called as a kind: ./DIR), or one of {', '.join(KINDS)} and an ID.")
    if (members is None) == (kind == "team"):
        raise click.UsageError("--members N goes with a new team, which needs it, and with nothing else.")
    if variant is not None and variant not in VARIANTS.get(kind, ()):
        fitting = "; ".join(f"a new {one} has {', '.join(known)}" for one, known in VARIANTS.items())
        raise click.BadParameter(f"{fitting}; nothing else has kinds.", param_hint="--kind")
    try:
        entry = add_entry(project, kind, words[1], date.today(), members or 0, variant or "")
    except AlreadyThere as error:
        raise _WrongUsage(str(error)) from None
    except UnfitId as error:
        raise click.BadParameter(str(error), param_hint="ID") from None
    except Spoiled as error:
        raise _Refused(error.problems, f"Nothing was written: with {kind} '{words[1]}' there would be {{}}.") from None
    click.echo(f"Written: {entry.path}:{entry.line}. Look it over: what you did not say yourself is a suggestion.")


@main.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--round", "round_", required=True, metavar="ID", help="The round that the answers are of.")
@click.option("--team", metavar="ID", help="The team, where no column of the export says it.")
@click.option("--source", metavar="NAME", help="What the export holds (default: what its heads say).")
@click.option("--sheet", metavar="NAME", help="The sheet of a workbook (default: the one with items).")
@click.option(
    "--map",
    "mapping",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The mapping (default: content/imports/<instrument>-<source>.yml).",
)
@click.option("--replace", is_flag=True, help="Replace the answers that are there.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and write nothing.")
@_command
def import_(project: "Project", file: Path, round_: str, **options: Any) -> None:
    """Import an export of a survey program, or a table by hand: CSV, XLSX, ODS or SAV.

    The first time it proposes how to read it, for you to confirm; then it imports. Names, addresses, times and free
    text are left out.
    """
    from teamspiegel.edges.importing import Request, WrongUsage, import_export

    try:
        lines = import_export(project, Request(file, round_, **options))
    except WrongUsage as error:
        raise _WrongUsage(f"{error.option}: {error}" if error.option else str(error)) from None
    for line in lines:
        click.echo(line)


def _address(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None and not (re.fullmatch(r".+:[0-9]{1,5}", value) and int(value.rpartition(":")[2]) <= LAST_PORT):
        raise click.BadParameter(f"expected HOST:PORT, such as 127.0.0.1:8000, and a port of at most {LAST_PORT}")
    return value


@main.command()
@click.option("--address", metavar="HOST:PORT", callback=_address, help="Where to serve (default: 127.0.0.1:8000).")
@_command
def serve(project: "Project", address: str | None) -> None:
    """Show the site on this computer, and build it again whenever content, data or theme change.

    With it come pages that tell how the school stands, with its problems if it has any, and what an import would do.
    """
    from teamspiegel.edges.mkdocs import serve_site

    serve_site(project, address)


@main.command()
@click.option("--since", metavar="REF|DIR", help="A git revision, or a folder with an earlier state (default: HEAD).")
@_command
def changes(project: "Project", since: str | None) -> None:
    """Print response, flags and what changed since an earlier state, as Markdown."""
    from teamspiegel.changes import changes as changes_of
    from teamspiegel.counting import state_of
    from teamspiegel.edges.disk import read_tree
    from teamspiegel.edges.revision import RevisionError

    try:
        before = _before(project, since)
    except RevisionError as error:
        raise _WrongUsage(f"{error}; give --since a folder with an earlier state, or a git revision") from None
    click.echo(changes_of(state_of(read_tree(project)), before, since or HEAD), nl=False)


@main.group()
def export() -> None:
    """Write what belongs to a team as files to hand on."""


def _exports(function: Callable[..., None]) -> Callable[..., None]:
    """A command of `export`, with the options that all of them have."""
    team = click.option(
        "--team", "teams", multiple=True, metavar="ID", help="Only this team; may be given more than once."
    )
    to = click.option(
        "--to", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help="Where to (default: dist/)."
    )
    return export.command()(team(to(_command(function))))


DAY = click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day to write for (default: today).")


@_exports
def calendar(project: "Project", teams: tuple[str, ...], to: Path | None) -> None:
    """Write a calendar (.ics) per team: actions, looks back and meetings, all-day and without names."""
    from teamspiegel.edges.export import export_calendars

    _write(lambda folder: export_calendars(project, teams, folder), project, to, "Nothing has a date yet")


@_exports
@DAY
def report(project: "Project", teams: tuple[str, ...], to: Path | None, day: datetime | None) -> None:
    """Write a report per team (PDF, A4): charts, numbers, learning questions and plan of what the team has seen."""
    _write_papers("report", project, teams, to, day, "No team has seen a round yet")


@_exports
@DAY
def poster(project: "Project", teams: tuple[str, ...], to: Path | None, day: datetime | None) -> None:
    """Write a poster of a team's plan (PDF, A3): a sheet for each learning question."""
    _write_papers("poster", project, teams, to, day, "No team has a learning question yet")


@_exports
@DAY
def sheets(project: "Project", teams: tuple[str, ...], to: Path | None, day: datetime | None) -> None:
    """Write sheets to fill in (PDF, A4): of a team's meeting about data, and of each work form."""
    _write_papers("sheets", project, teams, to, day, "No team was measured yet, and no work form has a sheet")


@_exports
@DAY
def minutes(project: "Project", teams: tuple[str, ...], to: Path | None, day: datetime | None) -> None:
    """Write the minutes of each meeting (PDF, A4), or of one that is still to come its programme."""
    _write_papers("minutes", project, teams, to, day, "No team has a meeting yet")


def _write_papers(
    kind: "PaperKind",
    project: "Project",
    teams: tuple[str, ...],
    to: Path | None,
    day: datetime | None,
    nothing: str,
) -> None:
    from teamspiegel.edges.draw import silent
    from teamspiegel.edges.export import export_papers

    progress, today = _progress if sys.stderr.isatty() else silent, day.date() if day else None
    _write(lambda folder: export_papers(project, kind, teams, folder, today, progress), project, to, nothing)


def _write(export: Callable[[Path], list[Path]], project: "Project", to: Path | None, nothing: str) -> None:
    """Have something exported, and tell which files were written, or why there are none."""
    from teamspiegel.contracts.problem import UnknownTeams
    from teamspiegel.edges.site_folder import PlaceError

    try:
        written = export(_real(to or project.folder / "dist"))
    except UnknownTeams as error:
        raise click.BadParameter(str(error), param_hint="--team") from None
    except PlaceError as error:
        raise _WrongUsage(str(error)) from None
    for path in written:
        click.echo(f"Wrote {path}")
    if not written:
        click.echo(f"{nothing}, so nothing was written.")


@main.group()
def programme() -> None:
    """Build many schools that share instruments and guidance, and what they have together."""


@programme.command(name="build")
@click.argument("folder", metavar="DIR")
@click.option("--to", metavar="DIR", help="Where sites, references and the status page go (default: built/ in DIR).")
@click.option("--scheduler", metavar="ADDRESS", help="A Dask scheduler, such as tcp://192.0.2.1:8786.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day to build for (default: today).")
@click.option("--locked", is_flag=True, help="Seal each team's pages with its passphrase (see the README).")
def build_programme(folder: str, to: str | None, scheduler: str | None, day: datetime | None, locked: bool) -> None:
    """Build every school of the programme in DIR: a folder, or an address such as s3://bucket/folder.

    By default with a process for each core of this computer. What is wrong with a school keeps no other from its site.
    """
    try:
        from teamspiegel.edges import programme as edge
        from teamspiegel.edges.places import Place
    except ModuleNotFoundError as error:
        raise _WrongUsage(f"{error.name} is not installed: pip install 'teamspiegel[cluster]'") from None
    source = Place(_absolute(folder))
    target = Place(_absolute(to)) if to else source / "built"
    today = day.date() if day else date.today()
    try:
        with edge.cluster_of(scheduler) as client:
            status = edge.build_programme(client, source, target, today, locked=locked, told=_told())
    except InputProblems as error:
        raise _Wrong(error.problems) from None
    except edge.Changed as error:
        raise _WrongUsage(str(error)) from None
    sites = sum(one.has_site for one in status.schools)
    click.echo(f"Built {sites} of {so_many(len(status.schools), 'site')}: {(target / edge.STATUS).address}/index.html")
    for made in status.references:
        behind = max((row.teams for row in made.rows), default=0), max((row.schools for row in made.rows), default=0)
        click.echo(f"Reference {made.reference.id}: {len(made.rows)} means of {behind[0]} teams of {behind[1]} schools")
    for one in status.schools:
        if one.refused:
            click.echo(f"{one.counted.school}: {one.refused}", err=True)
    if problems := sorted({problem for one in status.schools for problem in one.problems}):
        raise _Wrong(problems)
    if sites < len(status.schools):
        sys.exit(2)


def _absolute(folder: str) -> str:
    """An address as it is, and a path as it is called from anywhere on this computer."""
    return folder if "://" in folder else os.path.realpath(folder)


def _told() -> "Callable[[str, int, int], None]":
    """How far the work is, on a terminal."""

    def on_terminal(what: str, done: int, total: int) -> None:
        click.echo(f"\r{what}: {done} of {so_many(total, 'school')}", nl=done == total, err=True)

    return on_terminal if sys.stderr.isatty() else lambda what, done, total: None


class _Wrong(click.ClickException):
    """Problems in the input: each on a line, and how many they are."""

    exit_code = 1

    def __init__(self, problems: "Sequence[Problem]", told: str = "{} found.") -> None:
        super().__init__(told.format(so_many(len(problems), "problem")))
        self._problems = problems

    def show(self, file: Any = None) -> None:
        """On the stream for what went wrong, unless another is named."""
        for problem in self._problems:
            click.echo(str(problem), file=file, err=file is None)
        click.echo(self.message, file=file, err=file is None)


class _Refused(_Wrong):
    """Problems that would come of what was asked for: each on a line, and that they keep it from being done."""

    exit_code = 2


class _WrongUsage(click.ClickException):
    """Told in one line: what is wrong is no word that was typed, so a reminder of how to type them does not help."""

    exit_code = 2


def _before(project: "Project", since: str | None) -> "State | None":
    """The earlier state; None when it had mistakes: whoever mended them did nothing wrong. Raises RevisionError."""
    from teamspiegel.changes import NOTHING
    from teamspiegel.counting import state_of

    try:
        tree = _tree_since(project, since)
        complete = {"content", "data"} <= {path.partition("/")[0] for path in tree}
        return state_of(tree) if complete else NOTHING
    except InputProblems:
        return None


def _tree_since(project: "Project", since: str | None) -> "Tree":
    from teamspiegel.edges.disk import Project, read_tree
    from teamspiegel.edges.revision import RevisionError, commit_of, read_commit

    if since and _is_folder(since):
        tree = read_tree(Project(Path(since).resolve()))
        if not tree:
            raise RevisionError(f"{since} holds no content/ and no data/")
        return tree
    return read_commit(project.folder, commit_of(project.folder, HEAD if since is None else since))


def _is_folder(name: str) -> bool:
    try:
        return Path(name).is_dir()
    except OSError:  # longer than a path can be
        return False


def _begun(what: str) -> None:
    """What a check does now, which for ten thousand teams takes a while."""
    click.echo(f"{what} ...", err=True)


def _progress(done: int, finished: bool) -> None:
    click.echo(f"\rDrawing charts: {done}", nl=finished, err=True)
