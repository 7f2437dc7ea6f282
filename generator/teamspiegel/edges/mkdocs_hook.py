"""The hook through which `mkdocs build` and `mkdocs serve` do the same job as `teamspiegel`. It only translates."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from teamspiegel.contracts.problem import InputProblems
from teamspiegel.edges.disk import Project
from teamspiegel.edges.generate import generate
from teamspiegel.edges.mkdocs import nav_of
from teamspiegel.edges.policy import PolicyError, protect
from teamspiegel.edges.search import split
from teamspiegel.reading.personal import NAMES

serving = False


def _project(config: MkDocsConfig) -> Project:
    """The project whose docs folder this configuration builds: it lies in `build/docs` of it."""
    return Project(Path(config.docs_dir).parents[1])


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Generate the docs folder and its navigation before MkDocs looks for pages."""
    try:
        site = generate(_project(config)).site
    except InputProblems as problems:
        raise Abort(str(problems)) from None
    config.nav, config.site_name = nav_of(site.nav), site.name
    return config


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether the pages are built, or served while somebody works on them."""
    global serving
    serving = command == "serve"


def on_post_build(config: MkDocsConfig) -> None:
    """Make the search come when it is asked for, and write the content policy into every page.

    Not into those that are served: MkDocs adds a script to each, another one every time, by which it reloads itself.
    """
    split(Path(config.site_dir))
    if serving:
        return
    try:
        protect(Path(config.site_dir))
    except PolicyError as error:
        raise Abort(str(error)) from None


def on_serve(server: Any, config: MkDocsConfig, builder: Any) -> Any:
    """Watch what an author edits, and keep serving the pages as they were while it holds a mistake.

    The generated folder is not watched: it would only start every build twice.
    """
    project = _project(config)
    server.unwatch(str(project.docs))
    for folder in (project.folder / "content", project.folder / "data", project.theme):
        if folder.is_dir():  # a school that was never measured has no data
            server.watch(str(folder))
    if (project.folder / NAMES).is_file():
        server.watch(str(project.folder / NAMES))
    server.builder = _telling(builder)
    return server


def _telling(build: Callable[[], None]) -> Callable[[], None]:
    """The build, but what stops it is told. MkDocs itself leaves every request waiting until a build succeeds."""

    def build_or_tell() -> None:
        try:
            build()
        except Abort as problems:
            click.echo(f"{problems}\nThe pages stay as they were until this is mended.", err=True)

    return build_or_tell
